"""Maßnahmen: the filtered list, the board by state, and selections worth remembering."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import store.reading
from domain.access import Permission, Role, Viewer
from domain.concepts import Concept
from domain.measures import MeasureRow, MeasureState
from domain.periods import Period
from store.publication import Snapshot
from views.measure_filter import About, Filter, choices, own, passes
from views.measure_page import MeasurePage, one
from views.measure_rows import MeasureLine, by_priority, measure_lines
from views.measure_texts import state_label, state_term
from views.terms import Term
from views.values import definitions_of

__all__ = ["Filter", "MeasureList", "MeasurePage", "build", "chosen_rows", "one", "options", "remembered"]


@dataclass(frozen=True)
class MeasureList:
    """The measures of a selection. A measure counts in its lead field only: with a field chosen, ``also`` are those shown beside, which
    count elsewhere. ``by_state`` has the states that occur, with their measures that count."""

    lines: tuple[MeasureLine, ...]
    also: tuple[MeasureLine, ...]
    total: int
    by_state: tuple[tuple[Term, int], ...]
    newest: str

    @property
    def shown(self) -> tuple[MeasureLine, ...]:
        return (*self.lines, *self.also)

    @property
    def board(self) -> tuple[tuple[MeasureState, tuple[MeasureLine, ...]], ...]:
        """The states that occur, each with its measures."""
        columns = {state: tuple(line for line in self.shown if line.state is state) for state in MeasureState}
        return tuple((state, lines) for state, lines in columns.items() if lines)


@dataclass(frozen=True)
class Options:
    """What may be chosen: value and German name by filter. ``newest`` is the newest half-year reported at all, in words."""

    total: int
    newest: str
    choices: Mapping[str, tuple[tuple[str, str], ...]]


@dataclass(frozen=True)
class Remembered:
    """A selection worth remembering: its name, what it is in the address, and how many measures it means."""

    name: str
    selection: tuple[tuple[str, str], ...]
    count: int


def build(
    snapshot: Snapshot, viewer: Viewer, chosen: Filter, today: date, by_number: bool = False, as_of: datetime | None = None
) -> MeasureList:
    """The measures of a selection by priority and rank, or by number; departments find their own ones first."""
    concept = store.reading.concept(snapshot, as_of)
    rows, passing = chosen_rows(snapshot, viewer, chosen, today, by_number, as_of)
    counting = [row for row in passing if not chosen.field or row.field == chosen.field]
    counts = Counter(row.state for row in counting)
    newest = max((row.period for row in rows), default="")
    return MeasureList(
        lines=measure_lines(concept, counting, today),
        also=measure_lines(concept, [row for row in passing if chosen.field and row.field != chosen.field], today),
        total=len(rows),
        by_state=tuple((state_term(concept, state), counts[state]) for state in MeasureState if counts[state]),
        newest=Period(newest).label if newest else "",
    )


def chosen_rows(
    snapshot: Snapshot, viewer: Viewer, chosen: Filter, today: date, by_number: bool = False, as_of: datetime | None = None
) -> tuple[tuple[MeasureRow, ...], tuple[MeasureRow, ...]]:
    """All measures, and those of a selection in the order they are shown."""
    rows = store.reading.measures(snapshot, viewer, as_of)
    about = _about(store.reading.concept(snapshot, as_of), viewer, rows, today)
    passing = [row for row in rows if passes(row, chosen, about)]
    if not by_number:
        passing.sort(key=by_priority)
    if viewer.role is Role.DEPARTMENT:
        passing.sort(key=lambda row: not own(row, viewer, about.concept))
    return rows, tuple(passing)


def _about(concept: Concept, viewer: Viewer, rows: Sequence[MeasureRow], today: date) -> About:
    return About(concept, viewer, max((row.period for row in rows), default=""), today)


def options(snapshot: Snapshot, viewer: Viewer, as_of: datetime | None = None) -> Options:
    """What may be chosen among all measures that the viewer sees."""
    rows = store.reading.measures(snapshot, viewer, as_of)
    newest = max((row.period for row in rows), default="")
    names = {key: each.name for key, each in definitions_of(snapshot, None, as_of).items()}
    concept = store.reading.concept(snapshot, as_of)
    return Options(len(rows), Period(newest).label if newest else "", choices(concept, rows, names))


_REMEMBERED: tuple[tuple[str, Filter, Mapping[str, str]], ...] = (
    ("Meine Maßnahmen", Filter(own=True), {"eigene": "ja"}),
    ("Verzögert", Filter(schedule="late"), {"termin": "late"}),
    ("Gefährdet", Filter(schedule="at_risk"), {"termin": "at_risk"}),
    ("Ende vorbei, Meldung fehlt", Filter(schedule="unreported"), {"termin": "unreported"}),
    ("Ohne Meldung im neuesten Halbjahr", Filter(unreported=True), {"meldung": "fehlt"}),
    ("Wiedervorlage fällig", Filter(look_again=True), {"wiedervorlage": "faellig"}),
    ("In Prüfung", Filter(state="examination"), {"stand": "examination"}),
    ("Ziel erst teilweise erreicht", Filter(attainment="partly"), {"erreichung": "partly"}),
    ("Ohne Termin", Filter(schedule="no_date"), {"termin": "no_date"}),
)


def remembered(snapshot: Snapshot, viewer: Viewer, today: date, as_of: datetime | None = None) -> tuple[Remembered, ...]:
    """Selections worth remembering that mean at least one measure; who has not reported is internal."""
    rows = store.reading.measures(snapshot, viewer, as_of)
    about = _about(store.reading.concept(snapshot, as_of), viewer, rows, today)
    internal = viewer.may(Permission.SEE_INTERNAL)
    found = []
    for name, chosen, selection in _REMEMBERED:
        count = sum(passes(row, chosen, about) for row in rows)
        if count and (internal or not (chosen.unreported or chosen.look_again)):
            called = state_label(about.concept, MeasureState(chosen.state)) if chosen.state else name
            found.append(Remembered(called, tuple(selection.items()), count))
    return tuple(found)
