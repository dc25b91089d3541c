"""Sheets of our own workbooks: columns found by their heads in any order, rows with the contents of their cells."""

import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from domain.definition_sheet import CellKind, Column
from domain.definition_texts import parse_figures, parse_groups
from domain.errors import Unreadable
from domain.when_texts import parse_when
from loaders.findings import Findings
from loaders.status_cells import Content
from loaders.status_dates import day
from loaders.wording import closest, plain
from loaders.workbooks.package import merged_area

_MOST_ROWS = 50_000
_MOST_COLUMNS = 120
_HEAD_WITHIN = 20
_MOST_MERGED = 200_000
DAMAGE = (
    OSError,
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    LookupError,
    ValueError,
    ArithmeticError,
    TypeError,
    AttributeError,
    SyntaxError,
)
"""What a workbook that is damaged, or was never one, makes openpyxl raise."""
_EXCEL_ERROR = re.compile(r"#(?:N/A|NV|REF!|BEZUG!|VALUE!|WERT!|DIV/0!|NAME\?|NUM!|ZAHL!|NULL!)")
_NUMBER = re.compile(r"[+-]?\d+(?:,\d+)?")


class WrongCell(ValueError):
    """A cell that does not hold what its column asks for: what was expected, and advice."""

    def __init__(self, expected: str, advice: str) -> None:
        super().__init__(expected)
        self.expected, self.advice = expected, advice


@dataclass(frozen=True)
class SheetRow:
    """A row that is not empty. ``values`` holds what was understood, ``wrong`` the keys of cells that were not."""

    number: int
    values: dict[str, Any]
    wrong: frozenset[str]


@dataclass(frozen=True)
class SheetTable:
    """A sheet with its columns: key → column number."""

    sheet: Worksheet
    head_row: int
    places: dict[str, int]


def open_workbook(path: Path, name: str) -> Workbook:
    """The workbook with its formulas as they stand; raises Unreadable. Opens by content, as kept files have no ending."""
    try:
        if merged_area(path) > _MOST_MERGED:
            raise Unreadable(
                f"{name}: Ein riesiger Bereich ist verbunden. Bitte die Angaben in eine frische Vorlage des Monitors übertragen."
            )
        with path.open("rb") as file:
            return load_workbook(file)
    except DAMAGE as problem:
        raise Unreadable(f"{name}: Die Datei lässt sich nicht als Excel-Arbeitsmappe öffnen. Bitte als .xlsx speichern.") from problem


def find_table(workbook: Workbook, title: str, columns: Sequence[Column]) -> SheetTable | None:
    """The sheet of that title, or the one whose heads are ours; None where neither has all the heads that are needed."""
    ordered = sorted(workbook.worksheets, key=lambda sheet: sheet.title != title)
    tables = (table for sheet in ordered if (table := _table(sheet, columns)) is not None)  # the titled one is mostly the one
    needed = {column.key for column in columns if column.required}
    return next((table for table in tables if needed <= table.places.keys()), None)


def _table(sheet: Worksheet, columns: Sequence[Column]) -> SheetTable | None:
    """The sheet by the first row with at least two of our heads."""
    keys = {plain(column.head): column.key for column in columns}
    for number, line in enumerate(sheet.iter_rows(max_row=_HEAD_WITHIN, max_col=_MOST_COLUMNS, values_only=True), start=1):
        places: dict[str, int] = {}
        for position, text in enumerate(line, start=1):
            if key := keys.get(plain(str(text or ""))):
                places.setdefault(key, position)
        if len(places) >= min(2, len(columns)):
            return SheetTable(sheet, number, places)
    return None


def rows_of(table: SheetTable, columns: Sequence[Column], findings: Findings, needs: Sequence[str] = ()) -> Iterator[SheetRow]:
    """The filled rows below the heads; everything wrong in a cell goes to ``findings``. With ``needs`` only rows in which one of
    these columns is filled."""
    if table.sheet.max_row > _MOST_ROWS:
        found = f"Inhalt oder Format bis Zeile {table.sheet.max_row}"
        findings.error("E265", found, f"höchstens {_MOST_ROWS} Zeilen", "Bitte den Bereich unter den Angaben samt Formatierung löschen.")
        return
    present = [column for column in columns if column.key in table.places]
    for number in range(table.head_row + 1, table.sheet.max_row + 1):
        places = [table.places[key] for key in needs if key in table.places] or [table.places[column.key] for column in present]
        if any(Content(table.sheet.cell(number, place).value).text for place in places):
            yield _row(table, number, present, findings)


def _row(table: SheetTable, number: int, columns: Sequence[Column], findings: Findings) -> SheetRow:
    values: dict[str, Any] = {}
    wrong: set[str] = set()
    for column in columns:
        place = (number, table.places[column.key])
        cell = table.sheet.cell(*place)
        content = Content(cell.value, cell.number_format)
        try:
            value = _parsed(column, content, formula=cell.data_type == "f")
        except WrongCell as problem:
            findings.error("E376", f"„{_short(content.text)}“ in der Spalte „{column.head}“", problem.expected, problem.advice, place)
            wrong.add(column.key)
            continue
        if value is not None:
            values[column.key] = value
    return SheetRow(number, values, frozenset(wrong))


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]} …"


def _parsed(column: Column, content: Content, *, formula: bool) -> Any:
    """The value of a cell, None for an empty one; raises WrongCell."""
    text = content.text
    if formula:
        raise WrongCell("eine Angabe ohne Formel", "Bitte die Angabe selbst eintragen.")
    if not text:
        return None
    if _EXCEL_ERROR.fullmatch(text):
        raise WrongCell("eine Angabe", "In der Zelle steht ein Excel-Fehler. Bitte berichtigen oder leeren.")
    match column.kind:
        case CellKind.LINES:
            return [line.strip() for line in text.splitlines() if line.strip()]
        case CellKind.WORDS:
            return _words(column, text)
        case CellKind.INTEGER:
            return _integer(content)
        case CellKind.NUMBER:
            return _number(content)
        case CellKind.CHOICE:
            return _choice(column, text)
        case CellKind.GROUPS:
            return _groups(text)
        case CellKind.FIGURES:
            return _figures(text)
        case CellKind.DAY:
            return _day(content)
        case CellKind.WHEN:
            return parse_when(text)
        case CellKind.FLAG:
            return _choice(column, text) == "ja"
    return "\n".join(line.strip() for line in text.splitlines())


def _words(column: Column, text: str) -> list[str]:
    codes = {plain(word): code for code, word in (column.words or {}).items()}
    parts = [part.strip() for part in re.split(r"[;\n]", text) if part.strip()]
    return [codes.get(plain(part), part) for part in parts]


def _integer(content: Content) -> int:
    value = _number(content)
    if not value.is_integer():
        raise WrongCell("eine ganze Zahl", "Bitte eine Zahl ohne Nachkommastellen eintragen.")
    return int(value)


def _number(content: Content) -> float:
    number = content.number
    if number is None and _NUMBER.fullmatch(content.text):
        number = float(content.text.replace(",", "."))
    if number is None or abs(number) > 1e15:
        raise WrongCell("eine Zahl", "Bitte nur die Zahl eintragen, mit Komma vor den Nachkommastellen.")
    return number


def _choice(column: Column, text: str) -> str:
    words = column.words or {}
    known = {plain(word): code for code, word in words.items()} | {plain(code): code for code in words}
    if plain(text) not in known:
        near = closest(text, words.values())
        advice = f"Gemeint ist vielleicht „{near}“." if near else "Bitte einen Eintrag aus der Auswahlliste wählen."
        raise WrongCell("eines von: " + ", ".join(words.values()), advice)
    return known[plain(text)]


def _groups(text: str) -> dict[str, Any]:
    found = parse_groups(text)
    if found is None:
        advice = "Bitte je Merkmal „Merkmal = Gruppe“ schreiben und Merkmale mit Strichpunkt trennen."
        raise WrongCell("Gruppen wie „nationalitaet = auslaendisch; alter = 18 | 19“", advice)
    return found


def _figures(text: str) -> dict[str, Any]:
    found = parse_figures(text)
    if found is None:
        raise WrongCell("Zahlen wie „Zähler = 32; Nenner = 185“", "Bitte je Eingang „Rolle = Zahl“ schreiben, mit Strichpunkt getrennt.")
    return found


def _day(content: Content) -> str:
    value, remark = day(content, at_end=False)
    if value is None or remark is not None:
        raise WrongCell("ein Tag, zum Beispiel 01.09.2026", "Bitte Tag, Monat und Jahr eintragen.")
    return str(value.isoformat())
