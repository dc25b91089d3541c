"""How people write the state of a measure, and what it means."""

import tomllib
from pathlib import Path

import pytest

from domain.measures import MeasureState
from loaders.wording import closest, plain, state_of, wording


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
