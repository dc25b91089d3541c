"""The figures of a chart as a table, for those who do not see the drawing."""

from reports.document import Cell, Chart, Column, Table


def figures_below(chart: Chart) -> tuple[Table, ...]:
    """The table that follows the drawing; none where its figures stand elsewhere in the document or it has none."""
    return (figures_of(chart),) if chart.spec.rows and not chart.values else ()


def figures_of(chart: Chart) -> Table:
    """What the chart draws, row by row; the first column names the row."""
    columns = tuple(Column(head) for head in chart.spec.columns)
    rows = tuple(tuple(map(Cell, row)) for row in chart.spec.rows)
    return Table(f"Werte zum Diagramm: {chart.spec.title}", columns, rows, chart.about.source)
