"""The sheet „Anleitung“ of the status sheet: how to fill it in, what each state needs, what each column means."""

from collections.abc import Sequence

from openpyxl.worksheet.worksheet import Worksheet

from domain.concepts import Concept
from domain.measure_states import DEMANDS
from domain.measures import MeasureState
from domain.status_sheet import BASE_COLUMNS, BASE_SHEET, COLUMNS, ITEM_SHEETS, SHEET, CellKind, Column
from domain.status_words import SheetWords
from reports.cells import fit_height, write_text
from reports.status_sheet_tables import GRID, TITLE_FONT, WRAP, Stamp, head_stamp, print_landscape
from reports.status_sheet_texts import ADVICE, EXAMPLE, GUIDE, STEPS

_HEADS = {column.key: column.head for column in COLUMNS} | {"conditions": "Blatt „Voraussetzungen“"}


def fill_guide(sheet: Worksheet, concept: Concept) -> None:
    for letter, width in {"A": 26, "B": 86, "C": 50}.items():
        sheet.column_dimensions[letter].width = width
    write_text(sheet["A1"], "So füllen Sie das Sachstandsblatt aus")
    sheet["A1"].font = TITLE_FONT
    row = 2
    for text in filter(None, (*STEPS, *GUIDE, concept.invented)):
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=3)
        write_text(sheet.cell(row, 1), text)
        sheet.cell(row, 1).alignment = WRAP
        sheet.row_dimensions[row].height = 17 if len(text) < 150 else 32
        row += 1
    words = SheetWords.of(concept)
    states = [(words.label(state), _demands(state), "") for state in MeasureState]
    row = _table(sheet, row + 1, ("Status", "Was er verlangt", ""), states)
    row = _columns(sheet, row + 1, SHEET, COLUMNS)
    row = _columns(sheet, row + 1, BASE_SHEET, BASE_COLUMNS)
    for items in ITEM_SHEETS:
        row = _columns(sheet, row + 1, items.title, items.columns, f"{items.key}.")
    print_landscape(sheet, pages_wide=1)


def _demands(state: MeasureState) -> str:
    needed = ", ".join(_HEADS[key] for key in DEMANDS[state])
    return f"Bitte ausfüllen: {needed}." if needed else "Nichts weiter."


def _columns(sheet: Worksheet, row: int, title: str, columns: Sequence[Column], prefix: str = "") -> int:
    lines = []
    for column in columns:
        if prefix and (column.key == "measure" or column.kind is CellKind.SHOWN):
            continue
        needed = " Pflichtangabe." if column.required else ""
        lines.append((column.head, ADVICE[prefix + column.key] + needed, "" if prefix else EXAMPLE.get(column.key, "")))
    return _table(sheet, row, (f"Blatt {title}", "Was hineingehört", "Beispiel"), lines)


def _table(sheet: Worksheet, row: int, heads: Sequence[str], lines: Sequence[Sequence[str]]) -> int:
    """Writes a small table; the row after it."""
    top, body = head_stamp(), Stamp(alignment=WRAP, border=GRID)
    for number, text in enumerate(heads, start=1):
        head = sheet.cell(row, number)
        write_text(head, text)
        top.on(head)
    for number, line in enumerate(lines, start=row + 1):
        for place, text in enumerate(line, start=1):
            cell = sheet.cell(number, place)
            write_text(cell, text)
            body.on(cell)
        fit_height(sheet, number, len(heads))
    return row + len(lines) + 1
