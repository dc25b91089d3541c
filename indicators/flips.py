"""Which verdicts are other ones than before, and what turned them: the same evaluation, step by step from the old state to the new.

old state → the new definitions over the old figures (definition) → the new targets (target) → what is now known of the periods that
were known (revision) → the periods that were not (reality). A verdict may turn at several steps.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

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


def flips(before: State, redefined: pa.Table, after: State, judge: Judge) -> tuple[VerdictChange, ...]:
    """Verdicts of ``after`` that are other ones than in ``before``; ``redefined`` are the values of before by the definitions of after.

    A period that is new is compared with the newest one judged before. Lines that are new are no change.
    """
    old = verdicts_of(judge(before.values, before.definitions, before.targets))
    same = redefined is before.values
    defined = old if same else verdicts_of(judge(redefined, after.definitions, before.targets))
    aimed = defined
    if before.targets != after.targets:
        aimed = verdicts_of(judge(redefined, after.definitions, after.targets))
    revised = verdicts_of(judge(_of_known_periods(after.values, redefined), after.definitions, after.targets))
    new = verdicts_of(judge(after.values, after.definitions, after.targets))
    steps = [(Because.DEFINITION, defined), (Because.TARGET, aimed), (Because.REVISION, revised), (Because.REALITY, new)]
    return tuple(_changes(old, steps))


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
