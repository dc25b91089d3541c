"""Nothing is overwritten: what was known at a moment stays readable, and undoing leaves the state that never had it."""

from datetime import datetime, timedelta
from itertools import permutations

import pytest

from domain.errors import NotFound
from store import Home, open_snapshot
from store.reading import NOW
from store.working_file import writing
from store.writing import difference, withdraw
from tests.store.builders import START, make_reading


def known(home: Home, as_of: datetime | None = None) -> dict[tuple[str, str], float | None]:
    relation = "current_observation" if as_of is None else "known_at($moment)"
    parameters = {} if as_of is None else {"moment": as_of}
    with open_snapshot(home) as snapshot:
        rows = snapshot.rows(f"SELECT area, period, value FROM {relation}", parameters)
    return {(row["area"], row["period"]): row["value"] for row in rows}


def take_back(home: Home, number: int, now: datetime) -> None:
    with writing(home, now) as connection:
        withdraw(connection, number, now=now, by="Test", reason="falsche Datei")


def test_a_later_delivery_revises_and_the_earlier_value_stays_readable(home, deliver) -> None:
    deliver(make_reading(("05316", "2016", 410.0), ("05316", "2015", 364.0)))
    deliver(make_reading(("05316", "2016", 411.0)))
    assert known(home) == {("05316", "2016"): 411.0, ("05316", "2015"): 364.0}
    assert known(home, START + timedelta(hours=1)) == {("05316", "2016"): 410.0, ("05316", "2015"): 364.0}


def test_undo_is_a_dated_withdrawal(home, deliver) -> None:
    deliver(make_reading(("05316", "2016", 410.0)))
    second = deliver(make_reading(("05316", "2016", 999.0)))
    take_back(home, second, START + timedelta(days=10))
    assert known(home) == {("05316", "2016"): 410.0}
    assert known(home, START + timedelta(days=5)) == {("05316", "2016"): 999.0}


@pytest.mark.parametrize("order", list(permutations((1, 2, 3))), ids=str)
def test_undo_in_any_order_leaves_the_state_that_never_had_it(home, deliver, order) -> None:
    contents = {1: {"A": 1.0, "B": 1.0}, 2: {"A": 2.0}, 3: {"A": 3.0, "C": 3.0}}
    for values in contents.values():
        deliver(make_reading(*((area, "2016", value) for area, value in values.items())))
    left = dict(contents)
    for day, number in enumerate(order[:2], 10):
        take_back(home, number, START + timedelta(days=day))
        del left[number]
        never_had = {(area, "2016"): value for values in left.values() for area, value in values.items()}
        assert known(home) == never_had


def test_withdrawing_twice_is_refused(home, deliver) -> None:
    number = deliver(make_reading(("A", "2016", 1.0)))
    take_back(home, number, START + timedelta(days=1))
    with pytest.raises(NotFound, match="keine gültige Lieferung"):
        take_back(home, number, START + timedelta(days=2))


def test_a_value_is_one_of_its_series_unit_basis_area_period_and_groups(home, deliver) -> None:
    deliver(make_reading(("A", "2016", 1.0)))
    deliver(make_reading(("A", "2016", 2.0), unit="Prozent"))
    deliver(make_reading(("A", "2016", 3.0), basis="AZR"))
    deliver(make_reading(("A", "2016", 4.0, {"geschlecht": "weiblich"})))
    with open_snapshot(home) as snapshot:
        values = {row["value"] for row in snapshot.rows("SELECT value FROM current_observation")}
    assert values == {1.0, 2.0, 3.0, 4.0}


def test_only_the_newest_reference_day_of_a_year_counts_for_the_year(home, deliver) -> None:
    deliver(make_reading(("A", "2016-06-30", 1.0), ("A", "2016-12-31", 2.0), ("A", "2015-12-31", 3.0)))
    with open_snapshot(home) as snapshot:
        rows = snapshot.rows("SELECT period FROM current_observation WHERE last_of_year ORDER BY period")
    assert [row["period"] for row in rows] == ["2015-12-31", "2016-12-31"]


def test_a_table_without_the_figure_takes_none_away(home: Home, deliver) -> None:
    deliver(make_reading(("03159", "2015", 320.0)))
    absent = make_reading(("03159", "2015", None, {}, "absent"), layout="andere")
    with open_snapshot(home) as snapshot:
        assert difference(snapshot, absent, NOW).unchanged == 1
    deliver(absent)
    assert known(home) == {("03159", "2015"): 320.0}


def test_a_secret_figure_does_replace_a_known_one(home: Home, deliver) -> None:
    deliver(make_reading(("03159", "2015", 2.0)))
    deliver(make_reading(("03159", "2015", None, {}, "secret")))
    assert known(home) == {("03159", "2015"): None}
