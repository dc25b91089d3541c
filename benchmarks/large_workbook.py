"""A workbook of 200,000 rows and 12 columns: check and accept from the command line against openpyxl that only reads its values."""

import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from random import Random

from openpyxl import Workbook

from benchmarks.results import Result, interleaved, seconds_of

ROOT = Path(__file__).resolve().parents[1]
_MOST_MEMORY = 1 << 30
_VALUES = 6
_HEAD = ("Jahr", "AGS", "Gebiet", "Geschlecht", "Alter", "Stand")
_LAYOUT = """
id = "messung-gross"
title = "Messung: große Arbeitsmappe"
publisher = "Erfunden"
licence = ""
table = "M1"
url = ""
symbols = "regionaldatenbank"
dash = "zero_beside_numbers"
sheet = 'Daten'
skip_columns = ['Stand']
header = { rows = [1] }
data = { first = 2 }
period = { column = "Jahr" }
area = { key = "AGS", name = "Gebiet" }
labels = [
    { column = "Geschlecht", dimension = "geschlecht", codes = { "Männer" = "maennlich", "Frauen" = "weiblich" } },
    { column = "Alter", dimension = "alter", any = true },
]

[file]
kind = "workbook"

[recognition]
cells = [{ row = 1, col = 6, text = "Stand" }, { row = 1, col = 7, text = "Messwert 1" }]
"""
_VALUE = """
[[values]]
heading = ["Messwert {number}"]
series = "messwert_{number}"
unit = "Anzahl"
"""
_ONLY_READ = (
    "import sys, openpyxl\n"
    "book = openpyxl.load_workbook(sys.argv[1], read_only=True, data_only=True)\n"
    "for sheet in book: sum(1 for row in sheet.iter_rows(values_only=True) for value in row)"
)


@dataclass(frozen=True)
class Ended:
    """Wall seconds of a command and the most memory all its processes held together."""

    seconds: float
    memory: int


def measure(home: Path) -> Iterator[Result]:
    """One command, two commands, and the memory each of them needs; once only, because each takes long."""
    with tempfile.TemporaryDirectory() as folder:
        file, layout = Path(folder) / "messung.xlsx", Path(folder) / "layout.toml"
        made = seconds_of(lambda: _write(file))
        layout.write_text(_LAYOUT + "".join(_VALUE.format(number=number) for number in range(1, _VALUES + 1)), "utf-8")
        numbers = iter(range(1000))

        def check() -> tuple[float, float]:
            return _measured("cli.py", "--home", str(home), "check", str(file), "--layout", str(layout))

        def accept() -> tuple[float, float]:
            own = Path(folder) / str(next(numbers))
            shutil.copytree(home, own)
            return _measured("cli.py", "--home", str(own), "accept", str(file), "--layout", str(layout))

        def only_read() -> tuple[float, float]:
            return _measured("-c", _ONLY_READ, str(file))

        checked, accepted, read = interleaved(1, check, accept, only_read)
        size = file.stat().st_size / (1 << 20)
    yardstick, name = "openpyxl liest nur die Werte", f"200 000 × 12 ({_VALUES} Wertspalten, {size:.0f} MB)"
    for what, (seconds, memory), most in (
        ("prüfen und übernehmen (ein Aufruf: accept)", accepted, 1.5),
        ("nur prüfen", checked, None),
        ("prüfen, dann übernehmen (zwei Aufrufe, liest zweimal)", (checked[0] + accepted[0], max(checked[1], accepted[1])), None),
    ):
        held = f"höchstens {memory / (1 << 20):.0f} MB in allen Prozessen zusammen"
        enough = "" if memory <= _MOST_MEMORY else " – ZIEL 1 GB VERFEHLT"
        yield Result(f"{name}: {what}", seconds, yardstick, read[0], most=most, note=f"{held}{enough}; Erzeugen der Mappe {made:.0f} s")


def _write(path: Path) -> None:
    """400 areas × 10 years × 2 sexes × 25 ages, six figures each."""
    random = Random(1)
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Daten")
    sheet.append([*_HEAD, *(f"Messwert {number}" for number in range(1, _VALUES + 1))])
    areas = [(f"{state:02}{number:03}", f"Kreis {state:02}{number:03}") for state in range(1, 17) for number in range(1, 26)]
    for (key, name), year, sex, age in product(areas, range(2015, 2025), ("Männer", "Frauen"), range(25)):
        figures = [random.randrange(1_000, 1_100) * factor for factor in range(1, _VALUES + 1)]
        sheet.append([year, key, name, sex, f"{4 * age} bis unter {4 * age + 4} Jahre", "vorläufig", *figures])
    book.save(path)


def _measured(*arguments: str) -> tuple[float, float]:
    ended = run(*arguments)
    return ended.seconds, float(ended.memory)


def run(*arguments: str) -> Ended:
    """Runs Python with the arguments and watches the memory of its processes (Linux; 0 elsewhere)."""
    with subprocess.Popen([sys.executable, *arguments], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        watch = _Watch(process.pid)
        watch.start()
        seconds = seconds_of(lambda: _finish(process))
        watch.stop()
    return Ended(seconds, watch.most)


def _finish(process: subprocess.Popen[bytes]) -> None:
    _, told = process.communicate()
    if process.returncode:
        raise RuntimeError(f"{process.args}: {told.decode('utf-8', 'replace')[-2000:]}")


class _Watch(threading.Thread):
    """Looks twenty times a second at what a process and its children hold; memory they share counts once."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._pid, self._ended = pid, threading.Event()
        self.most = 0

    def run(self) -> None:
        while not self._ended.wait(0.05):
            self.most = max(self.most, sum(_held(pid) for pid in _family(self._pid)))

    def stop(self) -> None:
        self._ended.set()
        self.join()


def _family(pid: int) -> list[int]:
    try:
        children = [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()]
    except OSError:
        return [pid]
    return [pid, *(each for child in children for each in _family(child))]


def _held(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines()
    except OSError:
        return 0
    return 1024 * sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
