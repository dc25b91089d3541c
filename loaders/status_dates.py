"""Reads dates of status sheets: days, and months, quarters or years that stand for their first or last day. Nothing is guessed."""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, datetime, timedelta

from domain.periods import MONTHS
from loaders.status_cells import Content, Parsed, error, hint
from loaders.wording import plain, wording

FIRST_YEAR, LAST_YEAR = 1990, 2060
_SERIALS = (32874, 58805)  # days since 1899-12-30 for these years
_DATE = "ein Datum, zum Beispiel 01.09.2025"
_DATE_ADVICE = "Bitte Tag, Monat und Jahr eintragen; ohne festen Termin bleibt die Zelle leer."
_AMBIGUOUS = "Das kann ein Quartal oder ein Halbjahr heißen. Bitte Tag, Monat und Jahr eintragen, oder „1. Quartal 2024“."
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_START, _END = r"(?:ab|seit)\s+", r"bis\s+(?:zum\s+|spätestens\s+)?"
_EDGE = r"(?P<edge>(?:anfang|ende)\s+)?"


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
        return _span(int(number), int(number), (1, 12), at_end)
    if _SERIALS[0] <= number <= _SERIALS[1]:
        value = date(1899, 12, 30) + timedelta(days=int(number))
        return value, hint("H467", _DATE, f"Die Zahl wird als Datum gelesen: {value:%d.%m.%Y}.")
    return None, unclear


def _day_text(text: str, at_end: bool) -> Parsed:
    said = plain(text)
    if said in wording().endless and at_end:
        return None, hint("H467", _DATE, "Es wird kein Ende übernommen; die Maßnahme steht ohne Termin.")
    if said in wording().nothing:
        return None, hint("H467", _DATE, "Es wird kein Datum übernommen.")
    if (exact := _exact(text)) is not None:
        return exact, None
    if re.match(_START if at_end else _END, said):
        return None, error("E368", _DATE, _DATE_ADVICE)  # a start where an end is asked for, or an end where a start is
    bare = re.sub(rf"^(?:{_START}|{_END})", "", said)
    if (exact := _exact(bare) or _short_year(bare)) is not None:
        return _as(exact)
    for pattern, months_of in _SPANS.items():
        match = re.fullmatch(pattern, bare)
        if match is not None and (months := months_of(match.groupdict())) is not None:
            edge = (match.groupdict().get("edge") or "").strip()
            first, last = int(match["year"]), int(match.groupdict().get("until") or match["year"])
            return _span(first, last, months, at_end if not edge else edge == "ende")
    if re.fullmatch(r"i{1,2}\s*/\s*\d{4}", bare):
        return None, error("E368", _DATE, _AMBIGUOUS)
    if re.fullmatch(r"\d{4}\s*ff\.?", bare):
        advice = "Es wird kein Ende übernommen; die Maßnahme steht ohne Termin."
        return (None, hint("H467", _DATE, advice)) if at_end else _span(int(bare[:4]), int(bare[:4]), (1, 12), False)
    return None, error("E368", _DATE, _DATE_ADVICE)


def _exact(text: str) -> date | None:
    for pattern in ("%d.%m.%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(text.replace(" ", ""), pattern).date()
        except ValueError:
            continue
    return None


def _short_year(text: str) -> date | None:
    """31.12.26 as this century's."""
    return _exact(f"{found[1]}20{found[2]}") if (found := re.fullmatch(r"(\d{1,2}\.\d{1,2}\.)(\d{2})", text.replace(" ", ""))) else None


def _quarter(number: int) -> tuple[int, int]:
    return 3 * number - 2, 3 * number


def _half(number: int) -> tuple[int, int]:
    return 6 * number - 5, 6 * number


def _month(number: int) -> tuple[int, int] | None:
    return (number, number) if 1 <= number <= 12 else None


def _named(name: str) -> tuple[int, int] | None:
    """A month by its name or the beginning of it, with or without a full stop."""
    bare = name.rstrip(".")
    found = [place for place, month in enumerate(MONTHS, start=1) if month.casefold().startswith(bare) and len(bare) >= 3]
    return (found[0], found[0]) if len(found) == 1 else None


_YEAR = r"(?P<year>\d{4})"
_SPANS: dict[str, Callable[[dict[str, str]], tuple[int, int] | None]] = {
    rf"{_EDGE}{_YEAR}": lambda _: (1, 12),
    rf"{_YEAR}\s*(?:-|–|—|bis|/)\s*(?P<until>\d{{4}})": lambda said: (1, 12) if said["year"] < said["until"] else None,
    rf"{_EDGE}(?P<month>\d{{1,2}})\s*[./]\s*{_YEAR}": lambda said: _month(int(said["month"])),
    rf"{_EDGE}(?P<month>[a-zä]+\.?)\s+{_YEAR}": lambda said: _named(said["month"]),
    rf"q(?P<part>[1-4])\s*/?\s*{_YEAR}": lambda said: _quarter(int(said["part"])),
    rf"(?P<part>[1-4])\.?\s*(?:quartal|qu\.|q)\s*/?\s*{_YEAR}": lambda said: _quarter(int(said["part"])),
    rf"(?P<part>i{{1,3}}|iv)\.?\s*(?:quartal|qu\.)\s*/?\s*{_YEAR}": lambda said: _quarter(_ROMAN[said["part"]]),
    rf"(?P<part>iii|iv)\s*/\s*{_YEAR}": lambda said: _quarter(_ROMAN[said["part"]]),  # i and ii could be half-years
    rf"(?P<part>[12])\.?\s*(?:halbjahr|hj\.?)\s*/?\s*{_YEAR}": lambda said: _half(int(said["part"])),
    rf"(?P<part>i{{1,2}})\.?\s*(?:halbjahr|hj\.?)\s*/?\s*{_YEAR}": lambda said: _half(_ROMAN[said["part"]]),
    rf"h(?P<part>[12])\s*/?\s*{_YEAR}": lambda said: _half(int(said["part"])),
}
"""Ways to name a span of time, each with its first and last month; None where it is none after all."""


def _as(value: date) -> Parsed:
    return value, hint("H467", _DATE, f"Die Angabe wird als {value:%d.%m.%Y} übernommen.")


def _span(first_year: int, last_year: int, months: tuple[int, int], at_end: bool) -> Parsed:
    year = last_year if at_end else first_year
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None, error("E368", _DATE, f"Das Jahr {year} kann nicht stimmen. Bitte berichtigen.")
    return _as(date(year, months[1], monthrange(year, months[1])[1]) if at_end else date(year, months[0], 1))
