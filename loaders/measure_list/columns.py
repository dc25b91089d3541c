"""Which column of a list says what: by its head, else by what stands in it."""

import re
from collections import Counter
from collections.abc import Mapping

from domain.cells import cell_name
from domain.measure_lists import BY_KEY, NOT_TAKEN, ListChoices, ListColumn, ListMapping
from loaders.measure_list.heads import attribute_of
from loaders.measure_list.tables import ListTable
from loaders.wording import plain, state_of, wording

_NUMBER = re.compile(r"(?:[A-Z]{1,3}[ .-]?)?\d{1,3}(?:\.\d{1,3}){0,4}\.?")
_EXAMPLES, _LONGEST = 3, 60
_MOST_WORDS = 25


def proposed_columns(table: ListTable, choices: ListChoices, remembered: ListMapping | None) -> tuple[ListColumn, ...]:
    """Every column with the attribute it is taken for; an attribute belongs to one column: the one chosen, then the one remembered,
    then the first with a fitting head."""
    found: dict[int, tuple[str, str, bool]] = {
        col: ("" if attribute == NOT_TAKEN else attribute, "so gewählt", True)
        for col, attribute in choices.columns.items()
        if col in table.heads and (attribute == NOT_TAKEN or attribute in BY_KEY)
    }
    by_head = table.columns_by_head()
    for key, head in (remembered.columns if remembered else {}).items():
        _take(found, by_head.get(head), key, "wie in der gespeicherten Zuordnung", choices)
    for col, head in table.heads.items():
        if remembered and head in remembered.heads:
            found.setdefault(col, ("", "wie in der gespeicherten Zuordnung nicht übernommen", True))
    for col, head in table.heads.items():
        key = attribute_of(re.sub(r" \(\d+\)$", "", head))
        if key == "state" and not _may_be_states(table, col):
            continue
        _take(found, col, key, f"der Kopf „{head}“", choices)
    if "state" not in {each[0] for each in found.values()}:
        _take(
            found,
            next((col for col in table.heads if col not in found and looks_like_states(table, col)), None),
            "state",
            *_BY_CONTENT,
            choices,
        )
    if "measure" not in {each[0] for each in found.values()}:
        _take(
            found,
            next((col for col in table.heads if col not in found and _looks_like_numbers(table, col)), None),
            "measure",
            *_BY_CONTENT,
            choices,
        )
    return tuple(_column(table, col, *found.get(col, ("", "kein Kopf, den der Monitor kennt", False))) for col in table.heads)


_BY_CONTENT = ("danach sehen die Einträge aus",)


def _take(found: dict[int, tuple[str, str, bool]], col: int | None, key: str, because: str, choices: ListChoices) -> None:
    """Notes an attribute for a column, unless either is taken or somebody chose otherwise."""
    if not key or col is None or col in found or key in {each[0] for each in found.values()}:
        return
    found[col] = (key, because, True)


def _column(table: ListTable, col: int, attribute: str, because: str, sure: bool) -> ListColumn:
    examples = tuple(text[:_LONGEST] for text, _ in Counter(table.texts(col)).most_common(_EXAMPLES))
    place = cell_name(table.grid.sheet, table.number(table.head), col)
    return ListColumn(col, place, table.heads[col], attribute, because, sure, examples)


def _may_be_states(table: ListTable, col: int) -> bool:
    """False for a column of days or numbers: „Stand“ may be a date."""
    texts = list(table.texts(col))
    return not texts or sum(any(map(str.isdigit, text)) for text in texts) < len(texts) / 2


def looks_like_states(table: ListTable, col: int) -> bool:
    """True for a column of few words most of which are known ones for a state."""
    words = Counter(map(plain, table.texts(col)))
    known = sum(count for word, count in words.items() if is_state_word(word))
    return 0 < len(words) <= _MOST_WORDS and known >= 2 and known >= 0.5 * words.total()


def is_state_word(word: str) -> bool:
    """True for any word that says how far a measure is, or how late, or its colour."""
    return plain(word) in wording().late | wording().colours or state_of(word) is not None


def _looks_like_numbers(table: ListTable, col: int) -> bool:
    texts = list(table.texts(col))
    return len(texts) >= 2 and len(set(texts)) == len(texts) and all(map(_NUMBER.fullmatch, texts))


def by_attribute(columns: tuple[ListColumn, ...]) -> Mapping[str, int]:
    """Attribute → column."""
    return {each.attribute: each.col for each in columns if each.attribute}
