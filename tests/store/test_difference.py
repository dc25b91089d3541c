"""What a delivery would change, told before anything is written."""

from dataclasses import replace

from domain.deliveries import Reading
from store import Home, open_snapshot
from store.reading import NOW
from store.writing import difference
from tests.store.builders import make_reading


def compare(home: Home, reading: Reading) -> tuple[int, int, int, int]:
    with open_snapshot(home) as snapshot:
        found = difference(snapshot, reading, NOW)
    return found.new, found.revised, found.gone, found.unchanged


def test_new_revised_gone_and_unchanged_are_counted(home: Home, deliver) -> None:
    deliver(make_reading(("A", "2016", 1.0), ("B", "2016", 2.0), ("C", "2016", 3.0)))
    assert compare(home, make_reading(("A", "2016", 1.0), ("B", "2016", 2.5), ("D", "2016", 4.0))) == (1, 1, 1, 1)


def test_a_new_year_of_the_same_table_takes_nothing_away(home: Home, deliver) -> None:
    deliver(make_reading(("A", "2015", 1.0), ("A", "2016", 1.0)))
    assert compare(home, make_reading(("A", "2016", 1.0), ("A", "2017", 2.0))) == (1, 0, 0, 1)


def test_only_the_same_layout_can_lose_rows(home: Home, deliver) -> None:
    deliver(make_reading(("A", "2016", 1.0), ("B", "2016", 1.0)))
    assert compare(home, replace(make_reading(("A", "2016", 1.0)), layout="andere")) == (0, 0, 0, 1)


def test_a_changed_sign_is_a_revision_and_an_equal_one_is_not(home: Home, deliver) -> None:
    deliver(make_reading(("A", "2016", None, {}, "pending"), ("B", "2016", 1.0, {}, "provisional")))
    assert compare(home, make_reading(("A", "2016", None, {}, "secret"), ("B", "2016", 1.0, {}, "provisional"))) == (0, 1, 0, 1)


def test_the_changes_name_old_and_new_value_and_the_cell_largest_first(home: Home, deliver) -> None:
    deliver(make_reading(("A", "2016", 100.0), ("B", "2016", 100.0)))
    with open_snapshot(home) as snapshot:
        found = difference(snapshot, make_reading(("A", "2016", 101.0), ("B", "2016", 10.0)), NOW)
    assert [(each.area, each.old, each.new, each.cell) for each in found.changes] == [
        ("B", 100.0, 10.0, "L2F4"),
        ("A", 100.0, 101.0, "L1F4"),
    ]


def test_a_thousand_changes_are_counted_but_listed_in_part(home: Home, deliver) -> None:
    deliver(make_reading(("A", "2015", 1.0)))
    with open_snapshot(home) as snapshot:
        found = difference(snapshot, make_reading(*((f"{area:05}", "2016", 1.0) for area in range(1000))), NOW)
    assert (found.new, len(found.changes)) == (1000, 200)
