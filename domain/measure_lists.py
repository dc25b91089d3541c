"""A city's own list of measures: which of its columns says what, and what its words mean. Decided once by a person, then remembered."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from domain.deliveries import Finding
from domain.measures import MeasureRow, MeasureState
from domain.proposals import Evidence, SheetView

PREFIX = "massnahmenliste_"
"""How ids of remembered lists begin."""
LIST_FILE = "list.toml"
"""The file of a remembered list in its folder below the installation's ``layouts/``."""
SKIP = "skip"
"""Instead of a state: rows with this word are left out."""
EMPTY = ""
"""The word of rows that say nothing about their state."""
LEVEL = "level"
"""A column that says how deep a row lies; no attribute of a measure."""
NOT_TAKEN = "-"
"""Instead of an attribute: the column is not taken over."""
MADE_HERE = "L"
"""Numbers made here begin with it: L1, L2 …"""
_STRICT = {"extra": "forbid"}


class ListKind(StrEnum):
    """How the cells of an attribute are read."""

    NUMBER = "number"
    TEXT = "text"
    CHOICE = "choice"  # a text with some known words
    LIST = "list"
    FIELD = "field"
    STATE = "state"
    DATE = "date"
    PERCENT = "percent"
    MONEY = "money"
    AMOUNT = "amount"
    RANK = "rank"
    LEVEL = "level"


@dataclass(frozen=True)
class Attribute:
    """What a column of a list may be: ``key`` is the attribute of MeasureRow, ``name`` the German one."""

    key: str
    name: str
    kind: ListKind = ListKind.TEXT


ATTRIBUTES = (
    Attribute("measure", "Nummer", ListKind.NUMBER),
    Attribute("title", "Titel der Maßnahme"),
    Attribute("field", "Handlungsfeld", ListKind.FIELD),
    Attribute("state", "Umsetzungsstand", ListKind.STATE),
    Attribute("lead", "Federführung"),
    Attribute("partners", "Beteiligte", ListKind.LIST),
    Attribute("planned_start", "Beginn geplant", ListKind.DATE),
    Attribute("planned_end", "Ende geplant", ListKind.DATE),
    Attribute("actual_start", "Beginn tatsächlich", ListKind.DATE),
    Attribute("actual_end", "Ende tatsächlich", ListKind.DATE),
    Attribute("progress", "Umsetzungsgrad", ListKind.PERCENT),
    Attribute("status_text", "Sachstand"),
    Attribute("next_steps", "nächste Schritte"),
    Attribute("obstacles", "Hemmnisse"),
    Attribute("result", "Ergebnis"),
    Attribute("reason", "Grund für Zurückstellen oder Ende"),
    Attribute("look_again_on", "Wiedervorlage", ListKind.DATE),
    Attribute("decided_by", "entschieden von"),
    Attribute("merged_into", "zusammengelegt mit"),
    Attribute("goals", "Leitziele", ListKind.LIST),
    Attribute("kind", "Art", ListKind.CHOICE),
    Attribute("origin", "Herkunft", ListKind.CHOICE),
    Attribute("need", "Anlass oder Bedarf"),
    Attribute("target_groups", "Zielgruppen", ListKind.LIST),
    Attribute("areas", "Gebiete", ListKind.LIST),
    Attribute("priority", "Priorität", ListKind.CHOICE),
    Attribute("rank", "Rang", ListKind.RANK),
    Attribute("term", "Zeithorizont", ListKind.CHOICE),
    Attribute("aim", "messbares Ziel"),
    Attribute("decision", "Beschluss"),
    Attribute("document", "Drucksache"),
    Attribute("cost_planned", "Kosten geplant", ListKind.MONEY),
    Attribute("cost_actual", "Kosten tatsächlich", ListKind.MONEY),
    Attribute("funding", "Finanzierung"),
    Attribute("staff", "Personal (VZÄ)", ListKind.AMOUNT),
    Attribute("participants", "Teilnehmende", ListKind.AMOUNT),
    Attribute("evaluation", "Evaluation"),
    Attribute("reported_on", "Meldestand", ListKind.DATE),
    Attribute("reported_by", "gemeldet von"),
    Attribute(LEVEL, "Gliederungsebene", ListKind.LEVEL),
)
BY_KEY: Mapping[str, Attribute] = {each.key: each for each in ATTRIBUTES}


class PeriodFrom(StrEnum):
    """Where a list says which half-year it is about."""

    ASK = "ask"  # it does not: a person says so for each delivery
    NAME = "name"
    SHEET = "sheet"
    CELL = "cell"  # above the head

    @property
    def label(self) -> str:
        return {"ask": "bei jeder Lieferung gewählt", "name": "im Dateinamen", "sheet": "im Namen des Blattes", "cell": "über dem Kopf"}[
            self.value
        ]


class Headings(StrEnum):
    """What becomes of rows that only head others: those without a state."""

    TAKE = "take"  # they are measures like all others
    SUBPOINTS = "subpoints"  # left out where others lie below them: 4.1 above 4.1.1
    LEVELS = "levels"  # left out at the levels named

    @property
    def label(self) -> str:
        return {
            "take": "als Maßnahmen übernehmen",
            "subpoints": "ohne Stand und mit Unterpunkten: auslassen",
            "levels": "ohne Stand auf gewählten Ebenen: auslassen",
        }[self.value]


class NumbersFrom(StrEnum):
    """Where the number of a measure stands."""

    COLUMN = "column"
    TITLE = "title"  # before the title, in the same cell
    CONSECUTIVE = "consecutive"  # nowhere: numbered here, L1, L2 …

    @property
    def label(self) -> str:
        return {"column": "in einer Spalte", "title": "am Anfang des Titels", "consecutive": "fortlaufend: L1, L2 …"}[self.value]


class FieldFrom(StrEnum):
    """Where a list says to which action field a measure belongs."""

    FIXED = "fixed"
    COLUMN = "column"
    TOP = "top"  # the title of the row above with the first part of its number

    @property
    def label(self) -> str:
        return {"fixed": "ein Feld für alle", "column": "in einer Spalte", "top": "in der obersten Gliederungszeile"}[self.value]


@dataclass(frozen=True)
class ListMapping:
    """What is remembered about a list. ``columns``: attribute → head of its column; ``heads``: all heads when it was saved.
    ``states``: word → state or SKIP; ``fields``: word → id of an action field. ``lead`` holds where no column says one."""

    __pydantic_config__ = _STRICT
    id: str
    title: str
    concept: str
    municipality: str
    columns: Mapping[str, str]
    heads: tuple[str, ...]
    states: Mapping[str, str]
    fields: Mapping[str, str] = field(default_factory=dict)
    sheet: str = ""  # empty for text files
    field_from: FieldFrom = FieldFrom.COLUMN
    fixed_field: str = ""
    lead: str = ""
    first_leads: bool = False  # of several organisations in the cell of the lead the first one leads, the others take part
    period_from: PeriodFrom = PeriodFrom.ASK
    numbers: NumbersFrom = NumbersFrom.COLUMN
    headings: Headings = Headings.TAKE
    levels: tuple[str, ...] = ()


@dataclass(frozen=True)
class ListChoices:
    """What a person decided about a list; None and what is missing is left to the proposal. Rows and columns as people see them.
    ``columns``: number → attribute or NOT_TAKEN. ``period`` is the half-year of this delivery alone. ``of`` is the id of the known list
    it is another edition of, empty for a new one."""

    of: str | None = None
    sheet: str | None = None
    head: int | None = None
    columns: Mapping[int, str] = field(default_factory=dict)
    states: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[str, str] = field(default_factory=dict)
    field_from: FieldFrom | None = None
    fixed_field: str | None = None
    lead: str | None = None
    first_leads: bool | None = None
    period: str | None = None
    numbers: NumbersFrom | None = None
    headings: Headings | None = None
    levels: tuple[str, ...] | None = None
    dropped: tuple[str, ...] = ()  # attributes no column says any more
    title: str | None = None


@dataclass(frozen=True)
class ListContext:
    """What only the installation knows: its action fields (id → name, and further words → id), how it calls states (word → state),
    what colours mean in its sheets, and the lists it remembers."""

    concept: str = ""
    municipality: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    field_words: Mapping[str, str] = field(default_factory=dict)
    states: Mapping[str, MeasureState] = field(default_factory=dict)
    colours: Mapping[str, MeasureState] = field(default_factory=dict)
    known: tuple[ListMapping, ...] = ()
    today: str = ""  # the half-year of today, offered first where the list names none


@dataclass(frozen=True)
class ListOption:
    """A possible answer."""

    value: str
    label: str


class Asked(StrEnum):
    """What a question is about."""

    COLUMN = "column"
    STATE = "state"
    FIELD_FROM = "field_from"
    FIELD = "field"
    FIELD_WORD = "field_word"
    PERIOD = "period"
    NUMBERS = "numbers"


@dataclass(frozen=True)
class ListQuestion:
    """What the list does not say. ``key`` is the attribute or word it is about."""

    asked: Asked
    key: str
    text: str
    because: str
    options: tuple[ListOption, ...]


@dataclass(frozen=True)
class ListColumn:
    """A column of the list: ``attribute`` is empty where it is not taken over, ``was`` its head when the list was saved."""

    col: int
    place: str
    heading: str
    attribute: str
    because: str
    sure: bool = True
    examples: tuple[str, ...] = ()


@dataclass(frozen=True)
class ListWord:
    """A word in the column of states or fields, how often it occurs, and what it stands for: empty while nobody has decided. ``examples``
    are some of the measures it is said of."""

    word: str
    count: int
    meaning: str
    because: str
    open: bool = False
    examples: tuple[str, ...] = ()


@dataclass(frozen=True)
class ListProposal:
    """A mapping for a file nobody has described as a table. ``looks_like``: evidence that it is a list of measures, empty where nothing
    speaks for it. ``remembered`` is the known list it seems to be an edition of. ``rows`` are what is read with what is decided so far:
    none before the half-year is known. ``shared_leads`` counts cells that name several organisations."""

    name: str
    looks_like: str
    choices: ListChoices
    mapping: ListMapping
    period: str
    columns: tuple[ListColumn, ...]
    states: tuple[ListWord, ...]
    field_words: tuple[ListWord, ...]
    level_words: tuple[str, ...]
    questions: tuple[ListQuestion, ...]
    evidence: tuple[Evidence, ...]
    view: SheetView
    sheets: tuple[str, ...] = ()
    head: int = 0
    rows: tuple[MeasureRow, ...] = ()
    findings: tuple[Finding, ...] = ()
    remembered: ListMapping | None = None
    shared_leads: int = 0

    @property
    def found(self) -> bool:
        """True if there is a head row to map."""
        return self.head > 0


def answered(choices: ListChoices, question: ListQuestion, value: str) -> ListChoices:
    """The choices with an answer to a question; ``value`` is that of one of its options."""
    match question.asked:
        case Asked.COLUMN:
            return with_column(choices, int(value), question.key)
        case Asked.STATE:
            return replace(choices, states={**choices.states, question.key: value})
        case Asked.FIELD_FROM:
            return with_field_source(choices, value)
        case Asked.FIELD:
            return replace(choices, fixed_field=value)
        case Asked.FIELD_WORD:
            return replace(choices, fields={**choices.fields, question.key: value})
        case Asked.PERIOD:
            return replace(choices, period=value)
        case Asked.NUMBERS:
            return with_numbers(choices, value)


def with_column(choices: ListChoices, col: int, attribute: str) -> ListChoices:
    """The choices with an attribute for a column; column 0: no column says it."""
    columns = {key: NOT_TAKEN if each == attribute else each for key, each in choices.columns.items()}
    dropped = tuple(each for each in choices.dropped if each != attribute)
    if not col:
        return replace(choices, columns=columns, dropped=(*dropped, attribute))
    return replace(choices, columns={**columns, col: attribute}, dropped=dropped)


def with_numbers(choices: ListChoices, value: str) -> ListChoices:
    """The choices with where the numbers stand: a column's number, or one of the other sources."""
    if value.isdecimal():
        return replace(with_column(choices, int(value), "measure"), numbers=NumbersFrom.COLUMN)
    return replace(choices, numbers=NumbersFrom(value))


def with_field_source(choices: ListChoices, value: str) -> ListChoices:
    """``fixed:<id>`` puts all measures into one field, ``top`` takes it from the headings, a number from that column."""
    source, _, field_id = value.partition(":")
    if source == FieldFrom.FIXED.value:
        return replace(choices, field_from=FieldFrom.FIXED, fixed_field=field_id)
    if source == FieldFrom.TOP.value:
        return replace(choices, field_from=FieldFrom.TOP)
    return replace(with_column(choices, int(source), "field"), field_from=FieldFrom.COLUMN)
