"""A map of areas in a few classes. No ranking: classes in words, the home area outlined."""

import json
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import altair as alt
import numpy as np

from views import formats
from views.chart_style import INK, ChartSpec, styled

CLASSES = 5
SHADES = ("#E4EEF7", "#B9D2E8", "#86B0D4", "#4C86B5", "#12436D")
NO_VALUE_SHADE = "#FFFFFF"
NO_VALUE_LABEL = "kein Wert"
_HEIGHT = 460
Position = tuple[int, int]
GRID = 600  # cells from south to north


@dataclass(frozen=True)
class MapValue:
    """One area's value; ``text`` is shown instead of it where there is none."""

    key: str
    name: str
    value: float | None
    text: str = ""


@dataclass(frozen=True)
class MapChart:
    """What a map shows; ``subject`` names indicator and period for the alternative text."""

    subject: str
    unit: str
    decimals: int
    home: str
    values: tuple[MapValue, ...]


def area_map(shown: MapChart, geojson: Path) -> ChartSpec:
    """Choropleth of the areas that the file outlines (property AGS); areas without a value stay white and say so."""
    by_key = {value.key: value for value in shown.values}
    features = [feature for feature in _features(geojson) if feature["properties"]["AGS"] in by_key]
    drawn = [by_key[feature["properties"]["AGS"]] for feature in features]
    bounds = class_bounds([value.value for value in drawn if value.value is not None], shown.decimals)
    labels = _class_labels(bounds, shown)
    values = [
        {"type": "Feature", "geometry": feature["geometry"], "name": value.name, "text": _text(value, shown),
         "shade": _label_of(value, bounds, labels), "home": value.key == shown.home}
        for feature, value in zip(features, drawn, strict=True)
    ]  # fmt: skip
    used = [label for label in (*labels, NO_VALUE_LABEL) if any(item["shade"] == label for item in values)]
    spec = _skeleton(tuple((label, _shade(label, labels)) for label in used))
    alt_text = _alt_text(shown, drawn)
    rows = tuple((value.name, _text(value, shown)) for value in sorted(drawn, key=lambda item: item.name))
    spec = spec | {"data": {"values": values}}
    return ChartSpec(spec, None, alt_text, ("Gebiet", shown.unit), rows, ("dick umrandet: das eigene Gebiet",))


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
        return NO_VALUE_LABEL
    above = sum(value.value >= bound for bound in bounds[1:-1])
    return labels[above]


def _shade(label: str, labels: Sequence[str]) -> str:
    if label == NO_VALUE_LABEL:
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


@cache
def _skeleton(shades: tuple[tuple[str, str], ...]) -> dict[str, Any]:
    colour = alt.Color(
        field="shade",
        type="ordinal",
        title=None,
        scale=alt.Scale(domain=[label for label, _ in shades], range=[shade for _, shade in shades]),
        legend=alt.Legend(
            orient="left", symbolType="square", symbolSize=220, symbolStrokeColor="#767D87", symbolStrokeWidth=0.8, rowPadding=6
        ),
    )
    hint = [alt.Tooltip(field="name", type="nominal", title="Gebiet"), alt.Tooltip(field="text", type="nominal", title="Wert")]
    areas = alt.Chart().mark_geoshape(stroke="#767D87", strokeWidth=0.7, aria=False).encode(colour, tooltip=hint)
    home = alt.Chart().transform_filter(alt.FieldEqualPredicate(field="home", equal=True))
    outline = home.mark_geoshape(filled=False, stroke=INK, strokeWidth=3, aria=False).encode(tooltip=hint)
    layers = alt.layer(areas, outline).project(type="identity", reflectY=True)
    return styled(layers.properties(width="container", height=_HEIGHT))


@lru_cache(maxsize=8)
def _features(geojson: Path) -> tuple[Mapping[str, Any], ...]:
    """The file's areas on a flat map, longitudes shrunk to its middle latitude so that shapes look right. Points are snapped
    to a grid as fine as the screen: neighbours share their snapped border, and the drawing stays small."""
    features = json.loads(geojson.read_text("utf-8"))["features"]
    positions = [position for feature in features for position in _positions(feature["geometry"]["coordinates"])]
    south, north = min(y for _, y in positions), max(y for _, y in positions)
    west = min(x for x, _ in positions)
    grid = (north - south) / GRID
    shrink = math.cos(math.radians((south + north) / 2))

    def snap(x: float, y: float) -> Position:
        return round((x - west) * shrink / grid), round((y - south) / grid)

    return tuple(
        feature | {"geometry": {"type": feature["geometry"]["type"], "coordinates": _flat(feature["geometry"]["coordinates"], snap)}}
        for feature in features
    )


def _flat(coordinates: Sequence[Any], snap: Callable[[float, float], Position]) -> list[Any]:
    """Nested positions, snapped; rings that shrink to nothing are dropped, except the first of a polygon."""
    if isinstance(coordinates[0][0], int | float):
        return _without_needless([snap(x, y) for x, y, *_ in coordinates])
    parts = [_flat(part, snap) for part in coordinates]
    return [part for index, part in enumerate(parts) if index == 0 or len(part) > 3]


def _without_needless(ring: Sequence[Position]) -> list[list[int]]:
    """The ring without repeated points and without points on the straight line between their neighbours."""
    kept: list[Position] = []
    for point in ring:
        if kept and point == kept[-1]:
            continue
        if len(kept) > 1 and _straight(kept[-2], kept[-1], point):
            kept.pop()
        kept.append(point)
    return [list(point) for point in kept]


def _straight(before: Position, middle: Position, after: Position) -> bool:
    return (middle[0] - before[0]) * (after[1] - middle[1]) == (middle[1] - before[1]) * (after[0] - middle[0])


def _positions(coordinates: Sequence[Any]) -> Iterable[tuple[float, float]]:
    if isinstance(coordinates[0], int | float):
        yield coordinates[0], coordinates[1]
        return
    for part in coordinates:
        yield from _positions(part)
