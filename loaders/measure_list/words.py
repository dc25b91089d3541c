"""The words of a list: what they are known to mean, and what a person has to decide. Nothing is guessed."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from domain.measure_lists import EMPTY, SKIP, Headings, ListContext, ListMapping, ListOption, ListWord
from domain.measures import MeasureState
from loaders.measure_list.outline import Outline
from loaders.measure_list.reading import field_word, state_word
from loaders.measure_list.tables import ListTable
from loaders.wording import plain, state_of, wording

LEAVE_OUT = ListOption(SKIP, "Zeilen auslassen")
MOST_WORDS = 60
_LONGEST_TITLE = 60


def state_words(
    table: ListTable, mapping: ListMapping, columns: Mapping[str, int], outline: Outline, chosen: Mapping[str, str], context: ListContext
) -> tuple[ListWord, ...]:
    """Every word of the column of states with its meaning, in the order of the list; rows that only head others do not count."""
    found: dict[str, list[int]] = {}
    for place in _places(table, mapping, columns, outline):
        found.setdefault(state_word(table, place, columns.get("state")), []).append(place)
    decided = {plain(word): meaning for word, meaning in chosen.items()}
    return tuple(
        replace(_state_word(word, len(places), decided.get(plain(word)), context), examples=_examples(table, columns, places))
        for word, places in list(found.items())[:MOST_WORDS]
    )


def _examples(table: ListTable, columns: Mapping[str, int], places: Sequence[int]) -> tuple[str, ...]:
    """Titles of the first measures a word is said of."""
    title = columns.get("title")
    texts = [table.text(place, title)[:_LONGEST_TITLE] for place in places] if title else []
    return tuple(dict.fromkeys(filter(None, texts)))[:2]


def _places(table: ListTable, mapping: ListMapping, columns: Mapping[str, int], outline: Outline) -> Iterable[int]:
    for place in table.places:
        if not any(table.text(place, col) for col in columns.values()):
            continue
        if not state_word(table, place, columns.get("state")) and is_heading(table, mapping, columns, outline, place):
            continue
        yield place


def is_heading(table: ListTable, mapping: ListMapping, columns: Mapping[str, int], outline: Outline, place: int) -> bool:
    """True for a row that the mapping leaves out because it only heads others."""
    if mapping.headings is Headings.SUBPOINTS:
        return outline.has_subpoints(place)
    level = columns.get("level")
    return mapping.headings is Headings.LEVELS and level is not None and table.text(place, level) in mapping.levels


def _state_word(word: str, count: int, chosen: str | None, context: ListContext) -> ListWord:
    if chosen is not None and (plain(word) not in wording().colours or chosen == SKIP or chosen == _colour(word, context)):
        return ListWord(word, count, chosen, "so gewählt")
    if plain(word) in wording().colours:
        meaning = _colour(word, context)
        because = "die Farblegende des Konzepts sagt es" if meaning else "eine Farbe allein sagt nicht, wie weit eine Maßnahme ist"
        return ListWord(word, count, meaning, because, open=not meaning)
    if own := {plain(each): state for each, state in context.states.items()}.get(plain(word)):
        return ListWord(word, count, own.value, "so nennt das Konzept den Stand")
    if plain(word) in wording().late:
        return ListWord(word, count, "", "das sagt etwas über den Termin, nicht über den Stand", open=True)
    if known := state_of(word):
        return ListWord(word, count, known.value, "bekanntes Wort")
    because = "diese Zellen sind leer; Hintergrundfarben liest der Monitor nicht" if word == EMPTY else "das Wort ist nicht bekannt"
    return ListWord(word, count, "", because, open=True)


def _colour(word: str, context: ListContext) -> str:
    colour = plain(word).removeprefix("ampel ").strip()
    meaning = {plain(each): state for each, state in context.colours.items()}.get(colour)
    return meaning.value if meaning else ""


def state_options(word: str) -> tuple[ListOption, ...]:
    """What a word may be decided to mean; a colour without legend can only be left out."""
    if plain(word) in wording().colours:
        return (LEAVE_OUT,)
    return (*(ListOption(state.value, state.label) for state in MeasureState), LEAVE_OUT)


def field_words(
    table: ListTable, mapping: ListMapping, columns: Mapping[str, int], outline: Outline, chosen: Mapping[str, str], context: ListContext
) -> tuple[ListWord, ...]:
    """Every word for an action field with the field it names; only whole names, ids and known short forms count as known."""
    decided = {plain(word): field_id for word, field_id in chosen.items()}
    known = {plain(word): key for word, key in context.field_words.items()}
    known |= {plain(word): key for key, name in context.fields.items() for word in (key, name)}
    skipped = {plain(word) for word, meaning in mapping.states.items() if meaning == SKIP}
    found: Counter[str] = Counter()
    for place in _places(table, mapping, columns, outline):
        if plain(state_word(table, place, columns.get("state"))) not in skipped:
            found[field_word(table, place, mapping.field_from, columns.get("field"), outline)] += 1
    words = []
    for word, count in found.most_common(MOST_WORDS):
        if chosen_id := decided.get(plain(word), ""):
            words.append(ListWord(word, count, chosen_id, "so gewählt"))
        elif field_id := known.get(plain(word), ""):
            words.append(ListWord(word, count, field_id, "so heißt das Handlungsfeld im Konzept"))
        else:
            because = "kein Handlungsfeld des Konzepts heißt so" if word else "diese Zeilen nennen kein Handlungsfeld"
            words.append(ListWord(word, count, "", because, open=True))
    return tuple(words)
