"""Distance to a target for a year: where the straight path to it would be, how much of the way is done, how fast it goes.

All linear in the indicator's own unit (percentage points for percentages); growth rates would judge a share and its complement
differently. The state of measures never enters here.
"""

from dataclasses import dataclass

from domain.indicators import Definition, Direction, Formula, Rule, Target
from domain.numbers_de import change_with_unit, dative, german, with_unit
from indicators.comparable import Points
from indicators.distance import demand
from indicators.verdicts.targets import since_year
from indicators.verdicts.trends import WINDOW


@dataclass(frozen=True)
class Pace:
    """A way to a target. ``start`` is the last point when the target was adopted, or the first comparable one; ``sign`` is 1 where
    higher is better, else -1. Values are in the indicator's unit, per year where it says so."""

    start: tuple[int, float]
    now: tuple[int, float]
    target: float
    due: int
    sign: int
    observed: float | None  # change a year over the last six points; None with one point

    @property
    def met(self) -> bool:
        return self.sign * (self.now[1] - self.target) >= 0

    def path(self, year: int) -> float:
        """The value of the straight path from start to target in a year."""
        return self.start[1] + (self.target - self.start[1]) * (year - self.start[0]) / (self.due - self.start[0])

    @property
    def behind(self) -> float:
        """By how much the newest value misses the path in its year; negative where it is ahead."""
        return self.sign * (self.path(self.now[0]) - self.now[1])

    @property
    def attained(self) -> float | None:
        """Share of the way from start to target that is done: below 0 where it moved away, above 1 beyond the target, not clamped.
        None where there was no way to go."""
        way = self.target - self.start[1]
        return None if way == 0 else (self.now[1] - self.start[1]) / way

    @property
    def years_left(self) -> int:
        return self.due - self.now[0]

    @property
    def required(self) -> float | None:
        """Change a year that reaches the target in time; None where no year is left."""
        return (self.target - self.now[1]) / self.years_left if self.years_left > 0 else None

    @property
    def ratio(self) -> float | None:
        """Observed change as a share of the required one; None where nothing is required any more or nothing was observed."""
        return None if self.met or not self.required or self.observed is None else self.observed / self.required


def pace(points: Points, target: Target, direction: Direction, formula: Formula = Formula.VALUE) -> Pace | None:
    """The way to a target for a year; None for other targets, without points, and for a target whose year is not after the start.

    ``points`` are comparable (:func:`indicators.comparable.comparable_points`); where parity is the aim they are distances from it.
    """
    wanted, _ = demand(target, direction, formula)
    if target.rule is not Rule.TARGET_YEAR or wanted is None or target.year is None or not points or direction is Direction.NONE:
        return None
    start = _start(points, since_year(target))
    if target.year <= start[0] or points[-1][0] > target.year:
        return None
    window = points[-WINDOW:]
    (first, before), (last, value) = window[0], window[-1]
    observed = (value - before) / (last - first) if last > first else None
    return Pace(start, points[-1], wanted, target.year, 1 if direction is Direction.UP else -1, observed)


def _start(points: Points, since: int | None) -> tuple[int, float]:
    """The newest point up to the year of adoption, else the first one."""
    known = [point for point in points if since is not None and point[0] <= since]
    return known[-1] if known else points[0]


def pace_sentences(found: Pace, definition: Definition) -> tuple[str, ...]:
    """Where the newest value stands on the way, and what would have to happen a year to reach the target in time."""
    year, value = found.now

    def amount(number: float) -> str:
        return with_unit(number, definition.decimals, definition.unit)

    def change(number: float) -> str:
        return change_with_unit(number, definition.decimals + 1, definition.unit)

    it = "der Abstand" if definition.direction is Direction.PARITY else "der Wert"
    subject = "D" + it[1:]
    path = f"Auf dem geraden Weg von {dative(amount(found.start[1]))} ({found.start[0]}) zum Zielwert {amount(found.target)} ({found.due})"
    stands = f"läge {it} {year} bei {dative(amount(found.path(year)))}; tatsächlich sind es {amount(value)}"
    where = f"{path} {stands}.{_done(found)}"
    if found.met:
        return where, f"{subject} hat den Zielwert {amount(found.target)} bereits {year} erreicht."
    if found.required is None:
        return where, f"{subject} hat den Zielwert {amount(found.target)} im Zieljahr {found.due} nicht erreicht."
    needed = (
        f"Damit der Zielwert {amount(found.target)} bis {found.due} erreicht wird, wären ab {year} {change(found.required)} je Jahr nötig"
    )
    if found.observed is None:
        return where, f"{needed}; wie schnell es bisher ging, ist aus einem Wert nicht zu sagen."
    return where, f"{needed}; zuletzt waren es im Mittel {change(found.observed)} je Jahr{_compared(found)}."


def _done(found: Pace) -> str:
    """How much of the way is done, in words."""
    share = found.attained
    if share is None:
        return ""
    percent = with_unit(100 * share, 0, "Prozent")
    if share < 0:
        return f" Seit {found.start[0]} ging es vom Ziel weg ({percent} des Weges)."
    return f" Vom Weg zum Ziel sind {percent} zurückgelegt."


def _compared(found: Pace) -> str:
    if found.ratio is None or found.observed is None:
        return ""
    if found.observed == 0:
        return " (keine Veränderung)"
    if found.ratio < 0:
        return " (in die andere Richtung)"
    return f" (das {german(found.ratio, 2)}-Fache des nötigen Tempos)"
