"""What is checked before something is kept about a meeting, and the name of its data state."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from domain.access import Viewer
from domain.concepts import BodyKind
from domain.errors import WrongUse
from domain.meetings import AgendaItem, DataState, ItemKind, Meeting, MeetingState, state_name
from domain.periods import Period
from domain.report_texts import printable
from store.publication import Snapshot
from workflows.recording import Recording

AHEAD = timedelta(days=3 * 366)
"""A meeting further ahead is taken for a slip of the year."""
BEHIND = timedelta(days=30 * 366)


def checked_day(at: Recording, others: Iterable[Meeting], body: str, held_on: date) -> None:
    """Raises WrongUse where the body meets on the day already, or the day is too far away to be meant."""
    if any(each.body == body and each.held_on == held_on and each.state is not MeetingState.CANCELLED for each in others):
        raise WrongUse(f"{at.body(body).name} hat am {held_on:%d.%m.%Y} schon eine Sitzung.")
    if not at.today - BEHIND <= held_on <= at.today + AHEAD:
        raise WrongUse(f"Der {held_on:%d.%m.%Y} liegt zu weit weg. Erwartet wird ein Tag bis zum {at.today + AHEAD:%d.%m.%Y}.")


def checked_agenda(at: Recording, items: Sequence[AgendaItem], used: Collection[str]) -> tuple[AgendaItem, ...]:
    """The items with trimmed texts and ids for new ones; raises as :func:`workflows.meetings.save_agenda` says."""
    number = max((int(each.removeprefix("own:")) for each in used if _is_own_number(each)), default=0)
    kept: list[AgendaItem] = []
    for each in items:
        title = " ".join(printable(each.title).split())
        if not title:
            raise WrongUse(f"Punkt {len(kept) + 1} der Tagesordnung hat keine Überschrift. Bitte eine eintragen oder den Punkt entfernen.")
        kept.append(replace(each, title=title, text=printable(each.text), note=printable(each.note)))
        if not each.id:
            number += 1
            kept[-1] = replace(kept[-1], id=f"own:{number}", kind=ItemKind.OWN)
    ids = [each.id for each in kept]
    twice = sorted({each for each in ids if ids.count(each) > 1})
    if twice:
        raise WrongUse(f"Diese Punkte stehen zweimal auf der Tagesordnung: {', '.join(twice)}.")
    at.check_parts((each for item in kept for each in item.measures), (each for item in kept for each in item.fields))
    return tuple(kept)


def _is_own_number(item: str) -> bool:
    return item.startswith("own:") and item.removeprefix("own:").isdecimal()


def told_missing(snapshot: Snapshot, viewer: Viewer, meeting: Meeting, today: date) -> None:
    """Raises WrongUse naming every field whose consequences are missing for the meeting's half-year."""
    from views.consequences import missing_consequences  # loads what evaluates

    missing = missing_consequences(snapshot, viewer, meeting.period, today, None)
    if missing:
        listed = "; ".join(f"{each.field}: {', '.join(each.reasons)}" for each in missing)
        raise WrongUse(
            f"Für das {Period(meeting.period).label} fehlen Konsequenzen – {listed}. "
            "Bitte unter „Berichtstexte“ eintragen, was daraus folgt; danach lässt sich der Stand festschreiben."
        )


def state_of(at: Recording, meeting: Meeting, known: Iterable[Meeting], reason: str) -> DataState:
    """The meeting's next data state, under a name that no other meeting's has."""
    revision = len(meeting.states)
    if meeting.states:
        addition = meeting.states[0].addition
    else:
        addition = _addition(at, meeting, [state.name for each in known for state in each.states])
    name = state_name(meeting.period, revision, addition)
    return DataState(name, at.moment, at.today, revision, reason, at.by, addition)


def _addition(at: Recording, meeting: Meeting, taken: Collection[str]) -> str:
    """What tells this state from others of the half-year: nothing for the first of the controlling group, else the body and the day."""
    body = at.body(meeting.body)
    leads = body.kind is BodyKind.CONTROLLING or all(each.kind is not BodyKind.CONTROLLING for each in at.concept.bodies)
    wishes = ("" if leads else None, f"{body.name} {meeting.held_on:%d.%m.%Y}", meeting.id)
    return next(each for each in wishes if each is not None and state_name(meeting.period, 0, each) not in taken)
