"""Which stored figures count a part of which others, as the definitions of shares say: the store hides a part with its counterpart."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

import store.writing
from domain.indicators import Definition, Formula
from store.reading import Strand
from store.secrecy.families import Link

_SHARES = (Formula.SHARE, Formula.SURVEY_SHARE)
_WHOLE = 1
"""Place of the denominator among the roles of a share."""


def parts(connection: Any, now: datetime) -> Callable[[Sequence[Strand]], Sequence[Link]]:
    """The links by the library and the own definitions known at ``now``, when somebody asks for them."""

    def found(strands: Sequence[Strand]) -> Sequence[Link]:
        from indicators.library import library  # loaded only where something is protected

        known = {**library(), **store.writing.known_definitions(connection, now)}
        return links([each for each in known.values() if each.formula in _SHARES], strands)

    return found


def links(definitions: Sequence[Definition], strands: Sequence[Strand]) -> list[Link]:
    """Numerators that are part of their denominator: counted alike, in the same year."""
    from indicators.plan import plan

    fitting = [each for each in definitions if len({(given.unit, given.lag) for given in each.inputs.values()}) == 1]
    sides: dict[int, dict[int, dict[tuple[str, str], set[int]]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(set)))
    table = plan(fitting, strands)
    for row in table.select(["cell", "role_index", "basis", "concept", "strand", "parts"]).to_pylist():
        sides[row["cell"]][row["role_index"]][row["basis"], row["concept"]].add(row["strand"])
    found = {
        Link(tuple(sorted(whole)), tuple(sorted(part)))
        for roles in sides.values()
        for whole in roles[_WHOLE].values()
        for part in roles[0].values()
        if not whole & part
    }
    return sorted(found, key=lambda each: (each.whole, each.part))
