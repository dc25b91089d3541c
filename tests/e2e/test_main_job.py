"""The main job as a person does it: bring a table in, see what would change, accept, find the number and its cell, take it back."""

import re
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from playwright.sync_api import Locator, Page

from store import Home
from tests.e2e.screen import choose, settle
from tests.workflows.homes import SALZGITTER_2024, TABLE, edited

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
REAL = Path(__file__).resolve().parents[3] / "shared" / "real"
NAME = "lsn_2-3-1_berichtigt.csv"
GROUP = re.compile(r"^Geprüft, stimmt( an allen \d+ Stellen)?$")


def menu(page: Page, group: str, name: str) -> None:
    """Opens a page from a group of the menu."""
    page.get_by_role("navigation").get_by_role("button", name=group, exact=True).click()
    page.get_by_role("menuitem", name=name, exact=True).click()
    page.get_by_role("heading", level=1).first.wait_for()
    settle(page)


def pick(page: Page, label: str, option: str) -> None:
    """Chooses in a selection box as with the keyboard: type, then take the entry."""
    choose(page, label, lambda: page.get_by_role("option", name=option, exact=True), option)


def upload(page: Page, path: Path) -> None:
    page.get_by_label("Datei hochladen").set_input_files(path)
    page.get_by_role("heading", name="3. Geprüft").wait_for()
    settle(page)


def confirm_all(page: Page, reason: str = "") -> None:
    """Ticks every group of hints, as somebody does who has looked at them."""
    for number in range(page.get_by_role("checkbox", name=GROUP).count()):
        box = page.get_by_role("checkbox", name=GROUP).nth(number)
        if box.is_checked():
            continue
        box.press("Space")
        settle(page)
        if reason:
            page.get_by_label("Grund (freiwillig, steht später beim Wert)").nth(number).fill(reason)
            page.keyboard.press("Enter")
            settle(page)


def counts(page: Page) -> dict[str, str]:
    """The four tiles of the difference."""
    texts = [tile.inner_text().split("\n") for tile in page.get_by_test_id("stMetric").all()]
    return {lines[0]: lines[-1] for lines in texts}


def cells(row: Locator) -> list[str]:
    return [text.strip() for text in row.get_by_role("cell").all_inner_texts()]


def headline(page: Page) -> str:
    return page.get_by_role("heading", level=1).inner_text()


def accept(page: Page) -> int:
    """Confirms the hints, accepts what was uploaded and returns the delivery's number."""
    confirm_all(page)
    page.get_by_role("button", name="Übernehmen").click()
    message = page.get_by_text("Übernommen als Lieferung Nr.")
    message.wait_for()
    settle(page)
    return int(re.search(r"Nr\. (\d+)", message.inner_text()).group(1))


def undo(page: Page, number: int) -> None:
    """Withdraws a delivery on the page „Datenstand“."""
    menu(page, "Daten", "Datenstand")
    assert page.get_by_role("combobox", name="Lieferung", exact=True).input_value().startswith(f"Nr. {number}:")
    page.get_by_label("Grund (Pflichtangabe)").fill("Nur zur Probe eingespielt")
    page.get_by_role("button", name="Zurücknehmen").click()
    page.get_by_text(f"Lieferung Nr. {number} ist zurückgenommen.").wait_for()
    settle(page)


def test_from_upload_to_the_cell_and_back(page: Page, address: str, tmp_path: Path) -> None:
    changed = edited(tmp_path, SALZGITTER_2024, "K03102,365", name=NAME)
    page.goto(address)
    settle(page)
    assert headline(page) == "Überblick: Integrationskonzept Musterstadt"

    menu(page, "Daten", "Daten einspielen")
    upload(page, changed)
    assert cells(page.get_by_role("table", name="Was erkannt wurde").get_by_role("row").last) == ["Beschreibung", "lsn-2-3-1"]
    assert counts(page) == {"neu": "0", "geändert": "1", "entfällt": "0", "unverändert": "1.039"}
    (line,) = page.get_by_role("table", name="Änderungen im Einzelnen").get_by_role("row").all()[1:]
    assert cells(line)[:6] == ["geändert", "Einbürgerungen (Anzahl)", "Salzgitter, Stadt", "2024", "355", "365"]
    assert cells(line)[6:] == ["+10", "L991F4"]
    number = accept(page)

    menu(page, "Lage", "Indikator")
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
    menu(page, "Lage", "Indikator")
    pick(page, "Indikator wählen", "Einbürgerungen")
    assert headline(page) == "Einbürgerungen in Salzgitter, Stadt: 355 (2024)"


def test_undo_right_after_accepting_says_that_it_worked(page: Page, address: str, tmp_path: Path) -> None:
    changed = edited(tmp_path, SALZGITTER_2024, "K03102,366", name=NAME)
    page.goto(address + "/einspielen")
    settle(page)
    upload(page, changed)
    number = accept(page)
    page.get_by_text("Rückgängig machen").click()
    page.get_by_label("Grund (Pflichtangabe)").fill("Falsche Datei")
    page.get_by_role("button", name="Zurücknehmen").click()
    page.get_by_text(f"Lieferung Nr. {number} ist zurückgenommen.").wait_for()
    assert page.get_by_text("Übernommen als Lieferung").count() == 0


def test_a_file_with_errors_shows_them_all_and_offers_no_acceptance(page: Page, address: str, tmp_path: Path) -> None:
    broken = edited(tmp_path, SALZGITTER_2024, "K03102,3x5", name=NAME)
    page.goto(address + "/einspielen")
    settle(page)
    upload(page, broken)
    (box,) = page.locator("[class*=st-key-befund_]").filter(has_text="Fehler").all()
    assert "L991F4" in box.inner_text() and "3x5" in box.inner_text()
    page.get_by_text("1 Fehler verhindert das Übernehmen.").wait_for()
    assert page.get_by_role("button", name="Übernehmen").count() == 0
    assert page.get_by_role("heading", name="4. Was sich ändern würde").count() == 0


def test_an_unreadable_file_is_answered_with_a_sentence_once(page: Page, address: str, home: Home) -> None:
    page.goto(address + "/einspielen")
    settle(page)
    started = set(home.drafts.iterdir())
    junk = {"name": "kaputt.xlsx", "mimeType": "application/octet-stream", "buffer": bytes(range(256)) * 9}
    page.get_by_label("Datei hochladen").set_input_files(junk)
    page.get_by_role("alert").filter(has_text="kaputt.xlsx").wait_for()
    page.wait_for_timeout(3000)  # a file taken again and again would begin an import every second
    assert set(home.drafts.iterdir()) == started
    assert page.get_by_role("alert").filter(has_text="kaputt.xlsx").count() == 1
    assert "Traceback" not in page.locator("body").inner_text()


def test_hints_are_confirmed_one_by_one_or_together_and_survive_a_lost_connection(page: Page, address: str, tmp_path: Path) -> None:
    changed = edited(tmp_path, SALZGITTER_2024, "K03102,3650", name=NAME)
    page.goto(address + "/einspielen")
    settle(page)
    upload(page, changed)
    button = page.get_by_role("button", name="Übernehmen", exact=True)
    assert button.is_disabled()
    confirm_all(page, "beim Amt nachgefragt")
    assert button.is_enabled()

    page.goto(address + "/einspielen")  # another visit knows nothing of this one
    settle(page)
    page.get_by_role("button", name="Fortsetzen").first.click()
    page.get_by_role("heading", name="3. Geprüft").wait_for()
    settle(page)
    assert page.get_by_role("button", name="Übernehmen", exact=True).is_enabled()
    number = accept(page)

    page.goto(address + f"/datenstand?lieferung={number}")
    settle(page)
    confirmed = page.get_by_role("table", name=f"Bestätigte Hinweise der Lieferung Nr. {number}")
    assert "beim Amt nachgefragt" in confirmed.inner_text()
    page.goto(address + "/indikator?id=einbuergerungen")
    settle(page)
    assert "beim Amt nachgefragt" in page.get_by_role("table", name="Anmerkungen zu den Werten").inner_text()
    undo(page, number)


def test_the_same_file_again_says_who_brought_it_and_when(page: Page, address: str) -> None:
    page.goto(address + "/einspielen")
    settle(page)
    upload(page, TABLE)
    page.get_by_text(re.compile(r"Diese Datei ist schon da: Lieferung \d+, \d\d\.\d\d\.\d{4}, Integrationsbüro\.")).wait_for()
    page.get_by_role("button", name="Verwerfen").first.click()
    page.get_by_label("Datei hochladen").wait_for(state="attached")
    assert "entwurf" not in page.url


def test_values_and_changes_can_be_taken_away_as_workbooks(page: Page, address: str, tmp_path: Path) -> None:
    changed = edited(tmp_path, SALZGITTER_2024, "K03102,365", name=NAME)
    page.goto(address + "/einspielen")
    settle(page)
    upload(page, changed)
    values = downloaded(page, "Übernommene Werte als Excel", tmp_path)["Werte"]
    head = [cell.value for cell in values[1]]
    salzgitter = [row for row in values.iter_rows(values_only=True) if row[head.index("Zelle")] == "L991F4"]
    assert [row[head.index("Wert")] for row in salzgitter] == [365]
    differences = downloaded(page, "Alle Änderungen als Excel", tmp_path)["Unterschied"]
    assert differences.max_row == 2 and differences["G2"].value == 355 and differences["I2"].value == 365
    marked = downloaded(page, "Datei mit markierten Zellen (Excel)", tmp_path)
    assert "Prüfbericht" in marked.sheetnames


def downloaded(page: Page, label: str, folder: Path) -> Workbook:
    """The workbook behind a button."""
    with page.expect_download() as started:
        page.get_by_role("button", name=label).click()
    path = folder / started.value.suggested_filename
    started.value.save_as(path)
    return load_workbook(path)


@pytest.mark.real
@pytest.mark.skipif(not REAL.is_dir(), reason="the real tables are not here")
def test_a_table_that_is_in_already_changes_nothing(page: Page, address: str) -> None:
    (table,) = REAL.glob("a04_*")
    page.goto(address + "/einspielen")
    settle(page)
    upload(page, table)
    assert counts(page) == {"neu": "0", "geändert": "0", "entfällt": "0", "unverändert": "1.040"}
    confirm_all(page)
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
    assert {counts(page)[word] for word in ("neu", "geändert", "entfällt")} == {"0"}
    number = accept(page)
    page.goto(address + "/indikator?id=einbuergerungen&ansicht=tabelle&zeitraum=2020")
    settle(page)
    source = cells(page.get_by_role("table", name="Eingangswerte mit Quelle und Fundstelle").get_by_role("row").nth(1))
    assert source[4] == table.name and "Blatt „2020_2-3-1_Download“, Zelle S13" in source[5]
    assert "▸ 126 ◂" in page.get_by_role("table", name=re.compile("^Ausschnitt der Originaldatei")).inner_text()
    undo(page, number)
