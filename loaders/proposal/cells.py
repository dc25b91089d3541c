"""What a cell looks like before anybody knows what it means."""

import re
from enum import Enum, auto
from functools import lru_cache

from domain.periods import PeriodKind
from loaders.grid import Cell, Formatted, text_of
from loaders.period_texts import parse_period

_NUMBER = re.compile(
    r"\(?\s*[+\-−–]?\s*(?:\d{1,3}(?:[.'’   ]\d{3})+(?:,\d+)?|\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:[.,]\d+)?)"
    r"(?:e[+-]?\d+)?\s*\)?\s*(?:[prsu*]+|\d\))?",
    re.IGNORECASE,
)
_CODE = re.compile(r"0\d+")
_SYMBOLS = frozenset(
    (
        "-",
        "–",
        "—",
        "−",
        ".",
        "..",
        "...",
        "…",
        "/",
        "x",
        "X",
        "*",
        "**",
        "[g]",
        "[u]",
        "[n]",
        ".x",
        "NA",
        "n.a.",
        "n/a",
        "k.A.",
        "k. A.",
        ":",
        "()",
        "( )",
    )
)
_EARLIEST, _LATEST = 1945, 2060


class Kind(Enum):
    """Look of a cell."""

    EMPTY = auto()
    NUMBER = auto()
    CODE = auto()  # digits that begin with a zero: a key, never a number
    SYMBOL = auto()  # stands where a number would
    PERIOD = auto()  # a time that is no plain number: 31.12.2016, WS 2005/06
    TEXT = auto()


def kind_of(cell: Cell) -> Kind:
    """The look of the cell."""
    if not isinstance(cell, str):
        return Kind.NUMBER
    return _kind(cell)


@lru_cache(maxsize=20_000)
def _kind(cell: str) -> Kind:
    text = " ".join(cell.split())
    if not text:
        return Kind.EMPTY
    if text in _SYMBOLS or (text.startswith("#") and text.isupper()):
        return Kind.SYMBOL
    if _CODE.fullmatch(text):
        return Kind.CODE
    if _NUMBER.fullmatch(text):
        return Kind.PERIOD if re.fullmatch(r"(?:19|20)\d\d\d\)", text) else Kind.NUMBER
    return Kind.PERIOD if len(text) < 40 and period_kind(text) else Kind.TEXT


def is_year(cell: Cell) -> bool:
    """True for a whole number, or a text with nothing else, between 1945 and 2060; a footnote mark may follow."""
    kinds = period_kind(text_of(cell))
    return kinds is PeriodKind.YEAR and _EARLIEST <= int(re.sub(r"^(?:JAHR\s+)?", "", text_of(cell))[:4]) <= _LATEST


@lru_cache(maxsize=20_000)
def period_kind(text: str) -> PeriodKind | None:
    """The kind of period the whole text is, None if it is none."""
    if not any(letter.isdigit() for letter in text):
        return None
    for kind in PeriodKind:
        try:
            period = parse_period(text, kind)
        except ValueError:
            continue
        if _EARLIEST - 100 <= period.year <= _LATEST:
            return kind
    return None


def without_mark(text: str) -> str:
    """A year without the mark behind it that says something about its figures: ``2020 1)``, ``2022p``."""
    marked = re.fullmatch(r"((?:19|20)\d\d)\s?(?:[a-z]|\d{1,2}\)|\*+)", text)
    return marked[1] if marked else text


def as_number(cell: Cell) -> float | None:
    """The number in a cell that is one, texts only where they are plain digits."""
    if isinstance(cell, Formatted):
        return cell.number
    if isinstance(cell, str):
        text = cell.strip()
        return float(text) if text.isascii() and text.isdigit() and len(text) < 16 else None
    return cell
