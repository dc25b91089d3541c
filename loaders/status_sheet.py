"""Reads the measure status sheet that departments send back: one row a measure, everything found said at once."""

import datetime
import html
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from domain.deliveries import DeliveryKind, Finding, Reading, Severity, Source
from domain.errors import Unreadable
from domain.measures import MeasureRow, MeasureState
from domain.periods import Period, PeriodKind, is_period
from domain.status_sheet import CHOICES, COLUMNS, LAYOUT, MARKER_NAME, MARKER_SHEET, SHEET, TEMPLATE, TEMPLATE_VERSION, CellKind, Column
from loaders.numbers import is_credible
from loaders.status_cells import Content, Parsed, Remark, amount, day, error, hint, money, progress
from loaders.status_plausibility import between_rows, within_row
from loaders.wording import closest, names_merger, plain, state_of, wording
from loaders.workbooks.package import merged_area

_MOST_ROWS = 5000
_MOST_MERGED = 200_000
"""Cells in merged ranges: openpyxl makes an object of each."""
_HEAD_WITHIN = 20
_PEEK = 1 << 18
_HEADS = "die Spaltenköpfe der Vorlage"
_HEAD_ALIASES = {
    "nr": "measure", "nummer": "measure", "maßnahmennummer": "measure", "maßnahmenr": "measure", "maßnahme": "title", "titel": "title",
    "ziel": "goals", "leitziel": "goals", "umsetzungsgrad": "progress", "sachstand": "status_text", "begründung": "status_text",
    "umsetzungsstand": "state", "kosten geplant": "cost_planned", "kosten tatsächlich": "cost_actual", "personal": "staff",
}  # fmt: skip


@dataclass(frozen=True)
class Marker:
    """What our hidden sheet says: which concept and half-year the sheet was made for, and the action fields as id → name."""

    version: str
    concept: str
    municipality: str
    period: str
    fields: dict[str, str]


@dataclass
class _Table:
    """The sheet of measures while it is read; findings gather here."""

    sheet: Worksheet
    marker: Marker
    head_row: int = 0
    values: Worksheet | None = None  # the same sheet with the last results of formulas; None if there is no formula
    columns: dict[str, int] = field(default_factory=dict)  # attribute of MeasureRow → column number
    findings: list[Finding] = field(default_factory=list)

    def say(self, remark: Remark, found: str, cell: str | None = None) -> None:
        self.findings.append(Finding(remark.severity, remark.code, found, remark.expected, remark.advice, self.sheet.title, cell))

    def cell_name(self, key: str, row: int) -> str:
        return f"{get_column_letter(self.columns[key])}{row}"


def claims(path: str | Path) -> bool:
    """True if the file is our status sheet, by its marker or at least by its column heads; reads at most 256 KB of a member."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            if "xl/workbook.xml" in names and MARKER_NAME in _peek(archive, "xl/workbook.xml"):
                return True
            texts = [name for name in names if name == "xl/sharedStrings.xml" or re.fullmatch(r"xl/worksheets/sheet[1-9]\.xml", name)]
            strings = "".join(_peek(archive, name) for name in texts)
    except (OSError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
        return False
    return all(f">{column.head}<" in strings for column in COLUMNS if column.required) and ">Umsetzungsgrad %<" in strings


def _peek(archive: zipfile.ZipFile, member: str) -> str:
    with archive.open(member) as stream:
        return html.unescape(stream.read(_PEEK).decode("utf-8", "replace"))


def read_status_sheet(path: str | Path | BinaryIO, name: str) -> Reading:
    """The measures of a status sheet as MeasureRow with sheet and cell of their number, and all findings.
    Rows with an error in number, field, status or title are left out. Raises Unreadable if the file is no workbook."""
    workbook = _open(path, name, values=False)
    marker, found = _read_marker(workbook)
    source = Source(publisher=marker.municipality, title=_title(marker), table=f"Sachstandsblatt {marker.concept}".strip())
    sheet = workbook[SHEET] if SHEET in workbook.sheetnames else next((one for one in workbook.worksheets if _head_row(one)), None)
    if sheet is None:
        advice = "Bitte die Vorlage des Monitors verwenden und ihre Kopfzeile stehen lassen."
        found.append(Finding(Severity.ERROR, "E260", "kein Blatt mit Maßnahmen", _HEADS, advice))
        return Reading(DeliveryKind.MEASURES, LAYOUT, source, None, tuple(found))
    table = _Table(sheet, marker, _head_row(sheet) or 0, findings=found)
    if not _find_columns(table):
        return Reading(DeliveryKind.MEASURES, LAYOUT, source, None, tuple(table.findings))
    if _has_formulas(table):
        table.values = _open(path, name, values=True)[sheet.title]
    numbered = {row: measure for row in _filled_rows(table) if (measure := _read_row(table, row)) is not None}
    for key, row, remark, shown in between_rows(numbered):
        table.say(remark, shown, table.cell_name(key, row))
    rows = tuple(numbered.values()) if marker.period else None
    return Reading(DeliveryKind.MEASURES, LAYOUT, source, rows, tuple(table.findings))


def _open(path: str | Path | BinaryIO, name: str, values: bool) -> Workbook:
    """Opens by content: openpyxl itself would refuse a path that does not end in .xlsx, as kept files do not."""
    source = Path(path) if isinstance(path, str) else path
    try:
        if merged_area(source) > _MOST_MERGED:
            raise Unreadable(
                f"{name}: Ein riesiger Bereich ist verbunden. Bitte die Angaben in eine frische Vorlage des Monitors übertragen."
            )
        if not isinstance(source, Path):
            return load_workbook(source, data_only=values)
        with source.open("rb") as file:
            return load_workbook(file, data_only=values)
    except (OSError, zipfile.BadZipFile, zlib.error, EOFError, KeyError, ValueError, TypeError, SyntaxError) as problem:
        raise Unreadable(f"{name}: Die Datei lässt sich nicht als Excel-Arbeitsmappe öffnen. Bitte als .xlsx speichern.") from problem


def _has_formulas(table: _Table) -> bool:
    """Looks at the columns found alone: openpyxl makes a cell of each place it is asked for, up to a stray one far to the right."""
    rows = range(table.head_row + 1, table.sheet.max_row + 1)
    return any(table.sheet.cell(row, number).data_type == "f" for row in rows for number in table.columns.values())


def _title(marker: Marker) -> str:
    return f"Sachstand der Maßnahmen, {Period(marker.period).label}" if marker.period else "Sachstand der Maßnahmen"


def _read_marker(workbook: Workbook) -> tuple[Marker, list[Finding]]:
    """The marker and what is wrong with it; an empty one if the hidden sheet is gone."""
    if MARKER_SHEET not in workbook.sheetnames:
        advice = "Bitte die Angaben in eine frische Vorlage des Monitors übertragen."
        return Marker("", "", "", "", {}), [
            Finding(Severity.ERROR, "E160", "kein verborgenes Blatt mit Berichtszeitraum", f"das Blatt „{MARKER_SHEET}“", advice)
        ]
    sheet = workbook[MARKER_SHEET]
    lines = [[str(cell or "").strip() for cell in line] for line in sheet.iter_rows(max_row=500, max_col=4, values_only=True)]
    facts = {line[0]: line[1] for line in lines if line[0]}
    fields = {line[2]: line[3] for line in lines if line[2]}
    period = facts.get("Zeitraum", "")
    findings = []
    if facts.get("Vorlage") != TEMPLATE or facts.get("Version") != TEMPLATE_VERSION:
        advice = "Bitte die aktuelle Vorlage aus dem Monitor verwenden."
        shown = f"Vorlage {facts.get('Vorlage', '')} {facts.get('Version', '')}".strip()
        findings.append(Finding(Severity.ERROR, "E161", shown, f"{TEMPLATE} {TEMPLATE_VERSION}", advice, MARKER_SHEET, "B2"))
    if not is_period(period, PeriodKind.HALF):
        advice = "Bitte eine frische Vorlage für das richtige Halbjahr verwenden."
        findings.append(Finding(Severity.ERROR, "E162", period, "ein Halbjahr wie 2026-H1", advice, MARKER_SHEET, "B5"))
        period = ""
    marker = Marker(facts.get("Version", ""), facts.get("Konzept", ""), facts.get("Kommune", ""), period, fields)
    return marker, findings


def _head_key(text: object) -> str:
    """Attribute of MeasureRow for a column head, empty if it is none of ours."""
    bare = re.sub(r"[^\wäöüß/]+", " ", str(text or "").casefold()).strip()
    for column in COLUMNS:
        if bare == re.sub(r"[^\wäöüß/]+", " ", column.head.casefold()).strip():
            return column.key
    return _HEAD_ALIASES.get(bare, "")


def _head_row(sheet: Worksheet) -> int | None:
    """The first row that holds at least four of our column heads."""
    for number, line in enumerate(sheet.iter_rows(max_row=_HEAD_WITHIN, max_col=100, values_only=True), start=1):
        if len({key for text in line if (key := _head_key(text))}) >= 4:
            return number
    return None


def _find_columns(table: _Table) -> bool:
    """Fills ``table.columns``; False if the table cannot be read at all."""
    for number in range(1, min(table.sheet.max_column, 100) + 1) if table.head_row else ():
        text = Content(table.sheet.cell(table.head_row, number).value).text
        key, cell = _head_key(text), f"{get_column_letter(number)}{table.head_row}"
        if key in table.columns:
            table.say(error("E261", _HEADS, f"Die Spalte gibt es schon in {table.cell_name(key, table.head_row)}."), text, cell)
        elif key:
            table.columns[key] = number
        elif text:
            table.say(hint("H461", _HEADS, "Diese Spalte wird nicht gelesen."), text, cell)
    missing = [column for column in COLUMNS if column.key not in table.columns]
    for column in (column for column in missing if column.required):
        table.say(error("E260", f"eine Spalte „{column.head}“", "Bitte die Kopfzeile der Vorlage wiederherstellen."), "Spalte fehlt")
    optional = [column.head for column in missing if not column.required]
    if optional and len(optional) == len(missing):
        table.say(hint("H462", _HEADS, "Die fehlenden Spalten bleiben ohne Angabe."), "nicht vorhanden: " + ", ".join(optional))
    if table.sheet.max_row > _MOST_ROWS:
        advice = "Bitte den Bereich unter den Maßnahmen samt Formatierung löschen."
        table.say(error("E262", f"höchstens {_MOST_ROWS} Zeilen", advice), f"Inhalt oder Format bis Zeile {table.sheet.max_row}")
    return table.sheet.max_row <= _MOST_ROWS and not any(column.required for column in missing)


def _filled_rows(table: _Table) -> Iterator[int]:
    for row in range(table.head_row + 1, table.sheet.max_row + 1):
        if any(Content(table.sheet.cell(row, number).value).text for number in table.columns.values()):
            yield row


def _read_row(table: _Table, row: int) -> MeasureRow | None:
    """One measure; None if what identifies it is wrong."""
    read: dict[str, Any] = {}
    for column in COLUMNS:
        if column.key not in table.columns:
            continue
        content, cell = _content(table, column, row)
        value, remark = _parse(column, content, table.marker)
        if remark is not None:
            table.say(remark, content.text or "leer", cell)
        if value is not None:
            read[column.key] = value
    _move_texts(read)
    _keep_merger(table, read, row)
    _settle_late(table, read, row)
    if any(column.required and column.key not in read for column in COLUMNS):
        return None
    measure = MeasureRow(**read, period=table.marker.period, sheet=table.sheet.title, cell=table.cell_name("measure", row))
    for key, remark, shown in within_row(measure):
        table.say(remark, shown, table.cell_name(key if key in table.columns else "measure", row))
    return measure


def _content(table: _Table, column: Column, row: int) -> tuple[Content, str]:
    number = table.columns[column.key]
    cell = table.sheet.cell(row, number)
    if cell.data_type != "f" or table.values is None:
        return Content(cell.value, cell.number_format), cell.coordinate
    result = table.values.cell(row, number).value
    return Content(_Uncalculated(str(cell.value)) if result is None else result, cell.number_format), cell.coordinate


class _Uncalculated(str):
    """A formula whose result the file does not hold."""


def _parse(column: Column, content: Content, marker: Marker) -> Parsed:
    """The value of a cell and what is to be said about it; None for nothing."""
    if isinstance(content.value, _Uncalculated):
        return None, error("E372", "ein Wert", "Die Formel hat kein gespeichertes Ergebnis. Bitte den Wert selbst eintragen.")
    if re.fullmatch(r"#(?:N/A|NV|REF!|BEZUG!|VALUE!|WERT!|DIV/0!|NAME\?|NUM!|ZAHL!|NULL!)", content.text):
        return None, error("E373", "ein Wert", "In der Zelle steht ein Excel-Fehler. Bitte berichtigen oder leeren.")
    value, remark = _typed(column, content, marker)
    if any(isinstance(number, float) and not is_credible(number) for number in (value, content.number)):
        return None, error("E374", "eine Zahl von höchstens 1 Billiarde", "Diese Zahl kann nicht stimmen. Bitte berichtigen.")
    return value, remark


def _typed(column: Column, content: Content, marker: Marker) -> Parsed:
    if content.text == "":
        needed = error("E367", f"eine Angabe in der Spalte „{column.head}“", "Bitte ergänzen oder die ganze Zeile leeren.")
        return None, needed if column.required else None
    match column.kind:
        case CellKind.NUMBER:
            return _number(content)
        case CellKind.FIELD:
            return _field(content, marker)
        case CellKind.STATE:
            return _state(content)
        case CellKind.CHOICE:
            return _choice(column.key, content)
        case CellKind.LIST:
            return tuple(part.strip() for part in re.split(r"[;\n]", content.text) if part.strip()), None
        case CellKind.DATE:
            return day(content, at_end=column.key.endswith("_end"))
        case CellKind.PERCENT:
            return progress(content)
        case CellKind.MONEY:
            return money(content)
        case CellKind.AMOUNT:
            return amount(content, column.head, dots_group=column.key == "participants")
    return content.text, None


_NUMBER = "eine Nummer als Text, zum Beispiel 1.10"


def _number(content: Content) -> Parsed:
    if isinstance(content.value, datetime.date):
        advice = "Excel hat die Nummer in ein Datum verwandelt. Bitte die Zelle als Text formatieren und die Nummer neu eintragen."
        return None, error("E361", _NUMBER, advice)
    if content.number is None:
        return content.text, None
    if not content.number.is_integer():
        short = content.text.replace(",", ".")
        advice = f"Excel unterscheidet {short} und {short}0 nicht. Bitte die Zelle als Text formatieren und die Nummer neu eintragen."
        return None, error("E361", _NUMBER, advice)
    return content.text, hint("H463", _NUMBER, "Bitte die Spalte als Text formatieren, damit Nummern wie 1.10 erhalten bleiben.")


def _field(content: Content, marker: Marker) -> Parsed:
    by_word = {plain(word): key for key, name in marker.fields.items() for word in (key, name)}
    if known := by_word.get(plain(content.text)):
        return known, None
    if not marker.fields:
        return None, None  # the missing marker has been said
    near = closest(content.text, marker.fields.values())
    advice = f"Gemeint ist vielleicht „{near}“." if near else "Bitte aus der Auswahlliste wählen."
    return None, error("E366", "ein Handlungsfeld des Konzepts: " + ", ".join(marker.fields.values()), advice)


def _state(content: Content) -> Parsed:
    if plain(content.text) in wording().late:
        return content.text, None  # settled when the row is known
    if (state := state_of(content.text)) is not None:
        return state, None
    if plain(content.text) in wording().colours:
        return None, error("E364", _STATES, "Eine Farbe allein sagt nicht, wie weit die Maßnahme ist. Bitte aus der Auswahlliste wählen.")
    near = state_of(closest(content.text, wording().states) or "?")
    return None, error("E364", _STATES, f"Gemeint ist vielleicht „{near.label}“." if near else "Bitte aus der Auswahlliste wählen.")


_STATES = "einer der Stände " + ", ".join(CHOICES["state"])


def _choice(key: str, content: Content) -> Parsed:
    known = wording().choices[key].get(plain(content.text))
    expected = ", ".join(CHOICES[key])
    return known or content.text, None if known else hint("H476", expected, "Die Angabe wird unverändert übernommen.")


def _settle_late(table: _Table, read: dict[str, Any], row: int) -> None:
    """A wording such as „verzögert“ is no state: it counts as running where the row shows a start, and is an error elsewhere."""
    found = read.get("state")
    if found is None or isinstance(found, MeasureState):
        return
    if read.get("actual_start") or read.get("progress"):
        read["state"] = MeasureState.RUNNING
        advice = "Wird als „In Umsetzung“ übernommen. Den Verzug rechnet der Monitor aus dem geplanten Ende."
        table.say(hint("H478", _STATES, advice), found, table.cell_name("state", row))
        return
    del read["state"]
    advice = "Ob schon begonnen wurde, zeigt die Zeile nicht. Bitte „In Planung“ oder „In Umsetzung“ wählen, dazu das geplante Ende."
    table.say(error("E364", _STATES, advice), found, table.cell_name("state", row))


def _keep_merger(table: _Table, read: dict[str, Any], row: int) -> None:
    """With which measure one was merged is said in the status cell alone: it moves to the front of the report."""
    text = Content(table.sheet.cell(row, table.columns["state"]).value).text
    if names_merger(text):
        read["status_text"] = ". ".join(filter(None, (text, read.get("status_text"))))
        advice = "Wird als „Zusammengelegt“ übernommen; die Angabe steht nun am Anfang des Sachstands."
        table.say(hint("H477", _STATES, advice), text, table.cell_name("state", row))


def _move_texts(read: dict[str, Any]) -> None:
    """Words from cost columns go to the funding."""
    for key in ("cost_planned", "cost_actual"):
        if isinstance(words := read.get(key), str):
            del read[key]
            if plain(words) not in plain(read.get("funding", "")):
                read["funding"] = "; ".join(filter(None, (read.get("funding"), words)))
