"""Parts of the workbooks that the monitor writes and reads again: heads, rows, drop-downs, the guide."""

from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from domain.definition_sheet import CellKind, Column
from reports.cells import HEAD_FILL, HEAD_FONT, fit_height, write_text

HEAD_ROW = 1
_HEAD_HEIGHT = 34
SPARE_ROWS = 60
"""So many empty rows below the last one have drop-downs too."""
_LISTS = "_listen"
_GREY = PatternFill("solid", fgColor="EEF1F5")
_LINE = Side(style="thin", color="D5DAE1")
_GRID = Border(bottom=_LINE, right=_LINE)
_WRAP = Alignment(wrap_text=True, vertical="top")
_FORMATS = {CellKind.DAY: "DD.MM.YYYY", CellKind.INTEGER: "General", CellKind.NUMBER: "General"}
GuideTable = tuple[tuple[str, str, str], list[tuple[str, str, str]]]


class Lists:
    """The words of all drop-downs of a workbook, which go into one hidden sheet: no word is too long or holds a comma too many."""

    def __init__(self) -> None:
        self._words: list[tuple[str, ...]] = []

    def formula(self, words: Sequence[str]) -> str:
        """The range in the hidden sheet where these words will stand."""
        if tuple(words) not in self._words:
            self._words.append(tuple(words))
        letter = get_column_letter(self._words.index(tuple(words)) + 1)
        return f"'{_LISTS}'!${letter}$1:${letter}${max(len(words), 1)}"

    def write(self, workbook: Workbook) -> None:
        """Adds the hidden sheet."""
        hidden = workbook.create_sheet(_LISTS)
        for place, words in enumerate(self._words, start=1):
            for row, word in enumerate(words, start=1):
                write_text(hidden.cell(row, place), word)
        hidden.sheet_state = "hidden"


def new_workbook(title: str, layout: str, marker: str, first: str) -> Workbook:
    """An empty workbook that carries our mark, which survives renaming of file and sheets; ``first`` is its first sheet."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    workbook.defined_names[marker] = DefinedName(marker, attr_text=f"'{first}'!$A$1", hidden=True)
    workbook.properties.title, workbook.properties.creator = title, "Integrationsmonitor"
    workbook.properties.identifier = layout
    return workbook


def fill_heads(sheet: Worksheet, columns: Sequence[Column], hidden: str = "") -> None:
    """The heads in the first row, and the widths of the columns; the column with the key ``hidden`` is not shown."""
    for place, column in enumerate(columns, start=1):
        head = sheet.cell(HEAD_ROW, place)
        write_text(head, column.head)
        head.font, head.fill, head.alignment = HEAD_FONT, HEAD_FILL, Alignment(wrap_text=True, vertical="center")
        sheet.column_dimensions[get_column_letter(place)].width = column.width
        sheet.column_dimensions[get_column_letter(place)].hidden = column.key == hidden
    sheet.row_dimensions[HEAD_ROW].height = _HEAD_HEIGHT


def fill_row(sheet: Worksheet, number: int, columns: Sequence[Column], row: Mapping[str, Any], *, grey: bool = False) -> None:
    """The cells of a row by column key; texts stay texts."""
    for place, column in enumerate(columns, start=1):
        cell, value = sheet.cell(number, place), row[column.key]
        cell.alignment, cell.border = _WRAP, _GRID
        if grey:
            cell.fill = _GREY
        if isinstance(value, str):
            write_text(cell, value)
            cell.number_format = "@"
        elif value is not None:
            cell.value = value
            cell.number_format = _FORMATS.get(column.kind, "General")
    fit_height(sheet, number, len(columns))


def columns_as_typed(sheet: Worksheet, columns: Sequence[Column]) -> None:
    """Empty cells take what is typed as it is typed: 1.10 stays 1.10, 12/2017 becomes no day."""
    for place, column in enumerate(columns, start=1):
        empty = sheet.column_dimensions[get_column_letter(place)]
        empty.number_format, empty.alignment = _FORMATS.get(column.kind, "@"), _WRAP


def finish_table(sheet: Worksheet, columns: Sequence[Column], last_row: int, frozen: int) -> None:
    """Frozen heads and columns, a filter, and landscape print with the heads on every page."""
    sheet.freeze_panes = sheet.cell(HEAD_ROW + 1, frozen).coordinate
    sheet.auto_filter.ref = f"A{HEAD_ROW}:{get_column_letter(len(columns))}{max(last_row, HEAD_ROW + 1)}"
    print_landscape(sheet)


def add_choices(sheet: Worksheet, columns: Sequence[Column], last_row: int, lists: Lists) -> None:
    """Drop-downs for the columns of closed lists; anything else is refused."""
    for place, column in enumerate(columns, start=1):
        if column.kind in (CellKind.CHOICE, CellKind.FLAG):
            add_choice(sheet, place, column, last_row, lists.formula(tuple((column.words or {}).values())))


def add_choice(sheet: Worksheet, place: int, column: Column, last_row: int, formula: str, *, closed: bool = True) -> None:
    """A drop-down for a column, with its advice; one that is not ``closed`` only warns."""
    choice = DataValidation(type="list", formula1=formula, allow_blank=True)
    choice.errorTitle, choice.error, choice.showErrorMessage = column.head[:32], "Bitte einen Eintrag aus der Liste wählen.", True
    choice.errorStyle = "stop" if closed else "warning"
    choice.promptTitle, choice.prompt, choice.showInputMessage = column.head[:32], column.advice[:255], True
    choice.add(f"{get_column_letter(place)}{HEAD_ROW + 1}:{get_column_letter(place)}{last_row}")
    sheet.add_data_validation(choice)


def print_landscape(sheet: Worksheet) -> None:
    """A3 landscape, one page wide."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 8  # A3
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{HEAD_ROW}:{HEAD_ROW}"


def fill_guide(sheet: Worksheet, steps: Sequence[str], tables: Sequence[GuideTable]) -> None:
    """How to go about it, the first line as heading, and what may stand where."""
    for letter, width in {"A": 24, "B": 34, "C": 90}.items():
        sheet.column_dimensions[letter].width = width
    for row, text in enumerate(steps, start=1):
        write_text(sheet.cell(row, 1), text)
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=3)
        sheet.cell(row, 1).alignment = _WRAP
        sheet.row_dimensions[row].height = 20 if row == 1 else 16 * (1 + len(text) // 140) + 2
    sheet["A1"].font = Font(name="Calibri", bold=True, size=14)
    row = len(steps) + 2
    for heading, lines in tables:
        row = _guide_table(sheet, row, heading, lines) + 1
    print_landscape(sheet)


def column_guide(sheets: Mapping[str, Sequence[Column]]) -> GuideTable:
    """What belongs into which column."""
    lines = [
        (title, column.head, column.advice + (" Pflichtangabe." if column.required else ""))
        for title, columns in sheets.items()
        for column in columns
        if column.advice
    ]
    return ("Blatt", "Spalte", "Was hineingehört"), lines


def _guide_table(sheet: Worksheet, row: int, heading: tuple[str, str, str], lines: Sequence[tuple[str, str, str]]) -> int:
    """The table from this row on; the first row below it."""
    for place, text in enumerate(heading, start=1):
        head = sheet.cell(row, place)
        write_text(head, text)
        head.font, head.fill = HEAD_FONT, HEAD_FILL
    for line in lines:
        row += 1
        for place, text in enumerate(line, start=1):
            cell = sheet.cell(row, place)
            write_text(cell, text)
            cell.alignment, cell.border = _WRAP, _GRID
        fit_height(sheet, row, len(heading))
    return row + 1
