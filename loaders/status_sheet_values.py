"""The value of one cell of a status sheet, by the kind of its column, and what is to be said about it."""

import datetime
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from domain.measures import MeasureState, Output
from domain.status_sheet import CHOICES, CODES, CellKind, Column
from domain.status_words import SheetWords
from loaders.numbers import is_credible
from loaders.status_cells import Content, Parsed, amount, error, figure, hint, money, number_of, progress
from loaders.status_dates import day
from loaders.status_sheet_tables import Table
from loaders.wording import closest, concept_state, plain, ticked, wording

_EXCEL_ERROR = re.compile(r"#(?:N/A|NV|REF!|BEZUG!|VALUE!|WERT!|DIV/0!|NAME\?|NUM!|ZAHL!|NULL!)")


class _Uncalculated(str):
    """A formula whose result the file does not hold."""


def content_of(table: Table, key: str, row: int) -> Content:
    """What a cell holds, of a formula its last result."""
    number = table.columns[key]
    cell = table.sheet.cell(row, number)
    if cell.data_type != "f" or table.values is None:
        return Content(cell.value, cell.number_format)
    result = table.values.cell(row, number).value
    return Content(_Uncalculated(str(cell.value)) if result is None else result, cell.number_format)


@dataclass(frozen=True)
class Words:
    """The concept's words, prepared for looking up: by :func:`plain` text."""

    sheet: SheetWords
    fields: Mapping[str, str]
    goals: Mapping[str, str]
    strategic_goals: Mapping[str, str]
    approaches: Mapping[str, str]
    classes: Mapping[str, str]
    offices: frozenset[str]

    @classmethod
    def of(cls, words: SheetWords) -> "Words":
        return cls(
            words,
            _by_text(words.fields),
            _by_text(words.goals),
            _by_text(words.strategic_goals),
            _by_text((text, text) for text in words.approaches),
            _by_text((each.id, each.label) for each in words.classes),
            frozenset(plain(name) for each in words.offices for name in (each.name, each.short) if name),
        )


def _by_text(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Id by id and by text; the first of equal texts counts."""
    found: dict[str, str] = {}
    kept = tuple(pairs)
    for key, _ in kept:
        found.setdefault(plain(key), key)
    for key, text in kept:
        found.setdefault(plain(text), key)
    return found


def parse(column: Column, content: Content, words: Words, codes_key: str = "") -> Parsed:
    """The value of a cell and what is to be said about it; None for nothing. ``codes_key`` names a column of items in CODES."""
    if isinstance(content.value, _Uncalculated):
        return None, error("E372", "ein Wert", "Die Formel hat kein gespeichertes Ergebnis. Bitte den Wert selbst eintragen.")
    if _EXCEL_ERROR.fullmatch(content.text):
        return None, error("E373", "ein Wert", "In der Zelle steht ein Excel-Fehler. Bitte berichtigen oder leeren.")
    if content.text == "":
        return None, None
    value, remark = _typed(column, content, words, codes_key)
    if any(isinstance(number, float) and not is_credible(number) for number in (value, content.number)):
        return None, error("E374", "eine Zahl von höchstens 1 Billiarde", "Diese Zahl kann nicht stimmen. Bitte berichtigen.")
    return value, remark


def _typed(column: Column, content: Content, words: Words, codes_key: str) -> Parsed:
    text = content.text
    readers: dict[CellKind, Callable[[], Parsed]] = {
        CellKind.NUMBER: lambda: _number(content),
        CellKind.LIST: lambda: (_parts(text), None),
        CellKind.FIELD: lambda: _field(text, words),
        CellKind.FIELDS: lambda: _fields(text, words),
        CellKind.GOALS: lambda: _known_texts(text, words.goals, [each for _, each in words.sheet.goals]),
        CellKind.STRATEGIC_GOALS: lambda: _known_texts(text, words.strategic_goals, [each for _, each in words.sheet.strategic_goals]),
        CellKind.APPROACHES: lambda: _known_texts(text, words.approaches, words.sheet.approaches),
        CellKind.OFFICE: lambda: (words.sheet.office(text), None),
        CellKind.OFFICES: lambda: (tuple(map(words.sheet.office, _lines(text, words.offices))), None),
        CellKind.CLASS: lambda: _class(text, words),
        CellKind.STATE: lambda: _state(text, words.sheet),
        CellKind.CHOICE: lambda: _choice(column.key, text),
        CellKind.CODE: lambda: _code(text, CODES[codes_key or column.key]),
        CellKind.TICK: lambda: _tick(content),
        CellKind.DATE: lambda: day(content, at_end=column.key.endswith(("_end", "_until", "due"))),
        CellKind.PERCENT: lambda: progress(content),
        CellKind.MONEY: lambda: money(content),
        CellKind.AMOUNT: lambda: amount(content, column.head, dots_group=column.key == "participants"),
        CellKind.FIGURE: lambda: figure(content, column.head),
        CellKind.WHOLE: lambda: _whole(content, column),
        CellKind.OUTPUTS: lambda: _outputs(text),
    }
    return readers[column.kind]() if column.kind in readers else (text, None)


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part for each in re.split(r"[;\n]", text) if (part := " ".join(each.split())))


_NUMBER = "eine Nummer als Text, zum Beispiel 1.10"


def _number(content: Content) -> Parsed:
    if isinstance(content.value, datetime.date):
        advice = "Excel hat die Nummer in ein Datum verwandelt. Bitte die Zelle als Text formatieren und die Nummer neu eintragen."
        return None, error("E361", _NUMBER, advice)
    if content.number is None:
        return content.text, None
    if not content.number.is_integer():
        short = content.text.replace(",", ".")
        advice = f"Excel unterscheidet {short} und {short}0 nicht. Bitte die Zelle als Text formatieren und die Nummer neu eintragen."
        return None, error("E361", _NUMBER, advice)
    return content.text, hint("H463", _NUMBER, "Bitte die Spalte als Text formatieren, damit Nummern wie 1.10 erhalten bleiben.")


def _meant(text: str, known: Iterable[str], otherwise: str = "Bitte aus der Auswahlliste wählen.") -> str:
    near = closest(text, known)
    return f"Gemeint ist vielleicht „{near}“." if near else otherwise


def _field(text: str, words: Words) -> Parsed:
    if known := words.fields.get(plain(text)):
        return known, None
    if not words.fields:
        return None, None  # the missing marker has been said
    names = [name for _, name in words.sheet.fields]
    return None, error("E366", "ein Handlungsfeld des Konzepts: " + ", ".join(names), _meant(text, names))


def _fields(text: str, words: Words) -> Parsed:
    found = []
    for part in _lines(text, words.fields):
        value, remark = _field(part, words)
        if remark is not None:
            return None, remark
        found.append(value)
    return tuple(filter(None, found)), None


def _known_texts(text: str, known: Mapping[str, str], told: Sequence[str]) -> Parsed:
    """Texts that are none of the known ones are taken over; a hint names the known one that is near."""
    found: list[str] = []
    remark = None
    for part in _lines(text, known):
        found.append(known.get(plain(part), part))
        if plain(part) not in known and (near := closest(part, told)):
            remark = hint("H476", f"ein Ziel oder Ansatz des Konzepts, vielleicht „{near}“", "Die Angabe wird unverändert übernommen.")
    return tuple(found), remark


def _lines(text: str, known: Collection[str]) -> Iterator[str]:
    """The texts of a cell. Names in the concept may hold a semicolon, so whole lines are looked at first."""
    for line in filter(None, (each.strip() for each in text.split("\n"))):
        yield from (line,) if plain(line) in known else _parts(line)


def _class(text: str, words: Words) -> Parsed:
    known = words.classes.get(plain(text))
    expected = ", ".join(each.label for each in words.sheet.classes) or "eine Klasse des Konzepts"
    return known or text, None if known else hint("H476", expected, "Die Angabe wird unverändert übernommen.")


def _state(text: str, words: SheetWords) -> Parsed:
    if (state := concept_state(text, words)) is not None:
        return state, None
    if plain(text) in wording().late:
        return text, None  # settled when the row is known
    labels = [words.label(state) for state in MeasureState]
    expected = "einer der Stände " + ", ".join(labels)
    if plain(text) in wording().colours:
        return None, error("E364", expected, "Eine Farbe allein sagt nicht, wie weit die Maßnahme ist. Bitte aus der Auswahlliste wählen.")
    near = closest(text, [*labels, *(word for term in words.states for word in term.words), *wording().states])
    meant = concept_state(near, words) if near else None
    return None, error(
        "E364", expected, f"Gemeint ist vielleicht „{words.label(meant)}“." if meant else "Bitte aus der Auswahlliste wählen."
    )


def _choice(key: str, text: str) -> Parsed:
    known = wording().choices[key].get(plain(text))
    return known or text, None if known else hint("H476", ", ".join(CHOICES[key]), "Die Angabe wird unverändert übernommen.")


def _code(text: str, codes: Mapping[str, StrEnum]) -> Parsed:
    by_text = {plain(label): code for label, code in codes.items()} | {plain(label.split(" (")[0]): code for label, code in codes.items()}
    if (known := by_text.get(plain(text))) is not None:
        return known, None
    return None, error("E380", "eines von: " + ", ".join(codes), _meant(text, codes))


def _tick(content: Content) -> Parsed:
    value = content.value if isinstance(content.value, bool) else ticked(content.text)
    if value is None:
        return None, error("E380", "x oder nichts", "Bitte „x“ eintragen, wenn sich nichts geändert hat, sonst die Zelle leeren.")
    return value, None


def _whole(content: Content, column: Column) -> Parsed:
    number = number_of(content)
    low, high = (1990, 2060) if column.key == "year" else (1, 100_000)
    if number is None or not is_credible(number) or not number.is_integer() or not low <= number <= high:
        return None, error("E384", f"{column.head} als ganze Zahl von {low} bis {high}", "Bitte nur die Zahl eintragen.")
    return int(number), None


def _outputs(text: str) -> Parsed:
    """„Kurse: 3; Beratungen: 40“ or „3 Kurse“."""
    found = []
    for part in _parts(text):
        match = re.fullmatch(r"(?P<name>[^:=]*\S)\s*[:=]\s*(?P<amount>\S+)", part) or re.fullmatch(
            r"(?P<amount>[\d.,]+)\s+(?P<name>\D.*)", part
        )
        number = number_of(Content(match["amount"])) if match else None
        if match is None or number is None or number < 0:
            advice = "Bitte jede Leistung mit ihrer Zahl nennen; mehrere mit Strichpunkt trennen."
            return None, error("E383", "Leistungen wie „Kurse: 3; Beratungen: 40“", advice)
        found.append(Output(match["name"], number))
    return tuple(found), None
