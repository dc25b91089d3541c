"""The surroundings of a cell in a kept file, as a reader of the file would see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from domain.cells import column_letters
from domain.errors import NotFound
from loaders.precheck import FileKind, file_kind
from loaders.text_table import decode, records, sniff

_ENCODINGS = ("utf-8-sig", "cp1252")
_LONGEST = 200
_LABELS = 4
"""The first columns name what a row is about and are always shown."""


@dataclass(frozen=True)
class ExcerptRow:
    """``number`` is the row (workbook) or line (text file) as people count."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Excerpt:
    """A window of a table. ``columns`` are letters (workbook) or field numbers (text file); the cell asked for is
    ``rows[target_row].cells[target_col]``."""

    sheet: str | None
    columns: tuple[str, ...]
    rows: tuple[ExcerptRow, ...]
    target_row: int
    target_col: int


def excerpt(path: Path, name: str, sheet: str | None, row: int, col: int, around: int = 4) -> Excerpt:
    """The cell at a 1-based row and column with up to ``around`` rows and columns on each side and the
    first columns of the table; raises NotFound if it is not there."""
    kind = file_kind(path, name)
    if kind is FileKind.WORKBOOK:
        from loaders.workbook import displayed_rows

        if sheet is None:
            raise NotFound(f"{name}: Zu einer Zelle dieser Mappe gehört ein Blatt.")
        first = max(1, row - around)
        lines = list(enumerate(displayed_rows(path, name, sheet, first, row + around), first))
    else:
        text = decode(path, name, _ENCODINGS)
        lines = _around_line(text, sniff(text), name, row, around)
    return _window(lines, name, sheet, row, col, around)


def _around_line(text: str, delimiter: str, name: str, row: int, around: int) -> list[tuple[int, list[str]]]:
    lines: list[tuple[int, list[str]]] = []
    after = 0
    for line, record in records(text, delimiter, name):
        lines.append((line, record))
        if line <= row:
            del lines[: -around - 1]
        elif (after := after + 1) >= around:
            break
    return lines


def _window(lines: Sequence[tuple[int, Sequence[str]]], name: str, sheet: str | None, row: int, col: int, around: int) -> Excerpt:
    width = max((len(cells) for _, cells in lines), default=0)
    places = [place for place, (number, _) in enumerate(lines) if number == row]
    if not places or not 0 < col <= width:
        raise NotFound(f"{name}: Die Stelle Zeile {row}, Spalte {col} gibt es in der Datei nicht.")
    window = range(max(1, col - around), min(width, col + around) + 1)
    shown = [*range(1, min(_LABELS + 1, window.start)), *window]
    rows = tuple(
        ExcerptRow(number, tuple(" ".join(cells[col - 1].split())[:_LONGEST] if col <= len(cells) else "" for col in shown))
        for number, cells in lines
    )
    columns = tuple(str(number) if sheet is None else column_letters(number) for number in shown)
    return Excerpt(sheet, columns, rows, places[0], shown.index(col))
