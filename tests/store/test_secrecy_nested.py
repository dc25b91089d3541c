"""Confidentiality where figures lie within each other otherwise than by groups: ages, parts of parts, periods, days of reference, bases."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from scipy.optimize import linprog

from domain.deliveries import Reading, SourceFile
from domain.groups import group_key
from domain.indicators import Definition, Formula
from domain.periods import Period
from indicators.library import library
from store import Home, open_snapshot
from store.reading import Strand
from store.secrecy.families import Link
from store.secrecy.intervals import months_of, split, stretches_of
from store.working_file import writing
from store.writing import add_delivery
from tests.store.builders import START, make_reading
from workflows.parts import links, parts, rates

CITY = "03102000"
MEN, WOMEN = {"geschlecht": "maennlich"}, {"geschlecht": "weiblich"}
UNDER_3, UNDER_6, UNDER_18 = ({"alter": f"unter {each} Jahre"} for each in (3, 6, 18))
FROM_3, FROM_6 = {"alter": "3 bis unter 6 Jahre"}, {"alter": "6 bis unter 18 Jahre"}
Key = tuple[str, str, str]
"""Area, period, group key; ``basis`` other than the usual one in front of the area."""
Values = dict[Key, float]


def deliver(home: Home, *readings: Reading) -> None:
    for number, reading in enumerate(readings):
        now = START + timedelta(days=number)
        with writing(home, now) as connection:
            file = SourceFile("a", str(number), 1)
            add_delivery(connection, reading, file, now=now, by="", note="", links=parts(connection, now))


def own(*values: tuple, **names: str) -> Reading:
    return replace(make_reading(*values, **{"series": "projekt_teilnehmende", **names}), min_cases=5)


def shown_in(home: Home) -> dict[tuple[str, str, str, str], float | None]:
    query = "SELECT s.series, s.basis, s.groups, k.area, k.period, k.value FROM current_observation k JOIN strand s ON s.id = k.strand"
    with open_snapshot(home) as snapshot:
        rows = snapshot.rows(query)
    return {
        (row["series"], row["area"] if row["basis"] == "Register" else row["basis"], row["period"], row["groups"]): row["value"]
        for row in rows
    }


def recovered(shown: dict, equations: Sequence[tuple[Key, Sequence[Key]]], series: str = "projekt_teilnehmende") -> list[tuple[Key, float]]:
    """Cells (delivered or not) that somebody who knows that each first key is the sum of the others can tell, with their value."""
    known = {key[1:]: value for key, value in shown.items() if key[0] == series}
    unknown = sorted({each for total, inside in equations for each in (total, *inside) if known.get(each) is None})
    left, right = [], []
    for total, inside in equations:
        row, rest = np.zeros(len(unknown)), 0.0
        for key, factor in ((total, 1.0), *((each, -1.0) for each in inside)):
            if key in unknown:
                row[unknown.index(key)] += factor
            else:
                rest -= factor * known[key]
        left.append(row)
        right.append(rest)
    found = []
    for number, key in enumerate(unknown):
        ends = []
        for sign in (1, -1):
            aim = np.zeros(len(unknown))
            aim[number] = sign
            solved = linprog(aim, A_eq=np.array(left), b_eq=right)
            ends.append(np.inf * sign if solved.status == 3 else solved.fun * sign)
        if abs(ends[1] - ends[0]) < 0.999:
            found.append((key, float(ends[0])))
    return found


def cell(area: str = CITY, period: str = "2024", **groups: str) -> Key:
    return area, period, group_key(groups)


CASES = {
    "parts of parts of a city": (
        [
            own(
                (f"{CITY}-1", "2024", 103),
                (f"{CITY}-2", "2024", 400),
                (f"{CITY}-11", "2024", 100),
                (f"{CITY}-12", "2024", 3),
                (CITY, "2024", 503),
            )
        ],
        [(cell(f"{CITY}-1"), [cell(f"{CITY}-11"), cell(f"{CITY}-12")]), (cell(), [cell(f"{CITY}-1"), cell(f"{CITY}-2")])],
    ),
    "keys of a table's own": (
        [own((CITY, "2024", 103), ("Nord", "2024", 100), ("Süd", "2024", 3))],
        [(cell(), [cell("Nord"), cell("Süd")])],
    ),
    "ages within ages": (
        [
            own(
                (CITY, "2024", 900),
                (CITY, "2024", 103, UNDER_18),
                (CITY, "2024", 50, UNDER_3),
                (CITY, "2024", 50, FROM_3),
                (CITY, "2024", 3, FROM_6),
            )
        ],
        [(cell(**UNDER_18), [cell(**UNDER_3), cell(**FROM_3), cell(**FROM_6)])],
    ),
    "ages between ages": (
        [own((CITY, "2024", 53, UNDER_6), (CITY, "2024", 50, UNDER_3))],
        [(cell(**UNDER_6), [cell(**UNDER_3), cell(**FROM_3)])],
    ),
    "men of ages between ages": (
        [
            own(
                (CITY, "2024", 90, UNDER_6),
                (CITY, "2024", 50, UNDER_3),
                (CITY, "2024", 50, {**UNDER_6, **MEN}),
                (CITY, "2024", 13, {**UNDER_3, **MEN}),
            )
        ],
        [
            (cell(**UNDER_6), [cell(**UNDER_3), cell(**FROM_3)]),
            (cell(**UNDER_6, **MEN), [cell(**UNDER_3, **MEN), cell(**FROM_3, **MEN)]),
            (cell(**FROM_3), [cell(**FROM_3, **MEN), cell(**FROM_3, **WOMEN)]),
        ],
    ),
    "quarters of a half-year": (
        [own((CITY, "2024-H1", 63), (CITY, "2024-Q1", 60), (CITY, "2024-Q2", 3))],
        [(cell(period="2024-H1"), [cell(period="2024-Q1"), cell(period="2024-Q2")])],
    ),
    "the half-year nobody delivered": (
        [own((CITY, "2024", 63), (CITY, "2024-H1", 60))],
        [(cell(), [cell(period="2024-H1"), cell(period="2024-H2")])],
    ),
    "years counted together": (
        [own((CITY, "2023", 3), (CITY, "2024", 60)), own((CITY, "2023~2024", 63))],
        [(cell(period="2023~2024"), [cell(period="2023"), cell()])],
    ),
    "semesters": (
        [own((CITY, "2024", 63), (CITY, "2024-SS", 60), (CITY, "2024-WS", 3))],
        [(cell(), [cell(period="2024-SS"), cell(period="2024-WS")])],
    ),
    "another day of reference": (
        [own((CITY, "2024", 100)), own((CITY, "2024-12-31", 97, MEN))],
        [(cell(), [cell(period="2024-12-31", **MEN), cell(**WOMEN)])],
    ),
    "the same number with another basis": (
        [own((CITY, "2024", 100), (CITY, "2024", 97, MEN)), own((CITY, "2024", 97, MEN), basis="Melderegister")],
        [(cell(), [cell(**MEN), cell(**WOMEN)]), (cell(**MEN), [cell("Melderegister", **MEN)])],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_nothing_small_is_recovered(home: Home, case: str) -> None:
    readings, equations = CASES[case]
    deliver(home, *readings)
    shown = shown_in(home)
    assert any(value is not None for value in shown.values())
    assert not [each for each in recovered(shown, equations) if 0 < each[1] < 5]


@pytest.mark.parametrize("case", CASES)
def test_the_attack_finds_it_where_all_is_shown_that_is_large(home: Home, case: str) -> None:
    readings, equations = CASES[case]
    deliver(home, *(replace(each, min_cases=0) for each in readings))
    shown = {key: value if value is None or value >= 5 else None for key, value in shown_in(home).items()}
    assert [each for each in recovered(shown, equations) if 0 < each[1] < 5]


def test_figures_far_from_small_stay(home: Home) -> None:
    stock = own((CITY, "2024", 5000), (CITY, "2024-H1", 4900), (CITY, "2024-H2", 5000))
    nested = own(
        (CITY, "2023", 500),
        (CITY, "2023", 100, UNDER_18),
        (CITY, "2023", 50, UNDER_3),
        (f"{CITY}-1", "2023", 200),
        (f"{CITY}-11", "2023", 90),
    )
    deliver(home, stock, nested)
    assert None not in shown_in(home).values()


def test_a_balance_beside_hidden_gains_or_losses_is_hidden_everywhere(home: Home) -> None:
    gains = own((CITY, "2024", 100), (f"{CITY}-1", "2024", 40), series="zuzuege")
    losses = own((CITY, "2024", 50), (f"{CITY}-1", "2024", 3), series="wegzuege", layout="b")
    balance = own((CITY, "2024", 50), (f"{CITY}-1", "2024", 37), (f"{CITY}-2", "2024", 13), series="wanderungssaldo", layout="c")
    deliver(home, gains, losses, balance)
    assert {value for (series, *_), value in shown_in(home).items() if series == "wanderungssaldo"} == {None}


def test_a_published_rate_in_another_table_is_hidden_where_it_gives_a_small_count(home: Home) -> None:
    counts = own((CITY, "2024", 100), ("03101000", "2024", 1000), series="bevoelkerung")
    quotas = own((CITY, "2024-12-31", 3.0), ("03101000", "2024-12-31", 3.0), series="bevoelkerungsanteil", unit="Prozent", layout="zwei")
    deliver(home, counts, quotas)
    assert shown_in(home)["bevoelkerungsanteil", CITY, "2024-12-31", ""] is None
    assert shown_in(home)["bevoelkerungsanteil", "03101000", "2024-12-31", ""] == 3


def test_things_are_no_secret(home: Home) -> None:
    deliver(home, own((CITY, "2024", 3), series="gemeinden_ansprechperson"), own((CITY, "2024", 3), series="ratsmitglieder", layout="b"))
    assert {series: value for (series, *_), value in shown_in(home).items()} == {"gemeinden_ansprechperson": 3, "ratsmitglieder": None}


def strand(number: int, series: str, unit: str = "Anzahl", **groups: str) -> Strand:
    return Strand(number, series, unit, "", "Einschulungsuntersuchung", group_key(groups))


def definition(formula: Formula, **series: str) -> Definition:
    pattern = next(each for each in library().values() if each.formula is Formula.SHARE and not each.mixed)
    given = replace(pattern.inputs["denominator"], groups={}, concept="", basis=("Einschulungsuntersuchung",), lag=0)
    inputs = {role: replace(given, series=each) for role, each in series.items()}
    return replace(pattern, id="_".join(series.values()), formula=formula, inputs=inputs, breakdowns=(), published=None)


def test_an_own_difference_makes_what_is_left_a_count() -> None:
    difference = definition(Formula.DIFFERENCE, minuend="a", subtrahend="b")
    assert links([difference], [strand(1, "a"), strand(2, "b")]) == [Link((1,), (2,))]


def test_groups_are_part_of_their_base() -> None:
    gap = definition(Formula.SHARE_GAP, group="a", group_base="b", reference="c", reference_base="d")
    found = links([gap], [strand(number, series) for number, series in enumerate("abcd", 1)])
    assert found == [Link((2,), (1,)), Link((4,), (3,))]


def test_a_part_of_a_part_is_a_part() -> None:
    shares = [definition(Formula.SHARE, numerator=part, denominator=whole) for part, whole in (("b", "a"), ("c", "b"))]
    found = links(shares, [strand(number, series) for number, series in enumerate("abc", 1)])
    assert found == [Link((1,), (2,)), Link((1,), (3,)), Link((2,), (3,))]


def test_published_rates_know_their_counts() -> None:
    found = rates(library().values(), [strand(1, "bevoelkerung"), strand(2, "bevoelkerungsanteil", "Prozent"), strand(3, "esu_u8")])
    assert Link((1,), (2,), rate=True) in found


def test_labels_are_stretches() -> None:
    texts = (
        "unter 3 Jahre",
        "bis unter 3 Jahre",
        "3 bis unter 6 Jahre",
        "65 Jahre und mehr",
        "65 und mehr",
        "15-24",
        "25-44",
        "104",
        "0 bis 19 Jahre",
    )
    found = stretches_of((*texts, "Jüngere"))
    assert [found[each] for each in texts] == [(0, 3), (0, 3), (3, 6), (65, np.inf), (65, np.inf), (15, 25), (25, 45), (104, 105), (0, 20)]
    assert "Jüngere" not in found
    assert stretches_of(("0-90", "90-180")) == {"0-90": (0, 90), "90-180": (90, 181)}


def test_periods_are_months() -> None:
    begin = 2024 * 12
    assert months_of("2024-Q2") == (begin + 3, begin + 6)
    assert months_of("2023~2024") == (begin - 12, begin + 12)
    assert [months_of(each) for each in ("2024-12-31", "2023/2024", "2024-WS")] == [None, None, None]
    assert all(Period(each) for each in ("2024-Q2", "2023~2024"))


def test_stretches_that_contradict_each_other_say_nothing() -> None:
    assert list(split({"a": ((0, 12), 50.0), "b": ((0, 6), 48.0), "c": ((6, 12), 50.0)})) == []
    (whole, part) = sorted(split({"a": ((0, 12), 50.0), "b": ((0, 6), 48.0)}), key=lambda each: each.key)
    assert whole.parts == (((0, 6), 48.0), ((6, 12), 2.0)) and part.parts == (((0, 6), 48.0),)
