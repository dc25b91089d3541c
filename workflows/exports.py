"""What leaves the house: cells of kept files, the status sheet."""

from dataclasses import dataclass, replace
from datetime import datetime
from io import BytesIO

import store.reading
from domain.access import Permission, Viewer
from loaders.excerpt import Excerpt
from store import Snapshot
from workflows.readers import warm_reader


@dataclass(frozen=True)
class Place:
    """A cell of a kept file; ``sheet`` is None for text files, row and column count from 1."""

    sha256: str
    name: str
    sheet: str | None
    row: int
    column: int


def excerpt(snapshot: Snapshot, viewer: Viewer, place: Place, *, as_of: datetime | None = None) -> Excerpt:
    """The kept file around a cell, as its reader would see it; ``as_of`` makes no difference, kept files never change."""
    viewer.require(Permission.SEE_FILES)
    return warm_reader().excerpt(snapshot.home.original(place.sha256), place.name, place.sheet, place.row, place.column)


def status_sheet(snapshot: Snapshot, viewer: Viewer, period: str) -> bytes:
    """The status sheet for a half-year as a workbook, filled with what was reported last."""
    from reports.status_sheet import write_status_sheet  # loads what writes workbooks

    viewer.require(Permission.IMPORT)
    # participants and who reported when belong to one half-year only
    last = store.reading.measures(snapshot, viewer)
    rows = [replace(row, period=period, participants=None, reported_on=None, reported_by="") for row in last]
    buffer = BytesIO()
    write_status_sheet(buffer, store.reading.concept(snapshot), period, rows)
    return buffer.getvalue()
