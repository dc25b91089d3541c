"""What must hold whatever is accepted and withdrawn, in whatever order."""

import shutil
import tempfile
import tomllib
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

import store.reading
import workflows
from domain.access import OFFICE
from domain.measures import MeasureState
from domain.status_sheet import COLUMNS
from loaders.worker import Worker
from reports.status_sheet import HEAD_ROW
from store import Home, open_snapshot
from store.publication import current_version
from tests.workflows.homes import DEMO, SALZGITTER_2024, cli, deliveries_of_demo, edited, make_home
from views.values import evaluated

START = datetime(2026, 1, 1)
DELIVERIES = tomllib.loads((DEMO / "concept.toml").read_text("utf-8"))["deliveries"]
FIGURES = """
    SELECT s.series, s.unit, s.basis, s.groups, o.area, o.period, o.value, o.sign
    FROM current_observation o JOIN strand s ON s.id = o.strand
"""


def values(home: Home, as_of: datetime | None = None) -> set[tuple]:
    """All indicator values with their verdicts, without the numbers of deliveries and observations."""
    with open_snapshot(home) as snapshot:
        table = evaluated(snapshot, None, None, as_of)
    names = ("indicator", "area", "groups", "period", "value", "missing", "weather")
    return {tuple(row.values()) for row in table.select(names).to_pylist()}


def figures(home: Home) -> list[tuple]:
    """Every figure known now."""
    with open_snapshot(home) as snapshot:
        return sorted((tuple(row.values()) for row in snapshot.rows(FIGURES)), key=repr)


def reports(home: Home) -> tuple:
    with open_snapshot(home) as snapshot:
        return store.reading.measure_history(snapshot, OFFICE)


def test_accepting_every_demo_file_again_changes_nothing(installation: Home) -> None:
    before, version = figures(installation), current_version(installation)
    for name in ["concept.toml", *DELIVERIES]:
        accepted = workflows.accept(installation, DEMO / name, workflows.warm_reader())
        assert accepted.repeated and accepted.number is not None, name
        assert (accepted.difference.new, accepted.difference.revised, accepted.difference.gone) == (0, 0, 0), name
    assert (figures(installation), current_version(installation)) == (before, version)


def test_withdrawing_a_correction_restores_every_value_and_keeps_what_was_known(installation: Home, tmp_path: Path) -> None:
    before = values(installation)
    accepted = workflows.accept(installation, edited(tmp_path, SALZGITTER_2024, "K03102,365"), workflows.warm_reader())
    between = workflows.utc_now()
    corrected = values(installation)
    assert {row[0] for row in corrected - before} >= {"einbuergerungen", "einbuergerungsquote_lsn"}
    workflows.undo(installation, accepted.number, reason="Probe")
    assert values(installation) == before
    assert values(installation, between) == corrected


def test_withdrawing_a_table_takes_its_values_away_and_accepting_it_again_brings_them_back(installation: Home) -> None:
    before = figures(installation)
    with open_snapshot(installation) as snapshot:
        numbers = [each.number for each in workflows.deliveries(snapshot, OFFICE) if each.layout == "lsn-2-3-1"]
    for number in numbers:
        workflows.undo(installation, number, reason="Probe")
    assert not any(row[0] == "einbuergerungen" for row in figures(installation))
    accepted = workflows.accept(installation, DEMO / "lsn_2-3-1.csv", workflows.warm_reader())
    assert (accepted.repeated, accepted.difference.new) == (False, 1040)
    assert figures(installation) == before


def test_a_server_that_has_the_state_open_can_check_and_accept(installation: Home, tmp_path: Path) -> None:
    changed = edited(tmp_path, SALZGITTER_2024, "K03102,365")
    with open_snapshot(installation) as shown:
        assert workflows.check(installation, changed, workflows.warm_reader()).difference.revised == 1
        assert workflows.accept(installation, changed, workflows.warm_reader()).number is not None
        assert len(workflows.deliveries(shown, OFFICE)) == deliveries_of_demo()


def test_a_blocked_file_leaves_no_trace(installation: Home, tmp_path: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in installation.path.rglob("*") if path.is_file()}
    refused = workflows.accept(installation, edited(tmp_path, SALZGITTER_2024, "K03102,3x5"), workflows.warm_reader())
    assert refused.number is None and refused.reading.blocked
    assert {path: path.stat().st_mtime_ns for path in installation.path.rglob("*") if path.is_file()} == before


def test_a_status_sheet_shows_in_the_measures_and_in_their_history(installation: Home, tmp_path: Path) -> None:
    with open_snapshot(installation) as snapshot:
        (tmp_path / "2026-2.xlsx").write_bytes(workflows.status_sheet(snapshot, OFFICE, "2026-H2"))
        before = {row.measure: row for row in store.reading.measures(snapshot, OFFICE)}
    workbook = load_workbook(tmp_path / "2026-2.xlsx")
    columns = {column.key: number for number, column in enumerate(COLUMNS, 1)}
    line = next(row for row in workbook["Sachstand"].iter_rows(min_row=HEAD_ROW + 1) if row[0].value == "1.2")
    line[columns["state"] - 1].value = MeasureState.POSTPONED.label
    line[columns["status_text"] - 1].value = "Wartet auf den Bund."
    line[columns["reason"] - 1].value, line[columns["look_again_on"] - 1].value = "Kein Bescheid", "01.03.2027"
    for row in workbook["Sachstand"].iter_rows(min_row=HEAD_ROW + 1):
        if row[0].value and row[0].value != "1.2":
            row[columns["confirmed"] - 1].value = "x"
    workbook.save(tmp_path / "2026-2.xlsx")
    history = reports(installation)
    accepted = workflows.accept(installation, tmp_path / "2026-2.xlsx", workflows.warm_reader())
    assert not accepted.reading.blocked, accepted.reading.findings
    with open_snapshot(installation) as snapshot:
        after = {row.measure: row for row in store.reading.measures(snapshot, OFFICE)}
    assert after.keys() == before.keys()
    assert {(row.period) for row in after.values()} == {"2026-H2"}
    assert (before["1.2"].state, after["1.2"].state) == (MeasureState.RUNNING, MeasureState.POSTPONED)
    assert after["1.2"].status_text == "Wartet auf den Bund."
    steps = [row for row in reports(installation) if row.measure == "1.2"]
    assert [row.period for row in steps] == sorted({row.period for row in history if row.measure == "1.2"} | {"2026-H2"})
    workflows.undo(installation, accepted.number, reason="Probe")
    assert reports(installation) == history


def test_a_concept_with_an_unknown_indicator_is_blocked(installation: Home, tmp_path: Path) -> None:
    concept = tmp_path / "concept.toml"
    concept.write_text((DEMO / "concept.toml").read_text("utf-8").replace('"bevoelkerung", ', '"gibt_es_nicht", ', 1), "utf-8")
    version = current_version(installation)
    refused = workflows.accept(installation, concept, workflows.warm_reader())
    (finding,) = refused.reading.findings
    assert refused.number is None
    assert (finding.code, "gibt_es_nicht" in finding.found, finding.cell) == ("E251", True, "context[1]")
    assert current_version(installation) == version
    ended = cli("check", concept, "--json", home=installation.path)
    assert ended.code == 1 and ended.json["findings"][0]["code"] == "E251"


# Any sequence of accepting and withdrawing equals the sequence without the withdrawn files.

HEAD = "Year,Gebietseinheit,GeoCode,Value\n"
TABLES = st.dictionaries(
    st.tuples(st.integers(2021, 2023), st.sampled_from(("K03101", "K03102"))), st.integers(0, 999), min_size=1, max_size=4
)
STEPS = st.lists(st.one_of(TABLES, st.integers(0, 5)), min_size=2, max_size=7)


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An installation with a concept and without figures."""
    home = make_home(tmp_path_factory.mktemp("ohne") / "home", now=START)
    with open_snapshot(home) as snapshot:
        numbers = [each.number for each in workflows.deliveries(snapshot, OFFICE) if each.layout.startswith("lsn")]
    for number in numbers:
        workflows.undo(home, number, reason="leer beginnen", now=START + timedelta(hours=1))
    yield home.path


def write(folder: Path, number: int, table: dict[tuple[int, str], int]) -> Path:
    path = folder / f"lsn_2-3-1_{number}.csv"
    path.write_text(HEAD + "".join(f"{year},Ort,{area},{value}\n" for (year, area), value in table.items()), "utf-8")
    return path


def accept_all(home: Home, folder: Path, tables: list[tuple[int, dict]]) -> None:
    for number, table in tables:
        moment = START + timedelta(days=1 + number)
        workflows.accept(home, write(folder, number, table), workflows.warm_reader(), layout="lsn-2-3-1", now=moment)


@settings(max_examples=8, deadline=None)
@given(steps=STEPS)
def test_withdrawn_files_leave_the_state_as_if_they_had_never_come(bare: Path, steps: list) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        home, other = Home(Path(shutil.copytree(bare, folder / "a"))), Home(Path(shutil.copytree(bare, folder / "b")))
        kept: dict[int, tuple[int, dict]] = {}  # delivery number → step and table, those still valid
        for number, step in enumerate(steps):
            moment = START + timedelta(days=1 + number)
            if isinstance(step, dict):
                accepted = workflows.accept(home, write(folder, number, step), workflows.warm_reader(), layout="lsn-2-3-1", now=moment)
                if not accepted.repeated:
                    kept[accepted.number] = (number, step)
            elif kept:
                victim = sorted(kept)[step % len(kept)]
                workflows.undo(home, victim, reason="Probe", now=moment)
                del kept[victim]
        accept_all(other, folder, [kept[each] for each in sorted(kept)])
        assert figures(home) == figures(other)


def test_a_concept_that_drops_a_field_names_its_measures(installation: Home, tmp_path: Path) -> None:
    text = workflows.concept_file("demo").read_text("utf-8")
    concept = tmp_path / "concept.toml"
    for key in ("id", "field", "new"):
        text = text.replace(f'{key} = "kultur"', f'{key} = "kunst"')
    concept.write_text(text, "utf-8")
    with Worker() as worker:
        found = [each for each in workflows.check(installation, concept, worker).reading.findings if each.code == "H451"]
    assert len(found) == 1
    assert "7.1" in found[0].found
