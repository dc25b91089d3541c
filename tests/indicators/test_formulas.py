"""The formulas, and the reasons for having no value."""

import pytest

from domain.indicators import Formula, Missing
from indicators.formulas import DENOMINATORS, compute, from_roles


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
