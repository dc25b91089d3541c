"""Maps: classes that read without colour, areas without a value, the right outlines for the areas that have values."""

import json
import sys
from importlib.util import module_from_spec, spec_from_file_location
from itertools import pairwise
from pathlib import Path

import pytest

from views.map import MapChart, MapValue, area_map, class_bounds
from views.outlines import BUILT_IN, all_outlines, fitting, shapes

ROOT = Path(__file__).resolve().parents[2]
ORIGINALS = ROOT.parent / "shared" / "real" / "geo"
MAPS = {each.id: each for each in all_outlines(Path("/nowhere"))}


def square(key: str, x: float) -> dict:
    ring = [[x, 52.0], [x, 53.0], [x + 1, 53.0], [x + 1, 52.0], [x, 52.0]]
    return {"type": "Feature", "properties": {"AGS": key, "name": f"Gebiet {key}"}, "geometry": {"type": "Polygon", "coordinates": [ring]}}


def write(path: Path, *features: dict, **more: str) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features} | more), "utf-8")
    return path


@pytest.fixture
def geojson(tmp_path) -> Path:
    return write(tmp_path / "karte.geojson", square("03101", 9.0), square("03102", 10.0), square("03103", 11.0), square("99999", 12.0))


def shown(*values: MapValue, attribution: str = "") -> MapChart:
    return MapChart("Ausländeranteil 2024", "Prozent", 1, "03102", values, attribution, "2024")


THREE = (
    MapValue("03103", "Wolfsburg", None, "– (Eingangswert unbekannt oder geheim)", "secret"),
    MapValue("03102", "Salzgitter", 20.0),
    MapValue("03101", "Braunschweig", 10.0),
)


def drawn(chart, kind):
    return [item for item in chart.spec["data"]["values"] if item["kind"] == kind]


def test_a_map_reads_without_colour(geojson):
    chart = area_map(shown(*THREE, attribution="© Amt"), geojson)
    assert chart.alt == "Karte Ausländeranteil 2024: 2 von 3 Gebieten mit Wert, von 10,0\u202f% bis 20,0\u202f%. Salzgitter: 20,0\u202f%."
    assert [(item["name"], item["shade"], item["home"]) for item in drawn(chart, "area")] == [
        ("Braunschweig", "1: 10,0 bis unter 15,0\u202f%", False),
        ("Salzgitter", "2: 15,0 bis 20,0\u202f%", True),
        ("Wolfsburg", "/ geheim gehalten", False),
    ]
    assert [item["mark"] for item in drawn(chart, "mark")] == ["1", "2", "/"]
    assert len(drawn(chart, "hatch")) == 1
    assert "Grenzen: © Amt" in chart.notes and "schraffiert: ohne Wert, Grund in der Tabelle" in chart.notes


def test_the_table_behind_the_map_is_in_the_order_of_names_and_complete(geojson):
    chart = area_map(shown(*THREE), geojson)
    assert chart.rows == (
        ("Braunschweig", "10,0\u202f%"),
        ("Salzgitter", "20,0\u202f%"),
        ("Wolfsburg", "– (Eingangswert unbekannt oder geheim)"),
    )
    assert [(figure.name, figure.period, figure.value) for figure in chart.figures] == [
        ("Braunschweig", "2024", 10.0),
        ("Salzgitter", "2024", 20.0),
        ("Wolfsburg", "2024", None),
    ]


def test_a_missing_value_is_not_called_secret(geojson):
    chart = area_map(shown(MapValue("03101", "Braunschweig", None, missing="input_missing"), MapValue("03102", "Salzgitter", 1.0)), geojson)
    assert [item["shade"] for item in drawn(chart, "area")] == ["– kein Wert", "1: 1,0\u202f%"]


def test_neighbours_on_the_map_share_their_border(geojson):
    left, right = (item["geometry"]["coordinates"][0] for item in drawn(area_map(shown(*THREE), geojson), "area")[:2])
    assert max(x for x, _ in left) == min(x for x, _ in right)


def test_hatching_stays_inside_its_area(geojson):
    shape = shapes(geojson)[0]
    ring = shape.geometry["coordinates"][0]
    low, high = min(min(point) for point in ring), max(max(point) for point in ring)
    lines = shape.hatching["coordinates"]
    assert len(lines) > 20
    assert all(low <= coordinate <= high for line in lines for point in line for coordinate in point)
    assert all(abs((x - y) % 11 - 0.5) < 0.11 for line in lines for x, y in line)


def test_class_bounds_cover_all_values_and_merge_equal_ones():
    assert class_bounds([], 1) == ()
    assert class_bounds([3.0, 3.0], 1) == (3.0,)
    bounds = class_bounds([1.04, 2.0, 3.0, 4.0, 5.0, 9.96], 1)
    assert bounds[0] <= 1.04 and bounds[-1] >= 9.96 and len(bounds) == 6


def test_the_map_with_most_of_the_areas_is_shown_and_other_levels_are_offered(tmp_path):
    districts = sorted(MAPS["niedersachsen_kreise"].keys)
    assert [each.id for each in fitting([*districts, "031", "032", "033", "034", "03"], tmp_path)] == [
        "niedersachsen_kreise",
        "niedersachsen_regionen",
    ]
    assert [each.id for each in fitting(["03102", "031", "032"], tmp_path)] == ["niedersachsen_regionen"]
    assert fitting(["03102", "09"], tmp_path) == ()


def test_an_installations_own_map_goes_before_an_equally_good_one(tmp_path):
    own = tmp_path / "maps"
    write(own / "stadt.geojson", square("03101", 9.0), square("03102", 10.0), title="Unsere Kreise", attribution="© Stadt")
    best = fitting(["03101", "03102"], own)
    assert [(each.id, each.title, each.attribution) for each in best] == [("stadt", "Unsere Kreise", "© Stadt")]
    assert fitting(["03101", "03102", "03103"], own)[0].id == "niedersachsen_kreise"


@pytest.mark.parametrize(("name", "areas"), [
    ("niedersachsen_kreise", 45), ("niedersachsen_regionen", 4), ("diepholz_gemeinden", 46), ("augsburg_stadtbezirke", 42),
])  # fmt: skip
def test_our_maps_are_small_name_their_makers_and_do_not_gape(name, areas):
    outlines = MAPS[name]
    assert len(outlines.keys) == areas
    assert outlines.path.stat().st_size <= 150_000
    assert "OpenStreetMap-Mitwirkende" in outlines.attribution or "GeoBasis-DE / BKG" in outlines.attribution
    features = json.loads(outlines.path.read_text("utf-8"))["features"]
    assert all(feature["properties"]["name"] for feature in features)
    polygons = [
        p
        for f in features
        for p in (f["geometry"]["coordinates"] if f["geometry"]["type"] == "MultiPolygon" else [f["geometry"]["coordinates"]])
    ]
    assert all(sum((b[0] - a[0]) * (b[1] + a[1]) for a, b in pairwise(polygon[0])) > 0 for polygon in polygons), "outer rings run clockwise"
    seen: dict[frozenset, int] = {}
    for ring in (ring for polygon in polygons for ring in polygon):
        assert ring[0] == ring[-1]
        for a, b in pairwise(ring):
            edge = frozenset((tuple(a), tuple(b)))
            seen[edge] = seen.get(edge, 0) + 1
    assert set(seen.values()) == {1, 2}  # no border is drawn three times
    outer = sum(count == 1 for count in seen.values())
    assert outer < len(seen) * (0.75 if areas == 4 else 0.55), "most borders have an area on both sides"


def test_every_map_stands_in_the_list_of_sources():
    listed = (BUILT_IN / "SOURCES.md").read_text("utf-8")
    assert all(path.name in listed for path in BUILT_IN.glob("*.geojson"))


def test_every_area_of_our_maps_has_room_for_its_mark():
    for outlines in MAPS.values():
        middles = [shape.middle for shape in shapes(outlines.path)]
        assert len(set(middles)) == len(middles)


@pytest.mark.real
@pytest.mark.skipif(not ORIGINALS.is_dir(), reason="the real maps are not here")
def test_our_maps_are_what_the_script_makes_of_the_originals():
    spec = spec_from_file_location("make_maps", ROOT / "docs" / "maps" / "make_maps.py")
    script = module_from_spec(spec)
    sys.modules["make_maps"] = script  # dataclasses look their module up
    spec.loader.exec_module(script)
    for plan in script.PLANS:
        source = json.loads((ORIGINALS / f"{plan.source}.geojson").read_text("utf-8"))
        assert json.loads((BUILT_IN / f"{plan.target}.geojson").read_text("utf-8")) == json.loads(
            json.dumps(script.simplified(source, plan))
        )
