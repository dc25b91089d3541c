"""Value cells of a table, each distinct one understood once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from domain.signs import Sign
from loaders.grid import Cell, Formatted, text_of
from loaders.layouts import Layout
from loaders.number_formats import Shows, shown
from loaders.numbering import Numbering
from loaders.numbers import NumberReader, Parsed, parsed_number
from loaders.symbols import symbols


@dataclass(frozen=True)
class ValueCell:
    """A distinct cell: what it says and how it looks to a reader."""

    parsed: Parsed
    text: str
    hidden: bool = False  # a format shows something that the number alone does not say


class ValueCells:
    """Numbers the distinct cells of a table: ``codes`` for columns of cells, ``items`` what the numbers mean."""

    def __init__(self, layout: Layout) -> None:
        self._symbols = symbols(layout.symbols)
        self._reader = NumberReader(self._symbols, layout.file.decimal, layout.file.thousands)
        self._index = Numbering()
        self._items: list[ValueCell] = []

    def codes(self, column: Iterable[Cell]) -> np.ndarray:
        """A number for each cell; equal cells have equal numbers across all columns of the table."""
        return self._index.codes(column)

    @property
    def items(self) -> Sequence[ValueCell]:
        """What each number stands for, for all columns asked so far."""
        for cell in list(self._index)[len(self._items) :]:
            self._items.append(self._understood(cell))
        return self._items

    def _understood(self, cell: Cell) -> ValueCell:
        if isinstance(cell, str):
            return ValueCell(self._reader.parse(cell), cell.strip())
        if not isinstance(cell, Formatted):
            return ValueCell(parsed_number(cell), text_of(cell))
        seen = shown(cell.number, cell.format)
        match seen.shows:
            case Shows.NUMBER:
                return ValueCell(parsed_number(cell.number), text_of(cell))
            case Shows.BRACKETED if self._symbols.brackets:
                return ValueCell(parsed_number(cell.number, self._symbols.brackets), seen.text)
            case Shows.TEXT if (parsed := self._reader.parse(seen.text)).clear and parsed.sign not in (None, Sign.EMPTY):
                return ValueCell(parsed, seen.text)
        return ValueCell(Parsed(clear=False), seen.text, hidden=True)
