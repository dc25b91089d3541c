"""The invented measures: the committed status sheets equal their source and read without an error."""

from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from domain.deliveries import Reading, Severity
from domain.measures import MeasureState
from loaders.status_sheet import claims, read_status_sheet
from tests.demo.made import PERIODS, make_demo

ROOT = Path(__file__).parents[2]
SHEETS = sorted((ROOT / "data" / "demo" / "massnahmen").glob("*.xlsx"))


@cache
def readings() -> dict[str, Reading]:
    return {period: read_status_sheet(path, path.name) for period, path in zip(PERIODS, SHEETS, strict=True)}


@pytest.mark.parametrize("period", PERIODS)
def test_the_committed_sheet_equals_its_source(period: str) -> None:
    rows = [replace(row, sheet="", cell="") for row in readings()[period].rows]
    assert rows == make_demo().demo_rows(period)


def test_no_sheet_has_an_error_and_all_are_recognised() -> None:
    assert all(claims(path) for path in SHEETS)
    errors = [finding for reading in readings().values() for finding in reading.findings if finding.severity is Severity.ERROR]
    assert errors == []


def test_each_sheet_is_made_for_the_demo_and_its_half_year() -> None:
    made_for = [(reading.source.table, {row.period for row in reading.rows}) for reading in readings().values()]
    assert made_for == [("Sachstandsblatt demo", {period}) for period in PERIODS]


def test_about_sixty_measures_over_all_nine_fields() -> None:
    rows = {row.measure: row for reading in readings().values() for row in reading.rows}
    assert 55 <= len(rows) <= 65
    assert {row.field for row in rows.values()} == {field.id for field in make_demo().demo_concept().fields}
    assert {"1.1", "1.10"} <= rows.keys()


def test_the_history_shows_what_a_monitor_must_cope_with() -> None:
    states = {period: {row.measure: row.state for row in reading.rows} for period, reading in readings().items()}
    ever = Counter(state for reported in states.values() for state in set(reported.values()))
    assert set(ever) == set(MeasureState)
    silent = [measure for measure in states["2025-H2"] if measure not in states["2026-H1"]]
    late_comers = [measure for measure in states["2026-H1"] if measure not in states["2024-H1"]]
    assert silent and late_comers
    codes = Counter(finding.code for finding in readings()["2026-H1"].findings)
    assert codes["H473"] >= 3  # past their end and still running
    assert codes["H474"] == 1  # nobody in the lead


def test_a_finished_measure_never_starts_again() -> None:
    ended = {MeasureState.COMPLETED, MeasureState.MERGED, MeasureState.DROPPED}
    known: dict[str, MeasureState] = {}
    for period in PERIODS:
        for row in readings()[period].rows:
            assert known.get(row.measure) not in ended or row.state is known[row.measure], (period, row.measure)
            known[row.measure] = row.state


def test_dates_in_a_report_do_not_lie_after_it() -> None:
    for reading in readings().values():
        for row in reading.rows:
            days = [day for day in (row.actual_start, row.actual_end) if day is not None]
            assert all(day <= row.reported_on for day in days), row.measure
