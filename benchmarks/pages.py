"""Pages of the running application: processor time of each, many people at once, and the first page after a start."""

import asyncio
import statistics
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.results import Result, interleaved
from benchmarks.server import APP, HELLO, first_page, started
from benchmarks.websocket_driver import Opening, cpu_per_opening, open_together

VIEWS = ("", "handlungsfeld", "indikator", "massnahmen", "konzept", "einspielen", "datenstand")
MORE = ("indikator?ansicht=karte", "indikator?ansicht=tabelle")
OPENINGS, PEOPLE = 20, 50


def measure(home: Path, rounds: int) -> Iterator[Result]:
    """Each page opened by new sessions one after the other, then all pages by everybody at the same moment."""
    with started(home) as (pid, address):
        first_page(address)
        for view in VIEWS + MORE:
            runs = [cpu_per_opening(address, view, pid, openings=OPENINGS) for _ in range(rounds)]
            stop_at_errors(view, [opening for _, openings in runs for opening in openings])
            cpu = statistics.median(seconds for seconds, _ in runs)
            size = runs[-1][1][-1].received / 1024
            wall = statistics.median(opening.seconds for _, openings in runs for opening in openings)
            note = f"{wall:.3f} s bis zum Ende des Aufbaus, {size:.0f} KB"
            yield Result(f"Seite {view or 'ueberblick'}: Rechenzeit des Servers", cpu, limit=0.05, note=note)
        together = [asyncio.run(open_together(address, VIEWS, PEOPLE)) for _ in range(rounds)]
    for openings in together:
        stop_at_errors("gleichzeitig", openings)
    medians = [statistics.median(opening.seconds for opening in openings) for openings in together]
    slowest = max(opening.seconds for openings in together for opening in openings)
    yield Result(f"{PEOPLE} Personen gleichzeitig", statistics.median(medians), limit=1.5, note=f"die letzte nach {slowest:.2f} s")


def measure_start(home: Path, rounds: int) -> Iterator[Result]:
    """From the command to the end of the first page's script."""

    def start(command: tuple[str, ...]) -> tuple[float]:
        begun = time.perf_counter()
        with started(home, command) as (_, address):
            stop_at_errors(command[0], [first_page(address)])
            return (time.perf_counter() - begun,)

    (ours,), (hello,) = interleaved(rounds, lambda: start(APP), lambda: start(HELLO))
    yield Result("Start bis zur ersten Seite", ours, "streamlit hello", hello)


def stop_at_errors(view: str, openings: list[Opening]) -> None:
    """Raises where an opening showed an error instead of the page."""
    failed = sum(opening.failed for opening in openings)
    if failed:
        raise RuntimeError(f"{view}: {failed} of {len(openings)} openings showed an error")
