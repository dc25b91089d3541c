"""Tagesordnung: what a meeting should speak about, proposed from the exceptions and merged with what the office has arranged."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

import store.decisions
import store.meetings
import store.reading
import store.rounds
from domain.access import Viewer
from domain.concepts import BodyKind, Concept
from domain.decisions import Decision
from domain.measure_lights import report_day, schedule
from domain.measure_resources import FundingEnd, funding_ends
from domain.measures import MeasureRow, MeasureState, Schedule, measure_order
from domain.meetings import AgendaItem, ItemKind, Meeting, previous_meeting
from domain.organisations import UNNAMED, Register
from domain.periods import Period
from domain.rounds import asked, round_of
from store.publication import Snapshot
from views import difference
from views.formats import counted, day
from views.freshness import months_later
from views.measure_texts import office_name, state_label

STALE_DAYS = 180
"""An open measure whose report is older is put on the agenda."""
FUNDING_MONTHS = 12
"""So far ahead ends of funding are looked for."""
TITLE_LENGTH = 90
GONE = "Der Anlass besteht nicht mehr."
"""Said of an item that the office wrote a note for and that would not be proposed any more."""


@dataclass(frozen=True)
class _Known:
    """What the proposals are made from."""

    snapshot: Snapshot
    viewer: Viewer
    meeting: Meeting
    concept: Concept
    measures: tuple[MeasureRow, ...]
    today: date
    as_of: datetime | None

    def row(self, number: str) -> MeasureRow | None:
        return next((row for row in self.measures if row.measure == number), None)


def proposed(snapshot: Snapshot, viewer: Viewer, meeting_id: str, today: date, as_of: datetime | None = None) -> tuple[AgendaItem, ...]:
    """The agenda with everything that should be on it. What the office saved keeps its order, notes and own items; what became overdue
    since leads, other new items follow in the order of :class:`ItemKind`. An item without its reason goes, unless it has a note.

    The saved agenda is the present one; figures, reports and decisions are those of ``as_of``. Raises NotFound for a meeting that is not
    there for the viewer.
    """
    meeting = store.meetings.meeting(snapshot, viewer, meeting_id)
    measures = tuple(store.reading.measures(snapshot, viewer, as_of))
    known = _Known(snapshot, viewer, meeting, store.reading.concept(snapshot, as_of), measures, today, as_of)
    return _merged(meeting.agenda, [item for make in _MAKERS for item in make(known)])


def _merged(saved: Sequence[AgendaItem], fresh: Sequence[AgendaItem]) -> tuple[AgendaItem, ...]:
    by_id = {item.id: item for item in fresh}
    known = {item.id: item for item in saved}
    first = [item for item in fresh if item.kind is ItemKind.OVERDUE_DECISION and not _was_overdue(known.get(item.id))]
    leading = {item.id for item in first}
    kept = [_refreshed(item, by_id.get(item.id)) for item in saved]
    new = [item for item in fresh if item.id not in known and item.id not in leading]
    return (
        *(replace(item, note=known[item.id].note) if item.id in known else item for item in first),
        *(item for item in kept if item is not None and item.id not in leading),
        *new,
    )


def _was_overdue(saved: AgendaItem | None) -> bool:
    """True for what was overdue already when somebody arranged it."""
    return saved is not None and saved.kind is ItemKind.OVERDUE_DECISION


def _refreshed(saved: AgendaItem, fresh: AgendaItem | None) -> AgendaItem | None:
    if saved.kind is ItemKind.OWN:
        return saved
    if fresh is None:
        return replace(saved, text=GONE) if saved.note else None
    return replace(fresh, note=saved.note)


def short(text: str) -> str:
    """The text as a title: its first line, cut between words where it is long."""
    line = text.strip().splitlines()[0] if text.strip() else ""
    if len(line) <= TITLE_LENGTH:
        return line
    return f"{line[:TITLE_LENGTH].rsplit(' ', 1)[0]} …"


def _decisions(known: _Known) -> Iterator[AgendaItem]:
    """Overdue ones, the longest first, then those due by the day of the meeting. The controlling group hears of every body's."""
    body = next((each for each in known.concept.bodies if each.id == known.meeting.body), None)
    of_all = body is not None and body.kind is BodyKind.CONTROLLING
    deadline = max(known.today, known.meeting.held_on)
    due = [
        (each.due, each)
        for each in store.decisions.decisions(known.snapshot, known.viewer, known.as_of)
        if each.open and each.due is not None and each.due <= deadline and (of_all or each.body == known.meeting.body)
    ]
    for on, each in sorted(due, key=lambda pair: (pair[0], pair[1].number)):
        yield _decision(known, each, on)


def _decision(known: _Known, each: Decision, due: date) -> AgendaItem:
    late = (known.today - due).days
    when = f"Frist {day(due)}" + (f", überfällig seit {counted(late, 'Tag', 'Tagen')}" if late > 0 else "")
    rows = [row for number in each.measures if (row := known.row(number))]
    return AgendaItem(
        id=f"decision:{each.number}",
        kind=ItemKind.OVERDUE_DECISION if late > 0 else ItemKind.DECISION_DUE,
        title=f"{each.kind.label} Nr. {each.number}: {short(each.text)}",
        text=f"{each.responsible}; {when}",
        fields=tuple(dict.fromkeys((*each.fields, *(row.field for row in rows)))),
        measures=each.measures,
    )


def _verdicts(known: _Known) -> Iterator[AgendaItem]:
    """Verdicts that are others than at the body's previous data state, with what turned them; nothing before there is one."""
    before = previous_meeting(store.meetings.meetings(known.snapshot, known.viewer), known.meeting)
    state = before.newest_state if before else None
    if state is None:
        return
    found = difference.build(known.snapshot, known.viewer, state.moment, difference.DifferenceFilter(), known.today, known.as_of)
    for each in found.indicators:
        if each.before is None or each.after is None or each.before is each.after:
            continue
        values = f"{each.value_before} → {each.value_after}" if each.value_before != each.value_after else each.value_after
        yield AgendaItem(
            id=f"verdict:{each.indicator}",
            kind=ItemKind.VERDICT,
            title=f"{each.name}: {each.before.value} → {each.after.value}",
            text="; ".join(part for part in (values, each.what, f"seit {state.label}") if part),
            fields=each.fields,
        )


def _late(known: _Known) -> Iterator[AgendaItem]:
    """Late measures, the oldest end first."""
    late = [row for row in known.measures if schedule(row, known.today) is Schedule.LATE]
    for row in sorted(late, key=lambda row: (row.planned_end or known.today, measure_order(row.measure))):
        end = f"geplant bis {day(row.planned_end)}" if row.planned_end else "ohne geplantes Ende"
        why = f"Begründung: {row.schedule_reason}" if row.schedule_set is Schedule.LATE and row.schedule_reason else ""
        yield _about(known, row, ItemKind.LATE, (end, state_label(known.concept, row.state), _lead(known, row), why))


def _stale(known: _Known) -> Iterator[AgendaItem]:
    """Measures still asked about whose report is old, or whose end has passed since; permanent ones are asked once a year."""
    for row in known.measures:
        light = schedule(row, known.today)
        age = (known.today - report_day(row)).days
        waiting = row.state.asked and row.state is not MeasureState.PERMANENT and age > STALE_DAYS
        if light is Schedule.LATE or not (waiting or light is Schedule.UNREPORTED):
            continue
        ended = f"{Schedule.UNREPORTED.label} (geplant bis {day(row.planned_end)})" if light is Schedule.UNREPORTED else ""
        told = f"letzter Stand vom {day(report_day(row))}, vor {counted(age, 'Tag', 'Tagen')}"
        yield _about(known, row, ItemKind.STALE, (ended, told, _lead(known, row)))


def _unanswered(known: _Known) -> Iterator[AgendaItem]:
    """Offices that have not answered for all their measures, once the round's due date or, without a round, the half-year is over."""
    history = store.reading.measure_history(known.snapshot, known.viewer, known.as_of)
    period = known.meeting.period
    offices = asked(history, period, Register(known.concept.organisations))
    events, accepted = store.rounds.events(known.snapshot, known.as_of), store.rounds.accepted(known.snapshot, known.as_of)
    shown = round_of(period, events, offices, history, accepted)
    if known.today <= (shown.due or Period(period).end):
        return
    for reply in shown.replies:
        if reply.complete:
            continue
        rows = [row for number in reply.missing if (row := known.row(number))]
        name = "Ohne Federführung" if reply.office == UNNAMED else reply.office
        given = f"{len(reply.answered)} von {counted(len(reply.asked), 'Maßnahme', 'Maßnahmen')} gemeldet"
        yield AgendaItem(
            id=f"unanswered:{reply.office}",
            kind=ItemKind.UNANSWERED,
            title=f"{name}: Rückmeldung zum {Period(period).label} fehlt",
            text=f"{given}; es fehlt: {', '.join(reply.missing)}",
            fields=tuple(dict.fromkeys(row.field for row in rows)),
            measures=reply.missing,
        )


def _funding(known: _Known) -> Iterator[AgendaItem]:
    """Measures that lose a source within the months to come, the next end first."""
    last = months_later(known.today, FUNDING_MONTHS)
    found = [(row, [end for end in funding_ends(row) if known.today <= end.until <= last]) for row in known.measures if row.state.asked]
    for row, ends in sorted((pair for pair in found if pair[1]), key=lambda pair: (pair[1][0].until, measure_order(pair[0].measure))):
        yield _about(known, row, ItemKind.FUNDING, (*map(_end, ends), _lead(known, row)))


def _end(end: FundingEnd) -> str:
    others = f"weiter zahlt: {', '.join(end.others)}" if end.others else "keine andere Quelle genannt"
    return f"{end.source or 'Quelle nicht genannt'} bis {day(end.until)} ({others})"


def _about(known: _Known, row: MeasureRow, kind: ItemKind, parts: Iterable[str]) -> AgendaItem:
    return AgendaItem(
        id=f"{kind.value}:{row.measure}",
        kind=kind,
        title=f"{row.measure} {row.title}",
        text="; ".join(part for part in parts if part),
        fields=(row.field,),
        measures=(row.measure,),
    )


def _lead(known: _Known, row: MeasureRow) -> str:
    return f"Federführung: {office_name(known.concept, row.lead)}"


_MAKERS: tuple[Callable[[_Known], Iterator[AgendaItem]], ...] = (_decisions, _verdicts, _late, _stale, _unanswered, _funding)
"""In the order of a proposed agenda."""
