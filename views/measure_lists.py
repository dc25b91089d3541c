"""Maßnahmenliste zuordnen: what the monitor makes of a city's own list, as finished German texts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from domain.concepts import Concept
from domain.measure_lists import BY_KEY, LEVEL, NOT_TAKEN, SKIP, ListColumn, ListMapping, ListProposal, ListWord
from domain.measures import MeasureRow, MeasureState
from domain.periods import Period, half_years
from views.formats import NO_VALUE, counted, day, number, with_unit
from views.imports import ImportView
from views.measure_texts import field_name, state_label

NOT_TAKEN_NAME = "nicht übernehmen"
COLUMN_COLUMNS = ("Spalte", "Kopf", "Angabe", "Woran es zu sehen ist", "Beispiele")
HEAD_COLUMNS = ("Bisher", "In dieser Datei", "Angabe", "Gleich?")


def column_rows(columns: Sequence[ListColumn]) -> tuple[tuple[str, ...], ...]:
    """One line per column of the list."""
    return tuple(
        (
            each.place,
            each.heading,
            BY_KEY[each.attribute].name if each.attribute else NOT_TAKEN_NAME,
            each.because,
            " · ".join(each.examples),
        )
        for each in columns
    )


def attribute_names() -> dict[str, str]:
    """What a column may be, by id; the first takes nothing over."""
    return {NOT_TAKEN: NOT_TAKEN_NAME, **{each.key: each.name for each in BY_KEY.values()}}


def meaning_names(concept: Concept) -> dict[str, str]:
    """What a word for a state may mean, in the city's own words."""
    return {**{state.value: state_label(concept, state) for state in MeasureState}, SKIP: "Zeilen auslassen"}


WORD_COLUMNS = ("Wort der Liste", "Zeilen", "Bedeutung", "Woran es zu sehen ist", "Zum Beispiel")


def word_rows(words: Sequence[ListWord], meanings: Mapping[str, str]) -> tuple[tuple[str, ...], ...]:
    """One line per word, those that nobody has decided about first."""
    return tuple(
        (
            word_label(each),
            number(each.count),
            meanings.get(each.meaning, each.meaning) or "noch offen",
            each.because,
            " · ".join(each.examples),
        )
        for each in sorted(words, key=lambda word: not word.open)
    )


def word_label(word: ListWord) -> str:
    """A word of the list as it is written."""
    return f"„{word.word}“" if word.word else "ohne Angabe"


ROW_COLUMNS = ("Nr.", "Maßnahme", "Handlungsfeld", "Stand", "Federführung", "Geplant", "Weitere Angaben", "Zelle")


def measure_rows(rows: Sequence[MeasureRow], concept: Concept) -> tuple[tuple[str, ...], ...]:
    """Each measure as it would be taken over."""
    return tuple(
        (
            row.measure,
            row.title,
            field_name(concept, row.field),
            state_label(concept, row.state),
            row.lead or NO_VALUE,
            _span(row),
            _others(row),
            row.cell,
        )
        for row in rows
    )


def _span(row: MeasureRow) -> str:
    if row.planned_start is None and row.planned_end is None:
        return NO_VALUE
    return f"{day(row.planned_start)} bis {day(row.planned_end)}"


_SHOWN = frozenset({"measure", "title", "field", "state", "lead", "planned_start", "planned_end", LEVEL})
_LONGEST = 80


def _others(row: MeasureRow) -> str:
    """Everything else the list itself says about a measure, in the order of the attributes."""
    said = []
    for key, attribute in BY_KEY.items():
        value = None if key in _SHOWN or key not in row.given else getattr(row, key)
        if value not in (None, "", ()):
            said.append(f"{attribute.name}: {_text(key, value)}")
    return "; ".join(said)


def _text(key: str, value: object) -> str:
    if key == "progress" and isinstance(value, float):
        return with_unit(value, "Prozent")
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    if hasattr(value, "isoformat"):
        return day(value)  # type: ignore[arg-type]
    text = f"{value:g}".replace(".", ",") if isinstance(value, float) else " ".join(str(value).split())
    return f"{text[:_LONGEST]} …" if len(text) > _LONGEST else text


def result_sentence(found: ListProposal) -> str:
    """How many measures are read, and for which half-year."""
    if not found.period:
        return "Sobald das Halbjahr feststeht, stehen hier die Maßnahmen, wie sie übernommen würden."
    if not found.rows:
        return "So wird noch keine Maßnahme gelesen."
    return f"{counted(len(found.rows), 'Maßnahme', 'Maßnahmen')} für das {Period(found.period).label}."


@dataclass(frozen=True)
class HeadChange:
    """Heads of the list as it is known, beside those of this file."""

    title: str
    rows: tuple[tuple[str, ...], ...]
    same: bool


def head_changes(found: ListProposal) -> HeadChange | None:
    """What changed in the heads of a known list, differences first; None for a new list."""
    old = found.remembered
    if old is None:
        return None
    rows = [_head_row(key, head, found.mapping) for key, head in old.columns.items()]
    new = [each for each in found.columns if each.heading not in old.heads and each.heading not in found.mapping.columns.values()]
    rows += [("(gab es nicht)", each.heading, NOT_TAKEN_NAME, "anders") for each in new]
    ordered = sorted(rows, key=lambda row: row[3] == "gleich")
    return HeadChange(old.title, tuple(ordered), all(row[3] == "gleich" for row in rows))


def _head_row(key: str, head: str, mapping: ListMapping) -> tuple[str, ...]:
    now = mapping.columns.get(key, "(fehlt)") if head in mapping.heads or key in mapping.columns else "(fehlt)"
    return head, now, BY_KEY[key].name, "gleich" if now == head else "anders"


def seems_a_list(shown: ImportView) -> bool:
    """True if the file that no table claims seems to be a list of measures."""
    return any(group.code == "H455" for group in shown.groups)


def half_year_names(newest: str, count: int = 12) -> dict[str, str]:
    """Half-years to choose from by id, newest first."""
    return {each.text: each.label for each in half_years(newest, count)}


def field_names(fields: Mapping[str, str]) -> dict[str, str]:
    """The action fields, with a first line for a choice nobody made."""
    return {"": "bitte wählen", **fields}


def told(found: ListProposal) -> list[str]:
    """What a list of measures looks like, in lines for the command line; none for other files."""
    if not found.looks_like and found.remembered is None:
        return []
    name = f"eine Ausgabe von „{found.remembered.title}“" if found.remembered else found.looks_like
    lines = [f"Das sieht nach einer Liste von Maßnahmen aus: {name}"]
    lines += [f"Spalte {place} „{head}“: {attribute} – {because}" for place, head, attribute, because, _ in column_rows(found.columns)]
    lines += [f"Offen: {question.text} {question.because}" for question in found.questions]
    return [*lines, "Zuordnen und übernehmen: in der Anwendung unter „Daten einspielen“."]


def as_plain(found: ListProposal) -> dict[str, Any]:
    """The same as plain JSON values; empty for other files."""
    if not told(found):
        return {}
    return {
        "evidence": found.looks_like,
        "edition_of": found.remembered.id if found.remembered else "",
        "head_row": found.head,
        "period": found.period,
        "columns": [{"cell": each.place, "head": each.heading, "attribute": each.attribute} for each in found.columns],
        "states": [{"word": each.word, "rows": each.count, "state": each.meaning} for each in found.states],
        "questions": [question.text for question in found.questions],
    }
