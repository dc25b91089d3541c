"""A verdict set by people instead of by rule: dated, with a reason, and only until the next meeting."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime

from domain.indicators import Weather

LONGEST_MONTHS = 14
"""An override ends at the latest so many months after it was set: a yearly meeting, and two months in reserve."""
SHORTEST_REASON = 10
"""Characters of a reason."""
SETTABLE = (Weather.SUN, Weather.PARTLY, Weather.CLOUD, Weather.STORM, Weather.SUSPENDED)


@dataclass(frozen=True)
class Override:
    """„Fachlich gesetzt“: another verdict for one period of one series. ``at`` is UTC without zone, ``until`` the day of the meeting
    up to which it counts. The rule's verdict stays and is shown beside it. The reason is for everybody to read."""

    indicator: str
    area: str
    groups: str
    period: str
    weather: Weather
    reason: str
    by: str
    at: datetime
    until: date

    def counts_on(self, day: date) -> bool:
        """True up to and on the last day."""
        return day <= self.until

    @property
    def key(self) -> tuple[str, str, str, str]:
        """Which verdict it replaces: indicator, area, groups, period."""
        return self.indicator, self.area, self.groups, self.period


@dataclass(frozen=True)
class OverrideEvent:
    """An entry of the log: set, or withdrawn (``override.reason`` and ``by`` are then those of the withdrawal)."""

    number: int
    withdrawn: bool
    override: Override


def latest_end(day: date) -> date:
    """The last day that an override set on ``day`` may count up to."""
    months = day.month - 1 + LONGEST_MONTHS
    year, month = day.year + months // 12, months % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
