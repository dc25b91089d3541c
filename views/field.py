"""Handlungsfeld: goal, what the figures say, what the measures do, side by side and never as cause and effect."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import store.reading
from domain.access import Viewer
from domain.concepts import ActionField, HomeArea
from domain.indicators import Weather
from domain.measure_lights import schedule
from domain.measures import MeasureRow, MeasureState, Schedule
from domain.periods import Period
from indicators.summary import Summary
from store.publication import Snapshot
from views.chart_style import ChartSpec
from views.field_chart import field_chart
from views.indicator_rows import IndicatorRow, indicator_rows, summary_of
from views.lead_cards import LeadCard, lead_cards
from views.measure_filter import look_again, unreported
from views.measure_rows import MeasureLine, by_priority, measure_lines
from views.measure_texts import state_term
from views.sources import source_text
from views.terms import Term
from views.values import Series, all_series, definitions_of


@dataclass(frozen=True)
class FieldView:
    """One action field. ``caption`` belongs under the figures; ``gap`` says what cannot be shown and why."""

    field: ActionField
    leads: tuple[LeadCard, ...]
    others: tuple[IndicatorRow, ...]  # judged ones that are no lead indicators
    context: tuple[IndicatorRow, ...]  # no lead indicators, never judged
    summary: Summary
    measures: tuple[MeasureLine, ...]
    also: tuple[MeasureLine, ...]  # measures of other fields that serve this one too; they count there
    by_state: tuple[tuple[Term, int], ...]
    goals_without_measure: tuple[str, ...]
    gap: str
    caption: str
    asked: tuple[str, ...]  # what the field's own department is asked to do
    chart: ChartSpec | None = None  # where the lead indicators stand: newest value, the one before, target
    period: str = ""  # the years of its values: „2023 bis 2024“
    sources: str = ""  # where its figures come from


def build(snapshot: Snapshot, viewer: Viewer, field_id: str, today: date, as_of: datetime | None = None) -> FieldView:
    """The field's page; KeyError for an id the concept does not have."""
    concept = store.reading.concept(snapshot, as_of)
    field = concept.field(field_id)
    used = [use.indicator for use in concept.indicators if use.field == field_id]
    series = all_series(snapshot, used, [concept.area.key], as_of, "") if used else {}
    rows = indicator_rows(concept, field_id, series, definitions_of(snapshot, used, as_of))
    latest = [each.latest for each in series.values() if each.latest is not None and not each.groups]
    every = store.reading.measures(snapshot, viewer, as_of)
    measures = sorted((row for row in every if row.field == field_id), key=by_priority)
    also = sorted((row for row in every if field_id in row.further_fields and row.field != field_id), key=by_priority)
    summary = summary_of(rows)
    states = Counter(row.state for row in measures)
    return FieldView(
        field=field,
        leads=lead_cards(concept, rows, series, field_id),
        others=tuple(row for row in rows if not row.lead and row.weather is not Weather.CONTEXT),
        context=tuple(row for row in rows if not row.lead and row.weather is Weather.CONTEXT),
        summary=summary,
        measures=measure_lines(concept, measures, today),
        also=measure_lines(concept, also, today),
        by_state=tuple((state_term(concept, each), states[each]) for each in MeasureState if states[each]),
        goals_without_measure=_goals_without_measure(field, {goal for row in every for goal in row.goals}) if measures else (),
        gap=_gap(summary),
        asked=_asked(measures, max((row.period for row in every), default=""), today) if field_id in viewer.fields else (),
        caption=_caption(concept.area, rows, source_text(snapshot, latest)),
        chart=field_chart(concept, field_id, rows, series),
        period=_years(series[key] for key in series if key[0] in {row.id for row in rows if row.lead}),
        sources=source_text(snapshot, latest),
    )


def _years(series: Iterable[Series]) -> str:
    """``2023 bis 2024``: from which years the newest values and those before are."""
    years = sorted({point.year for each in series for point in (each.latest, each.previous) if point is not None})
    return " bis ".join(dict.fromkeys((str(years[0]), str(years[-1])))) if years else ""


def _caption(area: HomeArea, rows: tuple[IndicatorRow, ...], sources: str) -> str:
    """What belongs under the figures: area, whose choice the indicators are, and the sources."""
    proposal = "Die Zuordnung der Indikatoren ist ein Vorschlag des Integrationsmonitors." if any(row.proposal for row in rows) else ""
    return " ".join(part for part in (f"Gebiet: {area.name}.", area.note, proposal, sources) if part)


def _asked(measures: Sequence[MeasureRow], newest: str, today: date) -> tuple[str, ...]:
    """Which measures need a word from their department, by reason; ``newest`` is the newest half-year reported by anybody."""
    reasons = {
        "Ohne Meldung für das " + (Period(newest).label if newest else ""): [m for m in measures if unreported(m, newest)],
        "Geplantes Ende vorbei, neue Meldung nötig": [m for m in measures if schedule(m, today) is Schedule.UNREPORTED],
        "Verzögert: neuen Termin oder Grund nennen": [m for m in measures if schedule(m, today) is Schedule.LATE],
        "Wiedervorlage fällig: neu entscheiden": [m for m in measures if look_again(m, today)],
        "Ohne Termin: Ende nennen": [m for m in measures if schedule(m, today) is Schedule.NO_DATE],
    }
    return tuple(f"{reason}: {', '.join(f'{m.measure} {m.title}' for m in found)}" for reason, found in reasons.items() if found)


def _goals_without_measure(field: ActionField, used: set[str]) -> tuple[str, ...]:
    return tuple(goal.text for goal in field.goals if goal.id not in used and goal.text not in used)


def _gap(summary: Summary) -> str:
    if not summary.distribution:
        return "Diesem Handlungsfeld ist noch kein Indikator zugeordnet. Ob sich die Lage verändert, lässt sich hier deshalb nicht zeigen."
    if not summary.total:
        return "Die Indikatoren dieses Handlungsfelds beschreiben nur die Lage. Eine Wirkung lässt sich an ihnen nicht ablesen."
    return ""
