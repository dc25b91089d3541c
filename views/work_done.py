"""Money and work of measures side by side: two facts that stand next to each other, without a ratio and without a claim of effect."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from domain.measure_resources import Amount, amounts, of_kind, total
from domain.measures import MeasureRow, ResourceKind
from domain.periods import Period
from views.formats import NO_VALUE, euro, exact, number


@dataclass(frozen=True)
class WorkLine:
    """A measure: what was planned and used, and what its reports count. ``participants`` are told by half-year and never added up:
    the same people may come again."""

    measure: str
    title: str
    planned: str
    actual: str
    participants: str
    outputs: str


def work_done(rows: Sequence[MeasureRow], history: Iterable[MeasureRow], year: str) -> tuple[WorkLine, ...]:
    """One line per measure that names money or counts something. With a year money and reports are those of that year, else the
    money of all years and the newest report."""
    reports: dict[str, list[MeasureRow]] = defaultdict(list)
    for row in history:
        if year and str(Period(row.period).year) == year:
            reports[row.measure].append(row)
    lines = (_line(row, reports[row.measure] if year else [row], year) for row in rows)
    return tuple(line for line in lines if {line.planned, line.actual, line.participants, line.outputs} != {NO_VALUE})


def _line(row: MeasureRow, reports: Sequence[MeasureRow], year: str) -> WorkLine:
    found = [each for each in of_kind(amounts(row), ResourceKind.MONEY) if not year or _of_year(each, year)]
    return WorkLine(
        measure=row.measure,
        title=row.title,
        planned=euro(total(each.planned for each in found)),
        actual=euro(total(each.actual for each in found)),
        participants="; ".join(_participants(each) for each in reports if each.participants is not None) or NO_VALUE,
        outputs=_outputs(reports),
    )


def _of_year(each: Amount, year: str) -> bool:
    return year == ("ohne" if each.year is None else str(each.year))


def _participants(row: MeasureRow) -> str:
    return f"{number(row.participants)} ({Period(row.period).label})"


def _outputs(reports: Sequence[MeasureRow]) -> str:
    """Counts of the same name add up over the half-years of a year: each half-year counts its own."""
    amounts_by_name: dict[str, float] = {}
    for row in reports:
        for each in row.outputs:
            amounts_by_name[each.name] = amounts_by_name.get(each.name, 0) + each.amount
    periods = [Period(row.period).label for row in reports if row.outputs]
    named = ", ".join(f"{exact(amount)} {name}" for name, amount in amounts_by_name.items())
    return f"{named} ({', '.join(periods)})" if named else NO_VALUE
