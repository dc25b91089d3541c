"""Leitindikatoren of an action field as small cards: the row of the table, and what a reader without training needs beside it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from domain.concepts import Concept, FieldIndicator
from domain.indicators import Direction, Target
from domain.periods import Period
from indicators.distance import demand, looked_at
from views.formats import change, with_unit
from views.goal_view import shown_target
from views.indicator_rows import IndicatorRow, movement_text
from views.values import Series


@dataclass(frozen=True)
class LeadCard:
    """``pair`` are both groups' values where the indicator compares two; ``distance`` what is missing to the target; ``sentence`` one
    neutral sentence; ``why`` what the symbol rests on, or why there is none. Empty where there is nothing to say."""

    row: IndicatorRow
    pair: str
    distance: str
    sentence: str
    why: str = ""


def lead_cards(
    concept: Concept, rows: Iterable[IndicatorRow], series: Mapping[tuple[str, str, str], Series], field: str
) -> tuple[LeadCard, ...]:
    """A card for each lead indicator of the field, in the order of the rows."""
    uses = {use.indicator: use for use in concept.indicators if use.field == field}
    return tuple(_card(row, uses[row.id], series.get((row.id, concept.area.key, ""))) for row in rows if row.lead)


def _card(row: IndicatorRow, use: FieldIndicator, series: Series | None) -> LeadCard:
    if series is None or series.latest is None:
        return LeadCard(row, "", "", "Für diesen Indikator sind noch keine Daten eingespielt.")
    distance = distance_text(series, use.targets)
    return LeadCard(row, row.pair, distance, _sentence(series, distance), _why(row, series))


def _why(row: IndicatorRow, series: Series) -> str:
    """``Bewertet: 2019–2024 im Mittel +0,07 Prozentpunkte je Jahr …``: the newest change alone may point the other way."""
    said = movement_text(series)
    judged = series.latest is not None and series.latest.weather.judged
    if judged and said:
        return f"{'Nach der Regel' if row.override else 'Bewertet'}: {said}."
    return said if series.definition.direction is not Direction.NONE else ""


def distance_text(series: Series, targets: Iterable[Target]) -> str:
    """``bis zum Zielwert 10,0 % (2030) fehlen 4,8 Prozentpunkte`` or that it is reached; empty without a target value."""
    latest, definition = series.latest, series.definition
    target = shown_target(tuple(targets), latest.year) if latest is not None else None
    if latest is None or latest.value is None or target is None:
        return ""
    wanted, _ = demand(target, definition.direction, definition.formula)
    if wanted is None:
        return ""
    value = looked_at(latest.value, definition)
    missing = (wanted - value) * (1 if definition.direction is Direction.UP else -1)
    due = f" ({target.year})" if target.year else ""
    aim = f"Zielwert {with_unit(wanted, definition.unit, definition.decimals)}{due}"
    if missing <= 0:
        return f"{aim} eingehalten"
    amount = change(missing, definition.unit, definition.decimals).lstrip("+")
    return f"bis zum {aim} fehlen {amount}"


def _sentence(series: Series, distance: str) -> str:
    """Newest value, the one before, and the distance: what is, never why."""
    definition, latest, previous = series.definition, series.latest, series.previous
    if latest is None:
        return ""
    said = f"{with_unit(latest.value, definition.unit, definition.decimals)} ({Period(latest.period).label})"
    if previous is not None:
        said += f" nach {with_unit(previous.value, definition.unit, definition.decimals)} ({Period(previous.period).label})"
    return f"{said}; {distance}." if distance else f"{said}."
