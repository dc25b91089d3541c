"""Excel files of documents: numbers as numbers, tables of a kind together, every number with its source."""

import io
import zipfile
from dataclasses import replace

import openpyxl
from office_sample import CHART, DOCUMENT, INDICATORS, LONG, MOMENT, STATE

from reports.data_rows import DataRow
from reports.document import Cell, Heading, Paragraph
from reports.texts import document_texts
from reports.workbook import DATA, FACTS, TEXTS, write_workbook

DATA_ROWS = (
    DataRow("Indikatoren", "Quote", "Wert", "2023", 54.0123, "54,0\u202f%", "Prozent", "Bildung", "quote", "Musterstadt", "", "vorläufig",
            "Bundesagentur", "Datei.xlsx, Zelle B3", STATE),
    DataRow("Indikatoren", "Quote", "Wert", "2022", None, "– (geheim)", "Prozent"),
    DataRow("Maßnahmen", "=1+1", "Wert", "2022", 3, "3"),
)  # fmt: skip
WRITTEN = write_workbook(DOCUMENT, DATA_ROWS)


def opened(content: bytes = WRITTEN) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def rows(sheet) -> list[tuple]:
    return [tuple(cell.value for cell in row) for row in sheet.iter_rows()]


def test_sheets_are_named_after_what_they_show() -> None:
    names = opened().sheetnames
    assert names == [FACTS, "Wirkungsindikatoren des Handlun", "Werte zum Diagramm Beschäftigun", "Alle Maßnahmen", TEXTS, DATA]
    listed = dict(rows(opened()[FACTS]))
    assert listed["Drucksache"] == "2026/0815" and listed["Datenstand"] == STATE and "Blatt „Alle Maßnahmen“" in listed


def test_numbers_are_numbers_that_look_as_printed() -> None:
    sheet = opened()["Wirkungsindikatoren des Handlun"]
    assert rows(sheet)[0] == ("Abschnitt", "Tabelle", "Indikator", "Wert", "Bewertung", "Quelle")
    assert (sheet["D2"].value, sheet["D2"].number_format) == (1.5, '#,##0.0"\u202f%"')
    assert sheet["E2"].font.color.rgb.endswith(INDICATORS.rows[0][2].term.text.lstrip("#"))
    assert sheet["F2"].value == "Quelle: Landesamt für Statistik"
    figures = opened()["Werte zum Diagramm Beschäftigun"]
    assert [(figures.cell(row, 3).value, figures.cell(row, 4).value) for row in range(2, 7)] == [
        (2023 - step, 54 - 1.5 * step) for step in range(5)
    ]


def test_dates_and_numbers_of_measures_stay_texts() -> None:
    sheet = opened()["Alle Maßnahmen"]
    assert sheet.max_row == len(LONG.rows) + 1
    assert (sheet["C11"].value, sheet["E11"].value) == ("1.10 Sprachcafé im Quartier", "31.12.2026")


def test_tables_with_the_same_columns_can_be_filtered_together() -> None:
    other = replace(INDICATORS, caption="Wirkungsindikatoren, Arbeit", rows=((Cell("X"), Cell("1.234,5\u202f€"), Cell("Y")),))
    first = replace(INDICATORS, caption="Wirkungsindikatoren, Bildung")
    blocks = (Heading(1, "Bildung", "1"), first, Heading(1, "Arbeit", "2"), other)
    book = opened(write_workbook(replace(DOCUMENT, blocks=blocks)))
    assert book.sheetnames == [FACTS, "Wirkungsindikatoren", TEXTS]
    sheet = book["Wirkungsindikatoren"]
    assert [row[0] for row in rows(sheet)[1:]] == ["1 Bildung"] * 3 + ["2 Arbeit"]
    assert (sheet["D5"].value, sheet["D5"].number_format) == (1234.5, '#,##0.0"\u202f€"')
    assert sheet.auto_filter.ref == "A1:F5" and sheet.freeze_panes == "A2"


def test_every_number_has_a_row_with_unit_source_delivery_and_state() -> None:
    sheet = opened()[DATA]
    head, first, missing, risky = rows(sheet)
    told = dict(zip(head, first, strict=True))
    assert (told["Wert"], told["Einheit"], told["Im Dokument"]) == (54.0123, "Prozent", "54,0\u202f%")
    assert (told["Quelle"], told["Datenlieferung"], told["Datenstand"]) == ("Bundesagentur", "Datei.xlsx, Zelle B3", STATE)
    assert sheet["I2"].number_format == "#,##0.0"
    assert dict(zip(head, missing, strict=True))["Wert"] is None, "no value is an empty cell, never a zero"
    assert risky[3] == "=1+1" and sheet["D4"].data_type == "s"


def test_every_text_of_the_document_is_in_the_workbook() -> None:
    book = opened()
    found = {str(value) for sheet in book for row in rows(sheet) for value in row if value is not None}
    whole = "\n".join(found)
    printed = {cell.text for row in INDICATORS.rows for cell in row if cell.number is not None}
    for text in document_texts(DOCUMENT):
        number = text in printed or any(text in row for row in CHART.spec.rows)
        assert number or text in whole or text.replace("⚡︎\xa0Blitz", "(⚡︎\xa0Blitz)") in whole, text


def test_printed_pages_say_title_state_marks_and_number() -> None:
    for sheet in opened():
        assert (
            sheet.oddHeader.left.text == "Musterstadt · Umsetzungsbericht 2026"
            and sheet.oddHeader.right.text == "Entwurf · Nicht öffentlich"
        )
        assert sheet.oddFooter.left.text == STATE and sheet.oddFooter.right.text == "Seite &P von &N"
        if sheet.title != FACTS:
            assert sheet.print_title_rows == "$1:$1" and sheet.page_setup.fitToWidth == 1
    ampersand = opened(write_workbook(replace(DOCUMENT, municipality="A&D", cover=None)))
    assert ampersand[FACTS].oddHeader.left.text == "A&&D · Umsetzungsbericht"


def test_same_document_and_data_same_bytes() -> None:
    assert write_workbook(DOCUMENT, DATA_ROWS) == WRITTEN
    with zipfile.ZipFile(io.BytesIO(WRITTEN)) as file:
        assert {entry.date_time[:5] for entry in file.infolist()} == {MOMENT.timetuple()[:5]}
        assert opened().properties.created == opened().properties.modified == MOMENT


def test_a_document_of_words_alone() -> None:
    book = opened(write_workbook(replace(DOCUMENT, blocks=(Paragraph("-1 ist Text"),), cover=None)))
    assert book.sheetnames == [FACTS, TEXTS] and book[TEXTS]["C2"].value == "-1 ist Text"
