"""The demo has an example of everything a measure and its concept may say, and some contradictions for the page Berichtsreife."""

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta

import pytest

from domain.concepts import Concept, FateKind, OrganisationKind, PartKind
from domain.measure_lights import attainment, schedule
from domain.measure_resources import exceeds_total, funding_ends, money
from domain.measure_states import allowed, missing_demands, transition_demands
from domain.measures import Attainment, ConditionState, Confidence, Feasibility, MeasureRow, MeasureState, ResourceKind, Schedule
from domain.organisations import Register
from tests.demo.made import PERIODS, make_demo

MEETING = date(2026, 10, 1)
MADE = make_demo()
CONCEPT: Concept = MADE.demo_concept()
REPORTS: dict[str, list[MeasureRow]] = {period: MADE.demo_rows(period) for period in PERIODS}
NEWEST: dict[str, MeasureRow] = {row.measure: row for rows in REPORTS.values() for row in rows}
ALL = [row for rows in REPORTS.values() for row in rows]


def test_measures_say_where_they_come_from_and_whom_they_serve() -> None:
    """R7, R9, A9: origin and need; R11: further fields; O8, A3: districts; F2: target groups; O1: strategic goals; F3: rank."""
    assert {row.origin for row in NEWEST.values()} == {"Bestand", "neu"}
    assert all(row.need and row.target_groups for row in NEWEST.values())
    assert sum(bool(row.further_fields) for row in NEWEST.values()) > 20
    assert all(row.field not in row.further_fields for row in NEWEST.values())
    assert len({area for row in NEWEST.values() for area in row.areas}) >= 5
    assert {goal for row in NEWEST.values() for goal in row.strategic_goals} == {goal.id for goal in CONCEPT.strategic_goals}
    assert sorted(row.rank for row in NEWEST.values()) == list(range(1, len(NEWEST) + 1))
    assert {row.decision_class for row in NEWEST.values()} == {"", "A", "B", "C"} == {"", *(each.id for each in CONCEPT.classes)}
    assert {"einmalig", "laufend", "Prüfauftrag", "Quick-Win", "Schwerpunktmaßnahme"} == {row.kind for row in NEWEST.values()}
    assert sum(bool(row.document) for row in NEWEST.values()) >= 8


def test_parts_named_by_measures_are_parts_of_the_concept() -> None:
    fields = {field.id: field for field in CONCEPT.fields}
    approaches = {text for field in CONCEPT.fields for text in field.approaches}
    for row in NEWEST.values():
        assert {row.field, *row.further_fields} <= fields.keys() and set(row.approaches) <= approaches
        assert set(row.goals) <= {goal.id for goal in fields[row.field].goals}


def test_an_examination_lists_its_conditions_and_ends_with_a_result() -> None:
    """R1: each condition is open, met or cannot be met; measures go on only with a result of their examination."""
    examined = [row for row in ALL if row.state is MeasureState.EXAMINATION]
    assert len(examined) >= 8 and all(row.conditions for row in examined)
    assert {each.state for row in examined for each in row.conditions} >= {ConditionState.OPEN, ConditionState.MET}
    assert {row.feasibility for row in ALL} >= {Feasibility.FEASIBLE, Feasibility.CONDITIONAL}


def test_every_step_from_one_report_to_the_next_is_allowed_and_complete() -> None:
    before: dict[str, MeasureRow] = {}
    for row in ALL:
        assert missing_demands(row) == (), (row.measure, row.period)
        if row.measure in before:
            last = before[row.measure]
            assert allowed(last.state, row.state) and not list(transition_demands(last, row)), (row.measure, row.period)
        before[row.measure] = row
    assert {row.state for row in ALL} == set(MeasureState)


def test_money_adds_up_and_some_of_it_ends_soon() -> None:
    """A1, L15: years and sources come to the totals; F6: funding that ends within twelve months of the meeting, and some that has ended."""
    for row in ALL:
        assert exceeds_total(row) == ()
        planned, actual = money(row)
        assert planned == (row.cost_planned or planned) and actual == row.cost_actual, (row.measure, row.period)
    ends = [end.until for row in NEWEST.values() if row.state.open for end in funding_ends(row)]
    assert sum(MEETING <= day <= MEETING + timedelta(days=365) for day in ends) >= 5
    assert sum(day < MEETING for day in ends) >= 2
    assert Counter(each.kind for row in NEWEST.values() for each in row.resources).keys() == set(ResourceKind)  # O11: volunteers


def test_targets_lights_and_contributions_have_examples_of_every_kind() -> None:
    """F4: measurable targets; assumptions with how well they are founded, never a cause."""
    lights = {schedule(row, MEETING) for row in NEWEST.values()}
    assert lights == set(Schedule)
    assert {attainment(row) for row in ALL} == set(Attainment)
    assert {row.confidence for row in NEWEST.values()} == set(Confidence)
    assert all(row.assumption for row in NEWEST.values() if row.confidence)
    assert any(row.schedule_set and row.schedule_reason for row in ALL)
    assert sum(row.confirmed for row in ALL) >= 8 and sum(bool(row.outputs) for row in ALL) > 30
    assert sum(bool(row.evaluation and row.evaluated_on) for row in NEWEST.values()) >= 3  # A8


INCOMPLETE: dict[str, Callable[[MeasureRow], bool]] = {
    "F4: no measurable target": lambda row: row.state.open and row.aim_target is None,
    "F4: nobody in the lead": lambda row: not row.lead,
    "F4: no date": lambda row: row.state.open and row.planned_end is None,
    "finished with an open step": lambda row: row.state is MeasureState.COMPLETED and any(step.done is None for step in row.milestones),
    "all done but running": lambda row: row.state is MeasureState.RUNNING and row.progress == 100,
    "costs over plan": lambda row: (row.cost_actual or 0) > (row.cost_planned or 0) > 0,
    "put off, date to look again past": lambda row: row.look_again_on is not None and row.look_again_on < MEETING,
}


@pytest.mark.parametrize("what", INCOMPLETE)
def test_some_reports_are_incomplete_or_contradict_themselves(what: str) -> None:
    """Examples for the page Berichtsreife; not so many that nobody would believe the city."""
    assert 1 <= sum(map(INCOMPLETE[what], NEWEST.values())) <= 15


def test_a_goal_and_an_approach_are_left_without_any_measure() -> None:
    """L2: gaps are shown."""
    goals = {goal.id for field in CONCEPT.fields for goal in field.goals}
    approaches = {text for field in CONCEPT.fields for text in field.approaches}
    assert goals - {goal for row in NEWEST.values() for goal in row.goals} == {"gesundheit-2"}
    assert approaches - {text for row in NEWEST.values() for text in row.approaches} == {"Rechte kennen"}


def test_a_lower_rank_overtakes_a_higher_one() -> None:
    """F3: in its field, a measure that comes later has begun while one that comes first has not."""
    waiting = [row for row in NEWEST.values() if row.actual_start is None and row.state.open and row.rank is not None]
    assert any(other.field == row.field and other.actual_start and other.rank > row.rank for row in waiting for other in NEWEST.values())


def test_the_register_has_types_short_names_offices_above_and_invented_addresses() -> None:
    """O7, L5: types of actors; R8: an office belongs to a department."""
    kinds = {each.kind for each in CONCEPT.organisations}
    assert kinds >= set(OrganisationKind) - {OrganisationKind.UNSTATED}
    names = {each.name for each in CONCEPT.organisations}
    assert all(each.part_of in names for each in CONCEPT.organisations if each.part_of)
    assert all(each.mail.endswith("@example.org") for each in CONCEPT.organisations if each.mail)
    register = Register(CONCEPT.organisations)
    leads = {row.lead for row in NEWEST.values() if row.lead}
    assert all((found := register.find(lead)) is not None and found.mail for lead in leads)
    assert register.name("Amt 61") == "Amt für Stadtentwicklung"


def test_the_fates_of_the_old_version_add_up() -> None:
    """O4, O5, L9: each old part has exactly one fate; R10, F9: the making of the concept has dates."""
    (new,) = [version for version in CONCEPT.versions if version.fates]
    for kind, before, now in ((PartKind.FIELD, 9, 9), (PartKind.GOAL, 9, 16), (PartKind.MEASURE, 22, 48)):
        fates = [each for each in new.fates if each.kind is kind]
        old = [each.old for each in fates if each.old]
        assert len(old) == len(set(old)) == before == sum(each.fate is not FateKind.NEW for each in fates)
        assert len({each.new for each in fates if each.new}) == now
        assert {each.fate for each in fates} == set(FateKind)
    measures = {each.new for each in new.fates if each.kind is PartKind.MEASURE and each.new}
    assert measures == {row.measure for row in REPORTS["2024-H1"]}
    dates = [step.date for step in CONCEPT.process]
    assert len(dates) >= 10 and all(dates) and dates == sorted(dates)
