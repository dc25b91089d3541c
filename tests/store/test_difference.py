"""What a delivery would change, told before anything is written."""

from dataclasses import replace
from datetime import timedelta

from domain.deliveries import Reading
from store import Home, open_snapshot
from store.reading import NOW
from store.working_file import writing
from store.writing import difference, history, lost_periods, previous_lines, withdraw
from tests.store.builders import START, make_reading, make_rows

LATER = START + timedelta(days=500)


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


def test_a_period_missing_between_or_at_the_end_is_gone_for_every_area(home: Home, deliver) -> None:
    values = [(area, str(year), 1.0) for area in ("A", "B") for year in (2014, 2015, 2016)]
    deliver(make_reading(*values))
    for missing in ("2015", "2016"):
        reading = make_reading(*(value for value in values if value[1] != missing))
        assert compare(home, reading) == (0, 0, 2, 4)
        with open_snapshot(home) as snapshot:
            lost = lost_periods(snapshot, reading.rows, "tabelle", NOW).to_pylist()
        assert [(row["area"], row["period"], row["dropped"]) for row in lost] == [(None, missing, False)]


def test_a_period_missing_for_one_area_is_told_with_its_name_and_old_years_as_dropped(home: Home, deliver) -> None:
    deliver(make_reading(*[(area, str(year), 1.0) for area in ("A", "B") for year in (2014, 2015, 2016)]))
    reading = make_reading(("A", "2015", 1.0), ("A", "2016", 1.0), ("B", "2015", 1.0))
    with open_snapshot(home) as snapshot:
        lost = lost_periods(snapshot, reading.rows, "tabelle", NOW).to_pylist()
    told = [(row["area"], row["area_name"], row["period"], row["dropped"]) for row in lost]
    assert told == [(None, None, "2014", True), ("B", "Gebiet B", "2016", False)]
    assert compare(home, reading) == (0, 0, 1, 3)


def test_another_year_in_a_file_of_its_own_loses_nothing(home: Home, deliver) -> None:
    deliver(make_reading(("A", "2015", 1.0), ("B", "2015", 1.0)))
    reading = make_reading(("A", "2016", 1.0))
    assert compare(home, reading) == (1, 0, 0, 0)
    with open_snapshot(home) as snapshot:
        assert lost_periods(snapshot, reading.rows, "tabelle", NOW).to_pylist() == []


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


def test_the_history_of_delivered_lines_is_every_known_period_of_theirs_and_nothing_else(home: Home, deliver) -> None:
    deliver(make_reading(("A", "2014", 1.0), ("A", "2015", 2.0), ("B", "2015", 3.0)))
    deliver(make_reading(("A", "2015", 2.5)))
    with open_snapshot(home) as snapshot:
        found = history(snapshot, make_rows(("A", "2016", 4.0)), NOW)
    assert sorted((row["area"], row["period"], row["value"], row["series"]) for row in found.to_pylist()) == [
        ("A", "2014", 1.0, "einbuergerungen"),
        ("A", "2015", 2.5, "einbuergerungen"),
    ]


def test_nothing_is_known_of_a_strand_that_is_new(home: Home, deliver) -> None:
    deliver(make_reading(("A", "2014", 1.0)))
    with open_snapshot(home) as snapshot:
        assert len(history(snapshot, make_rows(("A", "2014", 1.0), basis="Zensus 2022"), NOW)) == 0


def test_the_lines_before_are_those_of_the_newest_valid_delivery_of_the_table(home: Home, deliver) -> None:
    deliver(make_reading(("A", "2014", 1.0), ("B", "2014", 1.0)))
    number = deliver(make_reading(("C", "2015", 1.0)))
    with open_snapshot(home) as snapshot:
        assert [row["area"] for row in previous_lines(snapshot, "tabelle", NOW).to_pylist()] == ["C"]
    with writing(home, LATER) as connection:
        withdraw(connection, number, now=LATER, by="Test", reason="Probe")
    with open_snapshot(home) as snapshot:
        lines = previous_lines(snapshot, "tabelle", NOW).to_pylist()
    assert sorted((row["area"], row["area_name"]) for row in lines) == [("A", "Gebiet A"), ("B", "Gebiet B")]


def test_a_comparison_inside_a_writing_is_the_one_told_before(home: Home, deliver) -> None:
    deliver(make_reading(("A", "2015", 1.0), ("B", "2015", 2.0), ("C", "2015", 3.0)))
    reading = make_reading(("A", "2015", 1.5), ("B", "2015", None, {}, "absent"), ("D", "2015", 4.0))
    with open_snapshot(home) as snapshot:
        before = difference(snapshot, reading, NOW)
    with writing(home, LATER) as connection:
        inside = difference(connection, reading, LATER)
    assert (inside, inside.changes) == (before, before.changes)
    assert (before.new, before.revised, before.gone, before.unchanged) == (1, 1, 1, 1)


def test_the_last_digits_of_a_share_are_no_revision(home: Home, deliver) -> None:
    deliver(make_reading(("A", "2016", 23.12738367658276), ("B", "2016", 0.1), ("C", "2016", 0.0)))
    assert compare(home, make_reading(("A", "2016", 23.1273836765828), ("B", "2016", 0.1000001), ("C", "2016", 0.0))) == (0, 1, 0, 2)


def test_a_table_without_a_figure_takes_no_known_sign_away(home: Home, deliver) -> None:
    deliver(make_reading(("A", "2015", None, {}, "secret"), ("B", "2015", 2.0), ("C", "2015", None, {}, "absent")))
    without = make_reading(("A", "2015", None, {}, "absent"), ("B", "2015", None, {}, "absent"), ("C", "2015", None, {}, "absent"))
    assert compare(home, without) == (0, 0, 0, 3)
    deliver(without)
    with open_snapshot(home) as snapshot:
        known = snapshot.rows("SELECT area, value, sign FROM current_observation ORDER BY area")
    assert [(each["value"], each["sign"]) for each in known] == [(None, "secret"), (2.0, None), (None, "absent")]


def test_absent_is_a_reason_where_a_cell_was_empty(home: Home, deliver) -> None:
    deliver(make_reading(("A", "2015", None, {}, "empty"), ("B", "2015", 2.0)))
    deliver(make_reading(("B", "2015", None, {}, "empty")))
    absent = make_reading(("A", "2015", None, {}, "absent"), ("B", "2015", None, {}, "absent"))
    assert compare(home, absent) == (0, 2, 0, 0)
    deliver(absent)
    assert compare(home, absent) == (0, 0, 0, 2)
