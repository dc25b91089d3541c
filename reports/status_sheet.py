"""Writes our measure status sheet: the workbook that departments fill in for a half-year and send back."""

from collections.abc import Mapping, Sequence
from datetime import date
from os import PathLike
from string import ascii_uppercase
from typing import BinaryIO

from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet

from domain.concepts import Concept
from domain.measures import MeasureRow
from domain.periods import Period
from domain.status_sheet import (
    BASE_COLUMNS,
    BASE_SHEET,
    CHECKSUM_HEAD,
    COLUMNS,
    GUIDE_SHEET,
    ITEM_SHEETS,
    MARKER_NAME,
    MARKER_SHEET,
    SHEET,
    CellKind,
    Column,
    ItemSheet,
)
from domain.status_values import CellValue, as_written, cell_value, checksum, shown
from domain.status_words import SheetWords
from reports.cells import write_text
from reports.status_sheet_guide import fill_guide
from reports.status_sheet_marker import fill_marker
from reports.status_sheet_tables import BOLD, TITLE_FONT, Stamp, Table, mark_demanded, print_landscape, protect, write_table
from reports.status_sheet_texts import BANDS, STEPS

HEAD_ROW = 7
"""Of the sheet „Sachstand“: above it stand what to do, until when, and what belongs together."""
_OTHER_HEAD_ROW = 3
SPARE_ROWS, SPARE_ROWS_FOR_ALL = 10, 40
"""For new measures of one department, and where a whole concept may be written down."""
_BAND = PatternFill("solid", fgColor="D6E0EC")
_DUE = PatternFill("solid", fgColor="FFE08A")


def write_status_sheet(
    path_or_buffer: str | PathLike[str] | BinaryIO,
    concept: Concept,
    period: str,
    rows: Sequence[MeasureRow],
    *,
    office: str = "",
    due: date | None = None,
    answered: bool = False,
    spare: int | None = None,
) -> None:
    """Writes the template for a half-year such as ``2026-H1``, filled with ``rows`` and with ``spare`` rows for new measures below.
    With ``office`` it is made for one department or body: what a measure is stays locked there. ``answered`` writes the rows as if
    somebody had filled them in: without the checksums that would tell them from untouched ones. The field of a measure stays empty
    where the concept no longer has it: whoever fills in the sheet must choose a new one."""
    if spare is None:
        spare = SPARE_ROWS if office else SPARE_ROWS_FOR_ALL
    words, workbook = SheetWords.of(concept), Workbook()
    written = [as_written(row, words) for row in rows]
    told: list[dict[str, CellValue]] = [{key: shown(key, row) for key in ("plan_shown", "aim_shown")} for row in rows]
    checksums = {}
    if not answered:
        checksums = {row.measure: checksum(row.measure, values | more) for row, values, more in zip(rows, written, told, strict=True)}

    workbook.remove(workbook.worksheets[0])
    report, guide, base, *item_sheets = (
        workbook.create_sheet(name) for name in (SHEET, GUIDE_SHEET, BASE_SHEET, *(each.title for each in ITEM_SHEETS))
    )
    lists = fill_marker(workbook.create_sheet(MARKER_SHEET), concept, period, [row.measure for row in rows], checksums, office, due)
    cells = [_cells(COLUMNS, values, words) | more for values, more in zip(written, told, strict=True)]
    reported = Table(report, COLUMNS, HEAD_ROW, spare, lists)
    write_table(reported, cells, lambda column, _: column.key not in ("measure", "title"))
    mark_demanded(reported, words)
    _top(report, concept, Period(period), office, due)
    _add_checksums(report, [checksums.get(row.measure, "") for row in rows])
    _fill_base(
        Table(base, BASE_COLUMNS, _OTHER_HEAD_ROW, spare, lists), [_cells(BASE_COLUMNS, values, words) for values in written], office
    )
    for sheet, items in zip(item_sheets, ITEM_SHEETS, strict=True):
        _fill_items(Table(sheet, items.columns, _OTHER_HEAD_ROW, spare, lists, f"{items.key}."), items, rows, written, words)
    fill_guide(guide, concept)
    for sheet in (report, base, guide):
        protect(sheet)
    workbook.defined_names[MARKER_NAME] = DefinedName(MARKER_NAME, attr_text=f"'{MARKER_SHEET}'!$B$1", hidden=True)
    workbook.properties.title = f"Sachstand der Maßnahmen, {Period(period).label}" + (f", {office}" if office else "")
    workbook.properties.creator = "Integrationsmonitor"
    workbook.save(path_or_buffer)


def _cells(columns: Sequence[Column], values: Mapping[str, object], words: SheetWords) -> dict[str, CellValue]:
    return {column.key: cell_value(column, values[column.key], words) for column in columns if column.kind is not CellKind.SHOWN}


def _top(sheet: Worksheet, concept: Concept, period: Period, office: str, due: date | None) -> None:
    """What the sheet is about, until when it is expected, and how it is filled in."""
    write_text(sheet["A1"], f"Sachstand der Maßnahmen · {period.label} · {concept.municipality}")
    sheet["A1"].font = TITLE_FONT
    until = f"Bitte zurück bis {due:%d.%m.%Y}" if due else "Bitte ausfüllen und zurücksenden"
    write_text(sheet["A2"], " · ".join(filter(None, (office, until))))
    write_text(sheet["E1"], concept.invented)
    sheet["A2"].font = BOLD
    for place in range(1, 6):
        sheet.cell(2, place).fill = _DUE
    for row, text in enumerate(STEPS, start=3):
        write_text(sheet.cell(row, 1), f"{row - 2}. {text}")
    _bands(sheet)
    sheet.sheet_view.tabSelected = True
    sheet.sheet_properties.tabColor = "1F3A5F"
    print_landscape(sheet, pages_wide=4, head_row=HEAD_ROW)


def _bands(sheet: Worksheet) -> None:
    keys, band = [column.key for column in COLUMNS], Stamp(fill=_BAND, font=Font(name="Calibri", bold=True, size=11, color="1F3A5F"))
    for place in range(1, len(keys) + 1):
        band.on(sheet.cell(HEAD_ROW - 1, place))
    for key, text in BANDS:
        write_text(sheet.cell(HEAD_ROW - 1, keys.index(key) + 1), text)


def _add_checksums(sheet: Worksheet, texts: Sequence[str]) -> None:
    """The hidden last column. It lies within the filter, so that it goes along when rows are sorted."""
    place = len(COLUMNS) + 1
    write_text(sheet.cell(HEAD_ROW, place), CHECKSUM_HEAD)
    for row, text in enumerate(texts, start=HEAD_ROW + 1):
        if text:
            write_text(sheet.cell(row, place), text)
            sheet.cell(row, place).protection = Protection(locked=True)
    sheet.column_dimensions[get_column_letter(place)].hidden = True
    first, last = str(sheet.auto_filter.ref).split(":")
    row_of_last = last.lstrip(ascii_uppercase)
    sheet.auto_filter.ref = f"{first}:{get_column_letter(place)}{row_of_last}"
    sheet.print_area = f"A1:{get_column_letter(place - 1)}{row_of_last}"


def _fill_base(table: Table, cells: Sequence[Mapping[str, CellValue]], office: str) -> None:
    sheet = table.sheet
    write_text(sheet["A1"], "Stammdaten der Maßnahmen")
    sheet["A1"].font = TITLE_FONT
    locked = "Gesperrt, weil beschlossen: Änderungen bitte dem Integrationsbüro mitteilen. Neue Maßnahmen in die gelben Zeilen."
    free = "Was eine Maßnahme ist. Nummern bitte nicht ändern; neue Maßnahmen in die freien Zeilen."
    write_text(sheet["A2"], locked if office else free)

    def may_change(column: Column, value: CellValue) -> bool:
        lacking = value is None and (column.required or column.key == "lead")  # somebody has to say it
        return column.key != "measure" and (not office or lacking)

    write_table(table, cells, may_change)
    print_landscape(sheet, pages_wide=4, head_row=_OTHER_HEAD_ROW)


def _fill_items(
    table: Table, items: ItemSheet, rows: Sequence[MeasureRow], written: Sequence[Mapping[str, object]], words: SheetWords
) -> None:
    write_text(table.sheet["A1"], items.title)
    table.sheet["A1"].font = TITLE_FONT
    write_text(
        table.sheet["A2"], "Eine Zeile je Eintrag, davor die Nummer der Maßnahme. Wer hier nichts zu ändern hat, lässt alles stehen."
    )
    cells = []
    for row, values in zip(rows, written, strict=True):
        for item in values[items.key]:  # type: ignore[attr-defined]
            own: dict[str, CellValue] = {"measure": row.measure, "title_shown": row.title}
            for column in items.columns:
                if column.key not in own:
                    own[column.key] = cell_value(column, getattr(item, column.key), words, f"{items.key}.{column.key}")
            cells.append(own)
    write_table(table, cells, lambda column, value: True)
    print_landscape(table.sheet, pages_wide=1, head_row=_OTHER_HEAD_ROW)
