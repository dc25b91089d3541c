"""Which states may be compared: those of the meetings, the newest first, and any other day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import store.meetings
import store.reading
from domain.access import Viewer
from domain.local_time import end_of
from domain.measures import MeasureRow
from domain.meetings import DataState, Meeting
from domain.periods import half_year_of, half_years
from store.publication import Snapshot
from views.formats import day
from views.measure_filter import offices
from views.measure_texts import body_name

NOW = "heute"
"""The present, in an address."""
OTHER_DAY = "tag"
"""A day that somebody types, in an address."""


@dataclass(frozen=True)
class StateChoice:
    """A state of a meeting; ``key`` stands in addresses (``controlling-2026-03-19.1``: revision 1), ``label`` on screen."""

    key: str
    label: str
    moment: datetime
    day: date


@dataclass(frozen=True)
class Choices:
    """What the page offers: states, newest first, ``usual`` the one to compare with (the last meeting's; the state of a meeting still to
    come says what changed until then), the day that is proposed where there is none, action fields and leads by id or name."""

    states: tuple[StateChoice, ...]
    usual: str
    proposed: date
    fields: tuple[tuple[str, str], ...]
    leads: tuple[str, ...]

    def state(self, key: str) -> StateChoice | None:
        """The state with this key."""
        return next((each for each in self.states if each.key == key), None)


def build(snapshot: Snapshot, viewer: Viewer, today: date, as_of: datetime | None = None) -> Choices:
    """Everything that can be chosen; no states for those who may not see meetings."""
    concept = store.reading.concept(snapshot, as_of)
    found = sorted(
        ((meeting, state) for meeting in store.meetings.meetings(snapshot, viewer, as_of) for state in meeting.states),
        key=lambda each: each[1].moment,
        reverse=True,
    )
    rows: Sequence[MeasureRow] = store.reading.measures(snapshot, viewer, as_of)
    return Choices(
        states=tuple(_choice(meeting, state, body_name(concept, meeting.body)) for meeting, state in found),
        usual=next((state_key(meeting, state) for meeting, state in found if meeting.held_on < today), ""),
        proposed=half_years(half_year_of(today).text, 2)[1].end,
        fields=tuple((field.id, f"{field.number} {field.name}".strip()) for field in concept.fields),
        leads=tuple(sorted({name for row in rows for name in offices(row, concept)})),
    )


def state_key(meeting: Meeting, state: DataState) -> str:
    """How a state is named in the address of the page Vergleich."""
    return f"{meeting.id}.{state.revision}"


def moment_of(chosen: date) -> datetime:
    """The moment that stands for a day: its last."""
    return end_of(chosen)


def _choice(meeting: Meeting, state: DataState, body: str) -> StateChoice:
    label = f"{state.label} ({day(state.moment)}), {body}"
    return StateChoice(state_key(meeting, state), label, state.moment, state.day)
