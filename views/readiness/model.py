"""What a check of the Berichtsreife is: a count, the list behind it, and where each item is put right."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from domain.concepts import Concept
from domain.measure_resources import money
from domain.measures import MeasureRow, MeasureState
from domain.organisations import Register
from store.reading import newest
from views.formats import counted, number
from views.measure_texts import state_label


class Group(StrEnum):
    """The parts of the page, in its order."""

    REPLIES = "replies"
    CURRENT = "current"
    COMPLETE = "complete"
    CONTRADICTIONS = "contradictions"
    CONCEPT = "concept"
    FIGURES = "figures"

    @property
    def label(self) -> str:
        return {
            "replies": "Rückmeldungen",
            "current": "Aktualität der Sachstände",
            "complete": "Vollständigkeit der Maßnahmen",
            "contradictions": "Widersprüche",
            "concept": "Konzept ohne Maßnahmen",
            "figures": "Zahlen zum Konzept",
        }[self.value]


@dataclass(frozen=True)
class Item:
    """One thing to put right. ``subject`` names it, ``slug`` and ``selection`` open where it is put right; ``measures`` are the numbers
    of the measures it is about, by which a department finds its own."""

    subject: str
    text: str
    slug: str
    selection: tuple[tuple[str, str], ...] = ()
    measures: tuple[str, ...] = ()
    lead: str = ""


@dataclass(frozen=True)
class Unit:
    """What a rule looks at, in the nominative (``one``, ``many``) and behind „von“ (``of_one``, ``of_many``)."""

    one: str
    many: str
    of_one: str
    of_many: str


MEASURES = Unit("Maßnahme", "Maßnahmen", "Maßnahme", "Maßnahmen")
OFFICES = Unit("Stelle", "Stellen", "Stelle", "Stellen")
GOALS = Unit("Leitziel", "Leitziele", "Leitziel", "Leitzielen")
APPROACHES = Unit("Handlungsansatz", "Handlungsansätze", "Handlungsansatz", "Handlungsansätzen")
STRATEGIC_GOALS = Unit("strategisches Ziel", "strategische Ziele", "strategischem Ziel", "strategischen Zielen")
INDICATORS = Unit("Indikator", "Indikatoren", "Indikator", "Indikatoren")


class Place(StrEnum):
    """Where items are put right."""

    REPORT = "report"  # in the measure's report
    BASE = "base"  # in the base data of measures, which the office keeps
    CONCEPT = "concept"
    FIGURES = "figures"  # by a delivery of figures
    ROUND = "round"


@dataclass(frozen=True)
class Check:
    """A rule and what it found: ``items`` out of ``examined``, put right at ``place``."""

    id: str
    group: Group
    title: str
    why: str  # the rule in a sentence or two
    repair: str  # what to do
    items: tuple[Item, ...]
    examined: int
    unit: Unit = MEASURES
    place: Place = Place.REPORT

    @property
    def count(self) -> int:
        return len(self.items)

    @property
    def fraction(self) -> str:
        """``16 von 30 Maßnahmen``."""
        return f"{number(self.count)} von {counted(self.examined, self.unit.of_one, self.unit.of_many)}"

    @property
    def looked_at(self) -> str:
        """``30 Maßnahmen geprüft``."""
        return f"{counted(self.examined, self.unit.one, self.unit.many)} geprüft"


@dataclass(frozen=True)
class Known:
    """What the rules about measures look at: every report in force, the concept, and the day."""

    concept: Concept
    history: Sequence[MeasureRow]
    today: date

    @cached_property
    def measures(self) -> tuple[MeasureRow, ...]:
        """The newest report of each measure."""
        return newest(self.history)

    @cached_property
    def newest_period(self) -> str:
        """The newest half-year reported on, empty without any report."""
        return max((row.period for row in self.measures), default="")

    @cached_property
    def money(self) -> Mapping[str, tuple[float | None, float | None]]:
        """Euro planned and spent by number of the measure."""
        return {row.measure: money(row) for row in self.measures}

    @cached_property
    def register(self) -> Register:
        return Register(self.concept.organisations)

    @cached_property
    def by_number(self) -> Mapping[str, MeasureRow]:
        return {row.measure: row for row in self.measures}

    def word(self, state: MeasureState) -> str:
        """How this city calls a state."""
        return state_label(self.concept, state)

    def item(self, row: MeasureRow, text: str, *others: MeasureRow) -> Item:
        """An item about a measure, put right on its page; ``others`` are named in it too."""
        numbers = tuple(each.measure for each in (row, *others))
        return Item(f"{row.measure} {row.title}", text, "massnahmen", (("id", row.measure),), numbers, self.register.name(row.lead))
