"""Reports on measures as events, what the public sees of them, and that one state is parsed once."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

import store.reading
from domain.access import OFFICE, Role, Viewer
from domain.deliveries import DeliveryKind, Reading
from domain.measures import INTERNAL_COLUMNS, Condition, ConditionKind, ConditionState, MeasureRow, Output, Resource, ResourceKind, Schedule
from domain.measures import MeasureState as State
from store import Home, open_snapshot
from store.working_file import writing
from store.writing import withdraw
from tests.store.builders import SOURCE, START

PUBLIC = Viewer(Role.PUBLIC)


def report(period: str = "2025-H2", measure: str = "1.1", **said: Any) -> MeasureRow:
    given: dict[str, Any] = {"sheet": "Sachstand", "cell": "A7"} | said
    return MeasureRow(measure, period, "Sprachcafé", "sprache", given.pop("state", State.RUNNING), **given)


def sheet(*rows: MeasureRow) -> Reading:
    return Reading(DeliveryKind.MEASURES, "sachstandsblatt", SOURCE, rows)


def test_every_report_is_an_event_also_corrections_and_confirmations(home: Home, deliver: Callable[..., int]) -> None:
    deliver(sheet(report("2025-H1", status_text="begonnen"), report("2025-H1", "1.2")), "erstes.xlsx")
    deliver(sheet(report(status_text="laeuft")), "zweites.xlsx")
    deliver(sheet(report(status_text="läuft")), "berichtigt.xlsx")
    deliver(sheet(report("2026-H1", status_text="läuft", confirmed=True)), "bestaetigt.xlsx")
    with open_snapshot(home) as snapshot:
        events = store.reading.measure_events(snapshot, OFFICE, "1.1")
    assert [(each.delivery, each.file_name, each.row.status_text, each.replaced) for each in events] == [
        (1, "erstes.xlsx", "begonnen", False),
        (2, "zweites.xlsx", "laeuft", True),
        (3, "berichtigt.xlsx", "läuft", False),
        (4, "bestaetigt.xlsx", "läuft", False),
    ]
    assert [each.by for each in events] == ["Test"] * 4
    assert events[0].accepted_at == START
    assert [each.row.confirmed for each in events] == [False, False, False, True]


def test_a_withdrawn_delivery_is_no_event_and_the_past_knows_it(home: Home, deliver: Callable[..., int]) -> None:
    deliver(sheet(report("2025-H1")))
    number = deliver(sheet(report("2025-H2", status_text="falsch")))
    with writing(home, datetime(2026, 3, 1)) as connection:
        withdraw(connection, number, now=datetime(2026, 3, 1), by="Test", reason="falsches Blatt")
    with open_snapshot(home) as snapshot:
        assert [each.row.period for each in store.reading.measure_events(snapshot, OFFICE, "1.1")] == ["2025-H1"]
        then = store.reading.measure_events(snapshot, OFFICE, "1.1", datetime(2026, 2, 1))
        assert [each.row.status_text for each in then] == ["", "falsch"]
        assert [row.period for row in store.reading.measure_history(snapshot, OFFICE, datetime(2026, 2, 1))] == ["2025-H1", "2025-H2"]
        assert [row.period for row in store.reading.measure_history(snapshot, OFFICE)] == ["2025-H1"]


def test_one_state_is_parsed_once_and_each_role_gets_its_own(home: Home, deliver: Callable[..., int]) -> None:
    deliver(sheet(report(obstacles="kein Raum")))
    with open_snapshot(home) as snapshot:
        first = store.reading.measure_history(snapshot, OFFICE)
        assert store.reading.measure_history(snapshot, OFFICE) is first
        assert store.reading.measure_history(snapshot, PUBLIC)[0].obstacles == ""
        assert store.reading.measure_history(snapshot, Viewer(Role.DEPARTMENT))[0].obstacles == "kein Raum"
    deliver(sheet(report(obstacles="Raum gefunden")))
    with open_snapshot(home) as snapshot:
        assert store.reading.measure_history(snapshot, OFFICE)[0].obstacles == "Raum gefunden"


FULL = report(
    obstacles="kein Raum",
    reported_by="Frau X",
    cost_planned=10.0,
    cost_actual=5.0,
    funding="Land",
    staff=0.5,
    resources=(Resource(ResourceKind.MONEY, 2025, "Land", 10.0, 5.0),),
    conditions=(Condition(ConditionKind.LAW, ConditionState.OPEN),),
    schedule_set=Schedule.AT_RISK,
    schedule_reason="Personal fehlt",
    outputs=(Output("Kurse", 3),),
    planned_end=date(2027, 1, 1),
)


def test_the_public_gets_no_internal_column_no_place_and_no_file(home: Home, deliver: Callable[..., int]) -> None:
    assert all(getattr(FULL, name) for name in INTERNAL_COLUMNS)
    deliver(sheet(FULL))
    with open_snapshot(home) as snapshot:
        (event,) = store.reading.measure_events(snapshot, PUBLIC, "1.1")
        (known,) = store.reading.measures(snapshot, PUBLIC)
    assert (event.delivery, event.by, event.file_name, event.sha256) == (0, "", "", "")
    for row in (event.row, known):
        assert not [name for name in (*INTERNAL_COLUMNS, "sheet", "cell") if getattr(row, name)]
        assert (row.outputs, row.planned_end, row.schedule_set) == (FULL.outputs, FULL.planned_end, FULL.schedule_set)


@pytest.mark.parametrize(
    ("participants", "shown", "small"),
    [(0, 0, set()), (1, None, {"participants"}), (4, None, {"participants"}), (5, 5, set()), (None, None, set())],
)
def test_small_counts_of_participants_have_no_value_for_the_public(
    home: Home, deliver: Callable[..., int], participants: float | None, shown: float | None, small: set[str]
) -> None:
    deliver(sheet(report(participants=participants, aim_actual=7.0)))
    with open_snapshot(home) as snapshot:
        (public,) = store.reading.measures(snapshot, PUBLIC)
        (office,) = store.reading.measures(snapshot, OFFICE)
    assert (public.participants, public.small, public.aim_actual) == (shown, small, 7.0)
    assert (office.participants, office.small) == (participants, set())


def test_an_aim_that_counts_the_same_few_people_does_not_give_them_away(home: Home, deliver: Callable[..., int]) -> None:
    deliver(sheet(report(participants=3.0, aim_actual=3.0, aim_target=20.0)))
    with open_snapshot(home) as snapshot:
        (public,) = store.reading.measures(snapshot, PUBLIC)
        (event,) = store.reading.measure_events(snapshot, PUBLIC, "1.1")
    assert public.aim_actual is None and event.row.aim_actual is None
    assert public.small == {"participants", "aim_actual"}


def test_few_people_carried_on_in_the_aim_stay_hidden(home: Home, deliver: Callable[..., int]) -> None:
    """What the aim has reached is carried over to later half-years, the participants are not."""
    deliver(sheet(report("2025-H1", participants=3.0, aim_actual=3.0, aim_target=20.0), report("2025-H1", "1.2", aim_actual=3.0)))
    deliver(sheet(report("2025-H2", aim_actual=3.0, aim_target=20.0, confirmed=True)))
    with open_snapshot(home) as snapshot:
        public = {row.measure: row.aim_actual for row in store.reading.measures(snapshot, PUBLIC)}
        events = store.reading.measure_events(snapshot, PUBLIC, "1.1")
    assert public == {"1.1": None, "1.2": 3.0} and [each.row.aim_actual for each in events] == [None, None]


def test_the_installation_says_how_few_are_too_few(home: Home, deliver: Callable[..., int]) -> None:
    deliver(sheet(report(participants=8.0)))
    (home.path / "settings.toml").write_text("min_cases = 10\n", "utf-8")
    with open_snapshot(home) as snapshot:
        assert store.reading.min_cases(snapshot) == 10
        assert store.reading.measures(snapshot, PUBLIC)[0].participants is None
