"""Taking over a city's own list of measures: mapped on screen, accepted; its next edition asks nothing."""

from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page

import workflows
from domain.measure_lists import ListChoices
from store import Home
from tests.e2e.screen import settle
from tests.e2e.test_main_job import accept, cells, confirm_all, pick, upload
from tests.measures.lists import ROWS, csv_list

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
HEADS = ("Kennung", "Maßnahme", "Handlungsfeld", "Zuständig", "Beginn", "Ende", "Umsetzungsstand", "Bemerkung")
TAKEN = "Maßnahmen, wie sie übernommen würden"
READ = "Maßnahmen, wie sie gelesen werden"


def numbered(last: str, state: str) -> list[tuple[object, ...]]:
    """The rows of the small list with one word for the state changed."""
    rows = [(f"T{row[0]}", *row[1:]) for row in ROWS]
    return [*rows[:2], (*rows[2][:6], state, last)]


def test_a_list_is_taken_over_and_its_next_edition_asks_nothing(page: Page, address: str, tmp_path: Path) -> None:
    page.goto(address + "/einspielen")
    settle(page)
    page.get_by_label("Datei hochladen").set_input_files(csv_list(tmp_path / "Liste_2030-H1.csv", numbered("", "gescheitert"), HEADS))
    page.get_by_text("Eine Liste von Maßnahmen?").wait_for()
    settle(page)
    page.get_by_role("button", name="Maßnahmenliste zuordnen").click()
    page.get_by_role("heading", name="Das sagt die Liste nicht").wait_for()
    settle(page)
    pick(page, "Was bedeutet „gescheitert“ für den Umsetzungsstand?", "Nicht weiter verfolgt")
    pick(page, "Zu welchem Handlungsfeld gehört „Sprache und Bildung“?", "Deutsch lernen und mehrsprachig leben")
    page.get_by_role("button", name="Zuordnung speichern").wait_for()
    shown = [cells(row) for row in page.get_by_role("table", name=TAKEN).get_by_role("row").all()[1:]]
    assert [(row[0], row[1], row[3], row[4]) for row in shown] == [
        ("T1.1", "Sprachcafé", "In Umsetzung", "Stelle A"),
        ("T1.10", "Lesepaten", "In Planung", "Stelle B"),
        ("T2", "Umzugshilfe", "Nicht weiter verfolgt", "Stelle C"),
    ]
    page.get_by_role("button", name="Zuordnung speichern").click()
    page.get_by_role("heading", name="3. Geprüft").wait_for()
    settle(page)
    assert cells(page.get_by_role("table", name="Was erkannt wurde").get_by_role("row").nth(1))[1] == "Liste, 1. Halbjahr 2030"
    confirm_all(page)
    accept(page)
    page.get_by_text("Übernommen als Lieferung Nr.").wait_for()

    page.goto(address + "/einspielen")
    settle(page)
    upload(page, csv_list(tmp_path / "Liste_2030-H2.csv", numbered("neu begonnen", "läuft")[:2], HEADS))
    assert cells(page.get_by_role("table", name="Was erkannt wurde").get_by_role("row").nth(1))[1] == "Liste, 2. Halbjahr 2030"
    assert page.get_by_role("combobox").count() == 0, "nobody is asked anything"
    assert [cells(row)[0] for row in page.get_by_role("table", name=READ).get_by_role("row").all()[1:]] == ["T1.1", "T1.10"]
    confirm_all(page)
    accept(page)
    page.get_by_text("Übernommen als Lieferung Nr.").wait_for()

    page.goto(address + "/tabellen")
    page.get_by_role("heading", name="Liste", exact=True).wait_for()
    settle(page)
    assert cells(page.get_by_role("table", name="Fassungen von Liste").get_by_role("row").nth(1))[3] == "gilt"


def test_an_edition_with_a_changed_head_asks_only_about_the_difference(page: Page, address: str, home: Home, tmp_path: Path) -> None:
    """A known list; one column has another head, and the half-year is no longer in the name of the file."""
    heads = ("Projekt-Nr.", *HEADS[1:])
    known = csv_list(tmp_path / "Projekte_2031-H1.csv", numbered("", "läuft"), heads)
    choices = workflows.list_choices_as_text(ListChoices(of="", fields={"Sprache und Bildung": "sprache"}))
    draft = workflows.start_draft(home, known.read_bytes(), known.name)
    assert workflows.save_list(home, replace(draft, choices=choices)) is None

    page.goto(address + "/einspielen")
    settle(page)
    changed = csv_list(tmp_path / "Projekte_neu.csv", numbered("", "läuft"), (*heads[:3], "Wer macht es", *heads[4:]))
    page.get_by_label("Datei hochladen").set_input_files(changed)
    page.get_by_text("es fehlen die Spalten „Zuständig“").wait_for()
    settle(page)
    page.get_by_role("button", name="Maßnahmenliste zuordnen").click()
    page.get_by_text("Was dort festgelegt ist, gilt; gefragt wird nur, was anders ist.").wait_for()
    settle(page)
    lines = [cells(row) for row in page.get_by_role("table", name="Köpfe bisher und in dieser Datei").get_by_role("row").all()[1:]]
    assert [row[:2] for row in lines if row[3] == "anders"] == [["Zuständig", "(fehlt)"], ["(gab es nicht)", "Wer macht es"]]
    pick(page, "Die Spalte „Zuständig“ fehlt. Welche ist jetzt: Federführung?", "Wer macht es")
    pick(page, "Über welches Halbjahr berichtet die Liste?", "2. Halbjahr 2026")
    page.get_by_role("button", name="Zuordnung speichern").click()
    page.get_by_role("heading", name="3. Geprüft").wait_for()
    settle(page)
    rows = [cells(row) for row in page.get_by_role("table", name=READ).get_by_role("row").all()[1:]]
    assert [row[4] for row in rows] == ["Stelle A", "Stelle B", "Stelle C"]
    assert cells(page.get_by_role("table", name="Was erkannt wurde").get_by_role("row").nth(1))[1] == "Projekte, 2. Halbjahr 2026"
