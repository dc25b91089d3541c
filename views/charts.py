"""Charts of series: values with their signs, target, breaks and comparison. Channel objects only: shorthand texts cost 30 times as much."""

from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, replace
from functools import cache
from typing import Any

import altair as alt
import pyarrow as pa

from domain.indicators import Missing, Rule, SeriesBreak, Target
from domain.signs import Sign
from views import formats
from views.chart_style import BREAK, COMPARISON, MAIN, MUTED, TARGET, ChartSpec, styled

MAX_LINES = 5
HEIGHT = 340
_HOLLOW = frozenset({Sign.PROVISIONAL, Sign.ESTIMATED, Sign.UNCERTAIN})
_LABEL_GAP = 17  # pixels between two labels at the end of their lines


@dataclass(frozen=True)
class Point:
    """A year's value, or the reason (a ``Missing``) why there is none; ``signs`` are those of its inputs."""

    year: int
    value: float | None
    signs: tuple[str, ...] = ()
    missing: str | None = None


@dataclass(frozen=True)
class Line:
    """A series in a chart; ``comparison`` ones stay in the background."""

    name: str
    points: tuple[Point, ...]
    comparison: bool = False


@dataclass(frozen=True)
class LineChart:
    """What a line chart shows. ``subject`` names indicator and area for the alternative text."""

    subject: str
    unit: str
    decimals: int
    lines: tuple[Line, ...]
    target: Target | None = None
    breaks: tuple[SeriesBreak, ...] = ()
    notes: tuple[tuple[int, str], ...] = ()  # years and what is noted about the first line's value


def line_chart(shown: LineChart) -> ChartSpec:
    """Lines over the years: gaps stay gaps, breaks cut the line, uncertain values are hollow, the target path is dashed.

    At most five lines are drawn, because readers cannot follow more; the table has them all."""
    lines = shown.lines[:MAX_LINES]
    marks = list(_value_rows(lines, shown)) + list(_target_rows(shown)) + list(_break_rows(shown)) + list(_note_rows(shown))
    low, high = _domain([mark.value for mark in marks if mark.value is not None])
    marks += _label_rows(lines, low, high, shown)
    marks += [replace(mark, value=low) for mark in _missing_rows(lines)]
    marks += [_Mark("edge", year=marks[0].year, value=edge) for edge in (low, high) if marks]
    alt_text = _alt_text(shown, lines)
    spec = _skeleton(shown.unit, _axis_decimals(low, high))
    columns = ("Jahr", *(line.name for line in shown.lines))
    return ChartSpec(spec, _table(marks, lines), alt_text, columns, _rows(shown), _notes(lines, shown))


def _table(marks: Sequence["_Mark"], lines: Sequence[Line]) -> pa.Table:
    """The marks as the columns that the drawing reads; colour and dash follow from the place of the line."""
    colours = _colours(lines)
    rank = {line.name: index for index, line in enumerate(lines)}
    columns = list(zip(*map(astuple, marks), strict=True)) or [()] * len(_SCHEMA)
    table = pa.Table.from_arrays([pa.array(values, kind) for values, kind in zip(columns, _SCHEMA.types, strict=True)], schema=_SCHEMA)
    colour = pa.array([colours.get(mark.line, MUTED) for mark in marks], pa.string())
    dash = pa.array([str(rank.get(mark.line, 0)) for mark in marks], pa.string())
    return table.append_column("colour", colour).append_column("dash", dash)


_SCHEMA = pa.schema(
    {
        "kind": pa.string(), "line": pa.string(), "segment": pa.string(), "year": pa.int16(),
        "value": pa.float64(), "text": pa.string(), "hollow": pa.bool_(), "main": pa.bool_(),
    }
)  # fmt: skip


@dataclass(frozen=True)
class _Mark:
    """One row of the drawn table, fields in the order of the schema."""

    kind: str
    line: str = ""
    segment: str = ""
    year: int = 0
    value: float | None = None
    text: str = ""
    hollow: bool = False
    main: bool = True


def _value_rows(lines: Sequence[Line], shown: LineChart) -> Iterator[_Mark]:
    """One row a value; ``segment`` changes where the line is interrupted by a missing year or a break."""
    breaks = {item.year for item in shown.breaks}
    for line in lines:
        segment, previous = 0, None
        for point in line.points:
            if point.value is None:
                segment += 1
                continue
            if point.year in breaks or (previous is not None and _crosses(previous, point.year, breaks)):
                segment += 1
            previous = point.year
            text = formats.value_cell(point.value, None, point.signs, shown.unit, shown.decimals)
            hollow = not _HOLLOW.isdisjoint(point.signs)
            yield _Mark("value", line.name, f"{line.name}/{segment}", point.year, point.value, text, hollow, not line.comparison)


def _crosses(earlier: int, later: int, breaks: set[int]) -> bool:
    """True if a break lies between two neighbouring values, or a year between them is not in the data at all."""
    return any(earlier < year <= later for year in breaks) or later - earlier > 1


def _missing_rows(lines: Sequence[Line]) -> list[_Mark]:
    """Years of the first line without a value, to be marked at the foot of the chart with their reason."""
    points = lines[0].points if lines else ()
    return [
        _Mark("missing", lines[0].name, year=point.year, text=Missing(point.missing).label)
        for point in points
        if point.value is None and point.missing
    ]


def _target_rows(shown: LineChart) -> Iterator[_Mark]:
    """The path from the value known when the target was set (else the last one before it) to the target."""
    target = shown.target
    if target is None or target.value is None or not shown.lines:
        return
    known = [point for point in shown.lines[0].points if point.value is not None]
    text = f"Zielwert {formats.with_unit(target.value, shown.unit, shown.decimals)}"
    if target.rule is Rule.YEARLY_LIMIT or target.year is None:
        years = [point.year for point in known]
        for year in (min(years), max([*years, target.year or 0])) if years else ():
            yield _Mark("path", year=year, value=target.value, text=f"{text} in jedem Jahr")
        return
    start = _path_start(known, target)
    if start is not None:
        yield _Mark("path", year=start.year, value=start.value, text="Beginn des Zielpfads")
        yield _Mark("path", year=target.year, value=target.value, text=f"{text} bis {target.year}")
    rising = start is None or start.value is None or start.value <= target.value
    yield _Mark("target", year=target.year, value=target.value, text=f"{text} bis {target.year}", main=rising)


def _path_start(known: Sequence[Point], target: Target) -> Point | None:
    before = [point for point in known if target.year is not None and point.year < target.year]
    if not before:
        return None
    since = target.since[:4]
    set_by_then = [point for point in before if since.isdigit() and point.year <= int(since)]
    return set_by_then[-1] if set_by_then else before[-1]


def _break_rows(shown: LineChart) -> Iterator[_Mark]:
    years = [point.year for line in shown.lines for point in line.points]
    for item in shown.breaks:
        if years and min(years) < item.year <= max(years):
            yield _Mark("break", year=item.year, text=item.text)


def _note_rows(shown: LineChart) -> Iterator[_Mark]:
    """A mark at each value of the first line that something is noted about."""
    values = {point.year: point.value for point in shown.lines[0].points} if shown.lines else {}
    for year, text in shown.notes:
        if values.get(year) is not None:
            yield _Mark("note", year=year, value=values[year], text=text)


def _label_rows(lines: Sequence[Line], low: float, high: float, shown: LineChart) -> list[_Mark]:
    """Names at the ends of the lines, moved apart where they would overlap; the year is that of the last value."""
    ends = []
    for line in lines:
        known = [point for point in line.points if point.value is not None]
        if known:
            ends.append((known[-1].value or 0.0, known[-1].year, line))
    ends.sort(key=lambda end: end[0])
    step = _LABEL_GAP * (high - low) / HEIGHT
    places = spread([end[0] for end in ends], step)
    return [
        _Mark(
            "label",
            line.name,
            "",
            year,
            place,
            f"{line.name} {formats.with_unit(value, shown.unit, shown.decimals)}",
            main=not line.comparison,
        )
        for place, (value, year, line) in zip(places, ends, strict=True)
    ]


def spread(places: Sequence[float], step: float) -> list[float]:
    """Ascending places at least ``step`` apart, moved as little as possible: groups that collide are centred where they belong."""
    groups: list[tuple[float, int]] = []  # sum of the members' wishes for the first place, and how many there are
    for index, place in enumerate(places):
        wish, members = place - index * step, 1
        while groups and groups[-1][0] / groups[-1][1] > wish / members:
            before = groups.pop()
            wish, members = wish + before[0], members + before[1]
        groups.append((wish, members))
    firsts = [wish / members for wish, members in groups for _ in range(members)]
    return [first + index * step for index, first in enumerate(firsts)]


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


@cache
def _skeleton(unit: str, axis_decimals: int) -> dict[str, Any]:
    """The drawing without its figures. Everything that varies is a column of the table, so that this is built once
    per unit: Altair takes 60 ms for it."""
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
    layers = [*_background_layers(x, y), *_line_layers(x, y, colour), *_mark_layers(x, y, colour), *_label_layers(x, y, colour)]
    return styled(alt.layer(*layers).properties(width="container", height=HEIGHT))


_TEXT = alt.Text(field="text", type="nominal")
_YEAR = alt.Tooltip(field="year", title="Jahr", format="d")
_VALUE = [alt.Tooltip(field="line", title="Reihe"), _YEAR, alt.Tooltip(field="text", title="Wert")]
_HINT = [_YEAR, alt.Tooltip(field="text", title="Hinweis")]


def _base(kind: str, *, main: bool | None = None) -> alt.Chart:
    chart = alt.Chart().transform_filter(alt.FieldEqualPredicate(field="kind", equal=kind))
    return chart if main is None else chart.transform_filter(alt.FieldEqualPredicate(field="main", equal=main))


def _background_layers(x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """Breaks with their names, the target path, and invisible points that set the bounds of the value axis."""
    rule = _base("break").mark_rule(color=BREAK, strokeDash=[2, 3], strokeWidth=1.5, aria=False)
    name = _base("break").mark_text(align="left", baseline="top", dx=5, color=BREAK, aria=False, limit=220)
    path = _base("path").mark_line(color=TARGET, strokeDash=[7, 5], strokeWidth=1.8, aria=False)
    edges = _base("edge").mark_point(opacity=0, aria=False)
    return [edges.encode(x, y), rule.encode(x, tooltip=_HINT), name.encode(x, alt.YValue(2), _TEXT), path.encode(x, y)]


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
    goal = _base("target").mark_point(shape="diamond", size=130, filled=True, color=TARGET, opacity=1, aria=False)
    gone = _base("missing").mark_text(text="×", fontSize=17, color=MUTED, dy=-8, aria=False)
    note = _base("note").mark_text(text="✎", fontSize=16, color=TARGET, dy=-16, aria=False)
    return [
        *(marks.encode(x, y, colour, tooltip=_VALUE) for marks in (background, dots, rings)),
        *(marks.encode(x, y, tooltip=_HINT) for marks in (goal, gone, note)),
    ]


def _label_layers(x: alt.X, y: alt.Y, colour: alt.Color) -> list[alt.Chart]:
    """Names of the lines and of the target, each over a white rim that keeps it readable on other lines."""
    layers: list[alt.Chart] = []
    place: Any  # keywords of mark_text
    places: tuple[tuple[str, bool | None, dict[str, Any]], ...] = (
        ("label", None, {"align": "left", "baseline": "middle", "dx": 9}),
        ("target", True, {"align": "right", "baseline": "bottom", "dx": 6, "dy": -10}),
        ("target", False, {"align": "right", "baseline": "top", "dx": 6, "dy": 11}),
    )
    for kind, main, place in places:
        rim = _base(kind, main=main).mark_text(stroke="#FFFFFF", strokeWidth=4, strokeJoin="round", color="#FFFFFF", aria=False, **place)
        own = _base(kind, main=main).mark_text(color=TARGET, aria=False, **place)
        layers += [rim.encode(x, y, _TEXT), own.encode(x, y, colour, _TEXT) if kind == "label" else own.encode(x, y, _TEXT)]
    return layers


def _axis_title(unit: str) -> str:
    return {"Anzahl": "Anzahl", "Verhältnis": "Verhältnis"}.get(unit, f"in {unit}")


def _axis_decimals(low: float, high: float) -> int:
    span = high - low
    return 0 if span >= 5 else 1 if span >= 0.5 else 2


def _rows(shown: LineChart) -> tuple[tuple[str, ...], ...]:
    """The table behind the chart with all lines, drawn or not: a row a year, newest first."""
    by_line = [{point.year: point for point in line.points} for line in shown.lines]
    years = sorted({year for points in by_line for year in points}, reverse=True)
    return tuple((str(year), *(_cell(points.get(year), shown) for points in by_line)) for year in years)


def _cell(point: Point | None, shown: LineChart) -> str:
    if point is None:
        return formats.NO_VALUE
    return formats.value_cell(point.value, point.missing, point.signs, shown.unit, shown.decimals)


def _notes(lines: Sequence[Line], shown: LineChart) -> tuple[str, ...]:
    points = [point for line in lines for point in line.points]
    hollow = sorted({Sign(sign).label for point in points if point.value is not None for sign in point.signs if sign in _HOLLOW})
    notes = [f"○ {', '.join(hollow)}"] if hollow else []
    if _missing_rows(lines):
        notes.append("× kein Wert, Grund in der Tabelle")
    if any(True for _ in _break_rows(shown)):
        notes.append("senkrechte Linie: Bruch in der Reihe, davor und danach nicht vergleichbar")
    if any(mark.kind == "path" for mark in _target_rows(shown)):
        notes.append("gestrichelt: Zielpfad")
    if any(True for _ in _note_rows(shown)):
        notes.append("✎ Anmerkung zum Wert, Text unter dem Diagramm")
    if len(lines) < len(shown.lines):
        notes.append(f"gezeichnet sind {len(lines)} von {len(shown.lines)} Linien, die Tabelle zeigt alle")
    return tuple(notes)


def _alt_text(shown: LineChart, lines: Sequence[Line]) -> str:
    """What the chart shows, in sentences: first and last value of each line, target and breaks."""
    sentences = [f"Liniendiagramm {shown.subject}."]
    for line in lines:
        known = [point for point in line.points if point.value is not None]
        if not known:
            sentences.append(f"{line.name}: keine Werte.")
            continue
        first, last = known[0], known[-1]
        begin, end = (formats.with_unit(point.value, shown.unit, shown.decimals) for point in (first, last))
        start = f"{first.year} {begin}, " if first.year < last.year else ""
        sentences.append(f"{line.name}: {start}{last.year} {end}.")
    sentences += [f"{mark.text}." for mark in _target_rows(shown) if mark.kind == "target"]
    sentences += [f"Bruch {mark.year}: {mark.text}." for mark in _break_rows(shown)]
    sentences += [f"Anmerkung {mark.year}: {mark.text}." for mark in _note_rows(shown)]
    return " ".join(sentences)
