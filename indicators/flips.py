"""Which verdicts are other ones than before, and what turned them: the same evaluation, step by step from the old state to the new.

old state → the new definitions over the old figures (definition) → the new targets (target) → what is now known of the periods that
were known (revision) → the periods that were not (reality). A verdict may turn at several steps.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import pyarrow as pa

from domain.deliveries import Because, VerdictChange
from domain.indicators import Definition, Target, Weather

Line = tuple[str, str, str]
Verdicts = Mapping[Line, Mapping[str, str]]
"""Word of the verdict by indicator, groups and area, then by period."""
Targets = Mapping[str, tuple[Target, ...]]
Judge = Callable[[pa.Table, Mapping[str, Definition], Targets], pa.Table]
_LINE = ("indicator", "groups", "area")


@dataclass(frozen=True)
class State:
    """Computed values without verdicts, and what they are judged by."""

    values: pa.Table
    definitions: Mapping[str, Definition]
    targets: Targets


def steps(before: State, redefined: pa.Table, after: State, judge: Judge) -> tuple[tuple[Because | None, pa.Table], ...]:
    """Judged values from the old state (None) to the new one, with what each step changed; ``redefined`` are the values of before by the
    definitions of after."""
    first = judge(before.values, before.definitions, before.targets)
    defined = first if redefined is before.values else judge(redefined, after.definitions, before.targets)
    aimed = defined if before.targets == after.targets else judge(redefined, after.definitions, after.targets)
    revised = judge(_of_known_periods(after.values, redefined), after.definitions, after.targets)
    new = judge(after.values, after.definitions, after.targets)
    return (
        (None, first), (Because.DEFINITION, defined), (Because.TARGET, aimed), (Because.REVISION, revised), (Because.REALITY, new),
    )  # fmt: skip


def flips(before: State, redefined: pa.Table, after: State, judge: Judge) -> tuple[VerdictChange, ...]:
    """Verdicts of ``after`` that are other ones than in ``before``; ``redefined`` as for :func:`steps`.

    A period that is new is compared with the newest one judged before. Lines that are new are no change.
    """
    walked = [(because, verdicts_of(judged)) for because, judged in steps(before, redefined, after, judge)]
    return tuple(_changes(walked[0][1], [(because, verdicts) for because, verdicts in walked[1:] if because]))


def newest_turned(walked: Sequence[tuple[Because | None, pa.Table]]) -> Mapping[Line, tuple[Because, ...]]:
    """What turned the verdict of the newest value of each line, out of :func:`steps`; several where it turned at several steps."""
    verdicts = [(because, _newest(judged)) for because, judged in walked]
    found: dict[Line, tuple[Because, ...]] = {}
    for line in verdicts[-1][1]:
        for (_, one), (because, other) in pairwise(verdicts):
            if because and line in one and line in other and one[line] != other[line]:
                found[line] = (*found.get(line, ()), because)
    return found


def _newest(judged: pa.Table) -> Mapping[Line, str]:
    """The verdict of the newest period that has a value, by line; rows are in the order of periods."""
    columns = [judged[name].to_pylist() for name in (*_LINE, "value", "weather")]
    return {(indicator, groups, area): word for indicator, groups, area, value, word in zip(*columns, strict=True) if value is not None}


def verdicts_of(assessed: pa.Table) -> Verdicts:
    """The verdict words of assessed rows."""
    found: dict[Line, dict[str, str]] = {}
    columns = [assessed[name].to_pylist() for name in (*_LINE, "period", "weather")]
    for indicator, groups, area, period, weather in zip(*columns, strict=True):
        found.setdefault((indicator, groups, area), {})[period] = weather
    return found


def _of_known_periods(values: pa.Table, known: pa.Table) -> pa.Table:
    """The rows up to the newest period of each line that had a value."""
    newest: dict[Line, str] = {}
    for *line, period, value in zip(*(known[name].to_pylist() for name in (*_LINE, "period", "value")), strict=True):
        key = line[0], line[1], line[2]
        if value is not None and period > newest.get(key, ""):
            newest[key] = period
    rows = zip(*(values[name].to_pylist() for name in (*_LINE, "period")), strict=True)
    return values.filter(pa.array([period <= newest.get((one, two, three), "") for one, two, three, period in rows], pa.bool_()))


def _changes(old: Verdicts, steps: Sequence[tuple[Because, Verdicts]]) -> Iterator[VerdictChange]:
    for line, now in steps[-1][1].items():
        if line not in old:
            continue
        for period, new in sorted(now.items()):
            first = _at(old[line], period)
            if first is None or first == new:
                continue
            seen = [first]
            for _, step in steps:
                seen.append(_at(step.get(line, {}), period) or seen[-1])
            turned = [because for (because, _), one, other in zip(steps, seen, seen[1:], strict=False) if one != other]
            yield VerdictChange(*line, period, first, new, tuple(turned))


def _at(known: Mapping[str, str], period: str) -> str | None:
    """The verdict of the period, or for one that is newer than all known the newest that was possible."""
    if period in known:
        return known[period]
    judged = [weather for _, weather in sorted(known.items()) if weather != Weather.NONE]
    return judged[-1] if judged and period > max(known) else None
