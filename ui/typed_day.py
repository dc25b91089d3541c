"""A day that somebody types into a form."""

from contextlib import suppress
from datetime import date

from domain.errors import WrongUse
from views.entry_values import NotRead, typed_day


def required_day(text: str, what: str) -> date:
    """The day typed as TT.MM.JJJJ; WrongUse, naming ``what`` is asked for, where there is none or it cannot be read."""
    if (day := optional_day(text, what)) is None:
        raise _not_read(what)
    return day


def optional_day(text: str, what: str) -> date | None:
    """As :func:`required_day`, None where nothing was typed."""
    with suppress(NotRead):
        return typed_day(text)
    raise _not_read(what)


def _not_read(what: str) -> WrongUse:
    return WrongUse(f"Bitte {what} als TT.MM.JJJJ angeben, zum Beispiel 15.01.2027.")
