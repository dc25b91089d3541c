"""Measures as finished texts, one line each, and the order they come in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from domain.concepts import Concept
from domain.measure_lights import attainment, schedule
from domain.measures import Attainment, MeasureRow, MeasureState, Schedule, measure_order, priority_step
from domain.periods import Period
from views.formats import day, with_unit
from views.measure_texts import field_name, office_name, state_term
from views.terms import Term


@dataclass(frozen=True)
class MeasureLine:
    """A measure as its owner last reported it. Texts are finished; internal ones are empty for the public. ``field`` is the lead field,
    in which the measure counts; ``also`` names its further fields. ``shown`` is the state in this city's word."""

    id: str
    title: str
    field_id: str
    field: str
    also_ids: tuple[str, ...]
    also: tuple[str, ...]
    state: MeasureState
    shown: Term
    schedule: Schedule
    attainment: Attainment
    planned_end: str
    lead: str
    priority: str
    rank: str
    progress: str
    reported: str
    status_text: str


def measure_lines(concept: Concept, rows: Iterable[MeasureRow], today: date) -> tuple[MeasureLine, ...]:
    """The measures in the order given."""
    return tuple(_line(row, concept, today) for row in rows)


def _line(row: MeasureRow, concept: Concept, today: date) -> MeasureLine:
    return MeasureLine(
        id=row.measure,
        title=row.title,
        field_id=row.field,
        field=field_name(concept, row.field),
        also_ids=row.further_fields,
        also=tuple(field_name(concept, each) for each in row.further_fields),
        state=row.state,
        shown=state_term(concept, row.state),
        schedule=schedule(row, today),
        attainment=attainment(row),
        planned_end=day(row.planned_end),
        lead=office_name(concept, row.lead),
        priority=row.priority,
        rank=str(row.rank) if row.rank is not None else "",
        progress=with_unit(row.progress, "Prozent"),
        reported=Period(row.period).label,
        status_text=row.status_text,
    )


def by_priority(row: MeasureRow) -> tuple[int, str, int, tuple[tuple[int, str], ...]]:
    """Sort key: priority, within it the rank, then the number. What has no priority or rank comes last."""
    step, word = priority_step(row.priority), row.priority.strip().casefold()
    place = (step, "") if step is not None else (_UNKNOWN if word else _UNSAID, word)
    return (*place, _LAST_RANK if row.rank is None else row.rank, measure_order(row.measure))


_UNKNOWN, _UNSAID, _LAST_RANK = 8, 9, 10**6
