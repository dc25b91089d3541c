"""Protokoll: what a meeting spoke about and decided, as it was recorded then; what becomes of a decision later changes nothing here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import store.decisions
import store.meetings
import store.reading
from domain.access import Viewer
from domain.concepts import Concept
from domain.decisions import Decision, DecisionEventKind
from domain.measures import MeasureRow
from domain.meetings import Meeting, MeetingState
from domain.periods import Period
from store.publication import Snapshot
from views.decisions import route_step
from views.formats import day, long_day
from views.measure_texts import body_name, field_name


@dataclass(frozen=True)
class MinutesDecision:
    """A decision in finished texts: ``name`` is ``Auftrag Nr. 3``, ``about`` the measures and fields, ``document`` its number and route;
    ``due`` is empty where there is no end."""

    number: int
    name: str
    text: str
    responsible: str
    due: str
    about: tuple[str, ...]
    document: str


@dataclass(frozen=True)
class MinutesItem:
    """An item of the agenda under its number. ``because`` is why it was on it; ``said`` are the paragraphs of the minutes."""

    number: str
    title: str
    kind: str
    because: str
    said: tuple[str, ...]
    decisions: tuple[MinutesDecision, ...]


@dataclass(frozen=True)
class Minutes:
    """The minutes of one meeting. ``further`` is what belongs to no item, ``state`` its data state in words; ``draft`` as long as nothing
    says that the meeting was held. ``made_for`` is the moment of the last thing they tell (UTC, naive)."""

    municipality: str
    invented: str
    body: str
    title: str
    facts: tuple[tuple[str, str], ...]
    present: tuple[str, ...]
    items: tuple[MinutesItem, ...]
    further: tuple[str, ...]
    further_decisions: tuple[MinutesDecision, ...]
    state: str
    draft: bool
    made_for: datetime

    @property
    def decisions(self) -> tuple[MinutesDecision, ...]:
        """All of them, in order of number."""
        found = [*(each for item in self.items for each in item.decisions), *self.further_decisions]
        return tuple(sorted(found, key=lambda each: each.number))


def build(snapshot: Snapshot, viewer: Viewer, meeting_id: str, as_of: datetime | None = None) -> Minutes:
    """The minutes as known at that moment; raises NotFound for a meeting that is not there for the viewer."""
    meeting = store.meetings.meeting(snapshot, viewer, meeting_id, as_of)
    recorded, last = _decided(snapshot, viewer, meeting, as_of)
    concept = store.reading.concept(snapshot, last)  # titles and names as they were, so that the same minutes come out again
    rows = {row.measure: row for row in store.reading.measures(snapshot, viewer, last)}
    said = {each.item: _paragraphs(each.text) for each in meeting.minutes}
    on_agenda = {item.id for item in meeting.agenda}

    def decided(items: Iterable[str]) -> tuple[MinutesDecision, ...]:
        return tuple(_decision(concept, rows, each) for each in recorded if each.item in items)

    return Minutes(
        municipality=concept.municipality,
        invented=concept.invented,
        body=body_name(concept, meeting.body),
        title=f"{body_name(concept, meeting.body)}, Sitzung vom {long_day(meeting.held_on)}",
        facts=tuple(_facts(concept, meeting)),
        present=meeting.present,
        items=tuple(
            MinutesItem(str(place), item.title, item.kind.label, item.text, said.get(item.id, ()), decided({item.id}))
            for place, item in enumerate(meeting.agenda, start=1)
        ),
        further=said.get("", ()),
        further_decisions=decided({each.item for each in recorded} - on_agenda),
        state=_state(meeting),
        draft=meeting.state is not MeetingState.HELD,
        made_for=last,
    )


def _decided(snapshot: Snapshot, viewer: Viewer, meeting: Meeting, as_of: datetime | None) -> tuple[list[Decision], datetime]:
    """The meeting's decisions as they were recorded, withdrawn ones left out, and when the last of all this happened."""
    own = [each for each in store.decisions.decision_log(snapshot, viewer, as_of) if each.after.meeting == meeting.id]
    gone = {each.after.number for each in own if each.kind is DecisionEventKind.WITHDRAWN}
    recorded = [each.after for each in own if each.kind is DecisionEventKind.RECORDED and each.after.number not in gone]
    events = [each.at for each in store.meetings.meeting_log(snapshot, viewer, as_of) if each.after.id == meeting.id]
    told = (DecisionEventKind.RECORDED, DecisionEventKind.WITHDRAWN)
    return recorded, max([*events, *(each.at for each in own if each.kind in told)])


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _facts(concept: Concept, meeting: Meeting) -> Iterable[tuple[str, str]]:
    body = next((each for each in concept.bodies if each.id == meeting.body), None)
    yield "Gremium", body_name(concept, meeting.body)
    yield "Tag", long_day(meeting.held_on)
    if meeting.place:
        yield "Ort", meeting.place
    if body is not None and body.chair:
        yield "Leitung", body.chair
    yield "Berichtszeitraum", Period(meeting.period).label


def _state(meeting: Meeting) -> str:
    newest = meeting.newest_state
    return f"{newest.label} vom {day(newest.moment)}" if newest else "kein Stand festgeschrieben"


def _decision(concept: Concept, rows: dict[str, MeasureRow], each: Decision) -> MinutesDecision:
    measures = (f"Maßnahme {number} {rows[number].title if number in rows else ''}".strip() for number in each.measures)
    return MinutesDecision(
        number=each.number,
        name=f"{each.kind.label} Nr. {each.number}",
        text=each.text,
        responsible=", ".join(part for part in (each.responsible, each.function) if part),
        due=day(each.due) if each.due else "",
        about=(*measures, *(field_name(concept, field) for field in each.fields)),
        document="; ".join(part for part in (each.document, *_route(concept, each)) if part),
    )


def _route(concept: Concept, each: Decision) -> Sequence[str]:
    return tuple(", ".join(part for part in route_step(concept, step) if part) for step in each.route)
