"""Workbooks of any format: sheets as grids, within limits that hold for hostile files too."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import cast

from domain.errors import MonitorError, NotFound, Unreadable
from loaders.grid import Grid, Structure
from loaders.number_formats import displayed
from loaders.precheck import book_kind
from loaders.workbooks.cells import Reader, Refused

_MOST_SHEETS = 500


def sheet_names(path: Path, name: str) -> tuple[str, ...]:
    """Names of all sheets, hidden ones too."""
    return tuple(_sheets(path, name))


def hidden_sheets(path: Path, name: str) -> frozenset[str]:
    """Names of the sheets that nobody sees who opens the workbook."""
    return frozenset(sheet for sheet, hidden in _sheets(path, name).items() if hidden)


def matching_sheets(names: tuple[str, ...], pattern: str) -> list[str]:
    """The sheets whose whole name fits a layout's pattern."""
    return [name for name in names if re.fullmatch(pattern, name)]


def read_sheet(path: Path, name: str, sheet: str, limit: int | None = None) -> Grid:
    """The sheet up to row ``limit`` as a grid; every row is there, empty ones too."""
    with _readable(name):
        reader = _reader(path)
        rows = reader.rows(path, sheet, limit, False)

    def structure() -> Structure:
        with _readable(name):
            return reader.structure(path, sheet)

    def unsolved() -> frozenset[tuple[int, int]]:
        with _readable(name):
            return reader.unsolved(path, sheet, rows)

    return Grid(sheet, rows, range(1, len(rows) + 1), unsolved, structure=structure)


def displayed_rows(path: Path, name: str, sheet: str, first: int, last: int | None) -> list[list[str]]:
    """Texts of the rows ``first`` to ``last`` as their formats show them; raises NotFound if the sheet is not there."""
    if sheet not in _sheets(path, name):
        raise NotFound(f"{name}: Das Blatt „{sheet}“ gibt es in der Mappe nicht.")
    with _readable(name):
        rows = _reader(path).rows(path, sheet, last, True, first)
        return [[displayed(cell) for cell in row] for row in rows[first - 1 :]]


def _sheets(path: Path, name: str) -> Mapping[str, bool]:
    with _readable(name):
        found = _reader(path).sheets(path)
        if not found:
            raise Refused("Die Mappe hat kein Tabellenblatt, oder sie ist beschädigt. Bitte neu herunterladen.")
        if len(found) > _MOST_SHEETS:
            raise Refused(f"Die Mappe hat {len(found)} Blätter; gelesen werden höchstens {_MOST_SHEETS}. Bitte die Mappe aufteilen.")
        return found


def _reader(path: Path) -> Reader:
    """The module for the file's format; the others stay unloaded."""
    return cast(Reader, import_module(f"loaders.workbooks.{book_kind(path).value}"))


@contextmanager
def _readable(name: str) -> Iterator[None]:
    try:
        yield
    except Refused as error:
        raise Unreadable(f"{name}: {error}") from error
    except (MonitorError, MemoryError):
        raise
    except Exception as error:  # what the libraries let through when a file is damaged has no class in common
        raise Unreadable(f"{name}: Die Mappe ist beschädigt oder unvollständig. Bitte neu herunterladen.") from error
