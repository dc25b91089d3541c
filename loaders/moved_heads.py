"""Finds a head that was moved by whole rows or columns, because something was inserted above or beside the table or deleted."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from loaders.columns import first_between, is_complete, known_headings
from loaders.findings import Findings
from loaders.grid import Grid, text_of
from loaders.layouts import Block, CellText, Column, KnownCell, Layout
from loaders.periods_of_blocks import Surroundings, period_reader
from loaders.templates import fits

UP, DOWN, SIDEWAYS = 10, 20, 3
Offset = tuple[int, int]


def in_place(grid: Grid, layout: Layout, block: Block, around: Surroundings, findings: Findings) -> Block:
    """The block with its rows and columns where they are in this grid; a moved one is a hint. A head that is not found as
    a whole is left where the cells are that make the layout known, to be reported."""
    offset = offset_of_block(grid, layout, block, around) or offset_of_cells(grid, layout.recognition.cells)
    if offset is None or offset == (0, 0):
        return block
    rows, cols = offset
    parts = [_steps(rows, "Zeile", "tiefer", "höher"), _steps(cols, "Spalte", "weiter rechts", "weiter links")]
    there = moved(block, offset)
    by_heading = bool(block.header.rows) and not _numbered(block)
    between = first_between(grid, there, period_reader(grid, there.period, around)) if cols > 0 and by_heading else None
    first = (there.header.rows or (there.data.first,))[-1] if between else max(there.data.first, 1)
    findings.hint(
        "H407",
        ("Ab hier" if between else "Die Tabelle") + f" steht {'die Tabelle ' * bool(between)}{' und '.join(filter(None, parts))} als sonst",
        "den Kopf der Tabelle an seinem Platz",
        "Sie wird dort gelesen. Bitte prüfen, ob etwas eingefügt oder gelöscht wurde.",
        (grid.numbers[min(max(first, 1), len(grid.numbers)) - 1], between or 1),
    )
    return there


def _steps(count: int, word: str, more: str, less: str) -> str:
    return f"{abs(count)} {word}{'n' if abs(count) > 1 else ''} {more if count > 0 else less}" if count else ""


def offset_of_block(grid: Grid, layout: Layout, block: Block, around: Surroundings) -> Offset | None:
    """By how many rows and columns the block is moved, None if it is not found as a whole."""
    told = offset_of_cells(grid, layout.recognition.cells)
    if not block.header.rows:
        return told
    tries: Iterator[Offset] | list[Offset] = [told] if told else []
    for offset in (*tries, *_nearby(block)):
        if block.header.rows[0] + offset[0] < 1:
            continue
        there = moved(block, offset)
        if is_complete(grid, there, period_reader(grid, there.period, around)):
            return offset
    return None


def _numbered(block: Block) -> bool:
    return any(isinstance(column, int) for column in block.key_columns)


def best_row_offset(grid: Grid, block: Block, around: Surroundings) -> Offset:
    """By how many rows the block's head is moved to where most of its headings are found."""

    def share(offset: Offset) -> int:
        there = moved(block, offset)
        return known_headings(grid, there, period_reader(grid, there.period, around))

    offsets = [(row, 0) for row in sorted(range(-UP, DOWN + 1), key=abs) if block.header.rows and block.header.rows[0] + row > 0]
    return max(offsets, key=share, default=(0, 0))


def _nearby(block: Block) -> list[Offset]:
    cols = range(-SIDEWAYS, SIDEWAYS + 1) if _numbered(block) else (0,)
    return sorted(
        ((row, col) for row in range(-UP, DOWN + 1) for col in cols), key=lambda offset: (abs(offset[0]) + abs(offset[1]), offset)
    )


def offset_of_cells(grid: Grid, cells: Sequence[KnownCell]) -> Offset | None:
    """By how many rows and columns all the cells are moved that make a layout known; None if they are not found together."""
    if not cells:
        return None
    first = cells[0]
    for row in sorted(range(first.row - UP, first.row + DOWN + 1), key=lambda row: abs(row - first.row)):
        for col in sorted(range(first.col - SIDEWAYS, first.col + SIDEWAYS + 1), key=lambda col: abs(col - first.col)):
            offset = (row - first.row, col - first.col)
            if cells_hold(grid, cells, offset):
                return offset
    return None


def cells_hold(grid: Grid, cells: Sequence[KnownCell], offset: Offset = (0, 0)) -> bool:
    """True if each cell holds its text at this offset."""
    return all(fits(cell.text, text_of(grid.at(cell.row + offset[0], cell.col + offset[1]))) for cell in cells)


def moved(block: Block, offset: Offset) -> Block:
    """The block with all its numbers of rows and columns moved."""
    rows, cols = offset
    if offset == (0, 0):
        return block

    def column(at: Column | None) -> Column | None:
        return at + cols if isinstance(at, int) else at

    def cell(at: CellText | None) -> CellText | None:
        return replace(at, row=at.row + rows, col=at.col + cols) if at and not at.sheet else at

    def row(at: int | None) -> int | None:
        return None if at is None else at + rows

    period, area = block.period, block.area
    return replace(
        block,
        header=replace(
            block.header, rows=tuple(at + rows for at in block.header.rows), merged=tuple(at + rows for at in block.header.merged)
        ),
        data=replace(block.data, first=block.data.first + rows),
        period=replace(period, column=column(period.column), row=row(period.row), cell=cell(period.cell)),
        area=replace(area, key=column(area.key), name=column(area.name), cell=cell(area.cell)),
        labels=tuple(replace(label, column=column(label.column), row=row(label.row)) for label in block.labels),
        skip_rows=tuple(replace(skip, column=column(skip.column) or skip.column) for skip in block.skip_rows),
        values=tuple(
            replace(
                value,
                column=None if value.column is None else value.column + cols,
                when={str(int(name) + cols) if name.isdigit() else name: text for name, text in value.when.items()},
            )
            for value in block.values
        ),
    )
