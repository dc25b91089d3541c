"""Targets of many indicators side by side, and the judgement of every point against those that apply in its year."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from domain.indicators import Definition, Rule, Target
from indicators.distance import demand
from indicators.verdicts.rules import UNJUDGED, Levels, direction_only, target_year, yearly_limit
from indicators.verdicts.trends import Flags, Floats, Ints, Trends

RULES = (Rule.TARGET_YEAR, Rule.YEARLY_LIMIT, Rule.DIRECTION)
_T, _Y, _D, _UNUSED = 0, 1, 2, -1
_NEVER = 10_000  # later than every year
_ALWAYS = -1  # earlier than every year
_DIRECTION_ONLY = (Target(Rule.DIRECTION),)


@dataclass(frozen=True)
class TargetTable:
    """Row: target slot, column: indicator. A target value of nan stands for the reference series' value of the same year;
    ``other`` is the stronger end of a target interval; ``since`` the first year the target is held against, ``until`` the first year
    in which a later one has taken its place."""

    rule: NDArray[Any]
    value: Floats
    other: Floats
    year: Ints
    since: Ints
    until: Ints


@dataclass(frozen=True)
class Points:
    """Columns the rules look at, one entry per point with a value; ``indicator`` is the column in the target table."""

    indicator: Ints
    year: Ints
    value: Floats
    direction: Levels
    reference: Floats


@dataclass
class Judgements:
    """Filled slot by slot: the worst level so far and the target that gave it. ``adopted`` is the year of the first target where
    the point lies before it and is therefore judged by direction only."""

    level: NDArray[Any]
    rule: NDArray[Any]
    projection: Floats
    shortfall: Floats
    target_value: Floats
    target_other: Floats
    target_year: Ints
    adopted: Ints
    without_target_value: Flags


def since_year(target: Target) -> int | None:
    """The year from which the target applies, out of a text such as ``2023-09-28`` or ``Ratsbeschluss 2023``; None if it names none."""
    years = re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", target.since)
    return int(years[0]) if years else None


def replaced_from(targets: Sequence[Target]) -> tuple[int | None, ...]:
    """For each target the year from which a later one of the list counts in its place, None where none does. A later one takes the place
    of those it says it replaces, and of one by the same rule for the same year."""
    return tuple(_replaced_from(target, targets[place + 1 :]) for place, target in enumerate(targets))


def _replaced_from(target: Target, later: Sequence[Target]) -> int | None:
    years = [since_year(each) or _ALWAYS for each in later if each.replaces or _same_aim(each, target)]
    return min(years, default=None)


def _same_aim(later: Target, target: Target) -> bool:
    same = later.rule is target.rule is not Rule.DIRECTION and later.year == target.year
    return same and bool(later.since) and later.since != target.since


def in_force(targets: Sequence[Target]) -> tuple[Target, ...]:
    """The targets that no later one has replaced."""
    return tuple(target for target, year in zip(targets, replaced_from(targets), strict=True) if year is None)


def target_table(ids: Sequence[str], definitions: Mapping[str, Definition], targets: Mapping[str, tuple[Target, ...]]) -> TargetTable:
    """Targets of the indicators in this order; an indicator without targets is judged by its direction."""
    lists = [targets.get(name) or _DIRECTION_ONLY for name in ids]
    shape = max((len(items) for items in lists), default=1), len(ids)
    table = TargetTable(
        np.full(shape, _UNUSED, dtype=np.int8),
        np.full(shape, np.nan),
        np.full(shape, np.nan),
        np.full(shape, _NEVER, dtype=np.int64),
        np.full(shape, _ALWAYS, dtype=np.int64),
        np.full(shape, _NEVER, dtype=np.int64),
    )
    for column, (name, items) in enumerate(zip(ids, lists, strict=True)):
        for slot, (target, ended) in enumerate(zip(items, replaced_from(items), strict=True)):
            asked = demand(target, definitions[name].direction, definitions[name].formula) if name in definitions else (None, None)
            place = slot, column
            table.rule[place] = RULES.index(target.rule)
            table.value[place], table.other[place] = (np.nan if number is None else number for number in asked)
            table.year[place] = _NEVER if target.year is None else target.year
            table.since[place] = since_year(target) or _ALWAYS
            table.until[place] = _NEVER if ended is None else ended
    return table


def judge(points: Points, moved: Trends, table: TargetTable) -> Judgements:
    """The worst judgement of every point over the targets that apply in its year; unjudged where none applies any more.

    Of targets for a target year only the nearest that is still ahead applies. Before any target was adopted only the direction counts.
    """
    count = len(points.year)
    result = Judgements(
        np.full(count, UNJUDGED, dtype=np.int8),
        np.full(count, _UNUSED, dtype=np.int8),
        np.full(count, np.nan),
        np.full(count, np.nan),
        np.full(count, np.nan),
        np.full(count, np.nan),
        np.full(count, _NEVER, dtype=np.int64),
        np.full(count, _NEVER, dtype=np.int64),
        np.zeros(count, dtype=bool),
    )
    nearest = _nearest(points, table)
    for slot in range(len(table.rule)):
        _judge_slot(slot, points, moved, table, nearest, result)
    if (table.since > _ALWAYS).any():
        _judge_before_adoption(points, moved, table, result)
    return result


def _judge_before_adoption(points: Points, moved: Trends, table: TargetTable, result: Judgements) -> None:
    """Direction only for points that lie before all their targets; one whose target has ended meanwhile stays unjudged."""
    first = table.since.min(axis=0, where=table.rule != _UNUSED, initial=_NEVER)[points.indicator]
    rows = np.flatnonzero((result.level == UNJUDGED) & (points.year < first))
    if len(rows):
        nothing = np.full(len(rows), np.nan)
        _keep_worst(_D, rows, (nothing, nothing), np.full(len(rows), _NEVER), points, moved, result)
        result.adopted[rows] = first[rows]


def _nearest(points: Points, table: TargetTable) -> Ints:
    """Year of the nearest target that is not past, per point."""
    if not (table.rule == _T).any():
        return np.full(len(points.year), _NEVER, dtype=np.int64)
    due = np.where(table.rule == _T, table.year, _NEVER)
    nearest = np.full(len(points.year), _NEVER, dtype=np.int64)
    for slot, since, until in zip(due, table.since, table.until, strict=True):
        year = slot[points.indicator]
        held = (since[points.indicator] <= points.year) & (points.year < until[points.indicator])
        nearest = np.where((year >= points.year) & (year < nearest) & held, year, nearest)
    return nearest


def _judge_slot(slot: int, points: Points, moved: Trends, table: TargetTable, nearest: Ints, result: Judgements) -> None:
    rule = table.rule[slot][points.indicator]
    due = table.year[slot][points.indicator]
    adopted = (table.since[slot][points.indicator] <= points.year) & (points.year < table.until[slot][points.indicator])
    applies = {
        _T: adopted & (rule == _T) & (due == nearest) & (due < _NEVER),
        _Y: adopted & (rule == _Y) & (due >= points.year),
        _D: adopted & (rule == _D),
    }
    for kind, flags in applies.items():
        rows = np.flatnonzero(flags)
        if not len(rows):
            continue
        value = table.value[slot][points.indicator[rows]]
        value = np.where(np.isnan(value), points.reference[rows], value) if kind != _D else np.full(len(rows), np.nan)
        other = table.other[slot][points.indicator[rows]]
        _keep_worst(kind, rows, (value, other), due[rows], points, moved, result)


def _keep_worst(kind: int, rows: Ints, asked: tuple[Floats, Floats], due: Ints, points: Points, moved: Trends, result: Judgements) -> None:
    target, other = asked
    direction = points.direction[rows]
    value = points.value[rows]
    tendency = moved.mean_sign[rows] * direction
    projection = shortfall = np.full(len(rows), np.nan)
    if kind == _D:
        level = direction_only(tendency, moved.last_sign[rows] * direction)
    elif kind == _Y:
        level = yearly_limit(value, target, direction, tendency)
    else:
        level, projection, shortfall = target_year(value, moved.mean[rows], tendency, direction, target, due - points.year[rows])
    if kind != _D:
        result.without_target_value[rows] |= np.isnan(target)
    worse = level > result.level[rows]
    kept = rows[worse]
    result.level[kept] = level[worse]
    result.rule[kept] = kind
    result.projection[kept] = projection[worse]
    result.shortfall[kept] = shortfall[worse]
    result.target_value[kept] = target[worse]
    result.target_other[kept] = other[worse]
    result.target_year[kept] = due[worse]
