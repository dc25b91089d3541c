"""Writes the concept as a workbook: everything it says to read and to edit, with what may stand where."""

from collections.abc import Mapping, Sequence
from os import PathLike
from typing import BinaryIO

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from domain.concept_rows import Row, sheet_rows
from domain.concept_sheet import (
    CONCEPT,
    FACT_COLUMNS,
    FATES,
    GUIDE,
    INDICATORS,
    LAYOUT,
    MARKER_NAME,
    ONLY_SHOWN,
    SHEETS,
    TARGETS,
    VERSIONS,
    Reference,
)
from domain.concepts import Concept
from domain.definition_sheet import Column
from domain.errors import WrongUse
from reports.cells import LONGEST_TEXT
from reports.sheet_parts import (
    HEAD_ROW,
    SPARE_ROWS,
    Lists,
    add_choice,
    add_choices,
    column_guide,
    columns_as_typed,
    fill_guide,
    fill_heads,
    fill_row,
    finish_table,
    new_workbook,
)

_STEPS = (
    "Das Konzept bearbeiten",
    f"Blatt „{CONCEPT}“: eine Zeile je Angabe. Alles andere: eine Zeile je Eintrag im Blatt mit diesem Namen. Zeilen lassen sich unten "
    "anfügen; die Reihenfolge der Zeilen ist die Reihenfolge auf den Seiten. Blätter und Spalten bitte stehen lassen.",
    "Kennungen verbinden die Blätter: Ein Leitziel nennt die Kennung seines Handlungsfelds. Einmal vergeben, bleibt eine Kennung dieselbe.",
    "Was beschlossen ist – Leitbild, Grundsätze, Namen der Handlungsfelder, Leitziele, Handlungsansätze, strategische Ziele –, bleibt "
    "innerhalb einer Fassung im Wortlaut stehen. Ergänzen, was die Quelle offen lässt, ist jederzeit möglich.",
    f"Fortschreibung: im Blatt „{VERSIONS}“ unten eine neue Zeile mit „Gilt ab“, dann die Texte ändern und im Blatt „{FATES}“ sagen, was "
    "aus jedem Teil geworden ist: geändert, zusammengelegt, entfallen oder neu. Was mit Kennung und Wortlaut gleich bleibt, gilt als "
    "übernommen und braucht keine Zeile. Auch der Verbleib von Maßnahmen steht dort, mit ihren Nummern.",
    f"Blatt „{TARGETS}“: Ein Ziel ändert sich durch eine neue Zeile mit „Seit“ und „Grund“. Frühere Zeilen bleiben stehen.",
    "Zurückspielen: unter „Daten einspielen“ hochladen. Vor dem Übernehmen steht da, was sich ändert. Was in der Mappe fehlt, entfällt.",
)


def write_concept_sheet(path_or_buffer: str | PathLike[str] | BinaryIO, concept: Concept, indicators: Mapping[str, str]) -> None:
    """Writes the workbook; ``indicators`` gives the names of those there are by their ids. Raises WrongUse for a text that is too long
    for a cell."""
    workbook = new_workbook(concept.name, LAYOUT, MARKER_NAME, CONCEPT)
    rows = sheet_rows(concept)
    columns = {CONCEPT: FACT_COLUMNS, **{title: sheet.columns for title, sheet in SHEETS.items()}}
    last = {title: HEAD_ROW + len(rows[title]) for title in columns}
    lists = Lists()
    for title in columns:
        sheet = workbook.create_sheet(title)
        fill_heads(sheet, columns[title])
        for number, row in enumerate(rows[title], start=HEAD_ROW + 1):
            fill_row(sheet, number, columns[title], _with_name(title, row, indicators))
        columns_as_typed(sheet, columns[title])
        finish_table(sheet, columns[title], last[title], 2)
        add_choices(sheet, columns[title], last[title] + SPARE_ROWS, lists)
        _add_references(sheet, columns[title], last, last[title] + SPARE_ROWS, lists.formula(sorted(indicators)))
    known = [(key, "", name) for key, name in sorted(indicators.items())]
    fill_guide(workbook.create_sheet(GUIDE), _STEPS, [column_guide(columns), (("Indikator", "", "Name"), known)])
    lists.write(workbook)
    workbook.save(path_or_buffer)


def _with_name(title: str, row: Row, indicators: Mapping[str, str]) -> dict[str, object]:
    """The cells, with the name beside an indicator's id."""
    long = next((text for text in row.cells.values() if isinstance(text, str) and len(text) > LONGEST_TEXT), None)
    if long is not None:
        raise WrongUse(f"Blatt „{title}“: Der Text „{long[:60]} …“ ist mit {len(long)} Zeichen zu lang für eine Zelle. Bitte teilen.")
    if title == INDICATORS:
        return {**row.cells, f"{ONLY_SHOWN}name": indicators.get(row.cells["indicator"], "")}
    return dict(row.cells)


def _add_references(sheet: Worksheet, columns: Sequence[Column], last: Mapping[str, int], last_row: int, indicators: str) -> None:
    """Drop-downs with what stands in the first column of another sheet, also what is added there later."""
    for place, column in enumerate(columns, start=1):
        if isinstance(column, Reference):
            letter = get_column_letter(1)
            there = f"'{column.of}'!${letter}${HEAD_ROW + 1}:${letter}${last[column.of] + SPARE_ROWS}" if column.of else indicators
            add_choice(sheet, place, column, last_row, there, closed=False)
