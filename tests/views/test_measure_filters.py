"""Filter, search and order of measures: each selection as a table of what it finds."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.access import OFFICE, Role, Viewer
from domain.concepts import MeasureClass, Organisation, StateTerm
from domain.measures import MeasureRow, Milestone, Output
from domain.measures import MeasureState as State
from tests.views.measure_samples import CONCEPT, TODAY, measure
from views.measure_filter import MISSING, About, Filter, choices, found, passes
from views.measure_rows import by_priority
from views.measure_texts import offices_above, state_label, state_term

TREE = (
    Organisation("Dezernat III", short="III"),
    Organisation("Jugendamt", short="Amt 51", part_of="Dezernat III"),
    Organisation("Abteilung Frühe Hilfen", part_of="Amt 51"),
    Organisation("Volkshochschule"),
)
CITY = replace(CONCEPT, organisations=TREE, classes=(MeasureClass("b", "B: Ratsbeschluss"),), states=(StateTerm(State.RUNNING, "Läuft"),))
ROWS = (
    measure(
        "1.1",
        lead="Amt 51",
        partners=("Volkshochschule",),
        goals=("s1",),
        strategic_goals=("A3",),
        kind="einmalig",
        priority="hoch",
        rank=2,
    ),
    measure(
        "1.2",
        lead="Abteilung Frühe Hilfen",
        further_fields=("arbeit",),
        target_groups=("Mütter", "Väter"),
        origin="Bestand",
        term="kurzfristig",
        look_again_on=date(2026, 1, 1),  # from a time when it was put off
    ),
    measure(
        "1.10", State.EXAMINATION, lead="", period="2026-H1", areas=("Nordstadt",), decision_class="b", indicators=("einbuergerungsquote",)
    ),
    measure(
        "2.1", State.POSTPONED, field="arbeit", lead="Volkshochschule", look_again_on=date(2026, 11, 1), planned_end=None, aim_actual=20.0
    ),
    measure("2.2", State.COMPLETED, field="arbeit", lead="Verein", period="2026-H1", priority="mittel", rank=1, aim_actual=2.0),
)


def about(viewer: Viewer = OFFICE) -> About:
    return About(CITY, viewer, "2026-H2", TODAY)


def numbers(viewer: Viewer = OFFICE, **chosen: Any) -> list[str]:
    return [row.measure for row in ROWS if passes(row, Filter(**chosen), about(viewer))]


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ({}, ["1.1", "1.2", "1.10", "2.1", "2.2"]),
        ({"field": "arbeit"}, ["1.2", "2.1", "2.2"]),  # R11: further fields too
        ({"state": "postponed"}, ["2.1"]),
        ({"schedule": "ended"}, ["2.2"]),
        ({"attainment": "full"}, ["2.1"]),
        ({"attainment": "partly"}, ["2.2"]),
        ({"goal": "s1"}, ["1.1"]),
        ({"goal": MISSING}, ["1.2", "1.10", "2.1", "2.2"]),
        ({"strategic_goal": "A3"}, ["1.1"]),  # O1
        ({"office": "Jugendamt"}, ["1.1", "1.2"]),  # R8: by its short name, and the department below it
        ({"office": "Dezernat III"}, ["1.1", "1.2"]),
        ({"office": "Abteilung Frühe Hilfen"}, ["1.2"]),
        ({"office": "Verein"}, ["2.2"]),  # not in the register
        ({"office": MISSING}, ["1.10"]),
        ({"partner": "Volkshochschule"}, ["1.1"]),
        ({"kind": "einmalig"}, ["1.1"]),
        ({"decision_class": "b"}, ["1.10"]),
        ({"priority": "hoch"}, ["1.1"]),
        ({"origin": "Bestand"}, ["1.2"]),  # R7
        ({"target_group": "Väter"}, ["1.2"]),  # F2
        ({"area": "Nordstadt"}, ["1.10"]),  # A3, O8
        ({"term": "kurzfristig"}, ["1.2"]),  # R4
        ({"indicator": "einbuergerungsquote"}, ["1.10"]),
        ({"unreported": True}, ["1.10"]),  # 2.2 is completed and not asked any more
        ({"look_again": True}, ["2.1"]),
        ({"field": "arbeit", "state": "running"}, ["1.2"]),
    ],
)
def test_each_filter(chosen: dict[str, Any], expected: list[str]) -> None:
    """R4, R7, R8, R11, O1, O8, F2, A3: each of them is a selection."""
    assert numbers(**chosen) == expected


def test_own_measures_are_those_of_the_offices_else_of_the_fields() -> None:
    """R8: whoever answers for a department above finds those of the offices below it."""
    assert numbers(Viewer(Role.DEPARTMENT, offices=frozenset({"Dezernat III"})), own=True) == ["1.1", "1.2"]
    assert numbers(Viewer(Role.DEPARTMENT, frozenset({"arbeit"})), own=True) == ["1.2", "2.1", "2.2"]
    assert numbers(Viewer(Role.DEPARTMENT), own=True) == []


RICH = measure(
    "4.10",
    title="Größere Räume für Frühförderung",
    goals=("s1",),
    status_text="Die Maßnahme kostet 15.000 € und läuft seit 2025.",
    obstacles="Brandschutz",
    milestones=(Milestone("Übergabe der Schlüssel"),),
    outputs=(Output("Beratungsgespräche", 3),),
    lead="Amt 51",
)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("grössere räume", True),
        ("groessere raeume", True),
        ("FRÜHFÖRDERUNG", True),
        ("4.10", True),
        ("4", True),  # begins the number
        ("4.1", False),  # 4.1 is not 4.10
        ("10", False),
        ("15.000", True),
        ("15", False),
        ("2025", True),
        ("brandschutz", True),
        ("uebergabe schlüssel", True),
        ("beratungsgespräch", True),
        ("jugendamt", True),  # what „Amt 51“ means
        ("finden einen kurs", True),  # words of the goal
        ("läuft", True),  # what this city calls the state
        ("schwimmbad", False),
        ("frühförderung schwimmbad", False),
    ],
)
def test_search_looks_in_all_texts_and_folds_umlauts(query: str, expected: bool) -> None:
    assert found(query, RICH, CITY) is expected


def test_priority_and_rank_order_the_list_and_numbers_are_no_fractions() -> None:
    """F3: priorities give the order; what has none comes last, 1.2 before 1.10."""
    assert [row.measure for row in sorted(ROWS, key=by_priority)] == ["1.1", "2.2", "1.2", "1.10", "2.1"]
    same = [measure("1.1", priority="hoch", rank=9), measure("1.2", priority="hoch", rank=2), measure("1.3", priority="Hoch")]
    assert [row.measure for row in sorted(same, key=by_priority)] == ["1.2", "1.1", "1.3"]
    both = [measure("1.1", priority="A", rank=2), measure("1.2", priority="hoch", rank=1)]  # two words for the same step
    assert [row.measure for row in sorted(both, key=by_priority)] == ["1.2", "1.1"]
    words = [measure("1", priority="C"), measure("2", priority="2"), measure("3", priority="A"), measure("4", priority="bald")]
    assert [row.measure for row in sorted(words, key=by_priority)] == ["3", "2", "1", "4"]


def test_only_what_some_measure_says_may_be_chosen() -> None:
    known = choices(CITY, ROWS, {"einbuergerungsquote": "Einbürgerungsquote"})
    assert known["field"] == (("sprache", "Sprache"), ("arbeit", "Arbeit"))
    assert dict(known["office"])["Dezernat III"] == "Dezernat III"
    assert known["office"][-1] == (MISSING, "ohne Angabe")
    assert known["state"][0] == ("examination", "In Prüfung")
    assert dict(known["state"])["running"] == "Läuft"
    assert known["goal"] == (("s1", "Alle finden einen Kurs."), (MISSING, "ohne Angabe"))
    assert known["decision_class"][0] == ("b", "B: Ratsbeschluss")
    assert known["indicator"][0] == ("einbuergerungsquote", "Einbürgerungsquote")
    assert choices(CITY, [measure("1")], {})["area"] == ()


def test_a_register_that_goes_in_circles_ends() -> None:
    circle = replace(CITY, organisations=(Organisation("A", part_of="B"), Organisation("B", part_of="A")))
    assert offices_above(circle, "A") == ("B",)


def test_a_state_has_the_word_of_the_city_and_keeps_its_glyph() -> None:
    assert state_label(CITY, State.RUNNING) == "Läuft"
    assert state_label(CITY, State.PLANNING) == "In Planung"
    assert state_term(CITY, State.RUNNING).label.endswith("Läuft") and state_term(CITY, State.RUNNING).glyph.startswith("▶")


MEASURES = st.lists(
    st.builds(
        lambda number, field, also, lead, state: measure(number, state, field=field, further_fields=also, lead=lead),
        st.from_regex(r"[1-9]\.[1-9][0-9]?", fullmatch=True),
        st.sampled_from(["sprache", "arbeit"]),
        st.sampled_from([(), ("sprache",), ("arbeit",)]),
        st.sampled_from(["", "Amt 51", "Volkshochschule", "Verein"]),
        st.sampled_from(list(State)),
    ),
    max_size=12,
    unique_by=lambda row: row.measure,
)


@settings(max_examples=60, deadline=None)
@given(MEASURES)
def test_the_choices_of_a_filter_find_every_measure_and_fields_count_each_once(rows: list[MeasureRow]) -> None:
    """R11: whatever is reported, each filter's choices together find all measures, and lead fields count each exactly once."""
    known = choices(CITY, rows, {})
    for name in ("state", "field", "office", "kind"):
        hit = {row.measure for value, _ in known[name] for row in rows if passes(row, Filter(**{name: value}), about())}
        assert hit == ({row.measure for row in rows} if known[name] else set())
    counted = [
        row.measure for value, _ in known["field"] for row in rows if row.field == value and passes(row, Filter(field=value), about())
    ]
    assert sorted(counted) == sorted(row.measure for row in rows)
    assert all(found(row.measure, row, CITY) for row in rows)
