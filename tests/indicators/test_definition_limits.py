"""Definitions beyond what an indicator needs are refused in words, and nothing of the library is."""

from dataclasses import replace

import pytest

from domain.indicators import Definition, Sampling, Survey
from indicators.definition_checks import problems
from indicators.definition_limits import limit_problems
from indicators.library import library


def pattern() -> Definition:
    return library()["auslaenderanteil_melderegister"]


def test_the_library_keeps_the_limits() -> None:
    assert not [text for each in library().values() for text in limit_problems(each)]


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"id": "../../etc/passwd"}, "Eintrag id"),
        ({"id": "<script>"}, "Eintrag id"),
        ({"id": ""}, "Eintrag id"),
        ({"id": "a" * 81}, "Eintrag id"),
        ({"id": "a\n"}, "Eintrag id"),
        ({"name": "x" * 201}, "Eintrag name"),
        ({"explanation": "x" * 4001}, "Eintrag explanation"),
        ({"name": "a\x00b"}, "Steuerzeichen"),
        ({"name": "abc\u202edef"}, "Steuerzeichen"),
        ({"decimals": 1_000_000}, "Eintrag decimals"),
        ({"cadence_months": 10**12}, "Eintrag cadence_months"),
        ({"expected_lag_months": -1}, "Eintrag expected_lag_months"),
        ({"version": 10**20}, "Eintrag version"),
        ({"min_denominator": float("nan")}, "Eintrag min_denominator"),
        ({"min_denominator": float("inf")}, "Eintrag min_denominator"),
        ({"links": ("javascript:alert(1)",)}, "Eintrag links"),
        ({"links": ("https://a.de <b>",)}, "Eintrag links"),
        ({"breakdowns": tuple(f"d{number}" for number in range(301))}, "Eintrag breakdowns"),
        ({"survey": Survey(Sampling.RANDOM, float("inf"))}, "Eintrag survey.design_effect"),
    ],
)
def test_what_is_beyond(change: dict[str, object], word: str) -> None:
    (text,) = problems(replace(pattern(), **change))
    assert word in text and len(text) < 300


def test_inputs_and_examples_have_limits_too() -> None:
    numerator = pattern().inputs["numerator"]
    labels = {"alter": tuple(str(number) for number in range(301))}
    for given in (replace(numerator, lag=10**6), replace(numerator, groups=labels), replace(numerator, groups={"x" * 201: "a"})):
        (text,) = problems(replace(pattern(), inputs={**pattern().inputs, "numerator": given}))
        assert text.startswith("Eintrag inputs.numerator")
    example = replace(pattern().examples[0], result=float("inf"))
    assert [text.startswith("Eintrag examples.result") for text in problems(replace(pattern(), examples=(example,)))] == [True]
