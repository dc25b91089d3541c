"""Finds the tables of a status sheet by their heads, whatever the sheets are called and in whatever order columns stand."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from domain.deliveries import Finding
from domain.status_sheet import (
    BASE_COLUMNS,
    BASE_SHEET,
    CHECKSUM_HEAD,
    COLUMNS,
    GUIDE_SHEET,
    ITEM_SHEETS,
    MARKER_SHEET,
    SHEET,
    CellKind,
    Column,
)
from loaders.status_cells import Content, Remark, error, hint

MOST_ROWS = 5000
_HEAD_WITHIN = 20
_MOST_COLUMNS = 150
HEADS = "die Spaltenköpfe der Vorlage"
MEASURE_COLUMNS = {column.key: column for column in (*BASE_COLUMNS, *COLUMNS)}
_HEAD_ALIASES = {
    "nr": "measure", "nummer": "measure", "maßnahmennummer": "measure", "maßnahmenr": "measure", "maßnahme": "title", "titel": "title",
    "ziel": "goals", "leitziel": "goals", "umsetzungsgrad": "progress", "begründung/sachstand": "status_text", "begründung": "status_text",
    "umsetzungsstand": "state", "kosten geplant": "cost_planned", "kosten tatsächlich": "cost_actual", "personal": "staff",
    "unverändert?": "confirmed",
}  # fmt: skip
CHECKSUM = "checksum"
_IN_VERSION_1 = frozenset(
    {
        "measure", "title", "field", "goals", "kind", "target_groups", "lead", "partners", "priority", "term", "planned_start",
        "planned_end", "actual_start", "actual_end", "state", "progress", "status_text", "next_steps", "obstacles", "cost_planned",
        "cost_actual", "funding", "staff", "participants", "indicators", "decision", "reported_on", "reported_by",
    }
)  # fmt: skip


@dataclass
class Table:
    """A table while it is read. ``known`` are the columns it may have, ``columns`` those found: key → column number."""

    sheet: Worksheet
    head_row: int
    known: dict[str, Column]
    values: Worksheet | None = None  # the same sheet with the last results of formulas; None if there is no formula
    columns: dict[str, int] = field(default_factory=dict)
    prefix: str = ""  # of items: milestones.

    def finding(self, remark: Remark, found: str, cell: str | None = None) -> Finding:
        return Finding(remark.severity, remark.code, found, remark.expected, remark.advice, self.sheet.title, cell)

    def cell_name(self, key: str, row: int) -> str:
        return f"{get_column_letter(self.columns[key if key in self.columns else 'measure'])}{row}"

    @property
    def read(self) -> frozenset[str]:
        """Keys of the columns that are read."""
        return frozenset(key for key in self.columns if key in self.known and self.known[key].kind is not CellKind.SHOWN)

    def filled_rows(self) -> Iterator[int]:
        places = [self.columns[key] for key in self.read]
        for row in range(self.head_row + 1, self.sheet.max_row + 1):
            if any(Content(self.sheet.cell(row, place).value).text for place in places):
                yield row

    @property
    def has_formulas(self) -> bool:
        """Looks at the columns found alone: openpyxl makes a cell of each place it is asked for, up to a stray one far to the right."""
        rows = range(self.head_row + 1, self.sheet.max_row + 1)
        return any(self.sheet.cell(row, number).data_type == "f" for row in rows for number in self.columns.values())


@dataclass(frozen=True)
class Tables:
    """What was found; ``items`` by attribute of MeasureRow. ``report`` is None where no sheet has the heads."""

    report: Table | None
    base: Table | None
    items: dict[str, Table]
    findings: tuple[Finding, ...]

    def all(self) -> tuple[Table, ...]:
        return tuple(table for table in (self.report, self.base, *self.items.values()) if table is not None)


def _bare(text: object) -> str:
    return re.sub(r"[^\wäöüß/]+", " ", str(text or "").casefold()).strip()


_MEASURE_HEADS = _HEAD_ALIASES | {_bare(column.head): key for key, column in MEASURE_COLUMNS.items()} | {_bare(CHECKSUM_HEAD): CHECKSUM}
_ITEM_HEADS = {
    sheet.key: {_bare(column.head): column.key for column in sheet.columns}
    | {alias: key for alias, key in _HEAD_ALIASES.items() if key == "measure"}
    for sheet in ITEM_SHEETS
}


def find_tables(workbook: Workbook, version: str) -> Tables:
    """The tables with their columns, and what is to be said about sheets and heads."""
    found: list[Finding] = []
    measures: list[Table] = []
    items: dict[str, Table] = {}
    for sheet in workbook.worksheets:
        if sheet.title in (MARKER_SHEET, GUIDE_SHEET):
            continue
        placed = _item_table(sheet)
        if placed is not None and placed[0] not in items:
            items[placed[0]] = placed[1]
        elif placed is not None:
            found.append(_not_read(placed[1], items[placed[0]]))
        elif (head_row := _head_row(sheet)) is not None:
            measures.append(Table(sheet, head_row, MEASURE_COLUMNS))
    for table in (*measures, *items.values()):
        found += _find_columns(table)
    report = _choose(SHEET, [table for table in measures if "state" in table.columns], found)
    others = [table for table in measures if "state" not in table.columns]
    if report is None and others:  # to say which columns it lacks
        report = next((table for table in others if table.sheet.title == SHEET), others[0])
        others.remove(report)
    base = _choose(BASE_SHEET, [table for table in others if "measure" in table.columns], found)
    if report is not None:
        found += _lacking(report, base, items, version)
    return Tables(report, base, items, tuple(found))


def _choose(title: str, tables: list[Table], found: list[Finding]) -> Table | None:
    chosen = next((table for table in tables if table.sheet.title == title), tables[0] if tables else None)
    found += [_not_read(table, chosen) for table in tables if chosen is not None and table is not chosen]
    return chosen


def _not_read(table: Table, instead: Table) -> Finding:
    advice = f"Gelesen wird das Blatt „{instead.sheet.title}“. Was nur hier steht, bitte dorthin übertragen."
    return table.finding(hint("H486", "jede Tabelle nur einmal", advice), f"noch ein Blatt dieser Art: {table.sheet.title}")


def _first_lines(sheet: Worksheet) -> Iterator[tuple[int, tuple[object, ...]]]:
    """Where heads may stand. No further than the sheet goes: openpyxl makes a cell of each place it is asked for."""
    last_row, last_column = min(sheet.max_row, _HEAD_WITHIN), min(sheet.max_column, _MOST_COLUMNS)
    yield from enumerate(sheet.iter_rows(max_row=last_row, max_col=last_column, values_only=True), start=1)


def _head_row(sheet: Worksheet) -> int | None:
    """The first row that holds at least four of our column heads."""
    for number, line in _first_lines(sheet):
        if len({key for text in line if (key := _MEASURE_HEADS.get(_bare(text)))}) >= 4:
            return number
    return None


def _item_table(sheet: Worksheet) -> tuple[str, Table] | None:
    for number, line in _first_lines(sheet):
        bare = {_bare(text) for text in line}
        for items in ITEM_SHEETS:
            known = {column.key: column for column in items.columns}
            there = {key for head, key in _ITEM_HEADS[items.key].items() if head in bare}
            if {column.key for column in items.columns if column.required} <= there:
                return items.key, Table(sheet, number, known, prefix=f"{items.key}.")
    return None


def _find_columns(table: Table) -> Iterator[Finding]:
    """Fills ``table.columns``."""
    heads = _ITEM_HEADS[table.prefix[:-1]] if table.prefix else _MEASURE_HEADS
    for number in range(1, min(table.sheet.max_column, _MOST_COLUMNS) + 1):
        text = Content(table.sheet.cell(table.head_row, number).value).text
        key, cell = heads.get(_bare(text), ""), f"{get_column_letter(number)}{table.head_row}"
        if key in table.columns:
            there = table.cell_name(key, table.head_row)
            yield table.finding(error("E261", HEADS, f"Die Spalte gibt es schon in {there}."), text, cell)
        elif key:
            table.columns[key] = number
        elif text:
            yield table.finding(hint("H461", HEADS, "Diese Spalte wird nicht gelesen."), text, cell)


def _lacking(report: Table, base: Table | None, items: dict[str, Table], version: str) -> Iterator[Finding]:
    """Without number and status there is nothing to read; what else is missing stays as it was reported last."""
    for key in ("measure", "state"):
        if key not in report.columns:
            remark = error("E260", f"eine Spalte „{MEASURE_COLUMNS[key].head}“", "Bitte die Kopfzeile der Vorlage wiederherstellen.")
            yield report.finding(remark, "Spalte fehlt")
    there = report.columns.keys() | (base.columns.keys() if base else set())
    wanted = [column for key, column in MEASURE_COLUMNS.items() if version != "1" or key in _IN_VERSION_1]
    lacking = [column.head for column in wanted if column.key not in there and column.kind is not CellKind.SHOWN]
    lacking = [head for head in lacking if head not in (MEASURE_COLUMNS["measure"].head, MEASURE_COLUMNS["state"].head)]
    if base is None and version != "1" and "field" not in report.columns:
        heads = {column.head for column in BASE_COLUMNS}
        lacking = [f"Blatt {BASE_SHEET}", *(head for head in lacking if head not in heads)]
    lacking += [f"Blatt {each.title}" for each in ITEM_SHEETS if each.key not in items and version != "1"]
    if lacking:
        yield report.finding(
            hint("H462", HEADS, "Was fehlt, bleibt, wie es zuletzt gemeldet wurde."), "nicht vorhanden: " + ", ".join(lacking)
        )
    for table in (report, base, *items.values()):
        if table is not None and table.sheet.max_row > MOST_ROWS:
            advice = "Bitte den Bereich unter den Angaben samt Formatierung löschen."
            yield table.finding(
                error("E262", f"höchstens {MOST_ROWS} Zeilen", advice), f"Inhalt oder Format bis Zeile {table.sheet.max_row}"
            )
