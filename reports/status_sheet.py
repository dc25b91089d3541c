"""Writes our measure status sheet: the workbook that departments fill in for a half-year and send back."""

from collections.abc import Sequence
from datetime import date
from os import PathLike
from typing import Any, BinaryIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from domain.concepts import Concept
from domain.measures import MeasureRow, MeasureState
from domain.periods import Period
from domain.status_sheet import (
    CHOICES,
    COLUMNS,
    GUIDE_SHEET,
    MARKER_NAME,
    MARKER_SHEET,
    SHEET,
    TEMPLATE,
    TEMPLATE_VERSION,
    CellKind,
    Column,
)
from reports.cells import HEAD_FILL, HEAD_FONT, write_text

HEAD_ROW = 3
SPARE_ROWS = 20

_WIDTHS = {
    "measure": 16, "title": 38, "field": 26, "goals": 30, "kind": 12, "target_groups": 24, "lead": 24, "partners": 30, "priority": 10,
    "term": 14, "state": 18, "progress": 15, "status_text": 54, "next_steps": 40, "obstacles": 34, "funding": 28, "indicators": 24,
    "decision": 20, "reported_by": 22,
}  # fmt: skip
_FORMATS = {CellKind.DATE: "DD.MM.YYYY", CellKind.PERCENT: "0%", CellKind.MONEY: '#,##0.00 "€"', CellKind.AMOUNT: "General"}
_ADVICE = {
    "measure": "Nummer aus dem Konzept, als Text: 1.10 ist nicht 1.1. Vorgegebene Nummern bitte nicht ändern.",
    "title": "Kurzer Name der Maßnahme, wie er in Berichten stehen soll.",
    "field": "Handlungsfeld aus der Auswahlliste.",
    "goals": "Leit- oder Teilziel, zu dem die Maßnahme beiträgt.",
    "kind": "laufend, einmalig oder Prüfauftrag.",
    "target_groups": "Wen die Maßnahme erreichen soll.",
    "lead": "Amt oder Träger, der für die Umsetzung einsteht; keine Personennamen.",
    "partners": "Weitere Ämter und Träger, durch Semikolon getrennt.",
    "priority": "hoch, mittel oder niedrig.",
    "term": "kurz-, mittel- oder langfristig.",
    "planned_start": "Datum, zum Beispiel 01.09.2025.",
    "planned_end": "Datum; bleibt leer, wenn die Maßnahme kein Ende hat.",
    "actual_start": "Datum, sobald begonnen wurde.",
    "actual_end": "Datum, sobald abgeschlossen oder eingestellt.",
    "state": "Umsetzungsstand aus der Auswahlliste. Ob eine Maßnahme verspätet ist, rechnet der Monitor aus den Terminen.",
    "progress": "Anteil der geleisteten Arbeit, 0 % bis 100 %. Bitte leer lassen, wenn er nicht sinnvoll anzugeben ist.",
    "status_text": "Höchstens drei Sätze: Was ist seit der letzten Meldung geschehen, warum steht es so?",
    "next_steps": "Was bis zur nächsten Meldung geschieht.",
    "obstacles": "Was aufhält. Nur intern, erscheint in keinem öffentlichen Bericht.",
    "cost_planned": "Gesamtkosten in Euro als Zahl, zum Beispiel 15000. Nur intern.",
    "cost_actual": "Bisher ausgegeben, in Euro als Zahl. Nur intern.",
    "funding": "Woher das Geld kommt und ob es gesichert ist.",
    "staff": "Stellenanteile, zum Beispiel 0,5. Nur intern.",
    "participants": "Erreichte Personen im Halbjahr als Zahl.",
    "indicators": "Kennungen von Indikatoren des Monitors, durch Semikolon getrennt.",
    "decision": "Vorlage und Datum des Beschlusses.",
    "reported_on": "Tag der Meldung.",
    "reported_by": "Meldende Stelle. Nur intern.",
}
_EXAMPLE = {
    "measure": "3.10", "title": "Elterncafé in der Grundschule Nord", "field": "Handlungsfeld aus der Liste", "kind": "laufend",
    "lead": "Amt für Bildung", "partners": "Grundschule Nord; Familienzentrum", "priority": "hoch", "term": "mittelfristig",
    "planned_start": "01.09.2025", "planned_end": "31.07.2027", "state": "In Umsetzung", "progress": "40 %",
    "status_text": "Das Café ist seit September jede Woche geöffnet. Im Schnitt kommen 18 Mütter und Väter. Eine zweite Gruppe fehlt noch.",
    "next_steps": "Zweite Gruppe am Nachmittag", "cost_planned": "15000", "participants": "64", "reported_on": "15.01.2026",
}  # fmt: skip

_THIN = Side(style="thin", color="C5CCD6")
_GRID = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_WRAP = Alignment(wrap_text=True, vertical="top")


def write_status_sheet(path_or_buffer: str | PathLike[str] | BinaryIO, concept: Concept, period: str, rows: Sequence[MeasureRow]) -> None:
    """Writes the template for a half-year such as ``2026-H1``, filled with ``rows`` and room for new measures below.
    The field of a measure stays empty where the concept no longer has it: whoever fills in the sheet must choose a new one."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    measures, guide, marker = (workbook.create_sheet(name) for name in (SHEET, GUIDE_SHEET, MARKER_SHEET))
    _fill_marker(marker, concept, period)
    _fill_measures(measures, concept, Period(period), rows)
    _add_choices(measures, len(concept.fields), HEAD_ROW + len(rows) + SPARE_ROWS)
    _fill_guide(guide, concept)
    marker.sheet_state = "hidden"
    workbook.defined_names[MARKER_NAME] = DefinedName(MARKER_NAME, attr_text=f"'{MARKER_SHEET}'!$B$1", hidden=True)
    workbook.properties.title = f"Sachstand der Maßnahmen, {Period(period).label}"
    workbook.properties.creator = "Integrationsmonitor"
    workbook.save(path_or_buffer)


def _fill_marker(sheet: Worksheet, concept: Concept, period: str) -> None:
    facts = (
        ("Vorlage", TEMPLATE),
        ("Version", TEMPLATE_VERSION),
        ("Konzept", concept.id),
        ("Kommune", concept.municipality),
        ("Zeitraum", period),
    )
    columns: list[Sequence[str]] = [[key for key, _ in facts], [value for _, value in facts]]
    columns += [[field.id for field in concept.fields], [field.name for field in concept.fields]]
    columns += [CHOICES[key] for key in CHOICES]
    for number, texts in enumerate(columns, start=1):
        for row, text in enumerate(texts, start=1):
            write_text(sheet.cell(row, number), text)


def _fill_measures(sheet: Worksheet, concept: Concept, period: Period, rows: Sequence[MeasureRow]) -> None:
    write_text(sheet["A1"], f"Sachstand der Maßnahmen · {concept.municipality} · {period.label}")
    sheet["A1"].font = Font(bold=True, size=14)
    write_text(
        sheet["A2"], f"Eine Zeile je Maßnahme. Was in die Spalten gehört, steht im Blatt „{GUIDE_SHEET}“. {concept.invented}".strip()
    )
    for number, column in enumerate(COLUMNS, start=1):
        head = sheet.cell(HEAD_ROW, number)
        write_text(head, column.head)
        head.font, head.fill, head.border = HEAD_FONT, HEAD_FILL, _GRID
        head.alignment = Alignment(wrap_text=True, vertical="center")
        sheet.column_dimensions[get_column_letter(number)].width = _WIDTHS.get(column.key, 14)
    for offset in range(len(rows) + SPARE_ROWS):
        for number, column in enumerate(COLUMNS, start=1):
            cell = sheet.cell(HEAD_ROW + 1 + offset, number)
            cell.alignment, cell.border, cell.number_format = _WRAP, _GRID, _FORMATS.get(column.kind, "@")
            if offset < len(rows):
                _fill_cell(cell, column, getattr(rows[offset], column.key), concept)
        if offset < len(rows):
            _fit_height(sheet, HEAD_ROW + 1 + offset)
    sheet.row_dimensions[HEAD_ROW].height = 32
    sheet.sheet_view.tabSelected = True
    sheet.freeze_panes = f"C{HEAD_ROW + 1}"
    sheet.auto_filter.ref = f"A{HEAD_ROW}:{get_column_letter(len(COLUMNS))}{HEAD_ROW + len(rows) + SPARE_ROWS}"
    _print_landscape(sheet, pages_wide=3)
    sheet.print_title_rows, sheet.print_title_cols = f"{HEAD_ROW}:{HEAD_ROW}", "A:B"


def _print_landscape(sheet: Worksheet, pages_wide: int) -> None:
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = pages_wide, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _fit_height(sheet: Worksheet, row: int) -> None:
    """Room for the longest text of a row, since not every program fits wrapped rows when it opens a file."""
    texts = [(get_column_letter(cell.column or 1), cell.value) for cell in sheet[row] if isinstance(cell.value, str)]
    lines = (sum(1 + len(part) * 1.15 // sheet.column_dimensions[letter].width for part in text.split("\n")) for letter, text in texts)
    sheet.row_dimensions[row].height = min(15 * max(lines, default=1), 400)


def _fill_cell(cell: Any, column: Column, value: Any, concept: Concept) -> None:
    match column.kind, value:
        case _, None | "" | ():
            return
        case CellKind.FIELD, str():
            if name := {field.id: field.name for field in concept.fields}.get(value):
                write_text(cell, name)
        case CellKind.STATE, MeasureState():
            write_text(cell, value.label)
        case CellKind.LIST, tuple():
            write_text(cell, "; ".join(value))
        case CellKind.PERCENT, _:
            cell.value = round(value / 100, 8)
        case _, date() | int() | float():
            cell.value = value
        case _:
            write_text(cell, str(value))


def _add_choices(sheet: Worksheet, fields: int, last_row: int) -> None:
    """Drop-downs that take their words from the hidden sheet, so that no word is too long or holds a comma too many."""
    lists = {"field": ("D", fields)} | {key: (get_column_letter(5 + place), len(CHOICES[key])) for place, key in enumerate(CHOICES)}
    for number, column in enumerate(COLUMNS, start=1):
        if column.key not in lists:
            continue
        source, length = lists[column.key]
        choice = DataValidation(type="list", formula1=f"'{MARKER_SHEET}'!${source}$1:${source}${length}", allow_blank=True)
        choice.errorTitle, choice.error = column.head, "Bitte einen Eintrag aus der Liste wählen."
        choice.showErrorMessage = True
        choice.add(f"{get_column_letter(number)}{HEAD_ROW + 1}:{get_column_letter(number)}{last_row}")
        sheet.add_data_validation(choice)


def _fill_guide(sheet: Worksheet, concept: Concept) -> None:
    lines = (
        "So füllen Sie das Sachstandsblatt aus",
        f"Bitte füllen Sie im Blatt „{SHEET}“ je Maßnahme eine Zeile aus und senden Sie die Datei zurück.",
        "Begründung/Sachstand: höchstens drei Sätze. Was nicht bekannt ist, bleibt leer; bitte nichts schätzen.",
        "Neue Maßnahmen kommen in die freien Zeilen darunter. Spalten bitte nicht umbenennen, das verborgene Blatt nicht löschen.",
        concept.invented,
    )
    for letter, width in {"A": 26, "B": 80, "C": 46}.items():
        sheet.column_dimensions[letter].width = width
    for row, text in enumerate((line for line in lines if line), start=1):
        write_text(sheet.cell(row, 1), text)
    sheet["A1"].font = Font(bold=True, size=14)
    for number, text in enumerate(("Spalte", "Was hineingehört", "Beispiel"), start=1):
        head = sheet.cell(7, number)
        write_text(head, text)
        head.font, head.fill, head.border = HEAD_FONT, HEAD_FILL, _GRID
    for row, column in enumerate(COLUMNS, start=8):
        needed = " Pflichtangabe." if column.required else ""
        for number, text in enumerate((column.head, _ADVICE[column.key] + needed, _EXAMPLE.get(column.key, "")), start=1):
            cell = sheet.cell(row, number)
            write_text(cell, text)
            cell.alignment, cell.border = _WRAP, _GRID
    for row in range(8, 8 + len(COLUMNS)):
        _fit_height(sheet, row)
    _print_landscape(sheet, pages_wide=1)
