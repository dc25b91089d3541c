"""The sheet as a person gets it: what to do and until when on top, few things to fill in, the rest locked; and older templates."""

import shutil
import subprocess
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from domain.deliveries import Reading, Severity
from domain.errors import Unreadable
from domain.measure_states import DEMANDS
from domain.measures import Condition, ConditionKind, ConditionState, MeasureRow, MeasureState, Milestone, Resource, ResourceKind
from domain.status_sheet import BASE_COLUMNS, COLUMNS, ITEM_SHEETS, MARKER_NAME
from loaders.reading import read_file
from loaders.status_sheet import claims
from reports.status_sheet import HEAD_ROW, write_status_sheet
from tests.measures.sheets import CONCEPT, PLACES, PLAIN, cell_of, read
from tests.measures.test_status_sheet_round_trip import CITY

FULL = MeasureRow(
    "1.10", "2025-H2", "Lesepaten", "wohnen", MeasureState.EXAMINATION, lead="Amt für Bildung", status_text="=1+1", cost_planned=12.5,
    aim="Patenschaften", aim_unit="Paare", aim_start=10.0, aim_target=40.0, planned_start=date(2025, 1, 1), goals=("s-1", "w-1"),
    milestones=(Milestone("Raum gefunden", date(2025, 5, 1)),), conditions=(Condition(ConditionKind.SPACE, ConditionState.OPEN, "Keller"),),
    resources=(Resource(ResourceKind.MONEY, 2025, "Land", 12.5, None, date(2025, 1, 1), date(2026, 12, 31)),),
)  # fmt: skip


@pytest.fixture
def written(tmp_path: Path) -> Path:
    path = tmp_path / "blatt.xlsx"
    write_status_sheet(path, CITY, "2025-H2", (PLAIN, FULL), office="Amt für Bildung", due=date(2026, 1, 15))
    return path


def lists_of(sheet: Worksheet) -> dict[str, list[Any]]:
    """The words of each drop-down, by the head of its column."""
    found = {}
    for choice in sheet.data_validations.dataValidation:
        if choice.type == "list" and "!" in choice.formula1:
            name, _, cells = choice.formula1.rpartition("!")
            letter = str(choice.sqref).split(":")[0].rstrip("0123456789")
            head_row = HEAD_ROW if sheet.title == "Sachstand" else 3
            words = [cell.value for row in sheet.parent[name.strip("'$")][cells.replace("$", "")] for cell in row]
            found[sheet[f"{letter}{head_row}"].value] = words
    return found


def test_what_to_do_and_until_when_stands_above_the_table(written: Path) -> None:
    sheet = load_workbook(written)["Sachstand"]
    assert [cell.value for cell in sheet[HEAD_ROW][: len(COLUMNS)]] == [column.head for column in COLUMNS]
    top = " ".join(str(sheet.cell(row, 1).value) for row in range(1, HEAD_ROW))
    for said in ("2. Halbjahr 2025", "Amt für Bildung", "Bitte zurück bis 15.01.2026", "„Unverändert“", "drei Sätzen", "Neue Maßnahme?"):
        assert said in top
    assert sheet.freeze_panes == f"C{HEAD_ROW + 1}"
    assert (sheet.page_setup.orientation, sheet.print_title_rows) == ("landscape", f"${HEAD_ROW}:${HEAD_ROW}")


def test_each_choice_has_its_words_and_says_what_to_choose(written: Path) -> None:
    workbook = load_workbook(written)
    assert lists_of(workbook["Sachstand"])["Status"][5:7] == ["Abgeschlossen", "Läuft dauerhaft"]
    assert lists_of(workbook["Sachstand"])["Termin"] == ["im Plan", "gefährdet", "verzögert", "ohne Termin"]
    base = lists_of(workbook["Stammdaten"])
    assert base["Handlungsfeld"] == ["Sprache; Verständigung", "Wohnen, Umfeld"]
    assert (base["Klasse"], base["Herkunft"]) == (["A – sofort", "B – mit Haushalt"], ["Bestand", "neu"])
    assert lists_of(workbook["Mittel"])["Mittelart"] == ["Geld (€)", "Personal (VZÄ)", "Ehrenamt (Personen)"]
    assert lists_of(workbook["Meilensteine"])["Maßnahmennr."] == ["1.1", "1.10"]
    for sheet in workbook.worksheets:
        assert all(choice.prompt and choice.showInputMessage for choice in sheet.data_validations.dataValidation)
    assert workbook["_vorlage"].sheet_state == "hidden"


def test_a_department_fills_in_what_it_reports_and_reads_what_was_decided(written: Path) -> None:
    """Locked ids: numbers, titles and base data cannot be changed by mistake; looks, widths, sorting and filtering stay free."""
    workbook = load_workbook(written)
    report, base = workbook["Sachstand"], workbook["Stammdaten"]
    open_keys = {column.key for column in COLUMNS if not report[cell_of(column.key)].protection.locked}
    assert open_keys == {column.key for column in COLUMNS} - {"measure", "title", "plan_shown", "aim_shown"}
    assert all(base.cell(4, place).protection.locked for place in range(1, len(BASE_COLUMNS) + 1))
    assert report["A10"].protection.locked is base["A6"].protection.locked is False  # spare rows
    for sheet in (report, base):
        guard = sheet.protection
        assert (guard.sheet, guard.password) == (True, None)
        assert not any((guard.formatCells, guard.formatColumns, guard.formatRows, guard.sort, guard.autoFilter))
    assert not workbook["Meilensteine"].protection.sheet
    assert report.column_dimensions["AF"].hidden and report.cell(HEAD_ROW, len(COLUMNS) + 1).value == "Prüfsumme"


def test_the_edition_for_all_leaves_base_data_open_but_for_the_numbers(tmp_path: Path) -> None:
    write_status_sheet(tmp_path / "alle.xlsx", CITY, "2025-H2", (FULL,))
    base = load_workbook(tmp_path / "alle.xlsx")["Stammdaten"]
    assert [base.cell(4, place).protection.locked for place in range(1, len(BASE_COLUMNS) + 1)] == [
        True,
        *[False] * (len(BASE_COLUMNS) - 1),
    ]


def test_what_is_to_be_reached_and_until_when_is_shown_beside_what_is_asked(written: Path) -> None:
    sheet = load_workbook(written)["Sachstand"]
    assert sheet[cell_of("aim_shown", 1)].value == "Patenschaften: 10 → 40 Paare"
    assert [sheet[cell_of("plan_shown", below)].value for below in (0, 1)] == ["01.01.2025 – 31.12.2026", "01.01.2025 – offen"]


def test_what_a_state_demands_turns_orange(written: Path) -> None:
    rules = [rule.formula[0] for each in load_workbook(written)["Sachstand"].conditional_formatting for rule in each.rules]
    demanded = [(state, key) for state, keys in DEMANDS.items() for key in keys if key in PLACES]
    assert len(rules) == len(demanded) + 1 > 6
    state, result, told, why = (cell_of(key).rstrip("0123456789") for key in ("state", "result", "schedule_set", "schedule_reason"))
    assert f'AND(${told}{HEAD_ROW + 1}<>"",${why}{HEAD_ROW + 1}="")' in rules  # a Termin set by hand needs its reason
    assert f'AND(${state}{HEAD_ROW + 1}="Abgeschlossen",${result}{HEAD_ROW + 1}="")' in rules


def test_the_guide_explains_every_state_and_column(written: Path) -> None:
    told = [cell.value for cell in load_workbook(written)["Anleitung"]["A"]]
    heads = [column.head for column in (*COLUMNS, *BASE_COLUMNS)] + [column.head for sheet in ITEM_SHEETS for column in sheet.columns]
    assert not {head for head in heads if head not in ("Maßnahme",)} - set(told)
    assert {"Läuft dauerhaft", "In Prüfung"} <= set(told)


# Older templates

OLD = Path(__file__).parent / "data" / "sachstand_v1.xlsx"
"""Written by version 0.3 of the monitor, when everything stood in one sheet."""


def test_a_sheet_of_the_first_template_is_still_read() -> None:
    """Older template: its columns mean what they meant, and it does not speak of what it did not know."""
    reading = read(OLD)
    first, second = reading.rows
    assert claims(OLD)
    assert (reading.findings, reading.untouched, reading.period, reading.office) == ((), (), "2025-H2", "")
    assert (first.measure, first.field, first.goals, first.partners) == ("1.1", "sprache", ("Alle lernen Deutsch",), ("AWO", "Caritas"))
    assert (first.status_text, first.cost_planned, first.participants, first.reported_on) == (
        "Das Café ist offen.",
        15000,
        64,
        date(2026, 1, 15),
    )
    assert (second.measure, second.state, second.kind, second.confirmed) == ("1.10", MeasureState.PERMANENT, "laufend", False)
    assert (first.sheet, first.cell, first.changed) == ("Sachstand", "A4", None)
    assert {"lead", "progress", "goals", "obstacles"} <= first.given
    assert not first.given & {"milestones", "resources", "conditions", "result", "rank", "aim", "confirmed"}


def test_an_old_sheet_renamed_sorted_and_with_a_column_less_is_read_too(tmp_path: Path) -> None:
    workbook = load_workbook(OLD)
    sheet = workbook["Sachstand"]
    sheet.title = "Tabelle1"
    upper, lower = ([cell.value for cell in sheet[row]] for row in (4, 5))
    for place, (above, below) in enumerate(zip(lower, upper, strict=True), start=1):
        sheet.cell(4, place).value, sheet.cell(5, place).value = above, below
    sheet.delete_cols([cell.value for cell in sheet[3]].index("Hemmnisse") + 1)
    workbook.save(tmp_path / "alt.xlsx")
    reading = read(tmp_path / "alt.xlsx")
    assert [row.measure for row in reading.rows] == ["1.10", "1.1"]
    assert [(one.code, one.found) for one in reading.findings] == [("H462", "nicht vorhanden: Hemmnisse")]
    assert "obstacles" not in reading.rows[0].given


# LibreOffice


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("ending", ["ods", "xls"])
def test_a_sheet_saved_in_another_format_is_named_as_what_it_is(written: Path, tmp_path: Path, ending: str) -> None:
    """It is no list to take over: whoever sent it can save it as it was."""
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", ending, "--outdir", str(tmp_path / "out"), str(written)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    other = tmp_path / "out" / f"{written.stem}.{ending}"
    with pytest.raises(Unreadable, match=rf"Sachstandsblatt im Format \.{ending}\. Bitte .*\(\.xlsx\)"):
        read_file(other, other.name)


def resaved(path: Path, folder: Path) -> Path:
    """The workbook opened by LibreOffice and saved again."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder / "out"), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    return folder / "out" / path.name


def protected_cells(workbook: Workbook) -> dict[str, tuple[bool, ...]]:
    """Which cells of each protected sheet are locked, in the rows of the two measures and the first spare one."""
    first = {"Sachstand": (HEAD_ROW + 1, len(COLUMNS)), "Stammdaten": (4, len(BASE_COLUMNS))}
    return {
        name: tuple(workbook[name].cell(row + below, place).protection.locked for below in range(3) for place in range(1, last + 1))
        for name, (row, last) in first.items()
    }


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_and_saves_the_sheet_and_everything_still_works(written: Path, tmp_path: Path) -> None:
    """The sheets open and behave in LibreOffice: drop-downs, protection, hidden checksum, marker; an untouched sheet stays untouched."""
    saved = resaved(written, tmp_path)
    before, after = load_workbook(written), load_workbook(saved)
    assert claims(saved) and MARKER_NAME in after.defined_names
    for name in ("Sachstand", "Stammdaten", "Mittel", "Voraussetzungen", "Meilensteine"):
        assert lists_of(after[name]) == lists_of(before[name]) and lists_of(after[name])
        assert after[name].protection.sheet is before[name].protection.sheet
    assert protected_cells(after) == protected_cells(before)
    assert after["_vorlage"].sheet_state == "hidden"
    assert after["Sachstand"].column_dimensions["AF"].hidden
    assert (read(saved).rows, read(saved).untouched, read(saved).findings) == ((), ("1.1", "1.10"), ())
    values = [
        [[cell.value for cell in row] for row in book["Sachstand"].iter_rows(max_row=12, max_col=len(COLUMNS) + 1)]
        for book in (before, after)
    ]
    assert values[0] == values[1]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_sheet_filled_in_and_saved_by_libreoffice_reads_as_before(written: Path, tmp_path: Path) -> None:
    workbook = load_workbook(written)
    sheet = workbook["Sachstand"]
    sheet[cell_of("confirmed")] = "x"
    sheet[cell_of("progress", 1)], sheet[cell_of("status_text", 1)] = 0.35, "Der Raum ist gefunden."
    sheet[cell_of("look_again_on", 1)] = datetime(2026, 3, 1)
    workbook["Meilensteine"]["E4"] = datetime(2025, 4, 20)
    workbook.save(written)
    here, there = read(written), read(resaved(written, tmp_path))
    assert plain(there) == plain(here)
    assert [(row.measure, row.confirmed, row.progress, row.changed) for row in there.rows] == [
        ("1.1", True, 40, frozenset()),
        ("1.10", False, 35, frozenset({"progress", "status_text", "look_again_on", "milestones"})),
    ]


def plain(reading: Reading) -> tuple[Any, ...]:
    assert not [one for one in reading.findings if one.severity is Severity.ERROR]
    return reading.rows, reading.untouched, reading.findings


def test_a_small_concept_without_extras_gives_a_sheet_too(tmp_path: Path) -> None:
    write_status_sheet(tmp_path / "leer.xlsx", CONCEPT, "2026-H1", ())
    reading = read(tmp_path / "leer.xlsx")
    assert (reading.rows, reading.untouched, reading.findings) == ((), (), ())
    write_status_sheet(tmp_path / "eins.xlsx", CONCEPT, "2026-H1", (replace(PLAIN, period="2026-H1"),))
    assert read(tmp_path / "eins.xlsx").untouched == ("1.1",)
