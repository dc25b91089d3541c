"""Gaps between two years: quadrant, convergence, parts, and the warning where nobody got better."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.indicators import Direction, Formula, Input
from indicators.gap import GapPath, Pair, Quadrant, contains_group, gap_path, gap_words
from indicators.library import library

SCHOOL = library()["ohne_abschluss_abstand"]


def path(group, reference, sign=1, years=(2012, 2023)):
    return GapPath(Pair(years[0], group[0], reference[0]), Pair(years[1], group[1], reference[1]), sign)


@pytest.mark.parametrize(
    ("group", "reference", "quadrant", "convergence"),
    [
        ((50, 56), (70, 74), Quadrant.PROGRESS, 0.10),
        ((50, 48), (70, 66), Quadrant.LEVELLED_DOWN, 0.10),
        ((12, 17.8), (26, 43.7), Quadrant.LEFT_BEHIND, -0.85),
        ((50, 48), (70, 72), Quadrant.SETBACK, -0.20),
        ((82.371, 84.342), (94.526, 94.860), Quadrant.PROGRESS, 0.1347),
        ((81.921, 82.271), (94.809, 94.212), Quadrant.PROGRESS, 0.0735),
    ],
)
def test_the_cases_of_the_progress_rule(group, reference, quadrant, convergence):
    found = path(group, reference)
    assert found.quadrant is quadrant
    assert found.convergence == pytest.approx(convergence, abs=5e-5)


def test_lower_is_better_turns_the_group_but_not_the_gap():
    assert path((20, 18), (10, 9), sign=-1).quadrant is Quadrant.PROGRESS
    assert path((18, 20), (8, 11), sign=-1).quadrant is Quadrant.LEVELLED_DOWN


def test_most_of_an_approach_may_come_from_the_comparison_group_falling():
    found = path((81.921, 82.271), (94.809, 94.212))
    assert (found.group_change, found.reference_change) == (pytest.approx(0.350), pytest.approx(-0.597))
    assert found.reference_share == pytest.approx(0.63, abs=5e-3)
    assert found.hollow


def test_an_approach_that_comes_only_from_the_comparison_group_falling():
    found = path((50, 48), (70, 66))
    assert found.reference_share == 2.0
    assert gap_words(found, SCHOOL).all[-1] == (
        "Hinweis: Der Abstand ist nur kleiner geworden, weil sich die Vergleichsgruppe (deutsche Schulabgänge) verschlechtert hat."
    )


@pytest.mark.parametrize(
    ("group", "reference", "sign"),
    [((50, 56), (70, 74), 1), ((50, 58), (70, 68), 1), ((60, 60), (50, 55), 1), ((20, 15), (10, 9), -1), ((50, 50), (50, 50), 1)],
)
def test_no_warning_where_the_group_did_most_or_the_comparison_group_did_not_worsen(group, reference, sign):
    found = path(group, reference, sign)
    assert not found.hollow
    assert len(gap_words(found, SCHOOL).all) == 3


def test_a_gap_that_stays_the_same_has_not_become_smaller():
    assert path((50.1, 51.3), (70.4, 71.6)).quadrant is Quadrant.LEFT_BEHIND
    assert path((51.3, 50.1), (71.6, 70.4)).quadrant is Quadrant.SETBACK


def test_without_a_first_gap_there_is_no_convergence():
    assert path((50, 51), (50, 50)).convergence is None


def test_two_thirds_of_lower_saxonys_quota_and_then_less():
    """Published by the state office: attendance under three, with migration background 12 → 17.8, without 26 → 43.7."""
    found = path((12, 17.8), (26, 43.7))
    assert (found.first.ratio, found.last.ratio) == (pytest.approx(0.4615, abs=5e-5), pytest.approx(0.4073, abs=5e-5))
    assert (found.first.gap, found.last.gap) == (-14, pytest.approx(-25.9))
    assert Pair(2020, 5, 0).ratio is None


def test_a_comparison_with_the_total_underestimates_the_gap_and_says_so():
    total = library()["arbeitslosenquote_abstand"]
    assert contains_group(total) and not contains_group(SCHOOL)
    assert gap_words(path((20, 18), (10, 9), -1), total).all[-1] == (
        "Hinweis: Die Vergleichsgruppe enthält die Gruppe selbst; der Abstand wird dadurch unterschätzt."
    )


def test_a_ratio_shows_the_shares_behind_it_and_both_ratios():
    given = {"group": Input("x", unit="Prozent", label="x"), "reference": Input("y", unit="Prozent", label="y")}
    ratio = dataclasses.replace(SCHOOL, formula=Formula.PARITY, unit="Verhältnis", decimals=2, inputs=given)
    texts = [text.replace("\u202f", " ") for text in gap_words(path((20, 14), (10, 10), -1), ratio).all]
    assert "Gruppe: 20,0 % → 14,0 % (−6,0 Prozentpunkte)" in texts[1]
    assert texts[3] == "Verhältnis (1 = Parität): 2,00 → 1,40."


def test_without_a_way_for_the_group_there_is_no_quadrant():
    undecided = dataclasses.replace(SCHOOL, group_direction=Direction.NONE)
    assert gap_path(rows((2019, 20, 10), (2020, 18, 9)), undecided) is None


share = st.floats(0, 100, allow_nan=False)


@given(share, share, share, share, st.sampled_from([1, -1]))
def test_the_change_of_the_gap_is_the_groups_change_minus_the_comparison_groups(first, last, reference_first, reference_last, sign):
    found = path((first, last), (reference_first, reference_last), sign)
    assert found.gap_change == pytest.approx(found.group_change - found.reference_change, abs=1e-9)


@given(share, share, share, share)
def test_turning_everything_upside_down_changes_neither_quadrant_nor_warning(first, last, reference_first, reference_last):
    up = path((first, last), (reference_first, reference_last), 1)
    down = path((-first, -last), (-reference_first, -reference_last), -1)
    assert (up.quadrant, up.convergence, up.hollow) == (down.quadrant, down.convergence, down.hollow)


def rows(*pairs, points=4):
    return [
        {"year": year, "a": a, "b": b, "c": None, "d": None, "value": None if a is None else a - b, "points": points}
        for year, a, b in pairs
    ]


def test_the_path_covers_the_points_the_verdict_rests_on():
    found = gap_path(rows((2018, 99, 1), (2019, 20, 10), (2020, None, 9), (2021, 18, 9), (2022, 17, 9), (2023, 16, 9)), SCHOOL)
    assert found == GapPath(Pair(2019, 20, 10), Pair(2023, 16, 9), -1)
    assert gap_path(rows((2023, 16, 9), points=1), SCHOOL) is None
    assert gap_path([], SCHOOL) is None


def test_the_sentences_say_years_values_and_parts():
    texts = [text.replace("\u202f", " ") for text in gap_words(path((23.1, 27.8), (5.3, 5.9), -1, (2019, 2024)), SCHOOL).all]
    assert texts == [
        "2019 bis 2024: Gruppe nicht verbessert, Abstand nicht kleiner.",
        "Gruppe: 23,1 % → 27,8 % (+4,7 Prozentpunkte); Vergleich (deutsche Schulabgänge): 5,3 % → 5,9 % (+0,6 Prozentpunkte).",
        "Abstand: +17,8 Prozentpunkte → +21,9 Prozentpunkte; Änderung +4,1 Prozentpunkte, "
        "davon Gruppe +4,7 Prozentpunkte und Vergleichsgruppe −0,6 Prozentpunkte. Der Abstand wurde damit um 23 % größer.",
    ]
