"""400 areas × 60 indicators × 20 years × 3 groups: set-based against a plain Python loop that makes the same rows."""

import statistics
import tempfile
from collections.abc import Callable, Iterator
from math import isclose
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

import indicators.verdicts
import store.evaluation
import store.reading
from benchmarks import generated, plain_loop
from benchmarks.results import Result, seconds_of
from indicators.plan import plan
from store import Home, Snapshot, open_snapshot

_BLOCK = 40  # areas the loop holds in memory at once
_READ = """
SELECT s.series, s.groups, k.area, k.year, k.id, k.value, k.sign, k.period, k.slot, s.basis
FROM current_observation k JOIN strand s ON s.id = k.strand WHERE list_contains($areas, k.area)
"""
_COMPARED = (
    "indicator", "area", "year", "groups", "slot", "period", "value", "missing", "a", "b", "c", "d", "signs", "basis", "observations",
    "weather", "mean_change", "last_change",
)  # fmt: skip


def measure(rounds: int) -> Iterator[Result]:
    """Values alone, then values with verdicts; stops with an error where both ways differ."""
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder) / "home")
        started = perf_counter()
        count = generated.fill(home)
        filled = perf_counter() - started
        with open_snapshot(home) as snapshot:
            yield from _measured(snapshot, rounds)
    yield Result(f"Erzeugt: {count} Beobachtungen aufnehmen und veröffentlichen", filled)


def _measured(snapshot: Snapshot, rounds: int) -> Iterator[Result]:
    definitions, targets = generated.definitions(), generated.targets()

    def values() -> pa.Table:
        return store.evaluation.evaluate(snapshot, plan(definitions, store.reading.strands(snapshot)))

    def judged() -> pa.Table:
        return indicators.verdicts.assess(values(), definitions, targets)

    found = judged()
    spent, alone, together = [], [], []
    keys = [f"{number:05}" for number in range(generated.AREAS)]
    for number, first in enumerate(range(0, len(keys), _BLOCK)):
        spent.append(_loop(snapshot, found, keys[first : first + _BLOCK]))
        if number % 2 == 0 and len(alone) < rounds:  # between the blocks: other load on the machine hits both ways
            alone.append(_both_clocks(values))
            together.append(_both_clocks(judged))
    read, computed, assessed, cpu = (sum(column) for column in zip(*spent, strict=True))
    quick, quick_cpu = (statistics.median(column) for column in zip(*together, strict=True))
    name, yardstick = f"Erzeugt: {found.num_rows} Werte", "Python-Schleife, selbe Zeilen"
    note = (
        f"Schleife: Einlesen {read:.1f} s, Werte {computed:.1f} s, Bewertungen {assessed:.1f} s; "
        f"Rechenzeit {quick_cpu:.2f} s gegen {cpu:.1f} s, {cpu / quick_cpu:.1f} × weniger; "
        f"alle {found.num_rows} Zeilen beider Wege verglichen: gleich"
    )
    median_alone = statistics.median(wall for wall, _ in alone)
    yield Result(name, median_alone, yardstick, read + computed, limit=3, least=20)
    yield Result(f"{name} mit Bewertung", quick, yardstick, read + computed + assessed, limit=3, least=20, note=note)


def _both_clocks(work: Callable[[], object]) -> tuple[float, float]:
    """Wall and processor time of one call."""
    before = process_time()
    return seconds_of(work), process_time() - before


def _loop(snapshot: Snapshot, found: pa.Table, areas: list[str]) -> tuple[float, float, float, float]:
    """Seconds for reading, values and verdicts, and processor time of all three; then every row is compared with ``found``."""
    before = process_time()
    times = [perf_counter()]
    known = {(row["series"], row["groups"], row["area"], row["year"]): row for row in snapshot.rows(_READ, {"areas": areas})}
    times.append(perf_counter())
    rows = plain_loop.evaluate(known, generated.definitions(), generated.GROUPS, areas, generated.YEARS)
    times.append(perf_counter())
    plain_loop.assess(rows, generated.definitions(), generated.targets())
    times.append(perf_counter())
    cpu = process_time() - before
    _compare(found.filter(pc.is_in(found["area"], value_set=pa.array(areas))), rows)
    return times[1] - times[0], times[2] - times[1], times[3] - times[2], cpu


def _compare(found: pa.Table, rows: list[dict[str, Any]]) -> None:
    """Raises RuntimeError at the first row that differs."""
    if found.num_rows != len(rows):
        raise RuntimeError(f"{found.num_rows} rows instead of {len(rows)}")
    others = {_key(row): row for row in found.select(list(_COMPARED)).to_pylist()}
    for row in rows:
        other = others[_key(row)]
        for name in _COMPARED:
            one, two = row[name], other[name]
            if one != two and not _close(one, two):
                raise RuntimeError(f"{_key(row)}: {name} is {two!r} instead of {one!r}")


def _close(one: Any, other: Any) -> bool:
    return isinstance(one, float) and isinstance(other, float) and isclose(one, other, rel_tol=1e-9, abs_tol=1e-9)


def _key(row: dict[str, Any]) -> tuple[str, str, int, str]:
    return row["indicator"], row["area"], row["year"], row["groups"]
