"""Fortschreibung: what the next version of the concept should consider, computed from what is known, each with its reason.

A list of things to talk about, not of proposals: whether anything follows is for the bodies to say."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

import store.decisions
import store.reading
import store.steering
from domain.access import Viewer
from domain.concepts import Concept
from domain.measures import ConditionState, Feasibility, MeasureRow, MeasureState
from domain.steering import Trigger
from indicators.summary import Summary
from store.publication import Snapshot
from views.formats import counted, day
from views.indicator_rows import indicator_rows, summary_of
from views.measure_changes import condition
from views.measure_texts import body_name, field_name, state_label
from views.readiness.concept_rules import approaches_without_measure, goals_without_measure, strategic_goals_without_measure
from views.readiness.model import Check, Known
from views.values import Series, all_series, definitions_of

OFF_COURSE = 3
"""An indicator is permanently off course if none of so many newest values was judged to be on course."""
_LEFT = (MeasureState.DROPPED, MeasureState.POSTPONED, MeasureState.MERGED)


class Reason(StrEnum):
    """Why something is on the list; the order here is the order of the list."""

    DECISION = "decision"
    NEED = "need"
    OFF_COURSE = "off_course"
    FIELD = "field"
    GOAL = "goal"
    MEASURE = "measure"
    CONDITION = "condition"

    @property
    def label(self) -> str:
        return {
            "decision": "Beschluss für die Fortschreibung",
            "need": "Nachsteuerung aus neuem Bedarf",
            "off_course": f"Indikator seit mindestens {OFF_COURSE} Werten nicht auf Kurs",
            "field": "Handlungsfeld ohne bewertbaren Indikator",
            "goal": "Ziel oder Handlungsansatz ohne Maßnahme",
            "measure": "Maßnahme zurückgestellt, nicht weiter verfolgt oder zusammengelegt",
            "condition": "Voraussetzung nicht erfüllbar",
        }[self.value]


@dataclass(frozen=True)
class Candidate:
    """One thing to consider: what it is, why it is here, and the page that shows more (``slug`` and its selection)."""

    reason: Reason
    subject: str
    why: str
    slug: str
    selection: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class RevisionList:
    """Everything to consider, by reason. ``since`` is the version of the concept in force, empty where there is none."""

    groups: tuple[tuple[Reason, tuple[Candidate, ...]], ...]
    since: str

    @property
    def total(self) -> int:
        return sum(len(found) for _, found in self.groups)


def build(snapshot: Snapshot, viewer: Viewer, today: date, as_of: datetime | None = None) -> RevisionList:
    """The list as of that moment. The public sees decisions that are public, and nothing of conditions and corrections of course."""
    concept = store.reading.concept(snapshot, as_of)
    known = Known(concept, store.reading.measure_history(snapshot, viewer, as_of), today)
    series = _home_series(snapshot, concept, as_of)
    found = (
        *_decisions(snapshot, viewer, concept, as_of),
        *_needs(snapshot, viewer, concept, as_of),
        *_off_course(concept, series),
        *_fields(concept, series, snapshot, as_of),
        *_of_checks((goals_without_measure(known), approaches_without_measure(known), strategic_goals_without_measure(known))),
        *_left(concept, known.measures),
        *_unmeetable(known.measures),
    )
    groups = ((reason, tuple(each for each in found if each.reason is reason)) for reason in Reason)
    newest = concept.newest
    return RevisionList(tuple((reason, each) for reason, each in groups if each), newest.label if newest else "")


def _home_series(snapshot: Snapshot, concept: Concept, as_of: datetime | None) -> Mapping[tuple[str, str, str], Series]:
    used = sorted({use.indicator for use in concept.indicators})
    return all_series(snapshot, used, [concept.area.key], as_of, groups="")


def _in_force(concept: Concept, decided_on: date) -> bool:
    """True for what was decided since the present version is valid."""
    newest = concept.newest
    return newest is None or decided_on.isoformat() >= newest.starts


def _decisions(snapshot: Snapshot, viewer: Viewer, concept: Concept, as_of: datetime | None) -> Iterator[Candidate]:
    for each in store.decisions.decisions(snapshot, viewer, as_of):
        if each.revision and not each.withdrawn and _in_force(concept, each.decided_on):
            said = f"{body_name(concept, each.body)}, {day(each.decided_on)}" + (f", {each.document}" if each.document else "")
            yield Candidate(Reason.DECISION, each.text, said, "beschluesse", (("nr", str(each.number)),))


def _needs(snapshot: Snapshot, viewer: Viewer, concept: Concept, as_of: datetime | None) -> Iterator[Candidate]:
    for each in store.steering.steering_records(snapshot, viewer, as_of):
        if each.trigger is Trigger.NEED and _in_force(concept, each.decided_on):
            yield Candidate(Reason.NEED, each.occasion, f"{each.decision} ({day(each.decided_on)})", "nachsteuerung")


def _off_course(concept: Concept, series: Mapping[tuple[str, str, str], Series]) -> Iterator[Candidate]:
    for indicator in dict.fromkeys(use.indicator for use in concept.indicators):
        found = series.get((indicator, concept.area.key, ""))
        count = _off_course_values(found) if found else 0
        if found and count >= OFF_COURSE:
            fields = ", ".join(field_name(concept, use.field) for use in concept.indicators if use.indicator == indicator)
            told = f"{fields}: die neuesten {count} Werte, seit {found.points[_place(found, count)].year}"
            yield Candidate(Reason.OFF_COURSE, found.definition.name, told, "indikator", (("id", indicator),))


def _valued(series: Series) -> list[int]:
    return [place for place, point in enumerate(series.points) if point.value is not None]


def _place(series: Series, count: int) -> int:
    """Where the ``count`` newest values begin."""
    return _valued(series)[-count]


def _off_course_values(series: Series) -> int:
    """How many of the newest values in a row were judged, and not to be on course."""
    count = 0
    for place in reversed(_valued(series)):
        shown = series.points[place].shown
        if not shown.judged or shown.on_course:
            return count
        count += 1
    return count


def _fields(
    concept: Concept, series: Mapping[tuple[str, str, str], Series], snapshot: Snapshot, as_of: datetime | None
) -> Iterator[Candidate]:
    definitions = definitions_of(snapshot, sorted({use.indicator for use in concept.indicators}), as_of)
    for field in concept.fields:
        summary: Summary = summary_of(indicator_rows(concept, field.id, series, definitions))
        if not summary.judged:
            told = summary.coverage if summary.total else "kein Indikator zugeordnet"
            yield Candidate(Reason.FIELD, f"{field.number} {field.name}".strip(), told, "handlungsfeld", (("id", field.id),))


def _of_checks(checks: Iterable[Check]) -> Iterator[Candidate]:
    """The same gaps that the page Berichtsreife names."""
    for check in checks:
        for item in check.items:
            yield Candidate(Reason.GOAL, item.subject, f"{check.title}: {item.text}", item.slug, item.selection)


def _left(concept: Concept, measures: Iterable[MeasureRow]) -> Iterator[Candidate]:
    for row in measures:
        if row.state in _LEFT:
            into = f" mit {row.merged_into}" if row.state is MeasureState.MERGED and row.merged_into else ""
            told = f"{state_label(concept, row.state)}{into}" + (f": {row.reason}" if row.reason else "")
            yield _of_measure(Reason.MEASURE, row, told)


def _unmeetable(measures: Iterable[MeasureRow]) -> Iterator[Candidate]:
    """Of measures that are still pursued, as far as the viewer may see conditions."""
    for row in measures:
        if row.state in _LEFT:
            continue
        unmet = [condition(each) for each in row.conditions if each.state is ConditionState.UNMEETABLE]
        if row.feasibility is Feasibility.NOT_FEASIBLE:
            unmet.append(f"Ergebnis der Prüfung: {row.feasibility.label}")
        if unmet:
            yield _of_measure(Reason.CONDITION, row, "; ".join(unmet))


def _of_measure(reason: Reason, row: MeasureRow, why: str) -> Candidate:
    return Candidate(reason, f"{row.measure} {row.title}", why, "massnahmen", (("id", row.measure),))


def summary_text(found: RevisionList) -> str:
    """``23 Punkte für die nächste Fortschreibung``."""
    return counted(found.total, "Punkt für die nächste Fortschreibung", "Punkte für die nächste Fortschreibung")
