"""The evaluation once more as plain loops, slow and easy to check: what the SQL is compared with."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from math import prod
from typing import Any

from domain.groups import group_key
from domain.indicators import Definition, Input, Missing
from domain.periods import Period
from indicators.formulas import DENOMINATORS, compute


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
    figures: Sequence[tuple[int, Figure]]


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
    by_role = [_gather(definition.inputs[role], definition.breakdowns, known) for role in definition.formula.roles]
    for place, first in by_role[0].items():
        inputs = [each.get(place) for each in by_role]
        there = [each for each in inputs if each is not None]
        values = [None if each is None else each.value for each in inputs]
        signs = frozenset().union(*(each.signs for each in there))
        value, missing = compute(definition.formula, values, definition.min_denominator)
        if missing is Missing.INPUT_MISSING:
            missing = _reason(signs, 0 in [values[position] for position in DENOMINATORS.get(definition.formula, ())])
        groups, area, slot, year = place
        a, b, c, d = [*values, None, None, None][:4]
        yield {
            "indicator": definition.id, "groups": groups, "area": area, "slot": slot, "year": year, "period": first.period,
            "value": value, "missing": missing and missing.value, "a": a, "b": b, "c": c, "d": d, "signs": sorted(signs),
            "basis": " / ".join(each.basis for each in there),
            "observations": sorted((number, *one.strand, one.area, one.period) for each in there for number, one in each.figures),
        }  # fmt: skip


def _reason(signs: frozenset[str], divided_by_zero: bool) -> Missing:
    """Why an input is not there: what a source says of it goes before what can only be seen."""
    for reason in (Missing.SECRET, Missing.UNRELIABLE, Missing.PENDING):
        if reason in signs:
            return reason
    if divided_by_zero:
        return Missing.ZERO_DENOMINATOR
    return Missing.ABSENT if Missing.ABSENT in signs else Missing.INPUT_MISSING


def _gather(needed: Input, breakdowns: Sequence[str], known: Known) -> dict[Place, _Gathered]:
    """What one input is at each place: from the best source that has all its parts, else from the best that has any."""
    labels = {name: (given,) if isinstance(given, str) else given for name, given in needed.groups.items()}
    parts = prod(len(each) for each in labels.values())
    offers: dict[Place, dict[tuple, list[tuple[int, Figure]]]] = defaultdict(lambda: defaultdict(list))
    for number, each in known:
        if each.series != needed.series or (needed.concept and each.concept != needed.concept):
            continue
        if needed.basis and each.basis not in needed.basis:
            continue
        open_groups = {name: label for name, label in each.groups.items() if name not in labels}
        if any(each.groups.get(name) not in accepted for name, accepted in labels.items()) or not open_groups.keys() <= set(breakdowns):
            continue
        period = Period(each.period)
        preference = needed.basis.index(each.basis) if needed.basis else 0
        offers[group_key(open_groups), each.area, period.slot, period.year + needed.lag][preference, each.basis, each.concept].append(
            (number, each)
        )
    return {place: _best(sources, parts) for place, sources in offers.items()}


def _best(sources: Mapping[tuple, list[tuple[int, Figure]]], parts: int) -> _Gathered:
    complete = {source: figures for source, figures in sources.items() if len(figures) == parts}
    source, figures = max((complete or sources).items(), key=lambda item: item[0])
    values = [each.value for _, each in figures if each.value is not None]
    return _Gathered(
        value=sum(values) if len(values) == parts else None,
        period=max(each.period for _, each in figures),
        signs=frozenset(each.sign for _, each in figures if each.sign is not None),
        basis=source[1],
        figures=figures,
    )
