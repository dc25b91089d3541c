"""What a measure takes, as amounts that add up: yearly amounts by source, and what its total names beyond them, without a year."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from domain.measures import MeasureRow, Resource, ResourceKind


@dataclass(frozen=True)
class Amount:
    """An amount of euro, full-time equivalents or people; ``year`` None and ``source`` empty where the report does not say."""

    kind: ResourceKind
    year: int | None
    source: str
    planned: float | None
    actual: float | None


@dataclass(frozen=True)
class FundingEnd:
    """The day on which a source stops paying for a measure; ``others`` names sources of the measure that pay for longer."""

    source: str
    until: date
    others: tuple[str, ...] = ()


def amounts(row: MeasureRow) -> tuple[Amount, ...]:
    """Everything the report names, each euro once: the yearly amounts, and the part of the totals that no year accounts for.

    Where the years come to more than the total, the years count (:func:`exceeds_total` tells of it). Full-time equivalents are posts, not
    sums: the post of the report as a whole stands for itself only where no year names any."""
    yearly = tuple(Amount(each.kind, each.year, each.source, each.planned, each.actual) for each in row.resources)
    money = of_kind(yearly, ResourceKind.MONEY)
    rest = (
        _rest(row.cost_planned, total(each.planned for each in money)),
        _rest(row.cost_actual, total(each.actual for each in money)),
    )
    found = list(yearly)
    if rest != (None, None):
        found.append(Amount(ResourceKind.MONEY, None, "", *rest))
    if row.staff is not None and not of_kind(yearly, ResourceKind.STAFF):
        found.append(Amount(ResourceKind.STAFF, None, "", row.staff, None))
    return tuple(found)


def of_kind(found: Iterable[Amount], kind: ResourceKind) -> tuple[Amount, ...]:
    return tuple(each for each in found if each.kind is kind)


def _rest(said: float | None, yearly: float | None) -> float | None:
    """What the total holds beyond the years; None for nothing, so that no line without a year appears where all have one."""
    if said is None:
        return None
    if yearly is None:
        return said
    return round(said - yearly, 2) if round(said - yearly, 2) > 0 else None


def total(values: Iterable[float | None]) -> float | None:
    """The sum of what is known; None where nothing is: no figure is not zero."""
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def money(row: MeasureRow) -> tuple[float | None, float | None]:
    """Euro planned and spent in all."""
    found = of_kind(amounts(row), ResourceKind.MONEY)
    return total(each.planned for each in found), total(each.actual for each in found)


def money_by_year(row: MeasureRow) -> dict[int, tuple[float | None, float | None]]:
    """Euro planned and spent in each year that the report names."""
    found: dict[int, list[Resource]] = {}
    for each in row.resources:
        if each.kind is ResourceKind.MONEY:
            found.setdefault(each.year, []).append(each)
    return {year: (total(each.planned for each in found[year]), total(each.actual for each in found[year])) for year in sorted(found)}


def exceeds_total(row: MeasureRow) -> tuple[str, ...]:
    """Which totals are smaller than the sum of the years: ``planned``, ``actual``."""
    found = [each for each in row.resources if each.kind is ResourceKind.MONEY]
    pairs = (
        ("planned", row.cost_planned, total(each.planned for each in found)),
        ("actual", row.cost_actual, total(each.actual for each in found)),
    )
    return tuple(name for name, said, yearly in pairs if said is not None and yearly is not None and round(yearly - said, 2) > 0)


def funding_ends(row: MeasureRow) -> tuple[FundingEnd, ...]:
    """When each source stops paying, the earliest first; a later funding period of the same source prolongs it."""
    paid = [each for each in row.resources if each.kind is not ResourceKind.VOLUNTEERS]
    until: dict[str, date] = {}
    for each in paid:
        if each.funded_until is not None:
            until[each.source] = max(each.funded_until, until.get(each.source, each.funded_until))
    return tuple(
        FundingEnd(source, day, _longer(source, day, until, paid_for(row)))
        for source, day in sorted(until.items(), key=lambda item: (item[1], item[0]))
    )


def paid_for(row: MeasureRow) -> Sequence[str]:
    """Names of the sources that pay for the measure, in the order of the report."""
    return tuple(dict.fromkeys(each.source for each in row.resources if each.kind is not ResourceKind.VOLUNTEERS and each.source))


def _longer(source: str, day: date, until: dict[str, date], sources: Sequence[str]) -> tuple[str, ...]:
    """Other sources that pay beyond the day; one without an end pays on."""
    return tuple(other for other in sources if other != source and until.get(other, date.max) > day)
