"""Which known table an unknown file is most like, and where the two differ first."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from domain.cells import cell_name, cell_place
from loaders.columns import match_columns
from loaders.findings import Findings
from loaders.grid import Grid, text_of
from loaders.layouts import Block, KnownCell, Layout
from loaders.moved_heads import best_row_offset, moved
from loaders.periods_of_blocks import Surroundings, own_cell, period_reader
from loaders.templates import YEAR, fits, places

_CLOSE = 0.7  # likeness of two texts from which one may be the other with a mistake
_ALIKE = 0.6  # of the texts a layout names: tables with less in common are other tables
_HEAD_ROWS = 40


@dataclass(frozen=True)
class Nearly:
    """The layout that almost fits, what differs, and where that is."""

    layout: str
    differs: str
    at: tuple[int, int]
    sheet: str | None = field(default=None)


def nearest(pairs: Iterable[tuple[Layout, Grid]]) -> Nearly | None:
    """The layout most of whose texts are found among the first rows of the grid beside it, None if too few are."""
    texts: dict[int, frozenset[str]] = {}
    best: tuple[tuple[bool, float], Layout, Grid] | None = None
    for layout, grid in pairs:
        if not _main_block(layout).header.rows:
            continue  # without headings there is too little to be like
        found = texts.setdefault(id(grid), frozenset(text for row in grid.rows[:_HEAD_ROWS] for cell in row if (text := text_of(cell))))
        share = _share(layout, _main_block(layout), found, grid)
        likeness = max((_likeness(grid, cell) for cell in layout.recognition.cells), default=0.0)
        rank = share >= _ALIKE, share + likeness
        if (share >= _ALIKE or likeness > _CLOSE) and (best is None or rank > best[0]):
            best = rank, layout, grid
    return None if best is None else _difference(best[1], best[2])


def _main_block(layout: Layout) -> Block:
    return next(block for block in layout.blocks if not block.compare)


def _share(layout: Layout, block: Block, found: frozenset[str], grid: Grid) -> float:
    """The part of the texts a layout names that the grid has; a known cell with a similar text counts as much as it is alike."""
    named = [column for column in block.key_columns if isinstance(column, str)]
    named += [text for value in block.values for text in value.heading if text_of(text)]
    plain = [text_of(text) for text in dict.fromkeys(named) if not places(text) or set(places(text)) == {YEAR}]
    shares = [1.0 if text in found or (places(text) and any(fits(text, each) for each in found)) else 0.0 for text in plain]
    shares += [1.0 if _is_near(cell, found) else _likeness(grid, cell) for cell in layout.recognition.cells]
    return sum(shares) / len(shares) if shares else 0.0


def _is_near(cell: KnownCell, found: frozenset[str]) -> bool:
    """True if the text is somewhere; a year alone says nothing."""
    return cell.text != f"{{{YEAR}}}" and any(fits(cell.text, each) for each in found)


def _likeness(grid: Grid, cell: KnownCell) -> float:
    return SequenceMatcher(None, text_of(grid.at(cell.row, cell.col)), cell.text).ratio()


def _difference(layout: Layout, grid: Grid) -> Nearly | None:
    """What differs first: a cell that makes the layout known and is nearly right, a column that is missing, unknown or there twice,
    else any such cell."""
    wrong = [cell for cell in layout.recognition.cells if not fits(cell.text, text_of(grid.at(cell.row, cell.col)))]
    close = [cell for cell in wrong if _likeness(grid, cell) > _CLOSE]
    if not close:
        around, block = Surroundings("", own_cell), _main_block(layout)
        there = moved(block, best_row_offset(grid, block, around))
        findings = Findings(grid.sheet)
        match_columns(grid, there, period_reader(grid, there.period, around), findings)
        for finding in sorted(findings.all(), key=lambda finding: finding.code != "E201"):
            if place := cell_place(finding.cell or ""):
                return Nearly(layout.id, finding.found, place, grid.sheet)
    for cell in close or wrong:
        text, place = text_of(grid.at(cell.row, cell.col)), (cell.row, cell.col)
        return Nearly(layout.id, f"in {cell_name(grid.sheet, *place)} steht „{text}“ statt „{cell.text}“", place, grid.sheet)
    return None
