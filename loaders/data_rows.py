"""Where the data rows of a block end, and what is said about numbers that stand outside of them."""

import re
from collections.abc import Iterable

from loaders.findings import Findings
from loaders.grid import Cell, Formatted, Grid, text_of
from loaders.layouts import Block

_BEYOND = 40  # rows after an empty one that are looked at: what is lost there begins soon


def end_of(grid: Grid, block: Block) -> int | None:
    """Place after the last data row as the block's rule says, None where no row ends them."""
    data = block.data
    for place in range(data.first - 1, len(grid.rows)) if data.end_marker or data.end_pattern or data.end_empty else ():
        row = grid.rows[place]
        if data.end_marker and row and text_of(row[0]).startswith(data.end_marker):
            return place
        text = next((text for cell in row if (text := text_of(cell))), "")
        if (data.end_empty and not text) or (data.end_pattern and text and re.match(data.end_pattern, text)):
            return place
    return None


def width_of_numbers(grid: Grid, block: Block, width: int) -> int:
    """How many columns the data rows of a sheet have up to the last with a number, at least ``width``."""
    first = block.data.first - 1
    longest = max(map(len, grid.rows[first:]), default=0)
    if grid.sheet is None or longest <= width:
        return width
    rows = grid.rows[first : end_of(grid, block)]
    return max((place for row in rows for place in range(width + 1, len(row) + 1) if _is_number(row[place - 1])), default=width)


def _is_number(cell: Cell) -> bool:
    return isinstance(cell, int | float | Formatted)


def last_row(grid: Grid, block: Block, cols: Iterable[int], taken: frozenset[int], findings: Findings) -> int:
    """Place after the last data row; reports a missing end, and rows with numbers in value columns ``cols`` after an empty row that
    ends the table. ``taken`` are the rows at which other blocks of the sheet begin."""
    data, end = block.data, end_of(grid, block)
    if end is not None:
        if data.end_empty:
            _report_lost(grid, end, tuple(cols), taken, findings)
        return end
    if data.end_marker:
        expected = f"nach den Werten eine Zeile, die mit „{data.end_marker}“ beginnt"
        findings.error("E204", "Das Ende der Tabelle fehlt", expected, "Die Datei ist vermutlich abgeschnitten. Bitte neu herunterladen.")
    elif grid.open_end and len(grid.rows) >= data.first:
        found = "Die letzte Zeile endet ohne Zeilenumbruch; die Datei könnte abgeschnitten sein"
        advice = "Bitte den letzten Wert mit der Veröffentlichung vergleichen oder die Datei neu herunterladen."
        findings.hint("H405", found, "einen Zeilenumbruch nach jeder Zeile", advice, (grid.numbers[-1], len(grid.rows[-1])))
    return len(grid.rows)


def _report_lost(grid: Grid, end: int, cols: tuple[int, ...], taken: frozenset[int], findings: Findings) -> None:
    if any(map(text_of, grid.rows[end])):
        return  # another rule of the block ended it
    for place in range(end, min(end + _BEYOND, len(grid.rows))):
        if place + 1 in taken:
            return
        col = next((col for col in cols if _reads_as_number(grid.at(place + 1, col))), None)
        if col is None:
            continue
        at = (grid.numbers[place], col)
        expected = f"alle Werte vor der leeren Zeile {grid.numbers[end]}, die die Tabelle beendet"
        findings.error("E204", f"Zahl nach dem Ende der Tabelle: „{text_of(grid.at(place + 1, col))}“", expected, _ADVICE, at)
        return


_ADVICE = "Bitte die leere Zeile in der Datei löschen oder, wenn die Zahlen nicht dazugehören, die Tabellenbeschreibung ergänzen."
_NUMBER = re.compile(r"[-+]?(\d+|\d{1,3}([. ']\d{3})+)([.,]\d+)?")


def _reads_as_number(cell: Cell) -> bool:
    return _is_number(cell) or (isinstance(cell, str) and _NUMBER.fullmatch(cell.strip()) is not None)
