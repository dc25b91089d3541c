"""Reads single cells of a status sheet: dates, money, percentages, amounts. What is not clear is an error, never a guess."""

import math
import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from domain.deliveries import Severity
from loaders.numbers import is_credible
from loaders.wording import plain, wording

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
_MILLION = r"mio\.? ?(?:€|euro|eur)|millionen? euro"
_UNIT = re.compile(rf"^(?:€|euro|eur)\s*|\s*(?P<thousand>{_THOUSAND})$|\s*(?P<million>{_MILLION})$|\s*(?:€|euro|eur)$", re.IGNORECASE)


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
    units = [match.lastgroup for match in _UNIT.finditer(amount)]
    factor = 1_000_000 if "million" in units else 1000 if "thousand" in units else 1
    digits = re.sub(r",(?:-+|–|—)$", "", bare := _UNIT.sub("", amount).strip()).strip()
    number = _german_number(digits, dots_group=factor == 1)
    if number is None:
        return None, unclear
    value = round(number * factor, 2)
    if about:
        return value, hint("H464", _MONEY, "Der ungefähre Betrag wird als Zahl übernommen.")
    if factor > 1 or digits != bare:
        return value, hint("H464", _MONEY, f"Die Angabe wird als {euro(value)} übernommen.")
    return value, None


def euro(value: float) -> str:
    """15.000,00 €"""
    return f"{value:,.2f}".translate(str.maketrans(",.", ".,")) + " €"


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
