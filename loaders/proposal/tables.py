"""One table of a sheet, column by column: its headings as the engine will see them, and what its cells look like."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise, zip_longest

from domain.cells import cell_name
from loaders.columns import headings
from loaders.grid import Cell, Grid, text_of
from loaders.layouts import AreaRule, Block, DataRows, Header, PeriodRule
from loaders.layouts import Column as ColumnName
from loaders.proposal.cells import Kind, kind_of
from loaders.proposal.regions import Region
from loaders.proposal.words import unit_of

_HEAD, _TAIL = 20_000, 5_000
_NUMERIC = (Kind.NUMBER, Kind.SYMBOL)


@dataclass(frozen=True)
class TableColumn:
    """A column: its number, the texts of its headings by level, its cells in the rows with values."""

    col: int
    heading: tuple[str, ...]
    cells: tuple[Cell, ...]

    @property
    def title(self) -> str:
        """All headings in one text."""
        return " / ".join(text for text in self.heading if text)

    @property
    def own(self) -> str:
        """The lowest heading that is not empty."""
        return next((text for text in reversed(self.heading) if text), "")

    @property
    def name(self) -> ColumnName:
        """How a layout names the column."""
        return self.title or self.col

    @cached_property
    def kinds(self) -> Counter[Kind]:
        return Counter(map(kind_of, self.cells))

    @cached_property
    def texts(self) -> tuple[str, ...]:
        return tuple(map(text_of, self.cells))

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The distinct texts in order, without the empty one."""
        return tuple(text for text in dict.fromkeys(self.texts) if text)

    @property
    def filled(self) -> int:
        return len(self.cells) - self.kinds[Kind.EMPTY]

    def share(self, *kinds: Kind) -> float:
        """Share of these kinds among the cells that are not empty."""
        return sum(self.kinds[kind] for kind in kinds) / self.filled if self.filled else 0.0

    @property
    def continues(self) -> bool:
        """True if many cells are empty because the text above still holds."""
        return bool(self.texts and self.texts[0]) and self.kinds[Kind.EMPTY] >= 0.2 * len(self.cells)

    @property
    def is_numeric(self) -> bool:
        """True if nearly all of it are numbers or symbols, with a number among them."""
        return (self.share(*_NUMERIC) >= 0.9 and self.kinds[Kind.NUMBER] > 0) or (self.share(Kind.SYMBOL) == 1 and self.filled > 0)


@dataclass(frozen=True)
class Table:
    """A region of a grid with its columns. ``merged`` are the heading rows in which a text also heads the empty cells at its right."""

    grid: Grid
    region: Region
    merged: tuple[int, ...]
    columns: tuple[TableColumn, ...]
    above: tuple[tuple[int, int, str], ...] = ()  # the lines above the first of several tables

    def column(self, col: int) -> TableColumn:
        return self.columns[col - 1]

    def cell(self, row: int, col: int) -> str:
        """The name of a cell; ``row`` is its place in the grid."""
        return cell_name(self.grid.sheet, self.grid.numbers[row - 1], col)

    def titles(self) -> tuple[tuple[int, int, str], ...]:
        """Row, column and text of everything above the headings."""
        end = min(self.region.header, default=self.region.first)
        return (*self.above, *_texts(self.grid, self.region.top, end))

    def notes(self) -> tuple[tuple[int, int, str], ...]:
        """Row, column and text of the first rows below the values."""
        return _texts(self.grid, self.region.last + 1, min(len(self.grid.rows), self.region.last + 80) + 1)


def _texts(grid: Grid, first: int, end: int) -> tuple[tuple[int, int, str], ...]:
    rows = enumerate(grid.rows[first - 1 : end - 1], first)
    return tuple((row, col, text_of(cell)) for row, cells in rows for col, cell in enumerate(cells, 1) if text_of(cell))


def read_table(grid: Grid, region: Region, above: tuple[tuple[int, int, str], ...] = ()) -> Table:
    """The table in a region of the grid; of a very long one the columns hold the start and the end."""
    gaps = frozenset(region.gaps)
    rows = [grid.rows[row - 1] for row in range(region.first, region.last + 1) if row not in gaps]
    units = _unit_columns(rows)
    merged = tuple(row for row in region.header if _continues(grid, region, row) and not _only_over(units, grid.rows[row - 1]))
    header = Header(region.header, merged)
    if len(rows) > _HEAD + _TAIL:
        rows = [*rows[:_HEAD], *rows[-_TAIL:]]
    width = max(map(len, rows), default=0)
    heads = headings(grid, Block(header, DataRows(region.first), PeriodRule(), AreaRule(), ())) if region.header else []
    width = max(width, len(heads))
    while (
        width
        and not any(len(row) >= width and text_of(row[width - 1]) for row in rows)
        and not (len(heads) >= width and any(_own(grid, region, width)))
    ):
        width -= 1
    padded = [row if len(row) >= width else [*row, *[""] * (width - len(row))] for row in rows]
    columns = list(zip(*padded, strict=False))[:width]
    blank = ("",) * len(region.header)
    return Table(
        grid,
        region,
        merged,
        tuple(TableColumn(col, heads[col - 1] if col <= len(heads) else blank, tuple(cells)) for col, cells in enumerate(columns, 1)),
        above,
    )


def _unit_columns(rows: Sequence[Sequence[Cell]]) -> set[int]:
    """Columns that hold nothing but units."""
    by_col: dict[int, set[str]] = {}
    for row in rows[:400]:
        for col, cell in enumerate(row, 1):
            if cell != "":
                by_col.setdefault(col, set()).add(text_of(cell))
    return {col for col, texts in by_col.items() if all(map(unit_of, texts))}


def _only_over(units: set[int], heads: Sequence[Cell]) -> bool:
    """True if the empty cells of a heading row all stand over units: their numbers' heading is not theirs."""
    filled = [col for col, cell in enumerate(heads, 1) if text_of(cell)]
    empty = {col for col in range(min(filled, default=1), max([*filled, *units], default=0) + 1) if col not in filled}
    return bool(units) and empty <= units


def _own(grid: Grid, region: Region, col: int) -> Sequence[str]:
    return [text_of(grid.at(row, col)) for row in region.header]


def _continues(grid: Grid, region: Region, row: int) -> bool:
    """True if a text of this heading row also heads the empty cells at its right."""
    if any(one.top <= row <= one.bottom and one.left < one.right for one in grid.merged if one.top == row):
        return True
    if grid.sheet is not None and grid.merged and row not in region.units:
        return False
    return _has_gaps(grid, region, row)


def _has_gaps(grid: Grid, region: Region, row: int) -> bool:
    """Without merged cells: texts stand over the first of several columns that only a lower heading tells apart. Tables that repeat
    their headings in each column leave a cell empty on purpose."""
    if row in region.units:
        return (
            sum(bool(text_of(cell)) for cell in grid.rows[row - 1])
            < max(map(len, grid.rows[region.first - 1 : region.first]), default=0) - 1
        )
    below = [other for other in region.header if other > row and other not in region.units]
    if not below or any(_repeats(grid, other) for other in region.header if other not in region.units):
        return False
    cells = list(map(text_of, grid.rows[row - 1]))
    lower = [any(texts) for texts in zip_longest(*(map(text_of, grid.rows[other - 1]) for other in below), fillvalue="")]
    filled = [col for col, text in enumerate(cells) if text]
    if not filled:
        return False
    gaps = [col for col in range(filled[0] + 1, len(lower)) if col >= len(cells) or not cells[col]]
    return len(gaps) >= 1 and all(lower[col] for col in gaps) and len(filled) < sum(lower)


def _repeats(grid: Grid, row: int) -> bool:
    cells = [text_of(cell) for cell in grid.rows[row - 1]]
    return any(one and one == two for one, two in pairwise(cells))
