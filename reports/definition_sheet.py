"""Writes the workbook „Indikatorenkatalog“: all indicators to read, room for own ones, and what may stand where."""

from collections.abc import Iterable, Mapping, Sequence
from os import PathLike
from typing import Any, BinaryIO

from openpyxl.worksheet.worksheet import Worksheet

from domain.definition_sheet import (
    CHECKSUM,
    FORMULAS,
    GUIDE,
    LAYOUT,
    MARKER_NAME,
    ORIGIN,
    OWN,
    ROLES,
    SHEET,
    SHEETS,
    SUPPLIED,
    Column,
)
from domain.definition_texts import fingerprint, sheet_rows
from domain.indicators import Definition, Formula
from domain.vocabulary import CONCEPTS, DIMENSIONS, LABELS, SERIES
from reports.sheet_parts import (
    HEAD_ROW,
    SPARE_ROWS,
    GuideTable,
    Lists,
    add_choices,
    column_guide,
    fill_guide,
    fill_heads,
    fill_row,
    finish_table,
    new_workbook,
)

_STEPS = (
    "Eigene Indikatoren anlegen",
    f"Jeder Indikator ist eine Zeile im Blatt „{SHEET}“. Grau hinterlegte Zeilen sind mitgeliefert: zum Nachlesen und als Muster.",
    "Ein eigener Indikator: Zeile unter den letzten schreiben oder eine graue kopieren, dann eine eigene Kennung geben.",
    "Blatt „Eingänge“: eine Zeile je Rolle der Formel. Blatt „Beispiele“: mindestens ein Rechenbeispiel. Beide mit derselben Kennung.",
    "Ändern: Zeile ändern, die Fassung um 1 erhöhen und im Blatt „Fassungen“ sagen, seit wann und was sich geändert hat.",
    "Zurückspielen: unter „Daten einspielen“ hochladen. Übernommen wird nur, was neu oder geändert ist; was fehlt, bleibt bestehen.",
)


def write_definition_sheet(path_or_buffer: str | PathLike[str] | BinaryIO, definitions: Iterable[Definition]) -> None:
    """Writes the workbook: the definitions in the order given, each marked as the library's or as the installation's own."""
    workbook = new_workbook("Indikatorenkatalog", LAYOUT, MARKER_NAME, SHEET)
    rows = [(definition, sheet_rows(definition)) for definition in definitions]
    lists = Lists()
    for title, columns in SHEETS.items():
        sheet = workbook.create_sheet(title)
        last = _fill(sheet, title, columns, rows)
        add_choices(sheet, columns, last + SPARE_ROWS, lists)
    fill_guide(workbook.create_sheet(GUIDE), _STEPS, _guide_tables())
    lists.write(workbook)
    workbook.save(path_or_buffer)


def _fill(sheet: Worksheet, title: str, columns: Sequence[Column], rows: Sequence[tuple[Definition, Mapping[str, Any]]]) -> int:
    """Heads and rows; the number of the last filled row."""
    fill_heads(sheet, columns, hidden=CHECKSUM)
    number = HEAD_ROW
    for definition, sheets in rows:
        more = {ORIGIN: OWN if definition.own else SUPPLIED, CHECKSUM: fingerprint(definition)} if title == SHEET else {}
        for row in sheets[title]:
            number += 1
            fill_row(sheet, number, columns, row | more, grey=not definition.own)
    finish_table(sheet, columns, number, 5 if title == SHEET else 2)
    return number


def _guide_tables() -> list[GuideTable]:
    formulas = [(FORMULAS[each], ", ".join(ROLES[role] for role in each.roles), each.value) for each in Formula]
    return [
        column_guide(SHEETS),
        (("Formel", "Rollen im Blatt „Eingänge“", "Kennwort"), formulas),
        (("Reihe", "", "Bedeutung"), [(key, "", word) for key, word in SERIES.items()]),
        (("Konzept", "", "Bedeutung"), [(key, "", word) for key, word in CONCEPTS.items()]),
        (("Merkmal", "", "Bedeutung"), [(key, "", word) for key, word in DIMENSIONS.items()]),
        (("Gruppe", "", "Bedeutung"), [(key, "", word) for key, word in LABELS.items()]),
    ]
