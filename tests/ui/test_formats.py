from datetime import date, datetime

from views import formats


def test_numbers_and_units_are_german():
    assert formats.number(1284.5, 1) == "1.284,5"
    assert formats.number(None) == "–"
    assert formats.with_unit(12.45, "Prozent", 1) == "12,5\u202f%"
    assert formats.with_unit(1284, "Anzahl") == "1.284"


def test_differences_of_per_cent_are_percentage_points():
    assert formats.change(0.42, "Prozent", 1) == "+0,4\u202fProzentpunkte"
    assert formats.change(-3, "Anzahl") == "\u22123"
    assert formats.change(None, "Anzahl") == "–"


def test_a_cell_says_what_signs_mean_or_why_there_is_no_value():
    assert formats.value_cell(3.14, None, ("provisional",), "Prozent", 1) == "3,1\u202f% (vorläufig)"
    assert formats.value_cell(None, "secret", (), "Prozent", 1) == "– (Eingangswert unbekannt oder geheim)"
    assert formats.value_cell(0, None, ("zero",), "Anzahl", 0) == "0"


def test_moments_are_shown_in_german_time():
    assert formats.moment(datetime(2026, 7, 1, 22, 30)) == "02.07.2026, 00:30 Uhr"
    assert formats.day(datetime(2026, 1, 31, 23, 30)) == "01.02.2026"
    assert formats.day(date(2026, 3, 1)) == "01.03.2026"
    assert formats.long_day(date(2026, 3, 1)) == "1. März 2026"


def test_sizes_and_counts():
    assert formats.file_size(300) == "1 KB"
    assert formats.file_size(3_565_158) == "3,4 MB"
    assert formats.counted(1, "Maßnahme", "Maßnahmen") == "1 Maßnahme"
    assert formats.counted(1284, "Maßnahme", "Maßnahmen") == "1.284 Maßnahmen"
