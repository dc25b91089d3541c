"""Several years counted together."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.indicators import Formula, Input, SeriesBreak
from indicators.pooling import pooled, pooling_advised
from tests.store.evaluating import defined

SHARE = defined(Formula.SHARE, Input("a"), Input("b"), min_denominator=50)


def year(number: int, a: float | None, b: float | None, **more) -> dict:
    return {"year": number, "slot": "", "a": a, "b": b, "missing": None, "signs": [], "basis": "Register / Register"} | more


def short(found) -> list[tuple]:
    return [(each.period.text, each.value, each.numerator, each.denominator) for each in found]


def test_numerators_and_denominators_are_added_up_and_the_period_names_the_years():
    found = pooled([year(2020, 1, 20), year(2021, 2, 30), year(2022, 3, 50), year(2023, 4, 20)], SHARE, 3)
    assert short(found) == [("2020~2022", 6.0, 6, 100), ("2021~2023", 9.0, 9, 100)]
    assert found[0].period.label == "2020 bis 2022"


def test_years_too_small_alone_are_what_is_pooled():
    rows = [year(2020, 1, 20, missing="small_denominator"), year(2021, 2, 30, missing="small_denominator")]
    assert short(pooled(rows, SHARE, 2)) == [("2020~2021", 6.0, 3, 50)]


@pytest.mark.parametrize(
    "rows",
    [
        [year(2020, 1, 60), year(2022, 2, 60)],  # a gap
        [year(2020, 1, 60), year(2021, 2, 60, basis="Zensus 2022 / Register")],
        [year(2020, 1, 60), year(2021, 2, 60, signs=["break"])],
        [year(2020, None, 60, missing="secret"), year(2021, 2, 60)],
        [year(2020, 1, 60, missing="uncertain"), year(2021, 2, 60)],
        [year(2020, 1, 20), year(2021, 2, 20)],  # still too small
        [year(2020, 1, 60, slot="H1"), year(2021, 2, 60, slot="H1")],
    ],
)
def test_nothing_is_pooled_across_a_gap_a_break_two_bases_or_what_is_not_there(rows):
    assert pooled(rows, SHARE, 2) == ()


def test_a_break_of_the_definition_is_not_crossed_but_years_after_it_are_pooled():
    broken = replace(SHARE, breaks=(SeriesBreak(2021, "neue Zählung"),))
    rows = [year(2020, 1, 60), year(2021, 2, 60, signs=["break"]), year(2022, 3, 40)]
    assert short(pooled(rows, broken, 2)) == [("2021~2022", 5.0, 5, 100)]


def test_differences_are_not_pooled_and_one_year_is_no_pool():
    gap = defined(Formula.GAP, Input("a"), Input("b"))
    assert pooled([year(2020, 1, 60), year(2021, 2, 60)], gap, 2) == ()
    with pytest.raises(ValueError, match="nothing to pool"):
        pooled([year(2020, 1, 60)], SHARE, 1)


@pytest.mark.parametrize(("a", "b", "expected"), [(9, 1000, True), (10, 99, True), (10, 100, False), (None, 5, False), (0, 500, True)])
def test_pooling_is_advised_for_few_cases(a, b, expected):
    assert pooling_advised(year(2020, a, b), SHARE) is expected


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(50, 500)), min_size=3, max_size=8))
def test_a_pooled_share_lies_between_the_shares_of_its_years(counts):
    rows = [year(2010 + place, a, b) for place, (a, b) in enumerate(counts)]
    for place, each in enumerate(pooled(rows, SHARE, 3)):
        shares = [100 * a / b for a, b in counts[place : place + 3]]
        assert min(shares) - 1e-9 <= each.value <= max(shares) + 1e-9
