"""L4, L7, A5: the pages of meetings and decisions as each role sees them, their forms and what they refuse."""

import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import store.decisions
import store.meetings
import store.reading
import workflows
from domain.access import OFFICE, Role
from domain.decisions import Decision, DecisionKind
from domain.local_time import today
from domain.meetings import Meeting, MeetingState
from domain.report_texts import TextKey, TextPart, TextSubject
from store import Home, open_snapshot
from tests.drawn_page import drawn, sent
from tests.workflows.homes import make_home
from views.consequences import missing_consequences

BODY, MEETING = "integrationsbeirat", "integrationsbeirat-2026-09-17"
DAY = date(2026, 9, 17)
SCHOOL = "Volkshochschule Musterstadt (erfunden)"
TEXT, RESULT = "Der Beirat bekommt die Zahlen vorab.", "Die Zahlen sind verschickt."


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = make_home(tmp_path_factory.mktemp("sitzungen") / "home")
    workflows.plan_meeting(home, BODY, DAY, place="Rathaus", period="2026-H1")
    return home.path


@pytest.fixture
def own(made: Path, tmp_path: Path) -> Home:
    return Home(Path(shutil.copytree(made, tmp_path / "home")))


def the(found, label: str):
    """The one element with this label."""
    return next(each for each in found if each.label.startswith(label))


def press(app: AppTest, label: str) -> AppTest:
    the(app.button, label).click().run()
    assert not app.exception
    return app


def meeting(home: Home) -> Meeting:
    with open_snapshot(home) as snapshot:
        return store.meetings.meeting(snapshot, OFFICE, MEETING)


def decided(home: Home, **changes) -> Decision:
    given = {
        "text": TEXT,
        "responsible": "Jugendamt",
        "meeting": MEETING,
        "measures": ["4.3"],
        "due": today() + timedelta(days=9),
    } | changes
    return workflows.record_decision(home, DecisionKind.ORDER, **given)


def newest_decision(home: Home) -> Decision:
    with open_snapshot(home) as snapshot:
        return store.decisions.decisions(snapshot, OFFICE)[-1]


def test_a_meeting_is_planned_moved_and_called_off(monkeypatch: pytest.MonkeyPatch, own: Home) -> None:
    app = drawn(monkeypatch, own.path, "sitzungen")
    the(app.selectbox, "Gremium").set_value("fachgruppe")
    the(app.text_input, "Tag der Sitzung").input("17.9.26 abends")
    press(app, "Sitzung planen")
    assert "TT.MM.JJJJ" in app.error[0].value
    the(app.text_input, "Tag der Sitzung").input("17.09.2026")
    press(app, "Sitzung planen")
    assert "Fachgruppe Integration am 17.09.2026 ist geplant." in sent(app)
    page = drawn(monkeypatch, own.path, "sitzung", id="fachgruppe-2026-09-17", ansicht="tagesordnung")
    the(page.text_input, "Neuer Tag").input(f"{today():%d.%m.%Y}")
    the(page.text_input, "Grund der Verlegung").input("Der Saal ist nicht frei.")
    press(page, "Verlegen")
    assert f"auf den {today():%d.%m.%Y} verlegt" in sent(page)
    press(page, "Absagen")
    assert "Grund" in page.error[0].value
    the(page.text_input, "Grund der Absage").input("Zu viele sind krank.")
    press(page, "Absagen")
    assert "Die Sitzung ist abgesagt." in sent(page) and "Zu viele sind krank." in sent(page)


def test_the_agenda_is_ordered_by_hand_and_kept(monkeypatch: pytest.MonkeyPatch, own: Home) -> None:
    """A5: the proposal is a draft until it is saved; what was taken off can come back."""
    app = drawn(monkeypatch, own.path, "sitzung", id=MEETING)
    proposed = the(app.selectbox, "Punkt bearbeiten").options
    assert len(proposed) > 3 and meeting(own).agenda == ()
    ids = the(app.selectbox, "Punkt bearbeiten")
    assert the(app.button, "Nach oben").disabled and not the(app.button, "Nach unten").disabled
    press(app, "Nach unten")
    press(app, "Von der Tagesordnung nehmen")
    assert len(the(app.selectbox, "Punkt bearbeiten").options) == len(proposed) - 1, ids
    the(app.text_area, "Notiz").input("Bitte vorbereiten").run()
    the(app.text_input, "Eigener Punkt").input("Verschiedenes")
    press(app, "Aufnehmen")
    assert "noch nicht gespeichert" in sent(app)
    press(app, "Tagesordnung speichern")
    assert "Die Tagesordnung ist gespeichert." in sent(app)
    kept = meeting(own).agenda
    assert kept[0].title == proposed[1].split(". ", 1)[1] and kept[0].note == "Bitte vorbereiten"
    assert (kept[-1].id, kept[-1].title, len(kept)) == ("own:1", "Verschiedenes", len(proposed))
    back = next(each for each in app.multiselect if "nicht auf der Tagesordnung" in each.label)
    assert [each.split(". ", 1)[1] for each in back.options] == [proposed[0].split(". ", 1)[1]]


def test_an_agenda_saved_elsewhere_is_not_overwritten(monkeypatch: pytest.MonkeyPatch, own: Home) -> None:
    app = drawn(monkeypatch, own.path, "sitzung", id=MEETING)
    press(app, "Nach unten")
    workflows.save_agenda(own, MEETING, [workflows.own_item("Nur das")])
    app.run()
    assert "an anderer Stelle gespeichert" in sent(app) and the(app.button, "Tagesordnung speichern").disabled
    press(app, "Verwerfen")
    assert the(app.selectbox, "Punkt bearbeiten").options == ["1. Nur das"]


def test_freezing_waits_for_consequences_and_a_correction_asks_why(monkeypatch: pytest.MonkeyPatch, own: Home) -> None:
    with open_snapshot(own) as snapshot:
        fields = [each.id for each in store.reading.concept(snapshot).fields]
        missing = missing_consequences(snapshot, OFFICE, "2026-H1", today())
    app = drawn(monkeypatch, own.path, "sitzung", id=MEETING, ansicht="stand")
    assert the(app.button, "Stand jetzt festschreiben").disabled is bool(missing)
    for field in fields:
        workflows.write_text(own, TextKey(TextSubject.FIELD, field, "2026-H1", TextPart.CONSEQUENCES), "Das wird beraten.")
    app.run()
    press(app, "Stand jetzt festschreiben")
    assert "ist festgeschrieben." in sent(app) and "sitzung/integrationsbeirat-2026-09-17/wand?stand=0" in sent(app)
    press(app, "Korrigierten Stand festschreiben")
    assert "Grund" in app.error[0].value and len(meeting(own).states) == 1
    the(app.text_input, "Grund der Korrektur").input("Eine Tabelle war vertauscht.")
    press(app, "Korrigierten Stand festschreiben")
    assert "Korrektur 1 ist festgeschrieben." in sent(app) and "Eine Tabelle war vertauscht." in sent(app)


def test_a_decision_is_entered_with_everything_that_belongs_to_it(monkeypatch: pytest.MonkeyPatch, own: Home) -> None:
    """L7: text, responsible, due day, measures, fields, document and route; a route step without a body is told and nothing is lost."""
    app = drawn(monkeypatch, own.path, "sitzung", id=MEETING, ansicht="beschluesse")
    the(app.radio, "Art").set_value("Beschluss")
    the(app.text_area, "Text").input(TEXT)
    the(app.selectbox, "Verantwortliche Stelle").set_value("Jugendamt")
    the(app.text_input, "Funktion").input("Amtsleitung")
    the(app.text_input, "Frist").input("31.12.2030")
    the(app.multiselect, "Betroffene Maßnahmen").set_value(["4.3"])
    the(app.multiselect, "Betroffene Handlungsfelder").set_value(["arbeit"])
    the(app.checkbox, "Öffentlich").check()
    the(app.text_input, "Vorlagen-").input("2026/117")
    the(app.text_input, "Tag der 1. Station").input("05.10.2026")
    press(app, "Festhalten")
    assert "aber kein Gremium" in app.error[0].value and the(app.text_area, "Text").value == TEXT
    the(app.selectbox, "1. Station").set_value("rat")
    the(app.selectbox, "1. Station öffentlich").set_value("ja")
    press(app, "Festhalten")
    kept = newest_decision(own)
    assert f"Beschluss Nr. {kept.number} ist festgehalten: Jugendamt, Frist 31.12.2030." in sent(app)
    assert (kept.text, kept.function, kept.due, kept.measures, kept.fields) == (
        TEXT,
        "Amtsleitung",
        date(2030, 12, 31),
        ("4.3",),
        ("arbeit",),
    )
    assert (kept.kind, kept.document, kept.public, kept.meeting, kept.decided_on) == (
        DecisionKind.RESOLUTION,
        "2026/117",
        True,
        MEETING,
        DAY,
    )
    assert [(step.body, step.date, step.public) for step in kept.route] == [("rat", "2026-10-05", True)]
    assert the(app.text_area, "Text").value == ""  # ready for the next one


def test_a_decision_is_finished_opened_again_moved_and_taken_back(monkeypatch: pytest.MonkeyPatch, own: Home) -> None:
    number = decided(own).number
    app = drawn(monkeypatch, own.path, "beschluesse", suche=TEXT)

    def follow(way: str, words: str, label: str, typed: str = "") -> None:
        the(app.selectbox, "Beschluss oder Auftrag").set_value(number).run()
        the(app.radio, "Was ist damit").set_value(way).run()
        if typed:
            the(app.text_input, "Neue Frist").input(typed)
        the(app.text_area, label).input(words)
        press(app, "Eintragen")

    follow("erledigt", RESULT, "Ergebnis")
    assert newest_decision(own).result == RESULT and f"Auftrag Nr. {number}: als erledigt vermerkt." in sent(app)
    follow("wieder öffnen", "Es fehlt noch eine Tabelle.", "Grund")
    assert newest_decision(own).open
    follow("andere Frist", "Die Tabelle kommt später.", "Grund", "01.02.2031")
    assert newest_decision(own).due == date(2031, 2, 1)
    follow("zurücknehmen", "War doppelt festgehalten.", "Grund")
    assert newest_decision(own).withdrawn
    for told in (RESULT, "Es fehlt noch eine Tabelle.", "Die Tabelle kommt später.", "War doppelt festgehalten."):
        assert told in sent(app), told


def test_the_list_filters_by_state_field_and_responsible(monkeypatch: pytest.MonkeyPatch, own: Home) -> None:
    decided(own)
    decided(own, text="Die Volkshochschule legt einen Plan vor.", responsible=SCHOOL, measures=[], fields=["sprache"], due=DAY)
    for selection in ({"stand": "overdue"}, {"feld": "sprache"}, {"verantwortlich": SCHOOL}, {"suche": "einen Plan"}):
        shown = sent(drawn(monkeypatch, own.path, "beschluesse", **selection, gremium=BODY)).split("Beschlüssen und Aufträgen")[1]
        table = shown.split("Verlauf")[0]
        assert "Die Volkshochschule legt einen Plan vor." in table and TEXT not in table, selection


def test_minutes_are_written_once_more_and_kept(monkeypatch: pytest.MonkeyPatch, own: Home) -> None:
    workflows.save_agenda(own, MEETING, [workflows.own_item("Zahlen")])
    app = drawn(monkeypatch, own.path, "sitzung", id=MEETING, ansicht="protokoll")
    the(app.text_area, "1. Zahlen").input("Erste Zeile\nzweite Zeile")
    press(app, "Protokoll speichern")
    assert "Das Protokoll ist gespeichert." in sent(app)
    held = meeting(own)
    assert held.state is MeetingState.HELD and held.minutes[0].text == "Erste Zeile\nzweite Zeile"
    assert "Protokoll_integrationsbeirat-2026-09-17.docx" in sent(app) or app.get("download_button")


def test_the_group_reads_and_writes_nothing(monkeypatch: pytest.MonkeyPatch, own: Home) -> None:
    workflows.save_agenda(own, MEETING, [workflows.own_item("Zahlen")])
    decided(own)
    for slug, selection, told in (
        ("sitzungen", {}, "17.09.2026"),
        ("sitzung", {"id": MEETING, "ansicht": "tagesordnung"}, "Zahlen"),
        ("sitzung", {"id": MEETING, "ansicht": "stand"}, "nichts festgeschrieben"),
        ("sitzung", {"id": MEETING, "ansicht": "beschluesse"}, TEXT),
        ("sitzung", {"id": MEETING, "ansicht": "protokoll"}, "Noch kein Protokoll"),
        ("beschluesse", {}, TEXT),
    ):
        app = drawn(monkeypatch, own.path, slug, Role.CONTROLLING, **selection)
        assert told in sent(app) and not app.exception, (slug, selection)
        assert not app.text_area and not [each for each in app.button if not each.label.startswith("Ansicht")], slug


@pytest.mark.parametrize("slug", ["sitzungen", "sitzung", "beschluesse"])
def test_the_public_gets_no_word_of_it(monkeypatch: pytest.MonkeyPatch, own: Home, slug: str) -> None:
    decided(own)
    app = drawn(monkeypatch, own.path, slug, Role.PUBLIC, id=MEETING)
    assert len(app.exception) == 1 and TEXT not in sent(app) and "Rathaus" not in sent(app)


def test_texts_are_never_read_as_markup(monkeypatch: pytest.MonkeyPatch, own: Home) -> None:
    decided(own, text="**fett** [Verweis](https://example.org) :red[rot]")
    app = drawn(monkeypatch, own.path, "sitzung", id=MEETING, ansicht="beschluesse")
    shown = next(each for each in app._tree if type(each).__name__ == "Table")
    assert b"\\*\\*fett\\*\\*" in shown.proto.SerializeToString()


def test_a_field_shows_what_is_open_about_it_and_the_public_only_public_ones(monkeypatch: pytest.MonkeyPatch, own: Home) -> None:
    """4.3 belongs to „Wohnen“; the order about it is found there, by departments too, and not in other fields."""
    decided(own)
    decided(own, text="Der Plan der Umbauten wird veröffentlicht.", public=True)
    for role, field, told in ((Role.DEPARTMENT, "wohnen", 2), (Role.DEPARTMENT, "arbeit", 0), (Role.PUBLIC, "wohnen", 1)):
        text = sent(drawn(monkeypatch, own.path, "handlungsfeld", role, id=field))
        assert (TEXT in text) is (told == 2) and ("Der Plan der Umbauten" in text) is (told > 0), (role, field)
