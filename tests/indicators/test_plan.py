"""Which strand serves which input."""

import time
from dataclasses import dataclass

from domain.groups import group_key
from indicators.library import library
from indicators.plan import PLAN, plan

Z11, Z22 = "Fortschreibung Zensus 2011", "Fortschreibung Zensus 2022"


@dataclass(frozen=True)
class Strand:
    id: int
    series: str = "bevoelkerung"
    unit: str = "Anzahl"
    concept: str = "Staatsangehörigkeit"
    basis: str = Z11
    groups: str = ""


def rows(indicator, *strands):
    """(role, strand, residual, part, parts, preference) of one indicator of the library."""
    found = plan({indicator: library()[indicator]}, strands).to_pylist()
    return [(row["role_index"], row["strand"], row["groups"], row["part"], row["parts"], row["preference"]) for row in found]


def test_the_table_has_the_agreed_columns():
    table = plan(library(), [Strand(1)])
    assert table.schema == PLAN
    assert set(table["indicator"].to_pylist()) >= {"bevoelkerung", "auslaenderanteil_azr"}


def test_the_best_basis_has_the_highest_preference_and_an_unnamed_basis_does_not_serve():
    found = rows("bevoelkerung", Strand(1, basis=Z11), Strand(2, basis=Z22), Strand(3, basis="AZR"))
    assert [(row[1], row[5]) for row in found] == [(1, 1), (2, 2)]


def test_another_unit_or_concept_does_not_serve():
    assert rows("bevoelkerung", Strand(1, unit="Prozent"), Strand(2, concept="Familiensprache")) == []


def test_open_dimensions_stay_as_residual_groups_so_that_equal_ones_meet():
    found = rows(
        "auslaenderanteil_fortschreibung",
        Strand(1, groups="nationalitaet=auslaendisch"),
        Strand(2, groups="geschlecht=weiblich;nationalitaet=auslaendisch"),
        Strand(3),
        Strand(4, groups="geschlecht=weiblich"),
        Strand(5, groups="nationalitaet=deutsch"),
        Strand(6, groups="staatsangehoerigkeit=Ukraine;nationalitaet=auslaendisch"),
    )
    assert [row[:3] for row in found] == [(0, 1, ""), (1, 3, ""), (0, 2, "geschlecht=weiblich"), (1, 4, "geschlecht=weiblich")]


def test_several_labels_are_parts_that_must_all_be_there():
    ages = library()["auslaenderanteil_ab_65"].inputs["denominator"].groups["alter"]
    strands = [Strand(place, groups=group_key({"alter": age})) for place, age in enumerate(ages)]
    found = rows("auslaenderanteil_ab_65", *strands, Strand(90, groups="alter=unter 3 Jahre"))
    assert [(row[1], row[3], row[4]) for row in found] == [(place, f"alter={age}", 6) for place, age in enumerate(ages)]
    assert {row[2] for row in found} == {""}


def test_one_label_is_no_part():
    assert rows("auslaender_azr", Strand(1, basis="AZR", groups="nationalitaet=auslaendisch")) == [(0, 1, "", "", 1, 0)]


def test_the_previous_year_and_the_smallest_denominator_are_handed_on():
    table = plan([library()["einbuergerungsquote_vorjahr"]], [Strand(1, basis="AZR", groups="nationalitaet=auslaendisch")])
    assert table.select(["role_index", "lag", "min_denominator", "formula"]).to_pylist() == [
        {"role_index": 1, "lag": 1, "min_denominator": 100.0, "formula": "share"}
    ]


def test_thousands_of_strands_are_planned_in_a_moment():
    strands = [Strand(place, basis="AZR", groups=f"nationalitaet=auslaendisch;staatsangehoerigkeit=Land {place}") for place in range(5000)]
    begun = time.perf_counter()
    table = plan(library(), strands)
    assert table.num_rows == 5000
    assert time.perf_counter() - begun < 1.0
