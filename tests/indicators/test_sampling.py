"""Intervals of shares, against the hand-computed table of the domain notes (six decimals)."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.sampling import newcombe, wilson

SIX_DECIMALS = 5e-7


@pytest.mark.parametrize(
    ("x", "n", "low", "high"),
    [
        (0, 10, 0, 0.277533),
        (1, 10, 0.017876, 0.404150),
        (5, 10, 0.236593, 0.763407),
        (10, 10, 0.722467, 1),
        (37, 120, 0.232727, 0.395830),
        (240, 800, 0.269262, 0.332649),
        (3, 7, 0.158220, 0.749542),
    ],
)
def test_the_interval_of_one_share(x, n, low, high):
    assert wilson(x, n) == (pytest.approx(low, abs=SIX_DECIMALS), pytest.approx(high, abs=SIX_DECIMALS))


def test_a_clustered_sample_counts_as_fewer_answers():
    assert wilson(240, 800, 1.5) == (pytest.approx(0.262651, abs=SIX_DECIMALS), pytest.approx(0.340209, abs=SIX_DECIMALS))


@pytest.mark.parametrize(
    ("first", "second", "low", "high"), [((56, 70), (48, 80), 0.052431, 0.333873), ((240, 800), (210, 800), -0.006564, 0.081370)]
)
def test_the_interval_of_a_difference(first, second, low, high):
    assert newcombe(*first, *second) == (pytest.approx(low, abs=SIX_DECIMALS), pytest.approx(high, abs=SIX_DECIMALS))


def test_columns_get_the_same_as_numbers_and_nobody_asked_gives_nothing():
    low, high = wilson(np.array([37.0, 0.0]), np.array([120.0, 0.0]))
    assert (low[0], high[0]) == wilson(37.0, 120.0)
    assert np.isnan(low[1]) and np.isnan(high[1])


counts = st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(counts, st.floats(1, 4))
def test_the_interval_lies_in_zero_to_one_and_around_the_share(count, effect):
    x, n = count
    low, high = wilson(x, n, effect)
    assert 0 <= low <= x / n + 1e-12 and x / n - 1e-12 <= high <= 1


@given(counts, counts)
def test_the_difference_the_other_way_round_is_the_mirror_image(one, two):
    low, high = newcombe(*one, *two)
    assert newcombe(*two, *one) == (pytest.approx(-high, abs=1e-9), pytest.approx(-low, abs=1e-9))
    assert -1 - 1e-9 <= low <= high <= 1 + 1e-9
