"""What somebody saw and agreed to is what happens, and what a measure's report changes is seen."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

import workflows
from domain.access import OFFICE
from domain.deliveries import MeasureChange
from domain.errors import WrongUse
from domain.measure_lights import schedule
from domain.measures import MeasureState, Schedule
from domain.status_sheet import COLUMNS, SHEET
from loaders.worker import Worker
from reports.status_sheet import HEAD_ROW
from store import Home, open_snapshot
from store.reading import measures
from tests.measures.sheets import PLAIN
from tests.workflows.homes import edited
from views import imports


def test_a_difference_that_is_no_longer_so_is_not_applied(installation: Home, tmp_path: Path) -> None:
    mine, other = tmp_path / "mine", tmp_path / "other"
    mine.mkdir()
    other.mkdir()
    with Worker() as worker:
        file = edited(mine, "K03102,355", "K03102,365")
        seen = workflows.check(installation, file, worker).difference
        workflows.accept(installation, edited(other, "K03102,355", "K03102,366"), worker)
        with pytest.raises(WrongUse, match="seit der Prüfung geändert"):
            workflows.accept(installation, file, worker, expected=seen)
        again = workflows.check(installation, file, worker).difference
        assert workflows.accept(installation, file, worker, expected=again).number is not None


def test_a_new_half_year_is_compared_with_the_report_before_it(installation: Home, tmp_path: Path) -> None:
    path = tmp_path / "blatt.xlsx"
    with open_snapshot(installation) as snapshot:
        path.write_bytes(workflows.status_sheet(snapshot, OFFICE, "2026-H2"))
        first = measures(snapshot, OFFICE)[0]
    workbook = load_workbook(path)  # whoever confirms a measure reports on it
    for row in workbook[SHEET].iter_rows(min_row=HEAD_ROW + 1):
        if row[0].value:
            row[[column.key for column in COLUMNS].index("confirmed")].value = "x"
    workbook.save(path)
    with Worker() as worker:
        checked = workflows.check(installation, path, worker)
    assert checked.difference is not None
    changes = [each for each in checked.difference.changes if isinstance(each, MeasureChange)]
    assert all(each.what == "new" and each.before is not None for each in changes)
    shown = imports.build(checked.reading, checked.difference, {})
    assert {line.new for line in shown.changes} == {"wie zuletzt gemeldet"}
    moved = MeasureChange("new", first, replace(first, planned_end=date(2031, 12, 31), period="2026-H2"))
    (line,) = imports.build(checked.reading, replace(checked.difference, changes=(moved,)), {}).changes
    assert "31.12.2031" in line.new


DAY = date(2026, 11, 23)
CASES = [
    (MeasureState.RUNNING, date(2026, 5, 31), Schedule.LATE),
    (MeasureState.RUNNING, date(2026, 7, 31), Schedule.UNREPORTED),
    (MeasureState.RUNNING, date(2026, 12, 31), Schedule.ON_TIME),
    (MeasureState.RUNNING, None, Schedule.NO_DATE),
    (MeasureState.COMPLETED, date(2026, 5, 31), Schedule.ENDED),
    (MeasureState.PERMANENT, date(2026, 5, 31), Schedule.NOT_APPLICABLE),
    (MeasureState.POSTPONED, date(2026, 5, 31), Schedule.NOT_APPLICABLE),
]


@pytest.mark.parametrize(("state", "end", "expected"), CASES)
def test_late_is_only_what_was_open_when_it_was_last_reported(state: MeasureState, end: date | None, expected: Schedule) -> None:
    row = replace(PLAIN, period="2026-H1", state=state, planned_start=None, planned_end=end)
    assert schedule(row, DAY) is expected
