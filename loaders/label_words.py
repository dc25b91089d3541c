"""Words of label columns and headings → labels of a dimension, and how a word reaches the rows below it."""

import re
from collections.abc import Sequence

from loaders.grid import Cell, text_of
from loaders.layouts import LabelRule

_OUT_OF_PLACE = "\0"  # before a text that stands where no rule of its column expects one


def understood(rule: LabelRule, text: str) -> str | None:
    """The label a text means, '' for the total, None for a text that means none."""
    if text.startswith(_OUT_OF_PLACE):
        return None
    if text in rule.codes:
        return rule.codes[text]
    if rule.pattern:
        match = re.search(rule.pattern, text)
        if match is None:
            return None
        text = (match[1] if match.re.groups else match[0]) or ""
        if text in rule.codes:
            return rule.codes[text]
    if text in rule.words:
        return text
    return text if rule.any and text and ";" not in text else None


def words_of_rows(rule: LabelRule, cells: Sequence[Cell], without_numbers: Sequence[bool], depths: frozenset[int]) -> list[str | None]:
    """The word that holds for each row: its own, or one above it. None is the total, which needs no word; ``depths`` are the
    indentations that rules of this column know; a text at any other is handed back so that it is not understood."""
    if rule.section:
        return _below_sections(cells, without_numbers)
    if rule.indent is not None:
        return _by_indentation(cells, rule.indent, depths)
    texts: list[str | None] = []
    for cell in cells:
        text = text_of(cell)
        texts.append((texts[-1] if texts else "") if rule.fill and not text else text)
    return texts


def _below_sections(cells: Sequence[Cell], without_numbers: Sequence[bool]) -> list[str | None]:
    texts: list[str | None] = []
    section = ""
    for cell, names_section in zip(cells, without_numbers, strict=True):
        section = (text_of(cell) or section) if names_section else section
        texts.append(section)
    return texts


def _by_indentation(cells: Sequence[Cell], depth: int, depths: frozenset[int]) -> list[str | None]:
    texts: list[str | None] = []
    current: str | None = None
    for cell in cells:
        found = indentation(cell)
        if found not in depths:
            texts.append(_OUT_OF_PLACE + text_of(cell))
            continue
        if found == depth:
            current = text_of(cell)
        elif found < depth:
            current = None
        texts.append(current)
    return texts


def indentation(cell: Cell) -> int:
    """Leading blanks of a text; numbers have none."""
    return len(cell) - len(cell.lstrip()) if isinstance(cell, str) else 0
