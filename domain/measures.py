"""Measures and the status their owners report for a half-year. A measure is never a number here."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.periods import Period


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
    UNREPORTED = "unreported"
    NO_DATE = "no_date"
    ENDED = "ended"
    NOT_APPLICABLE = "not_applicable"

    @property
    def label(self) -> str:
        return _SCHEDULE_LABELS[self]


_SCHEDULE_LABELS = {
    Schedule.ON_TIME: "im Plan",
    Schedule.AT_RISK: "gefährdet",
    Schedule.LATE: "verzögert",
    Schedule.UNREPORTED: "Ende vorbei, Meldung fehlt",
    Schedule.NO_DATE: "ohne Termin",
    Schedule.ENDED: "beendet",
    Schedule.NOT_APPLICABLE: "entfällt",
}


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


INTERNAL_COLUMNS = frozenset({"obstacles", "reported_by", "cost_planned", "cost_actual", "funding", "staff"})
"""Columns of a MeasureRow that only roles with SEE_INTERNAL may read."""


def schedule(row: MeasureRow, today: date) -> Schedule:
    """How a measure stands against its dates on a day. Late: it was still open when its planned end had passed.
    Unreported: its end has passed since the last report. At risk: it should have begun."""
    if row.state is MeasureState.COMPLETED:
        return Schedule.ENDED
    if not row.state.open:
        return Schedule.NOT_APPLICABLE
    if row.planned_end is None:
        return Schedule.NO_DATE
    if row.planned_end < today:
        return Schedule.LATE if row.planned_end <= Period(row.period).end else Schedule.UNREPORTED
    begun = row.actual_start is not None or row.state is MeasureState.RUNNING
    if row.planned_start is not None and row.planned_start < today and not begun:
        return Schedule.AT_RISK
    return Schedule.ON_TIME
