"""The equations of one block (linked series in one year) over all the states in which it was ever shown.

An unknown is a value of a place, not the place: a cell that was revised has one for each value it had, a cell that stayed the same
has one, and whoever compares two states may know that. What no table names (``rest`` of a sum) is an unknown as well.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

Place = Any
"""(strand, area, period) of a cell, or the name of a rest."""
Terms = tuple[tuple[Place, float], ...]
"""Places with their coefficients; the sum is nought."""


@dataclass
class Equations:
    """Unknowns by place and value, rows of coefficients by unknown. ``protected`` holds the unknowns that must not be narrowed."""

    unknowns: dict[tuple[Place, float], int] = field(default_factory=dict)
    rows: dict[frozenset[tuple[int, float]], None] = field(default_factory=dict)
    protected: set[int] = field(default_factory=set)

    def add(self, terms: Terms, values: Mapping[Place, float]) -> None:
        """One equation between the values that places have in a state. Rests of nought are left out: they are known to be none."""
        row = frozenset((self.unknown(place, values[place]), factor) for place, factor in terms if values[place] or not _is_rest(place))
        if len(row) > 1:
            self.rows[row] = None

    def unknown(self, place: Place, value: float) -> int:
        """The number of the value of a place."""
        return self.unknowns.setdefault((place, round(value, 6)), len(self.unknowns))

    def protect(self, places: Iterable[tuple[Place, float]], small: float) -> None:
        """Marks those values that are counts from 1 to ``small``."""
        for place, value in places:
            if 0 < value <= small:
                self.protected.add(self.unknown(place, value))


def _is_rest(place: Place) -> bool:
    return isinstance(place, tuple) and place[0] == REST


REST = "rest"
"""First word of the name of a rest that is known to be nought where it is nought."""
