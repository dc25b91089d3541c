"""Whatever is wrong in a status sheet is said with its cell, all at once, and nothing is guessed."""

import re
import tracemalloc
import zipfile
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from domain.deliveries import Severity
from domain.errors import Unreadable
from domain.measures import MeasureState
from tests.measures.sheets import PLACES, PLAIN, cell_of, only, read, sheet_with
from tests.spoil import with_member

# What is changed in the first measure · code · cell · what the finding names · what the advice must say
SPOILED = [
    ({"measure": 1.1}, "E361", "measure", "1,1", "als Text formatieren"),
    ({"measure": datetime(2026, 10, 1)}, "E361", "measure", "01.10.2026", "in ein Datum verwandelt"),
    ({"measure": 7}, "H463", "measure", "7", "als Text formatieren"),
    ({"measure": None}, "E367", "measure", "leer", "ergänzen"),
    ({"base_title": None, "title": "  "}, "E367", "base_title", "leer", "ergänzen"),
    ({"field": "Sprache und Verständigng"}, "E366", "field", "Sprache und Verständigng", "„Sprache und Verständigung“"),
    ({"field": "Raumfahrt"}, "E366", "field", "Raumfahrt", "Auswahlliste"),
    ({"state": "in Umsetzng"}, "E364", "state", "in Umsetzng", "„In Umsetzung“"),
    ({"state": "na ja"}, "E364", "state", "na ja", "Auswahlliste"),
    ({"state": "gelb"}, "E364", "state", "gelb", "Farbe allein"),
    ({"state": "verzögert", "progress": None}, "E364", "state", "verzögert", "geplante Ende"),
    ({"state": "verzögert"}, "H478", "state", "verzögert", "als „In Umsetzung“"),
    ({"state": "zusammengeführt mit 2.3"}, "H477", "state", "zusammengeführt mit 2.3", "Anfang des Sachstands"),
    ({"kind": "Aktionswoche"}, "H476", "kind", "Aktionswoche", "unverändert"),
    ({"planned_start": "III/2024"}, "H467", "planned_start", "III/2024", "01.07.2024"),
    ({"planned_start": "I/2024"}, "E368", "planned_start", "I/2024", "Quartal oder ein Halbjahr"),
    ({"planned_start": "ab 2025"}, "H467", "planned_start", "ab 2025", "01.01.2025"),
    ({"planned_end": "ab 2025"}, "E368", "planned_end", "ab 2025", "Tag, Monat und Jahr"),
    ({"planned_start": "bis Ende 2026"}, "E368", "planned_start", "bis Ende 2026", "Tag, Monat und Jahr"),
    ({"planned_end": "bis Ende 2026"}, "H467", "planned_end", "bis Ende 2026", "31.12.2026"),
    ({"planned_start": "2024 ff."}, "H467", "planned_start", "2024 ff.", "01.01.2024"),
    ({"planned_end": "2024 ff."}, "H467", "planned_end", "2024 ff.", "kein Ende"),
    ({"planned_end": "Herbst 2026"}, "E368", "planned_end", "Herbst 2026", "Tag, Monat und Jahr"),
    ({"planned_end": "31.12.26"}, "H467", "planned_end", "31.12.26", "31.12.2026"),
    ({"planned_end": "31.02.2026"}, "E368", "planned_end", "31.02.2026", "Tag, Monat und Jahr"),
    ({"planned_end": datetime(2206, 12, 31)}, "E368", "planned_end", "31.12.2206", "2206"),
    ({"planned_end": "Ende 2026"}, "H467", "planned_end", "Ende 2026", "31.12.2026"),
    ({"cost_planned": "15.5 €"}, "E369", "cost_planned", "15.5 €", "Gesamtbetrag"),
    ({"cost_planned": "15.000 € p. a."}, "E369", "cost_planned", "15.000 € p. a.", "Gesamtbetrag"),
    ({"cost_actual": -5}, "E369", "cost_actual", "-5", "Gesamtbetrag"),
    ({"cost_planned": "15 T€"}, "H464", "cost_planned", "15 T€", "15.000,00 €"),
    ({"cost_planned": "15.000,- €"}, "H464", "cost_planned", "15.000,- €", "15.000,00 €"),
    ({"cost_planned": "1,5 Mio. €"}, "H464", "cost_planned", "1,5 Mio. €", "1.500.000,00 €"),
    ({"cost_planned": "15–20 T€"}, "E369", "cost_planned", "15–20 T€", "Gesamtbetrag"),
    ({"cost_planned": "aus lfd. Budget"}, "H466", "cost_planned", "aus lfd. Budget", "„Finanzierung“"),
    ({"cost_planned": "ca. 15.000 €"}, "H464", "cost_planned", "ca. 15.000 €", "ungefähre"),
    ({"progress": 0.5}, "E370", "progress", "0,5", "Prozentzeichen"),
    ({"progress": "0,5"}, "E370", "progress", "0,5", "Prozentzeichen"),
    ({"progress": "ca. 50"}, "H464", "progress", "ca. 50", "ungefähre"),
    ({"progress": "50–75 %"}, "H465", "progress", "50–75 %", "untere Wert übernommen: 50 %"),
    ({"staff": "eine halbe"}, "E371", "staff", "eine halbe", "nur die Zahl"),
    ({"participants": "ca. 120 Personen"}, "H464", "participants", "ca. 120 Personen", "ungefähre"),
    ({"cost_planned": 1e99}, "E374", "cost_planned", "1e+99", "kann nicht stimmen"),
    ({"cost_planned": 32 * "9" + " €"}, "E374", "cost_planned", 32 * "9" + " €", "kann nicht stimmen"),
    ({"cost_planned": "ca. " + 400 * "9"}, "E374", "cost_planned", "ca. " + 400 * "9", "kann nicht stimmen"),
    ({"cost_planned": "2000000000000 T€"}, "E374", "cost_planned", "2000000000000 T€", "kann nicht stimmen"),
    ({"cost_planned": -1e16}, "E374", "cost_planned", "-1e+16", "kann nicht stimmen"),
    ({"staff": 32 * "9"}, "E374", "staff", 32 * "9", "kann nicht stimmen"),
    ({"participants": 1e16}, "E374", "participants", "1e+16", "kann nicht stimmen"),
    ({"progress": 1e99}, "E374", "progress", "1e+99", "kann nicht stimmen"),
    ({"measure": 1e99}, "E374", "measure", "1e+99", "kann nicht stimmen"),
    ({"cost_planned": "=1000+500"}, "E372", "cost_planned", "=1000+500", "kein gespeichertes Ergebnis"),
    ({"lead": "#N/A"}, "E373", "lead", "#N/A", "Excel-Fehler"),
    ({"state": "Abgeschlossen", "progress": "80 %"}, "H470", "progress", "80 %", "prüfen"),
    ({"progress": "100 %"}, "H471", "state", "In Umsetzung", "prüfen"),
    ({"planned_end": "01.12.2024"}, "H472", "planned_end", "01.12.2024", "prüfen"),
    ({"planned_end": "30.11.2025"}, "H473", "planned_end", "30.11.2025, In Umsetzung", "verzögert"),
    ({"confirmed": "vielleicht"}, "E380", "confirmed", "vielleicht", "„x“"),
    ({"schedule_set": "gefärdet"}, "E380", "schedule_set", "gefärdet", "„gefährdet“"),
    ({"feasibility": "machbar"}, "E380", "feasibility", "machbar", "Auswahlliste"),
    ({"outputs": "viele Kurse"}, "E383", "outputs", "viele Kurse", "mit ihrer Zahl"),
    ({"aim_actual": "die Hälfte"}, "E371", "aim_actual", "die Hälfte", "nur die Zahl"),
    ({"rank": 1.5}, "E384", "rank", "1,5", "nur die Zahl"),
    ({"merged_into": 2.1}, "E361", "merged_into", "2,1", "als Text formatieren"),
    ({"status_text": "Eins. Zwei! Drei? Und vier."}, "H480", "status_text", "4 Sätze", "kürzen"),
    ({"lead": None}, "H474", "lead", "leer", "ergänzen"),
]


@pytest.mark.parametrize(("cells", "code", "key", "found", "advice"), SPOILED, ids=lambda case: str(case)[:40])
def test_a_spoiled_cell_is_named(tmp_path: Path, cells: dict[str, object], code: str, key: str, found: str, advice: str) -> None:
    reading = read(sheet_with(tmp_path, cells, {"progress": "General"}))
    finding = only(reading, code)
    assert (finding.sheet, finding.cell, finding.found) == (PLACES[key][0], cell_of(key), found)
    assert advice in finding.advice
    assert finding.expected
    assert finding.severity is (Severity.ERROR if code.startswith("E") else Severity.HINT)
    assert reading.blocked is code.startswith("E")


def test_a_proper_row_gives_no_finding(tmp_path: Path) -> None:
    assert read(sheet_with(tmp_path, {})).findings == ()


def test_all_findings_of_a_file_come_at_once(tmp_path: Path) -> None:
    spoiled: dict[str, object] = {"field": "Raumfahrt", "state": "na ja", "planned_end": "bald", "cost_planned": "viel", "progress": 170}
    reading = read(sheet_with(tmp_path, spoiled))
    assert [(finding.code, finding.cell) for finding in reading.findings] == [
        (code, cell_of(key))
        for code, key in (("E364", "state"), ("E370", "progress"), ("E369", "cost_planned"), ("E366", "field"), ("E368", "planned_end"))
    ]


def test_a_doubled_number_is_an_error_at_the_second_place(tmp_path: Path) -> None:
    found = [one for one in read(sheet_with(tmp_path, {}, rows=(PLAIN, PLAIN))).findings if one.code == "E363"]
    assert [(one.sheet, one.cell, one.found) for one in found] == [("Sachstand", "A9", "1.1"), ("Stammdaten", "A5", "1.1")]
    assert "A8" in found[0].advice and "A4" in found[1].advice


def test_numbers_that_excel_would_make_one_are_kept_apart_without_a_word(tmp_path: Path) -> None:
    reading = read(sheet_with(tmp_path, {}, rows=(PLAIN, replace(PLAIN, measure="1.10"), replace(PLAIN, measure="1.20"))))
    assert [row.measure for row in reading.rows] == ["1.1", "1.10", "1.20"]
    assert not reading.findings


CLEAR = [
    ("planned_end", "31.12.2026", date(2026, 12, 31)),
    ("planned_end", "2026-12-31", date(2026, 12, 31)),
    ("planned_end", datetime(2026, 12, 31), date(2026, 12, 31)),
    ("planned_end", 46387, date(2026, 12, 31)),
    ("planned_end", 2026, date(2026, 12, 31)),
    ("planned_end", "Juni 2026", date(2026, 6, 30)),
    ("planned_end", "Q3 2026", date(2026, 9, 30)),
    ("planned_end", "laufend", None),
    ("planned_start", "ab 2025", date(2025, 1, 1)),
    ("cost_planned", "15.000,- €", 15000),
    ("cost_planned", "15 T€", 15000),
    ("cost_planned", "15,5 TEUR", 15500),
    ("cost_planned", "15.000", 15000),
    ("cost_planned", "1.234.567,89 Euro", 1234567.89),
    ("cost_planned", "EUR 800", 800),
    ("cost_planned", "n. n.", None),
    ("cost_planned", 10**15, 1e15),
    ("progress", "50 %", 50),
    ("progress", 50, 50),
    ("progress", "12,5 %", 12.5),
    ("progress", 0, 0),
    ("staff", "0,5 VZÄ", 0.5),
    ("participants", "1.200", 1200),
    ("partners", "AWO; Caritas;\nDiakonie ", ("AWO", "Caritas", "Diakonie")),
    ("priority", "Hohe Priorität", "hoch"),
    ("field", "wohnen", "wohnen"),
    ("field", " wohnen,  Umfeld und nachbarschaft ", "wohnen"),
]


@pytest.mark.parametrize(("key", "cell", "value"), CLEAR, ids=lambda case: str(case))
def test_what_is_clear_is_read(tmp_path: Path, key: str, cell: object, value: object) -> None:
    reading = read(sheet_with(tmp_path, {key: cell}, {"progress": "General", "planned_end": "General"}))
    assert getattr(reading.rows[0], key) == value
    assert not reading.blocked


def test_a_fraction_with_percent_format_is_per_cent(tmp_path: Path) -> None:
    assert read(sheet_with(tmp_path, {"progress": 0.35}, {"progress": "0.0%"})).rows[0].progress == 35


def test_words_in_a_cost_column_go_to_the_funding(tmp_path: Path) -> None:
    row = read(sheet_with(tmp_path, {"cost_planned": "aus lfd. Budget", "funding": "Landesmittel beantragt"})).rows[0]
    assert (row.cost_planned, row.funding) == (None, "Landesmittel beantragt; aus lfd. Budget")


def test_a_merger_keeps_its_words(tmp_path: Path) -> None:
    row = read(sheet_with(tmp_path, {"state": "in 2.3 aufgegangen", "status_text": "Gemeinsames Angebot"})).rows[0]
    assert (row.state, row.status_text) == (MeasureState.MERGED, "in 2.3 aufgegangen. Gemeinsames Angebot")


def test_without_a_status_column_nothing_is_read_and_strange_ones_are_hints(tmp_path: Path) -> None:
    path = sheet_with(tmp_path, {})
    workbook = load_workbook(path)
    sheet = workbook["Sachstand"]
    state, text, steps = (cell_of(key, -1) for key in ("state", "status_text", "next_steps"))
    sheet[state], sheet[text], sheet[steps] = "Ressort", "Bezeichnung", "Nächste Schritte"
    workbook.save(path)
    reading = read(path)
    assert [(finding.code, finding.cell, finding.found) for finding in reading.findings] == [
        ("H461", state, "Ressort"),
        ("E261", text, "Bezeichnung"),
        ("E260", None, "Spalte fehlt"),
        ("H462", None, "nicht vorhanden: Sachstand"),
    ]
    assert "Status" in reading.findings[2].expected
    assert reading.rows is None


def test_missing_columns_and_sheets_are_one_hint_and_what_they_say_is_not_given(tmp_path: Path) -> None:
    path = sheet_with(tmp_path, {})
    workbook = load_workbook(path)
    workbook["Sachstand"].delete_cols(PLACES["reported_on"][2], 2)
    del workbook["Mittel"], workbook["Stammdaten"]
    workbook.save(path)
    reading = read(path)
    assert only(reading, "H462").found == "nicht vorhanden: Blatt Stammdaten, Meldestand, Gemeldet von, Blatt Mittel"
    (row,) = reading.rows
    assert (row.title, row.field, row.lead) == ("Sprachcafé", "", "")
    assert not row.given & {"field", "lead", "goals", "resources", "reported_on", "reported_by"}
    assert {"title", "state", "milestones", "conditions"} <= row.given


@pytest.mark.parametrize(("cell", "value", "code"), [("B2", "99", "E161"), ("B5", "2025", "E162")])
def test_a_marker_of_another_template_blocks(tmp_path: Path, cell: str, value: str, code: str) -> None:
    path = sheet_with(tmp_path, {})
    workbook = load_workbook(path)
    workbook["_vorlage"][cell] = value
    workbook.save(path)
    finding = only(read(path), code)
    assert (finding.sheet, finding.cell) == ("_vorlage", cell)


def test_a_sheet_with_content_far_below_is_not_searched(tmp_path: Path) -> None:
    path = sheet_with(tmp_path, {})
    workbook = load_workbook(path)
    workbook["Sachstand"]["B1048576"] = "x"
    workbook.save(path)
    assert "1048576" in only(read(path), "E262").found


@pytest.mark.parametrize("cell", ["XFD4", "XFD5000"])
def test_a_stray_cell_far_to_the_right_is_passed_over_without_filling_the_sheet_up_to_it(tmp_path: Path, cell: str) -> None:
    path = sheet_with(tmp_path, {})
    workbook = load_workbook(path)
    workbook["Sachstand"][cell] = "x"
    workbook.save(path)
    tracemalloc.start()
    reading = read(path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (len(reading.rows), reading.findings) == (1, ())
    assert peak < 80 << 20


@pytest.mark.parametrize("key", ["measure", "cost_planned", "progress", "planned_end", "participants"])
@pytest.mark.parametrize("digits", ["1e999", 32 * "9", "1" + 400 * "0"], ids=["infinite", "32 digits", "401 digits"])
def test_a_number_that_no_program_would_write_is_an_error(tmp_path: Path, key: str, digits: str) -> None:
    path = sheet_with(tmp_path, {key: 123456}, {"planned_end": "General"})
    member = {"Sachstand": "sheet1", "Stammdaten": "sheet3"}[PLACES[key][0]]
    with_member(path, f"xl/worksheets/{member}.xml", b"<v>123456</v>", f"<v>{digits}</v>".encode())
    assert only(read(path), "E374").found == ("inf" if digits == "1e999" else digits)


def test_a_workbook_without_measures_is_told_so(tmp_path: Path) -> None:
    workbook = Workbook()
    workbook.save(tmp_path / "leer.xlsx")
    assert [finding.code for finding in read(tmp_path / "leer.xlsx").findings] == ["E160", "E260"]


def test_a_file_that_is_no_workbook_is_unreadable(tmp_path: Path) -> None:
    (tmp_path / "kein.xlsx").write_bytes(b"PK\x03\x04 abgeschnitten")
    with pytest.raises(Unreadable, match=r"kein\.xlsx"):
        read(tmp_path / "kein.xlsx")


def test_a_tick_that_cannot_be_read_is_a_finding(tmp_path: Path) -> None:
    """In a row in which nothing else was changed, too."""
    reading = read(sheet_with(tmp_path, {"confirmed": "?"}, answered=False))
    (finding,) = reading.findings
    assert (finding.severity, finding.cell, finding.found) == (Severity.ERROR, cell_of("confirmed"), "?")


def test_a_damaged_format_is_a_damaged_file(tmp_path: Path) -> None:
    path = sheet_with(tmp_path, {})
    with zipfile.ZipFile(path) as archive:
        style = re.search(rb'<c r="A1" s="(\d+)"', archive.read("xl/worksheets/sheet1.xml"))
    assert style is not None
    with_member(path, "xl/worksheets/sheet1.xml", style[0], b'<c r="A1" s="99999"')
    with pytest.raises(Unreadable, match="lässt sich nicht als Excel-Arbeitsmappe öffnen"):
        read(path)
