"""What a delivery moved: the same evaluation just before it and with it."""

import store.reading
from domain.deliveries import Delivery, DeliveryKind, Difference, Moved
from store import Snapshot
from store.writing import TICK
from views.flipped import flipped
from views.values import definitions_of


def moved(snapshot: Snapshot, delivery: Delivery, difference: Difference) -> Moved:
    """Values, verdicts and measures that are otherwise than before the delivery; ``difference`` is the one told when it was accepted."""
    if delivery.kind is DeliveryKind.MEASURES:
        return Moved(0, 0, (), 0, difference.new + difference.revised)
    served = _indicators(snapshot, delivery)
    changes = flipped(snapshot, served, delivery.accepted_at - TICK, delivery.accepted_at)
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
    return [key for key, each in known.items() if any(series & {given.series, *given.also} for given in each.inputs.values())]
