"""The line chart: marks and drawing put together."""

from collections.abc import Sequence
from dataclasses import replace

import pyarrow as pa

from views.chart_style import COMPARISON, MAIN, ChartSpec
from views.charts import marks, words
from views.charts.layers import skeleton
from views.charts.model import MAX_LINES, Line, LineChart, Mark

_SCHEMA = pa.schema(
    {
        "kind": pa.string(), "line": pa.string(), "segment": pa.string(), "year": pa.int16(), "value": pa.float64(),
        "until": pa.float64(), "text": pa.string(), "hollow": pa.bool_(), "main": pa.bool_(), "shape": pa.string(),
    }
)  # fmt: skip


def line_chart(shown: LineChart) -> ChartSpec:
    """Lines over the years: gaps stay gaps, breaks cut the line, uncertain values are hollow, the target path is dashed, ranges are
    bands or whiskers, verdicts stand as symbols below the axis, and the arithmetical continuation is a pale band.

    At most five lines are drawn, because readers cannot follow more; the table has them all."""
    lines = shown.lines[:MAX_LINES]
    drawn = [
        *marks.value_rows(lines, shown),
        *marks.target_rows(shown),
        *marks.ahead_rows(shown),
        *marks.break_rows(shown),
        *marks.note_rows(shown),
    ]
    low, high = _domain([value for mark in drawn for value in (mark.value, mark.until) if value is not None])
    drawn += [*marks.distance_rows(lines, shown), *marks.symbol_rows(shown)]
    drawn += marks.label_rows(lines, low, high, shown)
    drawn += [replace(mark, value=low) for mark in marks.missing_rows(lines)]
    drawn += [Mark("edge", year=drawn[0].year, value=edge) for edge in (low, high) if drawn]
    return ChartSpec(
        spec=skeleton(shown.unit, _axis_decimals(low, high), marks.has_symbols(shown)),
        table=_table(drawn, lines),
        alt=words.alt_text(shown, lines),
        columns=words.columns(shown),
        rows=words.rows(shown),
        notes=words.notes(lines, shown),
        title=shown.subject,
        unit=shown.unit,
        figures=words.figures(shown),
    )


def _table(drawn: Sequence[Mark], lines: Sequence[Line]) -> pa.Table:
    """The marks as the columns that the drawing reads; colour and dash follow from the place of the line."""
    colours = _colours(lines)
    rank = {line.name: index for index, line in enumerate(lines)}
    columns = [pa.array([getattr(mark, field.name) for mark in drawn], field.type) for field in _SCHEMA]
    table = pa.Table.from_arrays(columns, schema=_SCHEMA)
    colour = pa.array([marks.colour_of(mark, colours) for mark in drawn], pa.string())
    dash = pa.array([str(rank.get(mark.line, 0)) for mark in drawn], pa.string())
    years = [mark.year for mark in drawn]
    span = pa.array([max(years) - min(years) + 1] * len(years) if years else [], pa.int16())  # how many years share the width
    return table.append_column("colour", colour).append_column("dash", dash).append_column("span", span)


def _domain(values: Sequence[float]) -> tuple[float, float]:
    """Bounds of the value axis with some air; zero is included when it is near."""
    if not values:
        return 0.0, 1.0
    low, high = min(values), max(values)
    span = (high - low) or abs(high) or 1.0
    bottom, top = low - 0.12 * span, high + 0.12 * span
    if 0 <= low <= 0.6 * high:
        bottom = 0.0
    if low < 0 and high <= 0 and high >= 0.6 * low:
        top = 0.0
    return bottom, top


def _colours(lines: Sequence[Line]) -> dict[str, str]:
    own = iter(MAIN)
    return {line.name: COMPARISON if line.comparison else next(own) for line in lines}


def _axis_decimals(low: float, high: float) -> int:
    span = high - low
    return 0 if span >= 5 else 1 if span >= 0.5 else 2
