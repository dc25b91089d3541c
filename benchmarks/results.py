"""What a measurement hands over, and the one table in which all of them are printed."""

import os
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import perf_counter


@dataclass(frozen=True)
class Result:
    """One line: what was measured, its median, and the yardstick or limit it is held against (each None where there is none).

    ``most`` is the largest allowed ratio to the yardstick, ``least`` the smallest allowed speed-up, ``limit`` the largest allowed
    number of seconds."""

    what: str
    seconds: float
    yardstick: str = ""
    yardstick_seconds: float | None = None
    limit: float | None = None
    most: float | None = None
    least: float | None = None
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """How many times the yardstick the measured time is; None without one."""
        return None if self.yardstick_seconds is None else self.seconds / self.yardstick_seconds

    @property
    def met(self) -> bool | None:
        """Whether every aim of this line holds; None if it has none."""
        aims = [self.seconds < self.limit] if self.limit is not None else []
        if self.ratio is not None and self.most is not None:
            aims.append(self.ratio <= self.most)
        if self.ratio is not None and self.least is not None:
            aims.append(1 / self.ratio >= self.least)
        return all(aims) if aims else None


def table(results: Sequence[Result]) -> str:
    """All results in columns, German."""
    head = ("Messung", "Median", "Maßstab", "Maßstab s", "Verhältnis", "Ziel", "erreicht")
    lines = [head, *(_cells(each) for each in results)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    texts = ["  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines]
    notes = [f"{each.what}: {each.note}" for each in results if each.note]
    return "\n".join([texts[0], "-" * len(texts[0]), *texts[1:], *([""] if notes else []), *notes])


def _cells(each: Result) -> tuple[str, ...]:
    aims = [f"< {_number(each.limit)} s"] if each.limit is not None else []
    aims += [f"höchstens {_number(each.most)} ×"] if each.most is not None else []
    aims += [f"mindestens {_number(each.least)} × schneller"] if each.least is not None else []
    ratio = "" if each.ratio is None else f"{_number(1 / each.ratio)} × schneller" if each.least else f"{_number(each.ratio)} ×"
    met = {True: "ja", False: "NEIN", None: ""}[each.met]
    known = "" if each.yardstick_seconds is None else f"{_number(each.yardstick_seconds)} s"
    return each.what, f"{_number(each.seconds)} s", each.yardstick, known, ratio, ", ".join(aims), met


def _number(value: float) -> str:
    digits = 0 if value >= 100 else 1 if value >= 10 else 2 if value >= 0.1 else 3
    return f"{value:.{digits}f}".replace(".", ",")


def seconds_of(work: Callable[[], object]) -> float:
    """Wall time of one call."""
    started = perf_counter()
    work()
    return perf_counter() - started


def with_cpu(work: Callable[[], object]) -> tuple[float, float]:
    """Wall time of one call, and processor time of the processes that ended in it: the second hardly knows of other load."""
    before = os.times()
    seconds = seconds_of(work)
    after = os.times()
    return seconds, after.children_user + after.children_system - before.children_user - before.children_system


def interleaved(rounds: int, *works: Callable[[], tuple[float, ...]]) -> list[tuple[float, ...]]:
    """Medians of what each returns, taken in turn, so that a busy minute of the machine hits all of them."""
    measured = [[work() for work in works] for _ in range(rounds)]
    return [tuple(map(statistics.median, zip(*column, strict=True))) for column in zip(*measured, strict=True)]
