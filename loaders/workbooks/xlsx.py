"""Excel workbooks (xlsx, xlsm): values and number formats through openpyxl, large sheets through a faster reader."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.workbook import Workbook

from loaders.grid import Structure
from loaders.workbooks import package
from loaders.workbooks.cells import Row, Rows, counted, displayed, stated
from loaders.workbooks.flat import flat_rows, has_formulas
from loaders.workbooks.styles import Styles

LARGE = 2 << 20
"""From this size of a sheet's XML on it pays to prove that the faster reader may be used."""


@contextmanager
def open_workbook(path: Path, formulas: bool = False) -> Iterator[Workbook]:
    """The workbook for reading, results of formulas or (``formulas``) their texts."""
    with path.open("rb") as file:  # by handle: openpyxl would judge the file by the ending of its name
        book = openpyxl.load_workbook(file, read_only=True, data_only=not formulas)
        try:
            yield book
        finally:
            book.close()


def sheets(path: Path) -> Mapping[str, bool]:
    return {name: member.hidden for name, member in package.members(path).items()}


def rows(path: Path, sheet: str, limit: int | None, as_shown: bool, large: int = LARGE) -> Rows:
    with open_workbook(path) as book:
        styles = Styles(book)
        if limit is None and not as_shown and book.epoch.year == 1899:
            found = flat_rows(path, sheet, book[sheet]._worksheet_path, styles, large)
            if found is not None:
                return found
        convert = displayed if as_shown else stated
        return counted((tuple(_cell(cell, styles, convert) for cell in row) for row in _raw(book, sheet, limit)), sheet)


def structure(path: Path, sheet: str) -> Structure:
    return package.sheet_structure(path, package.members(path)[sheet].path)


def unsolved(path: Path, sheet: str, rows: Sequence[Row]) -> frozenset[tuple[int, int]]:
    if not has_formulas(package.content(path, package.members(path)[sheet].path)):
        return frozenset()
    found: set[tuple[int, int]] = set()
    with open_workbook(path, formulas=True) as book:
        for number, (row, results) in enumerate(zip(_raw(book, sheet, None), rows, strict=False), 1):
            cells = enumerate(zip(row, results, strict=False), 1)
            found.update((number, col) for col, (cell, result) in cells if result == "" and cell.data_type == "f")
    return frozenset(found)


def _raw(book: Workbook, sheet: str, limit: int | None) -> Iterator[tuple[Any, ...]]:
    table = book[sheet]
    table.reset_dimensions()  # the size a file claims for a sheet may be wrong
    return table.iter_rows(max_row=limit)


def _cell(cell: Any, styles: Styles, convert: Any) -> Any:
    value = cell.value
    if value is None:
        return ""
    style = styles[cell._style_id]
    return convert(value, style.format, style.indent)
