"""Other published methods, against the tables of domain.md 2.2 to 2.5 (four to seven decimals) and 2.11."""

import dataclasses
import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.indicators import Direction, Formula, Rule, Target
from indicators.library import library
from indicators.opinions import METHODS, eurostat, open_sdg, sdsn, second_opinions, unescap

RATE = dataclasses.replace(library()["arbeitslosenquote"], breaks=(), direction=Direction.UP)
SEVEN = 5e-8
SIX = 5e-7


@pytest.mark.parametrize(
    ("first", "last", "sign", "limit", "value", "word", "score"),
    [
        (10, 11, 1, None, 0.0192449, "substantial", 4.622438),
        (10, 10.3, 1, None, 0.0059293, "moderate", 0.232317),
        (10, 10.1, 1, None, 0.0019920, "limited", -1.503976),
        (10, 9.8, 1, None, -0.0040324, "deterioration", -3.004049),
        (20, 18, -1, None, 0.0208516, "substantial", 5),
        (20, 19.7, -1, None, 0.0030182, "limited", -0.990918),
        (90, 91, 1, 100, 0.0022124, "moderate", 0.230382),
        (50, 51, 1, 100, 0.0039684, "limited", -0.419982),
        (98, 98.2, 1, 100, 0.0004078, "limited", -0.123216),
    ],
)
def test_open_sdg_without_a_target(first, last, sign, limit, value, word, score):
    """Five years; scores to 1e-6."""
    found = open_sdg.without_target(first, last, 5, sign, limit)
    assert (found.value, found.progress.value, found.score) == (pytest.approx(value, abs=SEVEN), word, pytest.approx(score, abs=SIX))


@pytest.mark.parametrize(("base", "correction"), [(90, 0.3736217), (50, 0.9539291), (98, 0.0857946)])
def test_open_sdg_lowers_its_thresholds_near_a_natural_limit(base, correction):
    """To 1e-7: the notes have 0.3736217 for 0.37362164."""
    assert open_sdg.without_target(base, base + 0.1, 5, 1, 100).correction == pytest.approx(correction, abs=1e-7)


def test_open_sdg_at_and_beyond_the_limit():
    assert open_sdg.without_target(100, 100.1, 5, 1, 100).score == 5
    assert open_sdg.without_target(200, 201, 5, 1, 100).correction == 1
    assert open_sdg.without_target(110, 111, 5, 1, 100).correction == pytest.approx(1 - 0.9**4.44)


@pytest.mark.parametrize(
    ("first", "last", "sign", "target", "value", "word", "score"),
    [
        (80, 85, 1, 100, 0.8139302, "moderate", 1.528122),
        (80, 83, 1, 100, 0.4930774, "limited", -0.445495),
        (80, 79, 1, 100, -0.1676467, "deterioration", -3.198533),
        (20, 17, -1, 10, 0.7082009, "moderate", 0.772908),
        (20, 15.9, -1, 10, 0.9930809, "substantial", 2.807778),
        (20, 9.5, -1, 10, None, "target_achieved", 5),
    ],
)
def test_open_sdg_with_a_target_in_fifteen_years(first, last, sign, target, value, word, score):
    found = open_sdg.with_target(first, last, 5, sign, target, 15)
    assert (found.progress.value, found.score) == (word, pytest.approx(score, abs=SIX))
    assert found.value == (value if value is None else pytest.approx(value, abs=SEVEN))


def test_open_sdg_takes_a_thousandth_for_a_target_of_zero():
    found = open_sdg.with_target(1.55, 1.82, 4, -1, 0, 15)
    assert (found.value, found.progress.value) == (pytest.approx(-0.1057877, abs=SEVEN), "deterioration")
    assert found.score == pytest.approx(-2.940785, abs=SIX)


def test_open_sdg_counts_the_needed_growth_by_its_size():
    """A start beyond the target, moving on in the wrong direction, is a deterioration and not a success by two minus signs."""
    assert open_sdg.with_target(9, 12, 5, -1, 10, 15).progress.value == "deterioration"


def test_open_sdg_has_no_growth_over_a_change_of_sign():
    assert open_sdg.without_target(-2, 3, 5, 1) is None
    assert open_sdg.without_target(0, 3, 5, 1).value > 0
    assert open_sdg.without_target(-4, -3, 5, 1).progress.value == "substantial"


def test_open_sdg_starts_in_2015_or_the_next_later_year():
    assert open_sdg.base_point([(2012, 1), (2014, 2), (2016, 3), (2020, 4)]) == (2016, 3)


@pytest.mark.parametrize(
    ("last", "share", "word"),
    [
        (67, 1.0889, "significant_progress"),
        (66, 0.9391, "moderate_progress"),
        (62, 0.3211, "insufficient_progress"),
        (59, -0.1638, "movement_away"),
    ],
)
def test_eurostat_with_a_target(last, share, word):
    found = eurostat.with_target(60, last, 5, 75, 11)
    assert (found.value, found.movement.value) == (pytest.approx(share, abs=5e-5), word)


@pytest.mark.parametrize(
    ("last", "growth", "word"),
    [
        (64, 0.012991, "significant_progress"),
        (62, 0.006580, "moderate_progress"),
        (59.5, -0.001672, "moderate_movement_away"),
        (55, -0.017252, "significant_movement_away"),
    ],
)
def test_eurostat_without_a_target(last, growth, word):
    found = eurostat.without_target(60, last, 5, 1)
    assert (found.value, found.movement.value) == (pytest.approx(growth, abs=SIX), word)


def test_growth_rates_judge_a_share_and_its_complement_differently():
    """The reason why the main rule is linear: 80 → 82 is +0.495 per cent a year, its complement 20 → 18 is −2.085."""
    assert eurostat.without_target(80, 82, 5, 1).value == pytest.approx(0.00495, abs=5e-6)
    assert eurostat.without_target(20, 18, 5, -1).value == pytest.approx(0.02085, abs=5e-6)
    assert eurostat.without_target(80, 82, 5, 1).movement is not eurostat.without_target(20, 18, 5, -1).movement


def test_eurostat_says_nothing_about_zero_and_negative_values():
    assert eurostat.without_target(0, 5, 5, 1) is None and eurostat.without_target(-4, -3, 5, 1) is None
    assert eurostat.with_target(5, 4, 5, 0, 10) is None


def test_eurostat_looks_back_five_years():
    assert eurostat.base_point([(2010, 1), (2017, 2), (2019, 3), (2023, 4)]) == (2017, 2)
    assert eurostat.base_point([(2021, 3), (2023, 4)]) == (2021, 3)


@pytest.mark.parametrize(("first", "last", "target", "share"), [(60, 66, 72, 0.5), (20, 17, 12, 0.375), (60, 58, 72, -0.1667)])
def test_unescap_how_far_have_we_come(first, last, target, share):
    assert unescap.current_status(first, last, target) == pytest.approx(share, abs=5e-5)


def test_unescap_will_the_target_be_met():
    line = [(2019, 60.0), (2020, 61.0), (2021, 62.0)]  # on a straight line weights change nothing: 71 in 2030
    found = unescap.anticipated(line, 60, 75, 2030, 1)
    assert (found.value, found.gap, found.progress.value) == (pytest.approx(71), pytest.approx(4 / 15), "accelerate")
    assert unescap.anticipated(line, 60, 72, 2030, 1).progress.value == "maintain"  # 1 of 12 is missing
    assert unescap.anticipated(line, 60, 70, 2030, 1).gap == 0
    assert unescap.anticipated([(2019, 60.0), (2020, 59.0)], 60, 75, 2030, 1).progress.value == "reverse"
    assert unescap.anticipated(line, 60, 60, 2030, 1) is None and unescap.anticipated(line[:1], 60, 75, 2030, 1) is None


def test_unescap_recent_values_weigh_more():
    """Weights 1 2 3 4 by hand: centre 2022, mean 1.8, slope (1·2·0.8 + 0 + 0 + …): the last step up pulls the line."""
    points = [(2020, 1.0), (2021, 1.0), (2022, 1.0), (2023, 3.0)]
    slope, intercept = statistics.linear_regression(*zip(*points, strict=True))
    found = unescap.anticipated(points, 1, 10, 2024, 1).value
    by_hand = 1.8 + (1 * 2 * 0.8 + 2 * 1 * 0.8 + 0 + 4 * 1 * 1.2) / (1 * 4 + 2 * 1 + 0 + 4 * 1) * 2
    assert found == pytest.approx(by_hand) and found > intercept + slope * 2024


@pytest.mark.parametrize(("now", "share", "arrow"), [(64, 0.6364, "➚"), (61, 0.125, "→"), (59, -0.1094, "↓")])
def test_sdsn_arrows(now, share, arrow):
    found = sdsn.course((2019, 60), (2023, now), 75, 2030, 1)
    assert (found.share, found.arrow.value) == (pytest.approx(share, abs=5e-5), arrow)


def test_sdsn_holds_a_target_and_needs_time():
    assert sdsn.course((2019, 60), (2023, 76), 75, 2030, 1).arrow.value == "↑"
    assert sdsn.course((2019, 60), (2023, 70), 75, 2030, 1).arrow.value == "↑"
    assert sdsn.course((2019, 60), (2030, 70), 75, 2030, 1) is None


POINTS = [(2015, 60.0), (2016, 61.0), (2017, 62.0), (2018, 63.0), (2019, 64.0), (2020, 65.0)]
GOAL = Target(Rule.TARGET_YEAR, 75, 2030)


def said(points, target=GOAL, definition=RATE):
    return {each.id: each for each in second_opinions(points, definition, target)}


def test_every_method_has_a_word_a_number_a_sentence_and_a_source():
    found = said(POINTS)
    assert list(found) == list(METHODS)
    for each in found.values():
        assert not each.silent and each.verdict and any(letter.isdigit() for letter in each.number + each.sentence)
        assert each.sentence.endswith(".") and each.source and each.name
    assert found["unescap_status"].number.replace("\u202f", " ") == "33,3 %"
    assert found["sdsn"].verdict.startswith("↑")
    assert found["open_sdg"].verdict == "deutlicher Fortschritt"


def test_without_a_target_only_the_methods_for_directions_speak():
    found = said(POINTS, None)
    assert [key for key, each in found.items() if not each.silent] == ["open_sdg", "eurostat"]
    assert "Zielwert" in found["sdsn"].sentence
    assert [key for key, each in said(POINTS, Target(Rule.YEARLY_LIMIT, 75)).items() if not each.silent] == ["open_sdg", "eurostat"]


@pytest.mark.parametrize(
    ("points", "definition", "word"),
    [
        (POINTS[:1], RATE, "mindestens zwei"),
        ([], RATE, "mindestens zwei"),
        (POINTS, dataclasses.replace(RATE, direction=Direction.NONE), "keine gewünschte Richtung"),
    ],
)
def test_where_nothing_can_be_said_every_method_says_why(points, definition, word):
    assert all(each.silent and word in each.sentence for each in said(points, GOAL, definition).values())


def test_zero_and_negative_values_have_no_growth_rate_but_a_distance():
    found = said([(2015, -3.0), (2018, -1.0), (2020, 2.0)], Target(Rule.TARGET_YEAR, 5, 2030))
    assert "Wachstumsrate" in found["open_sdg"].sentence and found["open_sdg"].silent and found["eurostat"].silent
    assert not found["unescap_status"].silent and not found["sdsn"].silent


def test_a_target_met_from_the_start_leaves_no_way_to_measure():
    found = said(POINTS, Target(Rule.TARGET_YEAR, 50, 2030))
    assert found["unescap_status"].silent and found["eurostat"].silent
    assert found["open_sdg"].verdict == "Ziel erreicht" and found["sdsn"].number == "Ziel gehalten"


def test_only_old_values_say_nothing_to_a_method_that_starts_in_2015():
    assert "2015" in said([(2010, 60.0), (2012, 61.0)])["open_sdg"].sentence


def test_ratios_are_held_to_the_distance_of_their_target():
    ratio = dataclasses.replace(RATE, direction=Direction.PARITY, formula=Formula.PARITY, unit="Verhältnis", decimals=2)
    found = said([(2015, 2.0), (2020, 1.7)], Target(Rule.TARGET_YEAR, 0.8, 2030), ratio)
    assert found["unescap_status"].number.replace("\u202f", " ") == "40,0 %"


def test_methods_that_start_in_2015_leave_older_values_out():
    older = [(2005, 10.0), *POINTS]
    found, same = said(older), said(POINTS)
    assert found["unescap_status"] == same["unescap_status"] and found["sdsn"] == same["sdsn"]
    assert found["unescap_anticipated"].sentence != same["unescap_anticipated"].sentence  # its line rests on all values


def test_where_the_main_rule_still_waits_for_four_values_every_opinion_says_so():
    warning = "nur 3 vergleichbaren Werten; die Hauptregel urteilt erst ab vier."
    assert all(each.sentence.endswith(warning) for each in said(POINTS[:3]).values())
    assert not any("Hauptregel" in each.sentence for each in said(POINTS[:4]).values())
    assert not any("Hauptregel" in each.sentence for each in said(POINTS[:1]).values())


def test_two_values_of_one_year_are_refused():
    with pytest.raises(ValueError, match="one year"):
        said([(2015, 1.0), (2015, 2.0)])


numbers = st.lists(st.floats(-100, 100, allow_nan=False).map(lambda number: round(number, 2)), min_size=0, max_size=8)


@given(numbers, st.sampled_from(list(Direction)), st.floats(-100, 100).map(lambda number: round(number, 2)), st.integers(2012, 2035))
def test_every_series_gets_an_answer_in_words(values, direction, target, due):
    definition = dataclasses.replace(RATE, direction=direction)
    points = list(enumerate((abs(each) for each in values) if direction is Direction.PARITY else values, 2013))
    for each in second_opinions(points, definition, Target(Rule.TARGET_YEAR, target, due)):
        assert each.verdict and each.number and each.sentence.endswith(".")
        assert not {"nan", "inf", "None"} & set(each.sentence.replace("\u202f", " ").split())


def test_why_a_field_gets_no_single_number():
    """Domain notes 2.11: three indicators at 80, 60 and 10 have the arithmetic mean of three at 50; only the distribution tells them
    apart, and other means give other orders. There is no such mean anywhere in the product."""
    uneven, even = (80, 60, 10), (50, 50, 50)
    assert statistics.mean(uneven) == statistics.mean(even) == 50
    assert statistics.geometric_mean(uneven) == pytest.approx(36.3424, abs=5e-5)
    assert statistics.harmonic_mean(uneven) == pytest.approx(23.2258, abs=5e-5)
    assert min(uneven) == 10
