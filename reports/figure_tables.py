"""The figures of a chart as a table, for those who do not see the drawing."""

from reports.document import Cell, Chart, Column, Table


def figures_of(chart: Chart) -> Table:
    """What the chart draws, row by row; the first column names the row."""
    columns = tuple(Column(head) for head in chart.spec.columns)
    rows = tuple(tuple(map(Cell, row)) for row in chart.spec.rows)
    return Table(f"Werte zum Diagramm: {chart.spec.title}", columns, rows, chart.about.source)
