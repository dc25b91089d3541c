"""The formulas, and the reasons for having no value."""

from statistics import median as exact_median

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from domain.indicators import Formula, Missing
from indicators.formulas import DENOMINATORS, DIVISORS, compute, from_roles


@pytest.mark.parametrize(
    ("formula", "inputs", "value"),
    [
        (Formula.VALUE, [20.7], 20.7),
        (Formula.SHARE, [2386, 5888], 40.52309782608695),
        (Formula.PER_THOUSAND, [15767, 104291], 151.18274827166295),
        (Formula.RATIO, [3, 4], 0.75),
        (Formula.DIFFERENCE, [7, 9], -2),
        (Formula.GAP, [20.7, 8.7], 12.0),
        (Formula.SHARE_GAP, [1, 4, 1, 2], -25.0),
        (Formula.PARITY, [17.8, 43.7], 0.40732265446224256),  # domain.md 2.7: q = 0,4073
        (Formula.SHARE_RATIO, [217, 1000, 394, 1000], 0.5507614213197969),  # domain.md V2: 21,7 / 39,4 = 0,5508
        (Formula.INDEX, [110, 88], 125.0),
        (Formula.BALANCE, [500, 620, 60000], -2.0),
        (Formula.SURVEY_SHARE, [240, 800], 30.0),
        (Formula.AGE_SUM, [[10, 20, 30], [100, 80, 60]], 85.0),
        (Formula.AGE_SUM, [[90, 80], [100, 80]], 190.0),  # not clamped
        (Formula.DISSIMILARITY, [[10, 20, 30, 40], [40, 30, 20, 10]], 0.40),  # domain.md 2.8
        (Formula.SEGREGATION, [[40, 40, 20], [100, 200, 300]], 0.36),  # domain.md 2.8
    ],
)
def test_each_formula_by_hand(formula, inputs, value):
    assert compute(formula, inputs) == (pytest.approx(value), None)


@pytest.mark.parametrize("formula", Formula)
def test_a_missing_input_is_never_taken_for_zero(formula):
    for position in range(len(formula.roles)):
        inputs = [1.0] * len(formula.roles)
        inputs[position] = None
        assert compute(formula, inputs) == (None, Missing.INPUT_MISSING)


@pytest.mark.parametrize("formula", DENOMINATORS)
def test_a_zero_or_small_denominator_is_a_reason(formula):
    for position in DENOMINATORS[formula]:
        inputs = [500.0] * len(formula.roles)
        inputs[position] = 0.0
        assert compute(formula, inputs, 100) == (None, Missing.ZERO_DENOMINATOR)
        inputs[position] = 99.0
        assert compute(formula, inputs, 100) == (None, Missing.SMALL_DENOMINATOR)
        inputs[position] = 100.0
        assert compute(formula, inputs, 100)[1] is None


def test_a_zero_numerator_is_a_value():
    assert compute(Formula.SHARE, [0, 10]) == (0.0, None)


def test_inputs_by_role_may_come_in_any_order():
    assert from_roles(Formula.SHARE, {"denominator": 4, "numerator": 1}) == 25.0
    assert from_roles(Formula.SHARE, {"numerator": 1}) is None


def test_zero_is_the_better_reason_where_another_denominator_is_small():
    assert compute(Formula.SHARE_GAP, [1, 5, 1, 0], 100) == (None, Missing.ZERO_DENOMINATOR)


def test_the_share_of_the_reference_must_not_be_zero_where_it_divides():
    assert DIVISORS[Formula.SHARE_RATIO] == (1, 2, 3)
    assert compute(Formula.SHARE_RATIO, [1, 2, 0, 4]) == (None, Missing.ZERO_DENOMINATOR)


# Over units


@pytest.mark.parametrize(
    ("formula", "inputs", "smallest", "reason"),
    [
        (Formula.AGE_SUM, [[1, 2], [10, 0]], 0, Missing.ZERO_DENOMINATOR),
        (Formula.AGE_SUM, [[1, 2], [10, 99]], 100, Missing.SMALL_DENOMINATOR),
        (Formula.AGE_SUM, [[1, 2], [10, None]], 0, Missing.INPUT_MISSING),
        (Formula.AGE_SUM, [[1, 2], [10]], 0, Missing.INPUT_MISSING),
        (Formula.AGE_SUM, [[], []], 0, Missing.INPUT_MISSING),
        (Formula.DISSIMILARITY, [[0, 0], [1, 2]], 0, Missing.ZERO_DENOMINATOR),
        (Formula.DISSIMILARITY, [[1, 2], [0, 0]], 0, Missing.ZERO_DENOMINATOR),
        (Formula.DISSIMILARITY, [[50, 49], [1, 2]], 100, Missing.SMALL_DENOMINATOR),
        (Formula.SEGREGATION, [[50, 49], [500, 500]], 100, Missing.SMALL_DENOMINATOR),
        (Formula.SEGREGATION, [[5, 7], [5, 7]], 0, Missing.ZERO_DENOMINATOR),  # nobody else is there
        (Formula.SEGREGATION, [[5, 7], [4, 90]], 0, Missing.OTHER_CONCEPT),  # more of the group than people
    ],
)
def test_reasons_of_the_formulas_over_units(formula, inputs, smallest, reason):
    assert compute(formula, inputs, smallest) == (None, reason)


def test_two_hundred_in_the_group_are_enough_even_where_single_units_have_few():
    assert compute(Formula.SEGREGATION, [[1, 199], [100, 400]], 200)[1] is None


COUNTS = st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 5000)), min_size=1, max_size=30)


@given(COUNTS)
def test_segregation_is_between_zero_and_one_and_equals_the_form_of_the_bfs(units):
    group, rest = zip(*units, strict=True)
    assume(sum(group) > 0 and sum(rest) > 0)
    total = [one + other for one, other in units]
    value = compute(Formula.SEGREGATION, [group, total])[0]
    people, share = sum(total), sum(group) / sum(total)
    bfs = sum(t * abs(m / t - share) for m, t in zip(group, total, strict=True) if t) / (2 * people * share * (1 - share))
    assert -1e-12 <= value <= 1 + 1e-12
    assert value == pytest.approx(bfs, abs=1e-9)
    assert value == pytest.approx(compute(Formula.DISSIMILARITY, [group, rest])[0], abs=1e-12)
    assert value == pytest.approx(compute(Formula.DISSIMILARITY, [rest, group])[0], abs=1e-12)


# Medians


@pytest.mark.parametrize(
    ("units", "cases", "value"),
    [
        (["0-90", "90-180", "180-365", "365+"], [20, 40, 30, 10], 157.5),  # 90 + 30/40 · 90
        (["365+", "180-365", "0-90", "90-180"], [10, 30, 20, 40], 157.5),  # in any order
        (["unter 90", "90 bis unter 180", "180 und mehr"], [1, 0, 0], 45.0),
        (["0-90", "90-180"], [5, 5], 90.0),
        (["0-10", "10-20", "20+"], [50, 0, 50], 10.0),
        (["1", "2", "3"], [1, 1, 1], 2.0),
        (["1", "2", "10"], [1, 1, 2], 6.0),  # midway between 2 and 10
        (["1", "2", "3+"], [2, 1, 0], 1.0),
        (["7"], [3], 7.0),
    ],
)
def test_medians_by_hand(units, cases, value):
    assert compute(Formula.MEDIAN, [cases], units=units) == (pytest.approx(value), None)


@pytest.mark.parametrize(
    ("units", "cases", "smallest", "reason"),
    [
        (["0-90", "90+"], [4, 6], 0, Missing.OPEN_CLASS),
        (["1", "2+"], [5, 5], 0, Missing.OPEN_CLASS),  # midway between 1 and nobody knows what
        (["0-90", "90+"], [0, 0], 0, Missing.ZERO_DENOMINATOR),
        (["0-90", "90+"], [4, 5], 10, Missing.SMALL_DENOMINATOR),
        (["0-90", "90+"], [4, None], 0, Missing.INPUT_MISSING),
        (["0-90"], [4, 4], 0, Missing.INPUT_MISSING),
    ],
)
def test_reasons_for_having_no_median(units, cases, smallest, reason):
    assert compute(Formula.MEDIAN, [cases], smallest, units) == (None, reason)


@given(st.lists(st.integers(0, 9), min_size=1, max_size=40))
def test_the_median_of_single_values_is_that_of_the_values(values):
    units = [str(each) for each in range(10)]
    assert compute(Formula.MEDIAN, [[values.count(each) for each in range(10)]], units=units)[0] == exact_median(values)


def test_examples_name_their_classes():
    assert from_roles(Formula.MEDIAN, {"cases": (20, 40, 30, 10)}, ("0-90", "90-180", "180-365", "365+")) == 157.5
    assert from_roles(Formula.DISSIMILARITY, {"group": (10, 20, 30, 40), "reference": (40, 30, 20, 10)}) == pytest.approx(0.4)
