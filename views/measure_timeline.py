"""The timeline: measures by field, as many in a drawing as fit on a sheet of paper."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

import store.reading
from domain.access import Viewer
from domain.concepts import Concept
from domain.measure_lights import schedule
from domain.measures import MeasureRow, MeasureState
from store.publication import Snapshot
from views.chart_style import ChartSpec
from views.charts.gantt import Bar, Gantt, gantt
from views.formats import NO_VALUE, day
from views.measure_filter import Filter
from views.measure_lights import MILESTONE, milestone_term
from views.measure_texts import field_name, state_label
from views.measures import chosen_rows
from views.terms import SCHEDULE

ON_A_PAGE = 60
"""Measures on a page of the timeline: all in one drawing are unreadable and slow."""
_ON_A_SHEET = 14
"""Measures in a drawing: more do not fit on a sheet."""
_COLUMNS = ("Maßnahme", "Stand", "geplant", "tatsächlich", "Meilensteine", "Termin")
LEGEND = (
    "Breiter heller Balken: geplant, blass ohne genanntes Ende · schmaler dunkler Balken: tatsächlich, bis heute oder bis zum Ende · "
    + " · ".join(f"{each.glyph}\u00a0Meilenstein {each.word}" for each in MILESTONE.values())
    + " · gestrichelte Linie: heute"
)


@dataclass(frozen=True)
class Timeline:
    """One page: for each field its name, and drawings. ``undated`` names measures without any date; ``pages`` is their number."""

    fields: tuple[tuple[str, tuple[ChartSpec, ...]], ...]
    undated: tuple[str, ...]
    pages: int
    first: str
    last: str


def build(
    snapshot: Snapshot, viewer: Viewer, chosen: Filter, today: date, by_number: bool, page: int, as_of: datetime | None = None
) -> Timeline:
    """A page of the timeline, counted from 1; 0 is all of them, for printing. Measures stand in their lead field."""
    concept = store.reading.concept(snapshot, as_of)
    _, rows = chosen_rows(snapshot, viewer, chosen, today, by_number, as_of)
    places = {field.id: place for place, field in enumerate(concept.fields)}
    ordered = sorted(rows, key=lambda row: places.get(row.field, len(places)))
    dated = [row for row in ordered if _bars(row, 0, today, today)]
    pages = max(1, -(-len(dated) // ON_A_PAGE))
    page = min(page, pages)
    shown = dated[(page - 1) * ON_A_PAGE : page * ON_A_PAGE] if page else dated
    first, last = _span(dated, today)
    fields = tuple(
        (field_name(concept, field_id), tuple(_drawing(concept, part, first, last, today) for part in _parts(list(group))))
        for field_id, group in groupby(shown, key=lambda row: row.field)
    )
    numbers = {row.measure for row in dated}
    undated = tuple(f"{row.measure} {row.title}" for row in ordered if row.measure not in numbers)
    return Timeline(fields, undated, pages, day(first), day(last))


def _parts(rows: Sequence[MeasureRow]) -> Iterable[Sequence[MeasureRow]]:
    """As even as possible: 15 become 8 and 7, not 14 and 1."""
    count = -(-len(rows) // _ON_A_SHEET)
    size = -(-len(rows) // count)
    return (rows[start : start + size] for start in range(0, len(rows), size))


def _span(rows: Sequence[MeasureRow], today: date) -> tuple[date, date]:
    """From the first to the last day said, today included; at least a year, in whole years."""
    days = [each for row in rows for each in _days(row)] or [today]
    return date(min(*days, today).year, 1, 1), date(max(*days, today).year, 12, 31)


def _days(row: MeasureRow) -> list[date]:
    said = (row.planned_start, row.planned_end, row.actual_start, row.actual_end)
    return [each for each in (*said, *(m.done or m.due for m in row.milestones)) if each is not None]


def _drawing(concept: Concept, rows: Sequence[MeasureRow], first: date, last: date, today: date) -> ChartSpec:
    return gantt(
        Gantt(
            title=field_name(concept, rows[0].field),
            names=tuple(f"{row.measure} {row.title} ({state_label(concept, row.state)})" for row in rows),
            bars=tuple(bar for place, row in enumerate(rows) for bar in _bars(row, place, today, last)),
            first=first,
            last=last,
            today=today,
            columns=_COLUMNS,
            rows=tuple(_words(concept, row, today) for row in rows),
        )
    )


def _bars(row: MeasureRow, place: int, today: date, last: date) -> tuple[Bar, ...]:
    """What of a measure has a time; nothing for one without any date. One day shows as a short bar."""
    found = []
    planned = f"{row.measure} geplant: {_between(row.planned_start, row.planned_end)}"
    if row.planned_start or row.planned_end:
        start = row.planned_start or (row.planned_end or today) - timedelta(days=30)
        found.append(Bar(place, "planned", start, row.planned_end or last, planned, open_end=not (row.planned_start and row.planned_end)))
    if row.actual_start or row.actual_end:
        running = row.actual_end is None and row.state in (MeasureState.RUNNING, MeasureState.PERMANENT)
        end = row.actual_end or (today if running else row.reported_on or today)
        text = f"{row.measure} tatsächlich: {_between(row.actual_start, row.actual_end)}"
        found.append(Bar(place, "actual", row.actual_start or end - timedelta(days=30), end, text, open_end=row.actual_start is None))
    kinds = {id(term): kind for kind, term in MILESTONE.items()}
    for each in row.milestones:
        when = each.done or each.due
        if when is not None:
            shown = milestone_term(each, row.state, today)
            found.append(Bar(place, kinds[id(shown)], when, when, f"{row.measure} {each.text}: {shown.word}, {day(when)}"))
    return tuple(found)


def _between(start: date | None, end: date | None) -> str:
    if start is None and end is None:
        return NO_VALUE
    return f"{day(start)} bis {day(end) if end else 'offen'}" if start else f"bis {day(end)}"


def _words(concept: Concept, row: MeasureRow, today: date) -> tuple[str, ...]:
    steps = [(each, milestone_term(each, row.state, today)) for each in row.milestones]
    told = (f"{shown.glyph} {each.text} ({shown.word}, {day(each.done or each.due)})" for each, shown in steps)
    return (
        f"{row.measure} {row.title}",
        state_label(concept, row.state),
        _between(row.planned_start, row.planned_end),
        _between(row.actual_start, row.actual_end),
        "; ".join(told) or NO_VALUE,
        SCHEDULE[schedule(row, today)].label,
    )
