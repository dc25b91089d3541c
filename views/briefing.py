"""Sitzungsansicht: what is on the wall, slide by slide, and numbered the same in the handout."""

from collections.abc import Iterable
from datetime import datetime

import store.decisions
import store.meetings
import store.reading
import store.report_texts
from domain.access import Permission, Viewer
from domain.concepts import BodyKind, Concept
from domain.decisions import Decision
from domain.errors import NotFound
from domain.meetings import DataState, Meeting, previous_meeting
from store.publication import Snapshot
from views import briefing_slides as slides
from views import difference, field, overview
from views.briefing_lines import Briefing, Line, Slide, SlideColumn, slide
from views.consequences import demanded
from views.difference import DifferenceFilter
from views.formats import day, long_day
from views.measure_texts import body_name

__all__ = ["Briefing", "Line", "Slide", "SlideColumn", "at_state", "build", "previous_state"]


def build(snapshot: Snapshot, viewer: Viewer, meeting_id: str, revision: int, as_of: datetime | None = None) -> Briefing:
    """The wall of a meeting at one of its data states; ``as_of`` is the moment up to which decisions of the meeting itself are known.
    Raises NotAllowed for those who may not see internal text, NotFound for a meeting or data state that does not exist."""
    viewer.require(Permission.SEE_INTERNAL)
    meeting = next((each for each in store.meetings.meetings(snapshot, viewer, as_of) if each.id == meeting_id), None)
    if meeting is None:
        raise NotFound(f"Eine Sitzung mit der Kennung „{meeting_id}“ gibt es nicht. Bitte eine aus dem Sitzungskalender wählen.")
    state = next((each for each in meeting.states if each.revision == revision), None)
    if state is None:
        advice = "Bitte erst den Stand festschreiben."
        raise NotFound(f"Für die Sitzung „{meeting_id}“ ist kein Stand mit der Nummer {revision} festgeschrieben. {advice}")
    return at_state(snapshot, viewer, meeting, state, as_of)


def at_state(snapshot: Snapshot, viewer: Viewer, meeting: Meeting, state: DataState, as_of: datetime | None = None) -> Briefing:
    """The wall at a data state; one without a name is a draft from that moment. The meeting need not be in the store."""
    viewer.require(Permission.SEE_INTERNAL)
    concept = store.reading.concept(snapshot, state.moment)
    made = tuple(_slides(snapshot, viewer, concept, meeting, state, as_of))
    return Briefing(
        body=body_name(concept, meeting.body),
        day=long_day(meeting.held_on),
        state=state.label if state.name else f"Entwurf, Datenstand {day(state.day)}",
        municipality=concept.municipality,
        slides=made,
        invented=concept.invented,
    )


def _slides(
    snapshot: Snapshot, viewer: Viewer, concept: Concept, meeting: Meeting, state: DataState, as_of: datetime | None
) -> Iterable[Slide]:
    whole = overview.build(snapshot, viewer, state.day, state.moment)
    note = f"Gebiet: {concept.area.name}. Quellen: Handout"
    yield slide(1, "overview", slides.OVERVIEW_TITLE, slides.overview_message(whole), slides.overview_heaps(whole), note)
    texts = store.report_texts.report_texts(snapshot, viewer, state.moment)
    for number, each in enumerate(concept.fields, 2):
        shown = field.build(snapshot, viewer, each.id, state.day, state.moment)
        heaps = slides.field_heaps(shown, texts, meeting.period, demanded(shown))
        yield slide(number, f"field:{each.id}", slides.field_title(shown), slides.field_message(shown), heaps, note)
    number = len(concept.fields) + 2
    yield _changes(snapshot, viewer, concept, meeting, state, number)
    yield _decisions(snapshot, viewer, concept, meeting, state, as_of, number + 1)


def _changes(snapshot: Snapshot, viewer: Viewer, concept: Concept, meeting: Meeting, state: DataState, number: int) -> Slide:
    """Compared with the body's last meeting as it was known at the data state, so that the slide stays what it is."""
    before = previous_state(snapshot, viewer, meeting, state.moment)
    if before is None:
        message = "Einen früheren Berichtsstand dieses Gremiums gibt es nicht."
        return slide(number, "changes", slides.CHANGES_TITLE, message, ())
    changed = difference.build(snapshot, viewer, before.moment, DifferenceFilter(), state.day, state.moment)
    heaps = slides.changes_heaps(concept, changed)
    return slide(number, "changes", slides.CHANGES_TITLE, slides.changes_message(changed, before.label), heaps)


def previous_state(snapshot: Snapshot, viewer: Viewer, meeting: Meeting, moment: datetime) -> DataState | None:
    """The newest data state of the body's meeting before this one, as it was known at the moment; None for the first one."""
    before = previous_meeting(store.meetings.meetings(snapshot, viewer, moment), meeting)
    return before.newest_state if before else None


def _decisions(
    snapshot: Snapshot, viewer: Viewer, concept: Concept, meeting: Meeting, state: DataState, as_of: datetime | None, number: int
) -> Slide:
    """What was open at the data state, and what this meeting decided since."""
    known = store.decisions.decisions(snapshot, viewer, state.moment)
    before = [each for each in known if each.open and not _of(meeting, each) and _concerns(concept, meeting, each)]
    now = [each for each in store.decisions.decisions(snapshot, viewer, as_of) if _of(meeting, each) and not each.withdrawn]
    message = slides.decisions_message(before, state.day)
    return slide(number, "decisions", slides.DECISIONS_TITLE, message, slides.decisions_heaps(concept, before, now, state.day))


def _concerns(concept: Concept, meeting: Meeting, decision: Decision) -> bool:
    """The controlling group hears of every body's decisions, as on its agenda; others of their own."""
    body = next((each for each in concept.bodies if each.id == meeting.body), None)
    return body is None or body.kind is BodyKind.CONTROLLING or decision.body == body.id


def _of(meeting: Meeting, decision: Decision) -> bool:
    return bool(meeting.id) and decision.meeting == meeting.id
