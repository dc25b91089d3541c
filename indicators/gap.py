"""Participation gaps: how group and comparison group moved between two years, and what closed the gap."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from domain.indicators import Definition, Direction, Formula
from domain.numbers_de import change_with_unit, with_unit
from indicators.distance import RATIOS
from indicators.formulas import compute
from indicators.verdicts.sentence import group_decimals, group_unit

_MOSTLY = 0.5
_DIGITS = 9  # what floating point leaves of two equal gaps is no approach


class Quadrant(StrEnum):
    """Group better or not, gap smaller or not; only both together are progress."""

    PROGRESS = "progress"
    LEVELLED_DOWN = "levelled_down"
    LEFT_BEHIND = "left_behind"
    SETBACK = "setback"

    @property
    def label(self) -> str:
        """German name of the quadrant."""
        return _LABELS[self]


_LABELS = {
    Quadrant.PROGRESS: "Gruppe verbessert, Abstand kleiner",
    Quadrant.LEVELLED_DOWN: "Gruppe nicht verbessert, Abstand kleiner",
    Quadrant.LEFT_BEHIND: "Gruppe verbessert, Abstand nicht kleiner",
    Quadrant.SETBACK: "Gruppe nicht verbessert, Abstand nicht kleiner",
}
_QUADRANTS = {
    (True, True): Quadrant.PROGRESS,
    (False, True): Quadrant.LEVELLED_DOWN,
    (True, False): Quadrant.LEFT_BEHIND,
    (False, False): Quadrant.SETBACK,
}


@dataclass(frozen=True)
class Pair:
    """The group's and the comparison group's value in one year."""

    year: int
    group: float
    reference: float

    @property
    def gap(self) -> float:
        """Group minus comparison group, with sign."""
        return self.group - self.reference

    @property
    def ratio(self) -> float | None:
        """Group divided by comparison group, 1 is parity; None where the comparison group has nothing."""
        return None if self.reference == 0 else self.group / self.reference


@dataclass(frozen=True)
class GapPath:
    """The way of a gap from ``first`` to ``last``; ``sign`` is 1 where a higher value of the group is better, else -1."""

    first: Pair
    last: Pair
    sign: int

    @property
    def group_change(self) -> float:
        return self.last.group - self.first.group

    @property
    def reference_change(self) -> float:
        return self.last.reference - self.first.reference

    @property
    def gap_change(self) -> float:
        """``group_change`` minus ``reference_change``: the gap's change falls into exactly these two parts."""
        return self.last.gap - self.first.gap

    @property
    def closed_by(self) -> float:
        """By how much the gap's size shrank; negative where it grew."""
        return round(abs(self.first.gap) - abs(self.last.gap), _DIGITS)

    @property
    def convergence(self) -> float | None:
        """Share of the first gap that is closed (0,1 = ten per cent); None where there was no gap."""
        return None if self.first.gap == 0 else 1 - abs(self.last.gap) / abs(self.first.gap)

    @property
    def quadrant(self) -> Quadrant:
        return _QUADRANTS[self.group_change * self.sign > 0, self.closed_by > 0]

    @property
    def reference_share(self) -> float | None:
        """Share of the closing that comes from the comparison group's worsening; None where nothing closed or it did not worsen.

        Above 1 the group itself moved away, and the gap closed only because the comparison group fell further.
        """
        worsened = self.reference_change * self.sign < 0
        if self.closed_by <= 0 or not worsened:
            return None
        toward = self.reference_change if self.first.gap > 0 else -self.reference_change
        return toward / self.closed_by if toward > 0 else None

    @property
    def hollow(self) -> bool:
        """True where more than half of the closing comes from the comparison group's worsening."""
        return self.reference_share is not None and self.reference_share > _MOSTLY


def gap_path(rows: Sequence[Mapping[str, Any]], definition: Definition) -> GapPath | None:
    """The way of one gap series over the window that its latest verdict rests on; None with fewer than two comparable years, and
    where nobody said which way the group should move.

    ``rows`` are assessed rows of one series in the order of their years.
    """
    if definition.group_direction is Direction.NONE or not definition.formula.compares:
        return None
    valued = [row for row in rows if row["value"] is not None]
    if not valued or valued[-1]["points"] < 2:
        return None
    window = valued[-valued[-1]["points"] :]
    sign = 1 if definition.group_direction is Direction.UP else -1
    return GapPath(pair(window[0], definition), pair(window[-1], definition), sign)


def pair(row: Mapping[str, Any], definition: Definition) -> Pair:
    """Both groups in the year of an assessed row that has a value, in the unit in which the two are measured."""
    if definition.formula not in (Formula.SHARE_GAP, Formula.SHARE_RATIO):
        return Pair(row["year"], row["a"], row["b"])
    group, reference = (compute(Formula.SHARE, [row[top], row[base]])[0] for top, base in (("a", "b"), ("c", "d")))
    if group is None or reference is None:
        raise ValueError("a gap without its shares")
    return Pair(row["year"], group, reference)


@dataclass(frozen=True)
class GapWords:
    """What happened to a gap, in German: in which quadrant it lies, sizes and parts, the ratio where it is one, and what must not be
    overlooked."""

    moved: str
    sizes: tuple[str, ...]
    ratio: str
    hints: tuple[str, ...]

    @property
    def all(self) -> tuple[str, ...]:
        """Every sentence, in the order of reading."""
        return (self.moved, *self.sizes, *filter(None, [self.ratio]), *self.hints)


def gap_words(path: GapPath, definition: Definition) -> GapWords:
    """The sentences about a gap; a hint warns where it closed for the wrong reason."""
    unit, decimals = group_unit(definition), group_decimals(definition)

    def value(number: float) -> str:
        return with_unit(number, decimals, unit)

    def change(number: float) -> str:
        return change_with_unit(number, decimals, unit)

    versus = definition.comparison_group
    sizes = [
        f"Gruppe: {value(path.first.group)} → {value(path.last.group)} ({change(path.group_change)}); "
        f"Vergleich ({versus}): {value(path.first.reference)} → {value(path.last.reference)} ({change(path.reference_change)}).",
        f"Abstand: {change(path.first.gap)} → {change(path.last.gap)}; Änderung {change(path.gap_change)}, "
        f"davon Gruppe {change(path.group_change)} und Vergleichsgruppe {change(-path.reference_change)}.",
    ]
    if percent := round(100 * (path.convergence or 0)):
        sizes[-1] += f" Der Abstand wurde damit um {with_unit(abs(percent), 0, 'Prozent')} {'kleiner' if percent > 0 else 'größer'}."
    ratio = ""
    if definition.formula in RATIOS and path.first.ratio is not None and path.last.ratio is not None:
        ratios = (with_unit(ratio, definition.decimals, "") for ratio in (path.first.ratio, path.last.ratio))
        ratio = f"Verhältnis (1 = Parität): {' → '.join(ratios)}."
    hints = [hint] if (hint := _hint(path, versus)) is not None else []
    if contains_group(definition):
        hints.append("Hinweis: Die Vergleichsgruppe enthält die Gruppe selbst; der Abstand wird dadurch unterschätzt.")
    return GapWords(f"{path.first.year} bis {path.last.year}: {path.quadrant.label}.", tuple(sizes), ratio, tuple(hints))


def contains_group(definition: Definition) -> bool:
    """True where the comparison group is the total that the group is a part of: same series, and nothing fixed but what the group
    fixes too."""
    pairs = [("group", "reference"), ("group_base", "reference_base")]
    given = [(definition.inputs[one], definition.inputs[other]) for one, other in pairs if {one, other} <= definition.inputs.keys()]
    return bool(given) and all(
        group.series == reference.series and reference.groups.items() < group.groups.items() for group, reference in given
    )


def _hint(path: GapPath, versus: str) -> str | None:
    share = path.reference_share
    if share is None or not path.hollow:
        return None
    if share >= 1:
        return f"Hinweis: Der Abstand ist nur kleiner geworden, weil sich die Vergleichsgruppe ({versus}) verschlechtert hat."
    percent = with_unit(100 * share, 0, "Prozent")
    return f"Hinweis: {percent} der Annäherung entfallen darauf, dass sich die Vergleichsgruppe ({versus}) verschlechtert hat."
