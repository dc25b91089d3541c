"""One meeting as its page shows it: what it is, its data states, and what may be chosen when something is decided in it."""

from dataclasses import dataclass
from datetime import datetime

import store.meetings
import store.reading
from domain.access import Viewer
from domain.concepts import Concept
from domain.errors import NotFound
from domain.meetings import AgendaItem, DataState, Meeting, previous_meeting
from domain.periods import Period
from store.publication import Snapshot
from views.concept import seat
from views.formats import day, moment
from views.measure_texts import body_name


@dataclass(frozen=True)
class StateLine:
    """A data state in finished texts; ``revision`` names it in addresses."""

    revision: int
    label: str
    frozen: str
    by: str
    reason: str


@dataclass(frozen=True)
class MeetingRef:
    """The meeting before, with its newest data state."""

    id: str
    title: str
    revision: int


@dataclass(frozen=True)
class MeetingView:
    """The page of a meeting. ``members`` are the roles and organisations that belong to the body, then those who were there."""

    meeting: Meeting
    title: str
    body: str
    period: str
    facts: tuple[tuple[str, str], ...]
    states: tuple[StateLine, ...]
    previous: MeetingRef | None
    members: tuple[str, ...]

    def minute(self, item: str) -> str:
        """What the minutes say about an item; empty: about none of them."""
        return next((each.text for each in self.meeting.minutes if each.item == item), "")


@dataclass(frozen=True)
class DecisionChoices:
    """What may be named in a decision: ids with their names, in the order of the concept."""

    bodies: tuple[tuple[str, str], ...]
    fields: tuple[tuple[str, str], ...]
    measures: tuple[tuple[str, str], ...]
    responsible: tuple[str, ...]


def build(snapshot: Snapshot, viewer: Viewer, meeting_id: str, as_of: datetime | None = None) -> MeetingView:
    """The meeting as known at that moment; raises NotFound where there is none, so for the public always."""
    known = store.meetings.meetings(snapshot, viewer, as_of)
    found = next((each for each in known if each.id == meeting_id), None)
    if found is None:
        raise NotFound(f"Eine Sitzung „{meeting_id}“ gibt es nicht. Bitte unter „Sitzungen“ auswählen.")
    concept = store.reading.concept(snapshot, as_of)
    before = previous_meeting(known, found)
    return MeetingView(
        meeting=found,
        title=title(concept, found),
        body=body_name(concept, found.body),
        period=Period(found.period).label,
        facts=_facts(found),
        states=tuple(map(_state_line, found.states)),
        previous=MeetingRef(before.id, title(concept, before), before.states[-1].revision) if before else None,
        members=_members(concept, found),
    )


def choices(snapshot: Snapshot, viewer: Viewer, as_of: datetime | None = None) -> DecisionChoices:
    """What a decision may name: bodies, fields and measures of the concept, and the organisations that answer for measures."""
    concept = store.reading.concept(snapshot, as_of)
    rows = store.reading.measures(snapshot, viewer, as_of)
    organisations = dict.fromkeys([*(each.name for each in concept.organisations), *(row.lead for row in rows if row.lead)])
    return DecisionChoices(
        bodies=tuple((each.id, each.name) for each in concept.bodies),
        fields=tuple((each.id, each.name) for each in concept.fields),
        measures=tuple((row.measure, f"{row.measure} {row.title}") for row in rows),
        responsible=tuple(sorted(organisations)),
    )


def title(concept: Concept, meeting: Meeting) -> str:
    """``Controlling-Gruppe, 17.09.2026``."""
    return f"{body_name(concept, meeting.body)}, {day(meeting.held_on)}"


def item_names(items: tuple[AgendaItem, ...]) -> dict[str, str]:
    """Id → ``3. Maßnahme 4.3 verzögert`` in the order of the agenda."""
    return {each.id: f"{place}. {each.title}" for place, each in enumerate(items, 1)}


def _facts(meeting: Meeting) -> tuple[tuple[str, str], ...]:
    state = meeting.newest_state
    found = (
        ("Zustand", meeting.state.label),
        ("Berichtszeitraum", Period(meeting.period).label),
        ("Ort", meeting.place),
        ("Datenstand", state.label if state else "noch nicht festgeschrieben"),
        ("Grund der letzten Änderung", meeting.reason),
    )
    return tuple(each for each in found if each[1])


def _state_line(state: DataState) -> StateLine:
    return StateLine(state.revision, state.label, moment(state.moment), state.by, state.reason)


def _members(concept: Concept, meeting: Meeting) -> tuple[str, ...]:
    body = next((each for each in concept.bodies if each.id == meeting.body), None)
    return tuple(dict.fromkeys([*map(seat, body.members if body else ()), *meeting.present]))
