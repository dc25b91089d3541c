"""L7: the page „Nachsteuerung“ as each role sees it, and its two forms."""

import shutil
from datetime import date, datetime
from pathlib import Path

import pytest

import workflows
from domain.access import OFFICE, Role
from domain.steering import Trigger
from store import Home, open_snapshot
from store.steering import steering_records
from tests.drawn_page import drawn, sent
from tests.workflows.homes import demo_without_steering, make_home

OCCASION, DECISION = "Zwei Umbauten stehen still.", "Die Vergabe wird gebündelt."


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("seite")
    return make_home(folder / "home", demo_without_steering(folder / "demo"), now=datetime(2026, 8, 1, 8)).path


@pytest.fixture
def own(made: Path, tmp_path: Path) -> Home:
    return Home(Path(shutil.copytree(made, tmp_path / "home")))


def record(home: Home, **changes) -> None:
    given = {"occasion": OCCASION, "decision": DECISION, "measures": ["4.3"], "decided_on": date(2026, 9, 17), "body": "rat"} | changes
    workflows.record_steering(home, given.pop("trigger", Trigger.DEVELOPMENT), **given)


def test_the_empty_page_says_what_belongs_here(monkeypatch: pytest.MonkeyPatch, own: Home) -> None:
    assert "Noch nichts festgehalten" in sent(drawn(monkeypatch, own.path, "nachsteuerung"))


def test_the_office_records_and_takes_back(monkeypatch: pytest.MonkeyPatch, own: Home) -> None:
    """L7: trigger, occasion, decision, measures, date and body are entered on the page."""
    app = drawn(monkeypatch, own.path, "nachsteuerung")
    app.selectbox[0].set_value(Trigger.NEED)
    app.text_area[0].input(OCCASION)
    app.text_area[1].input(DECISION)
    app.multiselect[0].set_value(["4.3", "1.10"])
    app.selectbox[1].set_value("controlling")
    app.text_input[0].input("31.02.2026")
    app.button[0].click().run()
    assert "TT.MM.JJJJ" in app.error[0].value
    app.text_input[0].input("17.09.2026")
    app.button[0].click().run()
    assert not app.exception and "Nachsteuerung Nr. 1 ist festgehalten." in sent(app)
    with open_snapshot(own) as snapshot:
        (kept,) = steering_records(snapshot, OFFICE)
    assert (kept.trigger, kept.measures, kept.body, kept.decided_on) == (Trigger.NEED, ("1.10", "4.3"), "controlling", date(2026, 9, 17))
    reason = next(each for each in app.text_input if each.label.startswith("Grund"))
    reason.input("In der falschen Sitzung vermerkt")
    next(each for each in app.button if each.label == "Zurücknehmen").click().run()
    assert not app.exception and "Nachsteuerung Nr. 1 ist zurückgenommen" in sent(app)
    with open_snapshot(own) as snapshot:
        assert steering_records(snapshot, OFFICE) == ()


@pytest.mark.parametrize("role", [Role.CONTROLLING, Role.DEPARTMENT])
def test_others_in_the_house_read_but_have_no_form(monkeypatch: pytest.MonkeyPatch, own: Home, role: Role) -> None:
    record(own)
    app = drawn(monkeypatch, own.path, "nachsteuerung", role)
    text = sent(app)
    assert OCCASION in text and DECISION in text and "4.3 Nachbarschaftstreff Weststadt" in text and "17.09.2026" in text
    assert not app.text_area and "Zurücknehmen" not in [each.label for each in app.button]


def test_the_public_is_refused_and_gets_no_word_of_it(monkeypatch: pytest.MonkeyPatch, own: Home) -> None:
    record(own)
    app = drawn(monkeypatch, own.path, "nachsteuerung", Role.PUBLIC)
    assert len(app.exception) == 1  # NotAllowed, whose sentence the shell shows
    assert OCCASION not in sent(app) and DECISION not in sent(app)


def test_the_address_keeps_the_filter(monkeypatch: pytest.MonkeyPatch, own: Home) -> None:
    record(own)
    record(own, trigger=Trigger.NEED, measures=["6.1"], occasion="Die Lotsen sind ausgebucht.", decision="Ein zweiter Abend.")
    text = sent(drawn(monkeypatch, own.path, "nachsteuerung", massnahme="6.1"))
    assert "1 von 2 Nachsteuerungen: 1 × neuer Bedarf" in text
    assert "zweiter Abend" in text.split("1 von 2", 1)[1] and OCCASION not in text.split("1 von 2", 1)[1]
    none = sent(drawn(monkeypatch, own.path, "nachsteuerung", suche="gibt es nicht"))
    assert "Kein Eintrag passt" in none


def test_texts_of_a_record_are_never_read_as_markup(monkeypatch: pytest.MonkeyPatch, own: Home) -> None:
    record(own, decision="**fett** [Verweis](https://example.org) :red[rot]")
    app = drawn(monkeypatch, own.path, "nachsteuerung")
    shown = next(each for each in app._tree if type(each).__name__ == "Table")
    assert b"\\*\\*fett\\*\\*" in shown.proto.SerializeToString()
