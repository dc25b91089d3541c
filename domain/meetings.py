"""Meetings of the concept's bodies: what was planned, put on the agenda, frozen as a data state, and held. Everything is an event."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from domain.periods import Period


class MeetingState(StrEnum):
    """How far a meeting has come."""

    PLANNED = "planned"
    FROZEN = "frozen"
    HELD = "held"
    CANCELLED = "cancelled"

    @property
    def label(self) -> str:
        return {"planned": "geplant", "frozen": "Stand festgeschrieben", "held": "abgehalten", "cancelled": "abgesagt"}[self.value]


class ItemKind(StrEnum):
    """Why something is on the agenda; the order here is the order of a proposed agenda."""

    OVERDUE_DECISION = "overdue_decision"
    DECISION_DUE = "decision_due"
    VERDICT = "verdict"
    LATE = "late"
    STALE = "stale"
    UNANSWERED = "unanswered"
    FUNDING = "funding"
    OWN = "own"

    @property
    def label(self) -> str:
        return {
            "overdue_decision": "Beschluss oder Auftrag überfällig",
            "decision_due": "Beschluss oder Auftrag fällig",
            "verdict": "Bewertung geändert",
            "late": "Maßnahme verzögert",
            "stale": "Stand veraltet",
            "unanswered": "Rückmeldung fehlt",
            "funding": "Förderung endet",
            "own": "Weiterer Punkt",
        }[self.value]


@dataclass(frozen=True)
class AgendaItem:
    """One item. ``id`` stays the same when the agenda is proposed again (``late:3.2``); the office's own ones are ``own:1``, ``own:2`` …
    ``note`` is what the office wrote for the meeting; ``fields`` and ``measures`` say what it is about."""

    id: str
    kind: ItemKind
    title: str
    text: str = ""
    note: str = ""
    fields: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()


@dataclass(frozen=True)
class DataState:
    """What a meeting speaks about: everything known at ``moment`` (UTC, naive), looked at on ``day``. ``revision`` 0 is the first one;
    a correction is a new one with its ``reason``. ``addition`` is in the name where the half-year alone would not be unique."""

    name: str  # "2026-1", "2026-1, Korrektur 1"
    moment: datetime
    day: date
    revision: int = 0
    reason: str = ""
    by: str = ""
    addition: str = ""

    @property
    def label(self) -> str:
        return f"Berichtsstand {self.name}"


@dataclass(frozen=True)
class Minute:
    """What the minutes say about an item; ``item`` is empty for what belongs to none."""

    item: str
    text: str


@dataclass(frozen=True)
class Meeting:
    """One meeting as its log tells it. ``period`` is the half-year it speaks about (``2026-H1``); ``body`` is the id of a body."""

    id: str
    body: str
    held_on: date
    period: str
    place: str = ""
    state: MeetingState = MeetingState.PLANNED
    agenda: tuple[AgendaItem, ...] = ()
    states: tuple[DataState, ...] = ()
    present: tuple[str, ...] = ()  # roles and organisations, no names of people
    minutes: tuple[Minute, ...] = ()
    reason: str = ""  # why it was moved or cancelled

    @property
    def newest_state(self) -> DataState | None:
        return self.states[-1] if self.states else None


class MeetingEventKind(StrEnum):
    PLANNED = "planned"
    MOVED = "moved"
    AGENDA = "agenda"
    FROZEN = "frozen"
    HELD = "held"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class MeetingEvent:
    """An entry of the log: ``after`` is the whole meeting as it is from then on."""

    kind: MeetingEventKind
    after: Meeting
    by: str = ""
    at: datetime = datetime.min  # UTC, naive


def meetings_of(log: Iterable[MeetingEvent]) -> tuple[Meeting, ...]:
    """Each meeting as its newest event tells it, the latest day first."""
    newest = {event.after.id: event.after for event in log}
    return tuple(sorted(newest.values(), key=lambda each: (each.held_on, each.id), reverse=True))


def previous_meeting(meetings: Sequence[Meeting], meeting: Meeting) -> Meeting | None:
    """The last meeting of the same body before this one that has a data state."""
    earlier = [
        each for each in meetings
        if each.body == meeting.body and each.held_on < meeting.held_on and each.states and each.state is not MeetingState.CANCELLED
    ]  # fmt: skip
    return max(earlier, key=lambda each: each.held_on, default=None)


def state_name(period: str, revision: int, addition: str = "") -> str:
    """``2026-1``, ``2026-1, Korrektur 2``, ``2026-1, Fachgruppe 12.05.2026, Korrektur 1``."""
    half = Period(period)
    name = f"{half.year}-{half.slot[1:]}"
    return ", ".join(part for part in (name, addition, f"Korrektur {revision}" if revision else "") if part)


def frozen(meeting: Meeting, state: DataState) -> Meeting:
    """The meeting with one more data state."""
    held = meeting.state is MeetingState.HELD
    return replace(meeting, states=(*meeting.states, state), state=meeting.state if held else MeetingState.FROZEN)
