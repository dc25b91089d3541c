"""Indikator as people use it: every part opens, charts are saved, a verdict is set by hand and taken back."""

from datetime import timedelta
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from PIL import Image
from playwright.sync_api import Page

from domain.local_time import today
from tests.e2e.screen import settle

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
INDICATOR = "/indikator?id=ohne_abschluss_auslaender"
GAP = "/indikator?id=ohne_abschluss_abstand"
REASON = "Zwei Abschlussjahrgänge in einem Jahr."


def opened(page: Page, address: str) -> Page:
    page.goto(address)
    settle(page)
    return page


@pytest.mark.parametrize(
    ("part", "seen"),
    [
        ("Ziel und Weg", "Was geschehen müsste"),
        ("Abstand", "Woraus sich die Veränderung zusammensetzt"),
        ("Tabelle und Herkunft", "Alle Werte"),
        ("Steckbrief", "Rechenbeispiel"),
    ],
)
def test_every_part_is_one_click_away(page: Page, address: str, part: str, seen: str) -> None:
    opened(page, address + GAP)
    page.get_by_role("radiogroup", name="Darstellung").get_by_text(part, exact=True).click()
    page.get_by_role("heading", name=seen).wait_for()


def saved(page: Page, label: str) -> bytes:
    with page.expect_download() as waiting:
        page.get_by_role("button", name=label).click()
    return Path(waiting.value.path()).read_bytes()


def test_a_chart_is_saved_as_picture_and_workbook(page: Page, address: str) -> None:
    opened(page, address + INDICATOR)
    svg = saved(page, "↓ Bild (SVG)").decode()
    assert "Salzgitter, Stadt 14,8" in svg and "Quelle: Landesamt für Statistik Niedersachsen" in svg and "Datenstand Nr." in svg
    picture = Image.open(BytesIO(saved(page, "↓ Bild (PNG)")))
    assert picture.width > 1500 and picture.height > 800
    sheet = openpyxl.load_workbook(BytesIO(saved(page, "↓ Werte (Excel)")))["Werte"]
    values = {(row[0], row[1]): row[2] for row in sheet.iter_rows(min_row=2, values_only=True)}
    assert values["Salzgitter, Stadt", "2024"] == pytest.approx(14.8, abs=0.05)


def test_the_office_sets_a_verdict_and_takes_it_back(page: Page, address: str) -> None:
    opened(page, address + INDICATOR + "&ansicht=ziel")
    page.get_by_text("Bewertung fachlich setzen").click()
    page.get_by_label("Begründung (mindestens 10 Zeichen, für alle lesbar)").fill(REASON)
    page.get_by_label("Gilt bis zur Sitzung am (TT.MM.JJJJ)").fill("bald")
    page.get_by_role("button", name="Bewertung setzen").click()
    page.get_by_text("Bitte das Datum der nächsten Sitzung als TT.MM.JJJJ angeben").wait_for()
    page.get_by_label("Gilt bis zur Sitzung am (TT.MM.JJJJ)").fill(f"{today() + timedelta(days=90):%d.%m.%Y}")
    page.get_by_role("button", name="Bewertung setzen").click()
    page.get_by_text("Fachlich gesetzt: Sonne statt Blitz").wait_for()
    settle(page)
    assert "Nach der Regel: ⚡" in page.locator("body").inner_text() and REASON.rstrip(".") in page.locator("body").inner_text()

    page.get_by_text("Fachlich gesetzte Bewertung zurücknehmen").click()
    page.get_by_label("Begründung (mindestens 10 Zeichen)", exact=True).fill("Doch nach der Regel.")
    page.get_by_role("button", name="Zurücknehmen").click()
    page.get_by_text("Es gilt wieder die Bewertung nach der Regel.").wait_for()
    settle(page)
    assert "Fachlich gesetzt:" not in page.locator("body").inner_text()


def test_only_the_office_may_set_a_verdict(page: Page, address: str) -> None:
    opened(page, address + INDICATOR + "&ansicht=ziel&rolle=controlling")
    page.get_by_role("heading", name="Warum so bewertet?").wait_for()
    assert page.get_by_text("Bewertung fachlich setzen").count() == 0


def test_what_has_no_figures_says_who_delivers_them_and_offers_the_sheet(page: Page, address: str) -> None:
    opened(page, address + "/indikator?id=u8_abstand")
    page.get_by_text("Die Zahlen liefert: Gesundheitsamt").wait_for()
    sheet = openpyxl.load_workbook(BytesIO(saved(page, "Erfassungsblatt (Excel)")))
    assert sheet.sheetnames
