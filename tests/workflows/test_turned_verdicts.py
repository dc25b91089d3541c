"""Deliveries that turn verdicts say what turned them: a revised figure, another target, another definition."""

from pathlib import Path

import workflows
from domain.deliveries import Because, VerdictChange
from store import Home
from tests.workflows.homes import DEMO, ROOT, SALZGITTER_2024, edited
from views import moved

RATE = ROOT / "indicators" / "definitions" / "teilhabe" / "einbuergerungsquote_lsn.toml"


def turned(home: Home, file: Path) -> tuple[VerdictChange, ...]:
    accepted = workflows.accept(home, file, workflows.warm_reader(), tell_moved=True)
    assert accepted.moved is not None, [each.found for each in accepted.reading.findings]
    return accepted.moved.verdicts


def test_a_revised_figure_turns_verdicts_by_revision(installation: Home, tmp_path: Path) -> None:
    found = turned(installation, edited(tmp_path, SALZGITTER_2024, "K03102,35"))
    assert found and {each.because for each in found} == {(Because.REVISION,)}


def test_another_target_turns_verdicts_by_target(installation: Home, tmp_path: Path) -> None:
    last = 'note = "Ziel erfunden: jedes Jahr höchstens 6 %" }'
    stricter = f'{last}, {{ rule = "Y", value = 0.5, since = "2023-09-29", reason = "Ziel erfunden: strenger" }}'
    concept = edited(tmp_path, last, stricter, source=DEMO / "concept.toml")
    found = turned(installation, concept)
    assert {each.indicator for each in found} == {"ohne_abschluss_deutsche"}
    assert {each.because for each in found} == {(Because.TARGET,)}


def own(folder: Path, direction: str, version: int) -> Path:
    """The naturalisation rate under an id of one's own."""
    text = RATE.read_text("utf-8").replace('id = "einbuergerungsquote_lsn"', 'id = "quote_eigen"', 1)
    text = text.replace("version = 1", f"version = {version}", 1).replace('direction = "up"', f'direction = "{direction}"', 1)
    if version > 1:
        changes = f'changes = [{{ version = {version}, since = "2026-11-23", text = "Richtung geändert" }}]\n'
        text = text.replace("\n[inputs.", f"\n{changes}\n[inputs.", 1)
    path = folder / f"fassung{version}.toml"
    path.write_text(text, "utf-8")
    return path


def test_another_definition_turns_verdicts_by_definition(installation: Home, tmp_path: Path) -> None:
    assert turned(installation, own(tmp_path, "up", 1)) == ()
    found = turned(installation, own(tmp_path, "down", 2))
    assert found and {each.indicator for each in found} == {"quote_eigen"}
    assert {each.because for each in found} == {(Because.DEFINITION,)}


def test_the_outcome_says_it_in_words(installation: Home, tmp_path: Path) -> None:
    accepted = workflows.accept(installation, edited(tmp_path, SALZGITTER_2024, "K03102,35"), workflows.warm_reader(), tell_moved=True)
    assert accepted.moved is not None
    shown = moved.build(accepted.moved, {each.indicator: each.indicator for each in accepted.moved.verdicts})
    assert {each.because for each in shown.verdicts} == {"Werte berichtigt"}
    both = moved.why((Because.TARGET, Because.REALITY))
    assert both == "Ziel geändert, neuer Wert"
