"""Values that are well formed and possible, but do not fit the other values of their table or what is known already."""

import pyarrow as pa

from domain.deliveries import Finding


def check_series(delivered: pa.Table, known: pa.Table | None = None, previous: pa.Table | None = None) -> tuple[Finding, ...]:
    """Hints about single values, lines and the whole delivery; ``known`` are the periods known of the delivered lines, ``previous``
    the lines of the table's previous delivery."""
    return ()
