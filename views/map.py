"""A map of areas in a few classes. No ranking: classes in words and numbers, areas in the order of their names, the home outlined."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import altair as alt
import numpy as np

from domain.indicators import Missing
from views import formats
from views.areas import name_order
from views.chart_style import INK, MUTED, ChartSpec, Figure, styled
from views.outlines import Shape, shapes

CLASSES = 5
SHADES = ("#E4EEF7", "#B9D2E8", "#86B0D4", "#4C86B5", "#12436D")  # one hue, dark means more: read alike by colour-blind eyes and in grey
_LIGHT_INK_ON = frozenset(SHADES[3:])
NO_VALUE_SHADE = "#FFFFFF"
NO_VALUE_LABEL = "kein Wert"
SECRET_LABEL = "geheim gehalten"
_WITHOUT = {NO_VALUE_LABEL: "–", SECRET_LABEL: "/"}
_HEIGHT = 460


@dataclass(frozen=True)
class MapValue:
    """One area's value; ``text`` is shown instead of it where there is none, ``missing`` (a ``Missing``) says why."""

    key: str
    name: str
    value: float | None
    text: str = ""
    missing: str | None = None


@dataclass(frozen=True)
class MapChart:
    """What a map shows; ``subject`` names indicator and period for the alternative text, ``attribution`` the makers of the outlines."""

    subject: str
    unit: str
    decimals: int
    home: str
    values: tuple[MapValue, ...]
    attribution: str = ""
    period: str = ""  # in words, for the workbook


def area_map(shown: MapChart, geojson: Path) -> ChartSpec:
    """Choropleth of the areas that the file outlines (property AGS). Each class has a number that also stands in its areas;
    areas without a value are hatched and say why."""
    by_key = {value.key: value for value in shown.values}
    outlined = [shape for shape in shapes(geojson) if shape.key in by_key]
    drawn = [by_key[shape.key] for shape in outlined]
    bounds = class_bounds([value.value for value in drawn if value.value is not None], shown.decimals)
    labels = _class_labels(bounds, shown)
    marked = [_label_of(value, bounds, labels) for value in drawn]
    used = [label for label in (*labels, *_WITHOUT) if label in marked]
    legend = tuple((_legend_text(label, labels), _shade(label, labels)) for label in used)
    values = [item for row in zip(outlined, drawn, marked, strict=True) for item in _items(*row, labels, shown)]
    spec = _skeleton(legend) | {"data": {"values": values}}
    listed = sorted(drawn, key=lambda value: (name_order(value.name), value.key))
    return ChartSpec(
        spec=spec,
        table=None,
        alt=_alt_text(shown, drawn),
        columns=("Gebiet", shown.unit),
        rows=tuple((value.name, _text(value, shown)) for value in listed),
        notes=_notes(shown, drawn, marked),
        title=shown.subject,
        unit=shown.unit,
        figures=tuple(Figure(value.name, shown.period, value.value, text=value.text if value.value is None else "") for value in listed),
    )


def _items(shape: Shape, value: MapValue, label: str, labels: Sequence[str], shown: MapChart) -> list[dict[str, Any]]:
    """What is drawn of one area: its shape, its class number and, without a value, its hatching."""
    shade = _shade(label, labels)
    common = {"name": value.name, "text": _text(value, shown), "shade": _legend_text(label, labels), "home": value.key == shown.home}
    mark = _WITHOUT.get(label) or str(labels.index(label) + 1)
    ink = "light" if shade in _LIGHT_INK_ON else "dark"
    x, y = shape.middle
    items: list[dict[str, Any]] = [
        {"type": "Feature", "kind": "area", "geometry": shape.geometry, **common},
        {"kind": "mark", "x": x, "y": y, "mark": mark, "ink": ink},
    ]
    if label in _WITHOUT:
        items.append({"type": "Feature", "kind": "hatch", "geometry": shape.hatching})
    return items


def class_bounds(values: Sequence[float], decimals: int) -> tuple[float, ...]:
    """Bounds of up to five classes of about equally many areas, rounded to what is shown; the highest class includes its end."""
    if not values:
        return ()
    parts = min(CLASSES, len(set(values)))
    quantiles = np.quantile(np.asarray(values, dtype=float), np.linspace(0, 1, parts + 1))
    step = 10.0**-decimals
    low, high = math.floor(quantiles[0] / step) * step, math.ceil(quantiles[-1] / step) * step
    inner = [round(float(value), decimals) for value in quantiles[1:-1]]
    return tuple(sorted({round(low, decimals), *inner, round(high, decimals)}))


def _class_labels(bounds: Sequence[float], shown: MapChart) -> tuple[str, ...]:
    if len(bounds) == 1:
        return (formats.with_unit(bounds[0], shown.unit, shown.decimals),)
    last = len(bounds) - 2
    return tuple(
        f"{formats.number(low, shown.decimals)} bis {'' if index == last else 'unter '}"
        + formats.with_unit(high, shown.unit, shown.decimals)
        for index, (low, high) in enumerate(pairwise(bounds))
    )


def _label_of(value: MapValue, bounds: Sequence[float], labels: Sequence[str]) -> str:
    if value.value is None:
        return SECRET_LABEL if value.missing == Missing.SECRET else NO_VALUE_LABEL
    above = sum(value.value >= bound for bound in bounds[1:-1])
    return labels[above]


def _legend_text(label: str, labels: Sequence[str]) -> str:
    """``2: 4,5 bis unter 7,1 %``: the number is the one in the areas."""
    return f"{_WITHOUT[label]} {label}" if label in _WITHOUT else f"{labels.index(label) + 1}: {label}"


def _shade(label: str, labels: Sequence[str]) -> str:
    if label in _WITHOUT:
        return NO_VALUE_SHADE
    if len(labels) == 1:
        return SHADES[2]
    return SHADES[round(labels.index(label) * (len(SHADES) - 1) / (len(labels) - 1))]


def _text(value: MapValue, shown: MapChart) -> str:
    if value.value is None:
        return value.text or NO_VALUE_LABEL
    return formats.with_unit(value.value, shown.unit, shown.decimals)


def _alt_text(shown: MapChart, drawn: Sequence[MapValue]) -> str:
    known = [value.value for value in drawn if value.value is not None]
    if not known:
        return f"Karte {shown.subject}: keine Werte."
    low, high = (formats.with_unit(bound, shown.unit, shown.decimals) for bound in (min(known), max(known)))
    text = f"Karte {shown.subject}: {len(known)} von {len(drawn)} Gebieten mit Wert, von {low} bis {high}."
    own = [value for value in drawn if value.key == shown.home]
    return f"{text} {own[0].name}: {_text(own[0], shown)}." if own else text


def _notes(shown: MapChart, drawn: Sequence[MapValue], marked: Sequence[str]) -> tuple[str, ...]:
    notes = [f"Werte {shown.period}"] if shown.period else []
    notes.append("die Ziffer in jedem Gebiet ist die Nummer seiner Klasse")
    if any(value.key == shown.home for value in drawn):
        notes.append("dick umrandet: das eigene Gebiet")
    if any(label in _WITHOUT for label in marked):
        notes.append("schraffiert: ohne Wert, Grund in der Tabelle")
    if shown.attribution:
        notes.append(f"Grenzen: {shown.attribution}")
    return tuple(notes)


def _kind(kind: str) -> alt.Chart:
    return alt.Chart().transform_filter(alt.FieldEqualPredicate(field="kind", equal=kind))


@cache
def _skeleton(legend: tuple[tuple[str, str], ...]) -> dict[str, Any]:
    """The drawing without its areas, once per legend."""
    colour = alt.Color(
        field="shade",
        type="ordinal",
        title=None,
        scale=alt.Scale(domain=[label for label, _ in legend], range=[shade for _, shade in legend]),
        legend=alt.Legend(
            orient="top", columns=1, symbolType="square", symbolSize=220, symbolStrokeColor="#767D87", symbolStrokeWidth=0.8, rowPadding=6
        ),
    )
    hint = [alt.Tooltip(field="name", type="nominal", title="Gebiet"), alt.Tooltip(field="text", type="nominal", title="Wert")]
    areas = _kind("area").mark_geoshape(stroke="#767D87", strokeWidth=0.7, aria=False).encode(colour, tooltip=hint)
    hatching = _kind("hatch").mark_geoshape(filled=False, stroke=MUTED, strokeWidth=0.8, aria=False)
    home = _kind("area").transform_filter(alt.FieldEqualPredicate(field="home", equal=True))
    outline = home.mark_geoshape(filled=False, stroke=INK, strokeWidth=3, aria=False).encode(tooltip=hint)
    layers = alt.layer(areas, hatching, outline, *_marks()).project(type="identity", reflectY=True)
    return styled(layers.properties(width="container", height=_HEIGHT))


def _marks() -> list[alt.Chart]:
    """The class numbers, light on dark shades."""
    place = {
        "longitude": alt.Longitude(field="x", type="quantitative"),
        "latitude": alt.Latitude(field="y", type="quantitative"),
        "text": alt.Text(field="mark", type="nominal"),
    }
    return [
        _kind("mark")
        .transform_filter(alt.FieldEqualPredicate(field="ink", equal=ink))
        .mark_text(fontSize=11, baseline="middle", color=colour, aria=False)
        .encode(**place)
        for ink, colour in (("dark", INK), ("light", "#FFFFFF"))
    ]
