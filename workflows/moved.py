"""What a delivery moved: the same evaluation just before it and with it."""

from collections.abc import Iterator, Mapping
from datetime import datetime

import store.reading
from domain.deliveries import Delivery, DeliveryKind, Difference, Moved, VerdictChange
from domain.indicators import Weather
from store import Snapshot
from store.writing import TICK
from views.values import definitions_of, evaluated

Line = tuple[str, str, str]
Verdicts = Mapping[Line, Mapping[str, str]]


def moved(snapshot: Snapshot, delivery: Delivery, difference: Difference) -> Moved:
    """Values, verdicts and measures that are otherwise than before the delivery; ``difference`` is the one told when it was accepted."""
    if delivery.kind is DeliveryKind.MEASURES:
        return Moved(0, 0, (), 0, difference.new + difference.revised)
    served = _indicators(snapshot, delivery)
    before = _verdicts(snapshot, served, delivery.accepted_at - TICK)
    changes = tuple(_changes(before, _verdicts(snapshot, served, delivery.accepted_at)))
    home = store.reading.concept(snapshot).area.key
    here = tuple(each for each in changes if each.area == home)
    if delivery.kind is DeliveryKind.DEFINITIONS:
        return Moved(0, 0, here, len(changes) - len(here), 0, difference.new + difference.revised)
    return Moved(difference.new, difference.revised, here, len(changes) - len(here), 0)


def _indicators(snapshot: Snapshot, delivery: Delivery) -> list[str]:
    """The indicators that the delivery can have moved: a concept all of them, by its targets."""
    if delivery.kind is DeliveryKind.CONCEPT:
        return list(definitions_of(snapshot, as_of=delivery.accepted_at))
    if delivery.kind is DeliveryKind.DEFINITIONS:
        return list(store.reading.definitions_in(snapshot, delivery.number))
    series = store.reading.series_of(snapshot, delivery.number)
    known = definitions_of(snapshot, as_of=delivery.accepted_at)
    return [key for key, each in known.items() if any(given.series in series for given in each.inputs.values())]


def _verdicts(snapshot: Snapshot, indicators: list[str], as_of: datetime) -> Verdicts:
    """Verdict by period of each indicator, group and area; nothing before the installation had a concept."""
    if not indicators or not store.reading.has_concept(snapshot, as_of):
        return {}
    found: dict[Line, dict[str, str]] = {}
    known = definitions_of(snapshot, as_of=as_of)
    rows = evaluated(snapshot, [each for each in indicators if each in known], as_of=as_of).select(
        ["indicator", "groups", "area", "period", "weather"]
    )
    for indicator, groups, area, period, weather in zip(*(column.to_pylist() for column in rows.columns), strict=True):
        found.setdefault((indicator, groups, area), {})[period] = weather
    return found


def _changes(before: Verdicts, after: Verdicts) -> Iterator[VerdictChange]:
    """Periods judged otherwise than before, and new periods judged otherwise than the newest one was."""
    for line, now in after.items():
        known = before.get(line, {})
        judged = [weather for _, weather in sorted(known.items()) if weather != Weather.NONE]
        for period, weather in sorted(now.items()):
            old = known.get(period, judged[-1] if judged and period > max(known) else weather)
            if old != weather:
                yield VerdictChange(*line, period, old, weather)
