"""The way to a target, and the line drawn on."""

import dataclasses
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.indicators import Direction, Formula, Rule, Sampling, SeriesBreak, Survey, Target
from indicators.comparable import comparable_points
from indicators.library import library
from indicators.outlook import Outlook, outlook, outlook_sentences, t_quantile
from indicators.pace import pace, pace_sentences
from indicators.verdicts import assess
from tests.indicators.tables import table_of

RATE = dataclasses.replace(library()["arbeitslosenquote"], breaks=(), direction=Direction.UP)
GOAL = Target(Rule.TARGET_YEAR, 75, 2030)


def plain(texts):
    return [text.replace("\u202f", " ") for text in texts]


def test_the_straight_path_between_start_and_target():
    found = pace([(2019, 60.0), (2023, 66.0)], GOAL, Direction.UP)
    assert found.path(2023) == pytest.approx(65.4545, abs=5e-5)
    assert found.behind == pytest.approx(65.4545 - 66, abs=5e-5)
    assert (found.path(2019), found.path(2030)) == (60, 75)


@pytest.mark.parametrize(
    ("first", "now", "target", "direction", "share"),
    [
        (60, 66, 72, Direction.UP, 0.5),
        (20, 17, 12, Direction.DOWN, 0.375),
        (60, 58, 72, Direction.UP, -0.1667),
        (60, 80, 75, Direction.UP, 4 / 3),
    ],
)
def test_the_share_of_the_way_is_not_clamped(first, now, target, direction, share):
    found = pace([(2019, first), (2023, now)], Target(Rule.TARGET_YEAR, target, 2030), direction)
    assert found.attained == pytest.approx(share, abs=5e-5)


def test_required_and_observed_pace_are_per_year_and_linear():
    found = pace([(2019, 60.0), (2021, 62.0), (2023, 64.0)], GOAL, Direction.UP)
    assert (found.required, found.observed) == (pytest.approx(11 / 7), 1.0)
    assert found.ratio == pytest.approx(0.6364, abs=5e-5)


def test_the_way_starts_when_the_target_was_adopted():
    points = [(2015, 50.0), (2019, 60.0), (2021, 62.0), (2023, 64.0)]
    assert pace(points, dataclasses.replace(GOAL, since="2020-05-01"), Direction.UP).start == (2019, 60.0)
    assert pace(points, dataclasses.replace(GOAL, since="2010"), Direction.UP).start == (2015, 50.0)


def test_there_is_no_way_without_a_year_a_value_a_point_or_time():
    points = [(2019, 60.0), (2023, 64.0)]
    assert pace(points, Target(Rule.YEARLY_LIMIT, 75), Direction.UP) is None
    assert pace(points, Target(Rule.TARGET_YEAR, None, 2030), Direction.UP) is None
    assert pace([], GOAL, Direction.UP) is None
    assert pace([(2030, 60.0)], GOAL, Direction.UP) is None
    assert pace([(2019, 60.0), (2031, 64.0)], GOAL, Direction.UP) is None
    assert pace([(2019, 75.0), (2020, 76.0)], GOAL, Direction.UP).attained is None


def test_a_ratio_goes_to_the_distance_of_its_target():
    found = pace([(2019, 2.0), (2023, 1.6)], Target(Rule.TARGET_YEAR, 0.8, 2030), Direction.PARITY, Formula.PARITY)
    assert (found.target, found.attained) == (1.25, pytest.approx(0.4 / 0.75))


def test_what_would_have_to_happen_is_said_with_its_numbers():
    texts = plain(pace_sentences(pace([(2019, 60.0), (2023, 64.0)], GOAL, Direction.UP), RATE))
    assert texts == [
        "Auf dem geraden Weg von 60,0 % (2019) zum Zielwert 75,0 % (2030) läge der Wert 2023 bei 65,5 %; tatsächlich sind es 64,0 %. "
        "Vom Weg zum Ziel sind 27 % zurückgelegt.",
        "Damit der Zielwert 75,0 % bis 2030 erreicht wird, wären ab 2023 +1,57 Prozentpunkte je Jahr nötig; "
        "zuletzt waren es im Mittel +1,00 Prozentpunkte je Jahr (das 0,64-Fache des nötigen Tempos).",
    ]


@pytest.mark.parametrize(
    ("points", "words"),
    [
        ([(2019, 60.0), (2023, 76.0)], "hat den Zielwert 75,0 % bereits 2023 erreicht"),
        ([(2019, 60.0), (2030, 70.0)], "im Zieljahr 2030 nicht erreicht"),
        ([(2019, 60.0), (2023, 58.0)], "−0,50 Prozentpunkte je Jahr (in die andere Richtung)"),
        ([(2019, 60.0), (2023, 60.0)], "(keine Veränderung)"),
        ([(2019, 60.0)], "aus einem Wert nicht zu sagen"),
    ],
)
def test_the_other_ends_of_the_way_have_their_own_words(points, words):
    assert words in plain(pace_sentences(pace(points, GOAL, Direction.UP), RATE))[1]


def test_moving_away_and_gaps_have_their_own_words():
    assert (
        "Seit 2019 ging es vom Ziel weg (−13 % des Weges)."
        in plain(pace_sentences(pace([(2019, 60.0), (2023, 58.0)], GOAL, Direction.UP), RATE))[0]
    )
    gap = dataclasses.replace(RATE, direction=Direction.PARITY, unit="Prozentpunkte")
    text = plain(pace_sentences(pace([(2019, 8.0), (2023, 6.0)], Target(Rule.TARGET_YEAR, 2, 2031), Direction.PARITY), gap))[0]
    assert text.startswith(
        "Auf dem geraden Weg von 8,0 Prozentpunkten (2019) zum Zielwert 2,0 Prozentpunkte (2031) läge der Abstand 2023 bei"
    )


@pytest.mark.parametrize(
    ("freedom", "at_975", "at_90"),
    [
        (1, 12.706, 3.078), (2, 4.303, 1.886), (3, 3.182, 1.638), (4, 2.776, 1.533), (5, 2.571, 1.476), (8, 2.306, 1.397),
        (10, 2.228, 1.372), (30, 2.042, 1.310),
    ],
)  # fmt: skip
def test_quantiles_of_the_t_distribution_as_printed_in_tables(freedom, at_975, at_90):
    """Three decimals, Abramowitz & Stegun 1964, table 26.10."""
    assert t_quantile(0.975, freedom) == pytest.approx(at_975, abs=5e-4)
    assert t_quantile(0.90, freedom) == pytest.approx(at_90, abs=5e-4)


def test_a_pace_and_its_band_by_hand():
    """Changes 2 1 2, mean 5/3, residuals 1/3 −2/3 1/3, s² = (6/9) / 2 = 1/3; one and two years ahead of three."""
    found = outlook([(2020, 1.0), (2021, 3.0), (2022, 4.0), (2023, 6.0)], 2025)
    assert (found.pace, found.first, found.points) == (pytest.approx(5 / 3), 2020, 4)
    assert [(each.year, each.mid) for each in found.years] == [(2023, 6), (2024, pytest.approx(23 / 3)), (2025, pytest.approx(28 / 3))]
    for ahead, each in enumerate(found.years):
        half = 1.885618 * (1 / 3 * ahead * (1 + ahead / 3)) ** 0.5
        assert (each.low, each.high) == (pytest.approx(each.mid - half, abs=1e-5), pytest.approx(each.mid + half, abs=1e-5))


def test_changes_over_several_years_count_with_their_years():
    """6 in 6 years; changes 4 in 4, 0 and 2 in one: residuals 0, −1, 1, s² = 2 / 2 = 1; two years ahead of six."""
    found = outlook([(2014, 1.0), (2018, 5.0), (2019, 5.0), (2020, 7.0)], 2022)
    half = 1.885618 * (2 * (1 + 2 / 6)) ** 0.5
    assert (found.pace, found.end.mid) == (1, 9)
    assert found.end.high == pytest.approx(9 + half, abs=1e-5)


@settings(deadline=None)  # the first assessment loads its libraries
@given(st.lists(st.floats(-1000, 1000, allow_nan=False), min_size=4, max_size=9), st.integers(1, 15))
def test_the_outlook_goes_where_the_verdict_projects_to(values, ahead):
    until = 2010 + len(values) - 1 + ahead
    goal = {RATE.id: (Target(Rule.TARGET_YEAR, 1e9, until),)}
    row = assess(table_of(RATE.id, values, 2010), {RATE.id: RATE}, goal).to_pylist()[-1]
    assert outlook(list(enumerate(values, 2010)), until).end.mid == pytest.approx(row["projection"], rel=1e-6, abs=1e-6)


def test_at_most_six_points_and_at_least_four_carry_a_line():
    assert outlook([(2020, 1.0), (2021, 3.0), (2022, 4.0)], 2025) is None
    assert outlook([(2020 + n, float(n)) for n in range(5)], 2024) is None
    old = [(1990, 900.0), *((2010 + n, float(n)) for n in range(6))]
    assert outlook(old, 2020) == Outlook(outlook(old[1:], 2020).years, 1.0, 2010, 6)


def test_a_line_ends_where_no_value_can_be():
    points = [(2020, 4.0), (2021, 3.0), (2022, 2.0), (2023, 1.2)]
    assert outlook(points, 2030).end.mid < 0
    assert (outlook(points, 2030, RATE).end.low, outlook(points, 2030, RATE).end.mid) == (0, 0)
    ratio = dataclasses.replace(RATE, formula=Formula.PARITY, direction=Direction.PARITY)
    assert outlook(points, 2030, ratio).end.mid == 1
    balance = dataclasses.replace(RATE, formula=Formula.BALANCE)
    assert outlook(points, 2030, balance) == outlook(points, 2030)


@given(st.lists(st.floats(-1000, 1000, allow_nan=False), min_size=4, max_size=6), st.integers(1, 15))
def test_the_band_only_widens(values, ahead):
    found = outlook(list(enumerate(values, 2010)), 2010 + len(values) - 1 + ahead)
    widths = [each.high - each.low for each in found.years]
    assert widths[0] == 0
    assert all(before <= after + 1e-9 for before, after in pairwise(widths))


def test_the_outlook_is_never_called_a_prediction():
    found = outlook([(2020, 1.0), (2021, 3.0), (2022, 4.0), (2023, 6.0)], 2025)
    texts = plain(outlook_sentences(found, RATE))
    assert texts[0] == (
        "Rechnerische Fortschreibung: Ginge die Entwicklung aus 2020 bis 2023 (4 Werte) im Mittel weiter, ergäben sich für den Wert "
        "2025 9,3 %; 80-%-Spanne 7,3 % bis 11,3 %."  # 6 + 2 · 5/3 ± 1.8856 · √(1/3 · 2 · 5/3)
    )
    assert not any(word in " ".join(texts).lower() for word in ("prognose", "vorhersage", "erwartet"))


def assessed(definition, values, start=2016):
    return assess(table_of(definition.id, values, start), {definition.id: definition}, {}).to_pylist()


def test_only_points_after_the_last_break_are_comparable():
    broken = dataclasses.replace(RATE, breaks=(SeriesBreak(2020, "neue Erhebung"),))
    rows = assessed(broken, [1, 2, 3, 4, 50, None, 52])
    assert comparable_points(rows, broken) == ((2020, 50.0), (2022, 52.0))
    assert comparable_points(rows[:4], broken) == ((2016, 1.0), (2017, 2.0), (2018, 3.0), (2019, 4.0))
    assert comparable_points([], broken) == ()


def test_more_than_six_points_are_comparable_even_if_the_verdict_rests_on_six():
    assert len(comparable_points(assessed(RATE, range(9)), RATE)) == 9


def test_waves_of_a_self_selected_survey_make_no_line():
    asked = dataclasses.replace(RATE, survey=Survey(Sampling.SELF_SELECTED))
    assert comparable_points(assessed(asked, [1, 2, 3, 4]), asked) == ()
