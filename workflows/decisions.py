"""Decisions: recording what a body resolved or ordered, moving its due day, and noting what came of it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime

import store.decisions
import store.meetings
from domain.access import OFFICE, Viewer
from domain.concepts import RouteStep
from domain.decisions import Decision, DecisionEvent, DecisionEventKind, DecisionKind
from domain.errors import NotFound, WrongUse
from domain.measures import measure_order
from domain.meetings import Meeting, MeetingState
from domain.organisations import Register
from domain.report_texts import printable
from settings import Settings
from store import Home
from workflows.recording import Recording, recording, required


def record_decision(
    home: Home,
    kind: DecisionKind,
    *,
    text: str,
    responsible: str,
    body: str = "",
    decided_on: date | None = None,
    function: str = "",
    due: date | None = None,
    meeting: str = "",
    item: str = "",
    measures: Sequence[str] = (),
    fields: Sequence[str] = (),
    document: str = "",
    route: Sequence[RouteStep] = (),
    public: bool = False,
    revision: bool = False,
    viewer: Viewer = OFFICE,
    settings: Settings | None = None,
    now: datetime | None = None,
    say: Callable[[str], None] = lambda _: None,
) -> Decision:
    """Keeps a decision under the next number. With ``meeting`` (and ``item`` of its agenda) its body and day are the meeting's; without
    one both are needed. ``responsible`` is an organisation, named as the register names it where it knows it.

    Raises WrongUse without text or responsible, for a day ahead, for a due day before the decision; NotFound for what nobody knows.
    """
    with recording(home, viewer, settings, now, say) as at:
        held = _held(at, viewer, meeting, item)
        given = Decision(
            number=max((each.number for each in store.decisions.decisions(at.connection, viewer)), default=0) + 1,
            kind=kind,
            text=required(f"Ein {kind.label}", "einen Text", text),
            responsible=Register(at.concept.organisations).name(printable(responsible)),
            decided_on=_day(held, decided_on),
            body=_body(held, body),
            function=printable(function),
            due=due,
            meeting=meeting,
            item=item,
            measures=tuple(sorted(dict.fromkeys(measures), key=measure_order)),
            fields=tuple(dict.fromkeys(fields)),
            document=printable(document),
            route=tuple(route),
            public=public,
            revision=revision,
        )
        _check(at, given)
        _add(at, DecisionEventKind.RECORDED, given)
    return given


def move_decision(
    home: Home,
    number: int,
    *,
    due: date,
    reason: str,
    viewer: Viewer = OFFICE,
    settings: Settings | None = None,
    now: datetime | None = None,
    say: Callable[[str], None] = lambda _: None,
) -> Decision:
    """Gives an open decision another due day. Raises WrongUse without a reason, for a day that is past, and where nothing is open."""
    words = required("Eine andere Frist", "einen Grund", reason)
    with recording(home, viewer, settings, now, say) as at:
        before = _open(at, viewer, number)
        if due < at.today:
            raise WrongUse(f"Der {due:%d.%m.%Y} ist vorbei. Bitte als Frist einen Tag angeben, der noch kommt.")
        if due == before.due:
            raise WrongUse(f"Der {due:%d.%m.%Y} ist schon die Frist. Bitte einen anderen Tag angeben.")
        kept = replace(before, due=due, reason=words)
        _add(at, DecisionEventKind.MOVED, kept)
    return kept


def finish_decision(
    home: Home,
    number: int,
    *,
    result: str,
    done_on: date | None = None,
    viewer: Viewer = OFFICE,
    settings: Settings | None = None,
    now: datetime | None = None,
    say: Callable[[str], None] = lambda _: None,
) -> Decision:
    """Notes that a decision is done, since ``done_on`` (by default today), and with what result. Raises WrongUse without a result, for a
    day ahead or before the decision, and where it is not open."""
    words = required("Der Erledigungsvermerk", "ein Ergebnis", result)
    with recording(home, viewer, settings, now, say) as at:
        before = _open(at, viewer, number)
        day = done_on or at.today
        if not before.decided_on <= day <= at.today:
            raise WrongUse(
                f"Der {day:%d.%m.%Y} kann nicht der Tag der Erledigung sein. "
                f"Erwartet wird ein Tag vom {before.decided_on:%d.%m.%Y} bis heute, {at.today:%d.%m.%Y}."
            )
        kept = replace(before, done_on=day, result=words)
        _add(at, DecisionEventKind.DONE, kept)
    return kept


def reopen_decision(
    home: Home,
    number: int,
    *,
    reason: str,
    viewer: Viewer = OFFICE,
    settings: Settings | None = None,
    now: datetime | None = None,
    say: Callable[[str], None] = lambda _: None,
) -> Decision:
    """Opens a decision again that was noted as done; the log keeps the result. Raises WrongUse without a reason or where it is not
    done."""
    words = required("Das Wiederöffnen", "einen Grund", reason)
    with recording(home, viewer, settings, now, say) as at:
        before = _decision(at, viewer, number)
        if before.done_on is None or before.withdrawn:
            raise WrongUse(f"{_name(before)} ist nicht erledigt und kann nicht wieder geöffnet werden.")
        kept = replace(before, done_on=None, result="", reason=words)
        _add(at, DecisionEventKind.REOPENED, kept)
    return kept


def withdraw_decision(
    home: Home,
    number: int,
    *,
    reason: str,
    viewer: Viewer = OFFICE,
    settings: Settings | None = None,
    now: datetime | None = None,
    say: Callable[[str], None] = lambda _: None,
) -> Decision:
    """Takes back a decision that was recorded by mistake or that the body gave up; the log keeps it, its number is never given again.
    Raises WrongUse without a reason or where it is withdrawn already."""
    words = required("Die Rücknahme", "einen Grund", reason)
    with recording(home, viewer, settings, now, say) as at:
        before = _decision(at, viewer, number)
        if before.withdrawn:
            raise WrongUse(f"{_name(before)} ist schon zurückgenommen.")
        kept = replace(before, withdrawn=True, reason=words)
        _add(at, DecisionEventKind.WITHDRAWN, kept)
    return kept


def _add(at: Recording, kind: DecisionEventKind, after: Decision) -> None:
    store.decisions.add_decision_event(at.connection, DecisionEvent(kind, after, at.by, at.moment))


def _name(decision: Decision) -> str:
    return f"{decision.kind.label} Nr. {decision.number}"


def _decision(at: Recording, viewer: Viewer, number: int) -> Decision:
    found = next((each for each in store.decisions.decisions(at.connection, viewer) if each.number == number), None)
    if found is None:
        raise NotFound(f"Einen Beschluss oder Auftrag Nr. {number} gibt es nicht.")
    return found


def _open(at: Recording, viewer: Viewer, number: int) -> Decision:
    found = _decision(at, viewer, number)
    if not found.open:
        raise WrongUse(f"{_name(found)} ist {found.state(at.today).label} und nicht mehr offen.")
    return found


def _held(at: Recording, viewer: Viewer, meeting: str, item: str) -> Meeting | None:
    """The meeting in which it was decided; raises where there is none of that id, it was cancelled or has no such item."""
    if not meeting:
        if item:
            raise WrongUse("Ein Punkt der Tagesordnung gehört zu einer Sitzung. Bitte auch die Sitzung angeben.")
        return None
    found = store.meetings.meeting(at.connection, viewer, meeting)
    if found.state is MeetingState.CANCELLED:
        raise WrongUse("Die Sitzung ist abgesagt; in ihr wurde nichts beschlossen.")
    if item and item not in {each.id for each in found.agenda}:
        raise WrongUse(f"Der Punkt „{item}“ steht nicht auf der Tagesordnung der Sitzung.")
    return found


def _day(held: Meeting | None, given: date | None) -> date:
    if held is None:
        if given is None:
            raise WrongUse("Wann wurde das beschlossen? Bitte den Tag oder die Sitzung angeben.")
        return given
    if given not in (None, held.held_on):
        raise WrongUse(f"Die Sitzung ist vom {held.held_on:%d.%m.%Y}. Ein Beschluss von einem anderen Tag gehört nicht zu ihr.")
    return held.held_on


def _body(held: Meeting | None, given: str) -> str:
    if held is None:
        if not given:
            raise WrongUse("Welches Gremium hat das beschlossen? Bitte seine Kennung oder die Sitzung angeben.")
        return given
    if given not in ("", held.body):
        raise WrongUse(f"Die Sitzung ist eine des Gremiums „{held.body}“, nicht von „{given}“.")
    return held.body


def _check(at: Recording, given: Decision) -> None:
    at.body(given.body)
    if not given.responsible:
        raise WrongUse(f"Ein {given.kind.label} braucht eine verantwortliche Stelle.")
    if given.decided_on > at.today:
        raise WrongUse(f"Der {given.decided_on:%d.%m.%Y} liegt in der Zukunft. Festgehalten wird, was beschlossen ist.")
    if given.due is not None and given.due < given.decided_on:
        raise WrongUse(f"Die Frist {given.due:%d.%m.%Y} liegt vor dem Beschluss vom {given.decided_on:%d.%m.%Y}.")
    at.check_parts(given.measures, given.fields)
    _check_route(at, given.route)


def _check_route(at: Recording, route: Iterable[RouteStep]) -> None:
    """Every step names a body of the concept, and a day as exact as it is known."""
    for step in route:
        at.body(step.body)
        padded = step.date + "0000-01-01"[len(step.date) :] if len(step.date) in (0, 4, 7, 10) else step.date
        try:
            date.fromisoformat(padded if step.date else "2000-01-01")
        except ValueError as error:
            raise WrongUse(f"„{step.date}“ ist kein Tag der Beratungsfolge. Erwartet wird etwa 2026-05-04 oder 2026-05.") from error
