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

    @property
    def roles(self) -> tuple[str, ...]:
        """Names of the inputs, in the order of the formula."""
        return _ROLES[self]


_ROLES = {
    Formula.VALUE: ("value",),
    Formula.SHARE: ("numerator", "denominator"),
    Formula.PER_THOUSAND: ("numerator", "denominator"),
    Formula.RATIO: ("numerator", "denominator"),
    Formula.DIFFERENCE: ("minuend", "subtrahend"),
    Formula.GAP: ("group", "reference"),
    Formula.SHARE_GAP: ("group", "group_base", "reference", "reference_base"),
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
    ``basis`` lists what is accepted, best last; empty accepts any one basis. ``lag`` 1 takes the previous year's figure."""

    __pydantic_config__ = _STRICT
    series: str
    unit: str = "Anzahl"
    concept: str = ""
    basis: tuple[str, ...] = ()
    groups: dict[str, str | tuple[str, ...]] = field(default_factory=dict)
    lag: int = 0
    label: str = ""  # in words, for the definition sheet


@dataclass(frozen=True)
class SeriesBreak:
    """From ``year`` on figures are not comparable with earlier ones."""

    __pydantic_config__ = _STRICT
    year: int
    text: str


@dataclass(frozen=True)
class Example:
    """A worked example: one number per role, and the result to ``decimals`` places. The suite recomputes it."""

    __pydantic_config__ = _STRICT
    inputs: dict[str, float]
    result: float
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


class Weather(StrEnum):
    """Destatis' weather symbols and the special states, best first; the value is the word shown."""

    SUN = "Sonne"
    PARTLY = "Leicht bewölkt"
    CLOUD = "Wolke"
    STORM = "Blitz"
    SUSPENDED = "Ausgesetzt"  # "Bewertung ausgesetzt": not comparable with the years before
    NONE = "Keine"  # "Keine Bewertung möglich"
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


class Missing(StrEnum):
    """Why there is no value."""

    INPUT_MISSING = "input_missing"
    ZERO_DENOMINATOR = "zero_denominator"
    SECRET = "secret"
    UNRELIABLE = "unreliable"
    SMALL_DENOMINATOR = "small_denominator"
    ABSENT = "absent"
    PENDING = "pending"

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
}
