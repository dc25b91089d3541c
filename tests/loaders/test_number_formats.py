"""Number formats that hide or change what a cell says. All formats are from published workbooks."""

import pytest

from loaders.number_formats import Shows, is_plain, shown

HIDING = '[<5000]"/";[<10000]\\(#\\ ###.0\\);###\\ ###\\ ###.0'
SPACE = "\u202f"


@pytest.mark.parametrize(
    ("number", "number_format", "shows", "text"),
    [
        (3326.62, HIDING, Shows.TEXT, "/"),
        (8097.06, HIDING, Shows.BRACKETED, f"(8{SPACE}097,1)"),
        (12345.6, HIDING, Shows.NUMBER, f"12{SPACE}345,6"),
        (70.2, "\\(#0.0\\)", Shows.BRACKETED, "(70,2)"),
        (0, "* #,##0;* \\-#,##0;\\-", Shows.TEXT, "-"),
        (-5, "* #,##0;* \\-#,##0;\\-", Shows.NUMBER, "-5"),
        (-5, "#,##0;(#,##0)", Shows.NUMBER, "(5)"),
        (1234, "\\+#\\ ##0", Shows.NUMBER, f"+1{SPACE}234"),
        (1234567, "###\\ ###\\ ##0", Shows.NUMBER, f"1{SPACE}234{SPACE}567"),
        (0.123, "0.0%", Shows.CHANGED, "12,3%"),
        (12.5, "General", Shows.NUMBER, "12,5"),
        (441.0, "General", Shows.NUMBER, "441"),
        (12.5, "@", Shows.NUMBER, "12,5"),
        (441.0, "@", Shows.NUMBER, "441"),
        (1e300, "#,##0", Shows.NUMBER, "1e+300"),
        (float("inf"), "0%", Shows.NUMBER, "inf"),
        (5, "0;;;", Shows.NUMBER, "5"),
        (-5, "0;;;", Shows.TEXT, ""),
    ],
)
def test_a_number_is_shown_as_excel_shows_it(number, number_format, shows, text):
    seen = shown(number, number_format)
    assert (seen.shows, seen.text) == (shows, text)


@pytest.mark.parametrize("number_format", ["General", "@", "0", "0.00", "#,##0", "###\\ ##0", "\\+###\\ ##0;\\-###\\ ##0;###\\ ##0"])
def test_plain_formats_show_every_number(number_format):
    assert is_plain(number_format)


@pytest.mark.parametrize("number_format", [HIDING, "0%", "#,##0,", '0.0" %"', "* #,##0;* \\-#,##0;\\-", '"x"'])
def test_formats_that_hide_or_change_are_not_plain(number_format):
    assert not is_plain(number_format)


@pytest.mark.parametrize("number_format", ['[=0]"-"', '[<0]"/";[=0]"-"'])
def test_a_number_that_meets_no_condition_of_its_format_is_itself(number_format: str) -> None:
    assert shown(0, number_format).shows is Shows.TEXT
    assert (shown(6000, number_format).shows, shown(6000, number_format).text) == (Shows.NUMBER, "6000")
