"""Imports that were started and are to be finished later, by anybody who may import."""

from datetime import datetime
from pathlib import Path

import store.drafts
from domain.access import OFFICE, Permission, Viewer
from settings import Settings
from store import Home
from store.drafts import Draft
from workflows.clock import utc_now


def start_draft(
    home: Home, content: bytes, name: str, *, viewer: Viewer = OFFICE, settings: Settings | None = None, now: datetime | None = None
) -> Draft:
    """Keeps an uploaded file until it is accepted or discarded, at most seven days."""
    viewer.require(Permission.IMPORT)
    by = viewer.name or (settings or Settings()).operator
    return store.drafts.start(home, content, name, by=by, now=now or utc_now())


def drafts(home: Home, *, viewer: Viewer = OFFICE, now: datetime | None = None) -> tuple[Draft, ...]:
    """All drafts of the installation, newest first."""
    viewer.require(Permission.IMPORT)
    return store.drafts.drafts(home, now or utc_now())


def open_draft(home: Home, draft_id: str, *, viewer: Viewer = OFFICE) -> Draft:
    """The draft with this id; raises NotFound."""
    viewer.require(Permission.IMPORT)
    return store.drafts.open_draft(home, draft_id)


def draft_file(home: Home, draft: Draft) -> Path:
    """Where the draft's file lies, to be checked and accepted from there."""
    return store.drafts.file_of(home, draft)


def save_draft(home: Home, draft: Draft, *, viewer: Viewer = OFFICE) -> None:
    """Keeps the decisions made so far; raises NotFound if the draft was discarded meanwhile."""
    viewer.require(Permission.IMPORT)
    store.drafts.save(home, draft)


def discard_draft(home: Home, draft_id: str, *, viewer: Viewer = OFFICE) -> None:
    """Deletes the draft, after it was accepted or because nobody wants it; nothing happens if there is none."""
    viewer.require(Permission.IMPORT)
    store.drafts.discard(home, draft_id)
