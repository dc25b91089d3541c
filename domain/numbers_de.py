"""Numbers and units as German readers expect them: decimal comma, dot between thousands, a real minus sign."""

from decimal import ROUND_HALF_UP, Decimal

MINUS = "\u2212"
NARROW_SPACE = "\u202f"  # keeps number and unit on one line
_WRITTEN = {"Prozent": "%", "Promille": "‰", "je 1000": "je 1.000", "EUR": "Euro"}
_BEHIND = (
    "Prozent",
    "Promille",
    "Prozentpunkte",
    "je 1000",
    "je km²",
    "km²",
    "m²",
    "Euro je m²",
    "Euro",
    "EUR",
    "Mill. EUR",
    "Tage",
    "Punkte",
)
_SUFFIXES = {unit: NARROW_SPACE + _WRITTEN.get(unit, unit) for unit in _BEHIND}
_CHANGE_SUFFIXES = {"Prozent": f"{NARROW_SPACE}Prozentpunkte", "Promille": f"{NARROW_SPACE}Promillepunkte"}
_FLIPPED = str.maketrans(",.", ".,")


def german(value: float, decimals: int) -> str:
    """``7389`` → ``7.389``, ``-12.65`` → ``−12,7``; halves are rounded away from zero, and nothing becomes minus zero."""
    rounded = Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    text = f"{abs(rounded):,.{decimals}f}".translate(_FLIPPED)
    return f"{MINUS}{text}" if rounded < 0 else text


def german_signed(value: float, decimals: int) -> str:
    """As :func:`german`, with a plus sign for what is still above zero after rounding."""
    text = german(value, decimals)
    return text if text.startswith(MINUS) or not text.strip("0,") else f"+{text}"


def with_unit(value: float, decimals: int, unit: str) -> str:
    """``20,7 %``, ``151 ‰``, ``12,6 Prozentpunkte``, ``242 Tage``; counts, ratios and shares from 0 to 1 stand alone."""
    return german(value, decimals) + _SUFFIXES.get(unit, "")


def dative(amount: str) -> str:
    """``von 5,5 Prozentpunkten``: a finished number with its unit behind von, bei, mit."""
    return f"{amount}n" if amount.endswith("punkte") else amount


def change_with_unit(value: float, decimals: int, unit: str) -> str:
    """A difference of two values of ``unit``, with sign: percentages differ by percentage points."""
    return german_signed(value, decimals) + _CHANGE_SUFFIXES.get(unit, _SUFFIXES.get(unit, ""))
