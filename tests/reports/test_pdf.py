"""The PDF of a document: accessible by its structure, the same bytes, no text as markup, nothing beside the page."""

import re
import shutil
import subprocess
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest
import typst

from domain.reports import ReportKind
from reports import fonts
from reports.document import Cell, Column, Document, Heading, Paragraph, Table
from reports.pdf import write_pdf
from tests.reports.office_sample import CHART, DOCUMENT, SECRET_SIGNS, STATE
from views import terms

poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext (Debian: poppler-utils) fehlt")


@pytest.fixture(scope="module")
def content() -> bytes:
    return write_pdf(DOCUMENT)


@pytest.fixture(scope="module")
def pdf(content: bytes) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(content))


def short(*blocks, **more) -> Document:
    return replace(DOCUMENT, blocks=blocks, cover=None, contents=False, **more)


def text_of(content: bytes, folder: Path, *options: str) -> str:
    (folder / "d.pdf").write_bytes(content)
    command = ["pdftotext", *options, str(folder / "d.pdf"), "-"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def elements(node, kinds: tuple[str, ...] = ()) -> list:
    """All elements of the structure tree in reading order, or those of some kinds."""
    found = []
    if isinstance(node, pikepdf.Dictionary) and "/S" in node and (not kinds or str(node.S).lstrip("/") in kinds):
        found.append(node)
    children = node.get("/K", []) if isinstance(node, pikepdf.Dictionary) else []
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        if isinstance(child, pikepdf.Dictionary):
            found += elements(child, kinds)
    return found


def attribute(element, name: str) -> str:
    given = element.get("/A", [])
    for each in given if isinstance(given, pikepdf.Array) else [given]:
        if name in each:
            return str(each[name])
    return ""


def test_the_file_says_what_it_is(pdf: pikepdf.Pdf) -> None:
    root = pdf.Root
    assert root.MarkInfo.Marked and root.ViewerPreferences.DisplayDocTitle and str(root.Lang) == "de-DE"
    about = pdf.open_metadata()
    assert (about["dc:title"], about["pdfuaid:part"], about["pdfaid:part"], about["pdfaid:conformance"]) == (DOCUMENT.title, "1", "2", "A")
    assert about["xmp:CreateDate"] == about["xmp:ModifyDate"] == "2026-03-12T13:05:00Z"
    assert all(str(page.Tabs) == "/S" for page in pdf.pages)
    assert all(float(page.MediaBox[2]) < float(page.MediaBox[3]) for page in pdf.pages)  # upright


def test_headings_have_no_gaps_and_are_bookmarks(pdf: pikepdf.Pdf) -> None:
    levels = [int(str(each.S)[2:]) for each in elements(pdf.Root.StructTreeRoot) if re.fullmatch(r"/H[1-6]", str(each.S))]
    assert levels[0] == 1 and len(levels) >= 5
    assert all(after <= before + 1 for before, after in pairwise(levels))
    with pdf.open_outline() as outline:
        named = [item.title for item in outline.root]
    assert "1 Handlungsfeld Bildung" in named and "2 Methoden" in named


def test_every_figure_has_its_text_and_every_table_its_heads(pdf: pikepdf.Pdf) -> None:
    tree = pdf.Root.StructTreeRoot
    figures = elements(tree, ("Figure",))
    assert [str(each.Alt) for each in figures] == [fonts.writable(CHART.spec.alt)]
    tables = elements(tree, ("Table",))
    assert len(tables) == 4  # decision route, indicators, values of the chart, measures
    for table in tables:
        heads = elements(table, ("TH",))
        assert heads and {attribute(head, "/Scope") for head in heads} == {"/Column"}
        lengths = {len(elements(row, ("TH", "TD"))) for row in elements(table, ("TR",))}
        assert len(lengths) == 1


def test_all_that_is_drawn_is_tagged_or_an_artifact(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        depth = 0
        for operands, operator in pikepdf.parse_content_stream(page):
            name = str(operator)
            depth += {"BDC": 1, "BMC": 1, "EMC": -1}.get(name, 0)
            assert depth or name not in ("Tj", "TJ", "f", "f*", "S", "Do", "B"), f"{name} {operands} stands outside"
    assert any(str(each.S) == "/TOC" for each in elements(pdf.Root.StructTreeRoot))


def test_fonts_are_ours_and_embedded(pdf: pikepdf.Pdf) -> None:
    names = set()
    for each in pdf.objects:
        if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == pikepdf.Name.FontDescriptor:
            assert "/FontFile2" in each or "/FontFile3" in each
            names.add(re.sub("^/[A-Z]{6}\\+", "", str(each.FontName)).partition("-")[0])
    assert names == {"LiberationSans", "DejaVuSans"}


def test_the_same_document_gives_the_same_bytes(content: bytes) -> None:
    assert write_pdf(DOCUMENT) == content
    later = write_pdf(replace(DOCUMENT, made_for=DOCUMENT.made_for + timedelta(days=1)))
    assert later != content


@poppler
def test_marks_state_and_pages_stand_on_every_page(content: bytes, tmp_path: Path) -> None:
    pages = text_of(content, tmp_path, "-layout").split("\f")[:-1]
    assert len(pages) > 4
    for number, page in enumerate(pages, 1):
        assert f"Seite {number} von {len(pages)}" in page
        assert "Entwurf · Nicht öffentlich" in page and STATE in page


@poppler
def test_text_is_never_markup(content: bytes, tmp_path: Path) -> None:
    hostile = '#let x = 1 $a^2$ *fett* _kursiv_ <marke> @verweis #image("/etc/passwd") // weg \\ = Titel'
    written = text_of(
        write_pdf(short(Heading(1, hostile), Paragraph(hostile), Table("", (Column(hostile),), ((Cell(hostile),),)))), tmp_path
    )
    assert re.sub(r"\s+", "", written).count(re.sub(r"\s+", "", hostile)) == 4
    assert re.sub(r"\s+", "", SECRET_SIGNS) in re.sub(r"\s+", "", text_of(content, tmp_path))


@poppler
def test_heads_of_long_tables_return_and_no_row_is_lost(content: bytes, tmp_path: Path) -> None:
    pages = [page for page in text_of(content, tmp_path, "-layout").split("\f") if "Sprachcafé" in page]
    assert len(pages) >= 2
    assert all(re.search(r"Maßnahme\s+Stand\s+Termin", page) for page in pages)
    assert sum(page.count("Sprachcafé") for page in pages) == 60


@poppler
def test_wide_tables_stay_on_the_page_and_in_their_columns(tmp_path: Path) -> None:
    heads = (
        "Maßnahme",
        "Federführende Organisationseinheit",
        "Neuester Wert",
        "Vorjahreswert",
        "Zielwert",
        "Bewertung",
        "Zeitraum",
        "Kosten",
        "Bemerkung",
    )
    row = ("Sprachkurse für Zugewanderte", "Fachbereich Kinder/Jugend/Familie", "1.234.567,8\u00a0%", "1.234.567,8\u00a0%", "10,0\u00a0%",
           "☁︎\u00a0Keine Bewertung", "2026-H1", "1.250.000\u00a0€", "Donaudampfschifffahrtsgesellschaft")  # fmt: skip
    table = Table("Breit", tuple(Column(head, right=place in (2, 3)) for place, head in enumerate(heads)), ((tuple(map(Cell, row)),) * 3))
    boxes = text_of(write_pdf(short(table)), tmp_path, "-bbox")
    words = [
        (*map(float, found[:4]), found[4])
        for found in re.findall(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)<', boxes)
    ]
    assert len(words) > 60 and all(left >= 50 and right <= 545 for left, _, right, _, _ in words)
    for left, top, right, _, text in words:
        crossed = [other[4] for other in words if other[1] == top and left < other[0] < right - 0.5]
        assert crossed == [], f"„{text}“ runs into {crossed}"


def test_a_skipped_level_of_headings_is_refused() -> None:
    with pytest.raises(typst.TypstError, match="heading"):
        write_pdf(short(Heading(1, "Eins"), Heading(3, "Drei"), kind=ReportKind.PACK))


def test_every_sign_of_the_monitor_can_be_written() -> None:
    groups = (terms.WEATHER, terms.STATE, terms.SCHEDULE, terms.SEVERITY, terms.REPLY, terms.ATTAINMENT)
    signs = "".join(term.glyph for group in groups for term in group.values()) + "→↗↘≥≤−–—…„“‚‘·×²Δ±\u202f\u00a0"
    assert fonts.UNKNOWN not in fonts.writable(signs)
    assert fonts.writable("Ali 👍\x00 čšž Ünal") == "Ali □□ čšž Ünal"


@poppler
def test_letters_without_a_glyph_do_not_stop_a_document(tmp_path: Path) -> None:
    assert "Kurs □ läuft" in text_of(write_pdf(short(Paragraph("Kurs 👍 läuft"))), tmp_path)
