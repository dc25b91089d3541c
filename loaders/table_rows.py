"""The data rows of a table: which they are, and what their key columns say, each distinct text understood once."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import numpy as np

from domain.periods import Period, PeriodKind
from loaders.area_keys import FoundArea, How, find_area
from loaders.columns import Columns, read_period
from loaders.findings import Findings
from loaders.grid import Cell, Grid, text_of
from loaders.layouts import Block, Column, LabelRule
from loaders.numbering import Numbering

Item = TypeVar("Item")
Labels = tuple[str | None, ...]


@dataclass(frozen=True)
class Coded(Generic[Item]):
    """A column as numbers into its distinct items."""

    codes: np.ndarray
    items: Sequence[Item]

    def mask(self, wanted: Callable[[Item], bool]) -> np.ndarray:
        """True for the rows whose item is wanted."""
        return np.array([wanted(item) for item in self.items], bool)[self.codes]

    def at(self, row: int) -> Item:
        """The item of a row."""
        return self.items[self.codes[row]]


def coded(cells: Iterable[Hashable], understand: Callable[[Any], Item]) -> Coded[Item]:
    """``cells`` numbered, with what each distinct one means."""
    index = Numbering()
    return Coded(index.codes(cells), [understand(cell) for cell in index])


@dataclass(frozen=True)
class TableRows:
    """Data rows column by column. ``periods`` is None where each column has its own period; a label is None for an unknown word."""

    numbers: np.ndarray  # row numbers as people see them
    cells: Sequence[tuple[Cell, ...]]  # by column
    areas: Coded[FoundArea]
    periods: Coded[Period | None] | None
    labels: Coded[Labels]
    conditions: dict[str, Coded[str]]

    def __len__(self) -> int:
        return len(self.numbers)


def read_rows(grid: Grid, block: Block, columns: Columns, findings: Findings) -> TableRows | None:
    """The data rows, None if there are none."""
    places = _places(grid, block, columns, findings)
    if not places:
        findings.error("E206", "keine Datenzeile", f"Werte ab Zeile {block.data.first}", "Bitte die Tabelle vollständig abspeichern.")
        return None
    width = columns.width
    rows = [grid.rows[place] for place in places]
    cells = list(zip(*(row if len(row) == width else [*row[:width], *[""] * (width - len(row))] for row in rows), strict=True))

    def column(key: Column) -> tuple[Cell, ...]:
        return cells[columns.keys[key] - 1]

    period = block.period.column
    words = [column(label.column) for label in block.labels]
    return TableRows(
        np.array([grid.numbers[place] for place in places], np.int64),
        cells,
        coded(zip(column(block.area.key), column(block.area.name), strict=True), lambda pair: _area(pair, block)),
        None if period is None else coded(column(period), lambda cell: _period(cell, block)),
        coded(zip(*words, strict=True) if words else [()] * len(places), lambda cells: _labels(cells, block)),
        {name: coded(column(name), text_of) for value in block.values for name in value.when},
    )


def _places(grid: Grid, block: Block, columns: Columns, findings: Findings) -> list[int]:
    first, end = block.data.first - 1, _end(grid, block, findings)
    places = [place for place in range(first, end) if any(cell != "" for cell in grid.rows[place])]
    if grid.sheet is None:
        places = [place for place in places if _has_width(grid, place, columns.width, findings)]
    for skip in block.skip_rows:
        col, texts = columns.keys[skip.column], frozenset(map(text_of, skip.texts))
        places = [place for place in places if text_of(grid.at(place + 1, col)) not in texts]
    return places


def _end(grid: Grid, block: Block, findings: Findings) -> int:
    """Place after the last data row."""
    marker = block.data.end_marker
    for place in range(block.data.first - 1, len(grid.rows)):
        row = grid.rows[place]
        if marker and row and text_of(row[0]).startswith(marker):
            return place
        if block.data.end_empty and not any(text_of(cell) for cell in row):
            return place
    if marker:
        expected = f"nach den Werten eine Zeile, die mit „{marker}“ beginnt"
        findings.error("E204", "Das Ende der Tabelle fehlt", expected, "Die Datei ist vermutlich abgeschnitten. Bitte neu herunterladen.")
    elif grid.open_end and len(grid.rows) >= block.data.first:
        found = "Die letzte Zeile endet ohne Zeilenumbruch; die Datei könnte abgeschnitten sein"
        advice = "Bitte den letzten Wert mit der Veröffentlichung vergleichen oder die Datei neu herunterladen."
        findings.hint("H405", found, "einen Zeilenumbruch nach jeder Zeile", advice, (grid.numbers[-1], len(grid.rows[-1])))
    return len(grid.rows)


def _has_width(grid: Grid, place: int, width: int, findings: Findings) -> bool:
    fields = len(grid.rows[place])
    if fields != width:
        findings.error(
            "E205",
            f"{fields} Felder",
            f"{width} Felder wie im Kopf der Tabelle",
            "Bitte die Zeile prüfen: Es fehlt ein Trennzeichen oder Anführungszeichen, oder es ist eines zu viel.",
            (grid.numbers[place], 1),
        )
    return fields == width


def _area(pair: tuple[Cell, Cell], block: Block) -> FoundArea:
    return find_area(text_of(pair[0]), text_of(pair[1]), block.area)


def _period(cell: Cell, block: Block) -> Period | None:
    try:
        return read_period(text_of(cell), block.period)
    except ValueError:
        return None


def _labels(cells: tuple[Cell, ...], block: Block) -> Labels:
    texts = zip(map(text_of, cells), block.labels, strict=True)
    return tuple(rule.codes.get(text, text if text in rule.words else None) for text, rule in texts)


def sound_rows(rows: TableRows, block: Block, columns: Columns, findings: Findings) -> np.ndarray:
    """Mask of the rows whose keys are understood; reports the others, and what was helped."""
    sound = _sound_areas(rows, block, columns, findings)
    if rows.periods is not None and block.period.column is not None:
        known = rows.periods.mask(lambda period: period is not None)
        sound &= known
        expected, advice = f"eine Zeitangabe der Art „{_PERIOD_EXAMPLES[block.period.kind]}“", "Bitte die Zeitangabe in der Datei prüfen."
        _report(rows, ~known, columns.keys[block.period.column], "E207", expected, advice, findings)
    for number, label in enumerate(block.labels):
        sound &= _sound_labels(rows, number, label, columns.keys[label.column], findings)
    return sound


def _sound_labels(rows: TableRows, number: int, label: LabelRule, col: int, findings: Findings) -> np.ndarray:
    known = rows.labels.mask(lambda labels: labels[number] is not None)
    expected = "eines von: " + ", ".join(f"„{word}“" for word in (*label.codes, *label.words))
    _report(rows, ~known, col, "E209", expected, "Ein neues Wort gehört zuerst in die Tabellenbeschreibung.", findings)
    return known


_PERIOD_EXAMPLES = {
    PeriodKind.YEAR: "2016",
    PeriodKind.DAY: "31.12.2016",
    PeriodKind.MONTH: "Juni 2016",
    PeriodKind.QUARTER: "1. Quartal 2016",
    PeriodKind.HALF: "1. Halbjahr 2016",
    PeriodKind.SCHOOL_YEAR: "2015/16",
}


def _sound_areas(rows: TableRows, block: Block, columns: Columns, findings: Findings) -> np.ndarray:
    key_col, name_col = columns.keys[block.area.key], columns.keys[block.area.name]
    known = rows.areas.mask(lambda area: area.key is not None)
    for row in np.flatnonzero(~known).tolist():
        key, name = (text_of(rows.cells[col - 1][row]) for col in (key_col, name_col))
        findings.error(
            "E208",
            f"Gebiet „{key}“ ({name})",
            "ein amtlicher Gebietsschlüssel",
            "Bitte den Schlüssel in der Datei ergänzen oder das Gebiet in die Tabellenbeschreibung aufnehmen.",
            (int(rows.numbers[row]), key_col),
        )
    helped = known & rows.areas.mask(lambda area: area.how is not How.KEY)
    for row in np.flatnonzero(helped).tolist():
        area = rows.areas.at(row)
        if area.how is How.NAME:
            code, found, expected = "H401", "kein Schlüssel", "ein Gebietsschlüssel"
        else:
            code, expected = "H402", "der Schlüssel, der zum Namen gehört"
            found = f"Schlüssel „{text_of(rows.cells[key_col - 1][row])}“"
        advice = "Die Zeile wurde nach dem Namen zugeordnet. Bitte der herausgebenden Stelle melden."
        findings.hint(code, f"{found} bei „{area.name}“, gelesen als {area.key}", expected, advice, (int(rows.numbers[row]), key_col))
    return known


def _report(rows: TableRows, odd: np.ndarray, col: int, code: str, expected: str, advice: str, findings: Findings) -> None:
    for row in np.flatnonzero(odd).tolist():
        findings.error(code, f"„{text_of(rows.cells[col - 1][row])}“", expected, advice, (int(rows.numbers[row]), col))
