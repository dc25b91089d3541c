"""Definitions that carry a number known from outside give exactly that number, not only its rounded form."""

import pytest

from domain.indicators import Direction, IndicatorType, Sampling
from indicators.formulas import compute, from_roles
from indicators.library import library

LIBRARY = library()


@pytest.mark.parametrize(
    ("indicator", "inputs", "expected"),
    [
        ("repraesentationsquote", {"group": 21.7, "group_base": 100, "reference": 39.4, "reference_base": 100}, 0.5508),
        ("leitung_repraesentation", {"group": 15.9, "group_base": 100, "reference": 21.7, "reference_base": 100}, 0.7327),
        ("einbuergerungsquote_vorjahr", {"numerator": 280, "denominator": 29730}, 0.9418),
        ("einbuergerungsquote_lsn", {"numerator": 280, "denominator": 31445}, 0.8904),
        ("einbuergerungsquote_lsn", {"numerator": 249, "denominator": 29730}, 0.8375),
        ("segregation_auslaender", {"group": (40, 40, 20), "total": (100, 200, 300)}, 0.36),
        ("unterbringung_verteilung", {"group": (10, 20, 30, 40), "reference": (40, 30, 20, 10)}, 0.4),
    ],
)
def test_known_numbers_come_out(indicator: str, inputs: dict, expected: float) -> None:
    assert from_roles(LIBRARY[indicator].formula, inputs) == pytest.approx(expected, abs=5e-5)


def test_the_naturalisation_rates_differ_by_denominator_only() -> None:
    rates = [LIBRARY[f"einbuergerungsquote_{kind}"] for kind in ("lsn", "vorjahr", "ab_8_jahre")] + [LIBRARY["einbuergerungspotenzial"]]
    assert len({rate.inputs["numerator"].series for rate in rates}) == 1
    denominators = [(rate.inputs["denominator"].lag, str(rate.inputs["denominator"].groups)) for rate in rates]
    assert len(set(denominators)) == len(rates)


def test_a_segregation_of_fewer_than_a_hundred_people_has_no_value() -> None:
    for indicator in ("segregation_auslaender", "segregation_migrationshintergrund", "unterbringung_verteilung"):
        assert LIBRARY[indicator].min_denominator == 100
    value, reason = compute(LIBRARY["segregation_auslaender"].formula, [(40, 40, 19), (100, 200, 300)], 100)
    assert (value, reason) == (None, "small_denominator")


def test_counselling_cases_are_never_judged_and_say_why() -> None:
    cases = LIBRARY["beratungsfaelle"]
    assert (cases.type, cases.direction) == (IndicatorType.OUTPUT, Direction.NONE)
    assert any("Meldeparadox" in note for note in cases.notes)


def test_every_question_of_the_barometer_is_self_selected_and_says_what_the_source_does_not() -> None:
    asked = [item for item in LIBRARY.values() if item.id.startswith("barometer_") and item.survey is not None]
    assert len(asked) == 4
    for item in asked:
        assert item.survey is not None and item.survey.sampling is Sampling.SELF_SELECTED
        assert "migrationshintergrund" in item.breakdowns
        assert any("stehen nicht in der Quelle" in note for note in item.notes)


def test_a_gap_or_ratio_of_groups_says_which_way_the_group_should_move() -> None:
    compared = [item for item in LIBRARY.values() if item.direction is Direction.PARITY]
    assert len(compared) >= 20
    assert all(item.group_direction in (Direction.UP, Direction.DOWN) for item in compared)
    assert all(item.comparison_group for item in compared)
