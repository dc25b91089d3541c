"""One way of reading a day that somebody types, whichever form asks for it."""

from datetime import date

import pytest

from domain.errors import WrongUse
from ui.typed_day import required_day


@pytest.mark.parametrize("text", ["15.01.2027", " 15. 1. 2027 ", "2027-01-15"])
def test_a_day_as_people_type_it(text: str) -> None:
    assert required_day(text, "den Termin") == date(2027, 1, 15)


@pytest.mark.parametrize("text", ["", "bald", "31.02.2027", "15.01.27", "Januar 2027"])
def test_what_is_no_day_is_asked_for_again(text: str) -> None:
    with pytest.raises(WrongUse, match=r"Bitte den Termin als TT\.MM\.JJJJ angeben"):
        required_day(text, "den Termin")
