"""What a measure knows comes back from the sheet as people write it, attribute by attribute."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from domain.deliveries import Reading
from domain.measures import Condition, ConditionKind, ConditionState, Confidence, Feasibility, Output, Resource, ResourceKind, Schedule
from tests.measures.sheets import cell_of, only, read, sheet_with
from tests.measures.test_status_sheet_round_trip import CITY

# Requirement · attribute · what a person writes · what is read
WRITTEN = [
    ("R11", "field", "Wohnen, Umfeld", "wohnen"),
    ("R11", "further_fields", "Wohnen, Umfeld\nSprache; Verständigung", ("wohnen", "sprache")),
    ("R11", "partners", "A 40; Verein Süd", ("Amt für Bildung", "Verein Süd")),
    ("O1", "strategic_goals", "A3\nTeilhabe", ("A3", "E4")),
    ("O1", "strategic_goals", "vielfalt leben; E4", ("A3", "E4")),
    ("L2", "goals", "Alle; wirklich alle lernen Deutsch.", ("s-1",)),
    ("L2", "approaches", "Beraten; begleiten\nBauen", ("Beraten; begleiten", "Bauen")),
    ("R7", "origin", "bestehend", "Bestand"),
    ("R9", "need", "Bedarfsanalyse 2024, AG Bildung", "Bedarfsanalyse 2024, AG Bildung"),
    ("A9", "need", "Dialogforum Nord", "Dialogforum Nord"),
    ("F2", "target_groups", "Familien; Menschen mit Behinderung", ("Familien", "Menschen mit Behinderung")),
    ("A3", "areas", "09772125; Königsbrunn", ("09772125", "Königsbrunn")),
    ("O8", "areas", "Nordstadt", ("Nordstadt",)),
    ("L5", "lead", "a 40", "Amt für Bildung"),
    ("R8", "lead", "Amt für Bildung", "Amt für Bildung"),
    ("O7", "partners", "Caritasverband; Ortsstelle\nA 40", ("Caritasverband; Ortsstelle", "Amt für Bildung")),
    ("F3", "priority", "hohe Priorität", "hoch"),
    ("F3", "rank", "2", 2),
    ("R4", "term", "kurzfr.", "kurzfristig"),
    ("F4", "aim", "Teilnehmende je Jahr", "Teilnehmende je Jahr"),
    ("F4", "aim_target", "1.200,5", 1200.5),
    ("F4", "aim_actual", "-3", -3),
    ("L15", "participants", "1.200 TN", 1200),
    ("L15", "outputs", "Kurse: 3; Beratungen: 1.250", (Output("Kurse", 3), Output("Beratungen", 1250))),
    ("L15", "outputs", "3 Kurse; 2 Feste", (Output("Kurse", 3), Output("Feste", 2))),
    ("A1", "staff", "0,5 VZÄ", 0.5),
    ("A8", "evaluated_on", "01.03.2026", date(2026, 3, 1)),
    ("A8", "evaluation", "Erreicht die Zielgruppe.", "Erreicht die Zielgruppe."),
    ("R1", "feasibility", "bedingt umsetzbar", Feasibility.CONDITIONAL),
    ("O5", "merged_into", "1.10", "1.10"),
    ("", "decision_class", "b – mit haushalt", "B"),
    ("", "confidence", "plausibel", Confidence.MEDIUM),
    ("", "schedule_set", "Gefährdet", Schedule.AT_RISK),
    ("", "kind", "quick win", "Quick-Win"),
    ("", "kind", "Schwerpunkt", "Schwerpunktmaßnahme"),
    ("", "document", "168/20", "168/20"),
]


@pytest.mark.parametrize(("requirement", "key", "said", "value"), WRITTEN, ids=lambda case: str(case)[:30])
def test_what_people_write_is_what_the_measure_knows(tmp_path: Path, requirement: str, key: str, said: str, value: object) -> None:
    """R11 O1 L2 R7 R9 A9 F2 A3 O8 L5 O7 R8 F3 R4 F4 L15 A1 A8 R1 O5: each has its column and comes back as written beside it above."""
    reading = read(sheet_with(tmp_path, {key: said}, {"participants": "@"}, concept=CITY))
    (row,) = reading.rows
    assert getattr(row, key) == value
    assert not reading.blocked


def with_items(tmp_path: Path, sheet: str, *lines: tuple[Any, ...]) -> Reading:
    path = sheet_with(tmp_path, {}, answered=False)
    workbook: Workbook = load_workbook(path)
    for place, line in enumerate(lines):
        for column, value in enumerate(("1.1", None, *line), start=1):
            workbook[sheet].cell(4 + place, column).value = value
    workbook.save(path)
    return read(path)


def test_money_staff_and_volunteers_by_year_and_source(tmp_path: Path) -> None:
    """A1 F6 L15 O11: planned and used per year, euro by source with the funding period, staff, volunteers."""
    reading = with_items(
        tmp_path,
        "Mittel",
        ("Geld", 2026, "Landesprogramm", "15 T€", 3500, "01.01.2025", "bis Ende 2026"),
        ("Personal (VZÄ)", "2026", "Haushalt", "0,5 VZÄ", 0.25),
        ("ehrenamt (personen)", 2026, None, "12 Personen", None),
    )
    (row,) = reading.rows
    assert row.resources == (
        Resource(ResourceKind.MONEY, 2026, "Landesprogramm", 15000, 3500, date(2025, 1, 1), date(2026, 12, 31)),
        Resource(ResourceKind.STAFF, 2026, "Haushalt", 0.5, 0.25),
        Resource(ResourceKind.VOLUNTEERS, 2026, "", 12),
    )
    assert [(one.code, one.cell) for one in reading.findings] == [("H464", "F4"), ("H467", "I4")]
    assert row.changed == {"resources"}


def test_conditions_of_an_examination(tmp_path: Path) -> None:
    """R1: conditions law, money, staff, partner, space, each open, met or unmeetable."""
    lines = [(kind.label, state.label, "") for kind, state in zip(ConditionKind, [*ConditionState, *ConditionState], strict=False)]
    (row,) = with_items(tmp_path, "Voraussetzungen", *lines).rows
    assert [each.kind for each in row.conditions] == list(ConditionKind)
    assert row.conditions[2] == Condition(ConditionKind.STAFF, ConditionState.UNMEETABLE)


@pytest.mark.parametrize(
    ("sheet", "line", "code", "cell"),
    [
        ("Mittel", ("Gold", 2026), "E380", "C4"),
        ("Mittel", ("Geld", "bald"), "E384", "D4"),
        ("Mittel", ("Geld", None, "Land"), "E367", "D4"),
        ("Mittel", ("Geld", 2026, "Land", "aus lfd. Budget"), "E369", "F4"),
        ("Mittel", ("Personal (VZÄ)", 2026, "", "eine halbe"), "E371", "F4"),
        ("Meilensteine", (None, "01.01.2026"), "E367", "C4"),
        ("Meilensteine", ("Eröffnung", "irgendwann"), "E368", "D4"),
        ("Voraussetzungen", ("Raum", "vielleicht"), "E380", "D4"),
        ("Voraussetzungen", ("Raum", None, "Keller"), "E367", "D4"),
    ],
)
def test_what_is_wrong_in_an_item_is_named_and_blocks(tmp_path: Path, sheet: str, line: tuple[Any, ...], code: str, cell: str) -> None:
    reading = with_items(tmp_path, sheet, line)
    finding = only(reading, code)
    assert (finding.sheet, finding.cell, reading.blocked, reading.untouched) == (sheet, cell, True, ())


def test_a_goal_that_is_nearly_one_of_the_concept_is_named(tmp_path: Path) -> None:
    finding = only(read(sheet_with(tmp_path, {"strategic_goals": "Vielfalt lebn"}, concept=CITY)), "H476")
    assert (finding.cell, "„Vielfalt leben“" in finding.expected) == (cell_of("strategic_goals"), True)


def test_numbers_that_excel_would_make_one_are_told_apart(tmp_path: Path) -> None:
    """1.10 vs 1.1: as text both are kept; as a number neither is guessed."""
    assert read(sheet_with(tmp_path, {"measure": "1.10"})).rows[0].measure == "1.10"
    assert "1.1 und 1.10" in only(read(sheet_with(tmp_path, {"measure": 1.1})), "E361").advice
