"""Indicator values from what is known: set-based, for all indicators, areas, periods and groups of a plan at once."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from store.publication import Snapshot, sql
from store.reading import strands

Ints = NDArray[np.int64]
Ask = Callable[[str, dict[str, Any]], pa.Table]

CONVERSION = "umsteigeschluessel_bevoelkerung"
"""The series that says which share of an area's people belong to which area of today."""
_CONVERTED = pa.schema(
    {
        "strand": pa.int32(), "area": pa.string(), "slot": pa.string(), "year": pa.int32(), "period": pa.string(), "value": pa.float64(),
        "sign": pa.string(), "ids": pa.list_(pa.int64()),
    }
)  # fmt: skip
_ROLES = "abcd"
_LEVELS = ("part", "municipality", "district")
_NOTHING_GATHERED = """CREATE TEMP TABLE gathered AS
    SELECT strand AS cell, area, slot, year, 0::TINYINT AS role_index, '' AS basis, '' AS concept, false AS compared, value,
           sign::VARCHAR AS sign, period, [id] AS ids
    FROM known WHERE false"""
_GATHERABLE = """CREATE TEMP VIEW gatherable AS
    SELECT strand, area, slot, year, value, sign::VARCHAR AS sign, period, [id] AS ids FROM known"""
_ABSENT = 0  # instead of the id of an input that is not there; observations count up from 1, gathered inputs down from -1


def evaluate(snapshot: Snapshot, plan: pa.Table, areas: Sequence[str] | None = None, as_of: datetime | None = None) -> pa.Table:
    """One row per indicator, area, period and group whose first input is known: value or reason, inputs a–d, signs, basis,
    observations. For formulas over units, a and b are the sums over all units.
    Sorted by cell (one indicator for one group), area, slot, year. Recurring texts may be dictionaries."""
    plan = plan.combine_chunks()
    over = pc.not_equal(plan["over"], "")
    single, added_up = plan.filter(pc.invert(over)), plan.filter(over)
    converted = _converted(snapshot, single, areas, as_of)
    single = _gathering(single, converted)
    with snapshot.session(plan=single, unit_plan=added_up, converted=converted) as ask:
        _look_up(ask, plan, areas, as_of, len(converted) > 0)
        if not len(added_up):
            return _of_figures(ask, single)
        asked = {"areas": None if areas is None else list(areas)}
        rows = _with_words(added_up, ask(_choosing("units"), asked).combine_chunks())
        if len(single):
            both = [_plain(_of_figures(ask, single)), _plain(rows)]
            rows = pa.concat_tables([each.select(both[0].column_names) for each in both], promote_options="permissive")
            rows = rows.take(pc.sort_indices(rows["cell"]))  # stable: within a cell the order stays
    return rows.combine_chunks()


def _converted(snapshot: Snapshot, plan: pa.Table, areas: Sequence[str] | None, as_of: datetime | None) -> pa.Table:
    """Figures of former areas for those of today, of strands of the plan; no rows where no conversion table is in the store."""
    if not any(each.series == CONVERSION for each in strands(snapshot)):
        return _CONVERTED.empty_table()
    query = sql("convert").replace("{known}", "current_observation" if as_of is None else "known_at($moment)")
    query = query.replace("{areas}", _narrowed(areas))
    return snapshot.arrow(query, {} if as_of is None else {"moment": as_of}, plan=plan).cast(_CONVERTED)


def _gathering(plan: pa.Table, converted: pa.Table) -> pa.Table:
    """The plan with inputs that have converted figures gathered: there are several observations behind these."""
    some = pc.is_in(plan["strand"], value_set=converted["strand"].combine_chunks())
    return plan.set_column(plan.schema.get_field_index("gathered"), "gathered", pc.or_(plan["gathered"], some)).combine_chunks()


def _look_up(ask: Ask, plan: pa.Table, areas: Sequence[str] | None, as_of: datetime | None, some_converted: bool) -> None:
    """Makes ``known`` what is known of the plan's strands in these areas, and ``known_within`` the same with what lies within areas;
    ``gatherable`` is what may be chosen from or added up, with ``some_converted`` also the table ``converted``.

    A few areas, or an earlier moment, are looked up once for all queries; everything that is known now is read where it stands."""
    source = "FROM current_observation" if as_of is None else "FROM known_at($moment)"
    moment = {} if as_of is None else {"moment": as_of}
    wanted, of_units = "strand IN (SELECT strand FROM plan UNION SELECT strand FROM unit_plan)", "strand IN (SELECT strand FROM unit_plan)"
    within = any(level in _LEVELS for level in pc.unique(plan["over"]).to_pylist())
    if areas is None and as_of is None:
        ask(f"CREATE TEMP VIEW known AS {source} WHERE last_of_year", {})
    else:
        ask(f"CREATE TEMP TABLE known AS {source} WHERE last_of_year AND {wanted} {_narrowed(areas)}", moment)
    with_converted = sql("gatherable")
    for name in ("area", "slot", "period"):
        with_converted = with_converted.replace(f"{{{name}}}", f"{name}_word" if as_of is None else "VARCHAR")
    ask(with_converted if some_converted else _GATHERABLE, {})
    if within and areas is not None:
        ask(f"CREATE TEMP TABLE known_within AS {source} WHERE last_of_year AND {of_units}", moment)
    else:
        ask("CREATE TEMP VIEW known_within AS FROM known", {})


def _choosing(name: str) -> str:
    """The query with the choice of the best source for all roles."""
    return sql(name).replace("{best_source}", sql("best_source").rstrip())


def _narrowed(areas: Sequence[str] | None) -> str:
    """The condition that leaves only these areas; written out, because the words of the store are compared as numbers then."""
    if areas is None:
        return ""
    return "AND area IN (" + ", ".join("'" + each.replace("'", "''") + "'" for each in areas or [""]) + ")"


def _of_figures(ask: Ask, plan: pa.Table) -> pa.Table:
    """The rows of formulas that take one figure per role."""
    ask(_choosing("gather") if pc.any(plan["gathered"]).as_py() else _NOTHING_GATHERED, {})
    rows = ask(sql("evaluate"), {}).combine_chunks()
    gathered = ask("SELECT basis, ids FROM gathered", {}).combine_chunks()
    ids = [rows[f"id_{role}"].fill_null(_ABSENT).to_numpy() for role in _ROLES]
    cell = rows["cell"].to_numpy()
    rows = rows.append_column("basis", _bases(plan, cell, ids, gathered["basis"]))
    rows = rows.append_column("observations", _observations(np.stack(ids, axis=1), gathered["ids"].combine_chunks()))
    return _with_words(plan, rows.drop_columns([f"id_{role}" for role in _ROLES]))


def _with_words(plan: pa.Table, rows: pa.Table) -> pa.Table:
    """The rows with what follows from their cell alone."""
    cells, first = np.unique(plan["cell"].to_numpy(), return_index=True)
    plan_row = pa.array(first[np.searchsorted(cells, rows["cell"].to_numpy())])
    for name in ("indicator", "groups"):
        rows = rows.append_column(name, plan[name].combine_chunks().dictionary_encode().take(plan_row))
    return rows


def _plain(rows: pa.Table) -> pa.Table:
    """The rows with texts instead of dictionaries, which differ from table to table."""
    for place, field in enumerate(rows.schema):
        if pa.types.is_dictionary(field.type):
            rows = rows.set_column(place, field.name, pc.cast(rows[field.name], pa.string()))
    return rows


def _bases(plan: pa.Table, cell: Ints, ids: Sequence[Ints], of_gathered: pa.ChunkedArray) -> pa.Array:
    """Bases of the inputs that are there, in the order of the formula; each combination is put into words once."""
    encoded = pa.chunked_array([*plan["basis"].chunks, *of_gathered.chunks], pa.string()).combine_chunks().dictionary_encode()
    words = [None, *encoded.dictionary.to_pylist()]
    of_strand, of_gathered_id = np.split(encoded.indices.to_numpy() + 1, [len(plan)])
    cells = plan["cell"].to_numpy()
    of_role = np.zeros((len(ids), int(cells.max(initial=0)) + 1), dtype=np.int64)
    of_role[plan["role_index"].to_numpy(), cells] = of_strand
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
