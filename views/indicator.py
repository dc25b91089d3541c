"""Indikator: one series with its verdict, target and breaks, its groups, its table and its definition. Other areas: indicator_areas."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import store.reading
from domain.access import Viewer
from domain.areas import Area
from domain.groups import parse_group_key
from domain.indicators import Definition, Direction, Target, Verdict, Weather
from domain.periods import Period
from domain.vocabulary import DIMENSIONS, label_of
from indicators.comparable import comparable_between_areas
from indicators.distance import RATIOS
from indicators.verdicts.patterns import pattern
from store.publication import Snapshot
from views import charts, gap_view, goal_view, pooled_view, segregation
from views.chart_style import ChartSpec
from views.charts.words import RANGE_WORDS
from views.definition_profile import Section, profile
from views.formats import day_text, span, value_cell, with_unit
from views.gap_view import GapView
from views.goal_view import GoalView
from views.indicator_rows import change_text, target_text
from views.overrides import override_text
from views.pooled_view import PooledView
from views.segregation import SegregationView
from views.series_charts import breaks_of, line_of, years_text
from views.small_multiples import of_groups, small_multiples
from views.sources import source_text
from views.value_notes import ValueNote, value_notes
from views.values import Point, Series, all_series, definitions_of, targets_of

Found = Mapping[tuple[str, str, str], Series]


@dataclass(frozen=True)
class Selection:
    """What is chosen on the page; None and empty mean the usual."""

    indicator: str
    area: str | None = None
    compare: tuple[str, ...] | None = None  # None: the concept's own comparison areas
    breakdown: str | None = None  # a dimension; None or an unknown one: the first there is
    years: int = 1  # counted together


@dataclass(frozen=True)
class YearRow:
    """One period in the table: value, range and verdict as texts, and how its origin is asked for."""

    period: str
    period_text: str
    value: str
    range: str
    weather: Weather
    sentence: str
    basis: str


@dataclass(frozen=True)
class IndicatorView:
    """The whole page. Texts are finished German. ``subtitle`` and ``source`` belong to every saved chart."""

    definition: Definition
    area: Area
    source: str
    subtitle: str
    headline: str
    change: str
    target: str
    period: str  # of the newest value
    weather: Weather  # as shown: set by people where there is an override
    verdict: Verdict | None  # the rule's own
    sentence: str
    override: str  # „Fachlich gesetzt: …“, empty where the rule decides
    gap: GapView | None
    goal: GoalView | None
    parts: SegregationView | None  # of an index of unequal distribution
    chart: ChartSpec | None
    pooled: PooledView | None
    groups_chart: ChartSpec | None
    breakdowns: tuple[tuple[str, str], ...]  # dimensions with their German names
    rows: tuple[YearRow, ...]
    notes: tuple[ValueNote, ...]
    fields: tuple[tuple[str, str], ...]
    profile: tuple[Section, ...]
    version: str  # by which version of the definition all this is computed, and since when


def build(snapshot: Snapshot, viewer: Viewer, chosen: Selection, as_of: datetime | None = None) -> IndicatorView:
    """The page for an indicator as this viewer may see it. Only the chosen area and those compared are evaluated."""
    definition = definitions_of(snapshot, [chosen.indicator], as_of)[chosen.indicator]
    concept = store.reading.concept(snapshot, as_of)
    known = store.reading.areas(snapshot, as_of)
    home = chosen.area or concept.area.key
    area = known.get(home) or Area(home, concept.area.name)
    wanted = concept.area.comparison if chosen.compare is None else chosen.compare
    compared = tuple(key for key in wanted if key != home) if comparable_between_areas(definition) else ()
    everything = all_series(snapshot, [definition.id], [home, *compared], as_of)
    found = {key: series for key, series in everything.items() if series.area == home}
    series = found.get((definition.id, home, ""))
    targets = targets_of(concept).get(definition.id, ()) if home == concept.area.key else ()
    dimensions = _dimensions(definition, found)
    latest = series.latest if series else None
    aim = target_text(targets, definition)
    notes = value_notes(snapshot, viewer, series)
    return IndicatorView(
        definition=definition,
        area=area,
        source=_source(snapshot, definition, series, concept.area.note if home == concept.area.key else ""),
        subtitle=f"{area.name}, {years_text([series] if series else [])}",
        headline=_headline(definition, area, latest),
        change=change_text(series) if series else "",
        target=aim,
        period=latest.period if latest else "",
        weather=latest.shown if latest else Weather.NONE,
        verdict=latest.verdict if latest else None,
        sentence=short_sentence(latest) if latest else "",
        override=override_text(latest) if latest else "",
        gap=gap_view.build(definition, area, series),
        goal=goal_view.build(definition, series, targets, aim),
        parts=segregation.build(snapshot, definition, area, latest.period, "", as_of) if latest else None,
        chart=course_chart(definition, area, series, _totals(everything, compared, known), targets, notes),
        pooled=pooled_view.build(definition, area, series, chosen.years),
        groups_chart=_groups_chart(definition, area, found, dimensions, chosen.breakdown),
        breakdowns=tuple((each, DIMENSIONS.get(each, each)) for each in dimensions),
        rows=year_rows(series),
        notes=notes,
        fields=tuple((use.field, concept.field(use.field).name) for use in concept.indicators if use.indicator == definition.id),
        profile=profile(definition, concept),
        version=_version(definition),
    )


def _headline(definition: Definition, area: Area, latest: Point | None) -> str:
    if latest is None:
        return f"{definition.short_name} in {area.name}: noch keine Daten"
    value = with_unit(latest.value, definition.unit, definition.decimals)
    return f"{definition.short_name} in {area.name}: {value} ({Period(latest.period).label})"


def _version(definition: Definition) -> str:
    last = max(definition.changes, key=lambda change: change.version, default=None)
    since = f" (seit {day_text(last.since)}: {last.text.rstrip('.')})" if last else ""
    return f"Gerechnet nach Fassung {definition.version} der Definition{since}. Mehr dazu im Steckbrief."


def short_sentence(point: Point) -> str:
    """The verdict's numbers in one sentence, without the rule's own, which stands under "Ziel und Weg"; the reason where none is given."""
    verdict = point.verdict
    said = verdict.sentence or verdict.reason
    if verdict.rule is None or not verdict.weather.judged:
        return said
    for limit in (False, True):
        official = pattern(verdict.rule, verdict.weather, point.year, point.row.get("previous_year"), limit=limit)
        if said.startswith(official):
            return said.removeprefix(official).strip()
    return said


def _totals(found: Found, areas: Sequence[str], known: Mapping[str, Area]) -> list[tuple[str, Series]]:
    """Name and total series of each area, in the order asked for."""
    totals = {key: series for (_, key, groups), series in found.items() if not groups}
    return [(known[key].name if key in known else key, totals[key]) for key in areas if key in totals]


def course_chart(
    definition: Definition,
    area: Area,
    series: Series | None,
    compared: Sequence[tuple[str, Series]],
    targets: Sequence[Target],
    notes: Sequence[ValueNote],
) -> ChartSpec | None:
    """The course of an indicator with target, breaks and what lies ahead; None where there are no values."""
    if series is None or series.latest is None:
        return None
    lines = (line_of(area.name, series, judged=True), *(line_of(name, other, comparison=True) for name, other in compared))
    ahead = goal_view.outlook_of(definition, series, targets)
    turned = _turned(definition, series.latest.value or 0.0)
    target = goal_view.shown_target(targets, series.latest.year)
    if target is not None and target.value is not None:
        target = replace(target, value=turned(target.value))
    years = tuple(
        charts.Ahead(each.year, turned(each.mid), *sorted((turned(each.low), turned(each.high)))) for each in (ahead.years if ahead else ())
    )
    return charts.line_chart(
        charts.LineChart(
            subject=f"{definition.name}, {area.name}",
            unit=definition.unit,
            decimals=definition.decimals,
            lines=lines,
            target=target,
            breaks=breaks_of(definition, series),
            notes=tuple((note.year, note.reason) for note in notes),
            ahead=years,
        )
    )


def _turned(definition: Definition, value: float) -> Callable[[float], float]:
    """Where parity is the aim, targets and continuation are distances from it: back to the side of it on which the series lies."""
    if definition.direction is not Direction.PARITY:
        return lambda number: number
    if definition.formula in RATIOS:
        return (lambda number: 1 / number if number else number) if value < 1 else (lambda number: number)
    return (lambda number: -abs(number)) if value < 0 else abs


def _dimensions(definition: Definition, found: Found) -> tuple[str, ...]:
    """Dimensions by which the area's values are broken down, one at a time."""
    groups = [parse_group_key(key) for _, _, key in found]
    single = {next(iter(each)) for each in groups if len(each) == 1}
    return tuple(each for each in definition.breakdowns if each in single)


def _groups_chart(definition: Definition, area: Area, found: Found, dimensions: Sequence[str], chosen: str | None) -> ChartSpec | None:
    """The groups of one dimension: as lines while they can be told apart, else as small charts; None if there are none."""
    if not dimensions:
        return None
    dimension = chosen if chosen is not None and chosen in dimensions else dimensions[0]
    lines = tuple(
        line_of(label_of(groups[dimension]), series)
        for (_, _, key), series in found.items()
        if (groups := parse_group_key(key)).keys() == {dimension}
    )
    if len(lines) > charts.MAX_LINES and (shown := of_groups(definition, found.values(), area, dimension)) is not None:
        return small_multiples(shown)
    subject = f"{definition.name} nach {DIMENSIONS.get(dimension, dimension)}, {area.name}"
    return charts.line_chart(charts.LineChart(subject, definition.unit, definition.decimals, lines))


def year_rows(series: Series | None) -> tuple[YearRow, ...]:
    """The table, newest first."""
    if series is None:
        return ()
    definition = series.definition
    return tuple(
        YearRow(
            period=point.period,
            period_text=Period(point.period).label,
            value=value_cell(point.value, point.missing, point.signs, definition.unit, definition.decimals),
            range=_range(point),
            weather=point.shown,
            sentence=" ".join(part for part in (override_text(point), short_sentence(point)) if part),
            basis=point.basis,
        )
        for point in reversed(series.points)
    )


def _range(point: Point) -> str:
    """``4,0 bis 6,1 % (Rundungsspanne)``; empty where the value is exact."""
    definition, kind = point.definition, point.row.get("range")
    text = span(point.row.get("low"), point.row.get("high"), definition.unit, definition.decimals)
    return f"{text} ({RANGE_WORDS[kind]})" if text and kind else text


def _source(snapshot: Snapshot, definition: Definition, series: Series | None, note: str) -> str:
    """Source, bases and remark, the line under every figure."""
    bases = dict.fromkeys(point.basis for point in series.points if point.basis) if series else ()
    basis = f"Grundlage: {'; '.join(bases)}." if bases else ""
    source = source_text(snapshot, series.points) if series else f"Quelle: {definition.source}."
    return " ".join(part for part in (source, basis, note) if part)
