"""Reports that were issued: what was ordered, and the files under their SHA-256."""

from dataclasses import replace
from datetime import datetime

import duckdb

from domain.access import Permission, Viewer
from domain.reports import IssuedReport
from store.content import append, events, of_text
from store.known import Where


def issued_reports(where: Where, viewer: Viewer, as_of: datetime | None = None) -> tuple[IssuedReport, ...]:
    """What was issued by then, newest first; only public editions, without who issued them, for those who may not see internal
    text."""
    found = (of_text(IssuedReport, row["content"]) for row in reversed(events(where, "issued_report", as_of)))
    if viewer.may(Permission.SEE_INTERNAL):
        return tuple(found)
    return tuple(replace(each, by="") for each in found if each.order.public)


def add_issued_report(connection: duckdb.DuckDBPyConnection, report: IssuedReport) -> None:
    """Appends it, inside the transaction of ``store.working_file.writing``."""
    append(connection, "issued_report", "issued", str(report.number), report, report.by, report.at)
