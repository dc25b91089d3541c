"""Sitzungskalender: per body its rhythm, members and meetings, the next dates, and what has to be there by when."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import store.meetings
import store.reading
from domain.access import Permission, Viewer
from domain.concepts import Body
from domain.meetings import Meeting, MeetingState
from domain.periods import Period, half_year_of, half_years
from store.publication import Snapshot
from views.concept import seat
from views.formats import counted, day
from views.rounds import deadline

SHOWN_PAST = 6
"""So many meetings that are over are listed per body."""
MONTHS_AHEAD = 12
"""So far ahead dates are proposed from the rhythm."""


@dataclass(frozen=True)
class DueDay:
    """Something that has to be there before a meeting. ``overdue``: the day is past and the meeting is not."""

    what: str
    on: date
    day: str
    told: str
    overdue: bool


@dataclass(frozen=True)
class MeetingLine:
    """One meeting. ``id`` is empty for a date that is only proposed from the rhythm; ``due`` is empty for meetings that are over;
    ``missed``: its day is past and nothing says that it was held."""

    id: str
    body: str
    body_name: str
    held_on: date
    day: str
    place: str
    period: str
    state: MeetingState
    told: str
    proposal: bool
    missed: bool
    data_state: str
    due: tuple[DueDay, ...]


@dataclass(frozen=True)
class BodyCalendar:
    """One body. ``rhythm`` is in the concept's words and figures; ``next`` are planned meetings and proposed dates, the nearest first;
    ``past`` are held, missed and cancelled ones, the latest first, ``more`` how many further ones there are."""

    id: str
    name: str
    kind: str
    rhythm: str
    chair: str
    membership: str
    members: tuple[str, ...]
    next: tuple[MeetingLine, ...]
    past: tuple[MeetingLine, ...]
    more: int


@dataclass(frozen=True)
class Calendar:
    """The bodies in the order of the concept, those that meet or have met first; ``next`` are the meetings of all of them that are ahead,
    the nearest first; ``due`` what has to be there for planned ones, the most urgent first."""

    bodies: tuple[BodyCalendar, ...]
    next: tuple[MeetingLine, ...]
    due: tuple[tuple[MeetingLine, DueDay], ...]


def build(snapshot: Snapshot, viewer: Viewer, today: date, as_of: datetime | None = None) -> Calendar:
    """The calendar as known at that moment; meetings are nothing for the public, who gets the bodies without dates."""
    concept = store.reading.concept(snapshot, as_of)
    meetings = store.meetings.meetings(snapshot, viewer, as_of)
    dated = viewer.may(Permission.SEE_INTERNAL)
    shown = [_body(body, [each for each in meetings if each.body == body.id], today, dated) for body in concept.bodies]
    ahead = sorted((line for body in shown for line in body.next), key=lambda line: (line.held_on, line.body_name))
    due = [(line, each) for line in ahead if not line.proposal for each in line.due]
    return Calendar(
        bodies=tuple(sorted(shown, key=lambda body: not (body.next or body.past))),
        next=tuple(ahead),
        due=tuple(sorted(due, key=lambda pair: pair[1].on)),
    )


def _body(body: Body, meetings: Sequence[Meeting], today: date, dated: bool) -> BodyCalendar:
    planned = sorted((each for each in meetings if _is_ahead(each, today)), key=lambda each: each.held_on)
    over = [each for each in meetings if not _is_ahead(each, today)]
    lines = [*(_line(body, each, today) for each in planned), *(_proposals(body, meetings, today) if dated else ())]
    counts = (
        counted(body.meetings_per_year, "Sitzung im Jahr", "Sitzungen im Jahr") if body.meetings_per_year else "",
        counted(body.reports_per_year, "Bericht im Jahr", "Berichte im Jahr") if body.reports_per_year else "",
    )
    return BodyCalendar(
        id=body.id,
        name=body.name,
        kind=body.kind.label,
        rhythm=", ".join(part for part in (body.rhythm, *counts) if part),
        chair=body.chair,
        membership=body.membership,
        members=tuple(map(seat, body.members)),
        next=tuple(sorted(lines, key=lambda line: line.held_on)),
        past=tuple(_line(body, each, today) for each in over[:SHOWN_PAST]),
        more=max(0, len(over) - SHOWN_PAST),
    )


def _is_ahead(meeting: Meeting, today: date) -> bool:
    return meeting.held_on >= today and meeting.state in (MeetingState.PLANNED, MeetingState.FROZEN)


def _line(body: Body, meeting: Meeting, today: date) -> MeetingLine:
    ahead = _is_ahead(meeting, today)
    missed = not ahead and meeting.state in (MeetingState.PLANNED, MeetingState.FROZEN)
    told = "Tag vorbei, kein Protokoll" if missed else meeting.state.label
    return MeetingLine(
        id=meeting.id,
        body=body.id,
        body_name=body.name,
        held_on=meeting.held_on,
        day=day(meeting.held_on),
        place=meeting.place,
        period=Period(meeting.period).label,
        state=meeting.state,
        told=f"{told}: {meeting.reason}" if meeting.state is MeetingState.CANCELLED and meeting.reason else told,
        proposal=False,
        missed=missed,
        data_state=meeting.newest_state.label if meeting.newest_state else "",
        due=due_days(body, meeting.held_on, today, frozen=bool(meeting.states)) if ahead else (),
    )


def due_days(body: Body, held_on: date, today: date, *, frozen: bool = False) -> tuple[DueDay, ...]:
    """What has to be there before a meeting on that day, in order of days. Once its data state is ``frozen``, only the pack is open."""
    steps = [("Unterlage versenden", body.pack_days)]
    if not frozen:
        steps += [("Zahlen einspielen", body.figures_days), ("Sachstände melden", body.sheets_days)]
    found = [(what, held_on - timedelta(days=days)) for what, days in steps]
    return tuple(
        DueDay(what, on, day(on), deadline(on, today), on < today <= held_on) for what, on in sorted(found, key=lambda pair: pair[1])
    )


def _proposals(body: Body, meetings: Sequence[Meeting], today: date) -> Iterator[MeetingLine]:
    """Dates from the rhythm for the months to come: equally far apart, counted from the latest meeting held or planned, or from today.
    A date at the weekend moves to the Monday after."""
    if not body.meetings_per_year:
        return
    known = [each.held_on for each in meetings if each.state is not MeetingState.CANCELLED]
    last = max(known, default=None)
    place, step = 1, 365.25 / body.meetings_per_year
    start = last if last is not None else today
    while (on := _workday(start + timedelta(days=round(step * place)))) <= today + timedelta(days=round(MONTHS_AHEAD * 30.44)):
        place += 1
        if on > today:
            yield _proposal(body, on, today)


def _workday(on: date) -> date:
    return on + timedelta(days=max(0, 7 - on.weekday())) if on.weekday() >= 5 else on


def _proposal(body: Body, on: date, today: date) -> MeetingLine:
    period = half_years(half_year_of(on).text, 2)[1]
    return MeetingLine(
        id="",
        body=body.id,
        body_name=body.name,
        held_on=on,
        day=day(on),
        place="",
        period=period.label,
        state=MeetingState.PLANNED,
        told="Vorschlag aus dem Rhythmus, nicht geplant",
        proposal=True,
        missed=False,
        data_state="",
        due=due_days(body, on, today),
    )
