"""The working file: one writer at a time, migrations, one transaction per verb, then checkpoint and publication."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import duckdb
from filelock import FileLock, Timeout

from domain.errors import StoreBusy, WrongUse
from store.home import Home
from store.publication import Snapshot, publish, sql

MIGRATIONS = Path(__file__).parent / "migrations"
PATIENCE_SECONDS = 60.0
SAY_SO_AFTER_SECONDS = 2.0


def _stay_silent(_: str) -> None:
    return None


@contextmanager
def writing(
    home: Home,
    now: datetime,
    *,
    patience: float = PATIENCE_SECONDS,
    say: Callable[[str], None] = _stay_silent,
    publishing: bool = True,
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection inside one transaction; on success committed, checkpointed and published, otherwise nothing happened.

    Waits for another writer, telling ``say`` after a while; raises StoreBusy when patience ends. Without ``publishing`` readers see what
    was committed after the next ``ensure_published``: for many small transactions in a row.
    """
    home.path.mkdir(parents=True, exist_ok=True)
    lock = FileLock(home.path / "writer.lock")
    _wait_for(lock, patience, say)
    try:
        connection = duckdb.connect(str(home.database))
        try:
            _migrate(connection, now)
            connection.begin()
            yield connection
            connection.commit()
            connection.execute("CHECKPOINT")
            state = _state(connection)
        finally:
            connection.close()  # rolls back what was not committed
        if publishing:
            publish(home, state)
    finally:
        lock.release()


def ensure_published(home: Home, now: datetime, *, patience: float = PATIENCE_SECONDS) -> None:
    """Publishes what a writer committed but could not publish because it was killed in between, and applies new migrations."""
    with writing(home, now, patience=patience):
        pass


def is_outdated(snapshot: Snapshot) -> bool:
    """True if an older version of the monitor published it: tables that newer queries read may be missing until it is published anew."""
    done = {row["number"] for row in snapshot.rows("SELECT number FROM schema_migration")}
    return bool(_known_migrations().keys() - done)


def _known_migrations() -> dict[int, Path]:
    return {int(path.name[:4]): path for path in sorted(MIGRATIONS.glob("[0-9][0-9][0-9][0-9]_*.sql"))}


def _wait_for(lock: FileLock, patience: float, say: Callable[[str], None]) -> None:
    started = time.monotonic()
    try:
        lock.acquire(timeout=min(SAY_SO_AFTER_SECONDS, patience))
        return
    except Timeout:
        say("Ein anderer Vorgang schreibt gerade in diese Installation; bitte warten …")
    try:
        lock.acquire(timeout=max(0.0, patience - (time.monotonic() - started)))
    except Timeout as error:
        raise StoreBusy(
            f"Ein anderer Vorgang schreibt seit über {patience:.0f} Sekunden in diese Installation. "
            "Es wurde nichts geändert. Bitte später noch einmal versuchen."
        ) from error


def _migrate(connection: duckdb.DuckDBPyConnection, now: datetime) -> None:
    """Applies the numbered migrations that the file does not have yet, each in its own transaction."""
    tables = {row[0] for row in connection.execute("SELECT table_name FROM information_schema.tables").fetchall()}
    done = (
        {row[0] for row in connection.execute("SELECT number FROM schema_migration").fetchall()} if "schema_migration" in tables else set()
    )
    known = _known_migrations()
    if done - known.keys():
        raise WrongUse(
            "Diese Installation wurde mit einer neueren Version des Integrationsmonitors angelegt. Bitte die neuere Version verwenden."
        )
    for number, path in known.items():
        if number in done:
            continue
        connection.begin()
        connection.execute(path.read_text("utf-8"))
        connection.execute("INSERT INTO schema_migration VALUES ($number, $name, $now)", {"number": number, "name": path.stem, "now": now})
        connection.commit()
        connection.execute("CHECKPOINT")


def _state(connection: duckdb.DuckDBPyConnection) -> str:
    """Name of the file's state: how many things ever happened to it, and a fingerprint of what they were."""
    count, fingerprint = connection.execute(sql("state")).fetchall()[0]
    return f"{count}-{fingerprint[:8]}"
