"""Hand-checked cells of published tables, read as a whole."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from openpyxl.utils.cell import coordinate_to_tuple

from domain.deliveries import Reading
from loaders.numbers import NumberReader
from loaders.reading import read_file
from loaders.symbols import symbols
from tests.loaders.real_cells import KEYS, MEANINGS, NO_DATA

REAL = Path(__file__).resolve().parents[3] / "shared" / "real"
pytestmark = [pytest.mark.real, pytest.mark.skipif(not REAL.is_dir(), reason="the real tables are not here")]
ORACLES = json.loads((REAL / "oracle_values.json").read_text("utf-8")) if REAL.is_dir() else {}
TABLES = [name for name in ORACLES if not name.startswith(("c11", "c12", "c13"))]  # those are lists of work, texts and measures
CHECKS = [(name, check) for name in TABLES for check in ORACLES[name]["checks"]]
ROWS = {
    "a01": 30, "a02": 11_700, "a04": 1_040, "a05": 3_120, "a06": 207, "a12": 594, "b01": 22_092, "b02": 109_408, "b03": 56_808,
    "b04": 104_148, "b05": 13_068, "b06": 30, "b07": 840, "b08": 19_668, "b09": 19_712, "b10": 2_000, "b11": 3_317, "b12": 832, "b13": 144,
    "b14": 4_280, "b15": 74_848, "b16": 430, "b17": 15_048, "b28": 2_077, "c01": 702, "c02": 729, "c03": 540, "c04": 3_864, "c05": 832,
    "c06": 2_080, "c07": 150, "c08": 480, "c09": 372, "c10": 18_615, "c26": 150,
}  # fmt: skip


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


def place(check: dict[str, Any]) -> tuple[str | None, int, int]:
    """Sheet, row and column of a check."""
    if "line_field" in check:
        line, field = map(int, re.findall(r"\d+", check["line_field"]))
        return None, line, field
    return check["sheet"], *coordinate_to_tuple(check["cell"])


def name_of(name: str, check: dict[str, Any]) -> str:
    """How real_cells names a check; with its sheet where several sheets have one in this cell."""
    cell = check.get("line_field") or check["cell"]
    full = f"{name[:3]} {check.get('sheet')}!{cell}"
    return full if full in MEANINGS else f"{name[:3]} {cell}"


@pytest.mark.parametrize(
    ("name", "check"), CHECKS, ids=[f"{name[:3]}-{check.get('line_field') or check['cell']}" for name, check in CHECKS]
)
def test_a_checked_cell_is_what_it_should_be(name: str, check: dict[str, Any]):
    sheet, line, col = place(check)
    key, expected = name_of(name, check), check["expected"]
    loaded = [row for row in rows(name[:3], row=line, col=col) if row["sheet"] == sheet]
    if key in NO_DATA:
        assert loaded == []
    elif key in KEYS:
        column, value = KEYS[key]
        assert loaded == []
        near = [row for row in rows(name[:3]) if row["sheet"] == sheet and (row["row"] == line or row["col"] == col)]
        assert value in {row[column] for row in near or rows(name[:3], sheet=sheet)}
    else:
        (row,) = loaded
        assert tuple(row[part] for part in ("series", "unit", "groups", "area", "period", "sign")) == MEANINGS[key]
        if isinstance(expected, str):
            assert row["text"] == expected.strip()
            expected = (
                NumberReader(symbols("lsn"), "." if DECIMAL_POINT & {name[:3]} else ",", THOUSANDS.get(name[:3], "")).parse(expected).value
            )
        if row["sign"] is None:
            assert row["value"] == pytest.approx(expected, rel=1e-12, abs=1 if key in CUT_OFF else 1e-8)


DECIMAL_POINT = {"a01", "a02"}
CUT_OFF = {"c09 D13"}  # noted without its decimals, which are ,999999993
THOUSANDS = {"b06": ".", "c04": "."}


def test_a_table_that_says_the_same_twice_is_refused_with_each_place():
    assert {finding.code for finding in reading("a03").findings} == {"E212"}
    assert len(reading("a03").findings) == 5  # Serbien, Montenegro, Kosovo stand there twice with different numbers


def test_two_sheets_of_one_workbook_that_disagree_are_told_with_both_cells():
    findings = {finding.cell: finding.found for finding in reading("b13").findings}
    assert findings == {
        "H33": "„42“, auf dem Blatt „3.1.1_CSV“ in D120 aber „37“",
        "I33": "„101“, auf dem Blatt „3.1.1_CSV“ in D144 aber „104“",
    }


def test_a_wrongly_named_column_is_said_and_loaded_as_what_it_holds():
    assert [(finding.sheet, finding.cell) for finding in reading("b28").findings if finding.code == "H402"] == [
        ("2020", "L1"),
        ("2021", "L1"),
    ]
    assert {row["year"] for row in rows("b28", series="auslaenderanteil")} == {2019}
    shares = {row["area"]: row["value"] for row in rows("b28", series="auslaender_unter_zuwanderern", year=2020)}
    foreign = {row["area"]: row["value"] for row in rows("b28", groups="nationalitaet=auslaendisch", unit="Anzahl", year=2020)}
    immigrants = {row["area"]: row["value"] for row in rows("b28", groups="migrationshintergrund=mit", unit="Anzahl", year=2020)}
    assert all(abs(100 * foreign[area] / immigrants[area] - share) < 0.06 for area, share in shares.items())


def test_later_revisions_are_the_only_differences_of_two_editions():
    def values(start: str) -> dict[tuple[str, ...], float | None]:
        return {(row["unit"], row["groups"], row["area"], row["period"]): row["value"] for row in rows(start)}

    book, tidy = values("c06"), values("a05")
    differing = [key for key, value in book.items() if value is not None and round(value, 3) != round(tidy[key] or 0, 3)]
    assert len(book) == 2080
    assert {(groups, period) for _, groups, _, period in differing} == {("nationalitaet=deutsch", "2011")}
    assert len(differing) == 102
    assert {row["sign"] for row in rows("c06") if row["value"] is None} == {"absent"}
    assert sum(row["value"] is None for row in rows("c06")) == 8


def test_a_workbook_and_its_copy_in_another_format_agree():
    def values(start: str) -> list[tuple[Any, ...]]:
        return sorted(
            (row["row"], row["col"], row["groups"], row["period"], row["value"] or -1.0, row["sign"] or "") for row in rows(start)
        )

    assert values("c07") == values("c26")
    assert {row["sign"] for row in rows("c07")} == {None, "uncertain", "unreliable"}


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
    for year, total in ((2004, 462383), (2014, 570988)):  # '2020_Rohdaten'!D4 and D14
        state = {row["groups"]: row["value"] for row in rows("c10", area="03", year=year) if "geschlecht" not in row["groups"]}
        parts = [value for groups, value in state.items() if "aufenthaltsdauer" in groups]
        assert (len(parts), sum(parts), state["nationalitaet=auslaendisch"]) == (6, total, total)
    assert not reading("c10").findings


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
