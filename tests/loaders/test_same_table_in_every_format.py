"""The same table in every format, coding and packing, and large sheets read two ways."""

import re
import shutil
import subprocess
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment
from openpyxl.styles import Alignment

from domain.errors import Unreadable
from loaders.excerpt import excerpt
from loaders.grid import Cell, Formatted, Grid, Range
from loaders.number_formats import Shows, shown
from loaders.precheck import BookKind, FileKind, book_kind, ending_remark, file_kind, unpack
from loaders.text_table import decode, read_text, sniff
from loaders.workbook import displayed_rows, hidden_sheets, read_sheet, sheet_names
from loaders.workbooks import package, xlsx
from loaders.workbooks.flat import flat_rows
from loaders.workbooks.styles import Styles
from tests.spoil import with_member

REAL = Path(__file__).resolve().parents[3] / "shared" / "real"
SHEET = "Blatt 1"
HIDING = '[<5000]"/";[<10000]\\(#\\ ###.0\\);###\\ ###.0'
office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")


def source(folder: Path) -> Path:
    """A workbook with everything that one format or another may lose."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = SHEET
    for row in (["Text", "Zahl", "Anteil", "Tag"], ["a", 3326.62, 0.123, date(2020, 4, 1)], ['="x"&"y"', "=1/0", "=NA()", "=1+1"]):
        sheet.append(row)
    sheet.append(["  eingerückt", 0, 70.2, "1.234"])
    sheet.append(["Stufe", 1234567, -5, 12.5])
    formats = {"B2": HIDING, "C2": "0.0%", "B4": "#,##0;\\-#,##0;\\-", "C4": "\\(#0.0\\)", "B5": "###\\ ###\\ ##0", "D5": '0.0" Tsd."'}
    for cell, number_format in {**formats, "C5": "#,##0;(#,##0)"}.items():
        sheet[cell].number_format = number_format
    sheet["A5"].alignment = Alignment(horizontal="left", indent=2)
    sheet["A7"], sheet["A9"], sheet["F9"] = "verbunden", "x", 1
    sheet.merge_cells("A7:C8")
    sheet.row_dimensions[9].hidden = sheet.column_dimensions["F"].hidden = True
    sheet["B5"].comment = Comment("vorläufig", "Amt")
    book.create_sheet("geheim")["A1"] = 1
    book["geheim"].sheet_state = "hidden"
    book.save(folder / "quelle.xlsx")
    return folder / "quelle.xlsx"


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The workbook as LibreOffice saves it in each format."""
    folder = tmp_path_factory.mktemp("formate")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    found = {}
    for ending in ("xlsx", "xls", "ods"):
        command = ["soffice", profile, "--headless", "--convert-to", ending, "--outdir", str(folder / "aus"), str(source(folder))]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        found[ending] = folder / "aus" / f"quelle.{ending}"
    return found


def said(cell: Cell) -> object:
    """What a cell says to a layout: its text or number, or what its format makes of it."""
    if not isinstance(cell, Formatted):
        return cell
    seen = shown(cell.number, cell.format)
    return (seen.shows, seen.text if seen.shows is Shows.TEXT else cell.number)


@office
@pytest.mark.parametrize("ending", ["xlsx", "xls", "ods"])
def test_every_format_says_the_same(saved: dict[str, Path], ending: str):
    path = saved[ending]
    assert (file_kind(path, path.name), book_kind(path).value) == (FileKind.WORKBOOK, ending)
    assert sheet_names(path, path.name) == (SHEET, "geheim")
    assert hidden_sheets(path, path.name) == {"geheim"}
    grid = read_sheet(path, path.name, SHEET)
    assert [[said(grid.at(row, col)) for col in range(1, 5)] for row in range(1, 6)] == [
        ["Text", "Zahl", "Anteil", "Tag"],
        ["a", (Shows.TEXT, "/"), (Shows.CHANGED, 0.123), "01.04.2020"],
        ["xy", "#DIV/0!", "#N/A", 2],
        ["  eingerückt", (Shows.TEXT, "-"), (Shows.BRACKETED, 70.2), "1.234"],
        ["    Stufe", 1234567, (Shows.NUMBER, -5), (Shows.CHANGED, 12.5)],
    ]
    assert grid.at(9, 6) == 1
    assert grid.merged == (Range(7, 1, 8, 3),)
    assert (grid.hidden_rows, grid.hidden_cols) == ({9}, {6})
    assert dict(grid.comments) == {(5, 2): "vorläufig"}
    assert grid.unsolved() == frozenset()


@office
@pytest.mark.parametrize("ending", ["xlsx", "xls", "ods"])
def test_an_excerpt_shows_every_format_as_its_reader_sees_it(saved: dict[str, Path], ending: str):
    seen = excerpt(saved[ending], "tabelle", SHEET, 4, 3, 1)
    assert [row.number for row in seen.rows] == [3, 4, 5]
    assert seen.rows[1].cells[1] == "-"
    assert seen.rows[seen.target_row].cells[seen.target_col] in ("(70,2)", "(70.2)")  # an ods file shows what its program wrote


@pytest.mark.parametrize(
    ("encoding", "delimiter"), [(code, sign) for code in ("utf-8", "utf-8-sig", "utf-16", "cp1252", "cp850") for sign in ";,\t|"]
)
def test_a_text_table_is_read_in_every_coding_with_every_delimiter(tmp_path: Path, encoding: str, delimiter: str):
    rows = [["Gebiet", "Männer", "Frauen"], ["Göttingen", "12", "7"], ["Münster", "5", "Große\nFußnote"], ["Köln", "1", "2"]]
    text = "\r\n".join(delimiter.join(f'"{cell}"' if "\n" in cell else cell for cell in row) for row in rows) + "\r\n"
    (tmp_path / "t.txt").write_bytes(text.encode(encoding))
    assert file_kind(tmp_path / "t.txt", "t.txt") is FileKind.TEXT
    found = decode(tmp_path / "t.txt", "t.txt", ("utf-8-sig", "cp1252"))
    grid = read_text(found, sniff(found), "t.txt")
    assert list(grid.rows) == rows
    assert list(grid.numbers) == [1, 2, 3, 5]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_is_known_without_its_mark(tmp_path: Path, encoding: str):
    (tmp_path / "t.csv").write_bytes("Gebiet;Wert\nKöln;1\n".encode(encoding))
    assert file_kind(tmp_path / "t.csv", "t.csv") is FileKind.TEXT
    assert decode(tmp_path / "t.csv", "t.csv", ()) == "Gebiet;Wert\nKöln;1\n"


@pytest.mark.parametrize("quote", ["", '"'])
def test_a_sep_line_decides_and_is_no_record(quote: str):
    text = f"{quote}sep=|{quote}\r\na;b|c\r\n1;2|3\r\n"
    assert sniff(text) == "|"
    grid = read_text(text, sniff(text), "t.csv")
    assert (list(grid.rows), list(grid.numbers)) == ([["a;b", "c"], ["1;2", "3"]], [2, 3])


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("Titel der Tabelle\nJahr;Wert;Quote\n2015;1,5;2,5\n2016;3,5;4,5\n", ";"),
        ("1,5;2,5\n3,5;4,5\n", ";"),
        ("Jahr,Wert\n2015,1.5\n2016,2.5\nNote; mit; Zeichen\n", ","),
        ("Jahr\tWert, gesamt\n2015\t1,5\n2016\t2,5\n", "\t"),
        ("Jahr|Wert\n2015|1,5\n", "|"),
        ("nur eine Spalte\n1\n2\n", ";"),
    ],
)
def test_the_delimiter_is_the_one_that_makes_a_table(text: str, delimiter: str):
    assert sniff(text) == delimiter


def test_in_doubt_the_publishers_delimiter_counts():
    assert sniff("a;b,c\n1;2,3\n", ",") == ","
    assert sniff("a;b,c\n1;2,3\n") == ";"


WORDS = st.sampled_from(["Köln", "Münster", "Straße", "Ämter", "Österreich", "Überlingen", "größer", "Bonn"])


@given(st.lists(WORDS, min_size=1, max_size=20).filter(lambda words: any(not word.isascii() for word in words)))
@settings(max_examples=60, deadline=None)
def test_umlauts_decide_between_the_two_single_byte_codings(tmp_path_factory: pytest.TempPathFactory, words: list[str]):
    path = tmp_path_factory.getbasetemp() / "umlaute.csv"
    for encoding in ("cp1252", "cp850"):
        path.write_bytes("\n".join(words).encode(encoding))
        assert decode(path, "umlaute.csv", ("utf-8-sig", "cp1252")) == "\n".join(words)


def test_a_file_that_must_be_unicode_is_not_guessed_at(tmp_path: Path):
    (tmp_path / "t.toml").write_bytes("Köln".encode("cp1252"))
    with pytest.raises(Unreadable, match="Kodierungen"):
        decode(tmp_path / "t.toml", "t.toml", ("utf-8-sig",))


def test_damaged_unicode_is_not_taken_for_another_coding(tmp_path: Path):
    (tmp_path / "t.csv").write_bytes("Köln;1\nMünster;2\nGöttingen;3\n".encode().replace(b"M\xc3", b"M"))
    with pytest.raises(Unreadable, match="in Zeile 2 beschädigt"):
        decode(tmp_path / "t.csv", "t.csv", ("utf-8-sig", "cp1252"))


def test_an_archive_with_one_table_is_that_table(tmp_path: Path):
    with zipfile.ZipFile(tmp_path / "g.zip", "w") as archive:
        archive.writestr("ordner/12411-0001.csv", "a;b\n1;2\n")
        archive.writestr("lies mich.pdf", "x")
    with unpack(tmp_path / "g.zip", "g.zip") as (path, name):
        assert name == "12411-0001.csv"
        assert path.read_text() == "a;b\n1;2\n"
    assert not path.exists()
    with unpack(source(tmp_path), "quelle.xlsx") as kept:
        assert kept == (tmp_path / "quelle.xlsx", "quelle.xlsx")


@pytest.mark.parametrize(("name", "remark"), [("m.csv", "Mappe, die Endung ist .csv"), ("m", "(keine)"), ("m.xlsx", ""), ("m.XLSM", "")])
def test_the_content_decides_and_a_wrong_ending_is_said(tmp_path: Path, name: str, remark: str):
    path = source(tmp_path)
    assert (file_kind(path, name), book_kind(path)) == (FileKind.WORKBOOK, BookKind.XLSX)
    assert remark in ending_remark(path, name)
    assert bool(ending_remark(path, name)) == bool(remark)


def test_text_called_a_workbook_is_read_as_text(tmp_path: Path):
    (tmp_path / "t.xlsx").write_text("a;b\n1;2\n", "utf-8")
    assert file_kind(tmp_path / "t.xlsx", "t.xlsx") is FileKind.TEXT
    assert "Der Inhalt ist Text, die Endung ist .xlsx" in ending_remark(tmp_path / "t.xlsx", "t.xlsx")


def test_days_counted_from_1904_are_the_right_days(tmp_path: Path):
    path = source(tmp_path)
    with_member(path, "xl/workbook.xml", b"<workbookPr/>", b'<workbookPr date1904="1"/>')
    assert read_sheet(path, "m.xlsx", SHEET).at(2, 4) == "02.04.2024"


def test_merged_ranges_end_with_the_table(tmp_path: Path):
    assert Grid("T", [["a", "b"], ["c"]], [1, 2], structure=lambda: package.Structure((Range(2, 1, 1048576, 16384),))).merged == (
        Range(2, 1, 2, 2),
    )


def both(path: Path, sheet: str) -> tuple[list[list[Cell]], list[list[Cell]] | None]:
    """The sheet by the careful way and, where that is allowed, by the fast one; without empty ends."""
    with zipfile.ZipFile(path) as archive:
        fast = flat_rows(path, sheet, package.members(path)[sheet].path, Styles(archive))
    return bare(xlsx.rows(path, sheet, None, False, large=1 << 40)), None if fast is None else bare(fast)


def bare(rows: Sequence[Sequence[Cell]]) -> list[list[Cell]]:
    found = [list(row) for row in rows]
    for row in found:
        while row and row[-1] == "":
            row.pop()
    while found and not found[-1]:
        found.pop()
    return found


VALUES = st.one_of(
    st.none(),
    st.integers(-(10**9), 10**9),
    st.floats(-1e9, 1e9, allow_nan=False),
    st.booleans(),
    st.text(st.characters(min_codepoint=32, max_codepoint=0x2FFF, exclude_characters="\x7f", exclude_categories=["Cs", "Cc"]), max_size=8),
    st.sampled_from(["  Köln ", "a\nb", "#N/A", "=1/0", "1.234", "-", "<&>", "01001"]),
    st.datetimes(datetime(1901, 1, 1), datetime(2050, 1, 1)).map(lambda moment: moment.replace(microsecond=0)),
    st.dates(date(1901, 1, 1), date(2050, 1, 1)),
)
FORMATS = st.sampled_from(["General", "0.0%", HIDING, "#,##0", "\\(0.0\\)", "@", '0" Tsd."', "dd.mm.yyyy", "[h]:mm"])


@given(
    st.lists(st.lists(st.tuples(VALUES, FORMATS, st.integers(0, 2)), max_size=5), min_size=1, max_size=6),
    st.integers(1, 4),
    st.integers(1, 4),
)
@settings(max_examples=80, deadline=None)
def test_the_fast_way_gives_the_same_cells_or_none(
    tmp_path_factory: pytest.TempPathFactory, cells: list[list[tuple[object, str, int]]], top: int, left: int
):
    book = openpyxl.Workbook()
    sheet = book.active
    for row, line in enumerate(cells, top):
        for col, (value, number_format, indent) in enumerate(line, left):
            cell = sheet.cell(row, col, value)
            if not isinstance(value, date):
                cell.number_format = number_format
            cell.alignment = Alignment(indent=indent)
    path = tmp_path_factory.getbasetemp() / "flach.xlsx"
    book.save(path)
    careful, fast = both(path, "Sheet")
    assert fast is None or fast == careful


def test_the_fast_way_is_taken_for_a_plain_table(tmp_path: Path):
    book = openpyxl.Workbook()
    for row in range(1, 50):
        book.active.append([f"{row:05}", "Köln\nStadt", row, row / 7, None, date(2020, 1, 1), row / 100])
        book.active.cell(row, 7).number_format = "0.0%"
    book.active["C5"] = "#N/A"
    book.active["C5"].data_type = "e"
    book.save(tmp_path / "m.xlsx")
    careful, fast = both(tmp_path / "m.xlsx", "Sheet")
    assert fast == careful
    assert fast[4][2] == "#N/A"
    assert fast[0][6] == Formatted(0.01, "0.0%")


@pytest.mark.real
@pytest.mark.skipif(not REAL.is_dir(), reason="the real tables are not there")
def test_both_ways_agree_on_all_real_sheets():
    fast_ones = 0
    for path in sorted(REAL.glob("*.xls[xm]")):
        for sheet in sheet_names(path, path.name):
            careful, fast = both(path, sheet)
            assert fast is None or fast == careful, f"{path.name}, {sheet}"
            fast_ones += fast is not None
    assert fast_ones > 100


def test_rows_far_down_a_large_sheet_are_shown_as_the_others(tmp_path: Path):
    book = openpyxl.Workbook()
    for row in range(1, 3_001):
        book.active.append([row, row / 8])
        book.active.cell(row, 2).number_format = "0.0%"
    book.save(tmp_path / "m.xlsx")
    assert displayed_rows(tmp_path / "m.xlsx", "m.xlsx", "Sheet", 2_999, 3_000) == [["2999", "37487,5%"], ["3000", "37500,0%"]]


@pytest.mark.parametrize(("result", "unsolved"), [("<v></v>", True), ("<v/>", True), ("", True), ("<v>2</v>", False)])
def test_a_formula_without_its_result_is_told_from_an_empty_cell(tmp_path: Path, result: str, unsolved: bool):
    book = openpyxl.Workbook()
    book.active["B2"] = "=1+1"
    book.active["A3"] = "x"
    book.save(tmp_path / "m.xlsx")
    with zipfile.ZipFile(tmp_path / "m.xlsx") as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    start, end = sheet.index(b"</f>") + 4, sheet.index(b"</c>")
    with_member(tmp_path / "m.xlsx", "xl/worksheets/sheet1.xml", sheet[start - 4 : end + 4], b"</f>" + result.encode() + b"</c>")
    assert read_sheet(tmp_path / "m.xlsx", "m.xlsx", "Sheet").unsolved() == ({(2, 2)} if unsolved else set())


@office
def test_an_old_workbook_tells_a_formula_that_no_program_calculated(saved: dict[str, Path], tmp_path: Path):
    stored = saved["xls"].read_bytes()
    formula = re.compile(rb"(\x06\x00..\x02\x00\x03\x00..).{8}", re.DOTALL)  # the record of D3 with its result
    spoilt, count = formula.subn(lambda found: found[1] + b"\x03\x00\x00\x00\x00\x00\xff\xff", stored)
    assert count == 1
    (tmp_path / "m.xls").write_bytes(spoilt)
    grid = read_sheet(tmp_path / "m.xls", "m.xls", SHEET)
    assert grid.at(3, 4) == "" and grid.unsolved() == {(3, 4)}


@pytest.mark.parametrize(("old", "new"), [(b'name="B"', b'name="A"'), (b"sheet2.xml", b"sheet2.dat")])
def test_a_workbook_whose_sheets_are_not_told_apart_or_not_looked_through_is_refused(tmp_path: Path, old: bytes, new: bytes):
    book = openpyxl.Workbook()
    book.active.title = "A"
    book.create_sheet("B")
    book.save(tmp_path / "m.xlsx")
    member = "xl/workbook.xml" if b"name" in old else "xl/_rels/workbook.xml.rels"
    with_member(tmp_path / "m.xlsx", member, old, new)
    with pytest.raises(Unreadable, match="beschädigt"):
        sheet_names(tmp_path / "m.xlsx", "m.xlsx")
