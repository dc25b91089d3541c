"""What all readers of workbooks share: how far a sheet may reach, and how a stored value becomes a cell."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Protocol

from domain.errors import Unreadable
from loaders.grid import Cell, Formatted, Structure
from loaders.number_formats import is_plain

MAX_ROWS = 500_000
MAX_COLS = 1_000
MAX_CELLS = 6_000_000
Row = tuple[Cell, ...]
Rows = list[Row]


class Reader(Protocol):
    """A format. ``rows`` are all rows up to ``limit``, empty ones too. For the texts that users see (``as_shown``) numbers keep every
    format, and rows before ``first`` may be left empty."""

    def sheets(self, path: Path) -> Mapping[str, bool]: ...  # name → hidden
    def rows(self, path: Path, sheet: str, limit: int | None, as_shown: bool, first: int = 1) -> Rows: ...
    def structure(self, path: Path, sheet: str) -> Structure: ...
    def unsolved(self, path: Path, sheet: str, rows: Sequence[Row]) -> frozenset[tuple[int, int]]: ...


class Refused(Unreadable):
    """A sentence without the file's name, which readers do not know."""


def too_far(sheet: str) -> Refused:
    """What is said of a sheet that reaches further than any table."""
    return Refused(
        f"Blatt „{sheet}“ reicht weiter als {MAX_ROWS} Zeilen, {MAX_COLS} Spalten oder {MAX_CELLS} Zellen. "
        "Bitte nur die Tabelle in eine neue Mappe kopieren."
    )


def counted(rows: Iterable[Row], sheet: str) -> Rows:
    """The rows up to the last filled one; raises Refused as soon as they are too many or too long. What is only formatted, far
    below or to the right of the table, does not count."""
    found: Rows = []
    cells = empty = 0
    for row in rows:
        if len(row) > MAX_COLS:
            row = row[: next((place for place in range(len(row), 0, -1) if row[place - 1] != ""), 0)]
        if all(cell == "" for cell in row):
            empty += 1
            continue
        found.extend([()] * empty)
        found.append(row)
        cells, empty = cells + len(row), 0
        if len(found) > MAX_ROWS or len(row) > MAX_COLS or cells > MAX_CELLS:
            raise too_far(sheet)
    return found


def stated(value: Any, number_format: str, indent: int = 0) -> Cell:
    """The cell for a stored value: a number keeps its format where that shows anything but the number."""
    cell = formatted(value, number_format, indent)
    return cell.number if isinstance(cell, Formatted) and is_plain(cell.format) else cell


def formatted(value: Any, number_format: str, indent: int = 0) -> Cell:
    """The cell for a stored value; every number keeps its format."""
    if isinstance(value, str):
        return "  " * indent + value if indent and value else value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "WAHR" if value else "FALSCH"
    return Formatted(value, number_format) if isinstance(value, int | float) else _moment(value)


def _moment(value: Any) -> str:
    match value:
        case datetime():
            return value.strftime("%d.%m.%Y") if value.time() == time() else value.strftime("%d.%m.%Y %H:%M")
        case date():
            return value.strftime("%d.%m.%Y")
        case time() | timedelta():
            return str(value)
    return str(value)
