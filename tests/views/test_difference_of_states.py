"""The difference between two states: each measure and indicator once, counts that add up, a direction only where there is one."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

import store.reading
from domain.access import OFFICE, Role, Viewer
from domain.measures import MeasureRow, MeasureState, Milestone, Schedule
from domain.turns import Turn
from store import Snapshot, open_snapshot
from tests.views.measure_samples import CONCEPT, measure
from tests.workflows.homes import make_home
from views.difference import DifferenceFilter, build, measure_difference

DAYS = (date(2026, 3, 1), date(2026, 9, 1))
RUNNING = measure("1", period="2025-H2", reported_on=date(2026, 1, 10), progress=40.0, planned_end=date(2026, 12, 31))


def told(before: MeasureRow | None, after: MeasureRow | None) -> tuple[Turn, tuple[str, ...]]:
    found = measure_difference(CONCEPT, before, after, *DAYS)
    return found.turn, found.what


@pytest.mark.parametrize(
    ("changed", "turn"),
    [
        ({}, Turn.SAME),
        ({"progress": 60.0}, Turn.BETTER),
        ({"progress": 30.0}, Turn.WORSE),
        ({"state": MeasureState.COMPLETED}, Turn.BETTER),
        ({"state": MeasureState.PLANNING}, Turn.WORSE),
        ({"state": MeasureState.POSTPONED}, Turn.OTHER),
        ({"planned_end": date(2027, 6, 30)}, Turn.WORSE),
        ({"planned_end": date(2026, 8, 1), "reported_on": date(2026, 8, 20)}, Turn.OTHER),  # an earlier end, and late
        ({"schedule_set": Schedule.LATE}, Turn.WORSE),
        ({"progress": 90.0, "schedule_set": Schedule.AT_RISK}, Turn.WORSE),  # progress does not outweigh the light
        ({"lead": "Volkshochschule"}, Turn.OTHER),
        ({"status_text": "Läuft gut."}, Turn.SAME),
    ],
)
def test_the_direction_of_a_measure(changed: dict[str, object], turn: Turn) -> None:
    assert told(RUNNING, replace(RUNNING, **changed))[0] is turn


def test_a_measure_that_falls_past_its_end_is_no_progress() -> None:
    ends = replace(RUNNING, planned_end=date(2026, 6, 30))
    assert told(ends, replace(ends, progress=90.0))[0] is Turn.WORSE


def test_new_and_gone_measures_have_no_differences() -> None:
    assert told(None, RUNNING) == (Turn.NEW, ())
    assert told(RUNNING, None) == (Turn.GONE, ())


def test_what_changed_is_told_shortly_and_state_and_dates_first() -> None:
    steps = (Milestone("Auftrag vergeben", date(2026, 2, 1), date(2026, 5, 4)),)
    before = replace(RUNNING, milestones=(Milestone("Auftrag vergeben", date(2026, 2, 1)),))
    after = replace(before, milestones=steps, lead="Volkshochschule", progress=70.0, assumption="x" * 200)
    turn, what = told(before, after)
    assert turn is Turn.BETTER
    assert what == (
        "Termin: gefährdet → im Plan",
        "Umsetzungsgrad: 40\u202f% → 70\u202f%",
        "Federführung: Jugendamt → Volkshochschule",
        "Erwarteter Beitrag: ergänzt",
        "Meilenstein erreicht: Auftrag vergeben (04.05.2026)",
    )


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    with open_snapshot(make_home(tmp_path_factory.mktemp("unterschied") / "home")) as opened:
        yield opened


SINCE = datetime(2025, 9, 11, 12)


@pytest.mark.parametrize("chosen", [{}, {"field": "bildung"}, {"lead": "Bürgeramt"}, {"field": "sprache", "turn": "better"}])
def test_each_is_there_once_and_the_counts_add_up(demo: Snapshot, chosen: dict[str, str]) -> None:
    found = build(demo, OFFICE, SINCE, DifferenceFilter(**chosen), DAYS[1])
    numbers, indicators = [each.measure for each in found.measures], [each.indicator for each in found.indicators]
    assert len(set(numbers)) == len(numbers) and len(set(indicators)) == len(indicators)
    assert sum(count for _, count in found.measure_counts) == found.measure_total
    assert sum(count for _, count in found.indicator_counts) == found.indicator_total
    if not chosen.get("turn"):
        assert (len(numbers), len(indicators)) == (found.measure_total, found.indicator_total)
        for turn, count in found.measure_counts:
            assert sum(each.turn is turn for each in found.measures) == count
    assert all(chosen.get("field") in (None, each.field) for each in found.measures)


def test_without_a_filter_nothing_is_missing(demo: Snapshot) -> None:
    concept = store.reading.concept(demo)
    found = build(demo, OFFICE, SINCE, DifferenceFilter(), DAYS[1])
    assert {each.measure for each in found.measures} == {row.measure for row in store.reading.measures(demo, OFFICE)}
    assert {each.indicator for each in found.indicators} == {use.indicator for use in concept.indicators} | set(concept.context)
    for each in found.indicators:
        judged = bool(each.before and each.after and each.before is not each.after)
        assert judged == bool(each.because) and bool(each.what) == (each.turn is not Turn.SAME), each


def test_the_public_reads_nothing_internal(demo: Snapshot) -> None:
    found = build(demo, Viewer(Role.PUBLIC), SINCE, DifferenceFilter(), DAYS[1])
    words = " ".join(text for each in found.measures for text in each.what)
    assert "Umsetzungsgrad" in words
    for internal in ("Kosten", "Mittel", "Hemmnisse", "Voraussetzungen", "Grund zum Termin", "Personal"):
        assert internal not in words
    assert found.since == "11.09.2025"  # meetings are internal, so are the names of their states


def test_the_same_state_twice_shows_no_difference(demo: Snapshot) -> None:
    moment = SINCE + timedelta(days=1)
    found = build(demo, OFFICE, SINCE, DifferenceFilter(), moment.date(), moment)
    assert {each.turn for each in (*found.measures, *found.indicators)} == {Turn.SAME}
