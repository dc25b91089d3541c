"""Words of a concept that measures refer to by id or name: goals, fields, organisations, classes, and how this city calls a state."""

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from domain.concepts import Concept, Organisation
from domain.measures import MeasureState
from domain.organisations import UNNAMED, Register
from views.terms import Term, term


def goal_text(concept: Concept, goal: str) -> str:
    """The goal's words for its id; a text that is no id of the concept stays as it is."""
    return next((each.text for field in concept.fields for each in field.goals if each.id == goal), goal)


def strategic_goal_text(concept: Concept, goal: str) -> str:
    """``A3 Die Stadt …``: id and words of a strategic goal; a text that is no id stays as it is."""
    return next((f"{each.id} {each.text}" for each in concept.strategic_goals if each.id == goal), goal)


def field_name(concept: Concept, field_id: str) -> str:
    """The field's name; the id where the concept has no such field."""
    return next((each.name for each in concept.fields if each.id == field_id), field_id)


def class_label(concept: Concept, class_id: str) -> str:
    """How the concept calls a class of measures; the id where it has none."""
    return next((each.label for each in concept.classes if each.id == class_id), class_id)


def body_name(concept: Concept, body: str) -> str:
    """The name of a body of the concept; a text that is no id stays as it is."""
    return next((each.name for each in concept.bodies if each.id == body), body)


def state_label(concept: Concept, state: MeasureState) -> str:
    """How this city calls the state."""
    return next((each.label for each in concept.states if each.state is state and each.label), state.label)


def state_term(concept: Concept, state: MeasureState) -> Term:
    """Glyph, word and colour of a state, in this city's word."""
    return replace(term(state), word=state_label(concept, state))


def office(concept: Concept, said: str) -> Organisation | None:
    """The organisation of the concept that a sheet means by its name or its short form; None if there is none."""
    return _register(concept.organisations).find(said)


def office_name(concept: Concept, said: str) -> str:
    """The organisation's name as the concept writes it; a text that names none stays as it is, an empty one is „nicht benannt“."""
    return _register(concept.organisations).name(said) or UNNAMED


def offices_above(concept: Concept, name: str) -> tuple[str, ...]:
    """The organisations that this one is part of, the nearest first: Amt → Dezernat."""
    line = [office_name(concept, name)]
    found = office(concept, name)
    while found and found.part_of and (above := office_name(concept, found.part_of)) not in line:
        line.append(above)
        found = office(concept, above)
    return tuple(line[1:])


def said_once(texts: Iterable[str]) -> tuple[str, ...]:
    """The texts in their order, empty ones and repetitions left out."""
    return tuple(dict.fromkeys(text for text in texts if text))


@lru_cache(maxsize=8)
def _register(organisations: tuple[Organisation, ...]) -> Register:
    """Every line of every list asks for it."""
    return Register(organisations)
