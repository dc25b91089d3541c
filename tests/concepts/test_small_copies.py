"""The small copies of the Regionaldatenbank are cut by whole lines only."""

from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
COPIES = ROOT / "data" / "regionaldatenbank"
REAL = ROOT.parent / "shared" / "real"
CODINGS = {"12411-03-03-4": "utf-8", "12511-01-01-4": "cp1252", "13211-02-05-4": "utf-8", "22543-01-02-4": "utf-8"}
ORIGINALS = {"12411-03-03-4": "b04_*.csv", "12511-01-01-4": "b01_*.csv", "13211-02-05-4": "b02_*.csv", "22543-01-02-4": "b03_*.csv"}
# lines per area: 21 age groups and the total; 6 years; 16 years; 6 years of 3 kinds of care
LINES_PER_AREA = {"12411-03-03-4": 22, "12511-01-01-4": 6, "13211-02-05-4": 16, "22543-01-02-4": 18}


@pytest.mark.parametrize("table", CODINGS)
def test_title_licence_and_state_of_the_table_are_kept(table: str):
    lines = (COPIES / f"{table}.csv").read_text(CODINGS[table]).splitlines()
    assert lines[0] == f"GENESIS-Tabelle: {table}"
    assert any(line.startswith('"© Statistische Ämter des Bundes und der Länder, Deutschland') for line in lines)
    assert lines[-1].startswith("Stand: ")


@pytest.mark.parametrize("table", CODINGS)
def test_every_area_has_all_its_lines(table: str):
    lines = (COPIES / f"{table}.csv").read_text(CODINGS[table]).split("__________")[0].splitlines()
    counts = Counter(line.split(";")[1] for line in lines if line[:1].isdigit())
    assert set(counts.values()) == {LINES_PER_AREA[table]}
    assert {"DG", "05", "08", "09", "05316", "08317", "08336", "09362", "09772"} <= set(counts)


@pytest.mark.parametrize("table", CODINGS)
def test_every_copy_is_named_with_its_source(table: str):
    assert f"`{table}.csv`" in (COPIES / "SOURCES.md").read_text("utf-8")


@pytest.mark.real
@pytest.mark.parametrize("table", CODINGS)
def test_every_line_is_one_of_the_original_in_the_same_order(table: str):
    originals = list(REAL.glob(ORIGINALS[table]))
    if not originals:
        pytest.skip("the real tables do not lie beside the project")
    remaining = iter(originals[0].read_bytes().splitlines(keepends=True))
    copied = (COPIES / f"{table}.csv").read_bytes().splitlines(keepends=True)
    assert all(line in remaining for line in copied)
