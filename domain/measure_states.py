"""The state machine of a measure: which state may follow which, and what a state demands of a report."""

from collections.abc import Iterator, Sequence
from datetime import date

from domain.measures import Feasibility, MeasureRow
from domain.measures import MeasureState as State

_ENDS = (State.POSTPONED, State.DROPPED, State.MERGED)
_DONE = (State.COMPLETED, State.PERMANENT)
ALLOWED: dict[State, frozenset[State]] = {
    State.PROPOSED: frozenset({State.EXAMINATION, State.NOT_STARTED, State.PLANNING, State.RUNNING, *_ENDS}),
    State.EXAMINATION: frozenset({State.NOT_STARTED, State.PLANNING, State.RUNNING, State.COMPLETED, *_ENDS}),
    State.NOT_STARTED: frozenset({State.EXAMINATION, State.PLANNING, State.RUNNING, *_DONE, *_ENDS}),
    State.PLANNING: frozenset({State.EXAMINATION, State.NOT_STARTED, State.RUNNING, *_DONE, *_ENDS}),
    State.RUNNING: frozenset({State.PLANNING, State.COMPLETED, State.PERMANENT, *_ENDS}),
    State.COMPLETED: frozenset({State.RUNNING, State.PERMANENT}),
    State.PERMANENT: frozenset({State.RUNNING, State.COMPLETED, *_ENDS}),
    State.POSTPONED: frozenset({State.EXAMINATION, State.NOT_STARTED, State.PLANNING, State.RUNNING, State.DROPPED, State.MERGED}),
    State.DROPPED: frozenset({State.PROPOSED, State.EXAMINATION}),
    State.MERGED: frozenset(),
}
"""What may follow a state besides itself. What was dropped must be proposed or examined anew; what was merged lives on elsewhere. What
was planned may begin and end between two reports if the report shows when it began; an examination may be all that was ordered."""

DEMANDS: dict[State, tuple[str, ...]] = {
    State.PROPOSED: (),
    State.EXAMINATION: ("conditions",),
    State.NOT_STARTED: (),
    State.PLANNING: (),
    State.RUNNING: (),
    State.COMPLETED: ("actual_end", "result"),
    State.PERMANENT: (),
    State.POSTPONED: ("reason", "look_again_on"),
    State.DROPPED: ("reason", "decided_by"),
    State.MERGED: ("merged_into",),
}
"""Attributes of a MeasureRow that a report in this state must have."""

CONFIRM_WITHIN_MONTHS = 12
"""A permanent measure shows that it is alive at least this often."""


def allowed(before: State, after: State) -> bool:
    """True if a measure may go from one state to the other; staying is always allowed."""
    return before is after or after in ALLOWED[before]


def missing_demands(row: MeasureRow) -> tuple[str, ...]:
    """Attributes that the row's state demands and the row lacks."""
    return tuple(name for name in DEMANDS[row.state] if not getattr(row, name))


def transition_demands(before: MeasureRow, after: MeasureRow) -> Iterator[str]:
    """What the step from one report to the next lacks: after an examination its result, which must not speak against what follows; for
    what was finished without ever being reported as running, when it began."""
    if before.state is State.EXAMINATION and after.state in (State.NOT_STARTED, State.PLANNING, State.RUNNING, State.COMPLETED):
        forbidden = after.feasibility is Feasibility.NOT_FEASIBLE and after.state is not State.COMPLETED
        if forbidden or not after.feasibility:
            yield "feasibility"
    if before.state in (State.NOT_STARTED, State.PLANNING) and after.state in _DONE and after.actual_start is None:
        yield "actual_start"


def confirmation_due(reported: Sequence[date], today: date) -> bool:
    """True if a permanent measure was last reported longer ago than CONFIRM_WITHIN_MONTHS; ``reported`` are the days of its reports."""
    if not reported:
        return True
    last = max(reported)
    month = last.month - 1 + CONFIRM_WITHIN_MONTHS
    limit = (last.year + month // 12, month % 12 + 1, last.day)
    return (today.year, today.month, today.day) > limit
