"""Ranges instead of false precision: what a value may be where its sources are rounded, and what a random sample leaves open.

Rounded sources: every count may be off by half its multiple, sums by as much as all their parts; the range is that of the formula over
all corners (formulas rise or fall in each input). Samples: Wilson's interval for a share, Newcombe's for the difference of two, both at
95 per cent with the survey's design effect. Whoever answers of their own accord is no sample, and gets no range.
"""

from collections.abc import Callable, Iterator, Mapping
from itertools import product

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from domain.indicators import Definition, Formula, Input, Sampling
from domain.rounding import ROUNDED, deviation
from indicators.formulas import DIVISORS, FUNCTIONS
from indicators.sampling import newcombe, wilson

Floats = NDArray[np.float64]

_KINDS = ("rounding", "sample")
_ROLES = "abcd"
_YEARS = 10_000


def with_ranges(values: pa.Table, definitions: Mapping[str, Definition]) -> pa.Table:
    """The evaluated values with the columns ``low``, ``high`` (in the indicator's unit) and ``range`` (``rounding``, ``sample`` or null).

    A bound that does not exist (the rounded denominator may be zero) stays null. Formulas over units have no range: what their single
    units may be is not in the row.
    """
    low, high = np.full(len(values), np.nan), np.full(len(values), np.nan)
    kind = np.full(len(values), -1, dtype=np.int8)
    for rows, definition in _rows_by_definition(values, definitions):
        part = values.select([*_ROLES[: len(definition.formula.roles)], "year", "basis"]).take(pa.array(rows))
        if definition.survey is not None:
            bounds = _sampled(part, definition)
            code = _KINDS.index("sample")
        else:
            bounds = _rounded(part, definition)
            code = _KINDS.index("rounding")
        if bounds is not None:
            low[rows], high[rows] = bounds
            kind[rows] = np.where(np.isnan(low[rows]) & np.isnan(high[rows]), -1, code)
    columns = {
        "low": pa.array(low, from_pandas=True),
        "high": pa.array(high, from_pandas=True),
        "range": pa.DictionaryArray.from_arrays(pa.array(kind, mask=kind < 0), pa.array(_KINDS, pa.string())),
    }
    for name, column in columns.items():
        values = values.append_column(name, column)
    return values


def _rows_by_definition(values: pa.Table, definitions: Mapping[str, Definition]) -> Iterator[tuple[NDArray[np.int64], Definition]]:
    """Rows with a value of each indicator that may have a range: those of a sample, and those with a rounded basis."""
    wanted = {each.id: each for each in definitions.values() if _may_have_range(each)}
    if not wanted or not len(values):
        return
    bases, words = _encoded(values["basis"])
    rounded = np.array([not ROUNDED.keys().isdisjoint(word.split(" / ")) for word in words], dtype=bool)
    codes, names = _encoded(values["indicator"])
    sampled = np.array([name in wanted and wanted[name].survey is not None for name in names], dtype=bool)
    rows = np.flatnonzero(rounded[bases] | sampled[codes])
    rows = rows[pc.is_valid(values["value"]).to_numpy()[rows]]
    of_row = codes[rows]
    for code, name in enumerate(names):
        if name in wanted and len(mine := rows[of_row == code]):
            yield mine, wanted[name]


def _may_have_range(definition: Definition) -> bool:
    if definition.formula.over_units:
        return False
    if definition.survey is not None:
        return definition.survey.sampling is Sampling.RANDOM and definition.formula in _SAMPLED
    bases = [basis for needed in definition.inputs.values() for basis in needed.basis]
    return not all(needed.basis for needed in definition.inputs.values()) or any(basis in ROUNDED for basis in bases)


# Samples

_SAMPLED: Mapping[Formula, Callable[..., tuple[Floats, Floats]]] = {
    Formula.SURVEY_SHARE: wilson,
    Formula.SHARE_GAP: newcombe,
}


def _sampled(part: pa.Table, definition: Definition) -> tuple[Floats, Floats] | None:
    """Bounds in per cent; the inputs are answers and respondents."""
    columns = [part[role].to_numpy() for role in _ROLES[: len(definition.formula.roles)]]
    effect = definition.survey.design_effect if definition.survey else 1.0
    lower, upper = _SAMPLED[definition.formula](*columns, design_effect=effect)
    return 100.0 * lower, 100.0 * upper


# Rounded sources


def _rounded(part: pa.Table, definition: Definition) -> tuple[Floats, Floats] | None:
    """Smallest and largest value over all corners of what the inputs may be; nan where no input is rounded, or a bound does not exist."""
    roles = definition.formula.roles
    columns = [part[role].to_numpy() for role in _ROLES[: len(roles)]]
    off = _deviations(part, definition)
    touched = np.any([each > 0 for each in off], axis=0)
    if not touched.any():
        return None
    edges = []
    for place, (column, each) in enumerate(zip(columns, off, strict=True)):
        floor = np.where(column >= 0, 0.0, -np.inf)  # a count that was rounded is no less than nothing
        edges.append((np.maximum(column - each, floor), column + each, place))
    low, high = np.full(len(part), np.inf), np.full(len(part), -np.inf)
    with np.errstate(divide="ignore", invalid="ignore"):
        for corner in product((0, 1), repeat=len(roles)):
            at = FUNCTIONS[definition.formula](*(edge[side] for edge, side in zip(edges, corner, strict=True)))
            low, high = np.fmin(low, at), np.fmax(high, at)
    for place in DIVISORS.get(definition.formula, ()):
        nothing = edges[place][0] <= 0  # the true denominator may be zero: the value has no upper bound
        high = np.where(nothing, np.nan, high)
    bounded = [np.where(touched & np.isfinite(each), each, np.nan) for each in (low, high)]
    return bounded[0], bounded[1]


def _deviations(part: pa.Table, definition: Definition) -> list[Floats]:
    """How far each input may be off, by the bases and years of the row."""
    codes, words = _encoded(part["basis"])
    distinct, back = np.unique(codes * _YEARS + part["year"].to_numpy().astype(np.int64), return_inverse=True)
    texts = [word.split(" / ") for word in words]
    found = []
    for place, role in enumerate(definition.formula.roles):
        needed = definition.inputs[role]
        each = [
            _parts(needed) * deviation(texts[code][place], needed.unit, _year(needed, year))
            for code, year in (divmod(one, _YEARS) for one in distinct.tolist())
        ]
        found.append(np.array(each, dtype=np.float64)[back])
    return found


def _encoded(column: pa.ChunkedArray) -> tuple[NDArray[np.int64], list[str]]:
    """A number per row and the words they stand for."""
    encoded = (column if pa.types.is_dictionary(column.type) else column.dictionary_encode()).unify_dictionaries().combine_chunks()
    chunk = encoded.chunk(0) if isinstance(encoded, pa.ChunkedArray) else encoded
    return chunk.indices.to_numpy(zero_copy_only=False).astype(np.int64), chunk.dictionary.to_pylist()


def _parts(needed: Input) -> int:
    """How many figures are added up for one input: each may be off."""
    count = 1 + len(needed.also)
    for given in needed.groups.values():
        count *= 1 if isinstance(given, str) else len(given)
    return count


def _year(needed: Input, year: int) -> int:
    return year - needed.lag if needed.fixed_year is None else needed.fixed_year
