"""Small workbooks written cell by cell, and ways to read them."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.comments import Comment

from domain.deliveries import Reading
from loaders.reading import read_file

Sheet = Sequence[Sequence[Any]]

HEAD = """
id = "mappe"
title = "Mappe"
publisher = "Amt"
licence = ""
table = "M"
url = ""
symbols = "destatis"
dash = "zero"
file = { kind = "workbook" }
[recognition]
cells = []
[common]
series = "bevoelkerung"
unit = "Anzahl"
basis = "Melderegister"
"""


def write_book(
    folder: Path, sheets: Mapping[str, Sheet], formats: Mapping[str, str] | None = None, notes: Mapping[str, str] | None = None
) -> Path:
    """A workbook of these sheets; ``formats`` and ``notes`` (comments) belong to cells of the first one."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    first = book.worksheets[0]
    for cell, number_format in (formats or {}).items():
        first[cell].number_format = number_format
    for cell, text in (notes or {}).items():
        first[cell].comment = Comment(text, "Amt")
    book.save(folder / "m.xlsx")
    return folder / "m.xlsx"


def read_book(folder: Path, layout: str, path: Path) -> Reading:
    """The reading of a workbook by a layout, whose head may be left to HEAD."""
    text = (
        layout
        if "id =" in layout
        else layout.split("[[blocks]]")[0] + HEAD + "".join("[[blocks]]" + part for part in layout.split("[[blocks]]")[1:])
    )
    (folder / "layout.toml").write_text(text, "utf-8")
    return read_file(path, path.name, str(folder / "layout.toml"))
