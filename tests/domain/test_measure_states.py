"""The state machine of a measure, as a table: every pair of states, what each state demands, and what a step demands."""

from dataclasses import replace
from datetime import date

import pytest

from domain.measure_states import ALLOWED, CONFIRM_WITHIN_MONTHS, DEMANDS, allowed, confirmation_due, missing_demands, transition_demands
from domain.measures import Condition, ConditionKind, ConditionState, Feasibility, MeasureRow, MeasureState, measure_order

TABLE = """
                 vorg prue nbeg plan umse abge verst zurue nver zusa
vorgeschlagen     ja   ja   ja   ja   ja   -    -     ja    ja   ja
in Prüfung        -    ja   ja   ja   ja   ja   -     ja    ja   ja
nicht begonnen    -    ja   ja   ja   ja   ja   ja    ja    ja   ja
in Planung        -    ja   ja   ja   ja   ja   ja    ja    ja   ja
in Umsetzung      -    -    -    ja   ja   ja   ja    ja    ja   ja
abgeschlossen     -    -    -    -    ja   ja   ja    -     -    -
verstetigt        -    -    -    -    ja   ja   ja    ja    ja   ja
zurückgestellt    -    ja   ja   ja   ja   -    -     ja    ja   ja
nicht verfolgt    ja   ja   -    -    -    -    -     -     ja   -
zusammengelegt    -    -    -    -    -    -    -     -     -    ja
"""
STATES = tuple(MeasureState)
ROWS = [line.rsplit(maxsplit=len(STATES))[1:] for line in TABLE.strip().splitlines()[1:]]
PAIRS = [(before, after, ROWS[y][x] == "ja") for y, before in enumerate(STATES) for x, after in enumerate(STATES)]
PLAIN = MeasureRow(measure="1.1", period="2026-H1", title="Sprachcafé", field="sprache", state=MeasureState.RUNNING)


def test_the_table_names_every_pair_of_states() -> None:
    assert len(PAIRS) == 100 and len(STATES) == 10
    assert sum(possible for *_, possible in PAIRS) == 10 + sum(map(len, ALLOWED.values()))


@pytest.mark.parametrize(("before", "after", "possible"), PAIRS, ids=lambda each: getattr(each, "value", None))
def test_what_may_follow_a_state(before: MeasureState, after: MeasureState, possible: bool) -> None:
    """R1, idea 8: allowed and refused transitions."""
    assert allowed(before, after) is possible


CONDITION = Condition(ConditionKind.LAW, ConditionState.OPEN)
FULFILLED = {
    MeasureState.PROPOSED: {},
    MeasureState.EXAMINATION: {"conditions": (CONDITION,)},
    MeasureState.NOT_STARTED: {},
    MeasureState.PLANNING: {},
    MeasureState.RUNNING: {},
    MeasureState.COMPLETED: {"actual_end": date(2026, 5, 1), "result": "Das Café ist eröffnet."},
    MeasureState.PERMANENT: {},
    MeasureState.POSTPONED: {"reason": "Die Stelle ist nicht besetzt.", "look_again_on": date(2027, 1, 1)},
    MeasureState.DROPPED: {"reason": "Der Träger hat aufgegeben.", "decided_by": "Rat"},
    MeasureState.MERGED: {"merged_into": "1.2"},
}


@pytest.mark.parametrize("state", STATES)
def test_what_a_state_demands(state: MeasureState) -> None:
    """R1: examination has conditions; A8 and the issue: completed has date and result, put off a reason and a day to look again …"""
    assert missing_demands(replace(PLAIN, state=state)) == tuple(FULFILLED[state]) == DEMANDS[state]
    assert missing_demands(replace(PLAIN, state=state, **FULFILLED[state])) == ()
    for name in FULFILLED[state]:
        without = {key: value for key, value in FULFILLED[state].items() if key != name}
        assert missing_demands(replace(PLAIN, state=state, **without)) == (name,)


STEPS = [
    (MeasureState.EXAMINATION, MeasureState.PLANNING, {}, ["feasibility"]),
    (MeasureState.EXAMINATION, MeasureState.PLANNING, {"feasibility": Feasibility.FEASIBLE}, []),
    (MeasureState.EXAMINATION, MeasureState.RUNNING, {"feasibility": Feasibility.CONDITIONAL}, []),
    (MeasureState.EXAMINATION, MeasureState.RUNNING, {"feasibility": Feasibility.NOT_FEASIBLE}, ["feasibility"]),
    (MeasureState.EXAMINATION, MeasureState.NOT_STARTED, {}, ["feasibility"]),
    (MeasureState.EXAMINATION, MeasureState.COMPLETED, {}, ["feasibility"]),
    (MeasureState.EXAMINATION, MeasureState.COMPLETED, {"feasibility": Feasibility.NOT_FEASIBLE}, []),  # an order to examine is done
    (MeasureState.EXAMINATION, MeasureState.EXAMINATION, {}, []),
    (MeasureState.EXAMINATION, MeasureState.DROPPED, {"feasibility": Feasibility.NOT_FEASIBLE}, []),
    (MeasureState.PLANNING, MeasureState.COMPLETED, {}, ["actual_start"]),
    (MeasureState.PLANNING, MeasureState.COMPLETED, {"actual_start": date(2026, 2, 1)}, []),
    (MeasureState.NOT_STARTED, MeasureState.PERMANENT, {}, ["actual_start"]),
    (MeasureState.RUNNING, MeasureState.COMPLETED, {}, []),
    (MeasureState.PROPOSED, MeasureState.RUNNING, {}, []),
]


@pytest.mark.parametrize(("before", "after", "said", "lacking"), STEPS)
def test_what_a_step_demands(before: MeasureState, after: MeasureState, said: dict, lacking: list[str]) -> None:
    """R1: after an examination its result; no jump over the work without the day on which it began."""
    assert list(transition_demands(replace(PLAIN, state=before), replace(PLAIN, state=after, **said))) == lacking


@pytest.mark.parametrize(
    ("reported", "today", "due"),
    [
        ([], date(2026, 11, 23), True),
        ([date(2025, 11, 23)], date(2026, 11, 23), False),
        ([date(2025, 11, 22)], date(2026, 11, 23), True),
        ([date(2020, 1, 1), date(2026, 1, 31)], date(2026, 11, 23), False),
        ([date(2024, 2, 29)], date(2025, 2, 28), False),
        ([date(2024, 2, 29)], date(2025, 3, 1), True),
    ],
)
def test_what_is_permanent_is_confirmed_once_a_year(reported: list[date], today: date, due: bool) -> None:
    """Idea 8: verstetigt with a yearly proof of life."""
    assert confirmation_due(reported, today) is due
    assert CONFIRM_WITHIN_MONTHS == 12


@pytest.mark.parametrize(
    ("numbers", "ordered"),
    [(["1.10", "1.2", "1.1"], ["1.1", "1.2", "1.10"]), (["2", "1.²", "1.1"], ["1.²", "1.1", "2"]), (["A", "1.b", ""], ["", "A", "1.b"])],
)
def test_numbers_are_texts_in_the_order_people_count(numbers: list[str], ordered: list[str]) -> None:
    """1.10 is not 1.1 and comes after 1.2; whatever somebody writes as a number has a place."""
    assert sorted(numbers, key=measure_order) == ordered


def test_who_is_asked() -> None:
    """Open measures, permanent ones and those put off; never what is over."""
    assert {state for state in STATES if not state.asked} == {MeasureState.COMPLETED, MeasureState.DROPPED, MeasureState.MERGED}
