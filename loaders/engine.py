"""Grid + layout → one Arrow table of observations and the findings. Works on arrays; only what is odd is touched cell by cell."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace

import numpy as np
import pyarrow as pa

from domain.cells import cell_name
from domain.deliveries import OBSERVATION_COLUMNS
from domain.groups import group_key
from domain.local_time import today
from domain.periods import Period
from domain.signs import Sign
from loaders.columns import Columns, ValueField, match_columns
from loaders.findings import Findings
from loaders.grid import Grid, text_of
from loaders.layouts import Block, Layout, ValueColumn
from loaders.numbering import Numbering
from loaders.plausibility import PeriodCell, report_implausible
from loaders.table_rows import TableRows, read_rows, sound_rows
from loaders.value_cells import ValueCells

_TEXT = pa.dictionary(pa.int32(), pa.string())
_NUMBERS = {"year": pa.int16(), "value": pa.float64(), "row": pa.int32(), "col": pa.int32()}
SCHEMA = pa.schema([(name, _NUMBERS.get(name, _TEXT)) for name in OBSERVATION_COLUMNS])
"""Arrow types of OBSERVATION_COLUMNS; texts are dictionary-encoded."""


def read_grid(grid: Grid, layout: Layout, block: Block) -> tuple[pa.Table | None, Findings]:
    """Observations and findings. The table is None if its columns are not the layout's; rows with errors are left out."""
    findings = Findings(grid.sheet)
    columns = match_columns(grid, block, findings)
    rows = None if findings.blocking else read_rows(grid, block, columns, findings)
    if rows is None:
        return None, findings
    cells = ValueCells(layout)
    placed = _place(rows, sound_rows(rows, block, columns, findings), columns, block, layout.dash, cells, findings)
    placed = placed.where(_report_values(placed, cells, grid, findings))
    placed = placed.where(_report_bases(placed, block, findings))
    table, strands = _table(placed, rows, cells, block, grid.sheet, findings)
    _report_repeated(strands, placed, grid.sheet, findings)
    report_implausible(table, _period_cell(grid, block, columns), today(), findings)
    return table, findings


def _period_cell(grid: Grid, block: Block, columns: Columns) -> PeriodCell:
    rule = block.period
    return PeriodCell(
        None if rule.row is None else grid.numbers[rule.row - 1],
        None if rule.column is None else columns.keys[rule.column],
    )


@dataclass(frozen=True)
class _Placed:
    """One entry per observation in each array: data row, row number and column people see, which of the layout's values
    it is, which of ``periods``, its cell, and whether the cell is a dash that means there is nothing to report."""

    row: np.ndarray
    number: np.ndarray
    col: np.ndarray
    value: np.ndarray
    period: np.ndarray
    cell: np.ndarray
    absent: np.ndarray
    periods: Sequence[Period | None]

    def where(self, mask: np.ndarray) -> "_Placed":
        """The entries the mask keeps."""
        kept = {item.name: getattr(self, item.name)[mask] for item in fields(self) if item.name != "periods"}
        return replace(self, **kept)


def _place(rows: TableRows, sound: np.ndarray, columns: Columns, block: Block, dash: str, cells: ValueCells, findings: Findings) -> _Placed:
    matrix = np.stack([cells.codes(rows.cells[field.col - 1]) for field in columns.values], axis=1)
    absent = _absent_dashes(matrix, cells, dash)
    periods = rows.periods.items if rows.periods else [field.period for field in columns.values]
    parts: list[tuple[np.ndarray, ...]] = []
    for place, field in enumerate(columns.values):
        left = sound.copy()
        for value in field.values:
            row = np.flatnonzero(sound & _when(value, rows))
            left[row] = False
            period = rows.periods.codes[row] if rows.periods else np.full(len(row), place)
            constants = (np.full(len(row), field.col), np.full(len(row), block.values.index(value)))
            parts.append((row, rows.numbers[row], *constants, period, matrix[row, place], absent[row, place]))
        _report_undecided(left, field, rows, columns, findings)
    row, number, col, value_number, period, cell, is_absent = map(np.concatenate, zip(*parts, strict=True))
    return _Placed(row, number, col, value_number, period, cell, is_absent, periods)


def _absent_dashes(matrix: np.ndarray, cells: ValueCells, dash: str) -> np.ndarray:
    """Mask of the dashes that mean absent, by the layout's word or because their whole row has no number."""
    is_dash = np.array([cell.parsed.dash for cell in cells.items], bool)[matrix]
    if dash == "absent":
        return is_dash
    if dash == "zero":
        return np.zeros_like(is_dash)
    is_number = np.array([cell.parsed.value is not None and not cell.parsed.dash for cell in cells.items], bool)[matrix]
    return is_dash & ~is_number.any(axis=1, keepdims=True)


def _when(value: ValueColumn, rows: TableRows) -> np.ndarray:
    holds = np.ones(len(rows), bool)
    for column, text in value.when.items():
        holds &= rows.conditions[column].mask(text_of(text).__eq__)
    return holds


def _report_undecided(left: np.ndarray, field: ValueField, rows: TableRows, columns: Columns, findings: Findings) -> None:
    known = "; ".join(", ".join(f"{column} „{text}“" for column, text in value.when.items()) for value in field.values)
    asked = tuple(field.values[0].when)
    for row in np.flatnonzero(left).tolist():
        found = ", ".join(f"{column} „{rows.conditions[column].at(row)}“" for column in asked)
        at = (int(rows.numbers[row]), columns.keys[asked[0]])
        findings.error("E210", found, f"eines von: {known}", "Neue Angaben gehören zuerst in die Tabellenbeschreibung.", at)


def _report_values(placed: _Placed, cells: ValueCells, grid: Grid, findings: Findings) -> np.ndarray:
    """Mask of the entries whose cell is understood; reports the others."""
    clear = np.array([cell.parsed.clear for cell in cells.items], bool)[placed.cell]
    empty = np.array([cell.parsed.sign is Sign.EMPTY for cell in cells.items], bool)[placed.cell]
    unsolved = grid.unsolved() if empty.any() else frozenset()
    for entry in np.flatnonzero(~clear | empty).tolist():
        cell, at = cells.items[placed.cell[entry]], (int(placed.number[entry]), int(placed.col[entry]))
        if at in unsolved:
            found, expected = "eine Formel ohne gespeichertes Ergebnis", "eine Zahl"
            findings.error("E303", found, expected, "Bitte die Mappe in Excel öffnen, neu berechnen und speichern.", at)
            clear[entry] = False
        elif cell.parsed.clear:
            expected = "eine Zahl oder ein Zeichen"
            findings.hint("H403", "leeres Feld", expected, "Es wird als „leer“ übernommen, nicht als null.", at)
        elif cell.parsed.too_large:
            found, expected = f"„{cell.text}“", "eine Zahl von höchstens 1 Billiarde"
            findings.error("E308", found, expected, "Bitte die Zelle mit der Veröffentlichung vergleichen.", at)
        elif cell.hidden:
            expected = "eine Zahl, so wie sie in der Zelle steht"
            findings.error("E302", f"Das Zahlenformat zeigt „{cell.text}“", expected, "Bitte klären, was die Anzeige bedeutet.", at)
        else:
            expected = "eine Zahl oder ein Zeichen aus der Zeichenerklärung der Quelle"
            findings.error("E301", f"„{cell.text}“", expected, "Bitte die Zelle mit der Veröffentlichung vergleichen.", at)
    return clear


def _report_bases(placed: _Placed, block: Block, findings: Findings) -> np.ndarray:
    """Mask of the entries that have a basis; reports the others once for each period."""
    based = np.ones(len(placed.cell), bool)
    for code in np.unique(placed.period).tolist():
        period = placed.periods[code]
        without = [number for number, value in enumerate(block.values) if period and value.basis_in(period.year) is None]
        entries = np.flatnonzero((placed.period == code) & np.isin(placed.value, without))
        based[entries] = False
        if len(entries) and period:
            found, at = f"Werte für {period.label}", (int(placed.number[entries[0]]), int(placed.col[entries[0]]))
            expected = "ein Jahr, für das die Tabellenbeschreibung die Grundlage (basis) nennt"
            findings.error("E211", found, expected, "Bitte die Tabellenbeschreibung um dieses Jahr ergänzen.", at)
    return based


def _texts(codes: np.ndarray, meaning: Callable[[int], str | None]) -> pa.DictionaryArray:
    """The text of each code, asked for once; None becomes null."""
    present = np.zeros(int(codes.max(initial=0)) + 1, bool)
    present[codes] = True
    index = Numbering()
    numbers = np.full(len(present), -1, np.int32)
    for code in np.flatnonzero(present).tolist():
        text = meaning(code)
        numbers[code] = -1 if text is None else index[text]
    indices = numbers[codes]
    return pa.DictionaryArray.from_arrays(pa.array(indices, mask=indices < 0), pa.array(list(index), pa.string()))


def _table(
    placed: _Placed, rows: TableRows, cells: ValueCells, block: Block, sheet: str | None, findings: Findings
) -> tuple[pa.Table, Sequence[pa.DictionaryArray]]:
    """The observations, and the columns that together must be unique."""
    values, labels, areas = block.values, rows.labels.items, rows.areas.items
    years = np.array([period.year if period else 0 for period in placed.periods], np.int16)

    def groups(pair: int) -> str:
        value, labelled = values[pair // len(labels)], labels[pair % len(labels)]
        found = {rule.dimension: label for rule, label in zip(block.labels, labelled, strict=True) if label}
        return group_key({**value.groups, **found})

    def basis(pair: int) -> str | None:
        return values[pair // len(years)].basis_in(int(years[pair % len(years)]))

    def period(code: int, part: str) -> str | None:
        found = placed.periods[code]
        return getattr(found, part) if found else None

    area = rows.areas.codes[placed.row]
    columns = {
        "series": _texts(placed.value, lambda code: values[code].series),
        "unit": _texts(placed.value, lambda code: values[code].unit),
        "concept": _texts(placed.value, lambda code: values[code].concept),
        "basis": _texts(placed.value * len(years) + placed.period, basis),
        "groups": _texts(placed.value * len(labels) + rows.labels.codes[placed.row], groups),
        "area": _texts(area, lambda code: areas[code].key),
        "area_name": _texts(area, lambda code: areas[code].name),
        "period": _texts(placed.period, lambda code: period(code, "text")),
        "year": pa.array(years[placed.period]),
        "slot": _texts(placed.period, lambda code: period(code, "slot")),
        **_contents(placed, cells),
        "sheet": _texts(np.zeros(len(placed.cell), np.int64), lambda _: sheet),
        "row": pa.array(placed.number.astype(np.int32)),
        "col": pa.array(placed.col.astype(np.int32)),
    }
    table = pa.table(columns, schema=SCHEMA)
    return table, [columns[name] for name in _KEY]


def _contents(placed: _Placed, cells: ValueCells) -> dict[str, pa.Array]:
    """The columns that say what stands in the cells."""
    items = cells.items
    numbers = np.array([np.nan if cell.parsed.value is None else cell.parsed.value for cell in items])[placed.cell]
    numbers[placed.absent] = np.nan
    signs = np.where(placed.absent, len(items), placed.cell)
    return {
        "value": pa.array(numbers, mask=np.isnan(numbers)),
        "sign": _texts(signs, lambda code: Sign.ABSENT.value if code == len(items) else items[code].parsed.sign),
        "text": _texts(placed.cell, lambda code: items[code].text),
    }


_KEY = ("series", "unit", "concept", "basis", "groups", "area", "period")


def _report_repeated(key: Sequence[pa.DictionaryArray], placed: _Placed, sheet: str | None, findings: Findings) -> None:
    codes = np.zeros(len(placed.cell), np.int64)
    for column in key:
        codes = codes * (len(column.dictionary) + 1) + column.indices.fill_null(-1).to_numpy() + 1
    order = np.argsort(codes, kind="stable")
    again = np.flatnonzero(codes[order][1:] == codes[order][:-1]) + 1
    for place in again.tolist():
        first, second = order[place - 1], order[place]
        other = cell_name(sheet, int(placed.number[first]), int(placed.col[first]))
        findings.error(
            "E212",
            f"derselbe Wert ein zweites Mal, zuerst in {other}",
            "für Gebiet, Zeit und Gruppe einen Wert",
            "Bitte eine der beiden Zeilen entfernen.",
            (int(placed.number[second]), int(placed.col[second])),
        )
