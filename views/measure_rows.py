"""Measures as finished texts: one line each, and the history of one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from domain.concepts import Concept
from domain.measure_lights import schedule
from domain.measures import MeasureRow, MeasureState, Schedule
from domain.periods import Period
from views.formats import NO_VALUE, day, number, with_unit


@dataclass(frozen=True)
class MeasureLine:
    """A measure as its owner last reported it. Texts are finished; internal ones are empty for the public."""

    id: str
    title: str
    field_id: str
    field: str
    state: MeasureState
    schedule: Schedule
    planned_end: str
    lead: str
    progress: str
    reported: str
    status_text: str


@dataclass(frozen=True)
class Step:
    """One half-year in the life of a measure."""

    period: str
    state: MeasureState
    progress: str
    planned_end: str
    status_text: str
    next_steps: str
    obstacles: str
    cell: str


def measure_lines(concept: Concept, rows: Iterable[MeasureRow], today: date) -> tuple[MeasureLine, ...]:
    """The measures in the order given."""
    names = {field.id: field.name for field in concept.fields}
    return tuple(_line(row, names.get(row.field, row.field), today) for row in rows)


def _line(row: MeasureRow, field: str, today: date) -> MeasureLine:
    return MeasureLine(
        id=row.measure,
        title=row.title,
        field_id=row.field,
        field=field,
        state=row.state,
        schedule=schedule(row, today),
        planned_end=day(row.planned_end),
        lead=row.lead or "nicht benannt",
        progress=with_unit(row.progress, "Prozent"),
        reported=Period(row.period).label,
        status_text=row.status_text,
    )


def steps(history: Sequence[MeasureRow], measure: str) -> tuple[Step, ...]:
    """All reports on one measure, newest first."""
    return tuple(
        Step(
            period=Period(row.period).label,
            state=row.state,
            progress=with_unit(row.progress, "Prozent"),
            planned_end=day(row.planned_end),
            status_text=row.status_text,
            next_steps=row.next_steps,
            obstacles=row.obstacles,
            cell=f"Blatt „{row.sheet}“, Zeile mit {row.cell}",
        )
        for row in reversed(history)
        if row.measure == measure
    )


def facts(row: MeasureRow, *, internal: bool) -> tuple[tuple[str, str], ...]:
    """Name and value of everything reported about a measure that is not told elsewhere; empty ones are left out."""
    shown = [
        ("Art", row.kind),
        ("Zielgruppe", ", ".join(row.target_groups)),
        ("Leitziel", ", ".join(row.goals)),
        ("Federführung", row.lead),
        ("Beteiligte", ", ".join(row.partners)),
        ("Priorität", row.priority),
        ("Zeithorizont", row.term),
        ("Geplant", _span(row.planned_start, row.planned_end)),
        ("Tatsächlich", _span(row.actual_start, row.actual_end)),
        ("Teilnehmende", number(row.participants) if row.participants is not None else ""),
        ("Beschluss", row.decision),
        ("Gemeldet am", day(row.reported_on) if row.reported_on else ""),
    ]
    if internal:
        shown += [
            ("Finanzierung", row.funding),
            ("Kosten geplant", f"{number(row.cost_planned)} €" if row.cost_planned is not None else ""),
            ("Kosten tatsächlich", f"{number(row.cost_actual)} €" if row.cost_actual is not None else ""),
            ("Personal (VZÄ)", number(row.staff, 2) if row.staff is not None else ""),
            ("Gemeldet von", row.reported_by),
        ]
    return tuple((name, value) for name, value in shown if value)


def differences(before: MeasureRow, after: MeasureRow) -> tuple[tuple[str, str, str], ...]:
    """What a report says otherwise than the one before it: name, before, after. The texts of a half-year are left out."""
    named = (
        ("Titel", before.title, after.title),
        ("Stand", before.state.label, after.state.label),
        ("geplanter Beginn", day(before.planned_start), day(after.planned_start)),
        ("geplantes Ende", day(before.planned_end), day(after.planned_end)),
        ("tatsächlicher Beginn", day(before.actual_start), day(after.actual_start)),
        ("tatsächliches Ende", day(before.actual_end), day(after.actual_end)),
        ("Umsetzungsgrad", with_unit(before.progress, "Prozent"), with_unit(after.progress, "Prozent")),
        ("Federführung", before.lead or NO_VALUE, after.lead or NO_VALUE),
        ("Priorität", before.priority or NO_VALUE, after.priority or NO_VALUE),
        ("Kosten geplant", number(before.cost_planned), number(after.cost_planned)),
        ("Kosten tatsächlich", number(before.cost_actual), number(after.cost_actual)),
        ("Personal (VZÄ)", number(before.staff, 2), number(after.staff, 2)),
    )
    return tuple(each for each in named if each[1] != each[2])


def _span(start: date | None, end: date | None) -> str:
    return (
        ""
        if start is None and end is None
        else f"{day(start)} bis {day(end)}".replace(f"{NO_VALUE} bis", "bis").replace(f"bis {NO_VALUE}", "– offen")
    )
