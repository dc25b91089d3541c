"""Indicators as documents show them: the row of the page, and beside it what a reader on paper cannot click for."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import store.reading
from domain.access import Permission, Viewer
from domain.concepts import Concept
from domain.indicators import Definition, Target
from domain.periods import Period
from store.publication import Snapshot
from views.chart_style import ChartAbout, ChartSpec
from views.formats import NO_VALUE, with_unit
from views.indicator import YearRow, course_chart, short_sentence, year_rows
from views.indicator_rows import IndicatorRow
from views.lead_cards import distance_text
from views.series_charts import years_text
from views.sources import source_text
from views.values import Series, all_series, definitions_of


@dataclass(frozen=True)
class Figure:
    """An indicator beside its row. ``previous`` is the value before with its period, ``distance`` what is missing to the target,
    ``note`` what has to be borne in mind, ``course`` every period, the newest first. ``series`` is None where nothing was delivered."""

    definition: Definition
    previous: str
    distance: str
    note: str
    sentence: str
    source: str
    basis: str
    course: tuple[YearRow, ...]
    chart: ChartSpec | None
    about: ChartAbout
    series: Series | None
    targets: tuple[Target, ...]


@dataclass(frozen=True)
class Figures:
    """What all sections take their indicators from, by id; evaluated once for a document. ``places`` are the cells behind the value of
    an indicator and period, in words; empty for those who may not see files."""

    of: Mapping[str, Figure]
    places: Mapping[tuple[str, str], str]

    def __getitem__(self, indicator: str) -> Figure:
        return self.of[indicator]


def figures(
    snapshot: Snapshot, viewer: Viewer, concept: Concept, charted: Iterable[str], state: str, as_of: datetime | None = None
) -> Figures:
    """All indicators that the concept uses, for the home area; ``charted`` ones are drawn. ``state`` is printed under the drawings."""
    used = sorted({use.indicator for use in concept.indicators} | set(concept.context))
    series = all_series(snapshot, used, [concept.area.key], as_of, "") if used else {}
    drawn = set(charted)
    made = {}
    for name, definition in definitions_of(snapshot, used, as_of).items():
        targets = tuple(dict.fromkeys(target for use in concept.indicators if use.indicator == name for target in use.targets))
        found = series.get((name, concept.area.key, ""))
        made[name] = _figure(snapshot, concept, definition, found, targets, name in drawn, state, as_of)
    return Figures(made, _places(snapshot, viewer, series.values()))


def _places(snapshot: Snapshot, viewer: Viewer, every: Iterable[Series]) -> dict[tuple[str, str], str]:
    """``lsn_2-3-1.csv, Zeile 12, Spalte 4; …`` by indicator and period."""
    behind = {(series.definition.id, point.period): point.row["observations"] for series in every for point in series.points}
    ids = sorted({each for found in behind.values() for each in found})
    if not ids or not viewer.may(Permission.SEE_FILES):
        return {}
    cells = {each.id: f"{each.delivery.file.name}, {each.cell}" for each in store.reading.origins(snapshot, viewer, ids) if each.delivery}
    return {key: "; ".join(dict.fromkeys(cells[each] for each in found if each in cells)) for key, found in behind.items()}


def _figure(
    snapshot: Snapshot,
    concept: Concept,
    definition: Definition,
    series: Series | None,
    targets: tuple[Target, ...],
    drawn: bool,
    state: str,
    as_of: datetime | None,
) -> Figure:
    latest = series.latest if series else None
    source = source_text(snapshot, [latest]) if latest else f"Quelle: {definition.source}."
    area = store.reading.areas(snapshot, as_of).get(concept.area.key) if drawn else None
    return Figure(
        definition=definition,
        previous=_previous(series),
        distance=distance_text(series, targets) if series else "",
        note=" ".join(dict.fromkeys((*_cautions(series), *definition.notes[:1]))),
        sentence=short_sentence(latest) if latest else "",
        source=source,
        basis=latest.basis if latest else "",
        course=year_rows(series),
        chart=course_chart(definition, area, series, (), targets, ()) if area else None,
        about=ChartAbout(f"{concept.area.name}, {years_text([series] if series else [])}", source, state),
        series=series,
        targets=targets,
    )


def _previous(series: Series | None) -> str:
    """``11,9 % (2023)``: the value before the newest one."""
    before = series.previous if series else None
    if series is None or before is None:
        return NO_VALUE
    return f"{with_unit(before.value, series.definition.unit, series.definition.decimals)} ({Period(before.period).label})"


def _cautions(series: Series | None) -> Sequence[str]:
    return series.latest.verdict.cautions if series and series.latest else ()


def by_row(figures: Figures, rows: Iterable[IndicatorRow]) -> tuple[tuple[IndicatorRow, Figure], ...]:
    """The rows of a page, each with what stands beside it."""
    return tuple((row, figures[row.id]) for row in rows)
