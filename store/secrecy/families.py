"""What adds up to what, within one family of counts (series, unit, concept and basis alike) and between linked ones."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from domain.areas import AreaLevel, area_level
from domain.groups import parse_group_key
from store.secrecy.equations import REST, Equations, Place, Terms
from store.secrecy.intervals import Stretch, split, stretches_of

Values = dict[tuple[Place, Place], float]
"""What a strand (or the rest of some) counts in an area (or in the rest of one), at one period."""
_ROUNDING = 0.5


@dataclass(frozen=True)
class Link:
    """Strands whose sum counts the whole, and strands whose sum counts a part of it. With ``rate``: strands that count, and strands that
    are rates of them as published."""

    whole: tuple[int, ...]
    part: tuple[int, ...]
    rate: bool = False


class Sum(NamedTuple):
    """A place, the places that are parts of it by further dimensions, and the name of what is in none of them."""

    total: Place
    parts: tuple[Place, ...]
    rest: Place
    dimensions: frozenset[str] = frozenset()


class Family:
    """The strands of one family with their groups. What no strand of a dimension names is a group as well (labelled as a rest), which
    other dimensions break down like any other."""

    def __init__(self, groups: Mapping[int, str]) -> None:
        self._groups: dict[Place, dict[str, str]] = {strand: parse_group_key(key) for strand, key in groups.items()}
        self._stretches = _stretches(self._groups.values())
        self._within = _within(self._stretches)
        self._sums: list[Sum] = []
        done: set[tuple[Place, frozenset[str]]] = set()
        while found := [each for each in self._all_sums() if (each.total, each.dimensions) not in done]:
            for each in found:
                done.add((each.total, each.dimensions))
                self._sums.append(each)
                dimension = "+".join(sorted(each.dimensions))
                self._groups.setdefault(each.rest, {**self._groups[each.total], dimension: REST})

    def _all_sums(self) -> Iterator[Sum]:
        """Every strand and rest with those that break it down by the same further dimensions."""
        by_dimensions: dict[frozenset[str], list[Place]] = defaultdict(list)
        for strand, groups in self._groups.items():
            by_dimensions[frozenset(groups)].append(strand)
        for coarse, totals in by_dimensions.items():
            for fine, strands in by_dimensions.items():
                new = fine - coarse
                named = [each for each in strands if not any(self._groups[each][dimension] == REST for dimension in new)]
                if not coarse < fine or not named:
                    continue
                for total in totals:
                    inside = self._groups[total].items()
                    parts = tuple(each for each in named if inside <= self._groups[each].items())
                    if parts and not self._known_by_way_of(coarse, fine, parts, by_dimensions):
                        rest = (REST, *sorted({**self._groups[total], "+".join(sorted(new)): REST}.items()))
                        for level, chosen in enumerate(self._levels(parts, new)):
                            yield Sum(total, chosen, (*rest, level) if level else rest, new)

    def _levels(self, parts: tuple[Place, ...], dimensions: frozenset[str]) -> Iterator[tuple[Place, ...]]:
        """The parts, where some lie within others („unter 3“, „unter 18“) once without the inner and once without the outer ones."""
        if not any(self._within[each] for each in dimensions):
            yield parts
            return
        pairs = [(one, other) for one in parts for other in parts if self._lies_within(one, other, dimensions)]
        inner, outer = {one for one, _ in pairs}, {other for _, other in pairs}
        yield tuple(each for each in parts if each not in inner)
        if pairs:
            yield tuple(each for each in parts if each not in outer)

    def _lies_within(self, one: Place, other: Place, dimensions: frozenset[str]) -> bool:
        labels = [(self._groups[one][each], self._groups[other][each], self._within[each]) for each in dimensions]
        return one != other and all(a == b or (a, b) in within for a, b, within in labels)

    def _known_by_way_of(
        self, coarse: frozenset[str], fine: frozenset[str], parts: Sequence[Place], strands: Mapping[frozenset[str], Sequence[Place]]
    ) -> bool:
        """True if sums over fewer dimensions say the same: all parts have their own total in between."""
        for between, totals in strands.items():
            if coarse < between < fine:
                known = {tuple(sorted(self._groups[each].items())) for each in totals}
                if all(tuple(sorted((d, self._groups[part][d]) for d in between)) in known for part in parts):
                    return True
        return False

    def add_equations(self, found: Equations, cells: Mapping[tuple[int, str], float], period: str) -> dict[Place, float]:
        """The family's equations at one period into ``found``; returns the values of all rests."""
        values: Values = dict(cells)
        areas = sorted({area for _, area in cells})
        sums = [each for given in self._sums for each in _without_overlap(given, areas, values)]
        terms = [_sum_terms(each, area, values, period) for each in sums for area in areas]
        by_strand: dict[Place, list[Place]] = defaultdict(list)
        for strand, area in values:
            by_strand[strand].append(area)
        rest_areas: dict[Place, None] = {}
        for strand, known in by_strand.items():
            for each in _area_sums([str(area) for area in known], strand, values):
                terms.append(_area_terms(each, strand, values, period))
                rest_areas[each.rest] = None
        terms += [_sum_terms(each, area, values, period) for each in sums for area in rest_areas]
        named = {(_place(strand, area, period)): value for (strand, area), value in values.items()}
        terms += self._stretch_terms(values, period, named)
        for term in terms:
            if term:
                found.add(term, named)
        return {place: value for place, value in named.items() if place[0] == REST}

    def _stretch_terms(self, values: Values, period: str, named: dict[Place, float]) -> Iterator[Terms]:
        """Each age, or the like, as the sum of those that it consists of; their values go to ``named``."""
        for dimension, stretches in self._stretches.items():
            if not self._within[dimension]:
                continue
            beside: dict[Place, dict[tuple[Place, Place], tuple[Stretch, float]]] = defaultdict(dict)
            for (strand, area), value in values.items():
                others = dict(self._groups.get(strand, {}))
                if (stretch := stretches.get(others.pop(dimension, ""))) is not None:
                    level = strand[len(others) + 2 :] if isinstance(strand, tuple) else None  # rests of one level belong together
                    beside[area, tuple(sorted(others.items())), level][strand, area] = stretch, value
            for (area, others_of, level), cells in beside.items():
                for each in split(cells):
                    places: list[Place] = [(REST, dimension, others_of, level, area, stretch, period) for stretch, _ in each.parts]
                    named.update({place: count for place, (_, count) in zip(places, each.parts, strict=True)})
                    yield ((_place(*each.key, period), 1.0), *((place, -1.0) for place in places))


def _stretches(groups: Iterable[Mapping[str, str]]) -> dict[str, dict[str, Stretch]]:
    """What the labels of each dimension mean, as far as they are stretches."""
    labels: dict[str, set[str]] = defaultdict(set)
    for each in groups:
        for dimension, label in each.items():
            labels[dimension].add(label)
    return {dimension: stretches_of(sorted(each)) for dimension, each in labels.items()}


def _within(stretches: Mapping[str, Mapping[str, Stretch]]) -> dict[str, frozenset[tuple[str, str]]]:
    """For each dimension the pairs of labels of which the first is a part of the second."""
    return defaultdict(
        frozenset,
        {
            dimension: frozenset(
                (one, other) for one, a in each.items() for other, b in each.items() if a != b and b[0] <= a[0] and a[1] <= b[1]
            )
            for dimension, each in stretches.items()
        },
    )


def _without_overlap(given: Sum, areas: Sequence[str], values: Values) -> Iterator[Sum]:
    """The sum with its rest in every area; where parts overlap (they count more than the total), each part by itself."""
    rests = _rests(given, areas, values)
    if all(rest >= -_ROUNDING for rest in rests.values()):
        if any(abs(values.get((given.rest, area), rest) - rest) > _ROUNDING for area, rest in rests.items()):
            given = given._replace(rest=(*given.rest, given.total))  # where cells are missing, two ways to a rest may differ
        _enter(given, rests, values)
        yield given
        return
    for part in given.parts:
        alone = Sum(given.total, (part,), (REST, given.total, part))
        rests = {area: rest for area, rest in _rests(alone, areas, values).items() if rest >= -_ROUNDING}
        _enter(alone, rests, values)
        yield alone


def _rests(given: Sum, areas: Sequence[str], values: Values) -> dict[Place, float]:
    """What the parts leave of the total, by area; only areas where the total and a part are known."""
    found: dict[Place, float] = {}
    for area in areas:
        known = [values[part, area] for part in given.parts if (part, area) in values]
        if known and (given.total, area) in values:
            found[area] = values[given.total, area] - sum(known)
    return found


def _enter(given: Sum, rests: Mapping[Place, float], values: Values) -> None:
    values.update({(given.rest, area): max(rest, 0.0) if rest > _ROUNDING else 0.0 for area, rest in rests.items()})


def _sum_terms(each: Sum, area: Place, values: Values, period: str) -> Terms:
    """The sum in one area; empty where it is not known there, or not for all parts of a rest area."""
    if (each.total, area) not in values or (each.rest, area) not in values:
        return ()
    parts = [part for part in each.parts if (part, area) in values]
    if not parts or (isinstance(area, tuple) and len(parts) < len(each.parts)):
        return ()
    return _terms([(each.total, area), *((part, area) for part in parts), (each.rest, area)], period)


def _area_sums(areas: Sequence[str], strand: Place, values: Values) -> Iterator[Sum]:
    """Each area with those of its parts that are known, and the rest of it; the rest gets its value."""
    for total, parts in _divisions(areas, {area: values[strand, area] for area in areas}):
        rest = values[strand, total] - sum(values[strand, part] for part in parts)
        groups = [tuple(sorted(parts))] if rest >= -_ROUNDING else [(part,) for part in parts]
        for inside in groups:
            rest = values[strand, total] - sum(values[strand, part] for part in inside)
            if rest >= -_ROUNDING:
                name = (REST, total, inside)
                values[strand, name] = rest if rest > _ROUNDING else 0.0
                yield Sum(total, inside, name)


def _divisions(areas: Sequence[str], values: Mapping[str, float]) -> Iterator[tuple[str, list[str]]]:
    """Areas with those that are parts of them. Parts of a municipality may be divided again (-1 into -11 and -12) or only be called
    alike (-1, -11): where the figures allow both, both are thought of. Keys of a table's own lie in the one area that has all others."""
    known = set(areas)
    children: dict[str, list[str]] = defaultdict(list)
    divided: dict[str, list[str]] = defaultdict(list)
    for area in areas:
        if (parent := next((each for each in ancestors(area) if each in known), None)) is not None:
            children[parent].append(area)
        if (outer := next((each for each in _outer_parts(area) if each in known), None)) is not None:
            divided[outer].append(area)
    tops = [area for area in areas if area_level(area) is not AreaLevel.OTHER and not any(each in known for each in ancestors(area))]
    if len(tops) == 1:
        children[tops[0]] += [
            area for area in areas if area_level(area) is AreaLevel.OTHER and not any(each in known for each in ancestors(area))
        ]
    inner = {
        part: outer
        for outer, parts in divided.items()
        if sum(values[each] for each in parts) <= values[outer] + _ROUNDING
        for part in parts
    }
    for total, parts in children.items():
        nested = any(part in inner for part in parts)
        if nested:
            yield total, [part for part in parts if part not in inner]
            yield total, [part for part in parts if part not in set(inner.values())]
        if parts and (not nested or abs(values[total] - sum(values[part] for part in parts)) <= _ROUNDING):
            yield total, parts
    yield from ((outer, parts) for outer, parts in divided.items() if parts[0] in inner)


def _outer_parts(area: str) -> Iterator[str]:
    """Keys of parts of the municipality that the beginning of this key may name, longest first."""
    whole, _, part = area.partition("-")
    yield from (f"{whole}-{part[:length].rstrip('-./ ')}" for length in range(len(part) - 1, 0, -1))


def _area_terms(each: Sum, strand: Place, values: Values, period: str) -> Terms:
    return _terms([(strand, each.total), *((strand, part) for part in each.parts), (strand, each.rest)], period)


def _terms(places: Sequence[tuple[Place, Place]], period: str) -> Terms:
    """The first place is the sum of the others."""
    return tuple((_place(strand, area, period), -1.0 if number else 1.0) for number, (strand, area) in enumerate(places))


def _place(strand: Place, area: Place, period: str) -> tuple[Place, ...]:
    """The name of a cell, or of a rest if strand or area is one."""
    return (REST, strand, area, period) if isinstance(strand, tuple) or isinstance(area, tuple) else (strand, area, period)


def ancestors(area: str) -> Iterator[str]:
    """Keys of the areas that contain this one, nearest first."""
    whole, _, part = area.partition("-")
    if part:
        yield whole
    level = area_level(whole)
    if level is AreaLevel.OTHER or whole == "DG":
        return
    yield from (whole[:length] for length in (5, 3, 2) if length < len(whole))
    yield "DG"
