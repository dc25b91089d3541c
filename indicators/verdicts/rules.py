"""The three rules of the weather symbols as functions over columns. Levels: 0 sun, 1 partly cloudy, 2 cloud, 3 storm.

A direction is 1 where higher is better and -1 where lower is better; a tendency is the sign of a change times the direction.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from indicators.verdicts.trends import Floats, Ints

Levels = NDArray[Any]
SUN, PARTLY, CLOUD, STORM = range(4)
UNJUDGED = -1
_NEARLY = 0.05
_PARTLY = 0.20
_DIGITS = 9  # shares of the missing way are compared to so many digits, so that exactly 5 % is 5 %


class TargetYear(NamedTuple):
    """Outcome of rule T; projection and shortfall are nan where the yearly limit decided."""

    level: Levels
    projection: Floats
    shortfall: Floats


def direction_only(mean_tendency: Levels, last_tendency: Levels) -> Levels:
    """Rule D: mean and last change both right, one of them, or neither; standing still is not right."""
    return np.where(mean_tendency > 0, np.where(last_tendency > 0, SUN, PARTLY), np.where(last_tendency > 0, CLOUD, STORM)).astype(np.int8)


def yearly_limit(value: Floats, limit: Floats, direction: Levels, mean_tendency: Levels) -> Levels:
    """Rule Y: a limit kept without worsening, kept, missed but improving, missed."""
    kept = direction * (value - limit) >= 0
    return np.where(kept, np.where(mean_tendency < 0, PARTLY, SUN), np.where(mean_tendency > 0, CLOUD, STORM)).astype(np.int8)


def target_year(
    value: Floats, mean: Floats, mean_tendency: Levels, direction: Levels, target: Floats, years_left: Ints | Floats
) -> TargetYear:
    """Rule T: what share of the missing way the projection leaves; a target already met, or due now, is a yearly limit."""
    missing_way = np.abs(target - value)
    by_limit = (direction * (value - target) >= 0) | (years_left == 0)
    projection = value + mean * years_left
    shortfall = direction * (target - projection) / np.where(by_limit, 1.0, missing_way)
    compared = np.round(shortfall, _DIGITS)
    projected = np.select([mean_tendency <= 0, compared < _NEARLY, compared <= _PARTLY], [STORM, SUN, PARTLY], CLOUD)
    level = np.where(by_limit, yearly_limit(value, target, direction, mean_tendency), projected).astype(np.int8)
    return TargetYear(level, np.where(by_limit, np.nan, projection), np.where(by_limit, np.nan, shortfall))
