"""The rounds in which departments and bodies are asked, as an append-only log."""

from datetime import date, datetime
from typing import Any

import duckdb

from domain.rounds import Accepted, RoundEvent, RoundEventKind
from store.known import Where, rows_of
from store.publication import NOW, sql


def events(where: Where, as_of: datetime | None = None) -> tuple[RoundEvent, ...]:
    """Everything that happened in all rounds, in order of time; ``where`` is a snapshot or the working connection."""
    return tuple(_event(row) for row in rows_of(where, "round_events", {"moment": as_of or NOW}))


def accepted(where: Where, as_of: datetime | None = None) -> tuple[Accepted, ...]:
    """Every delivery of status reports, withdrawn ones too, in order of their numbers."""
    return tuple(
        Accepted(row["sha256"], row["accepted_at"], row["withdrawn"])
        for row in rows_of(where, "report_deliveries", {"moment": as_of or NOW})
    )


def opened(where: Where, as_of: datetime | None = None) -> dict[str, date]:
    """The due date of every half-year that was ever opened, as last set."""
    found = (event for event in events(where, as_of) if event.kind is RoundEventKind.OPENED and event.due is not None)
    return {event.period: event.due for event in found if event.due is not None}


def add_event(connection: duckdb.DuckDBPyConnection, event: RoundEvent) -> None:
    """Appends it, inside the transaction of ``store.working_file.writing``."""
    connection.execute(
        sql("add_round_event"),
        {
            "kind": event.kind.value,
            "period": event.period,
            "office": event.office,
            "due": event.due,
            "note": event.note,
            "sha256": event.sha256,
            "happened_by": event.by,
            "happened_at": event.at,
        },
    )


def _event(row: dict[str, Any]) -> RoundEvent:
    return RoundEvent(
        RoundEventKind(row["kind"]),
        row["period"],
        row["office"],
        row["due"],
        row["note"],
        row["sha256"],
        row["happened_by"],
        row["happened_at"],
    )
