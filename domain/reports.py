"""Reports and packs: which there are, what is ordered, what stands on the cover, and what was issued."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from domain.concepts import RouteStep

_STRICT = {"extra": "forbid"}


class ReportKind(StrEnum):
    PACK = "pack"
    FIELD_REPORT = "field_report"
    COUNCIL = "council"
    FIELD_SHEET = "field_sheet"
    MEASURES = "measures"
    METHODS = "methods"

    @property
    def label(self) -> str:
        return {
            "pack": "Controlling-Unterlage",
            "field_report": "Sachstandsbericht",
            "council": "Umsetzungsbericht",
            "field_sheet": "Feldblatt",
            "measures": "Maßnahmenliste",
            "methods": "Methodenanhang",
        }[self.value]


class ReportForm(StrEnum):
    PDF = "pdf"
    WORD = "docx"
    POWERPOINT = "pptx"
    EXCEL = "xlsx"

    @property
    def label(self) -> str:
        return {"pdf": "PDF", "docx": "Word", "pptx": "PowerPoint", "xlsx": "Excel"}[self.value]


@dataclass(frozen=True)
class Cover:
    """What the first page says; empty parts are left out. ``motion`` is the proposed decision, ``costs`` the financial consequences."""

    __pydantic_config__ = _STRICT
    title: str = ""
    number: str = ""  # Drucksache, Vorlage
    department: str = ""
    editor: str = ""  # a function or office, no name needed
    dated: date | None = None
    route: tuple[RouteStep, ...] = ()
    motion: str = ""
    costs: str = ""


@dataclass(frozen=True)
class ReportOrder:
    """What is to be produced. ``period`` names the half-year whose texts count (``2026-H1``); ``first`` and ``last`` the half-years the
    report is about, both included. ``moment`` (UTC, naive) and ``day`` are the data state, ``state`` its name, empty for a draft from
    the present state. ``since`` is the moment it is compared with. ``fields`` empty: all. ``public``: only what everybody may read."""

    kind: ReportKind
    period: str
    first: str
    last: str
    moment: datetime
    day: date
    state: str = ""
    since: datetime | None = None
    since_name: str = ""
    fields: tuple[str, ...] = ()
    public: bool = False
    meeting: str = ""
    cover: Cover = Cover()

    @property
    def named(self) -> str:
        """The kind, and the title where the cover has one: titles alone would make reports of different kinds look alike."""
        own = self.cover.title
        return f"{self.kind.label}: {own}" if own and own != self.kind.label else self.kind.label

    @property
    def draft(self) -> bool:
        """Drafts say so on every page and may leave consequences empty."""
        return not self.state


@dataclass(frozen=True)
class IssuedFile:
    """A file of a report as it was issued, kept under its SHA-256."""

    form: ReportForm
    name: str
    sha256: str


@dataclass(frozen=True)
class IssuedReport:
    """A report that was filed; ``number`` counts from 1. ``template`` is the SHA-256 of the Word template it was made with, empty for the
    one that comes with the monitor."""

    number: int
    order: ReportOrder
    files: tuple[IssuedFile, ...]
    by: str = ""
    at: datetime = datetime.min  # UTC, naive
    template: str = ""
