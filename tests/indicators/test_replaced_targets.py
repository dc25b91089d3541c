"""Targets only grow (requirements.md §2 no. 3): a later one takes the place of an earlier one from its „seit“ on; what was judged before
stays judged by the earlier one."""

import pyarrow as pa
import pytest

from domain.indicators import Rule, Target
from indicators.library import library
from indicators.verdicts import assess
from indicators.verdicts.targets import in_force, replaced_from

RATE = "arbeitslosenquote"
OLD = Target(Rule.TARGET_YEAR, 6.0, 2025, since="2012")
EASIER = Target(Rule.TARGET_YEAR, 8.0, 2025, since="2018-03-01", reason="Krise")
FURTHER = Target(Rule.TARGET_YEAR, 6.0, 2035, since="2018", reason="mehr Zeit", replaces=True)
STEP = Target(Rule.TARGET_YEAR, 7.0, 2020, since="2012")
LIMIT = Target(Rule.YEARLY_LIMIT, 9.0, since="2012")


@pytest.mark.parametrize(
    ("targets", "years"),
    [
        ((OLD,), (None,)),
        ((OLD, EASIER), (2018, None)),  # the same year again: the later one counts
        ((STEP, OLD), (None, None)),  # a step on the way and the aim itself
        ((STEP, OLD, FURTHER), (2018, 2018, None)),  # all before it
        ((LIMIT, OLD), (None, None)),
        ((LIMIT, Target(Rule.YEARLY_LIMIT, 8.0, since="2020")), (2020, None)),
        ((Target(Rule.TARGET_YEAR, 6.0, 2025), Target(Rule.TARGET_YEAR, 7.0, 2025)), (None, None)),  # nobody says which came later
        ((Target(Rule.DIRECTION, since="2012"), Target(Rule.DIRECTION, since="2014")), (None, None)),
    ],
)
def test_which_target_a_later_one_replaces_and_from_when(targets: tuple[Target, ...], years: tuple[int | None, ...]) -> None:
    assert replaced_from(targets) == years
    assert in_force(targets) == tuple(target for target, year in zip(targets, years, strict=True) if year is None)


def held_against(targets: tuple[Target, ...]) -> dict[int, float | None]:
    """Target value by year of a rate that falls slowly."""
    rows = [
        {
            "indicator": RATE,
            "area": "03102",
            "groups": "",
            "slot": "",
            "year": year,
            "value": 12 - 0.1 * (year - 2012),
            "basis": "BA-Statistik",
        }
        for year in range(2012, 2023)
    ]
    table = pa.Table.from_pylist(rows)
    table = table.set_column(table.column_names.index("year"), "year", table["year"].cast(pa.int16()))
    judged = assess(table, library(), {RATE: targets}).to_pylist()
    return {row["year"]: row["target_value"] for row in judged if row["year"] >= 2015}


def test_years_before_the_new_target_are_still_judged_by_the_old_one() -> None:
    found = held_against((OLD, EASIER))
    assert {year: found[year] for year in (2016, 2017, 2018, 2022)} == {2016: 6.0, 2017: 6.0, 2018: 8.0, 2022: 8.0}


def test_a_replaced_earlier_year_no_longer_stands_in_the_way() -> None:
    nearer = Target(Rule.TARGET_YEAR, 9.0, 2022, since="2012")
    assert held_against((nearer,))[2020] == 9.0
    found = held_against((nearer, FURTHER))
    assert (found[2017], found[2020]) == (9.0, 6.0)
