"""Verdicts that turned between two moments, and what turned them."""

from collections.abc import Iterable, Mapping
from datetime import datetime

import pyarrow as pa

import store.reading
from domain.deliveries import VerdictChange
from domain.indicators import Definition
from indicators.flips import State, Targets, flips
from store.publication import Snapshot
from views.values import computed, definitions_of, judged, targets_of


def flipped(snapshot: Snapshot, indicators: Iterable[str], before: datetime, after: datetime) -> tuple[VerdictChange, ...]:
    """All areas and groups; nothing where the installation had no concept before, or did not know the indicator."""
    if not store.reading.has_concept(snapshot, before):
        return ()
    then, now = definitions_of(snapshot, as_of=before), definitions_of(snapshot, as_of=after)
    both = [each for each in indicators if each in then and each in now]
    if not both:
        return ()
    was, changed = {each: then[each] for each in both}, {each: now[each] for each in both}
    old = store.reading.concept(snapshot, before)
    new = store.reading.concept(snapshot, after)

    def judge(values: pa.Table, definitions: Mapping[str, Definition], targets: Targets) -> pa.Table:
        return judged(values, definitions, targets, new.area.key)

    values = computed(snapshot, was, as_of=before)
    redefined = values if was == changed else computed(snapshot, changed, as_of=before)
    first = State(values, was, targets_of(old))
    return flips(first, redefined, State(computed(snapshot, changed, as_of=after), changed, targets_of(new)), judge)
