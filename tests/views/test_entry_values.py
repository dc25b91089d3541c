"""What people type into the form: numbers, dates and counts are read strictly, and what was read is written so that it is read again."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.measures import Output
from views.entry_values import (
    NotRead,
    typed_day,
    typed_number,
    typed_outputs,
    typed_year,
    written_day,
    written_number,
    written_outputs,
)


@pytest.mark.parametrize(
    ("text", "unit", "number"),
    [
        ("", "", None),
        (" 15.000 ", "€", 15000),
        ("15.000,50 €", "€", 15000.5),
        ("60", "%", 60),
        ("60 %", "%", 60),
        ("0,5", "", 0.5),
        ("1250", "", 1250),
    ],
)
def test_a_number_is_read_as_it_is_written_in_german(text: str, unit: str, number: float | None) -> None:
    assert typed_number(text, unit) == number


@pytest.mark.parametrize("text", ["1.5", "15.00", "15,000.50", "etwa 30", "15 T€", "50–75 %", "1.2345", "1e3", "-5", "12,"])
def test_a_number_that_could_mean_two_things_or_nothing_is_refused(text: str) -> None:
    with pytest.raises(NotRead, match=r"„.*“ ist"):
        typed_number(text)


@given(st.floats(min_value=0, max_value=1e9).map(lambda value: round(value, 4)))
@settings(deadline=None, max_examples=200)
def test_a_written_number_is_read_again(value: float) -> None:
    assert typed_number(written_number(value)) == value


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
@settings(deadline=None, max_examples=100)
def test_a_written_day_is_read_again(day: date) -> None:
    assert typed_day(written_day(day)) == day


@pytest.mark.parametrize("text", ["31.02.2027", "III/2024", "ab 2025", "Ende 2026", "1/2/2027", "15.01.27"])
def test_what_is_no_day_is_refused_and_says_how_to_write_one(text: str) -> None:
    with pytest.raises(NotRead, match=r"TT\.MM\.JJJJ"):
        typed_day(text)


def test_a_year_has_four_digits() -> None:
    assert typed_year(" 2026 ") == 2026
    for text in ("26", "2026/27", ""):
        with pytest.raises(NotRead, match="kein Jahr"):
            typed_year(text)


def test_counts_of_work_are_named_numbers() -> None:
    outputs = (Output("Kurse", 3), Output("Beratungen am Telefon", 1240))
    assert written_outputs(outputs) == "Kurse: 3; Beratungen am Telefon: 1.240"
    assert typed_outputs("Kurse: 3; Beratungen am Telefon: 1.240") == outputs == typed_outputs("Kurse: 3\nBeratungen am Telefon: 1240")
    assert typed_outputs(" ") == ()
    for text in ("drei Kurse", "Kurse: viele", "Kurse:"):
        with pytest.raises(NotRead, match=r"lässt sich nicht zählen|nicht eindeutig"):
            typed_outputs(text)
