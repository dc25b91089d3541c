"""A table as it lies in the file: rows of cells, each with the row number people see."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Formatted:
    """A workbook number whose format shows more or less than the number itself."""

    number: float
    format: str


Cell = str | int | float | Formatted


@dataclass(frozen=True)
class Grid:
    """``rows`` may be of different lengths; ``numbers[i]`` is the 1-based row (workbook) or line (text file) of ``rows[i]``.
    ``sheet`` is None for text files. ``unsolved`` gives the cells (row, column) with a formula whose result is not in the file;
    it reads the file once more, so it is only asked when a value is missing. ``open_end``: a text file without its last line break."""

    sheet: str | None
    rows: Sequence[Sequence[Cell]]
    numbers: Sequence[int]
    unsolved: Callable[[], frozenset[tuple[int, int]]] = frozenset
    open_end: bool = False

    def at(self, row: int, col: int) -> Cell:
        """The cell in record ``row`` (1-based place in ``rows``) and column ``col``; empty text outside."""
        if not 0 < row <= len(self.rows):
            return ""
        record = self.rows[row - 1]
        return record[col - 1] if 0 < col <= len(record) else ""


def text_of(cell: Cell) -> str:
    """The cell as text with single spaces; whole numbers without decimals."""
    if isinstance(cell, str):
        return " ".join(cell.split())
    number = cell.number if isinstance(cell, Formatted) else cell
    return str(int(number)) if isinstance(number, int) or number.is_integer() else repr(number)
