"""What a delivery would change, and adding it. Every function works inside the transaction of ``store.working_file.writing``."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import duckdb
import pyarrow as pa

from domain import status_sheet
from domain.cells import cell_name, cell_place
from domain.concepts import Concept
from domain.deliveries import (
    CatalogueChange,
    Change,
    ConceptChange,
    DeliveryKind,
    Difference,
    Finding,
    MeasureChange,
    Reading,
    SourceFile,
    nearest_place,
)
from domain.errors import NotFound
from domain.indicators import Definition
from domain.measures import MeasureRow
from store import measure_content, own_definitions
from store.keyed import Keyed, keyed, with_texts
from store.publication import NOW, Snapshot, sql
from store.secrecy.protecting import Links, no_links, protect

TICK = timedelta(microseconds=1)
"""The smallest step between two moments that the store tells apart."""
SAMPLE = 200
"""How many changes of each kind are listed one by one; the counts are always complete."""


class _Cursor:
    """The working connection or a snapshot, whichever is asked: both can be compared with."""

    def __init__(self, where: duckdb.DuckDBPyConnection | Snapshot) -> None:
        self._where = where

    def arrow(self, query: str, parameters: dict[str, Any], **tables: pa.Table) -> pa.Table:
        used = {name: value for name, value in parameters.items() if f"${name}" in query}
        if isinstance(self._where, Snapshot):
            return self._where.arrow(query, used, **tables)
        for name, table in tables.items():
            self._where.register(name, table)
        return self._where.execute(query, used).to_arrow_table()

    def known(self, name: str, now: datetime) -> str:
        """The query with the table of what is known at ``now``, which a snapshot has ready for the present, and what was before."""
        ready = isinstance(self._where, Snapshot) and now == NOW
        query = sql(name).replace("{before}", sql("before"))
        return query.replace("{known}", "current_observation" if ready else "known_at($now)")

    def keyed(self, rows: pa.Table) -> Keyed:
        """The rows with the ids of their strands."""
        return keyed(rows, self.arrow("SELECT id, series, unit, concept, basis, groups FROM strand", {}))

    def rows(self, query: str, parameters: dict[str, Any], **tables: pa.Table) -> list[dict[str, Any]]:
        return self.arrow(query, parameters, **tables).to_pylist()


def difference(where: duckdb.DuckDBPyConnection | Snapshot, reading: Reading, now: datetime, sample: int = SAMPLE) -> Difference:
    """What accepting the reading would change in what is known at ``now``, up to ``sample`` changes of each kind one by one;
    writes nothing."""
    cursor = _Cursor(where)
    match reading.kind:
        case DeliveryKind.OBSERVATIONS:
            return _observation_difference(cursor, reading, now, sample)
        case DeliveryKind.MEASURES:
            return _measure_difference(cursor, reading, now)
        case DeliveryKind.CONCEPT:
            return _concept_difference(known_concept(where, now), reading)
        case DeliveryKind.DEFINITIONS:
            return _definition_difference(reading, known_definitions(where, now))


def _observation_difference(cursor: _Cursor, reading: Reading, now: datetime, sample: int) -> Difference:
    delivered = cursor.keyed(reading.rows)
    parameters = {"now": now, "layout": reading.layout, "sample": sample}
    found = cursor.rows(cursor.known("compare_observations", now), parameters, delivered=delivered.rows, strand_now=delivered.strands)
    places = [row["position"] for row in found if row["position"] is not None]
    words = dict(zip(places, reading.rows.take(pa.array(places, pa.int64())).to_pylist(), strict=True))
    changes = tuple(_change(row, words.get(row["position"])) for row in found if row["what"] != "unchanged")
    return Difference(changes=changes, **{row["what"]: row["total"] for row in found})


def _change(row: dict[str, Any], delivered: dict[str, Any] | None) -> Change:
    """A change from a row of the comparison and the delivered row, None where it is gone."""
    about = delivered or row
    new, new_sign = (delivered["value"], delivered["sign"]) if delivered else (None, None)
    return Change(
        row["what"],
        about["series"],
        about["unit"],
        about["area"],
        about["period"],
        about["groups"],
        row["old"],
        new,
        row["old_sign"],
        new_sign,
        cell_name(about["sheet"], about["row"], about["col"]),
    )


def history(where: duckdb.DuckDBPyConnection | Snapshot, rows: pa.Table, now: datetime) -> pa.Table:
    """Every period known at ``now`` of the lines (strand and area) that the rows are about."""
    cursor = _Cursor(where)
    delivered = cursor.keyed(rows)
    found = cursor.arrow(cursor.known("history", now), {"now": now}, delivered=delivered.rows)
    return with_texts(found, delivered.strands)


def previous_lines(where: duckdb.DuckDBPyConnection | Snapshot, layout: str, now: datetime) -> pa.Table:
    """Strand, area and area name of each line in the layout's newest delivery; empty for the first one."""
    return _Cursor(where).arrow(sql("previous_lines"), {"now": now, "layout": layout})


def lost_periods(where: duckdb.DuckDBPyConnection | Snapshot, rows: pa.Table, layout: str, now: datetime) -> pa.Table:
    """What the layout's newest delivery had and the rows lack: series, groups, area (null where all areas lack it), area name, period,
    and whether it lies before the first period that the rows have (dropped)."""
    cursor = _Cursor(where)
    delivered = cursor.keyed(rows)
    parameters = {"now": now, "layout": layout}
    return cursor.arrow(cursor.known("lost_periods", now), parameters, delivered=delivered.rows, strand_now=delivered.strands)


def protected_series(where: duckdb.DuckDBPyConnection | Snapshot, reading: Reading, now: datetime) -> dict[str, int]:
    """Series of the reading that deliveries so far protect by a higher minimum of cases than it does, with that minimum."""
    words = ["series", "unit", "concept", "basis"]
    family = reading.rows.select(words).group_by(words).aggregate([])
    rows = _Cursor(where).rows(sql("protected_series"), {"now": now, "min_cases": reading.min_cases}, family=family)
    return {row["series"]: row["min_cases"] for row in rows}


def _measure_difference(cursor: _Cursor, reading: Reading, now: datetime) -> Difference:
    kept = {(row["measure"], row["period"]): row for row in cursor.rows(sql("known_measures"), {"moment": now})}
    known = {key: _known_measure(row) for key, row in kept.items()}
    delivered = {(row.measure, row.period): row for row in reading.rows}
    periods = {row.period for row in reading.rows}
    changes: list[MeasureChange] = []
    for key, row in delivered.items():
        before = known.get(key)
        if before is None:
            changes.append(MeasureChange("new", _report_before(known.values(), row), row))
        elif _without_place(before) != _without_place(row):
            changes.append(MeasureChange("revised", before, row))
    unchanged = len(delivered) - len(changes)
    if reading.layout != status_sheet.LAYOUT:  # a row that a status sheet lacks says nothing about its measure
        listed = {key for key, row in kept.items() if row["layout"] == reading.layout}  # nor does a list about what others reported
        changes += [
            MeasureChange("gone", known[key], None) for key in known if key in listed and key[1] in periods and key not in delivered
        ]
    counts = Counter(change.what for change in changes)
    return Difference(counts["new"], counts["revised"], counts["gone"], unchanged, tuple(changes))


def _known_measure(row: dict[str, Any]) -> MeasureRow:
    return measure_content.from_json(row["content"])


def _report_before(known: Iterable[MeasureRow], row: MeasureRow) -> MeasureRow | None:
    """The newest report on the same measure for an earlier half-year."""
    earlier = [each for each in known if each.measure == row.measure and each.period < row.period]
    return max(earlier, key=lambda each: each.period, default=None)


def known_definitions(where: duckdb.DuckDBPyConnection | Snapshot, now: datetime) -> dict[str, Definition]:
    """The installation's own definitions known at ``now``, by id."""
    return own_definitions.from_rows(_Cursor(where).rows(sql("known_definitions"), {"moment": now}))


def known_concept(where: duckdb.DuckDBPyConnection | Snapshot, now: datetime) -> Concept | None:
    """The concept in force at ``now``, None where there is none."""
    rows = _Cursor(where).rows(sql("known_concept"), {"moment": now})
    if not rows:
        return None
    from domain.toml_files import build, parse_toml  # not every writer needs the checker

    return build(Concept, parse_toml(rows[0]["content"], rows[0]["name"]), rows[0]["name"])


def measure_titles(where: duckdb.DuckDBPyConnection | Snapshot, now: datetime) -> dict[str, str]:
    """The last title of each measure known at ``now``, by number."""
    rows = map(_known_measure, _Cursor(where).rows(sql("known_measures"), {"moment": now}))
    return {row.measure: row.title for row in sorted(rows, key=lambda each: each.period)}


def _concept_difference(before: Concept | None, reading: Reading) -> Difference:
    """Part by part: what the delivery does not have is gone with it."""
    from domain.concept_rows import row_changes, sheet_rows  # not every writer compares concepts

    if before is None:
        return Difference(new=sum(map(len, sheet_rows(reading.rows).values())), whole=True)
    found, same = row_changes(before, reading.rows)
    changes = tuple(
        ConceptChange(
            each.what, each.subject, each.differences, None if each.what == "gone" else nearest_place(reading.places, each.path)[1]
        )
        for each in sorted(found, key=lambda each: ("revised", "new", "gone").index(each.what))
    )
    counts = Counter(each.what for each in changes)
    return Difference(counts["new"], counts["revised"], counts["gone"], same, changes, whole=True)


def indicators_in_use(where: duckdb.DuckDBPyConnection | Snapshot, now: datetime) -> tuple[str, ...]:
    """Ids of the indicators that the concept in force at ``now`` names; none where there is no concept."""
    concept = known_concept(where, now)
    if concept is None:
        return ()
    return tuple(dict.fromkeys([*(use.indicator for use in concept.indicators), *concept.context]))


def _definition_difference(reading: Reading, known: Mapping[str, Definition]) -> Difference:
    """By content: an indicator that the file does not name stays as it is."""
    changes: list[CatalogueChange] = []
    for each in reading.rows:
        before, after = known.get(each.definition.id), each.definition
        if before is None or before != replace(after, own=True):
            changes.append(CatalogueChange("revised" if before else "new", before, after, each.place("")[1]))
    counts = Counter(change.what for change in changes)
    return Difference(counts["new"], counts["revised"], 0, len(reading.rows) - len(changes), tuple(changes))


def _without_place(row: MeasureRow) -> MeasureRow:
    """A report without the cell it came from: a sorted sheet says the same."""
    return replace(row, sheet="", cell="")


def active_delivery_of(connection: duckdb.DuckDBPyConnection, sha256: str, layout: str, now: datetime, min_cases: int = 0) -> int | None:
    """Number of the newest valid delivery of exactly this file by this layout that protects small counts at least as much, None if
    there is none."""
    query = (
        "SELECT max(number) FROM delivery JOIN valid_deliveries($now) USING (number) "
        "WHERE sha256 = $sha256 AND layout = $layout AND min_cases >= $min_cases"
    )
    found = connection.execute(query, {"now": now, "sha256": sha256, "layout": layout, "min_cases": min_cases}).fetchall()
    return found[0][0]


def last_event(connection: duckdb.DuckDBPyConnection) -> datetime | None:
    """When anything last happened here, in whichever log; None where nothing ever did."""
    return connection.execute(sql("last_event")).fetchall()[0][0]


def moment(connection: duckdb.DuckDBPyConnection, clock: datetime) -> datetime:
    """The time of what happens now: the clock's, but always after what has happened already, so that every state has a moment."""
    last = last_event(connection)
    return clock if last is None else max(clock, last + TICK)


def add_delivery(
    connection: duckdb.DuckDBPyConnection,
    reading: Reading,
    file: SourceFile,
    *,
    now: datetime,
    by: str,
    note: str,
    confirmations: Sequence[tuple[Finding, str]] = (),
    links: Links = no_links,
) -> int:
    """Appends the delivery with all its rows, and the confirmed hints with their reasons, and hides what must not be shown from now
    on; returns its number. ``links`` tells which strands count a part of which others."""
    number: int = connection.execute("SELECT coalesce(max(number), 0) + 1 FROM delivery").fetchall()[0][0]
    connection.execute(
        sql("add_delivery"),
        {
            "number": number,
            "kind": reading.kind.value,
            "layout": reading.layout,
            "file_name": file.name,
            "sha256": file.sha256,
            "size": file.size,
            "publisher": reading.source.publisher,
            "title": reading.source.title,
            "licence": reading.source.licence,
            "source_table": reading.source.table,
            "url": reading.source.url,
            "accepted_at": now,
            "accepted_by": by,
            "note": note,
            "row_count": 1 if reading.kind is DeliveryKind.CONCEPT else len(reading.rows),
            "min_cases": reading.min_cases,
        },
    )
    _add_rows(connection, reading, file, number)
    _add_confirmations(connection, confirmations, number)
    if reading.kind in (DeliveryKind.OBSERVATIONS, DeliveryKind.DEFINITIONS):  # new definitions may tell of new parts of known figures
        protect(connection, number if reading.kind is DeliveryKind.OBSERVATIONS else None, now, links)
    return number


def _add_confirmations(connection: duckdb.DuckDBPyConnection, confirmations: Sequence[tuple[Finding, str]], number: int) -> None:
    if not confirmations:
        return
    places = [(finding.cell and cell_place(finding.cell)) or (None, None) for finding, _ in confirmations]
    confirmed = pa.table(
        {
            "position": pa.array(range(len(confirmations)), pa.int32()),
            "code": [finding.code for finding, _ in confirmations],
            "found": [finding.found for finding, _ in confirmations],
            "sheet": pa.array([finding.sheet for finding, _ in confirmations], pa.string()),
            "sheet_row": pa.array([row for row, _ in places], pa.int32()),
            "sheet_column": pa.array([column for _, column in places], pa.int32()),
            "reason": [reason for _, reason in confirmations],
        }
    )
    connection.register("confirmed", confirmed)
    connection.execute(sql("add_confirmations"), {"delivery": number})
    connection.unregister("confirmed")


def _add_rows(connection: duckdb.DuckDBPyConnection, reading: Reading, file: SourceFile, number: int) -> None:
    match reading.kind:
        case DeliveryKind.OBSERVATIONS:
            delivered = _Cursor(connection).keyed(reading.rows)
            connection.register("delivered", delivered.rows)
            connection.register("strand_now", delivered.strands)
            connection.execute(sql("add_strands"))
            connection.execute(sql("add_observations"), {"delivery": number})
            connection.execute(sql("add_area_names"), {"delivery": number})
            connection.unregister("delivered")
            connection.unregister("strand_now")
        case DeliveryKind.MEASURES:
            rows = [[number, row.measure, row.period, measure_content.to_json(row)] for row in reading.rows]
            connection.executemany("INSERT INTO measure_report VALUES (?, ?, ?, ?)", rows)
        case DeliveryKind.CONCEPT:
            connection.execute("INSERT INTO concept_document VALUES (?, ?, ?)", [number, file.name, reading.content])
        case DeliveryKind.DEFINITIONS:
            documents = [[number, each.definition.id, own_definitions.content(each.definition)] for each in reading.rows]
            if documents:
                connection.executemany("INSERT INTO definition_document VALUES (?, ?, ?)", documents)


def valid_concepts(connection: duckdb.DuckDBPyConnection, now: datetime) -> list[int]:
    """Numbers of the valid deliveries of a concept."""
    query = "SELECT number FROM delivery JOIN valid_deliveries($now) USING (number) WHERE kind = $kind ORDER BY number"
    return [number for (number,) in connection.execute(query, {"now": now, "kind": DeliveryKind.CONCEPT.value}).fetchall()]


def withdraw(connection: duckdb.DuckDBPyConnection, number: int, *, now: datetime, by: str, reason: str, links: Links = no_links) -> None:
    """Adds a dated withdrawal; what counts again may stand beside other figures than before, so it is looked at like a delivery.
    Raises NotFound for a delivery that does not exist or was withdrawn before."""
    query = "SELECT 1 FROM delivery JOIN valid_deliveries($now) USING (number) WHERE number = $number"
    if not connection.execute(query, {"now": now, "number": number}).fetchall():
        raise NotFound(f"Es gibt keine gültige Lieferung Nr. {number}. Die Nummern stehen im Datenstand.")
    connection.execute("INSERT INTO withdrawal VALUES (?, ?, ?, ?)", [number, now, by, reason])
    protect(connection, number, now, links)
