"""Workbooks that the verbs hand out, from the demo itself."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

import workflows
from domain.access import OFFICE, Role, Viewer
from domain.errors import NotAllowed
from store import Home, open_snapshot
from tests.workflows.homes import SALZGITTER_2024, TABLE, edited, make_home


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return make_home(tmp_path_factory.mktemp("exports") / "home")


def rows(content: bytes, sheet: str) -> list[dict[str, object]]:
    head, *others = load_workbook(BytesIO(content), read_only=True)[sheet].iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in others]


def test_a_deliverys_values_come_out_as_they_went_in(home: Home) -> None:
    with open_snapshot(home) as snapshot:
        delivery = next(each for each in workflows.deliveries(snapshot, OFFICE) if each.layout == "lsn-2-3-1")
        content = workflows.delivered(snapshot, OFFICE, delivery)
    values = rows(content, "Werte")
    assert len(values) == delivery.rows
    (found,) = (row for row in values if row["Gebietsschlüssel"] == "03102" and row["Jahr"] == 2024)
    assert (found["Wert"], found["Gebiet"], found["Zelle"]) == (355, "Salzgitter, Stadt", "L991F4")
    notes = {row[0].value: row[1].value for row in load_workbook(BytesIO(content))["Hinweise"].iter_rows()}
    assert notes["Datenstand"].startswith(f"Lieferung Nr. {delivery.number}, übernommen am ")


def test_a_checked_file_says_that_it_does_not_count_yet(home: Home, tmp_path: Path) -> None:
    checked = workflows.check(home, edited(tmp_path, SALZGITTER_2024, "K03102,365"), workflows.warm_reader())
    content = workflows.checked_values(checked, OFFICE)
    assert len(rows(content, "Werte")) == 1040
    notes = {row[0].value: row[1].value for row in load_workbook(BytesIO(content))["Hinweise"].iter_rows()}
    assert notes["Datenstand"].endswith("noch nicht übernommen.")


def test_the_list_of_changes_is_complete_where_the_screen_shows_a_sample(home: Home, tmp_path: Path) -> None:
    text = TABLE.read_text("utf-8-sig")
    (tmp_path / "lsn_2-3-1_neu.csv").write_text(re.sub(r"\d+$", lambda found: str(int(found[0]) + 1), text, flags=re.M), "utf-8")
    checked = workflows.check(home, tmp_path / "lsn_2-3-1_neu.csv", workflows.warm_reader())
    with open_snapshot(home) as snapshot:
        listed = rows(workflows.change_list(snapshot, OFFICE, checked, {"03102": "Salzgitter, Stadt"}), "Unterschied")
    assert checked.difference is not None
    assert len(listed) == checked.difference.revised > len(checked.difference.changes)
    assert all(row["neu"] == row["bisher"] + 1 for row in listed)


def test_only_those_who_may_see_files_get_a_deliverys_values(home: Home) -> None:
    with open_snapshot(home) as snapshot:
        delivery = workflows.deliveries(snapshot, OFFICE)[0]
        with pytest.raises(NotAllowed):
            workflows.delivered(snapshot, Viewer(Role.PUBLIC), delivery)
