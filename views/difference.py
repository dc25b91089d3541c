"""Vergleich: what is otherwise than at an earlier meeting or day. Each measure and each indicator exactly once."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

import store.meetings
import store.reading
from domain.access import Viewer
from domain.concepts import Concept
from domain.deliveries import Because
from domain.indicators import Weather
from domain.local_time import local
from domain.measure_lights import schedule
from domain.measures import MeasureRow, MeasureState, Schedule, measure_order
from domain.periods import Period
from domain.turns import Turn as Turn
from store.publication import NOW, Snapshot
from views.flipped import newest_flipped
from views.formats import NO_VALUE, day
from views.indicator_rows import value_text
from views.measure_changes import NAMES, differences
from views.measure_filter import offices
from views.measure_texts import field_name, office_name
from views.moved import why
from views.values import Series, all_series, definitions_of


@dataclass(frozen=True)
class MeasureDifference:
    """A measure at both states. ``field`` and ``lead`` are those of the later one; ``before`` is None for a new measure, ``after`` for one
    that is gone; ``what`` are the differences in words, none for what stayed as it was."""

    measure: str
    title: str
    field: str
    field_name: str
    lead: str
    before: MeasureState | None
    after: MeasureState | None
    turn: Turn
    what: tuple[str, ...]


@dataclass(frozen=True)
class IndicatorDifference:
    """An indicator's newest value and verdict at both states, for the home area. ``fields`` are ids; values come with their period;
    ``because`` says what turned the verdict, ``what`` all of it in words."""

    indicator: str
    name: str
    fields: tuple[str, ...]
    before: Weather | None
    after: Weather | None
    value_before: str
    value_after: str
    turn: Turn
    because: tuple[Because, ...]
    what: str


@dataclass(frozen=True)
class DifferenceFilter:
    """What to show; empty means all. ``lead`` is the name of an organisation: it chooses measures, and no indicators."""

    field: str = ""
    turn: str = ""
    lead: str = ""


@dataclass(frozen=True)
class Difference:
    """``since`` and ``until`` name the two states. The counts are of all that ``field`` and ``lead`` choose, in every direction, and add up
    to the totals; ``measures`` and ``indicators`` are those of the chosen direction, sorted by it."""

    since: str
    until: str
    measures: tuple[MeasureDifference, ...]
    indicators: tuple[IndicatorDifference, ...]
    measure_counts: tuple[tuple[Turn, int], ...]
    indicator_counts: tuple[tuple[Turn, int], ...]
    measure_total: int
    indicator_total: int


_LONGEST = 60
"""Characters of what is quoted; of longer texts it is only said that they changed."""
_LISTS = (NAMES["resources"], NAMES["conditions"], NAMES["milestones"])
"""What is never quoted: the measure's page has it in full."""
_IN_SHORT = ("Stand", "Termin", "geplantes Ende", "Umsetzungsgrad")
"""What is told first of a measure."""
_LIGHTS = (Schedule.ON_TIME, Schedule.AT_RISK, Schedule.UNREPORTED, Schedule.LATE)
"""From the best to the worst; other lights have no direction."""
_WAY = (
    MeasureState.PROPOSED, MeasureState.EXAMINATION, MeasureState.NOT_STARTED, MeasureState.PLANNING, MeasureState.RUNNING,
    MeasureState.COMPLETED, MeasureState.PERMANENT,
)  # fmt: skip
"""The way of a measure; what was put off, dropped or merged has left it, which is a decision without a direction."""


def build(
    snapshot: Snapshot, viewer: Viewer, since: datetime, chosen: DifferenceFilter, today: date, as_of: datetime | None = None
) -> Difference:
    """What is otherwise at ``as_of`` than at ``since`` (both UTC, naive); ``today`` is the day of the later state. Where the installation
    had no concept at ``since``, everything is new."""
    measures = list(_measures(snapshot, viewer, since, today, as_of, chosen))
    indicators = [] if chosen.lead else [each for each in _indicators(snapshot, since, as_of) if _in_field(each, chosen.field)]
    return Difference(
        since=state_text(snapshot, viewer, since),
        until=state_text(snapshot, viewer, as_of) if as_of else day(today),
        measures=tuple(sorted((each for each in measures if chosen.turn in ("", each.turn)), key=_by_turn)),
        indicators=tuple(sorted((each for each in indicators if chosen.turn in ("", each.turn)), key=_by_turn)),
        measure_counts=_counts(measures),
        indicator_counts=_counts(indicators),
        measure_total=len(measures),
        indicator_total=len(indicators),
    )


def between(
    snapshot: Snapshot,
    viewer: Viewer,
    since: datetime,
    until: datetime | None,
    chosen: DifferenceFilter,
    today: date,
    as_of: datetime | None = None,
) -> Difference:
    """As :func:`build` for a later state of its own; where ``until`` is None it is ``as_of``, and ``today`` its day."""
    if until is None:
        return build(snapshot, viewer, since, chosen, today, as_of)
    return build(snapshot, viewer, since, chosen, local(until).date(), until)


def state_text(snapshot: Snapshot, viewer: Viewer, moment: datetime) -> str:
    """``Berichtsstand 2026-1 (20.03.2026)`` for the moment of a meeting's state, else its day."""
    states = (state for meeting in store.meetings.meetings(snapshot, viewer) for state in meeting.states)
    name = next((state.label for state in states if state.moment == moment), "")
    return f"{name} ({day(moment)})" if name else day(moment)


def _counts(found: Iterable[MeasureDifference | IndicatorDifference]) -> tuple[tuple[Turn, int], ...]:
    counted = Counter(each.turn for each in found)
    return tuple((turn, counted[turn]) for turn in Turn)


def _by_turn(each: MeasureDifference | IndicatorDifference) -> int:
    return list(Turn).index(each.turn)


def _in_field(each: IndicatorDifference, field: str) -> bool:
    return not field or field in each.fields


def _measures(
    snapshot: Snapshot, viewer: Viewer, since: datetime, today: date, as_of: datetime | None, chosen: DifferenceFilter
) -> Iterable[MeasureDifference]:
    """In the order of their numbers."""
    concept = store.reading.concept(snapshot, as_of)
    then = {row.measure: row for row in store.reading.measures(snapshot, viewer, since)}
    now = {row.measure: row for row in store.reading.measures(snapshot, viewer, as_of)}
    for number in sorted(then.keys() | now.keys(), key=measure_order):
        before, after = then.get(number), now.get(number)
        shown = after or before
        if shown is None or chosen.field not in ("", shown.field) or (chosen.lead and chosen.lead not in offices(shown, concept)):
            continue
        yield measure_difference(concept, before, after, local(since).date(), today)


def measure_difference(
    concept: Concept, before: MeasureRow | None, after: MeasureRow | None, first_day: date, last_day: date
) -> MeasureDifference:
    """One measure as it was reported at both states; at least one of them knows it."""
    shown = after or before
    if shown is None:
        raise ValueError("a measure that neither state knows")
    lights = [schedule(row, on) if row else None for row, on in ((before, first_day), (after, last_day))]
    what = _what(before, after, lights, concept)
    return MeasureDifference(
        measure=shown.measure,
        title=shown.title,
        field=shown.field,
        field_name=field_name(concept, shown.field),
        lead=office_name(concept, shown.lead),
        before=before.state if before else None,
        after=after.state if after else None,
        turn=_measure_turn(before, after, lights, bool(what)),
        what=what,
    )


def _what(before: MeasureRow | None, after: MeasureRow | None, lights: Sequence[Schedule | None], concept: Concept) -> tuple[str, ...]:
    """What both reports say otherwise, the state first; nothing for one that is new or gone."""
    if before is None or after is None:
        return ()
    found = list(differences(before, after, concept))
    one, other = lights
    if one and other and one is not other:
        found.append(("Termin", one.label, other.label))
    ordered = sorted(found, key=lambda each: _IN_SHORT.index(each[0]) if each[0] in _IN_SHORT else len(_IN_SHORT))
    told = {name: _told_shortly(name, was, now) for name, was, now in ordered}
    if reached := [each for each in after.milestones if each.done and each.text not in {old.text for old in before.milestones if old.done}]:
        told[NAMES["milestones"]] = "Meilenstein erreicht: " + "; ".join(f"{each.text} ({day(each.done)})" for each in reached)
    return tuple(told.values())


def _told_shortly(name: str, was: str, now: str) -> str:
    """Both values where they are short, else only that something changed."""
    if name not in _LISTS and max(len(was), len(now)) <= _LONGEST:
        return f"{name}: {was} → {now}"
    return f"{name}: {'ergänzt' if was == NO_VALUE else 'entfernt' if now == NO_VALUE else 'geändert'}"


def _measure_turn(before: MeasureRow | None, after: MeasureRow | None, lights: Sequence[Schedule | None], changed: bool) -> Turn:
    """By state, light and planned end together: no direction where they disagree. Progress alone speaks where these stayed."""
    if before is None or after is None:
        return Turn.NEW if after else Turn.GONE
    if not changed:
        return Turn.SAME
    signs = {_step(_WAY, before.state, after.state), -_step(_LIGHTS, *lights), -_order(before.planned_end, after.planned_end)} - {0}
    if not signs and before.state is after.state:
        signs = {_order(before.progress, after.progress)} - {0}
    left = (before.state in _WAY) != (after.state in _WAY)
    if left or len(signs) != 1:
        return Turn.OTHER
    return Turn.BETTER if signs == {1} else Turn.WORSE


def _step(way: Sequence[StrEnum], before: StrEnum | None, after: StrEnum | None) -> int:
    """1 for a step towards the end of the way, -1 for one back, 0 where there is none."""
    if before is None or after is None or before not in way or after not in way:
        return 0
    return _order(way.index(before), way.index(after))


def _order(before: float | date | None, after: float | date | None) -> int:
    if before is None or after is None or before == after:
        return 0
    return 1 if before < after else -1  # type: ignore[operator]  # both are numbers, or both are days


def _indicators(snapshot: Snapshot, since: datetime, as_of: datetime | None) -> Iterable[IndicatorDifference]:
    """In the order of the concept, those that only the earlier one had last."""
    new = store.reading.concept(snapshot, as_of)
    old = store.reading.concept(snapshot, since) if store.reading.has_concept(snapshot, since) else None
    then, now = (_used(each) if each else {} for each in (old, new))
    before = _home_series(snapshot, list(then), old.area.key, since) if old else {}
    after = _home_series(snapshot, list(now), new.area.key, as_of)
    turned = [each for each in now if each in before and each in after and _rule(before[each]) != _rule(after[each])]
    because = newest_flipped(snapshot, turned, since, as_of or NOW, new.area.key) if turned else {}
    definitions = definitions_of(snapshot, None, as_of)
    for each in {**now, **then}:
        told = _indicator(each, before.get(each), after.get(each), because.get(each, ()))
        of_concept = Turn.SAME if each in now and each in then else Turn.NEW if each in now else Turn.GONE
        if of_concept is not Turn.SAME:
            told = replace(told, turn=of_concept, what="neu im Konzept" if of_concept is Turn.NEW else "nicht mehr im Konzept")
        yield replace(told, name=definitions[each].name if each in definitions else each, fields=now.get(each) or then.get(each, ()))


def _used(concept: Concept) -> dict[str, tuple[str, ...]]:
    """The fields of each indicator that the concept uses; none for those that describe the area."""
    fields: dict[str, tuple[str, ...]] = {}
    for use in concept.indicators:
        fields[use.indicator] = (*fields.get(use.indicator, ()), use.field)
    return fields | {each: () for each in concept.context if each not in fields}


def _home_series(snapshot: Snapshot, indicators: Sequence[str], area: str, moment: datetime | None) -> Mapping[str, Series]:
    """The series with a value, by indicator."""
    found = all_series(snapshot, indicators, [area], moment, groups="")
    return {indicator: series for (indicator, _, groups), series in found.items() if not groups and series.latest}


def _rule(series: Series) -> Weather | None:
    return series.latest.weather if series.latest else None


def _indicator(indicator: str, old: Series | None, new: Series | None, because: tuple[Because, ...]) -> IndicatorDifference:
    """Without its name and fields."""
    before, after = (series.latest.shown if series and series.latest else None for series in (old, new))
    was, now = _value(old), _value(new)
    if before is None or after is None:
        turn = Turn.SAME if before is after else Turn.NEW if after else Turn.GONE
    elif before is after:
        turn = Turn.SAME if was == now else Turn.OTHER
    else:
        turn = _verdict_turn(before, after)
    return IndicatorDifference(indicator, "", (), before, after, was, now, turn, because, _told(old, new, because))


def _verdict_turn(before: Weather, after: Weather) -> Turn:
    """Only judgements have a direction."""
    if not before.judged or not after.judged:
        return Turn.OTHER
    order = list(Weather)  # best first
    return Turn.BETTER if order.index(after) < order.index(before) else Turn.WORSE


def _value(series: Series | None) -> str:
    """``38,9 % (2023)``; a dash where there is none."""
    return f"{value_text(series)} ({Period(series.latest.period).label})" if series and series.latest else NO_VALUE


def _told(old: Series | None, new: Series | None, because: tuple[Because, ...]) -> str:
    """What happened to value and verdict, in words; empty where nothing did."""
    before, after = old.latest if old else None, new.latest if new else None
    if before is None or after is None:
        return "" if before is after else "Zahlen liegen nun vor" if after else "keine Zahlen mehr"
    set_by_people = bool(before.override or after.override)
    if before.shown is not after.shown:
        return why(because) if because and not set_by_people else ", ".join(filter(None, (why(because), "Bewertung fachlich gesetzt")))
    if _value(old) == _value(new):
        return ""
    kind = "neuer Wert" if after.period > before.period else "Wert geändert"
    return f"{kind}; {'gezeigte Bewertung fachlich gesetzt' if because else 'Bewertung unverändert'}"
