"""Thousands of damaged files through the limited reading process: it may die, whoever asked it may not."""

import multiprocessing
import re
import time
import traceback
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import workflows
from domain.errors import MonitorError
from fuzz.byte_mutations import damaged
from fuzz.byte_seeds import Seed, seeds
from fuzz.offices import Direct, empty_office
from loaders.worker import Worker, WorkerFailure
from store import Home

HANG_SECONDS = 31  # the reading process is ended at 30
GROWTH_MEGABYTES = 50
_SLOW_SECONDS = 5
_EVERY = 250  # a sound file is read after so many damaged ones, and after each that ended the reading process
_ENDED = ("abgebrochen", "zu viel Arbeitsspeicher", "dauert zu lange")
_ENGLISH = re.compile(r"\b(error|invalid|expected|unexpected|failed|object|Traceback|not|the|cannot|bad|unknown|missing)\b", re.IGNORECASE)


@dataclass
class Result:
    """What became of all damaged files."""

    count: int = 0
    read: int = 0  # understood, or refused by findings
    refused: int = 0
    ended: Counter[str] = field(default_factory=Counter)  # refusals that ended the reading process, by their sentence
    failures: list[tuple[str, str]] = field(default_factory=list)  # cause and file
    odd_sentences: list[str] = field(default_factory=list)
    dead: list[str] = field(default_factory=list)  # a sound file did not read afterwards
    slow: list[tuple[float, str]] = field(default_factory=list)
    growth: float = 0.0
    longest: float = 0.0
    seconds: float = 0.0
    formats: Counter[str] = field(default_factory=Counter)

    @property
    def fine(self) -> bool:
        """Whether all aims hold."""
        return not (self.failures or self.odd_sentences or self.dead) and self.longest < HANG_SECONDS and self.growth <= GROWTH_MEGABYTES

    def add(self, other: "Result") -> None:
        """Takes the result of another process in."""
        for name in ("count", "read", "refused", "ended", "failures", "odd_sentences", "dead", "slow", "formats"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.growth, self.longest = max(self.growth, other.growth), max(self.longest, other.longest)


def run(folder: Path, count: int, seed: int, processes: int, *, real: bool = True) -> Result:
    """The result of ``count`` damaged files, spread over processes that each have a reading process of their own."""
    home = empty_office(folder / "home", folder / "layouts")
    sound = seeds(folder / "layouts", real=real)
    started = time.monotonic()
    shares = [range(first, count, processes) for first in range(processes)]
    total = Result()
    if processes == 1:
        total.add(_share(folder / "0", home, sound, seed, shares[0]))
    else:
        with ProcessPoolExecutor(processes, multiprocessing.get_context("spawn")) as pool:
            jobs = [pool.submit(_share, folder / str(number), home, sound, seed, share) for number, share in enumerate(shares)]
            for job in jobs:
                total.add(job.result())
    total.seconds = time.monotonic() - started
    return total


def case(sound: Sequence[Seed], seed: int, number: int) -> tuple[Seed, str, str, bytes]:
    """The damaged file with this number: sound file, mutation, name and content; always the same for the same seed and files."""
    random = Random(f"{seed}/{number}")
    formats = sorted({each.format for each in sound})
    chosen = random.choice([each for each in sound if each.format == formats[number % len(formats)]])
    return chosen, *damaged(random, chosen)


def _share(folder: Path, home: Home, sound: Sequence[Seed], seed: int, numbers: Sequence[int]) -> Result:
    folder.mkdir()
    result, clean = Result(), _Clean(folder, home, sound)
    with Worker() as worker:
        clean.stop_unless_fine(worker)
        before = 0.0
        for place, number in enumerate(numbers):
            ended = _one(folder, home, worker, case(sound, seed, number), number, result)
            if (ended or place % _EVERY == _EVERY - 1) and not clean.fine(worker):
                result.dead.append(f"{number}: danach ließ sich eine heile Datei nicht lesen")
            if place == min(_EVERY, len(numbers) // 4):
                before = _megabytes()
        result.growth = _megabytes() - before
    return result


def _one(folder: Path, home: Home, worker: Worker, given: tuple[Seed, str, str, bytes], number: int, result: Result) -> bool:
    """Reads one damaged file as an upload and notes what came of it; whether the reading process ended."""
    sound, mutation, name, content = given
    path = folder / (name or "x")
    path.write_bytes(content)
    started, ended = time.monotonic(), False
    label = f"{number}: {sound.format} {sound.name} {mutation}"
    try:
        workflows.check(home, path, worker, name=name)
        result.read += 1
    except MonitorError as error:
        result.refused += 1
        sentence = str(error)
        ended = any(words in sentence for words in _ENDED)
        if ended:
            result.ended[next(words for words in _ENDED if words in sentence)] += 1
        if not _german(sentence, name):
            result.odd_sentences.append(f"{label}: {sentence[:200]}")
    except Exception as error:  # noqa: BLE001 - what must not happen is what is looked for
        result.failures.append((_cause(error), label))
        ended = True
    finally:
        path.unlink(missing_ok=True)
    seconds = time.monotonic() - started
    result.count += 1
    result.formats[sound.format] += 1
    result.longest = max(result.longest, seconds)
    if seconds > _SLOW_SECONDS:
        result.slow.append((seconds, label))
    return ended


def _cause(error: Exception) -> str:
    """The last line of a traceback and the last place of ours in it; the reading process hands its traceback over as text."""
    text = str(error) if isinstance(error, WorkerFailure) else "".join(traceback.format_exception(error))
    places = re.findall(r'File "[^"]*?/((?:domain|loaders|store|workflows)/[^"]+)", line (\d+)', text)
    where = "{}:{}".format(*places[-1]) if places else "?"
    reason = re.sub(r"b?'[^']*'", "…", text.strip().splitlines()[-1])  # names of files make one cause look like many
    return f"{where} {reason[:200]}"


def _german(sentence: str, name: str) -> bool:
    own = sentence.replace(name, "")
    return own.rstrip().endswith((".", "?", "!")) and "itte" in own and not _ENGLISH.search(own)


class _Clean:
    """A sound file and what it reads as."""

    def __init__(self, folder: Path, home: Home, sound: Sequence[Seed]) -> None:
        seed = next(each for each in sound if each.format == "xlsx")
        self._home, self._path = home, folder / "heil" / seed.name
        self._path.parent.mkdir()
        self._path.write_bytes(seed.content)
        self._rows = Direct().read(self._path, seed.name, None, (home.layouts,)).rows

    def fine(self, worker: Worker) -> bool:
        try:
            rows = workflows.check(self._home, self._path, worker).reading.rows
        except (MonitorError, OSError):
            return False
        return rows is not None and rows.equals(self._rows)

    def stop_unless_fine(self, worker: Worker) -> None:
        if not self.fine(worker):
            raise RuntimeError(f"{self._path.name} does not read before anything was damaged")


def _megabytes() -> float:
    """Memory of this process (Linux); 0 elsewhere."""
    status = Path("/proc/self/status")
    found = re.search(r"VmRSS:\s+(\d+)", status.read_text("ascii")) if status.exists() else None
    return int(found[1]) / 1024 if found else 0.0


def keep(folder: Path, seed: int, number: int, target: Path) -> str:
    """Writes one damaged file into ``target`` and says what it is."""
    sound, mutation, name, content = case(seeds(folder / "layouts"), seed, number)
    target.mkdir(parents=True, exist_ok=True)
    (target / (name or "x")).write_bytes(content)
    return f"{sound.format} {sound.name}, {mutation} → {target / name}"


def report(result: Result) -> str:
    """The figures as German text."""
    formats = ", ".join(f"{name} {count}" for name, count in sorted(result.formats.items()))
    lines = [
        f"{result.count} beschädigte Dateien in {result.seconds:.0f} s ({formats})",
        f"gelesen oder mit Befunden abgelehnt: {result.read}; mit einem Satz abgelehnt: {result.refused}",
        "dabei endete der Leseprozess: " + (", ".join(f"{words} {count}" for words, count in result.ended.items()) or "nie"),
        f"tote Server (heile Datei danach nicht lesbar): {len(result.dead)} · Programmfehler: {len(result.failures)}",
        f"längstes Lesen: {result.longest:.1f} s (Ziel < 30 s) · Speicherzuwachs des Servers: {result.growth:.0f} MB (Ziel ≤ 50 MB)",
        f"Ablehnungen ohne deutschen Satz: {len(result.odd_sentences)}",
    ]
    lines += [f"  langsam {seconds:.1f} s  {label}" for seconds, label in sorted(result.slow, reverse=True)[:10]]
    causes = {cause: [label for each, label in result.failures if each == cause] for cause, _ in result.failures}
    failures = [f"{len(labels)} × {cause}, zuerst {labels[0]}" for cause, labels in causes.items()]
    for title, cases in (("tot", result.dead), ("Programmfehler", failures), ("Satz", result.odd_sentences)):
        lines += [f"  {title}: {each}" for each in cases[:60]]
    return "\n".join(lines)
