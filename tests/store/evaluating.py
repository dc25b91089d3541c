"""Indicators and figures for the tests of the evaluation, and the comparison of both ways to come to the values."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any

import pyarrow as pa

import store.evaluation
import store.reading
from domain.deliveries import DeliveryKind, Reading, SourceFile
from domain.indicators import Definition, Direction, Formula, IndicatorType, Input
from indicators.plan import plan
from store import Home, Snapshot, open_snapshot
from store.working_file import writing
from store.writing import add_delivery, withdraw
from tests.store.builders import SOURCE, START, make_rows
from tests.store.plain_evaluation import Delivery, Figure, evaluate

DAY = timedelta(days=1)
ORIGIN = """
    SELECT o.id, o.delivery, s.series, s.concept, s.basis, s.groups, o.area, o.period FROM observation o JOIN strand s ON s.id = o.strand
"""


def defined(
    formula: Formula, *inputs: Input, name: str = "i", min_denominator: float = 0, breakdowns: tuple[str, ...] = (), **more: str
) -> Definition:
    return Definition(
        id=name, version=1, name=name, short_name=name, topic="", explanation="", formula=formula, formula_text="",
        inputs=dict(zip(formula.roles, inputs, strict=True)), unit="", decimals=1, direction=Direction.UP, type=IndicatorType.OUTCOME,
        source="", cadence_months=12, expected_lag_months=0, examples=(), min_denominator=min_denominator, breakdowns=breakdowns, **more,
    )  # fmt: skip


def table(figures: Sequence[Figure]) -> pa.Table:
    rows = [
        make_rows((each.area, each.period, each.value, each.groups, each.sign), series=each.series, basis=each.basis) for each in figures
    ]
    found = pa.concat_tables(rows)
    return found.set_column(found.column_names.index("concept"), "concept", pa.array([each.concept for each in figures]))


def fill(home: Home, deliveries: Sequence[Delivery]) -> None:
    with writing(home, START) as connection:
        for number, each in enumerate(deliveries, 1):
            reading = Reading(DeliveryKind.OBSERVATIONS, "tabelle", SOURCE, table(each.figures))
            add_delivery(connection, reading, SourceFile("datei", str(number), 1), now=each.accepted, by="Test", note="")
        for number, each in enumerate(deliveries, 1):
            if each.withdrawn is not None:
                withdraw(connection, number, now=each.withdrawn, by="Test", reason="falsch")


def evaluated(snapshot: Snapshot, definitions: Mapping[str, Definition], **narrowed: Any) -> list[dict[str, Any]]:
    """Rows as the store evaluates them, observations by what they are instead of by id."""
    found = store.evaluation.evaluate(snapshot, plan(definitions, store.reading.strands(snapshot)), **narrowed)
    origin = {row.pop("id"): tuple(row.values()) for row in snapshot.rows(ORIGIN)}
    rows = found.drop_columns("cell").to_pylist()
    return [row | {"observations": sorted(origin[each] for each in row["observations"])} for row in rows]


def rounded(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return [{name: round(each, 9) if isinstance(each, float) else each for name, each in row.items()} for row in rows]


def picked(found: Sequence[Mapping[str, Any]], *names: str) -> list[tuple]:
    return [tuple(row[name] for name in names) for row in found]


def moments(deliveries: Sequence[Delivery]) -> Iterator[Any]:
    """Right at each acceptance and withdrawal, and just before."""
    for moment in sorted({each for one in deliveries for each in (one.accepted, one.withdrawn) if each is not None}):
        yield moment - timedelta(microseconds=1)
        yield moment


def agree(home: Home, definitions: Mapping[str, Definition], deliveries: Sequence[Delivery]) -> None:
    """Both ways come to the same rows now and at each moment."""
    with open_snapshot(home) as snapshot:
        assert rounded(evaluated(snapshot, definitions)) == rounded(evaluate(definitions, deliveries, store.reading.NOW))
        for moment in moments(deliveries):
            assert rounded(evaluated(snapshot, definitions, as_of=moment)) == rounded(evaluate(definitions, deliveries, moment))
