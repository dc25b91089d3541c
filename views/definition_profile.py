"""Steckbrief: a definition in German, in the order in which readers ask: what, how computed, from where, how far it carries, since when."""

from collections.abc import Iterable
from dataclasses import dataclass

from domain.concepts import Concept
from domain.definition_sheet import FORMULAS, ROLES
from domain.indicators import Definition, Direction, Example, Formula, Input, Sampling
from domain.vocabulary import CONCEPTS, DIMENSIONS, TOPICS, label_of, series_name
from views.computation import computation
from views.formats import counted, day_text, number, with_unit

Facts = tuple[tuple[str, str], ...]
_SOURCE = "Quelle"


@dataclass(frozen=True)
class Section:
    """A part of the sheet: a heading, entries of name and text, and addresses to look at."""

    title: str
    facts: Facts
    links: tuple[str, ...] = ()


def profile(definition: Definition, concept: Concept | None = None) -> tuple[Section, ...]:
    """The whole sheet; entries that are empty are left out. With the concept also why the indicator stands in its fields."""
    sections = (
        ("Was er sagt", _what(definition, concept)),
        ("Wie gerechnet wird", _how(definition)),
        ("Rechenbeispiel", _examples(definition)),
        (_SOURCE, _source(definition)),
        ("Grenzen", _limits(definition)),
        ("Fassungen", _versions(definition)),
    )
    shown = ((title, tuple((name, text) for name, text in facts if text)) for title, facts in sections)
    return tuple(Section(title, facts, definition.links if title == _SOURCE else ()) for title, facts in shown if facts)


def _what(definition: Definition, concept: Concept | None) -> Iterable[tuple[str, str]]:
    yield "Name", definition.name
    yield "Kurzname", definition.short_name if definition.short_name != definition.name else ""
    yield "Erläuterung", definition.explanation
    yield "Thema", TOPICS.get(definition.topic, definition.topic)
    yield "Art", definition.type.label
    yield "Richtung", definition.direction.label
    if definition.group_direction is not Direction.NONE:
        yield "Richtung der Gruppe", definition.group_direction.label
    yield "Vergleichsgruppe", definition.comparison_group
    yield "Gliederung nach", ", ".join(DIMENSIONS.get(each, each) for each in definition.breakdowns)
    yield "Auch zu finden unter", ", ".join(definition.synonyms)
    for use in concept.indicators if concept else ():
        if use.indicator == definition.id and use.note and concept:
            yield f"Im Feld „{concept.field(use.field).name}“", use.note


def _how(definition: Definition) -> Iterable[tuple[str, str]]:
    yield "Formel", definition.formula_text
    yield "Art der Rechnung", FORMULAS.get(definition.formula, "")
    for role, given in definition.inputs.items():
        yield f"Eingangswert: {ROLES.get(role, role)}", _input(given)
    over = {"part": "Teile der Gemeinde", "municipality": "Gemeinden", "district": "Kreise"}
    yield "Gerechnet über", over.get(definition.over, DIMENSIONS.get(definition.over, definition.over))
    places = counted(definition.decimals, "Nachkommastelle", "Nachkommastellen")
    yield "Einheit", f"{definition.unit}, {places}"
    yield "Mindestgröße des Nenners", number(definition.min_denominator) if definition.min_denominator else ""
    if definition.survey:
        counted_answers = definition.formula is Formula.SURVEY_SHARE and definition.survey.sampling is Sampling.RANDOM
        effect = f", Designeffekt {number(definition.survey.design_effect, 1)}" if counted_answers else ""
        yield "Befragung", definition.survey.sampling.label + effect


def _input(given: Input) -> str:
    """One input in words: what is counted, of whom, when, on which basis."""
    groups = ", ".join(
        f"{DIMENSIONS.get(name, name)}: {' + '.join(map(label_of, (labels,) if isinstance(labels, str) else labels))}"
        for name, labels in given.groups.items()
    )
    parts = (
        given.label or " + ".join(series_name(each) for each in (given.series, *given.also)),
        f"Einheit: {given.unit}",
        groups,
        f"Stichtag: {given.reference_day}" if given.reference_day else "",
        {0: "", 1: "Wert des Vorjahres"}.get(given.lag, f"Wert {given.lag} Jahre vorher"),
        f"festes Basisjahr {given.fixed_year}" if given.fixed_year else "",
        f"Abgrenzung: {CONCEPTS.get(given.concept, given.concept)}" if given.concept else "",
        f"Grundlage: {' oder '.join(given.basis)}" if given.basis else "",
    )
    return "; ".join(part for part in parts if part)


def _examples(definition: Definition) -> Iterable[tuple[str, str]]:
    for place, example in enumerate(definition.examples, start=1):
        name = "Beispiel" if len(definition.examples) == 1 else f"Beispiel {place}"
        yield name, " – ".join(part for part in (example_text(definition, example), example.text) if part)


def example_text(definition: Definition, example: Example) -> str:
    """The example as a computation with its numbers."""
    figures = [example.inputs.get(role) for role in definition.formula.roles]
    return computation(definition, figures, with_unit(example.result, definition.unit, definition.decimals), example.units)


def _source(definition: Definition) -> Iterable[tuple[str, str]]:
    yield "Quelle", definition.source
    yield "Tabellen", ", ".join(definition.tables)
    yield "Erscheint", f"alle {definition.cadence_months} Monate, etwa {definition.expected_lag_months} Monate nach dem Zeitraum"
    if definition.published:
        published = definition.published
        tolerance = with_unit(published.tolerance, definition.unit, definition.decimals + 1)
        yield "Nachrechnung", f"Verglichen wird mit: {_input(published.input)}; zulässige Abweichung {tolerance}"
        yield "Erklärte Abweichungen", " ".join(published.explained)


def _limits(definition: Definition) -> Iterable[tuple[str, str]]:
    for each in definition.breaks:
        yield f"Bruch {each.year}", each.text
    yield "Hinweise", " ".join(definition.notes)
    yield "Verschiedene Grundlagen", definition.mixed


def _versions(definition: Definition) -> Iterable[tuple[str, str]]:
    yield "Kennung", definition.id
    own = ", eigene Definition dieser Installation" if definition.own else ""
    yield "Fassung", f"{definition.version}{own}"
    for each in sorted(definition.changes, key=lambda change: -change.version):
        yield f"Fassung {each.version} seit {day_text(each.since)}", each.text
    if not definition.changes:
        yield "Änderungen", "keine, seit der Indikator im Monitor steht"
