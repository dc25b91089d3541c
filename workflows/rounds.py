"""The half-yearly round: opening it, seeing who answered, noting what came and giving back what cannot be accepted."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import store.reading
import store.rounds
import store.writing
from domain.access import OFFICE, Permission, Role, Viewer
from domain.deliveries import DeliveryKind, Reading
from domain.errors import NotFound, WrongUse
from domain.local_time import local
from domain.organisations import UNNAMED, Register
from domain.periods import Period, half_year_of
from domain.rounds import Round, RoundEvent, RoundEventKind, asked, round_of
from settings import Settings
from store import Home, Snapshot, open_snapshot
from store.publication import current_version
from store.working_file import writing
from workflows.clock import utc_now
from workflows.round_sheets import require_half_year

SHORTEST_REASON = 10
"""Characters of the reason with which a sheet is given back."""


def open_round(
    home: Home,
    period: str,
    due: date,
    *,
    viewer: Viewer = OFFICE,
    settings: Settings | None = None,
    now: datetime | None = None,
    say: Callable[[str], None] = lambda _: None,
) -> RoundEvent:
    """Opens the round of a half-year, or gives it another due date; once more the same changes nothing. Raises WrongUse for a half-year
    that has not begun and for a day that is past."""
    viewer.require(Permission.IMPORT)
    require_half_year(period)
    clock = now or utc_now()
    today = local(clock).date()
    if period > half_year_of(today).text:
        raise WrongUse(f"Das {Period(period).label} hat noch nicht begonnen. Gefragt werden kann nach dem laufenden und nach früheren.")
    if due < today:
        raise WrongUse(f"Der {due:%d.%m.%Y} ist vorbei. Bitte als Termin einen Tag angeben, der noch kommt.")
    current_version(home)
    with _adding(home, viewer, settings, now, say) as (connection, stamp):
        event = stamp(RoundEvent(RoundEventKind.OPENED, period, due=due))
        if store.rounds.opened(connection).get(period) != due:
            store.rounds.add_event(connection, event)
    return event


def current_round(snapshot: Snapshot, viewer: Viewer, as_of: datetime | None = None) -> Round | None:
    """The round of the newest half-year that was opened, None where none ever was."""
    periods = store.rounds.opened(snapshot, as_of)
    return round_for(snapshot, viewer, max(periods), as_of) if periods else None


def round_for(snapshot: Snapshot, viewer: Viewer, period: str, as_of: datetime | None = None) -> Round:
    """Where every department and body stands in a half-year, opened or not; departments see their own replies only."""
    viewer.require(Permission.SEE_INTERNAL)
    require_half_year(period)
    history = store.reading.measure_history(snapshot, viewer, as_of)
    register = Register(store.reading.concept(snapshot, as_of).organisations)
    events, accepted = store.rounds.events(snapshot, as_of), store.rounds.accepted(snapshot, as_of)
    found = round_of(period, events, asked(history, period, register), history, accepted)
    if viewer.role is not Role.DEPARTMENT:
        return found
    own = {register.name(office) for office in viewer.offices}
    return replace(found, replies=tuple(reply for reply in found.replies if reply.office in own))


def note_received(
    home: Home,
    reading: Reading,
    sha256: str,
    *,
    viewer: Viewer = OFFICE,
    settings: Settings | None = None,
    now: datetime | None = None,
    say: Callable[[str], None] = lambda _: None,
) -> tuple[str, ...]:
    """Notes for every office whose sheet this is that it has arrived, and returns their names. A sheet for all belongs to the offices
    whose measures it reports on. Nothing is noted for what is no status sheet, for what is accepted already, and twice."""
    viewer.require(Permission.IMPORT)
    period = reading.period or next((row.period for row in reading.rows or ()), "")
    if reading.kind is not DeliveryKind.MEASURES or not period:
        return ()
    with open_snapshot(home) as snapshot:
        offices = _offices_of(snapshot, viewer, reading, period)
        waiting = tuple(office for office in offices if not _noted(snapshot, period, office, sha256))
    if waiting:
        with _adding(home, viewer, settings, now, say) as (connection, stamp):
            for office in waiting:
                store.rounds.add_event(connection, stamp(RoundEvent(RoundEventKind.RECEIVED, period, office, sha256=sha256)))
    return waiting


def _offices_of(snapshot: Snapshot, viewer: Viewer, reading: Reading, period: str) -> tuple[str, ...]:
    register = Register(store.reading.concept(snapshot).organisations)
    if reading.office:
        return (register.name(reading.office),)
    reported = {row.measure for row in reading.rows or ()}
    history = store.reading.measure_history(snapshot, viewer)
    return tuple(office for office, numbers in asked(history, period, register).items() if reported & set(numbers))


def _noted(snapshot: Snapshot, period: str, office: str, sha256: str) -> bool:
    """True if this file is in force, or the last that happened to the office's sheets is that it came."""
    if any(each.sha256 == sha256 and not each.withdrawn for each in store.rounds.accepted(snapshot)):
        return True
    last = _last_file(snapshot, period, office)
    return last is not None and (last.kind, last.sha256) == (RoundEventKind.RECEIVED, sha256) and not _accepted_since(snapshot, last)


def _last_file(snapshot: Snapshot, period: str, office: str) -> RoundEvent | None:
    kinds = (RoundEventKind.RECEIVED, RoundEventKind.RETURNED)
    own = [each for each in store.rounds.events(snapshot) if (each.period, each.office) == (period, office) and each.kind in kinds]
    return own[-1] if own else None


def _accepted_since(snapshot: Snapshot, event: RoundEvent) -> bool:
    return any(each.sha256 == event.sha256 and each.at >= event.at for each in store.rounds.accepted(snapshot))


def return_sheet(
    home: Home,
    period: str,
    office: str,
    *,
    reason: str,
    sha256: str = "",
    viewer: Viewer = OFFICE,
    settings: Settings | None = None,
    now: datetime | None = None,
    say: Callable[[str], None] = lambda _: None,
) -> RoundEvent:
    """Gives a sheet back with a reason; without ``sha256`` the last one that came. Raises WrongUse without a reason, NotFound for an
    office of which no sheet has come."""
    viewer.require(Permission.IMPORT)
    require_half_year(period)
    if len(reason.strip()) < SHORTEST_REASON:
        raise WrongUse(f"Zum Zurückgeben gehört ein Grund von mindestens {SHORTEST_REASON} Zeichen: Was soll die Stelle berichtigen?")
    with open_snapshot(home) as snapshot:
        name = office if office == UNNAMED else Register(store.reading.concept(snapshot).organisations).name(office)
        last = _last_file(snapshot, period, name)
        known = {row.office for row in round_for(snapshot, viewer, period).replies}
    if last is None and (not sha256 or name not in known):
        raise NotFound(f"Von „{name}“ ist zum {Period(period).label} kein Sachstandsblatt eingegangen.")
    with _adding(home, viewer, settings, now, say) as (connection, stamp):
        file = sha256 or (last.sha256 if last else "")
        event = stamp(RoundEvent(RoundEventKind.RETURNED, period, name, note=reason.strip(), sha256=file))
        store.rounds.add_event(connection, event)
    return event


@contextmanager
def _adding(
    home: Home, viewer: Viewer, settings: Settings | None, now: datetime | None, say: Callable[[str], None]
) -> Iterator[tuple[Any, Callable[[RoundEvent], RoundEvent]]]:
    """A connection to add events with, and who gives them name and time."""
    chosen = settings or Settings()
    with writing(home, now or utc_now(), patience=chosen.patience_seconds, say=say) as connection:
        moment = now or store.writing.moment(connection, utc_now())
        yield connection, lambda event: replace(event, by=viewer.name or chosen.operator, at=moment)
