"""Small numbers: several years counted together where one year alone says little (as Zürich publishes „2009~2010“; domain.md 2.9)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from domain.indicators import Definition, Formula, Missing
from domain.periods import Period
from domain.signs import Sign

SMALL_DENOMINATOR, SMALL_NUMERATOR = 100, 10
POOLABLE = {
    Formula.SHARE: 100.0,
    Formula.SURVEY_SHARE: 100.0,
    Formula.PER_THOUSAND: 1000.0,
    Formula.RATIO: 1.0,
}
"""Formulas of one numerator and one denominator, with their factor: only these are added up over years."""


@dataclass(frozen=True)
class PooledValue:
    """One value over several years; numerator and denominator are the sums of these years."""

    period: Period
    value: float
    numerator: float
    denominator: float


def pooling_advised(row: Mapping[str, Any], definition: Definition) -> bool:
    """True where a year alone says little: a denominator below 100 or a numerator below 10."""
    a, b = row["a"], row["b"]
    return definition.formula in POOLABLE and a is not None and b is not None and (b < SMALL_DENOMINATOR or a < SMALL_NUMERATOR)


def pooled(rows: Sequence[Mapping[str, Any]], definition: Definition, years: int) -> tuple[PooledValue, ...]:
    """Rolling values over ``years`` consecutive years of one series, labelled ``2020~2022``; empty for formulas that are not pooled.

    ``rows`` are those of the evaluation (year, slot, period, a, b, missing, signs, basis) in order. No value spans a gap, a break, or two
    bases, and none has a sum of denominators below the indicator's smallest. Raises ValueError for fewer than two years.
    """
    if years < 2:
        raise ValueError(f"nothing to pool: {years} years")
    factor = POOLABLE.get(definition.formula)
    if factor is None:
        return ()
    found = []
    for last in range(years - 1, len(rows)):
        window = rows[last - years + 1 : last + 1]
        denominator = sum(row["b"] or 0.0 for row in window)
        if not _comparable(window, definition) or denominator < definition.min_denominator or denominator == 0:
            continue
        numerator = sum(row["a"] for row in window)
        period = Period(f"{window[0]['year']}~{window[-1]['year']}")
        found.append(PooledValue(period, factor * numerator / denominator, numerator, denominator))
    return tuple(found)


def _comparable(window: Sequence[Mapping[str, Any]], definition: Definition) -> bool:
    """True if these years follow each other, have their inputs, and nothing breaks the series within them."""
    first, last = window[0]["year"], window[-1]["year"]
    return (
        [row["year"] for row in window] == list(range(first, last + 1))
        and all(row["slot"] == "" and _counted(row) for row in window)
        and len({row["basis"] for row in window}) == 1
        and not any(Sign.BREAK in row["signs"] for row in window[1:])
        and not any(first < each.year <= last for each in definition.breaks)
    )


def _counted(row: Mapping[str, Any]) -> bool:
    """True if the year's inputs may be added up; a denominator that is too small alone is what pooling is for."""
    return row["a"] is not None and row["b"] is not None and row["missing"] in (None, Missing.SMALL_DENOMINATOR, Missing.ZERO_DENOMINATOR)
