"""Values without neighbours in time, held against their row and column: areas differ by size, strands by level, and what remains
after both are taken off (a two-way fit of the logarithms) should be small."""

import numpy as np

from loaders.series_checks.figures import Figures, Floats, Ints
from loaders.series_checks.grouped import MAD_TO_SIGMA, medians
from loaders.series_checks.hints import Hints
from loaders.series_checks.jumps import factors

_LEAST_AREAS, _LEAST_STRANDS = 8, 3
_LIMIT = 8.0
_LEAST_FACTOR = 5.0
_ROUNDS, _FAR = 8, 2.0
_SMALLEST = 5.0


def report_misfits(figures: Figures, hints: Hints) -> None:
    """Reports values of single-period lines that are many times, or a fraction of, what their area and strand let expect, where the
    even table is wide and long enough to say so."""
    rows = _single(figures)
    rows = rows[(figures.value[rows] > 0) & figures.is_count[figures.strand[rows]]]
    rows = rows[_frequent(figures.area[rows], _LEAST_STRANDS) & _frequent(figures.strand[rows], _LEAST_AREAS)]
    if len(rows) < _LEAST_AREAS * _LEAST_STRANDS:
        return
    logs = np.log(figures.value[rows])
    rest = _without_effects(logs, (figures.strand[rows], figures.area[rows]))
    expected = np.exp(logs - rest)
    scatter, size = medians(figures.strand[rows], np.abs(rest), figures.strands)
    scatter = np.sqrt((MAD_TO_SIGMA * scatter[figures.strand[rows]]) ** 2 + 1 / np.maximum(expected, 1))
    odd = (np.abs(rest) > _LIMIT * scatter) & (np.abs(rest) > np.log(_LEAST_FACTOR)) & (size[figures.strand[rows]] >= _LEAST_AREAS)
    odd &= (np.maximum(expected, figures.value[rows]) > _SMALLEST) & figures.checked[rows]
    factor = factors(figures.value[rows], expected)
    for at in np.flatnonzero(odd)[np.argsort(-np.abs(rest[odd]), kind="stable")]:
        row = int(rows[at])
        code = "H411" if factor[at] else "H410"
        fitting = f"etwa {hints.figure(row, float(f'{expected[at]:.2g}'))}, gemessen an den anderen Werten der Zeile und Spalte"
        hints.about(row, code, ", fällt aus Zeile und Spalte", fitting)


def _without_effects(values: Floats, groups: tuple[Ints, ...]) -> Floats:
    """What remains of the values when each group's own level is taken off; levels are means in which far values count no more than
    near ones (Huber)."""
    rest = values - np.median(values)
    for _ in range(_ROUNDS):
        bound = _FAR * MAD_TO_SIGMA * np.median(np.abs(rest))
        for group in groups:
            held = np.clip(rest, -bound, bound)
            rest -= (np.bincount(group, held) / np.maximum(np.bincount(group), 1))[group]
    return rest


def _single(figures: Figures) -> Ints:
    """Rows with a value that is the only one of its strand and area."""
    rows = np.flatnonzero(~np.isnan(figures.value) & ~figures.superseded)
    line = figures.strand[rows] * len(figures.texts["area"].words) + figures.area[rows]
    _, numbers, sizes = np.unique(line, return_inverse=True, return_counts=True)
    return rows[sizes[numbers] == 1]


def _frequent(groups: Ints, least: int) -> np.ndarray:
    return np.bincount(groups)[groups] >= least if len(groups) else np.zeros(0, bool)
