"""Datenstand: which tables are in, how old their figures are and when new ones are due."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

import store.reading
from domain.access import Viewer
from domain.deliveries import Delivery
from domain.indicators import Definition
from domain.periods import month_end
from domain.vocabulary import series_name
from store.publication import Snapshot
from store.reading import Freshness
from views.values import definitions_of


@dataclass(frozen=True)
class TableState:
    """One table of a statistics office. ``due`` is None where no indicator says how often it comes."""

    title: str
    publisher: str
    licence: str
    series: tuple[str, ...]
    oldest: str
    newest: str
    accepted_at: datetime
    delivery: int
    due: date | None
    overdue: bool


@dataclass(frozen=True)
class DataState:
    """The whole page; ``deliveries`` is empty for viewers who may not see files."""

    tables: tuple[TableState, ...]
    deliveries: tuple[Delivery, ...]
    last_change: datetime | None


def build(snapshot: Snapshot, viewer: Viewer, today: date, as_of: datetime | None = None) -> DataState:
    """Tables oldest first, deliveries newest first; raises NotAllowed for viewers who may not see files."""
    return DataState(
        tables(snapshot, today, as_of),
        store.reading.deliveries(snapshot, viewer, as_of),
        store.reading.last_change(snapshot, as_of),
    )


def tables(snapshot: Snapshot, today: date, as_of: datetime | None = None) -> tuple[TableState, ...]:
    """One entry per table with valid figures, oldest newest period first."""
    definitions = definitions_of(snapshot, as_of=as_of).values()
    return tuple(_state(each, today, definitions) for each in store.reading.freshness(snapshot, as_of))


def overdue(snapshot: Snapshot, today: date, as_of: datetime | None = None) -> tuple[TableState, ...]:
    """The tables whose next edition should be there by now."""
    return tuple(each for each in tables(snapshot, today, as_of) if each.overdue)


def _state(each: Freshness, today: date, definitions: Iterable[Definition]) -> TableState:
    due = due_date(each, definitions)
    return TableState(
        title=each.source.title,
        publisher=each.source.publisher,
        licence=each.source.licence,
        series=tuple(series_name(name) for name in each.series),
        oldest=each.oldest.label,
        newest=each.newest.label,
        accepted_at=each.accepted_at,
        delivery=each.delivery,
        due=due,
        overdue=due is not None and due < today,
    )


def due_date(each: Freshness, definitions: Iterable[Definition]) -> date | None:
    """When the next period's figures are expected: its end plus the lag its indicators know; None if no indicator uses the table."""
    uses = [
        (definition.cadence_months, definition.expected_lag_months)
        for definition in definitions
        if any(given.series in each.series for given in definition.inputs.values())
    ]
    if not uses:
        return None
    cadence, lag = min(uses)
    return months_later(each.newest.end, cadence + lag)


def months_later(day: date, months: int) -> date:
    """The end of the month that many months later."""
    count = day.year * 12 + day.month - 1 + months
    return month_end(count // 12, count % 12 + 1)
