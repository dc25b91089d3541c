"""A field is summed up by its distribution, and silence never makes it look better."""

from itertools import accumulate

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


LEVELS = [S, P, C, B]


def at_least(summary):
    """How many stand at each symbol or a better one."""
    counts = dict(summary.counts)
    return list(accumulate(counts.get(level, 0) for level in LEVELS))


def never_better(summary, whole):
    """No level is reached by more, no more are judged or on course, and none of it is out of fewer without saying so."""
    fewer = all(mine <= theirs for mine, theirs in zip(at_least(summary), at_least(whole), strict=True))
    return fewer and summary.judged <= whole.judged and summary.on_course <= whole.on_course


weathers = st.lists(st.sampled_from(list(Weather)), min_size=1, max_size=12)


@given(weathers, st.data())
def test_removing_an_indicator_or_losing_its_figures_never_improves_a_field(given_weathers, data):
    place = data.draw(st.integers(0, len(given_weathers) - 1))
    whole = summarise(given_weathers)
    rest = given_weathers[:place] + given_weathers[place + 1 :]
    gone = given_weathers[place]
    assert never_better(summarise(rest), whole)
    assert summarise(rest).coverage.endswith(f"von {whole.total - (gone is not K)} bewertbar")
    for silent in (N, X):
        if gone is not K:
            lost = summarise([*rest, silent])
            assert never_better(lost, whole)
            assert lost.coverage == f"{whole.judged - gone.judged} von {whole.total} bewertbar"


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
    assert never_better(shown(rest), shown(indicators))
    if indicators[place][0] is not K:
        assert never_better(shown([*rest, (N, None)]), shown(indicators))
