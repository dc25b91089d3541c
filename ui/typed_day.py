"""A day that somebody has to type into a form."""

from contextlib import suppress
from datetime import date

from domain.errors import WrongUse
from views.entry_values import NotRead, typed_day


def required_day(text: str, what: str) -> date:
    """The day typed as TT.MM.JJJJ; WrongUse, naming ``what`` is asked for, where there is none or it cannot be read."""
    with suppress(NotRead):
        if (day := typed_day(text)) is not None:
            return day
    raise WrongUse(f"Bitte {what} als TT.MM.JJJJ angeben, zum Beispiel 15.01.2027.")
