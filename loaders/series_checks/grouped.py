"""Medians by group, and the scale on which figures of any size scatter alike."""

import numpy as np

from loaders.series_checks.figures import Floats, Ints

RELATIVE = 0.05
"""Relative scatter that every figure is granted: three times this is the 15 per cent below which no jump is reported."""
MAD_TO_SIGMA = 1.4826


def medians(groups: Ints, values: Floats, count: int) -> tuple[Floats, Ints]:
    """Median and number of the values of each group 0 … count − 1; nan for empty groups."""
    order = np.lexsort((values, groups))
    sizes = np.bincount(groups, minlength=count)
    ends = np.cumsum(sizes)
    found = np.full(count, np.nan)
    some = np.flatnonzero(sizes)
    if len(some):
        values = values[order]
        starts = ends[some] - sizes[some]
        found[some] = (values[starts + (sizes[some] - 1) // 2] + values[starts + sizes[some] // 2]) / 2
    return found, sizes


def steady(value: Floats, grain: Floats | float) -> Floats:
    """The value on a scale where its scatter is about 1 whatever its size: a square root for small counts, which scatter like a
    Poisson variable (variance = ``grain`` · value), a logarithm for large ones (RELATIVE · value), and smoothly between."""
    return np.sign(value) * (2 / RELATIVE) * np.arcsinh(RELATIVE * np.sqrt(np.abs(value) / grain))


def unsteady(scaled: Floats, grain: Floats | float) -> Floats:
    """Inverse of :func:`steady`."""
    return np.sign(scaled) * grain * (np.sinh(np.abs(scaled) * RELATIVE / 2) / RELATIVE) ** 2
