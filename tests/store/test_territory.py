"""Counts of years before a change of territory for the area of today: Göttingen (03159) was Göttingen (03152) and Osterode (03156)."""

from collections.abc import Callable
from typing import Any

import pytest

from domain.indicators import Formula, Input
from store import Home, open_snapshot
from tests.store.builders import START, make_reading
from tests.store.evaluating import DAY, defined, evaluated, fill, picked
from tests.store.plain_evaluation import Delivery, Figure, figure

SHARES = "umsteigeschluessel_bevoelkerung"
COUNT = defined(Formula.VALUE, Input("kinder"))
OLD_AREAS = (figure("kinder", "03152", "2015", 100), figure("kinder", "03156", "2015", 20))
NEW_AREA = figure("kinder", "03159", "2016", 140)


def share(source: str, target: str, value: float | None, year: str = "2015", sign: str | None = None) -> Figure:
    return figure(SHARES, source, year, value, sign, zielkreis=target)


WHOLE = (share("03152", "3159000", 1), share("03156", "3159000", 1), share("03101", "3101000", 1))
Converted = Callable[..., list[dict[str, Any]]]


@pytest.fixture
def converted(home: Home) -> Converted:
    """Rows of the area of today, the same whether all areas are asked for, this one only, or the moment."""

    def found(definition: Any, *figures: Figure, area: str = "03159") -> list[dict[str, Any]]:
        fill(home, [Delivery(figures, START)])
        with open_snapshot(home) as snapshot:
            every = [row for row in evaluated(snapshot, {"i": definition}) if row["area"] == area]
            past = [row for row in evaluated(snapshot, {"i": definition}, as_of=START) if row["area"] == area]
            alone = evaluated(snapshot, {"i": definition}, areas=[area])
        assert every == past == alone
        return every

    return found


def test_the_figures_of_the_old_areas_are_added_up_and_marked(converted: Converted) -> None:
    found = converted(COUNT, *OLD_AREAS, NEW_AREA, *WHOLE)
    assert picked(found, "year", "value", "signs") == [(2015, 120.0, ["estimated"]), (2016, 140.0, [])]


def test_figures_and_shares_are_named_so_that_both_cells_can_be_opened(converted: Converted, home: Home) -> None:
    [before, _] = converted(COUNT, *OLD_AREAS, NEW_AREA, *WHOLE)
    cells = sorted((each[1], each[5]) for each in before["observations"])
    assert cells == [("kinder", "03152"), ("kinder", "03156"), (SHARES, "03152"), (SHARES, "03156")]


def test_a_divided_area_gives_each_part_its_share(converted: Converted) -> None:
    demmin = (figure("kinder", "13052", "2010", 1000), share("13052", "13071000", 0.825, "2010"), share("13052", "13075000", 0.175, "2010"))
    mueritz = (figure("kinder", "13056", "2010", 300), share("13056", "13071000", 1, "2010"))
    after = (figure("kinder", "13071", "2011", 1), figure("kinder", "13075", "2011", 1))
    found = converted(COUNT, *demmin, *mueritz, *after, area="13071")
    assert picked(found, "year", "value") == [(2010, pytest.approx(1125)), (2011, 1)]


def test_an_area_that_only_goes_on_is_left_alone(converted: Converted) -> None:
    found = converted(COUNT, figure("kinder", "03101", "2016", 5), figure("kinder", "03101", "2015", 4), *WHOLE, area="03101")
    assert picked(found, "year", "value", "signs") == [(2015, 4, []), (2016, 5, [])]


def test_nothing_is_made_of_part_of_the_old_areas(converted: Converted) -> None:
    found = converted(COUNT, OLD_AREAS[0], NEW_AREA, *WHOLE)
    assert picked(found, "year") == [(2016,)]


@pytest.mark.parametrize(("sign", "years"), [("secret", [2015, 2016]), ("absent", [2016]), ("empty", [2016])])
def test_what_an_old_area_keeps_secret_stays_secret(converted: Converted, sign: str, years: list[int]) -> None:
    found = converted(COUNT, OLD_AREAS[0], figure("kinder", "03156", "2015", None, sign), NEW_AREA, *WHOLE)
    assert [row["year"] for row in found] == years
    if sign == "secret":
        assert picked(found[:1], "value", "missing") == [(None, "secret")]


def test_an_own_figure_and_an_own_secret_stand(converted: Converted) -> None:
    own, hidden = figure("kinder", "03159", "2015", 7), figure("kinder", "03159", "2014", None, "secret")
    older = (figure("kinder", "03152", "2014", 90), figure("kinder", "03156", "2014", 10))
    shares = (share("03152", "3159000", 1, "2014"), share("03156", "3159000", 1, "2014"))
    found = converted(COUNT, *OLD_AREAS, *older, own, hidden, *WHOLE, *shares)
    assert picked(found, "year", "value", "missing") == [(2014, None, "secret"), (2015, 7, None)]


@pytest.mark.parametrize("sign", ["absent", "empty"])
def test_a_dash_in_the_line_of_an_area_that_was_not_there_yet_is_no_figure(converted: Converted, sign: str) -> None:
    found = converted(COUNT, *OLD_AREAS, figure("kinder", "03159", "2015", None, sign), NEW_AREA, *WHOLE)
    assert picked(found, "year", "value", "signs") == [(2015, 120.0, ["estimated"]), (2016, 140.0, [])]


def test_shares_and_indices_are_made_of_converted_counts(converted: Converted) -> None:
    children = (*OLD_AREAS, NEW_AREA)
    people = (
        figure("menschen", "03152", "2015", 1000),
        figure("menschen", "03156", "2015", 500),
        figure("menschen", "03159", "2016", 1400),
    )
    portion = defined(Formula.SHARE, Input("kinder"), Input("menschen"))
    assert picked(converted(portion, *children, *people, *WHOLE), "value", "a", "b") == [(8.0, 120, 1500), (10.0, 140, 1400)]


def test_an_index_stands_on_the_converted_year(converted: Converted) -> None:
    index = defined(Formula.INDEX, Input("kinder"), Input("kinder", fixed_year=2015))
    found = converted(index, *OLD_AREAS, NEW_AREA, *WHOLE)
    assert picked(found, "year", "value") == [(2015, 100.0), (2016, pytest.approx(100 * 140 / 120))]


def test_rates_are_not_converted(home: Home, deliver: Callable[..., int]) -> None:
    deliver(make_reading(("03152", "2015", 10), ("03156", "2015", 20), ("03159", "2016", 12), series="quote", unit="Prozent"))
    shares = [(area, "2015", 1, {"zielkreis": "3159000"}) for area in ("03152", "03156")]
    deliver(make_reading(*shares, series=SHARES, unit="Anteil", layout="umsteige"))
    with open_snapshot(home) as snapshot:
        found = evaluated(snapshot, {"i": defined(Formula.VALUE, Input("quote", unit="Prozent"))}, areas=["03159"])
    assert picked(found, "year", "value") == [(2016, 12)]


def test_before_the_table_was_accepted_nothing_is_converted(home: Home) -> None:
    fill(home, [Delivery([*OLD_AREAS, NEW_AREA], START), Delivery(WHOLE, START + DAY)])
    with open_snapshot(home) as snapshot:
        before = evaluated(snapshot, {"i": COUNT}, as_of=START, areas=["03159"])
        after = evaluated(snapshot, {"i": COUNT}, as_of=START + DAY, areas=["03159"])
        assert picked(before, "year") == [(2016,)]
        assert picked(after, "year") == [(2015,), (2016,)]
