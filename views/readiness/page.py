"""Berichtsreife: all checks and steering figures of an installation, for whoever looks."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

import pyarrow.compute as pc

import store.reading
import store.rounds
from domain.access import Permission, Role, Viewer
from domain.measures import MeasureRow
from domain.organisations import plain_name
from domain.periods import Period
from store.publication import Snapshot
from views.readiness.concept_rules import (
    Standing,
    approaches_without_measure,
    goals_without_indicator,
    goals_without_measure,
    overdue_indicators,
    standing,
    strategic_goals_without_measure,
    used_indicators,
    valueless_indicators,
)
from views.readiness.contradictions import (
    completed_below_full,
    ended_funding,
    full_but_open,
    open_steps,
    over_plan,
    over_plan_in_a_year,
    past_end,
)
from views.readiness.figures import SteeringFigure, steering_figures
from views.readiness.measure_rules import look_again, stale, unconfirmed, unmet_demands, without_date, without_lead, without_target
from views.readiness.model import Check, Group, Item, Known
from views.readiness.references import horizons, lost_mergers, overtaken, unknown_fields, unknown_leads
from views.readiness.replies import replies, reporting_period
from views.values import computed, definitions_of

STALE_AFTER = (6, 3, 12, 18)
"""Months that may be chosen, the usual one first."""
_OF_THE_CONCEPT = frozenset({Group.CONCEPT, Group.FIGURES})


@dataclass(frozen=True)
class Readiness:
    """The whole page. ``figures`` is empty for departments, whose part of the measures says nothing about the concept."""

    checks: tuple[Check, ...]
    figures: tuple[SteeringFigure, ...]
    period: str  # the half-year that replies are about, empty where there is none
    measures: int
    own: bool  # only what concerns the viewer's own measures
    unassigned: bool  # a department that has named neither an office nor a field
    leads: tuple[str, ...]  # organisations that lead the measures shown, by name

    @property
    def open(self) -> tuple[Check, ...]:
        return tuple(check for check in self.checks if check.items)

    def rows(self) -> tuple[tuple[str, ...], ...]:
        """The whole list as texts: group, check, what it is about, finding, lead, what to do."""
        return tuple(
            (check.group.label, check.title, item.subject, item.text, item.lead, check.repair)
            for check in self.checks
            for item in check.items
        )


def build(snapshot: Snapshot, viewer: Viewer, months: int, today: date, as_of: datetime | None = None) -> Readiness:
    """All checks on a day; ``months`` is the age from which a report is stale. Raises NotAllowed for the public: what the lists name is
    internal. Departments find what concerns their own measures, and nothing about the concept as a whole."""
    viewer.require(Permission.SEE_INTERNAL)
    known = Known(store.reading.concept(snapshot, as_of), store.reading.measure_history(snapshot, viewer, as_of), today)
    standings = _standings(snapshot, known, as_of)
    events = store.rounds.events(snapshot, as_of)
    checks = (replies(known, events, store.rounds.accepted(snapshot, as_of)), *about_measures(known, months), *_concept(known, standings))
    period = reporting_period(known, events)
    shown = Readiness(
        checks=checks,
        figures=steering_figures(known, standings),
        period=period,
        measures=len(known.measures),
        own=False,
        unassigned=False,
        leads=tuple(sorted({known.register.name(row.lead) for row in known.measures if row.lead.strip()}, key=plain_name)),
    )
    return shown if viewer.role is not Role.DEPARTMENT else _own_part(shown, known, viewer, months)


def as_department(office: str) -> Viewer:
    """Whose page it is when somebody who sees all looks at what concerns one organisation."""
    return Viewer(Role.DEPARTMENT, offices=frozenset({office}))


def about_measures(known: Known, months: int) -> tuple[Check, ...]:
    """The checks that look at measures alone, in the order of the page."""
    return (
        stale(known, months),
        unconfirmed(known),
        look_again(known),
        without_target(known),
        without_lead(known),
        without_date(known),
        unmet_demands(known),
        past_end(known),
        open_steps(known),
        full_but_open(known),
        completed_below_full(known),
        over_plan(known),
        over_plan_in_a_year(known),
        ended_funding(known),
        overtaken(known),
        lost_mergers(known),
        horizons(known),
        unknown_fields(known),
        unknown_leads(known),
    )


def _concept(known: Known, standings: Mapping[str, Standing]) -> tuple[Check, ...]:
    return (
        goals_without_measure(known),
        approaches_without_measure(known),
        strategic_goals_without_measure(known),
        goals_without_indicator(known, standings),
        overdue_indicators(known, standings),
        valueless_indicators(known, standings),
    )


def _standings(snapshot: Snapshot, known: Known, as_of: datetime | None) -> dict[str, Standing]:
    """How current each indicator of the concept is in the home area. Only the values count here, so nothing is judged."""
    used = used_indicators(known.concept)
    definitions = definitions_of(snapshot, used, as_of)
    newest: dict[str, Period] = {}
    if used:
        values = computed(snapshot, definitions, [known.concept.area.key], as_of, groups="")
        values = values.filter(pc.is_valid(values["value"]))
        for name, period in zip(values["indicator"].to_pylist(), values["period"].to_pylist(), strict=True):
            newest[name] = max(Period(period), newest.get(name, Period(period)), key=lambda each: each.end)
    return {name: standing(definition, newest.get(name)) for name, definition in definitions.items()}


def _own_part(shown: Readiness, known: Known, viewer: Viewer, months: int) -> Readiness:
    """What concerns the viewer's own measures; how many were looked at counts those alone."""
    own = frozenset(row.measure for row in known.measures if is_own(row, known, viewer))
    offices = frozenset(known.register.name(office) for office in viewer.offices)
    alone = Known(known.concept, [row for row in known.history if row.measure in own], known.today)
    examined = {check.id: check.examined for check in about_measures(alone, months)}
    checks = []
    for check in shown.checks:
        if check.group in _OF_THE_CONCEPT:
            continue
        items = tuple(item for item in check.items if _concerns(item, check, own, offices))
        checks.append(replace(check, items=items, examined=examined.get(check.id, len(offices) or len(items))))
    return replace(
        shown, checks=tuple(checks), figures=(), measures=len(own), own=True, unassigned=not viewer.offices and not viewer.fields
    )


def is_own(row: MeasureRow, known: Known, viewer: Viewer) -> bool:
    """True for measures that one of the viewer's offices leads; a department that named no office answers for its fields."""
    if viewer.offices:
        return known.register.name(row.lead) in {known.register.name(office) for office in viewer.offices}
    return row.field in viewer.fields


def _concerns(item: Item, check: Check, own: frozenset[str], offices: frozenset[str]) -> bool:
    if check.group is Group.REPLIES and offices:
        return item.lead in offices
    return not own.isdisjoint(item.measures)
