"""Gebiete: where an indicator has values, the areas side by side as small charts, and on a map. Evaluated only when asked for."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

import pyarrow.compute as pc

import store.reading
from domain.access import Viewer
from domain.areas import Area
from domain.indicators import Definition
from indicators.comparable import why_not_comparable
from store.publication import Snapshot
from views import area_maps
from views.chart_style import ChartSpec
from views.series_charts import breaks_of
from views.small_multiples import of_areas, pages, small_multiples
from views.values import Point, Series, across_areas, definitions_of

_SHOWN = ["area", "year", "period", "value", "missing", "signs", "basis"]


@dataclass(frozen=True)
class AreasView:
    """``why_not`` says why areas are not compared, empty where they are; ``pages`` names the pages of small charts; ``maps`` the
    maps that could be shown, by id."""

    multiples: ChartSpec | None
    pages: tuple[str, ...]
    map: ChartSpec | None
    maps: tuple[tuple[str, str], ...]
    why_not: str


def areas_with_values(snapshot: Snapshot, indicator: str, as_of: datetime | None = None) -> tuple[Area, ...]:
    """Areas that have total values of the indicator, with their names."""
    table = across_areas(snapshot, indicator, as_of)
    known = store.reading.areas(snapshot, as_of)
    return tuple(known.get(key, Area(key, key)) for key in pc.unique(table["area"].filter(pc.is_valid(table["value"]))).to_pylist())


def _totals(snapshot: Snapshot, definition: Definition, as_of: datetime | None) -> list[Series]:
    """The total series of every area without verdicts, which small charts and maps do not show."""
    found = across_areas(snapshot, definition.id, as_of).select(_SHOWN)
    columns = [found[name].to_pylist() for name in _SHOWN]  # whole columns: hundreds of areas and thousands of years
    rows = (dict(zip(_SHOWN, row, strict=True)) for row in zip(*columns, strict=True))
    return [
        Series(definition, area, "", tuple(Point(definition, row) for row in points))
        for area, points in groupby(rows, key=lambda row: row["area"])  # they come sorted by area
    ]


def build(
    snapshot: Snapshot, viewer: Viewer, indicator: str, home: str, chosen_map: str = "", page: int = 0, as_of: datetime | None = None
) -> AreasView:
    """All areas of the indicator, the own one first and the others by name, never by value; figures are the same for every viewer."""
    definition = definitions_of(snapshot, [indicator], as_of)[indicator]
    known = store.reading.areas(snapshot, as_of)
    found = _totals(snapshot, definition, as_of)
    own = next((series for series in found if series.area == home), None)
    shown = of_areas(definition, found, known, home, breaks_of(definition, own) if own else ())
    period = area_maps.latest_period(found, home)
    drawn = area_maps.build(definition, found, period, known, home, snapshot.home.maps, chosen_map) if period else None
    return AreasView(
        multiples=small_multiples(shown, page) if shown else None,
        pages=pages(shown) if shown else (),
        map=drawn.chart if drawn else None,
        maps=drawn.choices if drawn else (),
        why_not=why_not_comparable(definition),
    )
