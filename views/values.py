"""Indicator values with their verdicts: the one source of every page, report and export, so that they cannot disagree."""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import groupby
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

import store.overrides
import store.reading
from domain.concepts import Concept
from domain.errors import NotFound
from domain.indicators import Definition, Target, Verdict, Weather
from domain.local_time import local, today
from domain.overrides import Override
from indicators.library import library
from indicators.plan import plan
from indicators.ranges import with_ranges
from indicators.verdicts import assess, verdict
from store.evaluation import evaluate
from store.publication import Snapshot

_AT_ONCE = 3  # batches worked on at a time: measured, more only takes more memory


@dataclass(frozen=True)
class Point:
    """One period of a series: the value, or why there is none, and how the development up to it is judged."""

    definition: Definition
    row: Mapping[str, Any]
    override: Override | None = None  # „fachlich gesetzt“, as long as it counts

    @property
    def period(self) -> str:
        return self.row["period"]

    @property
    def year(self) -> int:
        return self.row["year"]

    @property
    def value(self) -> float | None:
        return self.row["value"]

    @property
    def missing(self) -> str | None:
        return self.row["missing"]

    @property
    def signs(self) -> tuple[str, ...]:
        return tuple(self.row["signs"])

    @property
    def low(self) -> float | None:
        """The lower bound of what the value may be; None where its sources leave no doubt, or no bound."""
        return self.row["low"]

    @property
    def high(self) -> float | None:
        """The upper bound, as ``low``."""
        return self.row["high"]

    @property
    def range_kind(self) -> str | None:
        """Where the doubt comes from: ``rounding`` of the sources, a ``sample``, or None."""
        return self.row["range"]

    @property
    def basis(self) -> str:
        """Bases of the inputs, each named once."""
        return " / ".join(dict.fromkeys(self.row["basis"].split(" / ")))

    @property
    def weather(self) -> Weather:
        """The rule's verdict."""
        return Weather(self.row["weather"])

    @property
    def shown(self) -> Weather:
        """The verdict that is shown: the one set by people where there is one."""
        return self.override.weather if self.override else self.weather

    @cached_property
    def verdict(self) -> Verdict:
        return verdict(self.row, self.definition)


@dataclass(frozen=True)
class Series:
    """All periods of one indicator for one area and group, oldest first."""

    definition: Definition
    area: str
    groups: str
    points: tuple[Point, ...]

    @property
    def latest(self) -> Point | None:
        """The newest period that has a value."""
        return next((point for point in reversed(self.points) if point.value is not None), None)

    @property
    def previous(self) -> Point | None:
        """The period with a value before the latest one."""
        valued = [point for point in self.points if point.value is not None]
        return valued[-2] if len(valued) > 1 else None


def definitions_of(snapshot: Snapshot, indicators: Sequence[str] | None = None, as_of: datetime | None = None) -> Mapping[str, Definition]:
    """Definitions by id, all if None: the library and what the installation had added by then. Raises NotFound for an id that neither has.

    An own definition stays what it is when a later library brings one of the same id."""
    known = library() | dict(store.reading.own_definitions(snapshot, as_of))
    if indicators is None:
        return known
    for each in indicators:
        if each not in known:
            raise NotFound(f"Den Indikator „{each}“ gibt es nicht. Alle Kennungen zeigt: python cli.py indicators")
    return {each: known[each] for each in indicators}


def targets_of(concept: Concept) -> Mapping[str, tuple[Target, ...]]:
    """Targets by indicator, those of all fields together."""
    targets: dict[str, tuple[Target, ...]] = {}
    for each in concept.indicators:
        so_far = targets.get(each.indicator, ())
        targets[each.indicator] = so_far + tuple(target for target in each.targets if target not in so_far)
    return targets


def evaluated(
    snapshot: Snapshot,
    indicators: Sequence[str] | None = None,
    areas: Sequence[str] | None = None,
    as_of: datetime | None = None,
    groups: str | None = None,
) -> pa.Table:
    """Values with verdicts for the indicators and areas asked for (all if None): columns of evaluate.sql, ranges and verdicts.

    ``groups`` asks for one breakdown only, empty for the totals. All indicators of a large installation are many gigabytes: whoever
    needs them takes :func:`in_batches`.
    """
    definitions = definitions_of(snapshot, indicators, as_of)
    concept = store.reading.concept(snapshot, as_of)
    return judged(computed(snapshot, definitions, areas, as_of, groups), definitions, targets_of(concept), concept.area.key)


def computed(
    snapshot: Snapshot,
    definitions: Mapping[str, Definition],
    areas: Sequence[str] | None = None,
    as_of: datetime | None = None,
    groups: str | None = None,
) -> pa.Table:
    """Values without verdicts by these definitions: columns of evaluate.sql and of the ranges."""
    planned = plan(definitions.values(), store.reading.strands(snapshot), groups)
    return with_ranges(evaluate(snapshot, planned, areas, as_of), definitions)


def in_batches(snapshot: Snapshot, as_of: datetime | None = None, size: int = 3) -> Iterator[pa.Table]:
    """As :func:`evaluated` for everything, ``size`` indicators at a time, so that few lie in memory; while some are judged in numpy others
    are computed in the database."""
    every = definitions_of(snapshot, None, as_of)
    concept = store.reading.concept(snapshot, as_of)
    served = plan(every.values(), store.reading.strands(snapshot))["indicator"].unique().to_pylist()  # most of a library has no figures
    batches = [{name: every[name] for name in served[first : first + size]} for first in range(0, len(served), size)]

    def worked_out(definitions: Mapping[str, Definition]) -> pa.Table:
        return judged(computed(snapshot, definitions, None, as_of), definitions, targets_of(concept), concept.area.key)

    with ThreadPoolExecutor(_AT_ONCE) as workers:
        coming = deque(workers.submit(worked_out, each) for each in batches[:_AT_ONCE])
        for number in range(len(batches)):
            found = coming.popleft().result()
            if number + _AT_ONCE < len(batches):
                coming.append(workers.submit(worked_out, batches[number + _AT_ONCE]))
            yield found


def across_areas(snapshot: Snapshot, indicator: str, as_of: datetime | None = None, groups: str = "") -> pa.Table:
    """All areas and years of one indicator for one breakdown, without verdicts, for maps and comparisons: area, year, slot, period,
    value, missing, signs, basis, low, high, range."""
    definitions = definitions_of(snapshot, [indicator], as_of)
    found = computed(snapshot, definitions, None, as_of, groups)
    return found.select(["area", "year", "slot", "period", "value", "missing", "signs", "basis", "low", "high", "range"])


def judged(values: pa.Table, definitions: Mapping[str, Definition], targets: Mapping[str, tuple[Target, ...]], home: str) -> pa.Table:
    """The values with the columns of assess, in their order. The targets are the home area's own: others are judged by direction."""
    own = pc.indices_nonzero(pc.equal(values["area"], home)).to_numpy()
    if len(own) == len(values):
        return assess(values, definitions, targets)
    assessed = assess(values, definitions, {})
    if not len(own) or not targets:
        return assessed
    added = [name for name in assessed.column_names if name not in values.column_names]
    at_home = assess(values.take(pa.array(own)), definitions, targets).select(added)
    places = np.arange(len(values))
    places[own] = len(values) + np.arange(len(own))
    verdicts = pa.concat_tables([assessed.select(added), at_home], promote_options="permissive").take(pa.array(places))
    for name in added:
        values = values.append_column(name, verdicts[name])
    return values


def all_series(
    snapshot: Snapshot,
    indicators: Sequence[str] | None = None,
    areas: Sequence[str] | None = None,
    as_of: datetime | None = None,
    groups: str | None = None,
) -> dict[tuple[str, str, str], Series]:
    """As :func:`evaluated`, as series by indicator, area and group, with the verdicts that people set and that still count."""
    known = definitions_of(snapshot, indicators, as_of)
    rows = evaluated(snapshot, indicators, areas, as_of, groups).to_pylist()
    given = store.overrides.overrides(snapshot, as_of)
    day = today() if as_of is None else min(today(), local(as_of).date())
    counting = {key: each for key, each in given.items() if each.counts_on(day)}
    return {
        key: Series(known[key[0]], key[1], key[2], tuple(Point(known[key[0]], row, counting.get((*key, row["period"]))) for row in points))
        for key, points in groupby(rows, key=lambda row: (row["indicator"], row["area"], row["groups"]))
    }
