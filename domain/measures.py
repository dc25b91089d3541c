"""Measures and what their owners report about them for a half-year. A measure is never a number here."""

import dataclasses
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class MeasureState(StrEnum):
    """Umsetzungsstand. What each state demands and which may follow which stands in ``measure_states``."""

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

    @property
    def asked(self) -> bool:
        """True while its owner is asked for a report every half-year: open ones, permanent ones, and those put off for a time."""
        return self in _OPEN or self in (MeasureState.PERMANENT, MeasureState.POSTPONED)


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
    """Termin, computed from dates and milestones, or set by the owner with a reason."""

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
SETTABLE_SCHEDULES = (Schedule.ON_TIME, Schedule.AT_RISK, Schedule.LATE, Schedule.NO_DATE)
"""What an owner may set instead of what the dates say."""


class Attainment(StrEnum):
    """Zielerreichung, in six steps."""

    ABOVE = "above"
    FULL = "full"
    MOSTLY = "mostly"
    PARTLY = "partly"
    NOT = "not"
    NONE = "none"

    @property
    def label(self) -> str:
        return {
            "above": "übererfüllt",
            "full": "erreicht",
            "mostly": "überwiegend erreicht",
            "partly": "teilweise erreicht",
            "not": "nicht erreicht",
            "none": "keine Bewertung",
        }[self.value]


class Confidence(StrEnum):
    """How well the assumption behind an expected contribution is founded."""

    UNSTATED = ""
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"

    @property
    def label(self) -> str:
        return {"": "", "high": "gut belegt", "medium": "plausibel", "low": "unsicher"}[self.value]


class ConditionKind(StrEnum):
    """What an examination has to clear up."""

    LAW = "law"
    MONEY = "money"
    STAFF = "staff"
    PARTNER = "partner"
    SPACE = "space"

    @property
    def label(self) -> str:
        return {"law": "Recht", "money": "Finanzen", "staff": "Personal", "partner": "Partner", "space": "Raum"}[self.value]


class ConditionState(StrEnum):
    OPEN = "open"
    MET = "met"
    UNMEETABLE = "unmeetable"

    @property
    def label(self) -> str:
        return {"open": "offen", "met": "erfüllt", "unmeetable": "nicht erfüllbar"}[self.value]


class Feasibility(StrEnum):
    """What came out of an examination."""

    UNSTATED = ""
    FEASIBLE = "feasible"
    CONDITIONAL = "conditional"
    NOT_FEASIBLE = "not_feasible"

    @property
    def label(self) -> str:
        return {"": "", "feasible": "umsetzbar", "conditional": "bedingt umsetzbar", "not_feasible": "nicht umsetzbar"}[self.value]


class ResourceKind(StrEnum):
    """What a measure uses, and its unit."""

    MONEY = "money"
    STAFF = "staff"
    VOLUNTEERS = "volunteers"

    @property
    def label(self) -> str:
        return {"money": "Geld (€)", "staff": "Personal (VZÄ)", "volunteers": "Ehrenamt (Personen)"}[self.value]


@dataclass(frozen=True)
class Milestone:
    """A step with a date; ``done`` is the day it was reached."""

    text: str
    due: date | None = None
    done: date | None = None


@dataclass(frozen=True)
class Condition:
    """A condition under which the measure can be carried out."""

    kind: ConditionKind
    state: ConditionState
    note: str = ""


@dataclass(frozen=True)
class Resource:
    """What was planned and used in a year: euro by source of funding, staff in full-time equivalents, volunteers in people."""

    kind: ResourceKind
    year: int
    source: str = ""
    planned: float | None = None
    actual: float | None = None
    funded_from: date | None = None
    funded_until: date | None = None


@dataclass(frozen=True)
class Output:
    """What was done in the half-year, counted: ``Kurse``, 3."""

    name: str
    amount: float


@dataclass(frozen=True)
class MeasureRow:
    """A measure as it was reported for a half-year, with the cell the report came from. Money in euro, staff in full-time equivalents,
    ``progress`` in per cent. Empty text, empty tuple and None: nothing said."""

    measure: str  # number as text: 1.10 is not 1.1
    period: str  # 2024-H1
    title: str
    field: str  # id of the lead action field: the one in which the measure counts
    state: MeasureState
    # What the measure is
    further_fields: tuple[str, ...] = ()  # ids
    goals: tuple[str, ...] = ()  # ids of goals of the concept; a text where it is none of them
    approaches: tuple[str, ...] = ()
    strategic_goals: tuple[str, ...] = ()  # ids
    kind: str = ""
    origin: str = ""  # Bestand | neu
    need: str = ""  # where it came from: the need, the working group, the conference
    target_groups: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()  # districts or municipalities, by name or key
    lead: str = ""  # name of an organisation of the concept
    partners: tuple[str, ...] = ()
    priority: str = ""
    rank: int | None = None  # 1 comes first
    decision_class: str = ""  # id of a class of the concept
    term: str = ""
    planned_start: date | None = None
    planned_end: date | None = None
    indicators: tuple[str, ...] = ()  # ids of indicators it is expected to contribute to
    assumption: str = ""  # how it is expected to contribute: a stated assumption, never a cause
    confidence: Confidence = Confidence.UNSTATED
    aim: str = ""  # what it wants to reach, in something that can be counted
    aim_unit: str = ""
    aim_start: float | None = None
    aim_target: float | None = None
    decision: str = ""  # body and date
    document: str = ""  # number of the council paper
    # How it stands
    actual_start: date | None = None
    actual_end: date | None = None
    progress: float | None = None
    status_text: str = ""
    next_steps: str = ""
    obstacles: str = ""  # internal
    result: str = ""  # of a completed measure
    reason: str = ""  # why it was put off or dropped
    look_again_on: date | None = None
    decided_by: str = ""  # the body that dropped it
    merged_into: str = ""  # number of the measure it is part of now
    conditions: tuple[Condition, ...] = ()  # internal
    feasibility: Feasibility = Feasibility.UNSTATED
    milestones: tuple[Milestone, ...] = ()
    schedule_set: Schedule | None = None
    schedule_reason: str = ""  # internal
    aim_actual: float | None = None
    evaluated_on: date | None = None
    evaluation: str = ""
    # What it took and what was done, internal but for participants and outputs
    cost_planned: float | None = None
    cost_actual: float | None = None
    funding: str = ""
    staff: float | None = None
    resources: tuple[Resource, ...] = ()
    participants: float | None = None
    outputs: tuple[Output, ...] = ()
    # The report
    confirmed: bool = False  # its owner ticked „unverändert“
    reported_on: date | None = None
    reported_by: str = ""  # internal
    sheet: str = ""
    cell: str = ""
    given: frozenset[str] = dataclasses.field(default=frozenset(), compare=False)  # attributes the file speaks of; not kept in the store
    changed: frozenset[str] | None = dataclasses.field(default=None, compare=False)  # what was changed in a sheet of ours; None: unknown
    small: frozenset[str] = dataclasses.field(default=frozenset(), compare=False)  # counts too small for the public; not kept in the store


INTERNAL_COLUMNS = frozenset(
    {
        "obstacles",
        "reported_by",
        "cost_planned",
        "cost_actual",
        "funding",
        "staff",
        "resources",
        "conditions",
        "schedule_reason",
    }
)
"""Attributes of a MeasureRow that only roles with SEE_INTERNAL may read."""
OF_ONE_REPORT = frozenset(
    {"participants", "outputs", "confirmed", "reported_on", "reported_by", "sheet", "cell", "period", "given", "changed", "small"}
)
"""Attributes that belong to one half-year only: they are never carried over to the next report."""
BASE_ATTRIBUTES = frozenset(
    {
        "title",
        "field",
        "further_fields",
        "goals",
        "approaches",
        "strategic_goals",
        "kind",
        "origin",
        "need",
        "target_groups",
        "areas",
        "lead",
        "partners",
        "priority",
        "rank",
        "decision_class",
        "term",
        "planned_start",
        "planned_end",
        "indicators",
        "assumption",
        "confidence",
        "aim",
        "aim_unit",
        "aim_start",
        "aim_target",
        "decision",
        "document",
    }
)
"""Attributes that say what a measure is, not how it stands: the office keeps them, departments report on the rest."""


def measure_order(number: str) -> tuple[tuple[int, str], ...]:
    """Sort key that puts 1.2 before 1.10."""
    return tuple((int(part), "") if part.isdecimal() else (0, part) for part in number.split("."))  # isdigit would let ² pass


_PRIORITIES = {word: step for step, words in enumerate((("hoch", "a", "1"), ("mittel", "b", "2"), ("niedrig", "c", "3"))) for word in words}


def priority_step(said: str) -> int | None:
    """0 for what comes first, 2 for what comes last; None for nothing and for words that name no order."""
    return _PRIORITIES.get(said.strip().casefold())
