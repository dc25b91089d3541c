"""Sachstand melden and Rücklauf without a browser: who sees what, what is asked, and what a saved report leaves behind."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import store.reading
import workflows
from domain.access import OFFICE, Role
from domain.local_time import today
from domain.measures import MeasureRow, MeasureState
from domain.periods import half_year_of
from store import Home, open_snapshot
from tests.drawn_page import drawn, sent
from tests.workflows.homes import make_home

PERIOD = half_year_of(today())
OWN, OTHER = "Jugendamt", "Gesundheitsamt"


@pytest.fixture(scope="module")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_home(tmp_path_factory.mktemp("melden") / "home").path


@pytest.fixture
def home(pristine: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(pristine, tmp_path / "home"))


def asked(home: Path, office: str, state: MeasureState = MeasureState.RUNNING) -> list[MeasureRow]:
    """The measures in a state that an office is asked for."""
    with open_snapshot(Home(home)) as snapshot:
        reply = workflows.round_for(snapshot, OFFICE, PERIOD.text).reply(office)
        assert reply is not None
        return [row for row in store.reading.measures(snapshot, OFFICE) if row.measure in reply.asked and row.state is state]


def newest(home: Path, number: str) -> MeasureRow:
    with open_snapshot(Home(home)) as snapshot:
        return next(row for row in store.reading.measures(snapshot, OFFICE) if row.measure == number)


def form(monkeypatch: pytest.MonkeyPatch, home: Path, number: str, office: str = OWN) -> AppTest:
    """The form of a measure, with the answer that there is something new."""
    app = drawn(monkeypatch, home, "sachstand-melden", Role.DEPARTMENT, stelle=office, massnahme=number)
    app.radio(key(number, "frage")).set_value("Ja, ich melde den neuen Stand").run()
    assert not app.exception
    return app


def key(number: str, name: str) -> str:
    return f"eintrag_{number}_{PERIOD.text}_{name}"


def save(app: AppTest) -> str:
    (button,) = [each for each in app.button if each.label in ("Prüfen und speichern", "Unverändert bestätigen")]
    button.click().run()
    assert not app.exception
    return sent(app)


def saved(app: AppTest, number: str) -> str:
    """Saves, and agrees to hints where there are any: some depend on the day of the test."""
    content = save(app)
    if "Bitte die Hinweise ansehen" in content:
        app.checkbox(key(number, "stimmt")).check()
        content = save(app)
    assert "Die Meldung ist gespeichert" in content
    return content


def test_a_department_is_first_asked_who_it_is(monkeypatch, pristine: Path) -> None:
    app = drawn(monkeypatch, pristine, "sachstand-melden", Role.DEPARTMENT)
    (choice,) = [each for each in app.selectbox if each.label == "Für welche Stelle melden Sie?"]
    choice.set_value(OWN).run()
    assert f"Maßnahmen: {OWN}" in sent(app)


def test_a_department_sees_its_own_measures_what_is_missing_and_its_sheet(monkeypatch, pristine: Path) -> None:
    """Idea 10: their measures, what is missing, one button for the sheet and one to enter here."""
    app = drawn(monkeypatch, pristine, "sachstand-melden", Role.DEPARTMENT, stelle=OWN)
    content, own = sent(app), asked(pristine, OWN)
    assert all(f"{row.measure} {row.title}" in content for row in own)
    assert not any(row.title in content for row in asked(pristine, OTHER))
    assert "Bitte melden Sie den Stand von" in content and PERIOD.label in content
    assert "Sachstandsblatt herunterladen (Excel)" in content and "Hier eintragen" in content


def test_a_department_cannot_enter_for_another_one(monkeypatch, pristine: Path) -> None:
    number = asked(pristine, OTHER)[0].measure
    app = drawn(monkeypatch, pristine, "sachstand-melden", Role.DEPARTMENT, stelle=OWN, massnahme=number)
    assert f"Über diese Maßnahme berichtet: {OTHER}" in sent(app)
    assert not app.radio or all(each.label != "Hat sich seit der letzten Meldung etwas geändert?" for each in app.radio)
    assert not [each for each in app.button if each.label in ("Prüfen und speichern", "Unverändert bestätigen")]


def test_the_office_may_enter_for_everybody(monkeypatch, pristine: Path) -> None:
    number = asked(pristine, OTHER)[0].measure
    app = drawn(monkeypatch, pristine, "sachstand-melden", Role.OFFICE, massnahme=number)
    assert [each.label for each in app.radio if each.label.startswith("Hat sich")]


def test_unchanged_is_confirmed_with_one_click_and_renews_the_date(monkeypatch, home: Path) -> None:
    """Idea 10: „unverändert“ is an explicit act."""
    number = asked(home, OWN)[0].measure
    app = drawn(monkeypatch, home, "sachstand-melden", Role.DEPARTMENT, stelle=OWN, massnahme=number)
    app.radio(key(number, "frage")).set_value("Nein, alles ist unverändert").run()
    saved(app, number)
    row = newest(home, number)
    assert (row.period, row.confirmed, row.reported_on) == (PERIOD.text, True, today())


def test_what_a_state_demands_is_asked_when_it_is_chosen_and_an_error_loses_nothing(monkeypatch, home: Path) -> None:
    """Idea 8: put off needs a reason and a day to look again; a refused report leaves everything typed in its field."""
    number = asked(home, OWN)[0].measure
    app = form(monkeypatch, home, number)
    assert not [each for each in app.text_area if each.key == key(number, "reason")]
    app.selectbox(key(number, "state")).set_value(MeasureState.POSTPONED).run()
    app.text_area(key(number, "reason")).set_value("Kein Raum")
    app.text_area(key(number, "status_text")).set_value("Das Angebot ruht.")
    content = save(app)
    assert "ohne Wiedervorlage" in content and "Es ist nichts gespeichert." in content
    assert newest(home, number).period < PERIOD.text
    assert (app.text_area(key(number, "reason")).value, app.text_area(key(number, "status_text")).value) == (
        "Kein Raum",
        "Das Angebot ruht.",
    )
    app.text_input(key(number, "look_again_on")).set_value(f"{today() + timedelta(days=120):%d.%m.%Y}")
    saved(app, number)
    row = newest(home, number)
    assert (row.period, row.state, row.reason, row.status_text) == (PERIOD.text, MeasureState.POSTPONED, "Kein Raum", "Das Angebot ruht.")


def test_what_cannot_be_read_is_said_below_its_field(monkeypatch, home: Path) -> None:
    number = asked(home, OWN)[0].measure
    app = form(monkeypatch, home, number)
    app.text_input(key(number, "participants")).set_value("etwa 30")
    app.text_input(key(number, "cost_actual")).set_value("15 T€")
    content = save(app)
    assert "„etwa 30“ ist nicht eindeutig eine Zahl" in content and "„15 T€“ ist nicht eindeutig eine Zahl" in content
    assert app.text_input(key(number, "participants")).value == "etwa 30"
    assert newest(home, number).period < PERIOD.text


def test_hints_are_confirmed_before_the_report_is_saved(monkeypatch, home: Path) -> None:
    number = asked(home, OWN)[0].measure
    app = form(monkeypatch, home, number)
    app.text_area(key(number, "status_text")).set_value("Eins ist da. Zwei ist da. Drei ist da. Vier ist da.")
    content = save(app)
    assert "Bitte die Hinweise ansehen" in content and newest(home, number).period < PERIOD.text
    assert "höchstens drei Sätze" in content and not app.checkbox(key(number, "stimmt")).value
    saved(app, number)
    assert newest(home, number).period == PERIOD.text


def test_the_entry_is_an_event_with_file_and_office(monkeypatch, home: Path) -> None:
    """Idea 2: what was entered in the browser has a file and a cell like everything else."""
    number = asked(home, OWN)[0].measure
    app = form(monkeypatch, home, number)
    app.text_area(key(number, "status_text")).set_value("Ein Satz.")
    saved(app, number)
    with open_snapshot(Home(home)) as snapshot:
        event = store.reading.measure_events(snapshot, OFFICE, number)[-1]
        delivery = workflows.deliveries(snapshot, OFFICE)[0]
    assert (event.row.status_text, event.by, event.delivery) == ("Ein Satz.", OWN, delivery.number)
    assert event.row.cell and event.file_name == f"Sachstand_{PERIOD.text}_{number.replace(chr(46), chr(95))}.xlsx"


@pytest.mark.parametrize("role", [Role.OFFICE, Role.CONTROLLING])
def test_the_round_shows_every_office_but_only_the_office_can_act(monkeypatch, pristine: Path, role: Role) -> None:
    app = drawn(monkeypatch, pristine, "ruecklauf", role)
    content = sent(app)
    with open_snapshot(Home(pristine)) as snapshot:
        offices = [reply.office for reply in workflows.round_for(snapshot, OFFICE, PERIOD.text).replies]
    assert all(office in content for office in offices)
    assert ("Alle Blätter" in content) is (role is Role.OFFICE) is bool([each for each in app.button if each.label == "Abfrage eröffnen"])


def test_a_round_needs_a_date_that_can_be_read(monkeypatch, home: Path) -> None:
    app = drawn(monkeypatch, home, "ruecklauf", Role.OFFICE)
    (due,) = [each for each in app.text_input if each.label.startswith("Rückmeldung bis")]
    due.set_value("Ende Januar")
    next(each for each in app.button if each.label == "Abfrage eröffnen").click().run()
    assert [each.value for each in app.error if "TT" in each.value]
    with open_snapshot(Home(home)) as snapshot:
        assert workflows.current_round(snapshot, OFFICE) is None


def test_one_office_of_the_round_measure_by_measure(monkeypatch, pristine: Path) -> None:
    app = drawn(monkeypatch, pristine, "ruecklauf", Role.OFFICE, fuer=OWN)
    content = sent(app)
    assert all(f"{row.measure} {row.title}" in content for row in asked(pristine, OWN))
    assert OTHER not in content
