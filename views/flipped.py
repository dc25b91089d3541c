"""Verdicts that turned between two moments, and what turned them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

import pyarrow as pa

import store.reading
from domain.deliveries import Because, VerdictChange
from domain.indicators import Definition
from indicators.flips import Judge, State, Targets, flips, newest_turned, steps
from store.publication import Snapshot
from views.values import computed, definitions_of, judged, targets_of


def flipped(snapshot: Snapshot, indicators: Iterable[str], before: datetime, after: datetime) -> tuple[VerdictChange, ...]:
    """All areas and groups; nothing where the installation had no concept before, or did not know the indicator."""
    walk = _walk(snapshot, indicators, before, after)
    return flips(*walk) if walk else ()


def newest_flipped(
    snapshot: Snapshot, indicators: Iterable[str], before: datetime, after: datetime, area: str
) -> Mapping[str, tuple[Because, ...]]:
    """What turned the verdict on the newest value of each indicator in an area, without groups, by id; nothing for those that stayed."""
    walk = _walk(snapshot, indicators, before, after, [area], "")
    turned = newest_turned(steps(*walk)) if walk else {}
    return {indicator: because for (indicator, _, _), because in turned.items()}


def _walk(
    snapshot: Snapshot,
    indicators: Iterable[str],
    before: datetime,
    after: datetime,
    areas: Sequence[str] | None = None,
    groups: str | None = None,
) -> tuple[State, pa.Table, State, Judge] | None:
    """What :func:`indicators.flips.flips` asks for; None where there is nothing to compare."""
    if not store.reading.has_concept(snapshot, before):
        return None
    then, now = definitions_of(snapshot, as_of=before), definitions_of(snapshot, as_of=after)
    both = [each for each in indicators if each in then and each in now]
    if not both:
        return None
    was, changed = {each: then[each] for each in both}, {each: now[each] for each in both}
    old = store.reading.concept(snapshot, before)
    new = store.reading.concept(snapshot, after)

    def judge(values: pa.Table, definitions: Mapping[str, Definition], targets: Targets) -> pa.Table:
        return judged(values, definitions, targets, new.area.key)

    values = computed(snapshot, was, areas, before, groups)
    redefined = values if was == changed else computed(snapshot, changed, areas, before, groups)
    first = State(values, was, targets_of(old))
    return first, redefined, State(computed(snapshot, changed, areas, after, groups), changed, targets_of(new)), judge
