"""A document as PDF. typst sets it with the template beside this file; texts reach it as data and are never read as markup."""

import json
from datetime import UTC
from pathlib import Path
from typing import Any

import typst

from reports import fonts
from reports.document import Document
from reports.pdf.payload import payload

STANDARDS = ("ua-1", "a-2a")
"""Accessible and archivable: typst refuses to write a figure without alternative text, a skipped heading or a letter without a glyph."""
_TEMPLATE = Path(__file__).with_name("bericht.typ")


def write_pdf(document: Document) -> bytes:
    """The document as PDF, A4 upright. The only time inside is ``document.made_for`` (UTC where it names no zone).

    A document that cannot be accessible (a gap between levels of headings, an empty alternative text) raises typst.TypstError:
    a programming error."""
    data, pictures = payload(document)
    made_for = document.made_for if document.made_for.tzinfo else document.made_for.replace(tzinfo=UTC)
    files: Any = {  # the library takes files by name, its types do not say so
        "main.typ": _TEMPLATE.read_bytes(),
        "daten.json": json.dumps(data, ensure_ascii=False).encode(),
        **pictures,
    }
    standards: Any = list(STANDARDS)
    written: bytes = typst.compile(
        files, font_paths=[str(fonts.FOLDER)], ignore_system_fonts=True, pdf_standards=standards, timestamp=made_for
    )
    return written
