"""Labels and periods that lie within each other: „unter 3 Jahre“ in „unter 18 Jahre“, a quarter in a half-year, 2024 in 2023~2024.

Every one is a stretch between two points. What stretches tell together, they tell about the stretches between neighbouring points: these
are unknowns like the rest of a sum, and each cell is the sum of those inside it.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, TypeVar

from domain.periods import Period, PeriodKind

T = TypeVar("T")
Stretch = tuple[float, float]
"""From the first point to before the second."""
_ROUNDING = 0.5
_ENDLESS = float("inf")
_YEARS = r"(?:\s*(?:Jahre?n?|J\.))?"
_PATTERNS = (
    (re.compile(rf"(?:bis )?unter (?P<high>\d+){_YEARS}"), 0),
    (re.compile(rf"(?P<low>\d+){_YEARS} bis unter (?P<high>\d+){_YEARS}"), 0),
    (re.compile(rf"(?P<low>\d+){_YEARS}\s*(?:bis|-|–)\s*(?P<high>\d+){_YEARS}"), 1),
    (re.compile(rf"bis (?P<high>\d+){_YEARS}"), 1),
    (re.compile(rf"(?:ab )?(?P<low>\d+){_YEARS}(?: und (?:mehr|älter|länger|darüber)| ?\+)"), 0),
    (re.compile(rf"ab (?P<low>\d+){_YEARS}"), 0),
    (re.compile(rf"(?P<low>\d+){_YEARS}"), 1),
)
_MONTHS = {PeriodKind.MONTH: 1, PeriodKind.QUARTER: 3, PeriodKind.HALF: 6, PeriodKind.YEAR: 12}


def stretches_of(labels: Iterable[str]) -> dict[str, Stretch]:
    """What the labels of one dimension mean, as far as they are stretches. ``0-90`` ends at 90 where another begins there, else at 91."""
    read = {label: found for label in labels if (found := _stretch(label)) is not None}
    begins = {low for low, _, _ in read.values()}
    meant: dict[str, Stretch] = {}
    for label, (low, high, included) in read.items():
        open_end = high in begins and high + 1 not in begins and high > low
        meant[label] = low, high if open_end else high + included
    return meant


def _stretch(label: str) -> tuple[float, float, int] | None:
    """First and last point as written, and whether the last belongs to it."""
    for pattern, included in _PATTERNS:
        if match := pattern.fullmatch(label.strip()):
            parts = match.groupdict()
            low = float(parts.get("low") or 0)
            if "high" not in parts:
                return (low, low, 1) if included else (low, _ENDLESS, 0)
            high = float(parts["high"])
            return (low, high, included) if high + included > low else None
    return None


def months_of(period: str) -> Stretch | None:
    """The months that a period counts; None for days of reference, school years and semesters, which count something else."""
    found = Period(period)
    if found.kind is PeriodKind.YEARS:
        return int(found.slot[1:]) * 12.0, (found.year + 1) * 12.0
    length = _MONTHS.get(found.kind)
    if length is None:
        return None
    part = int(found.slot.lstrip("HQ") or 1) - 1
    begin = found.year * 12.0 + part * length
    return begin, begin + length


@dataclass(frozen=True)
class Split(Generic[T]):
    """A stretch as the sum of those between neighbouring points; ``parts`` with what each counts."""

    key: T
    parts: tuple[tuple[Stretch, float], ...]


def split(values: Mapping[T, tuple[Stretch, float]]) -> Iterator[Split[T]]:
    """Each stretch that says something about another, in parts. Stretches that contradict each other (a stock at two moments, a sum
    revised before its parts) are left out, all that hang together with them."""
    at: dict[float, float] = {}
    for points in _together([stretch for stretch, _ in values.values()]):
        inside = {key: each for key, each in values.items() if each[0][0] in points}
        if len(inside) < 2 or not _placed(at, points, list(inside.values())):
            continue
        order = sorted(points)
        steps = [((low, high), at[high] - at[low]) for low, high in pairwise(order)]
        if any(count < -_ROUNDING for _, count in steps):
            continue
        counted = [(stretch, count if count > _ROUNDING else 0.0) for stretch, count in steps]
        for key, ((low, high), _) in inside.items():
            yield Split(key, tuple(each for each in counted if low <= each[0][0] and each[0][1] <= high))


def _together(stretches: Iterable[Stretch]) -> list[set[float]]:
    """Points that are joined by stretches."""
    groups: list[set[float]] = []
    for stretch in stretches:
        touched = [each for each in groups if not each.isdisjoint(stretch)]
        groups = [each for each in groups if each.isdisjoint(stretch)]
        groups.append(set(stretch).union(*touched))
    return groups


def _placed(at: dict[float, float], points: set[float], values: list[tuple[Stretch, float]]) -> bool:
    """Counts up from the first point to every other; False where two ways say different things."""
    ways: dict[float, list[tuple[float, float]]] = defaultdict(list)
    for (low, high), value in values:
        ways[low].append((high, value))
        ways[high].append((low, -value))
    first = min(points)
    at[first] = 0.0
    waiting = [first]
    while waiting:
        here = waiting.pop()
        for there, value in ways[here]:
            if there in at and there in points and abs(at[there] - at[here] - value) > _ROUNDING:
                return False
            if there not in at:
                at[there] = at[here] + value
                waiting.append(there)
    return True
