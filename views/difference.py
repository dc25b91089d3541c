"""Vergleich: what is otherwise than at an earlier meeting or day. Each measure and each indicator exactly once."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from domain.access import Viewer
from domain.deliveries import Because
from domain.indicators import Weather
from domain.measures import MeasureState
from store.publication import Snapshot


class Turn(StrEnum):
    """Where something went between two states; the order here is the order on screen."""

    WORSE = "worse"
    BETTER = "better"
    OTHER = "other"
    NEW = "new"
    GONE = "gone"
    SAME = "same"

    @property
    def label(self) -> str:
        return {
            "better": "verbessert",
            "worse": "verschlechtert",
            "other": "geändert, ohne Richtung",
            "same": "unverändert",
            "new": "neu",
            "gone": "entfallen",
        }[self.value]


@dataclass(frozen=True)
class MeasureDifference:
    """A measure at both states. ``field`` and ``lead`` are those of the later one; ``before`` is None for a new measure, ``after`` for one
    that is gone; ``what`` are the differences in words, none for what stayed as it was."""

    measure: str
    title: str
    field: str
    field_name: str
    lead: str
    before: MeasureState | None
    after: MeasureState | None
    turn: Turn
    what: tuple[str, ...]


@dataclass(frozen=True)
class IndicatorDifference:
    """An indicator's newest value and verdict at both states, for the home area. ``fields`` are ids; values come with their period;
    ``because`` says what turned the verdict, ``what`` all of it in words."""

    indicator: str
    name: str
    fields: tuple[str, ...]
    before: Weather | None
    after: Weather | None
    value_before: str
    value_after: str
    turn: Turn
    because: tuple[Because, ...]
    what: str


@dataclass(frozen=True)
class DifferenceFilter:
    """What to show; empty means all. ``lead`` is the name of an organisation: it chooses measures, and no indicators."""

    field: str = ""
    turn: str = ""
    lead: str = ""


@dataclass(frozen=True)
class Difference:
    """``since`` and ``until`` name the two states. The counts are of all that ``field`` and ``lead`` choose, in every direction, and add up to
    the totals; ``measures`` and ``indicators`` are those of the chosen direction."""

    since: str
    until: str
    measures: tuple[MeasureDifference, ...]
    indicators: tuple[IndicatorDifference, ...]
    measure_counts: tuple[tuple[Turn, int], ...]
    indicator_counts: tuple[tuple[Turn, int], ...]
    measure_total: int
    indicator_total: int


def build(
    snapshot: Snapshot, viewer: Viewer, since: datetime, chosen: DifferenceFilter, today: date, as_of: datetime | None = None
) -> Difference:
    """What is otherwise at ``as_of`` than at ``since`` (both UTC, naive); ``today`` is the day of the later state."""
    raise NotImplementedError
