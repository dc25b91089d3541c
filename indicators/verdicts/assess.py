"""Judges every value of every series at once: indicator values in, the same values with verdict columns out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from domain.indicators import Definition, Direction, Formula, Sampling, Target, Weather
from indicators.distance import RATIOS, distance
from indicators.verdicts.cautions import Window, design_effects, marked, rounding, sampled, within_window
from indicators.verdicts.columns import Rows, rows_of
from indicators.verdicts.rules import SUN, UNJUDGED, Levels, direction_only
from indicators.verdicts.targets import RULES, Judgements, Points, judge, target_table
from indicators.verdicts.trends import ENOUGH, Flags, Floats, Ints, Trends, trends

_WEATHERS = (Weather.SUN, Weather.PARTLY, Weather.CLOUD, Weather.STORM, Weather.SUSPENDED, Weather.NONE, Weather.CONTEXT, Weather.ENDED)
_SUSPENDED, _NONE, _CONTEXT, _ENDED = 4, 5, 6, 7
TOO_FEW = "Für eine Bewertung werden mindestens vier vergleichbare Werte gebraucht."
NO_VALUE = "Für dieses Jahr liegt kein Wert vor."
EXPIRED = "Das Zieljahr ist vorbei; ein neues Ziel ist nicht hinterlegt."
AFTER_BREAK = "Die Werte sind mit denen der Vorjahre nicht vergleichbar; bewertet wird wieder ab vier vergleichbaren Werten."
NEW_BASIS = "Die Reihe hat einen Bruch oder eine neue Datengrundlage; bewertet wird wieder ab vier vergleichbaren Werten."
IS_CONTEXT = "Kontextindikator: Er beschreibt die Lage und wird nicht bewertet."
NO_TARGET_VALUE = "Für dieses Jahr fehlt der Wert, der als Ziel gilt."
NO_DISTANCE = "Das Verhältnis ist null; wie weit es von der Parität entfernt ist, lässt sich nicht messen."
SELF_SELECTED = "Selbstselektierte Befragung, nicht repräsentativ; kein Intervall, keine Trendaussage."
_REASONS = (TOO_FEW, NO_VALUE, EXPIRED, AFTER_BREAK, NEW_BASIS, IS_CONTEXT, NO_TARGET_VALUE, NO_DISTANCE, SELF_SELECTED)
_DECIDERS = ("gap", "group")
_SIGNS = {Direction.UP: 1, Direction.DOWN: -1, Direction.PARITY: -1, Direction.NONE: 0}
_NO_YEAR = -1


@dataclass(frozen=True)
class _Settings:
    """What the definitions say, one entry per row."""

    direction: Levels  # 0: not judged
    group_direction: Levels  # 0: no group to look at
    parity: Flags
    ratio: Flags  # parity of a ratio: 1 is the aim
    self_selected: Flags
    design_effect: Floats  # of random samples, nan elsewhere
    breaks: Ints  # number of known breaks up to the row's year


@dataclass(frozen=True)
class _Outcome:
    """The verdict columns, one entry per row that has a value."""

    weather: NDArray[Any]
    reason: NDArray[Any]
    rule: NDArray[Any]
    decided_by: NDArray[Any]
    numbers: dict[str, Floats]
    points: Ints
    years: dict[str, Ints]
    cautions: Ints


def assess(values: pa.Table, definitions: Mapping[str, Definition], targets: Mapping[str, tuple[Target, ...]]) -> pa.Table:
    """``values`` (columns as evaluated) plus weather, rule, mean_change, last_change, projection, shortfall, points, reason,
    target_value, target_other (the stronger end of a target interval), target_year, adopted (year of a target that is not yet held
    against the row), comparable_from, window_start, previous_year, cautions (bits of ``cautions.Caution``), and where parity is the
    aim decided_by, group_mean_change and group_last_change.

    Rows may come in any order. Where parity is the aim the changes are those of the distance from it. An optional column
    ``reference`` is the target of each year for targets that have a year and no value.
    """
    if not values.num_rows:
        return _appended(values, None, _blank(0))
    rows = rows_of(values)
    settings = _settings(rows, definitions)
    value = rows.numbers("value")
    far = np.where(settings.parity, distance(value, ratio=settings.ratio), value) if settings.parity.any() else value
    group = np.where(settings.group_direction != 0, _group_values(rows, definitions), 0.0)
    present = np.flatnonzero(~(np.isnan(far) | np.isnan(group)))
    outcome = _judged(rows, settings, far, group, present, definitions, targets)
    if len(present) < len(value):
        outcome = _spread(outcome, present, settings, ~np.isnan(value) & np.isnan(far))
    return _appended(values, rows.order, outcome)


def _settings(rows: Rows, definitions: Mapping[str, Definition]) -> _Settings:
    known = [definitions.get(name) for name in rows.names]
    used = np.bincount(rows.indicator, minlength=len(known))
    if unknown := [name for name, item, count in zip(rows.names, known, used, strict=True) if item is None and count]:
        raise KeyError(f"no definition of {', '.join(unknown)}")
    direction = np.array([_SIGNS[item.direction] if item else 0 for item in known], dtype=np.int8)
    parity = np.array([item is not None and item.direction is Direction.PARITY for item in known])
    group = np.array([_SIGNS[item.group_direction] if item and item.direction is Direction.PARITY else 0 for item in known], dtype=np.int8)
    span = 100_000  # wider than any year, so that place and year make one sorted key
    keys = np.array(sorted(place * span + gone.year for place, item in enumerate(known) if item for gone in item.breaks), dtype=np.int64)
    breaks = np.searchsorted(keys, rows.indicator * span + rows.year, side="right")
    at = rows.indicator
    return _Settings(
        direction[at],
        group[at],
        parity[at],
        (parity & np.array([item is not None and item.formula in RATIOS for item in known]))[at],
        np.array([_self_selected(item) for item in known])[at],
        design_effects(known)[at],
        breaks,
    )


def _self_selected(definition: Definition | None) -> bool:
    return definition is not None and definition.survey is not None and definition.survey.sampling is Sampling.SELF_SELECTED


def _group_values(rows: Rows, definitions: Mapping[str, Definition]) -> Floats:
    """The group's own value where it is compared: its input, or its share."""
    own = rows.numbers("a")
    shares = [
        item is not None and item.formula in (Formula.SHARE_GAP, Formula.SHARE_RATIO)
        for item in (definitions.get(name) for name in rows.names)
    ]
    if not any(shares):
        return own
    base = rows.numbers("b")
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(np.array(shares)[rows.indicator], 100.0 * own / base, own)


def _judged(
    rows: Rows,
    settings: _Settings,
    far: Floats,
    group: Floats,
    present: Ints,
    definitions: Mapping[str, Definition],
    targets: Mapping[str, tuple[Target, ...]],
) -> _Outcome:
    """Verdict columns of the rows that have a value; ``far`` is the value, or its distance from parity."""
    at = slice(None) if len(present) == len(far) else present
    series, year, indicator = rows.series[at], rows.year[at], rows.indicator[at]
    direction, parity = settings.direction[at], settings.parity[at]
    cut = _cuts(series, settings.breaks[at], rows.basis[at], rows.marked_break[at])
    moved = trends(series, year, cut, far[at])
    reference = rows.numbers("reference")[at]
    if "reference" in rows.table.column_names and parity.any():
        reference = np.where(parity, distance(reference, ratio=settings.ratio[at]), reference)
    points = Points(indicator, year, far[at], direction, reference)
    found = judge(points, moved, target_table(rows.names, definitions, targets))
    decided_by, group_numbers = _worst_with_group(found, series, year, cut, group[at], settings.group_direction[at], parity)
    by_definition = _cuts(series, settings.breaks[at])[moved.start]
    weather, reason = _states(found, moved, direction == 0, settings.self_selected[at], by_definition)
    _silence(found, decided_by, weather > max(range(4)))
    numbers = {
        "mean_change": moved.mean,
        "last_change": moved.last,
        "projection": found.projection,
        "shortfall": found.shortfall,
        "target_value": found.target_value,
        "target_other": found.target_other,
        **group_numbers,
    }
    for name in ("mean_change", "last_change", "group_mean_change", "group_last_change"):
        numbers[name][settings.self_selected[at]] = np.nan  # whoever liked to answer: their numbers have no trend
    window = Window(moved.first, moved.previous)
    years = {
        "target_year": found.target_year,
        "adopted": found.adopted,
        "comparable_from": year[moved.start],
        "window_start": year[moved.first],
        "previous_year": np.where(window.moved, year[moved.previous], _NO_YEAR),
    }
    return _Outcome(weather, reason, found.rule, decided_by, numbers, moved.points, years, _cautions(rows, settings, at, window))


def _silence(found: Judgements, decided_by: NDArray[Any], silent: Flags) -> None:
    """Takes away what rows without a judgement must not show."""
    for numbers in (found.projection, found.shortfall, found.target_value, found.target_other):
        numbers[silent] = np.nan
    for codes in (found.target_year, found.adopted, found.rule, decided_by):
        codes[silent] = _NO_YEAR


def _cautions(rows: Rows, settings: _Settings, at: Any, window: Window) -> Ints:
    """Bits of what to bear in mind, per row that has a value."""
    signs = marked(rows.table)
    found = within_window((signs if rows.order is None else signs[rows.order])[at], window)
    effect = settings.design_effect[at]
    found |= sampled(rows.numbers("a")[at], rows.numbers("b")[at], effect, window)
    low, high = rows.numbers("low")[at], rows.numbers("high")[at]
    return found | rounding(low, high, ~np.isnan(low) & np.isnan(effect) & ~settings.self_selected[at], window)


def _cuts(series: Ints, *eras: Ints) -> Flags:
    """Points before which the series breaks: one of the eras changes within it."""
    cut = np.zeros(len(series), dtype=bool)
    for era in eras:
        cut[1:] |= era[1:] != era[:-1]
    cut[1:] &= series[1:] == series[:-1]
    return cut


def _worst_with_group(
    found: Judgements, series: Ints, year: Ints, cut: Flags, group: Floats, direction: Levels, parity: Flags
) -> tuple[NDArray[Any], dict[str, Floats]]:
    """Lowers the judgement of distances to that of the group's own movement, where its way is known; returns what decided, and
    that movement."""
    decided = np.where(parity, 0, _NO_YEAR).astype(np.int8)
    mean, last = np.full(len(series), np.nan), np.full(len(series), np.nan)
    at = np.flatnonzero(direction != 0)
    if len(at):
        own = trends(series[at], year[at], cut[at], group[at])
        level = direction_only(own.mean_sign * direction[at], own.last_sign * direction[at])
        worse = (level > found.level[at]) & (found.level[at] != UNJUDGED)
        lowered = at[worse]
        found.level[lowered] = level[worse]
        found.rule[lowered] = RULES.index(RULES[-1])
        decided[lowered] = 1
        mean[at], last[at] = own.mean, own.last
        for column in (found.projection, found.shortfall, found.target_value, found.target_other):
            column[lowered] = np.nan
        found.target_year[lowered] = _NO_YEAR
    return decided, {"group_mean_change": mean, "group_last_change": last}


def _states(
    found: Judgements, moved: Trends, context: Flags, self_selected: Flags, by_definition: Flags
) -> tuple[NDArray[Any], NDArray[Any]]:
    """Weather and reason codes: the special states take precedence over the level, in the order of this list."""
    few = moved.points < ENOUGH
    expired = found.level == UNJUDGED
    states = (
        (context, _CONTEXT, IS_CONTEXT),
        (self_selected, _NONE, SELF_SELECTED),
        (expired, _ENDED, EXPIRED),
        (found.without_target_value, _NONE, NO_TARGET_VALUE),
        (few & moved.after_break & by_definition, _SUSPENDED, AFTER_BREAK),
        (few & moved.after_break, _SUSPENDED, NEW_BASIS),
        (few, _NONE, TOO_FEW),
    )
    flags = [flag for flag, _, _ in states]
    weather = np.select(flags, [np.int8(code) for _, code, _ in states], found.level).astype(np.int8)
    reason = np.select(flags, [np.int8(_REASONS.index(text)) for _, _, text in states], np.int8(_NO_YEAR)).astype(np.int8)
    return weather, reason


_NUMBERS = (
    "mean_change", "last_change", "projection", "shortfall", "target_value", "target_other", "group_mean_change", "group_last_change",
)  # fmt: skip
_YEARS = ("target_year", "adopted", "comparable_from", "window_start", "previous_year")


def _blank(count: int) -> _Outcome:
    """Rows without a value: no verdict, and nothing computed."""
    none = np.full(count, _NO_YEAR, dtype=np.int8)
    return _Outcome(
        np.full(count, _NONE, dtype=np.int8),
        np.full(count, _REASONS.index(NO_VALUE), dtype=np.int8),
        none,
        none.copy(),
        {name: np.full(count, np.nan) for name in _NUMBERS},
        np.zeros(count, dtype=np.int64),
        {name: np.full(count, _NO_YEAR, dtype=np.int64) for name in _YEARS},
        np.zeros(count, dtype=np.int16),
    )


def _spread(outcome: _Outcome, present: Ints, settings: _Settings, no_distance: Flags) -> _Outcome:
    """The outcome of the rows that have a value, laid out over all rows."""
    whole = _blank(len(settings.direction))
    context = settings.direction == 0
    whole.weather[context] = _CONTEXT
    whole.reason[no_distance] = _REASONS.index(NO_DISTANCE)
    whole.reason[context] = _REASONS.index(IS_CONTEXT)
    for name in _COLUMNS:
        getattr(whole, name)[present] = getattr(outcome, name)
    for name, column in whole.numbers.items():
        column[present] = outcome.numbers[name]
    for name, years in whole.years.items():
        years[present] = outcome.years[name]
    return whole


_COLUMNS = ("weather", "reason", "rule", "decided_by", "points", "cautions")


def _appended(values: pa.Table, order: Ints | None, outcome: _Outcome) -> pa.Table:
    """The input with the verdict columns, in the input's own order."""
    if order is not None:
        back = np.empty_like(order)
        back[order] = np.arange(len(order))
        outcome = replace(
            outcome,
            **{name: getattr(outcome, name)[back] for name in _COLUMNS},
            numbers={name: column[back] for name, column in outcome.numbers.items()},
            years={name: column[back] for name, column in outcome.years.items()},
        )
    columns: dict[str, pa.Array] = {
        "weather": _texts(outcome.weather, [item.value for item in _WEATHERS]),
        "rule": _texts(outcome.rule, [item.value for item in RULES]),
        **{name: pa.array(column, from_pandas=True) for name, column in outcome.numbers.items()},
        "points": pa.array(outcome.points.astype(np.int16)),
        "reason": _texts(outcome.reason, _REASONS),
        **{name: pa.array(years.astype(np.int16), mask=_no_year(years)) for name, years in outcome.years.items()},
        "decided_by": _texts(outcome.decided_by, _DECIDERS),
        "cautions": pa.array(outcome.cautions.astype(np.int16)),
    }
    for name, column in columns.items():
        values = values.append_column(name, column)
    return values


def _no_year(years: Ints) -> Flags:
    return (years < 0) | (years >= 10_000)


def _texts(codes: NDArray[Any], labels: Sequence[str]) -> pa.Array:
    """Codes as texts, negative ones as null; every text is stored once."""
    return pa.DictionaryArray.from_arrays(pa.array(codes, mask=codes < SUN), pa.array(labels, pa.string()))
