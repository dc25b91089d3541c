"""What the past goes on to if it goes on at its mean pace, with its uncertainty: a "rechnerische Fortschreibung", no prediction.

The drift method (Hyndman & Athanasopoulos, Forecasting: Principles and Practice, 3rd ed., section 5.2 and table 5.2): the newest value
goes on by the mean change a year of the newest six comparable points. That is the projection the verdict rests on, so that page and
verdict cannot disagree. Points that lie several years apart count with their years. The band holds 80 per cent: with so few points
95 per cent spans nearly everything and reads as nothing.
"""

import math
from dataclasses import dataclass
from itertools import pairwise

from domain.indicators import Definition, Direction, Formula
from domain.numbers_de import with_unit
from indicators.comparable import Points
from indicators.distance import RATIOS
from indicators.verdicts.trends import ENOUGH, WINDOW

LEVEL = 0.80


@dataclass(frozen=True)
class OutlookYear:
    """One year: the line, and the band within which its value would lie in ``LEVEL`` of cases if the changes stay as they were."""

    year: int
    mid: float
    low: float
    high: float


@dataclass(frozen=True)
class Outlook:
    """The newest point and the years after it up to the one asked for; ``pace`` is the mean change a year, ``first`` and ``points`` say
    what it rests on."""

    years: tuple[OutlookYear, ...]
    pace: float
    first: int
    points: int

    @property
    def end(self) -> OutlookYear:
        return self.years[-1]


def outlook(points: Points, until: int, definition: Definition | None = None) -> Outlook | None:
    """The mean pace drawn on to the year ``until``; None with fewer than four points or where that year is not ahead.

    ``points`` are comparable (:func:`indicators.comparable.comparable_points`), so the line never crosses a break. With a definition
    line and band end where no value can be: shares and counts at 0, distances at parity.
    """
    floor = -math.inf if definition is None else _floor(definition)
    used = points[-WINDOW:]
    if len(used) < ENOUGH or until <= used[-1][0]:
        return None
    (first, start), (last, value) = used[0], used[-1]
    span = last - first
    pace = (value - start) / span
    error = _yearly_error(used, pace)
    quantile = t_quantile((1 + LEVEL) / 2, len(used) - 2)
    years = []
    for ahead in range(until - last + 1):
        mid = value + pace * ahead
        half = quantile * error * math.sqrt(ahead * (1 + ahead / span))
        years.append(OutlookYear(last + ahead, max(mid, floor), max(mid - half, floor), max(mid + half, floor)))
    return Outlook(tuple(years), pace, first, len(used))


def _yearly_error(used: Points, pace: float) -> float:
    """Standard deviation of a yearly change around the pace; a change over several years has the variance of so many."""
    left = sum((after - before - pace * (to - since)) ** 2 / (to - since) for (since, before), (to, after) in pairwise(used))
    return math.sqrt(left / (len(used) - 2))


_SIGNED = (Formula.DIFFERENCE, Formula.GAP, Formula.SHARE_GAP, Formula.BALANCE)


def _floor(definition: Definition) -> float:
    """Below it no value can lie."""
    if definition.direction is Direction.PARITY:
        return 1.0 if definition.formula in RATIOS else 0.0
    return -math.inf if definition.formula in _SIGNED else 0.0


def t_quantile(share: float, freedom: int) -> float:
    """Below it lies this share (0.5 to 1) of Student's t distribution with so many degrees of freedom.

    The distribution for whole degrees is a finite sum (Abramowitz & Stegun 1964, 26.7.3 and 26.7.4); it is inverted by halving.
    """
    low, high = 0.0, 1.0
    while _below(high, freedom) < share:
        high *= 2
    for _ in range(100):
        middle = (low + high) / 2
        low, high = (middle, high) if _below(middle, freedom) < share else (low, middle)
    return (low + high) / 2


def _below(t: float, freedom: int) -> float:
    """Share of the t distribution below ``t`` ≥ 0."""
    angle = math.atan(t / math.sqrt(freedom))
    cosine = math.cos(angle)
    odd = freedom % 2 == 1
    term, total = (cosine, 0.0) if odd else (1.0, 0.0)
    for step in range(1 if odd else 0, freedom - 1, 2):
        total += term
        term *= cosine**2 * (step + 1) / (step + 2)
    both = 2 / math.pi * (angle + math.sin(angle) * total) if odd else math.sin(angle) * total
    return (1 + both) / 2


def outlook_sentences(found: Outlook, definition: Definition) -> tuple[str, ...]:
    """What the line gives for its last year, and what it is not."""

    def amount(number: float) -> str:
        return with_unit(number, definition.decimals, definition.unit)

    subject = "den Abstand" if definition.direction is Direction.PARITY else "den Wert"
    end = found.end
    last = found.years[0].year
    return (
        f"Rechnerische Fortschreibung: Ginge die Entwicklung aus {found.first} bis {last} ({found.points} Werte) im Mittel weiter, "
        f"ergäben sich für {subject} {end.year} {amount(end.mid)}; 80-%-Spanne {amount(end.low)} bis {amount(end.high)}.",
        "Die Fortschreibung zeigt, wohin die bisherigen Werte rechnerisch führen und wie unsicher das ist; sie sagt nichts voraus.",
    )
