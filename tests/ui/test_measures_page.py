"""The page Maßnahmen as it is sent to the browser: everything chosen stands in the address, each view shows the selection."""

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from domain.access import Role
from tests.drawn_page import drawn, sent
from tests.workflows.homes import make_home

SLUG = "massnahmen"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_home(tmp_path_factory.mktemp("massnahmen") / "home").path


def counted(app: AppTest) -> tuple[int, int]:
    """Shown and all, as the headline says."""
    found = re.search(r"(\d+) von (\d+) Maßnahmen", sent(app))
    assert found is not None and not app.exception
    return int(found[1]), int(found[2])


def test_without_a_selection_all_are_shown_by_priority(monkeypatch: pytest.MonkeyPatch, demo: Path) -> None:
    """F3: the order of priorities and ranks is the usual one; by number is a choice."""
    app = drawn(monkeypatch, demo, SLUG)
    shown, total = counted(app)
    assert shown == total > 50
    ranked, numbered = sent(app), sent(drawn(monkeypatch, demo, SLUG, ordnung="nummer"))
    assert numbered.index("1.2 Abend") < numbered.index("1.10 Dolmetsch") < numbered.index("2.1 ")
    assert re.findall(r"massnahmen\?id=([\d.]+)", ranked) != re.findall(r"massnahmen\?id=([\d.]+)", numbered)


@pytest.mark.parametrize(
    ("selection", "label", "value"),
    [
        ({"feld": "arbeit"}, "Handlungsfeld", "arbeit"),
        ({"stand": "examination"}, "Stand", "examination"),
        ({"termin": "late"}, "Termin", "late"),
        ({"art": "laufend"}, "Art", "laufend"),
        ({"prioritaet": "hoch"}, "Priorität", "hoch"),
        ({"erreichung": "partly"}, "Zielerreichung", "partly"),
        ({"strategie": "S1"}, "Strategisches Ziel", "S1"),
        ({"herkunft": "neu"}, "Herkunft", "neu"),
        ({"wiedervorlage": "faellig"}, "Wiedervorlage", "faellig"),
        ({"federfuehrung": "Jugendamt"}, "Federführung", "Jugendamt"),
    ],
)
def test_a_selection_in_the_address_is_what_is_shown(
    monkeypatch: pytest.MonkeyPatch, demo: Path, selection: dict[str, str], label: str, value: str
) -> None:
    """O1 R7 R8: the address is the whole selection."""
    app = drawn(monkeypatch, demo, SLUG, **selection)
    (box,) = [each for each in app.selectbox if each.label == label]
    assert box.value == value
    shown, total = counted(app)
    assert 0 < shown < total
    assert f"Auswahl: {label}: " in sent(app)  # paper shows no controls


def test_choosing_on_screen_writes_the_address(monkeypatch: pytest.MonkeyPatch, demo: Path) -> None:
    app = drawn(monkeypatch, demo, SLUG)
    (box,) = [each for each in app.selectbox if each.label == "Zielgruppe"]
    box.select(box.options[1] if box.options[0] == "alle" else box.options[0]).run()
    app.text_input[0].set_value("Kurs").run()
    assert "Kurs" in app.query_params["suche"]
    assert "zielgruppe" in app.query_params
    (address,) = app.code
    assert "suche=Kurs" in address.value and "zielgruppe=" in address.value


def test_a_selection_that_finds_nothing_says_what_to_do(monkeypatch: pytest.MonkeyPatch, demo: Path) -> None:
    app = drawn(monkeypatch, demo, SLUG, suche="gibtesnicht")
    assert "Keine Maßnahme passt zu dieser Auswahl" in sent(app) and not app.exception


def test_an_unknown_measure_is_told_and_all_are_shown(monkeypatch: pytest.MonkeyPatch, demo: Path) -> None:
    app = drawn(monkeypatch, demo, SLUG, id="99.99")
    assert "Diese Maßnahme gibt es nicht" in sent(app)
    assert counted(app)[0] > 50


def test_the_board_is_a_heading_with_a_list_of_links_for_each_state(monkeypatch: pytest.MonkeyPatch, demo: Path) -> None:
    """To be heard and tabbed through: headings, lists, links; the rest of a long column is one link away."""
    app = drawn(monkeypatch, demo, SLUG, ansicht="tafel")
    headings = [each.value for each in app.subheader]
    assert any("In Umsetzung" in each for each in headings) and any("Verstetigt" in each for each in headings)
    lists = [each.value for each in app.markdown if each.value.startswith("- [")]
    columns = [each for each in lists if "massnahmen?id=" in each]
    assert len(columns) == len(headings)
    assert all(len(each.splitlines()) >= 3 for each in columns)
    assert "stand=running&ansicht=tabelle" in sent(app) or "ansicht=tabelle&stand=running" in sent(app)


def test_the_timeline_has_every_bar_in_words_too(monkeypatch: pytest.MonkeyPatch, demo: Path) -> None:
    app = drawn(monkeypatch, demo, SLUG, ansicht="zeitplan", feld="sprache")
    assert not app.exception
    text = sent(app)
    assert "Zeitplan in Worten" in text and "Meilenstein" in text and "gestrichelte Linie: heute" in text


def test_remembered_views_are_addresses_with_counts(monkeypatch: pytest.MonkeyPatch, demo: Path) -> None:
    """Each remembered view opens with as many measures as it promises."""
    text = next(each.value for each in drawn(monkeypatch, demo, SLUG).markdown if "Verzögert" in each.value)
    promised = re.findall(r"\[([^\]]+?) \\\((\d+)\\\)\]\(\./massnahmen\?(\w+)=(\w+)\)", text)
    assert {"Verzögert", "Wiedervorlage fällig"} <= {name.replace("\\", "") for name, *_ in promised}
    for _, count, parameter, value in promised:
        assert counted(drawn(monkeypatch, demo, SLUG, **{parameter: value}))[0] == int(count)


@pytest.mark.parametrize(
    ("role", "offices", "offered"),
    [
        (Role.OFFICE, "", True),
        (Role.DEPARTMENT, "Jugendamt", True),
        (Role.DEPARTMENT, "Sportamt", False),
        (Role.CONTROLLING, "", False),
        (Role.PUBLIC, "", False),
    ],
)
def test_reporting_is_offered_to_whoever_may(monkeypatch: pytest.MonkeyPatch, demo: Path, role: Role, offices: str, offered: bool) -> None:
    selection = {"stelle": offices} if offices else {}
    app = drawn(monkeypatch, demo, SLUG, role, id="1.3", **selection)
    assert not app.exception
    assert ("Sachstand melden" in _links(app)) is offered


def _links(app: AppTest) -> list[str]:
    """Labels of the links at the head of the page; the menu is none of them."""
    return [node.proto.label.replace("\\", "") for node in app._tree if node.type == "page_link"]


@pytest.mark.parametrize("role", [Role.OFFICE, Role.PUBLIC])
def test_a_report_opens_the_cell_it_stands_in(monkeypatch: pytest.MonkeyPatch, demo: Path, role: Role) -> None:
    """Every report leads to delivery, file and cell, for those who may see files."""
    first = sent(drawn(monkeypatch, demo, SLUG, role, id="1.2"))
    found = re.findall(r"meldung=(\d+)", first)
    assert bool(found) is (role is Role.OFFICE)
    opened = sent(drawn(monkeypatch, demo, SLUG, role, id="1.2", meldung=found[0] if found else "16"))
    assert ("SHA-256 der aufbewahrten Datei" in opened) is (role is Role.OFFICE)
    assert ("▸ 1.2 ◂" in opened) is (role is Role.OFFICE)


def test_the_public_page_has_neither_resources_nor_obstacles(monkeypatch: pytest.MonkeyPatch, demo: Path) -> None:
    office, public = (sent(drawn(monkeypatch, demo, SLUG, role, id="1.2")) for role in (Role.OFFICE, Role.PUBLIC))
    for word in ("Mittel: geplant und verwendet", "Hemmnisse", "Gemeldet von", "Lieferung Nr."):
        assert word in office and word not in public
    assert "Annahme der Federführung" in public and "Das ist eine Annahme" in public


@pytest.mark.parametrize(("role", "offered"), [(Role.DEPARTMENT, True), (Role.OFFICE, False), (Role.PUBLIC, False)])
def test_my_measures_are_offered_to_departments(monkeypatch: pytest.MonkeyPatch, demo: Path, role: Role, offered: bool) -> None:
    """L5: „meine Maßnahmen“ are those of the own organisation."""
    selection = {"stelle": "Jugendamt"} if role is Role.DEPARTMENT else {}
    app = drawn(monkeypatch, demo, SLUG, role, **selection)
    assert ("Zuständigkeit" in [each.label for each in app.selectbox]) is offered
    if offered:
        own = drawn(monkeypatch, demo, SLUG, role, eigene="ja", **selection)
        shown, total = counted(own)
        assert 0 < shown < 10 < total
        assert set(re.findall(r"\[(\d\.\d+) ", sent(own))) == {"1.3", "2.1", "5.4", "6.6"}


def test_resources_are_no_view_of_the_public(monkeypatch: pytest.MonkeyPatch, demo: Path) -> None:
    app = drawn(monkeypatch, demo, SLUG, Role.PUBLIC, ansicht="mittel")
    assert not app.exception
    assert "Mittel" not in [option for each in app.radio for option in each.options]
