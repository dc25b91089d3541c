"""Nachsteuerung: keeping what was decided and why, and withdrawing what was recorded by mistake."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

import store.reading
import store.steering
import store.writing
from domain.access import OFFICE, Permission, Viewer
from domain.concepts import Concept
from domain.errors import NotFound, WrongUse
from domain.local_time import local
from domain.measures import measure_order
from domain.steering import SHORTEST_TEXT, SteeringRecord, Trigger
from domain.toml_files import build, read_toml
from settings import Settings
from store import Home, open_snapshot
from store.working_file import writing
from workflows.clock import utc_now

BEGUN = "steering.toml"
"""Beside a concept.toml: what was decided before the installation began."""

_STRICT = {"extra": "forbid"}


@dataclass(frozen=True)
class _Entry:
    __pydantic_config__ = _STRICT
    trigger: Trigger
    occasion: str
    decision: str
    decided_on: date
    measures: tuple[str, ...] = ()
    body: str = ""


@dataclass(frozen=True)
class _Entries:
    __pydantic_config__ = _STRICT
    records: tuple[_Entry, ...]


def record_steering(
    home: Home,
    trigger: Trigger,
    *,
    occasion: str,
    decision: str,
    measures: Sequence[str],
    decided_on: date,
    body: str = "",
    viewer: Viewer = OFFICE,
    settings: Settings | None = None,
    now: datetime | None = None,
    say: Callable[[str], None] = lambda _: None,
) -> SteeringRecord:
    """Records a correction of course; ``measures`` are numbers, ``body`` is the id of a body of the concept, empty where none decided.

    Raises WrongUse without occasion or decision or for a day ahead, NotFound for a measure or body nobody knows.
    """
    viewer.require(Permission.STEER)
    chosen = settings or Settings()
    clock = now or utc_now()
    numbers = tuple(sorted(dict.fromkeys(measures), key=measure_order))
    by = viewer.name or chosen.operator
    given = SteeringRecord(0, trigger, occasion.strip(), decision.strip(), numbers, decided_on, body, by, clock)
    _check_words(given, local(clock).date())
    with open_snapshot(home) as snapshot:
        known = {row.measure for row in store.reading.measures(snapshot, viewer)}
        _check_names(given, known, store.reading.concept(snapshot))
    with writing(home, clock, patience=chosen.patience_seconds, say=say) as connection:
        return store.steering.add_record(connection, replace(given, at=now or store.writing.moment(connection, utc_now())))


def begun(folder: Path, concept: Concept, known: Collection[str]) -> tuple[SteeringRecord, ...]:
    """What an installation starts with: the records of ``steering.toml`` beside the concept, by day of decision; none without that file.
    Raises Unreadable for wrong entries, NotFound for measures and bodies that are not ``known``."""
    if not (folder / BEGUN).is_file():
        return ()
    entries = build(_Entries, read_toml(folder / BEGUN), BEGUN).records
    records = tuple(
        SteeringRecord(0, each.trigger, each.occasion, each.decision, each.measures, each.decided_on, each.body)
        for each in sorted(entries, key=lambda each: each.decided_on)
    )
    for record in records:
        _check_names(record, known, concept)
    return records


def withdraw_steering(
    home: Home,
    number: int,
    *,
    reason: str,
    viewer: Viewer = OFFICE,
    settings: Settings | None = None,
    now: datetime | None = None,
    say: Callable[[str], None] = lambda _: None,
) -> None:
    """Withdraws a record; the log keeps both. Raises WrongUse without a reason, NotFound where there is no such record."""
    viewer.require(Permission.STEER)
    chosen = settings or Settings()
    _check_text("Die Rücknahme", "einen Grund", reason)
    with open_snapshot(home) as snapshot:
        known = next((each for each in store.steering.steering_records(snapshot, viewer) if each.number == number), None)
    if known is None:
        raise NotFound(f"Eine Nachsteuerung Nr. {number} gibt es nicht, oder sie ist schon zurückgenommen.")
    with writing(home, now or utc_now(), patience=chosen.patience_seconds, say=say) as connection:
        moment = now or store.writing.moment(connection, utc_now())
        gone = replace(known, by=viewer.name or chosen.operator, at=moment)
        store.steering.add_withdrawal(connection, gone, reason.strip())


def _check_text(what: str, needed: str, text: str) -> None:
    if len(text.strip()) < SHORTEST_TEXT:
        raise WrongUse(f"{what} braucht {needed} von mindestens {SHORTEST_TEXT} Zeichen.")


def _check_words(given: SteeringRecord, today: date) -> None:
    _check_text("Eine Nachsteuerung", "einen Anlass", given.occasion)
    _check_text("Eine Nachsteuerung", "eine Entscheidung", given.decision)
    if given.decided_on > today:
        raise WrongUse(f"Der {given.decided_on:%d.%m.%Y} liegt in der Zukunft. Festgehalten wird, was entschieden ist.")


def _check_names(given: SteeringRecord, known: Collection[str], concept: Concept) -> None:
    """Raises where a measure or the body is unknown."""
    unknown = [number for number in given.measures if number not in known]
    if unknown:
        raise NotFound(f"Diese Maßnahmen sind nicht bekannt: {', '.join(unknown)}. Bitte Nummern der Maßnahmenliste angeben.")
    if given.body and given.body not in {body.id for body in concept.bodies}:
        raise NotFound(f"Ein Gremium mit der Kennung „{given.body}“ steht nicht im Konzept.")
