"""What can be read but hardly be true is a hint at its cell: it never blocks and never changes what was said."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from domain.concepts import Horizon
from domain.deliveries import Severity
from domain.measures import Milestone, Resource, ResourceKind
from loaders.status_plausibility import sentences
from tests.measures.sheets import CONCEPT, PLAIN, cell_of, only, read, sheet_with

TERMS = replace(CONCEPT, horizons=(Horizon("kurzfristig", 2024, 2026), Horizon("langfristig", 2029, 2033)))


@pytest.mark.parametrize(
    ("term", "end", "told"),
    [
        ("kurzfristig", date(2026, 12, 31), False),
        ("kurzfristig", date(2027, 1, 1), True),
        ("kurzfristig", date(2023, 12, 31), True),
        ("langfristig", date(2028, 12, 31), True),
        ("langfristig", date(2033, 6, 30), False),
        ("mittelfristig", date(2050, 1, 1), False),  # the concept says no years for it
        ("kurzfristig", None, False),
    ],
)
def test_the_term_is_held_against_the_planned_end(tmp_path: Path, term: str, end: date | None, told: bool) -> None:
    """R4: short, middle and long term with year bounds, checked for plausibility."""
    row = replace(PLAIN, term=term, planned_end=end, planned_start=None)
    reading = read(sheet_with(tmp_path, {}, rows=(row,), concept=TERMS))
    hints = [one for one in reading.findings if one.code == "H481"]
    assert bool(hints) is told
    if told:
        assert (hints[0].sheet, hints[0].cell) == ("Stammdaten", cell_of("planned_end"))
        assert term in hints[0].found
        assert {"kurzfristig": "2024 bis 2026", "langfristig": "2029 bis 2033"}[term] in hints[0].expected


def test_a_milestone_after_the_planned_end_or_reached_in_the_future_is_told_at_its_row(tmp_path: Path) -> None:
    """A1: steps are held against the dates of their measure."""
    late = Milestone("Bericht", date(2027, 2, 1))
    future = Milestone("Raum", date(2025, 3, 1), date(2026, 5, 1))
    row = replace(PLAIN, milestones=(Milestone("Team", date(2025, 2, 1)), late, future), reported_on=date(2026, 1, 15))
    reading = read(sheet_with(tmp_path, {}, rows=(row,)))
    assert [(one.code, one.sheet, one.cell, one.found) for one in reading.findings] == [
        ("H482", "Meilensteine", "D5", "Bericht: 01.02.2027"),
        ("H482", "Meilensteine", "E6", "Raum: 01.05.2026"),
    ]
    assert reading.rows[0].milestones[1:] == (late, future)


def money(year: int, planned: float | None, actual: float | None = None) -> Resource:
    return Resource(ResourceKind.MONEY, year, "Land", planned, actual)


@pytest.mark.parametrize(
    ("planned", "actual", "codes"),
    [(3000.0, 500.0, []), (3000.01, 500.0, []), (4000.0, 500.0, ["H483"]), (4000.0, 1.0, ["H483", "H483"]), (None, None, [])],
)
def test_totals_are_held_against_the_money_by_year_and_source(
    tmp_path: Path, planned: float | None, actual: float | None, codes: list[str]
) -> None:
    """A1 F6: plan and actual per year add up to the totals, where both are said."""
    resources = (money(2025, 1000.0, 500.0), money(2026, 2000.0), Resource(ResourceKind.STAFF, 2025, "", 0.5, 0.5))
    reading = read(sheet_with(tmp_path, {}, rows=(replace(PLAIN, resources=resources, cost_planned=planned, cost_actual=actual),)))
    assert [one.code for one in reading.findings] == codes
    if codes:
        assert (reading.findings[0].cell, reading.findings[0].found) == (cell_of("cost_planned"), "4.000,00 €")
        assert "3.000,00 €" in reading.findings[0].expected


def test_a_funding_that_ends_before_it_begins_is_told(tmp_path: Path) -> None:
    """F6: funding with its period."""
    funded = replace(money(2025, 1.0), funded_from=date(2026, 1, 1), funded_until=date(2025, 1, 1))
    finding = only(read(sheet_with(tmp_path, {}, rows=(replace(PLAIN, resources=(funded,)),))), "H472")
    assert (finding.sheet, finding.cell, finding.severity) == ("Mittel", "I4", Severity.HINT)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("", 0),
        ("Läuft", 1),
        ("Eins. Zwei! Drei?", 3),
        ("Am 3. Mai 2025 kamen z. B. 12.000 Menschen, d. h. viele. Es gab 2.5 Std. Programm.", 2),
        ("Nr. 5 beginnt im 2. Quartal. Danach geht es weiter.", 2),
        ("Eine Zeile\nnoch eine", 2),
        ("Offen …", 1),
    ],
)
def test_sentences_are_counted_without_dates_and_abbreviations(text: str, number: int) -> None:
    assert sentences(text) == number


def test_three_sentences_are_fine_and_four_are_a_hint(tmp_path: Path) -> None:
    assert not read(sheet_with(tmp_path, {"status_text": "Eins. Zwei. Drei."})).findings
    assert only(read(sheet_with(tmp_path, {"status_text": "Eins. Zwei. Drei. Vier."})), "H480").found == "4 Sätze"
