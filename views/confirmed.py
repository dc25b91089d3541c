"""Which hints were confirmed with a delivery, grouped by what was confirmed."""

from datetime import datetime
from itertools import groupby

import store.reading
from domain.access import Viewer
from domain.deliveries import Confirmation
from store.publication import Snapshot
from views.formats import counted

COLUMNS = ("Nr.", "Hinweis", "Stelle", "Grund")
NAMED = 20
"""More hints of one kind and reason than this are counted."""


def build(snapshot: Snapshot, viewer: Viewer, delivery: int, as_of: datetime | None = None) -> tuple[tuple[str, str, str, str], ...]:
    """Number, what was found, where and why it is right; needs SEE_FILES."""
    found = store.reading.confirmations(snapshot, viewer, delivery, as_of)
    rows: list[tuple[str, str, str, str]] = []
    for (code, reason), same in groupby(sorted(found, key=_kind), key=_kind):
        hints = list(same)
        rows += [(code, hint.found, _place(hint.sheet, hint.cell), reason or "ohne Angabe") for hint in hints[:NAMED]]
        if len(hints) > NAMED:
            rows.append((code, f"und {counted(len(hints) - NAMED, 'weiterer', 'weitere')}", "", reason or "ohne Angabe"))
    return tuple(rows)


def _kind(each: Confirmation) -> tuple[str, str]:
    return each.code, each.reason


def _place(sheet: str | None, cell: str | None) -> str:
    return ", ".join(part for part in (f"Blatt „{sheet}“" if sheet else "", cell or "") if part) or "ganze Datei"
