"""Values that are well formed and possible, but do not fit the other values of their table or what is known already."""

import numpy as np
import pyarrow as pa

from domain.deliveries import Finding
from loaders.series_checks.copies import report_copies
from loaders.series_checks.coverage import report_gaps, report_lost_lines, report_lost_periods, report_new_words
from loaders.series_checks.cross_section import report_misfits
from loaders.series_checks.figures import Figures
from loaders.series_checks.hints import Hints
from loaders.series_checks.jumps import report_jumps
from loaders.series_checks.revisions import report_revisions
from loaders.series_checks.sums import report_sums
from loaders.series_checks.units import report_contradictions, report_fractions


def check_series(
    delivered: pa.Table, known: pa.Table | None = None, previous: pa.Table | None = None, lost: pa.Table | None = None
) -> tuple[Finding, ...]:
    """Hints about values, lines and the delivery as a whole. ``known`` are the periods known of the delivered lines, ``previous`` the
    lines of the table's previous delivery, ``lost`` the periods it had and this one lacks (store.writing.lost_periods); what is known
    already and comes again unchanged is not checked again."""
    if not len(delivered):
        return ()
    figures = Figures.of(delivered, known)
    hints = Hints(figures)
    report_revisions(figures, hints)
    if np.isnan(figures.value[figures.order]).all():
        return hints.all()
    unusual = report_jumps(figures, hints)
    report_fractions(figures, hints)
    report_contradictions(figures, unusual.scores, hints)
    report_misfits(figures, hints)
    report_sums(figures, unusual, hints)
    report_copies(figures, hints)
    report_gaps(figures, hints)
    if lost is not None:
        report_lost_periods(lost, hints)
    if previous is not None and len(previous):
        report_lost_lines(figures, previous, hints)
        report_new_words(figures, previous, hints)
    return hints.all()
