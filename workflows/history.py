"""What an installation begins with besides its files: past meetings, decisions and texts, each known from its own day on.

Only here anything is dated back. Every file and event gets a moment of its day, in the order in which they happened; what would be later
than the installation itself is left out, so that nothing is ever known before it happened.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Any, TypeVar

import store.decisions
import store.meetings
import store.report_texts
from domain.concepts import BodyKind, Concept
from domain.decisions import Decision, DecisionEvent, DecisionEventKind
from domain.errors import NotFound, WrongUse
from domain.meetings import AgendaItem, DataState, Meeting, MeetingEvent, MeetingEventKind, MeetingState, frozen, state_name
from domain.organisations import Register
from domain.report_texts import ReportText, TextKey, TextPart, TextSubject
from workflows.history_entries import BEGUN, Entries, PastDecision, PastMeeting, PastText
from workflows.recording import required

T = TypeVar("T")
Event = MeetingEvent | DecisionEvent | ReportText
_FILES, _TEXTS, _PLANNED, _AGENDA, _FROZEN, _HELD, _DECIDED, _FOLLOWED = range(7, 15)
"""The hour (UTC) at which each kind of thing happened on its day, so that what needs another comes after it."""


@dataclass(frozen=True)
class _Happening:
    day: date
    hour: int
    about: tuple[str, ...]  # what it happened to: what was known of that before is handed to ``change``
    change: Callable[[Any, datetime], Event]


def dated_files(entries: Entries, now: datetime) -> tuple[tuple[datetime, str], ...]:
    """Moment and name of each file that was known before ``now``, in order."""
    return tuple((moment, name) for moment, (_, name) in _with_moments(entries.files, lambda each: (each[0], _FILES)) if moment < now)


def began_at(entries: Entries | None, now: datetime) -> datetime:
    """The moment from which the concept was known."""
    return min(now, datetime.combine(entries.since, time(_FILES - 1))) if entries else now


def past_events(entries: Entries, concept: Concept, measures: Collection[str], by: str, now: datetime) -> tuple[Event, ...]:
    """Everything that happened to meetings, decisions and texts before ``now``, in order of time.

    Raises NotFound for bodies, fields, indicators, measures and meetings nobody knows, WrongUse for days out of order and texts that are
    too short."""
    _check_names(entries, concept, measures)
    found = [
        *(each for meeting in entries.meetings for each in _of_meeting(meeting, concept, by)),
        *(each for number, decision in enumerate(_in_order(entries), 1) for each in _of_decision(number, decision, entries, concept, by)),
        *(each for text in entries.texts for each in _of_text(text, by)),
    ]
    early = [each.day for each in found if each.day < entries.since]
    if early:
        raise WrongUse(f"{BEGUN}: Der {min(early):%d.%m.%Y} liegt vor dem Beginn, {entries.since:%d.%m.%Y}. Bitte einen Tag berichtigen.")
    return tuple(_told(found, now))


def keep(connection: Any, events: Iterable[Event]) -> None:
    """Appends the events to their logs, inside the transaction of ``store.working_file.writing``."""
    for each in events:
        if isinstance(each, MeetingEvent):
            store.meetings.add_meeting_event(connection, each)
        elif isinstance(each, DecisionEvent):
            store.decisions.add_decision_event(connection, each)
        else:
            store.report_texts.add_report_text(connection, each)


def _told(found: Iterable[_Happening], now: datetime) -> Iterator[Event]:
    """The events in order, each made from what the one before it left."""
    left: dict[tuple[str, ...], Any] = {}
    for moment, each in _with_moments(found, lambda one: (one.day, one.hour)):
        if moment >= now:
            return
        event = each.change(left.get(each.about), moment)
        left[each.about] = event if isinstance(event, ReportText) else event.after
        yield event


def _with_moments(found: Iterable[T], when: Callable[[T], tuple[date, int]]) -> Iterator[tuple[datetime, T]]:
    """Each with a moment of its own: a second after the other within an hour."""
    for (day, hour), same in groupby(sorted(found, key=when), key=when):
        for second, each in enumerate(same):
            yield datetime.combine(day, time(hour)) + timedelta(seconds=second), each


def _of_meeting(given: PastMeeting, concept: Concept, by: str) -> Iterator[_Happening]:
    """Planned, put on the agenda, frozen, corrected and held, each on its day."""
    about = ("meeting", given.id)
    body = next(each for each in concept.bodies if each.id == given.body)
    addition = "" if body.kind is BodyKind.CONTROLLING else f"{body.name} {given.held_on:%d.%m.%Y}"
    plain = Meeting(given.id, given.body, given.held_on, given.period, given.place)

    def event(kind: MeetingEventKind, after: Callable[[Meeting, datetime], Meeting]) -> Callable[[Any, datetime], Event]:
        return lambda known, moment: MeetingEvent(kind, after(known or plain, moment), by, moment)

    def froze(day: date, reason: str) -> Callable[[Meeting, datetime], Meeting]:
        def change(known: Meeting, moment: datetime) -> Meeting:
            revision = len(known.states)
            return frozen(known, DataState(state_name(known.period, revision, addition), moment, day, revision, reason, by, addition))

        return change

    yield _Happening(given.planned_on, _PLANNED, about, event(MeetingEventKind.PLANNED, lambda known, _: known))
    states = [*([(given.frozen_on, "")] if given.frozen_on else []), *((each.on, each.reason) for each in given.corrections)]
    if given.agenda:
        last = given.frozen_on or given.held_on
        yield _Happening(last, _AGENDA, about, event(MeetingEventKind.AGENDA, lambda known, _: replace(known, agenda=given.agenda)))
    for day, reason in states:
        yield _Happening(day, _FROZEN, about, event(MeetingEventKind.FROZEN, froze(day, reason)))
    if given.present:
        held: dict[str, Any] = {"state": MeetingState.HELD, "present": given.present, "minutes": given.minutes}
        yield _Happening(given.held_on, _HELD, about, event(MeetingEventKind.HELD, lambda known, _: replace(known, **held)))


def _in_order(entries: Entries) -> list[PastDecision]:
    """Decisions as they were recorded: by the day of their meeting, then as they stand in the file."""
    days = {each.id: each.held_on for each in entries.meetings}
    return sorted(entries.decisions, key=lambda each: days[each.meeting])


def _of_decision(number: int, given: PastDecision, entries: Entries, concept: Concept, by: str) -> Iterator[_Happening]:
    """Recorded in its meeting, moved, and done, each on its day."""
    meeting = next(each for each in entries.meetings if each.id == given.meeting)
    about = ("decision", str(number))
    plain = Decision(
        number, given.kind, required(f"{BEGUN}: Ein {given.kind.label}", "einen Text", given.text),
        Register(concept.organisations).name(given.responsible), meeting.held_on, meeting.body, given.function, given.due, meeting.id,
        given.item, given.measures, given.fields, given.document, public=given.public, revision=given.revision,
    )  # fmt: skip

    def event(kind: DecisionEventKind, **changed: Any) -> Callable[[Any, datetime], Event]:
        return lambda known, moment: DecisionEvent(kind, replace(known or plain, **changed), by, moment)

    yield _Happening(meeting.held_on, _DECIDED, about, event(DecisionEventKind.RECORDED))
    for each in given.moved:
        yield _Happening(each.on, _FOLLOWED, about, event(DecisionEventKind.MOVED, due=each.due, reason=each.reason))
    if given.done_on:
        result = required(f"{BEGUN}: Der Erledigungsvermerk", "ein Ergebnis", given.result)
        yield _Happening(given.done_on, _FOLLOWED, about, event(DecisionEventKind.DONE, done_on=given.done_on, result=result))
    if min((given.done_on or meeting.held_on, *(each.on for each in given.moved))) < meeting.held_on:
        raise WrongUse(
            f"{BEGUN}: „{given.text}“ wäre vor dem Beschluss vom {meeting.held_on:%d.%m.%Y} geändert. Bitte den Tag berichtigen."
        )


def _of_text(given: PastText, by: str) -> Iterator[_Happening]:
    """A version of each text that was written."""
    for part, text in given.parts():
        yield _Happening(given.written_on, _TEXTS, ("text", given.subject, given.id, given.period, part), _written(given, part, text, by))


def _written(given: PastText, part: TextPart, text: str, by: str) -> Callable[[Any, datetime], Event]:
    key = TextKey(given.subject, given.id, given.period, part)

    def change(known: ReportText | None, moment: datetime) -> Event:
        public = given.public and part is not TextPart.OBSTACLES
        return ReportText(key, text, public, known.version + 1 if known else 1, by, moment)

    return change


def _check_names(entries: Entries, concept: Concept, measures: Collection[str]) -> None:
    """Raises where something is named that is not there."""
    fields = {each.id for each in concept.fields}
    meetings = {each.id: {item.id for item in each.agenda} for each in entries.meetings}
    items = [item for each in entries.meetings for item in each.agenda]
    indicators = {each.indicator for each in concept.indicators}
    of_texts = {kind: {each.id for each in entries.texts if each.subject is kind} for kind in TextSubject}
    told = [item.item for each in entries.meetings for item in each.minutes if item.item not in meetings[each.id] | {""}]
    placed = [each.item for each in entries.decisions if each.item and each.item not in meetings.get(each.meeting, set())]
    about: list[AgendaItem | PastDecision] = [*items, *entries.decisions]
    for what, named, known in (
        ("Gremien", {each.body for each in entries.meetings}, {each.id for each in concept.bodies}),
        ("Maßnahmen", {number for each in about for number in each.measures}, set(measures)),
        ("Handlungsfelder", {field for each in about for field in each.fields}, fields),
        ("Handlungsfelder", of_texts[TextSubject.FIELD], fields),
        ("Indikatoren", of_texts[TextSubject.INDICATOR], indicators),
        ("Sitzungen", {each.meeting for each in entries.decisions}, set(meetings)),
        ("Punkte einer Tagesordnung", {*told, *placed}, set()),
    ):
        if unknown := sorted(named - known):
            raise NotFound(f"{BEGUN}: Diese {what} sind nicht bekannt: {', '.join(unknown)}. Bitte die Einträge berichtigen.")
