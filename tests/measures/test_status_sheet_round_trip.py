"""What the template writes, the loader reads back unchanged."""

import shutil
import subprocess
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import ERROR_CODES

from domain.deliveries import DeliveryKind, Severity
from domain.measures import MeasureRow, MeasureState
from domain.status_sheet import CHOICES, COLUMNS
from loaders.status_sheet import claims, read_status_sheet
from reports.status_sheet import write_status_sheet
from tests.measures.sheets import CONCEPT, PLAIN, read, sheet_with

ALPHABET = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zs", "Zl", "Zp", "Cn", "Co"), exclude_characters="_;")
# the words of Excel's errors are refused wherever they stand
WORDS = (
    st.lists(st.text(ALPHABET, min_size=1, max_size=12), min_size=1, max_size=4).map(" ".join).filter(lambda text: text not in ERROR_CODES)
)
TEXT = st.one_of(
    st.just(""), WORDS, st.sampled_from(["=SUMME(A1:A3)", "+49 5341", "-", "@x", "1.10", "01.02.2024", "WAHR", "Zwei\nZeilen"])
)
DAYS = st.none() | st.dates(date(1990, 1, 1), date(2060, 12, 31))
MONEY = st.none() | st.integers(0, 10**9).map(lambda cents: cents / 100)
LISTS = st.lists(WORDS, max_size=3).map(tuple)
ROWS = st.builds(
    MeasureRow,
    measure=st.from_regex(r"[1-9][0-9]?(\.[1-9][0-9]?){1,2}", fullmatch=True),
    period=st.just("2025-H2"),
    title=WORDS,
    field=st.sampled_from([field.id for field in CONCEPT.fields]),
    state=st.sampled_from(MeasureState),
    goals=LISTS,
    kind=st.sampled_from(("", *CHOICES["kind"])),
    target_groups=LISTS,
    lead=TEXT,
    partners=LISTS,
    priority=st.sampled_from(("", *CHOICES["priority"])),
    term=st.sampled_from(("", *CHOICES["term"])),
    planned_start=DAYS,
    planned_end=DAYS,
    actual_start=DAYS,
    actual_end=DAYS,
    progress=st.none() | st.integers(0, 1000).map(lambda tenths: tenths / 10),
    status_text=TEXT,
    next_steps=TEXT,
    obstacles=TEXT,
    cost_planned=MONEY,
    cost_actual=MONEY,
    funding=TEXT,
    staff=st.none() | st.integers(0, 4000).map(lambda hundredths: hundredths / 100),
    participants=st.none() | st.integers(0, 100_000).map(float),
    indicators=LISTS,
    decision=TEXT,
    reported_on=DAYS,
    reported_by=TEXT,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(ROWS, max_size=4, unique_by=lambda row: row.measure))
def test_rows_come_back_as_they_were_written(rows: list[MeasureRow]) -> None:
    buffer = BytesIO()
    write_status_sheet(buffer, CONCEPT, "2025-H2", rows)
    reading = read_status_sheet(buffer, "blatt.xlsx")
    assert [replace(row, sheet="", cell="") for row in reading.rows] == rows
    assert [finding for finding in reading.findings if finding.severity is Severity.ERROR] == []


def test_each_row_knows_sheet_and_cell_of_its_number(tmp_path: Path) -> None:
    reading = read(sheet_with(tmp_path, {}, rows=(PLAIN, replace(PLAIN, measure="1.2"))))
    assert (reading.kind, reading.layout) == (DeliveryKind.MEASURES, "sachstand")
    assert [(row.measure, row.sheet, row.cell) for row in reading.rows] == [("1.1", "Sachstand", "A4"), ("1.2", "Sachstand", "A5")]


def test_texts_that_look_like_formulas_are_stored_as_text(tmp_path: Path) -> None:
    path = tmp_path / "blatt.xlsx"
    write_status_sheet(path, CONCEPT, "2025-H2", [replace(PLAIN, title="=HYPERLINK(0)", status_text="#N/A", lead="=1+1")])
    cells = [cell for row in load_workbook(path)["Sachstand"].iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells if cell.row == 4 and cell.column_letter in "ABGQ"} == {"s"}
    assert not [cell for cell in cells if cell.data_type == "f"]


def test_the_template_has_heads_lists_guide_and_room_for_new_measures(tmp_path: Path) -> None:
    path = tmp_path / "blatt.xlsx"
    write_status_sheet(path, CONCEPT, "2025-H2", [PLAIN])
    workbook = load_workbook(path)
    sheet = workbook["Sachstand"]
    assert [cell.value for cell in sheet[3]] == [column.head for column in COLUMNS]
    assert sheet.freeze_panes == "C4"
    assert [sheet[f"A{row}"].number_format for row in (4, 24)] == ["@", "@"]
    ranges = {str(choice.sqref): choice.formula1 for choice in sheet.data_validations.dataValidation}
    assert ranges == {
        "C4:C24": "'_vorlage'!$D$1:$D$2",
        "E4:E24": "'_vorlage'!$F$1:$F$3",
        "I4:I24": "'_vorlage'!$G$1:$G$3",
        "J4:J24": "'_vorlage'!$H$1:$H$3",
        "O4:O24": "'_vorlage'!$E$1:$E$10",
    }
    marker = workbook["_vorlage"]
    assert [marker[cell].value for cell in ("D1", "E10", "F3", "G1", "H3")] == [
        "Sprache und Verständigung",
        "Zusammengelegt",
        "Prüfauftrag",
        "hoch",
        "langfristig",
    ]
    assert marker.sheet_state == "hidden"
    guide = [cell.value for cell in workbook["Anleitung"]["A"]]
    assert [column.head for column in COLUMNS] == guide[7:]


def test_the_sheet_is_recognised_under_any_name_and_other_workbooks_are_not(tmp_path: Path) -> None:
    path = sheet_with(tmp_path, {})
    renamed = path.rename(tmp_path / "Rückmeldung Amt 50 (2).bin")
    assert len(read(renamed).rows) == 1
    workbook = Workbook()
    workbook.active.append(["Maßnahmennr.", "Umsetzungsgrad %"])
    workbook.save(tmp_path / "fremd.xlsx")
    (tmp_path / "text.csv").write_text("Maßnahmennr.;Bezeichnung;Handlungsfeld;Status;Umsetzungsgrad %")
    assert [claims(renamed), claims(tmp_path / "fremd.xlsx"), claims(tmp_path / "text.csv"), claims(tmp_path / "fehlt.xlsx")] == [
        True,
        False,
        False,
        False,
    ]


def test_a_copy_of_the_sheet_without_the_hidden_one_is_recognised_by_its_heads_but_blocked(tmp_path: Path) -> None:
    path = sheet_with(tmp_path, {})
    workbook = load_workbook(path)
    del workbook["_vorlage"]
    del workbook.defined_names["Integrationsmonitor_Sachstand"]
    workbook.save(path)
    reading = read(path)
    assert claims(path)
    assert [finding.code for finding in reading.findings] == ["E160"]
    assert reading.rows is None


def test_the_reading_tells_concept_and_half_year(tmp_path: Path) -> None:
    reading = read(sheet_with(tmp_path, {"field": "Wohnen, Umfeld und Nachbarschaft"}))
    assert (reading.source.table, reading.source.title) == ("Sachstandsblatt probe", "Sachstand der Maßnahmen, 2. Halbjahr 2025")
    assert [(row.period, row.field) for row in reading.rows] == [("2025-H2", "wohnen")]


def test_a_field_the_concept_no_longer_has_is_left_for_the_department_to_choose(tmp_path: Path) -> None:
    path = sheet_with(tmp_path, {}, rows=(replace(PLAIN, field="gibt_es_nicht"), replace(PLAIN, measure="1.2")))
    assert load_workbook(path)["Sachstand"]["C4"].value is None
    reading = read(path)
    assert [(finding.code, finding.cell) for finding in reading.findings] == [("E367", "C4")]
    assert [row.measure for row in reading.rows] == ["1.2"]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_and_saves_the_sheet_without_changing_a_measure(tmp_path: Path) -> None:
    path = sheet_with(tmp_path, {}, rows=(PLAIN, replace(PLAIN, measure="1.10", status_text="=1+1", cost_planned=12.5)))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", str(tmp_path / "out"), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    saved = tmp_path / "out" / path.name
    assert claims(saved)
    assert read(saved).rows == read(path).rows
