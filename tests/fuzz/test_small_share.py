"""A small seeded share of the defects and damaged bytes that ``make fuzz`` tries by the thousand."""

from pathlib import Path

import pytest

from fuzz import byte_run, defect_run
from fuzz.byte_seeds import seeds
from fuzz.defect_run import Outcome, Run
from fuzz.kinds import KINDS
from fuzz.offices import Known

pytestmark = pytest.mark.xdist_group("fuzz")  # one preparation for all of them
DEFECTS = 60
DAMAGED = 150


def is_chosen(name: str) -> bool:
    """Tables with figures of several years in each form: wide, long, text and workbook."""
    return name in ("erzeugt breit", "erzeugt lang-text", "lsn-2-3-1-xlsx", "regio-13211-02-05-4")


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return defect_run.prepare(tmp_path_factory.mktemp("defekte"), 7, print, is_chosen)


@pytest.fixture(scope="module")
def outcomes(run: Run) -> list[Outcome]:
    return list(defect_run.outcomes(run, DEFECTS, 1))


def test_no_single_defect_slips_in_as_a_wrong_value(outcomes: list[Outcome]) -> None:
    assert len(outcomes) == DEFECTS
    assert [(each.number, each.source, each.kind, each.failure) for each in outcomes if each.failure] == []
    assert [(each.number, each.source, each.kind) for each in outcomes if each.verdicts[Known.SAME].silent] == []


def test_single_defects_are_found_or_read_right(outcomes: list[Outcome]) -> None:
    verdicts = [(each, each.verdicts[Known.SAME]) for each in outcomes]
    missed = [(each.number, each.source, each.kind) for each, verdict in verdicts if not verdict.found and not verdict.right]
    assert len(missed) <= DEFECTS // 50, missed


def test_nearly_every_defect_is_found_at_its_place(outcomes: list[Outcome]) -> None:
    found = [each for each in outcomes if each.verdicts[Known.SAME].found]
    inexact = [(each.number, each.source, each.kind) for each in found if not each.verdicts[Known.SAME].exact]
    assert len(inexact) <= 0.05 * len(found), inexact


def test_a_seed_gives_the_same_defects_again(run: Run) -> None:
    kinds = [defect_run.defect_of(run, number)[1:] for number in range(40)]
    assert kinds == [defect_run.defect_of(run, number)[1:] for number in range(40)]
    assert {kind for kind, _ in kinds} <= KINDS.keys()
    assert len({kind for kind, _ in kinds}) > 10


def test_damaged_files_leave_the_reading_process_alive(tmp_path: Path) -> None:
    result = byte_run.run(tmp_path, DAMAGED, 7, 1, real=False)
    assert result.count == DAMAGED
    assert (result.failures, result.dead, result.odd_sentences) == ([], [], [])
    assert result.longest < byte_run.HANG_SECONDS
    assert result.refused > 0.1 * DAMAGED


def test_every_format_is_damaged(tmp_path: Path) -> None:
    sound = seeds(tmp_path, real=False)
    assert {each.format for each in sound} >= {"xlsx", "ods", "csv utf-8", "csv cp1252", "csv utf-16", "zip"}
    changed = [byte_run.case(sound, 7, number) for number in range(100)]
    assert sum(seed.content != content for seed, _, _, content in changed) > 80
