"""Columns and periods that say what another one says: copied by mistake, or shifted."""

import numpy as np

from loaders.series_checks.figures import Figures, Flags, Ints
from loaders.series_checks.hints import Hints

_LEAST = 8
_SHARE = 0.9
_SMALL, _MANY = 20.0, 200.0


def report_copies(figures: Figures, hints: Hints) -> None:
    """Reports once each period that repeats the one before, and each column that repeats another one of the same period."""
    rows = figures.order
    rows = rows[~np.isnan(figures.value[rows])]
    telling = _telling(figures, rows)
    _report_periods(figures, rows, telling, hints)
    _report_columns(figures, rows[telling], hints)


def _telling(figures: Figures, rows: Ints) -> Flags:
    """Values that do not agree by chance: counts from twenty on, other figures with a decimal or of many digits."""
    value = figures.value[rows]
    return np.where(figures.is_count[figures.strand[rows]], np.abs(value) >= _SMALL, (value != np.rint(value)) | (np.abs(value) >= _MANY))


def _report_periods(figures: Figures, rows: Ints, telling: Flags, hints: Hints) -> None:
    same_line = (figures.strand[rows][1:] == figures.strand[rows][:-1]) & (figures.area[rows][1:] == figures.area[rows][:-1])
    same_line &= figures.slot[figures.period[rows]][1:] == figures.slot[figures.period[rows]][:-1]
    compared = np.append(False, same_line) & telling
    equal = compared & (figures.value[rows] == figures.value[np.roll(rows, 1)])
    key = figures.strand[rows] * len(figures.periods) + figures.period[rows]
    count = figures.strands * len(figures.periods)
    pairs, copies = np.bincount(key[compared], minlength=count), np.bincount(key[equal], minlength=count)
    for each in np.flatnonzero((pairs >= _LEAST) & (copies >= _SHARE * pairs)):
        at = np.flatnonzero(equal & (key == each) & figures.checked[rows])
        if len(at):
            row, before = int(rows[at[0]]), int(rows[at[0] - 1])
            label = figures.periods[figures.period[before]].label
            what = f" und {copies[each] - 1} weitere Werte sind dieselben wie {label}"
            advice = "Bitte prüfen, ob ein Jahr versehentlich doppelt steht oder Spalten verschoben sind."
            hints.about(row, "H418", what, "neue Werte für den neuen Zeitraum", advice)


def _report_columns(figures: Figures, rows: Ints, hints: Hints) -> None:
    """Columns are compared by a sum of their values weighted by area, which equal columns share and others do not."""
    if not len(rows):
        return
    weights = np.random.default_rng(0).random(len(figures.texts["area"].words))
    key = figures.strand[rows] * len(figures.periods) + figures.period[rows]
    columns, first, number, sizes = np.unique(key, return_index=True, return_inverse=True, return_counts=True)
    prints = np.round(np.bincount(number, figures.value[rows] * weights[figures.area[rows]]), 6)
    large = np.flatnonzero(sizes >= _LEAST)
    period = columns % len(figures.periods)
    identity = np.stack([prints[large], sizes[large].astype(float), period[large].astype(float)])
    _, twin_of, groups = np.unique(identity, axis=1, return_index=True, return_inverse=True)
    groups = groups.ravel()
    twins = [(large[twin_of[groups[at]]], large[at]) for at in range(len(large)) if twin_of[groups[at]] != at]
    for one, two in _unusual(figures, columns, sizes, twins):
        row, other = int(rows[first[two]]), int(rows[first[one]])
        if figures.word("unit", row) != figures.word("unit", other) or not figures.checked[row]:
            continue
        what = f" und {sizes[two] - 1} weitere Werte sind dieselben wie bei „{hints.strand(other)}“"
        hints.about(row, "H418", what, "eigene Werte in jeder Spalte", "Bitte prüfen, ob eine Spalte versehentlich kopiert wurde.")


def _unusual(figures: Figures, columns: Ints, sizes: Ints, twins: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Twins that are none in every period: what is always the same is meant to be."""
    periods_of = np.bincount(columns[sizes >= _LEAST] // len(figures.periods), minlength=figures.strands)
    pairs: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for one, two in twins:
        pairs.setdefault((columns[one] // len(figures.periods), columns[two] // len(figures.periods)), []).append((one, two))
    return [twin for (_, strand), found in pairs.items() if len(found) == 1 or len(found) < periods_of[strand] / 2 for twin in found]
