"""The real lists beside the project, taken over by mapping: c13b (measures of a city), c11 (a working list of indicators), c13 (JSON)."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from domain.errors import Unreadable
from domain.measure_lists import SKIP, Headings, ListChoices
from domain.measures import MeasureState
from loaders.measure_list import looks_like_list
from loaders.reading import read_file
from tests.measures.lists import answer, asked, proposed

REAL = Path(__file__).resolve().parents[3] / "shared" / "real"
pytestmark = [pytest.mark.real, pytest.mark.skipif(not REAL.is_dir(), reason="the real tables are not here")]
C13B, C13, C11 = (
    REAL / name for name in ("c13b_mainz_massnahmen_derived.csv", "c13_mainz_massnahmen_klima.json", "c11_lsn_statusliste_indikatoren.xlsx")
)
WORDS = {"unbekannt": SKIP, "verzögert / fehlt": "planning", "gescheitert": "dropped"}
MAINZ = {"field": "fixed:wohnen", "period": "2026-H1", **WORDS}


def test_c13b_is_known_as_a_list_and_asks_about_its_unknown_words():
    """cp1252, semicolons, line breaks in quoted fields."""
    assert "„Umsetzungsstand“" in looks_like_list(C13B, C13B.name)
    found = proposed(C13B)
    assert found.mapping.columns == {
        "measure": "Nr.", "title": "Maßnahme", "state": "Umsetzungsstand", "lead": "Zuständig", "planned_start": "Beginn (geplant)",
        "planned_end": "Ende (geplant)", "status_text": "Begründung", "level": "Ebene",
    }  # fmt: skip
    assert {each.word: each.count for each in found.states} == {
        "unbekannt": 5, "verzögert / fehlt": 23, "in Arbeit": 12, "abgeschlossen": 1, "gescheitert": 1,
    }  # fmt: skip
    assert asked(found) == ["field", "period", "unbekannt", "verzögert / fehlt", "gescheitert"]


def test_c13b_as_decided_gives_37_measures_with_hierarchical_numbers_and_their_lines():
    found = answer(C13B, MAINZ)
    assert len(found.rows) == 55 - 13 - 5, "13 rows only head others, 5 say „unbekannt“"
    rows = {row.measure: row for row in found.rows}
    plan = rows["4.1.1"]
    assert (plan.title, plan.state, plan.planned_start, plan.planned_end) == (
        "Stadt MZ: Wärmemasterplan 2.0", MeasureState.COMPLETED, date(2022, 11, 30), date(2023, 12, 31),
    )  # fmt: skip
    assert plan.lead == "Mainzer Stadtwerke AG / Stadtverwaltung"
    assert plan.cell == "L12F1" and rows["5.4.1"].status_text.startswith("Verzögerung der Auftragsvergabe um 10 Monate.")
    assert {state: sum(row.state is state for row in found.rows) for state in {row.state for row in found.rows}} == {
        MeasureState.PLANNING: 23, MeasureState.RUNNING: 12, MeasureState.COMPLETED: 1, MeasureState.DROPPED: 1,
    }  # fmt: skip
    assert not [finding for finding in found.findings if finding.severity == "error"]


def test_c13b_line_breaks_stay_in_the_text_and_lines_are_those_of_the_file():
    found = answer(C13B, {"field": "fixed:wohnen", "period": "2026-H1", **WORDS, "": "planning"}, ListChoices(headings=Headings.TAKE))
    assert len(found.rows) == 50
    rows = {row.measure: row for row in found.rows}
    assert "\n" in rows["5"].status_text and rows["5"].cell == "L26F1"
    assert rows["5.2"].cell == "L29F1", "5 takes two lines, 5.1 one"


def test_c13b_headings_may_be_left_out_by_level():
    found = answer(C13B, MAINZ, ListChoices(headings=Headings.LEVELS, levels=("1", "2")))
    assert len(found.rows) == 37 and "13 Zeilen ausgelassen: Gliederungszeile ohne Stand" in [each.found for each in found.findings]


def test_c13b_the_field_may_come_from_the_headings():
    found = answer(C13B, {"field": "top", "period": "2026-H1", **WORDS})
    assert set(asked(found)) == {"Strom", "Wärme", "Mobilität & Verkehr", "Soziales Mainz"}


def test_c13_json_is_refused_with_what_to_do():
    """A tree with numbers for states: flattening it would mean guessing what they stand for."""
    with pytest.raises(Unreadable, match=r"Das ist eine JSON-Datei\. Bitte .* als CSV oder Excel-Mappe"):
        read_file(C13, C13.name)


def test_c11_is_no_list_of_measures_by_itself():
    """A working list of indicators: nobody is told that it holds measures, and its head is found in row 18."""
    assert looks_like_list(C11, C11.name) == ""
    found = proposed(C11)
    assert found.head == 18 and asked(found)[:2] == ["title", "state"]
    assert read_file(C11, C11.name).layout == ""


def test_c11_can_be_mapped_all_the_same():
    """Formulas on another workbook count by their kept results, 0 is an empty cell, a day with a person beside it is only a text."""
    given = {
        "title": "3",
        "state": "2",
        "measure": "title",
        "field": "fixed:sprache",
        "period": "2021-H2",
        "x": "running",
        "": "not_started",
    }
    found = answer(C11, given, ListChoices(columns={5: "next_steps"}))
    first = found.rows[0]
    assert (first.measure, first.title, first.cell) == ("1.1.1", "Bevölkerung in Niedersachsen", "C19")
    assert (first.state, first.next_steps) == (MeasureState.RUNNING, "24.06. Person A")
    assert next(finding.cell for finding in found.findings if finding.code == "H456") == "E27"
    as_day = proposed(C11, replace(found.choices, columns={**found.choices.columns, 5: "reported_on"}))
    wrong = [(finding.code, finding.found) for finding in as_day.findings if finding.cell == "E19"]
    assert wrong == [("E368", "24.06. Person A")]
