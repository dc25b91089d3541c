"""Workbooks: what a cell shows counts, not only the number in it."""

from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from domain.deliveries import Reading
from loaders.excerpt import excerpt
from loaders.reading import read_file
from tests.loaders.tables import cells, found
from tests.spoil import with_member

LAYOUT = """
id = "mappe"
title = "Probemappe"
publisher = "Amt"
licence = ""
table = "M1"
url = ""
symbols = "lsn"
dash = "zero_beside_numbers"
skip_columns = ["Werte / Veränderung.*"]
sheet = 'Werte \\d+'
file = { kind = "workbook" }
recognition = { cells = [{ row = 1, col = 1, text = "Mappe M1" }] }
header = { rows = [3, 4], merged = [3] }
data = { first = 5, end_empty = true }
period = { row = 4, becomes = "{year}-12-31" }
area = { key = "AGS", name = "Gebiet", prefix = "03", aliases = { 0 = "03" } }

[[values]]
heading = ["Werte", "{period}"]
series = "einbuergerungen"
unit = "Anzahl"
concept = "Staatsangehörigkeit"
basis = "AZR"
"""


def read_book(folder: Path, *, first: object = 10, number_format: str = "General", sheet: str = "Werte 1") -> Reading:
    """A workbook with the value ``first`` in C5, read."""
    book = openpyxl.Workbook()
    table = book.active
    table.title = sheet
    rows = [["Mappe M1"], [], ["AGS", "Gebiet", "Werte", None, None], [None, None, 2019, 2020, "Veränderung 2020 zu 2019"]]
    for row in [*rows, [101, "Braunschweig", first, 20, 99], [0, "Niedersachsen", 30.5, "40 p", 99], [], ["Quelle: Amt"]]:
        table.append(row)
    table["C5"].number_format = number_format
    book.save(folder / "m.xlsx")
    (folder / "layout.toml").write_text(LAYOUT, "utf-8")
    return read_file(folder / "m.xlsx", "m.xlsx", str(folder / "layout.toml"))


def test_a_column_for_each_year_and_a_merged_heading_are_read(tmp_path: Path):
    reading = read_book(tmp_path)
    assert reading.findings == ()
    assert cells(reading, "area", "period", "value", "sign", "text", "sheet", "row", "col") == [
        ("03101", "2019-12-31", 10.0, None, "10", "Werte 1", 5, 3),
        ("03", "2019-12-31", 30.5, None, "30.5", "Werte 1", 6, 3),
        ("03101", "2020-12-31", 20.0, None, "20", "Werte 1", 5, 4),
        ("03", "2020-12-31", 40.0, "provisional", "40 p", "Werte 1", 6, 4),
    ]


@pytest.mark.parametrize(
    ("first", "number_format", "expected"),
    [
        (3326.62, '[<5000]"/";[<10000]\\(#\\ ###.0\\);###\\ ###.0', (None, "unreliable", "/")),
        (8097.06, '[<5000]"/";[<10000]\\(#\\ ###.0\\);###\\ ###.0', (8097.06, "uncertain", "(8\u202f097,1)")),
        (0, "#,##0;\\-#,##0;\\-", (0.0, "zero", "-")),
        (7, "#,##0;\\-#,##0;\\-", (7.0, None, "7")),
        (1234, "\\+#\\ ##0", (1234.0, None, "1234")),
        (12.5, "@", (12.5, None, "12.5")),
    ],
)
def test_a_format_that_says_something_is_understood(tmp_path: Path, first: float, number_format: str, expected: tuple[object, ...]):
    reading = read_book(tmp_path, first=first, number_format=number_format)
    assert reading.findings == ()
    assert cells(reading, "value", "sign", "text")[0] == expected


@pytest.mark.parametrize(
    ("first", "number_format", "finding"),
    [
        (0.123, "0.0%", ("E302", "C5")),
        (5, '0" Tsd."', ("E302", "C5")),
        (5, '"siehe Text"', ("E302", "C5")),
        (1e99, "General", ("E308", "C5")),
        (1e99, '[<5000]"/";0', ("E308", "C5")),
        (-1e99, '0.0" Tsd."', ("E308", "C5")),
        (datetime(2020, 4, 1), "DD.MM.YYYY", ("E301", "C5")),
        ("1.234", "@", ("E309", "C5")),
        ("=D5+1", "General", ("E303", "C5")),
        (None, "General", ("H403", "C5")),
    ],
)
def test_a_cell_that_does_not_say_its_number_is_found(tmp_path: Path, first: object, number_format: str, finding: tuple[str, str]):
    reading = read_book(tmp_path, first=first, number_format=number_format)
    assert found(reading) == [finding]
    assert reading.findings[0].sheet == "Werte 1"


@pytest.mark.parametrize("number_format", ["General", "0", '0.0" Tsd."'])
@pytest.mark.parametrize("digits", ["1e999", 32 * "9", "1" + 400 * "0"], ids=["infinite", "32 digits", "401 digits"])
def test_a_number_that_no_program_would_write_is_found_and_can_be_looked_at(tmp_path: Path, digits: str, number_format: str):
    path = tmp_path / "m.xlsx"
    read_book(tmp_path, first=123456, number_format=number_format)
    with_member(path, "xl/worksheets/sheet1.xml", b"<v>123456</v>", f"<v>{digits}</v>".encode())
    assert found(read_file(path, "m.xlsx", str(tmp_path / "layout.toml"))) == [("E308", "C5")]
    seen = excerpt(path, "m.xlsx", "Werte 1", 5, 3)
    assert seen.rows[seen.target_row].cells[seen.target_col] == ("inf" if digits == "1e999" else digits[:200])


def test_another_sheet_name_is_an_error_that_names_the_sheets(tmp_path: Path):
    reading = read_book(tmp_path, sheet="Tabelle1")
    assert found(reading) == [("E103", None)]
    assert "Tabelle1" in reading.findings[0].found
