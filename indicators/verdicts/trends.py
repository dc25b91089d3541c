"""How series have moved up to each of their points, for any number of series at once."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

WINDOW = 6  # points that make the mean change
ENOUGH = 4  # fewer points are not judged
_NOISE = 1e-12  # relative; below it a change is what floating point leaves of "no change"


@dataclass(frozen=True)
class Trends:
    """One entry per point. ``mean`` is the mean change a year over the last six comparable points (nan with fewer than four),
    ``last`` the change a year since the point before (nan without one); the signs are -1, 0 or 1.
    ``start`` is the place of the first comparable point, ``first`` that of the first of the six, ``previous`` that of the point
    before (its own where there is none); ``after_break`` marks points where ``start`` is not the series' first."""

    points: Ints
    start: Ints
    mean: Floats
    mean_sign: NDArray[Any]
    last: Floats
    last_sign: NDArray[Any]
    first: Ints
    previous: Ints
    after_break: Flags


def trends(series: Ints, year: Ints, cut: Flags, value: Floats) -> Trends:
    """Movement at each point; points are ordered by series and year, without gaps in ``value``.

    ``cut`` marks points that are not comparable with the point before. Changes are per year, not per point.
    """
    count = len(value)
    position = np.arange(count)
    new = np.ones(count, dtype=bool)
    new[1:] = series[1:] != series[:-1]
    start = np.maximum.accumulate(np.where(new | cut, position, 0))
    points = np.minimum(position - start + 1, WINDOW)
    first, previous = position - points + 1, np.maximum(position - 1, start)
    mean, mean_sign = _change(value, year, first, points >= ENOUGH)
    last, last_sign = _change(value, year, previous, points >= 2)
    return Trends(points, start, mean, mean_sign, last, last_sign, first, previous, ~new[start] if count else new)


def _change(value: Floats, year: Ints, since: Ints, known: Flags) -> tuple[Floats, NDArray[Any]]:
    """Change a year since an earlier point, and its sign with floating point noise taken for zero."""
    before = value[since]
    step = value - before
    years = np.where(known, year - year[since], 1)
    noise = np.abs(step) <= _NOISE * np.maximum(np.abs(value), np.abs(before))
    sign = np.where(noise, 0, np.sign(step)).astype(np.int8)
    change = np.where(noise, 0.0, step) / years
    return np.where(known, change, np.nan), np.where(known, sign, 0)
