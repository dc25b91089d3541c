"""Meetings and their log. Nothing of them is public."""

from datetime import datetime

import duckdb

from domain.access import Permission, Viewer
from domain.errors import NotFound
from domain.meetings import Meeting, MeetingEvent, MeetingEventKind, meetings_of
from store.content import append, events, of_text
from store.known import Where


def meeting_log(where: Where, viewer: Viewer, as_of: datetime | None = None) -> tuple[MeetingEvent, ...]:
    """Everything that happened to meetings by then, oldest first; nothing for those who may not see internal text."""
    if not viewer.may(Permission.SEE_INTERNAL):
        return ()
    return tuple(
        MeetingEvent(MeetingEventKind(row["kind"]), of_text(Meeting, row["content"]), row["happened_by"], row["happened_at"])
        for row in events(where, "meeting", as_of)
    )


def meetings(where: Where, viewer: Viewer, as_of: datetime | None = None) -> tuple[Meeting, ...]:
    """Every meeting as it was known by then, the latest day first."""
    return meetings_of(meeting_log(where, viewer, as_of))


def meeting(where: Where, viewer: Viewer, known_as: str, as_of: datetime | None = None) -> Meeting:
    """The meeting with this id as it was known by then; raises NotFound where there is none for the viewer."""
    found = next((each for each in meetings(where, viewer, as_of) if each.id == known_as), None)
    if found is None:
        raise NotFound(f"Eine Sitzung „{known_as}“ gibt es nicht. Bitte auf der Seite „Sitzungen“ eine auswählen.")
    return found


def add_meeting_event(connection: duckdb.DuckDBPyConnection, event: MeetingEvent) -> None:
    """Appends it, inside the transaction of ``store.working_file.writing``."""
    append(connection, "meeting", event.kind.value, event.after.id, event.after, event.by, event.at)
