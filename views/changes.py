"""Was sich geändert hat: measures between the two newest half-years, verdicts between the two newest values."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from domain.deliveries import Because
from domain.indicators import Weather
from domain.measures import MeasureRow, MeasureState
from domain.periods import Period
from views.formats import day
from views.moved import why
from views.values import Point, Series


@dataclass(frozen=True)
class StateChange:
    """A measure whose state or planned end differs from the report before; ``before`` is None for a new one."""

    measure: str
    title: str
    before: MeasureState | None
    after: MeasureState
    moved: str = ""  # how the planned end moved, in words


@dataclass(frozen=True)
class VerdictChange:
    """An indicator whose newest verdict differs from that of its value before."""

    indicator: str
    name: str
    before: Weather
    after: Weather
    between: str  # the two periods in words, and what turned the verdict


@dataclass(frozen=True)
class Changes:
    """``since`` and ``until`` name the half-years that are compared; empty where there is only one."""

    measures: tuple[StateChange, ...]
    verdicts: tuple[VerdictChange, ...]
    since: str
    until: str


def changes(history: Sequence[MeasureRow], series: Iterable[Series]) -> Changes:
    """Each measure and each indicator that changed exactly once; those that stayed as they were are left out."""
    periods = sorted({row.period for row in history})
    since, until = (Period(periods[-2]).label, Period(periods[-1]).label) if len(periods) > 1 else ("", "")
    return Changes(_state_changes(history, periods), tuple(_verdict_changes(series)), since, until)


def _state_changes(history: Sequence[MeasureRow], periods: Sequence[str]) -> tuple[StateChange, ...]:
    if len(periods) < 2:
        return ()
    before = {row.measure: row for row in history if row.period < periods[-1]}  # ordered by period: the newest wins
    compared = (_state_change(before.get(row.measure), row) for row in history if row.period == periods[-1])
    return tuple(each for each in compared if each.before is not each.after or each.moved)


def _state_change(before: MeasureRow | None, row: MeasureRow) -> StateChange:
    moved = before is not None and before.planned_end != row.planned_end
    text = f"Ende {day(before.planned_end)} → {day(row.planned_end)}" if moved and before else ""
    return StateChange(row.measure, row.title, before.state if before else None, row.state, text)


def _why(previous: Point, latest: Point) -> str:
    """Both are judged as known now, by one definition: it is the newer value, or a target that came to be held against it."""
    adopted = previous.row["adopted"] is not None and latest.row["adopted"] is None
    return why((Because.TARGET, Because.REALITY) if adopted else (Because.REALITY,))


def _verdict_changes(series: Iterable[Series]) -> Iterable[VerdictChange]:
    for each in series:
        latest, previous = each.latest, each.previous
        if latest is not None and previous is not None and latest.weather is not previous.weather:
            between = f"{Period(previous.period).label} → {Period(latest.period).label}: {_why(previous, latest)}"
            yield VerdictChange(each.definition.id, each.definition.name, previous.weather, latest.weather, between)
