"""Intervals for shares of a random sample: Wilson for one share, Newcombe for the difference of two, both at 95 per cent.

Sources: E. B. Wilson (1927), Journal of the American Statistical Association 22; R. G. Newcombe (1998), Statistics in Medicine 17,
method 10. A clustered sample counts as ``respondents / design effect`` independent answers (Kish 1965). Only for random samples:
whoever answers of their own accord is no sample, and a register has no sampling error.
"""

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

LEVEL = 0.95
Z = 1.959964  # quantile of the normal distribution for LEVEL, both sides
Number = TypeVar("Number", float, NDArray[np.float64])


def wilson(x: Number, n: Number, design_effect: float = 1.0) -> tuple[Number, Number]:
    """Lower and upper bound of the share ``x / n``, each in 0 to 1; numbers or columns. Without respondents both are nan."""
    with np.errstate(divide="ignore", invalid="ignore"):
        share, independent = np.divide(x, n), np.divide(n, design_effect)
        square = np.square(Z) / independent
        middle = (share + square / 2) / (1 + square)
        half = np.sqrt(square * (share * (1 - share) + square / 4)) / (1 + square)
    low, high = np.clip(middle - half, 0.0, 1.0), np.clip(middle + half, 0.0, 1.0)
    return np.where(np.equal(x, 0), 0.0 * low, low)[()], np.where(np.equal(x, n), 1.0 + 0.0 * high, high)[()]  # exact at the ends


def newcombe(x1: Number, n1: Number, x2: Number, n2: Number, design_effect: float = 1.0) -> tuple[Number, Number]:
    """Lower and upper bound of ``x1 / n1 − x2 / n2``, each in −1 to 1; it contains 0 where no change is secured."""
    low1, high1 = wilson(x1, n1, design_effect)
    low2, high2 = wilson(x2, n2, design_effect)
    with np.errstate(divide="ignore", invalid="ignore"):
        share1, share2 = np.divide(x1, n1), np.divide(x2, n2)
    difference = share1 - share2
    down = np.sqrt(np.square(share1 - low1) + np.square(high2 - share2))
    up = np.sqrt(np.square(high1 - share1) + np.square(share2 - low2))
    return difference - down, difference + up
