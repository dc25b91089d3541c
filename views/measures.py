"""Maßnahmen: the filtered list, or one measure with its history."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime

import store.reading
from domain.access import Permission, Viewer
from domain.concepts import Concept
from domain.measure_lights import schedule
from domain.measures import MeasureRow, MeasureState, Schedule
from domain.periods import Period
from store.publication import Snapshot
from views.measure_rows import MeasureLine, Step, facts, measure_lines, steps


@dataclass(frozen=True)
class Filter:
    """What to show; empty means all. ``search`` looks in number, title, status text and lead, without regard to case."""

    field: str = ""
    state: str = ""
    schedule: str = ""
    lead: str = ""
    unreported: bool = False
    search: str = ""


@dataclass(frozen=True)
class MeasureList:
    """The list and what may be chosen in each filter."""

    lines: tuple[MeasureLine, ...]
    total: int
    by_state: tuple[tuple[MeasureState, int], ...]
    fields: tuple[tuple[str, str], ...]
    leads: tuple[str, ...]
    newest: str


@dataclass(frozen=True)
class MeasureView:
    """One measure."""

    line: MeasureLine
    facts: tuple[tuple[str, str], ...]
    steps: tuple[Step, ...]


def build(snapshot: Snapshot, viewer: Viewer, chosen: Filter, today: date, as_of: datetime | None = None) -> MeasureList:
    """The measures that pass the filter; departments answer for their fields, so their list starts with those."""
    concept = store.reading.concept(snapshot, as_of)
    rows = store.reading.measures(snapshot, viewer, as_of)
    newest = max((row.period for row in rows), default="")
    passing = [row for row in rows if _passes(row, chosen, newest, today)]
    passing.sort(key=lambda row: row.field not in viewer.fields if viewer.fields else False)
    counts = Counter(row.state for row in passing)
    return MeasureList(
        lines=measure_lines(concept, passing, today),
        total=len(rows),
        by_state=tuple((state, counts[state]) for state in MeasureState if counts[state]),
        fields=_fields(concept, rows),
        leads=tuple(sorted({row.lead for row in rows if row.lead})),
        newest=Period(newest).label if newest else "",
    )


def _fields(concept: Concept, rows: tuple[MeasureRow, ...]) -> tuple[tuple[str, str], ...]:
    used = {row.field for row in rows}
    return tuple((field.id, field.name) for field in concept.fields if field.id in used)


def _passes(row: MeasureRow, chosen: Filter, newest: str, today: date) -> bool:
    wanted = chosen.search.casefold()
    checks: tuple[Callable[[], bool], ...] = (
        lambda: not chosen.field or row.field == chosen.field,
        lambda: not chosen.state or row.state == chosen.state,
        lambda: not chosen.schedule or schedule(row, today) is Schedule(chosen.schedule),
        lambda: not chosen.lead or row.lead == chosen.lead,
        lambda: not chosen.unreported or (row.period < newest and row.state.open),
        lambda: not wanted or any(wanted in text.casefold() for text in (row.measure, row.title, row.status_text, row.lead)),
    )
    return all(check() for check in checks)


def one(snapshot: Snapshot, viewer: Viewer, measure: str, today: date, as_of: datetime | None = None) -> MeasureView | None:
    """One measure with everything reported about it; None if there is no such measure."""
    history = store.reading.measure_history(snapshot, viewer, as_of)
    rows = [row for row in history if row.measure == measure]
    if not rows:
        return None
    concept = store.reading.concept(snapshot, as_of)
    internal = viewer.may(Permission.SEE_INTERNAL)
    reported = steps(rows, measure)
    if not internal:
        reported = tuple(replace(step, cell="") for step in reported)
    return MeasureView(measure_lines(concept, rows[-1:], today)[0], facts(rows[-1], internal=internal), reported)
