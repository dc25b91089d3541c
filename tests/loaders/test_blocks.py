"""Several tables in one file: sheets, blocks under each other, blocks only to compare; heads that were moved."""

from pathlib import Path

import openpyxl
import pytest

from loaders.reading import read_file
from tests.loaders.books import HEAD, read_book, write_book
from tests.loaders.tables import LAYOUT, TABLE, cells, found, read_text

YEARS = """
[[blocks]]
sheet = '20\\d\\d'
header = { rows = [1] }
data = { first = 2 }
period = { sheet = true }
area = { name = "Ort", by_name = { Musterstadt = "03101000" } }
[[blocks.values]]
heading = ["Personen"]
"""


def test_every_sheet_that_fits_is_read_and_says_its_year(tmp_path: Path):
    sheets = {"2019": [["Ort", "Personen"], ["Musterstadt", 5]], "2020": [["Ort", "Personen"], ["Musterstadt", 6]], "Notizen": [["x"]]}
    reading = read_book(tmp_path, YEARS, write_book(tmp_path, sheets))
    assert found(reading) == []
    assert cells(reading, "sheet", "period", "area", "value") == [("2019", "2019", "03101000", 5.0), ("2020", "2020", "03101000", 6.0)]


def test_a_workbook_without_a_fitting_sheet_is_an_error_that_names_the_sheets(tmp_path: Path):
    reading = read_book(tmp_path, YEARS, write_book(tmp_path, {"Notizen": [["x"]]}))
    assert found(reading) == [("E103", None)]
    assert "„Notizen“" in reading.findings[0].found


def test_an_optional_block_may_be_missing(tmp_path: Path):
    more = YEARS.replace("'20\\d\\d'", "'Anhang'").replace("[[blocks]]", "[[blocks]]\noptional = true", 1)
    sheets = {"2019": [["Ort", "Personen"], ["Musterstadt", 5]]}
    reading = read_book(tmp_path, YEARS + more, write_book(tmp_path, sheets))
    assert found(reading) == []
    assert len(reading.rows) == 1


TWO = """
[[blocks]]
sheet = 'T'
header = { rows = [1, 2] }
data = { first = 3, end_empty = true }
period = { fixed = "30.06.2019", kind = "day" }
area = { name = "Ort", by_name = { Musterstadt = "03101000", Nordheim = "03155011" } }
[[blocks.values]]
heading = ["Personen", "Anzahl"]
[[blocks]]
sheet = 'T'
header = { rows = [6, 7] }
data = { first = 8, end_pattern = 'Quelle' }
period = { fixed = "30.06.2019", kind = "day" }
area = { name = "Ort", by_name = { Musterstadt = "03101000", Nordheim = "03155011" } }
[[blocks.values]]
heading = ["Personen", "Prozent"]
unit = "Prozent"
"""
UNDER_EACH_OTHER = [
    ["Ort", "Personen"], ["", "Anzahl"], ["Musterstadt", 5], ["Nordheim", 15], [],
    ["Ort", "Personen"], ["", "Prozent"], ["Musterstadt", 25], ["Nordheim", 75], ["Quelle: Amt"],
]  # fmt: skip


def test_two_tables_under_each_other_are_two_blocks(tmp_path: Path):
    reading = read_book(tmp_path, TWO, write_book(tmp_path, {"T": UNDER_EACH_OTHER}))
    assert found(reading) == []
    assert cells(reading, "unit", "area", "period", "value", "row") == [
        ("Anzahl", "03101000", "2019-06-30", 5.0, 3), ("Anzahl", "03155011", "2019-06-30", 15.0, 4),
        ("Prozent", "03101000", "2019-06-30", 25.0, 8), ("Prozent", "03155011", "2019-06-30", 75.0, 9),
    ]  # fmt: skip


def test_the_same_value_in_two_blocks_is_an_error(tmp_path: Path):
    reading = read_book(tmp_path, TWO.replace('unit = "Prozent"\n', ""), write_book(tmp_path, {"T": UNDER_EACH_OTHER}))
    assert found(reading) == [("E212", "B8"), ("E212", "B9")]
    assert "B3" in reading.findings[0].found


COMPARED = YEARS + YEARS.replace("[[blocks]]", "[[blocks]]\ncompare = true", 1).replace("'20\\d\\d'", "'Roh'").replace(
    "sheet = true", 'fixed = "2019"'
)


@pytest.mark.parametrize(("other", "hints"), [(5, []), (5.0000000001, []), (7, [("H406", "B2")])])
def test_a_block_to_compare_is_not_loaded_and_a_contradiction_names_both_cells(tmp_path: Path, other: float, hints: list[tuple[str, str]]):
    sheets = {"2019": [["Ort", "Personen"], ["Musterstadt", 5]], "Roh": [["Ort", "Personen"], ["Musterstadt", other]]}
    reading = read_book(tmp_path, COMPARED, write_book(tmp_path, sheets))
    assert found(reading) == hints
    assert cells(reading, "sheet", "value") == [("2019", 5.0)]
    assert all(finding.found == "„5“, auf dem Blatt „Roh“ in B2 aber „7“" for finding in reading.findings)


def test_a_block_to_compare_that_cannot_be_read_is_one_hint(tmp_path: Path):
    sheets = {"2019": [["Ort", "Personen"], ["Musterstadt", 5]], "Roh": [["Ort", "Leute"], ["Musterstadt", 5]]}
    reading = read_book(tmp_path, COMPARED, write_book(tmp_path, sheets))
    assert (found(reading), len(reading.rows)) == ([("H406", None)], 1)


def test_a_cell_on_another_sheet_may_name_the_period(tmp_path: Path):
    layout = YEARS.replace(
        "period = { sheet = true }", "period = { cell = { sheet = 'Deckblatt', row = 1, col = 2 }, pattern = 'Stand: (.*)' }"
    )
    sheets = {"2019": [["Ort", "Personen"], ["Musterstadt", 5]], "Deckblatt": [["", "Stand: 2018"]]}
    reading = read_book(tmp_path, layout, write_book(tmp_path, sheets))
    assert cells(reading, "period") == [("2018",)]


def test_a_sheet_name_that_is_no_time_is_an_error(tmp_path: Path):
    layout = YEARS.replace("'20\\d\\d'", "'Blatt'")
    reading = read_book(tmp_path, layout, write_book(tmp_path, {"Blatt": [["Ort", "Personen"], ["Musterstadt", 5]]}))
    assert found(reading) == [("E207", None)]
    assert reading.findings[0].found == "„Blatt“ als Blattname"


def test_a_head_that_was_moved_is_read_where_it_is_and_said(tmp_path: Path):
    for lines in (1, 3):
        reading = read_text(tmp_path, "Bemerkung;;;;;;\n" * lines + TABLE)
        assert found(reading) == [("H407", f"L{3 + lines}F1")]
        columns = ("unit", "groups", "area", "period", "value", "sign")
        assert cells(reading, *columns) == cells(read_text(tmp_path), *columns)
    assert "3 Zeilen tiefer" in reading.findings[0].found


def test_a_line_deleted_above_the_head_is_told_too(tmp_path: Path):
    reading = read_text(tmp_path, TABLE.removeprefix("Tabelle P1;;;;;;\n"))
    assert found(reading) == [("H407", "L2F1")]
    assert len(reading.rows) == 8


def test_a_moved_table_is_still_recognised(tmp_path: Path):
    folder = tmp_path / "probe"
    folder.mkdir()
    (folder / "layout.toml").write_text(LAYOUT, "utf-8")
    file = tmp_path / "p.csv"
    file.write_text("Bemerkung;;;;;;\n" + TABLE, "utf-8")
    assert read_file(file, "p.csv", folders=[tmp_path]).layout == "probe"


def test_an_empty_column_inserted_at_the_left_is_found(tmp_path: Path):
    layout = (
        HEAD.replace("cells = []", 'cells = [{ row = 1, col = 1, text = "Tabelle M" }]')
        + """
[[blocks]]
sheet = 'T'
header = { rows = [2] }
data = { first = 3 }
period = { row = 2 }
area = { key = 1, name = 2 }
[[blocks.values]]
heading = ["{period}"]
"""
    )
    rows = [["Tabelle M"], ["", "", 2019, 2020], ["03101000", "Musterstadt", 5, 6]]
    plain = read_book(tmp_path, layout, write_book(tmp_path, {"T": rows}))
    moved = read_book(tmp_path, layout, write_book(tmp_path, {"T": [["", *row] for row in rows]}))
    assert found(plain) == []
    assert found(moved) == [("H407", "A3")]
    assert cells(moved, "area", "period", "value", "row") == cells(plain, "area", "period", "value", "row")


def test_a_file_saved_again_by_a_spreadsheet_program_is_the_same_table(tmp_path: Path):
    semicolons = TABLE.replace("1 234", "1234").replace("12,5", "12.5").replace("7,0", "7.5")
    german = semicolons.replace("12.5", "12,5").replace("7.5", "7,5")
    ways = {
        "utf-8": german.encode(), "cp1252": german.encode("cp1252"), "utf-16": german.encode("utf-16"),
        "tabs": german.replace(";", "\t").encode(), "points": semicolons.encode(), "sep": b"sep=;\n" + german.encode(),
    }  # fmt: skip
    (tmp_path / "layout.toml").write_text(LAYOUT, "utf-8")
    tables = {}
    for way, content in ways.items():
        (tmp_path / "p.csv").write_bytes(content)
        reading = read_file(tmp_path / "p.csv", "p.csv", str(tmp_path / "layout.toml"))
        assert not reading.blocked, (way, reading.findings)
        tables[way] = cells(reading, "unit", "groups", "area", "period", "value", "sign")
    assert all(table == tables["utf-8"] for table in tables.values())


def test_comments_and_hidden_columns_of_loaded_values_are_told(tmp_path: Path):
    path = write_book(tmp_path, {"2019": [["Ort", "Personen"], ["Musterstadt", 5]]}, notes={"B2": "Wert geschätzt", "A1": "Titel"})
    book = openpyxl.load_workbook(path)
    book["2019"].column_dimensions["B"].hidden = True
    book.save(path)
    reading = read_book(tmp_path, YEARS, path)
    assert found(reading) == [("H408", "B2"), ("H409", "B2")]
    assert "Wert geschätzt" in reading.findings[1].found


def test_a_table_without_headings_is_read_by_column_numbers(tmp_path: Path):
    layout = (
        LAYOUT.split("[recognition]")[0]
        + """
[recognition]
cells = [{ row = 1, col = 2, text = "Insgesamt" }]
[header]
[data]
first = 1
[period]
column = 1
[area]
fixed = { key = "DG", name = "Deutschland" }
[[labels]]
column = 2
dimension = "geschlecht"
codes = { "Insgesamt" = "", "Frauen" = "weiblich" }
[[values]]
column = 3
when = { 4 = "e" }
series = "einbuergerungen"
unit = "Anzahl"
"""
    )
    layout = layout.replace('skip_columns = ["Veränderung.*"]', "")
    reading = read_text(tmp_path, "2000;Insgesamt;5;e\n2001;Frauen;3;e\n2002;Frauen;3;x\n", layout)
    assert cells(reading, "period", "groups", "area", "value") == [("2000", "", "DG", 5.0), ("2001", "geschlecht=weiblich", "DG", 3.0)]
    assert found(reading) == [("E210", "L3F4")]


def test_an_optional_block_with_one_heading_wrong_is_not_taken_for_a_missing_one(tmp_path: Path):
    optional = TWO.replace(
        "[[blocks]]\nsheet = 'T'\nheader = { rows = [6, 7] }", "[[blocks]]\nsheet = 'T'\noptional = true\nheader = { rows = [6, 7] }"
    )
    assert optional != TWO
    path = write_book(tmp_path, {"T": [*UNDER_EACH_OTHER[:5], ["Gemeinde", "Personen"], *UNDER_EACH_OTHER[6:]]})
    assert found(read_book(tmp_path, optional, path)) == [("E202", "A7"), ("E201", "A7")]
    assert found(read_book(tmp_path, optional, write_book(tmp_path, {"T": UNDER_EACH_OTHER[:4]}))) == []


def test_a_file_name_may_say_the_year(tmp_path: Path):
    layout = YEARS.replace("{ sheet = true }", "{ file = true, pattern = 'Bericht_(?P<y>[0-9]{4})', becomes = '{y}-12-31', kind = 'day' }")
    path = write_book(tmp_path, {"2019": [["Ort", "Personen"], ["Musterstadt", 5]]}).rename(tmp_path / "Bericht_2018_neu.xlsx")
    assert cells(read_book(tmp_path, layout, path), "period") == [("2018-12-31",)]
    path = path.rename(tmp_path / "Bericht.xlsx")
    assert found(read_book(tmp_path, layout, path)) == [("E207", None)]


def test_every_row_of_a_merged_cell_has_its_text(tmp_path: Path):
    layout = YEARS.replace("period = { sheet = true }", 'period = { column = "Jahr" }')
    path = write_book(tmp_path, {"2019": [["Jahr", "Ort", "Personen"], [2018, "Musterstadt", 5], ["", "Musterland", 9]]})
    layout = layout.replace("Musterstadt = ", 'Musterland = "03", Musterstadt = ')
    assert found(read_book(tmp_path, layout, path)) == [("E207", "A3")]
    book = openpyxl.load_workbook(path)
    book["2019"].merge_cells("A2:A3")
    book.save(path)
    assert cells(read_book(tmp_path, layout, path), "period", "area", "value") == [("2018", "03101000", 5.0), ("2018", "03", 9.0)]


def test_a_moved_head_with_a_heading_changed_is_told_which(tmp_path: Path):
    reading = read_text(tmp_path, "Bemerkung;;;;;;\n" + TABLE.replace(";Personen;", ";Personen1);"))
    assert found(reading) == [("E202", "L3F5"), ("E201", "L3F5"), ("H407", "L4F1")]


def test_what_is_known_to_be_wrong_with_a_column_is_said_at_its_heading(tmp_path: Path):
    layout = YEARS + 'remark = "Die Spalte nennt Personen, enthält aber Haushalte"\n'
    reading = read_book(tmp_path, layout, write_book(tmp_path, {"2019": [["Ort", "Personen"], ["Musterstadt", 5]]}))
    assert found(reading) == [("H402", "B1")]
    assert len(reading.rows) == 1
