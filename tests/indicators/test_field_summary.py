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


judged_or_set = st.tuples(st.sampled_from(list(Weather)), st.none() | st.sampled_from([S, P, C, B, X]))


def shown(indicators):
    """A summary as the pages make it: a set verdict instead of the rule's, but none for context."""
    counting = [(rule, None if rule is K else given) for rule, given in indicators]
    return summarise([given or rule for rule, given in counting], sum(given is not None for _, given in counting))


def test_set_verdicts_are_counted_as_shown_and_named():
    found = shown([(S, None), (S, B), (N, C), (K, S)])
    assert found.coverage == "3 von 3 bewertbar, davon 2 fachlich gesetzt"
    assert found.counts == ((S, 1), (C, 1), (B, 1))


@given(st.lists(judged_or_set, min_size=1, max_size=10), st.data())
def test_removing_an_indicator_never_improves_a_field_with_set_verdicts_either(indicators, data):
    place = data.draw(st.integers(0, len(indicators) - 1))
    rest = indicators[:place] + indicators[place + 1 :]
    assert not shown(rest).improves_on(shown(indicators))
    if indicators[place][0] is not K:
        assert not shown([*rest, (N, None)]).improves_on(shown(indicators))
