"""The catalogue in a browser: search with a typo, keep it in the address, take an Erfassungsblatt home and bring it back filled."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page

from domain.input_sheet import COLUMNS, SHEET
from tests.e2e.screen import settle, show

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
PLACE = {column.key: number for number, column in enumerate(COLUMNS, start=1)}


@pytest.fixture
def page(browser, address: str):
    with browser.new_context(locale="de-DE") as context:
        yield context.new_page()


def test_a_search_with_a_typo_leads_to_the_indicator_and_stays_in_the_address(page: Page, address: str) -> None:
    show(page, address, "katalog")
    page.get_by_label("Suchen: Name, anderes Wort dafür, Quelle oder Tabellennummer").fill("Einbürgrungsquote")
    page.keyboard.press("Enter")
    page.wait_for_url("**suche=*")
    settle(page)
    first = page.get_by_role("table").first.get_by_role("link").first
    name = first.inner_text()
    assert name.startswith("Einbürgerungsquote")
    page.reload()
    settle(page)
    assert page.get_by_role("table").first.get_by_role("link").first.inner_text() == name
    page.get_by_role("table").first.get_by_role("link").first.click()
    page.wait_for_url("**/indikator?id=einbuergerungsquote*")
    settle(page)
    assert "Einbürgerung" in page.locator("body").inner_text()


def test_figures_come_in_through_the_sheet_of_an_indicator(page: Page, address: str, tmp_path: Path) -> None:
    page.goto(f"{address}/katalog?suche=intensiver+Sprachförderbedarf+Einschulung&blatt=esu_sprachfoerderbedarf")
    settle(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Erfassungsblatt (Excel)").click()
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)
    workbook, last = load_workbook(path), str(date.today().year - 1)
    for row in range(5, workbook[SHEET].max_row + 1):
        if workbook[SHEET].cell(row, PLACE["period"]).value == last:
            workbook[SHEET].cell(row, PLACE["value"]).value = {1: 156, 2: 500}[workbook[SHEET].cell(row, PLACE["line"]).value]
    workbook.save(path)
    page.goto(f"{address}/einspielen")
    settle(page)
    page.get_by_label("Datei hochladen").set_input_files(path)
    page.get_by_role("heading", name="5. Übernehmen").wait_for()
    settle(page)
    page.get_by_role("button", name="Übernehmen").click()
    page.get_by_text("Übernommen als Lieferung Nr.").wait_for()
    page.goto(f"{address}/indikator?id=esu_sprachfoerderbedarf")
    settle(page)
    assert page.get_by_text("31,2").first.is_visible()  # 100 · 156 / 500
