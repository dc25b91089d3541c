"""A city's own list of measures in its own columns: what is proposed, what is asked, what is never guessed."""

from dataclasses import replace
from pathlib import Path

import pytest

from domain.measure_lists import (
    EMPTY,
    NOT_TAKEN,
    SKIP,
    Asked,
    FieldFrom,
    Headings,
    ListChoices,
    ListMapping,
    NumbersFrom,
    PeriodFrom,
)
from domain.measures import MeasureState
from loaders.measure_list import looks_like_list
from loaders.measure_list.half_years import half_year_in
from loaders.measure_list.heads import attribute_of
from loaders.measure_list.mapping_text import mapping_of, mapping_text
from tests.measures.lists import COMPLETED, CONTEXT, HEADS, PLANNING, ROWS, RUNNING, answer, asked, book_list, csv_list, proposed

HALF = {"period": "2026-H1"}


def codes(found) -> list[str]:
    return [finding.code for finding in found.findings]


@pytest.mark.parametrize(
    ("head", "attribute"),
    [
        ("Maßnahme", "title"), ("Titel der Maßnahme", "title"), ("Maßnahmen-Nr.", "measure"), ("lfd. Nr.", "measure"),
        ("Status", "state"), ("Umsetzungsstand", "state"), ("Stand der Umsetzung", "state"), ("Zuständig", "lead"),
        ("Zuständigkeit", "lead"), ("Federführung", "lead"), ("Verantwortliche Stelle", "lead"), ("Beginn (geplant)", "planned_start"),
        ("Ende", "planned_end"), ("Frist", "planned_end"), ("Tatsächliches Ende", "actual_end"), ("Abgeschlossen am", "actual_end"),
        ("Kosten (€)", "cost_planned"), ("Umsetzungsgrad %", "progress"), ("Nächste Schritte", "next_steps"), ("Ebene", "level"),
        ("Einwohner", ""), ("Indikator", ""), ("", ""),
    ],
)  # fmt: skip
def test_heads_as_cities_write_them(head: str, attribute: str):
    assert attribute_of(head) == attribute


def test_columns_are_known_by_their_heads_and_the_words_by_what_is_known(tmp_path: Path):
    """L5, R8: one lead per measure, from the list's own column."""
    found = answer(csv_list(tmp_path / "liste.csv"), HALF)
    assert found.mapping.columns == {
        "measure": "Nr.", "title": "Maßnahme", "field": "Handlungsfeld", "state": "Umsetzungsstand", "lead": "Zuständig",
        "planned_start": "Beginn", "planned_end": "Ende", "status_text": "Bemerkung",
    }  # fmt: skip
    assert not found.questions
    assert [(row.measure, row.title, row.field, row.state, row.lead) for row in found.rows] == [
        ("1.1", "Sprachcafé", "wohnen", RUNNING, "Stelle A"),
        ("1.10", "Lesepaten", "sprache", PLANNING, "Stelle B"),
        ("2", "Umzugshilfe", "wohnen", COMPLETED, "Stelle C"),
    ]
    assert {row.period for row in found.rows} == {"2026-H1"}
    assert [row.cell for row in found.rows] == ["L2F1", "L3F1", "L4F1"]
    assert found.rows[0].given >= {"lead", "planned_end", "state"} and "actual_end" not in found.rows[0].given


def test_dates_are_read_as_in_the_status_sheet_with_the_same_findings(tmp_path: Path):
    found = answer(csv_list(tmp_path / "liste.csv"), HALF)
    assert [(str(row.planned_start), str(row.planned_end)) for row in found.rows] == [
        ("2025-02-01", "2026-12-31"), ("2025-07-01", "2027-12-31"), ("2025-01-01", "None"),
    ]  # fmt: skip
    assert [finding.cell for finding in found.findings if finding.code == "H467"] == ["L2F6", "L3F5", "L4F5"]


def test_money_and_per_cent_are_read_as_in_the_status_sheet(tmp_path: Path):
    """A1, L15: amounts as people write them."""
    heads = (*HEADS[:7], "Kosten", "Umsetzungsgrad")
    rows = [(*ROWS[0][:7], "15 T€", "50–75 %"), (*ROWS[1][:7], "aus lfd. Budget", "0,5"), (*ROWS[2][:7], "15.000,- €", "ca. 100 %")]
    found = answer(book_list(tmp_path / "liste.xlsx", rows, heads), HALF)
    assert [(row.cost_planned, row.funding) for row in found.rows] == [(15000, ""), (None, "aus lfd. Budget"), (15000, "")]
    assert [row.progress for row in found.rows] == [50, None, 100]
    assert {"H465", "H466", "H464", "E370"} <= set(codes(found))
    assert next(finding.cell for finding in found.findings if finding.code == "E370") == "I3"


def test_an_unknown_word_for_the_state_is_asked_and_never_guessed(tmp_path: Path):
    rows = [(*ROWS[0][:6], "verzögert / fehlt", ""), (*ROWS[1][:6], "unbekannt", ""), ROWS[2]]
    path = csv_list(tmp_path / "liste.csv", rows)
    found = answer(path, HALF)
    assert asked(found) == ["verzögert / fehlt", "unbekannt"]
    assert [option.value for option in found.questions[0].options] == [*(state.value for state in MeasureState), SKIP]
    assert [row.measure for row in found.rows] == ["2"] and codes(found).count("E350") == 2
    decided = answer(path, {"verzögert / fehlt": "running", "unbekannt": SKIP}, found.choices)
    assert [(row.measure, row.state) for row in decided.rows] == [("1.1", RUNNING), ("2", COMPLETED)]
    assert "1 Zeile ausgelassen: Stand „unbekannt“" in [finding.found for finding in decided.findings]


def test_late_says_nothing_about_the_state(tmp_path: Path):
    found = answer(csv_list(tmp_path / "liste.csv", [(*ROWS[0][:6], "verzögert", ""), *ROWS[1:]]), HALF)
    assert asked(found) == ["verzögert"] and "Termin" in found.questions[0].because


def test_a_colour_needs_a_legend(tmp_path: Path):
    """O. idea 9: the same red means two things in two cities; without the concept's legend the row can only be left out."""
    path = csv_list(tmp_path / "liste.csv", [(*ROWS[0][:6], "rot", ""), *ROWS[1:]])
    found = answer(path, HALF)
    assert [option.value for option in found.questions[0].options] == [SKIP]
    told = replace(found.choices, states={"rot": "running"})
    assert asked(proposed(path, told)) == ["rot"], "choosing does not make a legend"
    for state in (MeasureState.NOT_STARTED, MeasureState.DROPPED):
        known = answer(path, HALF, context=replace(CONTEXT, colours={"rot": state}))
        assert not known.questions and known.rows[0].state is state


def test_the_concepts_own_words_come_first(tmp_path: Path):
    path = csv_list(tmp_path / "liste.csv", [(*ROWS[0][:6], "auf dem Weg", ""), *ROWS[1:]])
    found = answer(path, HALF, context=replace(CONTEXT, states={"Auf dem Weg": RUNNING}))
    assert not found.questions and found.rows[0].state is RUNNING


def test_a_word_that_is_no_field_of_the_concept_is_asked(tmp_path: Path):
    """R6, A2: the fields are those of the concept, whatever the list calls them."""
    path = csv_list(tmp_path / "liste.csv", [(*ROWS[0][:2], "Bildung", *ROWS[0][3:]), *ROWS[1:]])
    found = answer(path, HALF)
    assert asked(found) == ["Bildung"] and found.questions[0].asked is Asked.FIELD_WORD
    assert answer(path, {"Bildung": "sprache"}, found.choices).rows[0].field == "sprache"


def test_without_a_field_column_one_field_for_all_is_asked(tmp_path: Path):
    heads, rows = (*HEADS[:2], *HEADS[3:]), [(*row[:2], *row[3:]) for row in ROWS]
    path = csv_list(tmp_path / "liste.csv", rows, heads)
    found = answer(path, HALF)
    assert asked(found) == ["field"]
    assert {row.field for row in answer(path, {"field": "fixed:wohnen"}, found.choices).rows} == {"wohnen"}


def test_missing_numbers_are_asked_and_may_be_made(tmp_path: Path):
    heads, rows = HEADS[1:], [row[1:] for row in ROWS]
    path = csv_list(tmp_path / "liste.csv", rows, heads)
    found = answer(path, HALF)
    assert asked(found) == ["measure"] and not found.rows and codes(found).count("E354") == 3
    made = answer(path, {"measure": "consecutive"}, found.choices)
    assert [row.measure for row in made.rows] == ["L1", "L2", "L3"] and "H459" in codes(made)


def test_numbers_before_the_title_in_one_cell(tmp_path: Path):
    path = csv_list(tmp_path / "liste.csv", [(f"{row[0]} {row[1]}", *row[2:]) for row in ROWS], HEADS[1:])
    found = answer(path, {"measure": "title", **HALF})
    assert found.mapping.numbers is NumbersFrom.TITLE
    assert [(row.measure, row.title) for row in found.rows] == [("1.1", "Sprachcafé"), ("1.10", "Lesepaten"), ("2", "Umzugshilfe")]


def test_a_number_missing_in_one_row_is_an_error(tmp_path: Path):
    found = answer(csv_list(tmp_path / "liste.csv", [ROWS[0], ("", *ROWS[1][1:])]), HALF)
    assert [(finding.code, finding.cell) for finding in found.findings if finding.severity == "error"] == [("E354", "L3F1")]


def test_numbers_that_excel_keeps_as_decimals_collide(tmp_path: Path):
    rows = [(1.1, *ROWS[0][1:]), (1.2, *ROWS[1][1:]), (1.1, *ROWS[2][1:])]
    found = answer(book_list(tmp_path / "liste.xlsx", rows), HALF)
    assert [finding.cell for finding in found.findings if finding.code == "E361"] == ["A2", "A4"]
    alone = answer(book_list(tmp_path / "zwei.xlsx", rows[:2]), HALF)
    assert [row.measure for row in alone.rows] == ["1.1", "1.2"] and codes(alone).count("H463") == 2


def test_a_head_in_row_18_under_a_box_of_statistics(tmp_path: Path):
    above = [*([""],) * 5, ["", "", "Statistik"], ["", "", "läuft", 20], ["", "", "offen", 26], *([""],) * 9]
    found = answer(book_list(tmp_path / "liste.xlsx", above=above), HALF)
    assert found.head == 18 and found.rows[0].cell == "A19" and len(found.rows) == 3


def test_the_row_of_the_heads_can_be_chosen(tmp_path: Path):
    path = csv_list(tmp_path / "liste.csv", above=["Was;Wer;Wann", "a;b;c"], heads=("N", "Ding", "Teil", "Leute", "A", "B", "C", "D"))
    found = proposed(path, ListChoices(head=3))
    assert found.head == 3 and [each.heading for each in found.columns][:2] == ["N", "Ding"]
    assert {"title", "measure"} & set(asked(found)), "nothing is taken from a head that says nothing"


def test_headings_are_left_out_by_subpoints_or_by_level_or_taken(tmp_path: Path):
    heads = ("Nr.", "Ebene", "Maßnahme", "Status", "Zuständig")
    rows = [
        ("4", "1", "Wärme", "", ""),
        ("4.1", "2", "Planung", "", ""),
        ("4.1.1", "3", "Leitplan", "läuft", "Amt 1"),
        ("5", "1", "Rest", "", ""),
    ]
    path = csv_list(tmp_path / "liste.csv", rows, heads)
    found = answer(path, {"field": "top", **HALF})
    assert found.mapping.headings is Headings.SUBPOINTS and found.mapping.field_from is FieldFrom.TOP
    assert asked(found)[0] == EMPTY, "5 has no state and nothing below it: somebody decides"
    silent = answer(path, {EMPTY: SKIP}, found.choices)
    assert asked(silent) == ["Wärme"]
    decided = answer(path, {"Wärme": "wohnen"}, silent.choices)
    assert [(row.measure, row.field) for row in decided.rows] == [("4.1.1", "wohnen")]
    by_level = proposed(path, replace(decided.choices, headings=Headings.LEVELS, levels=("1",)))
    assert [row.measure for row in by_level.rows] == ["4.1.1"] and "2 Zeilen ausgelassen: Gliederungszeile ohne Stand" in [
        finding.found for finding in by_level.findings
    ]
    taken = proposed(
        path, replace(decided.choices, headings=Headings.TAKE, states={EMPTY: "planning"}, fields={"Wärme": "wohnen", "Rest": "wohnen"})
    )
    assert [(row.measure, row.state) for row in taken.rows] == [("4", PLANNING), ("4.1", PLANNING), ("4.1.1", RUNNING), ("5", PLANNING)]


def test_a_zero_where_a_word_belongs_is_an_empty_cell(tmp_path: Path):
    found = answer(book_list(tmp_path / "liste.xlsx", [(*ROWS[0][:3], 0, 0, *ROWS[0][5:]), *ROWS[1:]]), HALF)
    assert (found.rows[0].lead, found.rows[0].planned_start) == ("", None)
    assert [finding.cell for finding in found.findings if finding.code == "H456"] == ["D2", "E2"]


def test_a_formula_counts_by_the_result_kept_in_the_file(tmp_path: Path):
    """Results kept in the file are read elsewhere (real list c11); here one that is missing is an error, not an empty cell."""
    found = answer(book_list(tmp_path / "liste.xlsx", [(*ROWS[0][:3], "=[1]Amt!B2", *ROWS[0][4:]), *ROWS[1:]]), HALF)
    assert [finding.cell for finding in found.findings if finding.code == "E372"] == ["D2"]


def test_a_field_in_merged_cells_holds_for_all_its_rows(tmp_path: Path):
    from openpyxl import load_workbook

    path = book_list(tmp_path / "liste.xlsx", [(row[0], row[1], "Wohnen", *row[3:]) for row in ROWS])
    book = load_workbook(path)
    book.active.merge_cells("C2:C4")
    book.save(path)
    assert [row.field for row in answer(path, HALF).rows] == ["wohnen"] * 3


def test_a_head_of_two_rows_is_read_as_one(tmp_path: Path):
    """„Beginn“ and „Ende“ stand there twice: under „geplant“ and under „tatsächlich“."""
    from openpyxl import Workbook

    book = Workbook()
    for line in (
        ("Nr.", "Maßnahme", "geplant", None, "tatsächlich", None, "Status"),
        (None, None, "Beginn", "Ende", "Beginn", "Ende", None),
        ("1.1", "Sprachcafé", "01.01.2025", "31.12.2026", "01.02.2025", None, "läuft"),
        ("1.2", "Lesepaten", "01.01.2025", "31.12.2025", "01.01.2025", "30.11.2025", "abgeschlossen"),
    ):
        book.active.append(list(line))
    for area in ("A1:A2", "B1:B2", "C1:D1", "E1:F1", "G1:G2"):
        book.active.merge_cells(area)
    book.save(tmp_path / "liste.xlsx")
    found = answer(tmp_path / "liste.xlsx", {"field": "fixed:wohnen", **HALF})
    assert found.head == 2 and found.mapping.heads == (
        "Nr.", "Maßnahme", "Beginn (geplant)", "Ende (geplant)", "Beginn (tatsächlich)", "Ende (tatsächlich)", "Status",
    )  # fmt: skip
    assert [(str(row.planned_end), str(row.actual_end)) for row in found.rows] == [("2026-12-31", "None"), ("2025-12-31", "2025-11-30")]


def test_a_correction_by_choosing_changes_the_rows(tmp_path: Path):
    """F6, L15: the remark is not taken over, or is another attribute."""
    path = csv_list(tmp_path / "liste.csv")
    assert answer(path, HALF).rows[0].status_text == "Zwei Gruppen"
    other = answer(path, HALF, ListChoices(columns={8: "next_steps"}))
    assert (other.rows[0].status_text, other.rows[0].next_steps) == ("", "Zwei Gruppen")
    without = answer(path, HALF, ListChoices(columns={8: NOT_TAKEN}, lead=None))
    assert without.rows[0].status_text == "" and "status_text" not in without.rows[0].given


def test_one_lead_for_all_where_no_column_says_one(tmp_path: Path):
    heads, rows = (*HEADS[:3], *HEADS[4:]), [(*row[:3], *row[4:]) for row in ROWS]
    found = answer(csv_list(tmp_path / "liste.csv", rows, heads), HALF, ListChoices(lead="Stelle A"))
    assert {row.lead for row in found.rows} == {"Stelle A"} and "lead" in found.rows[0].given


def test_of_several_organisations_in_one_cell_the_first_may_lead(tmp_path: Path):
    """R11, L5: one lead, the others take part; only if somebody says so."""
    path = csv_list(tmp_path / "liste.csv", [(*ROWS[0][:3], "Stadtwerke AG / Amt für Klima und Umwelt/Rat", *ROWS[0][4:]), *ROWS[1:]])
    assert answer(path, HALF).rows[0].lead == "Stadtwerke AG / Amt für Klima und Umwelt/Rat"
    row = answer(path, HALF, ListChoices(first_leads=True)).rows[0]
    assert (row.lead, row.partners) == ("Stadtwerke AG", ("Amt für Klima und Umwelt", "Rat")) and "partners" in row.given


@pytest.mark.parametrize(
    ("text", "half_year"),
    [
        ("Maßnahmenliste_2026-H1.xlsx", "2026-H1"), ("Liste 2. Halbjahr 2025", "2025-H2"), ("II. Halbjahr 2025", "2025-H2"),
        ("liste_2026-06-30.csv", "2026-H1"), ("Stand 31.12.2025", "2025-H2"), ("Stand: Juli 2026", "2026-H2"), ("Liste 2026", ""),
        ("2026-H1 und 2026-H2", ""), ("Nr. 20260", ""),
    ],
)  # fmt: skip
def test_the_half_year_a_name_says(text: str, half_year: str):
    assert half_year_in(text, any_day=True) == half_year


def test_the_half_year_is_read_where_the_list_says_it_and_asked_otherwise(tmp_path: Path):
    named = proposed(csv_list(tmp_path / "Liste_2025-H2.csv"))
    above = proposed(book_list(tmp_path / "a.xlsx", above=[["Integrationskonzept", "Stand: 30.06.2026"]]))
    beside = proposed(book_list(tmp_path / "b.xlsx", above=[["Stand", "30.06.2026"]]))
    sheet = proposed(book_list(tmp_path / "c.xlsx", sheet="2026-H1"))
    assert [(each.mapping.period_from, each.period) for each in (named, above, beside, sheet)] == [
        (PeriodFrom.NAME, "2025-H2"), (PeriodFrom.CELL, "2026-H1"), (PeriodFrom.CELL, "2026-H1"), (PeriodFrom.SHEET, "2026-H1"),
    ]  # fmt: skip
    silent = proposed(csv_list(tmp_path / "liste.csv", above=["gedruckt am 30.06.2026;;"]))
    assert asked(silent) == ["period"] and silent.questions[0].options[0].value == "2026-H2"


def test_what_looks_like_a_list_of_measures_and_what_does_not(tmp_path: Path):
    said = looks_like_list(csv_list(tmp_path / "liste.csv"), "liste.csv")
    assert "„Maßnahme“" in said and "läuft" in said
    statistics = tmp_path / "zahlen.csv"
    statistics.write_text(
        "Jahr;Name;Stand;Einwohner\n2021;A-Stadt;31.12.2021;10\n2022;A-Stadt;31.12.2022;11\n2023;A-Stadt;31.12.2023;12\n", "utf-8"
    )
    assert looks_like_list(statistics, statistics.name) == ""
    plain = tmp_path / "namen.csv"
    plain.write_text("Nr.;Bezeichnung;Preis\n1;Stift;2,50\n2;Heft;1,20\n3;Mappe;4,00\n", "utf-8")
    assert looks_like_list(plain, plain.name) == ""


def test_a_column_of_states_is_known_by_its_words(tmp_path: Path):
    heads = (*HEADS[:6], "Fortgang der Dinge", HEADS[7])
    found = answer(csv_list(tmp_path / "liste.csv", heads=heads), HALF)
    assert found.mapping.columns["state"] == "Fortgang der Dinge" and len(found.rows) == 3


def test_a_mapping_is_the_same_after_being_kept(tmp_path: Path):
    mapping = answer(csv_list(tmp_path / "liste.csv"), HALF).mapping
    odd = replace(
        mapping, title='Liste „A“ "B" \\ \n\x7f', states={**mapping.states, EMPTY: SKIP, 'sehr "weit"': "running"}, levels=("1", "2")
    )
    assert mapping_of(mapping_text(odd), "x") == odd
    assert isinstance(odd, ListMapping)
