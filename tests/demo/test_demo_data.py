"""Concept, figures and map of the demo fit together, and the figures are the published ones."""

import csv
import tomllib
from pathlib import Path

import pytest

from domain.concepts import BodyKind, Concept, FieldKind
from domain.toml_files import build, read_toml
from indicators.library import library
from loaders.reading import read_file
from views.outlines import fitting

ROOT = Path(__file__).parents[2]
DEMO = ROOT / "data" / "demo"
REAL = ROOT.parent / "shared" / "real"
CONCEPT = build(Concept, read_toml(DEMO / "concept.toml"), "concept.toml")
LIBRARY = library()
TABLES = ["1-1-1", "1-2-1", "1-2-2", "1-2-4", "2-3-1", "2-3-3", "3-1-2", "4-1-4", "5-2-1", "6-2-1"]


def rows(table: str) -> list[dict[str, str]]:
    with (DEMO / f"lsn_{table}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def salzgitter(table: str) -> list[int]:
    return [int(row["Value"]) for row in rows(table) if row["GeoCode"] == "K03102"]


def test_the_figures_of_salzgitter_are_the_published_ones() -> None:
    people = "107726 106665 105320 104423 103446 102394 98588 98095 98197 98966 101079 103668 104548 104948 104291 103866 103694 104564"
    foreigners = "10721 10474 10224 10191 10062 9810 9804 9918 10596 11620 13554 16885 18835 19850 20175 20785 21720 23545 24930 25170"
    naturalised = "178 201 165 110 136 120 141 159 135 124 123 129 147 162 168 126 163 339 408 355"
    assert salzgitter("1-1-1") == [*map(int, people.split()), 105056, 105024]
    assert salzgitter("1-2-1") == [*map(int, foreigners.split())]
    assert salzgitter("2-3-1") == [*map(int, naturalised.split())]


@pytest.mark.parametrize("table", TABLES)
def test_all_52_areas_are_there(table: str) -> None:
    assert (DEMO / f"lsn_{table}.csv").read_bytes().startswith(b"\xef\xbb\xbfYear,Gebietseinheit,")
    keys = {row["GeoCode"].removesuffix("K030") or "Land" for row in rows(table)}
    assert len(keys - {"#NV"}) == 52  # the former district Osterode has lost its key in 6-2-1


def test_change_rows_are_left_out_of_the_citizenships() -> None:
    assert {row["Units"] for row in rows("1-2-4")} == {"Anzahl"}
    assert len(rows("1-2-4")) == 52 * 15 * 5


@pytest.mark.real
@pytest.mark.skipif(not REAL.exists(), reason="the real tables are not beside the project")
@pytest.mark.parametrize("table", TABLES)
def test_the_copies_differ_from_the_originals_only_by_the_rows_left_out(table: str) -> None:
    original = (REAL / "demo_niedersachsen" / f"lsn_{table}.csv").read_bytes().splitlines()
    kept = [line for line in original if "Veränderung".encode() not in line]
    assert (DEMO / f"lsn_{table}.csv").read_bytes().splitlines() == kept


def test_every_delivery_of_the_demo_exists_figures_first() -> None:
    assert list(CONCEPT.deliveries) == [f"lsn_{table}.csv" for table in TABLES] + [
        f"massnahmen/{half}.xlsx" for half in ("2024-1", "2024-2", "2025-1", "2025-2", "2026-1")
    ]
    assert [name for name in CONCEPT.deliveries if not (DEMO / name).is_file()] == []


def test_the_concept_has_nine_fields_with_goals_and_says_that_it_is_invented() -> None:
    assert [field.kind for field in CONCEPT.fields].count(FieldKind.CROSS_CUTTING) == 1
    assert len(CONCEPT.fields) == 9
    assert "erfunden" in CONCEPT.invented and "Salzgitter" in CONCEPT.invented
    assert all(field.goals for field in CONCEPT.fields)
    bodies = {body.kind: body for body in CONCEPT.bodies}
    assert (bodies[BodyKind.CONTROLLING].meetings_per_year, bodies[BodyKind.EXPERT_GROUP].meetings_per_year) == (2, 4)
    assert bodies[BodyKind.COUNCIL].reports_per_year == 1


def test_indicators_are_known_to_the_library_and_stand_once_in_a_field() -> None:
    known = {tomllib.loads(path.read_text("utf-8"))["id"] for path in (ROOT / "indicators" / "definitions").glob("*/*.toml")}
    named = [(entry.field, entry.indicator) for entry in CONCEPT.indicators]
    assert {*CONCEPT.context, *(indicator for _, indicator in named)} <= known
    assert {field for field, _ in named} <= {field.id for field in CONCEPT.fields}
    assert len(named) == len(set(named))


def test_every_field_has_one_to_three_lead_indicators_and_targets_are_marked_as_invented() -> None:
    fields = [field.id for field in CONCEPT.fields]
    leads = {field: sum(entry.lead for entry in CONCEPT.indicators if entry.field == field) for field in fields}
    assert all(1 <= count <= 3 for count in leads.values()), leads
    assert all("erfunden" in target.note for entry in CONCEPT.indicators for target in entry.targets)
    assert all(sum(entry.field == field for entry in CONCEPT.indicators) >= 2 for field in fields)


def test_most_indicators_of_the_demo_have_figures_and_the_others_say_that_they_are_wishes() -> None:
    tables = [read_file(DEMO / name, name).rows for name in CONCEPT.deliveries if name.startswith("lsn_")]
    delivered = {series for table in tables for series in table["series"].unique().to_pylist()}
    wishes = [entry for entry in CONCEPT.indicators if "zum start ohne zahlen" in entry.note.lower()]
    without = {
        entry.indicator
        for entry in CONCEPT.indicators
        if not {given.series for given in LIBRARY[entry.indicator].inputs.values()} <= delivered
    }
    assert without <= {entry.indicator for entry in wishes}
    assert 0 < len(wishes) < len(CONCEPT.indicators) / 2


def test_the_products_map_has_every_district_with_figures(tmp_path: Path) -> None:
    districts = {row["GeoCode"][1:] for row in rows("1-1-1") if len(row["GeoCode"]) == 6}
    assert fitting(districts, tmp_path)[0].keys == districts


@pytest.mark.parametrize("name", ["concept.toml", *CONCEPT.deliveries])
def test_every_file_of_the_demo_is_read_without_an_error(name: str) -> None:
    reading = read_file(DEMO / name, Path(name).name)
    assert not reading.blocked, reading.findings[:3]
    assert reading.rows is not None
