"""The two questions of the UN commission for Asia and the Pacific: how far have we come, and will the target be met?

Current Status Index: way done since 2015 as a share of the way needed. Anticipated Progress: a regression in which recent values weigh
more is drawn on to the target year; the gap it leaves is set against the way needed (ESCAP, progress assessment methodology,
data.unescap.org; UNECE technical notes). The notes say that recent data weigh more, not how much: here the weight of a value rises
evenly with its year, from 1 for the first to the number of years spanned for the newest. Classes as in the commission's dashboards:
up to 10 per cent of the way missing "beibehalten", more "beschleunigen", further away than at the start "umkehren".
"""

from dataclasses import dataclass
from enum import StrEnum

from indicators.comparable import Points

_NEARLY = 0.10


class Anticipated(StrEnum):
    MAINTAIN = "maintain"
    ACCELERATE = "accelerate"
    REVERSE = "reverse"

    @property
    def label(self) -> str:
        return {
            "maintain": "Kurs beibehalten",
            "accelerate": "beschleunigen",
            "reverse": "Entwicklung umkehren",
        }[self.value]


@dataclass(frozen=True)
class Anticipation:
    """``value`` is where the weighted line stands in the target year, ``gap`` what it misses as a share of the way needed (0 if none)."""

    progress: Anticipated
    value: float
    gap: float


def current_status(first: float, last: float, target: float) -> float | None:
    """Share of the way from ``first`` to ``target`` that is done, negative where it went the other way; None without a way."""
    return None if target == first else (last - first) / (target - first)


def anticipated(points: Points, first: float, target: float, due: int, sign: int) -> Anticipation | None:
    """What the weighted line through all points leaves to the target in the year ``due``, as a share of the way from ``first``, the value
    of the base year; None with fewer than two points or without a way to go."""
    if len(points) < 2:
        return None
    value = _line_at(points, due)
    way = target - first
    if way * sign <= 0:
        return None
    gap = max(sign * (target - value), 0.0) / abs(way)
    if gap <= _NEARLY:
        return Anticipation(Anticipated.MAINTAIN, value, gap)
    return Anticipation(Anticipated.ACCELERATE if gap <= 1 else Anticipated.REVERSE, value, gap)


def _line_at(points: Points, year: int) -> float:
    """Weighted least squares, weights rising evenly with the year."""
    weights = [each - points[0][0] + 1 for each, _ in points]
    total = sum(weights)
    centre = sum(w * each for w, (each, _) in zip(weights, points, strict=True)) / total
    mean = sum(w * value for w, (_, value) in zip(weights, points, strict=True)) / total
    spread = sum(w * (each - centre) ** 2 for w, (each, _) in zip(weights, points, strict=True))
    slope = sum(w * (each - centre) * (value - mean) for w, (each, value) in zip(weights, points, strict=True)) / spread
    return mean + slope * (year - centre)
