"""The public edition in a real browser, opened from a folder: styled, accessible, readable on narrow screens, every link works."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from settings import PublicEdition, Settings
from store import Home
from workflows.public_edition import publish_edition

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
PAGES = ("index.html", "feld-bildung.html", "massnahmen.html", "methodik.html", "ueber.html")


@pytest.fixture(scope="module")
def edition(pristine: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ausgabe") / "netz"
    settings = Settings(public_edition=PublicEdition("dl-de/by-2-0", contact="integration@musterstadt.example"))
    publish_edition(Home(pristine), "controlling-2026-03-19", folder, settings=settings)
    return folder


def test_pages_are_accessible_and_need_no_sideways_scrolling(browser, edition: Path) -> None:
    context = browser.new_context(locale="de-DE", bypass_csp=True)  # axe is a script, and the pages allow none
    page = context.new_page()
    found = []
    for name in PAGES:
        page.set_viewport_size({"width": 1366, "height": 900})
        page.goto((edition / name).as_uri())
        found += [(name, each["id"]) for each in Axe().run(page).response["violations"]]
        page.set_viewport_size({"width": 320, "height": 700})
        if page.evaluate("document.documentElement.scrollWidth") > 320:
            found.append((name, "wide"))
    context.close()
    assert found == []


def test_a_reader_gets_from_the_start_to_a_field_and_back(page: Page, edition: Path) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto((edition / "index.html").as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Zum Inhalt"
    page.get_by_role("link", name="Handlungsfeld 2: Kita, Schule und Bildungswege").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Handlungsfeld 2: Kita, Schule und Bildungswege"
    assert page.evaluate("getComputedStyle(document.body).margin") == "0px"  # the style sheet is there
    assert page.evaluate("[...document.images].every(each => each.naturalWidth > 0 && each.alt.length > 20)")
    page.get_by_role("link", name="Überblick").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Integrationskonzept Musterstadt"
    assert said == []
