"""The evaluation once more as plain loops, slow and easy to check: what the SQL is compared with."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from math import prod
from typing import Any

from domain.areas import area_level
from domain.groups import group_key
from domain.indicators import Definition, Formula, Missing
from domain.periods import Period
from indicators.formulas import DIVISORS, compute

LEVELS = ("part", "municipality", "district")


@dataclass(frozen=True)
class Figure:
    """One cell of a delivered table."""

    series: str
    area: str
    period: str
    value: float | None
    sign: str | None = None
    basis: str = "Register"
    concept: str = "Staatsangehörigkeit"
    groups: Mapping[str, str] = field(default_factory=dict)

    @property
    def strand(self) -> tuple[str, ...]:
        return self.series, self.concept, self.basis, group_key(self.groups)


def figure(series: str, area: str, period: str, value: float | None, sign: str | None = None, **names: str) -> Figure:
    """A figure; ``basis`` and ``concept`` are what they say, all other names are groups."""
    about = {name: names.pop(name) for name in ("basis", "concept") if name in names}
    return Figure(series, area, period, value, sign, **about, groups=names)


@dataclass(frozen=True)
class Delivery:
    figures: Sequence[Figure]
    accepted: datetime
    withdrawn: datetime | None = None


@dataclass(frozen=True)
class _Gathered:
    value: float | None
    period: str
    signs: frozenset[str]
    basis: str
    concept: str
    figures: Sequence[tuple[int, Figure]]
    complete: bool


Place = tuple[str, str, str, int]
"""Groups, area, slot and year: where inputs meet."""

Known = Sequence[tuple[int, Figure]]
"""Figures with the number of the delivery each one is from."""


def evaluate(definitions: Mapping[str, Definition], deliveries: Sequence[Delivery], moment: datetime) -> list[dict[str, Any]]:
    """One dict per row of the evaluation, in its order."""
    known = _last_of_year(_known(deliveries, moment))
    rows = [row for definition in definitions.values() for row in _rows(definition, known)]
    return sorted(rows, key=lambda row: (row["indicator"], row["groups"], row["area"], row["slot"], row["year"]))


def _known(deliveries: Sequence[Delivery], moment: datetime) -> Known:
    """The newest word on each figure; "absent" is said only where nobody says more than an empty cell."""
    words: dict[tuple, tuple[int, Figure]] = {}
    for number, delivery in enumerate(deliveries, 1):
        if delivery.accepted > moment or (delivery.withdrawn is not None and delivery.withdrawn <= moment):
            continue
        for each in delivery.figures:
            key = (each.strand, each.area, each.period)
            if each.sign == "absent" and key in words and words[key][1].sign not in ("absent", "empty"):
                continue
            words[key] = (number, each)
    return list(words.values())


def _last_of_year(known: Known) -> Known:
    last: dict[tuple, tuple[int, Figure]] = {}
    for number, each in known:
        key = (each.strand, each.area, Period(each.period).slot, Period(each.period).year)
        if key not in last or each.period > last[key][1].period:
            last[key] = (number, each)
    return list(last.values())


def _rows(definition: Definition, known: Known) -> Iterator[dict[str, Any]]:
    if definition.formula.over_units:
        yield from _rows_over_units(definition, known)
        return
    offers = [_offers(definition, role, known) for role in definition.formula.roles]
    for place in offers[0]:
        inputs = _chosen(definition, [each.get(_fixed(definition, number, place), {}) for number, each in enumerate(offers)])
        there = [each for each in inputs if each is not None]
        values = [None if each is None else each.value for each in inputs]
        signs = frozenset().union(*(each.signs for each in there))
        value, missing = compute(definition.formula, values, definition.min_denominator)
        by_zero = 0 in [values[position] for position in DIVISORS.get(definition.formula, ())]
        missing = _why(definition, missing, signs, there, by_zero)
        a, b, c, d = [*values, None, None, None][:4]
        yield _row(definition, place, there[0].period, value if missing is None else None, missing, (a, b, c, d), signs, there)


def _row(definition, place, period, value, missing, inputs, signs, there) -> dict[str, Any]:
    groups, area, slot, year = place
    return {
        "indicator": definition.id, "groups": groups, "area": area, "slot": slot, "year": year, "period": period,
        "value": value, "missing": missing and missing.value, **dict(zip("abcd", inputs, strict=True)), "signs": sorted(signs),
        "basis": " / ".join(each.basis for each in there),
        "observations": sorted((number, *one.strand, one.area, one.period) for each in there for number, one in each.figures),
    }  # fmt: skip


def _why(definition, missing, signs: frozenset[str], there: Sequence[_Gathered], by_zero: bool) -> Missing | None:
    """Why there is no value: what a source says goes before what can only be seen; what must not be computed before what cannot be."""
    if missing in (Missing.INPUT_MISSING, Missing.ZERO_DENOMINATOR) and (found := _said(signs, by_zero)):
        return found if missing is Missing.INPUT_MISSING or found is not Missing.ABSENT else missing
    if missing in (Missing.INPUT_MISSING, Missing.ZERO_DENOMINATOR):
        return missing
    if not definition.mixed and (clash := _clash(there)):
        return clash
    if definition.formula is not Formula.VALUE and "uncertain" in signs:
        return Missing.UNCERTAIN
    return missing


def _clash(there: Sequence[_Gathered]) -> Missing | None:
    if len({each.concept for each in there} - {""}) > 1:
        return Missing.OTHER_CONCEPT
    return Missing.OTHER_BASIS if len({each.basis for each in there} - {""}) > 1 else None


def _said(signs: frozenset[str], divided_by_zero: bool) -> Missing | None:
    for reason in (Missing.SECRET, Missing.UNRELIABLE, Missing.PENDING):
        if reason in signs:
            return reason
    if divided_by_zero:
        return Missing.ZERO_DENOMINATOR
    return Missing.ABSENT if Missing.ABSENT in signs else None


def _fixed(definition: Definition, number: int, place: Place) -> Place:
    """Where an input of a fixed year is looked for; all others where they meet."""
    year = definition.inputs[definition.formula.roles[number]].fixed_year
    return place if year is None else (*place[:3], year)


Source = tuple[int, str, str]
"""Preference, basis and concept."""


def _offers(definition: Definition, role: str, known: Known, area_of=lambda each: [each.area]) -> dict[Place, dict[Source, _Gathered]]:
    """What each source offers for one input at each place; ``value`` is None where it does not have all parts."""
    needed = definition.inputs[role]
    labels = {name: (given,) if isinstance(given, str) else given for name, given in needed.groups.items()}
    parts = prod(len(each) for each in labels.values()) * (1 + len(needed.also))
    found: dict[Place, dict[Source, list[tuple[int, Figure]]]] = defaultdict(lambda: defaultdict(list))
    for number, each in known:
        if each.series not in (needed.series, *needed.also) or (needed.concept and each.concept != needed.concept):
            continue
        if needed.basis and each.basis not in needed.basis:
            continue
        open_groups = {name: label for name, label in each.groups.items() if name not in labels}
        if any(each.groups.get(name) not in accepted for name, accepted in labels.items()):
            continue
        if not open_groups.keys() <= set(definition.breakdowns):
            continue
        period = Period(each.period)
        source = (needed.basis.index(each.basis) if needed.basis else 0, each.basis, each.concept)
        year = period.year if needed.fixed_year is not None else period.year + needed.lag
        for area in area_of(each):
            found[group_key(open_groups), area, period.slot, year][source].append((number, each))
    return {
        place: {source: _gathered(source, figures, len(figures) == parts) for source, figures in sources.items()}
        for place, sources in found.items()
    }


def _gathered(source: Source, figures: Sequence[tuple[int, Figure]], complete: bool) -> _Gathered:
    values = [each.value for _, each in figures if each.value is not None]
    return _Gathered(
        value=sum(values) if complete and len(values) == len(figures) else None,
        period=max(each.period for _, each in figures),
        signs=frozenset(each.sign for _, each in figures if each.sign is not None),
        basis=source[1],
        concept=source[2],
        figures=figures,
        complete=complete,
    )


def _chosen(definition: Definition, offers: Sequence[Mapping[Source, _Gathered]]) -> list[_Gathered | None]:
    """One source per role: one that all roles have, else one that all roles have which may choose, else the best of its own."""
    full = [{source for source, each in sources.items() if each.complete} for sources in offers]
    chosen = _sources(definition, [list(each) for each in offers], full)
    return [None if source is None else sources[source] for source, sources in zip(chosen, offers, strict=True)]


def _sources(definition: Definition, offers: Sequence[Sequence[Source]], full: Sequence[set[Source]]) -> list[Source | None]:
    free = [len(definition.inputs[role].basis) != 1 for role in definition.formula.roles]
    listing = [len(definition.inputs[role].basis) > 1 for role in definition.formula.roles]

    def rank(source: Source, complete: bool) -> tuple:
        own, basis, concept = source
        having = [[other for other in sources if other[1] == basis] for sources in full]
        shared = next((each[0][0] for each, lists in zip(having, listing, strict=True) if lists and each), own)
        tier = 0
        if len(offers) > 1:
            if any(free) and all(each for each, open_role in zip(having, free, strict=True) if open_role):
                tier = 1
            if all(having):
                tier = 2
            if all(any(other[2] == concept for other in each) for each in having):
                tier = 3
        return tier, complete, shared if tier else own, basis, concept

    return [
        max(sources, key=lambda source, mine=mine: rank(source, source in mine), default=None)
        for sources, mine in zip(offers, full, strict=True)
    ]


# Formulas over units


def _rows_over_units(definition: Definition, known: Known) -> Iterator[dict[str, Any]]:
    """As above, for units that are areas or labels; the units asked for are those listed, else those known before and after."""
    roles, over = definition.formula.roles, definition.over
    listed = {label for needed in definition.inputs.values() for label in _tuple(needed.groups.get(over, ()))}
    inputs = {role: replace(each, groups={k: v for k, v in each.groups.items() if k != over}) for role, each in definition.inputs.items()}
    inner = replace(definition, inputs=inputs)
    by_unit: dict[Place, list[dict[str, dict[Source, _Gathered]]]] = defaultdict(lambda: [{} for _ in roles])
    for number, role in enumerate(roles):
        for unit in sorted({each for _, one in known for each in [_unit(one, over)] if each and (not listed or each in listed)}):
            mine = [(delivery, _without(one, over)) for delivery, one in known if _unit(one, over) == unit]
            for place, sources in _offers(inner, role, mine, lambda one: _homes(one.area, over)).items():
                by_unit[place][number][unit] = sources
    chosen = {place: _units_chosen(definition, units, listed) for place, units in by_unit.items()}
    wholes = [_offers(inner, role, known) if over in LEVELS else {} for role in roles]
    before: dict[tuple, set[str]] = {}
    for place in sorted(chosen, key=lambda place: place[3]):
        if chosen[place][0]:
            yield _unit_row(definition, place, chosen, listed, before, [each.get(place, {}) for each in wholes])


def _tuple(given: str | tuple[str, ...]) -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else given


def _unit(one: Figure, over: str) -> str | None:
    return one.area if over in LEVELS else one.groups.get(over)


def _without(one: Figure, over: str) -> Figure:
    return replace(one, groups={name: label for name, label in one.groups.items() if name != over})


def _homes(area: str, over: str) -> list[str]:
    """The areas that are made up of areas like this one."""
    level = area_level(area)
    if over not in LEVELS:
        return [area]
    if level != over:
        return []
    town = area[:8]
    return {
        "part": [town, *([town[:5]] if town[5:] == "000" else []), *([town[:2]] if town in ("02000000", "11000000") else [])],
        "municipality": [area[:5]],
        "district": [area[:2], area[:3]],
    }[over]


def _units_chosen(definition, units, listed) -> list[dict[str, _Gathered]]:
    """Per role what the chosen source has for each unit."""
    offers = [sorted({source for sources in mine.values() for source in sources}) for mine in units]
    count = [
        {source: sum(sources[source].complete for sources in mine.values() if source in sources) for source in sources}
        for mine, sources in zip(units, offers, strict=True)
    ]
    full = [{source for source, many in each.items() if many == (len(listed) or max(each.values()))} for each in count]
    return [
        {unit: sources[source] for unit, sources in mine.items() if source in sources}
        for mine, source in zip(units, _sources(definition, offers, full), strict=True)
    ]


def _unit_row(definition, place, chosen, listed, before, wholes) -> dict[str, Any]:
    mine = chosen[place]
    years: dict[str, list[int]] = defaultdict(list)
    for other in (each for each in chosen if each[:3] == place[:3]):
        for units in chosen[other]:
            for unit in units:
                years[unit].append(other[3])
    asked = sorted(listed or (unit for unit, all_years in years.items() if min(all_years) <= place[3] <= max(all_years)))
    columns = [[units[unit].value if unit in units else None for unit in asked] for units in mine]
    every = [each for units in mine for each in units.values()]
    there = [max(units.values(), key=lambda each: each.period) for units in mine if units]
    signs = frozenset().union(*(each.signs for each in every))
    if not listed:
        asked_before = before.setdefault(place[:3], asked)
        signs |= {"break"} if asked != asked_before else set()
        before[place[:3]] = asked
    value, missing = compute(definition.formula, columns, definition.min_denominator, asked)
    incomplete = missing is Missing.INPUT_MISSING
    if incomplete:
        missing = _said(signs, False) or missing
    elif not definition.mixed and (clash := _clash(there)):
        missing = clash
    elif any(_torn(units, whole) for units, whole in zip(mine, wholes, strict=True)):
        missing = Missing.PARTS_DIFFER
    elif missing not in (Missing.ZERO_DENOMINATOR, Missing.OTHER_CONCEPT) and "uncertain" in signs:
        missing = Missing.UNCERTAIN
    sums = [None if incomplete else sum(column) for column in columns]
    row = _row(
        definition, place, max(each.period for each in mine[0].values()), value if missing is None else None, missing,
        (sums[0], sums[1] if len(sums) > 1 else None, None, None), signs, there,
    )  # fmt: skip
    return row | {"observations": sorted(_origins(definition.over, mine))}


def _torn(units: Mapping[str, _Gathered], wholes: Mapping[Source, _Gathered]) -> bool:
    """True where the parts do not make up what the same source counts for the area itself."""
    [(basis, concept)] = {(each.basis, each.concept) for each in units.values()}
    for (_, *source), whole in wholes.items():
        if source == [basis, concept] and whole.value is not None:
            off = abs(sum(each.value for each in units.values()) - whole.value)
            return off > 5 * (len(units) + 1) and off > 0.05 * whole.value
    return False


def _origins(over: str, mine: Sequence[Mapping[str, _Gathered]]) -> Iterator[tuple]:
    for units in mine:
        for unit, each in units.items():
            for number, one in each.figures:
                whole = one if over in LEVELS else replace(one, groups={**one.groups, over: unit})
                yield (number, *whole.strand, one.area, one.period)
