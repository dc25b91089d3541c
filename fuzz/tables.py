"""A table file as plain cells that a defect can change, read from a file and written to one again."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from loaders.grid import Formatted
from loaders.text_table import records
from loaders.workbook import read_sheet, sheet_names

Place = tuple[int, int]
"""Row and column, counted from 1. In text tables the row is the number of the record, not of the line."""
MOST_CELLS = 8_000


@dataclass(frozen=True)
class Cell:
    """What stands in a cell. Texts that begin with ``=`` are formulas without a stored result."""

    value: Any = None
    format: str = "General"
    indent: int = 0

    @property
    def empty(self) -> bool:
        return self.value is None or self.value == ""


EMPTY = Cell()


@dataclass(frozen=True)
class Sheet:
    """One sheet; ``rows`` may be of different lengths. Merged ranges are top, left, bottom, right."""

    name: str
    rows: Sequence[Sequence[Cell]]
    merged: tuple[tuple[int, int, int, int], ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()

    @property
    def width(self) -> int:
        return max(map(len, self.rows), default=0)

    def at(self, place: Place) -> Cell:
        """The cell, empty outside of what is written."""
        row, column = place
        if not 0 < row <= len(self.rows) or not 0 < column <= len(self.rows[row - 1]):
            return EMPTY
        return self.rows[row - 1][column - 1]

    def with_cells(self, cells: Mapping[Place, Cell]) -> "Sheet":
        """A copy with other cells in these places."""
        rows = [list(row) for row in self.rows]
        for (row, column), cell in cells.items():
            while len(rows) < row:
                rows.append([])
            line = rows[row - 1]
            line.extend([EMPTY] * (column - len(line)))
            line[column - 1] = cell
        return replace(self, rows=rows)


@dataclass(frozen=True)
class Table:
    """A file: sheets of a workbook, or the one nameless sheet of a text table with its delimiter and encoding."""

    sheets: tuple[Sheet, ...]
    delimiter: str = ""
    encoding: str = ""
    lines: tuple[int, ...] = field(default=(), compare=False)  # the line each record began in when the text was read

    @property
    def is_text(self) -> bool:
        return bool(self.delimiter)

    def with_sheet(self, number: int, sheet: Sheet) -> "Table":
        return replace(self, sheets=(*self.sheets[:number], sheet, *self.sheets[number + 1 :]))


def read_table(path: Path, delimiter: str = "") -> Table:
    """The table in the file; a text table needs its delimiter."""
    return _read_text(path, delimiter) if delimiter else Table(tuple(_read_sheets(path)))


def _read_text(path: Path, delimiter: str) -> Table:
    content = path.read_bytes()
    encoding = "utf-8-sig" if content.startswith(b"\xef\xbb\xbf") else "utf-8"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        encoding = "cp1252"
        text = content.decode(encoding, "replace")
    rows, lines = [], []
    for line, record in records(text, delimiter, path.name):
        rows.append([Cell(value) for value in record])
        lines.append(line)
    return Table((Sheet("", rows),), delimiter, encoding, tuple(lines))


def _read_sheets(path: Path) -> Iterator[Sheet]:
    if path.suffix.lower() not in (".xlsx", ".xlsm"):
        for name in sheet_names(path, path.name):
            grid = read_sheet(path, path.name, name)
            known = {number: [_from_grid(cell) for cell in row] for number, row in zip(grid.numbers, grid.rows, strict=True)}
            yield Sheet(name, [known.get(number, []) for number in range(1, max(known, default=0) + 1)])
        return
    for sheet in load_workbook(path, data_only=True).worksheets:
        if sheet.max_row * sheet.max_column <= MOST_CELLS * 50:
            yield _from_openpyxl(sheet)


def _from_grid(cell: Any) -> Cell:
    return Cell(cell.number, cell.format) if isinstance(cell, Formatted) else Cell(cell)


def _from_openpyxl(sheet: Worksheet) -> Sheet:
    rows = [[Cell(cell.value, cell.number_format, int(cell.alignment.indent or 0)) for cell in row] for row in sheet.iter_rows()]
    while rows and all(cell.empty for cell in rows[-1]):
        rows.pop()
    merged = tuple((each.min_row, each.min_col, each.max_row, each.max_col) for each in sheet.merged_cells.ranges)
    hidden_rows = frozenset(number for number, row in sheet.row_dimensions.items() if row.hidden)
    hidden = [range(each.min, each.max + 1) for each in sheet.column_dimensions.values() if each.hidden]
    return Sheet(sheet.title, rows, merged, hidden_rows, frozenset(number for span in hidden for number in span))


def write_table(table: Table, path: Path) -> tuple[int, ...]:
    """Writes the file; the line each record begins in (text tables)."""
    if table.is_text:
        return _write_text(table, path)
    book = Workbook()
    book.remove(book.active)
    for sheet in table.sheets:
        _write_sheet(sheet, book.create_sheet(sheet.name))
    book.save(path)
    return ()


def _write_text(table: Table, path: Path) -> tuple[int, ...]:
    parts, lines, line = [], [], 1
    for row in table.sheets[0].rows:
        buffer = io.StringIO()
        csv.writer(buffer, delimiter=table.delimiter, lineterminator="\n").writerow([_text(cell.value) for cell in row])
        parts.append(buffer.getvalue())
        lines.append(line)
        line += parts[-1].count("\n")
    path.write_bytes("".join(parts).encode(table.encoding, "replace"))
    return tuple(lines)


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "WAHR" if value else "FALSCH"
    if isinstance(value, date | datetime):
        return value.strftime("%d.%m.%Y")
    return "" if value is None else str(value)


def _write_sheet(sheet: Sheet, target: Worksheet) -> None:
    for number, row in enumerate(sheet.rows, 1):
        for column, cell in enumerate(row, 1):
            if not cell.empty:
                written = target.cell(number, column, cell.value)
                if cell.format != "General":
                    written.number_format = cell.format
                if cell.indent:
                    written.alignment = Alignment(indent=cell.indent)
    for number in sheet.hidden_rows:
        target.row_dimensions[number].hidden = True
    for number in sheet.hidden_columns:
        target.column_dimensions[get_column_letter(number)].hidden = True
    for top, left, bottom, right in sheet.merged:
        target.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
