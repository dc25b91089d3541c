"""Publishing: an immutable copy per version and a pointer to the newest, so that reading never waits for writing.

Everything outside this module knows only ``publish`` and ``open_snapshot``; a store on several machines replaces these two.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from domain.errors import WrongUse
from store.home import Home, write_atomically

KEEP = 3
NOW = datetime(9999, 1, 1)
"""The moment of questions without ``as_of``: after everything that has happened."""
QUERIES = Path(__file__).parent / "queries"
# Given at opening, not set afterwards: a process that has the file open twice shares one database, whose settings are locked by then.
_LOCKED_UP: dict[str, Any] = {"enable_external_access": "false", "lock_configuration": "true"}


@cache
def sql(name: str) -> str:
    """Text of a query file."""
    return (QUERIES / f"{name}.sql").read_text("utf-8")


@dataclass(frozen=True)
class Snapshot:
    """A published version, opened read-only. ``version`` names the data state and is the key of every cache."""

    version: str
    home: Home
    _connection: duckdb.DuckDBPyConnection = field(repr=False, compare=False)

    def arrow(self, query: str, parameters: dict[str, Any] | None = None, **tables: pa.Table) -> pa.Table:
        """Result of a query as an Arrow table; ``tables`` are visible to the query by their names."""
        cursor = self._connection.cursor()
        try:
            for name, table in tables.items():
                cursor.register(name, table)
            return cursor.execute(query, parameters or {}).to_arrow_table()
        finally:
            cursor.close()

    @contextmanager
    def session(self, **tables: pa.Table) -> Iterator[Callable[[str, dict[str, Any]], pa.Table]]:
        """Queries that see the same temporary tables, which end with the block; ``tables`` are visible to all of them."""
        cursor = self._connection.cursor()
        try:
            for name, table in tables.items():
                cursor.register(name, table)
            yield lambda query, parameters: cursor.execute(query, parameters).to_arrow_table()
        finally:
            cursor.close()

    def rows(self, query: str, parameters: dict[str, Any] | None = None, **tables: pa.Table) -> list[dict[str, Any]]:
        """As :meth:`arrow`, a dict per row."""
        return self.arrow(query, parameters, **tables).to_pylist()

    def close(self) -> None:
        self._connection.close()


def publish(home: Home, state: str) -> None:
    """Publishes the closed working file under the name of its state (``17-3f9a01c2``) unless that state is already current."""
    name = f"monitor-{state}.duckdb"
    pointer = home.published / "current"
    if pointer.exists() and pointer.read_text("utf-8") == name:
        return
    home.published.mkdir(parents=True, exist_ok=True)
    for leftover in home.published.glob("*.part*"):
        leftover.unlink()  # of a publisher that was killed: its log must not be replayed into the new copy
    part = home.published / f"{name}.part"
    shutil.copyfile(home.database, part)
    connection = duckdb.connect(str(part))
    connection.execute(sql("fill_current"))
    connection.close()  # writes everything into the file
    part.replace(home.published / name)
    write_atomically(pointer, name.encode())
    _forget_old_versions(home)


def current_version(home: Home) -> str:
    """Name of the published file; raises WrongUse where there is no installation."""
    pointer = home.published / "current"
    if not pointer.exists():
        raise WrongUse(f"Unter {home.path} liegt noch keine Installation. Bitte zuerst anlegen: python cli.py init --concept demo")
    return pointer.read_text("utf-8")


def connect(home: Home) -> Snapshot:
    """The current version opened read-only; the caller closes it."""
    version = current_version(home)
    return Snapshot(version, home, duckdb.connect(str(home.published / version), read_only=True, config=_LOCKED_UP))


@contextmanager
def open_snapshot(home: Home) -> Iterator[Snapshot]:
    """The current version for the duration of a block."""
    snapshot = connect(home)
    try:
        yield snapshot
    finally:
        snapshot.close()


def _forget_old_versions(home: Home) -> None:
    versions = sorted(home.published.glob("monitor-*-*.duckdb"), key=lambda path: path.stat().st_mtime_ns)
    for path in versions[:-KEEP]:
        with suppress(OSError):  # Windows keeps files that a reader still has open; the next publication tries again
            path.unlink()
