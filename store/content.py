"""Whole objects as JSON texts, for logs that keep each thing as it is from an event on."""

from collections.abc import Hashable
from datetime import datetime
from functools import cache
from typing import Any, TypeVar, cast

import duckdb

from store.known import Where, rows_of
from store.publication import NOW, sql

T = TypeVar("T")


def to_text(value: Any) -> str:
    """The object as JSON, readable by :func:`of_text` with the same type."""
    return cast(bytes, _adapter(cast(Hashable, type(value))).dump_json(value)).decode()


def of_text(kind: type[T], text: str) -> T:
    """The object; attributes that came later have their defaults."""
    return cast(T, _adapter(cast(Hashable, kind)).validate_json(text))


@cache
def _adapter(kind: Any) -> Any:
    from pydantic import TypeAdapter  # not every reader of figures needs the checker

    return TypeAdapter(kind)


def append(connection: duckdb.DuckDBPyConnection, log: str, kind: str, subject: str, value: Any, by: str, at: datetime) -> None:
    """Appends an event to one of the logs (``meeting``, ``decision`` …), inside the transaction of ``store.working_file.writing``."""
    parameters = {"kind": kind, "subject": subject, "content": to_text(value), "happened_by": by, "happened_at": at}
    connection.execute(sql(f"add_{log}_event"), parameters)


def events(where: Where, log: str, as_of: datetime | None) -> list[dict[str, Any]]:
    """The log up to a moment (UTC, naive; None: all of it), oldest first: kind, subject, content, happened_by, happened_at."""
    return rows_of(where, f"{log}_events", {"moment": as_of or NOW})
