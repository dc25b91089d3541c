"""Office files carry the moment of the data state and no other time."""

import io
import zipfile
from datetime import UTC, datetime

import openpyxl

from reports.fixed_bytes import fixed

MOMENT = datetime(2026, 3, 12, 13, 5, 8)


def workbook(text: str = "eins") -> bytes:
    book = openpyxl.Workbook()
    book.active["A1"] = text
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def packed(entries: list[tuple[str, bytes]], year: int = 2020) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        for name, content in entries:
            file.writestr(zipfile.ZipInfo(name, (year, 5, 6, 7, 8, 10)), content)
    return buffer.getvalue()


def test_order_and_days_of_entries_do_not_show() -> None:
    first = packed([("b.xml", b"2"), ("_rels/.rels", b"r"), ("[Content_Types].xml", b"1")], 2001)
    second = packed([("[Content_Types].xml", b"1"), ("_rels/.rels", b"r"), ("b.xml", b"2")], 2026)
    assert first != second
    assert fixed(first, MOMENT) == fixed(second, MOMENT)
    with zipfile.ZipFile(io.BytesIO(fixed(first, MOMENT))) as file:
        assert file.namelist() == ["[Content_Types].xml", "_rels/.rels", "b.xml"]
        assert {entry.date_time for entry in file.infolist()} == {(2026, 3, 12, 13, 5, 8)}
        assert file.read("b.xml") == b"2"


def test_the_properties_say_the_moment_of_the_data_state() -> None:
    properties = openpyxl.load_workbook(io.BytesIO(fixed(workbook(), MOMENT))).properties
    assert properties.created == properties.modified == MOMENT


def test_workbooks_inside_another_file_are_fixed_too() -> None:
    inner = packed([("docProps/core.xml", b'<x><dcterms:created t="">2020</dcterms:created></x>'), ("a", b"")], 1999)
    outer = fixed(packed([("ppt/embeddings/Microsoft_Excel.xlsx", inner)]), MOMENT)
    with (
        zipfile.ZipFile(io.BytesIO(outer)) as file,
        zipfile.ZipFile(io.BytesIO(file.read("ppt/embeddings/Microsoft_Excel.xlsx"))) as nested,
    ):
        assert nested.infolist()[0].date_time[0] == 2026
        assert b"2026-03-12T13:05:08Z" in nested.read("docProps/core.xml")


def test_moments_with_a_zone_and_from_before_the_zip_format() -> None:
    content = packed([("a", b"")])
    assert fixed(content, MOMENT.replace(tzinfo=UTC)) == fixed(content, MOMENT)
    with zipfile.ZipFile(io.BytesIO(fixed(content, datetime(1970, 1, 1)))) as file:
        assert file.infolist()[0].date_time[0] == 1980
