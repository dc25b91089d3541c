"""What a file is, is decided by its content; what cannot be read is refused with the way out."""

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest

from domain.deliveries import DeliveryKind
from domain.errors import Unreadable
from loaders.layouts import layout_folders, sample_of
from loaders.reading import read_file
from tests.loaders.tables import LAYOUT, TABLE, found

LSN = sample_of(next(folder for folder in layout_folders() if folder.name == "lsn-2-3-1"))


def write(folder: Path, name: str, content: bytes) -> Path:
    (folder / name).write_bytes(content)
    return folder / name


def archive(members: dict[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in members.items():
            packed.writestr(name, data)
    return content.getvalue()


def workbook() -> bytes:
    content = io.BytesIO()
    openpyxl.Workbook().save(content)
    return content.getvalue()


def test_a_known_table_is_recognised(tmp_path: Path):
    reading = read_file(write(tmp_path, "upload.tmp", LSN.read_bytes()), LSN.name)
    assert (reading.kind, reading.layout, reading.source.table) == (DeliveryKind.OBSERVATIONS, "lsn-2-3-1", "2-3-1")
    assert len(reading.rows) == 7


def test_an_archive_with_one_table_is_read_as_that_table(tmp_path: Path):
    archive = tmp_path / "lieferung.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.write(LSN, LSN.name)
    reading = read_file(archive, "lieferung.zip")
    assert (reading.layout, len(reading.rows)) == ("lsn-2-3-1", 7)


def test_a_table_that_could_be_several_asks_which(tmp_path: Path):
    reading = read_file(write(tmp_path, "daten.csv", LSN.read_bytes()), "daten.csv")
    assert found(reading) == [("E101", None)]
    assert all(layout in reading.findings[0].found for layout in ("lsn-1-1-1", "lsn-1-2-1", "lsn-2-3-1"))
    assert read_file(tmp_path / "daten.csv", "daten.csv", "lsn-2-3-1").layout == "lsn-2-3-1"


def test_an_unknown_table_is_told_the_known_ones(tmp_path: Path):
    reading = read_file(write(tmp_path, "x.csv", b"a;b\n1;2\n"), "x.csv")
    assert found(reading) == [("E101", None)]
    assert "regio-13211-02-05-4" in reading.findings[0].expected
    assert reading.rows is None


def test_a_table_with_almost_the_known_title_is_told_what_differs(tmp_path: Path):
    (reading,) = read_file(write(tmp_path, "x.csv", b"Tabelle: 13211-02-05-4\n;;\n"), "x.csv").findings
    assert "am ähnlichsten „regio-13211-02-05-4“, aber: in L1F1 steht „Tabelle: 13211-02-05-4“" in reading.found


def test_two_layouts_for_one_file_ask_to_choose(tmp_path: Path):
    for name in ("eins", "zwei"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "layout.toml").write_text(LAYOUT.replace('"probe"', f'"{name}"'), "utf-8")
    reading = read_file(write(tmp_path, "p.csv", TABLE.encode()), "p.csv", folders=[tmp_path])
    assert found(reading) == [("E102", None)]


def test_windows_text_and_a_byte_order_mark_are_read_alike(tmp_path: Path):
    text = LSN.read_text("utf-8-sig")
    encodings = {encoding: write(tmp_path, f"{encoding}.csv", text.encode(encoding)) for encoding in ("cp1252", "utf-8", "utf-8-sig")}
    tables = [read_file(path, LSN.name).rows for path in encodings.values()]
    assert tables[0].equals(tables[1])
    assert tables[1].equals(tables[2])


def test_the_kind_of_file_a_layout_needs_is_said(tmp_path: Path):
    assert found(read_file(write(tmp_path, "m.xlsx", workbook()), "m.xlsx", "lsn-2-3-1")) == [("E103", None)]


BOOK = "xl/workbook.xml"
DTD = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><workbook/>'


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("leer.csv", b"", "leer"),
        ("gross.csv", b"1" * (21 << 20), "21 MB"),
        ("seite.xls", b"<html><table><tr><td>1</td></tr></table></html>", "Internetseite"),
        ("seite.csv", b"\xef\xbb\xbf <!DOCTYPE html><html></html>", "Internetseite"),
        ("halb.xlsx", workbook()[:2000], "unvollständig"),
        ("geheim.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "Kennwort"),
        ("bild.csv", b"\x89PNG\r\n\x1a\n\0\0", "weder eine Texttabelle"),
        ("druck.csv", b"%PDF-1.7", "PDF"),
        ("archiv.xlsx", archive({"a.png": b"x"}), "Archiv"),
        ("dtd.xlsx", archive({BOOK: DTD}), "DTD"),
    ],
    ids=lambda value: value if isinstance(value, str) and "." in value else "",
)
def test_a_file_that_cannot_be_opened_is_refused_with_a_reason(tmp_path: Path, name: str, content: bytes, reason: str):
    with pytest.raises(Unreadable, match=reason) as refusal:
        read_file(write(tmp_path, name, content), name)
    assert str(refusal.value).startswith(f"{name}: ")
    assert "Bitte" in str(refusal.value)


def test_a_file_with_the_wrong_ending_is_read_and_said_to_have_it(tmp_path: Path):
    reading = read_file(write(tmp_path, "x", LSN.read_bytes()), "indicator_2-3-1.xlsx", "lsn-2-3-1")
    assert ("H400", None) in found(reading)
    assert len(reading.rows) == 7


def test_a_sheet_that_reaches_to_the_last_cell_is_refused_quickly(tmp_path: Path):
    book = openpyxl.Workbook()
    book.active.title = "2020_2-3-1_Download"
    book.active["XFD1048576"] = 1
    book.save(tmp_path / "2020_2-3-1.xlsx")
    with pytest.raises(Unreadable, match="reicht weiter"):
        read_file(tmp_path / "2020_2-3-1.xlsx", "2020_2-3-1.xlsx", "lsn-2-3-1-xlsx")


def test_an_unclosed_quote_does_not_swallow_the_file_silently(tmp_path: Path):
    table = TABLE.replace("567p", '"567p')
    (tmp_path / "layout.toml").write_text(LAYOUT, "utf-8")
    reading = read_file(write(tmp_path, "p.csv", table.encode()), "p.csv", str(tmp_path / "layout.toml"))
    assert reading.blocked
