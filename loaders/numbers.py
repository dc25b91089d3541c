"""The text of a value cell → number and sign. Strict: what is not surely a number of the layout's writing is refused."""

import re
from dataclasses import dataclass

from domain.signs import Sign
from loaders.symbols import Symbols

_SPACES = "\u0020\u00a0\u2007\u2009\u202f"  # no-break, figure, thin, narrow no-break
_MINUS = str.maketrans({"\u2212": "-", "\u2013": "-"})  # minus sign; en dash, which Excel and Word make of a hyphen

LARGEST = 10**15
"""No count, sum or rate a city reports comes near; above it whole numbers lose digits soon."""


@dataclass(frozen=True)
class Parsed:
    """What a cell says: a number, a sign, both, or neither when the text is understood by nobody or the number too large
    to be one (``clear`` is False). ``dash`` marks the lone hyphen, whose meaning is for the layout to settle."""

    value: float | None = None
    sign: Sign | None = None
    clear: bool = True
    dash: bool = False
    too_large: bool = False


_UNCLEAR = Parsed(clear=False)


def is_credible(number: float) -> bool:
    """True if the number is finite and not absurdly large; right for integers of any length too."""
    return abs(number) <= LARGEST


def parsed_number(number: float, sign: Sign | None = None) -> Parsed:
    """A number with the sign beside it, refused if it is too large."""
    return Parsed(float(number), sign) if is_credible(number) else Parsed(clear=False, too_large=True)


class NumberReader:
    """Reads texts in one writing: decimal mark, thousands mark ('' = none; spaces between groups of three always pass)
    and a symbol profile. A group of thousands never begins with 0, so 0.625 is not 625 in any writing."""

    def __init__(self, symbols: Symbols, decimal: str = ",", thousands: str = "") -> None:
        grouping = f"[{_SPACES}{re.escape(thousands)}]"
        whole, fraction, power = (
            rf"(?:\d+|[1-9]\d{{0,2}}(?:{grouping}\d{{3}})+)",
            rf"(?:{re.escape(decimal)}\d+)?",
            r"(?:[eE][+-]?\d{1,2})?",
        )
        self._number = re.compile(f"[+-]?{whole}{fraction}{power}", re.ASCII)
        self._drop = re.compile(grouping)
        self._decimal = decimal
        self._symbols = symbols
        marks = sorted(symbols.beside, key=len, reverse=True)
        self._mark = re.compile(rf"(.*?)[{_SPACES}]*({'|'.join(map(re.escape, marks))})") if marks else None

    def number(self, text: str) -> float | None:
        """The plain number ``text`` writes, or None."""
        return self._value(text.strip().translate(_MINUS))

    def _value(self, text: str) -> float | None:
        return float(self._drop.sub("", text).replace(self._decimal, ".")) if self._number.fullmatch(text) else None

    def parse(self, text: str) -> Parsed:
        """Everything a cell may say: a number, a symbol instead of one, a number with an attached mark or in brackets."""
        text = text.strip()
        if not text:
            return Parsed(sign=Sign.EMPTY)
        plain = text.translate(_MINUS)
        sign = self._symbols.instead.get(text) or self._symbols.instead.get(plain)
        if sign:
            return Parsed(0.0 if sign.has_value else None, sign, dash=plain == "-")
        value = self._value(plain)
        return parsed_number(value) if value is not None else self._marked(plain)

    def _marked(self, text: str) -> Parsed:
        if self._symbols.brackets and text.startswith("(") and text.endswith(")"):
            value = self.number(text[1:-1])
            return _UNCLEAR if value is None else parsed_number(value, self._symbols.brackets)
        match = self._mark.fullmatch(text) if self._mark else None
        value = self.number(match[1]) if match else None
        return _UNCLEAR if value is None or match is None else parsed_number(value, self._symbols.beside[match[2]])
