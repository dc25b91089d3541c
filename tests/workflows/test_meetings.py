"""Meetings are planned, moved, called off, prepared, frozen and held; every event stays, and nothing changes a frozen state."""

import shutil
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

import store.meetings
import store.reading
import workflows
from domain.access import OFFICE, Role, Viewer
from domain.errors import NotAllowed, NotFound, WrongUse
from domain.meetings import AgendaItem, ItemKind, Meeting, MeetingState, Minute, previous_meeting
from store import Home, open_snapshot
from store.publication import current_version
from tests.workflows.meeting_town import deliver, figures, make_town, write_consequences
from views import overview

MEETING = date(2026, 9, 17)
PLANNED, FROZEN, HELD = datetime(2026, 7, 2), datetime(2026, 9, 1, 10), datetime(2026, 9, 17, 16)
ID = "controlling-2026-09-17"


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The town with one meeting planned; nobody writes here."""
    home = make_town(tmp_path_factory.mktemp("sitzungen") / "home")
    workflows.plan_meeting(home, "controlling", MEETING, place="Rathaus", now=PLANNED)
    return home


@pytest.fixture
def home(town: Home, tmp_path: Path) -> Home:
    return Home(Path(shutil.copytree(town.path, tmp_path / "home")))


def known(home: Home, meeting: str = ID, as_of: datetime | None = None) -> Meeting:
    with open_snapshot(home) as snapshot:
        return store.meetings.meeting(snapshot, OFFICE, meeting, as_of)


def freeze(home: Home, now: datetime = FROZEN, meeting: str = ID, **said: str):
    return workflows.freeze_meeting(home, meeting, now=now, **said)


def test_a_meeting_is_planned_moved_and_called_off_and_each_moment_knows_its_own(home: Home) -> None:
    """L4, L6: bodies meet in their own calendars; what was planned before stays readable."""
    planned = known(home)
    assert (planned.body, planned.held_on, planned.period, planned.place) == ("controlling", MEETING, "2026-H1", "Rathaus")
    later = PLANNED + timedelta(days=1)
    moved = workflows.move_meeting(home, ID, date(2026, 9, 24), reason="Ratssitzung am selben Tag", now=later)
    assert (moved.id, moved.held_on, moved.reason, moved.place) == (ID, date(2026, 9, 24), "Ratssitzung am selben Tag", "Rathaus")
    gone = workflows.cancel_meeting(home, ID, reason="Zu wenige können kommen", now=later + timedelta(days=1))
    assert gone.state is MeetingState.CANCELLED
    assert [known(home, as_of=at).held_on for at in (PLANNED, later)] == [MEETING, date(2026, 9, 24)]
    again = workflows.plan_meeting(home, "controlling", MEETING, now=later + timedelta(days=2))
    assert again.id == f"{ID}-2"  # an id is never given twice
    with pytest.raises(WrongUse, match="ist abgesagt; daran ändert sich nichts mehr"):
        workflows.move_meeting(home, ID, MEETING, reason="doch an diesem Tag", now=later + timedelta(days=3))


@pytest.mark.parametrize(
    ("body", "day", "period", "error", "words"),
    [
        ("elferrat", MEETING, "", NotFound, "elferrat.*Bekannt sind: controlling, fachgruppe, rat"),
        ("controlling", MEETING, "", WrongUse, "hat am 17.09.2026 schon eine Sitzung"),
        ("fachgruppe", date(2206, 9, 17), "", WrongUse, "zu weit weg"),
        ("fachgruppe", MEETING, "2027-H1", WrongUse, "hat am 17.09.2026 noch nicht begonnen"),
        ("fachgruppe", MEETING, "2026", WrongUse, "kein Halbjahr"),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_is_kept(home: Home, body: str, day: date, period: str, error, words: str) -> None:
    version = current_version(home)
    with pytest.raises(error, match=words):
        workflows.plan_meeting(home, body, day, period=period, now=PLANNED)
    assert current_version(home) == version


def test_the_agenda_keeps_order_notes_and_numbers_of_own_items(home: Home) -> None:
    late = AgendaItem("late:1.2", ItemKind.LATE, "1.2 Maßnahme", note=" Frist klären ", fields=("sprache",), measures=("1.2",))
    kept = workflows.save_agenda(home, ID, [workflows.own_item(" Begrüßung "), late, workflows.own_item("Ausblick")], now=FROZEN)
    assert [(each.id, each.title, each.note) for each in kept.agenda] == [
        ("own:1", "Begrüßung", ""), ("late:1.2", "1.2 Maßnahme", "Frist klären"), ("own:2", "Ausblick", ""),
    ]  # fmt: skip
    version = current_version(home)
    workflows.save_agenda(home, ID, kept.agenda, now=FROZEN + timedelta(hours=1))
    assert current_version(home) == version  # the same once more is no event
    fewer = workflows.save_agenda(home, ID, [late], now=FROZEN + timedelta(hours=2))
    again = workflows.save_agenda(home, ID, [*fewer.agenda, workflows.own_item("Neues")], now=FROZEN + timedelta(hours=3))
    assert again.agenda[-1].id == "own:3"  # minutes of an item dropped before never move to another
    for wrong, error, words in (
        ([workflows.own_item("  ")], WrongUse, "Punkt 1 der Tagesordnung hat keine Überschrift"),
        ([late, late], WrongUse, "zweimal auf der Tagesordnung: late:1.2"),
        ([AgendaItem("x", ItemKind.OWN, "Titel", measures=("9.9",))], NotFound, "nicht bekannt: 9.9"),
        ([AgendaItem("x", ItemKind.OWN, "Titel", fields=("mond",))], NotFound, "nicht im Konzept: mond"),
    ):
        with pytest.raises(error, match=words):
            workflows.save_agenda(home, ID, wrong, now=FROZEN + timedelta(hours=4))


def test_no_state_is_frozen_while_consequences_are_missing_and_all_fields_are_named(home: Home) -> None:
    """§4.13: a field with a late measure or without figures may not leave its consequences empty."""
    with pytest.raises(WrongUse) as refused:
        freeze(home)
    text = str(refused.value)
    assert "1. Halbjahr 2026" in text and "1 Sprache: Maßnahme verzögert: 1.2" in text and "2 Arbeit: Kein Indikator" in text
    write_consequences(home, "sprache", now=FROZEN)
    with pytest.raises(WrongUse, match=r"fehlen Konsequenzen – 2 Arbeit"):
        freeze(home, FROZEN + timedelta(minutes=1))
    assert known(home).states == ()


def test_later_deliveries_do_not_change_a_frozen_state_and_a_correction_is_a_new_one(home: Home) -> None:
    """§4.4: everything of the meeting is read as known at its moment."""
    write_consequences(home, "sprache", "arbeit", now=FROZEN - timedelta(minutes=1))
    first = freeze(home)
    assert (first.label, first.moment, first.day, first.by) == ("Berichtsstand 2026-1", FROZEN, date(2026, 9, 1), "Integrationsbüro")

    def shown(state) -> object:
        with open_snapshot(home) as snapshot:
            return overview.build(snapshot, OFFICE, state.day, state.moment)

    before = shown(first)
    deliver(home, figures(50, 40, 30, 20, 10), FROZEN + timedelta(days=1))
    assert shown(first) == before
    with pytest.raises(WrongUse, match="Korrektur des Berichtsstands braucht einen Grund"):
        freeze(home, FROZEN + timedelta(days=2))
    second = freeze(home, FROZEN + timedelta(days=2), reason="Zahlen des Landesamts berichtigt")
    assert (second.label, second.revision) == ("Berichtsstand 2026-1, Korrektur 1", 1)
    assert shown(first) == before != shown(second)
    assert known(home).states == (first, second)
    with pytest.raises(WrongUse, match="Berichtsstand 2026-1, Korrektur 1 ist festgeschrieben"):
        workflows.move_meeting(home, ID, MEETING, reason="anderes Halbjahr", period="2025-H2", now=FROZEN + timedelta(days=3))


def test_nothing_ever_happens_at_the_moment_of_a_state_again(home: Home) -> None:
    """§4.4: also where the clock of the machine stands still or goes back, what comes later is later."""
    ahead = workflows.utc_now() + timedelta(days=2)
    write_consequences(home, "sprache", "arbeit", now=ahead)
    state = freeze(home, ahead + timedelta(hours=1))
    kept = workflows.save_agenda(home, ID, [workflows.own_item("Begrüßung")])  # by the clock of the machine, which is behind
    assert known(home, as_of=state.moment).agenda == () != known(home).agenda == kept.agenda
    with open_snapshot(home) as snapshot:
        last = store.meetings.meeting_log(snapshot, OFFICE)[-1]
    assert last.at > state.moment


def test_each_state_has_a_name_of_its_own(home: Home) -> None:
    """L4, L6: the controlling group's first state of a half-year is its plain name, whoever freezes first."""
    write_consequences(home, "sprache", "arbeit", now=FROZEN - timedelta(minutes=1))
    for days, body in enumerate(("fachgruppe", "controlling")):
        workflows.plan_meeting(home, body, date(2026, 10, 6), period="2026-H1", now=FROZEN + timedelta(days=days))
    names = [
        freeze(home, FROZEN + timedelta(days=10 + place), meeting).name
        for place, meeting in enumerate(("fachgruppe-2026-10-06", ID, "controlling-2026-10-06"))
    ]
    assert names == ["2026-1, Fachgruppe 06.10.2026", "2026-1", "2026-1, Controlling-Gruppe 06.10.2026"]
    corrected = freeze(home, FROZEN + timedelta(days=20), "fachgruppe-2026-10-06", reason="Eine Zahl war falsch")
    assert corrected.name == "2026-1, Fachgruppe 06.10.2026, Korrektur 1"
    with open_snapshot(home) as snapshot:
        every = store.meetings.meetings(snapshot, OFFICE)
    assert previous_meeting(every, known(home, "controlling-2026-10-06")) == known(home)


def test_a_meeting_is_held_with_who_was_there_and_what_was_said(home: Home) -> None:
    workflows.save_agenda(home, ID, [workflows.own_item("Begrüßung")], now=FROZEN)
    with pytest.raises(WrongUse, match=r"ist am 17\.09\.2026\. Vorher gibt es kein Protokoll"):
        workflows.hold_meeting(home, ID, present=[], minutes=[], now=FROZEN)
    with pytest.raises(WrongUse, match="nicht auf der Tagesordnung: own:7"):
        workflows.hold_meeting(home, ID, present=[], minutes=[Minute("own:7", "Text")], now=HELD)
    minutes = [Minute("own:1", " Die Leitung begrüßt. "), Minute("", "  "), Minute("", "Ende 18 Uhr.")]
    held = workflows.hold_meeting(home, ID, present=["Jugendamt", " ", "Jugendamt", "Caritas"], minutes=minutes, now=HELD)
    assert (held.state, held.present) == (MeetingState.HELD, ("Jugendamt", "Caritas"))
    assert held.minutes == (Minute("own:1", "Die Leitung begrüßt."), Minute("", "Ende 18 Uhr."))
    for verb in (
        lambda: workflows.cancel_meeting(home, ID, reason="doch nicht gehalten", now=HELD),
        lambda: workflows.save_agenda(home, ID, [], now=HELD),
    ):
        with pytest.raises(WrongUse, match="ist abgehalten"):
            verb()
    mended = workflows.hold_meeting(home, ID, present=["Jugendamt"], minutes=minutes, now=HELD + timedelta(days=1))
    assert (mended.present, known(home, as_of=HELD).present) == (("Jugendamt",), ("Jugendamt", "Caritas"))


@pytest.mark.parametrize("role", [Role.CONTROLLING, Role.DEPARTMENT, Role.PUBLIC])
def test_only_the_office_keeps_meetings_and_the_public_reads_nothing_of_them(home: Home, role: Role) -> None:
    other = Viewer(role)
    version = current_version(home)
    for verb in (
        lambda: workflows.plan_meeting(home, "fachgruppe", MEETING, viewer=other, now=FROZEN),
        lambda: workflows.move_meeting(home, ID, MEETING, reason="ein guter Grund", viewer=other, now=FROZEN),
        lambda: workflows.cancel_meeting(home, ID, reason="ein guter Grund", viewer=other, now=FROZEN),
        lambda: workflows.save_agenda(home, ID, [], viewer=other, now=FROZEN),
        lambda: workflows.freeze_meeting(home, ID, viewer=other, now=FROZEN),
        lambda: workflows.hold_meeting(home, ID, present=[], minutes=[], viewer=other, now=HELD),
    ):
        with pytest.raises(NotAllowed, match="darf nicht: Sitzungen vorbereiten"):
            verb()
    assert current_version(home) == version
    with open_snapshot(home) as snapshot:
        assert len(store.meetings.meetings(snapshot, other)) == (role is not Role.PUBLIC)


def test_two_who_write_at_once_overwrite_nothing(home: Home) -> None:
    """Agenda and minutes name what their writer began from: what somebody else kept since is not lost."""
    planned = workflows.plan_meeting(home, "controlling", date(2026, 9, 10), now=PLANNED)
    workflows.save_agenda(home, planned.id, [workflows.own_item("Erster")], seen=(), now=PLANNED + timedelta(hours=1))
    with pytest.raises(WrongUse, match="Tagesordnung wurde inzwischen an anderer Stelle gespeichert"):
        workflows.save_agenda(home, planned.id, [workflows.own_item("Zweiter")], seen=(), now=PLANNED + timedelta(hours=2))
    day = datetime(2026, 9, 10, 12)
    workflows.hold_meeting(home, planned.id, present=["Amt 51"], minutes=[Minute("", "Das Erste")], seen=planned, now=day)
    with pytest.raises(WrongUse, match="Protokoll wurde inzwischen an anderer Stelle gespeichert"):
        workflows.hold_meeting(home, planned.id, present=[], minutes=[Minute("", "Das Zweite")], seen=planned, now=day + timedelta(hours=1))
    with open_snapshot(home) as snapshot:
        kept = store.meetings.meeting(snapshot, OFFICE, planned.id)
    assert [each.title for each in kept.agenda] == ["Erster"] and kept.minutes == (Minute("", "Das Erste"),)


def test_what_no_file_can_hold_is_not_kept(home: Home) -> None:
    """Control characters from a clipboard would stop every Word, PowerPoint and Excel file of the meeting for good."""
    odd = "\x00Ein\x0bPunkt\ufffe\u202e \x1b"
    planned = workflows.plan_meeting(home, "controlling", date(2026, 9, 10), place=odd, now=PLANNED)
    kept = workflows.save_agenda(home, planned.id, [workflows.own_item(odd, odd, odd)], now=PLANNED + timedelta(hours=1))
    (item,) = kept.agenda
    assert (planned.place, item.title, item.text, item.note) == ("EinPunkt",) * 4
    with pytest.raises(WrongUse, match="keine Überschrift"):
        workflows.save_agenda(home, planned.id, [workflows.own_item("\x00\x1b")], now=PLANNED + timedelta(hours=2))
