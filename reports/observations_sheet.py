"""The values of one file or delivery as a workbook: numbers as numbers, German headings, and where each came from."""

from collections.abc import Mapping, Sequence
from os import PathLike
from typing import Any, BinaryIO

import pyarrow as pa
from openpyxl import Workbook

from domain.cells import cell_name
from domain.deliveries import Source
from domain.groups import parse_group_key
from domain.periods import Period
from domain.signs import Sign
from domain.vocabulary import CONCEPTS, DIMENSIONS, label_of, series_name
from reports.cells import add_facts, add_table

SHEET, NOTES_SHEET = "Werte", "Hinweise"
TOTAL = "insgesamt"


def write_observations(target: str | PathLike[str] | BinaryIO, rows: pa.Table, source: Source, state: Sequence[tuple[str, str]]) -> None:
    """Writes rows of OBSERVATION_COLUMNS. ``state`` says in words which file they are from and whether they count already.
    Each dimension of the groups has a column of its own, so that they can be filtered."""
    parsed = {key: parse_group_key(key) for key in rows["groups"].unique().to_pylist()}
    dimensions = sorted({dimension for groups in parsed.values() for dimension in groups})
    workbook = Workbook(write_only=True)
    columns = [("Merkmal", 40), ("Einheit", 12), *((DIMENSIONS.get(each, each), 26) for each in dimensions)]
    columns += [
        ("Gebietsschlüssel", 16),
        ("Gebiet", 30),
        ("Zeitraum", 18),
        ("Jahr", 8),
        ("Wert", 14),
        ("Zeichen", 26),
        ("In der Datei", 16),
    ]
    columns += [("Begriff", 22), ("Grundlage", 26), ("Blatt", 20), ("Zelle", 12)]
    add_table(workbook, SHEET, columns, [_row(each, parsed[each["groups"]], dimensions) for each in rows.to_pylist()])
    add_facts(workbook, NOTES_SHEET, [*state, *_about(source, rows)])
    workbook.properties.title, workbook.properties.creator = source.title, "Integrationsmonitor"
    workbook.save(target)


def _row(row: Mapping[str, Any], groups: Mapping[str, str], dimensions: Sequence[str]) -> list[Any]:
    """Keys and periods as texts, since 03101 and 2018/2019 are not numbers."""
    return [
        series_name(row["series"]),
        row["unit"],
        *(label_of(groups[each]) if each in groups else TOTAL for each in dimensions),
        row["area"],
        row["area_name"],
        Period(row["period"]).label,
        row["year"],
        row["value"],
        Sign(row["sign"]).label if row["sign"] else None,
        row["text"],
        row["concept"],
        row["basis"],
        row["sheet"],
        cell_name(row["sheet"], row["row"], row["col"]),
    ]


def _about(source: Source, rows: pa.Table) -> list[tuple[str, str]]:
    facts = [
        ("Tabelle", source.title),
        ("Herausgeber", source.publisher),
        ("Nummer der Tabelle", source.table),
        ("Adresse", source.url),
        ("Lizenz", source.licence),
    ]
    known = [(name, text) for name, text in facts if text]
    known.append(("Wert", "Ist die Zelle leer, gab es keinen Wert; „Zeichen“ nennt den Grund. Eine leere Zelle ist keine Null."))
    known += [(f"Begriff „{name}“", CONCEPTS[name]) for name in rows["concept"].unique().to_pylist() if name in CONCEPTS]
    return known
