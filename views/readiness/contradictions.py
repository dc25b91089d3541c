"""Checks of what a report says against itself: state against dates, milestones, progress and money."""

from collections.abc import Callable, Iterable

from domain.measure_lights import computed_schedule
from domain.measure_resources import exceeds_total, funding_ends, money_by_year
from domain.measures import MeasureRow, MeasureState, Schedule
from views.formats import counted, day, euro, with_unit
from views.readiness.model import Check, Group, Item, Known

_WORKING = frozenset({MeasureState.RUNNING, MeasureState.PERMANENT})


def open_steps(known: Known) -> Check:
    """Completed measures with milestones that were not reached."""
    examined = [row for row in known.measures if row.state is MeasureState.COMPLETED]
    return _check(
        known,
        "offene_schritte",
        f"{known.word(MeasureState.COMPLETED)} mit offenen Meilensteinen",
        "Wer eine Maßnahme abschließt, hat ihre Meilensteine erreicht oder gestrichen.",
        "Meilensteine mit Datum als erreicht melden, streichen oder den Stand ändern.",
        examined,
        _open_steps,
    )


def _open_steps(row: MeasureRow) -> str:
    missing = [each for each in row.milestones if each.done is None]
    named = "; ".join(f"{each.text}" + (f" (fällig {day(each.due)})" if each.due else "") for each in missing)
    return f"{counted(len(missing), 'Meilenstein', 'Meilensteine')} offen: {named}" if missing else ""


def past_end(known: Known) -> Check:
    """Open measures whose planned end is past, or that have an actual end."""
    examined = [row for row in known.measures if row.state.open and (row.planned_end or row.actual_end)]
    return _check(
        known,
        "ende_vorbei",
        "Ende vorbei, aber noch offen",
        "Das geplante Ende liegt hinter uns, oder ein tatsächliches Ende ist eingetragen, die Maßnahme gilt aber als offen.",
        "Abschluss melden oder ein neues Ende mit Grund nennen.",
        examined,
        lambda row: _past_end(row, known),
    )


def _past_end(row: MeasureRow, known: Known) -> str:
    word = known.word(row.state)
    if row.actual_end is not None and row.actual_end <= known.today:
        return f"tatsächliches Ende {day(row.actual_end)}, Stand „{word}“"
    if computed_schedule(row, known.today) not in (Schedule.LATE, Schedule.UNREPORTED):
        return ""
    said = f"; Termin gesetzt: {row.schedule_set.label}, {row.schedule_reason or 'ohne Grund'}" if row.schedule_set else ""
    return f"geplant bis {day(row.planned_end)}, Stand „{word}“{said}"


def full_but_open(known: Known) -> Check:
    """Open measures that report 100 per cent."""
    examined = [row for row in known.measures if row.state.open and row.progress is not None]
    return _check(
        known,
        "voll_aber_offen",
        "100 % umgesetzt, aber noch offen",
        "Ein Umsetzungsgrad von 100 % heißt: abgeschlossen oder verstetigt.",
        "Stand oder Umsetzungsgrad berichtigen.",
        examined,
        lambda row: f"{with_unit(row.progress, 'Prozent')}, Stand „{known.word(row.state)}“" if (row.progress or 0) >= 100 else "",
    )


def completed_below_full(known: Known) -> Check:
    """Completed measures that report less than 100 per cent."""
    examined = [row for row in known.measures if row.state is MeasureState.COMPLETED and row.progress is not None]
    return _check(
        known,
        "abgeschlossen_unter_100",
        f"{known.word(MeasureState.COMPLETED)} unter 100 %",
        "Eine abgeschlossene Maßnahme ist zu 100 % umgesetzt; was offen bleibt, gehört in das Ergebnis.",
        "Stand oder Umsetzungsgrad berichtigen.",
        examined,
        lambda row: f"Umsetzungsgrad {with_unit(row.progress, 'Prozent')}" if row.progress is not None and row.progress < 100 else "",
    )


def over_plan(known: Known) -> Check:
    """Measures that spent more than planned in all, and totals that their years exceed."""
    examined = [row for row in known.measures if row.cost_planned is not None or row.resources]
    return _check(
        known,
        "kosten",
        "Kosten über dem Plan",
        "Verwendet ist insgesamt mehr als geplant, oder die Jahre ergeben mehr als die Gesamtsumme. Wo kein Plan genannt ist, wird nicht "
        "verglichen.",
        "Plan oder Kosten berichtigen; eine Überschreitung im Sachstand begründen.",
        examined,
        lambda row: _in_all(row, known),
    )


def over_plan_in_a_year(known: Known) -> Check:
    """Measures that spent more than planned in a year and kept their plan in all: apart, because money that moved to the next year is
    common, and would hide the few that cost more."""
    examined = [row for row in known.measures if row.resources]
    return _check(
        known,
        "kosten_im_jahr",
        "Nur in einem Jahr über dem Plan",
        "In einem Jahr ist mehr verwendet als für dieses Jahr geplant, insgesamt nicht.",
        "Mittel auf die Jahre verteilen, in denen sie gebraucht werden; eine Verschiebung im Sachstand begründen.",
        examined,
        lambda row: "" if _in_all(row, known) else _in_years(row),
    )


def _in_all(row: MeasureRow, known: Known) -> str:
    """What is over in all, with the years that are; empty where nothing is over in all."""
    names = {"planned": "der geplanten", "actual": "der verwendeten"}
    found = [_over("insgesamt", *known.money[row.measure])]
    found += [f"Summe {names[each]} Jahresbeträge über der Gesamtsumme" for each in exceeds_total(row)]
    return "; ".join(text for text in (*found, _in_years(row)) if text) if any(found) else ""


def _in_years(row: MeasureRow) -> str:
    return "; ".join(text for year, pair in money_by_year(row).items() if (text := _over(str(year), *pair)))


def _over(when: str, planned: float | None, actual: float | None) -> str:
    if planned is None or actual is None or round(actual - planned, 2) <= 0:
        return ""
    return f"{when}: {euro(actual)} statt {euro(planned)} (+{euro(actual - planned)})"


def ended_funding(known: Known) -> Check:
    """Measures at work that a source no longer pays for."""
    examined = [row for row in known.measures if row.state in _WORKING and row.resources]
    return _check(
        known,
        "foerderung",
        "Förderung beendet, Maßnahme läuft",
        "Eine Quelle zahlt nicht mehr, die Maßnahme läuft weiter. Ein späterer Förderzeitraum derselben Quelle zählt als Verlängerung.",
        "Neue Finanzierung nennen, Förderzeitraum verlängern oder das Ende der Maßnahme melden.",
        examined,
        lambda row: _ended_funding(row, known),
    )


def _ended_funding(row: MeasureRow, known: Known) -> str:
    over = [each for each in funding_ends(row) if each.until < known.today]
    if not over:
        return ""
    named = "; ".join(f"{each.source or 'Quelle nicht genannt'} bis {day(each.until)}" for each in over)
    ended = {each.source for each in over}
    others = [source for source in dict.fromkeys(name for each in over for name in each.others) if source not in ended]
    return f"{named}" + (f"; weiter zahlt: {', '.join(others)}" if others else "; keine andere Quelle genannt")


def _check(
    known: Known, name: str, title: str, why: str, repair: str, examined: Iterable[MeasureRow], lacks: Callable[[MeasureRow], str]
) -> Check:
    """A check of the group: the items are the measures about which ``lacks`` has something to say."""
    rows = tuple(examined)
    items: tuple[Item, ...] = tuple(known.item(row, text) for row in rows if (text := lacks(row)))
    return Check(name, Group.CONTRADICTIONS, title, why, repair, items, len(rows))
