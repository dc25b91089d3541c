"""The states in which the figures of a block were ever shown: at each moment something changed, and each delivery by itself."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

Cell = tuple[int, str, str]
"""Strand, area, period."""
Slot = tuple[int, str]
"""Year and place within it: figures of different reference days in one slot are computed with each other."""


@dataclass(frozen=True)
class State:
    """The values somebody could see together. ``whole`` is true where what they leave out of a sum is a count like any other: now, and
    within one delivery. In between, a sum may have been revised before its parts, and the difference counts nobody."""

    values: Mapping[Cell, float]
    whole: bool


@dataclass(frozen=True)
class _Brought:
    accepted_at: datetime
    withdrawn_at: datetime | None
    cells: dict[Cell, tuple[float | None, str | None]]


def states(rows: list[dict[str, Any]]) -> Iterator[State]:
    """Every different state. ``rows``: strand, area, period, value, sign, delivery, accepted_at, withdrawn_at."""
    brought: dict[int, _Brought] = {}
    for row in rows:
        each = brought.setdefault(row["delivery"], _Brought(row["accepted_at"], row["withdrawn_at"], {}))
        each.cells[row["strand"], row["area"], row["period"]] = row["value"], row["sign"]
    seen: dict[frozenset[tuple[Cell, float]], bool] = {}
    for numbers, whole in _together(brought):
        known: dict[Cell, float | None] = {}
        for number in numbers:
            # as known_at: a table that does not have a value leaves the word to those that do
            known.update({cell: value for cell, (value, sign) in brought[number].cells.items() if sign != "absent"})
        key = frozenset((cell, value) for cell, value in known.items() if value is not None)
        seen[key] = seen.get(key, False) or whole
    yield from (State(dict(key), whole) for key, whole in seen.items())


def _together(brought: Mapping[int, _Brought]) -> Iterator[tuple[list[int], bool]]:
    """Numbers of the deliveries valid at each moment, oldest first, and each by itself."""
    moments = sorted({at for each in brought.values() for at in (each.accepted_at, each.withdrawn_at) if at})
    for moment in moments:
        valid = [
            number
            for number, each in sorted(brought.items())
            if each.accepted_at <= moment and not (each.withdrawn_at and each.withdrawn_at <= moment)
        ]
        yield valid, moment == moments[-1]
    yield from (([number], True) for number in brought)


def last_periods(state: State, slots: Mapping[str, Slot]) -> dict[tuple[int, str, Slot], str]:
    """The newest period by strand, area and slot, which is the one that indicators use."""
    found: dict[tuple[int, str, Slot], str] = defaultdict(str)
    for strand, area, period in state.values:
        key = strand, area, slots[period]
        found[key] = max(found[key], period)
    return found
