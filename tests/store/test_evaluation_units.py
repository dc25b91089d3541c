"""Formulas that add up over units (ages, classes, parts of the area), and bases chosen for all roles together: each case is also worked
out in plain Python, row by row."""

import tempfile
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.indicators import Formula, Input
from store import Home
from tests.store.builders import START
from tests.store.evaluating import agree, defined, fill, picked
from tests.store.plain_evaluation import Delivery, Figure, figure

AGES = ("18", "19", "20")
AGE_SUM = defined(Formula.AGE_SUM, Input("azubis", groups={"alter": AGES}), Input("bevoelkerung"), over="alter", mixed="verlangt")
OVER_PARTS = defined(Formula.SEGREGATION, Input("fremde"), Input("alle"), over="part")
CITY, PARTS = "03102000", ("03102000-1", "03102000-2", "03102000-3")
DURATION = defined(Formula.MEDIAN, Input("faelle"), over="dauer")


def by_age(series: str, *values: float | None, area: str = "A", period: str = "2020", **names: str) -> list[Figure]:
    return [figure(series, area, period, value, alter=age, **names) for age, value in zip(AGES, values, strict=True)]


def in_parts(series: str, *values: float | None, period: str = "2020", **names: str) -> list[Figure]:
    return [figure(series, part, period, value, **names) for part, value in zip(PARTS, values, strict=False)]


def by_class(period: str = "2020", sign: str | None = None, **classes: float | None) -> list[Figure]:
    labels = {"a": "0-90", "b": "90-180", "c": "180+"}
    return [figure("faelle", "A", period, value, sign if value is None else None, dauer=labels[name]) for name, value in classes.items()]


# Sums over single ages


def test_shares_of_single_ages_are_added_up_and_all_observations_are_named(rows) -> None:
    found = rows(AGE_SUM, *by_age("azubis", 10, 20, 30), *by_age("bevoelkerung", 100, 80, 60))
    assert picked(found, "value", "missing", "a", "b", "basis") == [(85.0, None, 60, 240, "Register / Register")]
    assert len(found[0]["observations"]) == 6


def test_ages_that_one_role_lists_hold_for_the_other_too(rows) -> None:
    older = figure("bevoelkerung", "A", "2020", 1000, alter="21")
    found = rows(AGE_SUM, *by_age("azubis", 10, 20, 30), *by_age("bevoelkerung", 100, 80, 60), older)
    assert picked(found, "value", "b") == [(85.0, 240)]


@pytest.mark.parametrize(("values", "sign", "reason"), [
    ((10, 20, None), "secret", "secret"), ((10, 20, None), "absent", "absent"), ((10, 20, None), "empty", "input_missing"),
])  # fmt: skip
def test_an_age_without_a_figure_gives_its_reason(rows, values, sign, reason) -> None:
    young = [
        figure("azubis", "A", "2020", value, sign if value is None else None, alter=age) for age, value in zip(AGES, values, strict=True)
    ]
    found = rows(AGE_SUM, *young, *by_age("bevoelkerung", 100, 80, 60))
    assert picked(found, "value", "missing", "a") == [(None, reason, None)]


def test_an_age_that_was_never_delivered_is_missing(rows) -> None:
    found = rows(AGE_SUM, *by_age("azubis", 10, 20, 30)[:2], *by_age("bevoelkerung", 100, 80, 60))
    assert picked(found, "value", "missing") == [(None, "input_missing")]


def test_every_age_must_have_people(rows) -> None:
    found = rows(AGE_SUM, *by_age("azubis", 1, 2, 3), *by_age("bevoelkerung", 100, 0, 60))
    assert picked(found, "value", "missing") == [(None, "zero_denominator")]


# Parts of the area


def test_the_parts_of_a_town_make_the_index_of_the_town_and_of_the_district_it_is(rows) -> None:
    found = rows(OVER_PARTS, *in_parts("fremde", 40, 40, 20), *in_parts("alle", 100, 200, 300))
    assert [(area, round(value, 12), a, b) for area, value, a, b in picked(found, "area", "value", "a", "b")] == [
        ("03102", 0.36, 100, 600), (CITY, 0.36, 100, 600),
    ]  # fmt: skip


def test_parts_of_one_municipality_do_not_make_an_index_of_a_district_of_many(rows) -> None:
    figures = [figure(series, f"03159016-{part}", "2020", 10 + part) for series in ("fremde", "alle") for part in (1, 2)]
    assert {row["area"] for row in rows(OVER_PARTS, *figures)} == {"03159016"}


@pytest.mark.parametrize(
    ("whole", "reason"), [(600, None), (631, None), (632, "parts_differ"), (572, None), (571, "parts_differ"), (None, None)]
)
def test_parts_must_make_up_the_area_where_its_own_figure_is_known(rows, whole, reason) -> None:
    town = [figure("alle", CITY, "2020", whole)] if whole else []
    found = rows(OVER_PARTS, *in_parts("fremde", 40, 40, 20), *in_parts("alle", 100, 200, 300), *town)
    assert [row["missing"] for row in found if row["area"] == CITY] == [reason]


def test_overlapping_parts_give_no_index(rows) -> None:
    quarters = [*in_parts("fremde", 40, 40, 20), *in_parts("alle", 100, 200, 300)]
    district = [figure("fremde", f"{CITY}-1a", "2020", 40), figure("alle", f"{CITY}-1a", "2020", 100)]
    town = [figure("fremde", CITY, "2020", 100), figure("alle", CITY, "2020", 600)]
    found = rows(OVER_PARTS, *quarters, *district, *town)
    assert [row["missing"] for row in found if row["area"] == CITY] == ["parts_differ"]


def test_municipalities_make_the_index_of_their_district(rows) -> None:
    unlike = defined(Formula.DISSIMILARITY, Input("fremde"), Input("alle"), over="municipality")
    figures = [
        figure(series, f"0315900{number}", "2020", value)
        for series, values in (("fremde", (10, 20, 30, 40)), ("alle", (40, 30, 20, 10)))
        for number, value in enumerate(values)
    ]
    assert [(area, round(value, 12)) for area, value in picked(rows(unlike, *figures), "area", "value")] == [("03159", 0.4)]


def test_a_part_that_only_one_role_knows_leaves_no_number(rows) -> None:
    found = rows(OVER_PARTS, *in_parts("fremde", 40, 40), *in_parts("alle", 100, 200, 300))
    assert {row["missing"] for row in found} == {"input_missing"}


def test_a_part_missing_in_a_year_between_leaves_no_number_for_that_year(rows) -> None:
    figures = [
        *in_parts("fremde", 40, 40, 20, period="2019"), *in_parts("alle", 100, 200, 300, period="2019"),
        *in_parts("fremde", 40, 40, period="2020"), *in_parts("alle", 100, 200, period="2020"),
        *in_parts("fremde", 40, 40, 20, period="2021"), *in_parts("alle", 100, 200, 300, period="2021"),
    ]  # fmt: skip
    found = [row for row in rows(OVER_PARTS, *figures) if row["area"] == CITY]
    assert picked(found, "year", "missing", "signs") == [(2019, None, []), (2020, "input_missing", []), (2021, None, [])]


def test_new_parts_are_a_break_but_do_not_take_away_the_years_before(rows) -> None:
    figures = [
        *in_parts("fremde", 40, 40, period="2019"), *in_parts("alle", 100, 200, period="2019"),
        *in_parts("fremde", 40, 40, 20, period="2020"), *in_parts("alle", 100, 200, 300, period="2020"),
        *in_parts("fremde", 40, 40, 20, period="2021"), *in_parts("alle", 100, 200, 300, period="2021"),
    ]  # fmt: skip
    found = [row for row in rows(OVER_PARTS, *figures) if row["area"] == CITY]
    assert picked(found, "year", "missing", "signs") == [(2019, None, []), (2020, None, ["break"]), (2021, None, [])]


def test_more_of_the_group_than_people_is_a_reason_not_an_index(rows) -> None:
    found = rows(OVER_PARTS, *in_parts("fremde", 40, 40), *in_parts("alle", 30, 200))
    assert {row["missing"] for row in found} == {"other_concept"}


def test_the_smallest_group_is_that_of_the_whole_town(rows) -> None:
    small = defined(Formula.SEGREGATION, Input("fremde"), Input("alle"), over="part", min_denominator=100)
    found = rows(
        small, *in_parts("fremde", 50, 50), *in_parts("alle", 60, 200), *in_parts("fremde", 50, 49, period="2021"),
        *in_parts("alle", 60, 200, period="2021"),
    )  # fmt: skip
    assert picked(found[:2], "year", "missing") == [(2020, None), (2021, "small_denominator")]


# Medians of classes


@pytest.mark.parametrize(("classes", "value", "reason"), [
    ({"a": 20, "b": 40, "c": 30}, 146.25, None), ({"a": 5, "b": 5, "c": 0}, 90.0, None), ({"a": 4, "b": 0, "c": 6}, None, "open_class"),
    ({"a": 0, "b": 0, "c": 0}, None, "zero_denominator"), ({"a": 4, "b": None, "c": 6}, None, "input_missing"),
])  # fmt: skip
def test_medians_of_classes(rows, classes, value, reason) -> None:
    assert picked(rows(DURATION, *by_class(**classes)), "value", "missing") == [(value, reason)]


@pytest.mark.parametrize(("values", "value"), [((1, 1, 1), 2.0), ((1, 1, 2), 6.0), ((0, 4, 0), 2.0), ((3, 1, 0), 1.0)])
def test_medians_of_single_values(rows, values, value) -> None:
    figures = [figure("faelle", "A", "2020", count, dauer=label) for label, count in zip(("1", "2", "10"), values, strict=True)]
    assert picked(rows(DURATION, *figures), "value") == [(value,)]


def test_a_label_that_is_no_class_leaves_no_median(rows) -> None:
    unknown = figure("faelle", "A", "2020", 1, dauer="unbekannt")
    found = rows(DURATION, figure("faelle", "A", "2020", 3, dauer="0-90"), unknown)
    assert picked(found, "value", "missing") == [(None, "input_missing")]


# One basis for all roles

CENSUS = ("Zensus 2011", "Zensus 2022")
BOTH_OPEN = defined(Formula.SHARE, Input("zaehler", basis=CENSUS), Input("nenner", basis=CENSUS))
OLD, NEW = {"basis": CENSUS[0]}, {"basis": CENSUS[1]}


def test_the_best_basis_that_all_roles_have_is_taken_not_the_best_of_each(rows) -> None:
    found = rows(
        BOTH_OPEN,
        figure("zaehler", "A", "2022", 1, **OLD), figure("zaehler", "A", "2022", 2, **NEW), figure("nenner", "A", "2022", 10, **OLD),
        figure("zaehler", "A", "2023", 3, **OLD), figure("zaehler", "A", "2023", 4, **NEW),
        figure("nenner", "A", "2023", 10, **OLD), figure("nenner", "A", "2023", 16, **NEW),
    )  # fmt: skip
    assert picked(found, "year", "value", "basis") == [(2022, 10.0, "Zensus 2011 / Zensus 2011"), (2023, 25.0, "Zensus 2022 / Zensus 2022")]


@pytest.mark.parametrize(("wanted", "value"), [(CENSUS, 5.0), (CENSUS[::-1], 10.0)])
def test_an_input_that_takes_any_basis_follows_the_one_that_lists_them(rows, wanted, value) -> None:
    share = defined(Formula.SHARE, Input("zaehler"), Input("nenner", basis=wanted))
    found = rows(
        share,
        figure("zaehler", "A", "2022", 1, **OLD), figure("zaehler", "A", "2022", 2, **NEW),
        figure("nenner", "A", "2022", 10, **OLD), figure("nenner", "A", "2022", 40, **NEW),
    )  # fmt: skip
    assert picked(found, "value", "basis") == [(value, f"{wanted[-1]} / {wanted[-1]}")]


@pytest.mark.parametrize("wanted", [CENSUS, CENSUS[::-1]])
def test_so_it_does_over_units(rows, wanted) -> None:
    unlike = defined(Formula.DISSIMILARITY, Input("gruppe"), Input("rest", basis=wanted), over="alter")
    figures = [each for series in ("gruppe", "rest") for basis in (OLD, NEW) for each in by_age(series, 1, 2, 3, **basis)]
    assert picked(rows(unlike, *figures), "value", "basis") == [(0.0, f"{wanted[-1]} / {wanted[-1]}")]


def test_inputs_of_different_basis_leave_no_number_unless_the_definition_says_why(rows) -> None:
    figures = [figure("zaehler", "A", "2022", 1, **NEW), figure("nenner", "A", "2022", 10, **OLD)]
    assert picked(rows(BOTH_OPEN, *figures), "value", "missing") == [(None, "other_basis")]


def test_what_the_definition_mixes_is_computed(rows) -> None:
    mixed = defined(Formula.SHARE, Input("zaehler"), Input("nenner"), mixed="die Definition verlangt es")
    assert picked(rows(mixed, figure("zaehler", "A", "2022", 1, **NEW), figure("nenner", "A", "2022", 10, **OLD)), "value") == [(10.0,)]


def test_inputs_of_different_concept_leave_no_number(rows) -> None:
    share = defined(Formula.SHARE, Input("zaehler"), Input("nenner"))
    found = rows(share, figure("zaehler", "A", "2020", 1, concept="EG"), figure("nenner", "A", "2020", 10, concept="MH"))
    assert picked(found, "value", "missing") == [(None, "other_concept")]


def test_what_names_no_concept_goes_with_every_concept(rows) -> None:
    share = defined(Formula.SHARE, Input("zaehler"), Input("nenner"))
    found = rows(share, figure("zaehler", "A", "2020", 1, concept="EG"), figure("nenner", "A", "2020", 10, concept=""))
    assert picked(found, "value", "missing") == [(10.0, None)]


def test_an_uncertain_figure_is_shown_but_nothing_is_computed_from_it(rows) -> None:
    share = defined(Formula.SHARE, Input("zaehler"), Input("nenner"))
    found = rows(share, figure("zaehler", "A", "2020", 1, "uncertain"), figure("nenner", "A", "2020", 10))
    assert picked(found, "value", "missing", "a") == [(None, "uncertain", 1)]


def test_an_uncertain_published_figure_stays(rows) -> None:
    assert picked(rows(defined(Formula.VALUE, Input("zaehler")), figure("zaehler", "A", "2020", 1, "uncertain")), "value") == [(1,)]


# Other formulas of several figures


@pytest.mark.parametrize(("formula", "values", "value", "reason"), [
    (Formula.PARITY, (18, 45), 0.4, None), (Formula.PARITY, (18, 0), None, "zero_denominator"),
    (Formula.SHARE_RATIO, (20, 100, 40, 100), 0.5, None), (Formula.SHARE_RATIO, (20, 100, 0, 100), None, "zero_denominator"),
    (Formula.BALANCE, (50, 62, 6000), -2.0, None), (Formula.SURVEY_SHARE, (240, 800), 30.0, None),
])  # fmt: skip
def test_each_further_formula(rows, formula, values, value, reason) -> None:
    names = ("eins", "zwei", "drei", "vier")[: len(values)]
    figures = [figure(name, "A", "2020", each) for name, each in zip(names, values, strict=True)]
    assert picked(rows(defined(formula, *map(Input, names)), *figures), "value", "missing") == [(value, reason)]


def test_an_index_compares_every_year_with_the_fixed_one(rows) -> None:
    index = defined(Formula.INDEX, Input("kinder"), Input("kinder", fixed_year=2020))
    found = rows(index, *(figure("kinder", "A", str(year), value) for year, value in ((2019, 40), (2020, 50), (2021, 60))))
    assert picked(found, "year", "value", "b") == [(2019, 80.0, 50), (2020, 100.0, 50), (2021, 120.0, 50)]


def test_an_index_without_the_base_year_is_missing(rows) -> None:
    index = defined(Formula.INDEX, Input("kinder"), Input("kinder", fixed_year=2020))
    assert picked(rows(index, figure("kinder", "A", "2021", 60)), "value", "missing") == [(None, "input_missing")]


def test_series_that_are_added_up_must_all_be_there(rows) -> None:
    moves = defined(Formula.VALUE, Input("zuzuege", also=("wegzuege",)))
    found = rows(
        moves, figure("zuzuege", "A", "2020", 3), figure("wegzuege", "A", "2020", 4), figure("zuzuege", "A", "2021", 3),
    )  # fmt: skip
    assert picked(found, "year", "value", "missing") == [(2020, 7, None), (2021, None, "input_missing")]


# Any figures at all

ALL = [
    defined(Formula.AGE_SUM, Input("a", groups={"alter": ("x", "y")}), Input("b"), over="alter", name="alterssumme", min_denominator=5),
    defined(Formula.SEGREGATION, Input("a"), Input("b"), over="part", name="segregation", min_denominator=5),
    defined(Formula.DISSIMILARITY, Input("a", basis=CENSUS), Input("b", basis=CENSUS), over="alter", name="ungleich"),
    defined(Formula.DISSIMILARITY, Input("a", basis=CENSUS[:1]), Input("b", lag=1), over="part", name="ungleich2", mixed="so"),
    defined(Formula.MEDIAN, Input("a"), over="klasse", name="median"),
    defined(Formula.MEDIAN, Input("a", groups={"klasse": ("1", "3+")}), over="klasse", name="median2"),
    defined(Formula.INDEX, Input("a", basis=CENSUS), Input("a", basis=CENSUS, fixed_year=2020), name="index"),
    defined(Formula.PARITY, Input("a", basis=CENSUS), Input("b", basis=CENSUS[::-1]), name="paritaet"),
    defined(Formula.SHARE_RATIO, Input("a"), Input("b"), Input("a", groups={"alter": "x"}), Input("b", basis=CENSUS), name="verhaeltnis"),
    defined(Formula.BALANCE, Input("a"), Input("b"), Input("b", lag=1), name="saldo", min_denominator=5),
    defined(Formula.VALUE, Input("a", also=("b",)), name="beide"),
]
CONTENTS = [None, (4, None), (7, None), (16, None), (0, "zero"), (3, "uncertain"), (9, "break"), (None, "secret"), (None, "absent")]
PLACES = [
    *product(["a", "b"], CENSUS, [{}, {"alter": "x"}, {"alter": "y"}], ["K"], ["2019", "2020", "2021"]),
    *product(["a", "b"], CENSUS, [{}], ["03102000-1", "03102000-2"], ["2019", "2020", "2021"]),
    *product(["a"], CENSUS[:1], [{"klasse": "1"}, {"klasse": "2-5"}, {"klasse": "3+"}], ["K"], ["2019", "2020", "2021"]),
]


@st.composite
def tables(draw: st.DrawFn) -> list[Figure]:
    rare = draw(st.booleans())
    usual = CONTENTS[1:4] if rare else CONTENTS
    contents = draw(st.lists(st.sampled_from([*usual, *CONTENTS[1:4]] if rare else CONTENTS), min_size=len(PLACES), max_size=len(PLACES)))
    found = [
        Figure(series, area, period, *content, basis, groups=groups)
        for (series, basis, groups, area, period), content in zip(PLACES, contents, strict=True)
        if content is not None
    ]
    return [*found, figure("a", "K", "2021", 1)]


@given(st.lists(tables(), min_size=1, max_size=2))
@settings(max_examples=15, deadline=None)
def test_sql_and_plain_loops_agree_over_units_too(drawn) -> None:
    deliveries = [Delivery(figures, START) for figures in drawn]
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder) / "home")
        fill(home, deliveries)
        agree(home, {each.id: each for each in ALL}, deliveries)
