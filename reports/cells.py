"""Cells of our workbooks: texts stay texts, whatever they look like."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

HEAD_FILL = PatternFill("solid", fgColor="1F3A5F")
HEAD_FONT = Font(name="Calibri", bold=True, color="FFFFFF")
LONGEST_TEXT = 32_000
"""Excel takes 32 767 characters to a cell."""
_RISKY = ("=", "+", "-", "@", "#", "\t", "\r")
_WRAP = Alignment(wrap_text=True, vertical="top")
_SHEET_ROWS = 1_000_000


@dataclass(frozen=True)
class Shown:
    """A value with its number format, the colour of its letters as hex without #, bold or not, and on several lines or not."""

    value: Any
    form: str = ""
    colour: str = ""
    bold: bool = False
    wrap: bool = False


def write_text(cell: Any, text: str) -> None:
    """Puts text into a cell as text: it never becomes a formula, a date or an error value."""
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)[:LONGEST_TEXT]
    cell.data_type = "s"
    cell.quotePrefix = text.startswith(_RISKY)


def fit_height(sheet: Worksheet, row: int, columns: int) -> None:
    """Room for the longest text of a row, since not every program fits wrapped rows when it opens a file. The number of columns is
    given, because a sheet that is asked for it looks through all its cells."""
    cells = [(get_column_letter(place), sheet.cell(row, place).value) for place in range(1, columns + 1)]
    texts = [(letter, value) for letter, value in cells if isinstance(value, str)]
    lines = (sum(1 + len(part) * 1.15 // sheet.column_dimensions[letter].width for part in text.split("\n")) for letter, text in texts)
    sheet.row_dimensions[row].height = min(15 * max(lines, default=1) + 2, 400)


def add_table(workbook: Workbook, title: str, columns: Sequence[tuple[str, int]], rows: Sequence[Sequence[Any]]) -> None:
    """Adds the rows to a write-only workbook under frozen headings with a filter; numbers stay numbers, None stays empty.
    ``columns``: heading and width. More rows than a sheet holds go on in further sheets."""
    for number, start in enumerate(range(0, max(len(rows), 1), _SHEET_ROWS)):
        part = rows[start : start + _SHEET_ROWS]
        sheet = workbook.create_sheet(f"{title} {number + 1}" if number else title)
        sheet.freeze_panes = "A2"
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{len(part) + 1}"
        sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9  # A4
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.print_title_rows = "1:1"
        for place, (_, width) in enumerate(columns, start=1):
            sheet.column_dimensions[get_column_letter(place)].width = width
        sheet.append([_head(sheet, heading) for heading, _ in columns])
        for row in part:
            sheet.append([_cell(sheet, value) for value in row])


def add_facts(workbook: Workbook, title: str, facts: Sequence[tuple[str, str]]) -> None:
    """Adds a sheet of two columns: what it is, and what is to be known about it."""
    sheet = workbook.create_sheet(title)
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 28, 100
    for name, text in facts:
        left, right = _text(sheet, name), _text(sheet, text)
        left.font, right.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
        sheet.append([left, right])


def _head(sheet: Any, text: str) -> Any:
    cell = _text(sheet, text)
    cell.font, cell.fill = HEAD_FONT, HEAD_FILL
    cell.alignment = Alignment(wrap_text=True, vertical="center")
    return cell


def _text(sheet: Any, text: str) -> Any:
    cell = WriteOnlyCell(sheet)
    write_text(cell, text)
    return cell


def _cell(sheet: Any, value: Any) -> Any:
    """Texts without any risk go in as they are, which is ten times as fast."""
    if isinstance(value, Shown):
        return _styled(sheet, value)
    if not isinstance(value, str) or (value and value[0].isalnum() and len(value) < LONGEST_TEXT and value.isprintable()):
        return value
    return _text(sheet, value) if value else None


def _styled(sheet: Any, shown: Shown) -> Any:
    if not (shown.form or shown.colour or shown.bold or shown.wrap):
        return _cell(sheet, shown.value)
    cell = _text(sheet, shown.value) if isinstance(shown.value, str) else WriteOnlyCell(sheet, shown.value)
    if shown.form:
        cell.number_format = shown.form
    if shown.colour or shown.bold:
        cell.font = _font(shown.colour, shown.bold)
    if shown.wrap:
        cell.alignment = _WRAP
    return cell


@cache
def _font(colour: str, bold: bool) -> Font:
    return Font(name="Calibri", bold=bold, color=colour or None)
