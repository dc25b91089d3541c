"""Statements of a slide as lines of tables: the first column has the number that the wall shows, what is known beside it follows."""

from collections.abc import Iterable, Mapping, Sequence

from reports.document import Block, Cell, Column, Table
from views.briefing import Line

NUMBER = Column("Nr.", 0.45)


def numbered(caption: str, columns: Sequence[Column], lines: Iterable[Line], rows: Mapping[str, tuple[Cell, ...]]) -> tuple[Block, ...]:
    """A line per statement, its number first; ``rows`` are cells by what a statement is about. Statements without a row come before."""
    said = tuple(lines)
    known = tuple((Cell(line.number, strong=True), *rows[line.about]) for line in said if line.about in rows)
    table = (Table(caption, (NUMBER, *columns), known),) if known else ()
    return (*statement_table(caption, (line for line in said if line.about not in rows)), *table)


def statement_table(caption: str, lines: Iterable[Line]) -> tuple[Block, ...]:
    """Statements that have no table of their own: number, sign and text, each column only where somebody needs it."""
    said = tuple(lines)
    if not said:
        return ()
    signed, detailed = any(line.term for line in said), any(line.detail for line in said)
    columns = (
        NUMBER,
        *((Column("Zeichen", 1.2),) if signed else ()),
        Column("Aussage", 4.0),
        *((Column("Dazu", 2.4),) if detailed else ()),
    )
    return (Table(caption, columns, tuple(_row(line, signed, detailed) for line in said)),)


def _row(line: Line, signed: bool, detailed: bool) -> tuple[Cell, ...]:
    sign = (Cell(line.term.label if line.term else "", line.term),) if signed else ()
    return (Cell(line.number, strong=True), *sign, Cell(line.text), *((Cell(line.detail),) if detailed else ()))
