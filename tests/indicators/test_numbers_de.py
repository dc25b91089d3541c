"""German number texts."""

import pytest

from domain.numbers_de import change_with_unit, german, german_signed, with_unit


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (7389, 0, "7.389"),
        (2794664, 0, "2.794.664"),
        (163487.5, 1, "163.487,5"),
        (14.1668, 2, "14,17"),
        (0.25, 1, "0,3"),
        (2.675, 2, "2,68"),
        (-12.65, 1, "−12,7"),
        (-0.04, 1, "0,0"),
        (999.95, 1, "1.000,0"),
        (0, 0, "0"),
    ],
)
def test_a_number_is_written_as_germans_write_it(value, decimals, text):
    assert german(value, decimals) == text


@pytest.mark.parametrize(("value", "text"), [(0.24, "+0,2"), (-0.24, "−0,2"), (0.04, "0,0"), (-0.04, "0,0"), (1234.5, "+1.234,5")])
def test_a_change_carries_its_sign_unless_it_rounds_to_zero(value, text):
    assert german_signed(value, 1) == text


def test_the_unit_stands_behind_a_narrow_space():
    assert with_unit(20.7, 1, "Prozent") == "20,7\u202f%"
    assert with_unit(151, 0, "Promille") == "151\u202f‰"
    assert with_unit(7389, 0, "Anzahl") == "7.389"
    assert with_unit(242, 0, "Tage") == "242\u202fTage"
    assert with_unit(42.5, 1, "m²") == "42,5\u202fm²"
    assert with_unit(2, 2, "je 1000") == "2,00\u202fje 1.000"
    assert with_unit(0.36, 3, "Anteil") == "0,360"


def test_percentages_differ_by_percentage_points():
    assert change_with_unit(-0.5, 1, "Prozent") == "−0,5\u202fProzentpunkte"
    assert change_with_unit(3, 0, "Anzahl") == "+3"
