"""Indicator values from what is known: set-based, for all indicators, areas, periods and groups of a plan at once."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from store.publication import Snapshot, sql

Ints = NDArray[np.int64]

_ROLES = "abcd"
_ABSENT = 0  # instead of the id of an input that is not there; observations count up from 1, gathered inputs down from -1


def evaluate(snapshot: Snapshot, plan: pa.Table, areas: Sequence[str] | None = None, as_of: datetime | None = None) -> pa.Table:
    """One row per indicator, area, period and group whose first input is known: value or reason, inputs a–d, signs, basis,
    observations. Sorted by cell (one indicator for one group), area, slot, year. Recurring texts may be dictionaries."""
    inputs = sql("inputs").replace("{known}", "current_observation" if as_of is None else "known_at($moment)")
    parameters: dict[str, Any] = {"areas": None if areas is None else list(areas)}
    if as_of is not None:
        parameters["moment"] = as_of

    def answer(query: str) -> pa.Table:
        return snapshot.arrow(query.replace("{inputs}", inputs), parameters, plan=plan).combine_chunks()

    plan = plan.combine_chunks()
    rows = answer(sql("evaluate"))
    ids = [rows[f"id_{role}"].fill_null(_ABSENT).to_numpy() for role in _ROLES]
    gathered = answer("WITH {inputs} SELECT basis, ids FROM gathered ORDER BY id")
    cell = rows["cell"].to_numpy()
    plan_row = np.unique(np.append(0, plan["cell"].to_numpy()), return_index=True)[1][cell] - 1  # one of those of the cell
    columns = {name: plan[name].dictionary_encode().take(pa.array(plan_row)) for name in ("indicator", "groups")}
    columns["basis"] = _bases(plan, cell, ids, gathered["basis"])
    columns["observations"] = _observations(np.stack(ids, axis=1), gathered["ids"].combine_chunks())
    for name, column in columns.items():
        rows = rows.append_column(name, column)
    return rows.drop_columns([f"id_{role}" for role in _ROLES])


def _bases(plan: pa.Table, cell: Ints, ids: Sequence[Ints], of_gathered: pa.ChunkedArray) -> pa.Array:
    """Bases of the inputs that are there, in the order of the formula; each combination is put into words once."""
    encoded = pa.chunked_array([*plan["basis"].chunks, *of_gathered.chunks], pa.string()).combine_chunks().dictionary_encode()
    words = [None, *encoded.dictionary.to_pylist()]
    of_strand, of_gathered_id = np.split(encoded.indices.to_numpy() + 1, [len(plan)])
    of_role = np.zeros((len(ids), len(plan) + 1), dtype=np.int64)
    of_role[plan["role_index"].to_numpy(), plan["cell"].to_numpy()] = of_strand
    combination = np.zeros(len(cell), dtype=np.int64)
    for own, each in zip(of_role, ids, strict=True):
        number = np.where(each == _ABSENT, 0, own[cell])
        number[each < 0] = of_gathered_id[each[each < 0]]  # the last one has the id -1
        combination = combination * len(words) + number
    distinct = pa.array(combination).dictionary_encode()
    texts = []
    for code in distinct.dictionary.to_pylist():
        parts = (words[code // len(words) ** power % len(words)] for power in reversed(range(len(ids))))
        texts.append(" / ".join(part for part in parts if part is not None))
    return pa.array(texts, pa.string()).dictionary_encode().take(distinct.indices)


def _observations(ids: Ints, of_gathered: pa.ListArray) -> pa.ListArray:
    """All observations behind each row: of the inputs that are there, gathered ones taken apart."""
    there = ids != _ABSENT
    flat = ids[there]
    ends = np.append(0, np.cumsum(np.count_nonzero(there, axis=1)))
    if len(of_gathered):
        apart = flat < 0
        count = np.ones(len(flat), dtype=np.int64)
        count[apart] = of_gathered.value_lengths().to_numpy()[flat[apart]]
        taken_apart = of_gathered.take(pa.array(len(of_gathered) + flat[apart])).flatten()
        ends = np.append(0, np.cumsum(count))[ends]
        flat, apart = np.repeat(flat, count), np.repeat(apart, count)
        flat[apart] = taken_apart.to_numpy()
    return pa.ListArray.from_arrays(pa.array(ends.astype(np.int32)), pa.array(flat))
