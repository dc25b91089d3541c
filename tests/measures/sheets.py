"""A small concept and sheets to spoil, for the tests of the measure status sheet."""

from datetime import date
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from domain.concepts import ActionField, Concept, HomeArea
from domain.deliveries import Finding, Reading
from domain.measures import MeasureRow, MeasureState
from domain.status_sheet import BASE_COLUMNS, BASE_SHEET, COLUMNS, SHEET
from loaders.status_sheet import read_status_sheet
from reports.status_sheet import HEAD_ROW, write_status_sheet

CONCEPT = Concept(
    id="probe",
    name="Integrationskonzept Probe",
    municipality="Stadt Probe",
    area=HomeArea(key="03102", name="Probe"),
    fields=(ActionField("sprache", "Sprache und Verständigung"), ActionField("wohnen", "Wohnen, Umfeld und Nachbarschaft")),
)

PLAIN = MeasureRow(
    measure="1.1",
    period="2025-H2",
    title="Sprachcafé",
    field="sprache",
    state=MeasureState.RUNNING,
    lead="Volkshochschule",
    planned_start=date(2025, 1, 1),
    planned_end=date(2026, 12, 31),
    progress=40,
)

PLACES = {column.key: (BASE_SHEET, 4, number) for number, column in enumerate(BASE_COLUMNS, start=1)}
PLACES |= {column.key: (SHEET, HEAD_ROW + 1, number) for number, column in enumerate(COLUMNS, start=1)}
PLACES["base_title"] = (BASE_SHEET, 4, 2)
"""Sheet, row of the first measure and column of each attribute; number and title are those of the sheet „Sachstand“."""


def cell_of(key: str, below: int = 0) -> str:
    """The cell of an attribute of the first measure, or of one further below."""
    _, row, column = PLACES[key]
    return f"{get_column_letter(column)}{row + below}"


def sheet_with(
    folder: Path,
    cells: dict[str, object],
    formats: dict[str, str] | None = None,
    rows: tuple[MeasureRow, ...] = (PLAIN,),
    *,
    answered: bool = True,
    concept: Concept = CONCEPT,
) -> Path:
    """A written sheet whose first measure has the given cells changed afterwards, as a person would in Excel. Unless ``answered`` is
    False, all rows are reports."""
    path = folder / "blatt.xlsx"
    write_status_sheet(path, concept, "2025-H2", rows, answered=answered)
    workbook = load_workbook(path)
    for key, value in cells.items():
        sheet, row, column = PLACES[key]
        cell = workbook[sheet].cell(row, column)
        cell.value = value
        if formats and key in formats:
            cell.number_format = formats[key]
    workbook.save(path)
    return path


def read(path: Path) -> Reading:
    return read_status_sheet(path, path.name)


def only(reading: Reading, code: str) -> Finding:
    """The one finding with this code."""
    (finding,) = [finding for finding in reading.findings if finding.code == code]
    return finding
