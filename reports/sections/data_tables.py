"""Annex: every period of every indicator in the document, so that each number can be looked up on paper."""

from reports.document import Block, Cell, Column, Heading, Table
from reports.sections.cells import state_cell
from views.indicator import YearRow
from views.report_figures import Figure
from views.report_material import Material

_COLUMNS = (Column("Zeitraum", 1.0), Column("Wert", 1.4, right=True), Column("Bewertung", 1.3), Column("Grundlage", 1.6))


def blocks(material: Material) -> tuple[Block, ...]:
    """One table per indicator with values, by field, each once."""
    done: set[str] = set()
    found: list[Block] = []
    for field in material.fields:
        shown = field.shown
        for row in (*(card.row for card in shown.leads), *shown.others, *shown.context):
            figure = material.figures[row.id]
            if row.id not in done and figure.course:
                done.add(row.id)
                found.append(_table(figure))
    return (Heading(1, "Anhang: Datentabellen"), *found) if found else ()


def _table(figure: Figure) -> Table:
    ranged = any(row.range for row in figure.course)
    columns = (*_COLUMNS[:2], Column("Spanne", 1.4), *_COLUMNS[2:]) if ranged else _COLUMNS
    unit = figure.definition.unit
    return Table(f"{figure.definition.name} ({unit})", columns, tuple(_row(row, ranged) for row in figure.course), figure.source)


def _row(row: YearRow, ranged: bool) -> tuple[Cell, ...]:
    span = (Cell(row.range),) if ranged else ()
    return (Cell(row.period_text), Cell(row.value), *span, state_cell(row.weather), Cell(row.basis))
