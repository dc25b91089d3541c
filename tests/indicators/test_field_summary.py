"""A field is summed up by its distribution, and silence never makes it look better."""

from hypothesis import given
from hypothesis import strategies as st

from domain.indicators import Weather
from indicators.summary import summarise

S, P, C, B = Weather.SUN, Weather.PARTLY, Weather.CLOUD, Weather.STORM
N, X, K = Weather.NONE, Weather.SUSPENDED, Weather.CONTEXT


def test_the_text_gives_the_distribution_and_how_many_can_be_judged():
    found = summarise([B, S, N, S, K, X])
    assert found.coverage == "3 von 5 bewertbar"
    assert [count for _, count in found.distribution] == [2, 1, 1, 1, 1]
    assert (found.total, found.judged, found.context) == (5, 3, 1)


def test_a_field_without_indicators_says_so():
    assert summarise([]).distribution == ()


def test_better_weather_for_one_and_none_worse_is_an_improvement():
    assert summarise([S, C]).improves_on(summarise([P, C]))
    assert not summarise([S, B]).improves_on(summarise([P, C]))
    assert not summarise([S, C]).improves_on(summarise([S, C]))


def test_figures_that_become_available_improve_a_field_even_if_they_are_bad():
    assert summarise([B]).improves_on(summarise([N]))


def test_a_field_with_more_indicators_is_not_better_for_having_more():
    assert not summarise([S, S]).improves_on(summarise([S]))


weathers = st.lists(st.sampled_from(list(Weather)), min_size=1, max_size=12)


@given(weathers, st.data())
def test_removing_an_indicator_or_losing_its_figures_never_improves_a_field(given_weathers, data):
    place = data.draw(st.integers(0, len(given_weathers) - 1))
    whole = summarise(given_weathers)
    rest = given_weathers[:place] + given_weathers[place + 1 :]
    assert not summarise(rest).improves_on(whole)
    assert not summarise([*rest, K]).improves_on(whole)
    if given_weathers[place] is not K:
        assert not summarise([*rest, N]).improves_on(whole)
        assert not summarise([*rest, X]).improves_on(whole)


@given(weathers, weathers, weathers)
def test_improvement_is_an_order(one, two, three):
    a, b, c = summarise(one), summarise(two), summarise(three)
    assert not a.improves_on(a)
    assert not (a.improves_on(b) and b.improves_on(a))
    if a.improves_on(b) and b.improves_on(c):
        assert a.improves_on(c)
