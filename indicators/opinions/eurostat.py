"""Progress as Eurostat judges EU-SDG indicators: compound growth a year over five years, with a target as a share of the growth needed.

Thresholds as noted in domain.md 2.2 from Eurostat's yearly monitoring report; they were not checked against the newest edition.
"""

from dataclasses import dataclass
from enum import StrEnum

from indicators.comparable import Points
from indicators.opinions.growth import growth

SPAN = 5
"""Years of the short-term assessment."""
_ONE_PER_CENT = 0.01
_NEARLY, _HALFWAY = 0.95, 0.60


class Movement(StrEnum):
    SIGNIFICANT = "significant_progress"
    MODERATE = "moderate_progress"
    INSUFFICIENT = "insufficient_progress"
    MODERATE_AWAY = "moderate_movement_away"
    SIGNIFICANT_AWAY = "significant_movement_away"
    AWAY = "movement_away"

    @property
    def label(self) -> str:
        return {
            "significant_progress": "signifikanter Fortschritt",
            "moderate_progress": "mäßiger Fortschritt",
            "insufficient_progress": "unzureichender Fortschritt",
            "moderate_movement_away": "mäßige Entfernung vom Ziel",
            "significant_movement_away": "signifikante Entfernung vom Ziel",
            "movement_away": "Entfernung vom Ziel",
        }[self.value]


@dataclass(frozen=True)
class Moved:
    """``value`` is the growth a year in the wanted direction (0.01 = one per cent), or its share of the growth that is needed."""

    movement: Movement
    value: float


def base_point(points: Points) -> tuple[int, float]:
    """The newest point at least five years old, else the oldest."""
    old = [point for point in points if point[0] <= points[-1][0] - SPAN]
    return old[-1] if old else points[0]


def without_target(first: float, last: float, years: int, sign: int) -> Moved | None:
    """Growth against one per cent a year; None for zero and negative values, which have no growth rate."""
    rate = growth(first, last, years) if first > 0 and last > 0 else None
    if rate is None:
        return None
    value = sign * rate
    if value >= 0:
        return Moved(Movement.SIGNIFICANT if value >= _ONE_PER_CENT else Movement.MODERATE, value)
    return Moved(Movement.SIGNIFICANT_AWAY if value <= -_ONE_PER_CENT else Movement.MODERATE_AWAY, value)


def with_target(first: float, last: float, years: int, target: float, target_years: int) -> Moved | None:
    """Growth as a share of the growth from ``first`` to the target in ``target_years``; None where either has no growth rate."""
    if min(first, last, target) <= 0:
        return None
    seen, needed = growth(first, last, years), growth(first, target, target_years)
    if seen is None or not needed:
        return None
    share = seen / needed
    if share >= _NEARLY:
        return Moved(Movement.SIGNIFICANT, share)
    if share >= _HALFWAY:
        return Moved(Movement.MODERATE, share)
    return Moved(Movement.INSUFFICIENT if share >= 0 else Movement.AWAY, share)
