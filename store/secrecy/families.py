"""What adds up to what, within one family of counts (series, unit, concept and basis alike) and between linked ones."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from domain.areas import AreaLevel, area_level
from domain.groups import parse_group_key
from store.secrecy.equations import REST, Equations, Place, Terms

Values = dict[tuple[Place, Place], float]
"""What a strand (or the rest of some) counts in an area (or in the rest of one), at one period."""
_ROUNDING = 0.5


@dataclass(frozen=True)
class Link:
    """Strands whose sum counts the whole, and strands whose sum counts a part of it."""

    whole: tuple[int, ...]
    part: tuple[int, ...]


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
                        rest = {**self._groups[total], "+".join(sorted(new)): REST}
                        yield Sum(total, parts, (REST, *sorted(rest.items())), new)

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
        for term in terms:
            if term:
                found.add(term, named)
        return {place: value for place, value in named.items() if place[0] == REST}


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
    children: dict[str, list[str]] = defaultdict(list)
    known = set(areas)
    for area in areas:
        parent = next((each for each in ancestors(area) if each in known), None)
        if parent is not None:
            children[parent].append(area)
    for total, parts in children.items():
        rest = values[strand, total] - sum(values[strand, part] for part in parts)
        groups = [tuple(sorted(parts))] if rest >= -_ROUNDING else [(part,) for part in parts]
        for inside in groups:
            rest = values[strand, total] - sum(values[strand, part] for part in inside)
            if rest >= -_ROUNDING:
                name = (REST, total, inside)
                values[strand, name] = rest if rest > _ROUNDING else 0.0
                yield Sum(total, inside, name)


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
