"""Tabelle beschreiben: what the monitor makes of an unknown table, as finished German texts."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from domain.cells import cell_name, column_letters
from domain.groups import parse_group_key
from domain.periods import Period, PeriodKind
from domain.proposals import CellRole, Evidence, HeadComparison, ProposedColumn, SheetView, ViewRow
from domain.signs import Sign
from domain.vocabulary import DIMENSIONS, label_of, series_name
from views.formats import counted, exact

PREVIEW_ROWS = 12
_SHOWN_TEXT = 60


@dataclass(frozen=True)
class RoleLook:
    """How cells of a role are told apart: a letter, and a background that dark text stays readable on."""

    letter: str
    fill: str


LOOKS: Mapping[CellRole, RoleLook] = {
    CellRole.TITLE: RoleLook("T", "#E7E0F3"),
    CellRole.HEADING: RoleLook("K", "#CFE0F4"),
    CellRole.PERIOD: RoleLook("Z", "#F7D9E6"),
    CellRole.AREA: RoleLook("G", "#CFEAD6"),
    CellRole.LABEL: RoleLook("M", "#FBE3C6"),
    CellRole.UNIT: RoleLook("E", "#FAF0B8"),
    CellRole.VALUE: RoleLook("W", ""),
    CellRole.NOTE: RoleLook("A", "#ECEEF1"),
    CellRole.SKIPPED: RoleLook("N", "#ECEEF1"),
    CellRole.EMPTY: RoleLook("", ""),
}


@dataclass(frozen=True)
class ShownCell:
    """A cell with the letter and the background of its role; both are empty where nothing is to be said."""

    text: str
    letter: str = ""
    fill: str = ""


@dataclass(frozen=True)
class ShownSheet:
    """The sheet as a table. ``legend`` explains the letters that occur."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[ShownCell, ...], ...]
    legend: tuple[str, ...]
    note: str


def sheet(view: SheetView) -> ShownSheet:
    """The sheet with the number of each row in front."""
    width = max((len(row.texts) for row in view.rows), default=0)
    names = [column_letters(col) if view.sheet is not None else str(col) for col in range(1, width + 1)]
    roles = {role for row in view.rows for text, role in zip(row.texts, row.roles, strict=True) if text.strip()}
    omitted = [counted(view.omitted, "Zeile", "Zeilen") + " in der Mitte"] if view.omitted else []
    omitted += [counted(view.columns_omitted, "Spalte", "Spalten") + " rechts"] if view.columns_omitted else []
    return ShownSheet(
        title=f"Blatt „{view.sheet}“" if view.sheet else "Textdatei",
        columns=("Zeile", *names),
        rows=tuple((ShownCell(str(row.number)), *_cells(row, width)) for row in view.rows),
        legend=tuple(f"{look.letter} = {role.label}" for role, look in LOOKS.items() if role in roles and look.letter),
        note=f"Nicht gezeigt: {' und '.join(omitted)}." if omitted else "",
    )


def _cells(row: ViewRow, width: int) -> tuple[ShownCell, ...]:
    cells = tuple(_cell(text, role) for text, role in zip(row.texts, row.roles, strict=True))
    return cells + (ShownCell(""),) * (width - len(cells))


def _cell(text: str, role: CellRole) -> ShownCell:
    short = " ".join(text.split())
    short = f"{short[:_SHOWN_TEXT]} …" if len(short) > _SHOWN_TEXT else short
    look = LOOKS[role]
    return ShownCell(short, look.letter if short else "", look.fill)


KINDS = {
    PeriodKind.YEAR: "Jahr",
    PeriodKind.DAY: "Stichtag",
    PeriodKind.MONTH: "Monat",
    PeriodKind.QUARTER: "Quartal",
    PeriodKind.HALF: "Halbjahr",
    PeriodKind.SCHOOL_YEAR: "Schuljahr",
}
DECIMALS = {",": "Komma (1,5)", ".": "Punkt (1.5)"}
THOUSANDS = {"": "keines (1234)", ".": "Punkt (1.234)", ",": "Komma (1,234)", "'": "Apostroph (1'234)"}
DASHES = {"zero": "genau null", "absent": "kein Wert", "zero_beside_numbers": "null neben Zahlen, sonst kein Wert"}
EVIDENCE_COLUMNS = ("Was", "Ergebnis", "Woran es zu sehen ist", "Zellen", "Sicher?")


def evidence_rows(evidence: Sequence[Evidence]) -> tuple[tuple[str, ...], ...]:
    """What was decided and why; uncertain decisions first, because those are to be looked at."""
    ordered = sorted(evidence, key=lambda each: each.sure)
    return tuple((each.what, each.value, each.because, ", ".join(each.cells), "ja" if each.sure else "bitte prüfen") for each in ordered)


COLUMN_COLUMNS = ("Spalte", "Überschrift", "Rolle", "Merkmal oder Gliederung", "Einheit", "Beispiele")


def column_rows(columns: Sequence[ProposedColumn], *, workbook: bool) -> tuple[tuple[str, ...], ...]:
    """One line per column of the table."""
    return tuple(
        (
            column_name(each, workbook=workbook),
            each.heading,
            each.role.label,
            ", ".join(part for part in (series_name(each.series) if each.series else "", each.groups, each.dimension) if part),
            each.unit,
            " · ".join(each.examples[:3]),
        )
        for each in columns
    )


def column_name(column: ProposedColumn, *, workbook: bool) -> str:
    """A letter as in Excel, a number in text files."""
    return column_letters(column.col) if workbook else str(column.col)


PREVIEW_COLUMNS = ("Merkmal", "Gliederung", "Gebiet", "Zeitraum", "Wert", "Einheit", "In der Datei", "Zelle")


def preview_sentence(count: int, shown: int) -> str:
    """How many values the description finds, and how many of them are shown."""
    if not count:
        return "So wird noch kein Wert gelesen."
    return f"{counted(count, 'Wert', 'Werte')}; gezeigt {'ist' if shown == 1 else 'sind'} {shown}, verteilt über die ganze Tabelle."


def preview_rows(rows: pa.Table) -> tuple[tuple[str, ...], ...]:
    """Values spread evenly over the whole table, as they would be loaded, beside the text they were read from."""
    count = min(len(rows), PREVIEW_ROWS)
    places = sorted({round(step * (len(rows) - 1) / max(count - 1, 1)) for step in range(count)})
    return tuple(_preview(row) for row in rows.take(pa.array(places, pa.int64())).to_pylist())


def _preview(row: Mapping[str, Any]) -> tuple[str, ...]:
    value, sign = row["value"], row["sign"]
    words = Sign(sign).label if sign and sign != Sign.ZERO else ""
    shown = exact(value)
    return (
        series_name(row["series"]),
        ", ".join(label_of(label) for label in parse_group_key(row["groups"]).values()),
        f"{row['area_name']} ({row['area']})",
        Period(row["period"]).label,
        f"{shown} ({words})" if words else shown,
        row["unit"],
        row["text"],
        cell_name(row["sheet"], row["row"], row["col"]),
    )


HEAD_COLUMNS = ("Bisher", "In dieser Datei", "Zelle", "Gleich?")


def head_rows(comparison: HeadComparison) -> tuple[tuple[str, ...], ...]:
    """Headings old and new side by side, differences first."""
    ordered = sorted(comparison.lines, key=lambda line: line.same)
    return tuple(
        (_readable(line.old) or "(gab es nicht)", _readable(line.new) or "(fehlt)", line.cell, "gleich" if line.same else "anders")
        for line in ordered
    )


def _readable(heading: str) -> str:
    """Places for times and words of a dimension as words."""
    return re.sub(r"\{(\w+)\}", lambda found: f"‹{'Zeit' if found[1] == 'period' else DIMENSIONS.get(found[1], found[1])}›", heading)
