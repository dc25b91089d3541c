"""The hidden sheet of the status sheet: what it was made for, the words of the concept, and what was written into each row."""

from collections.abc import Mapping, Sequence
from datetime import date

from openpyxl.worksheet.worksheet import Worksheet

from domain.concepts import Concept
from domain.status_sheet import CHOICES, CODES, MARKER_SHEET, TEMPLATE, TEMPLATE_VERSION
from domain.status_words import SheetWords
from reports.cells import write_text

_FIRST_COLUMN = 4
_SECOND_TEXT = {"field", "state", "class"}
"""Lists whose words for people are the second of their texts; the first is an id."""


def fill_marker(
    sheet: Worksheet, concept: Concept, period: str, numbers: Sequence[str], checksums: Mapping[str, str], office: str, due: date | None
) -> dict[str, str]:
    """Writes the sheet: facts in columns A and B, lists from column D on, one after the other. Gives back where the words of each
    drop-down stand, by list or column key."""
    facts = (
        ("Vorlage", TEMPLATE),
        ("Version", TEMPLATE_VERSION),
        ("Konzept", concept.id),
        ("Kommune", concept.municipality),
        ("Zeitraum", period),
        ("Stelle", office),
        ("Frist", due.isoformat() if due else ""),
    )
    for row, (name, text) in enumerate(facts, start=1):
        write_text(sheet.cell(row, 1), name)
        write_text(sheet.cell(row, 2), text)
    lines = [*SheetWords.of(concept).lines()]
    lines += [(key, word, "", "") for key, known in CHOICES.items() for word in known]
    lines += [(key, word, "", "") for key, codes in CODES.items() for word in codes]
    lines += [("measure", number, checksums.get(number, ""), "") for number in numbers]
    places: dict[str, list[int]] = {}
    for row, line in enumerate(lines, start=1):
        places.setdefault(line[0], []).append(row)
        for place, text in enumerate(line):
            if text:
                write_text(sheet.cell(row, _FIRST_COLUMN + place), text)
    sheet.sheet_state = "hidden"
    return {name: _range("F" if name in _SECOND_TEXT else "E", rows) for name, rows in places.items()}


def _range(letter: str, rows: Sequence[int]) -> str:
    return f"'{MARKER_SHEET}'!${letter}${rows[0]}:${letter}${rows[-1]}"
