"""The library as a list to choose from."""

from datetime import datetime

import store.reading
from store.publication import Snapshot
from views.values import definitions_of


def names_of_indicators(snapshot: Snapshot, as_of: datetime | None = None) -> dict[str, str]:
    """All indicators by id: first those of the concept in its order, then the others by name."""
    known = definitions_of(snapshot, as_of=as_of)
    concept = store.reading.concept(snapshot, as_of)
    used = [use.indicator for use in concept.indicators]
    rest = sorted((each for each in known if each not in used), key=lambda each: known[each].name)
    return {each: known[each].name for each in dict.fromkeys([*used, *rest])}
