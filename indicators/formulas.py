"""The formulas as plain functions: they recompute the worked examples and are the yardstick for the set-based evaluation.

Nothing is clamped: a share above 100, a negative balance and an index of a negative base come back as they are computed.
"""

from collections.abc import Callable, Mapping, Sequence
from math import isclose

from domain.classes import interval
from domain.indicators import Formula, Missing

Given = float | Sequence[float | None] | None
"""One input: a number, one number per unit for formulas that add up over units, or None where it is missing."""

Outcome = tuple[float | None, Missing | None]


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


def _share_ratio(group: float, group_base: float, reference: float, reference_base: float) -> float:
    return (group / group_base) / (reference / reference_base)


def _balance(gains: float, losses: float, base: float) -> float:
    return 1000.0 * (gains - losses) / base


FUNCTIONS: Mapping[Formula, Callable[..., float]] = {
    Formula.VALUE: _value,
    Formula.SHARE: _share,
    Formula.PER_THOUSAND: _per_thousand,
    Formula.RATIO: _ratio,
    Formula.DIFFERENCE: _difference,
    Formula.GAP: _difference,
    Formula.SHARE_GAP: _share_gap,
    Formula.PARITY: _ratio,
    Formula.SHARE_RATIO: _share_ratio,
    Formula.INDEX: _share,
    Formula.BALANCE: _balance,
    Formula.SURVEY_SHARE: _share,
}
DENOMINATORS: Mapping[Formula, tuple[int, ...]] = {
    Formula.SHARE: (1,),
    Formula.PER_THOUSAND: (1,),
    Formula.RATIO: (1,),
    Formula.SHARE_GAP: (1, 3),
    Formula.PARITY: (1,),
    Formula.SHARE_RATIO: (1, 3),
    Formula.INDEX: (1,),
    Formula.BALANCE: (2,),
    Formula.SURVEY_SHARE: (1,),
}
"""Positions of the roles that are held to the smallest denominator; formulas that are not named divide by nothing, or over units."""

DIVISORS: Mapping[Formula, tuple[int, ...]] = {**DENOMINATORS, Formula.SHARE_RATIO: (1, 2, 3)}
"""Positions of the roles that must not be zero."""


def compute(formula: Formula, inputs: Sequence[Given], min_denominator: float = 0, units: Sequence[str] = ()) -> Outcome:
    """The value, or the reason why there is none; ``inputs`` in the order of ``formula.roles``, ``units`` the classes of a median."""
    if formula.over_units:
        return _over_units(formula, inputs, min_denominator, units)
    if any(value is None for value in inputs):
        return None, Missing.INPUT_MISSING
    if any(inputs[position] == 0 for position in DIVISORS.get(formula, ())):
        return None, Missing.ZERO_DENOMINATOR
    if any(_below(inputs[position], min_denominator) for position in DENOMINATORS.get(formula, ())):
        return None, Missing.SMALL_DENOMINATOR
    return FUNCTIONS[formula](*inputs), None


def from_roles(formula: Formula, inputs: Mapping[str, Given], units: Sequence[str] = ()) -> float | None:
    """As :func:`compute`, from inputs by role and without the reason; a role that is not given counts as missing."""
    return compute(formula, [inputs.get(role) for role in formula.roles], units=units)[0]


def _below(value: Given, limit: float) -> bool:
    return isinstance(value, int | float) and value < limit


def _over_units(formula: Formula, inputs: Sequence[Given], min_denominator: float, units: Sequence[str]) -> Outcome:
    columns = [[value] if isinstance(value, int | float) else value for value in inputs]
    known = [[value for value in column or () if value is not None] for column in columns]
    if any(not column or len(column) != len(mine) for column, mine in zip(columns, known, strict=True)) or len(set(map(len, known))) != 1:
        return None, Missing.INPUT_MISSING
    match formula:
        case Formula.AGE_SUM:
            return age_sum(known[0], known[1], min_denominator)
        case Formula.MEDIAN:
            return median(known[0], units, min_denominator)
        case Formula.SEGREGATION:
            group, total = known
            return dissimilarity(group, [whole - part for part, whole in zip(group, total, strict=True)], min_denominator)
    return dissimilarity(known[0], known[1], min_denominator)


def age_sum(numerators: Sequence[float], denominators: Sequence[float], min_denominator: float = 0) -> Outcome:
    """Sum of the shares of single ages, per cent (Quotensummenverfahren): what a cohort would come to at today's shares of all ages."""
    if 0 in denominators:
        return None, Missing.ZERO_DENOMINATOR
    if any(each < min_denominator for each in denominators):
        return None, Missing.SMALL_DENOMINATOR
    return sum(100.0 * one / other for one, other in zip(numerators, denominators, strict=True)), None


def dissimilarity(group: Sequence[float], reference: Sequence[float], min_group: float = 0) -> Outcome:
    """Share of the group that would have to live elsewhere to be spread like the reference, 0 to 1 (domain.md 2.8).

    Negative counts come of a group larger than the total it should lie in: then both are not counted alike, and there is no index.
    """
    if any(each < 0 for each in (*group, *reference)):
        return None, Missing.OTHER_CONCEPT
    all_of_group, all_of_reference = sum(group), sum(reference)
    if all_of_group == 0 or all_of_reference == 0:
        return None, Missing.ZERO_DENOMINATOR
    if all_of_group < min_group:
        return None, Missing.SMALL_DENOMINATOR
    shares = ((one / all_of_group, other / all_of_reference) for one, other in zip(group, reference, strict=True))
    return sum(abs(one - other) for one, other in shares) / 2, None


def median(cases: Sequence[float], units: Sequence[str], min_cases: float = 0) -> Outcome:
    """Median of what is counted in classes, in their unit: exact where every class is a single number (or the open one at the top),
    otherwise by linear interpolation within the class where half of the cases are reached. None with labels that are no classes."""
    try:
        bounds = [interval(unit) for unit in units]
    except ValueError:
        return None, Missing.INPUT_MISSING
    if len(bounds) != len(cases):
        return None, Missing.INPUT_MISSING
    classes = sorted(zip(bounds, cases, strict=True), key=lambda item: (item[0].low, item[0].high is None, item[0].high))
    total = sum(cases)
    if total == 0:
        return None, Missing.ZERO_DENOMINATOR
    if total < min_cases:
        return None, Missing.SMALL_DENOMINATOR
    single = all(one.single or one.high is None for one, _ in classes) and any(one.single for one, _ in classes)
    below, lower = 0.0, None
    for one, count in classes:
        if count == 0:
            continue
        reached = below + count
        if reached >= total / 2 and one.high is None:
            return None, Missing.OPEN_CLASS
        if lower is not None:
            return (lower + one.low) / 2, None
        if single and isclose(reached, total / 2):
            lower = one.low  # half of the cases end here: the median lies midway to the next value
        elif reached >= total / 2:
            return one.low + (total / 2 - below) / count * ((one.high or 0.0) - one.low), None
        below = reached
    return lower, None
