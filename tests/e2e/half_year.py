"""What people do in a half-year, step by step: sheets filled in with a spreadsheet program, uploads, looks at the pages."""

import zipfile
from io import BytesIO
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from playwright.sync_api import Page

from domain.status_sheet import COLUMNS, SHEET
from tests.e2e.screen import settle
from tests.e2e.test_main_job import cells

HEADS = {column.key: column.head for column in COLUMNS}


def unpacked(content: bytes, folder: Path) -> dict[str, Path]:
    """The workbooks of a zip by the organisation that their name ends with."""
    found = {}
    with zipfile.ZipFile(BytesIO(content)) as archive:
        for name in archive.namelist():
            path = folder / name
            path.write_bytes(archive.read(name))
            found[path.stem.split("_", 2)[2]] = path
    return found


def filled(path: Path, answers: dict[str, dict[str, object]], name: str) -> Path:
    """The workbook with the answers typed in, by number of the measure and attribute, kept under another name."""
    workbook = load_workbook(path)
    sheet = workbook[SHEET]
    places = {cell.value: cell.column for cell in sheet[_head_row(sheet)]}
    lines = {str(sheet.cell(row, 1).value): row for row in range(_head_row(sheet) + 1, sheet.max_row + 1)}
    for number, said in answers.items():
        for key, value in said.items():
            sheet.cell(lines[number], places[HEADS[key]]).value = value
    kept = path.with_name(name)
    workbook.save(kept)
    return kept


def _head_row(sheet: Worksheet) -> int:
    return next(row for row in range(1, 20) if sheet.cell(row, 1).value == HEADS["measure"])


def replies(page: Page, address: str) -> dict[str, tuple[str, str]]:
    """Reply and count of every organisation on the page „Rücklauf“."""
    page.goto(f"{address}/ruecklauf")
    page.get_by_role("heading", name="Rücklauf", level=1).wait_for()
    settle(page)
    lines = [cells(row) for row in page.locator("[class*=st-key-tabelle_ruecklauf] tr").all()]
    return {line[0]: (line[1].split("\n")[0].split("\u00a0")[-1], line[2]) for line in lines if line}


def bring_in(page: Page, address: str, path: Path) -> None:
    """Uploads a returned sheet and waits until it is checked."""
    page.goto(f"{address}/einspielen")
    settle(page)
    page.get_by_label("Datei hochladen").set_input_files(path)
    page.get_by_role("heading", name="3. Geprüft").wait_for()
    page.get_by_role("table", name="Angaben des Sachstandsblatts").wait_for()
    settle(page)


def differences(page: Page) -> dict[str, list[str]]:
    """The line of every measure in the difference before acceptance."""
    told = page.get_by_role("table", name="Änderungen je Maßnahme")
    told.wait_for()
    rows = told.get_by_role("row").all()[1:]
    return {line[0].split()[0]: line for line in map(cells, rows)}
