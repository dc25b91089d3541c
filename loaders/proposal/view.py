"""The coloured view of a sheet: its start and end, each cell with what it is."""

from collections.abc import Mapping

from domain.proposals import CellRole, ColumnRole, SheetView, ViewRow
from loaders.grid import Cell, Formatted, text_of
from loaders.number_formats import shown
from loaders.proposal.cells import Kind, kind_of, period_kind
from loaders.proposal.headings import Levels
from loaders.proposal.roles import Assigned
from loaders.proposal.tables import Table

_HEAD, _TAIL = 40, 12
_MOST_COLUMNS = 60
_ROLES = {
    ColumnRole.PERIOD: CellRole.PERIOD,
    ColumnRole.AREA_KEY: CellRole.AREA,
    ColumnRole.AREA_NAME: CellRole.AREA,
    ColumnRole.AREA: CellRole.AREA,
    ColumnRole.LABEL: CellRole.LABEL,
    ColumnRole.UNIT: CellRole.UNIT,
    ColumnRole.SERIES: CellRole.LABEL,
    ColumnRole.VALUE: CellRole.VALUE,
    ColumnRole.SKIP: CellRole.SKIPPED,
}


def sheet_view(table: Table, roles: Mapping[int, Assigned], levels: Levels) -> SheetView:
    """The rows around heading, start and end of the data."""
    grid, region = table.grid, table.region
    total = len(grid.rows)
    head = range(1, min(total, max(_HEAD, region.first + 12)) + 1)
    tail = range(max(head[-1] + 1 if head else 1, min(total, region.last + 8) - _TAIL + 1), min(total, region.last + 8) + 1)
    rows = tuple(_row(table, roles, levels, row) for row in (*head, *tail))
    width = max(map(len, grid.rows[: region.last]), default=0)
    return SheetView(grid.sheet, rows, total - len(rows), max(0, width - _MOST_COLUMNS))


def plain_view(sheet: str | None, rows: object, numbers: object) -> SheetView:
    """A view without roles, for a sheet that holds no table."""
    shown_rows = [
        ViewRow(
            number,
            tuple(map(_text, row[:_MOST_COLUMNS])),
            tuple(CellRole.NOTE if text_of(cell) else CellRole.EMPTY for cell in row[:_MOST_COLUMNS]),
        )
        for number, row in zip(list(numbers)[:_HEAD], list(rows)[:_HEAD], strict=False)  # type: ignore[call-overload]
    ]
    return SheetView(sheet, tuple(shown_rows), max(0, len(rows) - _HEAD))  # type: ignore[arg-type]


def _row(table: Table, roles: Mapping[int, Assigned], levels: Levels, row: int) -> ViewRow:
    cells = list(table.grid.rows[row - 1])[:_MOST_COLUMNS]
    return ViewRow(
        table.grid.numbers[row - 1],
        tuple(map(_text, cells)),
        tuple(_role(table, roles, levels, row, col, cell) for col, cell in enumerate(cells, 1)),
    )


def _text(cell: Cell) -> str:
    if isinstance(cell, Formatted):
        return shown(cell.number, cell.format).text
    return cell if isinstance(cell, str) else text_of(cell).replace(".", ",")


def _role(table: Table, roles: Mapping[int, Assigned], levels: Levels, row: int, col: int, cell: Cell) -> CellRole:
    region = table.region
    if kind_of(cell) is Kind.EMPTY:
        return CellRole.EMPTY
    if row in region.header:
        level = region.header.index(row)
        if row in region.units:
            return CellRole.UNIT
        return CellRole.PERIOD if level in (levels.period, levels.months) and period_kind(text_of(cell)) else CellRole.HEADING
    if row == region.numbering or row in region.gaps:
        return CellRole.SKIPPED
    if region.first <= row <= region.last:
        return _ROLES[roles[col].role] if col in roles else CellRole.SKIPPED
    return CellRole.TITLE if row < region.first else CellRole.NOTE
