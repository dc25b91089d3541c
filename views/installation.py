"""The published state of an installation: what every page and report starts from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from pathlib import Path

import store.reading
from domain.access import OFFICE
from domain.concepts import Concept
from domain.errors import WrongUse
from store import Home, Snapshot
from store.publication import connect, current_version


@dataclass(frozen=True)
class Installation:
    """One published state. ``version`` 0, no concept and no snapshot: nothing has been set up yet."""

    home: Path
    version: int = 0
    concept: Concept | None = None
    accepted_at: datetime | None = None
    snapshot: Snapshot | None = field(default=None, compare=False)


def newest_installation(home: Path) -> Installation:
    """The newest published state; the same object until something new is published."""
    try:
        name = current_version(Home(home))
    except WrongUse:
        return Installation(home)
    return _installation(home, name)


@lru_cache(maxsize=2)
def _installation(home: Path, name: str) -> Installation:
    """Opens the file for good: views read from it until a newer one has taken its place and nobody holds it any more."""
    snapshot = connect(Home(home))
    number = int(Path(name).stem.split("-")[1])
    return Installation(home, number, store.reading.concept(snapshot), store.reading.last_change(snapshot), snapshot)


def read_ahead(installation: Installation) -> None:
    """Reads the reports on measures and the definitions, so that the first visitor need not wait for them; later states read only what
    is new."""
    from views.values import definitions_of  # needs the evaluation, which not everybody who opens an installation does

    if installation.snapshot is not None:
        store.reading.measures(installation.snapshot, OFFICE)
        definitions_of(installation.snapshot)


def area_names(snapshot: Snapshot, as_of: datetime | None = None) -> Mapping[str, str]:
    """Names of all areas that have figures, by key."""
    return {key: area.name for key, area in store.reading.areas(snapshot, as_of).items()}
