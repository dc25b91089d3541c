"""What the styles of an Excel workbook say about a cell: its number format and how far its text is indented."""

import zipfile
from dataclasses import dataclass

from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.workbook import Workbook

_OWN_FORMATS = 164  # numbers from here on are the workbook's own formats


@dataclass(frozen=True)
class Style:
    format: str = "General"
    indent: int = 0


class Styles:
    """The styles of a workbook by number, each looked up once."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._book = Workbook()
        apply_stylesheet(archive, self._book)
        self._known: dict[int, Style] = {}

    @property
    def dates(self) -> set[int]:
        """Numbers of the styles that show a number as a date or time."""
        return set(self._book._date_formats)

    @property
    def durations(self) -> set[int]:
        return set(self._book._timedelta_formats)

    def __len__(self) -> int:
        return len(self._book._cell_styles)

    def __getitem__(self, number: int) -> Style:
        found = self._known.get(number)
        if found is None:
            found = self._known[number] = self._looked_up(number)
        return found

    def _looked_up(self, number: int) -> Style:
        entry = self._book._cell_styles[number]
        key = entry.numFmtId
        form = BUILTIN_FORMATS.get(key, "General") if key < _OWN_FORMATS else self._book._number_formats[key - _OWN_FORMATS]
        alignment = self._book._alignments[entry.alignmentId]
        return Style(form, 0 if alignment.horizontal == "right" else int(alignment.indent or 0))
