"""What a delivery of status reports leaves behind when it is withdrawn: reports that came later were completed by what it said."""

import store.reading
from domain.access import Viewer
from domain.measure_reports import CARRIED
from domain.measures import MeasureRow
from store import Snapshot
from store.reading import MeasureEvent
from views.formats import counted

_MOST = 12


def carried_on(snapshot: Snapshot, viewer: Viewer, delivery: int) -> str:
    """Which measures have later reports that still say something this delivery brought, in German; empty where there are none."""
    found = {
        number: later for number in store.reading.measures_of(snapshot, delivery) if (later := _later(snapshot, viewer, delivery, number))
    }
    if not found:
        return ""
    deliveries = ", ".join(map(str, sorted({each for later in found.values() for each in later})))
    named = ", ".join(list(found)[:_MOST]) + (f" und {len(found) - _MOST} weitere" if len(found) > _MOST else "")
    which = counted(len(found), "Maßnahme", "Maßnahmen")
    what = f"Spätere Meldungen zu {which} sagen noch, was mit ihr kam: {named} (Lieferung Nr. {deliveries})."
    return f"{what} Das gilt weiter, bis es dort berichtigt oder zurückgenommen ist."


def _later(snapshot: Snapshot, viewer: Viewer, delivery: int, measure: str) -> tuple[int, ...]:
    events = store.reading.measure_events(snapshot, viewer, measure)
    found: set[int] = set()
    for own in (each for each in events if each.delivery == delivery):
        brought = _brought(own.row, _before(events, own))
        after = (each for each in events if each.delivery > delivery and each.row.period >= own.row.period)
        found |= {each.delivery for each in after if any(getattr(each.row, name) == getattr(own.row, name) for name in brought)}
    return tuple(found)


def _before(events: tuple[MeasureEvent, ...], own: MeasureEvent) -> MeasureRow | None:
    """What the report was completed by: the report before it for its half-year, else for the newest half-year before."""
    earlier = [each for each in events if each.delivery < own.delivery and each.row.period <= own.row.period]
    return max(earlier, key=lambda each: (each.row.period, each.delivery)).row if earlier else None


def _brought(row: MeasureRow, before: MeasureRow | None) -> list[str]:
    """Attributes that are carried over and that this report said first, or otherwise than before."""
    if before is None:
        return [name for name in CARRIED if getattr(row, name)]
    return [name for name in CARRIED if getattr(row, name) != getattr(before, name)]
