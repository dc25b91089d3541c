"""Indicators of the concept with baseline and targets, earlier targets included; and what this city calls things."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import store.reading
from domain.concepts import Concept, FieldIndicator
from domain.indicators import Definition, Target
from indicators.verdicts.targets import replaced_from
from store.publication import Snapshot
from views.concept import TextTable, exact_date, text_table_of
from views.formats import NO_VALUE, with_unit
from views.indicator_rows import target_words
from views.measure_texts import state_label
from views.values import definitions_of

COLUMNS = ("Indikator", "Ausgangswert", "Ziele", "Anmerkung")


@dataclass(frozen=True)
class FieldView:
    """The indicators of an action field; ``ids`` belong to the rows."""

    name: str
    table: TextTable
    ids: tuple[str, ...]


@dataclass(frozen=True)
class TermsView:
    """Tables of words; empty where the concept says nothing of its own."""

    states: TextTable
    classes: TextTable
    legend: TextTable
    horizons: TextTable

    @property
    def empty(self) -> bool:
        return not (self.states.rows or self.classes.rows or self.legend.rows or self.horizons.rows)


def build(snapshot: Snapshot, as_of: datetime | None = None) -> tuple[FieldView, ...]:
    """The indicators of each field, and those about the area as a whole."""
    concept = store.reading.concept(snapshot, as_of)
    known = definitions_of(snapshot, None, as_of)
    found = [field_view(each.name, [use for use in concept.indicators if use.field == each.id], known) for each in concept.fields]
    found.append(field_view("Rahmen: zum Gebiet als Ganzem", [FieldIndicator("", each) for each in concept.context], known))
    return tuple(each for each in found if each.ids)


def field_view(name: str, uses: list[FieldIndicator], known: Mapping[str, Definition]) -> FieldView:
    """A table of the field's indicators."""
    rows = [_row(use, known[use.indicator]) for use in uses if use.indicator in known]
    return FieldView(name, text_table_of(COLUMNS, rows), tuple(use.indicator for use in uses if use.indicator in known))


def _row(use: FieldIndicator, definition: Definition) -> tuple[tuple[str, ...], ...]:
    marks = ", ".join(word for word, there in (("Leitindikator", use.lead), ("unser Vorschlag", use.proposal)) if there)
    return (definition.name, marks), _baseline(use, definition), target_lines(use.targets, definition), (use.note,)


def _baseline(use: FieldIndicator, definition: Definition) -> tuple[str, ...]:
    start = use.baseline
    if start is None:
        return ()
    value = with_unit(start.value, definition.unit, definition.decimals)
    return value + (f" ({start.year})" if start.year else ""), start.source


def target_lines(targets: tuple[Target, ...], definition: Definition) -> tuple[str, ...]:
    """Every target ever set, those in force first: when and why it was set, and from when a later one counts in its place."""
    lines = [(year is not None, _target(target, definition, year)) for target, year in zip(targets, replaced_from(targets), strict=True)]
    return tuple(line for _, line in sorted(lines, key=lambda each: each[0]))


def _target(target: Target, definition: Definition, replaced: int | None) -> str:
    words = target_words(target, definition)
    if target.upper is not None:
        words += f" (Spanne bis {with_unit(target.upper, definition.unit, definition.decimals)})"
    since = f", seit {exact_date(target.since)}" if target.since else ""
    why = "; ".join(text for text in (target.reason, target.note) if text)
    over = "" if replaced is None else f"abgelöst{f' ab {replaced}' if replaced > 0 else ''}: "
    return f"{over}{words}{since}" + (f" ({why})" if why else "")


def terms(concept: Concept) -> TermsView:
    """What this city calls states of measures, its classes, what colours mean, and how long horizons are."""
    states = [((each.state.label,), (each.label or each.state.label,), (", ".join(each.words),)) for each in concept.states]
    return TermsView(
        text_table_of(("Umsetzungsstand", "heißt hier", "weitere Wörter in Sachstandsblättern"), states),
        text_table_of(("Klasse", "Bedeutung", "Anmerkung"), [((each.id,), (each.label,), (each.note,)) for each in concept.classes]),
        text_table_of(("Farbe", "Bedeutung"), [((each.colour,), (state_label(concept, each.state),)) for each in concept.legend]),
        text_table_of(("Frist", "Jahre"), [((each.term,), (_years(each.first_year, each.last_year),)) for each in concept.horizons]),
    )


def _years(first: int, last: int) -> str:
    return str(first) if first == last else f"{first} bis {last}" if last else NO_VALUE
