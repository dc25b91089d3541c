"""Reads one indicator from a TOML file of the same shape as those of the library."""

from typing import Any

from domain.definition_sheet import LAYOUT
from domain.definition_texts import normalised
from domain.deliveries import DeliveredDefinition, DeliveryKind, Reading, Source
from domain.indicators import Definition
from domain.toml_files import try_build
from loaders.toml_findings import shape_finding, toml_error

Table = dict[str, Any]


def is_definition(data: Table) -> bool:
    """True for an indicator, which a concept never looks like."""
    return "formula" in data and "inputs" in data


def read_definition_file(data: Table, name: str) -> Reading:
    """The indicator, or no rows and everything wrong with its keys; ``cell`` is the key. What it means is not checked here."""
    findings = [shape_finding(each, "eines Indikators") for each in try_build(Definition, data)[1]]
    if "own" in data:
        advice = "Bitte den Eintrag entfernen; dass es ein eigener Indikator ist, weiß der Monitor selbst."
        findings.append(toml_error("E281", "own", "unbekannter Eintrag „own“", "ein Eintrag aus dem Muster eines Indikators", advice))
    definition, _ = try_build(Definition, data)
    source = Source("", f"Indikator „{definition.name}“" if definition else "Indikator", table=name)
    if findings or definition is None:
        return Reading(DeliveryKind.DEFINITIONS, LAYOUT, source, None, tuple(findings))
    delivered = DeliveredDefinition(normalised(definition))
    return Reading(DeliveryKind.DEFINITIONS, LAYOUT, source, (delivered,))
