"""Whatever is accepted and withdrawn, in whatever order: what remains is the state that never had it."""

import tempfile
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.deliveries import Reading, SourceFile
from store import Home, open_snapshot
from store.reading import NOW
from store.working_file import writing
from store.writing import add_delivery, difference, withdraw
from tests.store.builders import START, make_reading

VALUES = st.one_of(
    st.tuples(st.sampled_from("ABC"), st.sampled_from(("2015", "2016")), st.integers(0, 3).map(float)),
    st.tuples(st.sampled_from("ABC"), st.sampled_from(("2015", "2016")), st.none(), st.just({}), st.sampled_from(("absent", "secret"))),
)
TABLES = st.lists(VALUES, min_size=1, max_size=4, unique_by=lambda value: value[:2])
STEPS = st.lists(st.one_of(TABLES, st.integers(0, 9)), min_size=1, max_size=9)
"""A table is accepted, a number withdraws one of the deliveries that are valid then."""


def known(home: Home) -> list[tuple]:
    query = """
        SELECT s.series, s.unit, s.basis, s.groups, k.area::VARCHAR AS area, k.period::VARCHAR AS period, k.value, k.sign::VARCHAR AS sign
        FROM current_observation k JOIN strand s ON s.id = k.strand ORDER BY ALL
    """
    with open_snapshot(home) as snapshot:
        return [tuple(row.values()) for row in snapshot.rows(query)]


def told(home: Home, reading: Reading) -> tuple[int, int, int]:
    with open_snapshot(home) as snapshot:
        found = difference(snapshot, reading, NOW)
    return found.new, found.revised, found.unchanged


def play(home: Home, steps: Sequence[list | int]) -> list[list]:
    """Accepts and withdraws; returns the tables that are still valid, in the order they came."""
    valid: dict[int, list] = {}
    with writing(home, START) as connection:
        for day, step in enumerate(steps):
            now = START + timedelta(days=day)
            if isinstance(step, list):
                file = SourceFile("datei.csv", str(day), 1)
                valid[add_delivery(connection, make_reading(*step), file, now=now, by="Test", note="")] = step
            elif valid:
                number = sorted(valid)[step % len(valid)]
                withdraw(connection, number, now=now, by="Test", reason="Probe")
                del valid[number]
    return [valid[number] for number in sorted(valid)]


@settings(max_examples=25, deadline=None, database=None)
@given(STEPS)
def test_undo_in_any_order_leaves_the_state_that_never_had_it(steps: list) -> None:
    with tempfile.TemporaryDirectory() as folder:
        one, other = Home(Path(folder) / "eine"), Home(Path(folder) / "andere")
        remaining = play(one, steps)
        play(other, remaining)
        assert known(one) == known(other)
        asked = make_reading(("A", "2015", 1.0), ("B", "2016", 2.0), ("C", "2017", 3.0))
        assert told(one, asked) == told(other, asked)
