"""PowerPoint files: the wall's slides under their numbers, then figures and tables; for the projector and for those who hear them."""

import io
from collections.abc import Iterator
from dataclasses import replace

import pytest
from office_sample import CHART, DOCUMENT, INDICATORS, LONG, STATE
from pptx import Presentation
from pptx.oxml.ns import qn
from pptx.util import Pt

from domain.indicators import Weather
from reports.document import Cell, Heading, Paragraph, Table
from reports.slide_flow import HEIGHT, parts_of
from reports.slides import write_slides
from reports.texts import document_texts
from views.briefing import Briefing
from views.briefing_lines import Heap, Said, slide
from views.terms import WEATHER

STORM = WEATHER[Weather.STORM]
HEAPS = (
    Heap("Leitziele", (Said("Alle erreichen einen Abschluss."),), wide=True),
    Heap(
        "Indikatoren", tuple(Said(f"Kennzahl {each} liegt bei {each},5 %.", STORM, "2024, Ziel 60,0 % bis 2030") for each in range(1, 15))
    ),
    Heap("Konsequenzen", (Said("Der Kurs wird verlängert."), Said("2", STORM))),
)
WALL = slide(3, "field:bildung", "Handlungsfeld Bildung", "Keiner von 14 Indikatoren ist auf Kurs.", HEAPS, "Gebiet: Musterstadt")
BRIEFING = Briefing("Controllinggruppe", "12. März 2026", "Berichtsstand 2026-1", "Musterstadt", (WALL,), "")
WRITTEN = write_slides(DOCUMENT, BRIEFING)


def opened(content: bytes = WRITTEN):
    return Presentation(io.BytesIO(content))


def texts(shapes) -> Iterator[str]:
    for shape in shapes:
        yield from ("".join(each.text or "" for each in paragraph.iter(qn("a:t"))) for paragraph in shape._element.iter(qn("a:p")))


def on_slides(file) -> str:
    return "\n".join(text for each in file.slides for text in texts(each.shapes))


def test_every_slide_has_a_title_that_occurs_once() -> None:
    titles = [each.shapes.title.text_frame.text for each in opened().slides]
    assert all(titles) and len(set(titles)) == len(titles)
    assert titles[:4] == ["Umsetzungsbericht 2026", "Beschlussvorschlag", "Handlungsfeld Bildung", "1 Handlungsfeld Bildung (1 von 2)"]
    assert "1 Handlungsfeld Bildung – 1.2 Maßnahmen (1 von 4)" in titles


def test_the_format_is_that_of_the_wall_and_nothing_leaves_the_slide() -> None:
    file = opened()
    assert file.slide_width * 9 == file.slide_height * 16
    for each in file.slides:
        for shape in each.shapes:
            assert shape.left >= 0 and shape.left + shape.width <= file.slide_width
            assert shape.top >= 0 and shape.top + shape.height <= file.slide_height, shape.name


def test_no_text_is_smaller_than_24_pixels_and_all_of_it_is_german() -> None:
    file = opened()
    for each in file.slides:
        for run in each._element.iter(qn("a:rPr")):
            assert run.get("lang") == "de-DE"
            assert int(run.get("sz", 1200)) >= Pt(12).centipoints


def test_a_slide_of_the_wall_says_the_same_under_the_same_numbers() -> None:
    shown = opened().slides[2]
    said = "\n".join(texts(shown.shapes))
    for column in WALL.columns:
        assert column.heading in said and column.more in said
        for line in column.lines:
            assert f"{line.number}" in said and line.text in said and line.detail in said
    notes = shown.notes_slide.notes_text_frame.text
    for line in WALL.all_lines:
        assert f"{line.number} {line.text}" in notes, "notes have what the wall has no room for"


def test_what_the_wall_says_is_not_said_again() -> None:
    assert "Kennzahl 1 liegt bei 1,5\u202f%." in on_slides(opened(write_slides(DOCUMENT)))
    assert "Kennzahl 1 liegt bei 1,5\u202f%." not in on_slides(opened())


def test_every_text_of_the_document_is_on_a_slide() -> None:
    whole = on_slides(opened(write_slides(DOCUMENT))).replace(" ", "").replace("\n", "").replace("\t", "")
    for text in document_texts(DOCUMENT):
        for line in text.replace("\ufe0e", "").split("\n") if text != CHART.spec.alt else ():
            assert line.replace(" ", "") in whole, line


def test_tables_mark_their_head_go_on_under_it_and_lose_no_row() -> None:
    frames = [shape for each in opened().slides for shape in each.shapes if shape.has_table]
    assert all(frame.table.first_row for frame in frames)
    assert all(frame._element.find(f".//{qn('p:cNvPr')}").get("descr").startswith("Tabelle mit") for frame in frames)
    measures = [frame.table for frame in frames if frame.table.cell(0, 0).text == "Maßnahme"]
    assert len(measures) > 1
    shown = [table.cell(row, 0).text for table in measures for row in range(1, len(table.rows))]
    assert shown == [row[0].text for row in LONG.rows]


def test_pictures_say_what_is_to_be_seen() -> None:
    (picture,) = [shape for each in opened().slides for shape in each.shapes if shape.shape_type == 13]
    assert picture._element.find(f".//{qn('p:cNvPr')}").get("descr") == CHART.spec.alt
    assert abs(picture.width / picture.height - picture.image.size[0] / picture.image.size[1]) < 0.01


def test_every_slide_says_marks_and_data_state() -> None:
    for each in opened().slides:
        foot = next(shape for shape in each.shapes if shape.name == "Fußzeile")
        assert foot.text_frame.text == f"Entwurf · Nicht öffentlich · {STATE}"
        assert any(shape.name == "Foliennummer" for shape in each.shapes)


def test_same_document_same_bytes() -> None:
    assert write_slides(DOCUMENT, BRIEFING) == WRITTEN
    assert write_slides(replace(DOCUMENT, marks=()), BRIEFING) != WRITTEN


@pytest.mark.parametrize("length", [10, 2_000, 9_000])
def test_long_texts_go_on_without_losing_a_word(length: int) -> None:
    text = " ".join(f"Wort{number}." for number in range(length // 8))
    parts = parts_of((Heading(1, "Lang"), Paragraph(text)), "Titel")
    assert " ".join(words.text for part in parts for words in part.words) == text
    assert all(sum(words.height for words in part.words) <= HEIGHT for part in parts)


def test_a_row_taller_than_a_slide_stands_alone() -> None:
    tall = Cell("Wort " * 900)
    table = replace(INDICATORS, rows=(INDICATORS.rows[0], (tall, *INDICATORS.rows[1][1:]), INDICATORS.rows[2]))
    assert [len(part.table.rows) for part in parts_of((table,), "Titel") if part.table] == [1, 1, 1]


def test_an_empty_document_and_an_empty_table() -> None:
    empty = replace(DOCUMENT, blocks=(Table("Keine", INDICATORS.columns, ()),), cover=None, route=(), marks=())
    assert len(opened(write_slides(empty)).slides) == 2
    assert len(opened(write_slides(replace(empty, blocks=()))).slides) == 1
