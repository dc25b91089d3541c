"""One value and the observations that went into it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import store.reading
from domain.access import OFFICE, Viewer
from domain.errors import NotFound
from domain.indicators import Definition
from store.publication import Snapshot
from views.values import definitions_of, evaluated


@dataclass(frozen=True)
class Trace:
    """A value (a row of ``evaluate``) with its definition and the observations that went in."""

    definition: Definition
    row: dict[str, Any]
    origins: tuple[store.reading.Origin, ...]


def trace(
    snapshot: Snapshot, indicator: str, area: str, period: str, *, groups: str = "", viewer: Viewer = OFFICE, as_of: datetime | None = None
) -> Trace:
    """One value back to its cells; raises NotFound where nothing is known. ``period`` may be the year alone."""
    definition = definitions_of(snapshot, [indicator], as_of)[indicator]
    rows = [
        row
        for row in evaluated(snapshot, [indicator], [area], as_of).to_pylist()
        if period in (row["period"], str(row["year"])) and row["groups"] == groups
    ]
    if not rows:
        raise NotFound(f"Für {indicator}, Gebiet {area}, Zeitraum {period} ist kein Wert bekannt.")
    return Trace(definition, rows[-1], store.reading.origins(snapshot, viewer, rows[-1]["observations"]))
