"""Which of our own workbooks a file is: by the name we put into it, or by the column heads if somebody lost that."""

import html
import re
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path

from domain import concept_sheet, definition_sheet, input_sheet
from domain.deliveries import Reading

_PEEK = 1 << 18
_DAMAGE = (OSError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)
_MARKERS: Mapping[str, str] = {
    definition_sheet.MARKER_NAME: definition_sheet.LAYOUT,
    input_sheet.MARKER_NAME: input_sheet.LAYOUT,
    concept_sheet.MARKER_NAME: concept_sheet.LAYOUT,
}
_HEADS: Mapping[str, Sequence[str]] = {
    definition_sheet.LAYOUT: [column.head for column in definition_sheet.INDICATOR_COLUMNS if column.required],
    input_sheet.LAYOUT: [column.head for column in input_sheet.COLUMNS if column.required or column.key == "value"],
    concept_sheet.LAYOUT: [*(column.head for column in concept_sheet.FACT_COLUMNS), concept_sheet.FACTS["area.key"].label],
}


def is_own_sheet(layout: str) -> bool:
    """True for the layout ids of our workbooks, also with what an input sheet is for behind."""
    return layout in (definition_sheet.LAYOUT, concept_sheet.LAYOUT) or layout.partition("_")[0] == input_sheet.LAYOUT


def own_sheet(path: Path) -> str | None:
    """The layout id of our workbook, None for any other; reads at most 256 KB of a member."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            book = _peek(archive, "xl/workbook.xml") if "xl/workbook.xml" in names else ""
            for marker, layout in _MARKERS.items():
                if marker in book:
                    return layout
            texts = [name for name in names if name == "xl/sharedStrings.xml" or re.fullmatch(r"xl/worksheets/sheet[1-9]\.xml", name)]
            strings = "".join(_peek(archive, name) for name in sorted(texts))
    except _DAMAGE:
        return None
    return next((layout for layout, heads in _HEADS.items() if all(f">{head}<" in strings for head in heads)), None)


def _peek(archive: zipfile.ZipFile, member: str) -> str:
    with archive.open(member) as stream:
        return html.unescape(stream.read(_PEEK).decode("utf-8", "replace"))


def read_own_sheet(path: Path, name: str, layout: str) -> Reading:
    """The reading of our workbook."""
    if layout == concept_sheet.LAYOUT:
        from loaders.concept_sheet import read_concept_sheet

        return read_concept_sheet(path, name)
    if layout != definition_sheet.LAYOUT:
        from loaders.input_sheet import read_input_sheet

        return read_input_sheet(path, name)
    from loaders.definition_sheet import read_definition_sheet

    return read_definition_sheet(path, name)
