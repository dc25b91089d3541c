"""Defects and damaged bytes against the whole import: python -m fuzz [defekte bytes] [--count N] [--seed S] [--only NUMMER]."""

import argparse
import sys
import tempfile
import time
from pathlib import Path

from fuzz import byte_run, defect_run, figures

_COUNTS = {"defekte": 10_000, "bytes": 20_000}


def main() -> None:
    """Prints the figures; ends with 1 where an aim was missed."""
    parser = argparse.ArgumentParser(prog="python -m fuzz", description=__doc__)
    parser.add_argument("which", nargs="*", metavar="TEIL", help=f"nur dieser Teil: {', '.join(_COUNTS)}")
    parser.add_argument("--count", type=int, help="Anzahl je Teil statt 10 000 und 20 000")
    parser.add_argument("--seed", type=int, default=1, help="Anfang der Zufallszahlen; dieselbe Zahl gibt dieselben Störungen")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--only", type=int, nargs="*", default=[], help="nur die Störungen mit diesen Nummern, ausführlich")
    parser.add_argument("--keep", type=Path, default=Path("fuzz-fall"), help="Ordner für die Dateien von --only")
    parser.add_argument("--source", default="", help="nur Tabellen, deren Name dies enthält (nur Defekte)")
    options = parser.parse_args()
    if unknown := set(options.which) - _COUNTS.keys():
        parser.error(f"{', '.join(sorted(unknown))}: bekannt sind {', '.join(_COUNTS)}")
    met = True
    for which in options.which or _COUNTS:
        with tempfile.TemporaryDirectory() as folder:
            part = _defects if which == "defekte" else _bytes
            met = part(options, options.count or _COUNTS[which], Path(folder)) and met
    sys.exit(0 if met else 1)


def _defects(options: argparse.Namespace, count: int, folder: Path) -> bool:
    print(f"Einzelne Störungen, Seed {options.seed} …", flush=True)
    started = time.monotonic()
    run = defect_run.prepare(folder, options.seed, print, lambda name: options.source in name)
    if options.only:
        for number in options.only:
            print(f"\n{number}: {defect_run.keep(run, number, options.keep / str(number))}")
        return True
    print(f"{len(run.sources)} Tabellen bereit nach {time.monotonic() - started:.0f} s", flush=True)
    outcomes = list(defect_run.outcomes(run, count, options.processes))
    print(f"\n{figures.defect_report(outcomes, run.clean)}")
    print(f"\n{figures.whole(len(outcomes))} Störungen in {time.monotonic() - started:.0f} s", flush=True)
    return figures.aims_met(outcomes)


def _bytes(options: argparse.Namespace, count: int, folder: Path) -> bool:
    print(f"Beschädigte Bytes, Seed {options.seed} …", flush=True)
    if options.only:
        for number in options.only:
            print(f"{number}: {byte_run.keep(folder, options.seed, number, options.keep)}")
        return True
    result = byte_run.run(folder, count, options.seed, options.processes)
    print(byte_run.report(result), flush=True)
    return result.fine


if __name__ == "__main__":
    main()
