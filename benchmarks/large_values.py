"""400 areas × 60 indicators × 20 years × 3 groups: set-based against a plain Python loop that makes the same rows."""

import tempfile
from collections.abc import Iterator
from math import isclose
from pathlib import Path
from time import perf_counter
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

import indicators.verdicts
import store.evaluation
import store.reading
from benchmarks import generated, plain_loop
from benchmarks.results import Result, interleaved, seconds_of
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
    (alone,), (together,) = interleaved(rounds, lambda: (seconds_of(values),), lambda: (seconds_of(judged),))
    read, computed, assessed = _loop(snapshot, found)
    name, yardstick = f"Erzeugt: {found.num_rows} Werte", "Python-Schleife, selbe Zeilen"
    note = (
        f"Schleife: Einlesen {read:.1f} s, Werte {computed:.1f} s, Bewertungen {assessed:.1f} s, in Blöcken zu {_BLOCK} von "
        f"{generated.AREAS} Gebieten; alle {found.num_rows} Zeilen beider Wege verglichen: gleich"
    )
    yield Result(name, alone, yardstick, read + computed, limit=3, least=20)
    yield Result(f"{name} mit Bewertung", together, yardstick, read + computed + assessed, limit=3, least=20, note=note)


def _loop(snapshot: Snapshot, found: pa.Table) -> tuple[float, float, float]:
    """Seconds for reading, values and verdicts; every row is compared with ``found`` on the way."""
    definitions, targets = generated.definitions(), generated.targets()
    keys = [f"{number:05}" for number in range(generated.AREAS)]
    spent = [0.0, 0.0, 0.0]
    for first in range(0, len(keys), _BLOCK):
        areas = keys[first : first + _BLOCK]
        times = [perf_counter()]
        known = {(row["series"], row["groups"], row["area"], row["year"]): row for row in snapshot.rows(_READ, {"areas": areas})}
        times.append(perf_counter())
        rows = plain_loop.evaluate(known, definitions, generated.GROUPS, areas, generated.YEARS)
        times.append(perf_counter())
        plain_loop.assess(rows, definitions, targets)
        times.append(perf_counter())
        spent = [before + end - start for before, start, end in zip(spent, times, times[1:], strict=False)]
        _compare(found.filter(pc.is_in(found["area"], value_set=pa.array(areas))), rows)
    return spent[0], spent[1], spent[2]


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
