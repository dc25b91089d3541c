"""The lights beside a measure's state: Termin from dates, milestones and what its owner set; Zielerreichung in six steps."""

from dataclasses import replace
from datetime import date

import pytest

from domain.measure_lights import attained, attainment, computed_schedule, schedule
from domain.measures import SETTABLE_SCHEDULES, Attainment, MeasureRow, MeasureState, Milestone, Schedule

TODAY = date(2026, 11, 23)
PLAIN = MeasureRow("1.1", "2026-H1", "Sprachcafé", "sprache", MeasureState.RUNNING, planned_end=date(2027, 6, 30))
PAST, AHEAD = date(2026, 9, 30), date(2027, 3, 31)

DATES = [
    ({}, Schedule.ON_TIME),
    ({"planned_end": None}, Schedule.NO_DATE),
    ({"planned_end": date(2026, 6, 30)}, Schedule.LATE),  # still open at the end of the half-year it reported on
    ({"planned_end": date(2026, 7, 1)}, Schedule.UNREPORTED),  # passed since
    ({"planned_end": date(2026, 7, 1), "reported_on": date(2026, 7, 15)}, Schedule.LATE),  # reported as open after its end
    ({"planned_end": date(2026, 6, 15), "reported_on": date(2026, 6, 15)}, Schedule.UNREPORTED),  # its last day was not over
    ({"planned_end": date(2026, 6, 15), "reported_on": date(2026, 6, 1)}, Schedule.UNREPORTED),  # reported before its end
    ({"planned_end": TODAY}, Schedule.ON_TIME),  # the last day is not over
    ({"state": MeasureState.PLANNING, "planned_start": PAST}, Schedule.AT_RISK),  # should have begun
    ({"state": MeasureState.PLANNING, "planned_start": TODAY}, Schedule.ON_TIME),
    ({"state": MeasureState.PLANNING, "planned_start": PAST, "actual_start": PAST}, Schedule.ON_TIME),
    ({"planned_start": PAST}, Schedule.ON_TIME),  # running is begun
    ({"milestones": (Milestone("Auftrag", due=PAST),)}, Schedule.AT_RISK),
    ({"milestones": (Milestone("Auftrag", due=PAST, done=PAST),)}, Schedule.ON_TIME),
    ({"milestones": (Milestone("Auftrag", due=TODAY), Milestone("Ende", due=AHEAD), Milestone("offen"))}, Schedule.ON_TIME),
    ({"planned_end": date(2026, 6, 30), "milestones": (Milestone("Auftrag", due=PAST),)}, Schedule.LATE),
    ({"state": MeasureState.COMPLETED, "planned_end": date(2020, 1, 1)}, Schedule.ENDED),
    ({"state": MeasureState.PERMANENT, "planned_end": date(2020, 1, 1)}, Schedule.NOT_APPLICABLE),
    ({"state": MeasureState.POSTPONED}, Schedule.NOT_APPLICABLE),
    ({"state": MeasureState.DROPPED}, Schedule.NOT_APPLICABLE),
    ({"state": MeasureState.MERGED}, Schedule.NOT_APPLICABLE),
]


@pytest.mark.parametrize(("said", "expected"), DATES)
def test_the_dates_say_how_a_measure_stands(said: dict, expected: Schedule) -> None:
    """Idea 9: Termin is computed from dates and milestones."""
    assert computed_schedule(replace(PLAIN, **said), TODAY) is expected
    assert schedule(replace(PLAIN, **said), TODAY) is expected


@pytest.mark.parametrize("given", SETTABLE_SCHEDULES)
def test_its_owner_may_set_another_light_with_a_reason(given: Schedule) -> None:
    """Idea 9: what was set counts while the measure is open, and the computed one stays readable beside it."""
    row = replace(PLAIN, planned_end=date(2026, 6, 30), schedule_set=given, schedule_reason="Der Rat hat die Frist verlängert.")
    assert (schedule(row, TODAY), computed_schedule(row, TODAY)) == (given, Schedule.LATE)
    over = replace(row, state=MeasureState.COMPLETED)
    assert schedule(over, TODAY) is Schedule.ENDED


TARGETS = [
    ((None, 100, 110), Attainment.ABOVE),
    ((None, 100, 109.9), Attainment.FULL),
    ((None, 100, 100), Attainment.FULL),
    ((None, 100, 99.9), Attainment.MOSTLY),
    ((None, 100, 50), Attainment.MOSTLY),
    ((None, 100, 49.9), Attainment.PARTLY),
    ((None, 100, 0.1), Attainment.PARTLY),
    ((None, 100, 0), Attainment.NOT),
    ((40, 100, 40), Attainment.NOT),  # no step on the way
    ((40, 100, 30), Attainment.NOT),  # a step back
    ((40, 100, 70), Attainment.MOSTLY),
    ((66, 70, 66), Attainment.NOT),  # 94 % of the target, none of the way: the trap of clear-impact bands
    ((30, 20, 19), Attainment.ABOVE),  # lower is better
    ((30, 20, 20), Attainment.FULL),
    ((30, 20, 26), Attainment.PARTLY),
    ((30, 20, 33), Attainment.NOT),
    ((0.1, 0.4, 0.43), Attainment.ABOVE),  # 110 % in spite of binary fractions
    ((5, 5, 5), Attainment.FULL),  # to be held, and held
    ((5, 5, 6), Attainment.NONE),  # whether more or less was wanted is not said
    ((5, None, 6), Attainment.NONE),
    ((5, 10, None), Attainment.NONE),
]


@pytest.mark.parametrize(("figures", "expected"), TARGETS)
def test_six_steps_of_the_way_from_start_to_target(figures: tuple, expected: Attainment) -> None:
    """F4: measurable; Zielerreichung from the measure's own target, whichever way is better."""
    start, target, actual = figures
    assert attainment(replace(PLAIN, aim_start=start, aim_target=target, aim_actual=actual)) is expected


DONE, MISSED = Milestone("a", due=date(2026, 3, 1), done=date(2026, 4, 1)), Milestone("b", due=date(2026, 6, 30))
MILESTONES = [
    ((), Attainment.NONE),
    ((Milestone("kommt", due=AHEAD),), Attainment.NONE),  # nothing was due yet
    ((Milestone("ohne Datum"),), Attainment.NONE),
    ((DONE,), Attainment.FULL),
    ((DONE, MISSED), Attainment.MOSTLY),
    ((DONE, MISSED, MISSED), Attainment.PARTLY),
    ((MISSED,), Attainment.NOT),
    ((DONE, Milestone("früher fertig", due=AHEAD, done=date(2026, 5, 1))), Attainment.FULL),
]


@pytest.mark.parametrize(("milestones", "expected"), MILESTONES)
def test_without_a_target_the_milestones_say_it(milestones: tuple, expected: Attainment) -> None:
    assert attainment(replace(PLAIN, milestones=milestones)) is expected


def test_a_target_without_a_figure_is_not_judged_by_milestones() -> None:
    assert attainment(replace(PLAIN, aim_target=100, milestones=(DONE,))) is Attainment.NONE
    assert attained(replace(PLAIN, aim_target=100)) is None
