"""Edges and properties of the rules, on series short enough to follow by hand."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.errors import WrongUse
from domain.indicators import Direction, Rule, Target, Weather
from indicators.verdicts import assess_case, series_verdicts
from indicators.verdicts.rules import CLOUD, PARTLY, STORM, SUN, target_year

BEST_FIRST = [Weather.SUN, Weather.PARTLY, Weather.CLOUD, Weather.STORM]


def steps(*values, start=2015):
    return dict(enumerate(values, start))


def last(series, direction, *targets, **more):
    found = series_verdicts(series, direction, targets, **more)
    return found[max(found)]


def level_with_shortfall(shortfall):
    """A value of 0 moving up to a target of 1 in one year, leaving this share of the way."""
    one = np.array([1.0])
    return int(target_year(0 * one, (1 - shortfall) * one, np.array([1]), np.array([1]), one, one)[0][0])


@pytest.mark.parametrize(("shortfall", "level"), [(0.049999, SUN), (0.05, PARTLY), (0.20, PARTLY), (0.200001, CLOUD), (0.99, CLOUD)])
def test_exactly_five_and_exactly_twenty_per_cent_are_partly_cloudy(shortfall, level):
    assert level_with_shortfall(shortfall) == level


def test_five_per_cent_that_floating_point_takes_for_a_little_less_is_still_five_per_cent():
    found = last(steps(0.0, 0.3, 0.6, 0.9), Direction.UP, Target(Rule.TARGET_YEAR, 6.9, 2037))
    assert found.shortfall < 0.05
    assert found.shortfall == pytest.approx(0.05)
    assert found.weather is Weather.PARTLY


def test_standing_exactly_on_the_target_is_judged_as_a_kept_limit():
    assert last(steps(7, 8, 9, 10), Direction.UP, Target(Rule.TARGET_YEAR, 10, 2030)).weather is Weather.SUN
    assert last(steps(13, 12, 11, 10), Direction.UP, Target(Rule.TARGET_YEAR, 10, 2030)).weather is Weather.PARTLY


def test_no_movement_is_a_storm_before_a_target_and_counts_as_wrong_without_one():
    assert last(steps(5, 5, 5, 5), Direction.UP, Target(Rule.TARGET_YEAR, 10, 2030)).weather is Weather.STORM
    assert last(steps(5, 5, 5, 5), Direction.UP).weather is Weather.STORM
    assert last(steps(5, 6, 7, 7), Direction.UP).weather is Weather.PARTLY
    assert last(steps(7, 6, 5, 7), Direction.UP).weather is Weather.CLOUD


def test_no_movement_at_a_kept_limit_is_sun():
    assert last(steps(5, 5, 5, 5), Direction.DOWN, Target(Rule.YEARLY_LIMIT, 6)).weather is Weather.SUN


def test_equal_shares_that_differ_only_by_floating_point_have_not_moved():
    found = last(steps(100 * 1 / 3, 33.0, 32.0, 100 * (1 / 3) * (1 + 1e-15)), Direction.UP)
    assert (found.mean_change, found.weather) == (0.0, Weather.CLOUD)


def test_the_mean_is_per_year_where_years_are_missing():
    found = series_verdicts({2010: 10.0, 2012: 12.0, 2014: 15.0, 2018: 18.0}, Direction.UP)[2018]
    assert (found.mean_change, found.last_change, found.points) == (1.0, 0.75, 4)


def test_only_the_last_six_points_count():
    found = last(steps(100, 1, 2, 3, 4, 5, 6), Direction.UP)
    assert (found.points, found.mean_change, found.weather) == (6, 1.0, Weather.SUN)


def test_three_points_are_not_judged_and_say_why():
    found = series_verdicts(steps(1, 2, 3, 4), Direction.UP)
    assert [found[year].weather for year in range(2015, 2019)] == [Weather.NONE] * 3 + [Weather.SUN]
    assert "vier" in found[2017].reason
    assert found[2017].mean_change is None


def test_a_missing_value_is_a_gap_and_not_a_zero():
    found = series_verdicts({2015: 1.0, 2016: 2.0, 2017: None, 2018: 4.0, 2019: 5.0}, Direction.UP)
    assert found[2017].weather is Weather.NONE and "kein Wert" in found[2017].reason
    assert (found[2019].points, found[2019].mean_change, found[2018].weather) == (4, 1.0, Weather.NONE)


def test_after_a_break_the_verdict_is_suspended_until_four_points_lie_behind_it():
    found = series_verdicts(steps(1, 2, 3, 4, 50, 49, 48, 47), Direction.UP, breaks=(2019,))
    assert [found[year].weather for year in range(2018, 2023)] == [Weather.SUN, *[Weather.SUSPENDED] * 3, Weather.STORM]
    assert (found[2019].last_change, found[2022].mean_change) == (None, -1.0)


def test_a_break_between_two_points_counts_even_if_its_own_year_is_missing():
    found = series_verdicts({2008: 1.0, 2009: 2.0, 2010: 3.0, 2011: 4.0, 2014: 9.0, 2015: 10.0}, Direction.UP, breaks=(2012,))
    assert found[2014].weather is Weather.SUSPENDED
    assert found[2015].last_change == 1.0


def test_a_series_that_begins_in_the_year_of_a_break_is_not_suspended():
    assert series_verdicts(steps(1, 2), Direction.UP, breaks=(2015,))[2016].weather is Weather.NONE


def test_of_several_target_years_the_nearest_one_ahead_counts():
    near, far = Target(Rule.TARGET_YEAR, 5, 2018), Target(Rule.TARGET_YEAR, 100, 2030)
    found = series_verdicts(steps(1, 2, 3, 4, 5), Direction.UP, [far, near])
    assert found[2018].target == near and found[2018].weather is Weather.CLOUD
    assert found[2019].target == far and found[2019].weather is Weather.CLOUD


def test_of_several_simultaneous_targets_the_worst_counts():
    series = steps(4, 5, 6, 7)
    easy, hard = Target(Rule.YEARLY_LIMIT, 3), Target(Rule.YEARLY_LIMIT, 9)
    assert last(series, Direction.UP, easy).weather is Weather.SUN
    for order in ((easy, hard), (hard, easy)):
        found = last(series, Direction.UP, *order)
        assert (found.weather, found.target.value) == (Weather.CLOUD, 9)


def test_of_equally_judged_targets_the_first_one_is_named():
    one, two = Target(Rule.YEARLY_LIMIT, 3), Target(Rule.YEARLY_LIMIT, 2)
    assert last(steps(4, 5, 6, 7), Direction.UP, one, two).target == one


def test_a_yearly_limit_holds_up_to_and_in_its_year():
    found = series_verdicts(steps(4, 5, 6, 7, 8), Direction.UP, [Target(Rule.YEARLY_LIMIT, 3, 2018)])
    assert [found[year].weather for year in (2018, 2019)] == [Weather.SUN, Weather.ENDED]


def test_after_the_target_year_the_target_has_ended():
    found = series_verdicts(steps(1, 2, 3, 4, 5), Direction.UP, [Target(Rule.TARGET_YEAR, 9, 2018)])
    assert found[2018].weather is Weather.CLOUD
    assert found[2019].weather is Weather.ENDED and "Zieljahr" in found[2019].reason
    assert (found[2019].target, found[2019].rule) == (None, None)


def test_after_the_target_year_another_target_goes_on():
    found = series_verdicts(steps(1, 2, 3, 4, 5), Direction.UP, [Target(Rule.TARGET_YEAR, 9, 2018), Target(Rule.DIRECTION)])
    assert [found[year].weather for year in (2018, 2019)] == [Weather.CLOUD, Weather.SUN]


def test_of_a_target_interval_the_weaker_demand_is_judged():
    wanted = Target(Rule.YEARLY_LIMIT, 20, upper=30)
    assert last(steps(21, 22, 23, 24), Direction.UP, wanted).weather is Weather.SUN  # 20 is enough
    assert last(steps(29, 28, 27, 26), Direction.DOWN, wanted).weather is Weather.SUN  # 30 is enough
    found = last(steps(12, 13, 14, 15), Direction.UP, wanted)
    assert (found.weather, found.target) == (Weather.CLOUD, wanted)
    assert "(mindestens 20,0 %, die schwächere Forderung des Zielbereichs 20,0 % bis 30,0 %)" in found.sentence.replace("\u202f", " ")


def test_years_before_a_target_was_adopted_are_judged_by_direction_only_and_say_so():
    wanted = Target(Rule.YEARLY_LIMIT, 9, since="2019-06-30")
    found = series_verdicts(steps(3, 4, 5, 6, 7), Direction.UP, [wanted])
    assert (found[2018].weather, found[2018].rule, found[2018].target.value) == (Weather.SUN, Rule.DIRECTION, None)
    assert found[2018].sentence.endswith("Das Ziel gilt ab 2019; dieses Jahr wird nur nach der Richtung bewertet.")
    assert (found[2019].weather, found[2019].rule) == (Weather.CLOUD, Rule.YEARLY_LIMIT)
    assert "Das Ziel gilt ab" not in found[2019].sentence


def test_between_an_ended_target_and_its_successor_nothing_is_judged():
    old, new = Target(Rule.TARGET_YEAR, 5, 2018, since="2010"), Target(Rule.TARGET_YEAR, 9, 2030, since="Ratsbeschluss 2020")
    found = series_verdicts(steps(1, 2, 3, 4, 5, 6), Direction.UP, [old, new])
    assert [found[year].weather for year in (2018, 2019, 2020)] == [Weather.CLOUD, Weather.ENDED, Weather.SUN]


def test_a_target_that_was_not_adopted_yet_is_not_the_nearest_one():
    near, far = Target(Rule.TARGET_YEAR, 100, 2019, since="2019"), Target(Rule.TARGET_YEAR, 9, 2030)
    found = series_verdicts(steps(1, 2, 3, 4, 5), Direction.UP, [near, far])
    assert (found[2018].target.year, found[2019].target.year) == (2030, 2019)


def test_a_context_series_is_never_judged_but_keeps_its_changes():
    found = last(steps(1, 2, 3, 4), Direction.NONE, Target(Rule.YEARLY_LIMIT, 3))
    assert (found.weather, found.rule, found.mean_change) == (Weather.CONTEXT, None, 1.0)


def test_a_year_without_its_reference_value_is_not_judged():
    found = series_verdicts(steps(1, 2, 3, 4), Direction.UP, [Target(Rule.TARGET_YEAR, None, 2030)], reference={2015: 9.0})
    assert found[2018].weather is Weather.NONE and "Ziel" in found[2018].reason


def test_the_case_of_the_command_line_leaves_out_years_with_too_few_points_and_says_keine_after_the_target_year():
    case = {"rule": "T", "target": 9, "target_year": 2019, "direction": 1, "series": {str(2015 + n): n for n in range(6)}}
    assert assess_case(case) == {"2018": "Wolke", "2019": "Wolke", "2020": "Keine"}


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"direction": 0}, "direction"),
        ({"rule": "X"}, "rule"),
        ({"series": [1, 2]}, "series"),
        ({"target_year": None}, "target_year"),
        ({"target": None}, "target"),
        ({"target": [1]}, "target"),
        ({"series": {"99999": 1.0}}, "series"),
        ({"target_year": 20190}, "target_year"),
    ],
)
def test_a_case_that_makes_no_sense_is_refused_in_german_with_its_key(change, word):
    case = {"rule": "T", "target": 9, "target_year": 2019, "direction": 1, "series": {"2015": 1.0}} | change
    with pytest.raises(WrongUse, match=word):
        assess_case(case)


def test_a_case_that_is_no_object_is_refused_in_german():
    with pytest.raises(WrongUse, match="Objekt"):
        assess_case([1])


values = st.lists(st.floats(-1000, 1000, allow_nan=False).map(lambda number: round(number, 3)), min_size=4, max_size=9)
target = st.tuples(
    st.sampled_from(list(Rule)), st.floats(-1000, 1000, allow_nan=False).map(lambda number: round(number, 3)), st.integers(2015, 2035)
)


@given(values, target)
@settings(max_examples=150, deadline=None)
def test_turning_series_direction_and_target_upside_down_changes_no_verdict(numbers, wanted):
    rule, value, year = wanted
    upright = series_verdicts(steps(*numbers), Direction.UP, [Target(rule, value, year)])
    mirrored = series_verdicts(steps(*(-number for number in numbers)), Direction.DOWN, [Target(rule, -value, year)])
    assert [item.weather for item in upright.values()] == [item.weather for item in mirrored.values()]


@given(st.floats(-0.5, 0.999), st.floats(-0.5, 0.999))
@settings(max_examples=150, deadline=None)
def test_leaving_more_of_the_way_is_never_better(one, other):
    nearer, further = sorted((one, other))
    assert level_with_shortfall(nearer) <= level_with_shortfall(further) <= STORM


@given(values, st.floats(0.001, 1000))
@settings(max_examples=100, deadline=None)
def test_a_harder_target_is_never_judged_better(numbers, harder):
    easy = last(steps(*numbers), Direction.UP, Target(Rule.YEARLY_LIMIT, 10.0)).weather
    hard = last(steps(*numbers), Direction.UP, Target(Rule.YEARLY_LIMIT, 10.0 + harder)).weather
    assert BEST_FIRST.index(easy) <= BEST_FIRST.index(hard)


@given(values, target, st.sampled_from([Direction.UP, Direction.DOWN]))
@settings(max_examples=100, deadline=None)
def test_every_verdict_has_a_german_sentence_and_never_claims_a_cause(numbers, wanted, direction):
    rule, value, year = wanted
    for found in series_verdicts(steps(*numbers), direction, [Target(rule, value, year)]).values():
        assert found.sentence.endswith(".") and found.sentence[0].isupper() | found.sentence[0].isdigit()
        assert not {"bewirkt", "durch", "weil", "nan", "None"} & set(found.sentence.split())
        assert bool(found.reason) is not found.weather.judged
