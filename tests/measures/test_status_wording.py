"""How people write the state of a measure, and what it means."""

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from domain.concepts import ActionField, ColourMeaning, Concept, HomeArea, StateTerm
from domain.measures import MeasureState
from domain.status_words import SheetWords
from loaders.wording import closest, concept_state, merged_number, plain, state_of, ticked, wording
from tests.measures.sheets import PLAIN, cell_of, only, read, sheet_with


@pytest.mark.parametrize(
    ("words", "state"),
    [
        ("umgesetzt", MeasureState.COMPLETED),
        ("Erledigt.", MeasureState.COMPLETED),
        ("● läuft", MeasureState.RUNNING),
        ("In  Umsetzung", MeasureState.RUNNING),
        ("fortlaufend", MeasureState.PERMANENT),
        ("Daueraufgabe", MeasureState.PERMANENT),
        ("geplant", MeasureState.PLANNING),
        ("noch nicht begonnen", MeasureState.NOT_STARTED),
        ("Prüfauftrag", MeasureState.EXAMINATION),
        ("ruht", MeasureState.POSTPONED),
        ("verschoben", MeasureState.POSTPONED),
        ("entfällt", MeasureState.DROPPED),
        ("nicht umsetzbar", MeasureState.DROPPED),
        ("zusammengeführt mit M 3.2", MeasureState.MERGED),
        ("in M3.2 aufgegangen", MeasureState.MERGED),
        ("vorgeschlagen", MeasureState.PROPOSED),
    ],
)
def test_a_wording_means_a_state(words: str, state: MeasureState) -> None:
    assert state_of(words) is state


def test_every_label_of_the_drop_down_is_known() -> None:
    assert [state_of(state.label) for state in MeasureState] == list(MeasureState)


@pytest.mark.parametrize("words", ["", "grün", "verzögert", "läuft nicht", "umgesetzt?", "nicht umgesetzt", "teilweise"])
def test_other_words_mean_no_state(words: str) -> None:
    assert state_of(words) is None


def test_no_wording_stands_for_two_states() -> None:
    data = tomllib.loads((Path(__file__).parents[2] / "loaders" / "wording.toml").read_text("utf-8"))
    words = [plain(word) for words in data["states"].values() for word in words]
    words += [plain(word) for word in [*data["late"]["words"], *data["colour"]["words"]]]
    assert len(words) == len(set(words))


def test_the_closest_known_word_is_named_only_when_near() -> None:
    assert closest("abgeschlosen", wording().states) == "abgeschlossen"
    assert closest("Kuchen", wording().states) == ""


LILIENTHAL = {"grün": MeasureState.COMPLETED, "gelb": MeasureState.RUNNING, "rot": MeasureState.NOT_STARTED}
SEGEBERG = {"grün": MeasureState.COMPLETED, "gelb": MeasureState.RUNNING, "rot": MeasureState.DROPPED}


def city(legend: dict[str, MeasureState], *states: StateTerm) -> Concept:
    colours = tuple(ColourMeaning(colour, state) for colour, state in legend.items())
    area = HomeArea(key="03102", name="Probe")
    return Concept("probe", "Konzept", "Stadt Probe", area, (ActionField("sprache", "Sprache"),), states=states, legend=colours)


@pytest.mark.parametrize(("legend", "state"), [(LILIENTHAL, MeasureState.NOT_STARTED), (SEGEBERG, MeasureState.DROPPED)])
def test_the_same_red_means_what_the_citys_legend_says(tmp_path: Path, legend: dict[str, MeasureState], state: MeasureState) -> None:
    """Idea 9: the same „rot“ from two legends maps to two states; the legend travels in the sheet."""
    concept = city(legend)
    for word in ("rot", "Ampel rot"):
        reading = read(sheet_with(tmp_path, {"state": word}, concept=concept))
        assert ([row.state for row in reading.rows], reading.blocked) == ([state], False)


@pytest.mark.parametrize("word", ["rot", "grün", "Ampel gelb", "blau"])
def test_a_bare_colour_without_a_legend_is_refused(tmp_path: Path, word: str) -> None:
    """A delivered bare colour is refused unless its legend is known."""
    reading = read(sheet_with(tmp_path, {"state": word}))
    finding = only(reading, "E364")
    assert (finding.cell, finding.found, "Farbe allein" in finding.advice) == (cell_of("state"), word, True)
    assert not reading.rows


TERMS = (
    StateTerm(MeasureState.PERMANENT, "Regelgeschäft", ("in das laufende Geschäft übergegangen",)),
    StateTerm(MeasureState.COMPLETED, "Erfüllt"),
    StateTerm(MeasureState.RUNNING, words=("verzögert", "geplant und begonnen")),
)


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ("In das laufende Geschäft übergegangen", MeasureState.PERMANENT),
        ("Regelgeschäft", MeasureState.PERMANENT),
        ("verstetigt", MeasureState.PERMANENT),  # our own words stay known
        ("erfüllt", MeasureState.COMPLETED),
        ("verzögert", MeasureState.RUNNING),  # the city says what it means by it
    ],
)
def test_the_concepts_own_words_come_first(tmp_path: Path, said: str, state: MeasureState) -> None:
    """Terms are configurable per concept; its words travel in the sheet."""
    reading = read(sheet_with(tmp_path, {"state": said, "progress": None}, concept=city({}, *TERMS)))
    assert [row.state for row in reading.rows] == [state]
    assert concept_state(said, SheetWords(states=TERMS)) is state


def test_an_unknown_wording_is_a_finding_with_the_nearest_in_the_citys_own_words(tmp_path: Path) -> None:
    finding = only(read(sheet_with(tmp_path, {"state": "Regelgeschäfft"}, concept=city({}, *TERMS))), "E364")
    assert "„Regelgeschäft“" in finding.advice and "Regelgeschäft, Zurückgestellt" in finding.expected


def test_a_label_of_the_city_stands_in_the_sheet_and_comes_back(tmp_path: Path) -> None:
    row = replace(PLAIN, state=MeasureState.COMPLETED, progress=100)
    reading = read(sheet_with(tmp_path, {}, rows=(row,), answered=False, concept=city({}, *TERMS)))
    assert reading.untouched == ("1.1",)


@pytest.mark.parametrize(
    ("said", "meant"), [("x", True), ("X ", True), ("✓", True), ("Ja", True), ("nein", False), ("0", False), ("?", None)]
)
def test_a_tick_is_a_tick(said: str, meant: bool | None) -> None:
    assert ticked(said) is meant


@pytest.mark.parametrize(
    ("said", "number"),
    [("zusammengeführt mit M 3.2", "3.2"), ("in 1.10 aufgegangen", "1.10"), ("zusammengelegt", ""), ("umgesetzt 2024", "")],
)
def test_the_measure_it_was_merged_into_is_taken_from_the_wording(said: str, number: str) -> None:
    assert merged_number(said) == number
