"""Growth rates, on which three of the methods rest."""


def growth(first: float, last: float, years: float) -> float | None:
    """Compound growth a year from ``first`` to ``last`` (0.01 = one per cent); None where a sign change or a zero has none."""
    if years <= 0 or first == 0 or last / first < 0:
        return None
    return (last / first) ** (1 / years) - 1
