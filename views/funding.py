"""Funding that ends: which measures lose which source within the months to come."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from domain.measure_resources import FundingEnd, funding_ends, total
from domain.measures import MeasureRow, ResourceKind, measure_order
from views.formats import counted, day, euro
from views.freshness import months_later

AHEAD = (12, 6, 24)
"""Months that may be chosen, the usual ones first."""


@dataclass(frozen=True)
class EndLine:
    """A source that stops paying for a measure. ``planned`` is what was planned from it in all years."""

    measure: str
    title: str
    source: str
    until: str
    others: str
    planned: str


@dataclass(frozen=True)
class Ending:
    """The sources that end up to a day, the earliest first; ``sentences`` count the measures by year."""

    until: str
    sentences: tuple[str, ...]
    lines: tuple[EndLine, ...]
    dated: int  # measures that name an end at all


def ending(rows: Sequence[MeasureRow], months: int, today: date) -> Ending:
    """What ends from today to the end of the month so many months ahead, for measures that go on being asked about."""
    last = months_later(today, months)
    going_on = [row for row in rows if row.state.asked]
    ends = [(row, end) for row in going_on for end in funding_ends(row)]
    soon = sorted(
        ((row, end) for row, end in ends if today <= end.until <= last), key=lambda pair: (pair[1].until, measure_order(pair[0].measure))
    )
    return Ending(
        until=day(last),
        sentences=tuple(_sentences(soon)),
        lines=tuple(_line(row, end) for row, end in soon),
        dated=len({row.measure for row, _ in ends}),
    )


def _sentences(soon: Sequence[tuple[MeasureRow, FundingEnd]]) -> list[str]:
    """``3 Maßnahmen verlieren 2027 eine Förderung, 2 davon die letzte genannte.``"""
    losing = Counter(year for _, year in {(row.measure, end.until.year) for row, end in soon})
    last = Counter(year for _, year in {(row.measure, end.until.year) for row, end in soon if not end.others})
    return [_sentence(count, last[year], year) for year, count in sorted(losing.items())]


def _sentence(count: int, last: int, year: int) -> str:
    losing = f"{counted(count, 'Maßnahme verliert', 'Maßnahmen verlieren')} {year}"
    if last == count:
        return f"{losing} die Förderung; eine andere Quelle ist nicht genannt."
    return f"{losing} eine Förderung" + (f", {last} davon die letzte genannte." if last else "; andere Quellen zahlen weiter.")


def _line(row: MeasureRow, end: FundingEnd) -> EndLine:
    paid = [each.planned for each in row.resources if each.kind is ResourceKind.MONEY and each.source == end.source]
    return EndLine(
        measure=row.measure,
        title=row.title,
        source=end.source or "Quelle nicht genannt",
        until=day(end.until),
        others=", ".join(end.others) or "keine genannt",
        planned=euro(total(paid)),
    )
