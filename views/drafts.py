"""Imports that were started and not finished, as finished German texts."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from views.formats import day, moment

KEPT = timedelta(days=7)


@dataclass(frozen=True)
class DraftLine:
    """One started import."""

    id: str
    name: str
    started: str
    expires: str


def draft_line(key: str, name: str, by: str, started_at: datetime) -> DraftLine:
    """Who started it, when, and until when it is kept."""
    who = f" von {by}" if by else ""
    return DraftLine(key, name, f"begonnen am {moment(started_at)}{who}", f"bleibt bis {day(started_at + KEPT)}")
