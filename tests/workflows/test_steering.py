"""L7: Nachsteuerung is kept with what gave rise to it, what was decided and which measures it is about; nothing is ever overwritten."""

import shutil
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

import store.reading
import workflows
from domain.access import OFFICE, Role, Viewer
from domain.errors import NotAllowed, NotFound, Unreadable, WrongUse
from domain.steering import SteeringRecord, Trigger
from store import Home, open_snapshot
from store.publication import current_version
from store.steering import steering_log, steering_records
from tests.workflows.homes import DEMO, demo_without_steering, make_home
from views import steering
from views.steering import SteeringFilter

MADE = datetime(2026, 8, 1, 8)
THEN = datetime(2026, 9, 17, 14)
GIVEN = {
    "occasion": "Zwei Umbauten stehen still, weil keine Firma anbietet.",
    "decision": "Die Vergabe wird gebündelt; das Amt berichtet im Dezember.",
    "measures": ["4.3", "1.5"],
    "decided_on": date(2026, 9, 17),
    "body": "controlling",
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Home:
    folder = tmp_path_factory.mktemp("nachsteuerung")
    return make_home(folder / "home", demo_without_steering(folder / "demo"), now=MADE)


@pytest.fixture
def own(made: Home, tmp_path: Path) -> Home:
    """The demo for one test alone, as of August 2026."""
    return Home(Path(shutil.copytree(made.path, tmp_path / "home")))


def record(home: Home, **changes) -> SteeringRecord:
    given = {"trigger": Trigger.FINDING, "now": THEN} | GIVEN | changes
    return workflows.record_steering(home, given.pop("trigger"), **given)


def shown(home: Home, viewer: Viewer = OFFICE, as_of: datetime | None = None, **chosen: str) -> steering.SteeringView:
    with open_snapshot(home) as snapshot:
        return steering.build(snapshot, viewer, SteeringFilter(**chosen), as_of)


def test_a_record_says_trigger_occasion_decision_measures_date_and_body(own: Home) -> None:
    """L7: every part of the record reaches the page."""
    version = current_version(own)
    kept = record(own)
    (line,) = shown(own).lines
    assert (kept.number, line.number, line.trigger.label) == (1, 1, "neue Erkenntnis")
    assert (line.occasion, line.decision) == (GIVEN["occasion"], GIVEN["decision"])
    assert [number for number, _ in line.measures] == ["1.5", "4.3"]  # in the order of their numbers
    assert dict(line.measures)["4.3"] == "Nachbarschaftstreff Weststadt"
    assert (line.decided_on, line.body) == ("17.09.2026", "Controllinggruppe Integration")
    assert line.recorded == "Integrationsbüro, 17.09.2026, 16:00 Uhr"
    assert current_version(own) != version  # pages build anew


def test_all_three_triggers_and_their_counts(own: Home) -> None:
    """L7: new findings, developments, needs."""
    for trigger in (Trigger.NEED, Trigger.DEVELOPMENT, Trigger.FINDING, Trigger.NEED):
        record(own, trigger=trigger)
    view = shown(own)
    assert [line.number for line in view.lines] == [4, 3, 2, 1]
    assert view.by_trigger == ((Trigger.FINDING, 1), (Trigger.DEVELOPMENT, 1), (Trigger.NEED, 2))
    assert {trigger.label for trigger, _ in view.by_trigger} == {"neue Erkenntnis", "neue Entwicklung", "neuer Bedarf"}


def test_the_latest_decision_comes_first_whenever_it_was_recorded(own: Home) -> None:
    record(own, decided_on=date(2026, 9, 17))
    record(own, decided_on=date(2026, 3, 4))
    assert [line.decided_on for line in shown(own).lines] == ["17.09.2026", "04.03.2026"]


def test_filters_and_search(own: Home) -> None:
    record(own)
    record(own, trigger=Trigger.NEED, measures=["6.1"], body="", occasion="Die Lotsen sind ausgebucht.")
    record(own, trigger=Trigger.NEED, measures=[], body="rat", decision="Der Rat wünscht eine Maßnahme für Auszubildende.")
    numbers = {
        "trigger": [line.number for line in shown(own, trigger="need").lines],
        "body": [line.number for line in shown(own, body="rat").lines],
        "field": [line.number for line in shown(own, field="teilhabe").lines],
        "measure": [line.number for line in shown(own, measure="1.5").lines],
        "search": [line.number for line in shown(own, search="WESTSTADT").lines],
        "nothing": [line.number for line in shown(own, search="gibt es nicht").lines],
    }
    assert numbers == {"trigger": [3, 2], "body": [3], "field": [2], "measure": [1], "search": [1], "nothing": []}
    assert shown(own, trigger="need").total == 3


def test_the_page_of_a_measure_names_what_was_decided_about_it(own: Home) -> None:
    record(own)
    record(own, measures=["6.1"])
    with open_snapshot(own) as snapshot:
        assert [line.number for line in steering.for_measure(snapshot, OFFICE, "4.3")] == [1]
        assert [line.number for line in steering.for_measure(snapshot, OFFICE, "6.1")] == [2]
        assert steering.for_measure(snapshot, OFFICE, "1.1") == ()
        assert steering.for_measure(snapshot, Viewer(Role.PUBLIC), "4.3") == ()


def test_withdrawing_needs_a_reason_and_the_log_keeps_both(own: Home) -> None:
    record(own)
    later = THEN + timedelta(days=3)
    with pytest.raises(WrongUse, match="mindestens 10 Zeichen"):
        workflows.withdraw_steering(own, 1, reason="  falsch  ")
    workflows.withdraw_steering(own, 1, reason="In der falschen Sitzung vermerkt", now=later)
    view = shown(own)
    assert (view.lines, view.total) == ((), 0)
    (gone,) = view.withdrawn
    assert (gone.number, gone.decision) == (1, GIVEN["decision"])
    assert gone.withdrawn == "20.09.2026, 16:00 Uhr, Integrationsbüro: In der falschen Sitzung vermerkt"
    with open_snapshot(own) as snapshot:
        log = steering_log(snapshot, OFFICE)
    assert [(event.record.number, event.withdrawn) for event in log] == [(1, True), (1, False)]
    with pytest.raises(NotFound, match="schon zurückgenommen"):
        workflows.withdraw_steering(own, 1, reason="ein zweites Mal zurück")
    assert record(own, now=later + timedelta(days=1)).number == 2  # a number is never given twice


def test_each_moment_shows_what_was_recorded_by_then(own: Home) -> None:
    """Two clocks: before the record nothing, after it the record, after its withdrawal nothing again."""
    record(own)
    later = THEN + timedelta(days=3)
    workflows.withdraw_steering(own, 1, reason="In der falschen Sitzung vermerkt", now=later)
    step = timedelta(microseconds=1)
    counts = [(len(shown(own, as_of=at).lines), len(shown(own, as_of=at).withdrawn)) for at in (THEN - step, THEN, later - step, later)]
    assert counts == [(0, 0), (1, 0), (1, 0), (0, 1)]
    with open_snapshot(own) as snapshot:
        assert store.reading.last_change(snapshot) == later
        assert [each.number for each in steering_records(snapshot, OFFICE, THEN)] == [1]
        assert steering.for_measure(snapshot, OFFICE, "4.3", THEN - step) == ()


@pytest.mark.parametrize(
    ("changes", "error", "words"),
    [
        ({"occasion": "  kurz  "}, WrongUse, "einen Anlass"),
        ({"decision": ""}, WrongUse, "eine Entscheidung"),
        ({"decided_on": date(2026, 9, 18)}, WrongUse, "18.09.2026 liegt in der Zukunft"),
        ({"measures": ["1.5", "99.9"]}, NotFound, "nicht bekannt: 99.9"),
        ({"body": "elferrat"}, NotFound, "steht nicht im Konzept"),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_is_kept(own: Home, changes, error, words) -> None:
    version = current_version(own)
    with pytest.raises(error, match=words):
        record(own, **changes)
    assert current_version(own) == version


@pytest.mark.parametrize("role", [Role.CONTROLLING, Role.DEPARTMENT, Role.PUBLIC])
def test_only_the_office_records_and_withdraws(own: Home, role: Role) -> None:
    record(own)
    with pytest.raises(NotAllowed, match="darf nicht: Nachsteuerung festhalten"):
        record(own, viewer=Viewer(role))
    with pytest.raises(NotAllowed, match="darf nicht: Nachsteuerung festhalten"):
        workflows.withdraw_steering(own, 1, reason="In der falschen Sitzung vermerkt", viewer=Viewer(role))
    assert len(shown(own).lines) == 1


def test_staff_reads_the_log_and_the_public_nothing_of_it(own: Home) -> None:
    record(own)
    record(own)
    workflows.withdraw_steering(own, 2, reason="Kanariengrund der Rücknahme")
    for role in (Role.OFFICE, Role.CONTROLLING, Role.DEPARTMENT):
        assert len(shown(own, Viewer(role)).lines) == len(shown(own, Viewer(role)).withdrawn) == 1
    public = shown(own, Viewer(Role.PUBLIC))
    assert (public.lines, public.total, public.by_trigger, public.withdrawn) == ((), 0, (), ())
    assert GIVEN["decision"] not in repr(public) and "Kanariengrund" not in repr(public)


def test_an_installation_begins_with_what_was_decided_before(demo: Path) -> None:
    """L7: the demo's own records, all three triggers among them; each measure leads to what was decided about it."""
    view = shown(Home(demo))
    assert view.total == (DEMO / "steering.toml").read_text("utf-8").count("[[records]]") == 8
    assert {trigger for trigger, _ in view.by_trigger} == set(Trigger)
    assert view.lines[0].decided_on == "24.09.2026" and view.lines[-1].number == 1
    with open_snapshot(Home(demo)) as snapshot:
        assert len(steering.for_measure(snapshot, OFFICE, "6.2")) == 2


@pytest.mark.parametrize(
    ("old", "new", "error", "words"),
    [
        ('measures = ["3.5"]', 'measures = ["99.5"]', NotFound, "nicht bekannt: 99.5"),
        ('body = "fachgruppe"', 'body = "elferrat"', NotFound, "elferrat"),
        ('trigger = "need"', 'trigger = "laune"', Unreadable, "laune"),
    ],
)
def test_a_wrong_beginning_stops_the_installation(tmp_path: Path, old: str, new: str, error: type[Exception], words: str) -> None:
    concept = demo_without_steering(tmp_path / "demo")
    text = (DEMO / "steering.toml").read_text("utf-8")
    assert old in text
    (tmp_path / "demo" / "steering.toml").write_text(text.replace(old, new), "utf-8")
    with pytest.raises(error, match=words):
        make_home(tmp_path / "home", concept)
    assert not Home(tmp_path / "home").exists
