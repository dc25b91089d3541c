"""From an Arrow table of indicator values to the ordered number columns the rules work on."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from domain.signs import Sign
from indicators.verdicts.trends import Flags, Floats, Ints

_SERIES = ("indicator", "area", "groups", "slot")


@dataclass(frozen=True)
class Rows:
    """All rows, each series together and by year. ``order`` leads back: ordered row i is input row order[i]; None if they are the same."""

    order: Ints | None
    indicator: Ints  # place in ``names``
    names: list[str]
    series: Ints
    year: Ints
    basis: Ints
    marked_break: Ints  # number of points marked as a break up to here
    table: pa.Table

    def numbers(self, name: str) -> Floats:
        """A number column in this order, nan for what is missing; all nan if there is no such column."""
        if name not in self.table.column_names:
            return np.full(self.table.num_rows, np.nan)
        values = pc.cast(self.table[name], pa.float64()).to_numpy()
        return values if self.order is None else values[self.order]


def rows_of(table: pa.Table) -> Rows:
    """The table's series in order of their years; raises ValueError if a series has two rows for one year."""
    codes = {name: _codes(table, name) for name in (*_SERIES, "basis")}
    series = np.zeros(table.num_rows, dtype=np.int64)
    for name in _SERIES:
        code, labels = codes[name]
        series = series * max(len(labels), 1) + code
    year = pc.cast(table["year"], pa.int64()).to_numpy()
    order = None
    if not _ordered(series, year):
        order = np.lexsort((year, series))
        series, year = series[order], year[order]
    same = (series[1:] == series[:-1]) & (year[1:] == year[:-1])
    if same.any():
        raise ValueError("a series has two values for one year")
    indicator, names = codes["indicator"]
    in_order = slice(None) if order is None else order
    marked = np.cumsum(_marked_breaks(table)[in_order], dtype=np.int64)
    return Rows(order, indicator[in_order], names, series, year, codes["basis"][0][in_order], marked, table)


def _ordered(series: Ints, year: Ints) -> bool:
    """True if the rows of every series lie together and its years ascend, whatever the order of the series."""
    new = np.ones(len(series), dtype=bool)
    new[1:] = series[1:] != series[:-1]
    starts = series[new]
    return len(np.unique(starts)) == len(starts) and bool((new[1:] | (year[1:] > year[:-1])).all())


def _codes(table: pa.Table, name: str) -> tuple[Ints, list[str]]:
    """A small number per row and the texts they stand for; a missing column or value is the empty text."""
    if name not in table.column_names:
        return np.zeros(table.num_rows, dtype=np.int64), [""]
    column = table[name]
    encoded = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
    array = encoded.unify_dictionaries().combine_chunks()
    if isinstance(array, pa.ChunkedArray):
        array = array.chunk(0) if array.num_chunks else pa.array([], pa.string()).dictionary_encode()
    labels = ["" if label is None else label for label in array.dictionary.to_pylist()]
    indices = pc.fill_null(pc.cast(array.indices, pa.int64()), len(labels))
    return indices.to_numpy(), [*labels, ""]


def _marked_breaks(table: pa.Table) -> Flags:
    """Rows of which an input carries the sign of a break."""
    flags = np.zeros(table.num_rows, dtype=bool)
    if "signs" not in table.column_names or not pa.types.is_list(table["signs"].type):
        return flags
    signs = table["signs"].combine_chunks()
    if isinstance(signs, pa.ChunkedArray):
        return flags
    marked = pc.call_function("equal", [signs.flatten(), pa.scalar(Sign.BREAK.value)])
    flags[signs.value_parent_indices().filter(marked).to_numpy()] = True
    return flags
