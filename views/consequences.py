"""Which fields need consequences in a report: those with a thunderstorm, a late measure or a missing figure. Asked, never guessed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

import store.reading
import store.report_texts
from domain.access import Viewer
from domain.indicators import Weather
from domain.measures import Schedule
from domain.report_texts import TextKey, TextPart, TextSubject
from store.publication import Snapshot
from views import field
from views.field import FieldView
from views.formats import NO_VALUE
from views.indicator_rows import IndicatorRow

NO_INDICATOR = "Kein Indikator, an dem sich eine Wirkung ablesen lässt"


@dataclass(frozen=True)
class MissingConsequences:
    """A field that needs consequences and has none; ``field`` is its name with its number, ``reasons`` say in German why."""

    field_id: str
    field: str
    reasons: tuple[str, ...]


def demanded(shown: FieldView) -> tuple[str, ...]:
    """Why the field needs consequences, one reason each; empty where it needs none. Verdicts count as they are shown, measures in their
    lead field."""
    rows = tuple(row for row in (*(card.row for card in shown.leads), *shown.others) if row.weather is not Weather.CONTEXT)
    storms = [f"Indikator mit Blitz: {row.name}" for row in rows if row.weather is Weather.STORM]
    late = [f"Maßnahme verzögert: {line.id} {line.title}" for line in shown.measures if line.schedule is Schedule.LATE]
    empty = [f"Indikator ohne Zahl: {row.name}" for row in _without_value(rows)]
    return (*storms, *late, *empty, *(() if rows else (NO_INDICATOR,)))


def missing_consequences(
    snapshot: Snapshot, viewer: Viewer, period: str, today: date, as_of: datetime | None = None
) -> tuple[MissingConsequences, ...]:
    """The fields that need consequences for a half-year (``2026-H1``) and have none that the viewer may read, in the concept's order.
    For the public only public ones count."""
    texts = store.report_texts.report_texts(snapshot, viewer, as_of)
    found = []
    for each in store.reading.concept(snapshot, as_of).fields:
        if TextKey(TextSubject.FIELD, each.id, period, TextPart.CONSEQUENCES) in texts:
            continue
        reasons = demanded(field.build(snapshot, viewer, each.id, today, as_of))
        if reasons:
            found.append(MissingConsequences(each.id, f"{each.number} {each.name}".strip(), reasons))
    return tuple(found)


def _without_value(rows: Iterable[IndicatorRow]) -> list[IndicatorRow]:
    return [row for row in rows if row.value == NO_VALUE]
