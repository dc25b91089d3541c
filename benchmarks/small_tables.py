"""How long a check of an ordinary table takes from the command line: the largest sample of each kind of file, and real tables."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.command_line import REAL, ROOT
from benchmarks.results import Result, interleaved, seconds_of
from loaders.layouts import layout_folders, sample_of

_LIMIT = 2.0
_REAL = ("b12_*.xlsx", "b13_*.xlsx", "b28_*.ods", "c03_*.xls")
_ROUNDS = 3


def measure(home: Path, rounds: int) -> Iterator[Result]:
    """The slowest of them is held against the limit, the others are named."""
    files = _files()
    works = [lambda file=file: (seconds_of(lambda: _check(home, file)),) for file in files]
    seconds = [median for (median,) in interleaved(min(rounds, _ROUNDS), *works)]
    measured = sorted(zip(seconds, files, strict=True), reverse=True)
    note = ", ".join(f"{file.name} {time:.2f} s".replace(".", ",") for time, file in measured[1:])
    yield Result(f"kleine Tabellen prüfen, langsamste: {measured[0][1].name}", measured[0][0], limit=_LIMIT, note=f"sonst {note}")


def _files() -> list[Path]:
    largest: dict[str, Path] = {}
    for sample in sorted((sample_of(folder) for folder in layout_folders()), key=lambda path: path.stat().st_size):
        largest[sample.suffix.lower()] = sample
    return [*largest.values(), *(path for pattern in _REAL for path in sorted(REAL.glob(pattern)))]


def _check(home: Path, file: Path) -> None:
    """A file that is refused by findings has been checked, too."""
    command = [sys.executable, "cli.py", "--home", str(home), "check", str(file)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    if done.returncode not in (0, 1):
        raise RuntimeError(f"{file.name}: {done.stderr.decode('utf-8', 'replace')[-2000:]}")
