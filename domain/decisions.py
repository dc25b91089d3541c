"""Decisions of the bodies: what was resolved or ordered, who answers for it until when, and what came of it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from domain.concepts import RouteStep


class DecisionKind(StrEnum):
    RESOLUTION = "resolution"
    ORDER = "order"

    @property
    def label(self) -> str:
        return {"resolution": "Beschluss", "order": "Auftrag"}[self.value]


class DecisionState(StrEnum):
    """Where a decision stands on a day; overdue ones lead every agenda."""

    OVERDUE = "overdue"
    OPEN = "open"
    DONE = "done"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        return {"overdue": "überfällig", "open": "offen", "done": "erledigt", "withdrawn": "zurückgenommen"}[self.value]


SHORTEST_TEXT = 10
"""Characters of a decision, its result, and the reason of moving or withdrawing it."""


@dataclass(frozen=True)
class Decision:
    """One decision. ``number`` counts from 1. ``responsible`` is an organisation or office, ``function`` the person's function there,
    never a name. ``due`` None: for good, without an end. ``revision``: the next Fortschreibung should consider it. ``done_on`` and
    ``result`` are set once it is done, ``reason`` says why it was moved or withdrawn last."""

    number: int
    kind: DecisionKind
    text: str
    responsible: str
    decided_on: date
    body: str
    function: str = ""
    due: date | None = None
    meeting: str = ""
    item: str = ""
    measures: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    document: str = ""
    route: tuple[RouteStep, ...] = ()
    public: bool = False
    revision: bool = False
    done_on: date | None = None
    result: str = ""
    withdrawn: bool = False
    reason: str = ""

    def state(self, today: date) -> DecisionState:
        if self.withdrawn:
            return DecisionState.WITHDRAWN
        if self.done_on is not None:
            return DecisionState.DONE
        return DecisionState.OVERDUE if self.due is not None and self.due < today else DecisionState.OPEN

    @property
    def open(self) -> bool:
        return self.done_on is None and not self.withdrawn


class DecisionEventKind(StrEnum):
    RECORDED = "recorded"
    MOVED = "moved"
    DONE = "done"
    REOPENED = "reopened"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        return {
            "recorded": "festgehalten",
            "moved": "Frist verschoben",
            "done": "erledigt",
            "reopened": "wieder geöffnet",
            "withdrawn": "zurückgenommen",
        }[self.value]


@dataclass(frozen=True)
class DecisionEvent:
    """An entry of the log: ``after`` is the whole decision as it is from then on."""

    kind: DecisionEventKind
    after: Decision
    by: str = ""
    at: datetime = datetime.min  # UTC, naive


def decisions_of(log: Iterable[DecisionEvent]) -> tuple[Decision, ...]:
    """Each decision as its newest event tells it, in order of number."""
    newest = {event.after.number: event.after for event in log}
    return tuple(newest[number] for number in sorted(newest))


def for_the_public(decision: Decision) -> Decision:
    """What everybody may read of a public decision: no internal reason, no function of a person, nothing of the meeting's agenda."""
    return replace(decision, function="", reason="", meeting="", item="")
