"""Writes the workbook „Indikatorenkatalog“: all indicators to read, room for own ones, and what may stand where."""

from collections.abc import Iterable, Mapping, Sequence
from os import PathLike
from typing import Any, BinaryIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from domain.definition_sheet import (
    CHECKSUM,
    FORMULAS,
    GUIDE,
    LAYOUT,
    MARKER_NAME,
    ORIGIN,
    OWN,
    ROLES,
    SHEET,
    SHEETS,
    SUPPLIED,
    CellKind,
    Column,
)
from domain.definition_texts import fingerprint, sheet_rows
from domain.indicators import Definition, Formula
from domain.vocabulary import CONCEPTS, DIMENSIONS, LABELS, SERIES
from reports.cells import HEAD_FILL, HEAD_FONT, write_text

HEAD_ROW = 1
SPARE_ROWS = 60
_LISTS = "_listen"
_GREY = PatternFill("solid", fgColor="EEF1F5")
_LINE = Side(style="thin", color="D5DAE1")
_GRID = Border(bottom=_LINE, right=_LINE)
_WRAP = Alignment(wrap_text=True, vertical="top")
_STEPS = (
    "Eigene Indikatoren anlegen",
    f"Jeder Indikator ist eine Zeile im Blatt „{SHEET}“. Grau hinterlegte Zeilen sind mitgeliefert: zum Nachlesen und als Muster.",
    "Ein eigener Indikator: Zeile unter den letzten schreiben oder eine graue kopieren, dann eine eigene Kennung geben.",
    "Blatt „Eingänge“: eine Zeile je Rolle der Formel. Blatt „Beispiele“: mindestens ein Rechenbeispiel. Beide mit derselben Kennung.",
    "Ändern: Zeile ändern, die Fassung um 1 erhöhen und im Blatt „Fassungen“ sagen, seit wann und was sich geändert hat.",
    "Zurückspielen: unter „Daten einspielen“ hochladen. Übernommen wird nur, was neu oder geändert ist; was fehlt, bleibt bestehen.",
)


def write_definition_sheet(path_or_buffer: str | PathLike[str] | BinaryIO, definitions: Iterable[Definition]) -> None:
    """Writes the workbook: the definitions in the order given, each marked as the library's or as the installation's own."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    rows = [(definition, sheet_rows(definition)) for definition in definitions]
    lists: list[tuple[str, ...]] = []
    for title, columns in SHEETS.items():
        sheet = workbook.create_sheet(title)
        last = _fill(sheet, title, columns, rows)
        _add_choices(sheet, columns, last + SPARE_ROWS, lists)
    _fill_guide(workbook.create_sheet(GUIDE))
    hidden = workbook.create_sheet(_LISTS)
    for place, words in enumerate(lists, start=1):
        for row, word in enumerate(words, start=1):
            write_text(hidden.cell(row, place), word)
    hidden.sheet_state = "hidden"
    workbook.defined_names[MARKER_NAME] = DefinedName(MARKER_NAME, attr_text=f"'{SHEET}'!$A$1", hidden=True)
    workbook.properties.title, workbook.properties.creator = "Indikatorenkatalog", "Integrationsmonitor"
    workbook.properties.identifier = LAYOUT
    workbook.save(path_or_buffer)


def _fill(sheet: Worksheet, title: str, columns: Sequence[Column], rows: Sequence[tuple[Definition, Mapping[str, Any]]]) -> int:
    """Heads and rows; the number of the last filled row."""
    for place, column in enumerate(columns, start=1):
        head = sheet.cell(HEAD_ROW, place)
        write_text(head, column.head)
        head.font, head.fill, head.alignment = HEAD_FONT, HEAD_FILL, Alignment(wrap_text=True, vertical="center")
        sheet.column_dimensions[get_column_letter(place)].width = column.width
        sheet.column_dimensions[get_column_letter(place)].hidden = column.key == CHECKSUM
    number = HEAD_ROW
    for definition, sheets in rows:
        more = {ORIGIN: OWN if definition.own else SUPPLIED, CHECKSUM: fingerprint(definition)} if title == SHEET else {}
        for row in sheets[title]:
            number += 1
            _fill_row(sheet, number, columns, row | more, grey=not definition.own)
    sheet.freeze_panes = sheet.cell(HEAD_ROW + 1, 5 if title == SHEET else 2).coordinate
    sheet.auto_filter.ref = f"A{HEAD_ROW}:{get_column_letter(len(columns))}{max(number, HEAD_ROW + 1)}"
    _print_landscape(sheet)
    return number


def _fill_row(sheet: Worksheet, number: int, columns: Sequence[Column], row: Mapping[str, Any], *, grey: bool) -> None:
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
            cell.number_format = "DD.MM.YYYY" if column.kind is CellKind.DAY else "General"


def _add_choices(sheet: Worksheet, columns: Sequence[Column], last_row: int, lists: list[tuple[str, ...]]) -> None:
    """Drop-downs that take their words from the hidden sheet, so that no word is too long or holds a comma too many."""
    for place, column in enumerate(columns, start=1):
        if column.kind is not CellKind.CHOICE:
            continue
        words = tuple((column.words or {}).values())
        if words not in lists:
            lists.append(words)
        letter = get_column_letter(lists.index(words) + 1)
        choice = DataValidation(type="list", formula1=f"'{_LISTS}'!${letter}$1:${letter}${len(words)}", allow_blank=True)
        choice.errorTitle, choice.error, choice.showErrorMessage = column.head, "Bitte einen Eintrag aus der Liste wählen.", True
        choice.promptTitle, choice.prompt, choice.showInputMessage = column.head, column.advice, True
        choice.add(f"{get_column_letter(place)}{HEAD_ROW + 1}:{get_column_letter(place)}{last_row}")
        sheet.add_data_validation(choice)


def _print_landscape(sheet: Worksheet) -> None:
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 8  # A3
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{HEAD_ROW}:{HEAD_ROW}"


def _fill_guide(sheet: Worksheet) -> None:
    for letter, width in {"A": 24, "B": 34, "C": 90}.items():
        sheet.column_dimensions[letter].width = width
    for row, text in enumerate(_STEPS, start=1):
        write_text(sheet.cell(row, 1), text)
    sheet["A1"].font = Font(bold=True, size=14)
    row = len(_STEPS) + 2
    for heading, lines in _guide_tables():
        row = _guide_table(sheet, row, heading, lines) + 1
    _print_landscape(sheet)


def _guide_tables() -> list[tuple[tuple[str, str, str], list[tuple[str, str, str]]]]:
    columns = [
        (title, column.head, column.advice + (" Pflichtangabe." if column.required else ""))
        for title, columns in SHEETS.items()
        for column in columns
        if column.advice
    ]
    formulas = [(FORMULAS[each], ", ".join(ROLES[role] for role in each.roles), each.value) for each in Formula]
    return [
        (("Blatt", "Spalte", "Was hineingehört"), columns),
        (("Formel", "Rollen im Blatt „Eingänge“", "Kennwort"), formulas),
        (("Reihe", "", "Bedeutung"), [(key, "", word) for key, word in SERIES.items()]),
        (("Konzept", "", "Bedeutung"), [(key, "", word) for key, word in CONCEPTS.items()]),
        (("Merkmal", "", "Bedeutung"), [(key, "", word) for key, word in DIMENSIONS.items()]),
        (("Gruppe", "", "Bedeutung"), [(key, "", word) for key, word in LABELS.items()]),
    ]


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
    return row + 1
