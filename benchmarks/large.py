"""8 million observations: everything evaluated and judged, single pages, and the same at a tenth of the size. Each size in processes of
its own, so that the memory measured is that of the work and not of making the data."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.results import Result

ROOT = Path(__file__).resolve().parents[1]
SIZES = (10, 100)  # series: 800 000 and 8 million observations
MEMORY = 2_000_000_000
_FILL = """
import sys; from pathlib import Path; from benchmarks import large_store; from store import Home
large_store.fill(Home(Path(sys.argv[1])), int(sys.argv[2]))
"""


def measure(rounds: int) -> Iterator[Result]:
    """Time, peak memory and growth of the evaluation, then the slowest of several calls of each page's view."""
    seconds: dict[int, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        for size in SIZES:
            home = Path(folder) / str(size)
            _run("-c", _FILL, str(home), str(size))
            found = json.loads(_run("-m", "benchmarks.large_work", str(home), str(min(rounds, 3))))
            seconds[size] = found["seconds"]
            name = f"Groß: {found['values']} Werte aus {size * 80_000} Beobachtungen, bewertet"
            note = f"Rechenzeit {found['cpu']:.1f} s, höchster Speicherbedarf {found['memory'] / 1e9:.2f} GB"
            if found["memory"] >= MEMORY:
                raise RuntimeError(f"{name}: {note}")
            if size == SIZES[0]:
                yield Result(name, seconds[size], note=note)
                continue
            growth = seconds[size] / (seconds[SIZES[0]] * size / SIZES[0])
            yield Result(name, seconds[size], limit=10, note=f"{note}; {growth:.2f} × linear gegen ein Zehntel")
            yield Result("Groß: Wachstum gegen das Zehnfache von einem Zehntel", seconds[size], "zehnmal ein Zehntel",
                         seconds[SIZES[0]] * size / SIZES[0], most=1.05)  # fmt: skip
            for page, each in found["pages"].items():
                yield Result(f"Groß: {page}", each, limit=0.15)
            yield Result("Groß: langsamste Abfrage aller Seiten", found["query"], limit=0.15)


def _run(*arguments: str) -> str:
    done = subprocess.run([sys.executable, *arguments], cwd=ROOT, capture_output=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{arguments[:2]}: {done.stderr.decode('utf-8', 'replace')[-2000:]}")
    return done.stdout.decode()
