"""Tables of measures, and each measure with the sentences of its newest report."""

from collections.abc import Iterable, Sequence

from reports.document import Block, Cell, Column, Facts, Heading, Table
from reports.sections.cells import state_cell, term_cell, text_table
from views.formats import NO_VALUE
from views.measure_rows import MeasureLine
from views.report_material import MeasureDetail
from views.work_done import WorkLine

STATE_COLUMNS = (
    Column("Maßnahme", 2.4),
    Column("Stand", 1.2),
    Column("Termin", 1.1),
    Column("geplant bis", 1.0),
    Column("Federführung", 1.5),
)
_REPORT = (
    Column("Maßnahme", 0.8),
    Column("Sachstand", 3.6),
    Column("Zielerreichung", 1.2),
    Column("Priorität", 0.9),
    Column("gemeldet für", 1.1),
)


def measure_tables(where: str, lines: Sequence[MeasureLine]) -> tuple[Block, ...]:
    """How the measures stand, and what their owners report; two tables, so that both fit an upright page."""
    if not lines:
        return ()
    return (
        state_table(f"Stand und Termin, {where}", lines),
        Table(f"Sachstand, {where}", _REPORT, tuple(map(_report, lines))),
    )


def state_table(caption: str, lines: Sequence[MeasureLine], *, short: bool = False) -> Table:
    """One line per measure: state, date, planned end and who leads it; ``short`` without the further fields it serves."""
    return Table(caption, STATE_COLUMNS, tuple(state_cells(line, short) for line in lines))


def state_cells(line: MeasureLine, short: bool) -> tuple[Cell, ...]:
    """The cells of a measure below the columns of :func:`state_table`."""
    also = f" (auch: {', '.join(line.also)})" if line.also and not short else ""
    return (
        Cell(f"{line.id} {line.title}{also}"),
        term_cell(line.shown, _progress(line)),
        state_cell(line.schedule),
        Cell(line.planned_end),
        Cell(line.lead),
    )


def _progress(line: MeasureLine) -> str:
    """The state, with the progress where it is told."""
    return line.shown.label if line.progress == NO_VALUE else f"{line.shown.label}, {line.progress}"


def _report(line: MeasureLine) -> tuple[Cell, ...]:
    return (
        Cell(line.id),
        Cell(line.status_text or NO_VALUE),
        state_cell(line.attainment),
        Cell(ranked(line)),
        Cell(line.reported),
    )


def ranked(line: MeasureLine) -> str:
    """Priority and rank, a dash for neither."""
    return " · ".join(filter(None, (line.priority, f"Rang {line.rank}" if line.rank else ""))) or NO_VALUE


def detail_blocks(details: Iterable[MeasureDetail], level: int) -> tuple[Block, ...]:
    """Each measure under a heading of its own, with what its owner reports."""
    return tuple(block for each in details for block in (Heading(level, f"{each.line.id} {each.line.title}"), _facts(each)))


def _facts(detail: MeasureDetail) -> Facts:
    line = detail.line
    rows = [
        ("Stand", f"{line.shown.label} (gemeldet für: {detail.period})"),
        ("Umsetzungsgrad", line.progress if line.progress != NO_VALUE else ""),
        ("Federführung", line.lead),
        *detail.texts,
        *((f"Teilnehmende {each.period}", each.participants) for each in detail.half_years if each.participants != NO_VALUE),
        *((f"Leistungen {each.period}", each.outputs) for each in detail.half_years),
    ]
    return Facts(tuple((name, text) for name, text in rows if text))


def work_table(caption: str, lines: Sequence[WorkLine], *, money: bool) -> tuple[Block, ...]:
    """Participants and outputs, beside them money where the document may name it: two facts, no ratio."""
    if not lines:
        return ()
    heads = ("Maßnahme", "Teilnehmende", "Leistungen", *(("geplant", "verwendet") if money else ()))
    rows = [
        (f"{each.measure} {each.title}", each.participants, each.outputs, *((each.planned, each.actual) if money else ())) for each in lines
    ]
    return (text_table(caption, heads, rows, right=(3, 4)),)
