"""The library as a list to choose from."""

from domain.concepts import Concept
from indicators.library import library


def names_of_indicators(concept: Concept) -> dict[str, str]:
    """All indicators by id: first those of the concept in its order, then the rest of the library by name."""
    known = library()
    used = [use.indicator for use in concept.indicators]
    rest = sorted((each for each in known if each not in used), key=lambda each: known[each].name)
    return {each: known[each].name for each in dict.fromkeys([*used, *rest])}
