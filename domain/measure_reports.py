"""Reports on a measure beside each other: what is known of it when a report comes in, and completing a report by that."""

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import date

from domain.measures import OF_ONE_REPORT, MeasureRow
from domain.rounds import is_answer

CARRIED = frozenset(each.name for each in fields(MeasureRow)) - OF_ONE_REPORT - {"measure"}
_COUNTED = frozenset({"participants", "outputs"})
"""Belong to the half-year: carried over only from an earlier report for the same one."""


@dataclass(frozen=True)
class Known:
    """What is known of one measure when a report for a half-year comes in. ``before`` is its newest report from before the half-year,
    ``same`` the one for it, ``any`` the newest of all, ``after`` the next one; later reports never forbid an earlier one."""

    before: MeasureRow | None
    same: MeasureRow | None
    any: MeasureRow | None
    after: MeasureRow | None = None

    @property
    def base(self) -> MeasureRow | None:
        """What an incomplete report is completed by."""
        return self.same or self.before

    @property
    def lead(self) -> str:
        """Who leads it as far as is known for the half-year, empty where nothing is known or said."""
        found = self.base or self.any
        return found.lead if found else ""


def known_of(history: Iterable[MeasureRow], measure: str, period: str) -> Known:
    """What the reports in force say of one measure, as seen from a half-year."""
    own = sorted((row for row in history if row.measure == measure), key=lambda row: row.period)
    before = [row for row in own if row.period < period]
    same = [row for row in own if row.period == period]
    after = next((row for row in own if row.period > period), None)
    return Known(before[-1] if before else None, same[-1] if same else None, own[-1] if own else None, after)


def complete_report(row: MeasureRow, known: Known, today: date) -> MeasureRow:
    """The report with everything its file does not speak of as it is known, and with the day for what was only confirmed. Of a sheet
    that the monitor had filled in, only what was changed counts: the rest may have become old since it was written."""
    base = known.base
    if base is None:
        return replace(row, confirmed=False)
    if row.confirmed:
        told = {name: getattr(row, name) for name in _COUNTED if name in row.given and getattr(row, name)}
        counted = _COUNTED if known.same else frozenset()
        as_known = {name: getattr(base, name) for name in CARRIED | counted} | told
        answered = known.same is not None and is_answer(known.same, known.before)
        confirmed = known.same.confirmed if known.same and answered else True
        return replace(row, **as_known, confirmed=confirmed, reported_on=row.reported_on or today)
    spoken = row.given if row.changed is None else row.changed
    if not spoken and row.changed is None:
        return row  # the file speaks of everything
    carried = (CARRIED | (_COUNTED if known.same else frozenset())) - spoken
    return replace(row, **{name: getattr(base, name) for name in carried})
