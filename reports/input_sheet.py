"""Writes the „Erfassungsblatt“: rows to fill in for what one or several indicators need, and how to do it."""

from collections.abc import Mapping, Sequence
from os import PathLike
from typing import Any, BinaryIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from domain.definition_sheet import CellKind, Column
from domain.definition_texts import groups_text
from domain.groups import parse_group_key
from domain.input_sheet import COLUMNS, FACTS, GUIDE, LINE_COLUMNS, MARKER_NAME, MARKER_SHEET, MIN_CASES, SHEET, Asked
from domain.periods import Period
from domain.vocabulary import DIMENSIONS
from reports.cells import HEAD_FILL, HEAD_FONT, write_text

HEAD_ROW = 4
SPARE_ROWS = 200
_INPUT = PatternFill("solid", fgColor="FFF8DC")
_FILLED_IN = ("value", "sign", "note", "breakdown")
_WRAP = Alignment(wrap_text=True, vertical="top")
_STEPS = (
    "So füllen Sie das Erfassungsblatt aus",
    "Tragen Sie in die Spalte „Wert“ die Zahl ein. Was nicht bekannt ist, bleibt leer; leere Felder werden nicht geliefert.",
    "Statt einer Zahl oder neben ihr kann in „Zeichen“ stehen, was zu sagen ist: vorläufig, geschätzt, geheim …",
    "Weitere Jahre, Gebiete oder Untergruppen: Zeile kopieren und Zeitraum, Gebiet oder Untergruppe ändern; „Reihe Nr.“ bleibt dieselbe.",
    "Sortieren, Filtern und Löschen von Zeilen schadet nicht. Spaltenköpfe und das verborgene Blatt bitte stehen lassen.",
    f"{MIN_CASES}: Zahlen von Personen von 1 bis darunter werden nirgends gezeigt. 0 nur, wenn die Quelle selbst schon schützt.",
    "Keine Angaben zu einzelnen Personen: nur Summen.",
    "Zurückspielen: unter „Daten einspielen“ hochladen. Es wird erst geprüft und dann gefragt.",
)


def write_input_sheet(
    path_or_buffer: str | PathLike[str] | BinaryIO,
    about: Mapping[str, str],
    lines: Sequence[Asked],
    areas: Mapping[str, Sequence[tuple[str, str]]],
    min_cases: int,
) -> None:
    """Writes the workbook. ``about`` has the FACTS of the sheet, ``areas`` key and name of each area to ask for, by what an indicator
    adds up over (the empty text: the usual ones)."""
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = SHEET
    write_text(sheet["A1"], about["Titel"])
    sheet["A1"].font = Font(bold=True, size=14)
    write_text(sheet["A2"], f"{MIN_CASES} (siehe Blatt „{GUIDE}“)")
    sheet["B2"].value, sheet["B2"].fill = min_cases, _INPUT
    sheet["B2"].alignment = Alignment(horizontal="left")
    _heads(sheet, COLUMNS)
    last = _fill(sheet, lines, areas)
    _add_signs(sheet, last + SPARE_ROWS)
    sheet.freeze_panes = sheet.cell(HEAD_ROW + 1, 3).coordinate
    sheet.auto_filter.ref = f"A{HEAD_ROW}:{get_column_letter(len(COLUMNS))}{max(last, HEAD_ROW + 1)}"
    sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = "landscape", 1, 0
    _guide(workbook.create_sheet(GUIDE))
    _marker(workbook.create_sheet(MARKER_SHEET), about, lines)
    workbook.defined_names[MARKER_NAME] = DefinedName(MARKER_NAME, attr_text=f"'{MARKER_SHEET}'!$A$1", hidden=True)
    workbook.properties.title, workbook.properties.creator = about["Titel"], "Integrationsmonitor"
    workbook.save(path_or_buffer)


def _heads(sheet: Worksheet, columns: Sequence[Column]) -> None:
    for place, column in enumerate(columns, start=1):
        head = sheet.cell(HEAD_ROW, place)
        write_text(head, column.head)
        head.font, head.fill, head.alignment = HEAD_FONT, HEAD_FILL, Alignment(wrap_text=True, vertical="center")
        sheet.column_dimensions[get_column_letter(place)].width = column.width


def _fill(sheet: Worksheet, lines: Sequence[Asked], areas: Mapping[str, Sequence[tuple[str, str]]]) -> int:
    """One row for each line, area and period; the number of the last one."""
    number = HEAD_ROW
    for place, each in enumerate(lines, start=1):
        for key, name in areas.get(each.over, areas[""]):
            for period in each.periods:
                number += 1
                known: dict[str, Any] = {
                    "indicator": each.indicator, "label": each.label, "basis": each.line.basis, "line": place, "area": key,
                    "area_name": name, "period": Period(period).label, "unit": each.line.unit, "note": _hint(each, areas),
                }  # fmt: skip
                _fill_row(sheet, number, known)
    return number


def _hint(each: Asked, areas: Mapping[str, Sequence[tuple[str, str]]]) -> str | None:
    if not each.over or each.over in areas:
        return None
    name = DIMENSIONS.get(each.over)
    return f"Bitte je {name} eine Zeile, Untergruppe „{each.over} = …“" if name else "Bitte je Teilgebiet eine Zeile mit eigenem Schlüssel"


def _fill_row(sheet: Worksheet, number: int, known: Mapping[str, Any]) -> None:
    for place, column in enumerate(COLUMNS, start=1):
        cell, value = sheet.cell(number, place), known.get(column.key)
        cell.alignment = _WRAP
        if column.key in _FILLED_IN:
            cell.fill = _INPUT
        if isinstance(value, str):
            write_text(cell, value)
            cell.number_format = "@"
        elif value is not None:
            cell.value = value
        elif column.key == "breakdown":
            cell.number_format = "@"


def _add_signs(sheet: Worksheet, last: int) -> None:
    for place, column in enumerate(COLUMNS, start=1):
        if column.kind is not CellKind.CHOICE:
            continue
        words = list((column.words or {}).values())
        source = f"'{MARKER_SHEET}'!$H$1:$H${len(words)}"
        choice = DataValidation(type="list", formula1=source, allow_blank=True)
        choice.errorTitle, choice.error, choice.showErrorMessage = column.head, "Bitte einen Eintrag aus der Liste wählen.", True
        choice.add(f"{get_column_letter(place)}{HEAD_ROW + 1}:{get_column_letter(place)}{last}")
        sheet.add_data_validation(choice)


def _guide(sheet: Worksheet) -> None:
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 22, 110
    for row, text in enumerate(_STEPS, start=1):
        write_text(sheet.cell(row, 1), text)
    sheet["A1"].font = Font(bold=True, size=14)
    for row, column in enumerate(COLUMNS, start=len(_STEPS) + 2):
        write_text(sheet.cell(row, 1), column.head)
        write_text(sheet.cell(row, 2), column.advice)
        sheet.cell(row, 1).font = Font(bold=True)


def _marker(sheet: Worksheet, about: Mapping[str, str], lines: Sequence[Asked]) -> None:
    """What the numbers mean, the facts about the sheet in column J and K, and the words of the drop-down in column H."""
    for place, column in enumerate(LINE_COLUMNS, start=1):
        write_text(sheet.cell(1, place), column.head)
    for row, each in enumerate(lines, start=2):
        line = each.line
        cells = (line.series, line.unit, line.concept, line.basis, groups_text(parse_group_key(line.groups)) or "")
        sheet.cell(row, 1).value = row - 1
        for place, text in enumerate(cells, start=2):
            if text:
                write_text(sheet.cell(row, place), text)
    words = next(column.words or {} for column in COLUMNS if column.kind is CellKind.CHOICE)
    for row, word in enumerate(words.values(), start=1):
        write_text(sheet.cell(row, 8), word)
    for row, fact in enumerate(FACTS, start=1):
        write_text(sheet.cell(row, 10), fact)
        write_text(sheet.cell(row, 11), about[fact])
    sheet.sheet_state = "hidden"
