"""The parts of an xlsx file that openpyxl leaves out when it reads without building the whole workbook."""

import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import IO, BinaryIO
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring
from openpyxl.utils.cell import coordinate_to_tuple, range_boundaries

from loaders.grid import Range, Structure

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
_HIDDEN = re.compile(rb"""\bhidden=["'](?:1|true)["']""")
_NUMBER = re.compile(rb"""\br=["'](\d+)["']""")
_DATA = re.compile(rb"<(?:\w+:)?sheetData\b[^>]*?(?<!/)>")
_DATA_END = re.compile(rb"</(?:\w+:)?sheetData\s*>")
_MOST_COLS = 16_384
_FAR_DOWN = 2_000


@dataclass(frozen=True)
class Member:
    """A sheet's part in the archive."""

    path: str
    hidden: bool
    texts: str = ""  # the part with the texts of all sheets
    from_1904: bool = False  # days are counted from there


def members(path: Path | BinaryIO) -> Mapping[str, Member]:
    """The table sheets by name, in their order; sheets that are only a chart are left out."""
    with zipfile.ZipFile(path) as archive:
        targets = _relations(archive, "xl/workbook.xml", "/worksheet")
        texts = next(iter(_relations(archive, "xl/workbook.xml", "/sharedStrings").values()), "")
        items = list(fromstring(archive.read("xl/workbook.xml")).iter())
    old = any(_local(item) == "workbookPr" and item.get("date1904") in ("1", "true") for item in items)
    sheets = [item for item in items if _local(item) == "sheet"]
    found = [(item.get("name", ""), targets.get(item.get(_RELATION, "")), item.get("state", "")) for item in sheets]
    if len({name for name, *_ in found}) < len(found) or not all(target.endswith(".xml") for _, target, _ in found if target):
        raise ValueError("two sheets of one name, or a part that nobody looked through for a DTD")
    return {name: Member(target, state in ("hidden", "veryHidden"), texts, old) for name, target, state in found if target}


def content(path: Path, member: str) -> bytes:
    """One part, unpacked."""
    with zipfile.ZipFile(path) as archive:
        return archive.read(member)


def from_row(archive: zipfile.ZipFile, member: str, first: int) -> IO[bytes]:
    """A sheet's XML, without the rows before ``first`` if they are easily found: far down in a large sheet that is most of it."""
    if first < _FAR_DOWN:
        return archive.open(member)
    xml = archive.read(member)
    start, row = _DATA.search(xml), xml.find(b'<row r="%d"' % first)
    return BytesIO(xml[: start.end()] + xml[row:] if start and row > start.end() else xml)


def sheets_size(path: Path) -> int:
    """Bytes of all sheets, unpacked."""
    with zipfile.ZipFile(path) as archive:
        return sum(archive.getinfo(member.path).file_size for member in members(path).values())


def merged_area(path: Path | BinaryIO) -> int:
    """How many cells the merged ranges of all sheets cover: openpyxl makes an object of each when it builds the workbook."""
    found = (one for member in members(path).values() for one in sheet_structure(path, member.path).merged)
    return sum((one.bottom - one.top + 1) * (one.right - one.left + 1) for one in found)


def sheet_structure(path: Path | BinaryIO, member: str) -> Structure:
    """Merged cells, hidden rows and columns and comments of a sheet. Its cells are passed over unparsed: they are nearly all of it."""
    with zipfile.ZipFile(path) as archive:
        xml = archive.read(member)
        comments = {place: text for part in _relations(archive, member, "/comments").values() for place, text in _comments(archive, part)}
    start, ends = _DATA.search(xml), list(_DATA_END.finditer(xml, max(0, xml.rfind(b"sheetData") - 100)))
    cells = xml[start.end() : ends[-1].start()] if start and ends else b""
    frame = fromstring(xml[: start.end()] + xml[ends[-1].start() :] if start and ends else xml)
    return Structure(tuple(_merged(frame)), _hidden_rows(cells), frozenset(_hidden_cols(frame)), comments)


def _local(item: Element) -> str:
    return item.tag.rpartition("}")[2]


def _relations(archive: zipfile.ZipFile, part: str, kind: str) -> dict[str, str]:
    """Parts that ``part`` names, by relation id, of the kind whose type ends so."""
    file = join(dirname(part), "_rels", part.rpartition("/")[2] + ".rels")
    if file not in archive.namelist():
        return {}
    found = [item for item in fromstring(archive.read(file)) if item.get("Type", "").endswith(kind)]
    return {item.get("Id", ""): normpath(join(dirname(part), item.get("Target", ""))).lstrip("/") for item in found}


def _merged(frame: Element) -> Iterator[Range]:
    for item in frame.iter():
        if _local(item) == "mergeCell":
            left, top, right, bottom = range_boundaries(item.get("ref", ""))
            if None not in (left, top, right, bottom):
                yield Range(top, left, bottom, right)


def _hidden_rows(cells: bytes) -> frozenset[int]:
    if b"hidden=" not in cells:
        return frozenset()
    tags = (match[1] for match in _ROW.finditer(cells))
    return frozenset(int(number[1]) for tag in tags if _HIDDEN.search(tag) and (number := _NUMBER.search(tag)))


def _hidden_cols(frame: Element) -> Iterator[int]:
    for item in frame.iter():
        if _local(item) == "col" and item.get("hidden") in ("1", "true"):
            first, last = int(item.get("min", "1")), int(item.get("max", "0"))
            yield from range(first, min(last, _MOST_COLS) + 1)


def _comments(archive: zipfile.ZipFile, part: str) -> Iterator[tuple[tuple[int, int], str]]:
    if part not in archive.namelist():
        return
    for item in fromstring(archive.read(part)).iter():
        if _local(item) == "comment":
            text = "".join(run.text or "" for run in item.iter() if _local(run) == "t")
            yield coordinate_to_tuple(item.get("ref", "A1")), text.strip()
