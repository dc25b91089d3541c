"""A taken-over list beside the concept: its goals and organisations by their names there, its time horizons held against the years."""

from collections.abc import Iterator
from dataclasses import replace

from domain.concepts import Concept
from domain.deliveries import Finding, Reading
from domain.measures import MeasureRow
from domain.organisations import Register, plain_name
from domain.status_words import SheetWords
from loaders.status_plausibility import within_row

_OF_THE_CONCEPT = frozenset({"H481"})
"""What the reading process cannot find, because it does not know the concept: a planned end outside the years of its horizon (R4)."""


def in_concept_words(reading: Reading, concept: Concept) -> Reading:
    """The reading of a list with goals by id and organisations by their name in the register, and the findings only the concept allows."""
    register = Register(concept.organisations)
    goals = {plain_name(word): goal.id for field in concept.fields for goal in field.goals for word in (goal.id, goal.text)}
    words = SheetWords.of(concept)
    rows = tuple(_named(row, register, goals) for row in reading.rows)
    found = tuple(finding for row in rows for finding in _findings(row, words))
    return replace(reading, rows=rows, findings=reading.findings + found)


def _named(row: MeasureRow, register: Register, goals: dict[str, str]) -> MeasureRow:
    return replace(
        row,
        lead=register.name(row.lead),
        partners=tuple(map(register.name, row.partners)),
        goals=tuple(goals.get(plain_name(goal), goal) for goal in row.goals),
    )


def _findings(row: MeasureRow, words: SheetWords) -> Iterator[Finding]:
    for _, remark, shown in within_row(row, words):
        if remark.code in _OF_THE_CONCEPT:
            yield Finding(remark.severity, remark.code, shown, remark.expected, remark.advice, row.sheet or None, row.cell or None)
