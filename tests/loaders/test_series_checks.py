"""Values that are well formed and yet wrong, each in a small table, found at their cell; and tables in which nothing is wrong."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import pyarrow as pa
import pytest

from domain.deliveries import Finding, Severity
from domain.groups import group_key
from domain.periods import Period
from loaders.reading import read_file
from loaders.series_checks import check_series
from settings import PROJECT

SALZGITTER = (178, 201, 165, 110, 136, 120, 141, 159, 135, 124, 123, 129, 147, 162, 168, 126, 163, 339, 408, 355)
DAY_CARE = (31, 33, 35, 36, 38, 39, 40, 60, 42, 43, 44)
AREAS = tuple(f"031{number:02}" for number in range(1, 13))


def table(
    lines: Mapping[tuple[str, str], Sequence[float | None]], *, first_year: int = 2005, unit: str = "Anzahl", **names: str
) -> pa.Table:
    """Rows from values by area and groups, one row of the file per line and one column per year."""
    rows: dict[str, list] = {}
    for row, ((area, groups), values) in enumerate(lines.items(), 1):
        for column, value in enumerate(values, 1):
            period = Period(str(first_year + column - 1))
            each = {
                "series": "kurse", "unit": unit, "concept": "", "basis": "Register", "groups": groups, "area": area,
                "area_name": f"Gebiet {area}", "period": period.text, "year": period.year, "slot": "", "value": value, "sign": None,
                "text": str(value), "sheet": "Tabelle", "row": row, "col": column, **names,
            }  # fmt: skip
            for name, cell in each.items():
                rows.setdefault(name, []).append(cell)
    types = {"year": pa.int16(), "value": pa.float64(), "row": pa.int32(), "col": pa.int32()}
    return pa.table({name: pa.array(cells, types.get(name, pa.string())) for name, cells in rows.items()})


def line(*values: float | None, area: str = "03102", **names: str) -> pa.Table:
    return table({(area, ""): values}, **names)


def areas(seed: int = 0, years: int = 10, level: float = 400) -> dict[tuple[str, str], list[float]]:
    """Twelve areas of different size that move a few per cent a year."""
    random = np.random.default_rng(seed)
    return {
        (area, ""): [float(round(level * (number + 1) * 1.03**year * random.normal(1, 0.02))) for year in range(years)]
        for number, area in enumerate(AREAS)
    }


def told(findings: Iterable[Finding]) -> list[tuple[str, str | None]]:
    return [(finding.code, finding.cell) for finding in findings]


@pytest.mark.parametrize("factor", [10, 100, 1000])
@pytest.mark.parametrize("year", [0, 5, 18, 19])
def test_a_misplaced_point_is_found_at_its_cell_with_its_neighbours(factor: int, year: int) -> None:
    values = list(map(float, SALZGITTER))
    values[year] *= factor
    (finding,) = check_series(line(*values))
    assert told([finding]) == [("H411", f"{'ABCDEFGHIJKLMNOPQRST'[year]}1")]
    beside = values[year - 1] if year else values[1]
    assert f": {beside:.0f}" in finding.expected


def test_a_tenth_of_a_count_is_found_by_its_decimal() -> None:
    assert told(check_series(line(178, 201, 165, 110, 13.6, 120, 141))) == [("H412", "E1")]


def test_a_share_out_of_line_is_a_jump_between_the_figures_beside_it() -> None:
    (finding,) = check_series(line(*DAY_CARE, unit="Prozent", first_year=2011))
    assert told([finding]) == [("H410", "H1")]
    assert "2017: 40" in finding.expected and "2019: 42" in finding.expected and "60" in finding.found


def test_a_new_level_that_lasts_is_no_jump() -> None:
    assert check_series(line(*SALZGITTER)) == ()


def test_what_happens_everywhere_in_one_year_is_no_jump() -> None:
    values = areas()
    for each in values.values():
        each[-1] *= 2
    assert check_series(table(values)) == ()


@pytest.mark.parametrize("value", [0, 3, 9])
def test_small_counts_may_scatter(value: int) -> None:
    assert check_series(line(4, 2, 5, 1, 3, value, 4, 2, 5, 6)) == ()


def test_years_between_make_room_for_change() -> None:
    sparse = line(300, 310, 305, 320, 315)
    late = line(520, first_year=2015)
    assert check_series(pa.concat_tables([sparse, late])) == check_series(pa.concat_tables([sparse, line(316, first_year=2015)]))


def test_a_new_basis_is_never_compared_with_the_old_one() -> None:
    before, after = line(1000, 1010, 1020, 1030), line(5000, 5100, 5050, first_year=2009, basis="Zensus 2022")
    assert check_series(pa.concat_tables([before, after])) == ()


def test_two_swapped_cells_are_named_as_such() -> None:
    values = areas()
    values[AREAS[3], ""][6], values[AREAS[4], ""][6] = values[AREAS[4], ""][6], values[AREAS[3], ""][6]
    (first, *_) = check_series(table(values))
    assert (first.code, first.cell) == ("H410", "G4")
    assert "vertauscht" in first.found and AREAS[4] in first.expected


def test_a_changed_sign_is_named_as_such() -> None:
    assert told(check_series(line(-52, -48, -55, 51, -49, -53, unit="Prozentpunkte"))) == [("H412", "D1")]


def test_a_whole_column_in_another_unit_is_one_hint() -> None:
    values = areas()
    for each in values.values():
        each[-1] *= 1000
    (finding,) = check_series(table(values))
    assert told([finding]) == [("H412", "J1")] and "11 weitere" in finding.found


def test_a_year_that_repeats_the_one_before_is_found() -> None:
    values = areas()
    for each in values.values():
        each[7] = each[6]
    (finding,) = check_series(table(values))
    assert told([finding]) == [("H418", "H1")] and "2011" in finding.found


def test_a_copied_column_is_found_and_one_that_is_always_the_same_is_not() -> None:
    women = {(area, "geschlecht=weiblich"): values for (area, _), values in areas(1).items()}
    men = {(area, "geschlecht=maennlich"): list(values) for (area, _), values in areas(2).items()}
    for (area, _), values in women.items():
        men[area, "geschlecht=maennlich"][4] = values[4]
    assert ("H418", "E1") in told(check_series(table({**men, **women}))) or ("H418", "E13") in told(check_series(table({**men, **women})))
    same = {(area, "geschlecht=divers"): values for (area, _), values in women.items()}
    assert check_series(table({**women, **same})) == ()


def family(error: float = 0, multiple: int = 1) -> pa.Table:
    """Total, women and men of twelve areas in one year, each figure rounded to a multiple; ``error`` is added to the women of the third."""
    random = np.random.default_rng(5)
    lines: dict[tuple[str, str], list[float]] = {}
    for number, area in enumerate(AREAS):
        women, men = (random.integers(50, 900) for _ in range(2))
        parts = {"": women + men, "geschlecht=weiblich": women + (error if number == 2 else 0), "geschlecht=maennlich": men}
        lines |= {(area, groups): [float(multiple * round(value / multiple))] for groups, value in parts.items()}
    return table(lines)


def test_a_sum_that_holds_elsewhere_and_not_here_is_found() -> None:
    (finding,) = check_series(family(37))
    assert finding.code == "H414" and finding.cell in ("A7", "A8", "A9") and "2 Teile" in finding.expected


def test_a_misplaced_point_in_a_sum_is_found_at_its_own_cell() -> None:
    women = float(family().filter(pa.compute.equal(family()["row"], 8))["value"][0].as_py())
    assert ("H414", "A8") in told(check_series(family(9 * women))) or ("H411", "A8") in told(check_series(family(9 * women)))


@pytest.mark.parametrize("multiple", [3, 5, 10])
def test_rounded_figures_need_not_add_up(multiple: int) -> None:
    assert check_series(family(multiple=multiple)) == ()


def test_a_state_that_is_not_the_sum_of_its_districts_is_found() -> None:
    values = areas()
    total = [sum(year) for year in zip(*values.values(), strict=True)]
    total[4] += 600
    assert told(check_series(table({("03", ""): total, **values}))) == [("H414", "E1")]


def test_a_count_that_does_not_fit_its_share_is_found() -> None:
    random = np.random.default_rng(3)
    counts = {("03102", ""): [float(random.integers(20, 60)) for _ in range(12)]}
    shares = {("03102", ""): [100 * value / (900 + 5 * year) for year, value in enumerate(counts["03102", ""])]}
    whole = pa.concat_tables([table(counts), table(shares, unit="Prozent", sheet="Anteile")])
    assert check_series(whole) == ()
    shares["03102", ""][5] *= 1.9
    wrong = check_series(pa.concat_tables([table(counts), table(shares, unit="Prozent", sheet="Anteile")]))
    assert [finding.code for finding in wrong] == ["H412"]


def test_a_year_missing_for_one_area_is_told() -> None:
    rows = table(areas())
    lacking = rows.filter(pa.array([not (row["area"] == AREAS[5] and row["year"] == 2009) for row in rows.to_pylist()]))
    (finding,) = check_series(lacking)
    assert finding.code == "H415" and "2009" in finding.found and AREAS[5] in finding.found


def test_a_year_that_the_whole_table_leaves_out_is_told_once() -> None:
    rows = table(areas())
    (finding,) = check_series(rows.filter(pa.compute.not_equal(rows["year"], 2009)))
    assert finding.code == "H415" and finding.found.endswith(": 2009")
    lacking = rows.filter(pa.compute.not_equal(rows["year"], 2009))
    assert check_series(lacking, lacking) == ()


def lines_of(rows: pa.Table) -> pa.Table:
    return (
        rows.select(["series", "unit", "concept", "basis", "groups", "area", "area_name"])
        .group_by(["series", "unit", "concept", "basis", "groups", "area", "area_name"])
        .aggregate([])
    )


def test_areas_that_are_gone_are_named_with_the_number_there_should_be() -> None:
    values = areas()
    before = lines_of(table(values))
    del values[AREAS[0], ""], values[AREAS[7], ""]
    (finding,) = check_series(table(values), previous=before)
    assert finding.code == "H416" and f"Gebiet {AREAS[0]}, Gebiet {AREAS[7]}" in finding.found and "12" in finding.expected


def test_lost_periods_are_told_once_for_a_period_once_for_an_area_and_once_for_the_oldest() -> None:
    lost = pa.Table.from_pylist(
        [
            {"series": "kurse", "groups": groups, "area": area, "area_name": area and f"Gebiet {area}"}
            | {"period": period, "dropped": dropped}
            for groups, area, period, dropped in (
                ("", None, "2001", True), ("", None, "2002", True), ("", None, "2009", False), ("geschlecht=weiblich", None, "2009", False),
                ("", "03102", "2007", False), ("", "03102", "2008", False),
            )
        ]
    )  # fmt: skip
    found = check_series(table(areas()), lost=lost)
    assert [finding.code for finding in found] == ["H416"] * 3
    oldest, period, area = (finding.found for finding in found)
    assert "2001, 2002" in oldest
    assert period.startswith("Es fehlt 2009 für „") and "Frauen“" in period
    assert area.startswith("Gebiet 03102: es fehlt") and "2007" in area and "2008" in area


def test_a_new_label_is_told_with_the_closest_known_one() -> None:
    known = {(area, group_key({"schule": "Hauptschule"})): values for (area, _), values in areas().items()}
    misspelt = {(area, group_key({"schule": "Haubtschule"})): values for (area, _), values in areas().items()}
    found = check_series(table(misspelt), previous=lines_of(table(known)))
    assert {finding.code for finding in found} == {"H416", "H417"}
    (new,) = [finding for finding in found if finding.code == "H417"]
    assert "Haubtschule" in new.found and "„Hauptschule“" in new.expected


def test_names_shifted_against_their_keys_are_told() -> None:
    before = lines_of(table({("03101", ""): [5.0]}, area_name="Braunschweig, Stadt"))
    (finding,) = check_series(table({("03101", ""): [5.0]}, area_name="Osterode am Harz"), previous=before)
    assert finding.code == "H417" and "Braunschweig" in finding.expected


def test_a_revised_value_is_told_with_the_known_one() -> None:
    known = line(*SALZGITTER)
    (finding,) = check_series(line(*SALZGITTER[:-1], 365), known)
    assert told([finding]) == [("H420", "T1")] and "365" in finding.found and "355" in finding.expected


def test_a_sign_instead_of_a_known_value_is_told_but_not_one_that_only_says_it_has_none() -> None:
    known = line(12.0, 15.0)
    (finding,) = check_series(line(12.0, None, sign="secret"), known)
    assert told([finding]) == [("H420", "B1")] and "geheim" in finding.found and "15 wie bisher" in finding.expected
    assert check_series(line(12.0, None, sign="absent"), known) == ()


def test_a_single_new_year_is_held_against_what_is_known() -> None:
    assert told(check_series(line(3550, first_year=2024), line(*SALZGITTER[:-1]))) == [("H411", "A1")]
    assert check_series(line(355, first_year=2024), line(*SALZGITTER[:-1])) == ()


def test_what_is_known_already_is_not_checked_again() -> None:
    odd = line(*DAY_CARE, unit="Prozent")
    assert check_series(odd) != () and check_series(odd, odd) == ()


@pytest.mark.parametrize("name", ["1-1-1", "1-2-1", "1-2-2", "1-2-4", "2-3-1", "2-3-3", "3-1-2", "4-1-4", "5-2-1", "6-2-1"])
def test_published_tables_give_few_hints(name: str) -> None:
    rows = read_file(PROJECT / "data" / "demo" / f"lsn_{name}.csv", f"lsn_{name}.csv").rows
    assert len(check_series(rows)) <= min(12, 0.005 * len(rows))


def test_in_a_published_table_nearly_every_misplaced_point_is_found_at_its_cell() -> None:
    rows = read_file(PROJECT / "data" / "demo" / "lsn_2-3-1.csv", "lsn_2-3-1.csv").rows
    place, value = rows.schema.get_field_index("value"), rows["value"].to_numpy()
    seeded = np.random.default_rng(11).choice(np.flatnonzero(value > 0), 40, replace=False)
    found = 0
    for row in seeded:
        wrong = value.copy()
        wrong[row] *= 10
        cells = {finding.cell for finding in check_series(rows.set_column(place, "value", pa.array(wrong)))}
        found += f"L{rows['row'][int(row)]}F{rows['col'][int(row)]}" in cells
    assert found >= 39


def test_every_hint_is_short_german_and_has_all_four_parts() -> None:
    values = areas()
    values[AREAS[0], ""][3] *= 10
    values[AREAS[1], ""][3] *= 1.8
    for finding in check_series(table(values), table(areas(4)), lines_of(table(areas()).slice(0, 50))):
        assert finding.severity is Severity.HINT
        assert finding.found and finding.expected and finding.advice
        assert len(f"{finding.found} {finding.expected} {finding.advice}".split()) <= 45


def test_no_rows_give_no_hints() -> None:
    assert check_series(line(1).slice(0, 0)) == ()


def test_a_table_that_only_takes_known_values_away_is_told() -> None:
    known = line(12.0).drop_columns(["area_name", "year", "slot", "sign", "text", "sheet", "row", "col"])
    (finding,) = check_series(line(None, sign="secret"), known)
    assert (finding.code, finding.expected) == ("H420", "12 wie bisher bekannt")
