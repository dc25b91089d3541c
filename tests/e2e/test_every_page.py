"""What holds on every page: keyboard, narrow screens, print, accessibility, German words and German numbers."""

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.e2e.screen import VIEWS, settle, show
from tests.workflows.homes import TABLE

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
WIDE, NARROW = {"width": 1366, "height": 900}, {"width": 320, "height": 700}
ENGLISH = re.compile(
    r"\b(upload|uploaded|browse|search|close|choose|select|selected|loading|running|stop|deploy|settings|fullscreen|show|hide|view|open|"
    r"clear|remove|delete|copy|download|drag|drop|press enter|print|rerun|record|help|menu|next|previous|page not found|no results|"
    r"values?|error|warning|success|file|chart|table|symbol|legend|options?|of|the|and|for|with|add|icon|link|image)\b",
    re.IGNORECASE,
)
# Words that are German too, or that stand in the names of files and publishers.
MEANT = re.compile(
    r"\b(Link|Stop|Legende|Symbole|Chart|Option|Optionen|Menü|Download)\b|[\w.-]+\.(csv|xlsx|toml)|\S*_\S*|lsn-\S+|image/png"
)
DECIMAL_POINT = re.compile(r"(?<![\d.,:/-])\d+\.\d{1,2}(?![\d.:/-])")
# Numbers of measures, tables, licences and times are written with a point in German as well.
POINT_MEANT = re.compile(
    r"\d{1,2}\.\d{1,2}(?=\.?\s*(Uhr|\d{4}))|[Ii]ndikator(?:en)? \d+\.\d+(\.\d+)?"
    r"|Version \d+\.\d+|Maßnahme \d+\.\d+|\d\.\d+(?= [A-ZÄÖÜ„])|Nr\. \d+\.\d+(?:, \d+\.\d+)*"
)

TEXTS = """() => [...document.querySelectorAll('body *')].filter(element => !element.closest(
        '[data-testid=stIconMaterial], style, script, [aria-hidden=true]')).flatMap(element => [
    ...['aria-label', 'title', 'placeholder', 'alt', 'aria-roledescription'].map(name => element.getAttribute(name)),
    ...[...element.childNodes].filter(node => node.nodeType === 3).map(node => node.data.trim())
]).filter(Boolean)"""


@pytest.fixture(scope="module")
def shown(browser, address: str) -> Callable[[str], Page]:
    """``shown(view)``: the view, drawn once and kept, at the wide size on screen."""
    context = browser.new_context(locale="de-DE", timezone_id="Europe/Berlin", viewport=WIDE, bypass_csp=True)
    context.set_default_timeout(30_000)
    pages: dict[str, Page] = {}

    def give(view: str) -> Page:
        if view not in pages:
            pages[view] = context.new_page()
            show(pages[view], address, view)
        page = pages[view]
        page.set_viewport_size(WIDE)
        page.emulate_media(media="screen")
        return page

    yield give
    context.close()


@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_nothing_serious(shown, view: str) -> None:
    found = Axe().run(shown(view)).response["violations"]
    serious = [each for each in found if each["impact"] in ("serious", "critical")]
    assert [(each["id"], [node["target"] for node in each["nodes"]][:5]) for each in serious] == []


@pytest.mark.parametrize("view", VIEWS)
def test_every_word_of_the_frame_and_the_controls_is_german(shown, view: str) -> None:
    assert len(shown(view).evaluate(TEXTS)) > 15
    assert english(shown(view)) == []


def english(page: Page) -> list[str]:
    """Texts and names on the page with an English word in them."""
    return [text for text in page.evaluate(TEXTS) if ENGLISH.search(MEANT.sub("", text))]


def test_controls_speak_german_when_they_are_opened(page: Page, address: str) -> None:
    show(page, address, "indikator")
    page.get_by_role("button", name="Ansicht: Integrationsbüro").click()
    page.get_by_text("Fachbereich", exact=True).click()
    page.get_by_role("combobox", name="Eigene Handlungsfelder").click()
    page.get_by_role("option").first.wait_for()
    assert english(page) == []
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.get_by_role("combobox", name="Gebiet").click()
    page.get_by_role("combobox", name="Gebiet").fill("xyz")
    page.get_by_text("Nichts gefunden").wait_for()
    assert english(page) == []
    page.keyboard.press("Escape")
    page.get_by_text("Tabelle zum Diagramm").click()
    drawing = page.get_by_test_id("stVegaLiteChart")
    drawing.evaluate("element => element.scrollIntoView({block: 'center'})")  # whoever scrolls on the way leaves it, and its buttons go
    drawing.hover()
    page.get_by_role("button", name=re.compile("^Vollbild")).hover()
    page.wait_for_timeout(600)
    assert english(page) == []


def test_a_refused_file_type_is_explained_in_german(page: Page, address: str) -> None:
    show(page, address, "einspielen")
    page.get_by_label("Datei hochladen").set_input_files({"name": "bild.png", "mimeType": "image/png", "buffer": b"x"})
    page.get_by_text("bild.png").first.wait_for()
    page.wait_for_timeout(500)
    assert english(page) == []
    assert page.get_by_label(re.compile("^bild.png, 1,0")).count() == 1


def test_an_address_without_a_page_is_answered_in_german(page: Page, address: str) -> None:
    page.goto(address + "/gibtesnicht")
    page.get_by_role("dialog").get_by_text("Diese Seite gibt es nicht").wait_for()
    assert english(page) == []


@pytest.mark.parametrize("view", VIEWS)
def test_numbers_have_a_decimal_comma(shown, view: str) -> None:
    lines = shown(view).locator("body").inner_text().splitlines()
    if view == "fundstelle":  # cells of the kept file, as they stand there: numbers of measures
        lines = [line for line in lines if not re.fullmatch(r"\W*\d\.\d\W*", line)]
    assert [line for line in lines if DECIMAL_POINT.search(POINT_MEANT.sub("", line))] == []


@pytest.mark.parametrize("view", VIEWS)
def test_at_320_pixels_nothing_runs_out_of_the_page(shown, view: str) -> None:
    page = shown(view)
    page.set_viewport_size(NARROW)
    for _ in range(20):  # menu and charts follow the new width a moment later
        page.wait_for_timeout(300)
        too_wide = page.evaluate(_TOO_WIDE)
        if not too_wide:
            break
    assert too_wide == []


_TOO_WIDE = """() => [
    ...[document.documentElement, document.body, ...document.querySelectorAll('[data-testid=stMain], [data-testid=stApp]')]
        .filter(element => element.scrollWidth > innerWidth + 1).map(element => element.tagName + ' ' + element.scrollWidth),
    ...[...document.querySelectorAll('h1, h2, h3, p, li, input, button, [data-testid=stMetric]')].filter(element => {
        const box = element.getBoundingClientRect();
        if (!box.width || box.right <= innerWidth + 1 || box.left >= innerWidth) return false;
        for (let up = element; up && up.dataset.testid !== 'stMain'; up = up.parentElement)
            if (['auto', 'scroll'].includes(getComputedStyle(up).overflowX)) return false;
        return true;
    }).map(element => element.innerText.slice(0, 60))]"""


@pytest.mark.parametrize("view", VIEWS)
def test_print_shows_every_cell_of_every_table(shown, view: str) -> None:
    page = shown(view)
    before = page.evaluate(_CELLS)
    page.emulate_media(media="print")
    page.wait_for_timeout(200)
    assert page.evaluate(_CELLS) == before
    assert page.evaluate(_CLIPPED) == []
    controls = ["stFileUploader", "stHeader", "stDownloadButton", "stButton", "stFormSubmitButton"]
    assert [name for name in controls if any(each.is_visible() for each in page.get_by_test_id(name).all())] == []


def test_many_changes_are_printed_in_full(page: Page, address: str, tmp_path: Path) -> None:
    """On screen a long difference scrolls in a box of its own; on paper nothing scrolls."""
    lines = TABLE.read_text("utf-8-sig").splitlines(keepends=True)
    changed = [re.sub(r"(\d+)(\r?\n)$", lambda found: f"{int(found[1]) + 1}{found[2]}", line) for line in lines[-40:]]
    (tmp_path / "lsn_2-3-1_neu.csv").write_text("".join(lines[:-40] + changed), "utf-8")
    show(page, address, "einspielen")
    page.get_by_label("Datei hochladen").set_input_files(tmp_path / "lsn_2-3-1_neu.csv")
    page.get_by_role("heading", name="4. Was sich ändern würde").wait_for()
    settle(page)
    page.emulate_media(media="print")
    page.wait_for_timeout(200)
    assert "40" in page.get_by_test_id("stMetric").nth(1).inner_text()
    assert page.get_by_role("table", name="Änderungen im Einzelnen").get_by_role("row").count() == 41
    assert page.evaluate(_CLIPPED) == []


_CELLS = """() => [...document.querySelectorAll('[data-testid=stTable] td')].filter(cell => !cell.closest('details:not([open])'))
    .filter(cell => cell.checkVisibility() && cell.getBoundingClientRect().height > 0).map(cell => cell.innerText.trim())"""
_CHOSEN = """() => [...document.querySelectorAll('[data-testid=stSelectbox]')]
    .filter(box => !box.closest('[data-testid=stForm], details:not([open]), .st-key-rahmen_rolle')).filter(box => box.checkVisibility())
    .map(box => box.querySelector('input')?.value || '').filter(Boolean)"""
_EVERY_CELL = """() => [...document.querySelectorAll('[data-testid=stTable] td')]
    .filter(cell => !cell.closest('details:not([open])') || cell.closest('[class*=st-key-werte_]')).map(cell => cell.textContent.trim())"""
_CLIPPED = """() => [...document.querySelectorAll('[data-testid=stTable] td')].filter(cell => cell.checkVisibility()).filter(cell => {
    for (let up = cell.parentElement; up && up !== document.documentElement; up = up.parentElement) {
        const style = getComputedStyle(up);
        if (style.overflowY !== 'visible' && up.scrollHeight > up.clientHeight + 2) return true;
        if (style.position === 'fixed') return true;
    }
    return false;
}).map(cell => cell.innerText.slice(0, 60))"""


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext (Debian: poppler-utils) fehlt")
@pytest.mark.parametrize("view", VIEWS)
def test_the_printed_page_holds_every_number_of_the_screen(shown, view: str, tmp_path: Path) -> None:
    page = shown(view)
    wanted = {number for text in page.evaluate(_EVERY_CELL) for number in re.findall(r"\d[\d.,]*\d|\d", text)}
    headings = page.get_by_role("heading").all_inner_texts()
    chosen = page.evaluate(_CHOSEN)
    state = page.locator(".st-key-rahmen p").first.inner_text().splitlines()[-1]
    page.emulate_media(media="print")
    page.pdf(path=tmp_path / "seite.pdf", format="A4", prefer_css_page_size=True)
    printed = subprocess.run(["pdftotext", "-layout", str(tmp_path / "seite.pdf"), "-"], capture_output=True, text=True, check=True).stdout
    flat = re.sub(r"\s+", "", printed)
    assert len(wanted) > 3 or view in ("einspielen", "tabellen", "meldung", "tafel", "protokoll", "berichte")
    assert sorted(number for number in wanted if number not in flat) == []
    assert [text for text in headings if re.sub(r"\s+", "", text) not in flat] == []
    assert [text for text in chosen if re.sub(r"\s+", "", text)[:25] not in flat] == []  # long ones are cut on screen as well
    assert state.startswith("Stand Nr. ") and re.sub(r"\s+", "", state) in flat
    sheets = printed.split("\f")[:-1]
    assert all(f"Seite {number} von {len(sheets)}" in sheet for number, sheet in enumerate(sheets, 1))


def test_the_keyboard_reaches_menu_content_and_upload(page: Page, address: str) -> None:
    show(page, address, "einspielen")
    seen: list[str] = []
    for _ in range(40):
        page.keyboard.press("Tab")
        seen.append(page.evaluate(_FOCUSED))
        if page.get_by_test_id("stFileUploader").evaluate("element => element.contains(document.activeElement)"):
            break
    else:
        pytest.fail(f"the uploader is out of reach: {seen}")
    names = [each.partition("|")[2] for each in seen]
    assert names[-1] == "Datei auswählen"
    assert names[0] == "Zum Inhalt springen"
    for group in ("Lage", "Maßnahmen", "Steuerung", "Berichte", "Daten"):
        assert group in names
    assert any(name.startswith("Ansicht: ") for name in names)


_FOCUSED = """() => { const at = document.activeElement;
    const spoken = at.cloneNode(true);
    spoken.querySelectorAll('[aria-hidden=true]').forEach(hidden => hidden.remove());
    return at.tagName + '|' + (at.getAttribute('aria-label') || spoken.textContent || '').trim(); }"""


def test_the_focus_can_be_seen_and_the_menu_works_by_key(page: Page, address: str) -> None:
    show(page, address, "ueberblick")
    group = page.get_by_role("navigation").get_by_role("button", name="Maßnahmen", exact=True)
    for _ in range(12):
        page.keyboard.press("Tab")
        if group.evaluate("element => element === document.activeElement"):
            break
    assert group.evaluate(
        "element => getComputedStyle(element).outlineStyle !== 'none' && parseFloat(getComputedStyle(element).outlineWidth) >= 2"
    )
    page.keyboard.press("ArrowDown")  # opens the group and goes to its first page
    page.wait_for_function("() => document.activeElement.role === 'menuitem'")
    page.keyboard.press("ArrowDown")
    page.wait_for_function("() => document.activeElement.innerText === 'Rücklauf'")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Rücklauf", level=1).wait_for()


def test_the_skip_link_leads_to_the_content(page: Page, address: str) -> None:
    show(page, address, "massnahmen")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.closest('[data-testid=stMain]') !== null")


def test_an_empty_installation_says_what_to_do_on_every_page(browser, server, tmp_path_factory) -> None:
    context = browser.new_context(locale="de-DE", viewport=WIDE)
    page = context.new_page()
    start = server(tmp_path_factory.mktemp("leer"))
    for slug in ("", "handlungsfeld", "indikator", "massnahmen", "ruecklauf", "sachstand-melden", "konzept", "einspielen", "datenstand"):
        page.goto(f"{start}/{slug}")
        page.get_by_text("cli.py init").wait_for()
        assert "Traceback" not in page.locator("body").inner_text()
    context.close()
