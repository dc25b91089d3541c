"""Small tables of evaluated values, for tests of what is made of them."""

from collections.abc import Iterable

import pyarrow as pa


def table_of(indicator: str, values: Iterable[float | None], start: int = 2016) -> pa.Table:
    """One series, a value a year, as evaluated."""
    known = list(values)
    return pa.table(
        {
            "indicator": [indicator] * len(known),
            "year": pa.array(range(start, start + len(known)), pa.int16()),
            "value": pa.array(known, pa.float64()),
        }
    )
