"""The main job as a person does it: bring a table in, see what would change, accept, find the number and its cell, take it back."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page

from tests.e2e.screen import settle
from tests.workflows.homes import SALZGITTER_2024, edited

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
REAL = Path(__file__).resolve().parents[3] / "shared" / "real"
NAME = "lsn_2-3-1_berichtigt.csv"


def menu(page: Page, name: str) -> None:
    """Opens a page from the menu."""
    page.get_by_role("navigation").get_by_role("link", name=name, exact=True).click()
    page.get_by_role("heading", level=1).first.wait_for()
    settle(page)


def pick(page: Page, label: str, option: str) -> None:
    """Chooses in a selection box as with the keyboard: type, then take the entry."""
    box = page.get_by_role("combobox", name=label)
    box.click()
    box.fill(option)
    page.get_by_role("option", name=option, exact=True).click()
    settle(page)


def upload(page: Page, path: Path) -> None:
    page.get_by_label("Datei hochladen").set_input_files(path)
    page.get_by_role("heading", name="2. Geprüft").wait_for()
    settle(page)


def cells(row: Locator) -> list[str]:
    return [text.strip() for text in row.get_by_role("cell").all_inner_texts()]


def headline(page: Page) -> str:
    return page.get_by_role("heading", level=1).inner_text()


def accept(page: Page) -> int:
    """Accepts what was uploaded and returns the delivery's number."""
    page.get_by_role("button", name="Übernehmen").click()
    message = page.get_by_text("Übernommen als Lieferung Nr.")
    message.wait_for()
    settle(page)
    return int(re.search(r"Nr\. (\d+)", message.inner_text()).group(1))


def undo(page: Page, number: int) -> None:
    """Withdraws a delivery on the page „Datenstand“."""
    menu(page, "Datenstand")
    assert page.get_by_role("combobox", name="Lieferung").input_value().startswith(f"Nr. {number}:")
    page.get_by_label("Grund (Pflichtangabe)").fill("Nur zur Probe eingespielt")
    page.get_by_role("button", name="Zurücknehmen").click()
    page.get_by_text(f"Lieferung Nr. {number} ist zurückgenommen.").wait_for()
    settle(page)


def test_from_upload_to_the_cell_and_back(page: Page, address: str, tmp_path: Path) -> None:
    changed = edited(tmp_path, SALZGITTER_2024, "K03102,365", name=NAME)
    page.goto(address)
    settle(page)
    assert headline(page) == "Überblick: Integrationskonzept Musterstadt"

    menu(page, "Daten einspielen")
    upload(page, changed)
    assert cells(page.get_by_role("table", name="Was erkannt wurde").get_by_role("row").nth(2)) == ["Layout", "lsn-2-3-1"]
    page.get_by_text("0 neu, 1 geändert, 0 entfällt, 1.039 unverändert").wait_for()
    (line,) = page.get_by_role("table", name="Änderungen im Einzelnen").get_by_role("row").all()[1:]
    assert cells(line)[:6] == ["geändert", "Einbürgerungen (Anzahl)", "Salzgitter, Stadt", "2024", "355", "365"]
    assert cells(line)[6:] == ["+10", "L991F4"]
    number = accept(page)

    menu(page, "Indikator")
    pick(page, "Indikator wählen", "Einbürgerungen")
    assert headline(page) == "Einbürgerungen in Salzgitter, Stadt: 365 (2024)"
    assert "id=einbuergerungen" in page.url
    page.get_by_text("Tabelle und Herkunft", exact=True).click()
    settle(page)
    row = page.get_by_role("table", name="Einbürgerungen, Salzgitter, Stadt").get_by_role("row").nth(1)
    assert cells(row)[:2] == ["2024", "365"]
    row.get_by_role("link", name="Woher?").click()
    page.get_by_role("heading", name="Herkunft: Einbürgerungen, 2024").wait_for()
    settle(page)
    source = cells(page.get_by_role("table", name="Eingangswerte mit Quelle und Fundstelle").get_by_role("row").nth(1))
    assert source[1] == "365" and source[4] == NAME and "Zeile 991, Feld 4 (L991F4)" in source[5]
    assert source[6].startswith(f"Nr. {number}")
    marked = page.get_by_role("table", name=re.compile("^Ausschnitt der Originaldatei")).get_by_role("row").filter(has_text="▸")
    assert marked.count() == 1
    assert cells(marked) == ["991", "2024", "Salzgitter, Stadt", "K03102", "▸ 365 ◂"]

    undo(page, number)
    menu(page, "Indikator")
    pick(page, "Indikator wählen", "Einbürgerungen")
    assert headline(page) == "Einbürgerungen in Salzgitter, Stadt: 355 (2024)"


def test_undo_right_after_accepting_says_that_it_worked(page: Page, address: str, tmp_path: Path) -> None:
    changed = edited(tmp_path, SALZGITTER_2024, "K03102,366", name=NAME)
    page.goto(address + "/einspielen")
    settle(page)
    upload(page, changed)
    number = accept(page)
    page.get_by_label("Grund (Pflichtangabe)").fill("Falsche Datei")
    page.get_by_role("button", name="Zurücknehmen").click()
    page.get_by_text(f"Lieferung Nr. {number} ist zurückgenommen.").wait_for()
    assert page.get_by_text("Übernommen als Lieferung").count() == 0


def test_a_file_with_errors_shows_them_all_and_offers_no_acceptance(page: Page, address: str, tmp_path: Path) -> None:
    broken = edited(tmp_path, SALZGITTER_2024, "K03102,3x5", name=NAME)
    page.goto(address + "/einspielen")
    settle(page)
    upload(page, broken)
    row = page.get_by_role("table", name="Prüfhinweise").get_by_role("row").filter(has_text="Fehler")
    assert row.count() == 1 and "L991F4" in row.inner_text() and "3x5" in row.inner_text()
    assert page.get_by_role("button", name="Übernehmen").count() == 0
    assert page.get_by_role("heading", name="3. Was sich ändern würde").count() == 0


def test_an_unreadable_file_is_answered_with_a_sentence(page: Page, address: str) -> None:
    page.goto(address + "/einspielen")
    settle(page)
    junk = {"name": "kaputt.xlsx", "mimeType": "application/octet-stream", "buffer": bytes(range(256)) * 9}
    page.get_by_label("Datei hochladen").set_input_files(junk)
    page.get_by_role("alert").filter(has_text="kaputt.xlsx").wait_for()
    assert "Traceback" not in page.locator("body").inner_text()


@pytest.mark.real
@pytest.mark.skipif(not REAL.is_dir(), reason="the real tables are not here")
def test_a_table_that_is_in_already_changes_nothing(page: Page, address: str) -> None:
    (table,) = REAL.glob("a04_*")
    page.goto(address + "/einspielen")
    settle(page)
    upload(page, table)
    page.get_by_text("0 neu, 0 geändert, 0 entfällt, 1.040 unverändert").wait_for()
    page.get_by_role("button", name="Übernehmen").click()
    page.get_by_text(re.compile(r"schon übernommen \(Lieferung Nr\. \d+\)")).wait_for()
    assert page.get_by_role("button", name="Zurücknehmen").count() == 0


@pytest.mark.real
@pytest.mark.skipif(not REAL.is_dir(), reason="the real tables are not here")
def test_a_published_workbook_becomes_the_origin_of_its_values(page: Page, address: str) -> None:
    (table,) = REAL.glob("b12_*")
    page.goto(address + "/einspielen")
    settle(page)
    upload(page, table)
    page.get_by_text("0 neu, 0 geändert, 0 entfällt").wait_for()
    number = accept(page)
    page.goto(address + "/indikator?id=einbuergerungen&ansicht=tabelle&zeitraum=2020")
    settle(page)
    source = cells(page.get_by_role("table", name="Eingangswerte mit Quelle und Fundstelle").get_by_role("row").nth(1))
    assert source[4] == table.name and "Blatt „2020_2-3-1_Download“, Zelle S13" in source[5]
    assert "▸ 126 ◂" in page.get_by_role("table", name=re.compile("^Ausschnitt der Originaldatei")).inner_text()
    undo(page, number)
