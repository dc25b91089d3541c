"""Small lists of measures as cities keep them, for the tests of taking them over."""

from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook

from domain.measure_lists import ListChoices, ListContext, ListProposal, answered
from domain.measures import MeasureState
from loaders.measure_list import propose_list

FIELDS = {"sprache": "Sprache und Bildung", "wohnen": "Wohnen"}
CONTEXT = ListContext("probe", "Stadt Probe", FIELDS, today="2026-H2")
HEADS = ("Nr.", "Maßnahme", "Handlungsfeld", "Zuständig", "Beginn", "Ende", "Umsetzungsstand", "Bemerkung")
ROWS: tuple[tuple[object, ...], ...] = (
    ("1.1", "Sprachcafé", "Wohnen", "Stelle A", "01.02.2025", "bis Ende 2026", "läuft", "Zwei Gruppen"),
    ("1.10", "Lesepaten", "Sprache und Bildung", "Stelle B", "3. Quartal 2025", "31.12.2027", "in Planung", ""),
    ("2", "Umzugshilfe", "Wohnen", "Stelle C", "ab 2025", "", "abgeschlossen", ""),
)


def csv_list(path: Path, rows: Sequence[Sequence[object]] = ROWS, heads: Sequence[str] = HEADS, above: Sequence[str] = ()) -> Path:
    """A list as German Excel saves it: cp1252, semicolons."""
    lines = [*above, ";".join(heads), *(";".join(map(str, row)) for row in rows)]
    path.write_bytes(("\r\n".join(lines) + "\r\n").encode("cp1252"))
    return path


def book_list(
    path: Path,
    rows: Sequence[Sequence[object]] = ROWS,
    heads: Sequence[str] = HEADS,
    above: Sequence[Sequence[object]] = (),
    sheet: str = "Liste",
) -> Path:
    """A list in a workbook."""
    book = Workbook()
    book.active.title = sheet
    for line in (*above, heads, *rows):
        book.active.append(list(line))
    book.save(path)
    return path


def proposed(path: Path, choices: ListChoices | None = None, context: ListContext = CONTEXT) -> ListProposal:
    return propose_list(path, path.name, choices or ListChoices(), context)


def answer(path: Path, given: dict[str, str], choices: ListChoices | None = None, context: ListContext = CONTEXT) -> ListProposal:
    """The proposal after answering the questions with these keys, asked again after each answer as on screen."""
    found = proposed(path, choices, context)
    left = dict(given)
    while left:
        question = next(each for each in found.questions if each.key in left)
        value = left.pop(question.key)
        assert value in {option.value for option in question.options}, f"{value} is not offered for „{question.text}“"
        found = proposed(path, answered(found.choices, question, value), context)
    return found


def asked(found: ListProposal) -> list[str]:
    """The keys of the open questions."""
    return [question.key for question in found.questions]


RUNNING, PLANNING, COMPLETED = MeasureState.RUNNING, MeasureState.PLANNING, MeasureState.COMPLETED
