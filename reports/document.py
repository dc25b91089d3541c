"""What a document consists of, whatever it is written as: one tree of blocks, one writer per format.

Texts are finished German texts; a writer chooses fonts and places, never words or numbers. So all formats say the same."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.reports import Cover, ReportKind
from views.chart_style import ChartAbout, ChartSpec
from views.terms import Term


class Tone(StrEnum):
    """How a paragraph is meant."""

    NORMAL = "normal"
    LEAD = "lead"  # the message of a section
    SOURCE = "source"  # source, area, data state under figures
    PROPOSAL = "proposal"  # a sentence computed from numbers that nobody has adopted; writers mark it „Vorschlag aus den Zahlen“
    QUOTE = "quote"  # a goal or motion as adopted, verbatim
    WARNING = "warning"


@dataclass(frozen=True)
class Heading:
    """``level`` 1 to 4 without gaps; ``number`` as printed (``3.2``), empty for none."""

    level: int
    text: str
    number: str = ""


@dataclass(frozen=True)
class Paragraph:
    """``label`` stands before the text, bold: „Leitziel:“."""

    text: str
    tone: Tone = Tone.NORMAL
    label: str = ""


@dataclass(frozen=True)
class Statement:
    """A numbered statement, under the number that the Sitzungsansicht names too."""

    number: str
    text: str
    term: Term | None = None


@dataclass(frozen=True)
class Bullets:
    items: tuple[str, ...]


@dataclass(frozen=True)
class Cell:
    """``text`` is all there is to read, its sign included; ``term`` colours it; ``number`` and ``unit`` go into workbooks."""

    text: str
    term: Term | None = None
    strong: bool = False
    number: float | None = None


@dataclass(frozen=True)
class Column:
    """``width`` is a share of the line; numbers stand on the right."""

    head: str
    width: float = 1.0
    right: bool = False


@dataclass(frozen=True)
class Table:
    """The first column names the row. ``caption`` says what is shown, ``source`` where it is from."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    source: str = ""


@dataclass(frozen=True)
class Facts:
    """Names and what belongs to them."""

    rows: tuple[tuple[str, str], ...]
    caption: str = ""


@dataclass(frozen=True)
class Chart:
    """A drawing with alternative text (``spec.alt``). Its figures follow as a table, unless ``values`` says where else in the document they
    stand as one."""

    spec: ChartSpec
    about: ChartAbout
    values: str = ""


@dataclass(frozen=True)
class PageBreak:
    pass


Block = Heading | Paragraph | Statement | Bullets | Table | Facts | Chart | PageBreak


@dataclass(frozen=True)
class Document:
    """A finished document. ``state`` is its data state in words (on every page), ``marks`` further lines for every page (invented
    example, not public, draft). ``made_for`` is the moment of the data state: the only time a file may carry, so that the same state
    gives the same bytes."""

    kind: ReportKind | None
    title: str
    subtitle: str
    municipality: str
    state: str
    made_for: datetime
    blocks: tuple[Block, ...]
    cover: Cover | None = None
    marks: tuple[str, ...] = ()
    route: tuple[tuple[str, str, str], ...] = ()  # decision route in words: body, day, öffentlich/nicht öffentlich
    contents: bool = True  # with a table of contents
