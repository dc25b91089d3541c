"""Mehrere Jahre zusammen: values of small numbers counted over several years, where one year alone says little."""

from dataclasses import dataclass

from domain.areas import Area
from domain.indicators import Definition
from indicators.pooling import pooled, pooling_advised
from views import charts
from views.chart_style import ChartSpec
from views.formats import number, with_unit
from views.series_charts import breaks_of
from views.values import Series

OFFERED = (2, 3, 5)
COLUMNS = ("Zeitraum", "Wert", "Zähler", "Nenner")


@dataclass(frozen=True)
class PooledView:
    """``choices`` are the numbers of years that give values, ``advised`` says that the newest year alone says little. ``chart`` and
    ``rows`` (newest first, under COLUMNS) belong to the chosen number; None and empty while single years are shown."""

    choices: tuple[int, ...]
    advised: bool
    chart: ChartSpec | None
    rows: tuple[tuple[str, ...], ...]


def build(definition: Definition, area: Area, series: Series | None, years: int) -> PooledView | None:
    """None where nothing can be added up over years: other formulas, too short series."""
    latest = series.latest if series else None
    if series is None or latest is None:
        return None
    rows = [point.row for point in series.points]
    found = {each: pooled(rows, definition, each) for each in OFFERED}
    choices = tuple(each for each, values in found.items() if values)
    if not choices:
        return None
    values = found.get(years, ())
    chart = None
    if values:
        name = f"{area.name}, je {years} Jahre"
        points = tuple(charts.Point(each.period.year, each.value) for each in values)
        subject = f"{definition.name}, {area.name}: je {years} Jahre zusammen, gezeichnet beim letzten Jahr"
        lines = (charts.Line(name, points),)
        chart = charts.line_chart(
            charts.LineChart(subject, definition.unit, definition.decimals, lines, breaks=breaks_of(definition, series))
        )
    table = tuple(
        (each.period.label, with_unit(each.value, definition.unit, definition.decimals), number(each.numerator), number(each.denominator))
        for each in reversed(values)
    )
    return PooledView(choices, pooling_advised(latest.row, definition), chart, table)
