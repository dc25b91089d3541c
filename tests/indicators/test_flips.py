"""What turned a verdict: a new value, a revised one, another definition, another target, or several of them."""

import dataclasses

import pyarrow as pa
import pytest

from domain.deliveries import Because
from domain.indicators import Direction, Rule, SeriesBreak, Target
from indicators.flips import State, flips
from indicators.library import library
from indicators.verdicts import assess

UP = dataclasses.replace(library()["arbeitslosenquote"], breaks=(), direction=Direction.UP)
DOWN = dataclasses.replace(UP, direction=Direction.DOWN)
RISING = [1.0, 2.0, 3.0, 4.0]


def values(*numbers, area="1", start=2016):
    years = range(start, start + len(numbers))
    return pa.table(
        {
            "indicator": [UP.id] * len(numbers),
            "area": [area] * len(numbers),
            "groups": [""] * len(numbers),
            "period": [str(year) for year in years],
            "year": pa.array(years, pa.int16()),
            "value": pa.array(numbers, pa.float64()),
        }
    )


def turned(before, after, definition=UP, definition_after=None, targets=(), targets_after=None, redefined=None):
    old, new = {UP.id: definition}, {UP.id: definition_after or definition}
    first = State(before, old, {UP.id: targets})
    last = State(after, new, {UP.id: targets if targets_after is None else targets_after})
    found = flips(first, before if redefined is None else redefined, last, assess)
    return [(each.period, each.old, each.new, *(why.value for why in each.because)) for each in found]


def test_where_nothing_changed_nothing_turned():
    assert turned(values(*RISING), values(*RISING)) == []


def test_a_new_value_is_compared_with_the_newest_verdict():
    assert turned(values(*RISING), values(*RISING, 3.0)) == [("2020", "Sonne", "Leicht bewölkt", "reality")]
    assert turned(values(*RISING), values(*RISING, 5.0)) == []


def test_a_revised_value_turns_the_verdict_of_its_year():
    assert turned(values(*RISING), values(1.0, 2.0, 3.0, 2.5)) == [("2019", "Sonne", "Leicht bewölkt", "revision")]


def test_a_value_where_there_was_none_is_a_new_one():
    assert turned(values(1.0, 2.0, 3.0, None), values(*RISING)) == [("2019", "Keine", "Sonne", "reality")]


def test_a_value_filled_in_between_known_ones_is_a_revision():
    assert turned(values(1.0, None, 3.0, 4.0), values(*RISING)) == [("2019", "Keine", "Sonne", "revision")]


def test_another_definition_turns_verdicts_over_the_same_figures():
    broken = dataclasses.replace(UP, version=2, breaks=(SeriesBreak(2018, "neu gefasst"),))
    same = values(*RISING)
    assert turned(same, same, definition_after=broken, redefined=values(*RISING)) == [
        ("2018", "Keine", "Ausgesetzt", "definition"),
        ("2019", "Sonne", "Ausgesetzt", "definition"),
    ]


def test_another_target_turns_verdicts():
    strict = (Target(Rule.YEARLY_LIMIT, 9),)
    same = values(*RISING)
    assert turned(same, same, targets_after=strict) == [("2019", "Sonne", "Wolke", "target")]


def test_several_steps_can_turn_one_verdict():
    found = turned(values(*RISING), values(1.0, 2.0, 3.0, 2.5, 2.0), targets_after=(Target(Rule.YEARLY_LIMIT, 2),))
    # 2019: by the target still sun, by the revision still sun; 2020: kept, on average rising
    assert found == []
    found = turned(values(*RISING), values(4.0, 3.0, 2.0, 1.0), targets_after=(Target(Rule.YEARLY_LIMIT, 9),))
    assert found == [("2019", "Sonne", "Blitz", "target", "revision")]


def test_steps_that_cancel_each_other_are_no_change():
    """The definition turns sun into storm, and the new figures turn it back."""
    same, back = values(*RISING), values(4.0, 3.0, 2.0, 1.0)
    assert turned(same, back, definition_after=DOWN, redefined=values(*RISING)) == []


def test_a_revision_before_a_new_value_counts_for_it():
    found = turned(values(*RISING), values(4.0, 3.0, 2.0, 1.0, 0.5))
    assert ("2020", "Sonne", "Blitz", "revision") in found


def test_a_new_area_is_no_change():
    assert turned(values(*RISING), pa.concat_tables([values(*RISING), values(4.0, 3.0, 2.0, 1.0, area="2")])) == []


@pytest.mark.parametrize("because", list(Because))
def test_every_reason_has_a_german_word(because):
    assert because.label and because.label != because.value
