"""Delivered rows with the numbers that the store gives or will give to their strands, so that it joins numbers and not texts."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

STRAND = ("series", "unit", "concept", "basis", "groups")


@dataclass(frozen=True)
class Keyed:
    """``rows`` as delivered with ``strand`` and ``position`` (their place in the delivery); ``strands`` are those that occur."""

    rows: pa.Table
    strands: pa.Table


def keyed(rows: pa.Table, known: pa.Table) -> Keyed:
    """The rows with their strands' ids in ``known``; strands that are not there get the next free ids, in the order of their texts."""
    ids: dict[tuple[str, ...], int] = dict(zip(_texts(known), known["id"].to_pylist(), strict=True))
    combined = np.zeros(len(rows), np.int64)
    for name in STRAND:
        column = rows[name].combine_chunks()
        encoded = column if isinstance(column, pa.DictionaryArray) else column.dictionary_encode()
        combined = combined * max(len(encoded.dictionary), 1) + encoded.indices.to_numpy(zero_copy_only=False)
    _, first, number = np.unique(combined, return_index=True, return_inverse=True)
    texts = _texts(rows.select(STRAND).take(first))
    for new, each in enumerate(sorted(set(texts) - ids.keys()), max(ids.values(), default=0) + 1):
        ids[each] = new
    own = np.array([ids[each] for each in texts], np.int32)
    table = rows.append_column("strand", pa.array(own[number])).append_column("position", pa.array(np.arange(len(rows), dtype=np.int32)))
    return Keyed(table, _strands({each: ids[each] for each in texts}))


def with_texts(table: pa.Table, strands: pa.Table) -> pa.Table:
    """The table with the texts of its strands instead of their ids."""
    ids = strands["id"].to_numpy()
    order = np.argsort(ids)
    place = pa.array(order[np.searchsorted(ids, table["strand"].to_numpy(), sorter=order)].astype(np.int32))
    for name in STRAND:
        table = table.append_column(name, pa.DictionaryArray.from_arrays(place, strands[name].combine_chunks()))
    return table.drop_columns(["strand"])


def _texts(strands: pa.Table) -> list[tuple[str, ...]]:
    return list(zip(*(strands[name].to_pylist() for name in STRAND), strict=True))


def _strands(ids: Mapping[tuple[str, ...], int]) -> pa.Table:
    columns = list(zip(*ids, strict=True)) or [()] * len(STRAND)
    texts = {name: pa.array(column, pa.string()) for name, column in zip(STRAND, columns, strict=True)}
    return pa.table({"id": pa.array(list(ids.values()), pa.int32()), **texts})
