"""Measures as finished texts, one line each, and the order they come in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from domain.concepts import Concept
from domain.measure_lights import attainment, schedule
from domain.measures import Attainment, MeasureRow, MeasureState, Schedule, measure_order
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
    priority = row.priority.strip().casefold()
    return (_PRIORITIES.get(priority, _UNKNOWN if priority else _UNSAID), priority, row.rank or 10**6, measure_order(row.measure))


_STEPS = (("hoch", "a", "1"), ("mittel", "b", "2"), ("niedrig", "c", "3"))
_PRIORITIES = {word: place for place, words in enumerate(_STEPS) for word in words}
_UNKNOWN, _UNSAID = 8, 9
