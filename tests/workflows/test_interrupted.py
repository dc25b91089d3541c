"""Starts and writers that meet or are cut off leave one installation, in order, or none."""

import re
import threading
from datetime import datetime, timedelta
from pathlib import Path

import pytest

import store.reading
import workflows
from domain.access import OFFICE
from domain.errors import NotFound, WrongUse
from loaders.worker import Worker
from settings import Settings
from store import Home, open_snapshot
from store.working_file import writing
from tests.workflows.homes import edited


def test_a_start_that_was_cut_off_can_be_repeated(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    with pytest.raises(RuntimeError), writing(home, datetime(2026, 1, 1)):
        raise RuntimeError
    assert not home.exists
    with Worker() as worker:
        assert workflows.init(home, "rheinfelden", worker, settings=Settings())


def test_two_starts_at_once_make_one_installation(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    outcomes: list[object] = []

    def start(concept: str) -> None:
        try:
            with Worker() as worker:
                outcomes.append(workflows.init(home, concept, worker, settings=Settings()))
        except WrongUse as error:
            outcomes.append(error)

    threads = [threading.Thread(target=start, args=(concept,)) for concept in ("leverkusen", "regensburg")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(isinstance(outcome, WrongUse) for outcome in outcomes) == 1
    with open_snapshot(home) as snapshot:
        concepts = [each for each in store.reading.deliveries(snapshot, OFFICE) if each.kind == "concept"]
    assert len(concepts) == 1


def test_a_concept_that_names_a_missing_map_starts_nothing(tmp_path: Path) -> None:
    source = workflows.concept_file("rheinfelden").read_text("utf-8")
    concept = tmp_path / "concept.toml"
    without_files = re.sub(r"deliveries = \[.*?\]", "deliveries = []", source, flags=re.DOTALL)
    concept.write_text(without_files.replace("[area]\n", '[area]\nmap = "fehlt.geojson"\n', 1), "utf-8")
    with Worker() as worker, pytest.raises(WrongUse, match=r"fehlt\.geojson"):
        workflows.init(Home(tmp_path / "home"), str(concept), worker, settings=Settings())
    assert not (tmp_path / "home").exists()


def test_two_people_accepting_the_same_file_at_once_make_one_delivery_in_order(installation: Home, tmp_path: Path) -> None:
    file = edited(tmp_path, "K03102,355", "K03102,365")
    outcomes: list[workflows.Accepted] = []

    def accept() -> None:
        with Worker() as worker:
            outcomes.append(workflows.accept(installation, file, worker))

    threads = [threading.Thread(target=accept) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcome.repeated for outcome in outcomes) == [False, True]
    with open_snapshot(installation) as snapshot:
        moments = [each.accepted_at for each in store.reading.deliveries(snapshot, OFFICE)]
    assert moments == sorted(moments, reverse=True)


def test_a_clock_that_steps_back_does_not_change_the_order(installation: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = workflows.utc_now
    monkeypatch.setattr(workflows.imports, "utc_now", lambda: real() - timedelta(days=400))
    with Worker() as worker:
        number = workflows.accept(installation, edited(tmp_path, "K03102,355", "K03102,365"), worker).number
    with open_snapshot(installation) as snapshot:
        newest, before, *_ = store.reading.deliveries(snapshot, OFFICE)
    assert newest.number == number
    assert newest.accepted_at >= before.accepted_at


def test_a_delivery_is_withdrawn_once_even_if_two_people_do_it(installation: Home) -> None:
    workflows.undo(installation, 7, reason="erste Person")
    with pytest.raises(NotFound):
        workflows.undo(installation, 7, reason="zweite Person")


def test_a_blocked_file_is_not_kept(installation: Home, tmp_path: Path) -> None:
    kept = sorted(installation.files.rglob("*"))
    with Worker() as worker:
        assert workflows.accept(installation, edited(tmp_path, "K03102,355", "K03102,abc"), worker).number is None
    assert [path for path in sorted(installation.files.rglob("*")) if path.is_file()] == [path for path in kept if path.is_file()]
