"""German numbers, units and dates as finished texts: the only place where a value becomes words."""

from datetime import date, datetime

from domain.indicators import Missing
from domain.local_time import local
from domain.numbers_de import NARROW_SPACE, change_with_unit, german
from domain.numbers_de import with_unit as _with_unit
from domain.periods import MONTHS
from domain.signs import Sign

NO_VALUE = "–"


def number(value: float | None, decimals: int = 0) -> str:
    """``1.284,5``; a dash where there is no value."""
    return NO_VALUE if value is None else german(value, decimals)


def exact(value: float | None) -> str:
    """A number with the decimals it has, at most three: ``1.284``, ``11,9``; a dash where there is no value."""
    return NO_VALUE if value is None else german(value, decimals_of(value))


def decimals_of(value: float | None) -> int:
    """How many decimals a number has, at most three."""
    return 0 if value is None else len(f"{value:.3f}".rstrip("0").split(".")[1])


def with_unit(value: float | None, unit: str, decimals: int = 0) -> str:
    """``12,5 %``, ``3,1 Prozentpunkte``; a dash where there is no value."""
    return NO_VALUE if value is None else _with_unit(value, decimals, unit)


def euro(value: float | None) -> str:
    """``12.000 €``; cents only where there are any; a dash where there is no value."""
    return NO_VALUE if value is None else f"{german(value, 0 if round(value, 2) == round(value) else 2)}{NARROW_SPACE}€"


def change(value: float | None, unit: str, decimals: int = 0) -> str:
    """A difference with its sign, ``+0,4 Prozentpunkte``; ``unit`` is that of the values compared."""
    return NO_VALUE if value is None else change_with_unit(value, decimals, unit)


def value_cell(value: float | None, missing: str | None, signs: tuple[str, ...], unit: str, decimals: int) -> str:
    """A table cell: the value with what its signs mean, or the reason why there is none."""
    if value is None:
        return f"{NO_VALUE} ({Missing(missing).label})" if missing else NO_VALUE
    text = with_unit(value, unit, decimals)
    words = sign_words(signs)
    return f"{text} ({words})" if words else text


def span(low: float | None, high: float | None, unit: str, decimals: int) -> str:
    """``4,0 bis 6,1 %``: the range a value lies in; empty where there is none, or none that the shown decimals tell apart."""
    if low is None or high is None or number(low, decimals) == number(high, decimals):
        return ""
    return f"{number(low, decimals)} bis {with_unit(high, unit, decimals)}"


def sign_words(signs: tuple[str, ...]) -> str:
    """What the signs beside a number mean, in words; an exact zero needs none."""
    return ", ".join(Sign(sign).label for sign in signs if sign != Sign.ZERO)


def day(value: date | datetime | None) -> str:
    """``01.03.2026``; a moment (UTC, naive) is shown as the German day it fell on."""
    if value is None:
        return NO_VALUE
    if isinstance(value, datetime):
        value = local(value)
    return f"{value:%d.%m.%Y}"


def day_text(text: str) -> str:
    """A day written as ``2026-11-23`` in German; any other text as it is."""
    return f"{text[8:10]}.{text[5:7]}.{text[:4]}" if len(text) == 10 and text[4] == text[7] == "-" else text


def moment(value: datetime | None) -> str:
    """``01.03.2026, 14:05 Uhr`` in German time; the stored moment is UTC and naive."""
    return NO_VALUE if value is None else f"{local(value):%d.%m.%Y, %H:%M} Uhr"


def long_day(value: date) -> str:
    """``1. März 2026``."""
    return f"{value.day}. {MONTHS[value.month - 1]} {value.year}"


def file_size(size: int) -> str:
    """``12 KB`` or ``3,4 MB``."""
    kilobytes = size / 1024
    return f"{german(kilobytes / 1024, 1)} MB" if kilobytes >= 1024 else f"{german(max(kilobytes, 1), 0)} KB"


def counted(count: int, one: str, many: str) -> str:
    """``1 Maßnahme``, ``1.284 Maßnahmen``."""
    return f"{german(count, 0)} {one if count == 1 else many}"
