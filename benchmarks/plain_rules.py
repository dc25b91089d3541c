"""The rules of the weather symbols for one series, point after point, without any library: what the columns are held against."""

from collections.abc import Sequence
from typing import Any

from domain.indicators import Definition, Direction, Formula, Rule, Target, Weather

_LEVELS = (Weather.SUN, Weather.PARTLY, Weather.CLOUD, Weather.STORM)
_SIGNS = {Direction.UP: 1, Direction.DOWN: -1, Direction.PARITY: -1, Direction.NONE: 0}


def judge_series(rows: Sequence[dict[str, Any]], definition: Definition, targets: Sequence[Target]) -> None:
    """Adds weather, mean_change and last_change to every row of the series."""
    sign = _SIGNS[definition.direction]
    parity = definition.direction is Direction.PARITY
    points = []
    for row in rows:
        row["weather"] = (Weather.NONE if sign else Weather.CONTEXT).value
        row["mean_change"] = row["last_change"] = None
        group = _group(row, definition.formula) if parity else 0.0
        if row["value"] is not None and group is not None:
            points.append((row, abs(row["value"]) if parity else row["value"], group))
    start = 0
    for place, (row, value, _) in enumerate(points):
        if place and any(points[place - 1][0]["year"] < gone.year <= row["year"] for gone in definition.breaks):
            start = place
        years = [point[0]["year"] for point in points]
        mean, last = _changes([point[1] for point in points], years, start, place)
        row["mean_change"], row["last_change"] = mean, last
        if not sign:
            continue
        level = _worst(value, row["year"], mean, last, sign, targets or (Target(Rule.DIRECTION),))
        if level is None:
            row["weather"] = Weather.ENDED.value
            continue
        if place - start + 1 < 4:
            row["weather"] = (Weather.SUSPENDED if start else Weather.NONE).value
            continue
        if parity:
            own = _changes([point[2] for point in points], years, start, place)
            level = max(level, _direction(*own, _SIGNS[definition.group_direction]))
        row["weather"] = _LEVELS[level].value


def _group(row: dict[str, Any], formula: Formula) -> float | None:
    if formula is not Formula.SHARE_GAP:
        return row["a"]
    return 100.0 * row["a"] / row["b"] if row["a"] is not None and row["b"] else None


def _changes(values: list[float], years: list[int], start: int, place: int) -> tuple[float | None, float | None]:
    """Mean change a year over up to six points, and the change since the point before."""
    count = min(place - start + 1, 6)
    mean = _change(values, years, place - count + 1, place) if count >= 4 else None
    return mean, _change(values, years, place - 1, place) if count >= 2 else None


def _change(values: list[float], years: list[int], since: int, place: int) -> float:
    step = values[place] - values[since]
    if abs(step) <= 1e-12 * max(abs(values[place]), abs(values[since])):
        return 0.0
    return step / (years[place] - years[since])


def _worst(value: float, year: int, mean: float | None, last: float | None, sign: int, targets: Sequence[Target]) -> int | None:
    """The worst level over the targets that apply in the year; None if none does."""
    due = min(
        (each.year for each in targets if each.rule is Rule.TARGET_YEAR and each.year is not None and each.year >= year), default=None
    )
    levels = []
    for target in targets:
        if target.rule is Rule.DIRECTION:
            levels.append(_direction(mean, last, sign))
        elif target.rule is Rule.YEARLY_LIMIT and target.value is not None and (target.year is None or target.year >= year):
            levels.append(_limit(value, target.value, mean or 0.0, sign))
        elif target.rule is Rule.TARGET_YEAR and target.value is not None and target.year is not None and target.year == due:
            levels.append(_target_year(value, target.value, mean or 0.0, sign, target.year - year))
    return max(levels, default=None)


def _direction(mean: float | None, last: float | None, sign: int) -> int:
    better = (last or 0.0) * sign > 0
    return (0 if better else 1) if (mean or 0.0) * sign > 0 else (2 if better else 3)


def _limit(value: float, limit: float, mean: float, sign: int) -> int:
    if sign * (value - limit) >= 0:
        return 1 if mean * sign < 0 else 0
    return 2 if mean * sign > 0 else 3


def _target_year(value: float, target: float, mean: float, sign: int, years_left: int) -> int:
    if sign * (value - target) >= 0 or not years_left:
        return _limit(value, target, mean, sign)
    if mean * sign <= 0:
        return 3
    shortfall = round(sign * (target - value - mean * years_left) / abs(target - value), 9)
    return 0 if shortfall < 0.05 else 1 if shortfall <= 0.20 else 2
