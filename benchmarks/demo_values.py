"""All indicators for all areas of the demo state, with verdicts, as every page gets them."""

from collections.abc import Iterator
from pathlib import Path

from benchmarks.results import Result, interleaved, seconds_of
from store import Home, open_snapshot
from views.values import evaluated


def measure(home: Path, rounds: int) -> Iterator[Result]:
    """Warm, as in a running server."""
    with open_snapshot(Home(home)) as snapshot:
        count = evaluated(snapshot).num_rows
        [[seconds]] = interleaved(rounds, lambda: (seconds_of(lambda: evaluated(snapshot)),))
    yield Result(f"Demo: alle Indikatoren, alle Gebiete, bewertet ({count} Werte)", seconds, limit=0.3)
