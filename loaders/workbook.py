"""Workbooks (xlsx): one sheet as a grid, values and number formats, within limits that hold for hostile files too."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook import Workbook

from domain.errors import NotFound, Unreadable
from loaders.grid import Cell, Formatted, Grid
from loaders.number_formats import is_plain, shown

_MAX_ROWS = 200_000
_MAX_COLS = 1_000
_MAX_CELLS = 3_000_000
# what openpyxl lets through when a file is damaged; it has no error class of its own for it
_DAMAGE = (BadZipFile, InvalidFileException, ParseError, KeyError, ValueError, TypeError, IndexError, AttributeError, EOFError, OSError)


@contextmanager
def open_workbook(path: Path, name: str, formulas: bool = False) -> Iterator[Workbook]:
    """The workbook for reading, results of formulas or (``formulas``) their texts; raises Unreadable if it is damaged."""
    try:
        with path.open("rb") as file:  # by handle: openpyxl would judge the file by the ending of its name
            book = openpyxl.load_workbook(file, read_only=True, data_only=not formulas)
            try:
                yield book
            finally:
                book.close()
    except _DAMAGE as error:
        raise Unreadable(f"{name}: Die Excel-Mappe ist beschädigt oder unvollständig. Bitte neu herunterladen.") from error


def sheet_names(path: Path, name: str) -> tuple[str, ...]:
    """Names of all sheets, hidden ones too."""
    with open_workbook(path, name) as book:
        return tuple(book.sheetnames)


def matching_sheets(names: tuple[str, ...], pattern: str) -> list[str]:
    """The sheets whose whole name fits a layout's pattern."""
    return [name for name in names if re.fullmatch(pattern, name)]


def read_sheet(path: Path, name: str, sheet: str, limit: int | None = None) -> Grid:
    """The sheet up to row ``limit`` as a grid; every row is there, empty ones too."""
    with open_workbook(path, name) as book:
        rows = [tuple(map(_cell, row)) for row in _rows(book[sheet], name, limit)]
    return Grid(sheet, rows, range(1, len(rows) + 1), lambda: _formulas_without_result(path, name, sheet, rows))


def displayed_rows(path: Path, name: str, sheet: str, first: int, last: int) -> list[list[str]]:
    """Texts of the rows ``first`` to ``last`` as their formats show them; raises NotFound if the sheet is not there."""
    with open_workbook(path, name) as book:
        if sheet in book.sheetnames:
            return [[_displayed(cell) for cell in row] for row in islice(_rows(book[sheet], name, last), first - 1, None)]
    raise NotFound(f"{name}: Das Blatt „{sheet}“ gibt es in der Mappe nicht.")


def _displayed(cell: Any) -> str:
    found = _cell(cell)
    if isinstance(found, str):
        return found
    return shown(found.number if isinstance(found, Formatted) else found, cell.number_format).text


def _rows(sheet: Any, name: str, limit: int | None) -> Iterator[tuple[Any, ...]]:
    sheet.reset_dimensions()  # the size a file claims for a sheet may be wrong
    cells = 0
    for number, row in enumerate(sheet.iter_rows(max_row=limit), 1):
        cells += len(row)
        if number > _MAX_ROWS or len(row) > _MAX_COLS or cells > _MAX_CELLS:
            raise Unreadable(
                f"{name}, Blatt „{sheet.title}“: Das Blatt reicht weiter als {_MAX_ROWS} Zeilen oder {_MAX_COLS} Spalten. "
                "Bitte nur die Tabelle in eine neue Mappe kopieren."
            )
        yield row


def _cell(cell: Any) -> Cell:
    value = cell.value
    match value:
        case None:
            return ""
        case bool():
            return "WAHR" if value else "FALSCH"
        case int() | float():
            return value if is_plain(cell.number_format) else Formatted(value, cell.number_format)
        case datetime():
            return value.strftime("%d.%m.%Y") if value.time() == time() else value.strftime("%d.%m.%Y %H:%M")
        case date():
            return value.strftime("%d.%m.%Y")
        case time() | timedelta():
            return str(value)
    return str(value)


def _formulas_without_result(path: Path, name: str, sheet: str, rows: Sequence[Sequence[Cell]]) -> frozenset[tuple[int, int]]:
    found: set[tuple[int, int]] = set()
    with open_workbook(path, name, formulas=True) as book:
        for number, (row, results) in enumerate(zip(_rows(book[sheet], name, None), rows, strict=False), 1):
            cells = enumerate(zip(row, results, strict=False), 1)
            found.update((number, col) for col, (cell, result) in cells if result == "" and cell.data_type == "f")
    return frozenset(found)
