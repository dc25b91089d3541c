"""How a city calls the states of measures is how every page calls them."""

from dataclasses import replace
from pathlib import Path

import pytest

import store.reading
import workflows
from domain.access import OFFICE, Role
from domain.concept_toml import concept_toml
from domain.concepts import StateTerm
from domain.measures import MeasureState
from settings import Settings
from store import Home, open_snapshot
from tests.drawn_page import drawn, sent
from tests.workflows.homes import make_home


@pytest.fixture(scope="module")
def renamed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo with another word for each state, as an office would set it: in its concept."""
    folder = tmp_path_factory.mktemp("staedtische_woerter")
    home: Home = make_home(folder / "home")
    with open_snapshot(home) as snapshot:
        concept = store.reading.concept(snapshot)
    words = {each.state: each.words for each in concept.states}
    states = tuple(StateTerm(state, f"Eigenwort {state.value}", words.get(state, ())) for state in MeasureState)
    file = folder / "concept.toml"
    file.write_text(concept_toml(replace(concept, states=states)), "utf-8")
    assert workflows.accept(home, file, workflows.warm_reader(), settings=Settings(), viewer=OFFICE).number
    return home.path


SHOWN = [("massnahmen", {}), *(("massnahmen", {"ansicht": each}) for each in ("tafel", "zeitplan", "mittel")), ("ueberblick", {})]
SHOWN += [("sachstand-melden", {}), ("sachstand-melden", {"massnahme": "1.3"}), ("ruecklauf", {"fuer": "Jugendamt"})]


@pytest.mark.parametrize(("slug", "selection"), SHOWN, ids=str)
def test_pages_call_states_as_the_concept_does(
    monkeypatch: pytest.MonkeyPatch, renamed: Path, slug: str, selection: dict[str, str]
) -> None:
    """Terms are configurable per concept: tables, boards, drawings, choices and remembered views say the city's word alone."""
    app = drawn(monkeypatch, renamed, slug, Role.OFFICE, **selection)
    assert not app.exception
    content = sent(app)
    assert "Eigenwort" in content
    assert [state.label for state in MeasureState if state.label in content] == []
