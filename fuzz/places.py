"""Where a defect is, and whether something that was reported points there."""

import re
from dataclasses import dataclass, field

from fuzz.tables import Place

_CELL = re.compile(r"\b([A-Z]{1,3})([1-9]\d{0,6})\b")
_FIELD = re.compile(r"\bL(\d+)F(\d+)\b")


@dataclass(frozen=True)
class Spot:
    """Cells, whole rows and whole columns of one sheet; ``names`` are texts that say it as well (a heading, an area)."""

    sheet: int
    cells: frozenset[Place] = frozenset()
    rows: frozenset[int] = frozenset()
    columns: frozenset[int] = frozenset()
    names: tuple[str, ...] = ()

    def holds(self, place: Place) -> bool:
        return place in self.cells or place[0] in self.rows or place[1] in self.columns


@dataclass(frozen=True)
class Damage:
    """What a defect touched: in the spoilt file, and in the clean file where rows or columns moved (else the same)."""

    now: Spot
    before: Spot = field(default=Spot(-1))

    @property
    def clean(self) -> Spot:
        return self.now if self.before.sheet < 0 else self.before


def places_in(text: str) -> list[Place]:
    """Row and column of every cell that the text names as ``D14`` or ``L14F4``."""
    found = [(int(line), int(column)) for line, column in _FIELD.findall(text)]
    return found + [(int(row), _column(letters)) for letters, row in _CELL.findall(text)]


def columns_in(text: str) -> set[int]:
    """Every column the text names as ``Spalte Q`` or ``Spalte 17``."""
    return {int(name) if name.isdigit() else _column(name) for name in re.findall(r"\bSpalte (\d+|[A-Z]{1,3})\b", text)}


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
