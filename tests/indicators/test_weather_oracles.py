"""The weather symbols as published by the Federal Statistical Office, recomputed."""

import json
from pathlib import Path

import pytest

from domain.indicators import Direction, Rule, Target
from indicators.verdicts import assess_case, series_verdicts

CASES = json.loads((Path(__file__).parent / "data" / "destatis_wettersymbole.json").read_text("utf-8"))["cases"]
PUBLISHED = [(case, year, word) for case in CASES for year, word in case["official"].items() if year not in case["revised_since"]]


@pytest.mark.parametrize(("case", "year", "word"), PUBLISHED, ids=lambda part: part["indicator"] if isinstance(part, dict) else part)
def test_every_published_verdict_is_reproduced(case, year, word):
    given = {key: value for key, value in case.items() if key not in ("official", "revised_since")}
    assert assess_case(given)[year] == word


def test_the_oracle_holds_seventy_two_verdicts_that_can_be_reproduced():
    assert len(PUBLISHED) == 72


EARLY_LEAVERS = dict(zip(range(2010, 2024), (11.9, 11.6, 10.4, 9.8, 9.5, 9.8, 10.3, 10.1, 10.3, 10.3, 10.2, 12.4, 12.8, 13.1), strict=True))
EMPLOYED = dict(zip(range(2014, 2025), (77.7, 78.0, 78.6, 79.2, 79.9, 80.6, 79.2, 79.6, 80.8, 81.1, 81.3), strict=True))
DEBT = dict(zip(range(2014, 2025), (74.5, 71.2, 68.3, 64.0, 60.8, 58.7, 68.0, 67.9, 64.4, 62.3, 62.2), strict=True))
NO_CERTIFICATE = dict(zip(range(2019, 2025), (23.127, 20.461, 18.628, 18.870, 22.589, 27.781), strict=True))


@pytest.mark.parametrize(
    ("year", "mean", "projection", "shortfall", "word"),
    [
        (2015, -0.42, 3.5, None, "Sonne"),
        (2017, -0.06, 9.32, -0.30, "Sonne"),
        (2018, 0.10, 11.5, None, "Blitz"),
        (2023, 0.56, None, None, "Blitz"),
    ],
)
def test_early_leavers_towards_nine_and_a_half_per_cent_in_2030(year, mean, projection, shortfall, word):
    found = series_verdicts(EARLY_LEAVERS, Direction.DOWN, [Target(Rule.TARGET_YEAR, 9.5, 2030)])[year]
    assert found.weather.value == word
    assert found.mean_change == pytest.approx(mean)
    if projection is not None:
        assert found.projection == pytest.approx(projection)
    if shortfall is not None:
        assert found.shortfall == pytest.approx(shortfall)


@pytest.mark.parametrize(
    ("year", "mean", "projection", "shortfall", "word"),
    [
        (2019, 0.58, 86.98, None, "Sonne"),
        (2020, 0.24, 81.60, 0.3684, "Wolke"),
        (2021, 0.20, 81.40, 0.4706, "Wolke"),
        (2022, 0.32, 83.36, None, "Sonne"),
        (2023, 0.24, 82.78, 0.1158, "Leicht bewölkt"),
        (2024, 0.14, 82.14, 0.5059, "Wolke"),
    ],
)
def test_employment_towards_eighty_three_per_cent_in_2030(year, mean, projection, shortfall, word):
    found = series_verdicts(EMPLOYED, Direction.UP, [Target(Rule.TARGET_YEAR, 83, 2030)])[year]
    assert (found.weather.value, found.mean_change, found.projection) == (word, pytest.approx(mean), pytest.approx(projection))
    if shortfall is not None:
        assert found.shortfall == pytest.approx(shortfall, abs=5e-5)


def test_school_leavers_are_judged_by_direction_and_by_the_germans_of_the_same_year_and_the_worse_counts():
    reference_case = next(case for case in CASES if case.get("reference"))
    years = {int(year): value for year, value in reference_case["series"].items()}
    germans = {int(year): value for year, value in reference_case["reference"].items()}
    targets = [Target(Rule.DIRECTION), Target(Rule.TARGET_YEAR, None, 2030)]
    found = series_verdicts(years, Direction.UP, targets, reference=germans)
    words = {year: found[year].weather.value for year in (2019, 2021, 2022, 2023, 2024)}
    assert words == {2019: "Blitz", 2021: "Blitz", 2022: "Wolke", 2023: "Wolke", 2024: "Blitz"}
    assert found[2022].shortfall == pytest.approx(0.674, abs=5e-4)
    assert found[2023].projection == pytest.approx(82.94, abs=5e-3)


def test_a_yearly_limit_of_sixty_per_cent():
    found = series_verdicts(DEBT, Direction.DOWN, [Target(Rule.YEARLY_LIMIT, 60)])
    words = [found[year].weather.value for year in range(2019, 2025)]
    assert words == ["Sonne", "Wolke", "Wolke", "Blitz", "Blitz", "Blitz"]
    assert found[2022].mean_change == pytest.approx(0.08)


def test_foreign_school_leavers_without_certificate_in_lower_saxony_worsen():
    found = series_verdicts(NO_CERTIFICATE, Direction.DOWN)[2024]
    assert found.weather.value == "Blitz"
    assert (found.mean_change, found.last_change) == (pytest.approx(0.9308), pytest.approx(5.192))
