"""From a printed German number to the Excel format that prints the same, and back."""

import re

_NUMBER = re.compile(r"(?P<sign>[+\-−±]?)[\s\u202f\u00a0]*(?P<whole>\d{1,3}(?:\.\d{3})+|\d+)(?P<decimals>,\d+)?")
_UNIT = re.compile(r"[\s\u202f\u00a0]*(?:%|€|‰|[^\W\d]{1,20}(?:[\s\u202f\u00a0]€)?|je[\s\u202f\u00a0][\d.\s\u202f]+[^\W\d]*)?")
_LONGEST = 200
"""Letters of a text within a format; Excel takes 255 for the whole."""


def number_in(text: str) -> float | None:
    """The number of a text that is nothing but a number and its unit; None for all others, so that no date and no range becomes one."""
    found = _NUMBER.match(text.strip())
    if found is None or found["sign"] == "±" or not _UNIT.fullmatch(text.strip()[found.end() :]):
        return None
    value = float(found["whole"].replace(".", "") + (found["decimals"] or "").replace(",", "."))
    return -value if found["sign"] in ("-", "−") else value


def number_format(text: str, with_unit: bool = True) -> str | None:
    """``#,##0.0" %"`` for ``12,5 %``: as many decimals, and everything that stands behind the number; None where the text does not
    begin with a number."""
    found = _NUMBER.match(text.strip())
    if found is None:
        return None
    digits = "#,##0" if "." in found["whole"] or len(found["whole"]) < 4 else "0"
    if found["decimals"]:
        digits += "." + "0" * (len(found["decimals"]) - 1)
    behind = text.strip()[found.end() :].replace('"', "”").replace("\n", " ") if with_unit else ""
    if len(behind) > _LONGEST // (3 if found["sign"] else 1):
        return None
    shown = digits + (f'"{behind}"' if behind else "")
    return f'"+"{shown};"−"{shown};{shown}' if found["sign"] in ("+", "−") and with_unit else shown
