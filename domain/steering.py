"""Nachsteuerung: what gave rise to it, what was decided, and which measures it is about."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Trigger(StrEnum):
    """What a correction of course answers to."""

    FINDING = "finding"
    DEVELOPMENT = "development"
    NEED = "need"

    @property
    def label(self) -> str:
        return {"finding": "neue Erkenntnis", "development": "neue Entwicklung", "need": "neuer Bedarf"}[self.value]


SHORTEST_TEXT = 10
"""Characters of an occasion, a decision, and the reason of a withdrawal."""


@dataclass(frozen=True)
class SteeringRecord:
    """One correction of course. ``number`` counts from 1; ``body`` is the id of a body of the concept, empty where none decided."""

    number: int
    trigger: Trigger
    occasion: str
    decision: str
    measures: tuple[str, ...]
    decided_on: date
    body: str = ""
    by: str = ""
    at: datetime = datetime.min  # UTC, naive


@dataclass(frozen=True)
class SteeringEvent:
    """An entry of the log: recorded, or withdrawn with a ``reason`` (``record.by`` and ``at`` are then those of the withdrawal)."""

    record: SteeringRecord
    withdrawn: bool = False
    reason: str = ""
