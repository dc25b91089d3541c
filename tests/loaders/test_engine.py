"""From a grid to observations: what each cell becomes, and what is said about a cell that becomes nothing."""

from pathlib import Path

import pytest

from domain.deliveries import OBSERVATION_COLUMNS
from loaders.observations import SCHEMA
from tests.loaders.tables import LAYOUT, TABLE, cells, found, read_text


def test_every_value_knows_its_cell_and_its_place(tmp_path: Path):
    reading = read_text(tmp_path)
    assert reading.findings == ()
    assert reading.rows.column_names == list(OBSERVATION_COLUMNS)
    assert reading.rows.schema == SCHEMA
    assert reading.rows.to_pylist()[0] == {
        "series": "arbeitslose", "unit": "Anzahl", "concept": "Staatsangehörigkeit", "basis": "neu", "groups": "", "area": "03102",
        "area_name": "Salzgitter", "period": "2016", "year": 2016, "slot": "", "value": 1234.0, "sign": None, "text": "1 234",
        "sheet": None, "row": 3, "col": 5,
    }  # fmt: skip


def test_numbers_signs_groups_and_bases_come_out(tmp_path: Path):
    assert cells(read_text(tmp_path), "unit", "basis", "groups", "area", "year", "value", "sign") == [
        ("Anzahl", "neu", "", "03102", 2016, 1234.0, None),
        ("Anzahl", "neu", "geschlecht=weiblich", "03102", 2016, 567.0, "provisional"),
        ("Anzahl", "alt", "", "03102", 2010, None, "secret"),
        ("Anzahl", "neu", "", "03156", 2016, None, "absent"),
        ("Prozent", "neu", "nationalitaet=auslaendisch", "03102", 2016, 12.5, None),
        ("Prozent", "neu", "geschlecht=weiblich;nationalitaet=auslaendisch", "03102", 2016, 0.0, "zero"),
        ("Prozent", "alt", "nationalitaet=auslaendisch", "03102", 2010, 7.0, None),
        ("Prozent", "neu", "nationalitaet=auslaendisch", "03156", 2016, None, "absent"),
    ]


@pytest.mark.parametrize(("dash", "beside_numbers", "alone"), [("absent", "absent", "absent"), ("zero", "zero", "zero")])
def test_the_layout_may_settle_the_dash(tmp_path: Path, dash: str, beside_numbers: str, alone: str):
    reading = read_text(tmp_path, layout=LAYOUT.replace("zero_beside_numbers", dash))
    dashes = [sign for text, sign in cells(reading, "text", "sign") if text == "-"]
    assert dashes == [alone, beside_numbers, alone]


def test_skipped_columns_and_footnotes_never_load(tmp_path: Path):
    assert {col for (col,) in cells(read_text(tmp_path), "col")} == {5, 6}
    assert max(row for (row,) in cells(read_text(tmp_path), "row")) == 6


def test_columns_are_found_by_their_heading_wherever_they_stand(tmp_path: Path):
    lines = [line.split(";") for line in TABLE.split("\n")]
    moved = "\n".join(";".join([*fields[4:], *fields[:4]] if len(fields) == 7 else fields) for fields in lines)
    layout = LAYOUT.replace("row = 1, col = 1", "row = 1, col = 4")
    columns = ("unit", "groups", "area", "period", "value", "sign", "row")
    assert cells(read_text(tmp_path, moved, layout), *columns) == cells(read_text(tmp_path), *columns)


@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        ("567p", "567q", ("E301", "L4F5")),
        ("567p", "5.6.7", ("E301", "L4F5")),
        ("567p", "5.670", ("E309", "L4F5")),
        ("567p", "1e99", ("E308", "L4F5")),
        ("567p", "9" * 32 + "p", ("E308", "L4F5")),
        ("567p", "", ("H403", "L4F5")),
        ("2010;03102", "JJJJ;03102", ("E207", "L5F1")),
        ("2010;03102", "2010;3102", ("E208", "L5F2")),
        ("2010;03102;  Salzgitter", "2010;;  Salzgitter", ("E208", "L5F2")),
        ("2010;03102;  Salzgitter", "2010;;  Musterland", ("H401", "L5F2")),
        ("Frauen", "Fraun", ("E209", "L4F4")),
        ("2010;03102", "1999;03102", ("E211", "L5F5")),
        ("2010;03102;  Salzgitter", "2010;03102;  Salz;gitter", ("E205", "L5F1")),
        ("____\n", "", ("E204", None)),
    ],
)
def test_what_is_odd_is_found_with_its_cell(tmp_path: Path, old: str, new: str, finding: tuple[str, str | None]):
    assert old in TABLE
    assert finding in found(read_text(tmp_path, TABLE.replace(old, new)))


def test_all_errors_of_a_file_are_told_at_once(tmp_path: Path):
    table = TABLE.replace("567p", "567q").replace("Frauen", "Fraun").replace("2010;03102", "JJJJ;03102").replace("12,5", "12;5")
    assert {code for code, _ in found(read_text(tmp_path, table))} == {"E205", "E207", "E209"}
    assert found(read_text(tmp_path, TABLE.replace("567p", "567q").replace("12,5", "z"))) == [("E301", "L4F5"), ("E301", "L3F6")]


def test_rows_without_errors_are_read_beside_rows_with_errors(tmp_path: Path):
    reading = read_text(tmp_path, TABLE.replace("567p", "567q"))
    assert reading.blocked
    assert len(reading.rows) == 7


def test_an_unknown_and_a_missing_column_are_errors_and_the_close_one_is_named(tmp_path: Path):
    reading = read_text(tmp_path, TABLE.replace(";Personen;", ";Personen1);"))
    assert found(reading) == [("E202", "L2F5"), ("E201", "L2F5")]
    assert "Personen1)" in reading.findings[1].found
    assert reading.rows is None


def test_a_table_with_another_head_gets_one_finding_not_one_for_each_column(tmp_path: Path):
    reading = read_text(tmp_path, TABLE.replace("Personen", "Stuhl").replace("Quote", "Tisch"))
    assert found(reading) == [("E201", "L2F5")]
    assert "es fehlt „Personen“, „Quote“" in reading.findings[0].found


def test_a_heading_twice_is_an_error(tmp_path: Path):
    assert ("E203", "L2F7") in found(read_text(tmp_path, TABLE.replace("Veränderung zum Vorjahr", "Quote")))


def test_a_value_twice_is_an_error_that_names_both_cells(tmp_path: Path):
    reading = read_text(tmp_path, TABLE.replace("____\n", "2016;03102;Salzgitter;Insgesamt;1;2;3\n____\n"))
    assert found(reading) == [("E212", "L7F5"), ("E212", "L7F6")]
    assert "L3F5" in reading.findings[0].found


def test_two_thousand_findings_of_one_kind_are_told_and_the_rest_counted(tmp_path: Path):
    years = range(2011, 2031)
    rows = "".join(f"{year};031{number:02};Ort;Insgesamt;?;1;1\n" for number in range(51, 100) for year in years)
    more = "".join(f"{year};034{number:02};Ort;Insgesamt;?;1;1\n" for number in range(10, 70) for year in years)
    reading = read_text(tmp_path, TABLE.replace("____\n", rows + more + "____\n"))
    errors = [finding for finding in reading.findings if finding.code == "E301"]
    assert len(errors) == 2001
    assert (errors[0].cell, errors[-1].found) == ("L7F5", "180 weitere Stellen dieser Art")


def test_a_table_without_data_is_an_error(tmp_path: Path):
    assert found(read_text(tmp_path, "\n".join(TABLE.split("\n")[:2]) + "\n____\n")) == [("E206", "L3F1")]


def test_an_unfinished_head_is_an_error(tmp_path: Path):
    assert found(read_text(tmp_path, "Tabelle P1\n")) == [("E201", "L2F1")]


UNITS_LAYOUT = LAYOUT.replace('heading = ["Personen"]', 'heading = ["Personen"]\nwhen = { Einheit = "Anzahl" }').replace(
    'codes = { "Insgesamt" = "", "Frauen" = "weiblich" }', 'words = ["Insgesamt"]\n\n[[skip_rows]]\ncolumn = "Einheit"\ntexts = ["Index"]'
)
UNITS_TABLE = """Tabelle P1;;;;;;
Jahr;AGS;Gebiet;Geschlecht;Personen;Quote;Einheit
2016;03102;Salzgitter;Insgesamt;1;2;Anzahl
2017;03102;Salzgitter;Insgesamt;?;?;Index
2018;03102;Salzgitter;Insgesamt;1;2;Euro
____
"""


def test_a_columns_meaning_may_depend_on_the_unit_of_the_row(tmp_path: Path):
    reading = read_text(tmp_path, UNITS_TABLE, UNITS_LAYOUT)
    assert cells(reading, "unit", "year") == [("Anzahl", 2016), ("Prozent", 2016), ("Prozent", 2018)]
    assert found(reading) == [("E210", "L5F7")]
