"""The lights beside a measure's state: Termin from dates and milestones, Zielerreichung from its own measurable target."""

from datetime import date

from domain.measures import Attainment, MeasureRow, MeasureState, Schedule
from domain.periods import Period

ABOVE, MOSTLY = 1.1, 0.5
"""Shares of the way from start to target: above from 110 %, mostly from half the way. Our own cut-offs, shown beside the word."""


def schedule(row: MeasureRow, today: date) -> Schedule:
    """How a measure stands against its dates on a day: what its owner set with a reason, else what the dates say."""
    if row.schedule_set is not None and row.state.open:
        return row.schedule_set
    return computed_schedule(row, today)


def unexplained(row: MeasureRow) -> bool:
    """True where somebody set the Termin of an open measure and gave no reason."""
    return row.schedule_set is not None and row.state.open and not row.schedule_reason.strip()


def computed_schedule(row: MeasureRow, today: date) -> Schedule:
    """What dates and milestones say. Late: it was reported as open when its planned end had passed. Unreported: its end has passed since
    the last report. At risk: it should have begun, or a milestone is past its date."""
    if row.state is MeasureState.COMPLETED:
        return Schedule.ENDED
    if not row.state.open:
        return Schedule.NOT_APPLICABLE
    if row.planned_end is None:
        return Schedule.NO_DATE
    if row.planned_end < today:
        told = row.planned_end < row.reported_on if row.reported_on else row.planned_end <= Period(row.period).end
        return Schedule.LATE if told else Schedule.UNREPORTED
    begun = row.actual_start is not None or row.state is MeasureState.RUNNING
    if row.planned_start is not None and row.planned_start < today and not begun:
        return Schedule.AT_RISK
    if any(each.due is not None and each.due < today and each.done is None for each in row.milestones):
        return Schedule.AT_RISK
    return Schedule.ON_TIME


def report_day(row: MeasureRow) -> date:
    """The day up to which a report speaks: when it was made, else the end of its half-year."""
    return row.reported_on or Period(row.period).end


def attained(row: MeasureRow) -> float | None:
    """The share of the way from start to target that is behind the measure; None where its target cannot be measured. Without a stated
    start the way begins at zero. Works for targets below the start too. What was to be held is all of the way while it is held."""
    if row.aim_target is None or row.aim_actual is None:
        return None
    way = row.aim_target - (row.aim_start or 0)
    if way == 0:
        return 1.0 if row.aim_actual == row.aim_target else None
    return round((row.aim_actual - (row.aim_start or 0)) / way, 9)  # 110 % is 110 % in spite of binary fractions


def attainment(row: MeasureRow) -> Attainment:
    """From the measurable target, else from the milestones whose date is past or which were reached; none of either: no verdict."""
    share = attained(row)
    if share is not None:
        return _step(share)
    if not row.milestones or row.aim_target is not None:
        return Attainment.NONE
    stand = report_day(row)
    due = [each for each in row.milestones if each.done is not None or (each.due is not None and each.due <= stand)]
    if not due:
        return Attainment.NONE
    return _step(sum(each.done is not None for each in due) / len(due))  # a share of milestones is never above one


def _step(share: float) -> Attainment:
    if share >= ABOVE:
        return Attainment.ABOVE
    if share >= 1:
        return Attainment.FULL
    if share >= MOSTLY:
        return Attainment.MOSTLY
    return Attainment.PARTLY if share > 0 else Attainment.NOT
