"""Sitzungsansicht of a meeting, as a page for a server and as a file of its own."""

from datetime import datetime

import store.meetings
from domain.access import Permission, Viewer
from domain.errors import NotFound
from domain.local_time import local
from domain.meetings import DataState
from reports import wall
from store.publication import Snapshot
from views import briefing
from workflows.clock import utc_now

WALL_FILES, WALL_POLICY = wall.FILES, wall.POLICY


def wall_page(
    snapshot: Snapshot, viewer: Viewer, meeting: str, revision: int | None = None, *, files: str, back: str = "", download: str = ""
) -> str:
    """The page; ``files`` is the address of its style and script. Without ``revision`` at the newest data state, as a draft from the
    present state where none is frozen. Raises NotAllowed for the public, NotFound for a meeting or data state that does not exist."""
    return wall.wall_page(_briefing(snapshot, viewer, meeting, revision, None), files, back, download)


def wall_file(snapshot: Snapshot, viewer: Viewer, meeting: str, revision: int | None = None, now: datetime | None = None) -> bytes:
    """The same as one file that needs neither server nor network."""
    return wall.wall_file(_briefing(snapshot, viewer, meeting, revision, now))


def _briefing(snapshot: Snapshot, viewer: Viewer, meeting_id: str, revision: int | None, now: datetime | None) -> briefing.Briefing:
    viewer.require(Permission.SEE_INTERNAL)
    if revision is not None:
        return briefing.build(snapshot, viewer, meeting_id, revision)
    meeting = next((each for each in store.meetings.meetings(snapshot, viewer) if each.id == meeting_id), None)
    if meeting is None:
        raise NotFound(f"Eine Sitzung mit der Kennung „{meeting_id}“ gibt es nicht. Bitte eine aus dem Sitzungskalender wählen.")
    clock = now or utc_now()
    state = meeting.newest_state or DataState("", clock, local(clock).date())
    return briefing.at_state(snapshot, viewer, meeting, state)
