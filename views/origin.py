"""Woher kommt diese Zahl? A value as formula, inputs and the cells they stand in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import store.reading
from domain.access import Viewer
from domain.groups import parse_group_key
from domain.indicators import Definition, Formula
from domain.periods import Period
from domain.signs import Sign
from domain.vocabulary import label_of, series_name
from store.evaluation import CONVERSION
from store.publication import Snapshot
from store.reading import Origin
from views.computation import computation
from views.formats import NO_VALUE, decimals_of, moment, with_unit
from views.trace import trace


@dataclass(frozen=True)
class InputView:
    """One input with the place it was read from; the file columns are empty for viewers who may not see files."""

    label: str
    value: str
    text: str
    basis: str
    file: str
    place: str
    delivery: str
    accepted: str
    sha256: str
    source: str
    licence: str
    sheet: str | None
    row: int
    column: int


@dataclass(frozen=True)
class OriginView:
    """A value with the computation written out."""

    indicator: str
    period: str
    value: str
    formula: str
    computation: str
    inputs: tuple[InputView, ...]


def build(snapshot: Snapshot, viewer: Viewer, indicator: str, area: str, period: str, as_of: datetime | None = None) -> OriginView:
    """The value of the whole group with its inputs; raises NotFound where nothing is known."""
    found = trace(snapshot, indicator, area, period, viewer=viewer, as_of=as_of)
    definition, row = found.definition, found.row
    value = with_unit(row["value"], definition.unit, definition.decimals)
    converted = any(each.strand.series == CONVERSION for each in found.origins)
    names = {each.key: f"{each.name} ({each.key})" for each in store.reading.areas(snapshot, as_of).values()} if converted else {}
    return OriginView(
        indicator=definition.name,
        period=Period(row["period"]).label,
        value=value,
        formula=definition.formula_text,
        computation=_converted(definition, row, value) if converted else _computation(definition, row, value),
        inputs=tuple(_input(each, names.get(each.area, "")) for each in (dict.fromkeys(found.origins) if converted else found.origins)),
    )


def _computation(definition: Definition, row: Mapping[str, Any], value: str) -> str:
    """The formula with this value's numbers; empty where there is no value."""
    return "" if row["value"] is None else computation(definition, [row[each] for each in "abcd"], value)


def _converted(definition: Definition, row: Mapping[str, Any], value: str) -> str:
    """The formula with the numbers that were computed for the area of today, and how."""
    if row["value"] is None:
        return ""
    said = value if definition.formula is Formula.VALUE else _computation(definition, row, value)
    how = "Zahlen der früheren Gebiete, jede mal dem Anteil der Bevölkerung, der heute zum Gebiet gehört, zusammengezählt"
    return f"{said}, auf den heutigen Gebietsstand umgerechnet: {how}"


def _input(origin: Origin, area: str) -> InputView:
    """``area`` names the area where the inputs are of several, else it is empty."""
    groups = ", ".join([*(label_of(label) for label in parse_group_key(origin.strand.groups).values()), *([area] if area else [])])
    name = series_name(origin.strand.series)
    delivery = origin.delivery
    place = f"Blatt „{origin.sheet}“, Zelle {origin.cell}" if origin.sheet else f"Zeile {origin.row}, Feld {origin.column} ({origin.cell})"
    if origin.value is None:
        value = Sign(origin.sign).label if origin.sign else NO_VALUE
    else:
        value = with_unit(origin.value, origin.strand.unit, decimals_of(origin.value))
    return InputView(
        label=f"{name}, {groups or 'insgesamt'}, {origin.period.label}",
        value=value,
        text=origin.text,
        basis=origin.strand.basis,
        file=delivery.file.name if delivery else "",
        place=place if delivery else "",
        delivery=f"Nr. {delivery.number}" if delivery else "",
        accepted=f"{moment(delivery.accepted_at)}, {delivery.accepted_by}" if delivery else "",
        sha256=delivery.file.sha256 if delivery else "",
        source=f"{origin.source.publisher}: {origin.source.title}",
        licence=origin.source.licence,
        sheet=origin.sheet,
        row=origin.row,
        column=origin.column,
    )
