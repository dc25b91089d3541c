"""Unemployed people of districts before their reforms, by the conversion table of the federal institute: real tables beside the project."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pyarrow.compute as pc
import pytest

import store.evaluation
import store.reading
from domain.deliveries import Reading, SourceFile
from domain.indicators import Formula, Input
from indicators.plan import plan
from loaders.reading import read_file
from store import Home, Snapshot, open_snapshot
from store.working_file import writing
from store.writing import add_delivery
from tests.store.builders import START
from tests.store.evaluating import defined

REAL = Path(__file__).resolve().parents[3] / "shared" / "real"
pytestmark = [pytest.mark.real, pytest.mark.skipif(not REAL.is_dir(), reason="the real tables are not here")]
UNEMPLOYED = defined(Formula.VALUE, Input("arbeitslose"))
Rows = dict[tuple[str, int], dict]


def reading(start: str) -> Reading:
    path = next(REAL.glob(f"{start}*"))
    return read_file(path, path.name)


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    home = Home(tmp_path_factory.mktemp("territory") / "home")
    with writing(home, START) as connection:
        for number, name in enumerate(("b02", "b15")):
            add_delivery(connection, reading(name), SourceFile(name, name, 1), now=START + timedelta(days=number), by="Test", note="")
    with open_snapshot(home) as opened:
        yield opened


def found(snapshot: Snapshot, areas: list[str], days: int) -> Rows:
    strands = [each for each in store.reading.strands(snapshot) if each.series == "arbeitslose"]
    table = store.evaluation.evaluate(snapshot, plan([UNEMPLOYED], strands), areas, START + timedelta(days=days))
    return {(row["area"], row["year"]): row for row in table.filter(pc.equal(table["groups"], "")).to_pylist()}


def test_goettingen_before_2016_is_goettingen_and_osterode(snapshot: Snapshot) -> None:
    rows = found(snapshot, ["03152", "03156", "03159"], 1)
    assert {row["missing"] for row in found(snapshot, ["03159"], 0).values()} == {"absent"}
    for year in range(2001, 2016):
        row = rows["03159", year]
        assert row["value"] == rows["03152", year]["value"] + rows["03156", year]["value"], year
        assert row["signs"] == ["estimated"]
        assert len(row["observations"]) == 4
    # The table writes the whole new district under the old key in 2016: that is not converted, because the table of 2016 has 03159 alone.
    assert (rows["03159", 2016]["missing"], rows["03152", 2016]["value"]) == ("absent", 10100)


def test_the_lake_district_has_its_share_of_divided_demmin(snapshot: Snapshot) -> None:
    """Neubrandenburg, Mecklenburg-Strelitz, Müritz and 82.4 % of Demmin: cell D of 13052 → 13071 in the sheet 2008-2020."""
    [share] = [
        row["value"]
        for row in reading("b15").rows.to_pylist()
        if (row["series"], row["area"], row["year"], row["groups"])
        == ("umsteigeschluessel_bevoelkerung", "13052", 2008, "zielkreis=13071000")
    ]
    assert share == pytest.approx(0.8245, abs=0.0005)
    rows = found(snapshot, ["13002", "13055", "13056", "13052", "13071", "13075"], 1)
    whole = sum(rows[area, 2008]["value"] for area in ("13002", "13055", "13056"))
    assert rows["13071", 2008]["value"] == pytest.approx(whole + share * rows["13052", 2008]["value"])
    assert len(rows["13071", 2008]["observations"]) == 8
    assert (rows["13071", 2009]["value"], rows["13071", 2009]["signs"]) == (22595, [])


def test_saxonys_secret_figures_stay_secret_after_conversion(snapshot: Snapshot) -> None:
    rows = found(snapshot, ["14171", "14521"], 1)
    assert rows["14171", 2008]["missing"] == "secret"
    assert rows["14521", 2007]["missing"] == "secret"  # the area's own word stands, although the old areas have figures
    assert rows["14521", 2006]["value"] is not None


def test_areas_that_no_reform_changed_are_as_before(snapshot: Snapshot) -> None:
    before, after = (found(snapshot, ["03101", "05316", "09761"], days) for days in (0, 1))
    assert before == after
    assert len(before) > 40
