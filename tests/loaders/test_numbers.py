"""Numbers and signs as offices write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.signs import Sign
from loaders.numbers import NumberReader, Parsed
from loaders.symbols import symbols

GERMAN = NumberReader(symbols("destatis"), ",", ".")
ENGLISH = NumberReader(symbols("destatis"), ".", ",")
PLAIN = NumberReader(symbols("lsn"), ".")

exact = st.decimals(min_value=-(10**9), max_value=10**9, places=3)


@given(exact)
def test_german_numbers_come_back(number):
    assert GERMAN.parse(f"{number:,.3f}".translate(str.maketrans(",.", ".,"))).value == float(number)


@given(exact)
def test_english_numbers_come_back(number):
    assert ENGLISH.parse(f"{number:,.3f}").value == float(number)


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e15, max_value=1e15).filter(lambda number: not 0 < abs(number) < 1e-90))
def test_numbers_as_programs_write_them_come_back(number):
    assert PLAIN.parse(repr(number)).value == number


@given(st.integers(0, 10**9), st.sampled_from(" \u00a0\u2009\u202f"), st.sampled_from("-\u2212\u2013"))
def test_any_space_groups_thousands_and_any_minus_is_one(number, space, minus):
    assert GERMAN.parse(f"{minus}{number:,}".replace(",", space)).value == -float(number)


@given(exact, st.sampled_from("prs"), st.sampled_from(["", " ", "\u00a0"]))
def test_an_attached_letter_is_a_sign_beside_the_number(number, letter, space):
    parsed = GERMAN.parse(f"{number}".replace(".", ",") + space + letter)
    assert parsed == Parsed(float(number), {"p": Sign.PROVISIONAL, "r": Sign.REVISED, "s": Sign.ESTIMATED}[letter])


@given(st.text(max_size=12))
def test_whatever_stands_there_is_a_number_a_sign_or_refused(text):
    parsed = GERMAN.parse(text)
    assert parsed.clear == (parsed.value is not None or parsed.sign is not None)


@pytest.mark.parametrize(
    ("text", "value", "sign"),
    [
        ("1.160", 1160.0, None),
        ("2.794.664", 2794664.0, None),
        ("13,1", 13.1, None),
        ("+12,6", 12.6, None),
        ("-", 0.0, Sign.ZERO),
        ("- ", 0.0, Sign.ZERO),
        ("–", 0.0, Sign.ZERO),
        (".", None, Sign.SECRET),
        ("...", None, Sign.PENDING),
        ("…", None, Sign.PENDING),
        ("/", None, Sign.UNRELIABLE),
        ("X", None, Sign.MEANINGLESS),
        ("(18,2)", 18.2, Sign.UNCERTAIN),
        ("", None, Sign.EMPTY),
        ("\u00a0", None, Sign.EMPTY),
        ("0", 0.0, None),
    ],
)
def test_signs_and_numbers_of_german_tables(text, value, sign):
    parsed = GERMAN.parse(text)
    assert (parsed.value, parsed.sign, parsed.clear) == (value, sign, True)


@pytest.mark.parametrize("text", ["1.16", "1.1600", "12.34,5", "1,2,3", "12³", "12 1)", "#NV", "ca. 5", "1e5x", "0x1", "(x)", "5 %", "١٢"])
def test_what_is_not_surely_a_number_is_refused(text):
    assert not GERMAN.parse(text).clear


@pytest.mark.parametrize("text", ["1e99", "1e16", "-1e16", "9" * 32, "9" * 400, "1000000000000001", "9" * 32 + " p", "(" + "9" * 32 + ")"])
def test_a_number_nobody_can_have_counted_is_refused(text: str):
    assert GERMAN.parse(text) == Parsed(clear=False, too_large=True)


def test_a_point_is_decimal_or_thousands_by_the_layouts_word_alone():
    assert PLAIN.parse("0.625").value == 0.625
    assert PLAIN.parse("9.236").value == 9.236
    assert GERMAN.parse("9.236").value == 9236.0


def test_letters_mean_different_things_by_source():
    assert PLAIN.parse("u").sign is Sign.UNRELIABLE
    assert not GERMAN.parse("u").clear


def test_brackets_are_refused_where_the_source_does_not_explain_them():
    assert not NumberReader(symbols("regionaldatenbank")).parse("(18,2)").clear
