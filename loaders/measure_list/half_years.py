"""Which half-year a list is about, where its name, its sheet or a cell above its head says so."""

import re
from datetime import date

from domain.cells import cell_name
from domain.measure_lists import PeriodFrom
from domain.periods import MONTHS, half_year_of
from loaders.grid import text_of
from loaders.measure_list.tables import ListTable

_YEAR = r"(?P<year>20\d\d)"
_HALF = r"(?P<half>[12]|II?)"
_NAMED = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_YEAR}[-_/ ]?H(?P<half>[12])(?!\d)",
        rf"(?<![A-Za-z\d])H(?P<half>[12])[-_/ ]?{_YEAR}",
        rf"(?<![A-Za-z\d]){_HALF}\.?[-_ ]?(?:Halbjahr|HJ)[-_/ ]*{_YEAR}",
        rf"Halbjahr[-_ ]?{_HALF}[-_/ ]+{_YEAR}",
        rf"{_YEAR}[-_/ ]+{_HALF}\.?[-_ ]?(?:Halbjahr|HJ)",
    )
)
_DAY = re.compile(r"(?<!\d)(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>20\d\d)(?!\d)")
_ISO_DAY = re.compile(r"(?<!\d)(?P<year>20\d\d)[-_.]?(?P<month>0[1-9]|1[0-2])[-_.]?(?P<day>0[1-9]|[12]\d|3[01])(?!\d)")
_MONTH = re.compile(rf"(?P<name>{'|'.join(MONTHS)}) (?P<year>20\d\d)", re.IGNORECASE)
_STAND = re.compile(r"\b(?:Stand|Stichtag|Datenstand|Berichtsstand|Berichtszeitraum|Berichtsdatum)\b", re.IGNORECASE)
_ABOVE = 30


def half_year_in(text: str, *, any_day: bool) -> str:
    """The half-year a text names, or that of the day in it: any day of a file's name, in a cell only after „Stand“ and the like.
    Empty where it names none, or two."""
    found = {
        f"{match['year']}-H{len(match['half']) if match['half'].upper() in ('I', 'II') else match['half']}" for match in _matches(text)
    }
    if not found and (any_day or _STAND.search(text)):
        found = {half_year_of(day).text for day in _days(text)}
    return found.pop() if len(found) == 1 else ""


def _matches(text: str) -> list[re.Match[str]]:
    return [match for pattern in _NAMED for match in pattern.finditer(text)]


def _days(text: str) -> list[date]:
    found = []
    for match in [*_DAY.finditer(text), *_ISO_DAY.finditer(text)]:
        try:
            found.append(date(int(match["year"]), int(match["month"]), int(match["day"])))
        except ValueError:
            continue
    names = [month.casefold() for month in MONTHS]
    return found + [date(int(match["year"]), names.index(match["name"].casefold()) + 1, 1) for match in _MONTH.finditer(text)]


def stated_period(table: ListTable, name: str, source: PeriodFrom) -> tuple[str, str]:
    """The half-year and where exactly it stands; empty where the source does not say one."""
    match source:
        case PeriodFrom.NAME:
            return half_year_in(name, any_day=True), f"im Dateinamen „{name}“"
        case PeriodFrom.SHEET:
            return half_year_in(table.grid.sheet or "", any_day=True), f"im Namen des Blattes „{table.grid.sheet}“"
        case PeriodFrom.CELL:
            return _above(table)
    return "", ""


def _above(table: ListTable) -> tuple[str, str]:
    found: dict[str, str] = {}
    for place, row in enumerate(table.grid.rows[: min(max(table.head - 1, 0), _ABOVE)], 1):
        line = [text_of(cell) for cell in row]
        for col, text in enumerate(line, 1):
            beside = f"{text} {line[col]}" if _STAND.search(text) and col < len(line) else text
            if period := half_year_in(beside, any_day=False):
                found.setdefault(period, f"„{beside.strip()}“ in {cell_name(table.grid.sheet, table.number(place), col)}")
    return next(iter(found.items())) if len(found) == 1 else ("", "")


def proposed_period(table: ListTable, name: str) -> tuple[PeriodFrom, str, str]:
    """Where the list says its half-year, which, and the place; asking where it says none."""
    for source in (PeriodFrom.CELL, PeriodFrom.SHEET, PeriodFrom.NAME):
        period, place = stated_period(table, name, source)
        if period:
            return source, period, place
    return PeriodFrom.ASK, "", ""
