"""The half-yearly round: who was asked for which measures, who answered, and what is outstanding."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import StrEnum

from domain.measures import BASE_ATTRIBUTES, OF_ONE_REPORT, MeasureRow, measure_order
from domain.organisations import UNNAMED, Register, plain_name

BEFORE_DUE, AFTER_DUE = "vor dem Termin", "nach dem Termin"
"""Notes of reminders: which of the two it was."""


class ReplyState(StrEnum):
    """Rückmeldung of a department or body for a half-year."""

    OUTSTANDING = "outstanding"
    RECEIVED = "received"
    RETURNED = "returned"
    RELEASED = "released"
    CONFIRMED = "confirmed"

    @property
    def label(self) -> str:
        return {
            "outstanding": "ausstehend",
            "received": "eingegangen",
            "returned": "zurückgegeben",
            "released": "freigegeben",
            "confirmed": "unverändert bestätigt",
        }[self.value]


class RoundEventKind(StrEnum):
    """What happens in a round; that a report was accepted is told by its delivery."""

    OPENED = "opened"  # or given another due date
    MAILED = "mailed"
    REMINDED = "reminded"
    RECEIVED = "received"
    RETURNED = "returned"


@dataclass(frozen=True)
class RoundEvent:
    """One line of the append-only log of rounds. ``office`` is the organisation asked, empty for the opening; ``due`` of a reminder is
    the day it reminded of."""

    kind: RoundEventKind
    period: str
    office: str = ""
    due: date | None = None
    note: str = ""  # the reason of a return; BEFORE_DUE or AFTER_DUE of a reminder
    sha256: str = ""  # the file received or returned
    by: str = ""
    at: datetime = datetime.min  # UTC, naive


@dataclass(frozen=True)
class Accepted:
    """A delivery of status reports as a round sees it: its file, when it was accepted, and whether it was withdrawn."""

    sha256: str
    at: datetime  # UTC, naive
    withdrawn: bool = False


@dataclass(frozen=True)
class Reply:
    """Where one department or body stands in a round. Measures are numbers."""

    office: str
    state: ReplyState
    asked: tuple[str, ...]
    answered: tuple[str, ...]
    since: datetime | None = None  # of the last event; None while nothing happened
    note: str = ""  # why a sheet was returned
    mailed_at: datetime | None = None
    reminded_at: datetime | None = None
    pending: bool = False  # a sheet has arrived and is neither accepted nor returned

    @property
    def complete(self) -> bool:
        return set(self.asked) <= set(self.answered)

    @property
    def missing(self) -> tuple[str, ...]:
        """Numbers of the measures that were asked for and not answered."""
        return tuple(number for number in self.asked if number not in self.answered)


@dataclass(frozen=True)
class Round:
    """A half-year in which departments and bodies are asked; ``due`` is None where nobody opened it."""

    period: str
    due: date | None
    replies: tuple[Reply, ...]

    def reply(self, office: str) -> Reply | None:
        """Where an office stands, None if it is not asked for anything."""
        return next((each for each in self.replies if each.office == office), None)


def asked(history: Sequence[MeasureRow], period: str, register: Register) -> dict[str, tuple[str, ...]]:
    """Numbers of the measures that each office is asked for in a half-year, offices by name, those without lead last.

    Asked for is what was open, permanent or put off when the half-year began, and what was first reported in it. The office is the lead
    as last reported up to the half-year, as the register calls it, or UNNAMED."""
    found: dict[str, list[str]] = {}
    before, until = newest_reports(history, period)
    for number in sorted(until, key=measure_order):
        if number not in before or before[number].state.asked:
            found.setdefault(register.name(until[number].lead) or UNNAMED, []).append(number)
    return {office: tuple(found[office]) for office in sorted(found, key=lambda each: (each == UNNAMED, plain_name(each)))}


def newest_reports(history: Sequence[MeasureRow], period: str) -> tuple[dict[str, MeasureRow], dict[str, MeasureRow]]:
    """The newest report of each measure from before a half-year, and the newest up to its end, by number."""
    before: dict[str, MeasureRow] = {}
    until: dict[str, MeasureRow] = {}
    for row in sorted(history, key=lambda each: each.period):
        if row.period < period:
            before[row.measure] = row
        if row.period <= period:
            until[row.measure] = row
    return before, until


def is_answer(row: MeasureRow, before: MeasureRow | None) -> bool:
    """True if a report says how its measure stands: confirmed, the first one, or another than before in more than its base data.
    Where the office only corrects a title or a lead, the department still has to answer."""
    if row.confirmed or before is None:
        return True
    if any(getattr(row, name) != getattr(before, name) for name in _STATUS):
        return True
    return any(getattr(row, name) and getattr(row, name) != getattr(before, name) for name in _SAID_ANEW)


_SAID_ANEW = frozenset({"participants", "outputs", "reported_on", "reported_by"})
"""Said for one half-year only: an answer where they are said, none where they are missing."""
_STATUS = frozenset(each.name for each in fields(MeasureRow)) - BASE_ATTRIBUTES - OF_ONE_REPORT


def round_of(
    period: str,
    events: Sequence[RoundEvent],
    asked: Mapping[str, Sequence[str]],
    history: Sequence[MeasureRow],
    accepted: Collection[Accepted] = (),
) -> Round:
    """The round of a half-year from its log in order of time, the measures asked of each office, the reports in force, and the
    deliveries of reports, withdrawn ones too: a file received is settled once it was accepted."""
    own = [event for event in events if event.period == period]
    due = next((event.due for event in reversed(own) if event.kind is RoundEventKind.OPENED), None)
    before, until = newest_reports(history, period)
    given = {number: row for number, row in until.items() if row.period == period and is_answer(row, before.get(number))}
    return Round(period, due, tuple(_reply(office, own, tuple(numbers), given, accepted) for office, numbers in asked.items()))


def _reply(
    office: str, events: Sequence[RoundEvent], asked: tuple[str, ...], given: Mapping[str, MeasureRow], accepted: Collection[Accepted]
) -> Reply:
    own = [event for event in events if event.office == office]
    answered = tuple(number for number in asked if number in given)
    last = next((event for event in reversed(own) if event.kind in (RoundEventKind.RECEIVED, RoundEventKind.RETURNED)), None)
    pending = last is not None and last.kind is RoundEventKind.RECEIVED and not _settled(last, accepted)
    if answered and len(answered) == len(asked):
        confirmed = all(given[number].confirmed for number in answered)
        state = ReplyState.CONFIRMED if confirmed else ReplyState.RELEASED
    elif pending:
        state = ReplyState.RECEIVED
    else:
        returned = last is not None and last.kind is RoundEventKind.RETURNED
        state = ReplyState.RETURNED if returned else ReplyState.OUTSTANDING
    return Reply(
        office,
        state,
        asked,
        answered,
        last.at if last else None,
        last.note if last and state is ReplyState.RETURNED else "",
        _last(own, RoundEventKind.MAILED),
        _last(own, RoundEventKind.REMINDED),
        pending,
    )


def _settled(received: RoundEvent, accepted: Collection[Accepted]) -> bool:
    """True if the file was decided on: it is in force, or was accepted after it came and withdrawn again."""
    return any(each.sha256 == received.sha256 and (not each.withdrawn or each.at >= received.at) for each in accepted)


def _last(events: Sequence[RoundEvent], kind: RoundEventKind) -> datetime | None:
    return next((event.at for event in reversed(events) if event.kind is kind), None)
