"""Verdicts set by people, as an append-only log of setting and withdrawing."""

from datetime import datetime
from typing import Any

import duckdb

from domain.indicators import Weather
from domain.overrides import Override, OverrideEvent
from store.publication import NOW, Snapshot, sql

_SET, _WITHDRAWN = "set", "withdraw"


def overrides(snapshot: Snapshot, as_of: datetime | None = None) -> dict[tuple[str, str, str, str], Override]:
    """What was set and not withdrawn by then, by the verdict it replaces; whether it still counts on a day is for the override to say."""
    rows = snapshot.rows(sql("override_events"), {"moment": as_of or NOW})
    found = (_override(row) for row in rows if row["newest"] and row["kind"] == _SET)
    return {each.key: each for each in found}


def override_log(snapshot: Snapshot, as_of: datetime | None = None) -> tuple[OverrideEvent, ...]:
    """Everything that was set or withdrawn, newest first."""
    rows = snapshot.rows(sql("override_events"), {"moment": as_of or NOW})
    return tuple(OverrideEvent(row["number"], row["kind"] == _WITHDRAWN, _override(row)) for row in reversed(rows))


def _override(row: dict[str, Any]) -> Override:
    return Override(
        row["indicator"],
        row["area"],
        row["groups"],
        row["period"],
        Weather(row["weather"]),
        row["reason"],
        row["happened_by"],
        row["happened_at"],
        row["until_day"],
    )


def add_override(connection: duckdb.DuckDBPyConnection, override: Override) -> None:
    """Sets the verdict, inside the transaction of ``store.working_file.writing``."""
    _add(connection, _SET, override)


def add_withdrawal(connection: duckdb.DuckDBPyConnection, override: Override) -> None:
    """Withdraws it: ``override`` as it was set, with reason, name and time of the withdrawal."""
    _add(connection, _WITHDRAWN, override)


def _add(connection: duckdb.DuckDBPyConnection, kind: str, each: Override) -> None:
    connection.execute(
        sql("add_override_event"),
        {
            "kind": kind,
            "indicator": each.indicator,
            "area": each.area,
            "groups": each.groups,
            "period": each.period,
            "weather": each.weather.value,
            "reason": each.reason,
            "until_day": each.until,
            "happened_by": each.by,
            "happened_at": each.at,
        },
    )
