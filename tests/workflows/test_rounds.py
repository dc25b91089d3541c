"""The half-yearly round with real files and a real store: sheets out, answers in, and where every office stands meanwhile."""

import shutil
import zipfile
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest

import store.reading
import store.rounds
import workflows
from domain.access import OFFICE, Role, Viewer
from domain.deliveries import DeliveryKind, Reading, Source
from domain.errors import NotAllowed, NotFound, WrongUse
from domain.local_time import today
from domain.organisations import UNNAMED
from domain.rounds import ReplyState, RoundEventKind
from settings import Settings
from store import Home, open_snapshot
from store.publication import current_version
from tests.workflows.homes import cli
from tests.workflows.small_town import (
    BEFORE,
    CONCEPT,
    JUGEND,
    PERIOD,
    ROWS,
    START,
    accept,
    check,
    codes,
    filled,
    keep,
    make_town,
    office_sheet,
    reply,
    sheet,
)

DUE = date(2026, 7, 15)
NOW = datetime(2026, 6, 15, 8)
DONE = "Alles wie geplant."
ANSWERS = {"1.1": {"status_text": DONE}, "1.2": {"confirmed": "x"}, "1.10": {"confirmed": "x"}}


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_town(tmp_path_factory.mktemp("kleinstadt")).path


@pytest.fixture
def home(town: Path, tmp_path: Path) -> Home:
    return Home(Path(shutil.copytree(town, tmp_path / "home")))


def opened(home: Home) -> Home:
    workflows.open_round(home, PERIOD, DUE, now=NOW)
    return home


def receive(home: Home, folder: Path, content: bytes, name: str = "zurück.xlsx", now: datetime | None = None) -> workflows.Checked:
    checked = check(home, folder, content, name)
    sha256 = workflows.start_draft(home, content, name).sha256
    workflows.note_received(home, checked.reading, sha256, now=now)
    return checked


def test_opening_is_an_event_and_the_same_again_is_none(home: Home) -> None:
    event = workflows.open_round(home, PERIOD, DUE, now=NOW)
    assert (event.kind, event.period, event.due, event.by, event.at) == (RoundEventKind.OPENED, PERIOD, DUE, "Integrationsbüro", NOW)
    version = current_version(home)
    workflows.open_round(home, PERIOD, DUE, now=NOW)
    assert current_version(home) == version
    workflows.open_round(home, PERIOD, DUE + timedelta(days=7), now=NOW + timedelta(days=1))
    with open_snapshot(home) as snapshot:
        assert [each.due for each in store.rounds.events(snapshot)] == [DUE, DUE + timedelta(days=7)]
        assert workflows.current_round(snapshot, OFFICE).due == DUE + timedelta(days=7)
        assert workflows.current_round(snapshot, OFFICE, as_of=NOW).due == DUE  # what was known then
        assert workflows.current_round(snapshot, OFFICE, as_of=NOW - timedelta(days=1)) is None


@pytest.mark.parametrize(
    ("period", "due", "said"),
    [
        ("2026", DUE, "kein Halbjahr"),
        ("2026-H2", DUE, "noch nicht begonnen"),
        (PERIOD, date(2026, 6, 14), "ist vorbei"),
    ],
)
def test_what_cannot_be_opened(home: Home, period: str, due: date, said: str) -> None:
    with pytest.raises(WrongUse, match=said):
        workflows.open_round(home, period, due, now=NOW)


def test_every_office_gets_its_own_sheet_prefilled_with_the_last_status(home: Home, tmp_path: Path) -> None:
    """L5, O7, idea 10: one workbook per department or body; untouched it changes nothing."""
    with open_snapshot(opened(home)) as snapshot:
        archive = zipfile.ZipFile(BytesIO(workflows.all_sheets(snapshot, OFFICE, PERIOD)))
    names = archive.namelist()
    assert names == [f"Sachstand_2026-H1_{each}.xlsx" for each in ("Amt_fuer_Soziales", "Caritasverband", "Jugendamt", "Sportbund")]
    checked = check(home, tmp_path, archive.read("Sachstand_2026-H1_Jugendamt.xlsx"))
    assert (checked.reading.office, checked.reading.period, checked.reading.rows) == ("Jugendamt", PERIOD, ())
    assert checked.reading.untouched == ("1.1", "1.2", "1.10")
    assert checked.difference.changes_nothing and codes(checked) == ["H497"]
    before = current_version(home)
    accepted = workflows.accept(home, keep(tmp_path, office_sheet(home, "Jugendamt"), "leer.xlsx"), workflows.warm_reader())
    assert accepted.number is None and current_version(home) == before


def test_file_names_are_safe_and_differ(home: Home, tmp_path: Path) -> None:
    """A body may be called anything: no folder, no second file of the same name, no loss."""
    led = [
        *ROWS[:1],
        *(
            ROWS[1].__class__(f"9.{number}", BEFORE, f"Probe {number}", "sprache", ROWS[0].state, lead=lead)
            for number, lead in enumerate(("../../Amt: 1?", "Amt 1", "amt 1 ", "Überall / GmbH", "…", ""), 1)
        ),
    ]
    accept(home, tmp_path, sheet(BEFORE, led))
    with open_snapshot(home) as snapshot:
        names = zipfile.ZipFile(BytesIO(workflows.all_sheets(snapshot, OFFICE, PERIOD))).namelist()
    assert len(names) == len({name.casefold() for name in names})
    stems = {name.removeprefix("Sachstand_2026-H1_").removesuffix(".xlsx") for name in names}
    assert stems >= {"Amt_1", "Amt_1_2", "Ueberall_GmbH", "ohne_Namen", "nicht_benannt"}
    assert all(set(name) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.") and ".." not in name for name in names)


def test_a_complete_answer_is_released(home: Home, tmp_path: Path) -> None:
    content = filled(office_sheet(opened(home), "Jugendamt"), ANSWERS)
    assert reply(home, "Jugendamt").state is ReplyState.OUTSTANDING
    checked = receive(home, tmp_path, content)
    assert checked.difference.new == 3 and checked.difference.gone == 0 and not checked.blocked
    found = reply(home, "Jugendamt")
    assert (found.state, found.pending) == (ReplyState.RECEIVED, True)
    accept(home, tmp_path, content, "zurück.xlsx")
    found = reply(home, "Jugendamt")
    assert (found.state, found.complete, found.pending) == (ReplyState.RELEASED, True, False)
    assert reply(home, "Amt für Soziales").state is ReplyState.OUTSTANDING


def test_a_sheet_that_is_only_ticked_is_confirmed_and_renews_the_date_alone(home: Home, tmp_path: Path) -> None:
    """Idea 10: ticking „unverändert“ renews the date only."""
    content = filled(office_sheet(opened(home), "Amt für Soziales"), {"2.1": {"confirmed": "x"}, "2.2": {"confirmed": "x"}})
    accept(home, tmp_path, content, now=datetime(2026, 7, 1, 22, 30))  # half past midnight in Germany
    assert reply(home, "Amt für Soziales").state is ReplyState.CONFIRMED
    with open_snapshot(home) as snapshot:
        (row,) = [row for row in store_rows(snapshot) if row.measure == "2.1"]
    assert (row.confirmed, row.reported_on, row.status_text, row.state) == (True, date(2026, 7, 2), "Fünf Betriebe.", ROWS[3].state)


def store_rows(snapshot):
    return [row for row in store.reading.measure_history(snapshot, OFFICE) if row.period == PERIOD]


def test_a_partial_answer_leaves_the_rest_outstanding(home: Home, tmp_path: Path) -> None:
    content = filled(office_sheet(opened(home), "Jugendamt"), {"1.2": {"confirmed": "x"}})
    receive(home, tmp_path, content)
    accept(home, tmp_path, content)
    found = reply(home, "Jugendamt")
    assert (found.state, found.answered, found.missing, found.pending) == (ReplyState.OUTSTANDING, ("1.2",), ("1.1", "1.10"), False)


def test_a_wrong_sheet_is_given_back_with_a_reason_and_comes_again(home: Home, tmp_path: Path) -> None:
    wrong = filled(office_sheet(opened(home), "Jugendamt"), {"1.2": {"state": "Verworfen und vergessen"}})
    assert receive(home, tmp_path, wrong).blocked
    with pytest.raises(WrongUse, match="Grund"):
        workflows.return_sheet(home, PERIOD, "Jugendamt", reason=" falsch ")
    event = workflows.return_sheet(home, PERIOD, "51", reason="Der Stand von 1.2 ist nicht zu lesen.")
    found = reply(home, "Jugendamt")
    assert (found.state, found.note, found.pending) == (ReplyState.RETURNED, "Der Stand von 1.2 ist nicht zu lesen.", False)
    assert event.sha256 and event.office == "Jugendamt"
    right = filled(office_sheet(home, "Jugendamt"), ANSWERS)
    receive(home, tmp_path, right, "neu.xlsx")
    assert reply(home, "Jugendamt").state is ReplyState.RECEIVED
    accept(home, tmp_path, right)
    assert reply(home, "Jugendamt").state is ReplyState.RELEASED


def test_nothing_is_given_back_that_did_not_come(home: Home) -> None:
    with pytest.raises(NotFound, match="kein Sachstandsblatt"):
        workflows.return_sheet(opened(home), PERIOD, "Jugendamt", reason="Die Datei ist leer.")


def test_what_came_is_noted_once(home: Home, tmp_path: Path) -> None:
    content = filled(office_sheet(opened(home), "Jugendamt"), ANSWERS)
    checked = check(home, tmp_path, content)
    assert workflows.note_received(home, checked.reading, "f1") == ("Jugendamt",)
    version = current_version(home)
    assert workflows.note_received(home, checked.reading, "f1") == () and current_version(home) == version
    assert workflows.note_received(home, checked.reading, "f2") == ("Jugendamt",)  # another file of theirs
    accepted = accept(home, tmp_path, content)
    sha256 = next(each.file.sha256 for each in deliveries(home) if each.number == accepted.number)
    assert workflows.note_received(home, checked.reading, sha256) == ()  # accepted already
    table = Reading(DeliveryKind.OBSERVATIONS, "lsn", Source("", ""))
    assert workflows.note_received(home, table, "f3") == ()


def deliveries(home: Home):
    with open_snapshot(home) as snapshot:
        return workflows.deliveries(snapshot, OFFICE)


def test_a_sheet_for_all_has_come_from_every_office_it_reports_for(home: Home, tmp_path: Path) -> None:
    with open_snapshot(opened(home)) as snapshot:
        everything = workflows.status_sheet(snapshot, OFFICE, PERIOD)
    checked = check(home, tmp_path, filled(everything, {"1.1": {"confirmed": "x"}, "2.3": {"status_text": DONE}}))
    assert checked.reading.office == "" and not checked.blocked
    assert workflows.note_received(home, checked.reading, "f1") == ("Jugendamt", "Sportbund")


def test_the_same_office_may_answer_twice(home: Home, tmp_path: Path) -> None:
    """The newer answer counts, what it does not touch stays, and a withdrawal brings the first one back."""
    first = filled(office_sheet(opened(home), "Jugendamt"), ANSWERS | {"1.1": {"status_text": "Erste Meldung", "participants": 30}})
    accept(home, tmp_path, first)
    second = filled(office_sheet(home, "Jugendamt"), {"1.1": {"status_text": "Zweite Meldung"}})
    checked = check(home, tmp_path, second)
    assert (checked.difference.new, checked.difference.revised) == (0, 1)
    (change,) = checked.difference.changes
    assert (change.before.status_text, change.after.status_text) == ("Erste Meldung", "Zweite Meldung")
    assert change.after.participants == 30  # counted in the same half-year
    number = accept(home, tmp_path, second).number
    assert reply(home, "Jugendamt").state is ReplyState.RELEASED
    workflows.undo(home, number, reason="Versehentlich übernommen")
    with open_snapshot(home) as snapshot:
        assert {row.measure: row.status_text for row in store_rows(snapshot)}["1.1"] == "Erste Meldung"
    assert reply(home, "Jugendamt").state is ReplyState.RELEASED


def test_after_a_withdrawal_the_office_is_asked_again(home: Home, tmp_path: Path) -> None:
    content = filled(office_sheet(opened(home), "Jugendamt"), ANSWERS)
    receive(home, tmp_path, content)
    number = accept(home, tmp_path, content).number
    workflows.undo(home, number, reason="Falsche Fassung")
    found = reply(home, "Jugendamt")
    assert (found.state, found.answered, found.pending) == (ReplyState.OUTSTANDING, (), False)
    receive(home, tmp_path, content)
    assert reply(home, "Jugendamt").state is ReplyState.RECEIVED


def test_a_change_of_base_data_by_the_office_is_no_answer_of_the_department(home: Home, tmp_path: Path) -> None:
    with open_snapshot(opened(home)) as snapshot:
        everything = workflows.status_sheet(snapshot, OFFICE, PERIOD)
    checked = accept(home, tmp_path, filled(everything, {"1.1": {"title": "Sprachcafé Nord"}}))
    assert [row.title for row in checked.reading.rows] == ["Sprachcafé Nord"]
    found = reply(home, "Jugendamt")
    assert (found.state, found.answered) == (ReplyState.OUTSTANDING, ())


def test_a_measure_without_lead_goes_out_where_its_lead_can_be_named(home: Home, tmp_path: Path) -> None:
    """F4, L5: without a lead nobody is asked; the office gets an edition in which it can say whose it is."""
    accept(home, tmp_path, sheet(BEFORE, [ROWS[0].__class__("3.1", BEFORE, "Garten", "sprache", ROWS[0].state)]))
    assert reply(opened(home), UNNAMED).asked == ("3.1",)
    content = filled(office_sheet(home, UNNAMED), {"3.1": {"lead": "Sportbund"}})
    accepted = accept(home, tmp_path, content)
    assert accepted.reading.office == ""
    assert reply(home, "Sportbund").asked == ("2.3", "3.1")


PUBLIC, CONTROLLING = Viewer(Role.PUBLIC), Viewer(Role.CONTROLLING)


@pytest.mark.parametrize("viewer", [PUBLIC, CONTROLLING, JUGEND], ids=lambda each: each.role.value)
def test_only_the_office_runs_the_round(home: Home, viewer: Viewer) -> None:
    reading = Reading(DeliveryKind.MEASURES, "sachstand", Source("", ""), (), period=PERIOD, office="Jugendamt")
    before = current_version(home)
    for forbidden in (
        lambda: workflows.open_round(home, PERIOD, DUE, viewer=viewer, now=NOW),
        lambda: workflows.note_received(home, reading, "f1", viewer=viewer),
        lambda: workflows.return_sheet(home, PERIOD, "Jugendamt", reason="Die Datei ist leer.", viewer=viewer),
    ):
        with pytest.raises(NotAllowed):
            forbidden()
    with open_snapshot(home) as snapshot, pytest.raises(NotAllowed):
        workflows.all_sheets(snapshot, viewer, PERIOD)
    assert current_version(home) == before


def test_a_department_sees_its_own_replies_and_sheet(home: Home) -> None:
    short = Viewer(Role.DEPARTMENT, offices=frozenset({"51"}))
    with open_snapshot(opened(home)) as snapshot:
        for viewer in (JUGEND, short):
            assert [each.office for each in workflows.round_for(snapshot, viewer, PERIOD).replies] == ["Jugendamt"]
            assert workflows.office_sheet(snapshot, viewer, PERIOD, "Jugendamt")[:2] == b"PK"
            with pytest.raises(NotAllowed, match="Amt für Soziales"):
                workflows.office_sheet(snapshot, viewer, PERIOD, "Amt für Soziales")
        assert len(workflows.round_for(snapshot, CONTROLLING, PERIOD).replies) == 4
        with pytest.raises(NotAllowed):
            workflows.round_for(snapshot, PUBLIC, PERIOD)
        with pytest.raises(NotAllowed):
            workflows.office_sheet(snapshot, CONTROLLING, PERIOD, "Jugendamt")
        with pytest.raises(NotFound, match="zu keiner Maßnahme gefragt"):
            workflows.office_sheet(snapshot, OFFICE, PERIOD, "Feuerwehr")


def test_the_round_on_the_command_line(home: Home, tmp_path: Path) -> None:
    day = (today() + timedelta(days=30)).isoformat()
    assert cli("round", "open", "--period", PERIOD, "--due", day, home=home.path).code == 0
    assert cli("round", "open", "--period", PERIOD, "--due", "2020-01-01", home=home.path).code == 2
    out = tmp_path / "blätter.zip"
    assert cli("round", "sheets", "--period", PERIOD, "-o", out, home=home.path).code == 0
    assert len(zipfile.ZipFile(out).namelist()) == 4
    one = tmp_path / "eins.xlsx"
    assert cli("round", "sheets", "--period", PERIOD, "--office", "51", "-o", one, home=home.path).code == 0
    accept(home, tmp_path, filled(one.read_bytes(), ANSWERS))
    state = cli("round", "state", home=home.path)
    assert state.code == 0 and "Jugendamt" in state.out and "freigegeben" in state.out and "ausstehend" in state.out
    document = cli("round", "state", "--period", PERIOD, "--json", home=home.path).json
    assert document["period"] == PERIOD and document["due"] == day
    assert {each["office"]: each["state"] for each in document["replies"]}["Jugendamt"] == "released"
    assert cli("round", "state", home=make_empty(tmp_path)).code == 2
    refused = cli("round", "send", "--period", PERIOD, home=home.path)
    assert refused.code == 2 and "kein Mailserver" in refused.err


def make_empty(folder: Path) -> Path:
    (folder / "leer").mkdir()
    (folder / "leer" / "concept.toml").write_text(CONCEPT, "utf-8")
    path = folder / "leer" / "home"
    workflows.init(Home(path), str(folder / "leer" / "concept.toml"), workflows.warm_reader(), settings=Settings(), now=START)
    return path


def test_withdrawing_says_which_later_reports_still_say_it(home: Home, tmp_path: Path) -> None:
    """A report is complete in itself: what was carried over from a wrong sheet does not go with it, and nobody may believe it did."""
    wrong = accept(home, tmp_path, filled(office_sheet(home, "Jugendamt"), {"1.1": {"status_text": "Falsch."}, "1.2": {"confirmed": "x"}}))
    later = accept(home, tmp_path, filled(office_sheet(home, "Jugendamt"), {"1.1": {"next_steps": "Neu."}, "1.10": {"confirmed": "x"}}))
    said: list[str] = []
    left = workflows.undo(home, wrong.number, reason="Falsches Blatt", say=said.append)
    assert said == [left] and f"zu 1 Maßnahme sagen noch, was mit ihr kam: 1.1 (Lieferung Nr. {later.number})" in left
    assert workflows.undo(home, later.number, reason="Auch falsch") == ""
    with open_snapshot(home) as snapshot:
        assert store_rows(snapshot) == []
