"""What an indicator is, what it is worth in a period, and how its development is judged."""

from dataclasses import dataclass, field
from enum import StrEnum

_STRICT = {"extra": "forbid"}


class Formula(StrEnum):
    """The short list of formulas; inputs are named by role (see ``roles``)."""

    VALUE = "value"  # the figure as published or counted
    SHARE = "share"  # 100 · numerator / denominator, per cent
    PER_THOUSAND = "per_thousand"  # 1000 · numerator / denominator
    RATIO = "ratio"  # numerator / denominator
    DIFFERENCE = "difference"  # minuend − subtrahend, in the inputs' unit
    GAP = "gap"  # group − reference, with sign, in percentage points
    SHARE_GAP = "share_gap"  # 100 · (group / group_base − reference / reference_base), percentage points
    PARITY = "parity"  # group / reference, 1 means as often or as much
    SHARE_RATIO = "share_ratio"  # (group / group_base) / (reference / reference_base), 1 means represented as in the reference
    INDEX = "index"  # 100 · value / base; the base takes the figure of a fixed year
    BALANCE = "balance"  # 1000 · (gains − losses) / base
    AGE_SUM = "age_sum"  # 100 · Σ numerator(a) / denominator(a) over single ages (Quotensummenverfahren)
    DISSIMILARITY = "dissimilarity"  # ½ Σ |group_i / Σ group − reference_i / Σ reference| over units, 0 to 1
    SEGREGATION = "segregation"  # the same, group against the rest (total − group)
    MEDIAN = "median"  # of durations counted in classes, in the unit of the classes
    SURVEY_SHARE = "survey_share"  # 100 · answers / respondents, a sample: with its interval

    @property
    def roles(self) -> tuple[str, ...]:
        """Names of the inputs, in the order of the formula."""
        return _ROLES[self]

    @property
    def over_units(self) -> bool:
        """True where the formula adds up over units (ages, classes, parts of the area) that ``Definition.over`` names."""
        return self in (Formula.AGE_SUM, Formula.DISSIMILARITY, Formula.SEGREGATION, Formula.MEDIAN)

    @property
    def compares(self) -> bool:
        """True where a group stands against a comparison group."""
        return self in (Formula.GAP, Formula.SHARE_GAP, Formula.PARITY, Formula.SHARE_RATIO)


_ROLES = {
    Formula.VALUE: ("value",),
    Formula.SHARE: ("numerator", "denominator"),
    Formula.PER_THOUSAND: ("numerator", "denominator"),
    Formula.RATIO: ("numerator", "denominator"),
    Formula.DIFFERENCE: ("minuend", "subtrahend"),
    Formula.GAP: ("group", "reference"),
    Formula.SHARE_GAP: ("group", "group_base", "reference", "reference_base"),
    Formula.PARITY: ("group", "reference"),
    Formula.SHARE_RATIO: ("group", "group_base", "reference", "reference_base"),
    Formula.INDEX: ("value", "base"),
    Formula.BALANCE: ("gains", "losses", "base"),
    Formula.AGE_SUM: ("numerator", "denominator"),
    Formula.DISSIMILARITY: ("group", "reference"),
    Formula.SEGREGATION: ("group", "total"),
    Formula.MEDIAN: ("cases",),
    Formula.SURVEY_SHARE: ("answers", "respondents"),
}


class Direction(StrEnum):
    UP = "up"
    DOWN = "down"
    PARITY = "parity"  # the gap should close
    NONE = "none"  # context, never judged

    @property
    def label(self) -> str:
        return {
            "up": "höher ist besser",
            "down": "niedriger ist besser",
            "parity": "Abstand soll gegen null gehen",
            "none": "ohne Richtung",
        }[self.value]


class IndicatorType(StrEnum):
    CONTEXT = "context"
    OUTPUT = "output"
    OUTCOME = "outcome"
    IMPACT = "impact"

    @property
    def label(self) -> str:
        return {"context": "Kontext", "output": "Leistung (Output)", "outcome": "Ergebnis (Outcome)", "impact": "Wirkung (Impact)"}[
            self.value
        ]


@dataclass(frozen=True)
class Input:
    """One input. ``groups`` fixes dimensions; several labels of a dimension are added up, and all must be there.
    ``basis`` lists what is accepted, best last; empty accepts any one basis. ``lag`` 1 takes the previous year's figure.
    ``also`` names further series added to the first one (arrivals and departures): all must be there, with the same unit and groups."""

    __pydantic_config__ = _STRICT
    series: str
    unit: str = "Anzahl"
    concept: str = ""
    basis: tuple[str, ...] = ()
    groups: dict[str, str | tuple[str, ...]] = field(default_factory=dict)
    lag: int = 0
    label: str = ""  # in words, for the definition sheet
    reference_day: str = ""  # in words: ``31.12.``, ``1.3.``, ``Schuljahresbeginn``; empty where the figure counts a whole period
    fixed_year: int | None = None  # the base year of an index; every period is compared with this one
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class SeriesBreak:
    """From ``year`` on figures are not comparable with earlier ones."""

    __pydantic_config__ = _STRICT
    year: int
    text: str


@dataclass(frozen=True)
class DefinitionChange:
    """What a version changed. ``since`` is the day (``2026-11-23``) from which the monitor computes so."""

    __pydantic_config__ = _STRICT
    version: int
    since: str
    text: str


class Sampling(StrEnum):
    RANDOM = "random"
    SELF_SELECTED = "self_selected"  # whoever liked to answer: neither interval nor trend

    @property
    def label(self) -> str:
        return {"random": "Zufallsstichprobe", "self_selected": "selbstselektierte Befragung, nicht repräsentativ"}[self.value]


@dataclass(frozen=True)
class Survey:
    """How the figures were asked for. The design effect divides the number of respondents before an interval is computed."""

    __pydantic_config__ = _STRICT
    sampling: Sampling
    design_effect: float = 1.0


@dataclass(frozen=True)
class Published:
    """The same quantity as published: what the monitor computes is compared with it, and deviations are told.
    ``explained`` says in words which deviations are known and why."""

    __pydantic_config__ = _STRICT
    input: Input
    tolerance: float  # in the indicator's unit; half of the last published place
    explained: tuple[str, ...] = ()


@dataclass(frozen=True)
class Example:
    """A worked example: one number per role (a list where the formula adds up over units), and the result to ``decimals`` places.
    ``units`` names the classes of a median (``0-90``). The suite recomputes it."""

    __pydantic_config__ = _STRICT
    inputs: dict[str, float | tuple[float, ...]]
    result: float
    units: tuple[str, ...] = ()
    text: str = ""


@dataclass(frozen=True)
class Definition:
    """An indicator of the library. Same name with another formula is another indicator."""

    __pydantic_config__ = _STRICT
    id: str
    version: int
    name: str
    short_name: str
    topic: str
    explanation: str
    formula: Formula
    formula_text: str
    inputs: dict[str, Input]
    unit: str
    decimals: int
    direction: Direction
    type: IndicatorType
    source: str
    cadence_months: int
    expected_lag_months: int
    examples: tuple[Example, ...]
    group_direction: Direction = Direction.NONE  # gap only: which way the group's own value should move
    breakdowns: tuple[str, ...] = ()  # dimensions that may stay open
    comparison_group: str = ""
    min_denominator: float = 0
    tables: tuple[str, ...] = ()  # numbers of the tables the inputs come from, as the source writes them
    over: str = ""  # formulas over units: a dimension, or the level of the parts of the area (``part``, ``municipality`` …)
    mixed: str = ""  # why inputs of different concept or basis belong together here; empty forbids them
    survey: Survey | None = None
    published: Published | None = None
    changes: tuple[DefinitionChange, ...] = ()
    own: bool = False  # added by the installation, not part of the library
    breaks: tuple[SeriesBreak, ...] = ()
    notes: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    synonyms: tuple[str, ...] = ()


class Rule(StrEnum):
    """Kinds of target (domain.md 2.1)."""

    TARGET_YEAR = "T"  # a value in a target year
    YEARLY_LIMIT = "Y"  # a value to be kept every year
    DIRECTION = "D"  # direction only


@dataclass(frozen=True)
class Target:
    """A target of a concept. ``value`` and ``year`` may only be empty for direction-only targets (and year for yearly limits)."""

    __pydantic_config__ = _STRICT
    rule: Rule
    value: float | None = None
    year: int | None = None
    since: str = ""
    note: str = ""
    reason: str = ""  # why it was set, or why it replaced the one before
    upper: float | None = None  # a target interval from ``value`` to here: the weaker demand is judged
    replaces: bool = False  # from its ``since`` on the targets listed before it no longer count; one of the same year is replaced anyway


class Weather(StrEnum):
    """Destatis' weather symbols and the special states, best first; the value is the word shown."""

    SUN = "Sonne"
    PARTLY = "Leicht bewölkt"
    CLOUD = "Wolke"
    STORM = "Blitz"
    SUSPENDED = "Ausgesetzt"  # "Bewertung ausgesetzt": not comparable with the years before
    NONE = "Keine"  # "Keine Bewertung möglich"
    ENDED = "Ende"  # the target year is past
    CONTEXT = "Kontext"  # context indicator, never judged

    @property
    def on_course(self) -> bool:
        """True for the two symbols Destatis calls on track."""
        return self in (Weather.SUN, Weather.PARTLY)

    @property
    def judged(self) -> bool:
        """True for the four symbols that are a judgement."""
        return self in (Weather.SUN, Weather.PARTLY, Weather.CLOUD, Weather.STORM)


@dataclass(frozen=True)
class Verdict:
    """A judgement with the numbers that led to it; ``sentence`` says in German how, ``reason`` why there is none.
    ``mean_change`` and ``last_change`` are in the indicator's unit per year, ``shortfall`` is r of rule T (0.05 = 5 %)."""

    weather: Weather
    rule: Rule | None = None
    sentence: str = ""
    reason: str = ""
    target: Target | None = None
    mean_change: float | None = None
    last_change: float | None = None
    projection: float | None = None
    shortfall: float | None = None
    points: int = 0
    cautions: tuple[str, ...] = ()  # provisional or rounded inputs, no secured change …: finished German sentences


class Missing(StrEnum):
    """Why there is no value."""

    INPUT_MISSING = "input_missing"
    ZERO_DENOMINATOR = "zero_denominator"
    SECRET = "secret"
    UNRELIABLE = "unreliable"
    SMALL_DENOMINATOR = "small_denominator"
    ABSENT = "absent"
    PENDING = "pending"
    UNCERTAIN = "uncertain"
    OTHER_CONCEPT = "other_concept"
    OTHER_BASIS = "other_basis"
    OPEN_CLASS = "open_class"
    PARTS_DIFFER = "parts_differ"

    @property
    def label(self) -> str:
        return _MISSING_LABELS[self]


_MISSING_LABELS = {
    Missing.INPUT_MISSING: "Eingangswert fehlt",
    Missing.ZERO_DENOMINATOR: "Nenner ist null",
    Missing.SECRET: "Eingangswert unbekannt oder geheim",
    Missing.UNRELIABLE: "Eingangswert nicht sicher genug",
    Missing.SMALL_DENOMINATOR: "Nenner kleiner als die Mindestfallzahl",
    Missing.ABSENT: "in der Quelle nicht vorhanden",
    Missing.PENDING: "fällt später an",
    Missing.UNCERTAIN: "Eingangswert mit eingeschränkter Aussagekraft",
    Missing.OTHER_CONCEPT: "Eingangswerte sind verschieden abgegrenzt",
    Missing.OTHER_BASIS: "Eingangswerte beruhen auf verschiedenen Datengrundlagen",
    Missing.OPEN_CLASS: "liegt in der offenen obersten Klasse",
    Missing.PARTS_DIFFER: "Teilgebiete ergeben zusammen nicht das ganze Gebiet",
}
