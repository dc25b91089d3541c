"""What a delivery says otherwise than what is known."""

import numpy as np
import pyarrow as pa

from loaders.series_checks.figures import Figures, Ints
from loaders.series_checks.hints import Hints
from loaders.series_checks.jumps import factors

_REVISED = "Berichtigt die Quelle frühere Werte, bitte bestätigen. Sonst die Zelle vergleichen."
_OLDER = "Vermutlich eine ältere Ausgabe: Bekannt sind schon Werte bis {}. Wer bestätigt, setzt neuere Angaben auf ältere zurück."


def report_revisions(figures: Figures, hints: Hints) -> None:
    """Reports each delivered value that replaces a known one, largest change first; ten times the known value is no revision."""
    delivered = len(figures.delivered)
    advice = _advice(figures)
    value, old = figures.value[:delivered], figures.old[:delivered]
    _report_lost(figures, hints, np.flatnonzero(np.isnan(value) & ~np.isnan(old)), advice)
    rows = np.flatnonzero(~np.isnan(value) & ~np.isnan(old) & figures.checked[:delivered])
    change = np.abs(value[rows] - old[rows]) / np.maximum(np.abs(old[rows]), 1)
    factor = factors(value[rows], old[rows])
    for at in np.argsort(-change, kind="stable"):
        row = int(rows[at])
        known = f"{hints.figure(row, float(old[row]))} wie bisher bekannt"
        if factor[at]:
            hints.about(
                row, "H411", ", ein Vielfaches des bekannten Werts", known, "Vermutlich ist das Komma verrutscht. Bitte vergleichen."
            )
        else:
            hints.about(row, "H420", ", ändert einen bekannten Wert", known, advice)


def _advice(figures: Figures) -> str:
    """A table that ends before what is known of its own lines is most likely an older edition."""
    ends = figures.time[figures.period]
    delivered, known = ends[: len(figures.delivered)], ends[len(figures.delivered) :]
    if not len(known) or known.max() <= delivered.max():
        return _REVISED
    newest = figures.periods[int(figures.period[len(figures.delivered) + int(known.argmax())])]
    return _OLDER.format(newest.label)


def _report_lost(figures: Figures, hints: Hints, rows: Ints, advice: str) -> None:
    """Reports signs in place of known values; that a table does not have a figure takes none away."""
    signs = figures.delivered["sign"].take(pa.array(rows)).to_pylist()
    for row in (row for row, sign in zip(rows, signs, strict=True) if sign not in (None, "absent")):
        known = f"{hints.figure(int(row), float(figures.old[row]))} wie bisher bekannt"
        hints.about(int(row), "H420", " statt eines bekannten Werts", known, advice)
