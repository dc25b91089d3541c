"""Every number on an action field's page stands in the PDF, the Word, the PowerPoint and the Excel of its report, with its unit."""

import re
import subprocess
from collections.abc import Callable, Iterable
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document as WordFile
from openpyxl import load_workbook
from pptx import Presentation

import store.reading
import workflows
from domain.access import OFFICE
from domain.reports import ReportForm, ReportKind
from store import Home, open_snapshot
from tests.e2e.screen import settle
from tests.workflows.homes import make_home
from views.formats import number

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
FIELDS = {
    "demo": ("bildung", "arbeit", "sprache"),
    "leverkusen": ("bildung", "arbeit"),
    "landkreis-augsburg": (),  # all that have figures
}
"""Fields looked at: of the demo those with most figures and measures, of two of the five concepts those with figures."""
NUMBER = re.compile(r"[-+−]?\d+(?:[.,]\d+)*(?: ?(?:%|‰|€|Prozentpunkte|je 1\.000))?")
MAIN = "[data-testid=stMain]"
FOOT = re.compile(r"^Stand Nr\. \d+ ·", re.MULTILINE)
"""The number of the installation's state, below every page; no document has it."""


def plain(text: str) -> str:
    """One kind of space, no soft hyphens."""
    return re.sub(r"[\s\u00a0\u202f\u2060]+", " ", text.replace("\u00ad", ""))


def numbers(text: str) -> set[str]:
    """Numbers with their units, without the spaces between."""
    return {found.replace(" ", "") for found in NUMBER.findall(plain(text))}


def bare(text: str) -> set[str]:
    """The numbers alone: a label within a drawing leaves its unit to the title, and in Word and PowerPoint drawings are pictures."""
    return {re.sub(r"(?:%|‰|€|Prozentpunkte|je1\.000)$", "", each) for each in numbers(text)}


def of_pdf(content: bytes) -> str:
    read = subprocess.run(["pdftotext", "-enc", "UTF-8", "-", "-"], input=content, capture_output=True, check=True, timeout=60)
    return read.stdout.decode("utf-8")


def of_word(content: bytes) -> str:
    body = WordFile(BytesIO(content)).element.body
    paragraphs = body.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p")
    return "\n".join("".join(run.text or "" for run in each.iter() if run.tag.endswith("}t")) for each in paragraphs)


def of_slides(content: bytes) -> str:
    deck = Presentation(BytesIO(content))
    return "\n".join(part for slide in deck.slides for shape in slide.shapes for part in _of_shape(shape))


def _of_shape(shape: object) -> Iterable[str]:
    if getattr(shape, "has_text_frame", False):
        yield shape.text_frame.text  # type: ignore[attr-defined]
    if getattr(shape, "has_table", False):
        yield from (cell.text for row in shape.table.rows for cell in row.cells)  # type: ignore[attr-defined]


def of_workbook(content: bytes) -> str:
    """Cells as they are displayed: numbers with the decimals of their format."""
    book = load_workbook(BytesIO(content))
    return "\n".join(_displayed(cell) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None)


def _displayed(cell: object) -> str:
    value, form = cell.value, cell.number_format  # type: ignore[attr-defined]
    if isinstance(value, int | float) and not isinstance(value, bool):
        decimals = len(re.match(r"0*", form.split(".", 1)[1])[0]) if "." in form.split(";")[0] else 0  # type: ignore[index]
        return number(value, decimals)
    return str(value)


READERS: dict[ReportForm, Callable[[bytes], str]] = {
    ReportForm.PDF: of_pdf, ReportForm.WORD: of_word, ReportForm.POWERPOINT: of_slides, ReportForm.EXCEL: of_workbook,
}  # fmt: skip


@pytest.mark.parametrize("concept", FIELDS)
def test_every_number_of_the_fields_page_is_in_every_format(concept: str, tmp_path: Path, page, server: Callable[..., str]) -> None:
    home = make_home(tmp_path / "home", concept)
    written = documents(home)
    address = server(home.path)
    chosen = FIELDS[concept] or with_figures(home)
    looked_at = 0
    for field in chosen:
        page.goto(f"{address}/handlungsfeld?id={field}")
        settle(page)
        shown = numbers(FOOT.sub("", page.inner_text(MAIN)))
        looked_at += len(shown)
        for form, text in written.items():
            missing = sorted(shown - numbers(text) - bare(text))
            assert missing == [], f"{field} in {form.label}"
    assert looked_at > 20


def documents(home: Home) -> dict[ReportForm, str]:
    """The council report of today's state in all formats, as texts."""
    with open_snapshot(home) as snapshot:
        order = workflows.order_report(snapshot, OFFICE, ReportKind.COUNCIL)
        made = workflows.produce_report(snapshot, OFFICE, order, tuple(READERS))
    return {each.form: READERS[each.form](each.content) for each in made}


def with_figures(home: Home) -> tuple[str, ...]:
    with open_snapshot(home) as snapshot:
        return tuple(dict.fromkeys(use.field for use in store.reading.concept(snapshot).indicators))[:2]
