"""Every definition of the library is complete, recomputes its examples and speaks the shared vocabulary."""

import re
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest

from domain.errors import Unreadable
from domain.indicators import Direction, Formula, IndicatorType
from domain.vocabulary import CONCEPTS, DIMENSIONS, SERIES, TOPICS
from indicators.definition_checks import shipped_problems
from indicators.formulas import from_roles
from indicators.library import BUILT_IN, library, read_library

LIBRARY = library()
EVERY = pytest.mark.parametrize("definition", LIBRARY.values(), ids=list(LIBRARY))
BASES = {
    "Fortschreibung Volkszählung 1987",
    "Fortschreibung Zensus 2011",
    "Fortschreibung Zensus 2022",
    "AZR",
    "AZR je Fortschreibung",
    "Einbürgerungsstatistik",
    "Einbürgerungsstatistik je AZR",
    "BA-Statistik",
    "BAMF-Geschäftsstatistik",
    "Berufsbildungsstatistik",
    "Berufsschulstatistik",
    "Bevölkerungsstatistik Basel-Stadt",
    "BQFG-Statistik",
    "Hochschulstatistik",
    "Kinder- und Jugendhilfestatistik",
    "Mikrozensus, Volkszählung 1987",
    "Mikrozensus, Zensus 2011",
    "Mikrozensus, Zensus 2011, Migrationshintergrund im engeren Sinne",
    "Mikrozensus, Zensus 2011, Migrationshintergrund im weiteren Sinne",
    "Mikrozensus, Zensus 2022",
    "Mikrozensus, Zensus 2022, Migrationshintergrund im weiteren Sinne",
    "Schulstatistik",
    "Sozialberichterstattung",
    "Wanderungsstatistik",
    "Ausländerbehörde",
    "Bürgerbefragung",
    "Eigene Recherche",
    "Einschulungsuntersuchung",
    "Einwohnerregister",
    "Fachverfahren Einbürgerung",
    "Freiwilligensurvey",
    "Haushalt",
    "Integrationsbarometer (Online-Umfrage)",
    "Melderegister",
    "Personalbefragung",
    "Personalstatistik",
    "Pflegestatistik",
    "Sozialhilfestatistik",
    "Statusblätter",
    "SVR-Integrationsbarometer",
    "Vereinsbefragung",
    "Verwaltungsstatistik",
    "Wahlstatistik",
    "Wohnungslosenstatistik",
}


def test_the_library_covers_the_first_set():
    assert len(LIBRARY) >= 90
    assert {item.topic for item in LIBRARY.values()} == set(TOPICS)


@EVERY
def test_every_worked_example_is_recomputed(definition):
    for example in definition.examples:
        value = from_roles(definition.formula, example.inputs, example.units)
        shown = Decimal(repr(value)).quantize(Decimal(1).scaleb(-definition.decimals), ROUND_HALF_UP)
        assert float(shown) == example.result, example.text


@EVERY
def test_every_german_text_is_there_and_reads_like_a_text(definition):
    assert definition.explanation.endswith(".") and len(definition.explanation) > 40
    assert len(definition.short_name) <= 36
    assert definition.notes and all(note.endswith(".") for note in definition.notes)
    assert all(item.text for item in definition.examples)
    assert all(re.fullmatch(r"https://\S+", link) for link in definition.links)
    assert list(shipped_problems(definition)) == []


@EVERY
def test_every_input_speaks_the_shared_vocabulary(definition):
    for given in definition.inputs.values():
        assert given.series in SERIES
        assert given.concept in CONCEPTS or not given.concept
        assert given.basis and set(given.basis) <= BASES
        assert set(given.groups) <= set(DIMENSIONS)
    assert set(definition.breakdowns) <= set(DIMENSIONS)


@EVERY
def test_context_has_no_direction_and_only_amounts_of_work_go_without_one_besides(definition):
    if definition.type is IndicatorType.CONTEXT:
        assert definition.direction is Direction.NONE
    if definition.direction is Direction.NONE:
        assert definition.type in (IndicatorType.CONTEXT, IndicatorType.OUTPUT)
    if definition.unit == "Anzahl":
        assert definition.direction is Direction.NONE


@EVERY
def test_a_population_by_census_names_the_breaks_of_both_censuses(definition):
    """A population of the year before carries the break into the year after; a basis that is not accepted has no break."""
    for given in definition.inputs.values():
        begun = {"Fortschreibung Zensus 2011": 2011, "Fortschreibung Zensus 2022": 2022}
        wanted = {begun[after] + given.lag for after in given.basis[1:] if after in begun}
        assert wanted <= {gone.year for gone in definition.breaks}


def test_names_are_unique():
    for names in ([item.name for item in LIBRARY.values()], [item.short_name for item in LIBRARY.values()]):
        assert len(set(names)) == len(names)


def test_foreign_share_comes_in_two_variants_that_do_not_share_a_numerator():
    azr, same = LIBRARY["auslaenderanteil_azr"], LIBRARY["auslaenderanteil_fortschreibung"]
    assert azr.inputs["numerator"].basis == ("AZR",)
    assert azr.inputs["denominator"] == same.inputs["denominator"]
    assert same.inputs["numerator"].basis == same.inputs["denominator"].basis


def test_the_two_naturalisation_rates_differ_only_in_the_year_of_the_denominator():
    earlier, same = LIBRARY["einbuergerungsquote_vorjahr"], LIBRARY["einbuergerungsquote_lsn"]
    assert (earlier.inputs["denominator"].lag, same.inputs["denominator"].lag) == (1, 0)
    assert from_roles(Formula.SHARE, {"numerator": 280, "denominator": 29730}) == pytest.approx(0.9418, abs=5e-5)
    assert from_roles(Formula.SHARE, {"numerator": 280, "denominator": 31445}) == pytest.approx(0.890443631737955)


def test_it_is_read_once_but_a_caller_cannot_spoil_it_for_others():
    library().clear()
    assert library()["bevoelkerung"] is LIBRARY["bevoelkerung"]


GOOD = (BUILT_IN / "arbeit" / "arbeitslosenquote.toml").read_text("utf-8").replace('"arbeitslosenquote"', '"eigene"', 1)


def own(folder: Path, text: str, name: str = "eigene", topic: str = "arbeit") -> Path:
    (folder / topic).mkdir(parents=True, exist_ok=True)
    (folder / topic / f"{name}.toml").write_text(text, "utf-8")
    return folder


def test_a_definition_is_found_by_its_id(tmp_path):
    found = read_library(own(tmp_path, GOOD))
    assert found.keys() == {"eigene"}
    assert found["eigene"].name == "Arbeitslosenquote insgesamt"


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('id = "eigene"', 'id = "andere"', "id"),
        ('topic = "arbeit"', 'topic = "wohnen"', "topic"),
        ('unit = "Prozent"', 'unit = "Äpfel"', "unit"),
        ("[inputs.value]", "[inputs.wert]", "inputs.value"),
        ('direction = "down"', 'direction = "parity"', "group_direction"),
        ('direction = "down"', 'direction = "sideways"', "direction"),
        ('direction = "down"', 'direction = "down"\ngroup_direction = "down"', "group_direction"),
        ('short_name = "Arbeitslosenquote"', 'short_name = " "', "short_name"),
        ("inputs = { value = 8.7 }", "inputs = { wert = 8.7 }", "examples"),
        ('formula = "value"', 'formula = "value"\nfarbe = "rot"', "farbe"),
        ("cadence_months = 12", "", "cadence_months"),
    ],
)
def test_a_wrong_definition_is_refused_naming_file_and_key(tmp_path, old, new, key):
    assert old in GOOD
    with pytest.raises(Unreadable) as caught:
        read_library(own(tmp_path, GOOD.replace(old, new, 1)))
    assert "eigene.toml" in str(caught.value)
    assert f"Eintrag {key}" in str(caught.value)


def test_an_id_that_is_taken_is_refused_naming_both_files(tmp_path):
    own(tmp_path, GOOD)
    folder = own(tmp_path, GOOD.replace('topic = "arbeit"', 'topic = "wohnen"'), topic="wohnen")
    with pytest.raises(Unreadable) as caught:
        read_library(folder)
    assert str(caught.value).count("eigene.toml") == 2


def test_all_wrong_files_are_named_at_once(tmp_path):
    own(tmp_path, GOOD.replace('topic = "arbeit"', 'topic = "x"'))
    folder = own(tmp_path, "id = [", "kaputt")
    with pytest.raises(Unreadable) as caught:
        read_library(folder)
    assert "eigene.toml" in str(caught.value)
    assert "kaputt.toml" in str(caught.value)
