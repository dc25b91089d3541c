"""Where on a sheet the tables are: heading rows, data rows, and the notes around them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from itertools import pairwise

from loaders.grid import Cell, Grid, text_of
from loaders.proposal.cells import Kind, as_number, is_year, kind_of
from loaders.proposal.words import unit_of

_MOST_CELLS = 400_000
_HEAD, _TAIL = 400, 200
_MOST_HEADER_ROWS = 12


class RowKind(Enum):
    """What a row looks like."""

    BLANK = auto()
    TEXT = auto()
    UNITS = auto()  # nothing but units
    NUMBERING = auto()  # 1 2 3 … under or as headings
    PERIODS = auto()  # years or dates across the columns
    DATA = auto()


@dataclass(frozen=True)
class Region:
    """One table on a sheet, rows as places in the grid from 1. ``numbering`` is the row with column numbers (0 = none); ``gaps`` are rows
    between ``first`` and ``last`` that hold no values; ``top`` is the first row that may belong to its title."""

    header: tuple[int, ...]
    first: int
    last: int
    numbering: int = 0
    gaps: tuple[int, ...] = ()
    top: int = 1
    units: tuple[int, ...] = field(default=())  # those of the heading rows that hold units only

    @property
    def size(self) -> int:
        """Number of rows with values."""
        return self.last - self.first + 1 - len(self.gaps)


def row_kinds(grid: Grid) -> list[RowKind]:
    """The look of every row; in very large sheets what lies between start and end is taken for data."""
    width = max((len(row) for row in grid.rows[:200]), default=0)
    total = len(grid.rows)
    if total * width <= _MOST_CELLS:
        return _settled(grid, [row_kind(row) for row in grid.rows])
    head = [row_kind(row) for row in grid.rows[:_HEAD]]
    tail = [row_kind(row) for row in grid.rows[total - _TAIL :]]
    return _settled(grid, head + [RowKind.DATA] * (total - _HEAD - _TAIL) + tail)


def _settled(grid: Grid, kinds: list[RowKind]) -> list[RowKind]:
    """The kinds, with rows that only look like headings as data: what follows a row of data directly, and a row of a table with a year
    in each row, which the next row shows."""
    for place, kind in enumerate(kinds):
        if kind in (RowKind.PERIODS, RowKind.NUMBERING) and (
            (place and kinds[place - 1] is RowKind.DATA)
            or (kind is RowKind.PERIODS and place + 1 < len(kinds) and _alike(grid.rows[place], grid.rows[place + 1]))
        ):
            kinds[place] = RowKind.DATA
        elif kind is RowKind.DATA and (not place or kinds[place - 1] is not RowKind.DATA) and _heads_one_year(grid, place):
            kinds[place] = RowKind.PERIODS
    return kinds


def _heads_one_year(grid: Grid, place: int) -> bool:
    """True for a row whose only number is the year over the last column, with a figure that is none below it."""
    row = [cell for cell in grid.rows[place] if kind_of(cell) is not Kind.EMPTY]
    below = grid.rows[place + 1] if place + 1 < len(grid.rows) else ()
    looks = [kind_of(cell) for cell in row]
    if looks.count(Kind.NUMBER) != 1 or set(looks) != {Kind.TEXT, Kind.NUMBER} or not is_year(row[-1]):
        return False
    last = next((cell for cell in reversed(below) if kind_of(cell) is not Kind.EMPTY), "")
    return len(below) == len(grid.rows[place]) and kind_of(last) is Kind.NUMBER and not is_year(last)


def _alike(row: Sequence[Cell], other: Sequence[Cell]) -> bool:
    pairs = list(zip(row, other, strict=False))
    looks = all((kind_of(one) is Kind.TEXT) == (kind_of(two) is Kind.TEXT) for one, two in pairs)
    both = sum(is_year(one) and is_year(two) for one, two in pairs)
    return looks and 0 < both < sum(is_year(one) or is_year(two) for one, two in pairs)


def row_kind(row: Sequence[Cell]) -> RowKind:
    """The look of one row."""
    cells = [(cell, kind) for cell in row if (kind := kind_of(cell)) is not Kind.EMPTY]
    if not cells:
        return RowKind.BLANK
    numbers = [cell for cell, kind in cells if kind is Kind.NUMBER]
    periods = sum(kind is Kind.PERIOD or (kind is Kind.NUMBER and is_year(cell)) for cell, kind in cells)
    plain = [cell for cell in numbers if not is_year(cell)]
    if periods >= 2 and not plain and not any(kind is Kind.SYMBOL for _, kind in cells) and _steady(cells):
        return RowKind.PERIODS
    if len(numbers) >= 3 and _counts(numbers):
        return RowKind.NUMBERING
    if numbers or (len(cells) > 1 and sum(kind is Kind.SYMBOL for _, kind in cells) > len(cells) / 2):
        return RowKind.DATA if len(cells) > 1 else RowKind.TEXT
    return RowKind.UNITS if all(unit_of(text_of(cell)) for cell, _ in cells) else RowKind.TEXT


def _steady(cells: Sequence[tuple[Cell, Kind]]) -> bool:
    """True unless the years jump about as figures do that only happen to lie between 1945 and 2060."""
    years = [int(found[0]) for cell, _ in cells if (found := re.search(r"(?:19|20)\d\d", text_of(cell)))]
    steps = {abs(after - before) for before, after in pairwise(years)}
    return len(cells) - len(years) <= len(years) and (len(steps) <= 3 or max(steps, default=0) <= 25)


def _counts(numbers: Sequence[Cell]) -> bool:
    values = [as_number(cell) for cell in numbers]
    if any(value is None or value != int(value) for value in values) or values[0] not in (0, 1, 2):
        return False
    whole = [int(value or 0) for value in values]
    if whole[0] == whole[1]:  # a key column that has its own number
        whole = whole[1:]
    return all(0 < after - before <= 3 for before, after in pairwise(whole)) and whole[-1] <= 2 * len(whole) + 2


def find_regions(grid: Grid) -> tuple[Region, ...]:
    """The tables of the sheet from top to bottom; empty where it holds none."""
    kinds = row_kinds(grid)
    regions: list[Region] = []
    top = 1
    for first, last in _runs(grid, kinds):
        header, numbering = _header(grid, kinds, first, top)
        gaps = tuple(row for row in range(first, last + 1) if kinds[row - 1] is not RowKind.DATA)
        units = tuple(row for row in header if kinds[row - 1] is RowKind.UNITS)
        regions.append(Region(header, first, last, numbering, gaps, top, units))
        top = last + 1
    return tuple(regions)


def _runs(grid: Grid, kinds: Sequence[RowKind]) -> Iterable[tuple[int, int]]:
    """First and last row of each run of data rows. Headings of another table end a run; single texts between groups do not."""
    first = last = 0
    breaking = False
    for row, kind in enumerate(kinds, 1):
        if kind is RowKind.DATA:
            if first and breaking:
                yield first, last
                first = 0
            first, last, breaking = first or row, row, False
        elif kind in (RowKind.PERIODS, RowKind.NUMBERING, RowKind.UNITS) or (kind is RowKind.TEXT and _several(grid, row)):
            breaking = True
    if first:
        yield first, last


def _several(grid: Grid, row: int) -> bool:
    return sum(kind_of(cell) is Kind.TEXT for cell in grid.rows[row - 1]) > 1


def _header(grid: Grid, kinds: Sequence[RowKind], first: int, top: int) -> tuple[tuple[int, ...], int]:
    """The heading rows above a data row, and the row that numbers the columns."""
    found: list[int] = []
    numbering = 0
    for row in range(first - 1, max(top, first - _MOST_HEADER_ROWS) - 1, -1):
        kind = kinds[row - 1]
        if kind is RowKind.BLANK:
            if any(kinds[each - 1] is not RowKind.UNITS for each in found) and not _bridged(grid, row):
                break
        elif kind is RowKind.NUMBERING and not found and not numbering and _named_above(grid, kinds, row):
            numbering = row
        elif kind is RowKind.TEXT and not _heads(grid, row):
            if found or numbering or kinds[row - 2] not in (RowKind.NUMBERING, RowKind.TEXT, RowKind.UNITS) or row < 3:
                break  # a title; but where headings stand right above it, it names a group of rows
        else:
            found.append(row)
    return tuple(reversed(found)), numbering


def _bridged(grid: Grid, row: int) -> bool:
    return any(one.top < row <= one.bottom for one in grid.merged)


def _named_above(grid: Grid, kinds: Sequence[RowKind], row: int) -> bool:
    """True if a row of headings stands above, so that the numbers 1 2 3 … are not the headings themselves."""
    width = sum(kind_of(cell) is Kind.NUMBER for cell in grid.rows[row - 1])
    for above in range(row - 1, max(0, row - _MOST_HEADER_ROWS), -1):
        texts = [cell for cell in grid.rows[above - 1] if kind_of(cell) is not Kind.EMPTY]
        if kinds[above - 1] in (RowKind.TEXT, RowKind.PERIODS) and len(texts) >= max(2, width // 3):
            return True
    return False


def _heads(grid: Grid, row: int) -> bool:
    """True if a row of texts stands over columns: several texts, or one that is not at the left edge."""
    cols = [col for col, cell in enumerate(grid.rows[row - 1], 1) if kind_of(cell) is not Kind.EMPTY]
    if len(cols) > 1:
        return True
    left = min(
        (col for each in grid.rows[:400] for col, cell in enumerate(each[: cols[0]], 1) if kind_of(cell) is not Kind.EMPTY), default=cols[0]
    )
    return cols[0] > left


def main_region(regions: Sequence[Region]) -> Region | None:
    """The region with most rows of values; None if there is none."""
    return max(regions, key=lambda region: region.size, default=None) if regions else None
