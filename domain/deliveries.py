"""A delivery: one file with its rows, what was found in it, and what accepting it would change."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from domain.indicators import Definition
from domain.measures import MeasureRow


class Severity(StrEnum):
    ERROR = "error"
    HINT = "hint"

    @property
    def label(self) -> str:
        return {"error": "Fehler", "hint": "Hinweis"}[self.value]


@dataclass(frozen=True)
class Finding:
    """Where – what was found – what was expected – what to do. Errors block, hints do not."""

    severity: Severity
    code: str
    found: str
    expected: str
    advice: str
    sheet: str | None = None
    cell: str | None = None

    @property
    def key(self) -> str:
        """What a confirmation of this hint refers to: the same in every check of the same file."""
        return "|".join((self.code, self.sheet or "", self.cell or "", self.found))


class DeliveryKind(StrEnum):
    OBSERVATIONS = "observations"
    MEASURES = "measures"
    CONCEPT = "concept"
    DEFINITIONS = "definitions"


# Columns of the table that a loader hands over for kind OBSERVATIONS. Text, unless a unit is named here:
# year int16, value float64 (null where a sign stands instead), row and col int32, counted from 1.
OBSERVATION_COLUMNS = (
    "series",
    "unit",
    "concept",
    "basis",
    "groups",
    "area",
    "area_name",
    "period",
    "year",
    "slot",
    "value",
    "sign",
    "text",
    "sheet",
    "row",
    "col",
)


@dataclass(frozen=True)
class SourceFile:
    """The file as it came: name, content hash, size in bytes."""

    name: str
    sha256: str
    size: int


@dataclass(frozen=True)
class Source:
    """Who published the figures and under which licence; shown beside every number."""

    publisher: str
    title: str
    licence: str = ""
    table: str = ""
    url: str = ""


Places = Mapping[str, tuple[str | None, str | None]]
"""Sheet and cell by key."""


@dataclass(frozen=True)
class Reading:
    """What a loader made of one file. ``rows`` is an Arrow table of OBSERVATION_COLUMNS (kind observations), a tuple of
    MeasureRow (measures), a Concept (concept) or a tuple of DeliveredDefinition (definitions); it is None when errors made
    reading impossible."""

    kind: DeliveryKind
    layout: str
    source: Source
    rows: Any = None
    findings: tuple[Finding, ...] = ()
    content: str = ""  # concept only: the text as delivered
    period: str = ""  # measures only: the half-year the sheet is about
    office: str = ""  # measures only: the organisation the sheet was made for, empty for all
    untouched: tuple[str, ...] = ()  # measures only: numbers of rows nobody changed or confirmed; they are no report
    min_cases: int = 0  # counts from 1 to one less are never shown; 0: the publisher has protected them already
    places: Places = field(default_factory=dict, compare=False)  # concept workbooks only: sheet and cell by path (fields.0.goals.1.text)

    @property
    def blocked(self) -> bool:
        return any(finding.severity is Severity.ERROR for finding in self.findings)


@dataclass(frozen=True)
class Change:
    """One value that a delivery would add, revise or no longer carry; texts are ready to compare, not to show."""

    what: str  # new | revised | gone
    series: str
    unit: str
    area: str
    period: str
    groups: str
    old: float | None
    new: float | None
    old_sign: str | None = None
    new_sign: str | None = None
    cell: str | None = None


@dataclass(frozen=True)
class MeasureChange:
    """One report on a measure that a delivery would add, revise or no longer carry. ``before`` of a new report is the
    measure's report before it, if there is one."""

    what: str  # new | revised | gone
    before: MeasureRow | None
    after: MeasureRow | None


@dataclass(frozen=True)
class DeliveredDefinition:
    """An own indicator as a file brings it. ``places`` gives sheet and cell by key (``name``, ``inputs.numerator.unit``); the empty
    key is the place of the whole."""

    definition: Definition
    as_written: bool = field(default=False, compare=False)  # the row says what it said when the monitor wrote the workbook
    places: Mapping[str, tuple[str | None, str | None]] = field(default_factory=dict, compare=False)

    def place(self, key: str) -> tuple[str | None, str | None]:
        """Sheet and cell of a key, or of the nearest thing around it."""
        return nearest_place(self.places, key)


def nearest_place(places: Mapping[str, tuple[str | None, str | None]], key: str) -> tuple[str | None, str | None]:
    """Sheet and cell of a key, or of the nearest thing around it."""
    while key and key not in places:
        key = key.rpartition(".")[0]
    return places.get(key, (None, None))


@dataclass(frozen=True)
class CatalogueChange:
    """An own indicator that a delivery would add or revise."""

    what: str  # new | revised
    before: Definition | None
    after: Definition
    cell: str | None = None


@dataclass(frozen=True)
class ConceptChange:
    """A part of the concept that a delivery would add, change or take away. ``differences``: what it is about, before, after."""

    what: str  # new | revised | gone
    subject: str
    differences: tuple[tuple[str, str, str], ...]
    cell: str | None = None


@dataclass(frozen=True)
class Difference:
    """Counts of rows by what accepting would do. ``gone``: rows the layout's previous delivery had for the same
    series and periods and this one lacks; they stay known until that delivery is withdrawn. With ``whole`` the delivery takes the
    place of the one before, as a concept does: what is gone is known no longer."""

    new: int = 0
    revised: int = 0
    gone: int = 0
    unchanged: int = 0
    changes: tuple[Change | MeasureChange | CatalogueChange | ConceptChange, ...] = field(default=(), compare=False)
    """A readable sample, revised first."""
    whole: bool = False

    @property
    def changes_nothing(self) -> bool:
        return not (self.new or self.revised or (self.whole and self.gone))


class Because(StrEnum):
    """What turned a verdict into another one."""

    REALITY = "reality"
    REVISION = "revision"
    DEFINITION = "definition"
    TARGET = "target"

    @property
    def label(self) -> str:
        return {
            "reality": "neuer Wert",
            "revision": "Werte berichtigt",
            "definition": "Definition geändert",
            "target": "Ziel geändert",
        }[self.value]


@dataclass(frozen=True)
class VerdictChange:
    """An indicator whose verdict for a period is another one than before a delivery, and which steps from the old state to the new
    one turned it."""

    indicator: str
    groups: str
    area: str
    period: str
    old: str
    new: str
    because: tuple[Because, ...] = ()


@dataclass(frozen=True)
class Moved:
    """What a delivery moved: values, verdicts of the home area one by one, those elsewhere, reports on measures and own
    indicators counted."""

    new: int
    revised: int
    verdicts: tuple[VerdictChange, ...]
    elsewhere: int
    measures: int
    definitions: int = 0


@dataclass(frozen=True)
class Confirmation:
    """A hint that somebody confirmed when accepting a delivery; the fields from ``series`` on are empty, and ``observation`` is
    None, for hints that are not about one value."""

    delivery: int
    code: str
    found: str
    sheet: str | None
    cell: str | None
    reason: str
    by: str
    at: datetime  # UTC, naive
    observation: int | None = None
    series: str = ""
    unit: str = ""
    groups: str = ""
    area: str = ""
    period: str = ""


@dataclass(frozen=True)
class Delivery:
    """An accepted file."""

    number: int
    kind: DeliveryKind
    layout: str
    file: SourceFile
    source: Source
    accepted_at: datetime  # UTC, naive
    accepted_by: str
    note: str
    rows: int
    withdrawn_at: datetime | None = None
    withdrawal_reason: str = ""
    min_cases: int = 0  # see Reading
    confidential: bool = False  # a figure of it is hidden, or might be: its file is for the office alone
