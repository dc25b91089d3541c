"""The German words of status sheets and what they mean, from wording.toml."""

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from domain.measures import MeasureState
from domain.status_sheet import CHOICES
from domain.status_words import SheetWords
from domain.toml_files import read_toml

_MERGED_INTO = re.compile(r"(?:zusammengeführt|zusammengelegt) mit \S.*|(?:aufgegangen in|in) \S+(?: \S+)? aufgegangen|aufgegangen in \S.*")
_TICKS = frozenset("✓✔☑☒")


@dataclass(frozen=True)
class Wording:
    """Lookups by :func:`plain` text."""

    states: dict[str, MeasureState]
    choices: dict[str, dict[str, str]]
    late: frozenset[str]
    colours: frozenset[str]
    funding: frozenset[str]
    nothing: frozenset[str]
    endless: frozenset[str]
    yes: frozenset[str]
    no: frozenset[str]


@cache
def wording() -> Wording:
    """The map, read once per process; the labels of the drop-downs are always part of it."""
    data = read_toml(Path(__file__).with_name("wording.toml"))
    states = {plain(word): MeasureState(state) for state, words in data["states"].items() for word in words}
    states |= {plain(state.label): state for state in MeasureState}
    choices = {key: {plain(word): label for label, words in data["choices"][key].items() for word in (label, *words)} for key in CHOICES}
    names = (("late", "words"), ("colour", "words"), ("money", "funding"), ("nothing", "words"), ("dates", "endless"), ("tick", "yes"))
    groups = [data[table][key] for table, key in (*names, ("tick", "no"))]
    return Wording(states, choices, *(frozenset(map(plain, words)) for words in groups))


def plain(text: str) -> str:
    """``text`` for comparison: lower case, single spaces, without the glyph before and the full stop after a word."""
    words = " ".join(text.casefold().split()).strip("●○◐◔◕■□▲▼✓✔✗✘⏸ ")
    return words[:-1] if re.search(r"\w{3,}\.$", words) and not words.endswith("fr.") else words


def state_of(text: str) -> MeasureState | None:
    """The state a wording stands for; None if it is not a known one."""
    known = wording().states.get(plain(text))
    return MeasureState.MERGED if known is None and _MERGED_INTO.fullmatch(plain(text)) else known


def concept_state(text: str, words: SheetWords) -> MeasureState | None:
    """As state_of, but first with the words of a concept: its labels, its further words, and colours where its legend knows them."""
    said = plain(text)
    for term in words.states:
        if said in {plain(word) for word in (term.label, *term.words) if word}:
            return term.state
    colour = said.removeprefix("ampel ").strip()
    for meaning in words.legend:
        if colour == plain(meaning.colour):
            return meaning.state
    return state_of(text)


def ticked(text: str) -> bool | None:
    """True for „x“ or „ja“, False for „nein“; None for what is neither."""
    said = plain(text)
    if said in wording().yes or text.strip() in _TICKS:
        return True
    return False if said in wording().no else None


def merged_number(text: str) -> str:
    """The number of the measure that a wording such as „in M 2.3 aufgegangen“ names; empty if it names none."""
    return found[1] if (found := re.search(r"(\d+(?:\.\d+)*)", text)) and names_merger(text) else ""


def names_merger(text: str) -> bool:
    """True if the wording says with which measure it was merged, which the state alone would lose."""
    return _MERGED_INTO.fullmatch(plain(text)) is not None


def closest(text: str, known: Iterable[str]) -> str:
    """The known word most like ``text``, empty if none is near."""
    by_plain = {plain(word): word for word in known}
    near = difflib.get_close_matches(plain(text), by_plain, n=1, cutoff=0.7)
    return by_plain[near[0]] if near else ""
