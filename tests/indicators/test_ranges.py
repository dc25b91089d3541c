"""Ranges of values from rounded sources and from samples."""

from dataclasses import replace

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.indicators import Formula, Input, Sampling, Survey
from domain.rounding import deviation
from indicators.formulas import compute
from indicators.ranges import with_ranges
from tests.store.evaluating import defined

AZR = Input("bevoelkerung", basis=("AZR",))
SHARE = defined(Formula.SHARE, AZR, AZR)


def ranged(definition, *inputs: float, year: int = 2020, basis: str = "AZR / AZR") -> tuple:
    """Low, high and kind of one value."""
    value = compute(definition.formula, inputs)[0]
    row = dict(zip("abcd", [*inputs, None, None, None], strict=False)) | {"indicator": "i", "year": year, "basis": basis, "value": value}
    columns = {name: pa.array([each], pa.float64() if name in "abcd" or name == "value" else None) for name, each in row.items()}
    [found] = with_ranges(pa.table(columns), {"i": definition}).select(["low", "high", "range"]).to_pylist()
    return tuple(found.values())


@pytest.mark.parametrize(("basis", "year", "expected"), [
    ("AZR", 2016, 2), ("AZR", 2015, 0), ("BQFG-Statistik", 2012, 1), ("Sozialhilfestatistik", 2020, 2), ("Sozialhilfestatistik", 2019, 0),
    ("Fortschreibung Zensus 2011", 2020, 0),
])  # fmt: skip
def test_what_is_rounded_and_since_when(basis, year, expected):
    assert deviation(basis, "Anzahl", year) == expected
    assert deviation(basis, "Prozent", year) == 0


def test_ten_of_two_hundred_both_rounded_to_five():
    low, high, kind = ranged(SHARE, 10, 200)  # domain.md 4: 8/202 … 12/198 = 4,0 … 6,1 %
    assert (round(low, 1), round(high, 1), kind) == (4.0, 6.1, "rounding")
    assert (low, high) == (pytest.approx(100 * 8 / 202), pytest.approx(100 * 12 / 198))


def test_only_the_rounded_input_is_in_doubt():
    low, high, _ = ranged(SHARE, 10, 200, basis="AZR / Fortschreibung Zensus 2011")
    assert (low, high) == (4.0, 6.0)


def test_years_before_the_rounding_have_no_range():
    assert ranged(SHARE, 10, 200, year=2015) == (None, None, None)


def test_an_input_of_the_year_before_counts_by_its_own_year():
    lagged = defined(Formula.SHARE, Input("a", basis=("Register",)), Input("b", basis=("AZR",), lag=1))
    assert ranged(lagged, 10, 200, year=2016, basis="Register / AZR") == (None, None, None)
    assert ranged(lagged, 10, 200, year=2017, basis="Register / AZR")[2] == "rounding"


def test_a_sum_of_three_rounded_figures_may_be_off_by_six():
    total = defined(Formula.VALUE, replace(AZR, groups={"alter": ("a", "b", "c")}))
    assert ranged(total, 100, basis="AZR") == (94.0, 106.0, "rounding")


def test_a_count_is_never_less_than_nothing_and_a_denominator_of_nothing_leaves_no_upper_bound():
    assert ranged(defined(Formula.VALUE, AZR), 0, basis="AZR") == (0.0, 2.0, "rounding")
    low, high, _ = ranged(defined(Formula.RATIO, replace(AZR, basis=("BQFG-Statistik",)), AZR), 3, 1, basis="BQFG-Statistik / AZR")
    assert (low, high) == (pytest.approx(2 / 3), None)


def test_differences_of_shares_take_all_four_corners():
    gap = defined(Formula.SHARE_GAP, AZR, AZR, AZR, AZR)
    low, high, _ = ranged(gap, 10, 200, 20, 100, basis="AZR / AZR / AZR / AZR")
    assert (low, high) == (pytest.approx(100 * (8 / 202 - 22 / 98)), pytest.approx(100 * (12 / 198 - 18 / 102)))


@given(st.integers(3, 500), st.integers(500, 5000))
def test_the_true_share_lies_within_the_range_of_the_rounded_one(numerator, denominator):
    rounded = [5 * ((2 * each + 5) // 10) for each in (numerator, denominator)]
    low, high, _ = ranged(SHARE, *rounded)
    assert low - 1e-9 <= 100 * numerator / denominator <= high + 1e-9


# Samples

SURVEY = defined(Formula.SURVEY_SHARE, Input("a", basis=("Umfrage",)), Input("n", basis=("Umfrage",)))


def test_a_random_sample_has_the_interval_of_wilson():
    low, high, kind = ranged(replace(SURVEY, survey=Survey(Sampling.RANDOM)), 240, 800, basis="Umfrage / Umfrage")
    assert (low, high, kind) == (pytest.approx(26.9262, abs=1e-4), pytest.approx(33.2649, abs=1e-4), "sample")  # domain.md 2.9


def test_the_design_effect_widens_it():
    low, high, _ = ranged(replace(SURVEY, survey=Survey(Sampling.RANDOM, 1.5)), 240, 800, basis="Umfrage / Umfrage")
    assert (low, high) == (pytest.approx(26.2651, abs=1e-4), pytest.approx(34.0209, abs=1e-4))  # domain.md 2.9


def test_who_answers_of_their_own_accord_is_no_sample():
    assert ranged(replace(SURVEY, survey=Survey(Sampling.SELF_SELECTED)), 240, 800, basis="Umfrage / Umfrage") == (None, None, None)


def test_nothing_without_a_value_gets_a_range():
    values = pa.table({
        "indicator": ["i"], "year": [2020], "basis": ["AZR"], "value": pa.array([None], pa.float64()), "a": pa.array([None], pa.float64()),
        "b": pa.array([200.0], pa.float64()),
    })  # fmt: skip
    assert with_ranges(values, {"i": SHARE}).select(["low", "high", "range"]).to_pylist() == [{"low": None, "high": None, "range": None}]
