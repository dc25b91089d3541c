"""Small multiples: order by name, one scale, breaks and gaps, the published state value as pale line."""

from dataclasses import replace

import pytest

from domain.areas import Area
from domain.indicators import Formula, SeriesBreak
from indicators.library import library
from views import small_multiples
from views.charts import Point
from views.small_multiples import Multiples, Panel, of_areas, of_groups
from views.values import Point as ValuePoint
from views.values import Series

SHARE = library()["auslaenderanteil_azr"]
AREAS = {
    key: Area(key, name)
    for key, name in (("03", "Niedersachsen"), ("03101", "Zeven"), ("03102", "Musterstadt"), ("03103", "Ahaus"), ("031", "Region"))
}


def series(area, values, groups="", definition=SHARE):
    points = tuple(
        ValuePoint(
            definition, {"period": f"{year}-12-31", "year": year, "value": value, "missing": None if value else "secret", "signs": []}
        )
        for year, value in values.items()
    )
    return Series(definition, area, groups, points)


FOUND = [
    series("03101", {2022: 30.0, 2023: 31.0}),
    series("03102", {2020: 10.0, 2022: 11.0, 2023: 12.0}),
    series("03103", {2022: 20.0, 2023: None}),
    series("03", {2022: 15.0, 2023: 16.0}),
    series("031", {2022: 15.0}),
    series("03101", {2022: 1.0}, groups="alter=unter 3 Jahre"),
]


def test_areas_of_the_same_level_in_the_order_of_names_with_the_own_one_first():
    shown = of_areas(SHARE, FOUND, AREAS, "03102")
    assert [(panel.name, panel.home) for panel in shown.panels] == [("Musterstadt", True), ("Ahaus", False), ("Zeven", False)]
    assert shown.reference.name == "Niedersachsen"
    assert shown.reference.points[-1].value == 16.0  # the published figure, no mean of the areas


def test_a_measure_of_segregation_is_not_put_side_by_side():
    index = replace(SHARE, formula=Formula.SEGREGATION)
    assert of_areas(index, [replace(each, definition=index) for each in FOUND], AREAS, "03102") is None


def test_one_area_alone_makes_no_small_multiples():
    assert of_areas(SHARE, FOUND[1:2], AREAS, "03102") is None


def test_groups_stand_in_the_order_of_their_ages_with_the_total_for_comparison():
    ages = ("10 bis unter 15 Jahre", "unter 3 Jahre", "3 bis unter 6 Jahre", "90 Jahre und mehr")
    found = [series("03102", {2022: 1.0}, groups=f"alter={age}") for age in ages] + FOUND
    shown = of_groups(SHARE, found, AREAS["03102"], "alter")
    assert [panel.name for panel in shown.panels] == ["unter 3 Jahre", "3 bis unter 6 Jahre", "10 bis unter 15 Jahre", "90 Jahre und mehr"]
    assert shown.reference.name == "insgesamt"
    assert of_groups(SHARE, FOUND, AREAS["03102"], "alter") is None


def test_the_chart_has_one_scale_and_its_table_every_figure():
    chart = small_multiples.small_multiples(of_areas(SHARE, FOUND, AREAS, "03102", (SeriesBreak(2021, "Zensus"),)))
    scale = [layer["encoding"]["y"]["scale"]["domain"] for layer in chart.spec["spec"]["layer"] if "y" in layer["encoding"]]
    assert all(each == [0.0, pytest.approx(31 * 1.08)] for each in scale)
    assert chart.columns == ("Jahr", "Musterstadt", "Ahaus", "Zeven", "Niedersachsen")
    assert chart.rows[0] == ("2023", "12,0\u202f%", "– (Eingangswert unbekannt oder geheim)", "31,0\u202f%", "16,0\u202f%")
    assert chart.rows[-1] == ("2020", "10,0\u202f%", "–", "–", "–")
    rows = chart.table.to_pylist()
    own = [(row["year"], row["segment"]) for row in rows if row["kind"] == "value" and row["place"] == 0]
    assert own == [(2020, 0), (2022, 1), (2023, 1)]  # the break of 2021 and the missing year cut the line
    assert {row["panel"] for row in rows} == {"● Musterstadt: 12,0\u202f%", "Ahaus: 20,0\u202f% (2022)", "Zeven: 31,0\u202f%"}
    assert [row["year"] for row in rows if row["kind"] == "break"] == [2021]


def test_many_areas_come_on_pages_of_24_with_the_own_one_on_each():
    panels = tuple(Panel(f"Ort {n:02}", (Point(2020, float(n)),), n == 0) for n in range(51))
    shown = Multiples("Anteil", "Prozent", 1, panels)
    assert small_multiples.pages(shown) == ("Ort 00 – Ort 23", "Ort 00 – Ort 46", "Ort 00 – Ort 50")
    names = [[row["panel"].split(":")[0] for row in small_multiples.small_multiples(shown, page).table.to_pylist()] for page in range(4)]
    assert [len(each) for each in names] == [24, 24, 5, 5]
    assert {each[0] for each in names} == {"● Ort 00"}
    assert len({name for each in names for name in each}) == 51
