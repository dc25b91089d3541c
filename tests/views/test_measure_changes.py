"""Differences between reports in the concept's own words, wherever they are shown."""

from dataclasses import replace

from domain.concepts import Body, BodyKind, ColourMeaning, MeasureClass, StateTerm
from domain.deliveries import DeliveryKind, Difference, MeasureChange, Reading, Source
from domain.measures import MeasureState as State
from domain.status_sheet import LAYOUT
from tests.views.measure_samples import CONCEPT, measure
from views import concept_indicators, imports
from views.measure_changes import differences
from views.sheet_difference import lines

CITY = replace(
    CONCEPT,
    states=(StateTerm(State.RUNNING, "läuft bei uns"), StateTerm(State.PROPOSED, "Idee")),
    classes=(MeasureClass("A", "sofort"),),
    bodies=(Body("rat", "Rat der Stadt", BodyKind.COUNCIL),),
    legend=(ColourMeaning("gelb", State.RUNNING),),
)
BEFORE = measure("1.1", State.PLANNING, lead="Amt 51", goals=("s1",), partners=())
AFTER = measure(
    "1.1",
    lead="Jugendamt",
    field="arbeit",
    goals=("s1", "a1"),
    strategic_goals=("A3",),
    partners=("Amt 51",),
    decision_class="A",
    decided_by="rat",
)
NEW = measure("9.9", State.PROPOSED)


def test_ids_and_states_are_told_in_the_words_of_the_concept() -> None:
    """Terms and classes are configurable per concept; one organisation by two names is no difference."""
    assert differences(BEFORE, AFTER, CITY) == (
        ("Handlungsfeld", "Sprache", "Arbeit"),
        ("Stand", "In Planung", "läuft bei uns"),
        ("Leitziele", "–", "Alle finden Arbeit."),
        ("Strategische Ziele", "–", "A3 Chancen für alle"),
        ("Beteiligte", "–", "Jugendamt"),
        ("Klasse", "–", "sofort"),
        ("Entschieden von", "–", "Rat der Stadt"),
    )


def test_the_import_page_speaks_the_citys_words() -> None:
    """Before acceptance: the difference of a status sheet and of a taken-over list."""
    reading = Reading(DeliveryKind.MEASURES, LAYOUT, Source("Amt", "Blatt"), (AFTER, NEW), (), period="2026-H2")
    difference = Difference(2, changes=(MeasureChange("new", BEFORE, AFTER), MeasureChange("new", None, NEW)))
    changed, new = lines(reading, difference, CITY)
    assert ("Stand", "In Planung", "läuft bei uns") in changed.changes and new.what == "neue Maßnahme: Idee"
    changed, new = imports.build(reading, difference, {}, CITY).changes
    assert "Stand: läuft bei uns" in changed.new and new.new == "Idee"
    assert imports.build(reading, difference, {}).changes[1].new == "Vorgeschlagen"  # before there is a concept


def test_colours_are_explained_in_the_citys_words() -> None:
    assert concept_indicators.terms(CITY).legend.rows[0][1] == ("läuft bei uns",)
