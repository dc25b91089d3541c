"""What can go wrong for a user; every message is a German sentence that may be shown as it is.

MonitorError
├── WrongUse      the request itself makes no sense            (exit 2)
├── Unreadable    a file cannot be read or is over a limit     (exit 3)
├── StoreBusy     somebody else is writing for too long        (exit 1)
├── NotAllowed    the role may not do this                     (exit 2)
└── NotFound      no such delivery, indicator, value …         (exit 2)
"""


class MonitorError(Exception):
    """Base of all errors whose text is meant for the user."""

    exit_code = 1


class WrongUse(MonitorError):
    exit_code = 2


class Unreadable(MonitorError):
    exit_code = 3


class StoreBusy(MonitorError):
    exit_code = 1


class NotAllowed(MonitorError):
    exit_code = 2


class NotFound(MonitorError):
    exit_code = 2
