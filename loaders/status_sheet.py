"""Reads the measure status sheet that departments send back: which rows are reports, everything found said at once."""

import html
import re
import zipfile
import zlib
from pathlib import Path
from typing import BinaryIO

from openpyxl import Workbook, load_workbook

from domain.deliveries import DeliveryKind, Finding, Reading, Severity, Source
from domain.errors import Unreadable
from domain.status_sheet import BASE_COLUMNS, COLUMNS, LAYOUT, MARKER_NAME
from loaders.sheet_table import DAMAGE
from loaders.status_sheet_marker import Marker, read_marker
from loaders.status_sheet_reports import Reports, reports_of
from loaders.status_sheet_tables import HEADS, MOST_ROWS, Tables, find_tables
from loaders.workbooks.package import merged_area

_MOST_MERGED = 200_000
"""Cells in merged ranges: openpyxl makes an object of each."""
_PEEK = 1 << 18
_NEEDED = (
    {column.head for column in (*COLUMNS, *BASE_COLUMNS) if column.required} | {"Umsetzungsgrad %"},  # version 1
    {column.head for column in COLUMNS if column.required} | {"Umsetzungsgrad %", "Unverändert"},
)
"""Heads by which a sheet is known that has lost its marker."""


def claims(path: str | Path) -> bool:
    """True if the file is our status sheet, by its marker or at least by its column heads; reads at most 256 KB of a member."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            if "xl/workbook.xml" in names and MARKER_NAME in _peek(archive, "xl/workbook.xml"):
                return True
            texts = [name for name in names if name == "xl/sharedStrings.xml" or re.fullmatch(r"xl/worksheets/sheet[1-9]\.xml", name)]
            strings = "".join(_peek(archive, name) for name in texts)
    except (OSError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
        return False
    return any(all(f">{head}<" in strings for head in heads) for heads in _NEEDED)


def _peek(archive: zipfile.ZipFile, member: str) -> str:
    with archive.open(member) as stream:
        return html.unescape(stream.read(_PEEK).decode("utf-8", "replace"))


def read_status_sheet(path: str | Path | BinaryIO, name: str) -> Reading:
    """The reports of a status sheet as MeasureRow with sheet and cell of their number, the numbers of untouched rows, and all findings.
    A row is a report if it was changed, ticked as unchanged or not written by the monitor. Rows with an error in number, field, status
    or title are left out. Raises Unreadable if the file is no workbook."""
    workbook = _open(path, name, values=False)
    marker, found = read_marker(workbook)
    tables = find_tables(workbook, marker.version)
    found += tables.findings
    if tables.report is None:
        advice = "Bitte die Vorlage des Monitors verwenden und ihre Kopfzeile stehen lassen."
        found.append(Finding(Severity.ERROR, "E260", "kein Blatt mit Maßnahmen", HEADS, advice))
    if not _readable(tables):
        return _reading(marker, None, found)
    _look_up_formulas(tables, path, name)
    reports = reports_of(tables, marker)
    return _reading(marker, reports, found + list(reports.findings))


def _reading(marker: Marker, reports: Reports | None, findings: list[Finding]) -> Reading:
    source = Source(publisher=marker.municipality, title=marker.title, table=f"Sachstandsblatt {marker.concept}".strip())
    usable = reports is not None and bool(marker.period)
    return Reading(
        DeliveryKind.MEASURES,
        LAYOUT,
        source,
        reports.rows if reports and usable else None,
        tuple(findings),
        period=marker.period,
        office=marker.office,
        untouched=reports.untouched if reports and usable else (),
    )


def _readable(tables: Tables) -> bool:
    if tables.report is None or not {"measure", "state"} <= tables.report.columns.keys():
        return False
    return all(table.sheet.max_row <= MOST_ROWS for table in tables.all())


def _look_up_formulas(tables: Tables, path: str | Path | BinaryIO, name: str) -> None:
    concerned = [table for table in tables.all() if table.has_formulas]
    if concerned:
        results = _open(path, name, values=True)
        for table in concerned:
            table.values = results[table.sheet.title]


def _open(path: str | Path | BinaryIO, name: str, values: bool) -> Workbook:
    """Opens by content: openpyxl itself would refuse a path that does not end in .xlsx, as kept files do not."""
    source = Path(path) if isinstance(path, str) else path
    try:
        if merged_area(source) > _MOST_MERGED:
            raise Unreadable(
                f"{name}: Ein riesiger Bereich ist verbunden. Bitte die Angaben in eine frische Vorlage des Monitors übertragen."
            )
        if not isinstance(source, Path):
            return load_workbook(source, data_only=values)
        with source.open("rb") as file:
            return load_workbook(file, data_only=values)
    except DAMAGE as problem:
        raise Unreadable(f"{name}: Die Datei lässt sich nicht als Excel-Arbeitsmappe öffnen. Bitte als .xlsx speichern.") from problem
