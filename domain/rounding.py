"""Which official figures are rounded for secrecy, to which multiple and since when (domain.md 4): by basis, for counts only."""

from dataclasses import dataclass

COUNTS = ("Anzahl", "Personen")
"""Units of counts; published rates and areas are not rounded to multiples."""


@dataclass(frozen=True)
class Rounding:
    """Counts are multiples of ``base`` from the year ``since`` on (0: always)."""

    base: int
    since: int = 0

    @property
    def deviation(self) -> int:
        """How far the true count may lie from the published one: 2 for multiples of five, 1 for three, 5 for ten."""
        return self.base // 2


ROUNDED = {
    "AZR": Rounding(5, 2016),
    "BQFG-Statistik": Rounding(3),
    "Sozialhilfestatistik": Rounding(5, 2020),
    "Asylbewerberleistungsstatistik": Rounding(5, 2020),
    "Wohnungslosenstatistik": Rounding(5, 2020),
    "Personalstandstatistik": Rounding(5, 2020),
}
"""Bases not named publish exact counts, or differ from table to table. Real tables: all counts of the AZR from 2016 on end in 0 or 5,
those of Sozialberichterstattung do not in any year."""


def deviation(basis: str, unit: str, year: int) -> int:
    """How far the true count may lie from the one of this basis and year; 0 where it is not rounded."""
    found = ROUNDED.get(basis)
    return found.deviation if found is not None and unit in COUNTS and year >= found.since else 0
