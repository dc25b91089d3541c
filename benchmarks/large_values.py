"""400 areas × 60 indicators × 20 years × 3 groups: set-based against a plain Python loop that makes the same rows."""

import tempfile
from collections.abc import Iterator
from math import isclose
from pathlib import Path
from time import perf_counter
from typing import Any

import pyarrow as pa

import indicators.verdicts
import store.evaluation
import store.reading
from benchmarks import generated, plain_loop
from benchmarks.results import Result, interleaved, seconds_of
from indicators.plan import plan
from store import Home, Snapshot, open_snapshot

_LOOPED = 40  # areas the loop works on; its time grows with their number
_READ = """
SELECT s.series, s.groups, k.area, k.year, k.id, k.value, k.sign, k.period, k.slot, s.basis
FROM current_observation k JOIN strand s ON s.id = k.strand WHERE k.area < $below
"""


def measure(rounds: int) -> Iterator[Result]:
    """Values alone, then values with verdicts; stops with an error where both ways differ."""
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder) / "home")
        started = perf_counter()
        count = generated.fill(home)
        filled = perf_counter() - started
        with open_snapshot(home) as snapshot:
            yield from _measured(snapshot, rounds)
    yield Result(f"Erzeugt: {count} Beobachtungen übernehmen und veröffentlichen", filled)


def _measured(snapshot: Snapshot, rounds: int) -> Iterator[Result]:
    definitions, targets = generated.definitions(), generated.targets()

    def values() -> pa.Table:
        return store.evaluation.evaluate(snapshot, plan(definitions, store.reading.strands(snapshot)))

    def judged() -> pa.Table:
        return indicators.verdicts.assess(values(), definitions, targets)

    found = judged()
    (alone,), (together,) = interleaved(rounds, lambda: (seconds_of(values),), lambda: (seconds_of(judged),))
    loop_read, loop_values, loop_verdicts, rows = _loop(snapshot)
    _compare(found, rows)
    scale = generated.AREAS / _LOOPED
    name = f"Erzeugt: {found.num_rows} Werte"
    yardstick = "Python-Schleife, selbe Zeilen"
    note = (
        f"Schleife an {_LOOPED} von {generated.AREAS} Gebieten gemessen und hochgerechnet; darin Einlesen {loop_read * scale:.1f} s, "
        f"Werte {loop_values * scale:.1f} s, Bewertungen {loop_verdicts * scale:.1f} s; {len(rows)} Zeilen verglichen, alle gleich"
    )
    yield Result(name, alone, yardstick, (loop_read + loop_values) * scale, limit=3, least=20)
    yield Result(f"{name} mit Bewertung", together, yardstick, (loop_read + loop_values + loop_verdicts) * scale, 3, None, 20, note)


def _loop(snapshot: Snapshot) -> tuple[float, float, float, list[dict[str, Any]]]:
    """Seconds for reading, values and verdicts of some areas, and the rows."""
    definitions = generated.definitions()
    areas = [f"{number:05}" for number in range(_LOOPED)]
    times = [perf_counter()]
    read = snapshot.rows(_READ, {"below": f"{_LOOPED:05}"})
    known = {(row["series"], row["groups"], row["area"], row["year"]): row for row in read}
    times.append(perf_counter())
    rows = plain_loop.evaluate(known, definitions, generated.GROUPS, areas, generated.YEARS)
    times.append(perf_counter())
    plain_loop.assess(rows, definitions, generated.targets())
    times.append(perf_counter())
    return times[1] - times[0], times[2] - times[1], times[3] - times[2], rows


def _compare(found: pa.Table, rows: list[dict[str, Any]]) -> None:
    """Raises RuntimeError at the first row that differs."""
    looped = {f"{number:05}" for number in range(_LOOPED)}
    columns = ["indicator", "area", "year", "groups", "value", "missing", "a", "b", "c", "d", "signs", "basis", "observations", "weather"]
    mask = pa.compute.is_in(found["area"], value_set=pa.array(sorted(looped)))
    compared = {_key(row): row for row in found.filter(mask).select([*columns, "mean_change", "last_change"]).to_pylist()}
    if len(compared) != len(rows):
        raise RuntimeError(f"{len(compared)} rows instead of {len(rows)}")
    for row in rows:
        other = compared[_key(row)]
        for name in columns:
            if row[name] != other[name] and not _close(row[name], other[name]):
                raise RuntimeError(f"{_key(row)}: {name} is {other[name]!r} instead of {row[name]!r}")
        for name in ("mean_change", "last_change"):
            if row[name] is not None and not _close(row[name], other[name]):
                raise RuntimeError(f"{_key(row)}: {name} is {other[name]!r} instead of {row[name]!r}")


def _close(one: Any, other: Any) -> bool:
    return isinstance(one, float) and isinstance(other, float) and isclose(one, other, rel_tol=1e-9, abs_tol=1e-9)


def _key(row: dict[str, Any]) -> tuple[str, str, int, str]:
    return row["indicator"], row["area"], row["year"], row["groups"]
