"""A printed number becomes a number that prints the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.number_formats import number_format, number_in
from views.formats import change, with_unit

NARROW = "\u202f"


@pytest.mark.parametrize(
    ("text", "number", "form"),
    [
        (f"12,5{NARROW}%", 12.5, f'#,##0.0"{NARROW}%"'),
        (f"1.284,50{NARROW}€", 1284.5, f'#,##0.00"{NARROW}€"'),
        ("2024", 2024, "0"),
        (
            f"+0,4{NARROW}Prozentpunkte",
            0.4,
            f'"+"#,##0.0"{NARROW}Prozentpunkte";"−"#,##0.0"{NARROW}Prozentpunkte";#,##0.0"{NARROW}Prozentpunkte"',
        ),
        ("−3", -3, '"+"#,##0;"−"#,##0;#,##0'),
        (f"11,9 je 1.000{NARROW}", 11.9, f'#,##0.0" je 1.000{NARROW}"'),
    ],
)
def test_number_and_format(text: str, number: float, form: str) -> None:
    assert number_in(text) == number
    assert number_format(text.rstrip(NARROW) if text.endswith(NARROW) else text) == form.replace(f'1.000{NARROW}"', '1.000"')


@pytest.mark.parametrize("text", ["31.12.2024", "4,0 bis 6,1 %", "3 von 8", "–", "", "1.10", "3.2.1", "12,5 % (vorläufig)", "ca. 5", "±3"])
def test_what_is_more_than_a_number_stays_text(text: str) -> None:
    assert number_in(text) is None


def test_signs_stay_visible_behind_a_number_that_is_given() -> None:
    assert number_format(f"12,5{NARROW}% (vorläufig)") == f'#,##0.0"{NARROW}% (vorläufig)"'
    assert number_format("noch keine Daten") is None
    assert number_format("5 " + "x" * 300) is None


@given(st.floats(-1e9, 1e9), st.integers(0, 3), st.sampled_from(["Prozent", "Personen", "€", "Prozentpunkte", ""]))
def test_every_number_we_print_is_read_back(value: float, decimals: int, unit: str) -> None:
    assert number_in(with_unit(value, unit, decimals)) == pytest.approx(round(value, decimals), abs=0.51 * 10**-decimals)
    assert number_in(change(value, unit, decimals)) == pytest.approx(round(value, decimals), abs=0.51 * 10**-decimals)
    assert number_format(with_unit(value, unit, decimals)) is not None
