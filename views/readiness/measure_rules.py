"""Checks of single measures: are their reports up to date, and do they say what can be measured and carried out?"""

from collections.abc import Callable, Iterable
from datetime import date

from domain.measure_lights import report_day, unexplained
from domain.measure_states import CONFIRM_WITHIN_MONTHS, confirmation_due, missing_demands, transition_demands
from domain.measures import MeasureRow, MeasureState
from domain.periods import Period, month_end
from views.formats import counted, day
from views.measure_changes import NAMES
from views.readiness.model import Check, Group, Item, Known, Place

_BEFORE = (MeasureState.PROPOSED, MeasureState.EXAMINATION)


def months_before(today: date, months: int) -> date:
    """The same day so many months earlier, or the last day of that month where it is shorter."""
    count = today.year * 12 + today.month - 1 - months
    last = month_end(count // 12, count % 12 + 1)
    return last.replace(day=min(today.day, last.day))


def stale(known: Known, months: int) -> Check:
    """Open and postponed measures whose newest report is older than so many months."""
    limit = months_before(known.today, months)
    examined = [row for row in known.measures if row.state.asked and row.state is not MeasureState.PERMANENT]
    old = sorted((row for row in examined if report_day(row) < limit), key=report_day)
    return Check(
        "veraltet",
        Group.CURRENT,
        f"Sachstand älter als {counted(months, 'Monat', 'Monate')}",
        f"Offene und zurückgestellte Maßnahmen, deren neuester Sachstand vor dem {day(limit)} liegt. Es zählt der gemeldete Tag, ohne ihn "
        "das Ende des Halbjahrs.",
        "Neuen Sachstand melden oder „unverändert“ bestätigen.",
        tuple(known.item(row, f"{_last(row)}, {known.word(row.state)}") for row in old),
        len(examined),
    )


def _last(row: MeasureRow) -> str:
    half = Period(row.period).label
    return f"gemeldet am {day(row.reported_on)} für das {half}" if row.reported_on else f"gemeldet für das {half}, ohne Tag"


def unconfirmed(known: Known) -> Check:
    """Permanent measures that nobody has reported on for a year."""
    examined = [row for row in known.measures if row.state is MeasureState.PERMANENT]
    reported: dict[str, list[date]] = {}
    for row in known.history:
        reported.setdefault(row.measure, []).append(report_day(row))
    due = [row for row in examined if confirmation_due(reported[row.measure], known.today)]
    return Check(
        "bestaetigung",
        Group.CURRENT,
        f"{known.word(MeasureState.PERMANENT)}, Bestätigung fehlt",
        f"Verstetigte Maßnahmen werden mindestens alle {CONFIRM_WITHIN_MONTHS} Monate bestätigt, damit keine nur auf dem Papier steht.",
        "Im Sachstandsblatt „unverändert“ ankreuzen oder neu melden.",
        tuple(known.item(row, f"zuletzt {_last(row)}") for row in sorted(due, key=lambda row: max(reported[row.measure]))),
        len(examined),
    )


def look_again(known: Known) -> Check:
    """Postponed measures whose day to look again has come."""
    examined = [row for row in known.measures if row.state is MeasureState.POSTPONED]
    due = sorted(
        (row for row in examined if row.look_again_on is not None and row.look_again_on <= known.today),
        key=lambda row: row.look_again_on or known.today,
    )
    return Check(
        "wiedervorlage",
        Group.CURRENT,
        "Wiedervorlage fällig",
        "Zurückgestellte Maßnahmen, deren Tag der Wiedervorlage erreicht ist.",
        "Neu entscheiden: aufnehmen, weiter zurückstellen oder nicht weiter verfolgen.",
        tuple(known.item(row, f"Wiedervorlage am {day(row.look_again_on)}; Grund: {row.reason or 'nicht genannt'}") for row in due),
        len(examined),
    )


def without_target(known: Known) -> Check:
    """Measures that name nothing that can be counted, with a target."""
    examined = _to_be_carried_out(known)
    return Check(
        "messgroesse",
        Group.COMPLETE,
        "Ohne messbares Ziel",
        "Jede Maßnahme, die läuft oder laufen soll, nennt eine Messgröße mit Zielwert. Meilensteine allein sagen, was getan ist, nicht "
        "was erreicht sein soll.",
        "Messgröße und Zielwert in den Stammdaten (Sachstandsblatt für alle) ergänzen.",
        _items(known, examined, _target),
        len(examined),
        place=Place.BASE,
    )


def _target(row: MeasureRow) -> str:
    if row.aim_target is None and not row.aim:
        return "weder Messgröße noch Zielwert" + (", nur Meilensteine" if row.milestones else "")
    if row.aim_target is None:
        return f"Messgröße „{row.aim}“ ohne Zielwert"
    return "" if row.aim else "Zielwert ohne Messgröße"


def without_lead(known: Known) -> Check:
    """Measures that nobody answers for, proposals and examinations included: somebody has to be asked."""
    examined = [row for row in known.measures if row.state.asked]
    return Check(
        "federfuehrung",
        Group.COMPLETE,
        "Ohne Federführung",
        "Jede Maßnahme hat genau eine federführende Stelle; nur sie bekommt ein Sachstandsblatt.",
        "Federführung in den Stammdaten (Sachstandsblatt für alle) ergänzen.",
        _items(known, examined, lambda row: "" if row.lead.strip() else f"{known.word(row.state)}, keine Stelle benannt"),
        len(examined),
        place=Place.BASE,
    )


def without_date(known: Known) -> Check:
    """Open measures without an end; ongoing ones need a beginning only."""
    examined = [row for row in _to_be_carried_out(known) if row.state.open]
    return Check(
        "termin",
        Group.COMPLETE,
        "Ohne Termin",
        "Offene Maßnahmen nennen ein geplantes Ende; laufende Daueraufgaben (Art „laufend“) wenigstens ihren Beginn. Prüfungen und "
        "Vorschläge sind ausgenommen.",
        "Geplanten Beginn und geplantes Ende in den Stammdaten (Sachstandsblatt für alle) ergänzen.",
        _items(known, examined, _date),
        len(examined),
        place=Place.BASE,
    )


def _date(row: MeasureRow) -> str:
    if row.planned_end is not None:
        return ""
    if row.kind.casefold() == "laufend":
        return "" if row.planned_start or row.actual_start else "Daueraufgabe ohne Beginn"
    return "kein geplantes Ende" + (", nur Meilensteine mit Datum" if any(each.due for each in row.milestones) else "")


def unmet_demands(known: Known) -> Check:
    """Reports that lack what their state, the step to it, or a Termin set by hand demands."""
    before: dict[str, MeasureRow] = {}
    lacking: list[tuple[MeasureRow, list[str]]] = []
    for row in known.history:
        if known.by_number[row.measure] is row:
            step = transition_demands(before[row.measure], row) if row.measure in before else ()
            why = ["schedule_reason"] if unexplained(row) else []
            lacking.append((row, [*missing_demands(row), *step, *why]))
        before[row.measure] = row
    return Check(
        "angaben",
        Group.COMPLETE,
        "Angaben zum Umsetzungsstand fehlen",
        "Mancher Stand verlangt Angaben: ein Abschluss Datum und Ergebnis, ein Zurückstellen Grund und Wiedervorlage, eine Prüfung ihre "
        "Voraussetzungen und danach ihr Ergebnis; ein gesetzter Termin seinen Grund.",
        "Fehlende Angaben im Sachstandsblatt nachtragen.",
        tuple(
            known.item(row, f"{known.word(row.state)}, es fehlt: {', '.join(NAMES[name] for name in names)}")
            for row, names in sorted(lacking, key=lambda pair: list(known.by_number).index(pair[0].measure))
            if names
        ),
        len(lacking),
    )


def _to_be_carried_out(known: Known) -> list[MeasureRow]:
    """Measures that are, or are decided to be, carried out: proposals and examinations come before, ends after."""
    return [row for row in known.measures if (row.state.open or row.state is MeasureState.PERMANENT) and row.state not in _BEFORE]


def _items(known: Known, rows: Iterable[MeasureRow], lacks: Callable[[MeasureRow], str]) -> tuple[Item, ...]:
    found = ((row, lacks(row)) for row in rows)
    return tuple(known.item(row, text) for row, text in found if text)
