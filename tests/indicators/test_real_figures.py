"""The library against figures that lie in the project: samples of the known tables, and the statistics office's own rates."""

import csv
from dataclasses import dataclass
from pathlib import Path

import pytest

from domain.groups import parse_group_key
from domain.indicators import Formula
from indicators.formulas import compute
from indicators.library import library
from indicators.plan import plan

ROOT = Path(__file__).resolve().parents[2]
LIBRARY = library()


@dataclass(frozen=True)
class Strand:
    id: int
    series: str
    unit: str
    concept: str
    basis: str
    groups: str


def rows(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def sample_strands():
    """Every combination of series, unit, concept, basis and groups in the samples of the known tables."""
    columns = ("series", "unit", "concept", "basis", "groups")
    samples = sorted((ROOT / "loaders" / "layouts").glob("*/expected.csv"))
    found = {tuple(row[name] for name in columns) for path in samples for row in rows(path)}
    return [Strand(place, *combination) for place, combination in enumerate(sorted(found))]


SAMPLES = sample_strands()
PLANNED = {(row["indicator"], row["role_index"]) for row in plan(LIBRARY, SAMPLES).to_pylist() if not row["groups"]}


def of_known_tables(definition) -> bool:
    """True where some known table delivers the series of every input, on its basis and broken down as it is; others come by input sheet."""
    delivered = {(each.series, each.unit, each.concept, each.basis, frozenset(parse_group_key(each.groups))) for each in SAMPLES}
    return all(
        any((given.series, given.unit, given.concept, basis, frozenset(given.groups)) in delivered for basis in given.basis)
        for given in definition.inputs.values()
    )


NOT_ALL_GROUPS = {"arbeitslosenquote_abstand_deutsche"}  # the table has the rate of foreigners and of all, none of Germans
KNOWN = [definition for definition in LIBRARY.values() if of_known_tables(definition) and definition.id not in NOT_ALL_GROUPS]


@pytest.mark.parametrize("definition", KNOWN, ids=lambda definition: definition.id)
def test_a_known_table_feeds_every_input(definition):
    missing = [role for place, role in enumerate(definition.formula.roles) if (definition.id, place) not in PLANNED]
    assert missing == []


def test_known_tables_feed_more_than_the_first_forty_indicators():
    assert len(KNOWN) >= 44
    ids = {definition.id for definition in KNOWN}
    assert {"einbuergerungsquote_ab_8_jahre", "einbuergerungspotenzial", "auslaenderanteil_ab_60", "segregation_auslaender"} <= ids


def lower_saxony(table, first=2005, last=2024):
    """Values by area and year; the office leaves out the state's key in some years, never its name."""
    found = rows(ROOT / "data" / "demo" / f"lsn_{table}.csv")
    return {(row["Gebietseinheit"], row["Year"]): float(row["Value"]) for row in found if first <= int(row["Year"]) <= last}


def test_the_published_naturalisation_rates_are_recomputed():
    published, naturalised, foreigners = (lower_saxony(table) for table in ("2-3-3", "2-3-1", "1-2-1"))
    for cell, rate in published.items():
        assert compute(Formula.SHARE, [naturalised[cell], foreigners[cell]])[0] == pytest.approx(rate, abs=1e-12)
    assert len(published) == 1040


def test_the_published_foreign_shares_are_recomputed_up_to_2019():
    published, foreigners, population = (lower_saxony(table, last=2019) for table in ("1-2-2", "1-2-1", "1-1-1"))
    for cell, share in published.items():
        assert compute(Formula.SHARE, [foreigners[cell], population[cell]])[0] == pytest.approx(share, abs=1e-12)
    assert len(published) == 780


def test_minimum_income_support_is_published_per_thousand():
    assert compute(Formula.PER_THOUSAND, [15767, 104291])[0] == pytest.approx(151, abs=0.5)
