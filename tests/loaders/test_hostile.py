"""Files made to do harm, or broken on the way: each is refused with a sentence, quickly, and only for whoever uploaded it."""

import io
import re
import resource
import shutil
import struct
import sys
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest

from domain.deliveries import Finding, Severity
from domain.errors import MonitorError, NotFound, Unreadable
from loaders.worker import Worker
from tests.spoil import with_member
from tests.workflows.homes import cli, make_home

LIMIT = 30.0
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BOMB = 120 << 20
NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
ODS_NS = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"' for short, long in (("o", "office"), ("t", "table"), ("x", "text"))
)
ODS_CELL = "<t:table-cell><x:p>1</x:p></t:table-cell></t:table-row>"
ODS_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"

LAYOUT = """
id = "feindlich"
title = "Probe"
publisher = "Amt"
licence = ""
table = "F1"
url = ""
symbols = "lsn"
dash = "zero"
sheet = "T"
file = { kind = "workbook" }
recognition = {}
header = { rows = [1] }
data = { first = 2 }
period = { column = "Jahr" }
area = { key = "AGS" }
[[values]]
heading = ["Wert"]
series = "einbuergerungen"
unit = "Anzahl"
concept = "Staatsangehörigkeit"
basis = "AZR"
"""
HEAD = '<row r="1"><c r="A1" t="inlineStr"><is><t>Jahr</t></is></c></row>'


def book(sheet: str = HEAD, *, after: str = "", parts: dict[str, bytes] | None = None, without: str = "") -> bytes:
    """A workbook with one sheet T: rows in XML, what follows them, and parts added or replaced."""
    empty = openpyxl.Workbook()
    empty.active.title = "T"
    first = io.BytesIO()
    empty.save(first)
    whole = io.BytesIO()
    with zipfile.ZipFile(first) as source, zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as target:
        members = {name: source.read(name) for name in source.namelist() if name != without}
        members["xl/worksheets/sheet1.xml"] = f"<worksheet {NS}><sheetData>{sheet}</sheetData>{after}</worksheet>".encode()
        for name, content in {**members, **(parts or {})}.items():
            target.writestr(name, content)
    return whole.getvalue()


def archive(members: dict[str, bytes]) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in members.items():
            target.writestr(name, content)
    return whole.getvalue()


def ods(table: str, manifest: bytes = b"<m/>") -> bytes:
    """A workbook of one table with these rows in XML."""
    tables = f'<t:table t:name="T">{table}</t:table>'
    content = f"<o:document-content {ODS_NS}><o:body><o:spreadsheet>{tables}</o:spreadsheet></o:body></o:document-content>"
    return archive({"mimetype": ODS_TYPE, "content.xml": content.encode(), "META-INF/manifest.xml": manifest})


def encrypted(content: bytes) -> bytes:
    """The archive with the mark of a password on every part."""
    for head, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        for match in reversed(list(re.finditer(re.escape(head), content))):
            at = match.start() + place
            content = content[:at] + struct.pack("<H", 1) + content[at + 2 :]
    return content


def many_sheets(count: int) -> bytes:
    sheets = "".join(f'<sheet name="S{number}" sheetId="{number}" r:id="r{number}"/>' for number in range(1, count + 1))
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relations = "".join(
        f'<Relationship Id="r{number}" Type="{office}/worksheet" Target="worksheets/sheet{number}.xml"/>' for number in range(1, count + 1)
    )
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    members = {f"xl/worksheets/sheet{number}.xml": f"<worksheet {NS}><sheetData/></worksheet>".encode() for number in range(1, count + 1)}
    return archive(
        {
            "[Content_Types].xml": b"<Types/>",
            "xl/workbook.xml": f'<workbook {NS} xmlns:r="{office}"><sheets>{sheets}</sheets></workbook>'.encode(),
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}">{relations}</Relationships>'.encode(),
            **members,
        }
    )


ROWS = "".join(f'<row r="{row}"><c r="A{row}"><v>{row}</v></c></row>' for row in range(2, 50))
TEXTS = f"<sst {NS}><si><t>Jahr</t></si></sst>".encode()
LAUGHS = '<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "' + "&a;" * 10 + '"><!ENTITY c "' + "&b;" * 10 + '">]>'
WIDE = "".join(f'<row r="{row}">' + "<c><v>1</v></c>" * 1_000 + "</row>" for row in range(1, 7_000))

# name of the file → its content, and a word of the sentence that must be said
REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "weit.xlsx": (lambda: book('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'), "reicht weiter"),
    "weit rechts.xlsx": (lambda: book('<row r="3"><c r="XFD3"><v>1</v></c></row>'), "reicht weiter"),
    "breit und lang.xlsx": (lambda: book(WIDE), "reicht weiter"),
    "bombe.xlsx": (lambda: book(parts={"xl/sharedStrings.xml": b" " * (310 << 20)}), "ausgepackt zu groß"),
    "knapp.xlsx": (lambda: book("<row>" + " " * BOMB), "beschädigt"),
    "texte.xlsx": (lambda: book(f'<row r="1"><c r="A1" t="s"><v>{10**12}</v></c></row>'), "beschädigt"),
    "rückwärts.xlsx": (lambda: book('<row r="1"><c r="A1" t="s"><v>-1</v></c></row>', parts={"xl/sharedStrings.xml": TEXTS}), "beschädigt"),
    "verdreht.xlsx": (lambda: book('<row r="5"/><row r="3"><c r="A3"><v>1</v></c></row>'), "beschädigt"),
    "doppelt.xlsx": (lambda: book('<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>'), "beschädigt"),
    "lachen.xlsx": (lambda: book(parts={"xl/workbook.xml": f"<?xml version='1.0'?>{LAUGHS}<workbook>&c;</workbook>".encode()}), "DTD"),
    "fremd.xlsx": (lambda: book(parts={"xl/styles.xml": b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>'}), "DTD"),
    "versteckt.xlsx": (lambda: book(parts={"xl/styles.xml": b"<!--" + b"-" * 5000 + b"--><!DOCTYPE x []><x/>"}), "DTD"),
    "utf16.xlsx": (lambda: book(parts={"xl/styles.xml": "<!DOCTYPE x []><x/>".encode("utf-16")}), "DTD"),
    "blätter.xlsx": (lambda: many_sheets(10_000), "zu viele Blätter"),
    "viele.xlsx": (lambda: many_sheets(1_000), "1000 Blätter"),
    "kennwort.xlsx": (lambda: OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600, "Kennwort"),
    "gesperrt.xlsx": (lambda: encrypted(book()), "Kennwort"),
    "kennwort.ods": (lambda: ods("", b"<m><encryption-data/></m>"), "Kennwort"),
    "halb.xlsx": (lambda: book(ROWS)[:-200], "beschädigt"),
    "rest.xlsx": (lambda: b"PK\x03\x04" + book()[2_000:3_000], "beschädigt"),
    "ohne.xlsx": (lambda: book(without="xl/_rels/workbook.xml.rels"), "kein Tabellenblatt"),
    "halb.xls": (lambda: OLE + b"\0" * 504 + "Workbook".encode("utf-16-le") + b"\0" * 600, "beschädigt"),
    "doc.xls": (lambda: OLE + b"\0" * 504 + "WordDocument".encode("utf-16-le") + b"\0" * 600, "kein"),
    "web.xls": (lambda: b"<html><body><table><tr><td>1</td></tr></table></body></html>", "Internetseite"),
    "alt.xls": (lambda: b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "XML"),
    "bild.csv": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, "weder"),
    "nest.zip": (lambda: archive({"innen.zip": archive({"t.csv": b"a;b"})}), "weiteres Archiv"),
    "getarnt.zip": (lambda: archive({"t.csv": archive({"t.csv": b"a;b"})}), "Archiv"),
    "zwei.zip": (lambda: archive({"a.csv": b"a;b", "b.csv": b"a;b"}), "2 Tabellen"),
    "leer.zip": (lambda: archive({"lies.pdf": b"x"}), "keine Tabellen"),
    "flucht.zip": (lambda: archive({"../../../etc/passwd": b"x"}), "keine Tabellen"),
    "binär.xlsb": (lambda: archive({"[Content_Types].xml": b"x", "xl/workbook.bin": b"x"}), "xlsb"),
    "weit.ods": (lambda: ods('<t:table-row t:number-rows-repeated="1048576">' + ODS_CELL), "weiter"),
    "breit.ods": (lambda: ods("<t:table-row>" + ODS_CELL.replace("cell>", 'cell t:number-columns-repeated="999999999">', 1)), "weiter"),
    "offen.ods": (lambda: ods("<t:table-row>"), "beschädigt"),
    "offen.csv": (lambda: b'a;b\n"' + b"x;y\n" * 50_000, "Anführungszeichen"),
    "felder.csv": (lambda: (b";" * 100_000 + b"\n") * 61, "Felder"),
    "leer.xlsx": (lambda: b"", "leer"),
}  # fmt: skip


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    with Worker(seconds=LIMIT) as shared:
        yield shared


@pytest.fixture
def layout(tmp_path: Path) -> str:
    (tmp_path / "layout.toml").write_text(LAYOUT, "utf-8")
    return str(tmp_path / "layout.toml")


def everything(worker: Worker, path: Path, layout: str | None) -> list[str]:
    """What is said when the file is read, looked at and marked: one sentence for each way that refuses it."""
    finding = Finding(Severity.ERROR, "E301", "x", "eine Zahl", "Bitte prüfen.", "T", "A1")
    sheet = None if path.suffix == ".csv" else "T"
    ways = (
        lambda: worker.read(path, path.name, layout if sheet else None),
        lambda: worker.excerpt(path, path.name, sheet, 1, 1),
        lambda: worker.marked_copy(path, path.name, [finding]),
    )
    said = []
    for way in ways:
        try:
            way()
        except MonitorError as error:
            said.append(f"{type(error).__name__}: {error}")
    return said


@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_or_broken_file_is_refused_with_a_sentence(worker: Worker, tmp_path: Path, layout: str, name: str):
    make, word = REFUSED[name]
    path = tmp_path / name
    path.write_bytes(make())
    before = time.monotonic()
    with pytest.raises(Unreadable) as refused:
        worker.read(path, name, None if path.suffix in (".csv", ".zip") and word != "Archiv" else layout)
    assert time.monotonic() - before < LIMIT / 2
    sentence = str(refused.value)
    assert word in sentence
    assert re.fullmatch(r"[^:]+\.\w+: .+[.]", sentence), sentence
    assert len(sentence.split()) <= 40
    assert "Error" not in sentence


HARMLESS: dict[str, Callable[[], bytes]] = {
    "verbunden.xlsx": lambda: book(HEAD + ROWS, after='<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
    "formatiert.xlsx": lambda: book(HEAD + ROWS + '<row r="1048576"><c r="XFD1048576" s="0"/></row>'),
    "versteckt.xlsx": lambda: book(HEAD + ROWS, after='<cols><col min="1" max="2147483647" hidden="1"/></cols>'),
    "befehl.xlsx": lambda: book(
        HEAD + "<row r=\"2\"><c r=\"A2\" t=\"str\"><f>cmd|' /C calc'!A0</f><v>=cmd|' /C calc'!A0</v></c></row>"
    ),
    "ende.ods": lambda: ods(
        "<t:table-row><t:table-cell><x:p>Jahr</x:p></t:table-cell></t:table-row>"
        '<t:table-row t:number-rows-repeated="1048575"><t:table-cell t:number-columns-repeated="16384"/></t:table-row>'
    ),
    "verbunden.ods": lambda: ods(
        '<t:table-row><t:table-cell t:number-rows-spanned="1048576" t:number-columns-spanned="16384">'
        "<x:p>Jahr</x:p></t:table-cell></t:table-row>"
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", HARMLESS)
def test_what_only_looks_huge_is_read_looked_at_and_marked(worker: Worker, tmp_path: Path, layout: str, name: str):
    path = tmp_path / name
    path.write_bytes(HARMLESS[name]())
    before = time.monotonic()
    assert everything(worker, path, layout) == []
    assert time.monotonic() - before < LIMIT / 2


def test_a_command_in_a_cell_stays_a_text_in_the_marked_copy(worker: Worker, tmp_path: Path):
    path = tmp_path / "befehl.csv"
    path.write_bytes(b"a;b\n=cmd|' /C calc'!A0;@SUM(1)\n")
    finding = Finding(Severity.ERROR, "E301", "=cmd|x", "eine Zahl", "+Bitte", None, "L2F1")
    copy = openpyxl.load_workbook(io.BytesIO(worker.marked_copy(path, path.name, [finding])))
    cells = [cell for sheet in copy.worksheets for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert copy["Tabelle"]["A2"].value == "=cmd|' /C calc'!A0"
    assert copy["Tabelle"]["A2"].quotePrefix


def test_a_second_reader_answers_while_a_slow_file_is_read(tmp_path: Path):
    slow, quick = tmp_path / "langsam.xlsx", tmp_path / "t.csv"
    slow.write_bytes(book("".join(f"<row>{'<c><v>1</v></c>' * 50}</row>" for _ in range(100_000))))
    quick.write_text("a;b\n1;2\n", "utf-8")
    said: list[str] = []
    with Worker(seconds=8) as worker:
        worker.excerpt(quick, "t.csv", None, 1, 1)
        busy = threading.Thread(target=lambda: said.extend(everything(worker, slow, None)[1:2]))
        busy.start()
        time.sleep(0.5)
        waited = []
        for _ in range(3):
            before = time.monotonic()
            assert worker.excerpt(quick, "t.csv", None, 2, 1).rows[1].cells == ("1", "2")
            waited.append(time.monotonic() - before)
        busy_meanwhile = busy.is_alive()
        busy.join()
    assert busy_meanwhile
    assert min(waited) < 1


@pytest.mark.skipif(sys.platform == "win32", reason="memory of processes")
def test_the_parent_keeps_small_over_bombs(worker: Worker, tmp_path: Path, layout: str):
    paths = []
    for name in ("knapp.xlsx", "breit und lang.xlsx", "felder.csv"):
        (tmp_path / name).write_bytes(REFUSED[name][0]())
        paths.append(tmp_path / name)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for path in paths:
        everything(worker, path, layout)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50 << 10


def test_the_command_line_ends_with_three(tmp_path: Path):
    make_home(tmp_path / "home")
    (tmp_path / "web.xls").write_bytes(REFUSED["web.xls"][0]())
    ended = cli("check", tmp_path / "web.xls", home=tmp_path / "home")
    assert ended.code == 3
    assert "Internetseite" in ended.out + ended.err


def test_a_status_sheet_with_a_huge_merged_range_is_refused(worker: Worker, tmp_path: Path):
    path = tmp_path / "stand.xlsx"
    shutil.copy(Path(__file__).resolve().parents[2] / "data" / "demo" / "massnahmen" / "2025-2.xlsx", path)
    sheet = b'<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    with_member(path, "xl/worksheets/sheet1.xml", b"</sheetData>", b"</sheetData>" + sheet)
    with pytest.raises(Unreadable, match="riesiger Bereich"):
        worker.read(path, path.name)


def test_a_sheet_that_is_not_there_is_no_damage(worker: Worker, tmp_path: Path):
    (tmp_path / "m.xlsx").write_bytes(book())
    with pytest.raises(NotFound, match="Das Blatt „U“"):
        worker.excerpt(tmp_path / "m.xlsx", "m.xlsx", "U", 1, 1)
