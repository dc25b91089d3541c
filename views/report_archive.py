"""Berichte: what was issued, from which data states reports can be made, and when bodies are owed the next one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import store.issued_reports
import store.meetings
import store.reading
from domain.access import Viewer
from domain.concepts import Body, Concept
from domain.local_time import local
from domain.meetings import Meeting, MeetingState
from domain.periods import Period
from domain.reports import IssuedReport, ReportForm, ReportKind
from store.publication import Snapshot
from views.formats import day, moment
from views.freshness import months_later
from views.measure_texts import body_name

_YEAR = 12


@dataclass(frozen=True)
class IssuedLine:
    """A filed report in finished texts; ``forms`` are its formats with the names of the files."""

    number: int
    kind: str
    title: str
    period: str
    state: str
    audience: str
    fields: str
    document: str
    issued: str
    forms: tuple[tuple[ReportForm, str], ...]


@dataclass(frozen=True)
class StateChoice:
    """A frozen data state that reports can be made from."""

    meeting: str
    revision: int
    label: str
    period: str


@dataclass(frozen=True)
class DueReport:
    """A report that a body is owed. ``due`` is the last day for it, ``text`` says so and when the last one came."""

    body: str
    due: date
    text: str
    overdue: bool


@dataclass(frozen=True)
class Archive:
    """The page: filed reports, the newest first, data states, the newest first, and reports that are owed."""

    lines: tuple[IssuedLine, ...]
    states: tuple[StateChoice, ...]
    due: tuple[DueReport, ...]


def build(snapshot: Snapshot, viewer: Viewer, today: date, as_of: datetime | None = None) -> Archive:
    """The page as this viewer may see it: the public finds public reports, and nothing of meetings."""
    concept = store.reading.concept(snapshot, as_of)
    issued = store.issued_reports.issued_reports(snapshot, viewer, as_of)
    meetings = store.meetings.meetings(snapshot, viewer, as_of)
    return Archive(
        lines=tuple(_line(concept, each) for each in issued),
        states=tuple(choice for each in meetings for choice in _choices(concept, each)),
        due=tuple(_due(body, issued, today) for body in concept.bodies if body.reports_per_year),
    )


def _line(concept: Concept, report: IssuedReport) -> IssuedLine:
    order = report.order
    names = {each.id: each.name for each in concept.fields}
    by = f", {report.by}" if report.by else ""
    return IssuedLine(
        number=report.number,
        kind=order.kind.label,
        title=order.named,
        period=span(order.first, order.last),
        state=f"Berichtsstand {order.state}",
        audience="öffentlich" if order.public else "nicht öffentlich",
        fields=", ".join(names.get(each, each) for each in order.fields) or "alle",
        document=order.cover.number,
        issued=f"{moment(report.at)}{by}",
        forms=tuple((each.form, each.name) for each in report.files),
    )


def span(first: str, last: str) -> str:
    """``2. Halbjahr 2025 bis 1. Halbjahr 2026``."""
    return Period(first).label if first == last else f"{Period(first).label} bis {Period(last).label}"


def _choices(concept: Concept, meeting: Meeting) -> tuple[StateChoice, ...]:
    if meeting.state is MeetingState.CANCELLED:
        return ()
    held = f"{body_name(concept, meeting.body)}, {day(meeting.held_on)}"
    return tuple(
        StateChoice(meeting.id, each.revision, f"{each.label} ({held})", Period(meeting.period).label) for each in reversed(meeting.states)
    )


def _due(body: Body, issued: Sequence[IssuedReport], today: date) -> DueReport:
    """A year, or its part, after the last report for the council; without one by the end of this year."""
    months = max(_YEAR // (body.reports_per_year or 1), 1)
    last = next((each for each in issued if each.order.kind is ReportKind.COUNCIL), None)
    if last is None:
        due = date(today.year, 12, 31)
        return DueReport(body.name, due, f"noch keiner ausgegeben, fällig bis {day(due)}", overdue=False)
    due = months_later(local(last.at).date(), months)
    late = due < today
    said = f"zuletzt am {day(last.at)} (Nr. {last.number}), der nächste {'war' if late else 'ist'} fällig bis {day(due)}"
    return DueReport(body.name, due, said, overdue=late)
