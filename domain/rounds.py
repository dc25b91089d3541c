"""The half-yearly round: who was asked for which measures, who answered, and what is outstanding."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from domain.measures import MeasureRow


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
    """One line of the append-only log of rounds. ``office`` is the organisation asked, empty for the opening."""

    kind: RoundEventKind
    period: str
    office: str = ""
    due: date | None = None
    note: str = ""  # the reason of a return
    sha256: str = ""  # the file received or returned
    by: str = ""
    at: datetime = datetime.min  # UTC, naive


@dataclass(frozen=True)
class Reply:
    """Where one department or body stands in a round. Measures are numbers."""

    office: str
    state: ReplyState
    asked: tuple[str, ...]
    answered: tuple[str, ...]
    since: datetime | None = None  # of the last event; None while nothing happened
    note: str = ""
    mailed_at: datetime | None = None
    reminded_at: datetime | None = None

    @property
    def complete(self) -> bool:
        return set(self.asked) <= set(self.answered)


@dataclass(frozen=True)
class Round:
    """A half-year in which departments and bodies are asked; ``due`` is None where nobody opened it."""

    period: str
    due: date | None
    replies: tuple[Reply, ...]


def round_of(period: str, events: Sequence[RoundEvent], asked: Mapping[str, Sequence[str]], reports: Sequence[MeasureRow]) -> Round:
    """The round of a half-year from its log in order of time, the measures asked of each office, and the reports accepted."""
    own = [event for event in events if event.period == period]
    due = next((event.due for event in reversed(own) if event.kind is RoundEventKind.OPENED), None)
    given = {row.measure: row for row in reports if row.period == period}
    return Round(period, due, tuple(_reply(office, own, tuple(numbers), given) for office, numbers in asked.items()))


def _reply(office: str, events: Sequence[RoundEvent], asked: tuple[str, ...], given: Mapping[str, MeasureRow]) -> Reply:
    own = [event for event in events if event.office == office]
    answered = tuple(number for number in asked if number in given)
    last = next((event for event in reversed(own) if event.kind in (RoundEventKind.RECEIVED, RoundEventKind.RETURNED)), None)
    if answered and len(answered) == len(asked):
        confirmed = all(given[number].confirmed for number in answered)
        state = ReplyState.CONFIRMED if confirmed else ReplyState.RELEASED
    elif last is None:
        state = ReplyState.OUTSTANDING
    else:
        state = ReplyState.RETURNED if last.kind is RoundEventKind.RETURNED else ReplyState.RECEIVED
    return Reply(
        office,
        state,
        asked,
        answered,
        last.at if last else None,
        last.note if last and state is ReplyState.RETURNED else "",
        _last(own, RoundEventKind.MAILED),
        _last(own, RoundEventKind.REMINDED),
    )


def _last(events: Sequence[RoundEvent], kind: RoundEventKind) -> datetime | None:
    return next((event.at for event in reversed(events) if event.kind is kind), None)
