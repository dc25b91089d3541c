"""The minutes of a meeting as a document and as a Word file."""

from datetime import datetime
from typing import TYPE_CHECKING

from domain.access import OFFICE, Permission, Viewer
from store import Home, open_snapshot

if TYPE_CHECKING:
    from reports.document import Document


def minutes_document(home: Home, meeting: str, *, viewer: Viewer = OFFICE, as_of: datetime | None = None) -> "Document":
    """What the minutes say at a moment; a draft until the meeting was held. Raises NotFound for a meeting nobody knows."""
    viewer.require(Permission.SEE_INTERNAL)
    from reports.minutes import minutes_document as document_of
    from views import minutes

    with open_snapshot(home) as snapshot:
        return document_of(minutes.build(snapshot, viewer, meeting, as_of))


def minutes_word(home: Home, meeting: str, *, viewer: Viewer = OFFICE, as_of: datetime | None = None) -> bytes:
    """The same as a Word file, from the office's own template where it has one. The same minutes give the same bytes."""
    document = minutes_document(home, meeting, viewer=viewer, as_of=as_of)
    from reports.word import write_word
    from workflows.reports import own_template

    return write_word(document, own_template(home))
