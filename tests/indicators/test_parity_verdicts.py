"""Ratios whose aim is 1: judged by their distance from it, on series short enough to follow by hand."""

import dataclasses

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.indicators import Direction, Formula, Input, Rule, Target
from indicators.distance import demand, distance
from indicators.library import library
from indicators.verdicts import assess, verdict

BASE = library()["arbeitslosenquote_abstand"]


def parity(**changes):
    """A ratio of two published rates; the group's own rate should fall."""
    given = {"group": Input("quote", unit="Prozent", label="Gruppe"), "reference": Input("quote", unit="Prozent", label="alle")}
    own = {"formula": Formula.PARITY, "unit": "Verhältnis", "decimals": 2, "inputs": given, "breaks": ()}
    return dataclasses.replace(BASE, **(own | changes))


def judged(definition, groups, references, targets=()):
    rows = [
        {
            "indicator": definition.id, "area": "1", "groups": "", "slot": "", "year": 2015 + place, "basis": "b",
            "value": group / reference, "a": group, "b": reference, "c": None, "d": None,
        }
        for place, (group, reference) in enumerate(zip(groups, references, strict=True))
    ]  # fmt: skip
    return assess(pa.Table.from_pylist(rows), {definition.id: definition}, {definition.id: targets}).to_pylist()


def test_the_distance_of_a_ratio_is_the_larger_of_it_and_its_reciprocal():
    assert distance(0.8, ratio=True) == distance(1.25, ratio=True) == 1.25
    assert distance(1.0, ratio=True) == 1.0
    assert distance(-3.0) == 3.0
    assert distance(0.0, ratio=True) != distance(0.0, ratio=True)  # no number


def test_a_ratio_progresses_only_if_the_group_improves_and_the_ratio_nears_one():
    nearer = judged(parity(), [20, 18, 16, 14], [10, 10, 10, 10])[-1]  # 2 → 1.4
    assert (nearer["weather"], nearer["decided_by"]) == ("Sonne", "gap")
    assert nearer["mean_change"] == pytest.approx(-0.2)
    levelled = judged(parity(), [14, 15, 16, 17], [7, 8, 9, 10])[-1]  # 2 → 1.7, but the group's rate rises
    assert (levelled["weather"], levelled["decided_by"]) == ("Blitz", "group")


def test_a_ratio_below_one_is_as_far_away_as_its_reciprocal():
    below = judged(parity(group_direction=Direction.NONE), [4, 5, 6, 8], [10, 10, 10, 10])[-1]
    assert (below["weather"], below["mean_change"]) == ("Sonne", pytest.approx((1.25 - 2.5) / 3))


def test_without_a_way_for_the_group_the_distance_alone_decides():
    row = judged(parity(group_direction=Direction.NONE), [14, 15, 16, 17], [7, 8, 9, 10])[-1]
    assert (row["weather"], row["decided_by"], row["group_mean_change"]) == ("Sonne", "gap", None)
    assert "Gruppe" not in verdict(row, parity(group_direction=Direction.NONE)).sentence


def test_a_target_for_a_ratio_is_a_distance_whichever_side_it_was_written_on():
    for value in (0.8, 1.25):
        row = judged(parity(), [20, 18, 16, 12], [10, 10, 10, 10], (Target(Rule.YEARLY_LIMIT, value),))[-1]
        assert (row["weather"], row["target_value"]) == ("Sonne", 1.25)


def test_of_an_interval_around_parity_the_further_end_is_asked_for():
    assert demand(Target(Rule.YEARLY_LIMIT, 0.9, upper=1.25), Direction.PARITY, Formula.PARITY) == (1.25, pytest.approx(1 / 0.9))
    assert demand(Target(Rule.YEARLY_LIMIT, -2, upper=3), Direction.PARITY, Formula.GAP) == (3, 2)
    assert demand(Target(Rule.YEARLY_LIMIT, 20, upper=30), Direction.UP) == (20, 30)
    assert demand(Target(Rule.YEARLY_LIMIT, 20, upper=30), Direction.DOWN) == (30, 20)
    assert demand(Target(Rule.DIRECTION), Direction.UP) == (None, None)


def test_a_ratio_of_zero_has_no_distance_and_says_so():
    rows = judged(parity(), [20, 0, 16, 14, 12, 11], [10, 10, 10, 10, 10, 10])
    assert rows[1]["weather"] == "Keine" and "Parität" in rows[1]["reason"]
    assert (rows[4]["points"], rows[5]["mean_change"]) == (4, pytest.approx((1.1 - 2) / 5))


def test_the_sentence_of_a_ratio_gives_both_in_their_own_units():
    found = verdict(judged(parity(), [20, 18, 16, 14], [10, 10, 10, 10])[-1], parity()).sentence.replace("\u202f", " ")
    assert "2018 betrug der Wert der Gruppe 14,0 %; er veränderte sich im Mittel um −2,00 Prozentpunkte je Jahr" in found
    assert "die Entfernung von der Parität (1 = Parität; bei Werten unter 1 der Kehrwert) betrug 1,40 (Vergleich:" in found
    assert "sie veränderte sich im Mittel um −0,200 je Jahr" in found


rate = st.floats(1, 90, allow_nan=False).map(lambda number: round(number, 3))


@given(st.lists(st.tuples(rate, rate), min_size=4, max_size=8))
def test_swapping_group_and_comparison_group_changes_no_verdict_of_a_ratio_alone(pairs):
    definition = parity(group_direction=Direction.NONE)
    groups, references = zip(*pairs, strict=True)
    one, other = judged(definition, groups, references), judged(definition, references, groups)
    assert [row["weather"] for row in one] == [row["weather"] for row in other]
