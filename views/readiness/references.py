"""Checks of measures against each other and against the concept: order of priority, mergers, fields, horizons, leads."""

from collections.abc import Sequence

from domain.concepts import Horizon
from domain.measures import MeasureRow, MeasureState, priority_step
from views.formats import day
from views.readiness.model import Check, Group, Item, Known, Place

_NOT_BEGUN = frozenset({MeasureState.PROPOSED, MeasureState.NOT_STARTED})
_BEGUN = frozenset({MeasureState.RUNNING, MeasureState.COMPLETED, MeasureState.PERMANENT})
_GONE = frozenset({MeasureState.DROPPED, MeasureState.MERGED})


def comes_before(one: MeasureRow, other: MeasureRow) -> bool:
    """True if the concept puts the one before the other: by priority, where both are of the same one or lack it by their place in the
    order. Words for priorities that nobody knows say nothing."""
    first, second = (priority_step(each.priority) for each in (one, other))
    if first is not None and second is not None and first != second:
        return first < second
    return one.rank is not None and other.rank is not None and one.rank < other.rank


def overtaken(known: Known) -> Check:
    """Measures not begun although later ones of the same field run or are finished; what existed before the concept overtakes nobody."""
    ordered = [row for row in known.measures if row.priority or row.rank is not None]
    waiting = [row for row in ordered if row.state in _NOT_BEGUN]
    begun = [row for row in ordered if row.state in _BEGUN and row.origin.casefold() != "bestand"]
    items = []
    for row in waiting:
        ahead = [each for each in begun if each.field == row.field and comes_before(row, each)]
        if ahead:
            named = ", ".join(f"{each.measure} ({_place(each)}, {known.word(each.state)})" for each in ahead)
            items.append(known.item(row, f"{_place(row)}, {known.word(row.state)}; vorgezogen: {named}", *ahead))
    return Check(
        "reihenfolge",
        Group.CONTRADICTIONS,
        "Vorrangige Maßnahme wartet, nachrangige läuft",
        "Die Prioritäten bestimmen die Reihenfolge des Handelns: In einem Handlungsfeld läuft eine nachrangige Maßnahme oder ist fertig, "
        "während eine vorrangige nicht begonnen hat. Was es schon vor dem Konzept gab (Herkunft „Bestand“), zählt nicht als vorgezogen.",
        "Beginn der vorrangigen Maßnahme klären oder die Prioritäten ändern lassen.",
        tuple(items),
        len(ordered),
    )


def _place(row: MeasureRow) -> str:
    parts = (f"Priorität {row.priority}" if row.priority else "", f"Reihenfolge {row.rank}" if row.rank is not None else "")
    return ", ".join(part for part in parts if part)


def lost_mergers(known: Known) -> Check:
    """Measures merged into one that does not exist, was given up, or leads back to themselves."""
    examined = [row for row in known.measures if row.state is MeasureState.MERGED]
    return Check(
        "zusammengelegt",
        Group.CONTRADICTIONS,
        "Zusammengelegt ins Leere",
        "Eine zusammengelegte Maßnahme lebt in einer anderen weiter: Die muss es geben, und sie darf nicht aufgegeben sein.",
        "Nummer der aufnehmenden Maßnahme berichtigen.",
        tuple(known.item(row, text) for row in examined if (text := _merger(row, known))),
        len(examined),
    )


def _merger(row: MeasureRow, known: Known) -> str:
    """What is wrong with where a merged measure went; a missing number is told by what its state demands."""
    seen = [row.measure]
    while row.state is MeasureState.MERGED and row.merged_into:
        target = known.by_number.get(row.merged_into)
        way = " → ".join((*seen, row.merged_into))
        if target is None:
            return f"{way}: Eine Maßnahme {row.merged_into} gibt es nicht"
        if target.measure in seen:
            return f"{way}: führt im Kreis"
        if target.state is MeasureState.DROPPED:
            return f"{way}: „{target.title}“ wird nicht weiter verfolgt"
        seen.append(target.measure)
        row = target
    return ""


def unknown_fields(known: Known) -> Check:
    """Measures in an action field that the concept does not have, or no longer has."""
    fields = {field.id for field in known.concept.fields}
    examined = [row for row in known.measures if row.state not in _GONE]
    return Check(
        "handlungsfeld",
        Group.CONTRADICTIONS,
        "Handlungsfeld nicht im Konzept",
        "Die geltende Fassung des Konzepts kennt dieses Handlungsfeld nicht oder nicht mehr.",
        "Maßnahme in den Stammdaten einem Handlungsfeld der geltenden Fassung zuordnen.",
        tuple(known.item(row, text) for row in examined if (text := _fields(row, fields))),
        len(examined),
        place=Place.BASE,
    )


def _fields(row: MeasureRow, known: set[str]) -> str:
    if row.field not in known:
        return f"Handlungsfeld „{row.field}“"
    lost = [each for each in row.further_fields if each not in known]
    return f"weiteres Handlungsfeld „{', '.join(lost)}“" if lost else ""


def horizons(known: Known) -> Check:
    """Measures whose dates lie outside the years that their horizon means."""
    bounds = {each.term.casefold(): each for each in known.concept.horizons}
    examined = [row for row in known.measures if row.term.casefold() in bounds and row.state not in _GONE]
    return Check(
        "zeithorizont",
        Group.CONTRADICTIONS,
        "Zeithorizont passt nicht zum Termin",
        "Das Konzept sagt, welche Jahre kurz-, mittel- und langfristig heißen; der geplante Zeitraum liegt außerhalb.",
        "Zeithorizont oder Termine in den Stammdaten berichtigen.",
        tuple(known.item(row, text) for row in examined if (text := _horizon(row, bounds[row.term.casefold()]))),
        len(examined),
        place=Place.BASE,
    )


def _horizon(row: MeasureRow, bounds: Horizon) -> str:
    years = f"„{row.term}“ heißt {bounds.first_year} bis {bounds.last_year}"
    if row.planned_end is not None and not bounds.first_year <= row.planned_end.year <= bounds.last_year:
        return f"{years}, geplantes Ende {day(row.planned_end)}"
    if row.planned_start is not None and row.planned_start.year > bounds.last_year:
        return f"{years}, geplanter Beginn {day(row.planned_start)}"
    return ""


def unknown_leads(known: Known) -> Check:
    """Measures whose lead is no organisation of the concept's register; nothing to compare with where there is no register."""
    examined: Sequence[MeasureRow] = () if known.register.empty else [row for row in known.measures if row.state.asked and row.lead.strip()]
    items: list[Item] = [
        known.item(row, f"„{row.lead}“ steht nicht im Verzeichnis") for row in examined if known.register.find(row.lead) is None
    ]
    return Check(
        "verzeichnis",
        Group.CONTRADICTIONS,
        "Federführung nicht im Verzeichnis",
        "Die federführende Stelle fehlt im Verzeichnis der Ämter und Träger, oder sie ist anders geschrieben. Ohne Eintrag bekommt sie "
        "kein Sachstandsblatt per E-Mail.",
        "Stelle im Konzept ergänzen oder die Schreibweise in den Stammdaten angleichen.",
        tuple(items),
        len(examined),
        place=Place.CONCEPT,
    )
