"""A small town for tests of the half-yearly round: four offices, seven measures reported for 2025-H2, and sheets filled in as people do."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

import workflows
from domain.access import OFFICE, Role, Viewer
from domain.concepts import Concept
from domain.measures import Condition, ConditionKind, ConditionState, MeasureRow, MeasureState, Milestone
from domain.status_sheet import BASE_COLUMNS, BASE_SHEET, COLUMNS, SHEET
from domain.toml_files import build, parse_toml
from reports.status_sheet import write_status_sheet
from settings import Settings
from store import Home, open_snapshot

PERIOD, BEFORE = "2026-H1", "2025-H2"
START = datetime(2026, 1, 10, 9)
JUGEND = Viewer(Role.DEPARTMENT, name="Jugendamt, Sekretariat", offices=frozenset({"Jugendamt"}))
CONCEPT = """\
id = "kleinstadt"
name = "Integrationskonzept Kleinstadt"
municipality = "Kleinstadt"

[area]
key = "03102"
name = "Kleinstadt"

[[fields]]
id = "sprache"
name = "Sprache"
goals = [{ id = "sprache-1", text = "Alle lernen Deutsch." }]

[[fields]]
id = "arbeit"
name = "Arbeit"

[[organisations]]
name = "Jugendamt"
short = "51"
mail = "jugend@kleinstadt.example"

[[organisations]]
name = "Amt für Soziales"
short = "50"
mail = "soziales@kleinstadt.example"

[[organisations]]
name = "Caritasverband"
mail = "caritas@verband.example"

[[organisations]]
name = "Sportbund"
"""
ROWS = (
    MeasureRow(
        "1.1", BEFORE, "Sprachcafé", "sprache", MeasureState.RUNNING, goals=("sprache-1",), lead="Jugendamt", partners=("Caritasverband",),
        planned_start=date(2025, 1, 1), planned_end=date(2027, 6, 30), progress=40, status_text="Läuft jede Woche.", cost_actual=12345,
        participants=64, reported_on=date(2026, 1, 5), milestones=(Milestone("Zweite Gruppe", due=date(2026, 5, 1)),),
    ),
    MeasureRow("1.2", BEFORE, "Elternlotsen", "sprache", MeasureState.PLANNING, lead="Jugendamt", status_text="Stelle ausgeschrieben."),
    MeasureRow("1.10", BEFORE, "Vorlesetag", "sprache", MeasureState.PERMANENT, lead="51", status_text="Jedes Jahr im Mai."),
    MeasureRow("2.1", BEFORE, "Beratung im Betrieb", "arbeit", MeasureState.RUNNING, lead="Amt für Soziales", status_text="Fünf Betriebe."),
    MeasureRow(
        "2.2", BEFORE, "Jobmesse", "arbeit", MeasureState.EXAMINATION, lead="Amt für Soziales",
        conditions=(Condition(ConditionKind.MONEY, ConditionState.OPEN),),
    ),
    MeasureRow("2.3", BEFORE, "Deutsch im Verein", "sprache", MeasureState.RUNNING, lead="Sportbund", status_text="Drei Vereine."),
    MeasureRow("2.4", BEFORE, "Schau", "sprache", MeasureState.COMPLETED, lead="Caritasverband", actual_end=date(2025, 9, 1), result="x"),
    MeasureRow("2.5", BEFORE, "Patenschaften", "arbeit", MeasureState.RUNNING, lead="Caritasverband", status_text="22 Paare."),
)  # fmt: skip


def concept() -> Concept:
    return build(Concept, parse_toml(CONCEPT, "concept.toml"), "concept.toml")


def sheet(period: str, rows: Sequence[MeasureRow], *, office: str = "", answered: bool = True) -> bytes:
    """A status sheet as if somebody had filled in the rows."""
    buffer = BytesIO()
    write_status_sheet(buffer, concept(), period, rows, office=office, answered=answered)
    return buffer.getvalue()


def make_town(folder: Path) -> Home:
    """The town with its reports for 2025-H2."""
    (folder / "concept.toml").write_text(CONCEPT, "utf-8")
    home = Home(folder / "home")
    workflows.init(home, str(folder / "concept.toml"), workflows.warm_reader(), settings=Settings(), now=START)
    accept(home, folder, sheet(BEFORE, ROWS), now=datetime(2026, 1, 12, 9))
    return home


def accept(home: Home, folder: Path, content: bytes, name: str = "blatt.xlsx", **given: Any) -> workflows.Accepted:
    """Takes the file over; fails where it is blocked."""
    accepted = workflows.accept(home, keep(folder, content, name), workflows.warm_reader(), **given)
    assert accepted.number is not None, accepted.reading.findings
    return accepted


def check(home: Home, folder: Path, content: bytes, name: str = "blatt.xlsx", **given: Any) -> workflows.Checked:
    return workflows.check(home, keep(folder, content, name), workflows.warm_reader(), **given)


def keep(folder: Path, content: bytes, name: str) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def office_sheet(home: Home, office: str, period: str = PERIOD) -> bytes:
    with open_snapshot(home) as snapshot:
        return workflows.office_sheet(snapshot, OFFICE, period, office)


def filled(content: bytes, said: Mapping[str, Mapping[str, Any]]) -> bytes:
    """The sheet with cells changed as a person would: by number of the measure and attribute, in whichever sheet the column is."""
    workbook = load_workbook(BytesIO(content))
    for number, values in said.items():
        for key, value in values.items():
            on_report = key in {column.key for column in COLUMNS} - {"title"}
            _cell(workbook[SHEET if on_report else BASE_SHEET], number, key).value = value
    buffer = BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def _cell(sheet: Worksheet, number: str, key: str) -> Any:
    heads = {column.key: column.head for column in (*BASE_COLUMNS, *COLUMNS)}
    for head in sheet.iter_rows(max_row=20):
        columns = {cell.value: cell.column for cell in head}
        if heads["measure"] in columns:
            rows = [row for row in range(head[0].row + 1, sheet.max_row + 1) if sheet.cell(row, columns[heads["measure"]]).value == number]
            return sheet.cell(rows[0], columns[heads[key]])
    raise ValueError(f"no table in {sheet.title}")


def reply(home: Home, office: str, period: str = PERIOD, viewer: Viewer = OFFICE, as_of: datetime | None = None) -> Any:
    with open_snapshot(home) as snapshot:
        found = workflows.round_for(snapshot, viewer, period, as_of).reply(office)
    assert found is not None, office
    return found


def codes(checked: Any) -> list[str]:
    return sorted(finding.code for finding in checked.reading.findings)
