"""Cells of a list of measures as values of attributes; what is unclear is said as it is for the status sheet."""

import re
from typing import Any

from domain.measure_lists import Attribute, ListKind
from loaders.grid import Cell, Formatted
from loaders.number_formats import shown
from loaders.numbers import is_credible
from loaders.status_cells import Content, Parsed, amount, error, hint, money, progress
from loaders.status_dates import day
from loaders.wording import plain, wording

_WITH_TIME = re.compile(r"(\d\d\.\d\d\.\d{4}) \d\d:\d\d(?::\d\d)?")
_DAY = re.compile(r"\d\d\.\d\d\.\d{4}")
_BROKEN = re.compile(r"#(?:N/A|NV|REF!|BEZUG!|VALUE!|WERT!|DIV/0!|NAME\?|NUM!|ZAHL!|NULL!)")
_NUMBER = "eine Nummer als Text, zum Beispiel 1.10"
_ZERO_IS_NOTHING = frozenset({ListKind.TEXT, ListKind.LIST, ListKind.DATE, ListKind.CHOICE, ListKind.FIELD, ListKind.STATE})


def content_of(cell: Cell) -> Content:
    """The cell as the readers of single cells know it; a day with its time of day is a day."""
    if isinstance(cell, Formatted):
        return Content(cell.number, cell.format)
    if isinstance(cell, str) and (match := _WITH_TIME.fullmatch(cell.strip())):
        return Content(match[1])
    return Content(cell or None) if isinstance(cell, str) else Content(cell)


def is_stray_zero(attribute: Attribute, content: Content) -> bool:
    """True for a 0 where a word or a day belongs: so formulas show an empty cell of another workbook."""
    return attribute.kind in _ZERO_IS_NOTHING and content.text in ("0", "0,0")


def parsed(attribute: Attribute, content: Content) -> Parsed:
    """The value of a filled cell and what is to be said about it; state, field and level are texts still."""
    if _BROKEN.fullmatch(content.text):
        return None, error("E373", "ein Wert", "In der Zelle steht ein Excel-Fehler. Bitte berichtigen oder leeren.")
    if content.number is not None and not is_credible(content.number):
        return None, _too_large()
    value, remark = _typed(attribute, content)
    return (None, _too_large()) if isinstance(value, float) and not is_credible(value) else (value, remark)


def _too_large() -> Any:
    return error("E374", "eine Zahl von höchstens 1 Billiarde", "Diese Zahl kann nicht stimmen. Bitte berichtigen.")


def _typed(attribute: Attribute, content: Content) -> Parsed:
    match attribute.kind:
        case ListKind.NUMBER:
            return _number(content)
        case ListKind.CHOICE:
            known = wording().choices.get(attribute.key, {}).get(plain(content.text))
            expected = ", ".join(dict.fromkeys(wording().choices.get(attribute.key, {}).values()))
            unknown = hint("H476", expected, "Die Angabe wird unverändert übernommen.") if expected and known is None else None
            return known or content.text, unknown
        case ListKind.LIST:
            return tuple(part.strip() for part in re.split(r"[;\n]", content.text) if part.strip()), None
        case ListKind.DATE:
            return day(content, at_end=attribute.key.endswith("_end"))
        case ListKind.PERCENT:
            return progress(content)
        case ListKind.MONEY:
            return money(content)
        case ListKind.AMOUNT:
            return amount(content, attribute.name, dots_group=attribute.key == "participants")
        case ListKind.RANK:
            return _rank(content)
    return content.text, None


def _number(content: Content) -> Parsed:
    """Text for good. A decimal number is taken as it is shown; that 1.1 and 1.10 are told apart is looked at over all rows."""
    if _DAY.fullmatch(content.text):
        advice = "Excel hat die Nummer in ein Datum verwandelt. Bitte die Zelle als Text formatieren und die Nummer neu eintragen."
        return None, error("E361", _NUMBER, advice)
    if content.number is None:
        return content.text, None
    text = shown(content.number, content.number_format).text if content.number_format != "General" else content.text
    text = text.replace(",", ".")
    if re.fullmatch(r"\d+(?:\.\d+)?", text) is None:
        return None, error("E361", _NUMBER, "Bitte die Zelle als Text formatieren und die Nummer neu eintragen.")
    return text, hint("H463", _NUMBER, "Bitte die Spalte als Text formatieren, damit Nummern wie 1.10 erhalten bleiben.")


def _rank(content: Content) -> Parsed:
    number = content.number if content.number is not None else float(content.text) if content.text.isdecimal() else None
    if number is None or not number.is_integer() or number < 1:
        return None, error("E371", "ein Rang als ganze Zahl ab 1", "Bitte nur die Zahl eintragen.")
    return int(number), None
