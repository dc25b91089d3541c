"""One measure: three lights, what it is, what is expected of it, what it took, and everything that was ever reported about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import store.reading
from domain.access import Permission, Viewer
from domain.concepts import Concept
from domain.measures import MeasureRow, MeasureState, Resource, ResourceKind
from domain.periods import Period
from store.publication import Snapshot
from views.formats import NO_VALUE, counted, day, exact
from views.measure_changes import amount, output
from views.measure_events import Event, events
from views.measure_lights import Light, lights, milestone_term
from views.measure_lineage import Lineage, lineage
from views.measure_rows import MeasureLine, measure_lines
from views.measure_texts import body_name, class_label, goal_text, office, office_name, offices_above, strategic_goal_text
from views.terms import Term
from views.values import definitions_of


@dataclass(frozen=True)
class Contribution:
    """What the measure is expected to contribute: an assumption of its owner, never a cause. ``indicators`` are id and name; the id is
    empty for one that the library does not know."""

    goals: tuple[str, ...]
    approaches: tuple[str, ...]
    strategic_goals: tuple[str, ...]
    indicators: tuple[tuple[str, str], ...]
    assumption: str
    confidence: str


@dataclass(frozen=True)
class HalfYear:
    """What was done in a half-year."""

    period: str
    participants: str
    outputs: str


@dataclass(frozen=True)
class MeasurePage:
    """Everything about a measure. Internal parts are empty for the public. ``facts`` are name and value; ``milestones`` text, due, done
    and how they stand; ``resources`` what, source, planned, actual, funding period; ``conditions`` kind, state, note."""

    line: MeasureLine
    lights: tuple[Light, ...]
    facts: tuple[tuple[str, str], ...]
    texts: tuple[tuple[str, str], ...]
    contribution: Contribution
    milestones: tuple[tuple[str, str, str, Term], ...]
    resources: tuple[tuple[str, ...], ...]
    half_years: tuple[HalfYear, ...]
    conditions: tuple[tuple[str, str, str], ...]
    feasibility: str
    decisions: tuple[tuple[str, str], ...]
    origin: tuple[tuple[str, str], ...]
    lineage: Lineage
    evaluation: str
    events: tuple[Event, ...]
    may_report: bool


def one(snapshot: Snapshot, viewer: Viewer, measure: str, today: date, as_of: datetime | None = None) -> MeasurePage | None:
    """One measure with everything reported about it; None if there is no such measure."""
    history = [row for row in store.reading.measure_history(snapshot, viewer, as_of) if row.measure == measure]
    if not history:
        return None
    row = history[-1]
    concept = store.reading.concept(snapshot, as_of)
    fewest = store.reading.min_cases(snapshot)
    return MeasurePage(
        line=measure_lines(concept, [row], today)[0],
        lights=lights(concept, row, today, fewest),
        facts=_facts(concept, row),
        texts=texts_of(row),
        contribution=_contribution(snapshot, concept, row, as_of),
        milestones=tuple((each.text, day(each.due), day(each.done), milestone_term(each, row.state, today)) for each in row.milestones),
        resources=_resources(row) if viewer.may(Permission.SEE_INTERNAL) else (),
        half_years=half_years_of(history, fewest),
        conditions=tuple((each.kind.label, each.state.label, each.note) for each in row.conditions),
        feasibility=row.feasibility.label,
        decisions=_named(("Beschluss", row.decision), ("Vorlage", row.document), ("Beendet durch", body_name(concept, row.decided_by))),
        origin=_named(("Herkunft", row.origin), ("Bedarf, Arbeitsgruppe oder Konferenz", row.need)),
        lineage=lineage(concept, store.reading.measures(snapshot, viewer, as_of), row),
        evaluation=_evaluation(row),
        events=events(store.reading.measure_events(snapshot, viewer, measure, as_of), concept, fewest),
        may_report=viewer.may_report(office_name(concept, row.lead)),
    )


def _named(*pairs: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((name, value) for name, value in pairs if value)


def _facts(concept: Concept, row: MeasureRow) -> tuple[tuple[str, str], ...]:
    """What the measure is; what nobody said is left out."""
    lead = office(concept, row.lead)
    named = (
        ("Art", row.kind),
        ("Klasse", class_label(concept, row.decision_class)),
        ("Priorität", " · ".join(filter(None, (row.priority, f"Rang {row.rank}" if row.rank is not None else "")))),
        ("Federführung", office_name(concept, row.lead) + (f" ({lead.kind.label})" if lead and lead.kind else "")),
        ("gehört zu", ", ".join(offices_above(concept, row.lead))),
        ("Beteiligte", ", ".join(office_name(concept, each) for each in row.partners)),
        ("Zielgruppen", ", ".join(row.target_groups)),
        ("Gebiete", ", ".join(row.areas)),
        ("Zeithorizont", row.term),
        ("Geplant", _span(row.planned_start, row.planned_end)),
        ("Tatsächlich", _span(row.actual_start, row.actual_end)),
        ("Messgröße", row.aim),
        ("Wiedervorlage", day(row.look_again_on) if row.look_again_on and row.state is MeasureState.POSTPONED else ""),
        ("Zuletzt gemeldet", _reported(row)),
        ("Gemeldet von", row.reported_by),
    )
    return _named(*named)


def _reported(row: MeasureRow) -> str:
    said = f"für das {Period(row.period).label}" + (f", am {day(row.reported_on)}" if row.reported_on else "")
    return f"{said}, unverändert bestätigt" if row.confirmed else said


def _span(start: date | None, end: date | None) -> str:
    if start and end:
        return f"{day(start)} bis {day(end)}"
    if start:
        return f"ab {day(start)}, Ende offen"
    return f"bis {day(end)}" if end else ""


def texts_of(row: MeasureRow) -> tuple[tuple[str, str], ...]:
    """The sentences of the newest report; obstacles are empty for the public. Why it was once put off is history where it is not so any
    more: sheets carry the sentence on."""
    stopped = row.state in (MeasureState.POSTPONED, MeasureState.DROPPED)
    return _named(
        ("Sachstand", row.status_text),
        ("Nächste Schritte", row.next_steps),
        ("Hemmnisse", row.obstacles),
        ("Ergebnis", row.result),
        ("Grund", row.reason if stopped else ""),
    )


def _contribution(snapshot: Snapshot, concept: Concept, row: MeasureRow, as_of: datetime | None) -> Contribution:
    known = definitions_of(snapshot, None, as_of)
    return Contribution(
        goals=tuple(goal_text(concept, each) for each in row.goals),
        approaches=row.approaches,
        strategic_goals=tuple(strategic_goal_text(concept, each) for each in row.strategic_goals),
        indicators=tuple((each, known[each].name) if each in known else ("", each) for each in row.indicators),
        assumption=row.assumption,
        confidence=row.confidence.label,
    )


def _resources(row: MeasureRow) -> tuple[tuple[str, ...], ...]:
    """A line per year and source, then one per kind over all years; before that what the report says as a whole."""
    whole = []
    if row.cost_planned is not None or row.cost_actual is not None or row.funding:
        money = ResourceKind.MONEY
        whole.append(("Geld, insgesamt gemeldet", row.funding, amount(money, row.cost_planned), amount(money, row.cost_actual), ""))
    if row.staff is not None:
        note = f"{amount(ResourceKind.STAFF, row.staff)}; ob geplant oder verwendet, ist nicht gesagt"
        whole.append(("Personal, insgesamt gemeldet", "", NO_VALUE, NO_VALUE, note))
    ordered = sorted(row.resources, key=lambda each: (list(ResourceKind).index(each.kind), each.year, each.source))
    lines = [
        (
            f"{each.kind.label.split(' (')[0]} {each.year}",
            each.source,
            amount(each.kind, each.planned),
            amount(each.kind, each.actual),
            _span(each.funded_from, each.funded_until),
        )
        for each in ordered
    ]
    return (*whole, *lines, *_sums(row.resources))


def _sums(resources: Sequence[Resource]) -> tuple[tuple[str, ...], ...]:
    """Money over all years and sources; staff and volunteers of several years are no sum."""
    money = [each for each in resources if each.kind is ResourceKind.MONEY]
    if len(money) < 2:
        return ()
    planned = [each.planned for each in money if each.planned is not None]
    actual = [each.actual for each in money if each.actual is not None]
    unsaid = len(money) - len(actual)
    note = f"ohne {counted(unsaid, 'Jahr oder Quelle', 'Jahre oder Quellen')}, zu denen nichts gemeldet ist" if unsaid and actual else ""
    sums = (amount(ResourceKind.MONEY, sum(each) if each else None) for each in (planned, actual))
    return (("Geld, Summe der Zeilen", "", *sums, note),)


def half_years_of(history: Sequence[MeasureRow], fewest: int) -> tuple[HalfYear, ...]:
    """Participants and outputs of each half-year that has some, the newest first; small counts are not shown to the public."""
    return tuple(
        HalfYear(Period(row.period).label, participants(row, fewest), "; ".join(map(output, row.outputs)))
        for row in reversed(history)
        if row.participants is not None or row.outputs or "participants" in row.small
    )


def participants(row: MeasureRow, fewest: int) -> str:
    """``42``, ``unter 5`` where the public may not see the count, or a dash."""
    return f"unter {fewest}" if "participants" in row.small else exact(row.participants)


def _evaluation(row: MeasureRow) -> str:
    when = f"Evaluiert am {day(row.evaluated_on)}." if row.evaluated_on else ""
    return " ".join(filter(None, (when, row.evaluation)))
