"""Hints have to be confirmed one by one where somebody is asked, and what an accepted delivery moved is told."""

from pathlib import Path

import pytest

import store.reading
import workflows
from domain.access import OFFICE
from domain.errors import WrongUse
from loaders.worker import Worker
from store import Home, open_snapshot
from store.publication import current_version
from tests.workflows.homes import TABLE, edited


@pytest.fixture
def ten_times(tmp_path: Path) -> Path:
    """Salzgitter's naturalisations of 2024 ten times too high."""
    return edited(tmp_path, "K03102,355", "K03102,3550")


def test_a_misplaced_point_is_told_beside_the_known_value(installation: Home, ten_times: Path) -> None:
    checked = workflows.check(installation, ten_times, workflows.warm_reader())
    (hint,) = [each for each in checked.hints if each.code == "H411"]
    assert hint.cell and "3.550" in hint.found and "355 wie bisher bekannt" in hint.expected
    assert not checked.blocked and checked.known is None
    assert checked.previous is not None and checked.previous.file.name == TABLE.name


def test_the_same_file_again_says_who_loaded_it_when_and_asks_nothing_new(installation: Home) -> None:
    checked = workflows.check(installation, TABLE, workflows.warm_reader())
    assert checked.known is not None and checked.known.accepted_by and checked.known.accepted_at
    assert not [each for each in checked.hints if each.code >= "H410"]
    assert checked.difference is not None and checked.difference.changes_nothing


def test_without_every_confirmation_nothing_is_accepted(installation: Home, ten_times: Path) -> None:
    checked = workflows.check(installation, ten_times, workflows.warm_reader())
    before = current_version(installation)
    some = {hint.key: "" for hint in checked.hints[:-1]}
    with pytest.raises(WrongUse, match="Ein Hinweis ist noch nicht bestätigt"):
        workflows.accept(installation, ten_times, workflows.warm_reader(), confirmations=some)
    assert current_version(installation) == before


def test_confirmations_are_kept_with_their_reasons(installation: Home, ten_times: Path) -> None:
    checked = workflows.check(installation, ten_times, workflows.warm_reader())
    reasons = {hint.key: "mit dem Amt geklärt" if hint.code == "H411" else "" for hint in checked.hints}
    accepted = workflows.accept(installation, ten_times, workflows.warm_reader(), confirmations=reasons)
    with open_snapshot(installation) as snapshot:
        log = store.reading.confirmations(snapshot, OFFICE, accepted.number)
        (noted,) = [each for each in log if each.reason]
        notes = store.reading.notes(snapshot, OFFICE, [noted.observation])
    assert len(log) == len(checked.hints)
    assert (noted.code, noted.area, noted.period) == ("H411", "03102", "2024")
    assert [each.reason for each in notes[noted.observation]] == ["mit dem Amt geklärt"]


def test_the_command_confirms_all_and_says_so(installation: Home, ten_times: Path) -> None:
    number = workflows.accept(installation, ten_times, workflows.warm_reader()).number
    with open_snapshot(installation) as snapshot:
        log = store.reading.confirmations(snapshot, OFFICE, number)
    assert log and {each.reason for each in log} == {"mit dem Befehl bestätigt"}


def test_what_a_delivery_moved_is_told_and_taken_back_by_withdrawing(installation: Home, ten_times: Path) -> None:
    accepted = workflows.accept(installation, ten_times, workflows.warm_reader(), tell_moved=True)
    moved = accepted.moved
    assert moved is not None and (moved.new, moved.revised, moved.measures) == (0, 1, 0)
    assert moved.verdicts and all(each.area == "03102" and each.old != each.new for each in moved.verdicts)
    assert {each.period for each in moved.verdicts} == {"2024"}
    workflows.undo(installation, accepted.number, reason="Probe")
    again = workflows.check(installation, TABLE, workflows.warm_reader())
    assert again.difference is not None and again.difference.changes_nothing


def test_a_draft_is_checked_and_accepted_after_the_connection_was_lost(installation: Home, ten_times: Path) -> None:
    draft = workflows.start_draft(installation, ten_times.read_bytes(), ten_times.name)
    (found,) = workflows.drafts(Home(installation.path))
    assert found == draft
    file = workflows.draft_file(installation, found)
    with Worker() as worker:
        checked = workflows.check(installation, file, worker, name=found.name)
        reasons = {hint.key: "" for hint in checked.hints}
        accepted = workflows.accept(installation, file, worker, name=found.name, confirmations=reasons, expected=checked.difference)
    assert accepted.number is not None
    workflows.discard_draft(installation, found.id)
    assert workflows.drafts(installation) == ()
