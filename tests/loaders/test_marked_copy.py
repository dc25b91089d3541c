"""The copy of an upload with its findings: cells coloured and commented, a report that leads to them, no value changed."""

import io
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment

from domain.deliveries import Finding, Severity
from loaders.marked_copy import marked_copy
from loaders.precheck import FileKind, file_kind
from loaders.workbook import sheet_names
from loaders.worker import Worker
from tests.spoil import with_member

REAL = Path(__file__).resolve().parents[3] / "shared" / "real"
RED, YELLOW = "00FFC7CE", "00FFEB9C"
SHEET = "Werte 2020"


def error(cell: str | None, sheet: str | None = SHEET, found: str = "abc") -> Finding:
    return Finding(Severity.ERROR, "E301", found, "eine Zahl", "Bitte berichtigen.", sheet, cell)


def hint(cell: str | None, sheet: str | None = SHEET) -> Finding:
    return Finding(Severity.HINT, "H403", "leer", "ein Wert", "Bitte prüfen.", sheet, cell)


def workbook(folder: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = SHEET
    for row in (["Gebiet", "Wert", None], ["Köln", 12.5, "=B2*2"], ["Bonn", "abc", None], ["=1+1", "@x", 0.123]):
        sheet.append(row)
    sheet["A4"].data_type = "s"  # a text that looks like a formula
    sheet["C4"].number_format = "0.0%"
    sheet["B2"].comment = Comment("vorläufig", "Amt")
    sheet.merge_cells("A6:B7")
    sheet["A6"] = "Quelle"
    book.save(folder / "m.xlsx")
    return folder / "m.xlsx"


def marked(path: Path, *findings: Finding) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(marked_copy(path, path.name, findings)))


def test_cells_are_coloured_and_commented_and_everything_else_stays(tmp_path: Path):
    path = workbook(tmp_path)
    copy = marked(path, error("B3"), hint("B3"), hint("C3"), error(None))[SHEET]
    before = openpyxl.load_workbook(path)[SHEET]
    assert [[(cell.value, cell.data_type, cell.number_format) for cell in row] for row in copy.iter_rows()] == [
        [(cell.value, cell.data_type, cell.number_format) for cell in row] for row in before.iter_rows()
    ]
    assert (copy["B3"].fill.fgColor.rgb, copy["C3"].fill.fgColor.rgb, copy["B2"].fill.fill_type) == (RED, YELLOW, None)
    assert copy["B3"].comment.text.splitlines()[:3] == ["E301: abc", "Erwartet: eine Zahl", "Bitte berichtigen."]
    assert "H403: leer" in copy["B3"].comment.text
    assert copy["B2"].comment.text == "vorläufig"
    assert (copy["A4"].value, copy["A4"].data_type, copy["C2"].data_type) == ("=1+1", "s", "f")


def test_an_older_comment_stays_below_the_new_one(tmp_path: Path):
    assert marked(workbook(tmp_path), hint("B2"))[SHEET]["B2"].comment.text.splitlines()[-1] == "vorläufig"


def test_of_merged_cells_the_one_that_can_be_seen_is_marked(tmp_path: Path):
    copy = marked(workbook(tmp_path), error("B7"))[SHEET]
    assert copy["A6"].fill.fgColor.rgb == RED
    assert "E301" in copy["A6"].comment.text


def test_the_report_lists_every_finding_and_leads_to_its_cell(tmp_path: Path):
    copy = marked(workbook(tmp_path), error("B3", found="=cmd|' /C calc'!A0"), hint(None), hint("A1", sheet="gibt es nicht"))
    report = copy.worksheets[0]
    assert (report.title, copy.active.title) == ("Prüfbericht", "Prüfbericht")
    assert report["A1"].value == "Prüfbericht: 1 Fehler, 2 Hinweise"
    rows = [[cell.value for cell in row] for row in report.iter_rows(min_row=4, max_row=7)]
    assert rows == [
        ["Art", "Code", "Blatt", "Zelle", "Gefunden", "Erwartet", "Was tun"],
        ["Fehler", "E301", SHEET, "B3", "=cmd|' /C calc'!A0", "eine Zahl", "Bitte berichtigen."],
        ["Hinweis", "H403", SHEET, None, "leer", "ein Wert", "Bitte prüfen."],
        ["Hinweis", "H403", "gibt es nicht", "A1", "leer", "ein Wert", "Bitte prüfen."],
    ]
    assert report["E5"].data_type == "s"
    assert report["D5"].hyperlink.location == f"'{SHEET}'!B3"
    assert report["D6"].hyperlink is None and report["D7"].hyperlink is None


def test_a_sheet_of_the_reports_name_is_not_overwritten(tmp_path: Path):
    book = openpyxl.Workbook()
    book.active.title = "Prüfbericht"
    book.active["A1"] = "meiner"
    book.save(tmp_path / "m.xlsx")
    copy = marked(tmp_path / "m.xlsx", error("A1", sheet="Prüfbericht"))
    assert copy.sheetnames == ["Prüfbericht (2)", "Prüfbericht"]
    assert (copy["Prüfbericht"]["A1"].value, copy["Prüfbericht"]["A1"].fill.fgColor.rgb) == ("meiner", RED)


def test_a_text_table_becomes_a_sheet_of_texts_with_its_lines(tmp_path: Path):
    (tmp_path / "t.csv").write_bytes('Gebiet;Wert\n"Köln\nStadt";=1+1\nBonn;1.234\n'.encode("cp1252"))
    copy = marked(tmp_path / "t.csv", error("L4F2", sheet=None))
    sheet = copy["Tabelle"]
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["Gebiet", "Wert"], ["Köln\nStadt", "=1+1"], [None, None], ["Bonn", "1.234"],
    ]  # fmt: skip
    assert sheet["B2"].data_type == "s"
    assert sheet["B4"].fill.fgColor.rgb == RED
    assert copy.worksheets[0]["D5"].hyperlink.location == "'Tabelle'!B4"


def test_of_a_large_table_only_the_rows_with_findings_are_there(tmp_path: Path):
    (tmp_path / "t.csv").write_text("".join(f"{line};x\n" for line in range(1, 20_001)))
    copy = marked(tmp_path / "t.csv", error("L15000F1", sheet=None))
    filled = [row[0].row for row in copy["Tabelle"].iter_rows() if row[0].value]
    assert filled == [*range(1, 51), 15_000]
    assert copy["Tabelle"]["A15000"].value == "15000"
    assert "nur ihr Kopf und die Zeilen mit Befunden" in copy.worksheets[0]["A2"].value


def test_the_worker_gives_the_same_copy(tmp_path: Path):
    path = workbook(tmp_path)
    with Worker() as worker:
        copy = openpyxl.load_workbook(io.BytesIO(worker.marked_copy(path, "m.xlsx", [error("B3")])))
    assert copy.sheetnames == ["Prüfbericht", SHEET]


def test_a_workbook_that_openpyxl_cannot_write_back_becomes_texts(tmp_path: Path):
    path = workbook(tmp_path)
    with_member(path, "xl/worksheets/sheet1.xml", b"</sheetData>", b'</sheetData><sheetProtection algorithmName="1" spinCount="x"/>')
    copy = marked(path, error("B3"))
    assert copy[SHEET]["B2"].value == "12,5"
    assert copy[SHEET]["B3"].fill.fgColor.rgb == RED
    assert "als Texte" in copy.worksheets[0]["A2"].value


@pytest.mark.real
@pytest.mark.skipif(not REAL.is_dir(), reason="the real tables are not there")
@pytest.mark.parametrize("start", ["b01", "b13", "b28", "c01", "c04", "c09", "c11", "c26"])
def test_real_tables_of_every_kind_can_be_marked(start: str):
    path = next(REAL.glob(f"{start}_*"))
    sheet = sheet_names(path, path.name)[-1] if file_kind(path, path.name) is FileKind.WORKBOOK else None
    copy = marked(path, error("B4" if sheet else "L4F1", sheet=sheet))
    assert copy.worksheets[0].title == "Prüfbericht"
    link = copy.worksheets[0]["D5"].hyperlink.location
    title, _, cell = link.rpartition("!")
    marked_cell = copy[title.strip("'").replace("''", "'")][cell]
    merged = next((one for one in copy[marked_cell.parent.title].merged_cells.ranges if marked_cell.coordinate in one), None)
    assert (merged.start_cell if merged else marked_cell).fill.fgColor.rgb == RED


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_the_copy_and_reads_it_again(tmp_path: Path):
    (tmp_path / "kopie.xlsx").write_bytes(marked_copy(workbook(tmp_path), "m.xlsx", [error("B3"), hint("C3")]))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", str(tmp_path / "aus"), str(tmp_path / "kopie.xlsx")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    again = openpyxl.load_workbook(tmp_path / "aus" / "kopie.xlsx", data_only=True)
    assert "E301: abc" in again[SHEET]["B3"].comment.text
    assert again[SHEET]["C2"].value == 25
    assert again[SHEET]["A4"].value == "=1+1"
    (tmp_path / "ods").mkdir()
    command[4:] = ["ods", "--outdir", str(tmp_path / "ods"), str(tmp_path / "aus" / "kopie.xlsx")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    third = marked(tmp_path / "ods" / "kopie.ods", error("B3"))
    assert third[SHEET]["B3"].fill.fgColor.rgb == RED
    assert third[SHEET]["A4"].data_type == "s"


def test_a_finding_further_down_than_a_workbook_reaches_is_only_listed(tmp_path: Path):
    (tmp_path / "t.csv").write_text("a;b\n1;x\n", "utf-8")
    found = marked_copy(tmp_path / "t.csv", "t.csv", [Finding(Severity.ERROR, "E301", "„x“", "eine Zahl", "Prüfen.", None, "L1500000F2")])
    report = openpyxl.load_workbook(io.BytesIO(found))["Prüfbericht"]
    assert report["D5"].value == "L1500000F2" and report["D5"].hyperlink is None
