"""Published quotas of statistics offices recomputed from the real tables, with what ``real/INDEX.md`` found by hand.

Tolerance: half of the last published place, unless a definition says otherwise (Munich: 0.051 per 1,000)."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

import workflows
from domain.access import OFFICE
from domain.areas import Area
from indicators.recomputed import Recomputation
from settings import Settings
from store import Home, Snapshot, open_snapshot
from tests.workflows.homes import make_home
from views import indicator, indicator_areas, recomputed, segregation
from views.values import all_series, definitions_of

REAL = Path(__file__).resolve().parents[3] / "shared" / "real"
FILES = (
    "a01_bs_einbuergerungsziffer.tsv",
    "a02_muc_mobilitaetsziffer.csv",
    "b02_regio_13211-02-05-4_arbeitslose_2001-2016.csv",
    "b03_regio_22543-01-02-4_kita_2011-2016.csv",
    "b04_regio_12411-03-03-4_bev_nat_alter.csv",
    "b11_hh_stadtteilprofile_2014.xlsx",
    "b28_bonn_bev_zuwanderer_2019-2021.ods",
)
LEVERKUSEN = "05316"

pytestmark = [pytest.mark.real, pytest.mark.skipif(not REAL.is_dir(), reason="the real tables are not here")]


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    """Lower Saxony's tables (they come with the demo) and the real ones beside the project."""
    home = make_home(tmp_path_factory.mktemp("real") / "home")
    for name in FILES:
        accepted = workflows.accept(home, REAL / name, workflows.warm_reader(), settings=Settings())
        assert accepted.number is not None, name
    with open_snapshot(Home(home.path)) as opened:
        yield opened


@pytest.fixture(scope="module")
def found(snapshot: Snapshot) -> Mapping[str, Recomputation]:
    return {each.definition.id: each for each in recomputed.compared(snapshot, definitions_of(snapshot))}


@pytest.fixture(scope="module")
def shown(snapshot: Snapshot) -> Mapping[str, recomputed.RecomputedView]:
    return {each.indicator: each for each in recomputed.build(snapshot)}


def by_year(result: Recomputation) -> dict[int, tuple[int, int]]:
    return {each.year: (each.equal, each.compared) for each in result.years}


def test_basel_10_of_10(found, shown):
    assert by_year(found["einbuergerungsziffer_basel"]) == dict.fromkeys(range(2015, 2025), (1, 1))
    assert shown["einbuergerungsziffer_basel"].headline == "Nachrechnung: 10 von 10 gleich"


def test_munich_1949_of_1950_and_the_one_is_named(found, shown):
    result = found["mobilitaetsziffer_berechnet"]
    assert (result.equal, result.compared, result.uncomputed) == (1949, 1950, 0)
    row = shown["mobilitaetsziffer_berechnet"].rows[0]
    assert row[:3] == ("Schwabing - Freimann", "2022", "Ausländerinnen und Ausländer")
    assert row[3:5] == ("1.620,152\u202fje 1.000", "1.620,100\u202fje 1.000")
    assert "Schwabing-Freimann 2022" in shown["mobilitaetsziffer_berechnet"].explained[0]


def test_munich_with_exactly_half_a_place_leaves_ten_more_within_a_hundredth_of_it(snapshot):
    """Why the tolerance is 0.051: the population beside the rate is itself rounded."""
    definition = definitions_of(snapshot)["mobilitaetsziffer_berechnet"]
    assert definition.published is not None
    (result,) = recomputed.compared(snapshot, {"x": replace(definition, published=replace(definition.published, tolerance=0.05))})
    assert result.deviating == 11
    assert sorted(abs(each.difference) for each in result.deviations)[-2] < 0.051


@pytest.mark.parametrize("indicator", [
    "anteil_unter_18", "anteil_ab_65", "auslaenderanteil_melderegister", "einpersonenhaushalte_anteil", "haushalte_mit_kindern_anteil",
    "alleinerziehende_anteil",
])  # fmt: skip
def test_hamburg_six_times_107(found, indicator):
    assert by_year(found[indicator])[2013] == (107, 107)


def test_hamburg_the_two_with_another_denominator_are_told_not_hidden(snapshot, shown):
    definitions = definitions_of(snapshot)
    totals = {
        name: replace(definitions[name], breakdowns=())
        for name in ("migrationshintergrund_melderegister", "migrationshintergrund_unter_18")
    }
    everybody, children = recomputed.compared(snapshot, totals)
    off = [compared - equal for equal, compared in (by_year(everybody)[2013], by_year(children)[2013])]
    assert off == [30, 79]
    assert len(children.deviations) == 50
    for name in totals:
        assert "anderen Nenner" in shown[name].explained[0]
    assert "79 von 107" in shown["migrationshintergrund_unter_18"].explained[0]
    assert "30 von 107" in shown["migrationshintergrund_melderegister"].explained[0]
    assert shown["migrationshintergrund_unter_18"].more == "50 größte von 79 Abweichungen"


def test_bonn_all_shares_of_2019_and_none_where_the_column_says_something_else(found, snapshot):
    foreign = by_year(found["auslaenderanteil_melderegister"])
    assert foreign[2019] == (67, 67)
    assert 2020 not in foreign and 2021 not in foreign  # the sheets call the share among immigrants by this name
    migrants = replace(definitions_of(snapshot)["migrationshintergrund_melderegister"], breakdowns=())
    (result,) = recomputed.compared(snapshot, {"x": migrants})
    assert [by_year(result)[year] for year in (2019, 2020, 2021)] == [(67, 67)] * 3
    series = all_series(snapshot, ["auslaenderanteil_melderegister"], ["05314000"])["auslaenderanteil_melderegister", "05314000", ""]
    assert [round(point.value or 0, 1) for point in series.points[:2]] == [17.3, 17.5]


def test_lower_saxony_naturalisation_1040_of_1040(found, shown):
    result = found["einbuergerungsquote_lsn"]
    assert (result.equal, result.compared, result.uncomputed) == (1040, 1040, 0)
    assert shown["einbuergerungsquote_lsn"].sentence.startswith("1.040 von 1.040 berechneten Werten stimmen")


def test_lower_saxony_foreign_share_equal_until_2020_and_111_of_208_deviate_later(found, shown):
    years = by_year(found["auslaenderanteil_azr"])
    assert all(years[year] == (52, 52) for year in range(2005, 2021))  # 780 of 780 until 2019, 2020 published rounded
    late = [years[year] for year in range(2021, 2025)]
    assert (sum(compared - equal for equal, compared in late), sum(compared for _, compared in late)) == (111, 208)
    page = shown["auslaenderanteil_azr"]
    assert round(max(abs(each.difference) for each in page.result.deviations), 2) == 1.29
    assert page.years.startswith("2005 bis 2020: 832 von 832 gleich; 2021: 36 von 52 gleich")
    assert "Zensus 2022" in page.explained[0] and page.more == "50 größte von 111 Abweichungen"


def test_lower_saxony_foreign_share_is_exact_until_2019(snapshot):
    definition = definitions_of(snapshot)["auslaenderanteil_azr"]
    assert definition.published is not None
    (result,) = recomputed.compared(snapshot, {"x": replace(definition, published=replace(definition.published, tolerance=1e-9))})
    exact = by_year(result)
    assert sum(exact[year][0] for year in range(2005, 2020)) == 780
    assert exact[2020][0] < 52


def values(snapshot: Snapshot, indicator: str) -> dict[int, float | None]:
    return {point.year: point.value for point in all_series(snapshot, [indicator], [LEVERKUSEN])[indicator, LEVERKUSEN, ""].points}


def test_leverkusen_as_computed_by_hand(snapshot):
    assert values(snapshot, "auslaenderanteil_fortschreibung")[2015] == pytest.approx(100 * 23161 / 163487)  # 14,17 %
    assert values(snapshot, "kita_anteil_eltern_auslaendisch")[2016] == pytest.approx(100 * 2386 / 5888)  # 40,5 %
    unemployed, rate = values(snapshot, "arbeitslose"), values(snapshot, "arbeitslosenquote_auslaender")
    assert [unemployed[year] for year in range(2012, 2017)] == [6495, 6860, 7139, 7362, 7389]
    assert [rate[year] for year in range(2012, 2017)] == [17.0, 17.4, 18.5, 20.1, 20.7]


def test_what_lacks_an_input_is_called_not_possible(shown):
    """The source publishes the rate of foreigners, but not the labour force it divides by."""
    page = shown["arbeitslosenquote_auslaender_berechnet"]
    assert page.headline == "Nachrechnung: noch nicht möglich"
    assert page.result.compared == 0 and page.result.uncomputed > 1000


@pytest.mark.parametrize(("town", "units"), [("05314000", 62), ("02000000", 99)])
def test_an_index_counts_nobody_twice(snapshot, town, units):
    """Boroughs that consist of the smaller parts are no parts beside them: 4 in Bonn, 7 in Hamburg."""
    definition = definitions_of(snapshot)["segregation_auslaender"]
    points = all_series(snapshot, [definition.id], [town])[definition.id, town, ""].points
    for point in points:
        page = segregation.build(snapshot, definition, Area(town, "Stadt"), point.period)
        assert page is not None and page.units == units
        assert "überschneiden" not in " ".join(page.caveats)


def test_hamburgs_index_as_computed_by_hand(snapshot):
    points = all_series(snapshot, ["segregation_auslaender"], ["02000000"])["segregation_auslaender", "02000000", ""].points
    assert [(point.year, round(point.value or 0, 6)) for point in points] == [(2013, 0.211554)]
    page = segregation.build(snapshot, definitions_of(snapshot)["segregation_auslaender"], Area("02000000", "Hamburg"), points[0].period)
    assert page is not None and page.units == 99
    assert "97,4\u202f% der Gruppe" in " ".join(page.caveats)  # 249 749 of 256 465


def test_an_index_of_unequal_distribution_is_never_drawn_beside_that_of_another_town(snapshot):
    chosen = indicator.Selection("segregation_auslaender", "05314000", ("02000000",))
    shown = indicator.build(snapshot, OFFICE, chosen)
    assert shown.chart is not None and shown.chart.columns == ("Jahr", "Bundesstadt Bonn")
    beside = indicator_areas.build(snapshot, OFFICE, "segregation_auslaender", "05314000")
    assert beside.multiples is None and "Zuschnitt" in beside.why_not
