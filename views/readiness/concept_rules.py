"""Checks of the concept: parts that no measure serves, goals without a current indicator, indicators past their due date."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from domain.concepts import ActionField, Concept
from domain.indicators import Definition, IndicatorType
from domain.measures import MeasureRow, MeasureState
from domain.organisations import plain_name
from domain.periods import Period
from views.formats import day
from views.freshness import months_later
from views.readiness.model import APPROACHES, GOALS, INDICATORS, STRATEGIC_GOALS, Check, Group, Item, Known, Place

_GONE = frozenset({MeasureState.DROPPED, MeasureState.MERGED})
_NAMED = 2
_SHOWS_RESULTS = frozenset({IndicatorType.OUTCOME, IndicatorType.IMPACT})


@dataclass(frozen=True)
class Standing:
    """How current an indicator of the concept is: its newest period with a value (None without any), and when the next was due."""

    definition: Definition
    newest: Period | None
    due: date | None

    def current(self, today: date) -> bool:
        return self.due is not None and self.due >= today


def standing(definition: Definition, newest: Period | None) -> Standing:
    """The next value is due a cadence after the newest period, and after the time its source takes."""
    months = definition.cadence_months + definition.expected_lag_months
    return Standing(definition, newest, months_later(newest.end, months) if newest else None)


def goals_without_measure(known: Known) -> Check:
    """Goals that no measure names; those of fields are enough, strategic ones have a check of their own."""
    named = _named(known.measures, "goals")
    goals = [(field, goal) for field in known.concept.fields for goal in field.goals]
    return Check(
        "ziele",
        Group.CONCEPT,
        "Leitziel ohne Maßnahme",
        "Zu diesem Leitziel ist keine Maßnahme gemeldet, die noch verfolgt wird.",
        "Leitziel bei einer Maßnahme eintragen, oder die Lücke im Bericht benennen.",
        tuple(_of_field(field, goal.text) for field, goal in goals if named.isdisjoint(map(plain_name, (goal.id, goal.text)))),
        len(goals),
        GOALS,
        Place.BASE,
    )


def approaches_without_measure(known: Known) -> Check:
    """Approaches that no measure names."""
    named = _named(known.measures, "approaches")
    approaches = [(field, text) for field in known.concept.fields for text in field.approaches]
    return Check(
        "ansaetze",
        Group.CONCEPT,
        "Handlungsansatz ohne Maßnahme",
        "Das Konzept nennt mögliche Handlungsansätze; zu diesem ist keine Maßnahme gemeldet, die noch verfolgt wird.",
        "Handlungsansatz bei einer Maßnahme eintragen, oder die Lücke im Bericht benennen.",
        tuple(_of_field(field, text) for field, text in approaches if plain_name(text) not in named),
        len(approaches),
        APPROACHES,
        Place.BASE,
    )


def strategic_goals_without_measure(known: Known) -> Check:
    """Strategic goals of the city that no measure names."""
    named = _named(known.measures, "strategic_goals")
    goals = known.concept.strategic_goals
    return Check(
        "strategisch",
        Group.CONCEPT,
        "Strategisches Ziel ohne Maßnahme",
        "Zu diesem strategischen Ziel ist keine Maßnahme gemeldet, die noch verfolgt wird.",
        "Strategisches Ziel bei einer Maßnahme eintragen, oder die Lücke im Bericht benennen.",
        tuple(
            Item(f"{goal.id} {goal.text}", "keine Maßnahme", "konzept")
            for goal in goals
            if named.isdisjoint(map(plain_name, (goal.id, goal.text)))
        ),
        len(goals),
        STRATEGIC_GOALS,
        Place.BASE,
    )


def _named(measures: Iterable[MeasureRow], attribute: str) -> set[str]:
    """What the measures that are still pursued name, as it is compared."""
    return {plain_name(text) for row in measures if row.state not in _GONE for text in getattr(row, attribute)}


def _of_field(field: ActionField, text: str) -> Item:
    return Item(text, f"{field.kind.label} {field.name}", "handlungsfeld", (("id", field.id),))


def goals_without_indicator(known: Known, standings: Mapping[str, Standing]) -> Check:
    """Goals (of a field without goals: the field itself) for which no indicator of results has a current value."""
    items: list[Item] = []
    count = 0
    for field in known.concept.fields:
        names = [goal.text for goal in field.goals] or [field.name]
        count += len(names)
        if lack := lacks_indicator(known.concept, field, standings, known.today):
            items += [Item(name, f"{field.name}: {lack}", "handlungsfeld", (("id", field.id),)) for name in names]
    return Check(
        "zielindikator",
        Group.FIGURES,
        "Leitziel ohne aktuellen Ergebnisindikator",
        "Ob sich die Lage bei einem Leitziel ändert, zeigt nur ein Indikator der Ergebnisse (nicht Kontext, nicht Leistung) mit aktuellem "
        "Wert. Indikatoren sind Handlungsfeldern zugeordnet und gelten für alle Leitziele des Felds.",
        "Indikator im Konzept zuordnen oder die neuen Zahlen einspielen.",
        tuple(items),
        count,
        GOALS,
        Place.CONCEPT,
    )


def lacks_indicator(concept: Concept, field: ActionField, standings: Mapping[str, Standing], today: date) -> str:
    """Why a field has no current indicator of results; empty where it has one."""
    used = [standings[use.indicator] for use in concept.indicators if use.field == field.id and use.indicator in standings]
    results = [each for each in used if each.definition.type in _SHOWS_RESULTS]
    if not used:
        return "kein Indikator zugeordnet"
    if not results:
        return "nur Kontext- oder Leistungsindikatoren zugeordnet"
    if any(each.current(today) for each in results):
        return ""
    newest = sorted(results, key=lambda each: (each.due or date.min, each.definition.short_name), reverse=True)
    more = f"; {len(newest) - _NAMED} weitere" if len(newest) > _NAMED else ""
    return "; ".join(_age(each) for each in newest[:_NAMED]) + more


def _age(each: Standing) -> str:
    if each.newest is None or each.due is None:
        return f"{each.definition.short_name}: noch kein Wert"
    return f"{each.definition.short_name}: neuester Wert {each.newest.label}, neuer war fällig bis {day(each.due)}"


def overdue_indicators(known: Known, standings: Mapping[str, Standing]) -> Check:
    """Indicators of the concept whose next value should be there by now, the longest overdue first."""
    valued = [each for each in standings.values() if each.due is not None]
    late = sorted((each for each in valued if not each.current(known.today)), key=lambda each: (each.due or date.min, each.definition.name))
    return _about_indicators(
        "faellig",
        "Indikator über dem Fälligkeitstag",
        "Nach Turnus und üblicher Bearbeitungszeit der Quelle müsste ein neuerer Wert da sein.",
        "Neue Tabelle bei der Statistikstelle anfordern und einspielen.",
        late,
        len(valued),
    )


def valueless_indicators(known: Known, standings: Mapping[str, Standing]) -> Check:
    """Indicators of the concept that never had a value."""
    return _about_indicators(
        "ohne_wert",
        "Indikator ohne Wert",
        f"Das Konzept führt diesen Indikator, für {known.concept.area.name} ist aber noch kein Wert eingespielt oder errechnet.",
        "Tabelle oder Erfassungsblatt einspielen, oder den Indikator aus dem Konzept nehmen.",
        sorted((each for each in standings.values() if each.newest is None), key=lambda each: each.definition.name),
        len(standings),
    )


def _about_indicators(name: str, title: str, why: str, repair: str, found: Sequence[Standing], examined: int) -> Check:
    items = tuple(Item(each.definition.name, _age(each), "indikator", (("id", each.definition.id),)) for each in found)
    return Check(name, Group.FIGURES, title, why, repair, items, examined, INDICATORS, Place.FIGURES)


def used_indicators(concept: Concept) -> Sequence[str]:
    """Ids of the indicators that the concept names, each once."""
    return sorted({use.indicator for use in concept.indicators} | set(concept.context))
