"""Totals that are not the sum of their parts.

Which figures add up is learned from the table itself: a total and all labels of one dimension, or an area and the areas one level
below it. Where the sum holds nearly everywhere, the exceptions are hints; where it holds half of the time the parts are no parts
("darunter"). Published roundings do not add up exactly (each figure on its own to a multiple of 3, 5, 10 …): the sum may then be off
by half a multiple for every figure in it."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from domain.areas import GERMANY
from domain.groups import group_key, parse_group_key
from loaders.series_checks.figures import Figures, Flags, Floats, Ints
from loaders.series_checks.hints import Hints
from loaders.series_checks.jumps import Unusual
from loaders.series_checks.places import Places

_HOLDS, _LEAST = 0.9, 5
_MULTIPLES = (1000, 100, 10, 5, 3)
_NEARLY_ALL = 0.95
_MOST = 500
_FEW, _SELDOM = 2, 0.01
_EXACT = 1e-4
_SHIFTS = (0.9, 0.99, 0.999, -9.0, -99.0, -999.0)
"""What part of a figure is too much, or too little, if its point is misplaced."""


@dataclass(frozen=True)
class _Violation:
    total: int
    parts: tuple[int, ...]
    excess: float


def report_sums(figures: Figures, unusual: Unusual, hints: Hints) -> None:
    """Reports the figure that most likely spoils each sum: the one in most broken sums, then one with a misplaced point, then the one
    whose line the correction would fit best."""
    rows = np.flatnonzero(~figures.superseded & ~np.isnan(figures.value) & figures.is_count[figures.strand])
    if not len(rows):
        return
    table = Places(figures, rows)
    broken = [each for found in (_broken_groups(table), _broken_areas(table)) for each in found][:_MOST]
    votes = Counter(row for each in broken for row in (each.total, *each.parts))
    for each in broken:
        involved = np.array([each.total, *each.parts])
        if not hints.rows.isdisjoint(involved.tolist()):
            continue
        excess = np.where(involved == each.total, each.excess, -each.excess)
        value = figures.value[involved]
        share = excess / np.where(value == 0, np.inf, value)
        misplaced = np.isclose(share[:, None], _SHIFTS, rtol=1e-3).any(axis=1)
        relief = np.rint(unusual.relief(involved, value - excess))
        ranks = np.array([involved == each.total, relief, misplaced, [votes[row] for row in involved], figures.checked[involved]], float)
        most = np.lexsort(ranks)[-1]
        _report(figures, hints, each, int(involved[most]))


def _report(figures: Figures, hints: Hints, each: _Violation, row: int) -> None:
    if not figures.checked[row]:
        return
    added = sum(float(figures.value[part]) for part in each.parts)
    total = f"{hints.strand(each.total)} {hints.area_name(each.total)}: {hints.figure(each.total)}"
    expected = f"{total} als Summe der {len(each.parts)} Teile, die zusammen {hints.figure(each.total, added)} ergeben"
    hints.about(row, "H414", " gehört zu einer Summe, die nicht aufgeht", expected)


def _broken_groups(table: Places) -> Iterator[_Violation]:
    for total, parts in _families(table.figures):
        places, rows = table.column(total)
        of_parts = np.stack([table.at(part, places) for part in parts])
        whole = (of_parts >= 0).all(axis=0)
        yield from _broken(table.figures, rows[whole], of_parts[:, whole])


def _families(figures: Figures) -> Iterator[tuple[int, list[int]]]:
    """Each strand with those that differ from it only in having a label of one more dimension."""
    kinds = [tuple(figures.word(name, row) for name in ("series", "unit", "concept", "basis")) for row in figures.first_row]
    groups = [figures.word("groups", row) for row in figures.first_row]
    strand_of = {(*kind, key): number for number, (kind, key) in enumerate(zip(kinds, groups, strict=True))}
    families: dict[tuple[int, str], list[int]] = defaultdict(list)
    for number, (kind, key) in enumerate(zip(kinds, groups, strict=True)):
        labels = parse_group_key(key)
        for dimension in labels:
            total = strand_of.get((*kind, group_key({name: label for name, label in labels.items() if name != dimension})))
            if total is not None and figures.is_count[number]:
                families[total, dimension].append(number)
    for (total, _), parts in families.items():
        if len(parts) > 1:
            yield total, parts


def _broken_areas(table: Places) -> Iterator[_Violation]:
    """Areas against the sums of those of one length of key below, for all strands at once."""
    figures, periods = table.figures, len(table.figures.periods)
    for parent_of in _levels(figures.texts["area"].words):
        below = np.flatnonzero(parent_of[figures.area[table.rows]] >= 0)
        parent = parent_of[figures.area[table.rows[below]]]
        wanted = figures.strand[table.rows[below]] * table.places + parent * periods + figures.period[table.rows[below]]
        found = np.minimum(np.searchsorted(table.key, wanted), len(table.key) - 1)
        there = table.key[found] == wanted
        below, found = below[there], found[there]
        count = np.bincount(found, minlength=len(table.key))
        added = np.bincount(found, figures.value[table.rows[below]], minlength=len(table.key))
        family = figures.strand[table.rows] * len(parent_of) + figures.area[table.rows]
        _, family = np.unique(family, return_inverse=True)
        largest = np.zeros(family.max() + 1)
        np.maximum.at(largest, family, count)
        whole = np.flatnonzero((count > 1) & (count == largest[family]))
        excess: Floats = figures.value[table.rows[whole]] - added[whole]
        for at in _exceptions(figures, table.rows[whole], excess, count[whole]):
            parts = table.rows[below[found == whole[at]]]
            yield _Violation(int(table.rows[whole[at]]), tuple(int(row) for row in parts), float(excess[at]))


def _levels(areas: tuple[str, ...]) -> Iterator[Ints]:
    """For each pair of lengths of keys that occurs: the number of the area above each area, −1 for those of other lengths."""
    number = {area: each for each, area in enumerate(areas)}
    digits = [area for area in areas if area.isdigit()]
    lengths = sorted({len(area) for area in digits})
    for below, length in enumerate(lengths):
        for above in ([0] if GERMANY in number and below == 0 else []) + lengths[:below]:
            parent_of = np.full(len(areas), -1)
            for area in digits:
                if len(area) == length:
                    parent_of[number[area]] = number.get(area[:above] or GERMANY, -1)
            if (parent_of >= 0).any():
                yield parent_of


def _broken(figures: Figures, total: Ints, parts: np.ndarray) -> Iterator[_Violation]:
    if not len(total):
        return
    excess = figures.value[total] - figures.value[parts].sum(axis=0)
    for at in _exceptions(figures, total, excess, np.full(len(total), len(parts))):
        yield _Violation(int(total[at]), tuple(int(row) for row in parts[:, at]), float(excess[at]))


def _exceptions(figures: Figures, total: Ints, excess: Floats, parts: Ints) -> Ints:
    """Places of the sums that do not hold; none where the sum holds too seldom to be one."""
    off = np.abs(excess)
    broken = off > _rounding(figures, total) * (parts + 1)
    if (~broken).sum() < _LEAST or (~broken).mean() < _HOLDS:
        return np.zeros(0, np.int64)
    slight = broken & (off <= (parts + 1) / 2)
    if slight.sum() > max(_FEW, _SELDOM * len(off)):  # whole numbers, each rounded on its own
        broken &= ~slight
    return np.flatnonzero(broken)


def _rounding(figures: Figures, rows: Ints) -> Floats:
    """By how much each published figure may be off: half of what the figures of its period are rounded to, for rules change with the
    years; next to nothing for whole numbers."""
    values, period = figures.value[rows], figures.period[rows]
    whole = _share(values == np.rint(values), period) >= _NEARLY_ALL
    found = np.where(whole[period], _EXACT, 0.05)
    large = values >= _MULTIPLES[-1]
    for multiple in reversed(_MULTIPLES):
        multiples = _share(values % multiple == 0, period, large)
        found[(multiples >= _NEARLY_ALL)[period]] = multiple / 2
    return found


def _share(holds: Flags, period: Ints, counted: Flags | None = None) -> Floats:
    """In which share of the counted figures of each period something holds; 0 for periods without any."""
    counted = np.ones(len(holds), bool) if counted is None else counted
    size = np.bincount(period[counted], minlength=int(period.max(initial=0)) + 1)
    return np.bincount(period[counted & holds], minlength=len(size)) / np.maximum(size, 1)
