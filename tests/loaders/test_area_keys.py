"""Keys as tables write them become official keys."""

import pytest

from loaders.area_keys import FoundArea, How, find_area
from loaders.layouts import AreaRule, Correction

LSN = AreaRule("GeoCode", "Gebietseinheit", strip="K", aliases={"K030": "03"}, by_name={"Niedersachsen": "03"}, empty=("", "#NV"))
BOOK = AreaRule("AGS", "Gebiet", prefix="03", aliases={"0": "03"})
NUMBERS = AreaRule("AGS", "Gebiet", digits=5)


@pytest.mark.parametrize(
    ("key", "rule", "area"),
    [
        ("K03102", LSN, "03102"),
        ("K031", LSN, "031"),
        ("K030", LSN, "03"),
        ("K03241001", LSN, "03241001"),
        ("101", BOOK, "03101"),
        ("1", BOOK, "031"),
        ("0", BOOK, "03"),
        ("241999", BOOK, "03241999"),
        ("9461", NUMBERS, "09461"),
        ("DG", AreaRule("AGS", "Gebiet"), "DG"),
        ("RH03101", LSN, None),
        ("3102", LSN, None),
        ("Summe", BOOK, None),
    ],
)
def test_a_key_becomes_the_official_one_or_none(key: str, rule: AreaRule, area: str | None):
    assert find_area(key, "Name", rule) == FoundArea(area, "Name")


@pytest.mark.parametrize("key", ["", "#NV"])
def test_a_missing_key_is_helped_by_a_known_name_only(key: str):
    assert find_area(key, "Niedersachsen", LSN) == FoundArea("03", "Niedersachsen", How.NAME)
    assert find_area(key, "Osnabrück", LSN).key is None


def test_a_known_wrong_key_is_corrected_beside_its_name_only():
    rule = AreaRule("GeoCode", "Gebiet", strip="K", corrections=(Correction("K03241999", "Hannover, Lhst.", "03241001"),))
    assert find_area("K03241999", "Hannover, Lhst.", rule) == FoundArea("03241001", "Hannover, Lhst.", How.CORRECTED)
    assert find_area("K03241999", "Hannover, Umland", rule) == FoundArea("03241999", "Hannover, Umland")
