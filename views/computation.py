"""A computation written out with its numbers: for a value's origin and for the worked examples of a definition."""

from collections.abc import Sequence

from domain.indicators import Definition, Formula
from views.formats import exact

Figure = float | tuple[float, ...] | None
_SHOWN = 6
"""So many single ages or classes are written out; of more only their number is said."""


def computation(definition: Definition, figures: Sequence[Figure], result: str, units: Sequence[str] = ()) -> str:
    """``32 ÷ 185 × 100 = 17,3 %``. ``figures`` in the order of the formula's roles, ``result`` finished; formulas over units take
    tuples (``units`` names them), or their sums where only those are known."""
    a, b, c, d = (*(figures), None, None, None, None)[:4]
    if definition.formula.over_units:
        return _over_units(definition.formula, a, b, result, units)
    match definition.formula:
        case Formula.VALUE:
            return f"{result}, unverändert übernommen"
        case Formula.SHARE | Formula.SURVEY_SHARE:
            said = f"{_n(a)} ÷ {_n(b)} × 100"
        case Formula.PER_THOUSAND:
            said = f"{_n(a)} ÷ {_n(b)} × 1.000"
        case Formula.DIFFERENCE | Formula.GAP:
            said = f"{_n(a)} − {_n(b)}"
        case Formula.SHARE_GAP:
            said = f"{_n(a)} ÷ {_n(b)} × 100 − {_n(c)} ÷ {_n(d)} × 100"
        case Formula.SHARE_RATIO:
            said = f"({_n(a)} ÷ {_n(b)}) ÷ ({_n(c)} ÷ {_n(d)})"
        case Formula.INDEX:
            said = f"{_n(a)} ÷ {_n(b)} × 100"
        case Formula.BALANCE:
            said = f"({_n(a)} − {_n(b)}) ÷ {_n(c)} × 1.000"
        case _:
            said = f"{_n(a)} ÷ {_n(b)}"
    return f"{said} = {result}"


def _over_units(formula: Formula, a: Figure, b: Figure, result: str, units: Sequence[str]) -> str:
    """Sums over ages, classes or parts of the area; where only the sums are known these are named."""
    if not isinstance(a, tuple):
        known = ", ".join(f"Summe {_n(each)}" for each in (a, b) if each is not None)
        return f"{_RULES[formula]}{f' ({known})' if known else ''} = {result}"
    if formula is Formula.AGE_SUM and isinstance(b, tuple) and len(a) <= _SHOWN:
        return f"({' + '.join(f'{_n(top)} ÷ {_n(bottom)}' for top, bottom in zip(a, b, strict=True))}) × 100 = {result}"
    rows = [a] if b is None else [a, b if isinstance(b, tuple) else (b,)]
    if len(a) > _SHOWN:
        return f"{_RULES[formula]} über {len(a)} Teile = {result}"
    names = f" ({', '.join(units)})" if units else ""
    return f"{_RULES[formula]}{names}: {'; '.join(' | '.join(_n(each) for each in row) for row in rows)} = {result}"


_RULES = {
    Formula.AGE_SUM: "Summe der Quoten der einzelnen Altersjahre × 100",
    Formula.DISSIMILARITY: "½ × Summe der Unterschiede beider Verteilungen",
    Formula.SEGREGATION: "½ × Summe der Unterschiede zwischen Gruppe und übriger Bevölkerung",
    Formula.MEDIAN: "Mitte der nach Dauer geordneten Fälle",
}


def _n(figure: Figure) -> str:
    return " + ".join(map(exact, figure)) if isinstance(figure, tuple) else exact(figure)
