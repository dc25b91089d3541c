"""OpenDocument workbooks (ods): an own reader of content.xml, because the libraries lose what a cell shows."""

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Literal
from xml.etree.ElementTree import Element, iterparse

from loaders.grid import Cell, Formatted, Range, Structure
from loaders.number_formats import implied_format
from loaders.workbooks.cells import MAX_COLS, MAX_ROWS, Row, Rows, counted, stated, too_far

_POINTS = {"pt": 1.0, "cm": 28.35, "mm": 2.835, "in": 72.0, "px": 0.75}
_LENGTH = re.compile(r"([\d.]+)(pt|cm|mm|in|px)")
_STEP = 10.0  # points: what one step of indentation becomes in LibreOffice
_HIDDEN = ("collapse", "filter")
_MOST_BLANKS = 10_000


@dataclass
class _Styles:
    """What the styles met so far say: indentation by cell style, and the hidden table styles."""

    indents: dict[str, int] = field(default_factory=dict)
    hidden: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class _Part:
    """A table as it begins, one of its columns, or one of its rows with all its cells."""

    kind: Literal["table", "table-column", "table-row"]
    item: Element
    table: str
    styles: _Styles


def sheets(path: Path) -> Mapping[str, bool]:
    found = [(part.table, _get(part.item, "style-name") in part.styles.hidden) for part in _parts(path) if part.kind == "table"]
    if len(dict(found)) < len(found):
        raise ValueError("two sheets of one name")
    return dict(found)


def rows(path: Path, sheet: str, limit: int | None, as_shown: bool, first: int = 1) -> Rows:
    return counted(islice(_rows(path, sheet, as_shown), limit), sheet)


def structure(path: Path, sheet: str) -> Structure:
    merged: list[Range] = []
    comments: dict[tuple[int, int], str] = {}
    rows: set[int] = set()
    cols: set[int] = set()
    row = col = 0
    for part in _of(path, sheet):
        times, hidden = _repeated(part.item), _get(part.item, "visibility") in _HIDDEN
        if part.kind == "table-column":
            cols.update(range(col + 1, col + 1 + min(times, MAX_COLS)) if hidden else ())
            col += times
            continue
        rows.update(range(row + 1, row + 1 + min(times, MAX_ROWS)) if hidden else ())
        for place, cell in _placed(part.item):
            down, right = int(_get(cell, "number-rows-spanned") or 1), int(_get(cell, "number-columns-spanned") or 1)
            if down > 1 or right > 1:
                merged.append(Range(row + 1, place, row + down, place + right - 1))
            if (note := next((child for child in cell if _local(child) == "annotation"), None)) is not None:
                comments[row + 1, place] = _text(note).strip()
        row += times
    return Structure(tuple(merged), frozenset(rows), frozenset(cols), comments)


def unsolved(path: Path, sheet: str, rows: Sequence[Row]) -> frozenset[tuple[int, int]]:
    found: set[tuple[int, int]] = set()
    row = 0
    for part in _of(path, sheet):
        if part.kind == "table-row":
            cells = _placed(part.item)
            found.update((row + 1, place) for place, cell in cells if _get(cell, "formula") and not _get(cell, "value-type"))
            row += _repeated(part.item)
    return frozenset(found)


def _parts(path: Path) -> Iterator[_Part]:
    """Tables, columns and rows in their order; each row is forgotten when the next one is asked for."""
    styles = _Styles()
    above: list[str] = []
    table = ""
    with zipfile.ZipFile(path) as archive, archive.open("content.xml") as content:
        for event, item in iterparse(content, ("start", "end")):  # noqa: S314 - precheck lets no part with a DTD through
            tag = _local(item)
            if event == "start":
                if tag == "table" and above[-1:] == ["spreadsheet"]:
                    table = _get(item, "name")
                    yield _Part("table", item, table, styles)
                above.append(tag)
                continue
            above.pop()
            if tag == "style":
                _learn(item, styles)
            elif tag in ("table-column", "table-row") and above.count("table") == 1 and "spreadsheet" in above and "dde-links" not in above:
                yield _Part(tag, item, table, styles)  # type: ignore[arg-type]
                item.clear()


def _of(path: Path, sheet: str) -> Iterator[_Part]:
    """Columns and rows of one table."""
    found = False
    for part in _parts(path):
        if part.kind == "table":
            if found:
                return
            found = part.table == sheet
        elif found:
            yield part
    if not found:
        raise KeyError(sheet)


def _rows(path: Path, sheet: str, as_shown: bool) -> Iterator[Row]:
    """Rows up to the last filled one: a file says of the empty rest that it reaches to the end of the sheet."""
    empty = 0
    for part in _of(path, sheet):
        if part.kind != "table-row":
            continue
        times, cells = _repeated(part.item), _cells(part.item, part.styles, sheet, as_shown)
        if not cells:
            empty += times
            continue
        for _ in range(empty):
            yield ()
        empty = 0
        for _ in range(times):
            yield cells


def _cells(row: Element, styles: _Styles, sheet: str, as_shown: bool) -> Row:
    found: list[Cell] = []
    for place, item in _placed(row):
        cell = "" if _local(item) == "covered-table-cell" else _shown(item) if as_shown else _cell(item, styles)
        if cell == "":
            continue
        times = _repeated(item)
        if place + times - 1 > MAX_COLS:
            raise too_far(sheet)
        found.extend([""] * (place - 1 - len(found)))
        found.extend([cell] * times)
    return tuple(found)


def _placed(row: Element) -> Iterator[tuple[int, Element]]:
    """The cells of a row with the column each begins in."""
    place = 1
    for item in row:
        if _local(item) in ("table-cell", "covered-table-cell"):
            yield place, item
            place += _repeated(item)


def _cell(item: Element, styles: _Styles) -> Cell:
    kind, text = _get(item, "value-type"), _text(item)
    match kind:
        case "float" | "currency" | "percentage":
            number = float(_get(item, "value"))
            if not text and kind == "percentage":
                return Formatted(number, "0.##%")
            form = implied_format(number, text)
            number = int(number) if number.is_integer() and abs(number) < 1e15 else number
            return number if form == "General" else Formatted(number, form)
        case "date":
            return _date(_get(item, "date-value")) or text
        case "boolean":
            return stated(_get(item, "boolean-value") == "true", "General")
        case "time":
            return text or _get(item, "time-value")
    indent = styles.indents.get(_get(item, "style-name"), 0)
    return stated(text or _get(item, "string-value"), "General", indent)


def _shown(item: Element) -> str:
    text = _text(item)
    return text or str(
        next((_get(item, key) for key in ("value", "date-value", "time-value", "boolean-value", "string-value") if _get(item, key)), "")
    )


def _date(written: str) -> str:
    try:
        found = datetime.fromisoformat(written) if "T" in written else date.fromisoformat(written)
    except ValueError:
        return ""
    return str(stated(found, "General"))


def _learn(style: Element, styles: _Styles) -> None:
    name = _get(style, "name")
    for item in style:
        if _local(item) == "table-properties" and _get(item, "display") == "false":
            styles.hidden.add(name)
        length = _LENGTH.fullmatch(_get(item, "margin-left")) if _local(item) == "paragraph-properties" else None
        if length:
            styles.indents[name] = round(float(length[1]) * _POINTS[length[2]] / _STEP)


def _local(item: Element) -> str:
    return item.tag.rpartition("}")[2]


def _get(item: Element, name: str) -> str:
    """An attribute by its name without namespace."""
    return next((value for key, value in item.attrib.items() if key.rpartition("}")[2] == name and "calcext" not in key), "")


def _repeated(item: Element) -> int:
    written = _get(item, "number-rows-repeated") or _get(item, "number-columns-repeated")
    return max(1, int(written)) if written else 1


def _text(item: Element) -> str:
    """The paragraphs directly in a cell or comment."""
    return "\n".join("".join(_pieces(child)) for child in item if _local(child) == "p")


def _pieces(item: Element) -> Iterator[str]:
    yield item.text or ""
    for child in item:
        match _local(child):
            case "s":
                yield " " * min(int(_get(child, "c") or 1), _MOST_BLANKS)
            case "tab":
                yield "\t"
            case "line-break":
                yield "\n"
            case "annotation":
                yield ""
            case _:
                yield from _pieces(child)
        yield child.tail or ""
