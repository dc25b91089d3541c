"""Check and accept from the command line, each in a fresh process, against one that imports pandas and only reads the file."""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import workflows
from benchmarks.results import Result, interleaved, seconds_of, with_cpu
from loaders.worker import Worker
from store import Home

ROOT = Path(__file__).resolve().parents[1]
REAL = ROOT.parent / "shared" / "real"
COPIES = ROOT / "data"
_CSV = (
    "import sys, pandas\n"
    "pandas.read_csv(sys.argv[1], sep=';', skiprows=8, header=None, names=range(16), decimal=',', "
    "encoding={encoding!r}, na_values=['.', '-'])"
)
_EXCEL = "import sys, pandas\npandas.read_excel(sys.argv[1], sheet_name={sheet!r})"


@dataclass(frozen=True)
class Case:
    """A file and the program that only reads it."""

    name: str
    file: Path
    reading: str


def cases() -> Iterator[Case]:
    """The real tables where they lie beside the project, else the small copies of the demo."""
    text = next(REAL.glob("b02_*.csv"), None)
    if text:
        yield Case("b02", text, _CSV.format(encoding=_encoding(text)))
    else:
        small = COPIES / "regionaldatenbank" / "13211-02-05-4.csv"
        yield Case("13211-02-05-4 (kleine Kopie)", small, _CSV.format(encoding=_encoding(small)))
    workbook = next(REAL.glob("c10_*.xlsx"), None)
    if workbook:
        yield Case("c10", workbook, _EXCEL.format(sheet="2020_1-2-3_CSV_Export"))
    else:
        yield Case("Sachstandsblatt 2026-1 (c10 fehlt)", COPIES / "demo" / "massnahmen" / "2026-1.xlsx", _EXCEL.format(sheet=0))


def _encoding(file: Path) -> str:
    try:
        file.read_text("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def measure(home: Path, rounds: int) -> Iterator[Result]:
    """Every case from the command line, then by the warm reading process of the pages."""
    for case in cases():
        yield from _from_fresh_processes(case, home, rounds)
        yield _warm(case, home, rounds)


def _from_fresh_processes(case: Case, home: Path, rounds: int) -> Iterator[Result]:
    with tempfile.TemporaryDirectory() as folder:
        numbers = iter(range(1000))

        def check() -> tuple[float, float]:
            return with_cpu(lambda: _run("cli.py", "--home", str(home), "check", str(case.file)))

        def accept() -> tuple[float, float]:
            own = Path(folder) / str(next(numbers))  # each time for the first time
            shutil.copytree(home, own)
            return with_cpu(lambda: _run("cli.py", "--home", str(own), "accept", str(case.file)))

        def only_read() -> tuple[float, float]:
            return with_cpu(lambda: _run("-c", case.reading, str(case.file)))

        checked, accepted, read = interleaved(rounds, check, accept, only_read)
    yardstick = "pandas liest die Datei nur"
    both = [one + other for one, other in zip(checked, accepted, strict=True)]
    for what, (seconds, cpu), aim in (
        ("prüfen und übernehmen (zwei Aufrufe)", both, 2.0),
        ("nur prüfen", checked, None),
        ("nur übernehmen (prüft selbst)", accepted, 2.0),
    ):
        note = f"Rechenzeit {cpu:.2f} s gegen {read[1]:.2f} s: {cpu / read[1]:.2f} ×"
        yield Result(f"{case.name}: {what}", seconds, yardstick, read[0], most=aim, note=note)


def _run(*arguments: str) -> None:
    done = subprocess.run([sys.executable, *arguments], cwd=ROOT, capture_output=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{arguments}: {done.stderr.decode('utf-8', 'replace')[-2000:]}")


def _warm(case: Case, home: Path, rounds: int) -> Result:
    with Worker() as worker:
        workflows.check(Home(home), case.file, worker)
        [[warm]] = interleaved(rounds, lambda: (seconds_of(lambda: workflows.check(Home(home), case.file, worker)),))
    return Result(f"{case.name}: prüfen mit warmem Leseprozess", warm, limit=1 if case.name.startswith("b02") else None)
