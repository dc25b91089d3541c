"""Reads the „Erfassungsblatt“: figures for the lines that a hidden sheet names, in any order, partly filled, with rows copied or gone."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
from openpyxl import Workbook

from domain.areas import AreaLevel, area_level
from domain.deliveries import DeliveryKind, Reading, Source
from domain.groups import group_key, parse_group_key
from domain.input_sheet import COLUMNS, FACTS, LAYOUT, LINE_COLUMNS, MARKER_SHEET, MIN_CASES, SHEET, Line
from domain.local_time import today
from domain.periods import Period, PeriodKind
from domain.signs import Sign
from domain.vocabulary import UNITS
from loaders.findings import Findings
from loaders.layout_checks import LEAST_CASES
from loaders.numbers import NumberReader, is_credible
from loaders.observations import SCHEMA, report_repeated
from loaders.period_texts import parse_period
from loaders.plausibility import PeriodCell, report_implausible
from loaders.sheet_table import SheetRow, SheetTable, find_table, open_workbook, rows_of
from loaders.status_cells import Content
from loaders.symbols import Symbols

_NUMBERS = NumberReader(Symbols({}), ",", ".")  # signs are chosen in a column of their own: an „x“ could mean anything
_TEMPLATE = "Bitte das Erfassungsblatt neu herunterladen und die Zahlen dort eintragen."
_MOST_MIN_CASES = 1000
_LONGEST = 200
"""Letters of a name, a series or the like; more is no name."""
_PART = re.compile(r"[\w./ -]{1,40}")


@dataclass(frozen=True)
class _Sheet:
    """The sheet while it is read; the lines by their numbers."""

    table: SheetTable
    lines: Mapping[int, Line]
    findings: Findings


@dataclass(frozen=True)
class _Entry:
    """A number, a sign, or both, as they stand in the cell at ``place`` (row and column)."""

    value: float | None
    sign: str | None
    text: str
    place: tuple[int, int]


def read_input_sheet(path: Path, name: str) -> Reading:
    """The figures as observations, each with the cell of its value, and all findings. Raises Unreadable if the file is no workbook."""
    workbook = open_workbook(path, name)
    facts = _facts(workbook)
    source = Source(facts.get("Kommune", ""), facts.get("Titel", "Erfassungsblatt"))
    layout = "_".join(filter(None, (LAYOUT, re.sub(r"[^a-z0-9_-]+", "", facts.get("Vorlage", "").lower())[:100])))
    table = find_table(workbook, SHEET, COLUMNS)
    findings = Findings(table.sheet.title if table else SHEET)
    lines = _lines(workbook)
    if table is None or not lines or "value" not in table.places:
        missing = SHEET if table is None or "value" not in table.places else MARKER_SHEET
        findings.error("E264", f"das Blatt „{missing}“ fehlt oder hat nicht mehr seine Spaltenköpfe", f"das Blatt „{missing}“", _TEMPLATE)
        return Reading(DeliveryKind.OBSERVATIONS, layout, source, None, findings.all())
    least = _min_cases(table, findings)
    sheet = _Sheet(table, lines, findings)
    filled = tuple(column for column in COLUMNS if column.key not in ("value", "indicator", "label", "basis", "unit", "note"))
    read = [found for row in rows_of(table, filled, findings, needs=("value", "sign")) if (found := _observation(sheet, row)) is not None]
    if not read and not findings.blocking:
        findings.error(
            "E297", "kein Wert und kein Zeichen", "mindestens eine ausgefüllte Zeile", "Bitte in der Spalte „Wert“ Zahlen eintragen."
        )
    rows = _table(read)
    report_implausible(rows, PeriodCell(None, table.places["period"]), today(), findings)
    report_repeated(rows, lambda _: findings)
    return Reading(DeliveryKind.OBSERVATIONS, layout, source, rows, findings.all(), min_cases=least)


def _facts(workbook: Workbook) -> dict[str, str]:
    if MARKER_SHEET not in workbook.sheetnames:
        return {}
    sheet = workbook[MARKER_SHEET]
    pairs = ((str(sheet.cell(row, 10).value or ""), str(sheet.cell(row, 11).value or "")) for row in range(1, len(FACTS) + 1))
    return {key: text for key, text in pairs if key in FACTS}


def _lines(workbook: Workbook) -> dict[int, Line]:
    """What the numbers mean; nothing where the hidden sheet is gone or somebody changed it."""
    table = find_table(workbook, MARKER_SHEET, LINE_COLUMNS)
    if table is None:
        return {}
    findings = Findings(MARKER_SHEET)
    found: dict[int, Line] = {}
    for row in rows_of(table, LINE_COLUMNS, findings, needs=("line",)):
        values = row.values
        if not row.wrong and {"line", "series", "unit"} <= values.keys():
            texts = (values["series"], values["unit"], values.get("concept", ""), values.get("basis", ""))
            if values["unit"] not in UNITS or max(map(len, texts)) > _LONGEST:
                continue
            found[values["line"]] = Line(*texts, group_key(values.get("groups", {})))
    return {} if findings.blocking else found


def _min_cases(table: SheetTable, findings: Findings) -> int:
    """The smallest count that may be shown, from the cell beside its name above the heads."""
    for row in range(1, table.head_row):
        for column in range(1, 5):
            if str(table.sheet.cell(row, column).value or "").startswith(MIN_CASES):
                value = table.sheet.cell(row, column + 1).value
                text = str(value).strip().removesuffix(".0")  # a cell may hold the number as text
                number = int(text) if text.isascii() and text.isdigit() and len(text) < 9 else -1
                if number == 0 or LEAST_CASES <= number <= _MOST_MIN_CASES:
                    return number
                found = f"{MIN_CASES} „{'' if value is None else value}“"
                expected = f"0, wenn die Quelle selbst schützt, sonst mindestens {LEAST_CASES}"
                findings.error("E376", found, expected, "Bitte berichtigen; üblich ist 5.", (row, column + 1))
                return 0
    findings.error("E264", f"die Angabe „{MIN_CASES}“ über der Tabelle fehlt", "die Zeile der Vorlage", _TEMPLATE)
    return 0


def _observation(sheet: _Sheet, row: SheetRow) -> dict[str, Any] | None:
    """One figure, None for a row that says nothing or where something is wrong."""
    entry = _entry(sheet, row)
    line = _said(sheet, row, "line", lambda number: sheet.lines[int(number)], "eine Nummer aus der Vorlage")
    period = _said(sheet, row, "period", _period, "eine Zeitangabe wie 2024, 31.12.2024 oder 1. Halbjahr 2024")
    area = _said(sheet, row, "area", _area, "ein amtlicher Gebietsschlüssel wie 03102 oder 03102000-12")
    if row.wrong or entry is None or line is None or period is None or area is None:
        return None
    if "%" in entry.text and line.unit != "Prozent":
        expected = f"ein Wert in der Einheit „{line.unit}“"
        sheet.findings.error("E376", f"„{entry.text}“", expected, "Bitte ohne Prozentzeichen eintragen.", entry.place)
        return None
    groups = _groups(sheet, row, line)
    if groups is None:
        return None
    return {
        "series": line.series, "unit": line.unit, "concept": line.concept, "basis": line.basis, "groups": group_key(groups), "area": area,
        "area_name": row.values.get("area_name", area)[:_LONGEST], "period": period.text, "year": period.year, "slot": period.slot,
        "value": entry.value, "sign": entry.sign, "text": entry.text, "sheet": sheet.table.sheet.title, "row": entry.place[0],
        "col": entry.place[1],
    }  # fmt: skip


def _groups(sheet: _Sheet, row: SheetRow, line: Line) -> dict[str, str] | None:
    """The line's groups and the row's own; None, and a finding, where the row names several or contradicts the line."""
    fixed, own = parse_group_key(line.groups), row.values.get("breakdown", {})
    wrong = [key for key, label in own.items() if not isinstance(label, str) or fixed.get(key, label) != label]
    if wrong:
        place = (row.number, sheet.table.places["breakdown"])
        expected = f"eine einzelne Gruppe, bei „{wrong[0]}“: {fixed.get(wrong[0], 'eine je Zeile')}"
        advice = "Bitte je Untergruppe eine eigene Zeile und die passende Reihe nehmen."
        sheet.findings.error("E376", f"Untergruppe „{sheet.table.sheet.cell(*place).value}“", expected, advice, place)
        return None
    return {**fixed, **own}


def _said(sheet: _Sheet, row: SheetRow, key: str, meaning: Callable[[Any], Any], expected: str) -> Any:
    """What a cell of the row means; None, and a finding, where it means nothing."""
    if key in row.wrong:
        return None
    given = row.values.get(key)
    try:
        if given is not None:
            return meaning(given)
    except (KeyError, ValueError):
        pass
    head = next(column.head for column in COLUMNS if column.key == key)
    place = (row.number, sheet.table.places[key])
    sheet.findings.error("E376", f"„{'' if given is None else given}“ in der Spalte „{head}“", expected, "Bitte berichtigen.", place)
    return None


def _period(text: Any) -> Period:
    """The period of any kind; raises ValueError for a text that is none, or could be two."""
    found: set[Period] = set()
    for kind in PeriodKind:
        try:
            found.add(parse_period(str(text), kind))
        except ValueError:
            continue
    if len(found) != 1:
        raise ValueError(text)
    return found.pop()


def _area(text: Any) -> str:
    """The key, with the first zero put back where Excel dropped it; raises ValueError for a text that is none."""
    whole, dash, part = str(text).partition("-")
    key = whole.zfill(len(whole) + 1) if whole.isdigit() and len(whole) in (1, 4, 7) else whole
    if area_level(key + dash + part) is AreaLevel.OTHER or (dash and not _PART.fullmatch(part)):
        raise ValueError(text)
    return key + dash + part


def _entry(sheet: _Sheet, row: SheetRow) -> _Entry | None:
    """What the row delivers; None for a row that says nothing or is wrong."""
    place = (row.number, sheet.table.places["value"])
    cell = sheet.table.sheet.cell(*place)
    content, sign = Content(cell.value, cell.number_format), row.values.get("sign")
    if not content.text:
        return _sign_alone(sheet, row, sign)
    number = None if cell.data_type == "f" else _number(content)
    if number is None:
        advice = "Bitte nur die Zahl eintragen; was dazu zu sagen ist, gehört in „Zeichen“ und „Anmerkung“."
        found = f"„{content.text}“ in der Spalte „Wert“"
        sheet.findings.error("E376", found, "eine Zahl, mit Komma vor den Nachkommastellen", advice, place)
        return None
    if sign is not None and not Sign(sign).has_value:
        found = f"„{content.text}“ und „{Sign(sign).label}“"
        sheet.findings.error("E376", found, "eine Zahl oder ein Zeichen, das für sie steht", "Bitte eines von beiden leeren.", place)
        return None
    return _Entry(number, sign, f"{content.text} %" if "%" in cell.number_format else content.text, place)


def _sign_alone(sheet: _Sheet, row: SheetRow, sign: str | None) -> _Entry | None:
    if sign is None:
        return None
    place = (row.number, sheet.table.places["sign"])
    if Sign(sign).has_value:
        advice = "Bitte die Zahl ergänzen oder das Zeichen leeren."
        sheet.findings.error("E376", f"„{Sign(sign).label}“ ohne Zahl", "eine Zahl in der Spalte „Wert“", advice, place)
        return None
    return _Entry(None, sign, Sign(sign).label, place)


def _number(content: Content) -> float | None:
    """The number of a filled cell; None for any other text. A dash could mean none or unknown."""
    if isinstance(content.value, str):
        return _NUMBERS.number(content.text.removesuffix("%"))
    if isinstance(content.value, bool) or not isinstance(content.value, (int, float)) or not is_credible(content.value):
        return None
    return round(float(content.value) * 100, 10) if "%" in content.number_format else float(content.value)


def _table(read: list[dict[str, Any]]) -> pa.Table:
    """Observations with dictionary-encoded texts."""
    columns = {}
    for each in SCHEMA:
        values = [row[each.name] for row in read]
        encoded = pa.types.is_dictionary(each.type)
        columns[each.name] = pa.array(values, pa.string()).dictionary_encode() if encoded else pa.array(values, each.type)
    return pa.table(columns, schema=SCHEMA)
