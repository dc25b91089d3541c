"""Inputs, formulas, reasons and signs: every case is also worked out in plain Python (plain_evaluation), row by row."""

import tempfile
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import store.evaluation
import store.reading
from domain.indicators import Formula, Input
from indicators.plan import plan
from indicators.verdicts import assess
from store import Home, open_snapshot
from tests.store.builders import START
from tests.store.evaluating import DAY, agree, defined, evaluated, fill, moments, picked
from tests.store.plain_evaluation import Delivery, Figure, figure

AGES = ("jung", "alt")
SUM = defined(Formula.VALUE, Input("kinder", groups={"alter": AGES}))
SHARE = defined(Formula.SHARE, Input("zaehler"), Input("nenner"), min_denominator=10)
SHARE_GAP = defined(Formula.SHARE_GAP, Input("zaehler"), Input("nenner"), Input("vergleich"), Input("vergleichsnenner"), min_denominator=10)


# Parts to be added up


def test_parts_are_added_up_and_all_observations_are_named(rows) -> None:
    [row] = rows(SUM, figure("kinder", "A", "2020", 3, alter="jung"), figure("kinder", "A", "2020", 4, alter="alt"))
    assert (row["value"], row["missing"], row["signs"]) == (7, None, [])
    assert [(part[0], part[4]) for part in row["observations"]] == [(1, "alter=alt"), (1, "alter=jung")]


@pytest.mark.parametrize(("sign", "reason"), [
    ("secret", "secret"), ("unreliable", "unreliable"), ("pending", "pending"), ("absent", "absent"), ("empty", "input_missing"),
])  # fmt: skip
def test_the_reason_is_that_of_the_part_that_is_not_there_beside_a_zero(rows, sign, reason) -> None:
    found = rows(SUM, figure("kinder", "A", "2020", None, sign, alter="jung"), figure("kinder", "A", "2020", 0, "zero", alter="alt"))
    assert picked(found, "value", "missing", "signs") == [(None, reason, sorted([sign, "zero"]))]


def test_every_sign_of_every_part_of_every_input_arrives_once(rows) -> None:
    share = defined(Formula.SHARE, Input("kinder", groups={"alter": AGES}), Input("kinder", groups={"art": ("a", "b", "c")}))
    found = rows(
        share,
        figure("kinder", "A", "2020", 1, "provisional", alter="jung"), figure("kinder", "A", "2020", 0, "zero", alter="alt"),
        figure("kinder", "A", "2020", 1, "break", art="a"), figure("kinder", "A", "2020", 0, "zero", art="b"),
        figure("kinder", "A", "2020", 1, "revised", art="c"),
    )  # fmt: skip
    assert picked(found, "value", "signs") == [(50.0, ["break", "provisional", "revised", "zero"])]


@pytest.mark.parametrize(("sign", "judged"), [("break", "Ausgesetzt"), ("revised", "Sonne")])
def test_a_verdict_does_not_run_across_a_break_in_one_part_of_a_sum(home, sign, judged) -> None:
    young = [figure("kinder", "A", str(2010 + year), 10 + year, sign if year == 4 else None, alter="jung") for year in range(6)]
    old = [figure("kinder", "A", str(2010 + year), 0, "zero", alter="alt") for year in range(6)]
    fill(home, [Delivery([*young, *old], START)])
    with open_snapshot(home) as snapshot:
        values = store.evaluation.evaluate(snapshot, plan([SUM], store.reading.strands(snapshot)))
    assert assess(values, {"i": SUM}, {})["weather"].to_pylist()[-1] == judged


def test_a_sum_with_a_part_not_delivered_is_missing(rows) -> None:
    found = rows(SUM, figure("kinder", "A", "2020", 3, alter="jung"), figure("kinder", "B", "2020", 4, alter="alt"))
    assert picked(found, "area", "value", "missing") == [("A", None, "input_missing"), ("B", None, "input_missing")]


def test_parts_are_not_taken_from_different_years_or_slots(rows) -> None:
    found = rows(SUM, figure("kinder", "A", "2020-H1", 3, alter="jung"), figure("kinder", "A", "2020-H2", 4, alter="alt"))
    assert picked(found, "slot", "value") == [("H1", None), ("H2", None)]


# Bases

BY_CENSUS = Input("kinder", basis=("Zensus 2011", "Zensus 2022"))
SUM_BY_CENSUS = defined(Formula.VALUE, Input("kinder", basis=("Zensus 2022", "Zensus 2011"), groups={"alter": AGES}))
OLD, NEW = {"basis": "Zensus 2011"}, {"basis": "Zensus 2022"}


def test_the_last_named_basis_is_taken_where_it_is_known_and_no_other_basis_ever(rows) -> None:
    found = rows(
        defined(Formula.VALUE, BY_CENSUS),
        figure("kinder", "A", "2021", 1, **OLD), figure("kinder", "A", "2022", 2, **OLD), figure("kinder", "A", "2022", 3, **NEW),
        figure("kinder", "A", "2023", 4, basis="Schätzung"),
    )  # fmt: skip
    assert picked(found, "year", "value", "basis") == [(2021, 1, "Zensus 2011"), (2022, 3, "Zensus 2022")]


def test_the_order_of_bases_is_that_of_the_definition_not_of_the_alphabet(rows) -> None:
    turned = defined(Formula.VALUE, Input("kinder", basis=("Zensus 2022", "Zensus 2011")))
    found = rows(turned, figure("kinder", "A", "2022", 2, **OLD), figure("kinder", "A", "2022", 3, **NEW))
    assert picked(found, "value", "basis") == [(2, "Zensus 2011")]


def test_a_sum_is_of_the_best_basis_that_has_all_parts(rows) -> None:
    found = rows(
        SUM_BY_CENSUS,
        figure("kinder", "A", "2020", 1, alter="jung", **OLD), figure("kinder", "A", "2020", 2, alter="alt", **OLD),
        figure("kinder", "A", "2020", 10, alter="jung", **NEW), figure("kinder", "A", "2020", 20, alter="alt", **NEW),
        figure("kinder", "A", "2021", 1, "break", alter="jung", **OLD),
        figure("kinder", "A", "2021", 10, alter="jung", **NEW), figure("kinder", "A", "2021", 20, "zero", alter="alt", **NEW),
    )  # fmt: skip
    assert picked(found, "year", "value", "basis", "signs") == [(2020, 3, "Zensus 2011", []), (2021, 30, "Zensus 2022", ["zero"])]
    assert {part[3] for part in found[1]["observations"]} == {"Zensus 2022"}


def test_a_sum_never_mixes_bases(rows) -> None:
    found = rows(
        SUM_BY_CENSUS,
        figure("kinder", "A", "2020", 1, alter="jung", **OLD), figure("kinder", "A", "2020", 20, "provisional", alter="alt", **NEW),
    )  # fmt: skip
    assert picked(found, "value", "missing", "basis", "signs") == [(None, "input_missing", "Zensus 2011", [])]


def test_without_named_bases_and_concepts_a_sum_is_of_one_of_each(rows) -> None:
    found = rows(
        SUM,
        figure("kinder", "A", "2020", 1, alter="jung", basis="X"), figure("kinder", "A", "2020", 2, alter="alt", basis="Y"),
        figure("kinder", "A", "2021", 1, alter="jung", concept="K"), figure("kinder", "A", "2021", 2, alter="alt", concept="L"),
        figure("kinder", "A", "2021", 4, alter="jung", concept="L"),
    )  # fmt: skip
    assert picked(found, "year", "value") == [(2020, None), (2021, 6)]


def test_a_secret_figure_of_the_best_basis_is_not_replaced_from_another(rows) -> None:
    found = rows(
        SUM_BY_CENSUS,
        figure("kinder", "A", "2020", None, "secret", alter="jung", **OLD), figure("kinder", "A", "2020", 2, alter="alt", **OLD),
        figure("kinder", "A", "2020", 10, alter="jung", **NEW), figure("kinder", "A", "2020", 20, alter="alt", **NEW),
    )  # fmt: skip
    assert picked(found, "value", "missing", "basis") == [(None, "secret", "Zensus 2011")]


# Years, slots, groups, areas


def test_a_lag_takes_the_figure_of_the_year_before(rows) -> None:
    lagged = defined(Formula.SHARE, Input("zaehler"), Input("nenner", lag=1))
    found = rows(
        lagged, figure("zaehler", "A", "2020", 5), figure("nenner", "A", "2019", 50), figure("nenner", "A", "2020", 10),
        figure("nenner", "A", "2021", 25),
    )  # fmt: skip
    assert picked(found, "year", "period", "value", "b") == [(2020, "2020", 10.0, 50)]


def test_a_lagged_sum_takes_the_parts_of_the_year_before(rows) -> None:
    lagged = defined(Formula.RATIO, Input("zaehler"), Input("nenner", lag=1, groups={"alter": AGES}))
    found = rows(
        lagged, figure("zaehler", "A", "2020", 6), figure("nenner", "A", "2019", 1, alter="jung"),
        figure("nenner", "A", "2019", 2, alter="alt"), figure("nenner", "A", "2020", 100, alter="alt"),
    )  # fmt: skip
    assert picked(found, "value", "b") == [(2.0, 3)]


def test_the_last_reference_day_of_a_year_speaks_for_the_year_in_single_inputs_and_in_sums(rows) -> None:
    ratio = defined(Formula.RATIO, Input("zaehler"), Input("nenner", groups={"alter": AGES}))
    found = rows(
        ratio,
        figure("zaehler", "A", "2020-12-31", 8), figure("zaehler", "A", "2020-06-30", 99),
        figure("nenner", "A", "2020-06-30", 50, alter="jung"), figure("nenner", "A", "2020-12-31", 1, alter="jung"),
        figure("nenner", "A", "2020-12-31", 3, alter="alt"), figure("nenner", "A", "2020-06-30", 70, alter="alt"),
    )  # fmt: skip
    assert picked(found, "period", "value", "a", "b") == [("2020-12-31", 2.0, 8, 4)]


def test_half_years_meet_half_years_and_years_meet_years(rows) -> None:
    found = rows(
        SHARE, figure("zaehler", "A", "2020-H1", 1), figure("zaehler", "A", "2020-H2", 2), figure("zaehler", "A", "2020", 3),
        figure("nenner", "A", "2020-H2", 20), figure("nenner", "A", "2020", 10),
    )  # fmt: skip
    assert picked(found, "slot", "value", "missing") == [("", 30.0, None), ("H1", None, "input_missing"), ("H2", 10.0, None)]


def test_only_equal_groups_meet_and_only_dimensions_that_may_stay_open(rows) -> None:
    by_sex = defined(Formula.SHARE, Input("zaehler", groups={"pass": "fremd"}), Input("nenner"), breakdowns=("geschlecht",))
    found = rows(
        by_sex,
        figure("zaehler", "A", "2020", 1, **{"pass": "fremd"}),
        figure("zaehler", "A", "2020", 2, geschlecht="w", **{"pass": "fremd"}),
        figure("zaehler", "A", "2020", 4, geschlecht="m", **{"pass": "fremd"}),
        figure("zaehler", "A", "2020", 8, geschlecht="w", **{"pass": "deutsch"}),
        figure("zaehler", "A", "2020", 9, alter="jung", **{"pass": "fremd"}),
        figure("nenner", "A", "2020", 10), figure("nenner", "A", "2020", 40, geschlecht="w"),
    )  # fmt: skip
    assert picked(found, "groups", "value", "missing") == [
        ("", 10.0, None), ("geschlecht=m", None, "input_missing"), ("geschlecht=w", 5.0, None),
    ]  # fmt: skip


def test_there_is_a_row_only_where_the_first_input_is_known_and_only_for_areas_asked_for(home) -> None:
    fill(home, [Delivery([figure("zaehler", "A", "2020", 1), figure("zaehler", "B", "2020", 2), figure("nenner", "C", "2020", 20)], START)])
    with open_snapshot(home) as snapshot:
        assert picked(evaluated(snapshot, {"i": SHARE}), "area", "a") == [("A", 1), ("B", 2)]
        assert picked(evaluated(snapshot, {"i": SHARE}, areas=["B", "C"]), "area", "a") == [("B", 2)]


# Formulas and reasons


@pytest.mark.parametrize(("formula", "value"), [
    (Formula.SHARE, 37.5), (Formula.PER_THOUSAND, 375.0), (Formula.RATIO, 0.375), (Formula.DIFFERENCE, -25.0), (Formula.GAP, -25.0),
])  # fmt: skip
def test_each_formula_of_two_inputs(rows, formula, value) -> None:
    found = rows(defined(formula, Input("eins"), Input("zwei")), figure("eins", "A", "2020", 15), figure("zwei", "A", "2020", 40))
    assert picked(found, "value", "missing", "a", "b", "c", "d") == [(value, None, 15, 40, None, None)]


@pytest.mark.parametrize(("b", "d", "value", "reason"), [
    (20, 40, 25.0, None), (10, 10, 0.0, None), (9, 40, None, "small_denominator"), (20, 9, None, "small_denominator"),
    (0, 40, None, "zero_denominator"), (20, 0, None, "zero_denominator"), (0, 9, None, "zero_denominator"),
])  # fmt: skip
def test_both_denominators_of_a_gap_between_shares_must_be_large_enough(rows, b, d, value, reason) -> None:
    found = rows(
        SHARE_GAP, figure("zaehler", "A", "2020", 10), figure("nenner", "A", "2020", b),
        figure("vergleich", "A", "2020", 10), figure("vergleichsnenner", "A", "2020", d),
    )  # fmt: skip
    assert picked(found, "value", "missing", "b", "d") == [(value, reason, b, d)]


@pytest.mark.parametrize("formula", [Formula.SHARE, Formula.PER_THOUSAND, Formula.RATIO])
def test_nothing_is_divided_by_zero_or_by_too_little(rows, formula) -> None:
    found = rows(
        defined(formula, Input("zaehler"), Input("nenner"), min_denominator=10),
        figure("zaehler", "A", "2019", 1), figure("nenner", "A", "2019", 0, "zero"),
        figure("zaehler", "A", "2020", 1), figure("nenner", "A", "2020", 9),
        figure("zaehler", "A", "2021", 0, "zero"), figure("nenner", "A", "2021", 10),
    )  # fmt: skip
    assert picked(found, "value", "missing") == [(None, "zero_denominator"), (None, "small_denominator"), (0.0, None)]


def test_a_difference_has_no_denominator(rows) -> None:
    difference = defined(Formula.DIFFERENCE, Input("eins"), Input("zwei"), min_denominator=10)
    assert picked(rows(difference, figure("eins", "A", "2020", 5), figure("zwei", "A", "2020", 0, "zero")), "value") == [(5,)]


@pytest.mark.parametrize(("first", "second", "reason"), [
    ("absent", "secret", "secret"), ("pending", "unreliable", "unreliable"), ("absent", "pending", "pending"),
    ("absent", "zero", "zero_denominator"), ("empty", "absent", "absent"), ("empty", "zero", "zero_denominator"),
    ("secret", "zero", "secret"),
])  # fmt: skip
def test_of_several_reasons_the_first_by_rank_is_named(rows, first, second, reason) -> None:
    denominator = figure("nenner", "A", "2020", 0 if second == "zero" else None, second)
    found = rows(SHARE, figure("zaehler", "A", "2020", None, first), denominator)
    assert picked(found, "value", "missing", "signs") == [(None, reason, sorted([first, second]))]


def test_bases_are_named_in_the_order_of_the_formula(rows) -> None:
    found = rows(SHARE, figure("zaehler", "A", "2020", 1, basis="Schule"), figure("nenner", "A", "2020", 10, basis="AZR"))
    assert picked(found, "basis", "value", "missing") == [("Schule / AZR", None, "other_basis")]


# Moments


def test_a_revision_and_a_withdrawal_count_from_their_very_moment_on(home) -> None:
    deliveries = [
        Delivery([figure("zaehler", "A", "2020", 1), figure("nenner", "A", "2020", 100)], START),
        Delivery([figure("zaehler", "A", "2020", 2, "revised")], START + DAY, withdrawn=START + 3 * DAY),
        Delivery([figure("zaehler", "A", "2020", None, "absent"), figure("nenner", "A", "2020", None, "secret")], START + 2 * DAY),
    ]
    fill(home, deliveries)
    with open_snapshot(home) as snapshot:
        found = [picked(evaluated(snapshot, {"i": SHARE}, as_of=moment), "value", "missing", "signs") for moment in moments(deliveries)]
    first, second = [(1.0, None, [])], [(2.0, None, ["revised"])]
    both, one = [(None, "secret", ["revised", "secret"])], [(None, "secret", ["secret"])]
    assert found == [[], first, first, second, second, both, both, one]
    agree(home, {"i": SHARE}, deliveries)


# Any figures at all

BASES = ("Zensus 2022", "Zensus 2011")  # the better one is not the last of the alphabet
PARTS = Input("nenner", basis=BASES, groups={"alter": AGES})
ALL = [
    defined(Formula.VALUE, Input("zaehler", basis=BASES), name="wert", breakdowns=("geschlecht",)),
    defined(Formula.VALUE, Input("zaehler", groups={"alter": AGES}), name="summe", breakdowns=("geschlecht",)),
    defined(Formula.SHARE, Input("zaehler", basis=BASES[:1]), PARTS, name="anteil", min_denominator=30, breakdowns=("geschlecht",)),
    defined(Formula.PER_THOUSAND, PARTS, Input("nenner", basis=BASES, lag=1), name="je_tausend"),
    defined(Formula.RATIO, Input("zaehler"), Input("nenner"), name="je", breakdowns=("geschlecht", "alter")),
    defined(Formula.GAP, Input("zaehler", groups={"alter": "jung"}), Input("zaehler", basis=BASES[1:]), name="abstand"),
    defined(
        Formula.SHARE_GAP, Input("zaehler", basis=BASES), Input("nenner", basis=BASES, lag=1), Input("zaehler", groups={"alter": "jung"}),
        PARTS, name="anteilsabstand", min_denominator=30,
    ),
]  # fmt: skip
CONTENTS = [
    None, None, None, (40, None), (7, None), (100, None), (25, None), (16, None), (13, "provisional"), (9, "break"), (0, "zero"),
    (None, "secret"), (None, "unreliable"), (None, "pending"), (None, "absent"), (None, "empty"),
]  # fmt: skip
GROUPS = [{}, *({"alter": age} for age in AGES), {"geschlecht": "w"}, *({"alter": age, "geschlecht": "w"} for age in AGES)]
PERIODS = ["2019-12-31", "2020-06-30", "2020-12-31", "2020-H1"]
PLACES = list(product(["zaehler", "nenner"], BASES, GROUPS, ["A"], PERIODS))


@st.composite
def tables(draw: st.DrawFn) -> list[Figure]:
    """Figures in most places, so that they often meet; the last one makes sure that there is a figure at all."""
    contents = draw(st.lists(st.sampled_from(CONTENTS), min_size=len(PLACES), max_size=len(PLACES)))
    drawn = [
        Figure(series, area, period, *content, basis, groups=groups)
        for (series, basis, groups, area, period), content in zip(PLACES, contents, strict=True)
        if content is not None
    ]
    return [*drawn, figure("zaehler", "B", "2020-12-31", 1)]


@given(st.lists(st.tuples(tables(), st.none() | st.integers(0, 2)), min_size=1, max_size=3))
@settings(max_examples=10, deadline=None)
def test_sql_and_plain_loops_agree_whatever_was_delivered(drawn) -> None:
    deliveries = [
        Delivery(figures, START + place * DAY, None if gone is None else START + (4 + gone) * DAY)
        for place, (figures, gone) in enumerate(drawn)
    ]
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder) / "home")
        fill(home, deliveries)
        agree(home, {each.id: each for each in ALL}, deliveries)
