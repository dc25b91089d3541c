"""Values that are written well and yet cannot be: each is found with its cell, what is merely unusual is not."""

from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest

from domain.deliveries import Finding, Severity
from loaders.findings import Findings
from loaders.observations import SCHEMA
from loaders.plausibility import PeriodCell, report_implausible
from loaders.reading import read_file
from tests.loaders.tables import LAYOUT, TABLE, found, read_text

ROOT = Path(__file__).resolve().parents[2]
REAL = ROOT.parent / "shared" / "real"
CODES = {"E304", "E305", "E306", "E307", "H404", "H405"}
TODAY = date(2026, 3, 15)
FIRST_COLUMN = PeriodCell(None, 1)
ORDINARY = {
    "series": "arbeitslose",
    "unit": "Anzahl",
    "groups": "",
    "area": "03102",
    "period": "2016",
    "value": 5.0,
    "text": "wie gefunden",
}


def plausibility(*rows: dict[str, object], period_cell: PeriodCell = FIRST_COLUMN) -> tuple[Finding, ...]:
    """Findings about observations that differ from an ordinary one; they stand in C1, C2, … of a text table."""
    complete = [{**dict.fromkeys(SCHEMA.names), **ORDINARY, "row": row, "col": 3, **given} for row, given in enumerate(rows, 1)]
    findings = Findings()
    report_implausible(pa.Table.from_pylist(complete, SCHEMA), period_cell, TODAY, findings)
    return findings.all()


def codes(*rows: dict[str, object]) -> list[str]:
    return [finding.code for finding in plausibility(*rows)]


@pytest.mark.parametrize("unit", ["Anzahl", "Prozent", "Promille"])
def test_a_negative_value_is_an_error(unit: str):
    (finding,) = plausibility({}, {"unit": unit, "value": -3.0, "text": "-3"})
    assert (finding.severity, finding.code, finding.cell) == (Severity.ERROR, "E304", "L2F3")
    assert (finding.found, finding.expected) == ("„-3“", "null oder mehr")
    assert "Vorzeichen" in finding.advice


def test_changes_in_percentage_points_and_ratios_may_be_negative():
    assert codes({"unit": "Prozentpunkte", "value": -3.0}, {"unit": "Verhältnis", "value": -0.5}) == []


def test_a_value_that_is_missing_or_a_negative_zero_is_not_negative():
    assert codes({"value": None, "sign": "secret", "text": "."}, {"value": -0.0, "text": "-0"}) == []


@pytest.mark.parametrize(
    ("unit", "value", "expected"),
    [
        ("Prozent", 100.0, []),
        ("Prozent", 110.0, []),
        ("Prozent", 110.1, ["H404"]),
        ("Prozent", 1000.0, ["H404"]),
        ("Prozent", 1000.1, ["E306"]),
        ("Promille", 1000.0, []),
        ("Promille", 1000.1, ["E306"]),
        ("Anzahl", 82_175_684.0, []),
    ],
)
def test_shares_have_a_limit_that_their_unit_sets(unit: str, value: float, expected: list[str]):
    assert codes({"unit": unit, "value": value}) == expected


def test_a_share_above_100_percent_is_a_hint_that_says_where_it_is_possible():
    (finding,) = plausibility({"unit": "Prozent", "value": 112.5, "text": "112,5"})
    assert (finding.severity, finding.found, finding.cell) == (Severity.HINT, "„112,5“ Prozent", "L1F3")
    assert "bei Betreuungsquoten möglich" in finding.advice


def test_a_share_far_too_large_has_probably_lost_its_decimal_mark():
    (finding,) = plausibility({"unit": "Prozent", "value": 1125.0, "text": "1125"})
    assert finding.severity is Severity.ERROR
    assert "Dezimalzeichen" in finding.advice


@pytest.mark.parametrize(
    ("differs", "expected"),
    [
        ({}, ["E307"]),
        ({"sign": "zero", "text": "-"}, ["E307"]),
        ({"area": "DG"}, ["E307"]),
        ({"value": None, "sign": "absent", "text": "-"}, []),
        ({"groups": "nationalitaet=auslaendisch"}, []),
        ({"series": "einbuergerungen"}, []),
        ({"area": "09472444"}, []),  # an unincorporated forest: nobody lives there
    ],
)
def test_a_population_of_nobody_is_an_error(differs: dict[str, object], expected: list[str]):
    assert codes({"series": "bevoelkerung", "value": 0.0, "text": "0", **differs}) == expected


@pytest.mark.parametrize(
    ("begun", "future"),
    [
        ("2026", "2027"),
        ("2026-03-15", "2026-03-16"),
        ("2026-03", "2026-04"),
        ("2026-Q1", "2026-Q2"),
        ("2026-H1", "2026-H2"),
        ("2025/2026", "2026/2027"),
        ("0000", "9999"),
    ],
)
def test_a_period_that_begins_after_today_is_an_error(begun: str, future: str):
    assert codes({"period": begun}) == []
    assert codes({"period": future}) == ["E305"]


def test_a_period_for_many_values_is_told_once_at_its_own_cell():
    (finding,) = plausibility({"period": "2061", "row": 7, "col": 4}, {"period": "2061", "row": 7, "col": 5})
    assert (finding.cell, finding.found, finding.advice) == ("L7F1", "2061 liegt in der Zukunft", "Bitte das Jahr prüfen.")
    assert "15.03.2026" in finding.expected


def test_a_period_in_the_heading_is_told_at_the_heading():
    rows = [{"period": "2016", "col": 4}, {"period": "2061", "col": 5, "row": 8}, {"period": "2061", "col": 5, "row": 9}]
    assert [finding.cell for finding in plausibility(*rows, period_cell=PeriodCell(2, None))] == ["L2F5"]


def test_a_table_without_sound_rows_has_nothing_implausible():
    assert plausibility() == ()


@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        ("1 234", "-1 234", ("E304", "L3F5")),
        ("567p", "−567p", ("E304", "L4F5")),
        ("12,5", "-12,5", ("E304", "L3F6")),
        ("12,5", "125", ("H404", "L3F6")),
        ("12,5", "1250", ("E306", "L3F6")),
        ("2010;03102", "2910;03102", ("E305", "L5F1")),
    ],
)
def test_a_spoiled_file_is_found_with_its_cell(tmp_path: Path, old: str, new: str, finding: tuple[str, str]):
    assert old in TABLE
    layout = LAYOUT.replace("until = 2030", "until = 9999")
    assert found(read_text(tmp_path, TABLE.replace(old, new), layout)) == [finding]


TO_THE_END = LAYOUT.replace('end_marker = "____"', "")
DATA = TABLE.split("____")[0]


def test_data_that_end_within_a_line_may_be_cut_off(tmp_path: Path):
    reading = read_text(tmp_path, DATA.removesuffix("-\n") + "3", TO_THE_END)
    assert found(reading) == [("H405", "L6F7")]
    assert not reading.blocked
    assert reading.findings[0].found == "Die letzte Zeile endet ohne Zeilenumbruch; die Datei könnte abgeschnitten sein"


def test_a_line_cut_in_its_middle_is_told_beside_what_it_lacks(tmp_path: Path):
    assert found(read_text(tmp_path, DATA.removesuffix("-;-;-\n"), TO_THE_END)) == [("E205", "L6F1"), ("H405", "L6F5")]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_table_with_its_last_line_break_is_complete(tmp_path: Path, end: str):
    assert found(read_text(tmp_path, DATA.replace("\n", end), TO_THE_END)) == []


def test_a_last_line_break_missing_after_the_data_is_no_matter(tmp_path: Path):
    assert found(read_text(tmp_path, TABLE.rstrip())) == []


def test_a_table_cut_before_its_end_mark_is_told_once(tmp_path: Path):
    assert found(read_text(tmp_path, DATA.rstrip())) == [("E204", None)]


@pytest.mark.parametrize("path", sorted((ROOT / "data").glob("*/*.csv")), ids=lambda path: path.name)
def test_the_tables_of_the_product_have_nothing_implausible(path: Path):
    reading = read_file(path, path.name)
    assert reading.rows.num_rows
    assert CODES.isdisjoint(code for code, _ in found(reading))


@pytest.mark.real
@pytest.mark.skipif(not REAL.is_dir(), reason="the real tables are not here")
@pytest.mark.parametrize("pattern", ["b01*", "b02*", "b03*", "b04*", "a04*", "a05*", "b12*", "c10*", "demo_niedersachsen/*.csv"])
def test_published_tables_have_nothing_implausible(pattern: str):
    for path in sorted(REAL.glob(pattern)):
        reading = read_file(path, path.name)
        assert reading.rows.num_rows
        assert CODES.isdisjoint(code for code, _ in found(reading)), path.name
