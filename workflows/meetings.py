"""Meetings: planning, moving and cancelling them, their agenda, their data state, and what was said."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime

import store.meetings
from domain.access import OFFICE, Viewer
from domain.errors import WrongUse
from domain.meetings import AgendaItem, DataState, ItemKind, Meeting, MeetingEvent, MeetingEventKind, MeetingState, Minute, frozen
from domain.periods import Period, PeriodKind, half_year_of, half_years, is_period
from domain.report_texts import printable
from settings import Settings
from store import Home, open_snapshot
from workflows.meeting_checks import checked_agenda, checked_day, state_of, told_missing
from workflows.recording import Recording, recording, required

_OVERTAKEN = (
    "{} inzwischen an anderer Stelle gespeichert. Nichts wurde überschrieben. "
    "Bitte die neue Fassung ansehen, beides zusammenführen und noch einmal speichern."
)


def plan_meeting(
    home: Home,
    body: str,
    held_on: date,
    *,
    period: str = "",
    place: str = "",
    viewer: Viewer = OFFICE,
    settings: Settings | None = None,
    now: datetime | None = None,
    say: Callable[[str], None] = lambda _: None,
) -> Meeting:
    """Plans a meeting of a body of the concept. ``period`` is the half-year it speaks about (``2026-H1``), by default the last one that
    is over on that day. Its id (``controlling-2026-09-17``) stays when it is moved. A day that is past may be entered afterwards.

    Raises NotFound for a body nobody knows, WrongUse where the body meets on that day already, for a day too far ahead, and for a
    half-year that has not begun by then.
    """
    with recording(home, viewer, settings, now, say) as at:
        at.body(body)
        known = store.meetings.meetings(at.connection, viewer)
        checked_day(at, known, body, held_on)
        speaks_of = _period(period, held_on)
        kept = Meeting(_new_id(known, body, held_on), body, held_on, speaks_of, printable(place))
        _add(at, MeetingEventKind.PLANNED, kept)
    return kept


def move_meeting(
    home: Home,
    meeting: str,
    held_on: date,
    *,
    reason: str,
    place: str | None = None,
    period: str = "",
    viewer: Viewer = OFFICE,
    settings: Settings | None = None,
    now: datetime | None = None,
    say: Callable[[str], None] = lambda _: None,
) -> Meeting:
    """Gives a meeting that is still ahead another day, and where given another place or half-year; agenda and data state stay. Raises
    WrongUse without a reason, for one that was held or cancelled, and for another half-year once the data state has its name."""
    words = required("Das Verlegen", "einen Grund", reason)
    with recording(home, viewer, settings, now, say) as at:
        before = _ahead(at, viewer, meeting)
        others = [each for each in store.meetings.meetings(at.connection, viewer) if each.id != meeting]
        checked_day(at, others, before.body, held_on)
        speaks_of = _period(period or before.period, held_on)
        if before.states and speaks_of != before.period:
            raise WrongUse(f"Der {before.states[-1].label} ist festgeschrieben; das Halbjahr der Sitzung bleibt deshalb, wie es ist.")
        where = before.place if place is None else printable(place)
        kept = replace(before, held_on=held_on, place=where, period=speaks_of, reason=words)
        _add(at, MeetingEventKind.MOVED, kept)
    return kept


def cancel_meeting(
    home: Home,
    meeting: str,
    *,
    reason: str,
    viewer: Viewer = OFFICE,
    settings: Settings | None = None,
    now: datetime | None = None,
    say: Callable[[str], None] = lambda _: None,
) -> Meeting:
    """Calls off a meeting that is still ahead; the log keeps it. Raises WrongUse without a reason or where it was held."""
    words = required("Das Absagen", "einen Grund", reason)
    with recording(home, viewer, settings, now, say) as at:
        kept = replace(_ahead(at, viewer, meeting), state=MeetingState.CANCELLED, reason=words)
        _add(at, MeetingEventKind.CANCELLED, kept)
    return kept


def save_agenda(
    home: Home,
    meeting: str,
    items: Sequence[AgendaItem],
    *,
    seen: Sequence[AgendaItem] | None = None,
    viewer: Viewer = OFFICE,
    settings: Settings | None = None,
    now: datetime | None = None,
    say: Callable[[str], None] = lambda _: None,
) -> Meeting:
    """Keeps the agenda in the order given; items of the office's own without an id get one (``own:3``, never one that was used before).
    The same agenda once more writes nothing. ``seen`` is the agenda its writer began from. Raises WrongUse where somebody else kept
    another one since, for empty titles, two items of one id and meetings that are over, NotFound
    for measures and fields nobody knows."""
    with recording(home, viewer, settings, now, say) as at:
        before = _ahead(at, viewer, meeting)
        if seen is not None and tuple(seen) != before.agenda:
            raise WrongUse(_OVERTAKEN.format("Die Tagesordnung wurde"))
        log = [event.after for event in store.meetings.meeting_log(at.connection, viewer) if event.after.id == meeting]
        used = {each.id for known in log for each in known.agenda}
        kept = replace(before, agenda=checked_agenda(at, items, used))
        if kept != before:
            _add(at, MeetingEventKind.AGENDA, kept)
    return kept


def freeze_meeting(
    home: Home,
    meeting: str,
    *,
    reason: str = "",
    viewer: Viewer = OFFICE,
    settings: Settings | None = None,
    now: datetime | None = None,
    say: Callable[[str], None] = lambda _: None,
) -> DataState:
    """Gives the meeting its data state: everything known at this moment, whatever comes later. Once more, with a reason, makes a
    correction under a name of its own; the earlier state stays.

    Raises WrongUse where the meeting was cancelled, a correction has no reason, or fields lack the consequences that their figures and
    measures demand; all of them are named.
    """
    with recording(home, viewer, settings, now, say) as at:
        before = store.meetings.meeting(at.connection, viewer, meeting)
        if before.state is MeetingState.CANCELLED:
            raise WrongUse("Die Sitzung ist abgesagt; für sie wird kein Stand festgeschrieben.")
        words = required("Eine Korrektur des Berichtsstands", "einen Grund", reason) if before.states else ""
        with open_snapshot(home) as snapshot:  # nobody writes meanwhile
            told_missing(snapshot, viewer, before, at.today)
        kept = state_of(at, before, store.meetings.meetings(at.connection, viewer), words)
        _add(at, MeetingEventKind.FROZEN, frozen(before, kept))
    return kept


def hold_meeting(
    home: Home,
    meeting: str,
    *,
    present: Sequence[str],
    minutes: Sequence[Minute],
    seen: Meeting | None = None,
    viewer: Viewer = OFFICE,
    settings: Settings | None = None,
    now: datetime | None = None,
    say: Callable[[str], None] = lambda _: None,
) -> Meeting:
    """Notes that the meeting took place, who was there (roles and organisations, no names) and what the minutes say; once more replaces
    both, the log keeps what was there. ``seen`` is the meeting as its writer knew it. Raises WrongUse where somebody else wrote minutes
    since, before its day, where it was cancelled, and for minutes of an item that is not
    on the agenda."""
    with recording(home, viewer, settings, now, say) as at:
        before = store.meetings.meeting(at.connection, viewer, meeting)
        if before.state is MeetingState.CANCELLED:
            raise WrongUse("Die Sitzung ist abgesagt; zu ihr gibt es kein Protokoll.")
        if seen is not None and (seen.present, seen.minutes) != (before.present, before.minutes):
            raise WrongUse(_OVERTAKEN.format("Das Protokoll wurde"))
        if before.held_on > at.today:
            raise WrongUse(f"Die Sitzung ist am {before.held_on:%d.%m.%Y}. Vorher gibt es kein Protokoll.")
        strange = {each.item for each in minutes} - {"", *(each.id for each in before.agenda)}
        if strange:
            raise WrongUse(f"Diese Punkte stehen nicht auf der Tagesordnung: {', '.join(sorted(strange))}.")
        there = tuple(dict.fromkeys(who for each in present if (who := printable(each))))
        said = tuple(Minute(each.item, text) for each in minutes if (text := printable(each.text)))
        kept = replace(before, state=MeetingState.HELD, present=there, minutes=said)
        if kept != before:
            _add(at, MeetingEventKind.HELD, kept)
    return kept


def own_item(title: str, text: str = "", note: str = "") -> AgendaItem:
    """An item of the office's own, for :func:`save_agenda`, which gives it its id."""
    return AgendaItem("", ItemKind.OWN, title, text, note)


def _add(at: Recording, kind: MeetingEventKind, after: Meeting) -> None:
    store.meetings.add_meeting_event(at.connection, MeetingEvent(kind, after, at.by, at.moment))


def _ahead(at: Recording, viewer: Viewer, meeting: str) -> Meeting:
    """The meeting, if it was neither held nor cancelled."""
    found = store.meetings.meeting(at.connection, viewer, meeting)
    if found.state in (MeetingState.HELD, MeetingState.CANCELLED):
        raise WrongUse(f"Die Sitzung vom {found.held_on:%d.%m.%Y} ist {found.state.label}; daran ändert sich nichts mehr.")
    return found


def _new_id(known: Sequence[Meeting], body: str, held_on: date) -> str:
    """Body and day; with a number where a meeting that was moved or cancelled has that id already."""
    taken = {each.id for each in known}
    name = f"{body}-{held_on.isoformat()}"
    return next(each for each in (name, *(f"{name}-{count}" for count in range(2, len(taken) + 3))) if each not in taken)


def _period(given: str, held_on: date) -> str:
    """The half-year asked for, else the last one that is over on the day."""
    current = half_year_of(held_on).text
    if not given:
        return half_years(current, 2)[1].text
    if not is_period(given, PeriodKind.HALF):
        raise WrongUse(f"„{given}“ ist kein Halbjahr. Erwartet wird etwa 2026-H1.")
    if given > current:
        raise WrongUse(f"Das {Period(given).label} hat am {held_on:%d.%m.%Y} noch nicht begonnen. Bitte ein früheres Halbjahr angeben.")
    return given
