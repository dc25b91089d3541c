"""The data rows of a block: which they are, and what their key columns say, each distinct text understood once."""

import re
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, compress
from typing import Any, Generic, TypeVar

import numpy as np

from loaders.area_keys import FoundArea, find_area
from loaders.columns import Columns
from loaders.data_rows import last_row
from loaders.findings import Findings
from loaders.grid import Cell, Grid, Range, text_of
from loaders.label_words import understood, words_of_rows
from loaders.layouts import Block, Column, as_column
from loaders.numbering import Numbering
from loaders.periods_of_blocks import Surroundings

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
    """Data rows column by column. ``period_texts`` holds '' where the period is not in a column; labels have one entry for each
    rule of the block, None for an unknown word and '' for a rule that looks into headings."""

    numbers: np.ndarray  # row numbers as people see them
    cells: Sequence[tuple[Cell, ...]]  # by column
    areas: Coded[FoundArea]
    period_texts: Coded[str]
    labels: Coded[Labels]
    words: Sequence[Sequence[str | None]]  # by label rule, as found, empty for a rule that looks into headings
    conditions: dict[str, Coded[str]]

    def __len__(self) -> int:
        return len(self.numbers)


def read_rows(
    grid: Grid, block: Block, columns: Columns, around: Surroundings, findings: Findings, taken: frozenset[int] = frozenset()
) -> TableRows | None:
    """The data rows, None if there are none. ``taken`` are the rows at which other blocks of the sheet begin."""
    places = _places(grid, block, columns, taken, findings)
    cells = _by_column(grid, places, columns.width)
    without_numbers = _without_numbers(block, columns, cells)
    keep = [not (is_section and _names_section(block, columns, cells, row)) for row, is_section in enumerate(without_numbers)]
    if not any(keep):
        row = grid.numbers[block.data.first - 1] if block.data.first <= len(grid.numbers) else block.data.first
        advice = "Bitte die Tabelle vollständig und ohne Leerzeile unter dem Kopf abspeichern."
        findings.error("E206", "keine Datenzeile", f"Werte ab Zeile {row}", advice, (row, 1))
        return None
    keys = _KeyCells(grid, places, columns, cells, _filled_down(block))
    words = [list(compress(rule_words, keep)) for rule_words in _words(block, keys, without_numbers)]
    kept = list(compress(places, keep))
    cells = cells if len(kept) == len(places) else [tuple(compress(column, keep)) for column in cells]
    period = [""] * len(kept) if block.period.column is None else map(text_of, compress(keys.of(block.period.column), keep))
    conditions = {name for value in block.values for name in value.when}
    return TableRows(
        np.array([grid.numbers[place] for place in kept], np.int32),
        cells,
        _areas(grid, block, keys, keep, around),
        coded(period, str),
        _labels(block, words, len(kept)),
        words,
        {name: coded(map(text_of, compress(keys.of(as_column(name)), keep)), str) for name in conditions},
    )


def _by_column(grid: Grid, places: Sequence[int], width: int) -> list[tuple[Cell, ...]]:
    rows = [grid.rows[place] for place in places]
    return list(zip(*(row if len(row) == width else [*row[:width], *[""] * (width - len(row))] for row in rows), strict=True))


class _KeyCells:
    """Cells of key columns. In a merged cell every row has its text, as a reader sees it; asked only where a cell is empty. In columns
    ``filled_down`` an empty cell has the text above."""

    def __init__(
        self, grid: Grid, places: Sequence[int], columns: Columns, cells: Sequence[tuple[Cell, ...]], filled_down: frozenset[Column]
    ) -> None:
        self._grid, self._places, self._columns, self._cells, self._filled_down = grid, places, columns, cells, filled_down

    def of(self, column: Column) -> Sequence[Cell]:
        col = self._columns.keys[column]
        cells = self._cells[col - 1]
        if column in self._filled_down:
            return list(accumulate(cells, _filled))
        if self._grid.sheet is None or "" not in cells:
            return cells
        within = [one for one in self._grid.merged if one.left <= col <= one.right and one.bottom > one.top]
        return [cell if cell != "" else self._merged(within, place + 1, col) for place, cell in zip(self._places, cells, strict=True)]

    def _merged(self, within: Sequence[Range], row: int, col: int) -> Cell:
        return next((self._grid.at(one.top, one.left) for one in within if one.top <= row <= one.bottom and one.left <= col), "")


def _filled(above: Cell, cell: Cell) -> Cell:
    return cell if text_of(cell) else above


def _filled_down(block: Block) -> frozenset[Column]:
    area = (block.area.key, block.area.name) if block.area.fill else ()
    period = (block.period.column,) if block.period.fill else ()
    return frozenset(column for column in (*area, *period) if column is not None)


def _without_numbers(block: Block, columns: Columns, cells: Sequence[tuple[Cell, ...]]) -> Sequence[bool]:
    """True for rows all of whose value cells are empty; only asked for where such rows name a section."""
    height = len(cells[0]) if cells else 0
    if not any(label.section for label in block.labels):
        return [False] * height
    filled = np.zeros(height, bool)
    for field in columns.values:
        filled |= np.array([cell != "" and text_of(cell) != "" for cell in cells[field.col - 1]], bool)
    return (~filled).tolist()


def _names_section(block: Block, columns: Columns, cells: Sequence[tuple[Cell, ...]], row: int) -> bool:
    return any(text_of(cells[columns.keys[rule.column] - 1][row]) for rule in block.labels if rule.section and rule.column is not None)


def _words(block: Block, keys: _KeyCells, without_numbers: Sequence[bool]) -> list[Sequence[str | None]]:
    words: list[Sequence[str | None]] = []
    for rule in block.labels:
        if rule.column is None:
            words.append([])
            continue
        depths = frozenset(other.indent for other in block.labels if other.column == rule.column and other.indent is not None)
        words.append(words_of_rows(rule, keys.of(rule.column), without_numbers, depths))
    return words


def _labels(block: Block, words: Sequence[Sequence[str | None]], height: int) -> Coded[Labels]:
    asked = [(number, rule) for number, rule in enumerate(block.labels) if rule.column is not None]
    if not asked:
        return Coded(np.zeros(height, np.int64), [("",) * len(block.labels)])

    def meaning(texts: tuple[str | None, ...]) -> Labels:
        found: list[str | None] = [""] * len(block.labels)
        for (number, rule), text in zip(asked, texts, strict=True):
            found[number] = "" if text is None else understood(rule, text)
        return tuple(found)

    return coded(zip(*(words[number] for number, _ in asked), strict=True), meaning)


def _areas(grid: Grid, block: Block, keys: _KeyCells, keep: Sequence[bool], around: Surroundings) -> Coded[FoundArea]:
    rule, height = block.area, sum(keep)
    if rule.fixed is None and rule.cell is not None:
        found = find_area(around.cell(grid, rule.cell), "", rule)
        return Coded(np.zeros(height, np.int64), [found])
    if rule.fixed is not None or (rule.key is None and rule.name is None):
        return Coded(np.zeros(height, np.int64), [find_area("", "", rule)])
    pair = [[""] * height if column is None else compress(keys.of(column), keep) for column in (rule.key, rule.name)]
    return coded(zip(*pair, strict=True), lambda cells: find_area(text_of(cells[0]), text_of(cells[1]), rule))


def _places(grid: Grid, block: Block, columns: Columns, taken: frozenset[int], findings: Findings) -> list[int]:
    first, end = block.data.first - 1, last_row(grid, block, [field.col for field in columns.values], taken, findings)
    places = [place for place in range(first, end) if any(map(_says_something, grid.rows[place]))]
    if grid.sheet is None:
        places = [place for place in places if _has_width(grid, place, columns.width, findings)]
    for skip in block.skip_rows:
        col, texts = columns.keys[skip.column], frozenset(map(text_of, skip.texts))
        pattern = re.compile("|".join(f"(?:{pattern})" for pattern in skip.patterns) or r"(?!)")
        found = [text_of(grid.at(place + 1, col)) for place in places]
        places = [place for place, text in zip(places, found, strict=True) if text not in texts and not pattern.fullmatch(text)]
    return places


def _says_something(cell: Cell) -> bool:
    return cell != "" and not (isinstance(cell, str) and cell.isspace())


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
