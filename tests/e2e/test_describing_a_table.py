"""Teaching the app a table without a programmer: from the proposal to accepted values, and next year's edition without a question."""

import re
import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page

from tests.e2e.screen import settle
from tests.e2e.tables import AREAS, REGION, courses, participants
from tests.e2e.test_main_job import REAL, accept, cells, counts, pick, upload

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
TITLE = "Teilnehmende an Sprachkursen nach Kreisen"


def describe(page: Page, address: str, file: Path) -> None:
    """Brings in a file nobody knows and opens its proposal."""
    page.goto(address + "/einspielen")
    settle(page)
    page.get_by_label("Datei hochladen").set_input_files(file)
    page.get_by_text("Der Monitor weiß nicht, welche Tabelle das ist.").wait_for()
    settle(page)
    page.get_by_role("button", name="Tabelle beschreiben").click()
    page.get_by_role("heading", name=f"Tabelle beschreiben: {file.name}").wait_for()
    settle(page)


def save(page: Page) -> None:
    page.get_by_role("button", name="Tabellenbeschreibung speichern").click()
    page.get_by_role("heading", name="3. Geprüft").wait_for()
    settle(page)


def test_a_new_table_is_taught_and_its_next_edition_asks_nothing(page: Page, address: str, tmp_path: Path) -> None:
    first = courses(tmp_path / "lsn_9-1-1_sprachkurse_2023.xlsx", 2023)
    describe(page, address, first)
    colours = page.get_by_role("table", name="Blatt „9-1-1_Download“ mit Rollen")
    assert cells(colours.get_by_role("row").nth(8))[4:6] == ["Z\u00a02015", "Z\u00a02016"]
    preview = page.get_by_role("table", name="Werte, wie sie geladen würden").get_by_role("row")
    shown = [cells(row) for row in preview.all()[1:]]
    assert len(shown) == 12
    keys = {**{f"03{key:03}": key for key in AREAS}, "031": REGION[0]}
    for _, _, area, year, value, unit, _, _ in shown:
        key = re.search(r"\((\d+)\)", area)[1]
        assert value.replace(".", "") == str(participants(keys[key], int(year))) and unit == "Anzahl"
    assert page.get_by_label("Titel der Tabelle").input_value() == TITLE
    save(page)

    values = (len(AREAS) + 1) * 9
    assert cells(page.get_by_role("table", name="Was erkannt wurde").get_by_role("row").nth(1)) == ["Tabelle", TITLE]
    assert counts(page) == {"neu": str(values), "geändert": "0", "entfällt": "0", "unverändert": "0"}
    accept(page)
    page.get_by_text(f"{values} Werte sind neu").wait_for()

    page.goto(address + "/einspielen")
    settle(page)
    upload(page, courses(tmp_path / "lsn_9-1-1_sprachkurse_2024.xlsx", 2024))
    assert cells(page.get_by_role("table", name="Was erkannt wurde").get_by_role("row").nth(1)) == ["Tabelle", TITLE]
    assert page.get_by_role("combobox").count() == 0, "nobody is asked which table this is"
    assert counts(page) == {"neu": str(len(AREAS) + 1), "geändert": "0", "entfällt": "0", "unverändert": str(values)}
    accept(page)

    page.goto(address + "/tabellen")
    page.get_by_role("heading", name=TITLE).wait_for()
    settle(page)
    assert cells(page.get_by_role("table", name=f"Fassungen von {TITLE}").get_by_role("row").nth(1))[3] == "gilt"
    page.get_by_role("button", name="Fassung 1 zurücknehmen").click()
    page.get_by_text("ist zurückgenommen.").wait_for()


def test_a_correction_by_choosing_changes_the_values_at_once(page: Page, address: str, tmp_path: Path) -> None:
    describe(page, address, courses(tmp_path / "kurse.xlsx", 2023))
    page.get_by_text("99 Werte; gezeigt sind 12").wait_for()
    pick(page, "Werte enden in Zeile", "21")
    page.get_by_text("90 Werte; gezeigt sind 12").wait_for()
    pick(page, "Was gezählt wird", "Einbürgerungen")
    page.reload()  # what was chosen is kept with the import
    page.get_by_text("90 Werte; gezeigt sind 12").wait_for()
    settle(page)
    preview = page.get_by_role("table", name="Werte, wie sie geladen würden")
    assert cells(preview.get_by_role("row").nth(1))[0] == "Einbürgerungen"


def test_an_edition_with_a_changed_head_asks_only_about_the_difference(page: Page, address: str, tmp_path: Path) -> None:
    describe(page, address, courses(tmp_path / "kurse_2007.xlsx", 2007, 2001))
    save(page)
    accept(page)
    page.goto(address + "/einspielen")
    settle(page)
    page.get_by_label("Datei hochladen").set_input_files(courses(tmp_path / "kurse_2008.xlsx", 2008, 2001, "Teilnehmende Personen"))
    page.get_by_text(f"Eine neue Ausgabe von „{TITLE}“?").wait_for()
    settle(page)
    lines = [cells(row) for row in page.get_by_role("table", name="Überschriften bisher und in dieser Datei").get_by_role("row").all()[1:]]
    assert [(line[0], line[1]) for line in lines if line[3] == "anders"] == [
        ("Teilnehmende / ‹Zeit› / Anzahl", "Teilnehmende Personen / ‹Zeit› / Anzahl")
    ]
    page.get_by_role("button", name="Ja, dieselbe Tabelle mit geändertem Kopf").click()
    page.get_by_role("heading", name="3. Geprüft").wait_for()
    settle(page)
    assert counts(page) == {"neu": "11", "geändert": "0", "entfällt": "0", "unverändert": "77"}


@pytest.mark.real
@pytest.mark.skipif(not REAL.is_dir(), reason="the real tables are not here")
def test_a_published_workbook_under_another_title_is_taught(page: Page, address: str, tmp_path: Path) -> None:
    (published,) = REAL.glob("b12_*")
    copy = Path(shutil.copy(published, tmp_path / "wanderungen.xlsx"))
    workbook = load_workbook(copy, data_only=True)
    for name in workbook.sheetnames[1:]:
        workbook.remove(workbook[name])
    sheet = workbook.worksheets[0]
    sheet.title = "2020_9-9-9_Download"
    for row in sheet.iter_rows(max_row=9):
        for cell in row:
            if isinstance(cell.value, str):
                cell.value = cell.value.replace("2.3.1", "9.9.9").replace("Einbürgerungen", "Zuzüge").replace("Einbürgungen", "Zuzüge")
    workbook.save(copy)
    describe(page, address, copy)
    save(page)
    assert counts(page)["neu"] == "832"
    accept(page)
