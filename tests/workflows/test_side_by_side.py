"""Two people who import at the same time do not disturb each other."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

import store.reading
import workflows
from domain.access import OFFICE
from domain.deliveries import Difference, Reading
from domain.errors import WrongUse
from store import Home, open_snapshot
from tests.workflows.homes import DEMO, cli, edited


def test_two_processes_accept_different_files_and_both_are_in(installation: Home, tmp_path: Path) -> None:
    one = edited(tmp_path, "K03102,355", "K03102,365")
    two = edited(tmp_path, "K03102,25170", "K03102,25175", source=DEMO / "lsn_1-2-1.csv")
    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(lambda file: cli("accept", file, "--json", home=installation.path), (one, two))
    assert first.code == second.code == 0, first.err + second.err
    numbers = {first.json["delivery"], second.json["delivery"]}
    with open_snapshot(installation) as snapshot:
        newest = store.reading.deliveries(snapshot, OFFICE)[:2]
    assert {each.number for each in newest} == numbers and {each.file.name for each in newest} == {one.name, two.name}


def test_a_check_sees_one_state_while_another_person_accepts_and_is_asked_again(installation: Home, tmp_path: Path) -> None:
    mine = edited(tmp_path, "K03102,355", "K03102,365")
    (tmp_path / "andere").mkdir()
    theirs = edited(tmp_path / "andere", "K03102,355", "K03102,360")
    checked = workflows.check(installation, mine, workflows.warm_reader())
    assert workflows.accept(installation, theirs, workflows.warm_reader()).number
    again = workflows.check(installation, mine, workflows.warm_reader())
    told = [[each.expected for each in found.hints if each.code == "H420"] for found in (checked, again)]
    assert told == [["355 wie bisher bekannt"], ["360 wie bisher bekannt"]]


def test_a_refused_import_does_not_take_the_file_of_another_person_away(installation: Home, tmp_path: Path) -> None:
    file = edited(tmp_path, "K03102,355", "K03102,365")

    class Slow:
        """Reads, and meanwhile another person accepts the same file."""

        def read(self, *arguments: Any) -> Reading:
            workflows.accept(installation, file, workflows.warm_reader())
            return workflows.warm_reader().read(*arguments)

    with pytest.raises(WrongUse, match="geändert"):
        workflows.accept(installation, file, Slow(), expected=Difference(new=1))
    with open_snapshot(installation) as snapshot:
        newest = store.reading.deliveries(snapshot, OFFICE)[0]
    assert newest.file.name == file.name and installation.original(newest.file.sha256).read_bytes() == file.read_bytes()


def test_two_people_cannot_withdraw_the_last_two_concepts(installation: Home, tmp_path: Path) -> None:
    text = workflows.concept_file("demo").read_text("utf-8")
    (tmp_path / "neu.toml").write_text(text + "\n# neue Fassung\n", "utf-8")
    number = workflows.accept(installation, tmp_path / "neu.toml", workflows.warm_reader()).number
    assert number

    def withdraw(each: int) -> str:
        try:
            workflows.undo(installation, each, reason="Test")
        except WrongUse as error:
            return str(error)
        return ""

    with ThreadPoolExecutor(2) as pool:
        refused = sorted(pool.map(withdraw, (1, number)))
    assert refused[0] == "" and "das Konzept selbst" in refused[1]
