"""Columns as numbers into their distinct items, so that each distinct item is understood once."""

from collections.abc import Iterable
from typing import Any

import numpy as np


class Numbering(dict[Any, int]):
    """Numbers what it is asked for, in the order it is first asked."""

    def __missing__(self, item: Any) -> int:
        self[item] = number = len(self)
        return number

    def codes(self, items: Iterable[Any]) -> np.ndarray:
        """The number of each item; runs at the speed of a dictionary."""
        return np.fromiter(map(self.__getitem__, items), np.int64)
