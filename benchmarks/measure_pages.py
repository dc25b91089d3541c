"""Pages about measures in a running application with 240 measures and 10 half-years: processor time of the server, cold and warm."""

import asyncio
import statistics
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import workflows
from benchmarks import many_measures
from benchmarks.pages import stop_at_errors
from benchmarks.results import Result, seconds_of
from benchmarks.server import first_page, started
from benchmarks.websocket_driver import cpu_per_opening, cpu_seconds, open_page
from domain.steering import Trigger
from loaders.worker import Worker
from store import Home

VIEWS = {
    "Überblick": "",
    "Handlungsfeld": "handlungsfeld?id=bildung",
    "Maßnahmen, Tabelle": "massnahmen",
    "Maßnahmen, Tafel": "massnahmen?ansicht=tafel",
    "Maßnahmen, Zeitplan": "massnahmen?ansicht=zeitplan",
    "Maßnahmen, Mittel": "massnahmen?ansicht=mittel",
    "Maßnahmen, gesucht": "massnahmen?suche=Termine",
    "eine Maßnahme": "massnahmen?id=1.2",
    "Rücklauf": "ruecklauf",
    "Sachstand melden": "sachstand-melden",
    "Berichtsreife": "berichtsreife",
    "Nachsteuerung": "nachsteuerung",
    "Konzept": "konzept",
}
WITHOUT_MEASURES = "datenstand"
LIMIT = 0.15
DECISIONS = 30


def measure(demo: Path, rounds: int) -> Iterator[Result]:
    """Makes the installation, then opens each page in a server that has shown no measure yet (cold), and again and again (warm)."""
    home = Home(demo.parent / "viele")
    made: list[int] = []
    with Worker() as worker:
        seconds = seconds_of(lambda: made.append(many_measures.make(home, worker)))
    yield Result("240 Maßnahmen, 10 Halbjahre: Blätter schreiben und übernehmen", seconds, note=f"{made[0]} Meldungen")
    _decide(home)
    for name, view in VIEWS.items():
        yield _cold(home.path, name, view, rounds)
    with started(home.path) as (pid, address):
        first_page(address)
        for name, view in VIEWS.items():
            runs = [cpu_per_opening(address, view, pid) for _ in range(rounds)]
            stop_at_errors(view, [opening for _, openings in runs for opening in openings])
            wall = statistics.median(opening.seconds for _, openings in runs for opening in openings)
            cpu = statistics.median(seconds for seconds, _ in runs)
            yield Result(f"{name}: warm", cpu, limit=LIMIT, note=f"{wall:.3f} s bis zum Ende des Aufbaus")


def _cold(home: Path, name: str, view: str, rounds: int) -> Result:
    """The first page about measures that a started server shows: libraries are loaded, nothing of the installation is kept yet."""
    times, walls = [], []
    for _ in range(rounds):
        with started(home) as (pid, address):
            first_page(address, WITHOUT_MEASURES)
            before = cpu_seconds(pid)
            openings = asyncio.run(open_page(address, view))
            times.append(cpu_seconds(pid) - before)
            stop_at_errors(view, openings)
            walls.append(openings[0].seconds)
    return Result(f"{name}: kalt", statistics.median(times), limit=LIMIT, note=f"{statistics.median(walls):.3f} s bis zum Ende des Aufbaus")


def _decide(home: Home) -> None:
    """Two meetings a year have left their decisions."""
    for number in range(DECISIONS):
        workflows.record_steering(
            home,
            list(Trigger)[number % 3],
            occasion=f"Anlass der Entscheidung {number + 1}",
            decision=f"Entscheidung {number + 1}: Das Ende wird verlegt.",
            measures=[f"{number % 9 + 1}.{number % 20 + 1}"],
            decided_on=date(2022 + number % 4, 3, 15),
            body="controlling",
        )
