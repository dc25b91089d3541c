"""What a document is made from: the view models of the pages at its data state, read once and by one viewer.

Public documents are read as the public reads; nothing is left out afterwards."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import store.decisions
import store.meetings
import store.reading
import store.report_texts
import store.steering
from domain.access import Permission, Role, Viewer
from domain.concepts import ActionField, BodyKind, Concept
from domain.decisions import Decision
from domain.measures import MeasureRow
from domain.meetings import DataState, Meeting
from domain.periods import Period
from domain.report_texts import ReportText, TextKey, TextPart, TextSubject
from domain.reports import ReportKind, ReportOrder
from domain.steering import SteeringRecord
from store.publication import Snapshot
from views import difference, field, freshness, overview, resources, revision_list
from views.briefing import Briefing, at_state
from views.consequences import demanded
from views.difference import Difference, DifferenceFilter
from views.field import FieldView
from views.formats import moment
from views.freshness import TableState
from views.measure_filter import Filter
from views.measure_page import HalfYear, half_years_of, texts_of
from views.measure_rows import MeasureLine, by_priority, measure_lines
from views.overview import Overview
from views.proposals import field_proposals
from views.report_figures import Figures, figures
from views.resources import Resources
from views.revision_list import RevisionList
from views.work_done import WorkLine, work_done

CHARTED = frozenset({ReportKind.COUNCIL, ReportKind.FIELD_REPORT})
"""Documents with drawings of the lead indicators."""
_MONTHS_AHEAD = 12


@dataclass(frozen=True)
class MeasureDetail:
    """A measure with the sentences of its newest report and what was done in the half-years of the document. ``reports`` are those of
    these half-years, the oldest first, ``row`` is the newest of all."""

    line: MeasureLine
    row: MeasureRow
    reports: tuple[MeasureRow, ...]
    texts: tuple[tuple[str, str], ...]
    half_years: tuple[HalfYear, ...]
    period: str  # of the newest report


@dataclass(frozen=True)
class FieldMaterial:
    """One action field. ``texts`` are label and text by part, without those nobody wrote; ``indicator_texts`` the same by name of the
    indicator; ``decisions`` those about the field that are not done or were done within the document's half-years."""

    field: ActionField
    shown: FieldView
    texts: tuple[tuple[TextPart, str], ...]
    indicator_texts: tuple[tuple[str, tuple[tuple[TextPart, str], ...]], ...]
    details: tuple[MeasureDetail, ...]
    work: tuple[WorkLine, ...]
    decisions: tuple[Decision, ...]
    demanded: tuple[str, ...]  # why the field needs consequences
    proposals: Mapping[TextPart, tuple[str, ...]]  # computed sentences for parts nobody wrote; drafts only

    @property
    def name(self) -> str:
        """``3 Bildung`` as the concept numbers it."""
        return f"{self.field.number} {self.field.name}".strip()


@dataclass(frozen=True)
class Material:
    """Everything that sections may take from. ``resources`` is None for the public, ``difference`` without an earlier state,
    ``briefing`` without slides, ``revision`` but in the report to the council. ``state`` is the data state in words."""

    order: ReportOrder
    concept: Concept
    viewer: Viewer
    state: str
    overview: Overview
    fields: tuple[FieldMaterial, ...]
    figures: Figures
    measures: tuple[MeasureLine, ...]
    decisions: tuple[Decision, ...]
    steering: tuple[SteeringRecord, ...]
    resources: Resources | None
    difference: Difference | None
    revision: RevisionList | None  # what the next Fortschreibung should consider, in the council's report only
    meeting: Meeting | None
    briefing: Briefing | None
    tables: tuple[TableState, ...]
    fewest: int  # below this the public sees no count of people

    @property
    def period(self) -> str:
        """The half-years the document is about, in words."""
        first, last = Period(self.order.first).label, Period(self.order.last).label
        return first if first == last else f"{first} bis {last}"


def reader_of(order: ReportOrder) -> Viewer:
    """As whom a document is read: the public, or those who sit in the meeting. The same whoever orders it, so that its bytes are."""
    return Viewer(Role.PUBLIC if order.public else Role.CONTROLLING)


def state_words(order: ReportOrder) -> str:
    """``Berichtsstand 2026-1 (Daten bis 12.03.2026, 14:05 Uhr)``."""
    known = f"Daten bis {moment(order.moment)}"
    return f"Berichtsstand {order.state} ({known})" if order.state else f"Entwurf, {known}"


def build(snapshot: Snapshot, viewer: Viewer, order: ReportOrder) -> Material:
    """Reads everything at the order's data state. Raises NotAllowed where the viewer may not read what the order asks for."""
    if not order.public:
        viewer.require(Permission.SEE_INTERNAL)
    reader, as_of, today = reader_of(order), order.moment, order.day
    concept = store.reading.concept(snapshot, as_of)
    chosen = [each for each in concept.fields if not order.fields or each.id in order.fields]
    charted = {use.indicator for use in concept.indicators if use.lead} if order.kind in CHARTED else ()
    history = store.reading.measure_history(snapshot, reader, as_of)
    rows = store.reading.newest(history)
    known = tuple(each for each in store.decisions.decisions(snapshot, reader, as_of) if _told(each, order))
    texts = store.report_texts.report_texts(snapshot, reader, as_of)
    meeting = _meeting(snapshot, reader, order)
    fewest = store.reading.min_cases(snapshot)
    return Material(
        order=order,
        concept=concept,
        viewer=reader,
        state=state_words(order),
        overview=overview.build(snapshot, reader, today, as_of),
        fields=tuple(
            _field(concept, each, field.build(snapshot, reader, each.id, today, as_of), texts, rows, history, known, order, fewest)
            for each in chosen
        ),
        figures=figures(snapshot, reader, concept, charted, state_words(order), as_of),
        measures=measure_lines(concept, sorted(rows, key=by_priority), today),
        decisions=known,
        steering=tuple(each for each in store.steering.steering_records(snapshot, reader, as_of) if _within(each.decided_on, order)),
        resources=_resources(snapshot, reader, order),
        difference=_difference(snapshot, reader, order),
        meeting=meeting,
        briefing=_briefing(snapshot, reader, meeting, order),
        revision=revision_list.build(snapshot, reader, today, as_of) if order.kind is ReportKind.COUNCIL else None,
        tables=freshness.tables(snapshot, today, as_of),
        fewest=fewest,
    )


def _field(
    concept: Concept,
    of: ActionField,
    shown: FieldView,
    texts: Mapping[TextKey, ReportText],
    rows: Sequence[MeasureRow],
    history: Sequence[MeasureRow],
    decisions: Sequence[Decision],
    order: ReportOrder,
    fewest: int,
) -> FieldMaterial:
    own = sorted((row for row in rows if row.field == of.id), key=by_priority)
    used = (*(card.row for card in shown.leads), *shown.others, *shown.context)
    written = ((row.name, _texts(texts, TextSubject.INDICATOR, row.id, order.period)) for row in used)
    return FieldMaterial(
        field=of,
        shown=shown,
        texts=_texts(texts, TextSubject.FIELD, of.id, order.period),
        indicator_texts=tuple((name, found) for name, found in written if found),
        details=tuple(_detail(concept, row, history, order, fewest) for row in own),
        work=work_done(own, history, ""),
        decisions=tuple(each for each in decisions if of.id in each.fields or any(row.measure in each.measures for row in own)),
        demanded=demanded(shown),
        proposals=field_proposals(shown, {row.measure: row.planned_end for row in own}, order.day) if order.draft else {},
    )


def _texts(texts: Mapping[TextKey, ReportText], subject: TextSubject, of: str, period: str) -> tuple[tuple[TextPart, str], ...]:
    found = ((part, texts.get(TextKey(subject, of, period, part))) for part in TextPart)
    return tuple((part, text.text) for part, text in found if text is not None)


def _detail(concept: Concept, row: MeasureRow, history: Iterable[MeasureRow], order: ReportOrder, fewest: int) -> MeasureDetail:
    own = [each for each in history if each.measure == row.measure and order.first <= each.period <= order.last]
    return MeasureDetail(
        line=measure_lines(concept, [row], order.day)[0],
        row=row,
        reports=tuple(own),
        texts=texts_of(row),
        half_years=half_years_of(own, fewest),
        period=Period(row.period).label,
    )


def _within(day: date, order: ReportOrder) -> bool:
    """True from the first day of the document's half-years on; what came after their end and before the data state belongs to it too."""
    return day >= first_day(order.first)


def first_day(half_year: str) -> date:
    """``2026-H2`` begins on 1 July."""
    period = Period(half_year)
    return date(period.year, 1 if period.slot == "H1" else 7, 1)


def _told(decision: Decision, order: ReportOrder) -> bool:
    """Open ones always; what is done as long as it was done within the document's half-years; nothing withdrawn."""
    if decision.withdrawn:
        return False
    return decision.open or (decision.done_on is not None and _within(decision.done_on, order))


def _resources(snapshot: Snapshot, reader: Viewer, order: ReportOrder) -> Resources | None:
    if not reader.may(Permission.SEE_INTERNAL):
        return None
    chosen = Filter(field=order.fields[0]) if len(order.fields) == 1 else Filter()
    by = resources.By.SOURCE if len(order.fields) == 1 else resources.By.FIELD
    return resources.build(snapshot, reader, chosen, by.value, resources.ALL_YEARS, _MONTHS_AHEAD, order.day, order.moment)


def _difference(snapshot: Snapshot, reader: Viewer, order: ReportOrder) -> Difference | None:
    if order.since is None:
        return None
    chosen = DifferenceFilter(field=order.fields[0] if len(order.fields) == 1 else "")
    return difference.build(snapshot, reader, order.since, chosen, order.day, order.moment)


def _meeting(snapshot: Snapshot, reader: Viewer, order: ReportOrder) -> Meeting | None:
    """The meeting as it was known at the data state."""
    found = (each for each in store.meetings.meetings(snapshot, reader, order.moment) if each.id == order.meeting)
    return next(found, None) if order.meeting else None


def _briefing(snapshot: Snapshot, reader: Viewer, meeting: Meeting | None, order: ReportOrder) -> Briefing | None:
    """The slides, so that a pack has their numbers; nothing that came after the data state. A pack without a meeting is a draft for
    the controlling group."""
    if order.kind is not ReportKind.PACK:
        return None
    body = next((each.id for each in store.reading.concept(snapshot, order.moment).bodies if each.kind is BodyKind.CONTROLLING), "")
    told = meeting or Meeting("", body, order.day, order.period)
    return at_state(snapshot, reader, told, _state(told, order), order.moment)


def _state(meeting: Meeting, order: ReportOrder) -> DataState:
    frozen = next((each for each in meeting.states if each.moment == order.moment), None)
    return frozen or DataState("", order.moment, order.day)
