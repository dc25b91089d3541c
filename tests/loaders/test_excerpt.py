"""The surroundings of a cell, as a reader of the original sees them."""

from pathlib import Path

import openpyxl
import pytest

from domain.errors import NotFound
from loaders.excerpt import Excerpt, ExcerptRow, excerpt

TEXT = 'Kopf\n"zwei\nZeilen";b\n1;a;"1,5"\n2;b;"2,5"\n3;c;"3,5"\n4;d;"4,5"\n'


def text_file(folder: Path) -> Path:
    (folder / "t.csv").write_text(TEXT, "utf-8")
    return folder / "t.csv"


def test_lines_around_a_field_keep_their_numbers(tmp_path: Path):
    rows = (ExcerptRow(4, ("1", "a", "1,5")), ExcerptRow(5, ("2", "b", "2,5")), ExcerptRow(6, ("3", "c", "3,5")))
    assert excerpt(text_file(tmp_path), "t.csv", None, 5, 3, 1) == Excerpt(None, ("1", "2", "3"), rows, 1, 2)


def test_the_columns_that_name_a_row_are_always_shown(tmp_path: Path):
    (tmp_path / "t.csv").write_text(";".join(f"f{number}" for number in range(1, 21)) + "\n", "utf-8")
    seen = excerpt(tmp_path / "t.csv", "t.csv", None, 1, 15, 1)
    assert seen.columns == ("1", "2", "3", "4", "14", "15", "16")
    assert seen.rows[0].cells[seen.target_col] == "f15"


def test_at_the_edges_the_window_is_smaller(tmp_path: Path):
    seen = excerpt(text_file(tmp_path), "t.csv", None, 7, 1, 2)
    assert [row.number for row in seen.rows] == [5, 6, 7]
    assert (seen.target_row, seen.target_col) == (2, 0)
    assert excerpt(text_file(tmp_path), "t.csv", None, 2, 1).rows[1] == ExcerptRow(2, ("zwei Zeilen", "b", ""))


@pytest.mark.parametrize(("row", "col"), [(3, 1), (99, 1), (5, 9), (5, 0)])
def test_a_place_that_is_not_there_is_said_so(tmp_path: Path, row: int, col: int):
    with pytest.raises(NotFound, match="gibt es in der Datei nicht"):
        excerpt(text_file(tmp_path), "t.csv", None, row, col)


def test_a_workbook_shows_what_excel_shows(tmp_path: Path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Blatt"
    for row in (["a", "b", "c"], ["d", 3326.62, 1234567], ["g", 0.5, 12.5]):
        sheet.append(row)
    sheet["C3"].number_format = "@"
    sheet["B2"].number_format, sheet["C2"].number_format, sheet["B3"].number_format = '[<5000]"/"', "#,##0", "0.0%"
    book.save(tmp_path / "m.xlsx")
    seen = excerpt(tmp_path / "m.xlsx", "m.xlsx", "Blatt", 2, 2)
    assert seen.columns == ("A", "B", "C")
    assert seen.rows == (
        ExcerptRow(1, ("a", "b", "c")), ExcerptRow(2, ("d", "/", "1 234 567")), ExcerptRow(3, ("g", "50,0%", "12,5")),
    )  # fmt: skip
    assert seen.rows[seen.target_row].cells[seen.target_col] == "/"
    with pytest.raises(NotFound, match="Blatt „Anderes“"):
        excerpt(tmp_path / "m.xlsx", "m.xlsx", "Anderes", 2, 2)
