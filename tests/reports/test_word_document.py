"""Word files: real headings and tables, alternative texts, marks on every page, the office's own letterhead (O3, L8)."""

import io
import zipfile
from dataclasses import replace
from datetime import datetime

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Cm
from office_sample import CHART, DOCUMENT, INDICATORS, LONG, MOMENT, SECRET_SIGNS, STATE

from domain.errors import WrongUse
from reports import word_template
from reports.document import Heading, Table
from reports.texts import document_texts
from reports.word import write_word
from reports.word_template import template_hints

WRITTEN = write_word(DOCUMENT)


def opened(content: bytes = WRITTEN) -> docx.document.Document:
    return docx.Document(io.BytesIO(content))


def text_of(element) -> str:
    return "".join(each.text or "" for each in element.iter(qn("w:t")))


def page_texts(file: docx.document.Document) -> list[str]:
    """Head and foot of each kind of page that the file has."""
    found = []
    for section in file.sections:
        pairs = [(section.header, section.footer)]
        if section.different_first_page_header_footer:
            pairs.append((section.first_page_header, section.first_page_footer))
        found += [text_of(head._element) + text_of(foot._element) for head, foot in pairs]
    return found


def own_template(*paragraphs: str, first_page: bool = False) -> bytes:
    """A template as an office makes it: python-docx's own styles, none of ours."""
    file = docx.Document()
    for text in paragraphs:
        file.add_paragraph(text)
    file.sections[0].header.paragraphs[0].text = "Stadt Musterstadt · Dezernat IV"
    file.sections[0].different_first_page_header_footer = first_page
    buffer = io.BytesIO()
    file.save(buffer)
    return buffer.getvalue()


def test_every_text_of_the_document_is_in_the_file() -> None:
    whole = text_of(opened().element.body).replace("\ufe0e", "")
    for text in document_texts(DOCUMENT):
        if text in (CHART.spec.alt, *DOCUMENT.marks):
            continue  # the one belongs to the picture, the others to head and foot
        for line in text.replace("\ufe0e", "").split("\n"):
            assert line.replace(" ", "") in whole.replace(" ", ""), line
    assert SECRET_SIGNS in whole, "what data say is neither markup nor a placeholder"


def test_headings_are_headings_in_the_order_of_their_levels() -> None:
    headings = [each for each in opened().paragraphs if each.style.name.startswith("Heading")]
    wanted = [each for each in DOCUMENT.blocks if isinstance(each, Heading)]
    assert [(each.style.name, each.text) for each in headings] == [
        (f"Heading {each.level}", f"{each.number} {each.text}") for each in wanted
    ]


def test_tables_repeat_their_head_and_never_break_a_row() -> None:
    tables = opened().tables
    assert len(tables) == 4, "decision route, indicators, figures of the chart, measures"
    for table in tables:
        rows = table._tbl.tr_lst
        assert rows[0].find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
        assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows)
        assert table._tbl.tblPr.find(qn("w:tblDescription")).get(qn("w:val")).startswith("Tabelle mit")
        assert table._tbl.tblPr.find(qn("w:tblLook")).get(qn("w:firstRow")) == "1"
    assert len(tables[3].rows) == len(LONG.rows) + 1


def test_numbers_stand_right_and_states_have_their_colour() -> None:
    cells = opened().tables[1].rows[1].cells
    assert cells[1].paragraphs[0].alignment == 2 and cells[0].paragraphs[0].alignment is None
    assert {str(each.font.color.rgb) for each in cells[2].paragraphs[0].runs} == {INDICATORS.rows[0][2].term.text.lstrip("#")}


def test_pictures_say_what_is_to_be_seen() -> None:
    pictures = list(opened().element.body.iter(qn("wp:docPr")))
    assert [each.get("descr") for each in pictures] == [CHART.spec.alt]


def test_language_title_and_times() -> None:
    file = opened()
    properties = file.core_properties
    assert (properties.title, properties.language, properties.author) == ("Umsetzungsbericht 2026", "de-DE", "Integrationsmonitor")
    assert (
        properties.created == properties.modified == MOMENT.astimezone(properties.created.tzinfo)
        or properties.created.replace(tzinfo=None) == MOMENT
    )
    defaults = file.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}/{qn('w:lang')}")
    assert defaults.get(qn("w:val")) == "de-DE"


def test_contents_lead_to_headings_and_ask_for_their_pages() -> None:
    file = opened()
    anchors = {each.get(qn("w:anchor")) for each in file.element.body.iter(qn("w:hyperlink"))}
    marks = {each.get(qn("w:name")) for each in file.element.body.iter(qn("w:bookmarkStart"))}
    assert anchors and anchors <= marks
    assert file.settings.element.find(qn("w:updateFields")) is not None
    short = opened(write_word(replace(DOCUMENT, contents=False)))
    assert short.settings.element.find(qn("w:updateFields")) is None
    assert "Inhalt" not in [each.text for each in short.paragraphs]


def test_every_page_says_marks_state_and_its_number() -> None:
    (text,) = page_texts(opened())
    for wanted in ("Entwurf · Nicht öffentlich", STATE, "Musterstadt", "Umsetzungsbericht 2026", "Seite "):
        assert wanted in text
    (without,) = page_texts(opened(write_word(replace(DOCUMENT, marks=()))))
    assert "Hinweise" not in without


def test_cover_names_number_department_route_and_motion() -> None:
    text = "\n".join(each.text for each in opened().paragraphs[:12])
    for wanted in ("Drucksache\t2026/0815", "Federführung\tDezernat IV", "Datum\t20.03.2026", "Der Rat nimmt Kenntnis."):
        assert wanted in text
    assert [cell.text for cell in opened().tables[0].rows[2].cells] == ["Rat", "25.06.2026", "nicht öffentlich"]


def test_same_document_same_bytes_and_no_time_but_that_of_the_state() -> None:
    assert write_word(DOCUMENT) == WRITTEN
    with zipfile.ZipFile(io.BytesIO(WRITTEN)) as file:
        assert {entry.date_time[:5] for entry in file.infolist()} == {MOMENT.timetuple()[:5]}
        assert f"{datetime.now():%Y-%m-%d}" not in file.read("docProps/core.xml").decode()


# The office's own template


@pytest.mark.parametrize("first_page", [False, True])
def test_a_letterhead_stays_and_gets_what_it_lacks(first_page: bool) -> None:
    content = own_template("Vorwort des Dezernats", "{{Inhalt}}", "Mit freundlichen Grüßen", first_page=first_page)
    file = opened(write_word(DOCUMENT, content))
    texts = [each.text for each in file.paragraphs]
    assert texts[0] == "Vorwort des Dezernats" and texts[-1] == "Mit freundlichen Grüßen" and "{{Inhalt}}" not in texts
    heads = page_texts(file)
    assert len(heads) == 1 + first_page and "Dezernat IV" in heads[0]
    for text in heads:
        assert "Entwurf · Nicht öffentlich" in text and STATE in text and "Seite 1 von 1" in text
    assert "1 Handlungsfeld Bildung" in texts
    assert any(each.style.name == "Monitor Aussage" for each in file.paragraphs), "styles it lacks are added"


def test_template_in_german_word_with_words_split_into_runs() -> None:
    """Word names styles by their language in the ids only, and cuts texts where somebody once typed."""
    file = docx.Document(io.BytesIO(word_template.shipped()))
    head = file.sections[0].header.paragraphs[-1]
    head.clear()
    for piece in ("Betrifft: {{Ti", "tel", "}} – {{Drucksache}}"):
        head.add_run(piece)
    buffer = io.BytesIO()
    file.save(buffer)
    (text,) = page_texts(opened(write_word(DOCUMENT, buffer.getvalue())))
    assert "Betrifft: Umsetzungsbericht 2026 – 2026/0815" in text


def test_a_template_that_shows_the_title_itself_gets_no_second_one() -> None:
    texts = [each.text for each in opened(write_word(DOCUMENT, own_template("{{Titel}}", "{{Inhalt}}"))).paragraphs]
    assert texts.count("Umsetzungsbericht 2026") == 1


def test_headings_that_the_template_numbers_keep_the_numbers_of_the_document() -> None:
    file = docx.Document()
    file.add_paragraph("{{Inhalt}}")
    properties = file.styles["Heading 1"].element.get_or_add_pPr()
    properties.get_or_add_numPr().get_or_add_numId().val = 1
    buffer = io.BytesIO()
    file.save(buffer)
    headings = [each for each in opened(write_word(DOCUMENT, buffer.getvalue())).paragraphs if each.style.name == "Heading 1"]
    assert [each._p.pPr.numPr.numId.val for each in headings] == [0, 0]


def test_points_are_a_real_list_in_a_template_without_any() -> None:
    file = docx.Document(io.BytesIO(word_template.shipped()))
    style = file.styles["List Bullet"].element.pPr
    style.remove(style.numPr)
    file.part.rels.pop(next(name for name, each in file.part.rels.items() if each.reltype.endswith("/numbering")))
    buffer = io.BytesIO()
    file.save(buffer)
    assert "numbering.xml" not in " ".join(zipfile.ZipFile(buffer).namelist())
    made = opened(write_word(DOCUMENT, buffer.getvalue()))
    number = next(each for each in made.paragraphs if each.text == "Erster Schritt")._p.pPr.numPr.numId.val
    assert number in [each.numId for each in made.part.numbering_part.element.num_lst]


@pytest.mark.parametrize("paragraphs", [("Nur Text",), ("{{Inhalt}}", "{{Inhalt}}"), ("Hier: {{Inhalt}}",)])
def test_a_template_without_one_place_for_the_content_is_refused(paragraphs: tuple[str, ...]) -> None:
    with pytest.raises(WrongUse, match=r"genau einmal.*Absatz"):
        write_word(DOCUMENT, own_template(*paragraphs))


def test_what_is_no_word_file_or_brings_macros_is_refused() -> None:
    with pytest.raises(WrongUse, match="nicht als Word-Dokument"):
        template_hints(b"%PDF-1.7")
    content = io.BytesIO(own_template("{{Inhalt}}"))
    with zipfile.ZipFile(content, "a") as file:
        file.writestr("word/vbaProject.bin", b"")
    with pytest.raises(WrongUse, match="Makros"):
        template_hints(content.getvalue())
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("word/document.xml", b"0" * (101 << 20))
    with pytest.raises(WrongUse, match="zu groß"):
        template_hints(bomb.getvalue())
    entities = io.BytesIO()
    with zipfile.ZipFile(entities, "w") as file:
        file.writestr("word/document.xml", b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x/>')
    with pytest.raises(WrongUse, match="DTD"):
        template_hints(entities.getvalue())


def test_hints_name_the_styles_that_will_be_added_and_narrow_pages() -> None:
    assert template_hints(word_template.shipped()) == ()
    assert "Monitor Quelle" in template_hints(own_template("{{Inhalt}}"))[0]
    file = docx.Document(io.BytesIO(word_template.shipped()))
    file.sections[0].right_margin = Cm(8)
    buffer = io.BytesIO()
    file.save(buffer)
    assert "12 cm" in template_hints(buffer.getvalue())[0]


def test_wide_tables_get_smaller_letters_and_fill_the_line() -> None:
    heads = [f"Sehr langes Spaltenwort{number}" for number in range(9)]
    table = Table("Breit", tuple(replace(INDICATORS.columns[0], head=head) for head in heads), ((INDICATORS.rows[0][0],) * 9,))
    (drawn,) = opened(write_word(replace(DOCUMENT, cover=None, route=(), blocks=(table,)))).tables
    assert {run.font.size.pt for run in drawn.rows[0].cells[0].paragraphs[0].runs} == {6.0}
    assert abs(sum(column.width for column in drawn.columns) - Cm(16.5)) < Cm(0.2)
