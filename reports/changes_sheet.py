"""Everything that accepting a file would change, as a workbook."""

from collections.abc import Mapping, Sequence
from os import PathLike
from typing import BinaryIO

from openpyxl import Workbook

from domain.deliveries import Change
from domain.periods import Period
from domain.signs import Sign
from reports.cells import add_facts, add_table
from views.import_changes import WHAT, subject

SHEET, NOTES_SHEET = "Unterschied", "Hinweise"
_COLUMNS = (
    ("Änderung", 12), ("Merkmal", 44), ("Einheit", 12), ("Gebietsschlüssel", 16), ("Gebiet", 30), ("Zeitraum", 18), ("bisher", 14),
    ("Zeichen bisher", 24), ("neu", 14), ("Zeichen neu", 24), ("Unterschied", 14), ("Unterschied in %", 16), ("Zelle", 12),
)  # fmt: skip
_MEANING = (
    ("neu", "Der Wert war noch nicht bekannt."),
    ("geändert", "Der Wert war anders."),
    ("entfällt", "Die vorige Lieferung dieser Tabelle nannte den Wert, diese nicht. Der bisherige Wert gilt weiter."),
)


def write_changes(
    target: str | PathLike[str] | BinaryIO, changes: Sequence[Change], areas: Mapping[str, str], state: Sequence[tuple[str, str]]
) -> None:
    """Writes the changes in the order given. ``areas``: names by key; ``state`` says in words which file they are from."""
    workbook = Workbook(write_only=True)
    add_table(workbook, SHEET, _COLUMNS, [_row(each, areas) for each in changes])
    add_facts(workbook, NOTES_SHEET, [*state, *_MEANING])
    workbook.properties.creator = "Integrationsmonitor"
    workbook.save(target)


def _row(each: Change, areas: Mapping[str, str]) -> list[str | float | None]:
    difference = each.new - each.old if each.new is not None and each.old is not None else None
    percent = round(difference / abs(each.old) * 100, 1) if difference is not None and each.old else None
    return [
        WHAT[each.what],
        subject(each),
        each.unit,
        each.area,
        areas.get(each.area, ""),
        Period(each.period).label,
        each.old,
        _word(each.old_sign),
        each.new,
        _word(each.new_sign),
        difference,
        percent,
        each.cell,
    ]


def _word(sign: str | None) -> str | None:
    return Sign(sign).label if sign else None
