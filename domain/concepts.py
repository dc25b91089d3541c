"""The integration concept as the council adopted it: fields, goals, bodies, versions, and which indicators belong where."""

from dataclasses import dataclass
from enum import StrEnum

from domain.indicators import Target
from domain.measures import MeasureState

_STRICT = {"extra": "forbid"}


class FieldKind(StrEnum):
    FIELD = "field"
    CROSS_CUTTING = "cross_cutting"

    @property
    def label(self) -> str:
        return {"field": "Handlungsfeld", "cross_cutting": "Querschnittsaufgabe"}[self.value]


class BodyKind(StrEnum):
    CONTROLLING = "controlling"
    EXPERT_GROUP = "expert_group"
    COUNCIL = "council"
    COMMITTEE = "committee"
    ADVISORY = "advisory"
    STEERING = "steering"
    ACCOMPANYING = "accompanying"

    @property
    def label(self) -> str:
        return {
            "controlling": "Controlling-Gruppe",
            "expert_group": "Fach- oder Arbeitsgruppe",
            "council": "Rat, Kreistag",
            "committee": "Ausschuss",
            "advisory": "Beirat",
            "steering": "Steuerungsgruppe",
            "accompanying": "Begleitgremium",
        }[self.value]


class OrganisationKind(StrEnum):
    UNSTATED = ""
    ADMINISTRATION = "administration"
    AGENCY = "agency"
    WELFARE = "welfare"
    MIGRANT_ORGANISATION = "migrant_organisation"
    ASSOCIATION = "association"
    EDUCATION = "education"
    OTHER = "other"

    @property
    def label(self) -> str:
        return {
            "": "",
            "administration": "Verwaltung",
            "agency": "Behörde",
            "welfare": "Wohlfahrtsverband",
            "migrant_organisation": "Migrantenorganisation",
            "association": "Verein, Verband oder Zusammenschluss",
            "education": "Bildungseinrichtung",
            "other": "Sonstige",
        }[self.value]


@dataclass(frozen=True)
class Terms:
    """How this city calls things; all nouns in the nominative."""

    __pydantic_config__ = _STRICT
    concept: str = "Integrationskonzept"
    council: str = "Stadtrat"
    municipality: str = "Stadt"


class PartKind(StrEnum):
    """Parts of a concept whose fate a new version tells."""

    FIELD = "field"
    GOAL = "goal"
    APPROACH = "approach"
    STRATEGIC_GOAL = "strategic_goal"
    MEASURE = "measure"

    @property
    def label(self) -> str:
        return {
            "field": "Handlungsfeld",
            "goal": "Leitziel",
            "approach": "Handlungsansatz",
            "strategic_goal": "Strategisches Ziel",
            "measure": "Maßnahme",
        }[self.value]


class FateKind(StrEnum):
    """What became of a part of the version before."""

    KEPT = "kept"
    CHANGED = "changed"
    MERGED = "merged"
    NEW = "new"
    DROPPED = "dropped"

    @property
    def label(self) -> str:
        return {"kept": "übernommen", "changed": "geändert", "merged": "zusammengelegt", "new": "neu", "dropped": "entfallen"}[self.value]


@dataclass(frozen=True)
class Fate:
    """What became of one part: ``old`` is its id, number or text in the version before (empty for a new one), ``new`` the id, number or
    text it has now (empty for a dropped one). ``title`` is what it was called, where the id does not say it."""

    __pydantic_config__ = _STRICT
    kind: PartKind
    fate: FateKind
    old: str = ""
    new: str = ""
    title: str = ""
    note: str = ""


@dataclass(frozen=True)
class RouteStep:
    """A sitting on the decision route of a version; ``public`` is None where the source does not say."""

    __pydantic_config__ = _STRICT
    body: str  # id of a body
    date: str = ""
    public: bool | None = None


@dataclass(frozen=True)
class Version:
    """One version of the concept. ``date`` is as exact as the source: ``2017-12``, ``2023-07-27``, ``2006``, or empty."""

    __pydantic_config__ = _STRICT
    label: str
    date: str = ""
    decided_by: str = ""
    document: str = ""
    note: str = ""
    motion: str = ""  # proposed decision, verbatim
    mandates: tuple[str, ...] = ()  # what the decision ordered, verbatim
    route: tuple[RouteStep, ...] = ()
    valid_from: str = ""  # as exact as the source; empty: from its date on
    valid_until: str = ""
    fates: tuple[Fate, ...] = ()  # of the parts of the version before

    @property
    def adopted(self) -> bool:
        """True where the source says that somebody decided it, or when: from then on its text stands. Others are drafts."""
        return bool(self.date or self.decided_by)

    @property
    def starts(self) -> str:
        """From when it is valid, as exact as the source; empty where nobody says."""
        return self.valid_from or self.date


@dataclass(frozen=True)
class Goal:
    __pydantic_config__ = _STRICT
    id: str
    text: str


@dataclass(frozen=True)
class ActionField:
    """``number`` is the number in the source, empty where it has none; order is the order in the concept."""

    __pydantic_config__ = _STRICT
    id: str
    name: str
    kind: FieldKind = FieldKind.FIELD
    number: str = ""
    goals: tuple[Goal, ...] = ()
    approaches: tuple[str, ...] = ()
    since: str = ""  # label of the version that brought it, where the source says so
    note: str = ""
    adopted: bool = True  # False: the name is not taken from the adopted text, and may still be put right


@dataclass(frozen=True)
class Member:
    """A seat in a body: a role or function and its organisation, never a person's name."""

    __pydantic_config__ = _STRICT
    role: str
    organisation: str = ""
    external: bool = False


@dataclass(frozen=True)
class Body:
    """``meetings_per_year`` is None where the source gives no rhythm; ``order`` is the place in a decision route. So many days before a
    meeting figures (``figures_days``) and status sheets (``sheets_days``) have to be there, and its pack goes out (``pack_days``)."""

    __pydantic_config__ = _STRICT
    id: str
    name: str
    kind: BodyKind
    meetings_per_year: int | None = None
    rhythm: str = ""  # in the source's words
    membership: str = ""
    chair: str = ""
    task: str = ""
    order: int | None = None
    reports_per_year: int | None = None  # reports this body is owed, where the source says so
    members: tuple[Member, ...] = ()
    figures_days: int = 42
    sheets_days: int = 28
    pack_days: int = 14


@dataclass(frozen=True)
class Organisation:
    __pydantic_config__ = _STRICT
    name: str
    kind: OrganisationKind = OrganisationKind.UNSTATED
    role: str = ""  # what it does for the concept
    short: str = ""  # how sheets may call it as well
    part_of: str = ""  # name of the organisation it belongs to: Amt in Referat
    mail: str = ""  # where status sheets are sent; internal


@dataclass(frozen=True)
class ProcessStep:
    """A step in the making of the concept itself; ``date`` and ``until`` as exact as the source, ``until`` empty for a single day or
    where no end is known."""

    __pydantic_config__ = _STRICT
    text: str
    date: str = ""
    until: str = ""
    result: str = ""


@dataclass(frozen=True)
class StatedFigure:
    """A figure from the concept's own text: shown as a quotation with its age, never computed with."""

    __pydantic_config__ = _STRICT
    text: str
    as_of: str = ""
    source: str = ""
    note: str = ""


@dataclass(frozen=True)
class Baseline:
    """Where the concept says that an indicator started from: shown beside the targets, never computed with."""

    __pydantic_config__ = _STRICT
    value: float
    year: int | None = None
    source: str = ""


@dataclass(frozen=True)
class FieldIndicator:
    """An indicator of the library in an action field. ``proposal`` marks our choice where the concept names no indicator. ``targets``
    only grow: a later one replaces an earlier one from its ``since`` on, and both stay."""

    __pydantic_config__ = _STRICT
    field: str
    indicator: str
    lead: bool = False
    proposal: bool = True
    note: str = ""
    targets: tuple[Target, ...] = ()
    baseline: Baseline | None = None


@dataclass(frozen=True)
class StateTerm:
    """How this city calls a state of measures, and further words that mean it in sheets."""

    __pydantic_config__ = _STRICT
    state: MeasureState
    label: str = ""
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class MeasureClass:
    """An optional class of measures, such as the decision classes A, B and C."""

    __pydantic_config__ = _STRICT
    id: str
    label: str
    note: str = ""


@dataclass(frozen=True)
class ColourMeaning:
    """What a colour alone stands for in this city's sheets. Without it a bare colour is refused."""

    __pydantic_config__ = _STRICT
    colour: str
    state: MeasureState


@dataclass(frozen=True)
class Horizon:
    """The years that a word such as „kurzfristig“ means, both ends included."""

    __pydantic_config__ = _STRICT
    term: str
    first_year: int
    last_year: int


@dataclass(frozen=True)
class HomeArea:
    """The area whose figures are shown. ``note`` is shown beside every figure, e.g. when it is the county's."""

    __pydantic_config__ = _STRICT
    key: str
    name: str
    note: str = ""
    comparison: tuple[str, ...] = ()  # area keys, in the order to show
    map: str = ""  # GeoJSON file beside concept.toml, with a property AGS


@dataclass(frozen=True)
class Concept:
    """Everything the monitor knows of one city's concept. What a source does not say stays empty."""

    __pydantic_config__ = _STRICT
    id: str
    name: str
    municipality: str
    area: HomeArea
    fields: tuple[ActionField, ...]
    terms: Terms = Terms()
    invented: str = ""  # sentence to show on every page and report; empty for a real city
    mission: str = ""
    principles: tuple[str, ...] = ()
    wording_note: str = ""  # slips in quoted texts that were left as printed
    strategic_goals: tuple[Goal, ...] = ()
    responsible: str = ""
    funding: str = ""
    versions: tuple[Version, ...] = ()
    bodies: tuple[Body, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    process: tuple[ProcessStep, ...] = ()
    indicators: tuple[FieldIndicator, ...] = ()
    source: str = ""
    incomplete: str = ""  # what the source leaves open and the office may add
    scope: str = ""  # whom the concept means and whom it addresses
    stated_figures: tuple[StatedFigure, ...] = ()
    context: tuple[str, ...] = ()  # indicators about the area as a whole, in no action field; always our proposal
    states: tuple[StateTerm, ...] = ()
    classes: tuple[MeasureClass, ...] = ()
    legend: tuple[ColourMeaning, ...] = ()
    horizons: tuple[Horizon, ...] = ()
    deliveries: tuple[str, ...] = ()  # files to accept when an installation starts from it, relative to concept.toml

    @property
    def newest(self) -> Version | None:
        """The version that the rest of the concept says the text of: the last one in the list."""
        return self.versions[-1] if self.versions else None

    def field(self, field_id: str) -> ActionField:
        """The action field with this id; KeyError if there is none."""
        for field in self.fields:
            if field.id == field_id:
                return field
        raise KeyError(field_id)
