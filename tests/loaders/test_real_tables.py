"""Hand-checked cells of published tables, read as a whole."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from domain.deliveries import Reading
from loaders.numbers import NumberReader
from loaders.reading import read_file
from loaders.symbols import symbols

REAL = Path(__file__).resolve().parents[3] / "shared" / "real"
pytestmark = [pytest.mark.real, pytest.mark.skipif(not REAL.is_dir(), reason="the real tables are not here")]
TEXT_TABLES = ("b01", "b02", "b03", "b04", "a04", "a05")
ORACLES = json.loads((REAL / "oracle_values.json").read_text("utf-8")) if REAL.is_dir() else {}
TEXT_CHECKS = [(name, check) for name, table in ORACLES.items() if name.startswith(TEXT_TABLES) for check in table["checks"]]
ROWS = {"b01": 22_092, "b02": 109_408, "b03": 56_808, "b04": 104_148, "a04": 1_040, "a05": 3_120, "b12": 832, "c10": 15_912}


@cache
def reading(start: str) -> Reading:
    path = next(REAL.glob(f"{start}*"))
    return read_file(path, path.name)


def rows(start: str, **wanted: Any) -> list[dict[str, Any]]:
    """Rows of the table whose columns have these values."""
    table: pa.Table = reading(start).rows
    for column, value in wanted.items():
        table = table.filter(pc.equal(table[column], value))
    return table.to_pylist()


@pytest.mark.parametrize("start", ROWS)
def test_the_whole_table_is_read_without_errors(start: str):
    assert not reading(start).blocked
    assert reading(start).rows.num_rows == ROWS[start]


@pytest.mark.parametrize(("name", "check"), TEXT_CHECKS, ids=[f"{name[:3]}-{check['line_field']}" for name, check in TEXT_CHECKS])
def test_a_checked_field_is_where_it_stands(name: str, check: dict[str, str]):
    line, field = map(int, re.findall(r"\d+", check["line_field"]))
    (row,) = rows(name[:3], row=line, col=field)
    assert row["text"] == check["expected"]
    if row["sign"] is None:
        assert row["value"] == NumberReader(symbols("destatis"), ",").parse(check["expected"]).value


@pytest.mark.parametrize(
    ("start", "wanted", "values"),
    [
        ("b02", {"series": "arbeitslose", "groups": ""}, [6495, 6860, 7139, 7362, 7389]),
        ("b02", {"series": "arbeitslose", "groups": "nationalitaet=auslaendisch"}, [1621, 1726, 1925, 2119, 2231]),
        ("b02", {"series": "arbeitslosenquote", "groups": "nationalitaet=auslaendisch"}, [17.0, 17.4, 18.5, 20.1, 20.7]),
        ("b01", {"groups": ""}, [464, 443, 406, 364, 410]),
    ],
)
def test_series_of_leverkusen(start: str, wanted: dict[str, str], values: list[float]):
    found = {row["year"]: row["value"] for row in rows(start, area="05316", **wanted)}
    assert [found[year] for year in range(2012, 2017)] == values


def test_shares_of_leverkusen_can_be_computed():
    population = {row["groups"]: row["value"] for row in rows("b04", area="05316", period="2015-12-31")}
    assert round(100 * population["nationalitaet=auslaendisch"] / population[""], 2) == 14.17
    children = {row["groups"]: row["value"] for row in rows("b03", area="05316", period="2016-03-01")}
    assert round(100 * children["herkunft=eltern_auslaendisch"] / children[""], 1) == 40.5


def test_a_dash_is_no_zero_where_the_rates_did_not_exist():
    assert {row["sign"] for row in rows("b02", row=5563, col=15)} == {"absent"}
    assert {row["sign"] for row in rows("b01", row=103, col=8)} == {"zero"}
    assert {row["sign"] for row in rows("b02", row=5506, col=6)} == {"secret"}


def test_the_state_without_a_geocode_is_the_state():
    (row,) = rows("a04", row=885)
    assert (row["area"], row["value"]) == ("03", 10419.0)
    assert [finding.cell for finding in reading("a04").findings if finding.code == "H401"] == ["L885F3", "L937F3", "L989F3", "L1041F3"]


def test_the_workbook_and_the_text_table_agree_in_all_832_values():
    def values(start: str) -> dict[tuple[str, int], float]:
        return {(row["area"], row["year"]): row["value"] for row in reading(start).rows.to_pylist()}

    book, tidy = values("b12"), values("a04")
    assert len(book) == 832
    assert book == {key: tidy[key] for key in book}


def test_the_stale_columns_of_the_workbook_never_load():
    table = reading("b12").rows
    assert set(table["col"].to_pylist()) == set(range(4, 20))  # D to S; T to V are changes left from the year before
    assert rows("b12", row=26, col=20) == []
    assert [row["value"] for row in rows("b12", row=26, col=19)] == [231.0]
    assert {row["text"] for row in rows("b12", row=63, col=4)} == {"10886"}


def test_lengths_of_stay_add_up_to_the_raw_sheet_of_the_same_workbook():
    state = {row["groups"]: row["value"] for row in rows("c10", area="03", year=2004)}
    both_sexes = {groups: value for groups, value in state.items() if "geschlecht" not in groups}
    assert both_sexes["aufenthaltsdauer=unter 1;nationalitaet=auslaendisch"] == 23427  # '2020_Rohdaten'!E4
    assert sum(both_sexes.values()) == 462383  # '2020_Rohdaten'!D4
    total_2014 = [row["value"] for row in rows("c10", area="03", year=2014) if "geschlecht" not in row["groups"]]
    assert sum(total_2014) == 570988  # '2020_Rohdaten'!D14


def test_bases_of_the_population_change_with_the_census():
    path = REAL / "demo_niedersachsen" / "lsn_1-1-1.csv"
    population = read_file(path, path.name).rows.to_pylist()
    bases = {row["year"]: row["basis"] for row in population}
    assert (bases[2010], bases[2011], bases[2021], bases[2022]) == (
        "Fortschreibung Volkszählung 1987", "Fortschreibung Zensus 2011", "Fortschreibung Zensus 2011", "Fortschreibung Zensus 2022",
    )  # fmt: skip
    salzgitter = [row["value"] for row in population if row["area"] == "03102"]
    assert (salzgitter[0], salzgitter[-1]) == (107726, 105024)


@pytest.mark.parametrize("table", ["1-1-1", "1-2-1", "1-2-2", "1-2-4", "2-3-1", "2-3-3", "3-1-2", "4-1-4", "5-2-1", "6-2-1"])
def test_every_table_of_the_demo_is_recognised_and_sound(table: str):
    path = REAL / "demo_niedersachsen" / f"lsn_{table}.csv"
    found = read_file(path, path.name)
    assert (found.layout, found.blocked) == (f"lsn-{table}", False)
    assert found.rows.num_rows > 1_000
