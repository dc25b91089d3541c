"""Makes the simplified outlines in data/maps from the originals: ``python docs/maps/make_maps.py FOLDER_WITH_ORIGINALS``.

Points are snapped to a grid first, so that neighbours that mean the same border have the same points. Borders are then cut
where three areas meet (or where a border leaves the map), each piece is simplified once (Douglas-Peucker), and the rings are put
together from the pieces again: neighbours keep one common border and cannot gape.
"""

import json
import math
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

TARGET = Path(__file__).resolve().parents[2] / "data" / "maps"
Point = tuple[int, int]
Ring = list[Point]
Feature = Mapping[str, Any]


@dataclass(frozen=True)
class Plan:
    """One map: where it comes from, how its areas are called, and how far lines may move (``grid`` and ``bend`` in degrees)."""

    source: str
    target: str
    title: str
    attribution: str
    key: Callable[[Feature], str | None]
    name: Callable[[Feature], str]
    grid: float
    bend: float
    islands: float  # smallest ring that is kept, in square degrees


BKG = "© GeoBasis-DE / BKG, Verwaltungsgebiete VG250 (vereinfacht)"
OSM = "© OpenStreetMap-Mitwirkende, ODbL 1.0 (vereinfacht)"


def _district(feature: Feature) -> str | None:
    """Key of a district of Lower Saxony; town and surroundings of Hannover become the one district they are."""
    key = str(feature["AGS"]).removeprefix("K")
    return key[:5] if key.startswith("03") else None


def _district_name(feature: Feature) -> str:
    return "Region Hannover" if str(feature["AGS"]).startswith("K03241") else str(feature["GEN"])


def _own(feature: Feature) -> str:
    return str(feature["AGS"])


PLANS = (
    Plan("ni_kreise_48", "niedersachsen_kreise", "Kreise und kreisfreie Städte in Niedersachsen", BKG,
         _district, _district_name, 0.0002, 0.0022, 4e-5),
    Plan("ni_statregion_4", "niedersachsen_regionen", "Statistische Regionen in Niedersachsen", BKG,
         lambda each: str(each["AGSSR"]).removeprefix("SR"), lambda each: str(each["GENSR"]), 0.0002, 0.003, 6e-5),
    Plan("lk_diepholz_gemeinden_46", "diepholz_gemeinden", "Gemeinden im Landkreis Diepholz", BKG,
         _own, lambda each: str(each["GEN"]), 0.00005, 0.0006, 1e-6),
    Plan("augsburg_stadtbezirke_42", "augsburg_stadtbezirke", "Stadtbezirke in Augsburg", OSM,
         lambda each: f"09761000-{each['name']}", lambda each: str(each["name"]), 0.00002, 0.00012, 1e-7),
)  # fmt: skip


def main(folder: Path) -> None:
    """Writes all maps; says how large they are and how many points they kept."""
    TARGET.mkdir(parents=True, exist_ok=True)
    for plan in PLANS:
        source = json.loads((folder / f"{plan.source}.geojson").read_text("utf-8"))
        path = TARGET / f"{plan.target}.geojson"
        path.write_text(json.dumps(simplified(source, plan), ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8")
        sys.stdout.write(f"{path.name}: {path.stat().st_size / 1024:.0f} KB\n")


def simplified(source: Mapping[str, Any], plan: Plan) -> dict[str, Any]:
    """The collection with simplified outlines, sorted by key; outer rings run clockwise, as drawing on a sphere wants it."""
    names: dict[str, str] = {}
    edges: dict[str, set[tuple[Point, Point]]] = defaultdict(set)
    for feature in source["features"]:
        key = plan.key(feature["properties"])
        if key is None:
            continue
        names[key] = plan.name(feature["properties"])
        for ring in _rings(feature["geometry"]):
            _toggle(edges[key], _snapped(ring, plan.grid))
    nodes = _nodes(edges.values())
    features = []
    for key in sorted(names):
        rings = [_thinned(ring, nodes, plan.bend / plan.grid) for ring in _closed(edges[key])]
        kept = [ring for ring in rings if len(ring) > 3 and abs(_area(ring)) * plan.grid**2 >= plan.islands]
        features.append(_feature(key, names[key], kept or [max(rings, key=lambda ring: abs(_area(ring)))], plan.grid))
    return {"type": "FeatureCollection", "title": plan.title, "attribution": plan.attribution, "features": features}


def _rings(geometry: Mapping[str, Any]) -> Iterable[Sequence[Sequence[float]]]:
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    for polygon in polygons:
        yield from polygon


def _snapped(ring: Sequence[Sequence[float]], grid: float) -> Ring:
    points: Ring = []
    for x, y, *_ in ring:
        point = round(x / grid), round(y / grid)
        if not points or points[-1] != point:
            points.append(point)
    return points


def _toggle(edges: set[tuple[Point, Point]], ring: Ring) -> None:
    """Adds the ring's edges; one that is already there runs between two parts of the same area and vanishes with it."""
    for start, end in pairwise(ring):
        edge = (start, end) if start < end else (end, start)
        edges.symmetric_difference_update([edge])


def _nodes(edges: Iterable[set[tuple[Point, Point]]]) -> set[Point]:
    """Points where borders meet: others than two different edges, or edges of different pairs of areas."""
    owners: dict[tuple[Point, Point], list[int]] = defaultdict(list)
    for number, each in enumerate(edges):
        for edge in each:
            owners[edge].append(number)
    around: dict[Point, list[tuple[int, ...]]] = defaultdict(list)
    for edge, of in owners.items():
        for end in edge:
            around[end].append(tuple(of))
    return {point for point, found in around.items() if len(found) != 2 or found[0] != found[1]}


def _closed(edges: set[tuple[Point, Point]]) -> list[Ring]:
    """Closed rings from loose edges; where rings touch in a point, the walk takes the sharpest turn and so keeps them apart."""
    ways: dict[Point, set[Point]] = defaultdict(set)
    for start, end in edges:
        ways[start].add(end)
        ways[end].add(start)
    rings = []
    while ways:
        first = min(ways)
        ring = [first]
        here, before = first, None
        while True:
            following = min(ways[here], key=lambda point, here=here, before=before: _turn(before, here, point))  # type: ignore[misc]
            ways[here].discard(following)
            ways[following].discard(here)
            for point in (here, following):
                if not ways[point]:
                    del ways[point]
            ring.append(following)
            before, here = here, following
            if here == first:
                break
        rings.append(ring)
    return rings


def _turn(before: Point | None, here: Point, after: Point) -> float:
    if before is None:
        return 0.0
    into = math.atan2(here[1] - before[1], here[0] - before[0])
    out = math.atan2(after[1] - here[1], after[0] - here[0])
    return (out - into + math.pi) % (2 * math.pi)


def _thinned(ring: Ring, nodes: set[Point], bend: float) -> Ring:
    """The ring with each piece between two nodes simplified; a piece looks the same from both of its sides."""
    body = ring[:-1]
    cuts = [index for index, point in enumerate(body) if point in nodes]
    if not cuts:  # an island: cut at its two most distant corners
        cuts = sorted({body.index(min(body)), body.index(max(body))})
    turned = body[cuts[0] :] + body[: cuts[0]]
    marks = [index - cuts[0] for index in cuts] + [len(body)]
    turned.append(turned[0])
    kept: Ring = []
    for start, end in pairwise(marks):
        piece = turned[start : end + 1]
        forward = piece[0] <= piece[-1]
        thin = _douglas_peucker(piece if forward else piece[::-1], bend)
        kept += (thin if forward else thin[::-1])[:-1]
    return [*kept, kept[0]]


def _douglas_peucker(line: Ring, bend: float) -> Ring:
    keep = {0, len(line) - 1}
    todo = [(0, len(line) - 1)]
    while todo:
        start, end = todo.pop()
        far, place = max(((_off(line[i], line[start], line[end]), i) for i in range(start + 1, end)), default=(0.0, 0))
        if far > bend:
            keep.add(place)
            todo += [(start, place), (place, end)]
    return [line[index] for index in sorted(keep)]


def _off(point: Point, start: Point, end: Point) -> float:
    width, height = end[0] - start[0], end[1] - start[1]
    length = math.hypot(width, height)
    if length == 0:
        return math.hypot(point[0] - start[0], point[1] - start[1])
    along = ((point[0] - start[0]) * width + (point[1] - start[1]) * height) / length**2
    along = min(1.0, max(0.0, along))
    return math.hypot(point[0] - start[0] - along * width, point[1] - start[1] - along * height)


def _area(ring: Ring) -> float:
    """Positive where the ring runs anticlockwise."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring)) / 2


def _inside(point: Point, ring: Ring) -> bool:
    within = False
    for (ax, ay), (bx, by) in pairwise(ring):
        if (ay > point[1]) != (by > point[1]) and point[0] < ax + (point[1] - ay) * (bx - ax) / (by - ay):
            within = not within
    return within


def _feature(key: str, name: str, rings: Sequence[Ring], grid: float) -> dict[str, Any]:
    """Rings sorted into polygons: a ring inside an odd number of others is a hole of the smallest of them."""

    def around(ring: Ring) -> list[int]:
        probe = next((p for p in ring if all(p not in other for other in rings if other is not ring)), ring[0])
        return [i for i, other in enumerate(rings) if other is not ring and _inside(probe, other)]

    depth = [around(ring) for ring in rings]
    polygons = {i: [_turned(rings[i], clockwise=True)] for i, found in enumerate(depth) if len(found) % 2 == 0}
    for i, found in enumerate(depth):
        if len(found) % 2:
            owner = min((j for j in found if j in polygons), key=lambda j: abs(_area(rings[j])))
            polygons[owner].append(_turned(rings[i], clockwise=False))
    digits = max(0, math.ceil(-math.log10(grid)))
    shapes = [[[[round(x * grid, digits), round(y * grid, digits)] for x, y in ring] for ring in polygon] for polygon in polygons.values()]
    geometry = {"type": "MultiPolygon", "coordinates": shapes} if len(shapes) > 1 else {"type": "Polygon", "coordinates": shapes[0]}
    return {"type": "Feature", "properties": {"AGS": key, "name": name}, "geometry": geometry}


def _turned(ring: Ring, *, clockwise: bool) -> Ring:
    return ring if (_area(ring) < 0) == clockwise else ring[::-1]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
