"""Nachsteuerung, as an append-only log of recording and withdrawing."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import duckdb

from domain.access import Permission, Viewer
from domain.steering import SteeringEvent, SteeringRecord, Trigger
from store.publication import NOW, Snapshot, sql

_RECORDED, _WITHDRAWN = "record", "withdraw"


def steering_records(snapshot: Snapshot, viewer: Viewer, as_of: datetime | None = None) -> tuple[SteeringRecord, ...]:
    """What was recorded and not withdrawn by then, the latest decision first; nothing for those who may not see internal text."""
    log = steering_log(snapshot, viewer, as_of)
    gone = {event.record.number for event in log if event.withdrawn}
    found = [event.record for event in log if not event.withdrawn and event.record.number not in gone]
    return tuple(sorted(found, key=lambda each: (each.decided_on, each.number), reverse=True))


def steering_log(snapshot: Snapshot, viewer: Viewer, as_of: datetime | None = None) -> tuple[SteeringEvent, ...]:
    """Everything that was recorded or withdrawn by then, newest first; nothing for those who may not see internal text."""
    if not viewer.may(Permission.SEE_INTERNAL):
        return ()
    rows = snapshot.rows(sql("steering_events"), {"moment": as_of or NOW})
    return tuple(SteeringEvent(_record(row), row["kind"] == _WITHDRAWN, row["reason"]) for row in reversed(rows))


def _record(row: dict[str, Any]) -> SteeringRecord:
    return SteeringRecord(
        row["number"],
        Trigger(row["cause"]),
        row["occasion"],
        row["decision"],
        tuple(row["measures"]),
        row["decided_on"],
        row["body"],
        row["happened_by"],
        row["happened_at"],
    )


def add_record(connection: duckdb.DuckDBPyConnection, record: SteeringRecord) -> SteeringRecord:
    """Records it, inside the transaction of ``store.working_file.writing``; returns it with the number it was given."""
    return replace(record, number=_add(connection, _RECORDED, record, None, ""))


def add_withdrawal(connection: duckdb.DuckDBPyConnection, record: SteeringRecord, reason: str) -> None:
    """Withdraws it: ``record`` as it was, with name and time of the withdrawal."""
    _add(connection, _WITHDRAWN, record, record.number, reason)


def _add(connection: duckdb.DuckDBPyConnection, kind: str, each: SteeringRecord, number: int | None, reason: str) -> int:
    given: int = connection.execute(
        sql("add_steering_event"),
        {
            "number": number,
            "kind": kind,
            "cause": each.trigger.value,
            "occasion": each.occasion,
            "decision": each.decision,
            "measures": list(each.measures),
            "decided_on": each.decided_on,
            "body": each.body,
            "reason": reason,
            "happened_by": each.by,
            "happened_at": each.at,
        },
    ).fetchall()[0][0]
    return given
