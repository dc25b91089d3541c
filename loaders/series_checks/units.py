"""Figures that contradict their unit, or the same figure in another unit."""

from collections import defaultdict
from dataclasses import replace

import numpy as np

from loaders.series_checks.figures import Figures, Floats, Ints
from loaders.series_checks.hints import Hints
from loaders.series_checks.jumps import LEAST, judged, limits
from loaders.series_checks.places import Places

_NEARLY_ALL, _LEAST = 0.95, 5
_PARTS = {"Prozent": 100.0, "Promille": 1000.0}


def report_fractions(figures: Figures, hints: Hints) -> None:
    """Reports counts with decimals where nearly all counts of the strand are whole: a share, or a misplaced point."""
    counted = figures.is_count[figures.strand] & ~np.isnan(figures.value)
    broken = counted & (figures.value != np.rint(figures.value))
    if not broken.any():
        return
    size = np.bincount(figures.strand[counted], minlength=figures.strands)
    few = np.bincount(figures.strand[broken], minlength=figures.strands) <= np.maximum((1 - _NEARLY_ALL) * size, size >= _LEAST)
    for row in np.flatnonzero(broken & figures.checked & few[figures.strand]):
        hints.about(int(row), "H412", ", eine Anzahl mit Nachkommastellen", "eine ganze Zahl wie die anderen Werte der Reihe", _OTHER_UNIT)


_OTHER_UNIT = "Vermutlich steht hier ein Anteil oder das Komma ist verrutscht. Bitte die Zelle vergleichen."


def report_contradictions(figures: Figures, unusual: Floats, hints: Hints) -> None:
    """Reports figures given as count and as share whose common whole, count divided by share, jumps: one of them is wrong, probably
    the one that is further out of its own line (``unusual``)."""
    counts, shares, wholes = _pairs(figures)
    if not len(shares):
        return
    value = np.full(len(figures.value), np.nan)
    value[shares] = wholes
    count_of = np.full(len(figures.value), -1)
    count_of[shares] = counts
    found, _ = judged(replace(figures, value=value))
    lines = found.lines
    score = np.abs(found.score(lines.scaled))
    odd = (score > limits(found)) & (score * found.scatter > LEAST)
    for at in np.flatnonzero(odd)[np.argsort(-score[odd], kind="stable")]:
        pair = (int(lines.rows[at]), int(count_of[lines.rows[at]]))
        row, other = sorted(pair, key=lambda each: -unusual[each])
        if figures.checked[row] and hints.rows.isdisjoint(pair):
            what = f" passt nicht zu {hints.figure(other)} derselben Reihe"
            hints.about(row, "H412", what, "Anzahl und Anteil, die sich wie in den anderen Jahren zueinander verhalten")


def _pairs(figures: Figures) -> tuple[Ints, Ints, Floats]:
    """Rows of counts and of shares that are about the same, and the whole that they imply."""
    by_kind: dict[tuple[str, ...], dict[str, int]] = defaultdict(dict)
    for number, row in enumerate(figures.first_row):
        kind = tuple(figures.word(name, row) for name in ("series", "concept", "basis", "groups"))
        by_kind[kind][figures.word("unit", row)] = number
    places = Places(figures, np.flatnonzero(~figures.superseded & (figures.value > 0)))
    counts, shares, wholes = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)], [np.zeros(0)]
    for units in by_kind.values():
        for unit, parts in _PARTS.items():
            if unit not in units or "Anzahl" not in units:
                continue
            there, rows = places.column(units[unit])
            count = places.at(units["Anzahl"], there)
            both = count >= 0
            counts.append(count[both])
            shares.append(rows[both])
            wholes.append(parts * figures.value[count[both]] / figures.value[rows[both]])
    return np.concatenate(counts), np.concatenate(shares), np.concatenate(wholes)
