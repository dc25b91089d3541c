"""What leaves the house: cells of kept files, the status sheet, values and changes as workbooks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from io import BytesIO

import store.reading
import store.writing
from domain.access import Permission, Viewer
from domain.deliveries import Change, Delivery
from domain.measures import measure_order
from loaders.excerpt import Excerpt
from store import Home, Snapshot
from store.delivered import delivered_values
from store.drafts import Draft, file_of
from store.masking import without_numbers
from views.chart_style import ChartAbout, ChartSpec
from views.formats import moment
from workflows.clock import utc_now
from workflows.imports import Checked
from workflows.readers import warm_reader
from workflows.round_sheets import sheets_of, written


@dataclass(frozen=True)
class Place:
    """A cell of a kept file; ``sheet`` is None for text files, row and column count from 1."""

    sha256: str
    name: str
    sheet: str | None
    row: int
    column: int


def excerpt(snapshot: Snapshot, viewer: Viewer, place: Place, *, as_of: datetime | None = None) -> Excerpt:
    """The kept file around a cell, as its reader would see it; ``as_of`` makes no difference, kept files never change. Files with
    small counts need SEE_CONFIDENTIAL."""
    viewer.require(Permission.SEE_FILES)
    if place.sha256 in store.reading.confidential_files(snapshot):
        viewer.require(Permission.SEE_CONFIDENTIAL)
    return warm_reader().excerpt(snapshot.home.original(place.sha256), place.name, place.sheet, place.row, place.column)


def status_sheet(snapshot: Snapshot, viewer: Viewer, period: str) -> bytes:
    """The status sheet for a half-year as a workbook, filled with what was reported last."""
    viewer.require(Permission.IMPORT)
    sheets = sheets_of(snapshot, viewer, period)
    rows = sorted(sheets.rows.values(), key=lambda row: measure_order(row.measure))
    return written(sheets.concept, period, rows, due=sheets.due)


def marked_copy(home: Home, draft: Draft, checked: Checked, viewer: Viewer) -> bytes:
    """The uploaded file as a workbook with every finding marked at its cell, and a sheet that lists them."""
    viewer.require(Permission.IMPORT)
    return warm_reader().marked_copy(file_of(home, draft), checked.name, checked.reading.findings)


def checked_values(checked: Checked, viewer: Viewer) -> bytes:
    """The values that accepting the file would take over, as a workbook."""
    from reports.observations_sheet import write_observations

    viewer.require(Permission.IMPORT)
    buffer = BytesIO()
    write_observations(buffer, checked.reading.rows, checked.reading.source, _not_yet(checked))
    return buffer.getvalue()


def delivered(snapshot: Snapshot, viewer: Viewer, delivery: Delivery) -> bytes:
    """The values of an accepted delivery, withdrawn or not, as a workbook; what is hidden is hidden here too, from everybody."""
    from reports.observations_sheet import write_observations

    rows = delivered_values(snapshot, viewer, delivery.number)
    buffer = BytesIO()
    write_observations(buffer, rows, delivery.source, _accepted(delivery))
    return buffer.getvalue()


def change_list(snapshot: Snapshot, viewer: Viewer, checked: Checked, areas: Mapping[str, str]) -> bytes:
    """Every single value that accepting the file would add, change or no longer carry, as a workbook."""
    from reports.changes_sheet import write_changes

    viewer.require(Permission.IMPORT)
    found = store.writing.difference(snapshot, checked.reading, store.reading.NOW, sample=len(checked.reading.rows) + 1_000_000)
    buffer = BytesIO()
    write_changes(buffer, [each for each in found.changes if isinstance(each, Change)], areas, _not_yet(checked))
    return buffer.getvalue()


class ChartFormat(StrEnum):
    """As what a chart can be saved."""

    SVG = "svg"
    PNG = "png"
    XLSX = "xlsx"


def chart_file(chart: ChartSpec, about: ChartAbout, form: ChartFormat) -> bytes:
    """A chart as picture or workbook. It holds what the viewer has on screen already: its view was built for them."""
    from reports import chart_files  # loads what draws pictures

    return {ChartFormat.SVG: chart_files.svg, ChartFormat.PNG: chart_files.png, ChartFormat.XLSX: chart_files.xlsx}[form](chart, about)


def _not_yet(checked: Checked) -> tuple[tuple[str, str], ...]:
    return ("Datei", checked.name), ("Datenstand", f"Geprüft am {moment(utc_now())}, noch nicht übernommen.")


def _accepted(delivery: Delivery) -> tuple[tuple[str, str], ...]:
    by = f" von {delivery.accepted_by}" if delivery.accepted_by else ""
    state = f"Lieferung Nr. {delivery.number}, übernommen am {moment(delivery.accepted_at)}{by}."
    note, reason = (without_numbers(each) if delivery.confidential else each for each in (delivery.note, delivery.withdrawal_reason))
    if delivery.withdrawn_at:
        state += f" Zurückgenommen am {moment(delivery.withdrawn_at)}: {reason}"
    facts = [("Datei", delivery.file.name), ("Datenstand", state), ("SHA-256", delivery.file.sha256)]
    return (*facts, ("Anmerkung", note)) if note else tuple(facts)
