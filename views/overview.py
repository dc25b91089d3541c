"""Überblick: how each field moves, how the measures stand, what needs attention."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

import store.reading
from domain.access import Permission, Viewer
from domain.concepts import ActionField, Concept, FieldKind
from domain.indicators import Weather
from domain.measure_lights import schedule
from domain.measures import MeasureRow, MeasureState, Schedule
from domain.periods import Period
from indicators.summary import Summary
from store.publication import Snapshot
from views.changes import Changes, changes
from views.formats import counted, day
from views.freshness import overdue
from views.indicator_rows import IndicatorRow, context_rows, indicator_rows, summary_of
from views.measure_filter import look_again, unreported
from views.measure_texts import state_label, state_term
from views.terms import Term
from views.values import all_series, definitions_of

NAMED = 6
"""How many items of each kind are named on the overview; the rest is one click away."""


_LOOK_AGAIN = "Wiedervorlage fällig"
ALL_OF = {
    "Maßnahme verzögert": {"termin": Schedule.LATE.value},
    Schedule.UNREPORTED.label: {"termin": Schedule.UNREPORTED.value},
    _LOOK_AGAIN: {"wiedervorlage": "faellig"},
}
"""Where all items of a kind can be seen, as the selection of their page."""


@dataclass(frozen=True)
class FieldCard:
    """One action field at a glance."""

    id: str
    number: str
    name: str
    kind: FieldKind
    summary: Summary
    lead: tuple[IndicatorRow, ...]
    measures: tuple[tuple[Term, int], ...]
    measure_count: int
    late: int


@dataclass(frozen=True)
class Attention:
    """Something to talk about, with the page that shows more (``slug`` and its selection)."""

    kind: str
    text: str
    slug: str
    selection: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Overview:
    """The whole start page."""

    fields: tuple[FieldCard, ...]
    summary: Summary
    measures: tuple[tuple[Term, int], ...]
    measure_count: int
    late: int
    half_year: str
    attention: tuple[tuple[str, tuple[Attention, ...]], ...]  # by kind
    changes: Changes
    context: tuple[IndicatorRow, ...]
    area_note: str
    has_figures: bool


def build(snapshot: Snapshot, viewer: Viewer, today: date, as_of: datetime | None = None) -> Overview:
    """The start page for the home area; each measure counts once, in its field."""
    concept = store.reading.concept(snapshot, as_of)
    used = sorted({use.indicator for use in concept.indicators} | set(concept.context))
    definitions = definitions_of(snapshot, used, as_of)
    series = all_series(snapshot, used, [concept.area.key], as_of, groups="")
    rows = {field.id: indicator_rows(concept, field.id, series, definitions) for field in concept.fields}
    history = store.reading.measure_history(snapshot, viewer, as_of)
    measures = store.reading.newest(history)
    once = {row.id: row for each in rows.values() for row in each}
    summary = summary_of(once.values())
    return Overview(
        fields=tuple(
            _card(concept, field, rows[field.id], [m for m in measures if m.field == field.id], today) for field in concept.fields
        ),
        summary=summary,
        measures=_by_state(concept, measures),
        measure_count=len(measures),
        late=sum(schedule(m, today) is Schedule.LATE for m in measures),
        half_year=Period(max(m.period for m in measures)).label if measures else "",
        attention=_attention(snapshot, viewer, concept, rows, measures, today, as_of),
        changes=changes(history, (each for each in series.values() if not each.groups and each.definition.id in once)),
        context=context_rows(concept, series, definitions),
        area_note=f"Gebiet: {concept.area.name}. {concept.area.note}".strip(),
        has_figures=bool(series),
    )


def _card(concept: Concept, field: ActionField, rows: tuple[IndicatorRow, ...], measures: Sequence[MeasureRow], today: date) -> FieldCard:
    measures = [each for each in measures if each.field == field.id]
    return FieldCard(
        id=field.id,
        number=field.number,
        name=field.name,
        kind=field.kind,
        summary=summary_of(rows),
        lead=tuple(row for row in rows if row.lead),
        measures=_by_state(concept, measures),
        measure_count=len(measures),
        late=sum(schedule(m, today) is Schedule.LATE for m in measures),
    )


def _by_state(concept: Concept, measures: Sequence[MeasureRow]) -> tuple[tuple[Term, int], ...]:
    counts = Counter(m.state for m in measures)
    return tuple((state_term(concept, state), counts[state]) for state in MeasureState if counts[state])


def _attention(
    snapshot: Snapshot,
    viewer: Viewer,
    concept: Concept,
    rows: dict[str, tuple[IndicatorRow, ...]],
    measures: Sequence[MeasureRow],
    today: date,
    as_of: datetime | None,
) -> tuple[tuple[str, tuple[Attention, ...]], ...]:
    """Off course first, then late measures, missing reports, overdue figures, fields without an assessable indicator."""
    items = [*_off_course(concept, rows), *_late(concept, measures, today), *_past_end(measures, today)]
    if viewer.may(Permission.SEE_INTERNAL):
        items += _look_again(measures, today)
        items += [*_unreported(measures), *_overdue(snapshot, today, as_of)]
    for field in concept.fields:
        summary = summary_of(rows[field.id])
        if not summary.judged:
            known = f"{field.name}: {summary.coverage}" if summary.total else field.name
            items.append(Attention("Ohne bewertbaren Indikator", known, "handlungsfeld", (("id", field.id),)))
    return tuple((kind, tuple(same)) for kind, same in groupby(items, key=lambda item: item.kind))


def _overdue(snapshot: Snapshot, today: date, as_of: datetime | None) -> list[Attention]:
    return [
        Attention("Zahlen überfällig", f"{each.title}: neueste Zahlen {each.newest}, neue waren fällig bis {day(each.due)}", "datenstand")
        for each in overdue(snapshot, today, as_of)
    ]


def _off_course(concept: Concept, rows: dict[str, tuple[IndicatorRow, ...]]) -> list[Attention]:
    off_course = {row.id: row for field in concept.fields for row in rows[field.id] if row.weather.judged and not row.weather.on_course}
    return [
        Attention(
            "Indikator nicht auf Kurs",
            f"{row.weather.value}: {row.name}, {row.value} ({row.period}), {row.sentence}",
            "indikator",
            (("id", row.id),),
        )
        for row in sorted(off_course.values(), key=lambda row: row.weather is not Weather.STORM)
    ]


def _late(concept: Concept, measures: Sequence[MeasureRow], today: date) -> list[Attention]:
    late = sorted((m for m in measures if schedule(m, today) is Schedule.LATE), key=lambda m: m.planned_end or today)
    return [
        Attention(
            "Maßnahme verzögert",
            f"{m.measure} {m.title}: geplant bis {day(m.planned_end)}, {state_label(concept, m.state)}",
            "massnahmen",
            (("id", m.measure),),
        )
        for m in late
    ]


def _past_end(measures: Sequence[MeasureRow], today: date) -> list[Attention]:
    """Measures whose planned end has passed since their last report: nobody knows yet whether they are late."""
    past = sorted((m for m in measures if schedule(m, today) is Schedule.UNREPORTED), key=lambda m: m.planned_end or today)
    return [
        Attention(Schedule.UNREPORTED.label, f"{m.measure} {m.title}: geplant bis {day(m.planned_end)}", "massnahmen", (("id", m.measure),))
        for m in past
    ]


def _look_again(measures: Sequence[MeasureRow], today: date) -> list[Attention]:
    """Measures put off until a day that has come."""
    due = sorted((m for m in measures if look_again(m, today)), key=lambda m: m.look_again_on or today)
    return [
        Attention(_LOOK_AGAIN, f"{m.measure} {m.title}: Wiedervorlage am {day(m.look_again_on)}", "massnahmen", (("id", m.measure),))
        for m in due
    ]


def _unreported(measures: Sequence[MeasureRow]) -> list[Attention]:
    """Measures whose owner is asked and whose newest report is older than the newest half-year reported at all."""
    if not measures:
        return []
    newest = max(m.period for m in measures)
    silent = [m for m in measures if unreported(m, newest)]
    if not silent:
        return []
    names = ", ".join(m.measure for m in silent)
    text = f"{counted(len(silent), 'Maßnahme', 'Maßnahmen')} ohne Meldung für das {Period(newest).label}: Nr. {names}"
    return [Attention("Meldung fehlt", text, "massnahmen", (("meldung", "fehlt"),))]
