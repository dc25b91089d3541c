"""Nothing that shows several areas sorts them by their figures: own area first, then by name."""

from pathlib import Path

import pytest

from domain.access import OFFICE
from store import Home, Snapshot, open_snapshot
from tests.workflows.homes import make_home
from views import indicator_areas
from views.areas import grouped_areas, name_order
from views.chart_style import ChartSpec
from views.indicator_areas import AreasView, areas_with_values

HOME = "03102"
OWN = "Salzgitter, Stadt"
INDICATORS = ("auslaenderanteil_azr", "einbuergerungsquote_lsn", "mindestsicherung")


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory):
    home: Path = make_home(tmp_path_factory.mktemp("reihenfolge") / "home").path
    with open_snapshot(Home(home)) as opened:
        yield opened


def shown(snapshot: Snapshot, indicator: str) -> AreasView:
    return indicator_areas.build(snapshot, OFFICE, indicator, HOME)


def newest(chart: ChartSpec) -> list[float]:
    """The newest value of each drawn area in the order of drawing."""
    last: dict[int, tuple[int, float]] = {}
    for row in chart.table.to_pylist():
        if row["kind"] == "value":
            last[row["place"]] = max(last.get(row["place"], (0, 0.0)), (row["year"], row["value"]))
    return [value for _, (_, value) in sorted(last.items())]


@pytest.mark.parametrize("indicator", INDICATORS)
def test_small_charts_come_by_name_with_the_own_area_first(snapshot, indicator):
    chart = shown(snapshot, indicator).multiples
    own, *others = chart.columns[1:25]
    assert own == OWN
    assert others == sorted(others, key=name_order) and len(others) == 23
    values = newest(chart)
    assert values != sorted(values) and values != sorted(values, reverse=True)  # the figures lie otherwise


@pytest.mark.parametrize("indicator", INDICATORS)
def test_the_table_of_the_map_and_its_figures_come_by_name(snapshot, indicator):
    chart = shown(snapshot, indicator).map
    names = [row[0] for row in chart.rows]
    assert names == sorted(names, key=name_order) == [figure.name for figure in chart.figures] and len(names) == 45
    values = [figure.value or 0.0 for figure in chart.figures]
    assert values != sorted(values) and values != sorted(values, reverse=True)


def test_the_picker_groups_by_level_and_sorts_by_name(snapshot):
    groups = grouped_areas(areas_with_values(snapshot, "auslaenderanteil_azr"), HOME)
    assert [group.label for group in groups][:4] == ["Eigenes Gebiet", "Länder", "Regionen", "Kreise und kreisfreie Städte"]
    for group in groups:
        names = [area.name for area in group.areas]
        assert names == sorted(names, key=name_order)


def test_the_alternative_texts_name_no_first_and_no_last(snapshot):
    view = shown(snapshot, "auslaenderanteil_azr")
    for chart in (view.map, view.multiples):
        for word in ("höchste", "niedrigste", "beste", "schlechteste"):
            assert word not in chart.alt.lower()
