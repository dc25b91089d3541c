"""German local time: stored moments are UTC without zone, days and deadlines are German ones."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Berlin")


def local(moment: datetime) -> datetime:
    """A stored moment as German time; one that has a zone is converted."""
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(ZONE)


def end_of(day: date) -> datetime:
    """The last moment of a German day as a stored moment."""
    return datetime.combine(day, time.max, ZONE).astimezone(UTC).replace(tzinfo=None)


def today() -> date:
    """The present German day."""
    return datetime.now(ZONE).date()
