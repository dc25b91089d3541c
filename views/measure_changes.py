"""What one report on a measure says otherwise than another: every attribute in German words."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date
from enum import StrEnum
from typing import Any

from domain.concepts import Concept
from domain.measures import OF_ONE_REPORT, Condition, MeasureRow, MeasureState, Milestone, Output, Resource, ResourceKind
from views.formats import NO_VALUE, day, exact, with_unit
from views.measure_texts import body_name, class_label, field_name, goal_text, office_name, state_label, strategic_goal_text

NAMES: Mapping[str, str] = {
    "title": "Titel",
    "field": "Handlungsfeld",
    "state": "Stand",
    "further_fields": "Weitere Handlungsfelder",
    "goals": "Leitziele",
    "approaches": "Handlungsansätze",
    "strategic_goals": "Strategische Ziele",
    "kind": "Art",
    "origin": "Herkunft",
    "need": "Anlass",
    "target_groups": "Zielgruppen",
    "areas": "Gebiete",
    "lead": "Federführung",
    "partners": "Beteiligte",
    "priority": "Priorität",
    "rank": "Rang",
    "decision_class": "Klasse",
    "term": "Zeithorizont",
    "planned_start": "geplanter Beginn",
    "planned_end": "geplantes Ende",
    "indicators": "Indikatoren",
    "assumption": "Erwarteter Beitrag",
    "confidence": "Wie gut belegt",
    "aim": "Messgröße",
    "aim_unit": "Einheit der Messgröße",
    "aim_start": "Ausgangswert",
    "aim_target": "Zielwert",
    "decision": "Beschluss",
    "document": "Vorlage",
    "actual_start": "tatsächlicher Beginn",
    "actual_end": "tatsächliches Ende",
    "progress": "Umsetzungsgrad",
    "status_text": "Sachstand",
    "next_steps": "Nächste Schritte",
    "obstacles": "Hemmnisse",
    "result": "Ergebnis",
    "reason": "Grund",
    "look_again_on": "Wiedervorlage",
    "decided_by": "Entschieden von",
    "merged_into": "Zusammengelegt mit",
    "conditions": "Voraussetzungen",
    "feasibility": "Ergebnis der Prüfung",
    "milestones": "Meilensteine",
    "schedule_set": "Termin (gesetzt)",
    "schedule_reason": "Grund zum Termin",
    "aim_actual": "Erreicht",
    "evaluated_on": "Evaluiert am",
    "evaluation": "Evaluation",
    "cost_planned": "Kosten geplant",
    "cost_actual": "Kosten tatsächlich",
    "funding": "Finanzierung",
    "staff": "Personal (VZÄ)",
    "resources": "Mittel",
}
"""German names of what a report says; what belongs to one half-year only is told beside it."""
_OF_THE_TEXT = frozenset({"status_text", "next_steps", "obstacles"})
_SKIPPED = OF_ONE_REPORT | {"measure"}
_RESOLVED: Mapping[str, Callable[[Concept, str], str]] = {
    "state": lambda concept, state: state_label(concept, MeasureState(state)),
    "field": field_name,
    "further_fields": field_name,
    "goals": goal_text,
    "strategic_goals": strategic_goal_text,
    "lead": office_name,
    "partners": office_name,
    "decision_class": class_label,
    "decided_by": body_name,
}
"""Attributes that refer to the concept, and its words for them."""


def differences(before: MeasureRow, after: MeasureRow, concept: Concept | None, *, texts: bool = False) -> tuple[tuple[str, str, str], ...]:
    """What a report says otherwise than the one before it: name, before, after, in the concept's words where there is one. The texts of a
    half-year only with ``texts``."""
    skipped = _SKIPPED if texts else _SKIPPED | _OF_THE_TEXT
    names = [each.name for each in fields(MeasureRow) if each.name not in skipped]
    changed = [name for name in names if getattr(before, name) != getattr(after, name)]
    ordered = sorted(changed, key=list(NAMES).index)
    pairs = ((NAMES[name], *_pair(name, getattr(before, name), getattr(after, name), concept)) for name in ordered)
    return tuple(pair for pair in pairs if pair[1] != pair[2])  # „JA“ and „Jugendamt“ are one organisation


def _pair(name: str, before: Any, after: Any, concept: Concept | None) -> tuple[str, str]:
    """Both values in words; of lists only what went and what came."""
    if isinstance(before, tuple) and isinstance(after, tuple):
        gone, come = (tuple(each for each in one if each not in other) for one, other in ((before, after), (after, before)))
        if gone or come:  # else only the order differs
            before, after = gone, come
    return _said(name, before, concept), _said(name, after, concept)


def _said(name: str, value: Any, concept: Concept | None) -> str:
    """An attribute's value in words; a dash for nothing."""
    if value is None or value in ("", ()):
        return NO_VALUE
    if concept is not None and name in _RESOLVED:
        return "; ".join(_RESOLVED[name](concept, each) for each in (value if isinstance(value, tuple) else (value,)))
    if name == "progress":
        return with_unit(value, "Prozent")
    if name in ("cost_planned", "cost_actual"):
        return f"{exact(value)} €"
    return _plain(value)


def _plain(value: Any) -> str:
    if isinstance(value, tuple):
        return "; ".join(_item(each) for each in value)
    if isinstance(value, StrEnum):
        return str(getattr(value, "label", value.value))
    if isinstance(value, date):
        return day(value)
    return exact(value) if isinstance(value, int | float) else str(value)


def _item(value: Any) -> str:
    words: Mapping[type, Callable[[Any], str]] = {Milestone: milestone, Condition: condition, Resource: resource, Output: output}
    return words.get(type(value), str)(value)


def milestone(each: Milestone) -> str:
    """``Auftrag vergeben (fällig 01.03.2026, erreicht 15.02.2026)``."""
    dates = [f"fällig {day(each.due)}"] if each.due else []
    dates += [f"erreicht {day(each.done)}"] if each.done else []
    return f"{each.text} ({', '.join(dates)})" if dates else each.text


def condition(each: Condition) -> str:
    """``Recht: offen (Satzung)``."""
    return f"{each.kind.label}: {each.state.label}" + (f" ({each.note})" if each.note else "")


def resource(each: Resource) -> str:
    """``2026 Land: geplant 12.000 €, verwendet 8.000 €``."""
    named = " ".join(filter(None, (str(each.year), each.source or each.kind.label)))
    return f"{named}: geplant {amount(each.kind, each.planned)}, verwendet {amount(each.kind, each.actual)}"


def amount(kind: ResourceKind, value: float | None) -> str:
    """``12.000 €``, ``0,5 VZÄ``, ``14 Personen``; a dash for nothing said."""
    units = {ResourceKind.MONEY: "€", ResourceKind.STAFF: "VZÄ", ResourceKind.VOLUNTEERS: "Personen"}
    return NO_VALUE if value is None else f"{exact(value)} {units[kind]}"


def output(each: Output) -> str:
    """``Kurse: 3``."""
    return f"{each.name}: {exact(each.amount)}"
