"""Abbreviations in words: the product's own list, completed by the short names of the concept's organisations."""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from domain.concepts import Concept
from domain.toml_files import build, read_toml

FILE = Path(__file__).resolve().parent.parent / "data" / "abkuerzungen.toml"
_SHORT = re.compile(r"[A-ZÄÖÜ]{2}|\d|\.|^[A-ZÄÖÜ][a-zäöü]?[A-ZÄÖÜ]")
"""What looks like an abbreviation; concepts also give short names that explain themselves."""
_WORD = re.compile(r"[^\W_][\w./-]*[\w]|[^\W_]")


def used(texts: Iterable[str], concept: Concept) -> tuple[tuple[str, str], ...]:
    """The known abbreviations that occur as words, with their meaning, in alphabetical order."""
    own = {each.short: each.name for each in concept.organisations if each.short != each.name and _SHORT.search(each.short)}
    known = _known() | own
    whole = " ".join(texts)
    words = set(_WORD.findall(whole)) | {part for word in _WORD.findall(whole) for part in word.replace("/", "-").split("-")}
    found = {short: meaning for short, meaning in known.items() if (short in whole if " " in short or "." in short else short in words)}
    return tuple(sorted(found.items(), key=lambda pair: pair[0].casefold()))


@cache
def _known() -> dict[str, str]:
    return build(dict[str, str], read_toml(FILE), FILE.name)
