"""Tables of the status sheet: heads, cells to fill in and locked ones, drop-downs, protection, print."""

from collections.abc import Callable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from string import ascii_uppercase
from typing import Any

from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from domain.measure_states import DEMANDS
from domain.status_sheet import TICK, CellKind, Column
from domain.status_values import CellValue
from domain.status_words import SheetWords
from reports.cells import HEAD_FILL, fit_height, write_text
from reports.status_sheet_texts import ADVICE, WIDTHS

_INPUT, _LOCKED = PatternFill("solid", fgColor="FFF8DC"), PatternFill("solid", fgColor="ECEFF3")
_THIN = Side(style="thin", color="C5CCD6")
GRID = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
TITLE_FONT = Font(name="Calibri", bold=True, size=14, color="1F3A5F")
BOLD = Font(name="Calibri", bold=True, size=11)
_HEAD_FONT = Font(name="Calibri", bold=True, size=11, color="FFFFFF")
WRAP = Alignment(wrap_text=True, vertical="top")
_MIDDLE = Alignment(horizontal="center", vertical="top")
_HEAD = Alignment(wrap_text=True, vertical="center")
_FORMATS = {
    CellKind.DATE: "DD.MM.YYYY",
    CellKind.PERCENT: "0%",
    CellKind.MONEY: "#,##0.00",
    CellKind.AMOUNT: "General",
    CellKind.FIGURE: "General",
    CellKind.WHOLE: "0",
}
_DEMANDED = PatternFill("solid", bgColor="F6B26B")
_LISTED = {CellKind.FIELD: "field", CellKind.STATE: "state", CellKind.OFFICE: "office", CellKind.CLASS: "class"}
_PROMPT = 250
"""Excel takes 255 characters to an input message."""


@dataclass(frozen=True)
class Table:
    """Where a table stands in its sheet and which of its cells are to be filled in. ``prefix`` is what ADVICE and WIDTHS call items by.
    ``lists`` says where in the hidden sheet the words of a drop-down stand."""

    sheet: Worksheet
    columns: Sequence[Column]
    head_row: int
    spare: int
    lists: Mapping[str, str]
    prefix: str = ""

    def name(self, column: Column) -> str:
        return column.key if column.key in ("measure", "title_shown") else self.prefix + column.key

    def letter(self, key: str) -> str:
        return get_column_letter(next(place for place, column in enumerate(self.columns, start=1) if column.key == key))


class Stamp:
    """A look for many cells of one workbook: made once, then copied, which is ten times as fast."""

    def __init__(self, **look: Any) -> None:
        self._look, self._made = look, None

    def on(self, cell: Any) -> None:
        if self._made is None:
            for name, value in self._look.items():
                setattr(cell, name, value)
            self._made = cell._style
        else:
            cell._style = copy(self._made)


def head_stamp() -> Stamp:
    return Stamp(font=_HEAD_FONT, fill=HEAD_FILL, border=GRID, alignment=_HEAD)


def write_table(
    table: Table, rows: Sequence[Mapping[str, CellValue]], open_cell: Callable[[Column, CellValue], bool], numbers_open: bool = False
) -> None:
    """Heads and rows, and spare ones below in which everything is open. ``open_cell`` says which cells of a written row may be changed."""
    sheet, stamps, heads = table.sheet, _Stamps(), head_stamp()
    for place, column in enumerate(table.columns, start=1):
        head = sheet.cell(table.head_row, place)
        write_text(head, column.head)
        heads.on(head)
        sheet.column_dimensions[get_column_letter(place)].width = WIDTHS.get(table.name(column), WIDTHS.get(column.key, 14))
    for offset in range(len(rows) + table.spare):
        for place, column in enumerate(table.columns, start=1):
            cell = sheet.cell(table.head_row + 1 + offset, place)
            value = rows[offset].get(column.key) if offset < len(rows) else None
            free = offset >= len(rows) or open_cell(column, value) or (numbers_open and column.key == "measure")
            stamps.of(column, free and column.kind is not CellKind.SHOWN).on(cell)
            if isinstance(value, str):
                write_text(cell, value)
            elif value is not None:
                cell.value = value
        if offset < len(rows):
            fit_height(sheet, table.head_row + 1 + offset, len(table.columns))
    sheet.row_dimensions[table.head_row].height = 32
    last = table.head_row + len(rows) + table.spare
    sheet.auto_filter.ref = f"A{table.head_row}:{get_column_letter(len(table.columns))}{last}"
    sheet.freeze_panes = f"C{table.head_row + 1}"
    _add_choices(table, max(last, table.head_row + 1))


class _Stamps:
    """One for each column, to fill in or locked."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, bool], Stamp] = {}

    def of(self, column: Column, free: bool) -> Stamp:
        if (column.key, free) not in self._known:
            self._known[(column.key, free)] = Stamp(
                alignment=_MIDDLE if column.kind is CellKind.TICK else WRAP,
                border=GRID,
                number_format=_FORMATS.get(column.kind, "@"),
                fill=_INPUT if free else _LOCKED,
                protection=Protection(locked=not free),
            )
        return self._known[(column.key, free)]


def _add_choices(table: Table, last_row: int) -> None:
    """Drop-downs with a message what to choose. Their words stand in the hidden sheet: none is too long or has a comma too many."""
    for column in table.columns:
        name = table.name(column)
        source = table.lists.get(_LISTED.get(column.kind, name)) if column.kind is not CellKind.TICK else f'"{TICK}"'
        if source is None and column.key != "status_text":
            continue
        choice = DataValidation(type="list" if source else None, formula1=source, allow_blank=True)
        if source:
            choice.errorTitle, choice.error = column.head, "Bitte einen Eintrag aus der Liste wählen."
            choice.errorStyle = "warning" if column.kind in (CellKind.CHOICE, CellKind.OFFICE, CellKind.CLASS, CellKind.NUMBER) else "stop"
            choice.showErrorMessage = True
        choice.promptTitle, choice.prompt, choice.showInputMessage = column.head[:32], ADVICE[name][:_PROMPT], True
        letter = table.letter(column.key)
        choice.add(f"{letter}{table.head_row + 1}:{letter}{last_row}")
        table.sheet.add_data_validation(choice)


def mark_demanded(table: Table, words: SheetWords) -> None:
    """Empty cells that the chosen state, or a Termin set by hand, demands turn orange while the sheet is filled in."""
    first, last = table.head_row + 1, int(str(table.sheet.auto_filter.ref).rpartition(":")[2].lstrip(ascii_uppercase))
    there = {column.key for column in table.columns}
    labels = {state: words.label(state).replace('"', '""') for state in DEMANDS}
    rules = [(key, "state", f'="{labels[state]}"') for state, demanded in DEMANDS.items() for key in demanded]
    for key, other, said in (*rules, ("schedule_reason", "schedule_set", '<>""')):
        if key in there:
            letter = table.letter(key)
            formula = f'AND(${table.letter(other)}{first}{said},${letter}{first}="")'
            table.sheet.conditional_formatting.add(f"{letter}{first}:{letter}{last}", FormulaRule(formula=[formula], fill=_DEMANDED))


def protect(sheet: Worksheet) -> None:
    """Locks what is locked, without a password; looks, widths, rows, sorting and filtering stay free."""
    guard = sheet.protection
    guard.sheet = True
    for name in ("formatCells", "formatColumns", "formatRows", "insertColumns", "insertRows", "insertHyperlinks", "sort", "autoFilter"):
        setattr(guard, name, False)  # what is True is forbidden


def print_landscape(sheet: Worksheet, pages_wide: int, head_row: int = 0) -> None:
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = pages_wide, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top = sheet.page_margins.bottom = 0.5
    sheet.oddFooter.center.text = "&A · Seite &P von &N"
    if head_row:
        sheet.print_title_rows = f"{head_row}:{head_row}"
        sheet.print_title_cols = "A:B"
