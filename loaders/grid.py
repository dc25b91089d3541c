"""A table as it lies in the file: rows of cells, each with the row number people see."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property


@dataclass(frozen=True)
class Formatted:
    """A workbook number whose format shows more or less than the number itself."""

    number: float
    format: str


Cell = str | int | float | Formatted


@dataclass(frozen=True)
class Range:
    """A rectangle of cells, all four edges included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Structure:
    """What a sheet has besides its cells; rows and columns are counted from 1, comments keyed by (row, column)."""

    merged: tuple[Range, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_cols: frozenset[int] = frozenset()
    comments: Mapping[tuple[int, int], str] = field(default_factory=dict)


@dataclass(frozen=True)
class Grid:
    """``rows`` may be of different lengths; ``numbers[i]`` is the 1-based row (workbook) or line (text file) of ``rows[i]``.
    ``sheet`` is None for text files. ``unsolved`` gives the cells (row, column) with a formula whose result is not in the file;
    it reads the file once more, so it is only asked when a value is missing. ``open_end``: a text file without its last line break.
    ``structure`` is asked once, with the first of the properties that show it."""

    sheet: str | None
    rows: Sequence[Sequence[Cell]]
    numbers: Sequence[int]
    unsolved: Callable[[], frozenset[tuple[int, int]]] = frozenset
    open_end: bool = False
    structure: Callable[[], Structure] = Structure

    def at(self, row: int, col: int) -> Cell:
        """The cell in record ``row`` (1-based place in ``rows``) and column ``col``; empty text outside."""
        if not 0 < row <= len(self.rows):
            return ""
        record = self.rows[row - 1]
        return record[col - 1] if 0 < col <= len(record) else ""

    @cached_property
    def merged(self) -> tuple[Range, ...]:
        """Merged cells as far as they lie within the rows and columns read: a file may merge a whole sheet."""
        height, width = len(self.rows), max(map(len, self.rows), default=0)
        within = (Range(one.top, one.left, min(one.bottom, height), min(one.right, width)) for one in self._structure.merged)
        return tuple(one for one in within if one.top <= one.bottom and one.left <= one.right)

    @property
    def hidden_rows(self) -> frozenset[int]:
        return self._structure.hidden_rows

    @property
    def hidden_cols(self) -> frozenset[int]:
        return self._structure.hidden_cols

    @property
    def comments(self) -> Mapping[tuple[int, int], str]:
        """Texts of the comments, by row and column."""
        return self._structure.comments

    @cached_property
    def _structure(self) -> Structure:
        return self.structure()


def text_of(cell: Cell) -> str:
    """The cell as text with single spaces; whole numbers without decimals."""
    if isinstance(cell, str):
        return " ".join(cell.split())
    number = cell.number if isinstance(cell, Formatted) else cell
    return str(int(number)) if isinstance(number, int) or number.is_integer() else repr(number)
