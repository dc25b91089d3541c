"""The formulas as plain functions: they recompute the worked examples and are the yardstick for the set-based evaluation."""

from collections.abc import Callable, Mapping, Sequence

from domain.indicators import Formula, Missing


def _value(value: float) -> float:
    return value


def _share(numerator: float, denominator: float) -> float:
    return 100.0 * numerator / denominator


def _per_thousand(numerator: float, denominator: float) -> float:
    return 1000.0 * numerator / denominator


def _ratio(numerator: float, denominator: float) -> float:
    return numerator / denominator


def _difference(minuend: float, subtrahend: float) -> float:
    return minuend - subtrahend


def _share_gap(group: float, group_base: float, reference: float, reference_base: float) -> float:
    return 100.0 * (group / group_base - reference / reference_base)


_FUNCTIONS: Mapping[Formula, Callable[..., float]] = {
    Formula.VALUE: _value,
    Formula.SHARE: _share,
    Formula.PER_THOUSAND: _per_thousand,
    Formula.RATIO: _ratio,
    Formula.DIFFERENCE: _difference,
    Formula.GAP: _difference,
    Formula.SHARE_GAP: _share_gap,
}
DENOMINATORS: Mapping[Formula, tuple[int, ...]] = {
    Formula.SHARE: (1,),
    Formula.PER_THOUSAND: (1,),
    Formula.RATIO: (1,),
    Formula.SHARE_GAP: (1, 3),
}
"""Positions of the roles that divide; formulas that are not named divide by nothing."""


def compute(formula: Formula, inputs: Sequence[float | None], min_denominator: float = 0) -> tuple[float | None, Missing | None]:
    """The value, or the reason why there is none; ``inputs`` in the order of ``formula.roles``."""
    if any(value is None for value in inputs):
        return None, Missing.INPUT_MISSING
    denominators = [inputs[position] for position in DENOMINATORS.get(formula, ())]
    if 0 in denominators:
        return None, Missing.ZERO_DENOMINATOR
    if any(denominator is not None and denominator < min_denominator for denominator in denominators):
        return None, Missing.SMALL_DENOMINATOR
    return _FUNCTIONS[formula](*inputs), None


def from_roles(formula: Formula, inputs: Mapping[str, float | None]) -> float | None:
    """As :func:`compute`, from inputs by role and without the reason; a role that is not given counts as missing."""
    return compute(formula, [inputs.get(role) for role in formula.roles])[0]
