"""Measures of unequal distribution never stand alone: their limits and the parts behind them are shown."""

from dataclasses import replace

from domain.areas import Area
from domain.indicators import Formula, Input
from indicators.library import library
from store import open_snapshot
from tests.store.builders import make_reading
from views import segregation
from views.segregation import SMALL_GROUP, caveats, lies_in

FOREIGN = {"nationalitaet": "auslaendisch"}
INDEX = replace(
    library()["auslaenderanteil_azr"],
    id="verteilung",
    formula=Formula.SEGREGATION,
    inputs={"group": Input("bevoelkerung", groups=FOREIGN), "total": Input("bevoelkerung")},
    over="part",
    unit="Anteil",
    mixed="",
)
TOWN = Area("09761000", "Augsburg")


def part(name: str) -> str:
    return f"09761000-{name}"


def delivered(deliver, *, shrink: float = 1) -> None:
    """domain.md 2.8: of 100, 200 and 300 people 40, 40 and 20 belong to the group; another town and a year before beside it."""
    people = (("Pfersee-Nord", 100, 40), ("Antonsviertel", 200, 40), ("Bergheim", 300, 20))
    rows = [(part(name), "2023-12-31", total) for name, total, _ in people]
    rows += [(part(name), "2023-12-31", group * shrink, FOREIGN) for name, _, group in people]
    rows += [("09162000-01", "2023-12-31", 1000), ("09162000-01", "2023-12-31", 999, FOREIGN)]
    rows += [(part("Bergheim"), "2022-12-31", 300), (part("Bergheim"), "2022-12-31", 10, FOREIGN)]
    deliver(make_reading(*rows, series="bevoelkerung"))


def test_the_parts_stand_beside_the_index_in_the_order_of_their_names(home, deliver):
    delivered(deliver)
    with open_snapshot(home) as snapshot:
        shown = segregation.build(snapshot, INDEX, TOWN, "2023-12-31")
    assert shown.units == 3
    assert shown.columns[1:] == ("Gruppe", "alle", "Anteil der Gruppe im Teilgebiet", "Anteil an der ganzen Gruppe")
    assert shown.rows == (
        ("Gebiet 09761000-Antonsviertel", "40", "200", "20,0\u202f%", "40,0\u202f%"),
        ("Gebiet 09761000-Bergheim", "20", "300", "6,7\u202f%", "20,0\u202f%"),
        ("Gebiet 09761000-Pfersee-Nord", "40", "100", "40,0\u202f%", "40,0\u202f%"),
    )
    assert shown.map.chosen == "augsburg_stadtbezirke"
    assert "OpenStreetMap" in shown.map.chart.notes[-1]


def test_two_groups_are_shown_with_their_own_distributions(home, deliver):
    delivered(deliver)
    index = replace(INDEX, formula=Formula.DISSIMILARITY, inputs=dict(zip(("group", "reference"), INDEX.inputs.values(), strict=True)))
    with open_snapshot(home) as snapshot:
        shown = segregation.build(snapshot, index, TOWN, "2023-12-31")
    assert shown.rows[0] == ("Gebiet 09761000-Antonsviertel", "40", "200", "40,0\u202f%", "33,3\u202f%")
    assert shown.map is None


def test_the_limits_name_units_cut_place_and_size(home, deliver):
    delivered(deliver, shrink=0.5)
    with open_snapshot(home) as snapshot:
        shown = segregation.build(snapshot, INDEX, TOWN, "2023-12-31")
    text = " ".join(shown.caveats)
    for said in ("3 Teilgebiete", "Zahl und Zuschnitt", "nie verschiedene Städte oder Gebietsstände", "keine Lage", "zählt nur 50"):
        assert said in text
    assert f"unter {SMALL_GROUP}" in " ".join(caveats(INDEX, 3, 100.0))


def test_people_outside_the_parts_and_parts_that_overlap_are_told():
    assert "zusammen 80,0\u202f% der Gruppe" in caveats(INDEX, 3, 400.0, 500.0)[-1]
    assert "keinem Teilgebiet zugeordnet" in caveats(INDEX, 3, 400.0, 500.0)[-1]
    assert "überschneiden sich" in caveats(INDEX, 3, 1000.0, 500.0)[-1]
    assert not any("enthalten zusammen" in sentence for sentence in caveats(INDEX, 3, 499.0, 500.0))


def test_other_formulas_have_no_such_view(home, deliver):
    delivered(deliver)
    with open_snapshot(home) as snapshot:
        assert segregation.build(snapshot, library()["auslaenderanteil_azr"], TOWN, "2023-12-31") is None


def test_parts_lie_in_their_town_and_in_the_district_that_is_this_town():
    assert [lies_in("09761000-5", "part", area) for area in ("09761000", "09761", "09", "09162000")] == [True, True, False, False]
    assert lies_in("11000000-01", "part", "11") and not lies_in("09761000", "part", "09761")
    assert lies_in("03251040-1", "part", "03251040") and not lies_in("03251040-1", "part", "03251")
    assert lies_in("03251040", "municipality", "03251") and lies_in("03251", "district", "03")
