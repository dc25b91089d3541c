"""Whole columns of figures, looked up by area and period."""

import numpy as np

from loaders.series_checks.figures import Figures, Ints


class Places:
    """Rows by strand and by place (area and period), to look whole columns up at once."""

    def __init__(self, figures: Figures, rows: Ints) -> None:
        self.figures = figures
        self.places = len(figures.texts["area"].words) * len(figures.periods)
        key = figures.strand[rows] * self.places + figures.area[rows] * len(figures.periods) + figures.period[rows]
        order = np.argsort(key, kind="stable")
        self.rows, self.key = rows[order], key[order]
        self.starts = np.searchsorted(self.key, np.arange(figures.strands + 1) * self.places)

    def column(self, strand: int) -> tuple[Ints, Ints]:
        """Places and rows of a strand."""
        part = slice(self.starts[strand], self.starts[strand + 1])
        return self.key[part] - strand * self.places, self.rows[part]

    def at(self, strand: int, places: Ints) -> Ints:
        """Row of the strand at each place, −1 where there is none."""
        there, rows = self.column(strand)
        if not len(there):
            return np.full(len(places), -1)
        found = np.minimum(np.searchsorted(there, places), len(there) - 1)
        return np.where(there[found] == places, rows[found], -1)
