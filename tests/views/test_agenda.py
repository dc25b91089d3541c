"""The agenda is proposed from the exceptions, keeps what the office arranged, and says why each item is on it."""

import shutil
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

import workflows
from domain.access import OFFICE, Role, Viewer
from domain.decisions import DecisionKind
from domain.deliveries import DeliveryKind, Reading
from domain.errors import NotFound
from domain.measures import MeasureState
from domain.meetings import AgendaItem, ItemKind
from store import Home, open_snapshot
from tests.store.builders import SOURCE
from tests.workflows.meeting_town import MEASURES, deliver, figures, make_town, write_consequences
from views.agenda import GONE, proposed

TODAY = date(2026, 11, 23)
LAST, NEXT = "controlling-2026-09-17", "controlling-2026-12-10"
FROZEN = datetime(2026, 9, 1)


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A meeting with a data state and three decisions, and the next one planned; nobody writes here."""
    home = make_town(tmp_path_factory.mktemp("tagesordnung") / "home")
    write_consequences(home, "sprache", "arbeit", now=FROZEN)
    workflows.plan_meeting(home, "controlling", date(2026, 9, 17), now=FROZEN + timedelta(hours=1))
    workflows.freeze_meeting(home, LAST, now=FROZEN + timedelta(hours=2))
    held = datetime(2026, 9, 17, 16)
    for number, due in enumerate((date(2026, 12, 1), date(2026, 10, 31), date(2027, 3, 1))):
        workflows.record_decision(
            home, DecisionKind.ORDER, text=f"Auftrag an das Amt, Teil {number + 1}.\nMit Zeile.", responsible="Jugendamt", meeting=LAST,
            due=due, measures=["2.1"], now=held,
        )  # fmt: skip
    workflows.plan_meeting(home, "controlling", date(2026, 12, 10), now=held + timedelta(days=1))
    return home


@pytest.fixture
def home(town: Home, tmp_path: Path) -> Home:
    return Home(Path(shutil.copytree(town.path, tmp_path / "home")))


def agenda(home: Home, meeting: str = NEXT, today: date = TODAY, as_of: datetime | None = None) -> tuple[AgendaItem, ...]:
    with open_snapshot(home) as snapshot:
        return proposed(snapshot, OFFICE, meeting, today, as_of)


def ids(items: tuple[AgendaItem, ...]) -> list[str]:
    return [each.id for each in items]


def test_exceptions_are_proposed_in_order_each_with_its_reason(town: Home) -> None:
    """L4, §4.1: overdue decisions first, then due ones, late and stale measures, missing answers, ends of funding."""
    items = agenda(town)
    assert ids(items) == [
        "decision:2", "decision:1", "late:1.2", "stale:1.3", "stale:2.1", "unanswered:Volkshochschule", "funding:2.1",
    ]  # fmt: skip
    assert {each.kind for each in items} == set(ItemKind) - {ItemKind.VERDICT, ItemKind.OWN}
    overdue, due, late, past_end, old, silent, funding = items
    assert (overdue.title, overdue.fields) == ("Auftrag Nr. 2: Auftrag an das Amt, Teil 2.", ("arbeit",))
    assert overdue.text == "Jugendamt; Frist 31.10.2026, überfällig seit 23 Tagen"
    assert (due.kind, due.text) == (ItemKind.DECISION_DUE, "Jugendamt; Frist 01.12.2026")
    assert late.text == "geplant bis 31.05.2026; In Umsetzung; Federführung: Jugendamt"
    assert past_end.text.startswith("Ende vorbei, Meldung fehlt (geplant bis 31.07.2026); letzter Stand vom 20.06.2026")
    assert old.text.startswith("letzter Stand vom 01.02.2026, vor 295 Tagen")
    assert silent.text == "1 von 2 Maßnahmen gemeldet; es fehlt: 1.4" and "1. Halbjahr 2026" in silent.title
    assert funding.text == "Land bis 31.12.2026 (weiter zahlt: Stadt); Federführung: Jugendamt"


def test_a_changed_verdict_is_told_with_its_cause(home: Home) -> None:
    """§4.4: since the body's previous data state, not since yesterday."""
    deliver(home, figures(50, 40, 30, 20, 10), datetime(2026, 11, 1))
    (item,) = [each for each in agenda(home) if each.kind is ItemKind.VERDICT]
    assert (item.id, item.title, item.fields) == (
        "verdict:einbuergerungsquote_lsn",
        "Einbürgerungsquote (Bezug gleiches Jahr): Sonne → Blitz",
        ("sprache",),
    )
    assert item.text.replace("\u202f", " ") == "5,00 % (2025) → 1,00 % (2025); Werte berichtigt; seit Berichtsstand 2026-1"
    assert agenda(home, as_of=datetime(2026, 10, 31)) == agenda(home, as_of=FROZEN + timedelta(days=20))  # not known by then


def test_what_the_office_arranged_stays_and_reasons_are_renewed(home: Home) -> None:
    """Reordered by hand, with notes and own items; what is overdue and new leads, other new items follow."""
    by_id = {each.id: each for each in agenda(home)}
    own = workflows.own_item("Begrüßung")
    late = replace(by_id["late:1.2"], note="Amt kommt")
    workflows.save_agenda(home, NEXT, [own, by_id["funding:2.1"], late, by_id["stale:2.1"]], now=datetime(2026, 11, 2))
    assert ids(agenda(home)) == [
        "decision:2", "own:1", "funding:2.1", "late:1.2", "stale:2.1", "decision:1", "stale:1.3", "unanswered:Volkshochschule",
    ]  # fmt: skip
    done = tuple(
        replace(row, period="2026-H2", state=MeasureState.COMPLETED, result="fertig", reported_on=date(2026, 11, 3))
        for row in MEASURES
        if row.measure in ("1.2", "2.1")
    )
    deliver(home, Reading(DeliveryKind.MEASURES, "sachstand", SOURCE, rows=done), datetime(2026, 11, 4))
    kept = {each.id: each for each in agenda(home)}
    assert (kept["late:1.2"].note, kept["late:1.2"].text) == ("Amt kommt", GONE)  # a note is never lost
    assert "stale:2.1" not in kept and "funding:2.1" not in kept


def test_a_decision_that_became_overdue_since_leads_and_then_stays_where_it_is_put(home: Home) -> None:
    """§4.12: arranged while it was only due, it moves to the front with its note once its day is past."""
    by_id = {each.id: each for each in agenda(home)}
    due = replace(by_id["decision:1"], note="Amt fragen")
    workflows.save_agenda(home, NEXT, [by_id["late:1.2"], by_id["decision:2"], due], now=datetime(2026, 11, 2))
    assert ids(agenda(home))[:3] == ["late:1.2", "decision:2", "decision:1"]
    late = agenda(home, today=date(2026, 12, 2))
    assert (ids(late)[:3], late[0].note) == (["decision:1", "late:1.2", "decision:2"], "Amt fragen")
    workflows.save_agenda(home, NEXT, [late[1], late[0], late[2]], now=datetime(2026, 12, 2))
    assert ids(agenda(home, today=date(2026, 12, 2)))[:2] == ["late:1.2", "decision:1"]


def test_each_body_hears_of_its_own_decisions_and_nobody_is_asked_too_early(home: Home) -> None:
    """L6: the Fachgruppe has its own decisions, and offices are not missing before their half-year is over."""
    workflows.plan_meeting(home, "fachgruppe", date(2026, 12, 1), period="2026-H2", now=datetime(2026, 11, 2))
    kinds = {each.kind for each in agenda(home, "fachgruppe-2026-12-01")}
    assert kinds == {ItemKind.LATE, ItemKind.STALE, ItemKind.FUNDING}
    later = {each.kind for each in agenda(home, "fachgruppe-2026-12-01", date(2027, 1, 2))}
    assert ItemKind.UNANSWERED in later


@pytest.mark.parametrize(("meeting", "viewer"), [("gibt-es-nicht", OFFICE), (NEXT, Viewer(Role.PUBLIC))])
def test_there_is_no_agenda_without_a_meeting(town: Home, meeting: str, viewer: Viewer) -> None:
    with open_snapshot(town) as snapshot, pytest.raises(NotFound, match="gibt es nicht"):
        proposed(snapshot, viewer, meeting, TODAY)
