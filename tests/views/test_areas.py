"""Areas in pickers: by level and name, and whose figure stands for the average."""

from dataclasses import replace

from domain.areas import Area
from domain.indicators import Formula
from indicators.comparable import comparable_between_areas, why_not_comparable
from indicators.library import library
from views.areas import AreaGroup, by_name, grouped_areas, picker_labels, reference_area

STADE, OSNABRUECK, OSNABRUECK_TOWN = Area("03359", "Stade"), Area("03459", "Osnabrück"), Area("03404", "Osnabrück, Stadt")
SALZGITTER, LOWER_SAXONY, GERMANY = Area("03102", "Salzgitter, Stadt"), Area("03", "Niedersachsen"), Area("DG", "Deutschland")
PART, TOWN, REGION = Area("03251040-1", "Mitte"), Area("03251040", "Sulingen"), Area("031", "Braunschweig")


def test_areas_are_grouped_by_level_with_the_own_one_first():
    groups = grouped_areas([PART, STADE, REGION, LOWER_SAXONY, SALZGITTER, TOWN, GERMANY, OSNABRUECK], home="03102")
    assert groups == (
        AreaGroup("Eigenes Gebiet", (SALZGITTER,)),
        AreaGroup("Bund", (GERMANY,)),
        AreaGroup("Länder", (LOWER_SAXONY,)),
        AreaGroup("Regionen", (REGION,)),
        AreaGroup("Kreise und kreisfreie Städte", (OSNABRUECK, STADE)),
        AreaGroup("Gemeinden", (TOWN,)),
        AreaGroup("Teile von Gemeinden", (PART,)),
    )


def test_umlauts_sort_as_in_a_dictionary():
    names = ("Zeven", "Öhringen", "Oldenburg", "Aurich", "Äpfingen")
    assert [area.name for area in by_name(Area(str(n), name) for n, name in enumerate(names))] == [
        "Äpfingen", "Aurich", "Öhringen", "Oldenburg", "Zeven",
    ]  # fmt: skip


def test_two_areas_of_one_name_are_told_apart():
    assert picker_labels([Area("03459", "Osnabrück"), Area("034", "Osnabrück"), SALZGITTER], "03102") == {
        "03102": "Salzgitter, Stadt",
        "034": "Osnabrück (034, Region)",
        "03459": "Osnabrück (03459, Kreis oder kreisfreie Stadt)",
    }


def test_the_average_is_the_published_figure_of_the_state_or_of_germany():
    assert reference_area("03102", {"03", "DG", "03101"}) == "03"
    assert reference_area("03102", {"DG", "03101"}) == "DG"
    assert reference_area("03102", {"03101"}) is None
    assert reference_area("03", {"03", "DG"}) == "DG"
    assert reference_area("DG", {"03", "DG"}) is None


def test_unequal_distribution_is_never_compared_between_areas():
    some = next(iter(library().values()))
    for formula in Formula:
        definition = replace(some, formula=formula)
        expected = formula not in (Formula.DISSIMILARITY, Formula.SEGREGATION)
        assert comparable_between_areas(definition) is expected
        assert bool(why_not_comparable(definition)) is not expected
