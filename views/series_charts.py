"""From evaluated series to what a line chart shows."""

from collections.abc import Sequence
from itertools import pairwise

from domain.indicators import Definition, SeriesBreak
from views import charts
from views.values import Series


def line_of(name: str, series: Series, *, comparison: bool = False, judged: bool = False) -> charts.Line:
    """The series as a line under a name; ``judged`` takes the verdict of every year along."""
    points = tuple(
        charts.Point(
            point.year,
            point.value,
            point.signs,
            point.missing,
            point.row.get("low"),
            point.row.get("high"),
            point.row.get("range"),
            point.shown if judged else None,
        )
        for point in series.points
    )
    return charts.Line(name, points, comparison)


def breaks_of(definition: Definition, series: Series) -> tuple[SeriesBreak, ...]:
    """The breaks the definition knows within the series, and those where the basis of the figures changes."""
    years = [point.year for point in series.points]
    declared = {each.year: each for each in definition.breaks if min(years) < each.year <= max(years)}
    valued = [point for point in series.points if point.value is not None]
    for before, after in pairwise(valued):
        if before.basis != after.basis:
            declared.setdefault(after.year, SeriesBreak(after.year, f"neue Grundlage: {after.basis}"))
    return tuple(declared[year] for year in sorted(declared))


def years_text(series: Sequence[Series]) -> str:
    """``2011 bis 2024``: from the first to the last year with a value."""
    years = [point.year for each in series for point in each.points if point.value is not None]
    if not years:
        return "ohne Werte"
    return f"{min(years)} bis {max(years)}" if min(years) < max(years) else str(min(years))
