"""Which known table a file is: by its content, and by its name only where content cannot tell."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from domain.errors import Unreadable
from loaders.findings import Findings
from loaders.grid import Grid
from loaders.layouts import Block, FileForm, Layout
from loaders.moved_heads import cells_hold, offset_of_block, offset_of_cells
from loaders.nearest import Nearly, nearest
from loaders.periods_of_blocks import Surroundings, own_cell
from loaders.precheck import FileKind
from loaders.text_table import decode, read_text, sniff

_HEAD_ROWS = 40


@dataclass(frozen=True)
class Candidates:
    """``sure`` claim the file; ``similar`` fit its content, but the file's name does not say that it is theirs."""

    sure: tuple[Layout, ...]
    similar: tuple[Layout, ...] = ()
    nearly: Nearly | None = None


def recognise(path: Path, name: str, kind: FileKind, layouts: Iterable[Layout]) -> Candidates:
    """The layouts that fit the file; those whose head was moved only count if no other fits."""
    wanted = [layout for layout in layouts if layout.file.kind == kind.value]
    heads = _Heads(path, name)
    fitting = [layout for layout in wanted if any(_claims(grid, layout, heads) for grid in heads.of(layout))]
    fitting = fitting or [layout for layout in wanted if any(_claims_moved(grid, layout, heads) for grid in heads.of(layout))]
    if not fitting and heads.refusals and not any(heads.of(layout) for layout in wanted):
        raise heads.refusals[0]
    sure = tuple(layout for layout in fitting if re.search(layout.recognition.name, name))
    similar = tuple(
        layout for layout in fitting if layout not in sure and any(heads.is_complete(grid, layout) for grid in heads.of(layout))
    )
    return Candidates(sure, similar, None if fitting else nearest((layout, grid) for layout in wanted for grid in heads.of(layout)))


class _Heads:
    """The first rows of a file, read once for each way of reading it."""

    def __init__(self, path: Path, name: str) -> None:
        self._path, self._name = path, name
        self._text = lru_cache(lambda encodings: decode(path, name, encodings))
        self._delimiter = lru_cache(lambda encodings, preferred: sniff(self._text(encodings), preferred))
        self._grid = lru_cache(lambda encodings, delimiter: read_text(self._text(encodings), delimiter, name, _HEAD_ROWS))
        self._sheets: tuple[str, ...] | None = None
        self._sheet_heads: dict[str, Grid] = {}
        self._complete: dict[tuple[str, str | None], bool] = {}
        self.refusals: list[Unreadable] = []

    def of(self, layout: Layout) -> Sequence[Grid]:
        """What the layout would see: one grid for text files, one for each fitting sheet of a workbook."""
        if layout.file.kind == "text":
            return self._text_table(layout.file)
        from loaders.workbook import matching_sheets, read_sheet, sheet_names  # openpyxl: not for text files

        if self._sheets is None:
            self._sheets = sheet_names(self._path, self._name)
        fitting = matching_sheets(self._sheets, first_block(layout).sheet)
        for sheet in fitting:
            if sheet not in self._sheet_heads:
                self._sheet_heads[sheet] = read_sheet(self._path, self._name, sheet, _HEAD_ROWS)
        return [self._sheet_heads[sheet] for sheet in fitting]

    def _text_table(self, form: FileForm) -> Sequence[Grid]:
        try:
            return [self._grid(form.encodings, self._delimiter(form.encodings, form.delimiter))]
        except Unreadable as error:  # another layout may know the encoding
            self.refusals.append(error)
            return []

    def is_complete(self, grid: Grid, layout: Layout) -> bool:
        """True if the layout's first block is found as a whole, at its place or moved."""
        key = (layout.id, grid.sheet)
        if key not in self._complete:
            around = Surroundings(self._name, own_cell)
            self._complete[key] = offset_of_block(grid, layout, first_block(layout), around) is not None
        return self._complete[key]


def first_block(layout: Layout) -> Block:
    """The block a file is known by: the first that is loaded."""
    return next(block for block in layout.blocks if not block.compare)


def _claims(grid: Grid, layout: Layout, heads: _Heads) -> bool:
    cells = layout.recognition.cells
    return cells_hold(grid, cells) if cells else heads.is_complete(grid, layout)


def _claims_moved(grid: Grid, layout: Layout, heads: _Heads) -> bool:
    """True if the cells that make the layout known are found together somewhere near, and its head with them."""
    return offset_of_cells(grid, layout.recognition.cells) is not None and heads.is_complete(grid, layout)


def unrecognised(candidates: Candidates, known: Mapping[str, Layout], findings: Findings) -> None:
    """Adds the finding that says why no table, or more than one, was recognised."""
    if candidates.sure:
        ids = ", ".join(f"„{layout.id}“" for layout in candidates.sure)
        findings.error("E102", f"mehrere Tabellenbeschreibungen passen: {ids}", "genau eine", "Bitte die Tabelle auswählen.")
    elif candidates.similar:
        ids = ", ".join(f"„{layout.id}“ ({layout.title})" for layout in candidates.similar)
        advice = "Bitte die Tabelle auswählen oder die Datei so nennen, wie sie veröffentlicht ist."
        findings.error("E101", f"der Aufbau passt zu {ids}; welche es ist, sagt die Datei nicht", "eine bekannte Tabelle", advice)
    else:
        advice = "Bitte prüfen, ob die Tabelle unverändert abgespeichert ist. Für eine neue Tabelle braucht es eine Tabellenbeschreibung."
        found, at = "keine bekannte Tabelle", None
        if candidates.nearly:
            found, at = f"{found}; am ähnlichsten „{candidates.nearly.layout}“, aber: {candidates.nearly.differs}", candidates.nearly.at
        findings.error("E101", found, f"eine der {len(known)} bekannten Tabellen: {', '.join(known)}", advice, at)
