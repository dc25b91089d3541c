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
        named = head_texts(self.grid, self.head) if self.head else {}
        width = max((len(each) for each in self.grid.rows[self.head :]), default=0) if self.head else 0
        found = dict(named)
        for col in range(1, min(width, _MOST_COLUMNS) + 1):
            if col not in named and any(self.text(place, col) for place in self.places):
                found[col] = f"Spalte {self._letter(col)}"
        return dict(sorted(found.items()))

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


def head_texts(grid: Grid, place: int) -> dict[int, str]:
    """The heads in a row by column. A head of several rows is one in all of them; one that occurs twice has the text of the merged cell
    above it behind, ``Beginn (geplant)``, or a number."""
    row = grid.rows[place - 1][:_MOST_COLUMNS]
    merged = [area for area in grid.merged if area.top <= place <= area.bottom + 1] if grid.sheet is not None else []
    texts = {col: text for col, cell in enumerate(row, 1) if (text := text_of(cell))}
    for area in (area for area in merged if area.top < place <= area.bottom and area.left not in texts):
        if text := text_of(grid.at(area.top, area.left)):
            texts[area.left] = text
    doubled = {text for text, times in Counter(texts.values()).items() if times > 1}
    for area in (area for area in merged if area.bottom == place - 1):
        above = text_of(grid.at(area.top, area.left))
        for col in range(area.left, area.right + 1):
            if above and texts.get(col) in doubled:
                texts[col] = f"{texts[col]} ({above})"
    seen: Counter[str] = Counter()
    for col in sorted(texts):
        seen[texts[col]] += 1
        if seen[texts[col]] > 1:
            texts[col] = f"{texts[col]} ({seen[texts[col]]})"
    return texts


def head_row(grid: Grid) -> int:
    """The row that names most attributes of measures, else the one with most different texts above filled rows; 0 for none."""
    best, most = 0, 2
    for place in range(1, min(len(grid.rows), HEAD_WITHIN) + 1):
        known = known_heads(grid, place)
        if len(known) > most and known & {"title", "state"}:
            best, most = place, len(known)
    return best or _busiest(grid)


def known_heads(grid: Grid, place: int) -> set[str]:
    """The attributes that the heads in a row name."""
    return {key for text in head_texts(grid, place).values() if (key := attribute_of(text))}


def _busiest(grid: Grid) -> int:
    best, most = 0, 2
    for place, row in enumerate(grid.rows[:HEAD_WITHIN], 1):
        texts = {cell for cell in row[:_MOST_COLUMNS] if isinstance(cell, str) and 0 < len(cell) <= _LONGEST_HEAD}
        below = [each for each in grid.rows[place : place + 5] if sum(cell != "" for cell in each) >= 2]
        if len(texts) > most and len(below) >= 2:
            best, most = place, len(texts)
    return best
