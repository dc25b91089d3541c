"""Which stored figures count a part of which others, as the definitions of shares say: the store hides a part with its counterpart."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

import store.writing
from domain.indicators import Definition, Formula, Input
from store.reading import Strand
from store.secrecy.families import Link

_COUNTS = ("Anzahl", "Personen")
_PARTS = {
    Formula.SHARE: ((0, 1),),
    Formula.SURVEY_SHARE: ((0, 1),),
    Formula.SHARE_GAP: ((0, 1), (2, 3)),
    Formula.SHARE_RATIO: ((0, 1), (2, 3)),
    Formula.DIFFERENCE: ((1, 0),),  # whoever defines it shows what is left
}
"""Which input counts a part of which other, by their places among the roles of a formula."""


def parts(connection: Any, now: datetime) -> Callable[[Sequence[Strand]], Sequence[Link]]:
    """The links by the library and the own definitions known at ``now``, when somebody asks for them."""

    def found(strands: Sequence[Strand]) -> Sequence[Link]:
        from indicators.library import library  # loaded only where something is protected

        known = {**library(), **store.writing.known_definitions(connection, now)}
        counts = [each for each in strands if each.unit in _COUNTS]
        return links(list(known.values()), counts) + rates(known.values(), strands)

    return found


def links(definitions: Sequence[Definition], strands: Sequence[Strand]) -> list[Link]:
    """Inputs that are part of others: counted alike, in the same year. A part of a part is a part."""
    places = {pair for pairs in _PARTS.values() for pair in pairs}
    found = {link for pair in places for link in _links([each for each in definitions if _counts(each, pair)], strands, *pair)}
    waiting = list(found)
    while waiting:
        link = waiting.pop()
        further = {Link(link.whole, each.part) for each in found if each.whole == link.part and not set(link.whole) & set(each.part)}
        further |= {Link(each.whole, link.part) for each in found if each.part == link.whole and not set(each.whole) & set(link.part)}
        waiting += further - found
        found |= further
    return sorted(found, key=lambda each: (each.whole, each.part))


def rates(definitions: Iterable[Definition], strands: Sequence[Strand]) -> list[Link]:
    """Published rates with the counts that they are computed from, whatever the groups."""
    of_series: dict[tuple[str, str], list[int]] = defaultdict(list)
    for strand in strands:
        of_series[strand.series, strand.unit].append(strand.id)

    def of(given: Input) -> list[int]:
        return [each for series in (given.series, *given.also) for each in of_series.get((series, given.unit), [])]

    found: set[Link] = set()
    for definition in definitions:
        if definition.published is not None and (published := of(definition.published.input)):
            counts = {each for given in definition.inputs.values() for each in of(given)}
            found.add(Link(tuple(sorted(counts)), tuple(sorted(published)), rate=True))
    return sorted((each for each in found if each.whole), key=lambda each: (each.whole, each.part))


def _counts(definition: Definition, pair: tuple[int, int]) -> bool:
    """True if the formula makes one of the two inputs a part of the other, and both are counted alike in the same year."""
    if pair not in _PARTS.get(definition.formula, ()):
        return False
    part, whole = (definition.inputs[definition.formula.roles[place]] for place in pair)
    return (part.unit, part.lag, part.fixed_year) == (whole.unit, whole.lag, whole.fixed_year)


def _links(definitions: Sequence[Definition], strands: Sequence[Strand], part_place: int, whole_place: int) -> set[Link]:
    from indicators.plan import plan

    sides: dict[int, dict[int, dict[tuple[str, str], set[int]]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(set)))
    table = plan(definitions, strands)
    for row in table.select(["cell", "role_index", "basis", "concept", "strand", "parts"]).to_pylist():
        sides[row["cell"]][row["role_index"]][row["basis"], row["concept"]].add(row["strand"])
    return {
        Link(tuple(sorted(whole)), tuple(sorted(part)))
        for roles in sides.values()
        for whole in roles[whole_place].values()
        for part in roles[part_place].values()
        if not whole & part
    }
