"""Single values that fit neither of their neighbours in time.

The rule follows the one of robustness research for imports (a change is a jump beyond three median absolute deviations of the
series' own changes and beyond 15 per cent), made fit for official tables (domain knowledge: small areas, reforms that move all areas
in one year, bases that are never compared):

1. Values are put on a scale of even scatter (grouped.steady): Poisson-like below about 400, relative above.
2. What all areas of a strand do from one period to the next (their median change) is taken off, where there are eight of them: a
   reform that doubles naturalisations everywhere is no jump.
   So is what a line does every year (its own median change), where it is long enough.
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
from loaders.series_checks.hints import MISPLACED, Hints

SIBLINGS = 8
LIMIT, LIMIT_AT_ENDS, LIMIT_OF_FACTORS = 4.0, 5.0, 3.0
LEAST = 3.0
"""Smallest distance on the even scale: 15 per cent of a large value."""
_WIDEST = 6.0
_PRIOR = 8
_GRAIN = 0.002
_TREND, _LEAST_YEARS = 8, 0.01
_WHOLE_COLUMN = 20.0
_DIGITS_OF_FACTOR = 0.15
_SWAP_EACH, _SWAP_BOTH, _SWAP_REST = 1.5, 5.0, 1.5


@dataclass(frozen=True)
class Lines:
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


def _lines(figures: Figures) -> Lines:
    rows = figures.order[~np.isnan(figures.value[figures.order])]
    strand, period = figures.strand[rows], figures.period[rows]
    slot = figures.slot[period]
    area = figures.area[rows]
    starts = np.ones(len(rows), bool)
    starts[1:] = (strand[1:] != strand[:-1]) | (area[1:] != area[:-1]) | (slot[1:] != slot[:-1])
    grain = grain_of_strands(figures)[strand]
    return Lines(rows, np.cumsum(starts) - 1, strand, period, steady(figures.value[rows], grain), grain)


@dataclass(frozen=True)
class Judged:
    """Every row with a value beside the interval that its two neighbours span, on the even scale."""

    lines: Lines
    low: Floats
    high: Floats
    scatter: Floats
    at_end: Flags
    first: Ints
    second: Ints

    def score(self, scaled: Floats) -> Floats:
        """How far values in these places would lie outside, in units of their scatter; 0 inside."""
        over, under = np.maximum(scaled - self.high, 0), np.minimum(scaled - self.low, 0)
        return (over + under) / self.scatter

    def of(self, places: Ints) -> "Judged":
        """The same for some places only."""
        scatter, at_end = self.scatter[places], self.at_end[places]
        return Judged(self.lines, self.low[places], self.high[places], scatter, at_end, self.first[places], self.second[places])


@dataclass(frozen=True)
class Unusual:
    """How far each row lies outside its line (0 for rows without neighbours), and how far other values would."""

    scores: Floats
    judged: Judged
    place: Ints
    """Position of each row in the lines, −1 for rows without a value."""

    def relief(self, rows: Ints, values: Floats) -> Floats:
        """By how much the rows would lie less far outside with these values."""
        places = self.place[rows]
        other = self.judged.of(places).score(steady(values, self.judged.lines.grain[places]))
        return self.scores[rows] - np.abs(other)


def judged(figures: Figures) -> tuple[Judged, Floats]:
    """Every value beside its neighbours, and the common movement by strand and period."""
    lines = _lines(figures)
    levels, movement = _common_movement(figures, lines)
    levels = _without_trend(figures, lines, levels)
    first, second, has_any, at_end = _neighbours(lines)
    common = lines.scaled - levels
    low = np.where(has_any, np.minimum(levels[first], levels[second]) + common, -np.inf)
    high = np.where(has_any, np.maximum(levels[first], levels[second]) + common, np.inf)
    years = np.maximum(1.0, np.abs(figures.time[lines.period] - figures.time[lines.period[first]]))
    scatter = _scatter(figures, lines, levels) * np.sqrt(years)
    return Judged(lines, low, high, scatter, at_end, first, second), movement


def report_jumps(figures: Figures, hints: Hints) -> Unusual:
    """Reports jumps, misplaced points and swapped cells; returns what is known about every row's fit."""
    found, movement = judged(figures)
    lines = found.lines
    score = found.score(lines.scaled)
    scores, place = np.zeros(len(figures.value)), np.full(len(figures.value), -1)
    scores[lines.rows], place[lines.rows] = np.abs(score), np.arange(len(lines.rows))
    alone = np.isinf(found.low)
    middle = np.where(alone, lines.scaled, (np.where(alone, 0, found.low) + np.where(alone, 0, found.high)) / 2)
    expected = unsteady(middle, lines.grain)
    factor = factors(figures.value[lines.rows], expected)
    beyond = (np.abs(score) > limits(found)) | ((factor != 0) & (np.abs(score) > LIMIT_OF_FACTORS + found.at_end))
    beyond &= (np.abs(score) * found.scatter > LEAST) & figures.checked[lines.rows]
    _report_columns(figures, lines, movement, hints)
    report_swaps(figures, found, score, hints)
    for at in np.flatnonzero(beyond)[np.argsort(-np.abs(score[beyond]), kind="stable")]:
        beside = sorted({int(lines.rows[found.first[at]]), int(lines.rows[found.second[at]])}, key=lambda row: figures.period[row])
        _report(figures, hints, int(lines.rows[at]), beside, int(factor[at]), float(expected[at]))
    return Unusual(scores, found, place)


def limits(found: Judged) -> Floats:
    """The score beyond which each value is a jump."""
    return np.where(found.at_end, LIMIT_AT_ENDS, LIMIT) + 0.5 * max(0.0, np.log10(len(found.at_end) / 1000))


def _common_movement(figures: Figures, lines: Lines) -> tuple[Floats, Floats]:
    """Scaled values without what all areas of a strand do together, and that movement by strand and period."""
    before, same = lines.beside(-1)
    count = figures.strands * len(figures.periods)
    key = lines.strand * len(figures.periods) + lines.period
    change = lines.scaled - lines.scaled[before]
    middle, size = medians(key[same], change[same], count)
    movement = np.where(size >= SIBLINGS, np.nan_to_num(middle), 0.0).reshape(figures.strands, -1)
    level = np.cumsum(movement, axis=1)
    return lines.scaled - level[lines.strand, lines.period], movement


def _without_trend(figures: Figures, lines: Lines, levels: Floats) -> Floats:
    """The levels without what a line does every year (its median change), where it is long enough to have a trend."""
    before, same = lines.beside(-1)
    time = figures.time[lines.period]
    change = (levels - levels[before])[same] / np.maximum(time - time[before], _LEAST_YEARS)[same]
    trend, size = medians(lines.line[same], change, int(lines.line[-1]) + 1)
    return levels - np.where(size >= _TREND, np.nan_to_num(trend), 0.0)[lines.line] * time


def _scatter(figures: Figures, lines: Lines, levels: Floats) -> Floats:
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


def _neighbours(lines: Lines) -> tuple[Ints, Ints, Flags, Flags]:
    """Positions of the nearest and the second neighbour (the nearest again where there is no other), whether there is any, and
    whether the value ends its line."""
    before, has_before = lines.beside(-1)
    after, has_after = lines.beside(1)
    second_before, has_second_before = lines.beside(-2)
    second_after, has_second_after = lines.beside(2)
    inside = has_before & has_after
    first = np.where(has_before, before, after)
    second = np.where(inside, after, np.where(has_before, second_before, second_after))
    has_second = inside | np.where(has_before, has_second_before, has_after & has_second_after)
    return first, np.where(has_second, second, first), has_before | has_after, ~inside


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
        hints.about(row, "H411", f"{what} der Nachbarwerte", fitting, MISPLACED)
    elif figures.value[row] * expected < 0 and abs(figures.value[row]) > abs(expected) / 2:
        hints.about(row, "H412", ", das Vorzeichen wechselt", fitting)
    else:
        hints.about(row, "H410", ", ein Sprung", fitting)


def report_swaps(figures: Figures, found: Judged, score: Floats, hints: Hints) -> None:
    """Reports neighbouring cells that lie outside their lines and would both fit in each other's place."""
    rows = found.lines.rows
    odd = np.flatnonzero((np.abs(score) > _SWAP_EACH) & figures.checked[rows])
    odd = odd[rows[odd] < len(figures.delivered)]
    place = {name: figures.delivered[name].to_numpy()[rows[odd]].astype(np.int64) for name in ("row", "col")}
    for near, far in (("col", "row"), ("row", "col")):
        order = np.lexsort((place[far], place[near]))
        one, two = order[:-1], order[1:]
        beside = (place[near][one] == place[near][two]) & (place[far][two] - place[far][one] == 1)
        one, two = odd[one[beside]], odd[two[beside]]
        fits = np.abs(found.of(one).score(found.lines.scaled[two])) + np.abs(found.of(two).score(found.lines.scaled[one])) < _SWAP_REST
        both = np.abs(score[one]) + np.abs(score[two]) > _SWAP_BOTH
        for first, second in zip(rows[one[fits & both]], rows[two[fits & both]], strict=True):
            expected = f"{hints.figure(int(second))}, der Wert von {hints.subject(int(second))}"
            advice = "Bitte beide Zellen mit der Veröffentlichung vergleichen."
            hints.about(int(first), "H410", ", vermutlich mit der Nachbarzelle vertauscht", expected, advice)


def _rounded(value: float) -> float:
    """Three digits: more would promise what is not known."""
    return float(f"{value:.3g}")


def _report_columns(figures: Figures, lines: Lines, movement: Floats, hints: Hints) -> None:
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
        with np.errstate(divide="ignore", invalid="ignore"):
            ratios = figures.value[lines.rows[at]] / figures.value[lines.rows[before[at]]]
        times = float(np.median(ratios[np.isfinite(ratios)])) if np.isfinite(ratios).any() else 0.0
        what = f" und {len(at) - 1} weitere Werte dieses Zeitraums passen nicht zur Zeit davor, im Mittel Faktor {times:.3g}"
        advice = "Vermutlich wechselt die Einheit oder eine Spalte ist vertauscht. Bitte die Überschrift vergleichen."
        hints.about(row, "H412", what.replace(".", ","), f"Werte wie bisher ({hints.neighbours(row, [known])})", advice)
