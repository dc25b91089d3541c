"""Large Excel sheets: calamine reads their values many times faster than openpyxl, but not everything. A scan of the sheet's XML
proves first that nothing it would lose is there, and gathers the few cells it reads otherwise."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from itertools import pairwise
from pathlib import Path
from typing import Any

from openpyxl.styles.numbers import is_date_format
from openpyxl.utils.cell import column_index_from_string
from python_calamine import CalamineError, CalamineWorkbook

from loaders.grid import Cell
from loaders.number_formats import is_plain
from loaders.workbooks import package
from loaders.workbooks.cells import MAX_CELLS, MAX_ROWS, Rows, stated, too_far
from loaders.workbooks.styles import Style, Styles

_PLAIN_DATE = re.compile(r"[dmyhs.:/\\ ;@-]+", re.IGNORECASE)
_FAR = re.compile(rb'<c r="[A-Z]{3}|<c r="[A-Z]+\d{7}')
_STYLE_LATER = re.compile(rb'<c r="[A-Z]+\d+" (?!s=)[^>]* s="')
_LONG_NUMBER = re.compile(rb"<v>-?\d{16}")
_ROW = re.compile(rb'<row r="(\d+)"')
_NO_RESULT = re.compile(rb"(?:</(?:\w+:)?f>|<(?:\w+:)?f\b[^>]*/>)\s*<(?:/(?:\w+:)?c>|(?:\w+:)?v\s*(?:/>|></))")
_ERROR = re.compile(rb'<c r="([A-Z]+)(\d+)"[^>]* t="e"[^>]*>(?:<f[^>]*/>|<f.*?</f>)?<v>([^<]*)</v>')
_ESCAPED = re.compile(rb"_x[0-9A-Fa-f]{4}_|&#(?:13|x0*[dD]);")
_SURE_DATES = date(1900, 3, 1)  # the earlier ones Excel counts wrongly, and every reader in its own way
_STRINGS = "xl/sharedStrings.xml"

Overlay = dict[tuple[int, int], Cell | Style]
"""What stands in a cell, or only how its value is to be shown; by row and column."""


def may_lack_results(xml: bytes) -> bool:
    """True if any cell of the sheet may hold a formula without its result."""
    return _NO_RESULT.search(xml) is not None


def flat_rows(path: Path, sheet: str, member: str, styles: Styles) -> Rows | None:
    """All rows of the sheet, as openpyxl would give them up to empty cells at the end of a row; None if it cannot be proved that
    they are the same. Raises Refused for a sheet with too many cells."""
    xml = package.content(path, member)
    if xml.count(b"<c ") + xml.count(b"<c>") > MAX_CELLS:
        raise too_far(sheet)
    if not _is_flat(xml) or not _same_texts(xml) or not _same_texts(_shared_strings(path)):
        return None
    found = _overlay(xml, styles)
    last = _last_row(xml)
    del xml  # as large as all that follows
    if found is None or last is None:
        return None
    return _calamine_rows(path, sheet, last, found)


def _is_flat(xml: bytes) -> bool:
    """True if every row and cell says where it stands, in the writing the other patterns here expect, and none is far away."""
    cells = xml.count(b'<c r="')
    if not cells or cells != xml.count(b"<c ") + xml.count(b"<c>") or xml.count(b'<row r="') != xml.count(b"<row ") + xml.count(b"<row>"):
        return False
    if b"='" in xml or b't="d"' in xml:
        return False
    return not any(pattern.search(xml) for pattern in (_FAR, _STYLE_LATER, _LONG_NUMBER))


def _same_texts(xml: bytes) -> bool:
    """True if the texts have nothing that the two readers understand differently."""
    return not any(sign in xml for sign in (b"<!--", b"<![CDATA[", b"<rPh")) and not _ESCAPED.search(xml)


def _shared_strings(path: Path) -> bytes:
    try:
        return package.content(path, _STRINGS)
    except KeyError:  # a workbook without texts, or with all of them in the cells
        return b""


def _last_row(xml: bytes) -> int | None:
    numbers = [int(number) for number in _ROW.findall(xml)]
    return numbers[-1] if numbers[-1] <= MAX_ROWS and all(one < other for one, other in pairwise(numbers)) else None


def _overlay(xml: bytes, styles: Styles) -> Overlay | None:
    """Cells whose style or error calamine does not tell; None if there are styles whose cells it might read otherwise."""
    found: Overlay = {}
    used = [number for number in range(len(styles)) if b'" s="%d"' % number in xml]
    if any(_is_doubtful(styles[number]) or (styles[number].indent and (b' t="b"' in xml or _is_date(styles[number]))) for number in used):
        return None  # afterwards a truth value or day is told no more from a text, which alone is indented
    telling = [number for number in used if styles[number].indent or not is_plain(styles[number].format) or _is_date(styles[number])]
    if telling:
        wanted = re.compile(rb'<c r="([A-Z]+)(\d+)" s="(%s)"' % b"|".join(b"%d" % number for number in telling))
        for letters, row, number in wanted.findall(xml):
            found[int(row), column_index_from_string(letters.decode())] = styles[int(number)]
    errors = _ERROR.findall(xml)
    if len(errors) != xml.count(b' t="e"'):
        return None
    found.update(((int(row), column_index_from_string(letters.decode())), text.decode()) for letters, row, text in errors)
    return found


def _is_date(style: Style) -> bool:
    return bool(is_date_format(style.format))


def _is_doubtful(style: Style) -> bool:
    """A date format the two readers may take for different things."""
    return _is_date(style) and not (_PLAIN_DATE.fullmatch(style.format) and re.search("[dy]", style.format, re.IGNORECASE))


def _calamine_rows(path: Path, sheet: str, last: int, overlay: Overlay) -> Rows | None:
    try:
        table = CalamineWorkbook.from_path(str(path)).get_sheet_by_name(sheet)
        height, width = table.total_height, table.total_width
        if height > last:
            return None
        if height * width > MAX_CELLS:
            raise too_far(sheet)
        rows = list(_converted(table.iter_rows(), table.start))
        _lay_over(rows, overlay)
    except (CalamineError, _UnsureDateError):
        return None
    return rows


def _lay_over(rows: Rows, overlay: Overlay) -> None:
    for (row, col), telling in overlay.items():
        if row <= len(rows) and col <= len(rows[row - 1]):
            cells = list(rows[row - 1])
            cells[col - 1] = _told(cells[col - 1], telling) if isinstance(telling, Style) else telling
            rows[row - 1] = tuple(cells)


def _told(cell: Cell, style: Style) -> Cell:
    if _is_date(style) and not isinstance(cell, str):
        raise _UnsureDateError  # a number that is no day of the calendar
    return stated(cell, style.format, style.indent)


class _UnsureDateError(ValueError):
    """A time without a day, or a day about which readers disagree."""


def _converted(rows: Iterable[list[Any]], start: tuple[int, int] | None) -> Iterator[tuple[Cell, ...]]:
    """``rows`` begin with the sheet's first row, but with its first filled column."""
    ahead = ("",) * (start[1] if start else 0)
    texts = _Texts()
    for row in rows:
        yield (*ahead, *[texts[cell] if type(cell) is str else cell if type(cell) is float else _stated(cell) for cell in row])


class _Texts(dict[str, str]):
    """Each text once, with the line breaks an XML reader makes of them: calamine makes a new text for each cell."""

    def __missing__(self, text: str) -> str:
        found = self[text] = text.replace("\r\n", "\n").replace("\r", "\n")
        return found


def _stated(value: Any) -> Cell:
    if isinstance(value, time) or (isinstance(value, datetime) and value.microsecond):
        raise _UnsureDateError
    if isinstance(value, date) and date(value.year, value.month, value.day) < _SURE_DATES:
        raise _UnsureDateError
    return stated(value, "General")
