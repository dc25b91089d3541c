"""Excel workbooks (xlsx, xlsm): cells as openpyxl understands them, large sheets through a faster reader."""

import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import iterparse

from openpyxl.reader.strings import read_string_table
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900
from openpyxl.worksheet._reader import DATA_TAG, ROW_TAG, WorkSheetParser

from loaders.grid import Cell, Structure
from loaders.workbooks import package
from loaders.workbooks.cells import MAX_COLS, MAX_ROWS, Row, Rows, counted, formatted, stated, too_far
from loaders.workbooks.flat import flat_rows, may_lack_results
from loaders.workbooks.styles import Styles

LARGE = 2 << 20
"""From this size of a sheet's XML on it pays to prove that the faster reader may be used."""
_Stored = dict[str, Any]
_Show = Callable[[Any, str, int], Cell]


def sheets(path: Path) -> Mapping[str, bool]:
    return {name: member.hidden for name, member in package.members(path).items()}


def rows(path: Path, sheet: str, limit: int | None, as_shown: bool, first: int = 1, large: int = LARGE) -> Rows:
    member = package.members(path)[sheet]
    common = _common(path)
    with zipfile.ZipFile(path) as archive:
        if limit is None and not as_shown and not member.from_1904 and archive.getinfo(member.path).file_size >= large:
            found = flat_rows(path, sheet, member.path, common.styles)
            if found is not None:
                return found
        stored = _stored_rows(archive, member, common, sheet, limit, first)
        show = formatted if as_shown else stated
        return counted((_row(cells, common.styles, show, sheet) for cells in stored), sheet)


def structure(path: Path, sheet: str) -> Structure:
    return package.sheet_structure(path, package.members(path)[sheet].path)


def unsolved(path: Path, sheet: str, rows: Sequence[Row]) -> frozenset[tuple[int, int]]:
    member = package.members(path)[sheet]
    found: set[tuple[int, int]] = set()
    with zipfile.ZipFile(path) as archive:
        if not may_lack_results(archive.read(member.path)):
            return frozenset()
        stored = _stored_rows(archive, member, _common(path), sheet, formulas=True)
        for number, (cells, row) in enumerate(zip(stored, rows, strict=False), 1):
            places = [cell["column"] for cell in cells if cell["data_type"] == "f"]
            found.update((number, place) for place in places if place > len(row) or row[place - 1] == "")
    return frozenset(found)


class _Texts(list[str]):
    """The texts that cells name by number; a number below zero is damage, not a place from the end."""

    def __getitem__(self, place: Any) -> Any:
        if place < 0:
            raise IndexError(place)
        return super().__getitem__(place)


class _Common:
    """What all sheets of a workbook share, read when it is first needed."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @cached_property
    def styles(self) -> Styles:
        with zipfile.ZipFile(self._path) as archive:
            return Styles(archive)

    @cached_property
    def texts(self) -> list[str]:
        part = next((member.texts for member in package.members(self._path).values()), "")
        if not part:
            return _Texts()
        with zipfile.ZipFile(self._path) as archive, archive.open(part) as strings:
            return _Texts(read_string_table(strings))


def _common(path: Path) -> _Common:
    state = path.stat()
    return _kept(path, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=1)
def _kept(path: Path, _changed: int, _size: int) -> _Common:
    return _Common(path)


class _Parser(WorkSheetParser):
    """Nothing but the rows: what follows them may be damaged without harm."""

    def parse(self) -> Iterator[tuple[int, list[_Stored]]]:
        for _, item in iterparse(self.source):  # noqa: S314 - precheck lets no part with a DTD through; defusedxml takes three times as long
            if item.tag == ROW_TAG:
                yield self.parse_row(item)
                item.clear()
            elif item.tag == DATA_TAG:
                return


def _stored_rows(
    archive: zipfile.ZipFile,
    member: package.Member,
    common: "_Common",
    sheet: str,
    limit: int | None = None,
    first: int = 1,
    formulas: bool = False,
) -> Iterator[list[_Stored]]:
    """The stored cells of every row up to ``limit``, none for rows that are not in the file or far before ``first``."""
    epoch = CALENDAR_MAC_1904 if member.from_1904 else CALENDAR_WINDOWS_1900
    before = 0
    with package.from_row(archive, member.path, first) as source:
        parser = _Parser(source, common.texts, not formulas, epoch, common.styles.dates, common.styles.durations)
        for number, cells in parser.parse():
            columns = {cell["column"] for cell in cells}
            if number <= before or len(columns) < len(cells) or any(cell["row"] != number for cell in cells):
                raise ValueError("a cell twice or in the wrong row: readers would disagree about what is there")
            if number > (limit or number):
                return
            if number > MAX_ROWS and any(cell["value"] is not None for cell in cells):
                raise too_far(sheet)
            yield from ([] for _ in range(before + 1, number))
            yield cells
            before = number


def _row(cells: list[_Stored], styles: Styles, show: _Show, sheet: str) -> Row:
    filled = [cell for cell in cells if cell["value"] is not None]
    width = max((cell["column"] for cell in filled), default=0)
    if width > MAX_COLS:
        raise too_far(sheet)
    found: list[Cell] = [""] * width
    for cell in filled:
        style = styles[cell["style_id"]]
        found[cell["column"] - 1] = show(cell["value"], style.format, style.indent if cell["data_type"] == "s" else 0)
    return tuple(found)
