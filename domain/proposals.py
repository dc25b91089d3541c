"""What the app proposes for a table it does not know, and what the office decides about it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from domain.areas import Area
from domain.deliveries import Finding
from domain.periods import PeriodKind


class ColumnRole(StrEnum):
    """What a column of the table is."""

    PERIOD = "period"
    AREA_KEY = "area_key"
    AREA_NAME = "area_name"
    AREA = "area"  # key and name in one cell
    LABEL = "label"
    UNIT = "unit"  # says in each row which unit its numbers have
    SERIES = "series"  # says in each row what its numbers count
    VALUE = "value"
    SKIP = "skip"

    @property
    def label(self) -> str:
        """German name of the role."""
        return _COLUMN_ROLES[self]


class CellRole(StrEnum):
    """What a cell of the shown sheet is, for its colour."""

    TITLE = "title"
    HEADING = "heading"
    PERIOD = "period"
    AREA = "area"
    LABEL = "label"
    UNIT = "unit"
    VALUE = "value"
    NOTE = "note"
    SKIPPED = "skipped"
    EMPTY = "empty"

    @property
    def label(self) -> str:
        """German name of the role."""
        return _CELL_ROLES[self]


class PeriodSource(StrEnum):
    """Where the period of a value stands."""

    COLUMN = "column"
    HEADING = "heading"
    BOTH = "both"  # the month in a heading, the year in a column
    SHEET = "sheet"
    CELL = "cell"
    FILE = "file"
    FIXED = "fixed"

    @property
    def label(self) -> str:
        """German name of the source."""
        return _PERIOD_SOURCES[self]


class AreaSource(StrEnum):
    """How the area of a value is found."""

    COLUMNS = "columns"
    PARTS = "parts"  # the rows are parts of one municipality
    FIXED = "fixed"

    @property
    def label(self) -> str:
        """German name of the way."""
        return _AREA_SOURCES[self]


_COLUMN_ROLES = {
    ColumnRole.PERIOD: "Zeit",
    ColumnRole.AREA_KEY: "Gebietsschlüssel",
    ColumnRole.AREA_NAME: "Gebietsname",
    ColumnRole.AREA: "Schlüssel und Name des Gebiets",
    ColumnRole.LABEL: "Merkmal",
    ColumnRole.UNIT: "Einheit",
    ColumnRole.SERIES: "Was gezählt wird",
    ColumnRole.VALUE: "Werte",
    ColumnRole.SKIP: "nicht laden",
}
_CELL_ROLES = {
    CellRole.TITLE: "Titel",
    CellRole.HEADING: "Kopf",
    CellRole.PERIOD: "Zeit",
    CellRole.AREA: "Gebiet",
    CellRole.LABEL: "Merkmal",
    CellRole.UNIT: "Einheit",
    CellRole.VALUE: "Wert",
    CellRole.NOTE: "Anmerkung",
    CellRole.SKIPPED: "wird nicht geladen",
    CellRole.EMPTY: "leer",
}
_PERIOD_SOURCES = {
    PeriodSource.COLUMN: "in einer Spalte",
    PeriodSource.HEADING: "in einer Kopfzeile",
    PeriodSource.BOTH: "in Kopfzeile und Spalte zusammen",
    PeriodSource.SHEET: "im Namen des Blattes",
    PeriodSource.CELL: "in einer Zelle über der Tabelle",
    PeriodSource.FILE: "im Namen der Datei",
    PeriodSource.FIXED: "fest, für alle Werte gleich",
}
_AREA_SOURCES = {
    AreaSource.COLUMNS: "in Spalten der Tabelle",
    AreaSource.PARTS: "Teile einer Gemeinde",
    AreaSource.FIXED: "ein Gebiet für alle Werte",
}


@dataclass(frozen=True)
class Choices:
    """Decisions about a table. What is None, empty or missing is left to the proposal. Rows are numbered as people see them,
    columns from 1."""

    sheets: tuple[str, ...] | None = None
    header: tuple[int, ...] | None = None
    first: int | None = None
    last: int | None = None
    columns: Mapping[int, ColumnRole] = field(default_factory=dict)
    dimensions: Mapping[int, str] = field(default_factory=dict)
    series: Mapping[int, str] = field(default_factory=dict)
    units: Mapping[int, str] = field(default_factory=dict)
    period_from: PeriodSource | None = None
    period_kind: PeriodKind | None = None
    period: str | None = None  # the one period, where it is fixed
    area_from: AreaSource | None = None
    area: Area | None = None  # the one area, or the municipality whose parts the rows are
    decimal: str | None = None
    thousands: str | None = None
    symbols: str | None = None
    dash: str | None = None
    title: str | None = None
    publisher: str | None = None
    table: str | None = None
    licence: str | None = None
    url: str | None = None
    min_cases: int | None = None  # an own register: counts below are never shown
    home: Area | None = None  # the installation's own area: offered where a table names none


@dataclass(frozen=True)
class Evidence:
    """One decision of the proposal and what speaks for it; ``cells`` are names or ranges such as ``C7:S9``."""

    what: str
    value: str
    because: str
    cells: tuple[str, ...] = ()
    sure: bool = True


@dataclass(frozen=True)
class Answer:
    """A possible answer: the choices with which the table is proposed anew."""

    label: str
    choices: Choices


@dataclass(frozen=True)
class Question:
    """What the table does not say. ``field`` names the choice it is about, for answers that are not among those offered."""

    field: str
    text: str
    because: str
    answers: tuple[Answer, ...] = ()


@dataclass(frozen=True)
class ProposedColumn:
    """A column of the proposed table; ``groups`` is readable, ``examples`` are some of its cells."""

    col: int
    heading: str
    role: ColumnRole
    because: str
    series: str = ""
    unit: str = ""
    groups: str = ""
    dimension: str = ""
    examples: tuple[str, ...] = ()


@dataclass(frozen=True)
class ViewRow:
    """A row of the sheet as people see it; ``roles`` has one role for each of ``texts``."""

    number: int
    texts: tuple[str, ...]
    roles: tuple[CellRole, ...]


@dataclass(frozen=True)
class SheetView:
    """The start and the end of a sheet, cell by cell; ``omitted`` rows between them are left out, and columns behind the last shown."""

    sheet: str | None
    rows: tuple[ViewRow, ...]
    omitted: int = 0
    columns_omitted: int = 0


@dataclass(frozen=True)
class Proposal:
    """A layout for a file no layout claims. ``toml`` is empty where the file holds no table of statistics; while area or time are asked
    it cannot be read with. ``assumed`` can: it has what is only assumed, to show, never to keep. ``choices`` is what was asked for,
    ``decided`` the same with everything filled in; ``values`` counts what ``assumed`` reads, ``findings`` what it finds."""

    name: str
    toml: str
    choices: Choices
    decided: Choices
    columns: tuple[ProposedColumn, ...]
    evidence: tuple[Evidence, ...]
    questions: tuple[Question, ...]
    view: SheetView
    sheets: tuple[str, ...] = ()
    values: int = 0
    findings: tuple[Finding, ...] = ()
    assumed: str = ""

    @property
    def found(self) -> bool:
        """True if there is a table."""
        return bool(self.toml)


@dataclass(frozen=True)
class HeadLine:
    """A heading of a known layout beside the one found in a new edition; either may be missing. ``cell`` is where it stands now."""

    old: str
    new: str
    cell: str = ""

    @property
    def same(self) -> bool:
        """True if nothing changed."""
        return self.old == self.new


@dataclass(frozen=True)
class HeadComparison:
    """The known layout a file nearly fits, its headings old and new, and the layout with only the differences replaced."""

    layout: str
    title: str
    lines: tuple[HeadLine, ...]
    toml: str
