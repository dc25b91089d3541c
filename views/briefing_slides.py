"""The slides of a meeting, made from the views that the pages and documents are made from. What is, never why."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import chain
from typing import TypeVar

from domain.concepts import Concept
from domain.decisions import Decision, DecisionState
from domain.indicators import Direction, Weather
from domain.measures import MeasureState, Schedule
from domain.report_texts import ReportText, TextKey, TextPart, TextSubject
from indicators.summary import Summary
from views.briefing_lines import Heap, Said
from views.difference import Difference, IndicatorDifference, MeasureDifference, Turn
from views.field import FieldView
from views.formats import NO_VALUE, counted, day
from views.indicator_rows import IndicatorRow
from views.measure_rows import MeasureLine
from views.measure_texts import office_name, state_term
from views.overview import Overview
from views.terms import term

D = TypeVar("D", MeasureDifference, IndicatorDifference)
Texts = Mapping[TextKey, ReportText]

OVERVIEW_TITLE = "Überblick"
CHANGES_TITLE = "Was sich geändert hat"
DECISIONS_TITLE = "Beschlüsse und Aufträge"

_DIFFERENCES = 2
"""So many differences of a measure are told on its slide; the table behind it has all of them."""
_URGENT = (Schedule.LATE, Schedule.UNREPORTED, Schedule.AT_RISK)


def overview_message(shown: Overview) -> str:
    """``7 von 13 bewertbaren Indikatoren auf Kurs, 5 von 24 Maßnahmen verzögert.``"""
    return _message(shown.summary, shown.late, shown.measure_count)


def overview_heaps(shown: Overview) -> tuple[Heap, ...]:
    """How the indicators and measures are distributed, and where each field stands."""
    indicators = [Said(counted(count, "Indikator", "Indikatoren"), term(weather)) for weather, count in shown.summary.distribution]
    measures = [Said(counted(count, "Maßnahme", "Maßnahmen"), state) for state, count in shown.measures]
    if shown.late:
        measures.append(Said(f"davon {counted(shown.late, 'Maßnahme', 'Maßnahmen')}", term(Schedule.LATE)))
    fields = [
        Said(f"{card.number} {card.name}".strip(), None, _brief(card.summary, card.late, card.measure_count), card.id)
        for card in shown.fields
    ]
    return (
        Heap("Handlungsfelder", tuple(fields) or (Said("Noch ist kein Handlungsfeld angelegt."),), share=9),
        Heap("Indikatoren", tuple(indicators) or (Said("Noch ist kein Indikator zugeordnet."),), share=5),
        Heap("Maßnahmen", tuple(measures) or (Said("Noch ist keine Maßnahme gemeldet."),), share=6),
    )


def field_title(shown: FieldView) -> str:
    """``Handlungsfeld 3: Wohnen``; tasks that cut across the fields say so."""
    number = f" {shown.field.number}" if shown.field.number else ""
    return f"{shown.field.kind.label}{number}: {shown.field.name}"


def field_message(shown: FieldView) -> str:
    """Where the field stands, in one sentence."""
    late = sum(line.schedule is Schedule.LATE for line in shown.measures)
    return _message(shown.summary, late, len(shown.measures))


def field_heaps(shown: FieldView, texts: Texts, period: str, demanded: Sequence[str]) -> tuple[Heap, ...]:
    """Goal, indicators, measures, consequences; ``demanded`` says why consequences have to be named."""
    goals = tuple(Said(goal.text) for goal in shown.field.goals)
    indicators = tuple(_indicator(row) for row in _indicators(shown))
    measures = tuple(_measure(line) for line in _measures(shown))
    return (
        *((Heap("Leitziel" if len(goals) == 1 else "Leitziele", goals, wide=True),) if goals else ()),
        Heap("Indikatoren", indicators or (Said(shown.gap),)),
        Heap("Maßnahmen", measures or (Said("Zu diesem Handlungsfeld ist keine Maßnahme gemeldet."),)),
        Heap(TextPart.CONSEQUENCES.label, _consequences(shown, texts, period, demanded)),
    )


def changes_message(changed: Difference, since: str) -> str:
    """``Seit Berichtsstand 2025-2: 12 von 62 Maßnahmen und 3 von 30 Indikatoren geändert.``"""
    measures = _changed(changed.measure_counts, counted(changed.measure_total, "Maßnahme", "Maßnahmen"))
    indicators = _changed(changed.indicator_counts, counted(changed.indicator_total, "Indikator", "Indikatoren"))
    return f"Seit {since}: {measures} und {indicators} geändert."


def changes_heaps(concept: Concept, changed: Difference) -> tuple[Heap, ...]:
    """What is otherwise, in the order of directions; what stayed the same is only counted."""
    measures = [_measure_change(concept, each) for each in in_turn(changed.measures)]
    indicators = [_indicator_change(each) for each in in_turn(changed.indicators)]
    return (
        Heap("Maßnahmen", (*_directions(changed.measure_counts), *measures) or (Said("Keine Maßnahme hat sich geändert."),)),
        Heap("Indikatoren", (*_directions(changed.indicator_counts), *indicators) or (Said("Kein Indikator hat sich geändert."),)),
    )


def in_turn(differences: Iterable[D]) -> list[D]:
    """Those that are otherwise, in the order of directions."""
    order = list(Turn)
    return sorted((each for each in differences if each.turn is not Turn.SAME), key=lambda each: order.index(each.turn))


def decisions_message(open_ones: Sequence[Decision], today: date) -> str:
    """How many are open, and how many of them overdue."""
    if not open_ones:
        return "Offene Beschlüsse und Aufträge gibt es nicht."
    overdue = sum(each.state(today) is DecisionState.OVERDUE for each in open_ones)
    said = f"{counted(len(open_ones), 'Beschluss oder Auftrag', 'Beschlüsse und Aufträge')} offen"
    return f"{said}, davon {overdue} überfällig." if overdue else f"{said}."


def decisions_heaps(concept: Concept, open_ones: Sequence[Decision], new: Sequence[Decision], today: date) -> tuple[Heap, ...]:
    """Those open at the data state, overdue ones first, and those of this meeting."""
    ordered = sorted(open_ones, key=lambda each: (each.due or date.max, each.number))
    was_open = tuple(_decision(concept, each, today) for each in ordered)
    decided = tuple(_decision(concept, each, today) for each in new)
    return (
        Heap("Offen aus früheren Sitzungen", was_open or (Said("Nichts ist offen."),)),
        Heap("In dieser Sitzung", decided or (Said("In dieser Sitzung ist noch nichts festgehalten."),)),
    )


def _message(summary: Summary, late: int, measures: int) -> str:
    """Both layers beside each other, as counts."""
    judged = counted(summary.judged, "bewerteten Indikator", "bewerteten Indikatoren")
    said = f"{summary.on_course} von {judged} auf Kurs" if summary.judged else "Kein Indikator bewertbar"
    if not measures:
        return f"{said}; keine Maßnahme gemeldet."
    return f"{said}; {late or 'keine'} von {counted(measures, 'Maßnahme', 'Maßnahmen')} verzögert."


def _brief(summary: Summary, late: int, measures: int) -> str:
    judged = f"Indikatoren auf Kurs: {summary.on_course} von {summary.judged}" if summary.judged else "kein Indikator bewertbar"
    return f"{judged}; Maßnahmen verzögert: {late} von {measures}" if measures else f"{judged}; keine Maßnahme gemeldet"


def _changed(counts: Iterable[tuple[Turn, int]], all_of_them: str) -> str:
    return f"{sum(count for turn, count in counts if turn is not Turn.SAME)} von {all_of_them}"


def _directions(counts: Iterable[tuple[Turn, int]]) -> tuple[Said, ...]:
    """``2 verschlechtert; 36 verbessert``, as one statement; nothing where all stayed the same."""
    found = "; ".join(f"{count} {turn.label}" for turn, count in counts if count and turn is not Turn.SAME)
    return (Said(found),) if found else ()


def _measure_change(concept: Concept, each: MeasureDifference) -> Said:
    state = state_term(concept, each.after) if each.after else None
    said = each.what[:_DIFFERENCES]
    more = (f"{len(each.what) - len(said)} weitere",) if len(each.what) > len(said) else ()
    return Said(f"{each.measure} {each.title}", state, "; ".join((each.turn.label, *said, *more)), each.measure)


def _indicator_change(each: IndicatorDifference) -> Said:
    """Verdict and value at both states, and what turned the verdict."""
    was = f"vorher {term(each.before).word}" if each.before and each.before is not each.after else ""
    values = f"{each.value_before} → {each.value_after}" if each.value_before != each.value_after else each.value_after
    turned = f"Bewertung {each.turn.label}" if each.turn in (Turn.BETTER, Turn.WORSE) else each.turn.label
    told = (turned, was, values, each.what)
    return Said(each.name, term(each.after) if each.after else None, "; ".join(part for part in told if part), each.indicator)


def _indicators(shown: FieldView) -> list[IndicatorRow]:
    """Lead indicators first, off course before on course, context last; otherwise in the field's order."""
    lead = [card.row for card in shown.leads]
    return sorted([*lead, *shown.others, *shown.context], key=lambda row: (row.weather is Weather.CONTEXT, not row.lead, _on_course(row)))


def _on_course(row: IndicatorRow) -> bool:
    return not row.weather.judged or row.weather.on_course


def _indicator(row: IndicatorRow) -> Said:
    aim = row.target if row.target in {each.label for each in Direction} else f"Ziel: {row.target}"
    told = (row.period, row.change, "" if row.weather is Weather.CONTEXT else aim)
    return Said(f"{row.name}: {row.value}", term(row.weather), "; ".join(part for part in told if part not in ("", NO_VALUE)), row.id)


def _measures(shown: FieldView) -> list[MeasureLine]:
    """Exceptions first, those that are over last; otherwise by priority."""
    over = (MeasureState.COMPLETED, MeasureState.PERMANENT, MeasureState.DROPPED, MeasureState.MERGED)
    return sorted(
        shown.measures,
        key=lambda line: _URGENT.index(line.schedule) if line.schedule in _URGENT else len(_URGENT) + (line.state in over),
    )


def _measure(line: MeasureLine) -> Said:
    state = line.shown.word
    light = term(line.schedule) if line.schedule in _URGENT else line.shown
    told = (state if light is not line.shown else "", f"bis {line.planned_end}" if line.planned_end != NO_VALUE else "", line.lead)
    return Said(f"{line.id} {line.title}", light, ", ".join(part for part in told if part), line.id)


def _consequences(shown: FieldView, texts: Texts, period: str, demanded: Sequence[str]) -> tuple[Said, ...]:
    """What the office wrote for field and indicators; else what is missing and why, or that nothing is asked for."""
    names = {row.id: row.name for row in _indicators(shown)}
    written = [Said(text) for text in _paragraphs(texts, TextSubject.FIELD, shown.field.id, period)]
    for indicator, name in names.items():
        paragraphs = _paragraphs(texts, TextSubject.INDICATOR, indicator, period)
        written += [Said(text, None, name) for text in paragraphs]
    if written:
        return tuple(written)
    if demanded:
        return (Said("Für dieses Halbjahr sind noch keine Konsequenzen benannt."), *(Said(reason) for reason in demanded))
    return (Said("Die Angaben dieses Handlungsfelds verlangen keine Konsequenzen."),)


def _paragraphs(texts: Texts, subject: TextSubject, subject_id: str, period: str) -> Iterable[str]:
    found = texts.get(TextKey(subject, subject_id, period, TextPart.CONSEQUENCES))
    return (line.strip() for line in found.text.splitlines() if line.strip()) if found else ()


def _decision(concept: Concept, decision: Decision, today: date) -> Said:
    state = decision.state(today)
    due = f"bis {day(decision.due)}" if decision.due else "ohne Frist"
    done = f"{day(decision.done_on)}: {decision.result}" if decision.done_on else due
    numbers = f"Maßnahme {', '.join(decision.measures)}" if decision.measures else ""
    told = chain((f"{decision.kind.label} {decision.number}", office_name(concept, decision.responsible), done, numbers))
    return Said(decision.text, term(state), ", ".join(part for part in told if part), str(decision.number))
