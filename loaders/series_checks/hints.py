"""Hints about figures in words: which figure, what it is, and what its neighbours are."""

from collections import Counter
from math import isnan

from domain.cells import cell_name
from domain.deliveries import Finding, Severity
from domain.groups import parse_group_key
from domain.numbers_de import with_unit
from domain.signs import Sign
from domain.vocabulary import SERIES, label_of
from loaders.series_checks.figures import Figures

MOST = 2000
"""So many hints of one kind are listed; one more says how many there are."""
MISPLACED = "Vermutlich ist das Komma verrutscht. Bitte die Zelle mit der Veröffentlichung vergleichen."
COMPARE = "Bitte mit der Veröffentlichung vergleichen; stimmt der Wert, bitte bestätigen."


class Hints:
    """Collects hints about rows; a row gets one hint of these checks, the first."""

    def __init__(self, figures: Figures) -> None:
        self._figures = figures
        self._found: list[Finding] = []
        self._counts: Counter[str] = Counter()
        self.rows: set[int] = set()

    def about(self, row: int, code: str, what: str, expected: str, advice: str = COMPARE) -> None:
        """Adds a hint about a delivered row; ``what`` follows the figure's name and value."""
        if row in self.rows:
            return
        self.rows.add(row)
        cell = {name: self._figures.delivered[name][row].as_py() for name in ("sheet", "row", "col")}
        found = f"{self.subject(row)}: {self.figure(row)}{what}"
        self._add(code, found, expected, advice, cell["sheet"], cell_name(cell["sheet"], cell["row"], cell["col"]))

    def about_file(self, code: str, found: str, expected: str, advice: str) -> None:
        """Adds a hint about the delivery as a whole."""
        self._add(code, found, expected, advice, None, None)

    def _add(self, code: str, found: str, expected: str, advice: str, sheet: str | None, cell: str | None) -> None:
        self._counts[code] += 1
        if self._counts[code] <= MOST:
            self._found.append(Finding(Severity.HINT, code, found, expected, advice, sheet, cell))

    def all(self) -> tuple[Finding, ...]:
        """Every hint by code; where there are too many, one says how many more."""
        more = [
            Finding(Severity.HINT, code, f"Es gibt {count - MOST} weitere Stellen dieser Art", "weniger Auffälligkeiten", _MANY)
            for code, count in self._counts.items()
            if count > MOST
        ]
        return tuple(sorted([*self._found, *more], key=lambda finding: finding.code))

    def subject(self, row: int) -> str:
        """Series, groups, area and period of a row in words."""
        return f"{self.strand(row)}, {self.area_name(row)} {self._figures.periods[self._figures.period[row]].label}"

    def strand(self, row: int) -> str:
        """Series and groups of a row in words."""
        series = self._figures.word("series", row)
        labels = parse_group_key(self._figures.word("groups", row)).values()
        return ", ".join([SERIES.get(series, series), *map(label_of, labels)])

    def area_name(self, row: int) -> str:
        """The name beside the figure, or the key where there is none."""
        named = self._figures.delivered["area_name"][row].as_py() if row < len(self._figures.delivered) else ""
        return named or self._figures.word("area", row)

    def figure(self, row: int, value: float | None = None) -> str:
        """A row's value with unit, or what its sign means; or another value of its kind."""
        shown = float(self._figures.value[row]) if value is None else value
        if isnan(shown):
            return Sign(self._figures.delivered["sign"][row].as_py().split()[0]).label
        return with_unit(shown, decimals(shown), self._figures.word("unit", row))

    def neighbours(self, row: int, others: list[int]) -> str:
        """``2023: 408; 2022: 339``."""
        return "; ".join(f"{self._figures.periods[self._figures.period[each]].label}: {self.figure(each)}" for each in others)


_MANY = "Bitte zuerst prüfen, ob Spalten, Zeilen oder Einheiten verschoben sind."


def decimals(value: float) -> int:
    """Places that a figure needs to be recognised, at most three."""
    if value.is_integer():
        return 0
    return 1 if abs(value) >= 100 or round(value, 1) == value else 2 if abs(value) >= 1 else 3
