"""Reporting in the browser: the same checks, the same delivery and the same permissions as for a sheet that was sent."""

import shutil
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

import store.reading
import workflows
from domain.access import OFFICE, Role, Viewer
from domain.errors import NotAllowed, NotFound, WrongUse
from domain.measures import MeasureRow, MeasureState, Milestone, Output, Resource, ResourceKind
from domain.organisations import UNNAMED
from domain.rounds import ReplyState
from store import Home, open_snapshot
from store.publication import current_version
from tests.workflows.small_town import BEFORE, JUGEND, PERIOD, ROWS, accept, codes, filled, make_town, office_sheet, reply, sheet
from workflows.round_sheets import prefilled

CAFE, LOTSEN, LESEN, BETRIEB, *_ = ROWS
NOW = datetime(2026, 7, 1, 22, 30)  # the second of July in Germany


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_town(tmp_path_factory.mktemp("eingabestadt")).path


@pytest.fixture
def home(town: Path, tmp_path: Path) -> Home:
    return Home(Path(shutil.copytree(town, tmp_path / "home")))


def row(before: MeasureRow = CAFE, **said) -> MeasureRow:
    return replace(prefilled(before, PERIOD), **said)


FULL = {
    "status_text": "Zwei Gruppen.", "next_steps": "Dritte Gruppe", "progress": 60.0, "obstacles": "Raum fehlt", "participants": 80.0,
    "actual_start": date(2025, 2, 1), "cost_actual": 15000.5, "funding": "Land", "staff": 0.5,
    "milestones": (Milestone("Zweite Gruppe", due=date(2026, 5, 1), done=date(2026, 4, 20)), Milestone("Dritte Gruppe")),
    "resources": (Resource(ResourceKind.MONEY, 2026, "Land", 20000, 15000.5, date(2026, 1, 1), date(2026, 12, 31)),),
    "outputs": (Output("Treffen", 24),),
}  # fmt: skip


def test_what_is_entered_is_a_delivery_like_any_other(home: Home) -> None:
    """L15, A1, F6: the whole report, with file, cell and undo."""
    accepted = workflows.report_entry(home, row(**FULL), viewer=JUGEND, now=NOW)
    assert accepted.number is not None, accepted.reading.findings
    with open_snapshot(home) as snapshot:
        (kept,) = [each for each in store.reading.measure_history(snapshot, OFFICE) if each.period == PERIOD]
        delivery = store.reading.deliveries(snapshot, OFFICE)[0]
    for name, value in FULL.items():
        assert getattr(kept, name) == value, name
    assert (kept.title, kept.goals, kept.planned_end) == (CAFE.title, CAFE.goals, CAFE.planned_end)
    assert (kept.reported_on, kept.reported_by, kept.confirmed) == (date(2026, 7, 2), "Jugendamt, Sekretariat", False)
    assert (kept.sheet, kept.cell[0]) == ("Sachstand", "A") and home.original(delivery.file.sha256).is_file()
    assert (delivery.file.name, delivery.accepted_by, delivery.note) == (
        "Sachstand_2026-H1_1_1.xlsx", "Jugendamt, Sekretariat", "Im Browser gemeldet",
    )  # fmt: skip
    workflows.undo(home, accepted.number, reason="Verschrieben")
    with open_snapshot(home) as snapshot:
        assert not [each for each in store.reading.measure_history(snapshot, OFFICE) if each.period == PERIOD]


def test_unchanged_is_a_tick_here_too(home: Home) -> None:
    """Idea 10: the date is renewed, nothing else."""
    for each in (CAFE, LOTSEN, LESEN):
        assert workflows.report_entry(home, row(each, confirmed=True), viewer=JUGEND, now=NOW).number is not None
    assert reply(home, "Jugendamt").state is ReplyState.CONFIRMED
    with open_snapshot(home) as snapshot:
        kept = {each.measure: each for each in store.reading.measures(snapshot, OFFICE)}["1.1"]
    assert (kept.confirmed, kept.reported_on, kept.status_text, kept.milestones) == (
        True,
        date(2026, 7, 2),
        CAFE.status_text,
        CAFE.milestones,
    )


def test_sheet_and_browser_give_the_same_report(home: Home, tmp_path: Path) -> None:
    """Same event: what is entered equals what a returned sheet says."""
    said = {"status_text": "Zwei Gruppen.", "state": "Verstetigt", "participants": 80, "reported_on": date(2026, 7, 1)}
    sheet = accept(home, tmp_path, filled(office_sheet(home, "Jugendamt"), {"1.1": said}), now=NOW).reading.rows[0]
    entered = row(**{**said, "state": MeasureState.PERMANENT})
    checked = workflows.check_entry(home, replace(entered, reported_by=""), viewer=OFFICE, now=NOW)
    (again,) = checked.reading.rows
    assert replace(again, cell="", sheet="", reported_by="") == replace(sheet, cell="", sheet="", reported_by="")


def test_the_same_checks_hold(home: Home) -> None:
    checked = workflows.check_entry(home, row(state=MeasureState.NOT_STARTED), viewer=JUGEND, now=NOW)
    assert checked.blocked and codes(checked) == ["E392"]
    version = current_version(home)
    refused = workflows.report_entry(home, row(state=MeasureState.COMPLETED), viewer=JUGEND, now=NOW)
    assert refused.number is None and [each.code for each in refused.reading.findings if each.code[0] == "E"] == ["E394"]
    assert current_version(home) == version


def test_hints_are_confirmed_here_too(home: Home) -> None:
    late = row(status_text="Eins. Zwei. Drei. Vier. Fünf.")
    checked = workflows.check_entry(home, late, viewer=JUGEND, now=NOW)
    assert checked.hints and not checked.blocked
    with pytest.raises(WrongUse, match="noch nicht bestätigt"):
        workflows.report_entry(home, late, viewer=JUGEND, confirmations={}, now=NOW)
    accepted = workflows.report_entry(home, late, viewer=JUGEND, confirmations={each.key: "" for each in checked.hints}, now=NOW)
    assert accepted.number is not None


SOZIALES, NOBODY = Viewer(Role.DEPARTMENT, offices=frozenset({"Amt für Soziales"})), Viewer(Role.DEPARTMENT)
OTHERS = [SOZIALES, NOBODY, Viewer(Role.CONTROLLING), Viewer(Role.PUBLIC)]


@pytest.mark.parametrize("viewer", OTHERS, ids=["other", "without office", "controlling", "public"])
def test_only_who_leads_a_measure_reports_on_it(home: Home, viewer: Viewer) -> None:
    """L5: same permissions, only own measures – by the lead as known, not as given."""
    version = current_version(home)
    for attempt in (workflows.check_entry, workflows.report_entry):
        for given in (row(), row(lead="Amt für Soziales")):
            with pytest.raises(NotAllowed):
                attempt(home, given, viewer=viewer, now=NOW)
    assert current_version(home) == version


def test_short_names_are_the_same_office(home: Home) -> None:
    short = Viewer(Role.DEPARTMENT, offices=frozenset({"51"}))
    for before in (CAFE, LESEN):  # led by „Jugendamt“ and by „51“
        assert workflows.report_entry(home, row(before, status_text="Neu."), viewer=short, now=NOW).number is not None


@pytest.mark.parametrize(
    "said", [{"title": "Anders"}, {"lead": "Sportbund"}, {"planned_end": date(2030, 1, 1)}, {"field": "arbeit"}, {"aim_target": 5.0}]
)
def test_what_a_measure_is_only_the_office_changes(home: Home, said: dict) -> None:
    with pytest.raises(NotAllowed, match="Integrationsbüro"):
        workflows.report_entry(home, row(**said), viewer=JUGEND, now=NOW)
    assert workflows.report_entry(home, row(**said), viewer=OFFICE, now=NOW).number is not None


def test_a_new_measure_comes_from_the_office(home: Home) -> None:
    fresh = MeasureRow("4.1", PERIOD, "Garten", "sprache", MeasureState.PROPOSED, lead="Jugendamt")
    with pytest.raises(NotFound, match="nicht bekannt"):
        workflows.report_entry(home, fresh, viewer=JUGEND, now=NOW)
    assert workflows.report_entry(home, fresh, viewer=OFFICE, now=NOW).number is not None


def test_the_half_year_must_be_one(home: Home) -> None:
    with pytest.raises(WrongUse, match="kein Halbjahr"):
        workflows.check_entry(home, replace(row(), period="2026"), viewer=JUGEND, now=NOW)


def test_what_changed_since_the_check_is_not_accepted(home: Home) -> None:
    checked = workflows.check_entry(home, row(status_text="Meins."), viewer=JUGEND, now=NOW)
    workflows.report_entry(home, row(status_text="Schneller."), viewer=JUGEND, now=NOW)
    with pytest.raises(WrongUse, match="seit der Prüfung geändert"):
        workflows.report_entry(home, row(status_text="Meins."), viewer=JUGEND, expected=checked.difference, now=NOW)


def test_a_half_year_that_has_not_begun_is_not_reported_on(home: Home, tmp_path: Path) -> None:
    """A slip in the year would be the newest status everywhere, for years: departments cannot, the office confirms it."""
    ahead = replace(row(), period="2027-H1")
    with pytest.raises(WrongUse, match="noch nicht begonnen"):
        workflows.check_entry(home, ahead, viewer=JUGEND, now=NOW)
    checked = workflows.check_entry(home, replace(row(), period="2099-H2", status_text="Neu."), viewer=OFFICE, now=NOW)
    assert [each.code for each in checked.hints] == ["H498"]
    assert not workflows.check_entry(home, row(), viewer=JUGEND, now=NOW).hints


def test_what_nobody_leads_belongs_to_no_department(home: Home, tmp_path: Path) -> None:
    """Neither an empty name nor the words that stand for it open measures and sheets that have no lead."""
    accept(home, tmp_path, sheet(BEFORE, [replace(CAFE, measure="3.1", title="Herrenlos", lead="")]))
    nobody = Viewer(Role.DEPARTMENT, offices=frozenset({"", UNNAMED}))
    with pytest.raises(NotAllowed, match="nicht benannt"):
        workflows.check_entry(home, row(replace(CAFE, measure="3.1", title="Herrenlos", lead="")), viewer=nobody)
    with open_snapshot(home) as snapshot, pytest.raises(NotAllowed, match="nur für diese Stelle"):
        workflows.office_sheet(snapshot, nobody, PERIOD, UNNAMED)
