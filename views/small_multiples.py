"""Small multiples: one small chart per area or group, all on the same scale, with the same pale line for comparison in each.

The order is that of the names with the own area first, never that of the figures."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import altair as alt
import pyarrow as pa

from domain.areas import Area
from domain.groups import parse_group_key
from domain.indicators import Definition, SeriesBreak
from domain.vocabulary import DIMENSIONS, label_of
from indicators.comparable import comparable_between_areas
from views import formats
from views.areas import by_name, name_order, reference_area
from views.chart_style import BREAK, COMPARISON, MAIN, ChartSpec, Figure, styled
from views.charts.model import HOLLOW, Point
from views.values import Series

PER_PAGE = 24
_COLUMNS = 4
_WIDTH, _HEIGHT = 205, 115


@dataclass(frozen=True)
class Panel:
    """One small chart."""

    name: str
    points: tuple[Point, ...]
    home: bool = False


@dataclass(frozen=True)
class Multiples:
    """What the small charts show, in the order in which they are drawn; ``reference`` is the pale line in each of them."""

    subject: str
    unit: str
    decimals: int
    panels: tuple[Panel, ...]
    reference: Panel | None = None
    breaks: tuple[SeriesBreak, ...] = ()


def of_areas(
    definition: Definition, found: Iterable[Series], known: Mapping[str, Area], home: str, breaks: Sequence[SeriesBreak] = ()
) -> Multiples | None:
    """Small charts of the areas on the level of ``home``, with the published state value (else Germany's) for comparison.

    None where there are not two of them, or where the indicator may not be compared between areas."""
    totals = {series.area: series for series in found if series.definition.id == definition.id and not series.groups and series.latest}
    if not comparable_between_areas(definition):
        return None
    areas = {key: known.get(key, Area(key, key)) for key in totals}
    level = areas.get(home, Area(home, home)).level
    others = by_name(area for key, area in areas.items() if area.level is level and key != home)
    listed = ([areas[home]] if home in areas else []) + others
    if len(listed) < 2:
        return None
    average = reference_area(home, totals)
    reference = Panel(areas[average].name, _points(totals[average])) if average else None
    panels = tuple(Panel(area.name, _points(totals[area.key]), area.key == home) for area in listed)
    return Multiples(definition.name, definition.unit, definition.decimals, panels, reference, tuple(breaks))


def of_groups(
    definition: Definition, found: Iterable[Series], area: Area, dimension: str, breaks: Sequence[SeriesBreak] = ()
) -> Multiples | None:
    """Small charts of the groups of one dimension in one area, with the area's total for comparison; None where there are not two."""
    own = [series for series in found if series.definition.id == definition.id and series.area == area.key and series.latest]
    total = next((series for series in own if not series.groups), None)
    named = {label_of(groups[dimension]): series for series in own if (groups := parse_group_key(series.groups)).keys() == {dimension}}
    if len(named) < 2:
        return None
    subject = f"{definition.name} nach {DIMENSIONS.get(dimension, dimension)}, {area.name}"
    panels = tuple(Panel(name, _points(named[name])) for name in sorted(named, key=_group_order))
    reference = Panel("insgesamt", _points(total)) if total else None
    return Multiples(subject, definition.unit, definition.decimals, panels, reference, tuple(breaks))


def _group_order(name: str) -> tuple[int, str]:
    """Groups by the number they begin with (ages), else by name; ``unter 3 Jahre`` before ``3 bis unter 6 Jahre``."""
    digits = "".join(character if character.isdigit() else " " for character in name).split()
    first = 2 * int(digits[0]) - name.startswith("unter") if digits else -2
    return first, name_order(name)


def _points(series: Series) -> tuple[Point, ...]:
    return tuple(Point(point.year, point.value, point.signs, point.missing) for point in series.points)


def pages(shown: Multiples) -> tuple[str, ...]:
    """Names of the pages of small charts: the first and the last name on each; one page needs no name but has one."""
    return tuple(f"{part[0].name} – {part[-1].name}" if len(part) > 1 else part[0].name for part in _parts(shown))


def _parts(shown: Multiples) -> list[tuple[Panel, ...]]:
    """At most 24 charts a page: the own area comes again first on every page, so that it is always there to compare."""
    own = tuple(panel for panel in shown.panels if panel.home)
    others = [panel for panel in shown.panels if not panel.home]
    size = PER_PAGE - len(own)
    return [(*own, *others[start : start + size]) for start in range(0, max(len(others), 1), size)]


def small_multiples(shown: Multiples, page: int = 0) -> ChartSpec:
    """One page of small charts (counted from 0, a page too far is the last). The scale is that of all pages, so that they compare."""
    parts = _parts(shown)
    panels = parts[min(max(page, 0), len(parts) - 1)]
    low, high = _domain([point.value for panel in _all(shown) for point in panel.points if point.value is not None])
    newest = max((point.year for panel in _all(shown) for point in panel.points if point.value is not None), default=0)
    rows = [row for place, panel in enumerate(panels) for row in _rows(panel, place, shown, newest)]
    return ChartSpec(
        spec=_skeleton(shown.unit, low, high),
        table=pa.Table.from_pylist(rows, schema=_SCHEMA),
        alt=_alt_text(shown, panels),
        columns=("Jahr", *(panel.name for panel in panels), *((shown.reference.name,) if shown.reference else ())),
        rows=_table_rows(shown, panels),
        notes=_notes(shown, panels, len(parts), newest),
        title=shown.subject,
        unit=shown.unit,
        figures=tuple(
            Figure(panel.name, str(point.year), point.value, text="" if point.value is not None else _cell(point, shown))
            for panel in (*panels, *((shown.reference,) if shown.reference else ()))
            for point in panel.points
        ),
    )


def _all(shown: Multiples) -> tuple[Panel, ...]:
    return shown.panels + ((shown.reference,) if shown.reference else ())


_SCHEMA = pa.schema(
    {
        "kind": pa.string(), "panel": pa.string(), "place": pa.int16(), "segment": pa.int16(), "year": pa.int16(),
        "value": pa.float64(), "text": pa.string(), "hollow": pa.bool_(),
    }
)  # fmt: skip


def _rows(panel: Panel, place: int, shown: Multiples, newest: int) -> list[dict[str, Any]]:
    """Everything in one small chart; its heading carries the newest value, with its year where that of others is newer."""
    last = next((point for point in reversed(panel.points) if point.value is not None), None)
    value = formats.with_unit(last.value, shown.unit, shown.decimals) if last else "keine Werte"
    year = f" ({last.year})" if last and last.year < newest else ""
    common = {"panel": f"{'● ' if panel.home else ''}{panel.name}: {value}{year}", "place": place}
    rows = [common | row for row in _line("value", panel, shown)]
    if shown.reference:
        rows += [common | row for row in _line("reference", shown.reference, shown)]
    years = [point.year for point in panel.points]
    return rows + [
        common | {"kind": "break", "year": each.year, "text": each.text}
        for each in shown.breaks
        if years and min(years) < each.year <= max(years)
    ]


def _line(kind: str, panel: Panel, shown: Multiples) -> list[dict[str, Any]]:
    """The values of a line; ``segment`` changes where a missing year or a break interrupts it."""
    rows: list[dict[str, Any]] = []
    segment, previous = 0, None
    for point in panel.points:
        if point.value is None:
            continue
        broken = previous is not None and any(previous < each.year <= point.year for each in shown.breaks)
        if broken or (previous is not None and point.year - previous > 1):
            segment += 1
        previous = point.year
        text = f"{panel.name}: {formats.value_cell(point.value, None, point.signs, shown.unit, shown.decimals)}"
        hollow = not HOLLOW.isdisjoint(point.signs)
        rows.append({"kind": kind, "segment": segment, "year": point.year, "value": point.value, "text": text, "hollow": hollow})
    return rows


def _domain(values: Sequence[float]) -> tuple[float, float]:
    """Bounds of the common scale, widened to round numbers; zero is included when it is near."""
    if not values:
        return 0.0, 1.0
    low, high = min(values), max(values)
    if 0 <= low <= 0.6 * high:
        low = 0.0
    span = (high - low) or abs(high) or 1.0
    return low - (0.05 * span if low else 0.0), high + 0.08 * span


@cache
def _skeleton(unit: str, low: float, high: float) -> dict[str, Any]:
    """The drawing without its figures, once per unit and scale."""
    x = alt.X(
        field="year",
        type="quantitative",
        title=None,
        scale=alt.Scale(nice=False, zero=False),
        axis=alt.Axis(format="d", tickMinStep=1, tickCount=3, grid=False, labelOverlap=True, labelFontSize=11, description="Jahre"),
    )
    decimals = 0 if high - low >= 5 else 1 if high - low >= 0.5 else 2
    y = alt.Y(
        field="value",
        type="quantitative",
        title=None,
        scale=alt.Scale(domain=[low, high], nice=False),
        axis=alt.Axis(format=f",.{decimals}f", tickCount=3, ticks=False, domain=False, labelFontSize=11, description=unit),
    )
    detail = alt.Detail(field="segment", type="nominal")
    hint = [alt.Tooltip(field="year", title="Jahr", format="d"), alt.Tooltip(field="text", title="Wert")]
    rule = _kind("break").mark_rule(color=BREAK, strokeDash=[2, 3], strokeWidth=1.2, aria=False)
    pale = _kind("reference").mark_line(color=COMPARISON, opacity=0.6, strokeWidth=1.4, strokeDash=[4, 2], aria=False)
    line = _kind("value").mark_line(color=MAIN[0], strokeWidth=2.2, aria=False)
    dots = _kind("value").mark_point(filled=True, size=16, color=MAIN[0], opacity=1, aria=False)
    rings = _kind("value").transform_filter(alt.FieldEqualPredicate(field="hollow", equal=True))
    layers = [
        rule.encode(x, tooltip=[hint[0], alt.Tooltip(field="text", title="Bruch")]),
        pale.encode(x, y, detail, tooltip=hint),
        line.encode(x, y, detail),
        dots.encode(x, y, tooltip=hint),
        rings.mark_point(size=34, color=MAIN[0], fill="#FFFFFF", strokeWidth=1.6, opacity=1, aria=False).encode(x, y, tooltip=hint),
    ]
    facet = alt.Facet(
        field="panel",
        type="nominal",
        title=None,
        sort=alt.EncodingSortField(field="place", op="min"),
        header=alt.Header(labelFontSize=12, labelAnchor="start", labelLimit=_WIDTH + 30, labelPadding=4),
    )
    grid = alt.layer(*layers).properties(width=_WIDTH, height=_HEIGHT).facet(facet, data=alt.InlineData([]), columns=_COLUMNS, spacing=24)
    spec = styled(grid)
    for part in (spec["spec"], *spec["spec"]["layer"]):
        part.pop("data", None)
    spec.pop("autosize", None)  # only single views fit themselves
    return spec


def _kind(kind: str) -> alt.Chart:
    return alt.Chart().transform_filter(alt.FieldEqualPredicate(field="kind", equal=kind))


def _table_rows(shown: Multiples, panels: Sequence[Panel]) -> tuple[tuple[str, ...], ...]:
    """A row a year, newest first."""
    columns = [{point.year: point for point in panel.points} for panel in (*panels, *((shown.reference,) if shown.reference else ()))]
    years = sorted({year for points in columns for year in points}, reverse=True)
    return tuple((str(year), *(_cell(points.get(year), shown) for points in columns)) for year in years)


def _cell(point: Point | None, shown: Multiples) -> str:
    if point is None:
        return formats.NO_VALUE
    return formats.value_cell(point.value, point.missing, point.signs, shown.unit, shown.decimals)


def _notes(shown: Multiples, panels: Sequence[Panel], parts: int, newest: int) -> tuple[str, ...]:
    notes = [f"über jedem Diagramm der Wert {newest}, alle mit derselben Skala"]
    if any(panel.home for panel in panels):
        notes.append("● eigenes Gebiet, die anderen in der Reihenfolge ihrer Namen")
    if shown.reference:
        notes.append(f"gestrichelt: {shown.reference.name}")
    if shown.breaks:
        notes.append("senkrechte Linie: Bruch in der Reihe, davor und danach nicht vergleichbar")
    if any(not HOLLOW.isdisjoint(point.signs) for panel in panels for point in panel.points if point.value is not None):
        notes.append("○ vorläufiger, geschätzter oder unsicherer Wert")
    if parts > 1:
        others = len(shown.panels) - sum(panel.home for panel in shown.panels)
        notes.append(f"{formats.counted(others, 'Gebiet', 'Gebiete')} auf {parts} Seiten")
    return tuple(notes)


def _alt_text(shown: Multiples, panels: Sequence[Panel]) -> str:
    """How many charts there are and what the own one, or the first, shows; the table has all figures."""
    shown_first = panels[0]
    known = [point for point in shown_first.points if point.value is not None]
    text = f"{len(panels)} kleine Liniendiagramme {shown.subject}."
    if known:
        begin, end = (formats.with_unit(point.value, shown.unit, shown.decimals) for point in (known[0], known[-1]))
        text += f" {shown_first.name}: {known[0].year} {begin}, {known[-1].year} {end}."
    return f"{text} Vergleichslinie: {shown.reference.name}." if shown.reference else text
