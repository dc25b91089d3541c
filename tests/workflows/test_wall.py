"""What is on the wall at a meeting: numbered like the handout, from the data state, and never for the public."""

import shutil
from datetime import date
from pathlib import Path

import pytest

import workflows
from domain.access import OFFICE, Role, Viewer
from domain.decisions import Decision, DecisionKind
from domain.errors import NotAllowed, NotFound
from settings import Settings
from store import Home, open_snapshot
from tests.workflows.homes import edited
from tests.workflows.met import BEFORE, BODY, LONG, NOW, decide, meet
from views import briefing
from views.briefing import Briefing
from workflows.wall import wall_file, wall_page

PUBLIC = Viewer(Role.PUBLIC)


@pytest.fixture(scope="module")
def held(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Home:
    folder = tmp_path_factory.mktemp("wand")
    home = Home(Path(shutil.copytree(demo, folder / "home")))
    meet(home, folder)
    return home


def on_the_wall(home: Home, meeting: str = NOW) -> Briefing:
    with open_snapshot(home) as snapshot:
        return briefing.build(snapshot, OFFICE, meeting, 0)


def test_statements_are_numbered_through_and_the_handout_has_them_all(held: Home) -> None:
    shown = on_the_wall(held)
    assert [slide.number for slide in shown.slides] == list(range(1, len(shown.slides) + 1))
    for slide in shown.slides:
        assert [line.number for line in slide.all_lines] == [f"{slide.number}.{place}" for place in range(1, len(slide.all_lines) + 1)]
        for column in slide.columns:
            assert [line.number for line in column.lines] == [line.number for line in column.statements[: len(column.lines)]]
            assert bool(column.more) == (len(column.lines) < len(column.statements))
    decisions = shown.slides[-1].columns[0]
    assert decisions.more == f"{11 - len(decisions.lines)} weitere Angaben: Handout 12.{len(decisions.lines) + 1} bis 12.11"
    assert decisions.lines[0].text.endswith(" …") and LONG.strip() in decisions.statements[0].text


def test_overdue_decisions_come_first_and_those_of_the_meeting_stand_apart(held: Home, tmp_path: Path) -> None:
    home = Home(Path(shutil.copytree(held.path, tmp_path / "home")))
    made = Decision(120, DecisionKind.RESOLUTION, "Die Gruppe beschließt den Bericht.", "Rat", date(2026, 11, 20), BODY, meeting=NOW)
    decide(home, made)
    slide = on_the_wall(home).slides[-1]
    assert slide.message == "11 Beschlüsse und Aufträge offen, davon 2 überfällig."
    assert [line.term.word for line in slide.columns[0].lines[:3] if line.term] == ["überfällig", "überfällig", "offen"]
    assert [line.text for line in slide.columns[1].statements] == [made.text]


def test_later_deliveries_do_not_change_the_wall(held: Home, tmp_path: Path) -> None:
    home = Home(Path(shutil.copytree(held.path, tmp_path / "home")))
    before = on_the_wall(home)
    table = edited(tmp_path, "K03102,355", "K03102,10")
    assert workflows.accept(home, table, workflows.warm_reader(), settings=Settings()).number is not None
    assert on_the_wall(home) == before


def test_the_first_meeting_says_that_there_is_nothing_to_compare_with(held: Home) -> None:
    changes = [slide for slide in on_the_wall(held, BEFORE).slides if slide.key == "changes"]
    later = [slide for slide in on_the_wall(held).slides if slide.key == "changes"]
    assert changes[0].number == later[0].number
    assert changes[0].message == "Einen früheren Berichtsstand dieses Gremiums gibt es nicht."
    assert later[0].message.startswith("Seit Berichtsstand 2026-1: ")


def test_missing_consequences_are_named_with_their_reasons(held: Home) -> None:
    slides = {slide.key: slide for slide in on_the_wall(held).slides}
    said = [line.text for line in slides["field:wohnen"].columns[-1].statements]
    assert said[0] == "Für dieses Halbjahr sind noch keine Konsequenzen benannt."
    assert any(text.startswith("Maßnahme verzögert: 4.3") for text in said)
    assert slides["field:bildung"].columns[-1].statements[0].text.startswith("Nur für die Gruppe bestimmt")


def test_the_public_and_unknown_meetings_get_nothing(held: Home) -> None:
    with open_snapshot(held) as snapshot:
        with pytest.raises(NotAllowed):
            wall_page(snapshot, PUBLIC, NOW, 0, files="x")
        with pytest.raises(NotAllowed):
            wall_file(snapshot, PUBLIC, NOW)
        with pytest.raises(NotFound, match="Sitzung mit der Kennung „x“"):
            wall_file(snapshot, OFFICE, "x")
        with pytest.raises(NotFound, match="kein Stand mit der Nummer 7"):
            wall_file(snapshot, OFFICE, NOW, 7)


def test_the_file_is_the_same_twice_and_names_no_address(held: Home) -> None:
    with open_snapshot(held) as snapshot:
        first, second = wall_file(snapshot, OFFICE, NOW, 0), wall_file(snapshot, OFFICE, NOW, 0)
    assert first == second
    text = first.decode()
    assert "://" not in text and "src=" not in text and "\0" not in text and "default-src 'none'" in text.replace("&#39;", "'")
