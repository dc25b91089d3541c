"""The Sitzungsansicht in a real browser: large enough, nothing cut off, driven by keys, accessible, one slide a printed page."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from domain.access import OFFICE
from store import Home, open_snapshot
from tests.workflows.met import NOW, SECRET, meet
from workflows.wall import wall_file

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
WALLS = ({"width": 1920, "height": 1080}, {"width": 1366, "height": 768})
# Height of every slide, and the smallest text on it, one slide after the other as the keys show them.
MEASURED = """() => [...document.querySelectorAll('.folie')].map(slide => {
    const front = document.querySelector('.folie.vorn');
    front.classList.remove('vorn');
    slide.classList.add('vorn');
    const texts = [...document.querySelectorAll('body *')].filter(
        each => each.getClientRects().length && [...each.childNodes].some(node => node.nodeType === 3 && node.data.trim()));
    const found = [slide.id, Math.round(slide.getBoundingClientRect().height), document.documentElement.scrollWidth,
        Math.min(...texts.map(each => parseFloat(getComputedStyle(each).fontSize)))];
    slide.classList.remove('vorn');
    front.classList.add('vorn');
    return found;
})"""


@pytest.fixture(scope="module")
def held(pristine: Path, tmp_path_factory: pytest.TempPathFactory) -> Home:
    folder = tmp_path_factory.mktemp("wand")
    home = Home(Path(shutil.copytree(pristine, folder / "home")))
    meet(home, folder)
    return home


@pytest.fixture(scope="module")
def wall(server: Callable[..., str], held: Home) -> str:
    return f"{server(held.path)}/sitzung/{NOW}/wand?stand=0"


def test_every_slide_fits_and_every_text_is_large(page: Page, wall: str) -> None:
    page.set_viewport_size(WALLS[0])
    page.goto(wall)
    for size in WALLS:
        page.set_viewport_size(size)
        measured = page.evaluate(MEASURED)
        assert len(measured) == 12
        assert [slide for slide in measured if slide[1] > size["height"] or slide[2] > size["width"]] == []
        assert min(slide[3] for slide in measured) >= 24 * size["width"] / 1920 - 0.1


def test_keys_move_and_the_focus_says_where(page: Page, wall: str) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("request", lambda request: said.append(request.url) if not request.url.startswith(wall.split("/sitzung")[0]) else None)
    page.goto(wall)

    def now() -> tuple[str, str, str]:
        front = page.locator(".folie.vorn")
        assert front.count() == 1
        assert page.evaluate("document.activeElement.id") == front.get_attribute("aria-labelledby")
        return front.locator("h2").inner_text(), page.locator("#ort").inner_text(), page.url.partition("#")[2]

    assert page.locator("#ort").inner_text() == "Folie 1 von 12"
    page.keyboard.press("ArrowRight")
    assert now() == ("2 Handlungsfeld 1: Deutsch lernen und mehrsprachig leben", "Folie 2 von 12", "2")
    page.keyboard.press("End")
    assert now() == ("12 Beschlüsse und Aufträge", "Folie 12 von 12", "12")
    assert page.get_by_role("button", name="Weiter").is_disabled()
    page.keyboard.press("ArrowLeft")
    assert now()[0] == "11 Was sich geändert hat"
    page.reload()
    assert page.locator("#ort").inner_text() == "Folie 11 von 12"
    page.keyboard.press("Home")
    assert now()[2] == "1"
    page.get_by_role("button", name="Weiter").click()
    assert now()[2] == "2"
    page.keyboard.press("Escape")
    page.wait_for_url(f"**/sitzung?id={NOW}")
    assert [each for each in said if "wand" in each or "Policy" in each] == []


def test_axe_finds_nothing_and_narrow_windows_need_no_sideways_scrolling(page: Page, wall: str, held: Home, tmp_path: Path) -> None:
    file = tmp_path / "wand.html"
    with open_snapshot(held) as snapshot:
        file.write_bytes(wall_file(snapshot, OFFICE, NOW, 0))
    page.goto(wall)
    served = page.locator("main").inner_text()
    page.goto(file.as_uri())
    assert page.locator("main").inner_text() == served  # without server and network, and its own script runs
    page.evaluate("document.querySelector('meta[http-equiv]').remove()")
    assert Axe().run(page).response["violations"] == []
    page.set_viewport_size({"width": 320, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.locator(".folie").last.is_visible()  # everything below each other
    page.pdf(path=tmp_path / "wand.pdf", prefer_css_page_size=True)
    printed = subprocess.run(["pdftotext", str(tmp_path / "wand.pdf"), "-"], capture_output=True, text=True, check=True).stdout.split("\f")
    assert len(printed) == 13 and not printed.pop()
    assert all(f"{number} von 12" in text for number, text in enumerate(printed, 1))


def test_the_address_gives_the_public_nothing(wall: str) -> None:
    for address, status in ((f"{wall}&rolle=public", 403), (f"{wall}&rolle=niemand", 403), (wall.replace("stand=0", "stand=9"), 404)):
        with pytest.raises(HTTPError) as answer:
            urlopen(address, timeout=20)
        assert answer.value.code == status
        assert SECRET not in answer.value.read().decode()
