"""Imports that were started and not finished: the file and every decision so far, so that a lost connection loses nothing."""

import hashlib
import json
import re
import shutil
import uuid
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from domain.errors import NotFound
from store.home import Home, write_atomically

KEPT = timedelta(days=7)
_ID = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True)
class Draft:
    """A started import. ``choices`` are the decisions about an unknown table, ``confirmations`` reasons by key of the hint."""

    id: str
    name: str
    sha256: str
    by: str
    started_at: datetime  # UTC, naive
    layout: str | None = None
    choices: Mapping[str, Any] = field(default_factory=dict)
    confirmations: Mapping[str, str] = field(default_factory=dict)
    note: str = ""


def start(home: Home, content: bytes, name: str, *, by: str, now: datetime) -> Draft:
    """Keeps an uploaded file as a draft of its own, also where somebody else has a draft of the same file."""
    drafts(home, now)  # clears away what is too old
    draft = Draft(uuid.uuid4().hex, name, hashlib.sha256(content).hexdigest(), by, now)
    write_atomically(file_of(home, draft), content)
    save(home, draft)
    return draft


def save(home: Home, draft: Draft) -> None:
    """Replaces what is kept about the draft; raises NotFound if it was discarded meanwhile."""
    if not file_of(home, draft).is_file():
        raise _gone()
    content = {**asdict(draft), "started_at": draft.started_at.isoformat()}
    write_atomically(_folder(home, draft.id) / "draft.json", json.dumps(content, ensure_ascii=False, indent=1).encode())


def drafts(home: Home, now: datetime) -> tuple[Draft, ...]:
    """All drafts, newest first; those older than a week are deleted on the way."""
    found = []
    for folder in home.drafts.glob("*"):
        draft = _read(home, folder.name)
        if now - (draft.started_at if draft else _changed(folder, now)) > KEPT:
            shutil.rmtree(folder, ignore_errors=True)
        elif draft:
            found.append(draft)
    return tuple(sorted(found, key=lambda draft: draft.started_at, reverse=True))


def open_draft(home: Home, draft_id: str) -> Draft:
    """The draft with this id; raises NotFound."""
    draft = _read(home, draft_id)
    if draft is None:
        raise _gone()
    return draft


def discard(home: Home, draft_id: str) -> None:
    """Deletes the draft; nothing happens if there is none."""
    if _ID.fullmatch(draft_id):
        shutil.rmtree(_folder(home, draft_id), ignore_errors=True)


def file_of(home: Home, draft: Draft) -> Path:
    """The uploaded file, under a name of ours with its own ending."""
    ending = Path(draft.name).suffix.lower()[:8]
    return _folder(home, draft.id) / f"datei{ending if ending[1:].isalnum() and ending.isascii() else ''}"


def _folder(home: Home, draft_id: str) -> Path:
    return home.drafts / draft_id


def _read(home: Home, draft_id: str) -> Draft | None:
    """None for what is no id, for a draft that is just being made or deleted, and for one that is damaged."""
    if not _ID.fullmatch(draft_id):
        return None
    try:
        content = json.loads((_folder(home, draft_id) / "draft.json").read_text("utf-8"))
        draft = Draft(**{**content, "id": draft_id, "started_at": datetime.fromisoformat(content["started_at"])})
        return draft if file_of(home, draft).is_file() else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _changed(folder: Path, now: datetime) -> datetime:
    """When a folder without a draft was last changed; ``now`` for one that somebody else has just deleted."""
    try:
        return datetime.fromtimestamp(folder.stat().st_mtime, UTC).replace(tzinfo=None)
    except FileNotFoundError:
        return now


def _gone() -> NotFound:
    return NotFound("Diesen Entwurf gibt es nicht mehr. Entwürfe bleiben sieben Tage. Bitte die Datei noch einmal auswählen.")
