"""Every finding about a table's shape names the cell that has to be looked at."""

from pathlib import Path

from loaders.reading import read_file
from tests.loaders.books import HEAD, read_book, write_book
from tests.loaders.tables import LAYOUT, TABLE, found, read_text

WIDE = """
[[blocks]]
sheet = 'T'
header = { rows = [1] }
data = { first = 2, end_empty = true }
period = { row = 1 }
area = { name = "Ort", by_name = { Musterstadt = "03101000", Nordheim = "03155011" } }
[[blocks.values]]
heading = ["{period}"]
"""
HEADINGS = LAYOUT.replace('[{ row = 1, col = 1, text = "Tabelle P1" }]', "[]")


def recognised(folder: Path, table: str, layout: str = HEADINGS):
    """What is said about a table that only this folder's layout may claim."""
    (folder / "probe").mkdir()
    (folder / "probe" / "layout.toml").write_text(layout, "utf-8")
    (folder / "p.csv").write_text(table, "utf-8")
    (finding,) = read_file(folder / "p.csv", "p.csv", folders=[folder]).findings
    return finding


def test_a_missing_heading_is_named_at_the_one_that_stands_there(tmp_path: Path):
    finding = recognised(tmp_path, TABLE.replace(";Personen;", ";Person;"))
    assert (finding.code, finding.cell) == ("E101", "L2F5")
    assert "am ähnlichsten „probe“, aber: statt „Personen“ nur „Person“" in finding.found


def test_a_heading_that_is_nowhere_is_named_where_it_should_stand(tmp_path: Path):
    lines = TABLE.split("\n")
    without = [";".join(line.split(";")[:5] + line.split(";")[6:]) if line.count(";") == 6 else line for line in lines]
    finding = recognised(tmp_path, "Bemerkung\n\n" + "\n".join(without))
    assert (finding.code, finding.cell) == ("E101", "L4F6")
    assert "keine Spalte „Quote“" in finding.found


def test_a_known_cell_with_another_text_is_named(tmp_path: Path):
    finding = recognised(tmp_path, TABLE.replace("Tabelle P1", "Tabelle P2"), LAYOUT)
    assert (finding.code, finding.cell) == ("E101", "L1F1")
    assert "in L1F1 steht „Tabelle P2“ statt „Tabelle P1“" in finding.found


def test_a_column_inserted_beside_the_known_cell_is_told_where_it_stands(tmp_path: Path):
    layout = LAYOUT.replace('{ row = 1, col = 1, text = "Tabelle P1" }', '{ row = 2, col = 5, text = "Personen" }')
    lines = [line.split(";") for line in TABLE.split("\n")[:6]]
    table = "\n".join(";".join([*line[:3], "", *line[3:]]) for line in lines)
    reading = read_text(tmp_path, f"{table}\n____\n", layout)
    assert found(reading) == [("H407", "L2F4")]
    assert len(reading.rows) == 8


def test_numbers_beside_the_head_or_below_an_empty_heading_are_an_unknown_column(tmp_path: Path):
    for head in (["Ort", 2019, 2020], ["Ort", 2019, "", 2021]):
        rows = [head, ["Musterstadt", 5, 6, 7], ["Nordheim", 8, 9, 10]]
        reading = read_book(tmp_path, WIDE, write_book(tmp_path, {"T": rows}))
        assert found(reading) == [("E202", "D2" if len(head) == 3 else "C2")]
        assert reading.rows is None


def test_a_remark_beside_the_table_is_no_column(tmp_path: Path):
    rows = [["Ort", 2019, 2020], ["Musterstadt", 5, 6, "vorläufig"], ["Nordheim", 8, 9]]
    assert found(read_book(tmp_path, WIDE, write_book(tmp_path, {"T": rows}))) == []


def test_a_heading_twice_names_the_other_cell(tmp_path: Path):
    reading = read_book(tmp_path, WIDE, write_book(tmp_path, {"T": [["Ort", 2019, 2019], ["Musterstadt", 5, 6]]}))
    assert ("E203", "C1") in found(reading)
    assert "wie in B1" in next(finding.found for finding in reading.findings if finding.code == "E203")


def test_numbers_after_the_empty_row_that_ends_a_table_are_not_lost_silently(tmp_path: Path):
    rows = [["Ort", 2019], ["Musterstadt", 5], [], ["Nordheim", 8], ["Südheim", 9]]
    assert found(read_book(tmp_path, WIDE, write_book(tmp_path, {"T": rows}))) == [("E204", "B4")]


def test_a_source_line_after_the_empty_row_is_none_of_the_table(tmp_path: Path):
    rows = [["Ort", 2019], ["Musterstadt", 5], [], ["Quelle: Amt", "21.05.2025"]]
    assert found(read_book(tmp_path, WIDE, write_book(tmp_path, {"T": rows}))) == []


def test_a_pattern_of_columns_to_skip_goes_before_any_period(tmp_path: Path):
    layout = HEAD + WIDE.replace("sheet = 'T'", "sheet = 'T'\nskip_columns = ['2020']", 1)
    path = write_book(tmp_path, {"T": [["Ort", 2019, 2020], ["Musterstadt", 5, 6]]})
    reading = read_book(tmp_path, layout, path)
    assert found(reading) == []
    assert reading.rows["period"].to_pylist() == ["2019"]
    named = layout + '[[blocks.values]]\nheading = ["2020"]\nperiod = "2020"\nunit = "Personen"\n'
    assert read_book(tmp_path, named, path).rows["unit"].to_pylist() == ["Anzahl", "Personen"]


def test_a_column_written_with_the_other_marks_is_read_and_told_once(tmp_path: Path):
    reading = read_text(tmp_path, TABLE.replace("12,5", "12.55").replace("7,0", "7.25"))
    assert found(reading) == [("H413", "L3F6")]
    assert {12.55, 7.25} <= set(reading.rows["value"].to_pylist())
