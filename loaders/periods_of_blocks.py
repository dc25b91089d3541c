"""Which period a text means in a block, and how the text is put together from the places a layout names."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from domain.periods import Period
from loaders.grid import Grid, text_of
from loaders.layouts import CellText, PeriodRule
from loaders.period_texts import parse_period
from loaders.templates import filled


@dataclass(frozen=True)
class Surroundings:
    """What surrounds a block: the file's name, and the texts of cells on its own or another sheet of the file."""

    name: str
    cell: Callable[[Grid, CellText], str]


def own_cell(grid: Grid, cell: CellText) -> str:
    """The text of a cell of this sheet."""
    return text_of(grid.at(cell.row, cell.col))


@dataclass(frozen=True)
class PeriodReader:
    """Reads a block's periods. ``constant`` are the texts that hold for the whole block, by source."""

    rule: PeriodRule
    constant: Mapping[str, str]

    def text(self, row: str = "", column: str = "") -> str:
        """The text that names the period, from a heading ``row`` and a key ``column`` where the rule asks for them."""
        texts = {**self.constant, "row": row, "column": column}
        if self.rule.compose:
            return filled(self.rule.compose, texts)
        return next((texts[name] for name in _ORDER if name in self.constant or (name == self.asked)), "")

    @property
    def asked(self) -> str:
        """The one place that is not the same for the whole block; empty if there is none, or with compose."""
        if self.rule.row is not None:
            return "row"
        return "column" if self.rule.column is not None else ""

    def read(self, row: str = "", column: str = "") -> Period:
        """The period; raises ValueError if the texts name none of the rule's kind."""
        return read_period(self.text(row, column), self.rule)


_ORDER = ("row", "column", "sheet", "file", "cell", "fixed")


def period_reader(grid: Grid, rule: PeriodRule, around: Surroundings) -> PeriodReader:
    """The reader for a block on this sheet."""
    constant = {}
    if rule.sheet:
        constant["sheet"] = text_of(grid.sheet or "")
    if rule.file:
        constant["file"] = around.name
    if rule.cell is not None:
        constant["cell"] = around.cell(grid, rule.cell)
    if rule.fixed:
        constant["fixed"] = rule.fixed
    return PeriodReader(rule, constant)


def read_period(text: str, rule: PeriodRule) -> Period:
    """The period a text means under a rule; raises ValueError if it is none of the rule's kind."""
    found = re.search(rule.pattern, text) if rule.pattern else None
    if rule.pattern and not found:
        raise ValueError(f"no {rule.kind.value}: {text!r}")
    if found and found.groupdict() and rule.becomes:
        return Period(filled(rule.becomes, {name: part or "" for name, part in found.groupdict().items()}))
    if found:
        text = " ".join(part for part in found.groups() if part) or found[0]
    period = parse_period(text, rule.kind)
    return Period(filled(rule.becomes, {"year": str(period.year)})) if rule.becomes else period
