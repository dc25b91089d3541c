"""Somebody who wants to know hidden cells: knows every shown value of every edition, what adds up to what, that counts are not negative,
that noughts are never hidden, and which hidden cells did not change between editions. Built from single persons' classes (atoms) and
solved with SciPy, so that it shares neither equations nor code with what it tests."""

from collections.abc import Collection, Mapping, Sequence

import numpy as np
from scipy.optimize import linprog

Cell = tuple[str, str]
"""Area and group key."""
Atom = tuple[str, ...]


class Attack:
    """Editions of one cube: for each the true value of every cell; ``atoms`` are the classes that make up each cell; ``hidden`` cells
    are known in no edition. ``small``: n − 1, for attackers who know which hidden cells are small; None for those who do not. ``absent``:
    classes known to have nobody, by edition."""

    def __init__(
        self,
        editions: Sequence[Mapping[Cell, float]],
        atoms: Mapping[Cell, Sequence[Atom]],
        hidden: set[Cell],
        small: float | None,
        absent: Sequence[Collection[Atom]] = (),
    ) -> None:
        self.editions, self.atoms, self.hidden, self.small = editions, atoms, hidden, small
        names = sorted({atom for each in atoms.values() for atom in each})
        self._width = len(names)
        self._number = {atom: place for place, atom in enumerate(names)}
        self._equal: list[np.ndarray] = []
        self._right: list[float] = []
        self._upper: list[np.ndarray] = []
        self._limits: list[float] = []
        self._know()
        for number, none in enumerate(absent):
            for atom in none:
                row = np.zeros(self._width * len(editions))
                row[number * self._width + self._number[atom]] = 1
                self._equal.append(row)
                self._right.append(0.0)

    def _row(self, edition: int, cell: Cell) -> np.ndarray:
        row = np.zeros(self._width * len(self.editions))
        for atom in self.atoms[cell]:
            row[edition * self._width + self._number[atom]] += 1
        return row

    def _know(self) -> None:
        for number, edition in enumerate(self.editions):
            for cell, value in edition.items():
                row = self._row(number, cell)
                if cell not in self.hidden:
                    self._equal.append(row)
                    self._right.append(value)
                    continue
                if value > 0:  # it would be shown if it had always been nought
                    self._upper.append(-row)
                    self._limits.append(-1.0)
                if self.small is not None and 0 < value <= self.small:
                    self._upper.append(row)
                    self._limits.append(self.small)
                for before in range(number):
                    if self.editions[before].get(cell) == value:
                        self._equal.append(row - self._row(before, cell))
                        self._right.append(0.0)

    def interval(self, edition: int, cell: Cell) -> tuple[float, float]:
        """The least and the greatest value that the cell can have had."""
        row = self._row(edition, cell)
        ends = []
        for sign in (1, -1):
            found = linprog(
                sign * row,
                A_eq=np.array(self._equal) if self._equal else None,
                b_eq=self._right or None,
                A_ub=np.array(self._upper) if self._upper else None,
                b_ub=self._limits or None,
            )
            if found.status == 3:  # unbounded
                ends.append(np.inf)
            elif found.status == 0:
                ends.append(sign * found.fun)
            else:
                raise RuntimeError(found.message)
        return ends[0], ends[1]
