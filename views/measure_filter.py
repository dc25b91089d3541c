"""Which measures a selection means: every filter of the page, its choices, and the free search."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from functools import lru_cache

from domain.access import Viewer
from domain.concepts import Concept
from domain.measure_lights import attainment, schedule
from domain.measures import MeasureRow, MeasureState
from domain.periods import Period
from views.measure_texts import class_label, field_name, goal_text, office_name, offices_above, said_once, state_label, strategic_goal_text

MISSING = "ohne"
"""The choice of those that say nothing."""


@dataclass(frozen=True)
class Filter:
    """What to show; empty means all. ``office`` also means the organisations that are part of it; ``own``: those the viewer may report
    on, or of the viewer's fields; ``look_again``: put off, and the day to look again has come; ``search``: all texts."""

    field: str = ""
    state: str = ""
    schedule: str = ""
    attainment: str = ""
    goal: str = ""
    strategic_goal: str = ""
    office: str = ""
    partner: str = ""
    kind: str = ""
    decision_class: str = ""
    priority: str = ""
    origin: str = ""
    target_group: str = ""
    area: str = ""
    term: str = ""
    indicator: str = ""
    unreported: bool = False
    look_again: bool = False
    own: bool = False
    search: str = ""


@dataclass(frozen=True)
class About:
    """What a filter is held against: ``newest`` is the newest half-year reported at all."""

    concept: Concept
    viewer: Viewer
    newest: str
    today: date


_LISTED: tuple[tuple[str, Callable[[MeasureRow, Concept], Iterable[str]]], ...] = (
    ("field", lambda row, _: (row.field, *row.further_fields)),
    ("state", lambda row, _: (row.state.value,)),
    ("goal", lambda row, _: row.goals),
    ("strategic_goal", lambda row, _: row.strategic_goals),
    ("office", lambda row, concept: offices(row, concept)),
    ("partner", lambda row, concept: (office_name(concept, each) for each in row.partners)),
    ("kind", lambda row, _: (row.kind,)),
    ("decision_class", lambda row, _: (row.decision_class,)),
    ("priority", lambda row, _: (row.priority,)),
    ("origin", lambda row, _: (row.origin,)),
    ("target_group", lambda row, _: row.target_groups),
    ("area", lambda row, _: row.areas),
    ("term", lambda row, _: (row.term,)),
    ("indicator", lambda row, _: row.indicators),
)
"""What a measure says to each filter that names one of several things."""


def offices(row: MeasureRow, concept: Concept) -> tuple[str, ...]:
    """The organisation that leads a measure and those it is part of; empty where none is named."""
    return (office_name(concept, row.lead), *offices_above(concept, row.lead)) if row.lead else ()


def passes(row: MeasureRow, chosen: Filter, about: About) -> bool:
    """True if the measure is one of those chosen."""
    for name, said in _LISTED:
        wanted = getattr(chosen, name)
        if wanted and not _says(tuple(each for each in said(row, about.concept) if each), wanted):
            return False
    checks: tuple[Callable[[], bool], ...] = (
        lambda: not chosen.schedule or schedule(row, about.today) == chosen.schedule,
        lambda: not chosen.attainment or attainment(row) == chosen.attainment,
        lambda: not chosen.unreported or unreported(row, about.newest),
        lambda: not chosen.look_again or look_again(row, about.today),
        lambda: not chosen.own or own(row, about.viewer, about.concept),
        lambda: not chosen.search or found(chosen.search, row, about.concept),
    )
    return all(check() for check in checks)


def _says(said: Sequence[str], wanted: str) -> bool:
    return not said if wanted == MISSING else wanted in said


def unreported(row: MeasureRow, newest: str) -> bool:
    """True if its owner is asked every half-year, and the newest half-year reported by anybody is not reported yet."""
    return row.period < newest and row.state.asked


def look_again(row: MeasureRow, today: date) -> bool:
    """True if it was put off until a day that has come."""
    return row.state is MeasureState.POSTPONED and row.look_again_on is not None and row.look_again_on <= today


def own(row: MeasureRow, viewer: Viewer, concept: Concept) -> bool:
    """True if the viewer's organisations lead it or, where none are chosen, if it lies in the viewer's fields."""
    if viewer.offices:
        return bool(viewer.offices.intersection(offices(row, concept)))
    return bool(viewer.fields.intersection((row.field, *row.further_fields)))


def fold(text: str) -> str:
    """The text as it is searched: without capitals, umlauts spelt out."""
    return text.casefold().translate(_UMLAUTS)


_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_NUMBER = re.compile(r"\d+(\.\d+)*")


def found(query: str, row: MeasureRow, concept: Concept) -> bool:
    """True if every word of the query stands somewhere in the measure's texts. A number means a whole number: 1.1 is not 1.10."""
    text = _text(row, concept)
    return all(_stands(word, row.measure, text) for word in fold(query).split())


def _stands(word: str, number: str, text: str) -> bool:
    if _NUMBER.fullmatch(word):
        return number.startswith(f"{word}.") or re.search(rf"(?<![\d.,]){re.escape(word)}(?![\d]|[.,]\d)", text) is not None
    return word in text


def _text(row: MeasureRow, concept: Concept) -> str:
    return _folded(_Texts(row, concept))


@dataclass(frozen=True, eq=False)
class _Texts:
    """A row and its concept, the same as long as they are the same objects: comparing all their texts would cost more than folding."""

    row: MeasureRow
    concept: Concept

    def __hash__(self) -> int:
        return hash((id(self.row), id(self.concept)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Texts) and self.row is other.row and self.concept is other.concept


@lru_cache(maxsize=2000)
def _folded(of: _Texts) -> str:
    row, concept = of.row, of.concept
    resolved = (
        *(field_name(concept, each) for each in (row.field, *row.further_fields)),
        *(goal_text(concept, each) for each in row.goals),
        *(strategic_goal_text(concept, each) for each in row.strategic_goals),
        *offices(row, concept),
        *(office_name(concept, each) for each in row.partners),
        class_label(concept, row.decision_class),
        row.state.label,
        state_label(concept, row.state),
        Period(row.period).label,
    )
    return fold("\n".join((*resolved, *_said(row))))


def _said(value: object) -> Iterable[str]:
    """Every text within a row, in lists and in milestones, resources and outputs too."""
    if isinstance(value, str) and not isinstance(value, StrEnum):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _said(each)
    elif hasattr(value, "__dataclass_fields__"):
        for each in fields(value):  # type: ignore[arg-type]
            yield from _said(getattr(value, each.name))


_STEPS: Mapping[str, list[str]] = {
    "state": list(MeasureState),
    "priority": ["hoch", "mittel", "niedrig"],
    "term": ["kurzfristig", "mittelfristig", "langfristig"],
}


def choices(concept: Concept, rows: Sequence[MeasureRow], indicators: Mapping[str, str]) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """What may be chosen in each filter: value and German name. Only what some measure says; „ohne Angabe“ where some say nothing.
    ``indicators`` are names by id."""
    return {name: _choice(name, [tuple(filter(None, said(row, concept))) for row in rows], concept, indicators) for name, said in _LISTED}


def _choice(name: str, said: Sequence[Sequence[str]], concept: Concept, indicators: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    used = said_once(each for row in said for each in row)
    names = {each: indicators.get(each, each) if name == "indicator" else _name(name, each, concept) for each in used}
    order = [each.id for each in concept.fields] if name == "field" else _STEPS.get(name, [])
    found_order = sorted(used, key=lambda each: (order.index(each) if each in order else len(order), fold(names[each])))
    missing = ((MISSING, "ohne Angabe"),) if used and not all(said) else ()
    return (*((each, names[each]) for each in found_order), *missing)


def _name(name: str, value: str, concept: Concept) -> str:
    words: Mapping[str, Callable[[Concept, str], str]] = {
        "field": field_name,
        "state": lambda concept, state: state_label(concept, MeasureState(state)),
        "goal": goal_text,
        "strategic_goal": strategic_goal_text,
        "decision_class": class_label,
    }
    return words[name](concept, value) if name in words else value
