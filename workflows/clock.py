"""The clock of the verbs."""

from datetime import UTC, datetime


def utc_now() -> datetime:
    """The clock of all verbs: UTC without zone."""
    return datetime.now(UTC).replace(tzinfo=None)
