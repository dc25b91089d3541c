"""Anmerkungen: what the office confirmed about values when it took them over. Internal, so every view is built for its viewer."""

from dataclasses import dataclass

import store.reading
from domain.access import Viewer
from domain.periods import Period
from store.publication import Snapshot
from views.formats import day
from views.values import Series


@dataclass(frozen=True)
class ValueNote:
    """What was confirmed about a value of a period, and by whom."""

    year: int
    period: str
    reason: str
    found: str
    by: str


def value_notes(snapshot: Snapshot, viewer: Viewer, series: Series | None) -> tuple[ValueNote, ...]:
    """The notes on the values behind a series, newest period first, each reason once a period."""
    if series is None:
        return ()
    ids = sorted({each for point in series.points for each in point.row["observations"]})
    found = store.reading.notes(snapshot, viewer, ids) if ids else {}
    notes = [
        ValueNote(
            point.year,
            Period(point.period).label,
            note.reason,
            note.found,
            f"Lieferung Nr. {note.delivery}, {day(note.at)}{f', {note.by}' if note.by else ''}",
        )
        for point in reversed(series.points)
        for observation in point.row["observations"]
        for note in found.get(observation, ())
    ]
    return tuple(dict.fromkeys(notes))
