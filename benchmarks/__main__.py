"""All measurements in one run: python -m benchmarks [befehle klein mappe demo werte groß seiten start massnahmen berichte] [--rounds 5]."""

import argparse
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

import settings
import workflows
from benchmarks import command_line, demo_values, large, large_values, large_workbook, measure_pages, pages, report_files, small_tables
from benchmarks.results import Result, table
from loaders.worker import Worker
from store import Home

MEASUREMENTS: dict[str, Callable[[Path, int], Iterable[Result]]] = {
    "befehle": command_line.measure,
    "klein": small_tables.measure,
    "mappe": lambda home, _: large_workbook.measure(home),
    "demo": demo_values.measure,
    "werte": lambda _, rounds: large_values.measure(rounds),
    "groß": lambda _, rounds: large.measure(rounds),
    "seiten": pages.measure,
    "start": pages.measure_start,
    "massnahmen": measure_pages.measure,
    "berichte": report_files.measure,
}


def main() -> None:
    """Prints progress to the screen and the table at the end."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("which", nargs="*", metavar="MESSUNG", help=f"nur diese: {', '.join(MEASUREMENTS)}")
    parser.add_argument("--rounds", type=int, default=5, help="Wiederholungen, abwechselnd; gezeigt wird der Median")
    options = parser.parse_args()
    if unknown := set(options.which) - MEASUREMENTS.keys():
        parser.error(f"{', '.join(sorted(unknown))}: bekannt sind {', '.join(MEASUREMENTS)}")
    results: list[Result] = []
    with tempfile.TemporaryDirectory() as folder, Worker() as worker:
        home = Path(folder) / "demo"
        workflows.init(Home(home), "demo", worker, settings=settings.Settings())
        for name in options.which or MEASUREMENTS:
            print(f"{name} …", flush=True)
            results += MEASUREMENTS[name](home, options.rounds)
    print(f"\n{table(results)}")
    missed = [each.what for each in results if each.met is False]
    print(f"\nZiele verfehlt: {len(missed)} von {sum(each.met is not None for each in results)}")


if __name__ == "__main__":
    main()
