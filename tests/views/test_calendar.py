"""The calendar: each body's meetings, dates from its rhythm where none is planned, and what has to be there by when."""

import shutil
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

import workflows
from domain.access import OFFICE, Role, Viewer
from store import Home, open_snapshot
from tests.workflows.meeting_town import make_town, write_consequences
from views.calendar import BodyCalendar, Calendar, build

NOW = datetime(2026, 9, 1)


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Home:
    home = make_town(tmp_path_factory.mktemp("kalender") / "home")
    for count, day in enumerate((date(2026, 3, 19), date(2026, 6, 18), date(2026, 9, 17))):
        workflows.plan_meeting(home, "controlling", day, now=NOW + timedelta(minutes=count))
    workflows.cancel_meeting(home, "controlling-2026-06-18", reason="Ferien beginnen früher", now=NOW + timedelta(hours=1))
    return home


@pytest.fixture
def home(town: Home, tmp_path: Path) -> Home:
    return Home(Path(shutil.copytree(town.path, tmp_path / "home")))


def calendar(home: Home, today: date, viewer: Viewer = OFFICE) -> Calendar:
    with open_snapshot(home) as snapshot:
        return build(snapshot, viewer, today)


def body(home: Home, today: date, name: str = "controlling") -> BodyCalendar:
    return next(each for each in calendar(home, today).bodies if each.id == name)


def test_a_body_has_rhythm_members_and_its_meetings(town: Home) -> None:
    """L4, A5: members are roles and organisations from inside and outside, no names."""
    shown = body(town, date(2026, 9, 10))
    assert (shown.name, shown.rhythm, shown.chair) == ("Controlling-Gruppe", "halbjährlich, 2 Sitzungen im Jahr", "Beigeordnete")
    assert shown.members == ("Leitung (Jugendamt)", "Geschäftsführung (Caritas, von außen)")
    assert [(each.day, each.told, each.missed) for each in shown.past] == [
        ("18.06.2026", "abgesagt: Ferien beginnen früher", False), ("19.03.2026", "Tag vorbei, kein Protokoll", True),
    ]  # fmt: skip
    assert body(town, date(2026, 9, 10), "rat").rhythm == "1 Bericht im Jahr"


def test_what_is_due_before_a_meeting_is_counted_back_from_its_day(home: Home) -> None:
    """Figures 42, sheets 28 and the pack 14 days before, where the body says nothing else; past ones are overdue."""
    (first, *_) = body(home, date(2026, 8, 25)).next
    assert [(each.what, each.day, each.overdue) for each in first.due] == [
        ("Zahlen einspielen", "06.08.2026", True), ("Sachstände melden", "20.08.2026", True), ("Unterlage versenden", "03.09.2026", False),
    ]  # fmt: skip
    assert first.due[1].told == "war am 20.08.2026 fällig (seit 5 Tagen)"
    write_consequences(home, "sprache", "arbeit", now=NOW + timedelta(hours=2))
    workflows.freeze_meeting(home, first.id, now=NOW + timedelta(hours=3))
    (frozen, *_) = body(home, date(2026, 9, 4)).next
    assert [(each.what, each.overdue) for each in frozen.due] == [("Unterlage versenden", True)]  # what came until then is settled
    assert frozen.data_state == "Berichtsstand 2026-1"


def test_dates_are_proposed_from_the_rhythm_and_marked_as_proposals(town: Home) -> None:
    """L6, R2: quarterly, half-yearly and without a rhythm; on working days, after the last meeting there is."""
    today = date(2026, 9, 10)
    shown = {each.id: [(line.day, line.proposal) for line in each.next] for each in calendar(town, today).bodies}
    assert shown["controlling"] == [("17.09.2026", False), ("19.03.2027", True)]
    assert shown["fachgruppe"] == [("10.12.2026", True), ("12.03.2027", True), ("11.06.2027", True), ("10.09.2027", True)]
    assert shown["rat"] == []
    (proposal, *_) = body(town, today, "fachgruppe").next
    assert (proposal.id, proposal.told) == ("", "Vorschlag aus dem Rhythmus, nicht geplant")
    assert [each.day for each in proposal.due] == ["30.11.2026", "05.12.2026", "08.12.2026"]  # 10, 5 and 2 days, as the body says
    assert all(line.held_on.weekday() < 5 for line in calendar(town, today).next)


def test_due_days_of_all_bodies_stand_in_one_list_and_proposals_have_none(town: Home) -> None:
    shown = calendar(town, date(2026, 8, 25))
    assert [(line.body, each.what) for line, each in shown.due] == [
        ("controlling", "Zahlen einspielen"), ("controlling", "Sachstände melden"), ("controlling", "Unterlage versenden"),
    ]  # fmt: skip
    assert [line.held_on for line in shown.next] == sorted(line.held_on for line in shown.next)


def test_the_public_gets_no_dates(town: Home) -> None:
    shown = calendar(town, date(2026, 9, 10), Viewer(Role.PUBLIC))
    assert (shown.next, shown.due) == ((), ())
    assert [(each.next, each.past) for each in shown.bodies] == [((), ())] * 3
