"""Every check of a definition has a case that fails it, with the sentence an office reads; the sound definition it starts from has none."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from domain.indicators import (
    Definition,
    DefinitionChange,
    Direction,
    Example,
    Formula,
    IndicatorType,
    Input,
    Published,
    Sampling,
    SeriesBreak,
    Survey,
)
from indicators.definition_checks import problems, shipped_problems

PEOPLE = Input("bevoelkerung", label="Ausländerinnen und Ausländer", concept="Staatsangehörigkeit", basis=("AZR",), reference_day="31.12.")
SHARE = Definition(
    id="anteil", version=1, name="Anteil", short_name="Anteil", topic="rahmendaten", explanation="Von 100 Menschen sind so viele gemeint.",
    formula=Formula.SHARE, formula_text="100 · a / b", inputs={"numerator": PEOPLE, "denominator": PEOPLE}, unit="Prozent", decimals=1,
    direction=Direction.NONE, type=IndicatorType.CONTEXT, source="Tabelle", cadence_months=12, expected_lag_months=6,
    examples=(Example({"numerator": 1, "denominator": 3}, 33.3),), notes=("Ein Hinweis.",),
    links=("https://www.destatis.de",), tables=("1-2-1",),
)  # fmt: skip
GAP = replace(
    SHARE, formula=Formula.GAP, inputs={"group": PEOPLE, "reference": PEOPLE}, unit="Prozentpunkte", direction=Direction.PARITY,
    group_direction=Direction.UP, comparison_group="Deutsche", examples=(Example({"group": 5, "reference": 7}, -2.0),),
)  # fmt: skip
SUM = replace(
    SHARE, formula=Formula.AGE_SUM, over="alter", examples=(Example({"numerator": (1, 1), "denominator": (10, 20)}, 15.0),),
)  # fmt: skip
MEDIAN = replace(
    SHARE, formula=Formula.MEDIAN, inputs={"cases": PEOPLE}, unit="Anzahl", decimals=0, over="dauer",
    examples=(Example({"cases": (1, 2, 1)}, 15, units=("0-10", "10-20", "20+")),),
)  # fmt: skip
INDEX = replace(
    SHARE, formula=Formula.INDEX, inputs={"value": PEOPLE, "base": replace(PEOPLE, fixed_year=2015)}, unit="Verhältnis",
    examples=(Example({"value": 110, "base": 100}, 110.0),),
)  # fmt: skip
SURVEY = replace(
    SHARE, formula=Formula.SURVEY_SHARE, inputs={"answers": PEOPLE, "respondents": PEOPLE}, survey=Survey(Sampling.RANDOM, 1.5),
    examples=(Example({"answers": 1, "respondents": 2}, 50.0),),
)  # fmt: skip
PUBLISHED = replace(SHARE, published=Published(replace(PEOPLE, unit="Prozent"), 0.05, ("Bonn 2020 weicht ab.",)))
CHANGED = replace(SHARE, version=2, changes=(DefinitionChange(2, "2026-11-23", "Der Nenner ist jetzt der des Vorjahres."),))
SOUND = {
    "share": SHARE,
    "gap": GAP,
    "sum": SUM,
    "median": MEDIAN,
    "index": INDEX,
    "survey": SURVEY,
    "published": PUBLISHED,
    "changed": CHANGED,
}


@pytest.mark.parametrize("definition", SOUND.values(), ids=list(SOUND))
def test_a_sound_definition_has_no_problem(definition):
    assert [*problems(definition), *shipped_problems(definition)] == []


def given(definition: Definition, role: str, **changed: object) -> Definition:
    return replace(definition, inputs={**definition.inputs, role: replace(definition.inputs[role], **changed)})


def published(**changed: object) -> Definition:
    assert PUBLISHED.published
    return replace(PUBLISHED, published=replace(PUBLISHED.published, **changed))


def change(version: int, since: str = "2026-11-23", text: str = "Anders gerechnet.") -> DefinitionChange:
    return DefinitionChange(version, since, text)


def example(definition: Definition, inputs: dict, result: float, units: tuple[str, ...] = ()) -> Definition:
    return replace(definition, examples=(Example(inputs, result, units),))


WRONG: list[tuple[Callable[[], Definition], str, str]] = [
    (lambda: replace(SHARE, unit="Äpfel"), "unit", "keine bekannte Einheit"),
    (lambda: replace(SHARE, unit="Promille"), "unit", "ergibt Prozent"),
    (lambda: replace(SHARE, decimals=-1), "decimals", "nicht negativ"),
    (lambda: replace(SHARE, cadence_months=0), "cadence_months", "mindestens einen Monat"),
    (lambda: replace(SHARE, min_denominator=-1), "min_denominator", "0 oder mehr"),
    (lambda: replace(SHARE, topic="klima"), "topic", "kein Thema"),
    (lambda: replace(SHARE, inputs={"numerator": PEOPLE}), "inputs.denominator", "fehlt"),
    (lambda: replace(SHARE, inputs={**SHARE.inputs, "extra": PEOPLE}), "inputs.extra", "kennt die Formel"),
    (lambda: given(SHARE, "numerator", unit="Äpfel"), "inputs.numerator.unit", "keine bekannte Einheit"),
    (lambda: given(SHARE, "numerator", lag=-1), "inputs.numerator.lag", "späteren Jahr"),
    (lambda: given(SHARE, "numerator", label=" "), "inputs.numerator", "brauchen einen Text"),
    (lambda: given(SHARE, "numerator", series=""), "inputs.numerator", "brauchen einen Text"),
    (lambda: given(SHARE, "numerator", also=("bevoelkerung",)), "inputs.numerator.also", "zweimal gezählt"),
    (lambda: given(SHARE, "numerator", label="am 31.12.", reference_day=""), "inputs.numerator.reference_day", "31.12."),
    (lambda: given(SHARE, "numerator", label="Kinder am 1. März", reference_day=""), "inputs.numerator.reference_day", "Stichtag"),
    (lambda: given(SHARE, "numerator", fixed_year=2015), "inputs.numerator.fixed_year", "nur die Basis eines Index"),
    (lambda: given(INDEX, "base", fixed_year=None), "inputs.base.fixed_year", "Basisjahr"),
    (lambda: given(INDEX, "value", fixed_year=2015), "inputs.value.fixed_year", "nur die Basis eines Index"),
    (lambda: given(SHARE, "numerator", basis=("Melderegister",)), "mixed", "AZR, Melderegister"),
    (lambda: given(SHARE, "numerator", concept="Migrationshintergrund"), "mixed", "verschieden abgegrenzt"),
    (lambda: given(GAP, "group", unit="Prozent"), "inputs", "in einer Einheit"),
    (lambda: replace(SUM, over=""), "over", "rechnet über Einheiten"),
    (lambda: replace(SHARE, over="alter"), "over", "rechnet nicht über Einheiten"),
    (lambda: replace(SUM, breakdowns=("alter",)), "breakdowns", "schon gerechnet"),
    (lambda: replace(SHARE, direction=Direction.PARITY, group_direction=Direction.UP), "direction", "„gap“"),
    (lambda: replace(INDEX, direction=Direction.PARITY, group_direction=Direction.UP), "direction", "„gap“"),
    (lambda: replace(GAP, group_direction=Direction.NONE), "group_direction", "steigen"),
    (lambda: replace(SHARE, group_direction=Direction.UP), "group_direction", "nur bei direction"),
    (lambda: replace(GAP, comparison_group=" "), "comparison_group", "Vergleichsgruppe"),
    (lambda: replace(SURVEY, survey=None), "survey", "wie befragt wurde"),
    (lambda: replace(SHARE, survey=Survey(Sampling.RANDOM)), "survey", "rechnet nicht mit Befragten"),
    (lambda: replace(SURVEY, survey=Survey(Sampling.RANDOM, 0)), "survey.design_effect", "über 0"),
    (lambda: replace(SURVEY, survey=Survey(Sampling.SELF_SELECTED, 1.5)), "survey.design_effect", "kein Vertrauensintervall"),
    (lambda: published(input=PEOPLE), "published.input.unit", "Einheit des Indikators"),
    (lambda: published(input=replace(PEOPLE, unit="Prozent", label="")), "published.input", "brauchen einen Text"),
    (lambda: published(tolerance=0), "published.tolerance", "letzten veröffentlichten Stelle"),
    (lambda: published(explained=(" ",)), "published.explained", "leeren Text"),
    (lambda: replace(SHARE, version=0), "version", "Nummer 1"),
    (lambda: replace(SHARE, version=2), "changes", "Fassung 2 fehlt"),
    (lambda: replace(CHANGED, changes=(change(1), change(2), change(2))), "changes", "doppelt"),
    (lambda: replace(CHANGED, changes=(change(2), change(3))), "changes", "von 1 bis version (2)"),
    (lambda: replace(CHANGED, changes=(change(2, "23.11.2026"),)), "changes.since", "2026-11-23"),
    (lambda: replace(CHANGED, changes=(change(2, "2026-02-30"),)), "changes.since", "kein Tag"),
    (lambda: replace(CHANGED, changes=(change(2, text=""),)), "changes", "fehlt der Text"),
    (lambda: replace(SHARE, name=""), "name", "ist leer"),
    (lambda: replace(SHARE, notes=("",)), "notes", "leeren Text"),
    (lambda: replace(SHARE, tables=(" ",)), "tables", "leeren Text"),
    (lambda: replace(SHARE, breaks=(SeriesBreak(2011, ""),)), "breaks", "erklärender Text"),
    (lambda: replace(SHARE, examples=()), "examples", "braucht ein Rechenbeispiel"),
    (lambda: example(SHARE, {"numerator": 1}, 33.3), "examples, Beispiel 1", "genau diese Eingänge"),
    (lambda: example(SHARE, {"numerator": 1, "denominator": 3}, 33.4), "examples, Beispiel 1", "Nachgerechnet ergibt es 33.3"),
    (lambda: example(SHARE, {"numerator": 1, "denominator": 0}, 0), "examples, Beispiel 1", "kein Wert"),
    (lambda: example(SHARE, {"numerator": (1, 2), "denominator": 3}, 33.3), "examples, Beispiel 1", "keine Liste"),
    (lambda: example(SUM, {"numerator": 1, "denominator": 10}, 10.0), "examples, Beispiel 1", "alle gleich lang"),
    (lambda: example(SUM, {"numerator": (1, 1), "denominator": (10,)}, 10.0), "examples, Beispiel 1", "alle gleich lang"),
    (lambda: example(SHARE, {"numerator": 1, "denominator": 3}, 33.3, ("0-90",)), "examples, Beispiel 1", "steht sonst leer"),
    (lambda: example(MEDIAN, {"cases": (1, 2)}, 15, ("0-10",)), "examples, Beispiel 1", "eine je Zahl"),
    (lambda: example(MEDIAN, {"cases": (1, 2)}, 15), "examples, Beispiel 1", "nennt die Klassen"),
    (lambda: example(MEDIAN, {"cases": (1, 2)}, 15, ("kurz", "lang")), "examples, Beispiel 1", "nicht lesbar"),
]


@pytest.mark.parametrize(("make", "key", "text"), WRONG, ids=[f"{key}: {text}" for _, key, text in WRONG])
def test_what_is_wrong_is_told_with_its_key_and_what_to_do(make, key, text):
    told = list(problems(make()))
    assert any(each.startswith((f"Eintrag {key} ", f"Eintrag {key}:")) and text in each for each in told), told
    assert all(each.endswith(".") for each in told)


def test_a_basis_all_inputs_accept_needs_no_word_about_mixing():
    both = given(given(SHARE, "numerator", basis=("Zensus 2011", "Zensus 2022")), "denominator", basis=("Zensus 2022", "AZR"))
    assert list(problems(both)) == []


def test_a_stated_reason_allows_inputs_of_different_concept_and_basis():
    stated = replace(
        given(SHARE, "numerator", basis=("Melderegister",), concept="Migrationshintergrund"), mixed="So rechnet das Landesamt."
    )
    assert list(problems(stated)) == []


def test_a_published_survey_figure_may_say_how_it_was_asked_for():
    value = replace(
        SHARE, formula=Formula.VALUE, inputs={"value": PEOPLE}, unit="Anzahl", decimals=0, examples=(Example({"value": 3}, 3),),
        survey=Survey(Sampling.SELF_SELECTED),
    )  # fmt: skip
    assert list(problems(value)) == []


def test_everything_is_told_at_once():
    told = list(problems(replace(SHARE, unit="Äpfel", topic="klima", name="", examples=())))
    assert len(told) == 4


SHIPPED = [
    (replace(SHARE, notes=()), "notes"),
    (replace(SHARE, links=()), "links"),
    (replace(SHARE, links=("http://www.destatis.de",)), "links"),
    (replace(SHARE, tables=(), source="irgendwoher"), "tables"),
    (given(SHARE, "numerator", series="unbekannt"), "inputs.numerator.series"),
    (given(SHARE, "numerator", also=("unbekannt",)), "inputs.numerator.series"),
    (given(SHARE, "numerator", concept="Gefühl"), "inputs.numerator.concept"),
    (given(SHARE, "numerator", groups={"farbe": "rot"}), "inputs.numerator.groups"),
]


@pytest.mark.parametrize(("definition", "key"), SHIPPED, ids=[key for _, key in SHIPPED])
def test_what_the_products_own_library_promises_besides(definition, key):
    [told] = shipped_problems(definition)
    assert told.startswith(f"Eintrag {key}")


def test_an_offices_own_register_needs_no_table_number():
    assert list(shipped_problems(replace(SHARE, tables=(), source="Ausländerbehörde, eigene Erhebung"))) == []
