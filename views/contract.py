"""The plain values that scripts get from the command line: a stable contract, names and meaning do not change."""

import json
from datetime import datetime
from typing import Any

import store.reading
from domain.cells import cell_name
from domain.concepts import Concept
from domain.deliveries import DeliveredDefinition, Delivery, DeliveryKind, Difference, Finding, Reading
from domain.groups import parse_group_key
from domain.indicators import Definition
from domain.measures import MeasureRow
from domain.proposals import Answer, Proposal, Question
from store.masking import without_numbers
from store.measure_content import plain_content
from store.own_definitions import content
from store.publication import Snapshot
from store.reading import Origin


def rows(reading: Reading) -> list[dict[str, Any]]:
    """What a file holds, one entry per value or measure; empty where it could not be read."""
    if reading.rows is None:
        return []
    match reading.kind:
        case DeliveryKind.OBSERVATIONS:
            return [_observation(row) for row in reading.rows.to_pylist()]
        case DeliveryKind.MEASURES:
            return [_measure(row) for row in reading.rows]
        case DeliveryKind.CONCEPT:
            return []
        case DeliveryKind.DEFINITIONS:
            return [_definition(each) for each in reading.rows]


def _observation(row: dict[str, Any]) -> dict[str, Any]:
    names = ("series", "period", "area", "value", "sign", "unit", "sheet", "text", "area_name", "concept", "basis")
    cell = cell_name(row["sheet"], row["row"], row["col"])
    return {**{name: row[name] for name in names}, "groups": parse_group_key(row["groups"]), "cell": cell}


def proposal(found: Proposal) -> dict[str, Any]:
    """A proposed layout with what speaks for it, and what the file leaves open."""
    return {
        "file": found.name,
        "found": found.found,
        "layout": found.toml,
        "values": found.values,
        "evidence": [
            {"what": e.what, "value": e.value, "because": e.because, "cells": list(e.cells), "sure": e.sure} for e in found.evidence
        ],
        "questions": [
            {
                "about": each.field,
                "text": each.text,
                "because": each.because,
                "answers": [answer.label for answer in each.answers],
                "how": how_to_answer(each),
            }
            for each in found.questions
        ],
        "columns": [
            {"column": c.col, "heading": c.heading, "role": c.role.value, "series": c.series, "unit": c.unit, "because": c.because}
            for c in found.columns
        ],
        "sheets": list(found.sheets),
        "findings": [_finding(each) for each in found.findings],
    }


_ENTRIES = {
    "area": "Bitte in der Beschreibung unter area überall „?“ durch den Gebietsschlüssel ersetzen, bei within durch den der Gemeinde.",
    "period": 'Bitte in der Beschreibung unter period fixed angeben, etwa fixed = "2023"; was dort sonst steht, streichen.',
    "decimal": "Bitte in der Beschreibung unter file decimal und thousands prüfen.",
    "symbols": "Bitte in der Beschreibung symbols prüfen.",
}


def how_to_answer(question: Question) -> str:
    """What to put into the written layout, with the answers that suggest themselves."""
    shown = ", ".join(map(_offered, question.answers))
    return _ENTRIES[question.field] + (f" Möglich: {shown}." if shown else "")


def _offered(answer: Answer) -> str:
    area = answer.choices.area
    return answer.label if area is None or f"({area.key})" in answer.label else f"{answer.label} ({area.key})"


def _measure(row: MeasureRow) -> dict[str, Any]:
    """A measure in the same shape: no figure, but the place in the sheet and everything reported."""
    same_shape = {"series": "massnahmen", "area": None, "groups": {"massnahme": row.measure}, "value": None, "sign": None, "unit": None}
    return {**same_shape, **plain_content(row)}


def _definition(each: DeliveredDefinition) -> dict[str, Any]:
    """An own indicator in the same shape: no figure, but its place and everything defined."""
    same_shape = {"series": "indikatoren", "area": None, "groups": {"indikator": each.definition.id}, "value": None, "sign": None}
    sheet, cell = each.place("")
    return {**same_shape, "sheet": sheet, "cell": cell, **json.loads(content(each.definition))}


def outcome(reading: Reading, difference: Difference | None) -> dict[str, Any]:
    """Findings, and counts of the difference (null where errors block)."""
    counts = ("new", "revised", "gone", "unchanged")
    return {
        "findings": [_finding(each) for each in reading.findings],
        "difference": None if difference is None else {name: getattr(difference, name) for name in counts},
    }


def _finding(finding: Finding) -> dict[str, Any]:
    names = ("severity", "code", "sheet", "cell", "found", "expected", "advice")
    return {name: getattr(finding, name) for name in names}


def delivery(each: Delivery) -> dict[str, Any]:
    """One delivery; times are UTC."""
    return {
        "delivery": each.number,
        "kind": each.kind.value,
        "layout": each.layout,
        "file": each.file.name,
        "sha256": each.file.sha256,
        "rows": each.rows,
        "accepted_at": _utc(each.accepted_at),
        "accepted_by": each.accepted_by,
        "note": without_numbers(each.note) if each.confidential else each.note,
        "withdrawn_at": each.withdrawn_at and _utc(each.withdrawn_at),
        "withdrawal_reason": without_numbers(each.withdrawal_reason) if each.confidential else each.withdrawal_reason,
    }


def _utc(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds") + "Z"


def indicators(snapshot: Snapshot) -> list[dict[str, Any]]:
    """All definitions, with the action fields that use them."""
    from views.values import definitions_of  # only the list needs what computes

    concept = store.reading.concept(snapshot)
    return [indicator(each, concept) for each in definitions_of(snapshot).values()]


def recomputed(snapshot: Snapshot) -> list[dict[str, Any]]:
    """All comparisons of computed with published figures."""
    from views import recomputed  # only this answer needs it

    return [recomputed.as_json(each) for each in recomputed.build(snapshot)]


def indicator_line(row: dict[str, Any]) -> str:
    """One row of either list as a line to read."""
    if "headline" in row:
        return f"{row['indicator']}  {row['headline']}"
    return f"{row['id']}  {row['name']}  [{row['unit']}]  {', '.join(row['field']) or 'keinem Handlungsfeld zugeordnet'}"


def indicator(each: Definition, concept: Concept) -> dict[str, Any]:
    """One definition, with the action fields of the concept that use it."""
    return {
        "id": each.id,
        "name": each.name,
        "field": [use.field for use in concept.indicators if use.indicator == each.id],
        "unit": each.unit,
        "direction": each.direction.value,
        "formula": each.formula.value,
        "version": each.version,
        "inputs": {
            role: {"series": given.series, "unit": given.unit, "groups": given.groups, "lag": given.lag}
            for role, given in each.inputs.items()
        },
    }


def value(row: dict[str, Any]) -> dict[str, Any]:
    """One value with its reason or verdict, from a row of ``workflows.evaluate``."""
    return {
        "period": row["period"],
        "area": row["area"],
        "groups": parse_group_key(row["groups"]),
        "value": row["value"],
        "reason": row["missing"],
        "verdict": row["weather"],
    }


def trace(definition: Definition, row: dict[str, Any], origins: tuple[Origin, ...]) -> dict[str, Any]:
    """One value back to its cells: formula, and each input with its value, file, hash, sheet, cell and delivery."""
    return {
        "indicator": definition.id,
        "version": definition.version,
        "formula": definition.formula.value,
        "formula_text": definition.formula_text,
        "unit": definition.unit,
        "area": row["area"],
        **value(row),
        "roles": {role: row[column] for role, column in zip(definition.formula.roles, "abcd", strict=False)},
        "inputs": [_input(origin) for origin in origins],
    }


def _input(origin: Origin) -> dict[str, Any]:
    delivery = origin.delivery
    return {
        "series": origin.strand.series,
        "unit": origin.strand.unit,
        "concept": origin.strand.concept,
        "basis": origin.strand.basis,
        "groups": parse_group_key(origin.strand.groups),
        "area": origin.area,
        "period": origin.period.text,
        "value": origin.value,
        "sign": origin.sign,
        "text": origin.text,
        "source": origin.source.publisher,
        "file": delivery and delivery.file.name,
        "sha256": delivery and delivery.file.sha256,
        "delivery": delivery and delivery.number,
        "sheet": origin.sheet,
        "cell": origin.cell,
    }
