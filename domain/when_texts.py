"""Times that are as exact as a source: stored as ``2023-07-27``, ``2017-12`` or ``2006``, written as Germans write them."""

import re

from domain.periods import MONTHS

_DAY, _MONTH = re.compile(r"(\d{4})-(\d\d)-(\d\d)"), re.compile(r"(\d{4})-(\d\d)")
_GERMAN_DAY = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")
_GERMAN_MONTH = re.compile(r"(\d{1,2})[./](\d{4})")
_NAMED = re.compile(r"(?:(\d{1,2})\.\s?)?([A-Za-zä]+) (\d{4})")
_NAMES = {month.casefold(): place for place, month in enumerate(MONTHS, start=1)}


def when_text(when: str) -> str:
    """``27.07.2023``, ``12/2017``, ``2006``; any other text as it is."""
    if found := _DAY.fullmatch(when):
        return f"{found[3]}.{found[2]}.{found[1]}"
    if found := _MONTH.fullmatch(when):
        return f"{found[2]}/{found[1]}"
    return when


def parse_when(text: str) -> str:
    """Inverse of :func:`when_text`, for other German ways of writing too; any other text as it is."""
    if found := _GERMAN_DAY.fullmatch(text):
        return f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}"
    if found := _GERMAN_MONTH.fullmatch(text):
        return f"{found[2]}-{int(found[1]):02}"
    if (found := _NAMED.fullmatch(text)) and (month := _NAMES.get(found[2].casefold())):
        return f"{found[3]}-{month:02}" + (f"-{int(found[1]):02}" if found[1] else "")
    return text
