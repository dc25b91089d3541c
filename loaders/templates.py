"""Texts of layouts with places in braces: headings that hold a period or a word, times put together from several cells."""

import re
from collections.abc import Mapping
from functools import lru_cache

from loaders.grid import text_of

PERIOD = "period"
YEAR = "year"
_PLACE = re.compile(r"\{(\w+)\}")


def places(template: str) -> tuple[str, ...]:
    """Names in braces, in order."""
    return tuple(_PLACE.findall(template))


def filled(template: str, texts: Mapping[str, str]) -> str:
    """The template with its places filled; no format language, so that a template cannot ask for more than a text."""
    return _PLACE.sub(lambda place: texts[place[1]], template)


@lru_cache(maxsize=4096)
def pattern_of(template: str) -> re.Pattern[str]:
    """Pattern for texts that fit: ``{year}`` is four digits, any other place a group of its name. Raises re.error for a name twice."""
    literal, *rest = _PLACE.split(text_of(template))
    pattern = re.escape(literal)
    for name, text in zip(rest[::2], rest[1::2], strict=True):
        pattern += (r"\d{4}" if name == YEAR else f"(?P<{name}>.+)") + re.escape(text)
    return re.compile(pattern)


def fits(template: str, text: str) -> bool:
    """True if the whole text fits the template."""
    return pattern_of(template).fullmatch(text) is not None
