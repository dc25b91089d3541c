"""Indicator values from what is known: set-based, for all indicators, areas, periods and groups of a plan at once."""

from collections.abc import Sequence
from datetime import datetime

import pyarrow as pa

from store.publication import Snapshot, sql


def evaluate(snapshot: Snapshot, plan: pa.Table, areas: Sequence[str] | None = None, as_of: datetime | None = None) -> pa.Table:
    """One row per indicator, area, period and group whose first input is known: value or reason, inputs a–d, signs, basis,
    observations. Sorted by cell (one indicator for one group), area, slot, year."""
    known = "current_observation" if as_of is None else "known_at($moment)"
    parameters = {"areas": None if areas is None else list(areas)}
    if as_of is not None:
        parameters["moment"] = as_of  # type: ignore[assignment]
    return snapshot.arrow(sql("evaluate").replace("{known}", known), parameters, plan=plan)
