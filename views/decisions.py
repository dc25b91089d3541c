"""Beschlüsse und Aufträge: what was decided, who answers for it until when, what came of it, and how each one's story went."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import store.decisions
import store.meetings
import store.reading
from domain.access import Viewer
from domain.concepts import BodyKind, Concept, RouteStep
from domain.decisions import Decision, DecisionEvent, DecisionEventKind, DecisionKind, DecisionState
from domain.measures import MeasureRow
from domain.meetings import Meeting
from store.publication import Snapshot
from views.formats import day, day_text, moment
from views.measure_filter import fold
from views.measure_texts import body_name, field_name
from views.rounds import deadline
from views.terms import Term, term


@dataclass(frozen=True)
class DecisionFilter:
    """What to show; empty means all. ``field`` also means measures in that field, ``meeting`` is an id, ``search`` looks in all texts."""

    body: str = ""
    field: str = ""
    responsible: str = ""
    function: str = ""
    state: str = ""
    meeting: str = ""
    measure: str = ""
    search: str = ""


@dataclass(frozen=True)
class ChronicleLine:
    """One event in the life of a decision; ``what`` says what it changed."""

    when: str
    kind: DecisionEventKind
    what: str
    by: str


@dataclass(frozen=True)
class DecisionLine:
    """One decision in finished texts. ``deadline`` says how far the due day is, empty where it does not matter any more; ``measures`` and
    ``fields`` are ids with names; ``meeting`` is the id, ``meeting_day`` its day; ``route`` are body, day and publicity."""

    number: int
    kind: DecisionKind
    state: DecisionState
    term: Term
    name: str
    text: str
    responsible: str
    function: str
    body: str
    decided_on: str
    due: str
    deadline: str
    measures: tuple[tuple[str, str], ...]
    fields: tuple[tuple[str, str], ...]
    meeting: str
    meeting_day: str
    item: str
    document: str
    route: tuple[tuple[str, str, str], ...]
    public: bool
    revision: bool
    result: str
    done_on: str
    reason: str
    chronicle: tuple[ChronicleLine, ...]


@dataclass(frozen=True)
class DecisionsView:
    """What passes the filter, overdue ones first, then open ones by due day, done and withdrawn ones the latest first. ``by_state`` counts
    what passes, ``total`` all there are; the rest are choices: values with names, only what some decision says."""

    lines: tuple[DecisionLine, ...]
    total: int
    by_state: tuple[tuple[DecisionState, int], ...]
    bodies: tuple[tuple[str, str], ...]
    fields: tuple[tuple[str, str], ...]
    responsibles: tuple[str, ...]
    functions: tuple[str, ...]


@dataclass(frozen=True)
class _Known:
    """What lines are made from."""

    concept: Concept
    rows: Mapping[str, MeasureRow]
    meetings: Mapping[str, Meeting]
    log: Mapping[int, Sequence[DecisionEvent]]
    today: date

    def fields(self, each: Decision) -> tuple[str, ...]:
        """Its own fields, then those of its measures."""
        return tuple(dict.fromkeys((*each.fields, *(self.rows[number].field for number in each.measures if number in self.rows))))


def build(snapshot: Snapshot, viewer: Viewer, chosen: DecisionFilter, today: date, as_of: datetime | None = None) -> DecisionsView:
    """The list as known at that moment, states as of ``today``; for the public only what is public."""
    every = store.decisions.decisions(snapshot, viewer, as_of)
    known = _known(snapshot, viewer, today, as_of)
    passing = [each for each in every if _passes(each, chosen, known)]
    states = [each.state(today) for each in passing]
    used = {field for each in every for field in known.fields(each)}
    return DecisionsView(
        lines=_lines(passing, known),
        total=len(every),
        by_state=tuple((state, states.count(state)) for state in DecisionState if state in states),
        bodies=_named(known.concept, dict.fromkeys(each.body for each in every)),
        fields=tuple((field.id, field.name) for field in known.concept.fields if field.id in used),
        responsibles=tuple(sorted({each.responsible for each in every}, key=fold)),
        functions=tuple(sorted({each.function for each in every if each.function}, key=fold)),
    )


def of_meeting(snapshot: Snapshot, viewer: Viewer, meeting_id: str, today: date, as_of: datetime | None = None) -> tuple[DecisionLine, ...]:
    """What was decided in one meeting and not withdrawn since, in order of number."""
    every = store.decisions.decisions(snapshot, viewer, as_of)
    own = [each for each in every if each.meeting == meeting_id and not each.withdrawn]
    known = _known(snapshot, viewer, today, as_of)
    return tuple(_line(each, known) for each in own)


def still_open(snapshot: Snapshot, viewer: Viewer, body: str, today: date, as_of: datetime | None = None) -> tuple[DecisionLine, ...]:
    """What a body has to look at in its next meeting: its open decisions, overdue ones first; the controlling group sees every body's."""
    known = _known(snapshot, viewer, today, as_of)
    leads = any(each.id == body and each.kind is BodyKind.CONTROLLING for each in known.concept.bodies)
    every = store.decisions.decisions(snapshot, viewer, as_of)
    return _lines([each for each in every if each.open and (leads or each.body == body)], known)


def _known(snapshot: Snapshot, viewer: Viewer, today: date, as_of: datetime | None) -> _Known:
    log: dict[int, list[DecisionEvent]] = {}
    for event in store.decisions.decision_log(snapshot, viewer, as_of):
        log.setdefault(event.after.number, []).append(event)
    return _Known(
        concept=store.reading.concept(snapshot, as_of),
        rows={row.measure: row for row in store.reading.measures(snapshot, viewer, as_of)},
        meetings={each.id: each for each in store.meetings.meetings(snapshot, viewer, as_of)},
        log=log,
        today=today,
    )


def _named(concept: Concept, bodies: Iterable[str]) -> tuple[tuple[str, str], ...]:
    return tuple((body, body_name(concept, body)) for body in bodies)


def _passes(each: Decision, chosen: DecisionFilter, known: _Known) -> bool:
    wanted = fold(chosen.search)
    titles = (f"{number} {known.rows[number].title}" for number in each.measures if number in known.rows)
    texts = (f"Nr. {each.number}", each.text, each.responsible, each.function, each.document, each.result, each.reason, *titles)
    checks: tuple[Callable[[], bool], ...] = (
        lambda: not chosen.body or each.body == chosen.body,
        lambda: not chosen.field or chosen.field in known.fields(each),
        lambda: not chosen.responsible or each.responsible == chosen.responsible,
        lambda: not chosen.function or each.function == chosen.function,
        lambda: not chosen.state or each.state(known.today) == chosen.state,
        lambda: not chosen.meeting or each.meeting == chosen.meeting,
        lambda: not chosen.measure or chosen.measure in each.measures,
        lambda: not wanted or any(wanted in fold(text) for text in texts),
    )
    return all(check() for check in checks)


def _lines(found: Sequence[Decision], known: _Known) -> tuple[DecisionLine, ...]:
    states = list(DecisionState)

    def order(each: Decision) -> tuple[int, date, int]:
        if each.open:
            return states.index(each.state(known.today)), each.due or date.max, each.number
        return states.index(each.state(known.today)), date.min, -each.number

    return tuple(_line(each, known) for each in sorted(found, key=order))


def _line(each: Decision, known: _Known) -> DecisionLine:
    state = each.state(known.today)
    held = known.meetings.get(each.meeting)
    titles = ((number, known.rows[number].title if number in known.rows else "") for number in each.measures)
    return DecisionLine(
        number=each.number,
        kind=each.kind,
        state=state,
        term=term(state),
        name=f"{each.kind.label} Nr. {each.number}",
        text=each.text,
        responsible=each.responsible,
        function=each.function,
        body=body_name(known.concept, each.body),
        decided_on=day(each.decided_on),
        due=day(each.due) if each.due else "ohne Frist",
        deadline=deadline(each.due, known.today) if each.open else "",
        measures=tuple(titles),
        fields=tuple((field, field_name(known.concept, field)) for field in known.fields(each)),
        meeting=each.meeting,
        meeting_day=day(held.held_on) if held else "",
        item=next((item.title for item in held.agenda if item.id == each.item), "") if held else "",
        document=each.document,
        route=tuple(route_step(known.concept, step) for step in each.route),
        public=each.public,
        revision=each.revision,
        result=each.result,
        done_on=day(each.done_on) if each.done_on else "",
        reason=each.reason,
        chronicle=tuple(_chronicle(known.log.get(each.number, ()))),
    )


def route_step(concept: Concept, step: RouteStep) -> tuple[str, str, str]:
    """Body, day as exact as known, and whether it was public, where somebody said so."""
    public = "" if step.public is None else "öffentlich" if step.public else "nicht öffentlich"
    return body_name(concept, step.body), day_text(step.date), public


def _chronicle(events: Sequence[DecisionEvent]) -> Iterable[ChronicleLine]:
    """Every event with what it changed, oldest first."""
    before: Decision | None = None
    for event in events:
        yield ChronicleLine(moment(event.at), event.kind, _told(event, before), event.by)
        before = event.after


def _told(event: DecisionEvent, before: Decision | None) -> str:
    after = event.after
    match event.kind:
        case DecisionEventKind.RECORDED:
            return f"Frist {day(after.due)}" if after.due else "ohne Frist"
        case DecisionEventKind.MOVED:
            old = day(before.due) if before and before.due else "ohne Frist"
            return ": ".join(part for part in (f"Frist {old} → {day(after.due)}", after.reason) if part)
        case DecisionEventKind.DONE:
            return f"am {day(after.done_on)}: {after.result}"
        case DecisionEventKind.REOPENED | DecisionEventKind.WITHDRAWN:
            return after.reason
