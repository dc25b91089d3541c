"""What a person sees: German, nothing fetched from elsewhere, nothing executed that came with the data."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = Path(__file__).parent / "sample" / "app.py"
ENGLISH = re.compile(
    r"\b(upload|browse|drag and drop|per file|show data|fullscreen|download as|copy|choose|main menu|help for|select all|no results"
    r"|loading|running|remove|press enter|page not found|the page that|symbol legend|open|clear)\b",
    re.IGNORECASE,
)
pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.fixture(scope="module")
def sample(server, tmp_path_factory) -> str:
    return server(tmp_path_factory.mktemp("leer"), SAMPLE)


@pytest.fixture
def watched(page):
    """The page with what it asked for and complained about."""
    page.asked, page.complaints = [], []
    page.on("request", lambda request: page.asked.append(request.url))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.on("console", lambda message: page.complaints.append(message.text) if "Security Policy" in message.text else None)
    return page


def open_sample(page, address: str) -> None:
    page.goto(address)
    page.wait_for_selector("[data-testid=stVegaLiteChart] svg")
    page.wait_for_selector("[data-testid=stFileUploader]")
    page.wait_for_timeout(800)


def test_nothing_is_fetched_from_elsewhere_and_the_policy_holds(watched, sample):
    open_sample(watched, sample)
    watched.locator("[data-testid=stFileUploader] input").set_input_files({"name": "a.csv", "mimeType": "text/csv", "buffer": b"x;y"})
    watched.get_by_text("a.csv").wait_for()
    elsewhere = [url for url in watched.asked if not url.startswith((sample, sample.replace("http", "ws"), "data:", "blob:"))]
    assert elsewhere == []
    assert watched.complaints == []


def test_data_texts_stay_text(watched, sample):
    open_sample(watched, sample)
    cell = watched.locator("[data-testid=stTable] td", has_text="example.org").first
    assert (
        cell.inner_text()
        .replace("\u2060", "")
        .startswith("<b>fett</b> ![](http://example.org/bild.png) :red[rot] [a](javascript:alert(1)) :smile:")
    )
    assert cell.locator("a, img, b, span[style*=color]").count() == 0


def test_streamlits_own_words_are_german(watched, sample):
    open_sample(watched, sample)
    assert "höchstens 20\u00a0MB" in watched.locator("[data-testid=stFileUploader]").inner_text()
    watched.locator("[data-testid=stFileUploader] input").set_input_files({"name": "a.csv", "mimeType": "text/csv", "buffer": b"x;y"})
    watched.get_by_text("a.csv").wait_for()
    watched.locator("[data-testid=stVegaLiteChart]").first.hover()
    watched.wait_for_timeout(400)
    texts = watched.evaluate(
        """() => [...document.querySelectorAll('#root *')].flatMap(element => [
            ...['aria-label', 'title', 'placeholder', 'alt'].map(name => element.getAttribute(name)),
            ...[...element.childNodes].filter(node => node.nodeType === 3
                && !element.closest('[data-testid=stIconMaterial], style, script')).map(node => node.data)
        ]).filter(Boolean)"""
    )
    assert [text for text in texts if ENGLISH.search(text)] == []
    assert "3,0\u00a0B" in watched.locator("[data-testid=stFileUploader]").inner_text()


def test_charts_speak_german_and_have_their_text(watched, sample):
    open_sample(watched, sample)
    chart = watched.locator("[data-testid=stVegaLiteChart]").first
    assert "3.000,0" in chart.inner_text() or "3.000" in chart.inner_text()
    assert watched.get_by_label(re.compile("^Liniendiagramm Versuch")).count() >= 1


def test_links_in_tables_stay_in_the_session_and_keep_the_role(watched, sample):
    open_sample(watched, sample + "/?rolle=public")
    before = len([url for url in watched.asked if url.endswith(".js")])
    watched.get_by_role("link", name="Öffnen").click()
    watched.get_by_role("heading", name="Gewählt: a b&c").wait_for()
    assert watched.url.endswith("/ziel?id=a+b%26c&rolle=public")
    assert len(watched.context.pages) == 1
    assert len([url for url in watched.asked if url.endswith(".js")]) == before
    watched.go_back()
    watched.get_by_role("heading", name="Bausteine").wait_for()


def test_the_role_survives_changing_the_page(watched, sample):
    open_sample(watched, sample)
    watched.get_by_role("button", name="Ansicht: Integrationsbüro").click()
    watched.get_by_text("Öffentlichkeit", exact=True).click()
    watched.get_by_role("button", name="Ansicht: Öffentlichkeit").wait_for()
    watched.keyboard.press("Escape")
    watched.locator("[data-testid=stTopNavLink]", has_text="Ziel").click()
    watched.get_by_role("heading", name="Gewählt: nichts").wait_for()
    watched.get_by_role("button", name="Ansicht: Öffentlichkeit").wait_for()
    watched.wait_for_url("**/ziel?rolle=public")


def test_an_error_shows_a_number_and_no_inner_detail(watched, sample):
    open_sample(watched, sample)
    watched.get_by_role("button", name="Fehler auslösen").click()
    alert = watched.locator("[data-testid=stAlert]")
    alert.wait_for()
    assert re.search(r"Fehlernummer [0-9A-F]{6}", alert.inner_text())
    assert "innere Einzelheit" not in watched.locator("body").inner_text()
    assert "Traceback" not in watched.locator("body").inner_text()


def test_a_page_file_cannot_be_opened_on_a_fresh_server(watched, server, tmp_path):
    """The first request to a server must not find pages/imports.py under its file name; nobody has called st.navigation yet."""
    assert (ROOT / "pages" / "imports.py").exists()
    watched.goto(f"{server(tmp_path)}/imports")
    watched.wait_for_selector("[role=dialog]")
    assert "Diese Seite gibt es nicht" in watched.locator("[role=dialog]").inner_text()
    watched.locator(".st-key-rahmen").wait_for()  # the dialog may come before the page behind it
    assert watched.locator("[data-testid=stFileUploader]").count() == 0
