"""The three lights of a measure, each with glyph, word and the reason in numbers and dates."""

from dataclasses import dataclass
from datetime import date

from domain.concepts import Concept
from domain.measure_lights import attained, attainment, computed_schedule, schedule
from domain.measures import MeasureRow, MeasureState, Milestone, Schedule
from domain.periods import Period
from views.formats import counted, day, exact, with_unit
from views.measure_texts import state_term
from views.terms import ATTAINMENT, SCHEDULE, Term, term


@dataclass(frozen=True)
class Light:
    """One light: ``detail`` says why, in one or two German sentences."""

    name: str
    term: Term
    detail: str


def lights(concept: Concept, row: MeasureRow, today: date, fewest: int) -> tuple[Light, Light, Light]:
    """Umsetzungsstand, Termin and Zielerreichung. ``fewest``: below this, the public sees no count of people."""
    return (
        Light("Umsetzungsstand", state_term(concept, row.state), _progress(row)),
        Light("Termin", term(schedule(row, today)), _schedule(row, today)),
        Light("Zielerreichung", ATTAINMENT[attainment(row)], _attainment(row, fewest)),
    )


def _progress(row: MeasureRow) -> str:
    told = [f"Gemeldet für das {Period(row.period).label}"]
    if row.progress is not None:
        told.append(f"Umsetzungsgrad {with_unit(row.progress, 'Prozent')}")
    if row.actual_end is not None:
        told.append(f"beendet am {day(row.actual_end)}")
    elif row.actual_start is not None:
        told.append(f"begonnen am {day(row.actual_start)}")
    if row.merged_into:
        told.append(f"zusammengelegt mit {row.merged_into}")
    return "; ".join(told) + "."


def _schedule(row: MeasureRow, today: date) -> str:
    said = _dates(row, today)
    if row.schedule_set is None or not row.state.open:
        return f"Errechnet: {said}"
    computed = SCHEDULE[computed_schedule(row, today)].word
    reason = f" Grund: {row.schedule_reason.rstrip('.')}." if row.schedule_reason else ""
    return f"Von der Federführung gesetzt.{reason} Nach den Daten wäre es „{computed}“: {said}"


def _dates(row: MeasureRow, today: date) -> str:
    """What dates and milestones say, in one sentence."""
    late = [each for each in row.milestones if each.due is not None and each.due < today and each.done is None]
    match computed_schedule(row, today):
        case Schedule.ENDED:
            return f"abgeschlossen am {day(row.actual_end)}." if row.actual_end else "abgeschlossen."
        case Schedule.NOT_APPLICABLE:
            return "In diesem Stand läuft kein Termin."
        case Schedule.NO_DATE:
            return "Ein geplantes Ende ist nicht genannt."
        case Schedule.LATE:
            return f"Das geplante Ende {day(row.planned_end)} war vorbei, als zuletzt gemeldet wurde."
        case Schedule.UNREPORTED:
            return f"Das geplante Ende {day(row.planned_end)} ist seit der letzten Meldung verstrichen."
        case Schedule.AT_RISK if late:
            steps = counted(len(late), "Meilenstein ist", "Meilensteine sind")
            return f"{steps} über der Frist, zuerst „{late[0].text}“ ({day(late[0].due)})."
        case Schedule.AT_RISK:
            return f"Der Beginn war für den {day(row.planned_start)} geplant und ist nicht gemeldet."
        case _:
            return f"Geplantes Ende {day(row.planned_end)}, kein Meilenstein über der Frist."


def _attainment(row: MeasureRow, fewest: int) -> str:
    unit = f" {row.aim_unit}" if row.aim_unit else ""
    share = attained(row)
    held = row.aim_target is not None and row.aim_target == (row.aim_start or 0)
    if held and row.aim_actual is not None:
        kept = "ist gehalten" if share is not None else "ist nicht gehalten; wie weit, lässt sich in keiner Stufe sagen"
        return f"{exact(row.aim_actual)}{unit}: Der Ausgangswert {exact(row.aim_target)} soll gehalten werden und {kept}."
    if share is not None:
        start = f", Ausgang {exact(row.aim_start)}" if row.aim_start is not None else ""
        way = f"{with_unit(share * 100, 'Prozent')} des Wegs vom {'Ausgangswert' if start else 'Nullpunkt'} zum Ziel"
        return f"{exact(row.aim_actual)}, Ziel {exact(row.aim_target)}{unit}{start}: {way}."
    if "aim_actual" in row.small:
        return f"Erreicht sind unter {fewest}{unit}; so kleine Zahlen werden nicht gezeigt."
    if row.aim_target is not None:
        return f"Ziel: {exact(row.aim_target)}{unit}. Der erreichte Wert ist nicht gemeldet."
    if not row.milestones:
        return "Es gibt weder ein messbares Ziel noch Meilensteine."
    done = sum(each.done is not None for each in row.milestones)
    open_steps = sum(each.done is None for each in row.milestones)
    return f"Aus Meilensteinen: {counted(done, 'ist', 'sind')} erreicht, {open_steps} offen. Gezählt werden erreichte und fällige."


def milestone_term(each: Milestone, state: MeasureState, today: date) -> Term:
    """How a milestone stands: reached, past its date, or open. Where nothing is to be done any more, no date is missed."""
    if each.done is not None:
        return MILESTONE["done"]
    return MILESTONE["late" if state.open and each.due is not None and each.due < today else "open"]


_ON_TIME, _LATE, _OPEN = SCHEDULE[Schedule.ON_TIME], SCHEDULE[Schedule.LATE], SCHEDULE[Schedule.NO_DATE]
MILESTONE = {
    "done": Term("◆", "erreicht", _ON_TIME.text, _ON_TIME.markdown, _ON_TIME.fill),
    "late": Term("▲", "über der Frist", _LATE.text, _LATE.markdown, _LATE.fill),
    "open": Term("◇", "offen", _OPEN.text, _OPEN.markdown, _OPEN.fill),
}
"""Glyphs of milestones, in the table and in the timeline."""
