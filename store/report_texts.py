"""Texts for reports, every version of them."""

from collections.abc import Mapping
from datetime import datetime

import duckdb

from domain.access import Permission, Viewer
from domain.report_texts import ReportText, TextKey
from store.content import append, events, of_text
from store.known import Where


def text_versions(where: Where, viewer: Viewer, as_of: datetime | None = None) -> tuple[ReportText, ...]:
    """Every version written by then, oldest first; nothing but what :func:`report_texts` gives for those who may not see internal text."""
    if not viewer.may(Permission.SEE_INTERNAL):
        return tuple(report_texts(where, viewer, as_of).values())
    return _versions(where, as_of)


def report_texts(where: Where, viewer: Viewer, as_of: datetime | None = None) -> Mapping[TextKey, ReportText]:
    """The newest version of each text that is not empty. The public gets those whose newest version is public, without its author."""
    newest = {each.key: each for each in _versions(where, as_of)}
    written = {key: each for key, each in newest.items() if each.text}
    if viewer.may(Permission.SEE_INTERNAL):
        return written
    return {key: ReportText(key, each.text, True, each.version, "", each.at) for key, each in written.items() if each.public}


def _versions(where: Where, as_of: datetime | None) -> tuple[ReportText, ...]:
    return tuple(of_text(ReportText, row["content"]) for row in events(where, "report_text", as_of))


def add_report_text(connection: duckdb.DuckDBPyConnection, text: ReportText) -> None:
    """Appends a version, inside the transaction of ``store.working_file.writing``."""
    key = text.key
    append(connection, "report_text", "written", f"{key.subject}:{key.id}:{key.period}:{key.part}", text, text.by, text.at)
