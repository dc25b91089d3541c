"""The timeline of measures: planned and actual bars, milestones and today. One drawing for all; what differs is in the table."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache
from typing import Any

import altair as alt
import pyarrow as pa

from views.chart_style import BREAK, INK, MAIN, MUTED, ChartSpec, styled

ROW, _FOOT = 38, 18
"""Pixels a measure takes (its name, and the bars below it), and those of the word at today's line."""
_PLAN = "#C9D6E3"
_SHAPES = {"done": "diamond", "open": "diamond", "late": "triangle-up"}
_COLOURS = {"done": "#00663A", "open": INK, "late": BREAK}


@dataclass(frozen=True)
class Bar:
    """Something with a time in a row: ``planned`` and ``actual`` bars, milestones (``done``, ``open``, ``late``); ``open_end`` fades."""

    row: int
    kind: str
    start: date
    end: date
    text: str
    open_end: bool = False


@dataclass(frozen=True)
class Gantt:
    """What a timeline shows: the names of its rows, what lies in them, and the days at both ends. ``columns`` and ``rows`` say the same
    in words."""

    title: str
    names: tuple[str, ...]
    bars: tuple[Bar, ...]
    first: date
    last: date
    today: date
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def gantt(shown: Gantt) -> ChartSpec:
    """The timeline as a drawing with its table in words."""
    count = len(shown.names)
    alt_text = (
        f"Zeitplan {shown.title}: {count} Maßnahmen mit geplanten und tatsächlichen Zeiten und Meilensteinen. "
        "Die Tabelle darunter sagt dasselbe in Worten."
    )
    spec = {**_skeleton(), "height": count * ROW + _FOOT}
    return ChartSpec(spec, _table(shown), alt_text, shown.columns, shown.rows, title=shown.title)


def _table(shown: Gantt) -> pa.Table:
    names = [{"kind": "name", "row": row, "start": shown.first, "end": shown.first, "text": name} for row, name in enumerate(shown.names)]
    bars = [asdict(each) | {"start": max(each.start, shown.first), "end": min(each.end, shown.last)} for each in shown.bars]
    corners = ((0, shown.first), (len(shown.names) + _FOOT / ROW, shown.last))
    ends = [{"kind": "end", "row": row, "start": day, "end": day, "text": ""} for row, day in corners]
    now = [{"kind": "today", "row": 0, "start": shown.today, "end": shown.today, "text": f"heute, {shown.today:%d.%m.%Y}"}]
    rows: Sequence[dict[str, Any]] = [*names, *bars, *ends, *(now if shown.first <= shown.today <= shown.last else [])]
    return pa.table(
        {
            "kind": pa.array([row["kind"] for row in rows], pa.string()),
            "row": pa.array([row["row"] for row in rows], pa.float64()),
            # noon: a day stays that day in every time zone a browser may be in
            **{name: pa.array([f"{row[name]:%Y-%m-%d}T12:00:00" for row in rows], pa.string()) for name in ("start", "end")},
            "text": pa.array([row["text"] for row in rows], pa.string()),
            "open_end": pa.array([row.get("open_end", False) for row in rows], pa.bool_()),
            "shape": pa.array([_SHAPES.get(row["kind"], "") for row in rows], pa.string()),
            "colour": pa.array([_COLOURS.get(row["kind"], "") for row in rows], pa.string()),
            "filled": pa.array([row["kind"] in ("done", "late") for row in rows], pa.bool_()),
        }
    )


@cache
def _skeleton() -> dict[str, Any]:
    """Everything that varies is a column of the table, but for the height: Altair takes 60 ms for it."""
    x = alt.X(
        field="start",
        type="temporal",
        title=None,
        scale=alt.Scale(nice=False),
        axis=alt.Axis(format="%Y", tickCount="year", orient="top", labelOverlap=True, domain=False, description="Zeit", grid=True),
    )
    layers = [*_names(x), *_bars(x), *_milestones(x), *_today(x)]
    return styled(alt.layer(*layers).properties(width="container"))


def _y(shift: float) -> alt.Y:
    """The upper end of a row, moved down by a share of it; the points at both ends of the time also say where the last row ends."""
    scale = alt.Scale(nice=False, zero=False, reverse=True)
    return alt.Y(field=_place(shift), type="quantitative", axis=None, scale=scale)


def _place(shift: float) -> str:
    return f"y{round(shift * 100)}"


def _layer(kinds: Sequence[str], shift: float) -> alt.Chart:
    chart = alt.Chart().transform_filter(alt.FieldOneOfPredicate(field="kind", oneOf=list(kinds)))
    return chart.transform_calculate(**{_place(shift): f"datum.row + {shift}"})


_TEXT = alt.Text(field="text", type="nominal")
_TOLD = [alt.Tooltip(field="text", title="Angabe")]


def _names(x: alt.X) -> list[alt.Chart]:
    limit = alt.ExprRef("width")
    names = _layer(["name"], 0.3).mark_text(align="left", baseline="middle", dx=2, limit=limit, aria=False)
    ends = _layer(["end"], 0).mark_point(opacity=0, aria=False)  # both ends of the time shown
    return [ends.encode(x=x, y=_y(0)), names.encode(x=x, y=_y(0.3), text=_TEXT)]


def _bars(x: alt.X) -> list[alt.Chart]:
    end = alt.X2(field="end")
    fade = alt.condition(alt.FieldEqualPredicate(field="open_end", equal=True), alt.value(0.45), alt.value(1))
    parts = (("planned", 0.2, {"color": _PLAN, "stroke": MUTED, "strokeWidth": 1}), ("actual", 0.08, {"color": MAIN[0]}))
    return [
        _layer([kind], 0.72 - half)
        .transform_calculate(until=f"datum.row + {0.72 + half}")
        .mark_rect(aria=False, **look)
        .encode(x=x, x2=end, y=_y(0.72 - half), y2=alt.Y2(field="until"), opacity=fade, tooltip=_TOLD)
        for kind, half, look in parts
    ]


def _milestones(x: alt.X) -> list[alt.Chart]:
    shape = alt.Shape(field="shape", type="nominal", scale=None, legend=None)
    colour = alt.Stroke(field="colour", type="nominal", scale=None, legend=None)
    fill = alt.Fill(field="colour", type="nominal", scale=None, legend=None)
    hollow = _layer(["open"], 0.72).mark_point(size=110, strokeWidth=2, fill="white", opacity=1, aria=False)
    filled = _layer(["done", "late"], 0.72).mark_point(size=110, strokeWidth=1, opacity=1, aria=False)
    return [
        hollow.encode(x=x, y=_y(0.72), shape=shape, stroke=colour, tooltip=_TOLD),
        filled.encode(x=x, y=_y(0.72), shape=shape, stroke=colour, fill=fill, tooltip=_TOLD),
    ]


def _today(x: alt.X) -> list[alt.Chart]:
    line = _layer(["today"], 0).mark_rule(color=BREAK, strokeDash=[4, 3], strokeWidth=1.5, aria=False)
    said = _layer(["today"], 0).mark_text(color=BREAK, baseline="bottom", align="right", dx=-5, y=alt.ExprRef("height"), aria=False)
    return [line.encode(x=x), said.encode(x=x, text=_TEXT)]
