"""LibreOffice opens what we write, and what it prints is what the document says."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from office_sample import DOCUMENT, LONG, STATE

from reports.slides import write_slides
from reports.word import write_word
from reports.workbook import write_workbook

pytestmark = pytest.mark.skipif(not (shutil.which("soffice") and shutil.which("pdftotext")), reason="no LibreOffice or poppler")


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """The text of each page by form."""
    folder = tmp_path_factory.mktemp("office")
    (folder / "word.docx").write_bytes(write_word(DOCUMENT))
    (folder / "folien.pptx").write_bytes(write_slides(DOCUMENT))
    (folder / "mappe.xlsx").write_bytes(write_workbook(DOCUMENT))
    files = ["word.docx", "folien.pptx", "mappe.xlsx"]
    options = [f"-env:UserInstallation=file://{folder}/lo", "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run(["soffice", *options, *(str(folder / each) for each in files)], check=True, timeout=180, capture_output=True)
    return {Path(each).stem: pages(folder / f"{Path(each).stem}.pdf") for each in files}


def pages(path: Path) -> list[str]:
    made = subprocess.run(["pdftotext", "-layout", str(path), "-"], check=True, timeout=60, capture_output=True, text=True)
    return made.stdout.split("\f")[:-1]


def test_word_prints_head_and_foot_on_every_page_and_repeats_table_heads(printed: dict[str, list[str]]) -> None:
    told = printed["word"]
    assert len(told) >= 6
    for number, page in enumerate(told, start=1):
        assert "Entwurf · Nicht öffentlich" in page and STATE in page and f"Seite {number} von {len(told)}" in page
    with_measures = [page for page in told if "Sprachcafé" in page]
    assert len(with_measures) > 1 and all(re.search(r"Maßnahme +Stand +Termin", page) for page in with_measures)
    assert sum(page.count("Sprachcafé im Quartier") for page in told) == len(LONG.rows)


def test_slides_are_pages_and_nothing_is_cut(printed: dict[str, list[str]]) -> None:
    told = printed["folien"]
    assert told[0].strip().startswith("Umsetzungsbericht 2026")
    assert sum(page.count("Sprachcafé im Quartier") for page in told) == len(LONG.rows)
    assert all(STATE in page for page in told)


def test_the_workbook_prints_all_rows_under_their_heads(printed: dict[str, list[str]]) -> None:
    """Whether a comma or a point is printed is up to the program's language, so numbers are not looked at here."""
    told = printed["mappe"]
    for number, page in enumerate(told, start=1):
        assert "Entwurf · Nicht öffentlich" in page and STATE in page and f"Seite {number} von {len(told)}" in page
    assert sum(page.count("Sprachcafé im Quartier") for page in told) == len(LONG.rows)
