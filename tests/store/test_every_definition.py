"""Every definition of the library computes from a store: the figures of its worked example are delivered as its inputs ask for them,
each definition in a district of its own, and the store gives the example's result."""

from decimal import ROUND_HALF_UP, Decimal
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pytest

import store.evaluation
import store.reading
from domain.deliveries import DeliveryKind, Reading, SourceFile
from domain.indicators import Definition, Example, Input
from indicators.library import library
from indicators.plan import plan
from store import Home, open_snapshot
from store.working_file import writing
from store.writing import add_delivery
from tests.store.builders import SOURCE, START, make_rows

LIBRARY = library()
AREAS = {name: f"{number:05d}" for number, name in enumerate(LIBRARY, 1001)}
YEAR = 2020


class Cell(NamedTuple):
    """A figure by its series, place and year."""

    series: str
    unit: str
    concept: str
    basis: str
    groups: tuple[tuple[str, str], ...]
    area: str
    year: int


def cells(definition: Definition, example: Example) -> dict[Cell, float]:
    """The figures to deliver. Inputs of one part come first: a sum shares its figure out among the parts that are not yet given."""
    found: dict[Cell, float] = {}
    asked = [
        (_parts(definition, given, example, place), figure)
        for role, given in definition.inputs.items()
        for place, figure in _places(example.inputs[role])
    ]
    for parts, figure in sorted(asked, key=lambda each: len(each[0])):
        rest = figure - sum(found.get(part, 0.0) for part in parts)
        new = [part for part in parts if part not in found]
        assert new or rest == 0, f"{definition.id}: two inputs ask for one figure and have different numbers"
        found |= dict.fromkeys(new, 0.0)
        if new:
            found[new[0]] = rest
    return found


def _places(value: float | tuple[float, ...]) -> list[tuple[int | None, float]]:
    return list(enumerate(value)) if isinstance(value, tuple) else [(None, value)]


def _parts(definition: Definition, given: Input, example: Example, place: int | None) -> list[Cell]:
    """One cell for each series and label that is added up, in the unit at this place where the formula runs over units."""
    labels = {dimension: (label,) if isinstance(label, str) else tuple(label) for dimension, label in given.groups.items()}
    area = AREAS[definition.id]
    if place is not None and definition.over == "part":
        area = f"{area}000-{place + 1}"
    elif place is not None and definition.over == "municipality":
        area = f"{area}{place + 1:03d}"
    elif place is not None:
        units = labels.get(definition.over) or example.units
        labels[definition.over] = (units[place] if units else f"Nummer {place + 1}",)
    chosen = [tuple(sorted(zip(labels, each, strict=True))) for each in product(*labels.values())]
    basis = given.basis[-1] if given.basis else ""
    year = given.fixed_year or YEAR - given.lag
    return [Cell(name, given.unit, given.concept, basis, groups, area, year) for name in (given.series, *given.also) for groups in chosen]


def delivered(figures: dict[Cell, float]) -> pa.Table:
    rows = [
        make_rows((cell.area, str(cell.year), value, dict(cell.groups)), series=cell.series, unit=cell.unit, basis=cell.basis)
        for cell, value in figures.items()
    ]
    found = pa.concat_tables(rows)
    return found.set_column(found.column_names.index("concept"), "concept", pa.array([cell.concept for cell in figures]))


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """The row of the evaluation without groups, by indicator."""
    home = Home(Path(tmp_path_factory.mktemp("library")) / "home")
    figures: dict[Cell, float] = {}
    for definition in LIBRARY.values():
        figures |= cells(definition, definition.examples[0])
    with writing(home, START) as connection:
        reading = Reading(DeliveryKind.OBSERVATIONS, "tabelle", SOURCE, delivered(figures))
        add_delivery(connection, reading, SourceFile("datei.csv", "1", 1), now=START, by="Test", note="")
    with open_snapshot(home) as snapshot:
        values = store.evaluation.evaluate(snapshot, plan(LIBRARY, store.reading.strands(snapshot)), areas=list(AREAS.values()))
    rows = values.select(["indicator", "area", "groups", "year", "value", "missing"]).to_pylist()
    return {row["indicator"]: row for row in rows if (row["area"], row["groups"], row["year"]) == (AREAS[row["indicator"]], "", YEAR)}


@pytest.mark.parametrize("definition", LIBRARY.values(), ids=list(LIBRARY))
def test_the_store_gives_the_result_of_the_worked_example(definition: Definition, results: dict[str, dict[str, Any]]) -> None:
    row = results[definition.id]
    assert row["missing"] is None
    shown = Decimal(repr(row["value"])).quantize(Decimal(1).scaleb(-definition.decimals), ROUND_HALF_UP)
    assert float(shown) == definition.examples[0].result
