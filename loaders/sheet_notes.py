"""Hints on what a reader of the sheet may not see or should read: hidden rows and columns, comments."""

from collections.abc import Callable

import numpy as np
import pyarrow as pa

from domain.cells import cell_name, column_letters
from loaders.findings import Findings
from loaders.grid import Grid

_NAMED = 5


def report_sheet_notes(grid: Grid, table: pa.Table, findings: Findings) -> None:
    """One hint for all hidden rows and columns that hold loaded values, one for each comment on a loaded value."""
    if grid.sheet is None or not len(table):
        return
    row, col = table["row"].to_numpy(), table["col"].to_numpy()
    rows = sorted(set(grid.hidden_rows) & set(np.unique(row).tolist())) if grid.hidden_rows else []
    cols = sorted(set(grid.hidden_cols) & set(np.unique(col).tolist())) if grid.hidden_cols else []
    if rows or cols:
        parts = [_several(rows, "ausgeblendete Zeile", str), _several(cols, "ausgeblendete Spalte", column_letters)]
        found = " und ".join(part for part in parts if part)
        at = (rows[0] if rows else int(row[0]), cols[0] if cols else int(col[0]))
        advice = "Auch ausgeblendete Werte werden geladen. Bitte in der Datei einblenden und prüfen."
        findings.hint("H408", f"{found} mit Werten", "sichtbare Werte", advice, at)
    if grid.comments:
        loaded = set(zip(row.tolist(), col.tolist(), strict=True))
        for at in sorted(set(grid.comments) & loaded):
            advice = "Bitte lesen, ob er den Wert einschränkt; er wird nicht gespeichert."
            findings.hint("H409", f"Kommentar zu {cell_name(grid.sheet, *at)}: „{grid.comments[at]}“", "Zellen ohne Kommentar", advice, at)


def _several(numbers: list[int], word: str, name: Callable[[int], str]) -> str:
    if not numbers:
        return ""
    named = ", ".join(name(number) for number in numbers[:_NAMED]) + (" …" if len(numbers) > _NAMED else "")
    return f"{len(numbers)} {word}{'n' if len(numbers) > 1 else ''} ({named})"
