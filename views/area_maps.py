"""The map of one indicator and period: which outlines fit the areas that have values, and the choice between levels."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from domain.areas import Area
from domain.indicators import Definition
from domain.periods import Period
from views.chart_style import ChartSpec
from views.formats import value_cell
from views.map import MapChart, MapValue, area_map
from views.outlines import fitting
from views.values import Series


@dataclass(frozen=True)
class MapView:
    """A map with what else could be shown: ``choices`` are ids and titles of all fitting maps, the best first."""

    chart: ChartSpec
    chosen: str
    choices: tuple[tuple[str, str], ...]


def build(
    definition: Definition,
    found: Iterable[Series],
    period: str,
    known: Mapping[str, Area],
    home: str,
    folder: Path,
    chosen: str = "",
) -> MapView | None:
    """The map of the total values in ``period``. ``folder``: the installation's maps; ``chosen``: id of a map, else the one that
    outlines most of the areas. None where no map outlines two of them."""
    values = map_values(definition, found, period, known)
    offered = fitting([value.key for value in values], folder)
    if not offered:
        return None
    outlines = next((each for each in offered if each.id == chosen), offered[0])
    subject = f"{definition.name}, {Period(period).label}"
    shown = MapChart(subject, definition.unit, definition.decimals, home, values, outlines.attribution, Period(period).label)
    return MapView(area_map(shown, outlines.path), outlines.id, tuple((each.id, each.title) for each in offered))


def map_values(definition: Definition, found: Iterable[Series], period: str, known: Mapping[str, Area]) -> tuple[MapValue, ...]:
    """Every area's total value of the period, or why there is none; areas that say nothing about the period are left out."""
    values: list[MapValue] = []
    for series in found:
        point = next((each for each in series.points if each.period == period), None)
        if series.definition.id != definition.id or series.groups or point is None:
            continue
        text = value_cell(point.value, point.missing, point.signs, definition.unit, definition.decimals)
        name = known[series.area].name if series.area in known else series.area
        values.append(MapValue(series.area, name, point.value, text, point.missing))
    return tuple(values)


def latest_period(found: Sequence[Series], home: str) -> str | None:
    """The newest period with a value for the own area, else the newest that any area has a value for."""
    own = next((series.latest.period for series in found if series.area == home and not series.groups and series.latest), None)
    if own is not None:
        return own
    return max((series.latest.period for series in found if not series.groups and series.latest), default=None)
