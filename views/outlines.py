"""Outlines of areas from GeoJSON files: which maps there are, which fits the areas that have values, and their shapes for drawing."""

import json
import math
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from domain.areas import AreaLevel, area_level
from views.areas import name_order

BUILT_IN = Path(__file__).resolve().parent.parent / "data" / "maps"
GRID = 600  # cells from south to north
HATCH = 11  # cells between two hatching lines
_SAMPLES = 24  # places tried per direction when the middle of an area is looked for
Position = tuple[int, int]
Geometry = Mapping[str, Any]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Outlines:
    """A map file: the keys of its areas, what it is called, and whom its makers want named. ``own``: brought by the installation."""

    id: str
    path: Path
    title: str
    attribution: str
    keys: frozenset[str]
    own: bool = False

    @property
    def level(self) -> AreaLevel:
        """The level of most of its areas."""
        levels = [area_level(key) for key in sorted(self.keys)]
        return max(levels, key=levels.count) if levels else AreaLevel.OTHER


@dataclass(frozen=True)
class Shape:
    """One area ready to draw: ``geometry`` on the grid, ``middle`` well inside it for a label, ``hatching`` as lines."""

    key: str
    name: str
    geometry: Geometry
    middle: Position
    hatching: Geometry


def all_outlines(own: Path) -> tuple[Outlines, ...]:
    """The maps in an installation's folder (it need not be there), then those that come with the product."""
    return tuple(_outlines(path, path.stat().st_mtime_ns, folder == own) for folder in (own, BUILT_IN) for path in _files(folder))


def fitting(keys: Collection[str], own: Path) -> tuple[Outlines, ...]:
    """Maps that outline at least two of the areas, best first: the one with the most of them, at a draw the installation's own.
    Of two maps of one level only the better one is offered."""
    found = [(len(each.keys & set(keys)), each) for each in all_outlines(own)]
    usable = sorted((pair for pair in found if pair[0] > 1), key=lambda pair: (-pair[0], not pair[1].own, pair[1].id))
    offered: dict[AreaLevel, Outlines] = {}
    for _, each in usable:
        offered.setdefault(each.level, each)
    return tuple(offered.values())


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.geojson"), key=lambda path: name_order(path.stem)) if folder.is_dir() else []


@lru_cache(maxsize=64)
def _outlines(path: Path, changed: int, own: bool) -> Outlines:  # a changed file is read again
    collection = json.loads(path.read_text("utf-8"))
    keys = frozenset(str(feature["properties"]["AGS"]) for feature in collection["features"])
    return Outlines(path.stem, path, collection.get("title") or path.stem, collection.get("attribution", ""), keys, own)


def shapes(geojson: Path) -> tuple[Shape, ...]:
    """The file's areas on a flat map, longitudes shrunk to its middle latitude so that shapes look right. Points are snapped
    to a grid as fine as the screen: neighbours share their snapped border, and the drawing stays small."""
    return _shapes(geojson, geojson.stat().st_mtime_ns)


@lru_cache(maxsize=8)
def _shapes(geojson: Path, changed: int) -> tuple[Shape, ...]:  # a changed file is read again
    features = json.loads(geojson.read_text("utf-8"))["features"]
    positions = [position for feature in features for position in _positions(feature["geometry"]["coordinates"])]
    south, north = min(y for _, y in positions), max(y for _, y in positions)
    west = min(x for x, _ in positions)
    grid = (north - south) / GRID
    shrink = math.cos(math.radians((south + north) / 2))

    def snap(x: float, y: float) -> Position:
        return round((x - west) * shrink / grid), round((y - south) / grid)

    return tuple(_shape(feature, snap) for feature in features)


def _shape(feature: Mapping[str, Any], snap: Callable[[float, float], Position]) -> Shape:
    kind, given = feature["geometry"]["type"], feature["geometry"]["coordinates"]
    coordinates = _flat(given, snap)
    polygons = coordinates if kind == "MultiPolygon" else [coordinates]
    properties = feature["properties"]
    key = str(properties["AGS"])
    hatching = {"type": "MultiLineString", "coordinates": _hatching([_edges(polygon) for polygon in polygons])}
    largest = max(polygons, key=lambda polygon: abs(_area(polygon[0])))
    return Shape(key, properties.get("name") or key, {"type": kind, "coordinates": coordinates}, _middle(_edges(largest)), hatching)


def _flat(coordinates: Sequence[Any], snap: Callable[[float, float], Position]) -> list[Any]:
    """Nested positions, snapped; holes that shrink to nothing are dropped."""
    if isinstance(coordinates[0][0], int | float):
        return _without_needless([snap(x, y) for x, y, *_ in coordinates])
    parts = [_flat(part, snap) for part in coordinates]
    if isinstance(coordinates[0][0][0], int | float):
        return [ring for index, ring in enumerate(parts) if index == 0 or len(ring) > 3]
    return parts


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


def _area(ring: Sequence[Sequence[int]]) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring)) / 2


def _edges(polygon: Sequence[Sequence[Sequence[int]]]) -> Floats:
    """All edges of a polygon and its holes, one row each: x and y of both ends."""
    edges = [(*a, *b) for ring in polygon for a, b in pairwise(ring)]
    return np.asarray(edges or [(*polygon[0][0], *polygon[0][0])], dtype=float)


def _middle(edges: Floats) -> Position:
    """A place inside, as far from the border as a coarse search finds: a label there touches no neighbour."""
    low, high = edges.reshape(-1, 2).min(axis=0), edges.reshape(-1, 2).max(axis=0)
    steps = (np.arange(_SAMPLES) + 0.5) / _SAMPLES
    x, y = (grid.ravel() for grid in np.meshgrid(low[0] + steps * (high[0] - low[0]), low[1] + steps * (high[1] - low[1])))
    ax, ay, bx, by = (edges[:, column][:, None] for column in range(4))
    with np.errstate(divide="ignore", invalid="ignore"):
        crossed = ((ay > y) != (by > y)) & (x < ax + (y - ay) * (bx - ax) / (by - ay))
    inside = crossed.sum(axis=0) % 2 == 1
    if not inside.any():
        return round(float(low[0] + high[0]) / 2), round(float(low[1] + high[1]) / 2)
    length = np.maximum((bx - ax) ** 2 + (by - ay) ** 2, 1e-9)
    along = np.clip(((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length, 0, 1)
    distance = np.hypot(x - ax - along * (bx - ax), y - ay - along * (by - ay)).min(axis=0)
    best = int(np.argmax(np.where(inside, distance, -1)))
    return round(float(x[best])), round(float(y[best]))


def _hatching(polygons: Sequence[Floats]) -> list[list[list[float]]]:
    """Lines rising to the right, clipped to the polygons: where the line x − y = c enters and leaves, by the even-odd rule."""
    lines = []
    for edges in polygons:
        start, end = edges[:, 0] - edges[:, 1], edges[:, 2] - edges[:, 3]
        lowest, highest = min(start.min(), end.min()), max(start.max(), end.max())
        for c in np.arange(math.ceil(lowest / HATCH) * HATCH, highest, HATCH) + 0.5:
            met = (start > c) != (end > c)
            share = (c - start[met]) / (end[met] - start[met])
            y = np.sort(edges[met, 1] + share * (edges[met, 3] - edges[met, 1]))
            lines += [[[low + c, low], [high + c, high]] for low, high in zip(y[::2].tolist(), y[1::2].tolist(), strict=True)]
    return [[[round(x, 1), round(y, 1)] for x, y in line] for line in lines]
