"""Single values that fit neither of their neighbours in time.

The rule follows the one of robustness research for imports (a change is a jump beyond three median absolute deviations of the
series' own changes and beyond 15 per cent), made fit for official tables (domain knowledge: small areas, reforms that move all areas
in one year, bases that are never compared):

1. Values are put on a scale of even scatter (grouped.steady): Poisson-like below about 400, relative above.
2. What all areas of a strand do from one period to the next (their median change) is taken off, where there are eight of them: a
   reform that doubles naturalisations everywhere is no jump.
3. A value's score is its distance to the nearer one of its two neighbours if it lies outside both on the same side, else zero: a new
   level that lasts is no error of one cell. At the ends of a line the two nearest values are its neighbours.
4. The score is divided by the line's own scatter of changes (median absolute deviation), drawn towards that of its strand where the
   line is short, never below what step 1 grants.
5. A score above the limit is a hint. The limit grows with the number of values, so that the share of false alarms falls with the
   size of the table; it is lower where the factor to the neighbours is close to 10, 100 or 1000, as misplaced points are.
"""

from dataclasses import dataclass

import numpy as np

from loaders.series_checks.figures import Figures, Flags, Floats, Ints
from loaders.series_checks.grouped import MAD_TO_SIGMA, medians, steady, unsteady
from loaders.series_checks.hints import Hints

SIBLINGS = 8
LIMIT, LIMIT_AT_ENDS, LIMIT_OF_FACTORS = 4.0, 5.0, 3.0
LEAST = 3.0
"""Smallest distance on the even scale: 15 per cent of a large value."""
_WIDEST = 6.0
_PRIOR = 8
_GRAIN = 0.002
_WHOLE_COLUMN = 20.0
_DIGITS_OF_FACTOR = 0.12


@dataclass(frozen=True)
class _Lines:
    """Rows that have a value, sorted by line and time, on the even scale."""

    rows: Ints
    line: Ints
    strand: Ints
    period: Ints
    scaled: Floats
    grain: Floats

    def beside(self, step: int) -> tuple[Ints, Flags]:
        """Position of the neighbour this many places away, and whether it is of the same line."""
        at = np.arange(len(self.rows)) + step
        inside = (at >= 0) & (at < len(at))
        at = np.clip(at, 0, len(at) - 1)
        return at, inside & (self.line[at] == self.line)


def grain_of_strands(figures: Figures) -> Floats:
    """Variance of a value of one: 1 for counts, for other units a five-hundredth of their middle value."""
    grain = np.ones(figures.strands)
    units = figures.texts["unit"].codes
    for row in figures.first_row[~figures.is_count]:
        values = np.abs(figures.value[units == units[row]])
        middle = np.nanmedian(values) if np.isfinite(values).any() else 0
        grain[units[figures.first_row] == units[row]] = max(middle * _GRAIN, 1e-9)
    return grain


def _lines(figures: Figures) -> _Lines:
    rows = figures.order[~np.isnan(figures.value[figures.order])]
    strand, period = figures.strand[rows], figures.period[rows]
    slot = figures.slot[period]
    area = figures.area[rows]
    starts = np.ones(len(rows), bool)
    starts[1:] = (strand[1:] != strand[:-1]) | (area[1:] != area[:-1]) | (slot[1:] != slot[:-1])
    grain = grain_of_strands(figures)[strand]
    return _Lines(rows, np.cumsum(starts) - 1, strand, period, steady(figures.value[rows], grain), grain)


def report_jumps(figures: Figures, hints: Hints) -> Floats:
    """Reports the jumps and returns every row's score, 0 where a row has no neighbours."""
    lines = _lines(figures)
    scores = np.zeros(len(figures.value))
    if not len(lines.rows):
        return scores
    levels, movement = _common_movement(figures, lines)
    scatter = _scatter(figures, lines, levels)
    distance, nearest, other, at_end = _distances(lines, levels)
    score = distance / scatter
    scores[lines.rows] = np.abs(score)
    expected = unsteady(lines.scaled - distance, lines.grain)
    factor = factors(figures.value[lines.rows], expected)
    limit = np.where(at_end, LIMIT_AT_ENDS, LIMIT) + 0.5 * max(0.0, np.log10(len(lines.rows) / 1000))
    beyond = (np.abs(score) > limit) | ((factor != 0) & (np.abs(score) > LIMIT_OF_FACTORS + at_end))
    beyond &= (np.abs(distance) > LEAST) & figures.checked[lines.rows]
    _report_columns(figures, lines, movement, hints)
    for at in np.flatnonzero(beyond)[np.argsort(-np.abs(score[beyond]), kind="stable")]:
        beside = sorted({int(lines.rows[nearest[at]]), int(lines.rows[other[at]])}, key=lambda row: figures.period[row])
        _report(figures, hints, int(lines.rows[at]), beside, int(factor[at]), float(expected[at]))
    return scores


def _common_movement(figures: Figures, lines: _Lines) -> tuple[Floats, Floats]:
    """Scaled values without what all areas of a strand do together, and that movement by strand and period."""
    before, same = lines.beside(-1)
    count = figures.strands * len(figures.periods)
    key = lines.strand * len(figures.periods) + lines.period
    change = lines.scaled - lines.scaled[before]
    middle, size = medians(key[same], change[same], count)
    movement = np.where(size >= SIBLINGS, np.nan_to_num(middle), 0.0).reshape(figures.strands, -1)
    level = np.cumsum(movement, axis=1)
    return lines.scaled - level[lines.strand, lines.period], movement


def _scatter(figures: Figures, lines: _Lines, levels: Floats) -> Floats:
    """Each line's scatter of changes from one period to the next, per root of the years between."""
    before, same = lines.beside(-1)
    years = np.maximum(1.0, figures.time[lines.period] - figures.time[lines.period[before]])
    change = (np.abs(levels - levels[before]) / np.sqrt(years))[same]
    everywhere = MAD_TO_SIGMA * np.median(change) if len(change) else 1.0
    of_strand, size = medians(lines.strand[same], change, figures.strands)
    usual = np.clip(np.where(size >= 20, MAD_TO_SIGMA * np.nan_to_num(of_strand), everywhere), 1.0, _WIDEST)
    of_line, size = medians(lines.line[same], change, int(lines.line[-1]) + 1)
    prior = usual[lines.strand]
    own = np.minimum(MAD_TO_SIGMA * np.nan_to_num(of_line)[lines.line], 3 * prior)
    weight = size[lines.line]
    return np.sqrt((weight * own**2 + _PRIOR * prior**2) / (weight + _PRIOR))


def _distances(lines: _Lines, levels: Floats) -> tuple[Floats, Ints, Ints, Flags]:
    """Signed distance to the nearer neighbour, the positions of the nearer and the other one, and whether the value ends its line."""
    before, has_before = lines.beside(-1)
    after, has_after = lines.beside(1)
    second_before, has_second_before = lines.beside(-2)
    second_after, has_second_after = lines.beside(2)
    first = np.where(has_before, before, after)
    second = np.where(has_before & has_after, after, np.where(has_before, second_before, second_after))
    has_second = np.where(has_before & has_after, True, np.where(has_before, has_second_before, has_second_after & has_after))
    second = np.where(has_second, second, first)
    to_first, to_second = levels - levels[first], levels - levels[second]
    outside = (np.sign(to_first) == np.sign(to_second)) & (has_before | has_after)
    nearer = np.abs(to_first) <= np.abs(to_second)
    distance = np.where(outside, np.where(nearer, to_first, to_second), 0.0)
    return distance, np.where(nearer, first, second), np.where(nearer, second, first), ~(has_before & has_after)


def factors(value: Floats, expected: Floats) -> Ints:
    """1, 2, 3 where the value is about 10, 100, 1000 times what is expected, −1 … −3 for a part of it, else 0."""
    with np.errstate(divide="ignore", invalid="ignore"):
        digits = np.log10(value / expected)
    digits = np.where(np.isfinite(digits), digits, 0.0)
    whole = np.rint(digits)
    return np.where((np.abs(digits - whole) <= _DIGITS_OF_FACTOR) & (np.abs(whole) <= 3), whole, 0).astype(np.int64)


def _report(figures: Figures, hints: Hints, row: int, beside: list[int], factor: int, expected: float) -> None:
    fitting = f"etwa {hints.figure(row, _rounded(expected))} ({hints.neighbours(row, beside)})"
    if factor:
        word = "fache" if factor > 0 else "tel"
        what = f", das ist das Zehn{word}" if abs(factor) == 1 else f", das ist das {10 ** abs(factor)}{'fache' if factor > 0 else 'stel'}"
        what = what.replace("das Zehntel", "ein Zehntel")
        hints.about(row, "H411", f"{what} der Nachbarwerte", fitting, "Vermutlich ist das Komma verrutscht. Bitte die Zelle vergleichen.")
    elif figures.value[row] * expected < 0 and abs(figures.value[row]) > abs(expected) / 2:
        hints.about(row, "H412", ", das Vorzeichen wechselt", fitting)
    else:
        hints.about(row, "H410", ", ein Sprung", fitting)


def _rounded(value: float) -> float:
    """Three digits: more would promise what is not known."""
    return float(f"{value:.3g}")


def _report_columns(figures: Figures, lines: _Lines, movement: Floats, hints: Hints) -> None:
    """Reports periods in which all areas of a strand jump together as no development does: another unit, or a misplaced point."""
    for strand, period in np.argwhere(np.abs(movement) > _WHOLE_COLUMN):
        if period and abs(movement[strand, period - 1]) > _WHOLE_COLUMN and movement[strand, period] * movement[strand, period - 1] < 0:
            continue  # the way back
        at = np.flatnonzero((lines.strand == strand) & (lines.period == period) & figures.checked[lines.rows])
        before, same = lines.beside(-1)
        at = at[same[at]]
        if not len(at):
            continue
        row, known = int(lines.rows[at[0]]), int(lines.rows[before[at[0]]])
        ratios = figures.value[lines.rows[at]] / figures.value[lines.rows[before[at]]]
        times = float(np.median(ratios[np.isfinite(ratios)])) if np.isfinite(ratios).any() else 0.0
        what = f" und {len(at) - 1} weitere Werte dieses Zeitraums passen nicht zur Zeit davor, im Mittel Faktor {times:.3g}"
        advice = "Vermutlich wechselt die Einheit oder eine Spalte ist vertauscht. Bitte die Überschrift vergleichen."
        hints.about(row, "H412", what.replace(".", ","), f"Werte wie bisher ({hints.neighbours(row, [known])})", advice)
