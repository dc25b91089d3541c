"""Which cells to hide besides the small ones, by linear programmes.

A small count is safe if, for somebody who knows every shown value, every equation, that counts are not negative and that a cell hidden
as small is one of 1 to n − 1, it can still be any of those. The proof is kept by construction: for the lowest and the highest of these
values a whole other table is found that differs in hidden cells alone. Where there is none, the programme may change shown cells too, at
a price of their size; those it changes are hidden. A cell whose neighbours leave it less room even when nothing is shown keeps that room.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import highspy
import numpy as np
from highspy._core import _Highs
from numpy.typing import NDArray

Floats = NDArray[np.float64]
_SURE = 1e-6
_FREE = 1e-4
"""Price of changing what is not shown: little, so that shown cells are changed only if they must be."""


@dataclass(frozen=True)
class Unknowns:
    """One number for each unknown. ``cell`` is −1 for what no table names; ``low`` and ``high`` are what everybody knows of it once its
    cell is hidden; ``price`` is inf where its cell cannot be hidden, being public elsewhere; ``protected`` must be as free as ``floor``
    to ``ceiling``."""

    value: Floats
    cell: NDArray[np.int64]
    low: Floats
    high: Floats
    price: Floats
    protected: NDArray[np.bool_]
    ceiling: float
    floor: float = 1.0


Row = Sequence[tuple[int, float]]


def complement(unknowns: Unknowns, rows: Sequence[Row], hidden: set[int]) -> set[int]:
    """The cells to hide besides ``hidden`` so that every protected unknown is safe."""
    search = _Search(unknowns, rows, hidden)
    for number, target in search.uncovered():
        search.reach(number, target)
    search.loosen()
    for number in search.stuck():
        search.reach(number, unknowns.value[number] + unknowns.ceiling)
    return search.hidden - hidden


class _Search:
    """The programme in changes: an unknown grows by column i and shrinks by column i + n; equations stay as they are."""

    def __init__(self, unknowns: Unknowns, rows: Sequence[Row], hidden: set[int]) -> None:
        self.unknowns, self.hidden = unknowns, set(hidden)
        self._count = len(unknowns.value)
        self._lowest, self._highest = unknowns.value.copy(), unknowns.value.copy()
        self._solver = _solver(self._count, rows)
        self._columns = np.arange(2 * self._count, dtype=np.int32)
        self._high = unknowns.high
        self._apply()

    def _apply(self) -> None:
        """Bounds and prices of every unknown as its cell is hidden, can be, or cannot."""
        given = self.unknowns
        self._open = np.isin(given.cell, list(self.hidden)) | (given.cell < 0)
        may = self._open | np.isfinite(given.price)
        self._up = np.where(may, self._high - given.value, 0.0)
        self._down = np.where(may, given.value - given.low, 0.0)
        price = np.where(self._open, _FREE, np.where(np.isfinite(given.price), given.price, 0.0))
        self._prices = np.concatenate([price, price])
        upper = np.maximum(np.concatenate([self._up, self._down]), 0.0)
        self._solver.changeColsBounds(len(self._columns), self._columns, np.zeros(len(upper)), upper)
        self._price(self._prices)

    def _price(self, prices: Floats) -> None:
        self._solver.changeColsCost(len(self._columns), self._columns, prices)

    def uncovered(self) -> Iterator[tuple[int, float]]:
        """Protected unknowns with the value that no other table found so far has given them."""
        given = self.unknowns
        for number in np.flatnonzero(given.protected):
            if self._highest[number] < given.ceiling - _SURE:
                yield int(number), given.ceiling
            if self._lowest[number] > given.floor + _SURE:
                yield int(number), given.floor

    def stuck(self) -> list[int]:
        """Protected unknowns that have no other whole number."""
        fixed = self.unknowns.protected & (self._highest - self._lowest < 1 - _SURE)
        return [int(number) for number in np.flatnonzero(fixed)]

    def loosen(self) -> None:
        """From here on nobody knows which hidden cells are small ones: 1 + 1 + 1 + 1 is 4 whatever else is hidden, if all are small."""
        self._high = np.full(self._count, np.inf)
        self._apply()

    def reach(self, number: int, target: float) -> None:
        """Finds the cheapest other table in which the unknown has the target, or comes nearest to it, and hides what it changes."""
        change = target - self.unknowns.value[number]
        column, bound = (number, self._up) if change > 0 else (number + self._count, self._down)
        wanted = min(abs(change), bound[number])
        found = self._solve(column, wanted)
        if found is None:
            wanted = self._farthest(column, wanted)
            found = self._solve(column, wanted) if wanted > _SURE else None
        if found is None:
            return
        values = self.unknowns.value + found
        self._lowest, self._highest = np.minimum(self._lowest, values), np.maximum(self._highest, values)
        needed = {int(each) for each in self.unknowns.cell[(np.abs(found) > _SURE) & ~self._open]}
        if needed:
            self.hidden |= needed
            self._apply()

    def _solve(self, column: int, wanted: float) -> Floats | None:
        """The cheapest changes of all unknowns when one changes by ``wanted``; None if it cannot."""
        return self._bounded(column, wanted, wanted)

    def _farthest(self, column: int, wanted: float) -> float:
        """How far the unknown can change at most, in whole steps, whatever is hidden."""
        prices = np.zeros(2 * self._count)
        prices[column] = -1.0
        self._price(prices)
        found = self._bounded(column, 0.0, wanted)
        self._price(self._prices)
        return 0.0 if found is None else float(np.floor(abs(found[column % self._count]) + _SURE))

    def _bounded(self, column: int, lowest: float, highest: float) -> Floats | None:
        """The solution with a column between two numbers, and without the column that would undo it."""
        other = (column + self._count) % (2 * self._count)
        self._solver.changeColBounds(column, lowest, highest)
        self._solver.changeColBounds(other, 0.0, 0.0)
        found = self._run()
        for each in (column, other):
            bounds = self._up if each < self._count else self._down
            self._solver.changeColBounds(each, 0.0, max(float(bounds[each % self._count]), 0.0))
        return found

    def _run(self) -> Floats | None:
        self._solver.run()
        if self._solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        columns = np.array(self._solver.getSolution().col_value)
        return columns[: self._count] - columns[self._count :]


def _solver(count: int, rows: Sequence[Row]) -> Any:
    """HiGHS with the equations in changes, silent; bounds and prices come later."""
    programme = highspy.HighsLp()
    programme.num_col_, programme.num_row_ = 2 * count, len(rows)
    programme.col_cost_ = programme.col_lower_ = programme.col_upper_ = np.zeros(2 * count)
    programme.row_lower_ = programme.row_upper_ = np.zeros(len(rows))
    places = [np.array([number for number, _ in row]) for row in rows]
    factors = [np.array([factor for _, factor in row]) for row in rows]
    programme.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    programme.a_matrix_.start_ = np.cumsum([0, *(2 * len(row) for row in rows)])
    programme.a_matrix_.index_ = np.concatenate([np.concatenate([each, each + count]) for each in places] or [np.zeros(0)]).astype(np.int32)
    programme.a_matrix_.value_ = np.concatenate([np.concatenate([each, -each]) for each in factors] or [np.zeros(0)])
    solver = _Highs()  # its public child announces itself on the standard output
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("presolve", "off")
    solver.setOptionValue("threads", 1)
    solver.passModel(programme)
    return solver
