"""Sentences that the numbers and dates say by themselves, for the office to take over or not. They say what is, never why, and there are
none for consequences: what follows is decided by people."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from domain.indicators import Weather
from domain.measures import MeasureState, Schedule
from domain.report_texts import TextPart
from views.field import FieldView
from views.formats import NO_VALUE, counted
from views.indicator_rows import IndicatorRow
from views.measure_rows import MeasureLine
from views.terms import WEATHER, Term

MARK = "Vorschlag aus den Zahlen, nicht übernommen"
_AHEAD = timedelta(days=183)


def field_proposals(shown: FieldView, ends: Mapping[str, date | None], today: date) -> Mapping[TextPart, tuple[str, ...]]:
    """Proposals by part of a field's text; ``ends`` has the planned end of each measure by its number. Parts without any are left out."""
    found = {
        TextPart.ASSESSMENT: tuple(_assessment(shown)),
        TextPart.OBSTACLES: tuple(_obstacles(shown)),
        TextPart.NEXT_STEPS: tuple(_next_steps(shown.measures, ends, today)),
    }
    return {part: sentences for part, sentences in found.items() if sentences}


def indicator_proposals(row: IndicatorRow) -> Mapping[TextPart, tuple[str, ...]]:
    """Proposals by part of an indicator's text; nothing for one without figures."""
    if row.value == NO_VALUE:
        return {}
    said = [f"Der neueste Wert ist {row.value} ({row.period})."]
    if row.change != NO_VALUE:
        said.append(f"Die Veränderung beträgt {row.change}.")
    if row.weather.judged:
        said.append(f"Die Bewertung ist „{WEATHER[row.weather].word}“{f': {row.sentence}' if row.sentence else ''}.")
    return {TextPart.ASSESSMENT: (" ".join(said),)}


def _assessment(shown: FieldView) -> Iterable[str]:
    summary = shown.summary
    if summary.total:
        words = ", ".join(f"{count} × {WEATHER[weather].word}" for weather, count in summary.counts)
        yield f"Von {counted(summary.total, 'Indikator', 'Indikatoren')} mit Richtung oder Ziel sind {summary.judged} bewertbar: {words}."
    for card in shown.leads:
        if card.row.value != NO_VALUE:
            yield f"{card.row.name}: {card.sentence}"
    if shown.by_state:
        yield f"Das Handlungsfeld hat {counted(len(shown.measures), 'Maßnahme', 'Maßnahmen')}: {_states(shown.by_state)}."


def _states(by_state: Sequence[tuple[Term, int]]) -> str:
    return ", ".join(f"{count} × {shown.word}" for shown, count in by_state)


def _obstacles(shown: FieldView) -> Iterable[str]:
    late = [line for line in shown.measures if line.schedule is Schedule.LATE]
    if late:
        yield f"Verzögert: {_named(late)}."
    put_off = [line for line in shown.measures if line.state is MeasureState.POSTPONED]
    if put_off:
        yield f"Zurückgestellt: {'; '.join(f'{line.id} {line.title}' for line in put_off)}."
    rows = (*(card.row for card in shown.leads), *shown.others)
    empty = [row.name for row in rows if row.value == NO_VALUE and row.weather is not Weather.CONTEXT]
    if empty:
        yield f"Zahlen fehlen für: {'; '.join(empty)}."


def _next_steps(lines: Iterable[MeasureLine], ends: Mapping[str, date | None], today: date) -> Iterable[str]:
    due = [line for line in lines if line.state.open and _within(ends.get(line.id), today)]
    if due:
        yield f"Geplantes Ende in den nächsten sechs Monaten: {_named(due)}."


def _within(end: date | None, today: date) -> bool:
    return end is not None and today <= end <= today + _AHEAD


def _named(lines: Iterable[MeasureLine]) -> str:
    return "; ".join(f"{line.id} {line.title} (geplant bis {line.planned_end})" for line in lines)
