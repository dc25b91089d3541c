"""The drawing of a line chart without its figures. Channel objects only: shorthand texts cost 30 times as much."""

from functools import cache
from typing import Any

import altair as alt

from domain.numbers_de import dative
from views.chart_style import BREAK, MAIN, MUTED, TARGET, styled
from views.charts.model import HEIGHT, MAX_LINES

SYMBOL_ROW = HEIGHT + 40  # pixels from the top: below the years
NARROW = 480  # pixels
_PALE = "#C9D6E3"


@cache
def skeleton(unit: str, axis_decimals: int, symbols: bool) -> dict[str, Any]:
    """Everything that varies is a column of the table, so that this is built once per unit: Altair takes 60 ms for it."""
    x = alt.X(
        field="year",
        type="quantitative",
        title=None,
        scale=alt.Scale(nice=False, zero=False),
        axis=alt.Axis(format="d", tickMinStep=1, grid=False, labelOverlap=True, description="Jahre"),
    )
    y = alt.Y(
        field="value",
        type="quantitative",
        title=_axis_title(unit),
        scale=alt.Scale(nice=False, zero=False),
        axis=alt.Axis(
            format=f",.{axis_decimals}f",
            titleAngle=0,
            titleAlign="left",
            titleAnchor="end",
            titleX=0,
            titleY=-12,
            ticks=False,
            domain=False,
            tickCount=6,
            description=unit,
        ),
    )
    colour = alt.Color(field="colour", type="nominal", legend=None, scale=None)
    layers = [
        *_background_layers(x, y),
        *_range_layers(x, y, colour),
        *_line_layers(x, y, colour),
        *_mark_layers(x, y, colour),
        *_label_layers(x, y, colour),
        *(_symbol_layers(x, colour) if symbols else ()),
    ]
    return styled(alt.layer(*layers).properties(width="container", height=HEIGHT))


_TEXT = alt.Text(field="text", type="nominal")
_YEAR = alt.Tooltip(field="year", title="Jahr", format="d")
_VALUE = [alt.Tooltip(field="line", title="Reihe"), _YEAR, alt.Tooltip(field="text", title="Wert")]
_HINT = [_YEAR, alt.Tooltip(field="text", title="Hinweis")]
_UNTIL = alt.Y2(field="until")


def _base(kind: str, *, main: bool | None = None) -> alt.Chart:
    chart = alt.Chart().transform_filter(alt.FieldEqualPredicate(field="kind", equal=kind))
    return chart if main is None else chart.transform_filter(alt.FieldEqualPredicate(field="main", equal=main))


def _background_layers(x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """Breaks with their names, the target path, the continuation (hatched, for it is no value), and invisible points that set the
    bounds of the value axis."""
    rule = _base("break").mark_rule(color=BREAK, strokeDash=[2, 3], strokeWidth=1.5, aria=False)
    lower = alt.ExprRef("datum.hollow ? 17 : 0")
    sides: tuple[tuple[bool, dict[str, Any]], ...] = ((True, {"align": "left", "dx": 5}), (False, {"align": "right", "dx": -5}))
    names = [
        _base("break", main=main)
        .transform_filter(_room(narrow=False))
        .mark_text(baseline="top", dy=lower, color=BREAK, aria=False, limit=260, **place)
        for main, place in sides
    ]
    path = _base("path").mark_line(color=TARGET, strokeDash=[7, 5], strokeWidth=1.8, aria=False)
    edges = _base("edge").mark_point(opacity=0, aria=False)
    ahead = _base("ahead").mark_area(color=_PALE, opacity=0.55, aria=False)
    hatched = _base("ahead").mark_rule(color=MAIN[0], strokeWidth=1, opacity=0.4, aria=False)
    middle = _base("middle").mark_line(color=MAIN[0], strokeDash=[1, 4], strokeCap="round", strokeWidth=2, aria=False)
    return [
        edges.encode(x, y),
        ahead.encode(x, y, _UNTIL, tooltip=_VALUE),
        hatched.encode(x, y, _UNTIL),
        middle.encode(x, y),
        rule.encode(x, tooltip=_HINT),
        *(name.encode(x, alt.YValue(2), _TEXT) for name in names),
        path.encode(x, y),
    ]


def _range_layers(x: alt.X, y: alt.Y, colour: alt.Color) -> list[alt.Chart]:
    """Ranges of the values: bands where figures are rounded, whiskers where they come from a sample; distances of two lines."""
    detail = alt.Detail(field="segment", type="nominal")
    band = _base("range", main=True).mark_area(opacity=0.2, aria=False).encode(x, y, _UNTIL, colour, detail)
    whisker = _base("range", main=False).mark_rule(strokeWidth=1.5, aria=False).encode(x, y, _UNTIL, colour)
    ends = [
        _base("range", main=False).mark_tick(orient="horizontal", size=9, thickness=1.5, aria=False).encode(x, end, colour)
        for end in (y, alt.Y(field="until", type="quantitative"))
    ]
    apart = _base("distance").mark_rule(color=MUTED, strokeWidth=7, opacity=0.22, aria=False).encode(x, y, _UNTIL, tooltip=_HINT)
    return [band, whisker, *ends, apart]


def _line_layers(x: alt.X, y: alt.Y, colour: alt.Color) -> list[alt.Chart]:
    detail = alt.Detail(field="segment", type="nominal")
    ranks = [str(rank) for rank in range(MAX_LINES)]
    dashes = alt.Scale(domain=ranks, range=[[1, 0], [7, 3], [2, 2], [9, 3, 2, 3], [4, 4]])
    dash = alt.StrokeDash(field="dash", type="nominal", legend=None, scale=dashes)
    light = _base("value", main=False).mark_line(strokeWidth=1.5, aria=False).encode(x, y, colour, detail, dash)
    strong = _base("value", main=True).mark_line(strokeWidth=2.8, aria=False).encode(x, y, colour, detail)
    return [light, strong]


def _mark_layers(x: alt.X, y: alt.Y, colour: alt.Color) -> list[alt.Chart]:
    """Points of the values, hollow where uncertain, smaller in the background; the target; marks for years without a value."""
    hollow = alt.FieldEqualPredicate(field="hollow", equal=True)
    full = alt.FieldEqualPredicate(field="hollow", equal=False)
    background = _base("value", main=False).transform_filter(full).mark_point(filled=True, size=14, opacity=1, aria=False)
    dots = _base("value", main=True).transform_filter(full).mark_point(filled=True, size=36, opacity=1, aria=False)
    rings = _base("value").transform_filter(hollow).mark_point(size=56, strokeWidth=2, opacity=1, fill="#FFFFFF", aria=False)
    goal = _base("target").mark_point(shape="diamond", size=120, fill="#FFFFFF", stroke=TARGET, strokeWidth=2.4, opacity=1, aria=False)
    gone = _base("missing").mark_text(text="×", fontSize=17, color=MUTED, dy=-8, aria=False)
    note = _base("note").mark_text(text="✎", fontSize=16, color=TARGET, dy=-16, aria=False)
    return [
        *(marks.encode(x, y, colour, tooltip=_VALUE) for marks in (background, dots, rings)),
        *(marks.encode(x, y, tooltip=_HINT) for marks in (goal, gone, note)),
    ]


def _label_layers(x: alt.X, y: alt.Y, colour: alt.Color) -> list[alt.Chart]:
    """Names of the lines, of the target and of distances, each over a white rim that keeps it readable on other lines. Where the
    drawing is narrow only the main lines are named, inside it: beside it their names would leave no room for the lines."""
    layers: list[alt.Chart] = []
    place: Any  # keywords of mark_text
    places: tuple[tuple[str, bool | None, dict[str, Any]], ...] = (
        ("target", True, {"align": "right", "baseline": "bottom", "dx": 6, "dy": -10, "color": TARGET}),
        ("target", False, {"align": "right", "baseline": "top", "dx": 6, "dy": 11, "color": TARGET}),
        ("between", True, {"align": "right", "baseline": "middle", "dx": -8, "fontWeight": "bold", "color": MUTED}),
        ("between", False, {"align": "left", "baseline": "middle", "dx": 8, "fontWeight": "bold", "color": MUTED}),
        ("band", True, {"align": "right", "baseline": "bottom", "dx": 4, "dy": -4, "color": MUTED}),
        ("band", False, {"align": "right", "baseline": "bottom", "dx": 4, "dy": -4, "color": MUTED}),  # inside: below is the axis
    )
    for kind, main, place in places:
        layers += _over_rim(_base(kind, main=main), place, x, y, None)
    for narrow, place in ((False, {"align": "left", "dx": 9}), (True, {"align": "right", "dx": -7})):
        shown = _base("label", main=True if narrow else None).transform_filter(_room(narrow=narrow))
        layers += _over_rim(shown, place | {"baseline": "middle"}, x, y, colour)
    return layers


def _room(*, narrow: bool) -> str:
    """True where the drawing is narrow, or is not; in saved pictures there is no page to be narrow."""
    return f"width > 0 && {'' if narrow else '!'}(containerSize()[0] < {NARROW})"


def _over_rim(words: alt.Chart, place: dict[str, Any], x: alt.X, y: alt.Y, colour: alt.Color | None) -> list[alt.Chart]:
    rim = words.mark_text(stroke="#FFFFFF", strokeWidth=4, strokeJoin="round", aria=False, **place | {"color": "#FFFFFF"})
    own = words.mark_text(aria=False, **place)
    return [rim.encode(x, y, _TEXT), own.encode(x, y, colour, _TEXT) if colour is not None else own.encode(x, y, _TEXT)]


def _symbol_layers(x: alt.X, colour: alt.Color) -> list[alt.Chart]:
    """The verdicts of the years below the axis; they shrink where many years share a narrow drawing."""
    size = alt.ExprRef("pow(clamp(0.9 * width / datum.span, 6, 15), 2)")
    shape = alt.Shape(field="shape", type="nominal", legend=None, scale=None)
    symbols = _base("symbol").mark_point(filled=True, size=size, opacity=1, strokeWidth=0, aria=False)
    return [symbols.encode(x, alt.YValue(SYMBOL_ROW), shape, colour, tooltip=[_YEAR, alt.Tooltip(field="text", title="Bewertung")])]


def _axis_title(unit: str) -> str:
    return {"Anzahl": "Anzahl", "Verhältnis": "Verhältnis"}.get(unit, f"in {dative(unit)}")
