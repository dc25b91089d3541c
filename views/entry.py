"""Sachstand melden: what a department is asked about a measure, by state, and the report made of what was typed."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

import store.reading
from domain.access import Viewer
from domain.concepts import Concept
from domain.measure_states import ALLOWED, DEMANDS, transition_demands
from domain.measures import SETTABLE_SCHEDULES, Feasibility, MeasureRow, MeasureState, Schedule
from domain.organisations import Register
from store.publication import Snapshot
from views.entry_fields import DAY, HEADS, Ask, AskKind, Section
from views.entry_items import condition_asks, entered_items, milestone_asks, resource_asks
from views.entry_values import NotRead, typed_day, typed_number, typed_outputs, written_day, written_number, written_outputs
from views.measure_texts import state_label


@dataclass(frozen=True)
class Known:
    """What is known of a measure before somebody reports on a half-year: its newest report up to then, the newest of an earlier
    half-year, and number and title of all other measures."""

    last: MeasureRow
    before: MeasureRow | None
    lead: str
    others: Mapping[str, str] = field(default_factory=dict, compare=False)

    @property
    def reported(self) -> bool:
        """True if the half-year has a report already."""
        return self.before is not self.last


def known(snapshot: Snapshot, viewer: Viewer, number: str, period: str, as_of: datetime | None = None) -> Known | None:
    """The measure with this number; None if nothing was reported on it up to the half-year."""
    history = store.reading.measure_history(snapshot, viewer, as_of)
    own = [row for row in history if row.measure == number and row.period <= period]
    if not own:
        return None
    register = Register(store.reading.concept(snapshot, as_of).organisations)
    before = next((row for row in reversed(own) if row.period < period), None)
    others = {row.measure: f"{row.measure} {row.title}" for row in store.reading.newest(history) if row.measure != number}
    return Known(own[-1], before, register.name(own[-1].lead), others)


def states_to_choose(concept: Concept, before: MeasureRow | None, now: MeasureRow) -> Mapping[MeasureState, str]:
    """The states that a measure may have next, as this city calls them; ``before`` is its report of an earlier half-year."""
    start = (before or now).state
    possible = {start, now.state, *ALLOWED[start]}
    return {state: state_label(concept, state) for state in MeasureState if state in possible}


def sections(
    concept: Concept, base: MeasureRow, before: MeasureRow | None, state: MeasureState, others: Mapping[str, str]
) -> tuple[Section, ...]:
    """What is asked of a measure in this state; ``others`` are number and title of the measures it may have become part of."""
    demanded = (*DEMANDS[state], *_of_the_step(base, before, state))
    found = [*_demanded(base, demanded, others, state_label(concept, state))]
    status = _text(base, "status_text", "Was ist geschehen, was wurde erreicht?")
    found.append(Section("", ((replace(status, label=f"{status.label} (höchstens drei Sätze)"),),)))
    if state not in (MeasureState.DROPPED, MeasureState.MERGED):
        found += _of_living(base, state, demanded)
    found.append(Section("", ((_line("reported_by", base.reported_by, "Name oder Stelle"),),)))
    return tuple(found)


def _of_the_step(base: MeasureRow, before: MeasureRow | None, state: MeasureState) -> Sequence[str]:
    """What the step from the report before to this state demands, whether it is known already or not."""
    bare = replace(base, state=state, feasibility=Feasibility.UNSTATED, actual_start=None)
    return () if before is None else tuple(transition_demands(before, bare))


def _demanded(base: MeasureRow, demanded: Sequence[str], others: Mapping[str, str], called: str) -> Sequence[Section]:
    rows: list[tuple[Ask, ...]] = []
    for key in demanded:
        if key == "conditions":
            rows += condition_asks(base.conditions)
        elif key == "merged_into":
            rows.append((Ask(key, HEADS[key], base.merged_into, AskKind.CHOICE, choices={"": "bitte wählen", **others}, required=True),))
        elif key == "feasibility":
            choices = {"": "bitte wählen"} | {each.value: each.label for each in Feasibility if each}
            rows.append((Ask(key, HEADS[key], base.feasibility.value, AskKind.CHOICE, choices=choices, required=True),))
        elif key in _DAYS:
            rows.append((replace(_line(key, written_day(getattr(base, key)), DAY), required=True),))
        else:
            rows.append((replace(_text(base, key, _ASKED[key]), required=True),))
    return [Section(f"Zum Stand „{called}“ gehört", tuple(rows))] if rows else []


def _of_living(base: MeasureRow, state: MeasureState, demanded: Sequence[str]) -> Sequence[Section]:
    obstacles = _text(base, "obstacles", "Was hält auf?")
    steps = (_text(base, "next_steps", "Was steht als Nächstes an?"), replace(obstacles, label=f"{obstacles.label} (nur intern zu lesen)"))
    figures = [
        _line("progress", written_number(base.progress), "in Prozent, z. B. 60"),
        _line("participants", written_number(base.participants), "Personen im Halbjahr"),
        _line("outputs", written_outputs(base.outputs), "z. B. Kurse: 3; Beratungen: 40"),
    ]
    if base.aim or base.aim_target is not None:
        target = f"Ziel: {written_number(base.aim_target)} {base.aim_unit}".strip() if base.aim_target is not None else ""
        told = " · ".join(filter(None, (base.aim, target)))
        figures.append(replace(_line("aim_actual", written_number(base.aim_actual), "Stand heute"), note=told))
    also_ended = ("actual_end",) if base.actual_end or not state.open else ()
    days = tuple(_line(key, written_day(getattr(base, key)), DAY) for key in ("actual_start", *also_ended) if key not in demanded)
    found = [Section("", (steps,)), Section("Zahlen dieses Halbjahrs", (tuple(figures),))]
    found.append(Section("Meilensteine", milestone_asks(base.milestones), open=False))
    if dates := (*((days,) if days else ()), *(_schedule(base) if state.open else ())):
        found.append(Section("Beginn und Termin", dates, open=False))
    costs = tuple(_line(key, written_number(getattr(base, key)), "in Euro") for key in ("cost_planned", "cost_actual"))
    people = (
        _line("funding", base.funding, "woher das Geld kommt"),
        _line("staff", written_number(base.staff), "Stellenanteile, z. B. 0,5"),
    )
    found.append(Section("Kosten und Mittel", (costs, people, *resource_asks(base.resources)), open=False, note="Nur intern zu lesen."))
    known = (_line("evaluated_on", written_day(base.evaluated_on), DAY), _text(base, "evaluation", "Ergebnis der Evaluation"))
    found.append(Section("Evaluation", (known,), open=False))
    return found


def _schedule(base: MeasureRow) -> tuple[tuple[Ask, ...], ...]:
    """Only needed where the dates do not tell the truth."""
    choices = {"": "wie nach den Daten berechnet"} | {each.value: each.label for each in SETTABLE_SCHEDULES}
    chosen = base.schedule_set.value if base.schedule_set else ""
    reason = _line("schedule_reason", base.schedule_reason, "warum anders als berechnet")
    return ((Ask("schedule_set", HEADS["schedule_set"], chosen, AskKind.CHOICE, choices=choices), reason),)


_ASKED = {"result": "Was ist herausgekommen?", "reason": "Warum?", "decided_by": "Gremium oder Stelle, die das entschieden hat"}


def _line(key: str, value: str, hint: str) -> Ask:
    return Ask(key, HEADS[key], value, hint=hint)


def _text(base: MeasureRow, key: str, hint: str) -> Ask:
    return Ask(key, HEADS[key], getattr(base, key), AskKind.TEXT, hint)


_DAYS = frozenset({"actual_start", "actual_end", "look_again_on", "evaluated_on"})
_NUMBERS = {"progress": "%", "participants": "", "aim_actual": "", "cost_planned": "€", "cost_actual": "€", "staff": ""}
_ENUMS: Mapping[str, Callable[[str], Any]] = {
    "schedule_set": lambda text: Schedule(text) if text else None,
    "feasibility": Feasibility,
}
_ONLY_IN: Mapping[str, Collection[MeasureState]] = {
    "result": (MeasureState.COMPLETED, MeasureState.PERMANENT),
    "reason": (MeasureState.POSTPONED, MeasureState.DROPPED),
    "look_again_on": (MeasureState.POSTPONED,),
    "decided_by": (MeasureState.DROPPED,),
    "merged_into": (MeasureState.MERGED,),
}
"""What belongs to a state is not said of a measure that has left it; the report before keeps it."""


def entered(base: MeasureRow, state: MeasureState, typed: Mapping[str, str], day: date) -> tuple[MeasureRow, Mapping[str, str]]:
    """The report made of what was typed, and a sentence for each field that could not be read (its value then stays as it was)."""
    problems: dict[str, str] = {}
    said: dict[str, Any] = {"state": state, "reported_on": day, "confirmed": False}
    for key, text in typed.items():
        if "." in key:
            continue
        try:
            said[key] = _value(key, text)
        except NotRead as problem:
            problems[key] = str(problem)
    items, unread = entered_items(base, typed)
    empty = {name: _nothing(getattr(base, name)) for name, states in _ONLY_IN.items() if state not in states}
    if not state.open:
        empty |= {"schedule_set": None, "schedule_reason": ""}
    return replace(base, **{**said, **items, **empty}), {**problems, **unread}


def _value(key: str, text: str) -> Any:
    if key in _DAYS:
        return typed_day(text)
    if key in _NUMBERS:
        return typed_number(text, _NUMBERS[key], negative=key == "aim_actual")
    if key in _ENUMS:
        return _ENUMS[key](text)
    return typed_outputs(text) if key == "outputs" else text.strip()


def _nothing(value: Any) -> Any:
    return "" if isinstance(value, str) else None


def confirmed(base: MeasureRow, day: date, by: str) -> MeasureRow:
    """The report that says that nothing has changed."""
    return replace(base, confirmed=True, reported_on=day, reported_by=by.strip() or base.reported_by)


def asked_keys(shown: Sequence[Section]) -> Mapping[str, str]:
    """Key and label of every field of a form."""
    return {ask.key: ask.label for section in shown for row in section.rows for ask in row}
