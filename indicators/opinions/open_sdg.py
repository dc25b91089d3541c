"""Progress as Open SDG computes it (sdg-build, ProgressMeasure.py; docs/progress-methodology.md; method of Statistics Canada).

Growth a year since the base year, against fixed thresholds or against the growth that the target needs; a score from −5 to 5. Known
traps of the original are avoided: the direction is always said (its default is "negative"), and the needed growth counts by its size,
so that a start beyond the target does not turn the sign.
"""

from dataclasses import dataclass
from enum import StrEnum

from indicators.comparable import Points
from indicators.opinions.growth import growth

BASE_YEAR = 2015
ALMOST_ZERO = 0.001
"""Stands for a base or target of zero, as in the original."""
_HIGH, _MIDDLE = 0.015, 0.005
_NEARLY, _HALFWAY = 0.95, 0.6
_LIMIT_POWER = 4.44


class Progress(StrEnum):
    ACHIEVED = "target_achieved"
    SUBSTANTIAL = "substantial"
    MODERATE = "moderate"
    LIMITED = "limited"
    DETERIORATION = "deterioration"

    @property
    def label(self) -> str:
        return {
            "target_achieved": "Ziel erreicht",
            "substantial": "deutlicher Fortschritt",
            "moderate": "mäßiger Fortschritt",
            "limited": "geringer Fortschritt",
            "deterioration": "Verschlechterung",
        }[self.value]


@dataclass(frozen=True)
class Measured:
    """``value`` is the growth a year in the wanted direction, or its share of what the target needs; ``correction`` is C, below 1 near
    a natural limit."""

    progress: Progress
    score: float
    value: float | None = None
    correction: float = 1.0


def base_point(points: Points) -> tuple[int, float]:
    """The point of 2015, else of the next later year; where all are older the newest, so that nothing is measured."""
    return next((point for point in points if point[0] >= BASE_YEAR), points[-1])


def without_target(first: float, last: float, years: int, sign: int, limit: float | None = None) -> Measured | None:
    """Growth against fixed thresholds; near ``limit`` they are lowered. None where there is no growth rate (sign change)."""
    base = first or ALMOST_ZERO
    rate = growth(base, last, years)
    if rate is None:
        return None
    value = (1 if base > 0 else -1) * sign * rate
    correction = _correction(base, limit) if limit is not None and base > 0 else 1.0
    if value < 0:
        return Measured(Progress.DETERIORATION, max(125 * value - 2.5, -5.0), value, correction)
    if correction == 0:
        return Measured(Progress.SUBSTANTIAL, 5.0, value, correction)
    if value >= _HIGH * correction:
        return Measured(Progress.SUBSTANTIAL, min(500 * value / correction - 5, 5.0), value, correction)
    if value >= _MIDDLE * correction:
        return Measured(Progress.MODERATE, 250 * value / correction - 1.25, value, correction)
    return Measured(Progress.LIMITED, 500 * value / correction - 2.5, value, correction)


def _correction(base: float, limit: float) -> float:
    """C of the method: how far the base is from its natural limit, 0 at the limit."""
    if base >= 2 * limit:
        return 1.0
    return 1 - ((base if base <= limit else 2 * limit - base) / limit) ** _LIMIT_POWER


def with_target(first: float, last: float, years: int, sign: int, target: float, target_years: int) -> Measured | None:
    """Growth as a share of what the target needs in ``target_years`` from the base year. None where there is no such share."""
    if sign * (last - target) >= 0:
        return Measured(Progress.ACHIEVED, 5.0)
    base = first or ALMOST_ZERO
    seen, needed = growth(base, last, years), growth(base, target or ALMOST_ZERO, target_years)
    if seen is None or not needed:
        return None
    share = (1 if base > 0 else -1) * sign * seen / abs(needed)
    score = min(7.1429 * share - 4.2857, 5.0) if share >= _HALFWAY else max(4.1667 * share - 2.5, -5.0)
    return Measured(_by_share(share), score, share)


def _by_share(share: float) -> Progress:
    if share >= _NEARLY:
        return Progress.SUBSTANTIAL
    if share >= _HALFWAY:
        return Progress.MODERATE
    return Progress.LIMITED if share >= 0 else Progress.DETERIORATION
