"""The installation's own table descriptions: every version is kept, and the one before can be restored."""

import json
import re
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path

from filelock import FileLock

from domain.errors import NotFound, WrongUse
from store.home import Home, write_atomically

_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,79}")
TABLE_FILE = "layout.toml"
"""The file in force of a described table; a list of measures has another."""


@dataclass(frozen=True)
class LayoutVersion:
    """One saved version of a table description. ``number`` counts from 1; the newest one not revoked is in force."""

    number: int
    saved_by: str
    saved_at: datetime  # UTC, naive
    revoked_by: str = ""
    revoked_at: datetime | None = None


def save(home: Home, layout: str, toml_text: str, *, by: str, now: datetime, file: str = TABLE_FILE) -> LayoutVersion:
    """Keeps the text as a new version and puts it in force as ``file``; raises WrongUse for an id that is none."""
    if not _ID.fullmatch(layout):
        raise WrongUse(f"„{layout}“ ist keine gültige Kennung. Erlaubt sind kleine Buchstaben, Ziffern, - und _.")
    with _alone(home):
        known = versions(home, layout)
        version = LayoutVersion(max((each.number for each in known), default=0) + 1, by, now)
        write_atomically(text_of(home, layout, version.number), toml_text.encode())
        _write(home, layout, (*known, version))
        write_atomically(home.layouts / layout / file, toml_text.encode())
        return version


def versions(home: Home, layout: str) -> tuple[LayoutVersion, ...]:
    """Every version ever saved, oldest first; empty for an id that has none."""
    path = _log(home, layout)
    if not _ID.fullmatch(layout) or not path.is_file():
        return ()
    return tuple(_version(**each) for each in json.loads(path.read_text("utf-8")))


def revoke(home: Home, layout: str, *, by: str, now: datetime, file: str = TABLE_FILE) -> LayoutVersion | None:
    """Takes the version in force back: the one before is restored and returned; without one the description is gone. Raises NotFound."""
    with _alone(home):
        known = versions(home, layout)
        valid = [each for each in known if each.revoked_at is None]
        if not valid:
            raise NotFound(f"Es gibt hier keine eigene Tabellenbeschreibung „{layout}“.")
        *before, last = valid
        _write(home, layout, tuple(replace(each, revoked_by=by, revoked_at=now) if each == last else each for each in known))
        in_force = home.layouts / layout / file
        if not before:
            in_force.unlink(missing_ok=True)
            return None
        write_atomically(in_force, text_of(home, layout, before[-1].number).read_bytes())
        return before[-1]


def text_of(home: Home, layout: str, number: int) -> Path:
    """The file of one version."""
    return home.layouts / layout / "versions" / f"{number:04}.toml"


def _alone(home: Home) -> FileLock:
    """Held by whoever changes descriptions: two people who save at once get a version each."""
    home.path.mkdir(parents=True, exist_ok=True)
    return FileLock(home.path / "layouts.lock")


def _log(home: Home, layout: str) -> Path:
    return home.layouts / layout / "versions" / "log.json"


def _write(home: Home, layout: str, known: tuple[LayoutVersion, ...]) -> None:
    content = json.dumps([asdict(each) for each in known], default=str, ensure_ascii=False, indent=1)
    write_atomically(_log(home, layout), content.encode())


def _version(number: int, saved_by: str, saved_at: str, revoked_by: str, revoked_at: str | None) -> LayoutVersion:
    moment = datetime.fromisoformat(revoked_at) if revoked_at else None
    return LayoutVersion(number, saved_by, datetime.fromisoformat(saved_at), revoked_by, moment)
