"""Texts of time in tables → periods. Each layout says which kind it has; nothing is guessed across kinds."""

import re
from datetime import date

from domain.periods import MONTHS, Period, PeriodKind

_FOOTNOTE = re.compile(r"\s*(?:\*+|[¹²³⁴⁵⁶⁷⁸⁹]\)?|(?<=\d{4})\d\)|\s\d\))$", re.ASCII)  # 2017***, 2015², 20152), "2015 2)"
_MONTH_NUMBERS = {form: number for number, name in enumerate(MONTHS, 1) for form in (name.lower(), name[:3].lower())}
_MONTH_NUMBERS |= {"mrz": 3, "sept": 9}
_HALF_OR_QUARTER = {PeriodKind.HALF: "H", PeriodKind.QUARTER: "Q"}
_YEAR = re.compile(r"(?:JAHR\s+)?(\d{4})", re.ASCII)
_DAY = re.compile(r"(?:STAG\s+)?(?:(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})|(?P<iso>\d{4}-\d\d-\d\d))", re.ASCII)
_DAY_IN_WORDS = re.compile(r"(?P<day>\d{1,2})\.\s*(?P<month>[A-Za-zä]+)\.?\s+(?P<year>\d{4})", re.ASCII)  # 1. März 2023
_SCHOOL_YEAR = re.compile(r"(?:Schuljahr\s+)?(\d{4})\s*/\s*(\d{2}|\d{4})", re.ASCII)
_MONTH = re.compile(r"([A-Za-zä]+)\.?\s+(\d{4})|(\d{4})-(\d\d)", re.ASCII)
_SEMESTER = re.compile(
    r"(?P<winter>WS|Wintersemester)\s*(?P<first>\d{4})\s*/\s*(?P<last>\d{2}|\d{4})|(?:SS|SoSe|Sommersemester)\s*(?P<summer>\d{4})"
    r"|SEMEST\s+(?P<year>\d{4})-(?P<month>04|10)P6M|(?P<canonical>\d{4}-(?:SS|WS))",
    re.ASCII,
)
_YEARS = re.compile(r"(\d{4})\s*(?:~|–|-|bis)\s*(\d{4})", re.ASCII)
_COMPACT_MONTH = re.compile(r"(\d{4})(0[1-9]|1[0-2])", re.ASCII)  # 201612
_ROMAN = re.compile(r"(?P<number>I{1,3}|IV)\s*/\s*(?P<year>\d{4})", re.ASCII)
_ROMAN_NUMBERS = {"I": 1, "II": 2, "III": 3, "IV": 4}
_PARTS = (  # 1. Halbjahr 2024, 3. Q. 2024; H1 2024; 2024-Q3; Halbjahr 1/2024
    re.compile(r"(?P<number>[1-4])\.\s*(?P<word>Halbjahr|Hj\.?|Quartal|Q\.?)\s+(?P<year>\d{4})", re.ASCII),
    re.compile(r"(?P<word>[HQ])(?P<number>[1-4])[ /](?P<year>\d{4})", re.ASCII),
    re.compile(r"(?P<year>\d{4})-(?P<word>[HQ])(?P<number>[1-4])", re.ASCII),
    re.compile(r"(?P<word>Halbjahr|Quartal) (?P<number>[1-4])/(?P<year>\d{4})", re.ASCII),
)


def parse_period(text: str, kind: PeriodKind) -> Period:
    """The period a text of this kind names; raises ValueError for any other text. Footnote marks at its end are dropped."""
    text = _FOOTNOTE.sub("", " ".join(text.split()))
    match kind:
        case PeriodKind.YEAR:
            found = _YEAR.fullmatch(text)
            canonical = found[1] if found else ""
        case PeriodKind.DAY:
            canonical = _day(text)
        case PeriodKind.MONTH:
            canonical = _month(text)
        case PeriodKind.SCHOOL_YEAR:
            canonical = _school_year(text)
        case PeriodKind.SEMESTER:
            canonical = _semester(text)
        case PeriodKind.YEARS:
            found = _YEARS.fullmatch(text)
            canonical = f"{found[1]}~{found[2]}" if found else ""
        case _:
            canonical = _part(text, _HALF_OR_QUARTER[kind])
    period = Period(canonical)
    if period.kind is not kind:
        raise ValueError(f"no {kind.value}: {text!r}")
    return period


def _day(text: str) -> str:
    if words := _DAY_IN_WORDS.fullmatch(text):
        number = _MONTH_NUMBERS.get(words["month"].lower())
        return date(int(words["year"]), number, int(words["day"])).isoformat() if number else ""
    found = _DAY.fullmatch(text)
    if not found:
        return ""
    return found["iso"] or date(int(found["year"]), int(found["month"]), int(found["day"])).isoformat()


def _month(text: str) -> str:
    if compact := _COMPACT_MONTH.fullmatch(text):
        return f"{compact[1]}-{compact[2]}"
    found = _MONTH.fullmatch(text)
    if not found:
        return ""
    if found[3]:
        return text
    number = _MONTH_NUMBERS.get(found[1].lower())
    return f"{found[2]}-{number:02}" if number else ""


def _school_year(text: str) -> str:
    found = _SCHOOL_YEAR.fullmatch(text)
    if not found:
        return ""
    first, last = found[1], found[2]
    # 1999/00 ends in 2000: the short form takes the century of the year after the first
    return f"{first}/{last if len(last) == 4 else str(int(first) + 1)[:2] + last}"


def _semester(text: str) -> str:
    found = _SEMESTER.fullmatch(text)
    if not found:
        return ""
    if found["winter"]:
        following = f"{int(found['first']) + 1:04}"
        return f"{found['first']}-WS" if following.endswith(found["last"]) else ""
    if found["summer"]:
        return f"{found['summer']}-SS"
    return found["canonical"] or f"{found['year']}-{'SS' if found['month'] == '04' else 'WS'}"


def _part(text: str, letter: str) -> str:
    if roman := _ROMAN.fullmatch(text):  # only reached where the layout says which of the two it is
        return f"{roman['year']}-{letter}{_ROMAN_NUMBERS[roman['number']]}"
    found = next((match for pattern in _PARTS if (match := pattern.fullmatch(text))), None)
    return f"{found['year']}-{letter}{found['number']}" if found and found["word"][0] == letter else ""
