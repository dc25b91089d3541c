"""Reads single cells of a status sheet: dates, money, percentages, amounts. What is not clear is an error, never a guess."""

import math
import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from domain.deliveries import Severity
from domain.periods import MONTHS
from loaders.numbers import is_credible
from loaders.wording import plain, wording

FIRST_YEAR, LAST_YEAR = 1990, 2060
_SERIALS = (32874, 58805)  # days since 1899-12-30 for these years
_GROUPED = re.compile(r"\d{1,3}(?:[.\u00a0\u202f\u2009' ]\d{3})+(?:,\d+)?")
_DECIMAL = re.compile(r"\d+(?:,\d+)?")
_ABOUT = re.compile(r"(?:ca\.?|circa|rund|etwa|ungefähr|gut|knapp|~|≈)\s*", re.IGNORECASE)
_RANGE = re.compile(r"(.+?)\s*(?:-|–|—|bis)\s*(.+)")


@dataclass(frozen=True)
class Remark:
    """What is to be said about a cell, before it is known which."""

    severity: Severity
    code: str
    expected: str
    advice: str


@dataclass(frozen=True)
class Content:
    """What a cell holds: the value and its number format."""

    value: Any
    number_format: str = "General"

    @property
    def text(self) -> str:
        """As a person would name it."""
        match self.value:
            case None:
                return ""
            case datetime() if self.value.time() == datetime.min.time():
                return f"{self.value:%d.%m.%Y}"
            case date():
                return f"{self.value:%d.%m.%Y}"
            case bool():
                return "WAHR" if self.value else "FALSCH"
            case float() if is_credible(self.value) and self.value.is_integer():
                return str(int(self.value))
            case float():
                return str(self.value).replace(".", ",")
        return str(self.value).strip()

    @property
    def number(self) -> float | None:
        """The value if the cell holds a number, infinite if that is absurdly large."""
        if not isinstance(self.value, (int, float)) or isinstance(self.value, bool):
            return None
        return float(self.value) if is_credible(self.value) else math.inf


def error(code: str, expected: str, advice: str) -> Remark:
    return Remark(Severity.ERROR, code, expected, advice)


def hint(code: str, expected: str, advice: str) -> Remark:
    return Remark(Severity.HINT, code, expected, advice)


Parsed = tuple[Any, Remark | None]


def _german_number(text: str, dots_group: bool = True) -> float | None:
    """A number in German notation; None if it is none or could be read in two ways, such as ``1.5`` or ``1,234``."""
    if re.fullmatch(r"\d{1,3},\d{3}", text) and dots_group:
        return None
    if _DECIMAL.fullmatch(text):
        return float(text.replace(",", "."))
    if dots_group and _GROUPED.fullmatch(text):
        return float(re.sub(r"[^\d,]", "", text).replace(",", "."))
    return None


_MONEY = "ein Betrag in Euro, zum Beispiel 15000 oder 15.000,00 €"
_MONEY_ADVICE = "Bitte den Gesamtbetrag in Euro als Zahl eintragen; Erläuterungen gehören in die Spalte „Finanzierung“."
_THOUSAND = r"t\s?€|teur|t eur|tsd\.? ?(?:€|euro|eur)|tausend euro"
_UNIT = re.compile(rf"^(?:€|euro|eur)\s*|\s*(?P<thousand>{_THOUSAND})$|\s*(?:€|euro|eur)$", re.IGNORECASE)


def money(content: Content) -> Parsed:
    """Euro. A wording such as „aus lfd. Budget“ comes back as text: it belongs to the funding."""
    unclear = error("E369", _MONEY, _MONEY_ADVICE)
    if content.number is not None:
        scaled = re.search(r"T ?€|TEUR|Tsd|Mio", content.number_format)
        return (None, unclear) if content.number < 0 or scaled else (content.number, None)
    if not isinstance(content.value, str):
        return None, unclear
    words = plain(content.text)
    if words in wording().nothing:
        return None, hint("H466", _MONEY, "Es wird kein Betrag übernommen.")
    if words in wording().funding:
        return content.text, hint("H466", _MONEY, "Die Angabe wird in die Spalte „Finanzierung“ übernommen, ein Betrag nicht.")
    about = _ABOUT.match(content.text)
    amount = content.text[about.end() :] if about else content.text
    factor = 1000 if any(match["thousand"] for match in _UNIT.finditer(amount)) else 1
    digits = re.sub(r",(?:-+|–|—)$", "", _UNIT.sub("", amount).strip()).strip()
    number = _german_number(digits, dots_group=factor == 1)
    if number is None:
        return None, unclear
    return round(number * factor, 2), hint("H464", _MONEY, "Der ungefähre Betrag wird als Zahl übernommen.") if about else None


_PERCENT = "ein Umsetzungsgrad zwischen 0 % und 100 %"


def progress(content: Content) -> Parsed:
    """Per cent. A bare 0,5 is not clear: half of one or of a hundred."""
    unclear = error("E370", _PERCENT, "Bitte mit Prozentzeichen eintragen, zum Beispiel 50 %.")
    if content.number is not None:
        in_percent = "%" in re.sub(r'"[^"]*"', "", content.number_format)
        percent = round(content.number * 100, 6) if in_percent else content.number
        bare_fraction = not in_percent and 0 < content.number <= 1
        return (None, unclear) if bare_fraction or not 0 <= percent <= 100 else (percent, None)
    if not isinstance(content.value, str):
        return None, unclear
    text = content.text
    if plain(text) in wording().nothing:
        return None, hint("H466", _PERCENT, "Es wird kein Umsetzungsgrad übernommen.")
    about = _ABOUT.match(text)
    parts = _RANGE.fullmatch(text)
    lower = _percent_text(parts[1], with_sign="%" in text) if parts else None
    if parts and lower is not None and (upper := _percent_text(parts[2], with_sign=True)) is not None and lower <= upper <= 100:
        return lower, hint("H465", _PERCENT, f"Von der Spanne wird der untere Wert übernommen: {_shown(lower)} %.")
    value = _percent_text(text[about.end() :] if about else text, with_sign=False)
    if value is None or value > 100:
        return None, unclear
    return value, hint("H464", _PERCENT, "Die ungefähre Angabe wird als Zahl übernommen.") if about else None


def _shown(value: float) -> str:
    return f"{value:g}".replace(".", ",")


def _percent_text(text: str, with_sign: bool) -> float | None:
    bare = re.sub(r"\s*(?:%|prozent|v\. ?h\.)$", "", text.strip(), flags=re.IGNORECASE)
    value = _german_number(bare, dots_group=False)
    return None if value is not None and 0 < value <= 1 and bare == text.strip() and not with_sign else value


def amount(content: Content, what: str, dots_group: bool) -> Parsed:
    """People or full-time equivalents, with or without the word behind; ``what`` names it in findings."""
    expected = f"{what} als Zahl"
    unclear = error("E371", expected, "Bitte nur die Zahl eintragen.")
    if content.number is not None:
        return (None, unclear) if content.number < 0 else (content.number, None)
    if not isinstance(content.value, str):
        return None, unclear
    if plain(content.text) in wording().nothing:
        return None, hint("H466", expected, "Es wird keine Zahl übernommen.")
    about = _ABOUT.match(content.text)
    bare = content.text[about.end() :] if about else content.text
    bare = re.sub(r"\s*(?:VZÄ|VK|Stellen?|Vollzeitstellen?|Personen|Teilnehmende|TN)$", "", bare, flags=re.IGNORECASE)
    value = _german_number(bare, dots_group)
    if value is None:
        return None, unclear
    return value, hint("H464", expected, "Die ungefähre Angabe wird als Zahl übernommen.") if about else None


def number_of(content: Content) -> float | None:
    """A number of any sign, also written as text in German notation; None if it is none or could be read in two ways."""
    if content.number is not None or not isinstance(content.value, str):
        return content.number
    text = content.text.replace("−", "-")
    number = _german_number(text.lstrip("+-").strip(), dots_group=True)
    return None if number is None else -number if text.startswith("-") else number


def figure(content: Content, what: str) -> Parsed:
    """A number such as the value of a target; ``what`` names it in findings."""
    expected = f"{what} als Zahl"
    if plain(content.text) in wording().nothing and content.number is None:
        return None, hint("H466", expected, "Es wird keine Zahl übernommen.")
    about = _ABOUT.match(content.text) if isinstance(content.value, str) else None
    number = number_of(Content(content.text[about.end() :]) if about else content)
    if number is None:
        return None, error("E371", expected, "Bitte nur die Zahl eintragen.")
    return number, hint("H464", expected, "Die ungefähre Angabe wird als Zahl übernommen.") if about else None


_DATE = "ein Datum, zum Beispiel 01.09.2025"
_DATE_ADVICE = "Bitte Tag, Monat und Jahr eintragen; ohne festen Termin bleibt die Zelle leer."
_WHEN = r"(?:(?:bis|ab|seit|bis ende|ende|anfang)\s+)?"
_WHOLE_YEAR = re.compile(_WHEN + r"(\d{4})", re.IGNORECASE)
_MONTH = re.compile(_WHEN + r"(?:(\d{1,2})[./](\d{4})|([A-Za-zä]+) (\d{4}))", re.IGNORECASE)
_QUARTER = re.compile(_WHEN + r"(?:Q([1-4])[ /]?(\d{4})|([1-4])\. ?(?:Quartal|Qu\.) (\d{4}))", re.IGNORECASE)


def day(content: Content, at_end: bool) -> Parsed:
    """A date. A month, quarter or year gives its first day, or its last with ``at_end``, and a hint."""
    value, remark = _day(content, at_end)
    if value is not None and not FIRST_YEAR <= value.year <= LAST_YEAR:
        return None, error("E368", _DATE, f"Das Jahr {value.year} kann nicht stimmen. Bitte berichtigen.")
    return value, remark


def _day(content: Content, at_end: bool) -> Parsed:
    unclear = error("E368", _DATE, _DATE_ADVICE)
    match content.value:
        case datetime():
            return content.value.date(), None
        case date():
            return content.value, None
        case str():
            return _day_text(content.text, at_end)
    number = content.number
    if number is None or not number.is_integer():
        return None, unclear
    if FIRST_YEAR <= number <= LAST_YEAR:
        return _span(int(number), 1, 12, at_end)
    if _SERIALS[0] <= number <= _SERIALS[1]:
        value = date(1899, 12, 30) + timedelta(days=int(number))
        return value, hint("H467", _DATE, f"Die Zahl wird als Datum gelesen: {value:%d.%m.%Y}.")
    return None, unclear


def _day_text(text: str, at_end: bool) -> Parsed:
    for pattern in ("%d.%m.%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(text.replace(" ", ""), pattern).date(), None
        except ValueError:
            continue
    if plain(text) in wording().endless and at_end:
        return None, hint("H467", _DATE, "Es wird kein Ende übernommen; die Maßnahme steht ohne Termin.")
    if plain(text) in wording().nothing:
        return None, hint("H467", _DATE, "Es wird kein Datum übernommen.")
    months = {month.casefold(): place for place, month in enumerate(MONTHS, start=1)}
    if text.casefold().startswith("ab " if at_end else "bis "):
        return None, error("E368", _DATE, _DATE_ADVICE)
    if match := _WHOLE_YEAR.fullmatch(text):
        if text.casefold().startswith(("anfang", "ab anfang", "ende", "bis ende")):
            at_end = "ende" in text.casefold()
        return _span(int(match[1]), 1, 12, at_end)
    if (match := _MONTH.fullmatch(text)) and (month := int(match[1]) if match[1] else months.get(match[3].casefold(), 0)) in range(1, 13):
        return _span(int(match[2] or match[4]), month, month, at_end)
    if match := _QUARTER.fullmatch(text):
        quarter = int(match[1] or match[3])
        return _span(int(match[2] or match[4]), 3 * quarter - 2, 3 * quarter, at_end)
    return None, error("E368", _DATE, _DATE_ADVICE)


def _span(year: int, first: int, last: int, at_end: bool) -> Parsed:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None, error("E368", _DATE, f"Das Jahr {year} kann nicht stimmen. Bitte berichtigen.")
    value = date(year, last, monthrange(year, last)[1]) if at_end else date(year, first, 1)
    return value, hint("H467", _DATE, f"Die Angabe wird als {value:%d.%m.%Y} übernommen.")
