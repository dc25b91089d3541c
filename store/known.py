"""What checks of new reports are made beside: asked of a snapshot or, inside a writer's transaction, of the working connection."""

from datetime import datetime
from typing import Any

import duckdb

from domain.concepts import Concept
from domain.measures import MeasureRow
from store.measure_content import from_json
from store.publication import Snapshot, sql

Connection = duckdb.DuckDBPyConnection
Where = Snapshot | Connection


def rows_of(where: Where, query: str, parameters: dict[str, Any]) -> list[dict[str, Any]]:
    """The rows of a query of ours, by its name."""
    if isinstance(where, Snapshot):
        return where.rows(sql(query), parameters)
    return where.execute(sql(query), parameters).to_arrow_table().to_pylist()


def reports(where: Where, now: datetime) -> tuple[MeasureRow, ...]:
    """The report in force of each measure and half-year, ordered by period and measure; nothing is left out."""
    return tuple(from_json(row["content"]) for row in rows_of(where, "known_measures", {"moment": now}))


def concept(where: Where, now: datetime) -> Concept | None:
    """The concept in force, None where there is none yet."""
    rows = rows_of(where, "known_concept", {"moment": now})
    if not rows:
        return None
    from domain.toml_files import build, parse_toml  # not every writer needs the checker

    return build(Concept, parse_toml(rows[0]["content"], rows[0]["name"]), rows[0]["name"])
