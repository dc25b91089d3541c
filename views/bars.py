"""Bars that show how many of each state there are: verdicts or measures, one bar a row."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import altair as alt
import pyarrow as pa

from views.chart_style import INK, ChartSpec, styled
from views.terms import Term

_ROW_HEIGHT = 34


@dataclass(frozen=True)
class BarRow:
    """One bar: its name and how many there are of each state, in the order to show."""

    name: str
    counts: tuple[tuple[Term, int], ...]

    @property
    def total(self) -> int:
        return sum(count for _, count in self.counts)


def state_bars(subject: str, rows: Sequence[BarRow], counted: str) -> ChartSpec:
    """Stacked bars; every piece carries glyph and number, the words stand in the legend. ``counted``: what one unit is, plural."""
    present = {shown for row in rows for shown, count in row.counts if count}
    terms = [shown for shown in dict.fromkeys(shown for row in rows for shown, _ in row.counts) if shown in present]
    table = pa.Table.from_pylist(list(_pieces(rows)), schema=_SCHEMA)
    spec = _skeleton(tuple((item.label, item.fill) for item in terms), tuple(row.name for row in rows))
    sentences = [f"{row.name or 'Insgesamt'}: {_in_words(row)}." for row in rows]
    alt_text = f"Balkendiagramm {subject}. {' '.join(sentences)}"
    columns = ("", *(item.word for item in terms), f"{counted} insgesamt")
    cells = tuple((row.name, *(str(dict(row.counts).get(item, 0)) for item in terms), str(row.total)) for row in rows)
    return ChartSpec(spec, table, alt_text, columns, cells)


_SCHEMA = pa.schema(
    {"row": pa.string(), "state": pa.string(), "start": pa.int32(), "end": pa.int32(), "middle": pa.float64(), "text": pa.string()}
)


def _pieces(rows: Sequence[BarRow]) -> list[dict[str, Any]]:
    pieces = []
    for row in rows:
        start = 0
        for shown, count in row.counts:
            if not count:
                continue
            text = f"{shown.glyph} {count}"
            end = start + count
            pieces.append({"row": row.name, "state": shown.label, "start": start, "end": end, "middle": (start + end) / 2, "text": text})
            start = end
    return pieces


def _in_words(row: BarRow) -> str:
    return ", ".join(f"{count} {shown.word}" for shown, count in row.counts if count) or "nichts"


@cache
def _skeleton(states: tuple[tuple[str, str], ...], names: tuple[str, ...]) -> dict[str, Any]:
    axis = alt.Axis(ticks=False, domain=False, labelLimit=320, labelPadding=10, description="Zeilen") if any(names) else None
    y = alt.Y(field="row", type="nominal", sort=list(names), title=None, axis=axis, scale=alt.Scale(paddingInner=0.3, paddingOuter=0.1))
    x = alt.X(field="start", type="quantitative", axis=None, title=None, scale=alt.Scale(zero=True, nice=False))
    colour = alt.Color(
        field="state",
        type="nominal",
        title=None,
        scale=alt.Scale(domain=[label for label, _ in states], range=[fill for _, fill in states]),
        legend=alt.Legend(orient="top", direction="horizontal", symbolType="square", symbolSize=150, columnPadding=18, labelLimit=240),
    )
    hint = [alt.Tooltip(field="row", title="Zeile"), alt.Tooltip(field="state", title="Stand"), alt.Tooltip(field="text", title="Anzahl")]
    bars = alt.Chart().mark_bar(stroke="#FFFFFF", strokeWidth=2, aria=False).encode(x, y, alt.X2(field="end"), colour, tooltip=hint)
    numbers = alt.Chart().mark_text(color=INK, fontSize=13, aria=False)
    numbers = numbers.encode(
        alt.X(field="middle", type="quantitative", axis=None, title=None), y, alt.Text(field="text", type="nominal"), tooltip=hint
    )
    return styled(alt.layer(bars, numbers).properties(width="container", height=_ROW_HEIGHT * max(len(names), 1) + 8))
