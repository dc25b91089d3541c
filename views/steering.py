"""Nachsteuerung: what was decided to go another way, why, and for which measures. Nothing of it is for the public."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import store.reading
import store.steering
from domain.access import Viewer
from domain.concepts import Concept
from domain.measures import MeasureRow
from domain.steering import SteeringEvent, SteeringRecord, Trigger
from store.publication import Snapshot
from views.formats import NO_VALUE, day, moment
from views.measure_texts import body_name


@dataclass(frozen=True)
class SteeringFilter:
    """What to show; empty means all. ``search`` looks in occasion, decision and the titles of the measures."""

    trigger: str = ""
    body: str = ""
    field: str = ""
    measure: str = ""
    search: str = ""


@dataclass(frozen=True)
class SteeringLine:
    """One correction of course in finished texts; ``measures`` are numbers with their titles."""

    number: int
    trigger: Trigger
    occasion: str
    decision: str
    measures: tuple[tuple[str, str], ...]
    decided_on: str
    body: str
    recorded: str


@dataclass(frozen=True)
class WithdrawnLine:
    """A record that was withdrawn: what it said, and why it no longer counts."""

    number: int
    decision: str
    withdrawn: str


@dataclass(frozen=True)
class SteeringView:
    """The page: what passes the filter, the latest decision first, how many there are of each kind, and what may be chosen.
    ``measures`` are all measures, with their titles, in the order of their numbers."""

    lines: tuple[SteeringLine, ...]
    total: int
    by_trigger: tuple[tuple[Trigger, int], ...]
    withdrawn: tuple[WithdrawnLine, ...]
    bodies: tuple[tuple[str, str], ...]
    fields: tuple[tuple[str, str], ...]
    measures: tuple[tuple[str, str], ...]


def build(snapshot: Snapshot, viewer: Viewer, chosen: SteeringFilter, as_of: datetime | None = None) -> SteeringView:
    """The log as known at that moment; empty for the public."""
    concept = store.reading.concept(snapshot, as_of)
    rows = {row.measure: row for row in store.reading.measures(snapshot, viewer, as_of)}
    records = store.steering.steering_records(snapshot, viewer, as_of)
    passing = [each for each in records if _passes(each, chosen, rows)]
    counts = [(trigger, sum(each.trigger is trigger for each in passing)) for trigger in Trigger]
    return SteeringView(
        lines=_lines(concept, passing, rows),
        total=len(records),
        by_trigger=tuple((trigger, count) for trigger, count in counts if count),
        withdrawn=tuple(map(_withdrawn, filter(_is_withdrawal, store.steering.steering_log(snapshot, viewer, as_of)))),
        bodies=tuple((body.id, body.name) for body in concept.bodies),
        fields=tuple((field.id, field.name) for field in concept.fields),
        measures=tuple((number, row.title) for number, row in rows.items()),
    )


def for_measure(snapshot: Snapshot, viewer: Viewer, number: str, as_of: datetime | None = None) -> tuple[SteeringLine, ...]:
    """What was decided about one measure, the latest decision first; nothing for the public."""
    records = [each for each in store.steering.steering_records(snapshot, viewer, as_of) if number in each.measures]
    if not records:
        return ()
    rows = {row.measure: row for row in store.reading.measures(snapshot, viewer, as_of)}
    return _lines(store.reading.concept(snapshot, as_of), records, rows)


def _is_withdrawal(event: SteeringEvent) -> bool:
    return event.withdrawn


def _passes(record: SteeringRecord, chosen: SteeringFilter, rows: Mapping[str, MeasureRow]) -> bool:
    about = [rows[number] for number in record.measures if number in rows]
    wanted = chosen.search.casefold()
    texts = (record.occasion, record.decision, *(f"{row.measure} {row.title}" for row in about))
    checks: tuple[Callable[[], bool], ...] = (
        lambda: not chosen.trigger or record.trigger == chosen.trigger,
        lambda: not chosen.body or record.body == chosen.body,
        lambda: not chosen.field or any(chosen.field in (row.field, *row.further_fields) for row in about),
        lambda: not chosen.measure or chosen.measure in record.measures,
        lambda: not wanted or any(wanted in text.casefold() for text in texts),
    )
    return all(check() for check in checks)


def _lines(concept: Concept, records: Sequence[SteeringRecord], rows: Mapping[str, MeasureRow]) -> tuple[SteeringLine, ...]:
    return tuple(
        SteeringLine(
            number=each.number,
            trigger=each.trigger,
            occasion=each.occasion,
            decision=each.decision,
            measures=tuple((number, rows[number].title if number in rows else "") for number in each.measures),
            decided_on=day(each.decided_on),
            body=body_name(concept, each.body) or NO_VALUE,
            recorded=f"{each.by}, {moment(each.at)}",
        )
        for each in records
    )


def _withdrawn(event: SteeringEvent) -> WithdrawnLine:
    each = event.record
    return WithdrawnLine(each.number, each.decision, f"{moment(each.at)}, {each.by}: {event.reason}")
