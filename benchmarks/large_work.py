"""Evaluates an installation once as a whole and builds its pages: python -m benchmarks.large_work HOME ROUNDS prints figures as JSON."""

import json
import resource
import statistics
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from time import perf_counter, process_time

from benchmarks.large_store import HOME_AREA
from benchmarks.results import seconds_of
from domain.access import Role, Viewer
from store import Home, Snapshot, open_snapshot
from views import catalogue, field, indicator, overview, values


def main() -> None:
    """The whole first: its peak is the memory of a process that has done nothing else."""
    home, rounds = Home(Path(sys.argv[1])), int(sys.argv[2])
    with open_snapshot(home) as snapshot:
        found = _everything(snapshot)
        times = [_everything(snapshot)["seconds"] for _ in range(rounds - 1)]
        found["seconds"] = statistics.median([found["seconds"], *times])
        found["pages"] = _pages(snapshot, rounds)
    print(json.dumps(found))


def _everything(snapshot: Snapshot) -> dict[str, object]:
    started, cpu, count = perf_counter(), process_time(), 0
    for batch in values.in_batches(snapshot):
        count += len(batch)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return {"seconds": perf_counter() - started, "cpu": process_time() - cpu, "values": count, "memory": memory}


def _pages(snapshot: Snapshot, rounds: int) -> dict[str, float]:
    """Median seconds of each view, warm as in a running server."""
    viewer = Viewer(Role.OFFICE)
    today = date(2026, 1, 1)
    views: dict[str, Callable[[], object]] = {
        "Indikator": lambda: indicator.build(snapshot, viewer, indicator.Selection("e004", HOME_AREA)),
        "alle Gebiete eines Indikators (Karte)": lambda: values.across_areas(snapshot, "e004"),
        "Handlungsfeld": lambda: field.build(snapshot, viewer, "f1", today),
        "Überblick": lambda: overview.build(snapshot, viewer, today),
        "Katalog": lambda: catalogue.build(snapshot, today),
    }
    return {name: _median(work, rounds) for name, work in views.items()}


def _median(work: Callable[[], object], rounds: int) -> float:
    work()
    return statistics.median(seconds_of(work) for _ in range(max(rounds, 3)))


if __name__ == "__main__":
    main()
