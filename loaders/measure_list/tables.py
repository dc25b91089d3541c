"""A list as it lies in a file: the sheet, the row of its heads, its columns by head, its rows."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from domain.cells import column_letters
from loaders.grid import Cell, Grid, text_of
from loaders.measure_list.heads import attribute_of

HEAD_WITHIN = 60
_MOST_COLUMNS = 100
MOST_ROWS = 5000
_LONGEST_HEAD = 120


@dataclass(frozen=True)
class ListTable:
    """``head`` is the place of the head row among the grid's rows, counted from 1; 0 where there is none."""

    grid: Grid
    head: int

    @cached_property
    def heads(self) -> dict[int, str]:
        """Head by column; those that occur twice are numbered, columns without one are named by their letter."""
        row = self.grid.rows[self.head - 1][:_MOST_COLUMNS] if self.head else ()
        width = max((len(each) for each in self.grid.rows[self.head :]), default=0) if self.head else 0
        seen: Counter[str] = Counter()
        found = {}
        for col in range(1, min(max(len(row), width), _MOST_COLUMNS) + 1):
            text = text_of(row[col - 1]) if col <= len(row) else ""
            if not text and not any(self.text(place, col) for place in self.places):
                continue
            text = text or f"Spalte {self._letter(col)}"
            seen[text] += 1
            found[col] = text if seen[text] == 1 else f"{text} ({seen[text]})"
        return found

    def _letter(self, col: int) -> str:
        return str(col) if self.grid.sheet is None else column_letters(col)

    @cached_property
    def places(self) -> Sequence[int]:
        """Places of the filled rows below the head; a head repeated for print is none."""
        if not self.head:
            return ()
        head = [text_of(cell) for cell in self.grid.rows[self.head - 1]]
        found = []
        for place in range(self.head + 1, len(self.grid.rows) + 1):
            texts = [text_of(cell) for cell in self.grid.rows[place - 1]]
            if any(texts) and texts != head:
                found.append(place)
        return found

    def number(self, place: int) -> int:
        """The row (or line) people see."""
        return self.grid.numbers[place - 1]

    def cell(self, place: int, col: int) -> Cell:
        return self.grid.at(place, col)

    def text(self, place: int, col: int) -> str:
        return text_of(self.grid.at(place, col))

    def texts(self, col: int) -> Iterator[str]:
        """The filled cells of a column."""
        return (text for place in self.places if (text := self.text(place, col)))

    def columns_by_head(self) -> dict[str, int]:
        return {head: col for col, head in self.heads.items()}


def head_row(grid: Grid) -> int:
    """The row that names most attributes of measures, else the one with most different texts above filled rows; 0 for none."""
    best, most = 0, 2
    for place, row in enumerate(grid.rows[:HEAD_WITHIN], 1):
        known = known_heads(row)
        if len(known) > most and known & {"title", "state"}:
            best, most = place, len(known)
    return best or _busiest(grid)


def known_heads(row: Sequence[Cell]) -> set[str]:
    """The attributes that the cells of a row name."""
    return {key for cell in row[:_MOST_COLUMNS] if isinstance(cell, str) and (key := attribute_of(cell))}


def _busiest(grid: Grid) -> int:
    best, most = 0, 2
    for place, row in enumerate(grid.rows[:HEAD_WITHIN], 1):
        texts = {cell for cell in row[:_MOST_COLUMNS] if isinstance(cell, str) and 0 < len(cell) <= _LONGEST_HEAD}
        below = [each for each in grid.rows[place : place + 5] if sum(cell != "" for cell in each) >= 2]
        if len(texts) > most and len(below) >= 2:
            best, most = place, len(texts)
    return best
