"""Checking a file and accepting it as a delivery."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import store.reading
import store.writing
from domain.access import OFFICE, Permission, Viewer
from domain.deliveries import Difference, Reading, SourceFile
from domain.errors import WrongUse
from loaders.precheck import stop_if_too_large
from settings import Settings
from store import Home, open_snapshot
from store.working_file import writing
from workflows.clock import utc_now
from workflows.readers import Reader, read


@dataclass(frozen=True)
class Checked:
    """A file read and compared, nothing written. ``difference`` is None where errors block."""

    name: str
    reading: Reading
    difference: Difference | None

    @property
    def blocked(self) -> bool:
        return self.reading.blocked


@dataclass(frozen=True)
class Accepted:
    """Outcome of accepting. ``number`` is None where errors blocked; ``repeated`` means the file was in already."""

    number: int | None
    repeated: bool
    reading: Reading
    difference: Difference | None


def check(
    home: Home, file: Path, reader: Reader, *, name: str | None = None, layout: str | None = None, viewer: Viewer = OFFICE
) -> Checked:
    """What the file holds, what was found in it and what accepting it would change; writes nothing."""
    viewer.require(Permission.IMPORT)
    reading = read(home, file, reader, name or file.name, layout)
    with open_snapshot(home) as snapshot:
        difference = None if reading.blocked else store.writing.difference(snapshot, reading, store.reading.NOW)
    return Checked(name or file.name, reading, difference)


def accept(
    home: Home,
    file: Path,
    reader: Reader,
    *,
    name: str | None = None,
    layout: str | None = None,
    note: str = "",
    viewer: Viewer = OFFICE,
    settings: Settings | None = None,
    now: datetime | None = None,
    say: Callable[[str], None] = lambda _: None,
    expected: Difference | None = None,
) -> Accepted:
    """Adds the file as a delivery, unless errors block or exactly this file is in already and would change nothing.

    ``expected`` is the difference somebody saw and agreed to: if it is no longer so, nothing is added and WrongUse is raised.
    """
    viewer.require(Permission.IMPORT)
    chosen, called = settings or Settings(), name or file.name
    stop_if_too_large(file, called)
    kept, fresh = home.keep(file, called)
    original = home.original(kept.sha256)  # read from here, so that what is kept is what was read
    number = None
    try:
        reading = read(home, original, reader, called, layout)
        if reading.blocked:
            return Accepted(None, False, reading, None)
        with writing(home, now or utc_now(), patience=chosen.patience_seconds, say=say) as connection:
            moment = now or store.writing.moment(connection, utc_now())
            accepted = add(connection, reading, kept, moment, viewer.name or chosen.operator, note, expected)
        number = accepted.number
        return accepted
    finally:
        if fresh and number is None:
            original.unlink()


def add(
    connection: Any, reading: Reading, file: SourceFile, now: datetime, by: str, note: str, expected: Difference | None = None
) -> Accepted:
    """Adds the reading as a delivery inside the caller's transaction, unless it is in already and would change nothing."""
    difference = store.writing.difference(connection, reading, now)
    if expected is not None and (difference, difference.changes) != (expected, expected.changes):
        raise WrongUse("Der Datenstand hat sich seit der Prüfung geändert. Es wurde nichts übernommen. Bitte die neue Prüfung ansehen.")
    known = store.writing.active_delivery_of(connection, file.sha256, reading.layout, now)
    if known is not None and difference.changes_nothing:
        return Accepted(known, True, reading, difference)
    number = store.writing.add_delivery(connection, reading, file, now=now, by=by, note=note)
    return Accepted(number, False, reading, difference)
