"""A field sheet is one page per field, whatever the field holds (L3); it gets smaller where there is much."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

import store.reading
import workflows
from domain.access import OFFICE
from domain.reports import ReportKind
from reports.compose import compose
from reports.document import Document, Paragraph
from reports.pdf import write_pdf
from store import open_snapshot
from tests.workflows.homes import make_home
from views import report_material

LONG = "Die Federführungen legen bis zur nächsten Sitzung einen Zeitplan mit Zuständigkeiten vor. " * 7
"""About as long as the consequences of a field become."""


def sheets(tmp_path: Path, concept: str) -> tuple[Document, int]:
    """The sheets of all fields and how many fields there are."""
    with open_snapshot(make_home(tmp_path / "home", concept)) as snapshot:
        order = workflows.order_report(snapshot, OFFICE, ReportKind.FIELD_SHEET)
        return compose(report_material.build(snapshot, OFFICE, order)), len(store.reading.concept(snapshot, None).fields)


@pytest.mark.parametrize("concept", ["demo", "leverkusen", "landkreis-augsburg"])
def test_every_field_has_one_page_also_with_long_consequences(tmp_path: Path, concept: str) -> None:
    made, fields = sheets(tmp_path, concept)
    blocks = []
    for block in made.blocks:
        blocks.append(block)
        if isinstance(block, Paragraph) and block.label == "Konsequenzen:":
            blocks.append(Paragraph(LONG))
    with pikepdf.open(BytesIO(write_pdf(replace(made, blocks=tuple(blocks))))) as pdf:
        assert len(pdf.pages) == fields
        box = [float(each) for each in pdf.pages[0].MediaBox]
    assert (round(box[2]), round(box[3])) == (595, 842)  # A4 upright
