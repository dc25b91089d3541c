"""Value cells of a table: plain numbers as an array, everything else understood once for each distinct cell."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import Any

import numpy as np

from domain.signs import Sign
from loaders.grid import Cell, Formatted, text_of
from loaders.layouts import Layout
from loaders.number_formats import Shows, shown
from loaders.numbering import Numbering
from loaders.numbers import LARGEST, NumberReader, Parsed, parsed_number
from loaders.symbols import symbols

_MARKS = ".,'’"
_PLAIN_TYPES = {int, float}
_OTHER = {",": ".", ".": ","}


@dataclass(frozen=True)
class ValueCell:
    """A distinct cell: what it says and how it looks to a reader."""

    parsed: Parsed
    text: str
    hidden: bool = False  # a format shows something that the number alone does not say
    percent: bool = False  # the cell shows a percent sign
    readings: tuple[float, ...] = ()  # the numbers it may mean, where the column does not say which


class _Writing(Enum):
    """How the numbers of a column are written, told by its texts."""

    OWN = auto()  # as the layout says
    OTHER = auto()  # decimal and thousands marks changed places, as a program does that saves the file again
    OPEN = auto()  # either; texts that would mean different numbers are refused


@dataclass(frozen=True)
class CellColumn:
    """A column: ``codes`` into the items of ValueCells, 0 where ``numbers`` holds the plain number itself. ``other``: place of the
    first text where the column writes its numbers with the marks the other way round than the layout says."""

    codes: np.ndarray
    numbers: np.ndarray
    other: int | None = None


PLAIN = ValueCell(Parsed(), "")
"""Item 0: stands for every plain number."""


class ValueCells:
    """Understands the cells of one table column by column; ``items`` are the distinct ones that are no plain numbers."""

    def __init__(self, layout: Layout) -> None:
        form = layout.file
        self._symbols = symbols(layout.symbols)
        self._footnotes = layout.footnotes
        other = _OTHER[form.decimal]
        self._declared = NumberReader(self._symbols, form.decimal, form.thousands)
        self._own = NumberReader(self._symbols, form.decimal, form.thousands or other)
        self._swapped = NumberReader(self._symbols, other, form.decimal)
        self._index = Numbering()
        self._index[PLAIN]
        self.items: list[ValueCell] = [PLAIN]
        self._swaps = False

    def column(self, cells: Sequence[Cell]) -> CellColumn:
        """The cells of a column. Whether 1.234 is a thousand or one and a bit is decided by the other cells of the column."""
        self._swaps = False
        if set(map(type, cells)) <= _PLAIN_TYPES:
            is_number = np.ones(len(cells), bool)
        else:
            is_number = np.fromiter((type(cell) in _PLAIN_TYPES for cell in cells), bool, len(cells))
        numbers = np.full(len(cells), np.nan)
        codes = np.zeros(len(cells), np.int32)
        if is_number.any():
            numbers[is_number] = _as_floats(cells if is_number.all() else [cell for cell in cells if type(cell) in _PLAIN_TYPES])
            is_number &= np.abs(numbers) <= LARGEST  # false for nan and infinity, which become odd cells
        if not is_number.all():
            places = np.flatnonzero(~is_number)
            odd = [cells[place] for place in places.tolist()]
            codes[places] = self._codes(odd)
            values = np.array([np.nan if item.parsed.value is None else item.parsed.value for item in self.items])
            numbers[places] = values[codes[places]]
        return CellColumn(codes, numbers, self._first_other(cells) if self._swaps else None)

    def _first_other(self, cells: Sequence[Cell]) -> int | None:
        texts = ((place, cell) for place, cell in enumerate(cells) if isinstance(cell, str) and any(mark in cell for mark in _MARKS))
        return next((place for place, cell in texts if not self._parse(cell, self._own).clear), None)

    def _codes(self, cells: Sequence[Cell]) -> np.ndarray:
        distinct = dict.fromkeys(cells)
        writing = self._writing([cell for cell in distinct if isinstance(cell, str) and any(mark in cell for mark in _MARKS)])
        self._swaps = writing is _Writing.OTHER
        code_of = {}
        for cell in distinct:
            known = len(self._index)
            code_of[cell] = code = self._index[cell, writing if isinstance(cell, str) else None]
            if code == known:
                self.items.append(self._understood(cell, writing))
        return np.fromiter(map(code_of.__getitem__, cells), np.int32, len(cells))

    def _writing(self, texts: Iterable[str]) -> _Writing:
        own = other = ambiguous = False
        for text in texts:
            mine, swapped = self._parse(text, self._own), self._parse(text, self._swapped)
            if mine.clear and swapped.clear:
                ambiguous |= mine.value != swapped.value and self._parse(text, self._declared).value != mine.value
            elif mine.clear or swapped.clear:
                own, other = own or mine.clear, other or swapped.clear
        if other and own:
            return _Writing.OPEN
        if other:
            return _Writing.OTHER
        return _Writing.OPEN if ambiguous and not own else _Writing.OWN

    def _parse(self, text: str, reader: NumberReader) -> Parsed:
        parsed = reader.parse(text)
        if parsed.clear:
            return parsed
        stripped = text.strip()
        mark = next((mark for mark in self._footnotes if stripped.endswith(mark)), None)
        return parsed if mark is None else reader.parse(stripped.removesuffix(mark))

    def _understood(self, cell: Cell, writing: _Writing) -> ValueCell:
        if isinstance(cell, str):
            return self._text(cell, writing)
        if not isinstance(cell, Formatted):
            return ValueCell(parsed_number(cell), text_of(cell))
        seen = shown(cell.number, cell.format)
        match seen.shows:
            case Shows.NUMBER:
                return ValueCell(parsed_number(cell.number), text_of(cell))
            case Shows.BRACKETED if self._symbols.brackets:
                return ValueCell(parsed_number(cell.number, self._symbols.brackets), seen.text)
            case Shows.CHANGED if seen.percent is not None:
                return ValueCell(parsed_number(seen.percent), seen.text, percent=True)
            case Shows.TEXT if (parsed := self._declared.parse(seen.text)).clear and parsed.sign not in (None, Sign.EMPTY):
                return ValueCell(parsed, seen.text)
        return ValueCell(Parsed(clear=False), seen.text, hidden=True)

    def _text(self, cell: str, writing: _Writing) -> ValueCell:
        text = cell.strip()
        own, swapped = self._parse(text, self._own), self._parse(text, self._swapped)
        if writing is _Writing.OTHER:
            return ValueCell(swapped, text)
        if writing is _Writing.OPEN and own.clear and swapped.clear and own.value != swapped.value:
            return ValueCell(replace(own, clear=False), text, readings=(own.value or 0.0, swapped.value or 0.0))
        return ValueCell(own, text)


def _as_floats(numbers: Sequence[Any]) -> np.ndarray:
    try:
        return np.array(numbers, np.float64)
    except OverflowError:  # an integer of hundreds of digits
        return np.array([float(number) if abs(number) <= LARGEST else np.inf for number in numbers])
