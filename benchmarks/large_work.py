"""Evaluates an installation once as a whole and builds its pages: python -m benchmarks.large_work HOME ROUNDS prints figures as JSON."""

import json
import resource
import statistics
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import pyarrow as pa

from benchmarks.large_store import HOME_AREA
from benchmarks.results import seconds_of
from domain.access import Role, Viewer
from store import Home, Snapshot, open_snapshot
from views import catalogue, freshness, indicator, indicator_areas, overview, values
from views import field as field_view


def main() -> None:
    """The whole first: its peak is the memory of a process that has done nothing else."""
    home, rounds = Home(Path(sys.argv[1])), int(sys.argv[2])
    with open_snapshot(home) as snapshot:
        found = _everything(snapshot)
        times = [_everything(snapshot)["seconds"] for _ in range(rounds - 1)]
        found["seconds"] = statistics.median([found["seconds"], *times])
        watched = _Watched(snapshot.version, snapshot.home, snapshot._connection)
        found["pages"] = _pages(watched, rounds)
        found["query"] = _slowest(watched, rounds)
    print(json.dumps(found))


def _everything(snapshot: Snapshot) -> dict[str, Any]:
    started, cpu, count = perf_counter(), process_time(), 0
    for batch in values.in_batches(snapshot):
        count += len(batch)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return {"seconds": perf_counter() - started, "cpu": process_time() - cpu, "values": count, "memory": memory}


@dataclass(frozen=True)
class _Watched(Snapshot):
    """A snapshot that writes down how long each of its queries takes."""

    seconds: list[float] = field(default_factory=list, compare=False)

    def arrow(self, query: str, parameters: dict[str, Any] | None = None, **tables: pa.Table) -> pa.Table:
        started = perf_counter()
        found = super().arrow(query, parameters, **tables)
        self.seconds.append(perf_counter() - started)
        return found

    @contextmanager
    def session(self, **tables: pa.Table) -> Iterator[Callable[[str, dict[str, Any]], pa.Table]]:
        with super().session(**tables) as ask:

            def watched(query: str, parameters: dict[str, Any]) -> pa.Table:
                started = perf_counter()
                found = ask(query, parameters)
                self.seconds.append(perf_counter() - started)
                return found

            yield watched


def _slowest(snapshot: _Watched, rounds: int) -> float:
    """Seconds of the slowest query of all pages, the median of several rounds."""
    slowest = []
    for _ in range(max(rounds, 3)):
        snapshot.seconds.clear()
        for work in _views(snapshot).values():
            work()
        slowest.append(max(snapshot.seconds))
    return statistics.median(slowest)


def _pages(snapshot: Snapshot, rounds: int) -> dict[str, float]:
    """Median seconds of each view, warm as in a running server but for its cache of finished pages."""
    return {name: _median(work, rounds) for name, work in _views(snapshot).items()}


def _views(snapshot: Snapshot) -> dict[str, Callable[[], object]]:
    viewer = Viewer(Role.OFFICE)
    today = date(2026, 1, 1)
    return {
        "Indikator": lambda: indicator.build(snapshot, viewer, indicator.Selection("e004", HOME_AREA)),
        "Indikator, Gebiete nebeneinander": lambda: indicator_areas.build(snapshot, viewer, "e004", HOME_AREA),
        "alle Gebiete eines Indikators (Karte)": lambda: values.across_areas(snapshot, "e004"),
        "Handlungsfeld": lambda: field_view.build(snapshot, viewer, "f1", today),
        "Überblick": lambda: overview.build(snapshot, viewer, today),
        "Katalog": lambda: catalogue.build(snapshot, today),
        "Datenstand": lambda: freshness.build(snapshot, viewer, today),
    }


def _median(work: Callable[[], object], rounds: int) -> float:
    work()
    return statistics.median(seconds_of(work) for _ in range(max(rounds, 3)))


if __name__ == "__main__":
    main()
