"""Indikator: one series with its target, breaks and comparison, its table, its map and its definition."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

import store.reading
from domain.access import Viewer
from domain.areas import Area
from domain.concepts import Concept
from domain.groups import parse_group_key
from domain.indicators import Definition, Direction, Rule, SeriesBreak, Target, Verdict, Weather
from domain.periods import Period
from domain.vocabulary import DIMENSIONS, SERIES, label_of
from indicators.gap import gap_path, gap_sentences
from store.publication import Snapshot
from views import area_maps, charts
from views.chart_style import ChartSpec
from views.formats import value_cell, with_unit
from views.indicator_rows import change_text, target_text
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


@dataclass(frozen=True)
class YearRow:
    """One period in the table: value and verdict as texts, and how its origin is asked for."""

    period: str
    period_text: str
    value: str
    weather: Weather
    sentence: str
    basis: str


@dataclass(frozen=True)
class IndicatorView:
    """The whole page. Texts are finished German."""

    definition: Definition
    area: Area
    source: str
    headline: str
    change: str
    target: str
    verdict: Verdict | None
    verdict_period: str
    gap: tuple[str, ...]
    chart: ChartSpec | None
    groups_chart: ChartSpec | None
    breakdowns: tuple[tuple[str, str], ...]  # dimensions with their German names
    map: ChartSpec | None
    rows: tuple[YearRow, ...]
    areas: tuple[Area, ...]
    compare: tuple[str, ...]
    notes: tuple[ValueNote, ...]
    fields: tuple[tuple[str, str], ...]
    facts: tuple[tuple[str, str], ...]


def build(snapshot: Snapshot, viewer: Viewer, chosen: Selection, as_of: datetime | None = None) -> IndicatorView:
    """The page for an indicator as this viewer may see it; areas that have no values of it are not offered."""
    definition = definitions_of(snapshot, [chosen.indicator], as_of)[chosen.indicator]
    concept = store.reading.concept(snapshot, as_of)
    known = store.reading.areas(snapshot, as_of)
    found = all_series(snapshot, [chosen.indicator], None, as_of)
    offered = tuple(known.get(key, Area(key, key)) for key in dict.fromkeys(key for _, key, _ in found))
    home = chosen.area or concept.area.key
    area = known.get(home) or Area(home, concept.area.name)
    wanted = concept.area.comparison if chosen.compare is None else chosen.compare
    compare = tuple(key for key in wanted if any(key == each.key for each in offered) and key != home)
    dimensions = _dimensions(definition, area, found)
    series = found.get((definition.id, home, ""))
    latest = series.latest if series else None
    targets = targets_of(concept).get(definition.id, ()) if home == concept.area.key else ()
    notes = value_notes(snapshot, viewer, series)
    return IndicatorView(
        definition=definition,
        area=area,
        source=_source(snapshot, definition, series, concept.area.note if home == concept.area.key else ""),
        headline=_headline(definition, area, latest),
        change=change_text(series) if series else "",
        target=target_text(targets, definition),
        verdict=latest.verdict if latest else None,
        verdict_period=Period(latest.period).label if latest else "",
        gap=_gap(definition, series),
        chart=_chart(definition, area, series, found, compare, known, targets, notes),
        groups_chart=_groups_chart(definition, area, found, dimensions, chosen.breakdown),
        breakdowns=tuple((each, DIMENSIONS.get(each, each)) for each in dimensions),
        map=_map(snapshot, definition, found, known, latest, home),
        rows=_rows(series),
        areas=offered,
        compare=compare,
        notes=notes,
        fields=tuple((use.field, concept.field(use.field).name) for use in concept.indicators if use.indicator == definition.id),
        facts=facts(definition) + _notes(concept, definition),
    )


def _gap(definition: Definition, series: Series | None) -> tuple[str, ...]:
    """How group and comparison group moved, for gaps."""
    if definition.direction is not Direction.PARITY or series is None:
        return ()
    path = gap_path([point.row for point in series.points], definition)
    return gap_sentences(path, definition) if path else ()


def _headline(definition: Definition, area: Area, latest: Point | None) -> str:
    if latest is None:
        return f"{definition.short_name} in {area.name}: noch keine Daten"
    value = with_unit(latest.value, definition.unit, definition.decimals)
    return f"{definition.short_name} in {area.name}: {value} ({Period(latest.period).label})"


def _chart(
    definition: Definition,
    area: Area,
    series: Series | None,
    found: Found,
    compare: Sequence[str],
    known: Mapping[str, Area],
    targets: Sequence[Target],
    notes: Sequence[ValueNote],
) -> ChartSpec | None:
    if series is None:
        return None
    lines = [_line(area.name, series)]
    for key in compare:
        other = found.get((definition.id, key, ""))
        if other is not None:
            lines.append(_line(known[key].name if key in known else key, other, comparison=True))
    target = next((each for each in targets if each.rule is not Rule.DIRECTION), None)
    subject = f"{definition.name}, {area.name}"
    marked = tuple((note.year, note.reason) for note in notes)
    return charts.line_chart(
        charts.LineChart(subject, definition.unit, definition.decimals, tuple(lines), target, _breaks(definition, series), marked)
    )


def _line(name: str, series: Series, *, comparison: bool = False) -> charts.Line:
    points = tuple(charts.Point(point.year, point.value, point.signs, point.missing) for point in series.points)
    return charts.Line(name, points, comparison)


def _breaks(definition: Definition, series: Series) -> tuple[SeriesBreak, ...]:
    """The breaks the definition knows within the series, and those where the basis of the figures changes."""
    years = [point.year for point in series.points]
    declared = {each.year: each for each in definition.breaks if min(years) < each.year <= max(years)}
    valued = [point for point in series.points if point.value is not None]
    for before, after in pairwise(valued):
        if before.basis != after.basis:
            declared.setdefault(after.year, SeriesBreak(after.year, f"neue Grundlage: {after.basis}"))
    return tuple(declared[year] for year in sorted(declared))


def _dimensions(definition: Definition, area: Area, found: Found) -> tuple[str, ...]:
    """Dimensions by which the area's values are broken down, one at a time."""
    groups = [parse_group_key(key) for _, place, key in found if place == area.key]
    single = {next(iter(each)) for each in groups if len(each) == 1}
    return tuple(each for each in definition.breakdowns if each in single)


def _groups_chart(definition: Definition, area: Area, found: Found, dimensions: Sequence[str], chosen: str | None) -> ChartSpec | None:
    """The groups of one dimension as lines; None if there are none."""
    if not dimensions:
        return None
    dimension = chosen if chosen is not None and chosen in dimensions else dimensions[0]
    lines = tuple(
        _line(label_of(groups[dimension]), series)
        for (_, place, key), series in found.items()
        if place == area.key and (groups := parse_group_key(key)).keys() == {dimension}
    )
    subject = f"{definition.name} nach {DIMENSIONS.get(dimension, dimension)}, {area.name}"
    return charts.line_chart(charts.LineChart(subject, definition.unit, definition.decimals, lines))


def _map(
    snapshot: Snapshot, definition: Definition, found: Found, known: Mapping[str, Area], latest: Point | None, home: str
) -> ChartSpec | None:
    """The latest period's values of all areas that a map outlines."""
    if latest is None:
        return None
    shown = area_maps.build(definition, found.values(), latest.period, known, home, snapshot.home.maps)
    return shown.chart if shown else None


def _rows(series: Series | None) -> tuple[YearRow, ...]:
    """The table, newest first."""
    if series is None:
        return ()
    definition = series.definition
    return tuple(
        YearRow(
            period=point.period,
            period_text=Period(point.period).label,
            value=value_cell(point.value, point.missing, point.signs, definition.unit, definition.decimals),
            weather=point.weather,
            sentence=point.verdict.sentence or point.verdict.reason,
            basis=point.basis,
        )
        for point in reversed(series.points)
    )


def facts(definition: Definition) -> tuple[tuple[str, str], ...]:
    """The definition sheet: name and text of each entry."""
    inputs = "; ".join(
        f"{given.label or SERIES.get(given.series, given.series)}" + (" (Vorjahr)" if given.lag else "")
        for given in definition.inputs.values()
    )
    shown = (
        ("Was er sagt", definition.explanation),
        ("Formel", definition.formula_text),
        ("Eingangswerte", inputs),
        ("Einheit", definition.unit),
        ("Richtung", definition.direction.label),
        ("Art", definition.type.label),
        ("Vergleichsgruppe", definition.comparison_group),
        ("Quelle", definition.source),
        ("Erscheint", f"alle {definition.cadence_months} Monate, etwa {definition.expected_lag_months} Monate nach dem Zeitraum"),
        ("Brüche", "; ".join(f"{each.year}: {each.text}" for each in definition.breaks)),
        ("Hinweise", " ".join(definition.notes)),
        ("Kennung", f"{definition.id}, Fassung {definition.version}"),
    )
    return tuple((name, text) for name, text in shown if text)


def _notes(concept: Concept, definition: Definition) -> tuple[tuple[str, str], ...]:
    """Why the indicator stands in its fields."""
    uses = [use for use in concept.indicators if use.indicator == definition.id and use.note]
    return tuple((f"Im Feld „{concept.field(use.field).name}“", use.note) for use in uses)


def _source(snapshot: Snapshot, definition: Definition, series: Series | None, note: str) -> str:
    """Source, bases and remark, the line under every figure."""
    bases = dict.fromkeys(point.basis for point in series.points if point.basis) if series else ()
    basis = f"Grundlage: {'; '.join(bases)}." if bases else ""
    source = source_text(snapshot, series.points) if series else f"Quelle: {definition.source}."
    return " ".join(part for part in (source, basis, note) if part)
