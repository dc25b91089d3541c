"""What people type into a form, read as strictly as a cell of a sheet: a number or date that could mean two things is refused."""

import re
from collections.abc import Sequence
from contextlib import suppress
from datetime import date

from domain.measures import Output

_GROUPED = re.compile(r"[-\u2212]?\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_PLAIN = re.compile(r"[-\u2212]?\d+(?:,\d+)?")
_DAY = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})|(\d{4})-(\d{2})-(\d{2})")
_OUTPUT = re.compile(r"(.+?)\s*:\s*([^:]+)")


class NotRead(ValueError):
    """What was typed cannot be read; the text is a German sentence that says what to type instead."""


def typed_number(text: str, unit: str = "", *, negative: bool = False) -> float | None:
    """``15.000``, ``12,5 %``, ``38.000 €`` with the unit that the field has; None for nothing."""
    bare = text.strip().removesuffix(unit).strip() if unit else text.strip()
    if not bare:
        return None
    if not (_GROUPED.fullmatch(bare) or _PLAIN.fullmatch(bare)):
        raise NotRead(f"„{text.strip()}“ ist nicht eindeutig eine Zahl. Bitte so schreiben: 1.250 oder 12,5, ohne Wörter.")
    number = float(bare.replace(".", "").replace(",", ".").replace("\u2212", "-"))
    if number < 0 and not negative:
        raise NotRead(f"„{text.strip()}“ ist kleiner als null. Bitte die Angabe prüfen.")
    return number


def typed_day(text: str) -> date | None:
    """``15.01.2027``; None for nothing."""
    bare = text.strip()
    if not bare:
        return None
    match = _DAY.fullmatch(bare)
    with suppress(ValueError):
        if match and match[1]:
            return date(int(match[3]), int(match[2]), int(match[1]))
        if match:
            return date(int(match[4]), int(match[5]), int(match[6]))
    raise NotRead(f"„{bare}“ ist kein Datum. Bitte als TT.MM.JJJJ angeben, zum Beispiel 15.01.2027.")


def typed_year(text: str) -> int:
    """A year of four digits."""
    if not re.fullmatch(r"(19|20)\d\d", text.strip()):
        raise NotRead(f"„{text.strip()}“ ist kein Jahr. Bitte vierstellig angeben, zum Beispiel 2026.")
    return int(text)


def typed_outputs(text: str) -> tuple[Output, ...]:
    """``Kurse: 3; Beratungen: 40``, also one a line."""
    found = []
    for part in filter(None, (each.strip() for each in re.split(r"[;\n]", text))):
        match = _OUTPUT.fullmatch(part)
        amount = typed_number(match[2]) if match else None
        if match is None or amount is None:
            raise NotRead(f"„{part}“ lässt sich nicht zählen. Bitte so schreiben: Kurse: 3; Beratungen: 40")
        found.append(Output(match[1], amount))
    return tuple(found)


def written_outputs(outputs: Sequence[Output]) -> str:
    """As :func:`typed_outputs` reads them."""
    return "; ".join(f"{each.name}: {written_number(each.amount)}" for each in outputs)


def written_number(value: float | None) -> str:
    """As :func:`typed_number` reads it, with every decimal there is; empty for None."""
    if value is None:
        return ""
    whole, _, decimals = f"{value:,.10f}".rstrip("0").rstrip(".").partition(".")
    return whole.replace(",", ".") + (f",{decimals}" if decimals else "")


def written_day(value: date | None) -> str:
    """As :func:`typed_day` reads it; empty for None."""
    return "" if value is None else f"{value:%d.%m.%Y}"
