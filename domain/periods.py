"""Periods a value is about, as texts that sort: ``2016``, ``2016-12-31``, ``2007-06``, ``2024-Q1``, ``2024-H1``, ``2018/2019``,
the semesters ``2006-SS`` and ``2006-WS`` (begins in 2006), and ``2009~2010`` for years counted together."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache


class PeriodKind(StrEnum):
    YEAR = "year"
    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    SCHOOL_YEAR = "school_year"
    SEMESTER = "semester"
    YEARS = "years"


_PATTERNS = {
    PeriodKind.YEAR: re.compile(r"(?P<year>\d{4})"),
    PeriodKind.DAY: re.compile(r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)"),
    PeriodKind.MONTH: re.compile(r"(?P<year>\d{4})-(?P<part>0[1-9]|1[0-2])"),
    PeriodKind.QUARTER: re.compile(r"(?P<year>\d{4})-(?P<part>Q[1-4])"),
    PeriodKind.HALF: re.compile(r"(?P<year>\d{4})-(?P<part>H[12])"),
    PeriodKind.SCHOOL_YEAR: re.compile(r"(?P<first>\d{4})/(?P<year>\d{4})"),
    PeriodKind.SEMESTER: re.compile(r"(?P<year>\d{4})-(?P<part>SS|WS)"),
    PeriodKind.YEARS: re.compile(r"(?P<first>\d{4})~(?P<year>\d{4})"),
}
MONTHS = ("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember")


@lru_cache(maxsize=4096)
def _read(text: str) -> tuple[PeriodKind, re.Match[str]]:
    """Kind and parts of a period; the same few recur in every table."""
    for kind, pattern in _PATTERNS.items():
        if match := pattern.fullmatch(text):
            return kind, match
    raise ValueError(f"no period: {text!r}")


@dataclass(frozen=True, order=True)
class Period:
    """One period; ``text`` is its only identity and sorts within a kind."""

    text: str

    def __post_init__(self) -> None:
        match = self._match()
        if self.kind is PeriodKind.DAY:
            date.fromisoformat(self.text)
        if self.kind is PeriodKind.SCHOOL_YEAR and int(match["year"]) != int(match["first"]) + 1:
            raise ValueError(f"no school year: {self.text!r}")
        if self.kind is PeriodKind.YEARS and match["first"] >= match["year"]:
            raise ValueError(f"no span of years: {self.text!r}")

    def _match(self) -> re.Match[str]:
        return _read(self.text)[1]

    @property
    def kind(self) -> PeriodKind:
        """The kind; raises ValueError for a text that is no period."""
        return _read(self.text)[0]

    @property
    def year(self) -> int:
        """The year it counts for: school years and spans of years count for the one they end in, as leavers are counted, semesters for
        the one they begin in."""
        return int(self._match()["year"])

    @property
    def slot(self) -> str:
        """Place within the year (``H1``, ``Q3``, ``06``, ``WS``); empty for what exists once a year, so that yearly inputs meet.
        A span of years has one of its own (``~2009``), so that it never meets them."""
        parts = self._match().groupdict()
        return f"~{parts['first']}" if self.kind is PeriodKind.YEARS else parts.get("part") or ""

    @property
    def end(self) -> date:
        """Last day of the period."""
        match self.kind:
            case PeriodKind.DAY:
                return date.fromisoformat(self.text)
            case PeriodKind.MONTH:
                return month_end(self.year, int(self.slot))
            case PeriodKind.QUARTER:
                return month_end(self.year, int(self.slot[1]) * 3)
            case PeriodKind.HALF:
                return month_end(self.year, int(self.slot[1]) * 6)
            case PeriodKind.SCHOOL_YEAR:
                return date(self.year, 7, 31)
            case PeriodKind.SEMESTER:
                return date(self.year, 9, 30) if self.slot == "SS" else date(self.year + 1, 3, 31)
            case PeriodKind.YEAR | PeriodKind.YEARS:
                return date(self.year, 12, 31)

    @property
    def label(self) -> str:
        """German label: ``31.12.2016``, ``1. Halbjahr 2024``, ``Schuljahr 2018/19``."""
        match self.kind, self._match().groupdict():
            case PeriodKind.DAY, {"year": year, "month": month, "day": day}:
                return f"{day}.{month}.{year}"
            case PeriodKind.MONTH, {"year": year, "part": part}:
                return f"{MONTHS[int(part) - 1]} {year}"
            case PeriodKind.QUARTER, {"year": year, "part": part}:
                return f"{part[1]}. Quartal {year}"
            case PeriodKind.HALF, {"year": year, "part": part}:
                return f"{part[1]}. Halbjahr {year}"
            case PeriodKind.SCHOOL_YEAR, {"first": first, "year": year}:
                return f"Schuljahr {first}/{year[2:]}"
            case PeriodKind.SEMESTER, {"year": year, "part": "SS"}:
                return f"Sommersemester {year}"
            case PeriodKind.SEMESTER, {"year": year}:
                return f"Wintersemester {year}/{str(int(year) + 1)[2:]}"
            case PeriodKind.YEARS, {"first": first, "year": year}:
                return f"{first} bis {year}"
        return self.text


def month_end(year: int, month: int) -> date:
    """Last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def is_period(text: str, kind: PeriodKind) -> bool:
    """True if the text is a period of this kind."""
    return _PATTERNS[kind].fullmatch(text) is not None


def half_year_of(day: date) -> Period:
    """The half-year a day lies in."""
    return Period(f"{day.year}-H{1 if day.month <= 6 else 2}")


def half_years(newest: str, count: int = 12) -> tuple[Period, ...]:
    """This half-year and those before it, newest first."""
    year, half = Period(newest).year, int(Period(newest).slot[1])
    places = range(2 * year + half - 1, 2 * year + half - 1 - count, -1)
    return tuple(Period(f"{place // 2}-H{place % 2 + 1}") for place in places)
