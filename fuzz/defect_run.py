"""Thousands of single defects: each is written to a file, checked in three installations and judged."""

import multiprocessing
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from random import Random

import workflows
from domain.errors import MonitorError
from fuzz.defects import Defect
from fuzz.judging import Lines, Verdict, judge
from fuzz.kinds import KINDS
from fuzz.offices import Direct, Known, empty_office, offices
from fuzz.sources import Source, all_sources
from fuzz.tables import write_table
from store import Home, open_snapshot
from workflows import Checked

_BESIDES = 3  # every so many defects of a source are also checked where last year or nothing is known: that takes twice as long
_SHARE = 50  # defects a process does in one go: its installations stay open meanwhile


@dataclass(frozen=True)
class Outcome:
    """What became of one defect; ``failure`` is set where the program itself failed."""

    number: int
    source: str
    kind: str
    verdicts: Mapping[Known, Verdict]
    failure: str = ""


@dataclass(frozen=True)
class Run:
    """Everything one run needs and found out before the first defect."""

    folder: Path
    sources: Sequence[Source]
    seed: int
    clean: Mapping[str, Mapping[Known, tuple[str, ...]]]  # what is said about clean files, by source


def prepare(folder: Path, seed: int, say: Callable[[str], None], wanted: Callable[[str], bool] = lambda _: True) -> Run:
    """Makes the installations of all sources below ``folder``."""
    layouts = folder / "layouts"
    sources = all_sources(layouts, say, wanted)
    empty = empty_office(folder / "empty", layouts)
    usable, clean = [], {}
    for source in sources:
        try:
            homes = offices(folder / source.name, empty, source)
        except MonitorError as error:
            say(f"nicht verwendbar: {source.name}: {error}")
            continue
        checked = _clean(folder / source.name / source.file_name, source, homes)
        clean[source.name] = {known: tuple(_sentence(each) for each in result.reading.findings) for known, result in checked.items()}
        usable.append(source)
    return Run(folder, usable, seed, clean)


def _sentence(finding: object) -> str:
    return f"{finding.code} {finding.sheet or ''} {finding.cell or ''}: {finding.found}"  # type: ignore[attr-defined]


def _homes(folder: Path, source: Source) -> Mapping[Known, Home]:
    own = folder / source.name
    return {Known.SAME: Home(own / "same"), Known.LAST_YEAR: Home(own / "last_year"), Known.NOTHING: Home(folder / "empty")}


def _clean(path: Path, source: Source, homes: Mapping[Known, Home]) -> Mapping[Known, Checked]:
    reader = Direct()
    return {known: workflows.check(homes[known], path, reader, layout=source.layout) for known in Known}


def defect_of(run: Run, number: int) -> tuple[Source, str, Defect]:
    """The defect with this number: always the same for the same seed and sources."""
    source = run.sources[number % len(run.sources)]
    random = Random(f"{run.seed}/{source.name}/{number}")
    for kind in random.sample(list(KINDS), len(KINDS)):
        if defect := KINDS[kind](random, source):
            return source, kind, defect
    raise ValueError(f"no defect fits {source.name}")


def outcomes(run: Run, count: int, processes: int) -> Iterator[Outcome]:
    """The outcome of every defect, in no order."""
    shares: list[list[int]] = []
    for first in range(len(run.sources)):
        own = list(range(first, count, len(run.sources)))
        shares += [own[start : start + _SHARE] for start in range(0, len(own), _SHARE)]
    if processes == 1:
        for share in shares:
            yield from _do(run, share)
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, context, _start, (run,)) as pool:
        for done in pool.map(_do_here, shares):
            yield from done


_RUN: list[Run] = []


def _start(run: Run) -> None:
    _RUN.append(run)


def _do_here(numbers: Sequence[int]) -> list[Outcome]:
    return _do(_RUN[0], numbers)


def _do(run: Run, numbers: Sequence[int]) -> list[Outcome]:
    """The outcomes of defects of one source."""
    source = run.sources[numbers[0] % len(run.sources)]
    homes = _homes(run.folder, source)
    with tempfile.TemporaryDirectory() as folder, ExitStack() as kept:
        for home in homes.values():
            kept.enter_context(open_snapshot(home))  # opening it again is cheap while it is open
        path = Path(folder) / source.file_name
        before = Lines(write_table(source.table, path))
        clean = _clean(path, source, homes)
        return [_one(run, number, path, homes, clean, before) for number in numbers]


def _one(run: Run, number: int, path: Path, homes: Mapping[Known, Home], clean: Mapping[Known, Checked], before: Lines) -> Outcome:
    source, kind, defect = defect_of(run, number)
    now, reader = Lines(write_table(defect.table, path)), Direct()
    verdicts = {}
    try:
        for known, home in homes.items():
            if known is not Known.SAME and (number // len(run.sources)) % _BESIDES:
                continue
            checked = workflows.check(home, path, reader, layout=source.layout)
            verdicts[known] = judge(source, defect, known, checked, clean[known], now, before)
    except MonitorError as error:  # the whole file is refused: found, but where?
        refused = Verdict(True, False, False, False, 0, (str(error),))
        return Outcome(number, source.name, kind, dict.fromkeys(Known, refused))
    except Exception as error:  # noqa: BLE001 - a programming error in the product is what is looked for here
        return Outcome(number, source.name, kind, {}, f"{type(error).__name__}: {error}")
    return Outcome(number, source.name, kind, verdicts)


def keep(run: Run, number: int, folder: Path) -> str:
    """Writes the clean and the spoilt file of one defect into ``folder`` and says what was done and what is said about it."""
    source, kind, defect = defect_of(run, number)
    for name, table in (("sauber", source.table), ("gestoert", defect.table)):
        (folder / name).mkdir(parents=True, exist_ok=True)
        write_table(table, folder / name / source.file_name)
    homes = _homes(run.folder, source)
    lines = [f"{source.name} · {kind}", f"berührt: {defect.damage}"]
    for known, home in homes.items():
        checked = workflows.check(home, folder / "gestoert" / source.file_name, Direct(), layout=source.layout)
        lines += [f"-- {known}", *(f"   {_sentence(each)}" for each in checked.reading.findings)]
        if checked.difference:
            lines += [f"   {checked.difference}", *(f"   {change}" for change in checked.difference.changes[:10])]
    return "\n".join(lines)
