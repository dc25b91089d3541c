"""What is looked at where parity is the aim: how far a value is from it, and what a target asks of that distance."""

from typing import Any

import numpy as np

from domain.indicators import Definition, Direction, Formula, Target

RATIOS = (Formula.RATIO, Formula.PARITY, Formula.SHARE_RATIO)
"""Formulas for which 1 is parity; for all others it is 0."""


def distance(value: Any, *, ratio: Any = False) -> Any:
    """Distance from parity, a number or a column: the size of a gap, of a ratio q the larger of q and 1/q (1 is parity).

    A ratio of zero or less has none: nan.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        of_ratio = np.where(np.greater(value, 0), np.maximum(value, np.divide(1.0, value)), np.nan)
    return np.where(ratio, of_ratio, np.abs(value))[()]


def looked_at(value: float, definition: Definition) -> float:
    """The number that is judged: the value itself, or its distance from parity."""
    if definition.direction is not Direction.PARITY:
        return value
    return float(distance(value, ratio=definition.formula in RATIOS))


def demand(target: Target, direction: Direction, formula: Formula = Formula.VALUE) -> tuple[float | None, float | None]:
    """What the target asks for, and the other end of a target interval: the weaker demand of the two ends is judged (rule R4).

    Where parity is the aim both are distances from it; None where the target has no value of its own or no interval.
    """
    ends = [end for end in (target.value, target.upper) if end is not None]
    if target.value is None:
        return None, None
    if direction is Direction.PARITY:
        ends = [float(distance(end, ratio=formula in RATIOS)) for end in ends]
    ordered = sorted(ends, reverse=direction is not Direction.UP)
    return ordered[0], ordered[1] if len(ordered) > 1 else None
