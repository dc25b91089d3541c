"""Old Excel workbooks (xls) through xlrd, with the formats that it keeps."""

import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import xlrd
from xlrd.book import Book
from xlrd.sheet import Cell as StoredCell
from xlrd.sheet import Sheet

from loaders.grid import Range, Structure
from loaders.precheck import LOCKED
from loaders.workbooks.cells import Refused, Row, Rows, counted, formatted, stated
from loaders.workbooks.styles import Style

_RIGHT = 3


@contextmanager
def _open(path: Path) -> Iterator[Book]:
    try:
        book = xlrd.open_workbook(file_contents=path.read_bytes(), formatting_info=True, on_demand=True, logfile=io.StringIO())
    except xlrd.XLRDError as error:
        raise Refused(LOCKED) if "encrypted" in str(error) else error from error
    with book:
        yield book


def sheets(path: Path) -> Mapping[str, bool]:
    with _open(path) as book:
        return {name: bool(state) for name, state in zip(book.sheet_names(), book._sheet_visibility, strict=True)}


def rows(path: Path, sheet: str, limit: int | None, as_shown: bool, first: int = 1) -> Rows:
    with _open(path) as book:
        styles = _Styles(book)
        convert = formatted if as_shown else stated
        table = book.sheet_by_name(sheet)
        numbers = range(table.nrows if limit is None else min(limit, table.nrows))
        return counted((tuple(_cell(cell, book, styles, convert) for cell in table.row(number)) for number in numbers), sheet)


def structure(path: Path, sheet: str) -> Structure:
    with _open(path) as book:
        table: Sheet = book.sheet_by_name(sheet)
        merged = tuple(Range(top + 1, left + 1, bottom, right) for top, bottom, left, right in table.merged_cells)
        rows = frozenset(number + 1 for number, row in table.rowinfo_map.items() if row.hidden)
        cols = frozenset(number + 1 for number, col in table.colinfo_map.items() if col.hidden)
        comments = {(row + 1, col + 1): note.text.strip() for (row, col), note in table.cell_note_map.items()}
    return Structure(merged, rows, cols, comments)


def unsolved(path: Path, sheet: str, rows: Sequence[Row]) -> frozenset[tuple[int, int]]:
    """Cells with an empty text: that is how xlrd gives a formula whose program did not calculate it."""
    with _open(path) as book:
        table = book.sheet_by_name(sheet)
        cells = ((row, col, cell) for row in range(table.nrows) for col, cell in enumerate(table.row(row), 1))
        return frozenset((row + 1, col) for row, col, cell in cells if cell.ctype == xlrd.XL_CELL_TEXT and not cell.value)


class _Styles:
    """Styles by the number that cells name, each looked up once."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._known: dict[int | None, Style] = {}

    def __getitem__(self, number: int | None) -> Style:
        if number not in self._known:
            self._known[number] = self._looked_up(number)
        return self._known[number]

    def _looked_up(self, number: int | None) -> Style:
        if number is None:
            return Style()
        entry = self._book.xf_list[number]
        form = self._book.format_map.get(entry.format_key)
        indent = 0 if entry.alignment.hor_align == _RIGHT else entry.alignment.indent_level
        return Style(form.format_str if form else "General", indent)


def _cell(cell: StoredCell, book: Book, styles: _Styles, convert: Any) -> Any:
    style = styles[cell.xf_index]
    match cell.ctype:
        case xlrd.XL_CELL_TEXT:
            return convert(cell.value, style.format, style.indent)
        case xlrd.XL_CELL_NUMBER:
            return convert(cell.value, style.format)
        case xlrd.XL_CELL_DATE:
            return convert(_moment(cell.value, book.datemode), style.format)
        case xlrd.XL_CELL_BOOLEAN:
            return convert(bool(cell.value), style.format)
        case xlrd.XL_CELL_ERROR:
            return xlrd.error_text_from_code.get(cell.value, "#WERT!")
    return ""


def _moment(number: float, datemode: int) -> Any:
    """The day of a date cell, the time alone for a number below one; the number itself where it is no day at all."""
    try:
        moment: datetime = xlrd.xldate_as_datetime(number, datemode)
    except (OverflowError, ValueError):
        return number
    return moment.time() if number < 1 else moment
