"""Measures and the status their owners report for a half-year. A measure is never a number here."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class MeasureState(StrEnum):
    """Umsetzungsstand."""

    PROPOSED = "proposed"
    EXAMINATION = "examination"
    NOT_STARTED = "not_started"
    PLANNING = "planning"
    RUNNING = "running"
    COMPLETED = "completed"
    PERMANENT = "permanent"
    POSTPONED = "postponed"
    DROPPED = "dropped"
    MERGED = "merged"

    @property
    def label(self) -> str:
        return _STATE_LABELS[self]

    @property
    def open(self) -> bool:
        """True while something is still to be done."""
        return self in _OPEN


_STATE_LABELS = {
    MeasureState.PROPOSED: "Vorgeschlagen",
    MeasureState.EXAMINATION: "In Prüfung",
    MeasureState.NOT_STARTED: "Nicht begonnen",
    MeasureState.PLANNING: "In Planung",
    MeasureState.RUNNING: "In Umsetzung",
    MeasureState.COMPLETED: "Abgeschlossen",
    MeasureState.PERMANENT: "Verstetigt",
    MeasureState.POSTPONED: "Zurückgestellt",
    MeasureState.DROPPED: "Nicht weiter verfolgt",
    MeasureState.MERGED: "Zusammengelegt",
}
_OPEN = frozenset({MeasureState.PROPOSED, MeasureState.EXAMINATION, MeasureState.NOT_STARTED, MeasureState.PLANNING, MeasureState.RUNNING})


class Schedule(StrEnum):
    """Termin, computed from dates."""

    ON_TIME = "on_time"
    AT_RISK = "at_risk"
    LATE = "late"
    NO_DATE = "no_date"
    ENDED = "ended"

    @property
    def label(self) -> str:
        return {"on_time": "im Plan", "at_risk": "gefährdet", "late": "verzögert", "no_date": "ohne Termin", "ended": "beendet"}[self.value]


@dataclass(frozen=True)
class MeasureRow:
    """One row of a status sheet: the measure as its owner reports it for a half-year, with the cell it came from.
    Money in euro, staff in full-time equivalents, ``progress`` in per cent. Empty text and None: nothing reported."""

    measure: str  # number as text: 1.10 is not 1.1
    period: str  # 2024-H1
    title: str
    field: str  # id of the action field
    state: MeasureState
    goal: str = ""
    kind: str = ""
    target_group: str = ""
    lead: str = ""
    partners: tuple[str, ...] = ()
    priority: str = ""
    term: str = ""
    planned_start: date | None = None
    planned_end: date | None = None
    actual_start: date | None = None
    actual_end: date | None = None
    progress: float | None = None
    status_text: str = ""
    next_steps: str = ""
    obstacles: str = ""  # internal
    cost_planned: float | None = None
    cost_actual: float | None = None
    funding: str = ""
    staff: float | None = None
    participants: float | None = None
    indicators: tuple[str, ...] = ()
    decision: str = ""
    reported_on: date | None = None
    reported_by: str = ""  # internal
    sheet: str = ""
    cell: str = ""


INTERNAL_COLUMNS = frozenset({"obstacles", "reported_by", "cost_planned", "cost_actual", "staff"})
"""Columns of a MeasureRow that only roles with SEE_INTERNAL may read."""


def schedule(row: MeasureRow, today: date) -> Schedule:
    """How a measure stands against its dates on a day: late past its planned end, at risk when it should have begun."""
    if not row.state.open:
        return Schedule.ENDED
    if row.planned_end is None:
        return Schedule.NO_DATE
    if row.planned_end < today:
        return Schedule.LATE
    begun = row.actual_start is not None or row.state is MeasureState.RUNNING
    if row.planned_start is not None and row.planned_start < today and not begun:
        return Schedule.AT_RISK
    return Schedule.ON_TIME
