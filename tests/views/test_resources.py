"""Mittel: plan against actual by field, source and year; sums that agree; funding that ends; money beside work, never divided."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.access import OFFICE, Role, Viewer
from domain.deliveries import DeliveryKind, Reading
from domain.errors import NotAllowed
from domain.measure_resources import Amount, amounts, exceeds_total, funding_ends, money
from domain.measures import MeasureRow, Output, Resource, ResourceKind
from domain.measures import MeasureState as State
from store import Home, open_snapshot
from tests.store.builders import SOURCE
from tests.views.measure_samples import CONCEPT, TODAY, measure
from views import resources
from views.funding import ending
from views.measure_filter import Filter
from views.resources import ALL_YEARS, WITHOUT_YEAR, By, Resources, resources_of
from views.work_done import work_done


def euros(year: int, planned: float | None, actual: float | None, source: str = "Land", until: date | None = None) -> Resource:
    return Resource(ResourceKind.MONEY, year, source, planned, actual, funded_until=until)


def posts(year: int, planned: float, actual: float | None = None, kind: ResourceKind = ResourceKind.STAFF) -> Resource:
    return Resource(kind, year, "Stadt", planned, actual)


def shown(rows: list[MeasureRow], by: By = By.FIELD, year: str = ALL_YEARS) -> Resources:
    return resources_of(CONCEPT, rows, rows, by, year, 12, TODAY)


def plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def table(found: Resources) -> dict[str, tuple[str, ...]]:
    """Planned, used and the number of measures by name of the line."""
    assert found.money is not None
    return {row[0]: (plain(row[1]), plain(row[2]), row[4]) for row in found.money.rows}


TWO_YEARS = (euros(2025, 400, 300), euros(2026, 400, None, "Bund"))
ROWS = [
    measure("1.1", cost_planned=1000.0, cost_actual=300.0, resources=TWO_YEARS, further_fields=("arbeit",)),
    measure("1.2", resources=(euros(2026, 500, 700, ""),)),
    measure("2.1", field="arbeit", cost_planned=200.0),
    measure("2.2", field="arbeit"),
]  # fmt: skip


def test_what_has_no_year_is_a_line_of_its_own_and_never_lost() -> None:
    """A1: of 1.000 € planned 800 € have a year; the other 200 € stay in sight."""
    assert amounts(ROWS[0])[-1] == Amount(ResourceKind.MONEY, None, "", 200.0, None)
    assert money(ROWS[0]) == (1000.0, 300.0)
    assert table(shown(ROWS, By.YEAR)) == {
        "2025": ("400 €", "300 €", "1"),
        "2026": ("900 €", "700 €", "2"),
        "ohne Jahresangabe": ("400 €", "–", "2"),
        "Summe": ("1.700 €", "1.000 €", "3"),
    }


def test_by_field_each_measure_counts_once() -> None:
    """R11 L15: in its lead field, whatever other fields it serves."""
    assert table(shown(ROWS)) == {
        "Sprache": ("1.500 €", "1.000 €", "2"),
        "Arbeit": ("200 €", "–", "1"),
        "Summe": ("1.700 €", "1.000 €", "3"),
    }


def test_by_source_with_a_line_for_those_not_named() -> None:
    """F6: who pays."""
    assert table(shown(ROWS, By.SOURCE)) == {
        "Bund": ("400 €", "–", "1"),
        "Land": ("400 €", "300 €", "1"),
        "ohne Angabe der Quelle": ("900 €", "700 €", "3"),
        "Summe": ("1.700 €", "1.000 €", "3"),
    }


def test_who_does_not_say_what_was_used_is_counted() -> None:
    """A1: a difference that comes from missing reports is seen as one."""
    found = shown(ROWS).money
    assert found is not None
    assert {row[0]: row[5] for row in found.rows} == {"Sprache": "0", "Arbeit": "1", "Summe": "1"}


def test_one_year_alone() -> None:
    assert table(shown(ROWS, By.FIELD, "2026"))["Summe"] == ("900 €", "700 €", "2")
    assert table(shown(ROWS, By.SOURCE, WITHOUT_YEAR))["Summe"] == ("400 €", "–", "2")
    assert shown(ROWS).years == ("2025", "2026", "ohne")
    assert (shown(ROWS).measures, shown(ROWS).silent) == (4, 1)


def test_years_that_exceed_the_total_count_and_are_told() -> None:
    row = measure("1.1", cost_planned=100.0, resources=(euros(2025, 80, None), euros(2026, 40, 10)))
    assert (money(row), exceeds_total(row)) == ((120.0, 10.0), ("planned",))
    assert shown([row]).notes == ("Die Jahre ergeben mehr als die gemeldete Gesamtsumme; gezählt sind die Jahre: 1.1 Maßnahme 1.1.",)


def test_used_without_a_plan_is_told() -> None:
    assert "1.1" in shown([measure("1.1", resources=(euros(2026, None, 10),))]).notes[0]


some = st.none() | st.integers(0, 900).map(float)
drawn = st.builds(
    lambda number, field, planned, actual, found: measure(
        f"1.{number}", field=field, cost_planned=planned, cost_actual=actual, resources=tuple(found)
    ),
    st.integers(1, 10**6),
    st.sampled_from(["sprache", "arbeit", "verkehr"]),
    some,
    some,
    st.lists(st.builds(euros, st.integers(2024, 2026), some, some, st.sampled_from(["", "Land", "Bund"])), max_size=4),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(drawn, max_size=6, unique_by=lambda row: row.measure))
def test_all_sums_agree_whatever_is_reported(rows: list[MeasureRow]) -> None:
    """A1 L15: fields, sources and years are the same euros; the years one by one come to the whole; no total gets lost."""
    sums = {table(shown(rows, by))["Summe"] for by in By if shown(rows, by).money}
    assert len(sums) <= 1
    for planned, said in ((True, "cost_planned"), (False, "cost_actual")):
        place = 0 if planned else 1
        whole = sum(money(row)[place] or 0 for row in rows)
        apart = [money_of(shown(rows, By.FIELD, year), planned=planned) for year in shown(rows).years]
        assert sum(apart) == pytest.approx(whole)
        assert whole >= sum(getattr(row, said) or 0 for row in rows) - 1e-6


def money_of(found: Resources, *, planned: bool) -> float:
    word = "geplant" if planned else "verwendet"
    return sum(each.value or 0 for each in found.chart.figures if each.name.endswith(word)) if found.chart else 0


def test_posts_are_never_added_over_years() -> None:
    """A1 O11: staff in full-time equivalents and volunteers, by year."""
    rows = [
        measure("1.1", staff=2.0, resources=(posts(2025, 2.0, 1.5), posts(2026, 2.0))),
        measure("1.2", staff=0.5),
        measure("2.1", field="arbeit", resources=(posts(2026, 12, 9, ResourceKind.VOLUNTEERS),)),
    ]
    (staff_title, staff), (volunteer_title, volunteers) = shown(rows).posts
    assert (staff_title, staff.columns) == ("Personal (Vollzeitäquivalente)", ("Handlungsfeld", "2025", "2026", "ohne Jahresangabe"))
    assert staff.rows == (("Sprache", "2 / 1,5", "2 / –", "0,5 / –"), ("Summe", "2 / 1,5", "2 / –", "0,5 / –"))
    assert (volunteer_title, volunteers.rows[-1]) == ("Ehrenamtliche (Personen)", ("Summe", "12 / 9"))


def test_funding_that_ends_within_the_months_chosen() -> None:
    """F6: „n Maßnahmen verlieren 2027 die Förderung“."""
    rows = [
        measure("1.1", resources=(euros(2026, 10, 5, "Land", date(2027, 3, 31)),)),
        measure("1.2", resources=(euros(2026, 10, 5, "Land", date(2027, 6, 30)), euros(2026, 5, 5, "Stadt"))),
        measure("1.3", resources=(euros(2026, 10, 5, "Bund", date(2026, 12, 31)),)),
        measure("1.4", resources=(euros(2026, 10, 5, "Bund", date(2026, 11, 22)),)),  # has ended: a matter of the Berichtsreife
        measure("1.5", State.COMPLETED, resources=(euros(2026, 10, 5, "Bund", date(2027, 1, 1)),)),
        measure("1.6", resources=(euros(2026, 10, 5, "EU", date(2026, 12, 31)), euros(2027, 10, None, "EU", date(2028, 12, 31)))),
    ]
    found = ending(rows, 12, TODAY)
    assert [(line.measure, line.source, line.until, line.others) for line in found.lines] == [
        ("1.3", "Bund", "31.12.2026", "keine genannt"),
        ("1.1", "Land", "31.03.2027", "keine genannt"),
        ("1.2", "Land", "30.06.2027", "Stadt"),
    ]
    assert found.sentences == (
        "1 Maßnahme verliert 2026 die Förderung; eine andere Quelle ist nicht genannt.",
        "2 Maßnahmen verlieren 2027 eine Förderung, 1 davon die letzte genannte.",
    )
    assert [line.measure for line in ending(rows, 6, TODAY).lines] == ["1.3", "1.1"]
    assert [line.measure for line in ending(rows, 24, TODAY).lines] == ["1.3", "1.1", "1.2"]
    assert (found.until, found.dated) == ("30.11.2027", 5)


def test_funding_that_ends_on_one_day_comes_by_number() -> None:
    """F6: 1.10 is not 1.1 and comes after 1.2."""
    rows = [measure(number, resources=(euros(2026, 1, 1, "Land", date(2026, 12, 31)),)) for number in ("1.10", "1.2", "1.1")]
    assert [line.measure for line in ending(rows, 12, TODAY).lines] == ["1.1", "1.2", "1.10"]


def test_two_sources_that_end_one_after_the_other() -> None:
    """F6: only the later one leaves the measure without money."""
    row = measure("1.1", resources=(euros(2026, 1, 1, "Land", date(2027, 1, 31)), euros(2026, 1, 1, "Bund", date(2027, 2, 28))))
    assert [(end.source, end.others) for end in funding_ends(row)] == [("Land", ("Bund",)), ("Bund", ())]


def test_money_and_work_stand_side_by_side_without_a_ratio() -> None:
    """L15: participants and outputs beside what was used; participants of half-years are never added up."""
    first = measure("1.1", period="2025-H1", participants=40.0, outputs=(Output("Kurse", 2),))
    second = measure("1.1", period="2025-H2", participants=35.0, outputs=(Output("Kurse", 3), Output("Beratungen", 8)))
    last = measure("1.1", period="2026-H1", participants=50.0, resources=(euros(2025, 900, 850), euros(2026, 900, 300)))
    history = [first, second, last, measure("1.2", period="2026-H1")]
    (line,) = work_done(history[2:], history, ALL_YEARS)
    assert (plain(line.planned), plain(line.actual), line.participants) == ("1.800 €", "1.150 €", "50 (1. Halbjahr 2026)")
    (line,) = work_done(history[2:], history, "2025")
    assert line.participants == "40 (1. Halbjahr 2025); 35 (2. Halbjahr 2025)"
    assert line.outputs == "5 Kurse, 8 Beratungen (1. Halbjahr 2025, 2. Halbjahr 2025)"
    assert plain(line.actual) == "850 €"


def test_the_drawing_says_what_it_shows() -> None:
    spec = shown(ROWS).chart
    assert spec is not None and spec.table is not None
    assert plain(spec.alt).startswith(
        "Balkendiagramm Mittel nach Handlungsfeld: geplant und verwendet. Sprache: 1.000 € verwendet, 1.500 € geplant."
    )
    assert "Arbeit: verwendet nicht gemeldet, 200 € geplant." in plain(spec.alt)
    assert [row["kind"] for row in spec.table.to_pylist()] == [
        "name",
        "planned",
        "actual",
        "name",
        "planned",
    ]  # no bar for what nobody said


@pytest.fixture
def home_with_money(home: Home, deliver: Callable[[Reading], int]) -> Home:
    concept = 'id = "k"\nname = "K"\nmunicipality = "K"\narea = { key = "99", name = "K" }\n'
    concept += 'fields = [{ id = "sprache", name = "Sprache" }, { id = "arbeit", name = "Arbeit" }]\n'
    deliver(Reading(DeliveryKind.CONCEPT, "konzept", SOURCE, content=concept))
    deliver(Reading(DeliveryKind.MEASURES, "sachstand", SOURCE, rows=tuple(replace(row, period="2026-H1") for row in ROWS)))
    return home


def test_the_selection_of_the_page_and_the_public(home_with_money: Home) -> None:
    """L15: amounts are internal; with a field chosen the measures of other fields count there and not here."""
    with open_snapshot(home_with_money) as snapshot:
        arguments = ("feld", ALL_YEARS, 12, TODAY)
        assert table(resources.build(snapshot, OFFICE, Filter(), *arguments))["Summe"][2] == "3"
        assert set(table(resources.build(snapshot, OFFICE, Filter(field="arbeit"), *arguments))) == {"Arbeit", "Summe"}
        with pytest.raises(NotAllowed):
            resources.build(snapshot, Viewer(Role.PUBLIC), Filter(), *arguments)
