"""Hiding, inside the transaction that adds or withdraws a delivery."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

import duckdb
import pyarrow as pa

from domain.vocabulary import THINGS
from store.publication import sql
from store.reading import Strand
from store.secrecy.families import Family, Link

Links = Callable[[Sequence[Strand]], Sequence[Link]]
"""Which strands count a part of which others: the definitions know, and the store does not."""
_FAMILY = ("series", "unit", "concept", "basis")
_COUNTS = ("Anzahl", "Personen")


def no_links(_: Sequence[Strand]) -> Sequence[Link]:
    """Nothing is part of anything but by its groups and areas."""
    return ()


def protect(connection: duckdb.DuckDBPyConnection, delivery: int | None, now: datetime, links: Links = no_links) -> int:
    """Hides what the delivery makes necessary (None: everything is looked at again); returns how many cells were added."""
    if not connection.execute("SELECT 1 FROM delivery WHERE min_cases > 0 LIMIT 1").fetchall():
        return 0
    before = _hidden_count(connection)
    strands = _rows(connection, sql("secrecy_strands"), {})
    known = links([Strand(each["id"], *(each[name] for name in (*_FAMILY, "groups"))) for each in strands])
    touched = _rows(connection, sql("secrecy_touched"), {"delivery": delivery})
    if touched:
        _hide_counts(connection, touched, now, strands, [each for each in known if not each.rate])
    _hide_rates(connection, [each for each in known if each.rate], now)  # also where the delivery has rates alone
    return _hidden_count(connection) - before


def _hide_rates(connection: duckdb.DuckDBPyConnection, rates: Sequence[Link], now: datetime) -> None:
    pairs = [(rate, count) for each in rates for rate in each.part for count in each.whole]
    columns = {"rate": pa.array([rate for rate, _ in pairs], pa.int32()), "counted": pa.array([count for _, count in pairs], pa.int32())}
    connection.register("rate_of", pa.table(columns))
    connection.execute(sql("secrecy_hide_rates"), {"now": now, "things": sorted(THINGS)})
    connection.unregister("rate_of")


def _hide_counts(
    connection: duckdb.DuckDBPyConnection,
    touched: list[dict[str, Any]],
    now: datetime,
    all_strands: Sequence[dict[str, Any]],
    all_links: Sequence[Link],
) -> None:
    from store.secrecy.block import Block  # the solver is loaded only where something is protected

    strands = [each for each in all_strands if each["unit"] in _COUNTS and each["series"] not in THINGS]
    families = _families(strands)
    used = _linked({tuple(each[name] for name in _FAMILY) for each in touched}, families, strands, all_links)
    if not used:
        return
    family_of = {each["id"]: number for number, key in enumerate(used) for each in families[key]}
    built = [Family({each["id"]: each["groups"] for each in families[key]}) for key in used]
    inside = [each for each in all_links if {*each.whole, *each.part} <= family_of.keys()]
    group_of_year = _years_together(connection, list(family_of))
    chosen = {group_of_year.get(each["year"], each["year"]) for each in touched}
    years = sorted({each["year"] for each in touched} | {year for year, group in group_of_year.items() if group in chosen})
    parameters = {"strands": list(family_of), "years": years}
    hidden = {(row["strand"], row["area"], row["period"]) for row in _rows(connection, sql("secrecy_hidden"), {"strands": list(family_of)})}
    by_year: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in _rows(connection, sql("secrecy_rows"), parameters):
        by_year[group_of_year.get(row["year"], row["year"])].append(row)
    found: dict[tuple[int, str, str], str] = {}
    same = {each["id"]: (each["series"], each["groups"]) for each in strands}
    for rows in by_year.values():
        found |= Block(rows, built, family_of, inside, frozenset(hidden), same).to_hide()
    _hide(connection, found, now)


def _years_together(connection: duckdb.DuckDBPyConnection, strands: list[int]) -> dict[int, int]:
    """Years that are counted together somewhere (2023~2024), each with the first of those that hang together."""
    query = "SELECT DISTINCT slot, year FROM observation WHERE list_contains($strands, strand) AND starts_with(slot, '~')"
    found: dict[int, int] = {}
    for row in sorted(_rows(connection, query, {"strands": strands}), key=lambda each: str(each["slot"])):
        years = range(int(row["slot"][1:]), row["year"] + 1)
        first = min(found.get(year, year) for year in years)
        merged = {found[year] for year in years if year in found}
        found = {year: first if group in merged else group for year, group in found.items()} | dict.fromkeys(years, first)
    return found


def _families(strands: Iterable[dict[str, Any]]) -> dict[tuple[str, ...], list[dict[str, Any]]]:
    """Strands by series, unit, concept and basis; without those that are balances."""
    found: dict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
    for each in strands:
        found[tuple(each[name] for name in _FAMILY)].append(each)
    return {key: members for key, members in found.items() if not any(each["balance"] for each in members)}


def _linked(
    touched: set[tuple[str, ...]],
    families: dict[tuple[str, ...], list[dict[str, Any]]],
    strands: list[dict[str, Any]],
    links: Sequence[Link],
) -> list[tuple[str, ...]]:
    """The touched families and those linked with them, on and on through protected ones; empty if none is protected."""
    key_of = {each["id"]: tuple(each[name] for name in _FAMILY) for each in strands}
    own = {key_of[each["id"]] for each in strands if each["own"]} & families.keys()
    neighbours: dict[tuple[str, ...], set[tuple[str, ...]]] = defaultdict(set)
    for link in links:
        together = {key_of[each] for each in (*link.whole, *link.part)}
        for key in together:
            neighbours[key] |= together
    found: set[tuple[str, ...]] = set()
    alike: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for key in own:
        alike[key[0]].add(key)
    for together in alike.values():  # one register may be delivered with two bases
        for key in together:
            neighbours[key] |= together
    waiting = [key for key in touched if key in families]
    while waiting:
        key = waiting.pop()
        if key in found:
            continue
        found.add(key)
        waiting += [each for each in neighbours[key] & families.keys() if key in own or each in own]
    return sorted(found) if found & own else []


def _hide(connection: duckdb.DuckDBPyConnection, found: dict[tuple[int, str, str], str], now: datetime) -> None:
    if not found:
        return
    strand, area, period = zip(*found, strict=True)
    columns = {"strand": pa.array(strand, pa.int32()), "area": list(area), "period": list(period), "why": list(found.values())}
    connection.register("newly_hidden", pa.table(columns))
    connection.execute(sql("secrecy_hide"), {"now": now})
    connection.unregister("newly_hidden")


def _hidden_count(connection: duckdb.DuckDBPyConnection) -> int:
    return int(connection.execute("SELECT count(*) FROM hidden_cell").fetchall()[0][0])


def _rows(connection: duckdb.DuckDBPyConnection, query: str, parameters: dict[str, Any]) -> list[dict[str, Any]]:
    return connection.execute(query, parameters).to_arrow_table().to_pylist()
