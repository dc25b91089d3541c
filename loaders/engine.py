"""Grid + block → one Arrow table of observations and the findings. Works on arrays; only what is odd is touched cell by cell."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa

from domain.local_time import today
from domain.periods import Period
from domain.signs import Sign
from loaders.columns import Columns, ValueField, match_columns
from loaders.findings import Findings
from loaders.grid import Grid, text_of
from loaders.layouts import Block, Layout, ValueColumn, as_column
from loaders.moved_heads import in_place
from loaders.observations import Contents, observations
from loaders.periods_of_blocks import PeriodReader, Surroundings, period_reader
from loaders.plausibility import PeriodCell, report_implausible
from loaders.row_checks import expected_period, sound_rows
from loaders.sheet_notes import report_sheet_notes
from loaders.table_rows import TableRows, read_rows
from loaders.value_cells import CellColumn, ValueCell, ValueCells


def read_block(grid: Grid, layout: Layout, block: Block, around: Surroundings) -> tuple[pa.Table | None, Findings]:
    """Observations and findings. The table is None if its columns are not the block's; rows with errors are left out."""
    findings = Findings(grid.sheet)
    taken = _rows_of_others(layout, block)
    block = in_place(grid, layout, block, around, findings)
    reader = period_reader(grid, block.period, around)
    _report_unknown_time(block, reader, findings)
    columns = match_columns(grid, block, reader, findings)
    rows = None if findings.blocking else read_rows(grid, block, columns, around, findings, taken)
    if rows is None:
        return None, findings
    cells = ValueCells(layout)
    times = _Times(columns, rows, reader)
    placed = _place(rows, sound_rows(rows, block, columns, times.unknown, findings), columns, block, cells, layout.dash, findings)
    placed = placed.where(_report_values(placed, cells.items, grid, findings))
    placed = placed.where(_report_bases(placed, times, findings))
    table = observations(_contents(placed, times), rows, cells.items, block, columns, grid.sheet)
    report_implausible(table, _period_cell(grid, block, columns), today(), findings)
    _report_remarks(grid, block, columns, findings)
    report_sheet_notes(grid, table, findings)
    return table, findings


def _rows_of_others(layout: Layout, block: Block) -> frozenset[int]:
    """Rows at which other blocks of the same sheet begin."""
    others = [other for other in layout.blocks if other is not block and other.sheet == block.sheet]
    return frozenset(row for other in others for row in (*other.header.rows, other.data.first))


def _report_unknown_time(block: Block, reader: PeriodReader, findings: Findings) -> None:
    """Reports a time that holds for the whole block and is not understood."""
    rule = block.period
    if rule.row is not None or rule.column is not None or all(value.period for value in block.values):
        return
    try:
        reader.read()
    except ValueError:
        where = {"sheet": " als Blattname", "file": " als Dateiname"}.get(next(iter(reader.constant), ""), "")
        at = (rule.cell.row, rule.cell.col) if rule.cell and not rule.cell.sheet else None
        advice = "Bitte die Zeitangabe in der Datei oder den Namen berichtigen."
        findings.error("E207", f"„{reader.text()}“{where}", expected_period(rule.kind), advice, at)


def _report_remarks(grid: Grid, block: Block, columns: Columns, findings: Findings) -> None:
    """Says what is known to be wrong with a column in the published table, at its heading."""
    row = grid.numbers[(block.header.rows or (block.data.first,))[-1] - 1]
    for field in columns.values:
        for remark in dict.fromkeys(value.remark for value in field.values if value.remark):
            advice = "Gelesen wird, was wirklich darin steht. Bitte der herausgebenden Stelle melden."
            findings.hint("H402", remark, "eine Spalte, die enthält, was sie nennt", advice, (row, field.col))


def _period_cell(grid: Grid, block: Block, columns: Columns) -> PeriodCell:
    rule = block.period
    return PeriodCell(
        None if rule.row is None else grid.numbers[rule.row - 1],
        None if rule.column is None else columns.keys[rule.column],
    )


class _Times:
    """The periods of a block: for each entry (a field with one of its values) and each distinct text of the period column."""

    def __init__(self, columns: Columns, rows: TableRows, reader: PeriodReader) -> None:
        self.entries = [(field, value) for field in columns.values for value in field.values]
        self._texts = rows.period_texts
        self.periods = [self._read(reader, field, value, text) for field, value in self.entries for text in rows.period_texts.items]
        known = np.array([period is not None for period in self.periods], bool).reshape(len(self.entries), -1)
        self.unknown: np.ndarray = np.logical_not(np.all(known, axis=0))[self._texts.codes]

    @staticmethod
    def _read(reader: PeriodReader, field: ValueField, value: ValueColumn, text: str) -> Period | None:
        if value.period:
            return Period(value.period)
        try:
            return reader.read(field.period, text)
        except ValueError:
            return None

    def codes(self, entry: np.ndarray, row: np.ndarray) -> np.ndarray:
        """Place in ``periods`` of each observation."""
        return entry * np.int32(len(self._texts.items)) + self._texts.codes[row].astype(np.int32)


@dataclass(frozen=True)
class _Placed:
    """One item per observation in each array: data row, entry (see _Times), code and number of its cell, and whether the cell
    is a dash that means there is nothing to report."""

    rows: TableRows
    entries: Sequence[tuple[ValueField, ValueColumn]]
    row: np.ndarray
    entry: np.ndarray
    cell: np.ndarray
    value: np.ndarray
    absent: np.ndarray

    def where(self, mask: np.ndarray) -> "_Placed":
        """The observations the mask keeps."""
        if mask.all():
            return self
        return replace(self, **{name: getattr(self, name)[mask] for name in ("row", "entry", "cell", "value", "absent")})

    def at(self, number: int) -> tuple[int, int]:
        """Row and column of an observation as people see them."""
        return int(self.rows.numbers[self.row[number]]), self.entries[self.entry[number]][0].col


def _contents(placed: _Placed, times: _Times) -> Contents:
    period = times.codes(placed.entry, placed.row)
    return Contents(placed.row, placed.entry, placed.cell, placed.value, placed.absent, period, times.periods, times.entries)


def _place(rows: TableRows, sound: np.ndarray, columns: Columns, block: Block, cells: ValueCells, dash: str, findings: Findings) -> _Placed:
    read = [cells.column(rows.cells[field.col - 1]) for field in columns.values]
    _report_other_writing(rows, columns, read, findings)
    absent = _absent_dashes([column.codes for column in read], cells.items, dash)
    parts: list[tuple[np.ndarray, ...]] = []
    entries: list[tuple[ValueField, ValueColumn]] = []
    for place, (field, column) in enumerate(zip(columns.values, read, strict=True)):
        left = sound.copy()
        for value in field.values:
            row = np.flatnonzero(sound & _when(value, rows)).astype(np.int32)
            left[row] = False
            dashes = np.zeros(len(row), bool) if absent is None else absent[place][row]
            parts.append((row, np.full(len(row), len(entries), np.int32), column.codes[row], column.numbers[row], dashes))
            entries.append((field, value))
        _report_undecided(left, field, rows, columns, findings)
    del read
    return _Placed(rows, entries, *map(np.concatenate, zip(*parts, strict=True)))


def _report_other_writing(rows: TableRows, columns: Columns, read: Sequence[CellColumn], findings: Findings) -> None:
    for field, column in zip(columns.values, read, strict=True):
        if column.other is not None:
            found = f"In der Spalte stehen Zahlen wie „{text_of(rows.cells[field.col - 1][column.other])}“"
            advice = "Sie werden so gelesen, wie sie dort allein einen Sinn ergeben. Bitte eine mit der Veröffentlichung vergleichen."
            findings.hint("H413", found, "Dezimalzeichen wie in der Beschreibung", advice, (int(rows.numbers[column.other]), field.col))


def _absent_dashes(codes: Sequence[np.ndarray], items: Sequence[ValueCell], dash: str) -> list[np.ndarray] | None:
    """Masks, one for each column, of the dashes that mean absent: by the layout's word or because their whole row has no number."""
    is_dash = np.array([cell.parsed.dash for cell in items], bool)
    if dash == "zero" or not is_dash.any():
        return None
    dashes = [is_dash[column] for column in codes]
    if dash == "absent":
        return dashes
    is_number = np.array(
        [number == 0 or (cell.parsed.value is not None and not cell.parsed.dash) for number, cell in enumerate(items)], bool
    )
    no_number = ~np.logical_or.reduce([is_number[column] for column in codes])
    return [mask & no_number for mask in dashes]


def _when(value: ValueColumn, rows: TableRows) -> np.ndarray:
    holds = np.ones(len(rows), bool)
    for column, text in value.when.items():
        holds &= rows.conditions[column].mask(text_of(text).__eq__)
    return holds


def _report_undecided(left: np.ndarray, field: ValueField, rows: TableRows, columns: Columns, findings: Findings) -> None:
    if not left.any():
        return
    known = "; ".join(", ".join(f"{column} „{text}“" for column, text in value.when.items()) for value in field.values)
    asked = tuple(field.values[0].when)
    for row in np.flatnonzero(left).tolist():
        found = ", ".join(f"{column} „{rows.conditions[column].at(row)}“" for column in asked)
        at = (int(rows.numbers[row]), columns.keys[as_column(asked[0])])
        findings.error("E210", found, f"eines von: {known}", "Neue Angaben gehören zuerst in die Tabellenbeschreibung.", at)


def _report_values(placed: _Placed, items: Sequence[ValueCell], grid: Grid, findings: Findings) -> np.ndarray:
    """Mask of the observations whose cell is understood; reports the others."""
    clear = np.array([item.parsed.clear for item in items], bool)[placed.cell]
    empty = np.array([item.parsed.sign is Sign.EMPTY for item in items], bool)[placed.cell]
    in_percent = np.array([value.unit == "Prozent" for _, value in placed.entries], bool)[placed.entry]
    percent = np.array([item.percent for item in items], bool)[placed.cell] & ~in_percent
    unsolved = grid.unsolved() if empty.any() else frozenset()
    for number in np.flatnonzero(~clear | empty | percent).tolist():
        item, at = items[placed.cell[number]], placed.at(number)
        if at in unsolved:
            found, expected = "eine Formel ohne gespeichertes Ergebnis", "eine Zahl"
            findings.error("E303", found, expected, "Bitte die Mappe in Excel öffnen, neu berechnen und speichern.", at)
            clear[number] = False
        elif percent[number]:
            expected = f"eine Zahl mit der Einheit {placed.entries[placed.entry[number]][1].unit}"
            advice = "Bitte in der Tabellenbeschreibung die Einheit Prozent angeben oder die Zelle berichtigen."
            findings.error("E302", f"Das Zahlenformat zeigt „{item.text}“", expected, advice, at)
            clear[number] = False
        else:
            _report_cell(item, at, findings.error, findings.hint)
    return clear


def _report_cell(item: ValueCell, at: tuple[int, int], error: Callable[..., None], hint: Callable[..., None]) -> None:
    if item.parsed.clear:
        hint("H403", "leeres Feld", "eine Zahl oder ein Zeichen", "Es wird als „leer“ übernommen, nicht als null.", at)
    elif item.parsed.too_large:
        expected = "eine Zahl von höchstens 1 Billiarde"
        error("E308", f"„{item.text}“", expected, "Bitte die Zelle mit der Veröffentlichung vergleichen.", at)
    elif item.readings:
        either = " oder ".join(f"{number:.15g}".replace(".", ",") for number in item.readings)
        advice = (
            "Bitte in der Tabellenbeschreibung unter file angeben, welches Zeichen vor den Dezimalen steht und welches Tausender trennt."
        )
        error("E309", f"„{item.text}“", f"eine eindeutige Zahl; gemeint sein kann {either}", advice, at)
    elif item.hidden:
        expected = "eine Zahl, so wie sie in der Zelle steht"
        error("E302", f"Das Zahlenformat zeigt „{item.text}“", expected, "Bitte klären, was die Anzeige bedeutet.", at)
    else:
        expected = "eine Zahl oder ein Zeichen aus der Zeichenerklärung der Quelle"
        error("E301", f"„{item.text}“", expected, "Bitte die Zelle mit der Veröffentlichung vergleichen.", at)


def _report_bases(placed: _Placed, times: _Times, findings: Findings) -> np.ndarray:
    """Mask of the observations that have a basis; reports the others once for each period."""
    width = len(times.periods) // len(times.entries)
    without = [
        period is not None and times.entries[code // width][1].basis_in(period.year) is None for code, period in enumerate(times.periods)
    ]
    if not any(without):
        return np.ones(len(placed.row), bool)
    codes = times.codes(placed.entry, placed.row)
    based = ~np.array(without, bool)[codes]
    reported: set[Period] = set()
    for number in np.flatnonzero(~based).tolist():
        period = times.periods[codes[number]]
        if period is None or period in reported:
            continue
        reported.add(period)
        expected = "ein Jahr, für das die Tabellenbeschreibung die Grundlage (basis) nennt"
        advice = "Bitte die Tabellenbeschreibung um dieses Jahr ergänzen."
        findings.error("E211", f"Werte für {period.label}", expected, advice, placed.at(number))
    return based
