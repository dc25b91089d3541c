"""Targets of many indicators side by side, and the judgement of every point against those that apply in its year."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from domain.indicators import Rule, Target
from indicators.verdicts.rules import UNJUDGED, Levels, direction_only, target_year, yearly_limit
from indicators.verdicts.trends import Flags, Floats, Ints, Trends

RULES = (Rule.TARGET_YEAR, Rule.YEARLY_LIMIT, Rule.DIRECTION)
_T, _Y, _D, _UNUSED = 0, 1, 2, -1
_NEVER = 10_000  # later than every year
_DIRECTION_ONLY = (Target(Rule.DIRECTION),)


@dataclass(frozen=True)
class TargetTable:
    """Row: target slot, column: indicator. A target value of nan stands for the reference series' value of the same year."""

    rule: NDArray[Any]
    value: Floats
    year: Ints


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
    """Filled slot by slot: the worst level so far and the target that gave it."""

    level: NDArray[Any]
    rule: NDArray[Any]
    projection: Floats
    shortfall: Floats
    target_value: Floats
    target_year: Ints
    without_target_value: Flags


def target_table(ids: Sequence[str], targets: Mapping[str, tuple[Target, ...]]) -> TargetTable:
    """Targets of the indicators in this order; an indicator without targets is judged by its direction."""
    lists = [targets.get(name) or _DIRECTION_ONLY for name in ids]
    slots = max((len(items) for items in lists), default=1)
    rule = np.full((slots, len(ids)), _UNUSED, dtype=np.int8)
    value = np.full((slots, len(ids)), np.nan)
    year = np.full((slots, len(ids)), _NEVER, dtype=np.int64)
    for column, items in enumerate(lists):
        for slot, target in enumerate(items):
            rule[slot, column] = RULES.index(target.rule)
            value[slot, column] = np.nan if target.value is None else target.value
            year[slot, column] = _NEVER if target.year is None else target.year
    return TargetTable(rule, value, year)


def judge(points: Points, moved: Trends, table: TargetTable) -> Judgements:
    """The worst judgement of every point over the targets that apply in its year; unjudged where none applies any more.

    Of targets for a target year only the nearest that is still ahead applies.
    """
    count = len(points.year)
    result = Judgements(
        np.full(count, UNJUDGED, dtype=np.int8),
        np.full(count, _UNUSED, dtype=np.int8),
        np.full(count, np.nan),
        np.full(count, np.nan),
        np.full(count, np.nan),
        np.full(count, _NEVER, dtype=np.int64),
        np.zeros(count, dtype=bool),
    )
    nearest = _nearest(points, table)
    for slot in range(len(table.rule)):
        _judge_slot(slot, points, moved, table, nearest, result)
    return result


def _nearest(points: Points, table: TargetTable) -> Ints:
    """Year of the nearest target that is not past, per point."""
    if not (table.rule == _T).any():
        return np.full(len(points.year), _NEVER, dtype=np.int64)
    due = np.where(table.rule == _T, table.year, _NEVER)
    nearest = np.full(len(points.year), _NEVER, dtype=np.int64)
    for slot in due:
        year = slot[points.indicator]
        nearest = np.where((year >= points.year) & (year < nearest), year, nearest)
    return nearest


def _judge_slot(slot: int, points: Points, moved: Trends, table: TargetTable, nearest: Ints, result: Judgements) -> None:
    rule = table.rule[slot][points.indicator]
    due = table.year[slot][points.indicator]
    applies = {
        _T: (rule == _T) & (due == nearest) & (due < _NEVER),
        _Y: (rule == _Y) & (due >= points.year),
        _D: rule == _D,
    }
    for kind, flags in applies.items():
        rows = np.flatnonzero(flags)
        if not len(rows):
            continue
        value = table.value[slot][points.indicator[rows]]
        value = np.where(np.isnan(value), points.reference[rows], value) if kind != _D else np.full(len(rows), np.nan)
        _keep_worst(kind, rows, value, due[rows], points, moved, result)


def _keep_worst(kind: int, rows: Ints, target: Floats, due: Ints, points: Points, moved: Trends, result: Judgements) -> None:
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
    result.target_year[kept] = due[worse]
