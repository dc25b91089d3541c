"""Widths of table columns on an upright A4 page: as asked for, but no word and no number leaves its column."""

import re
from collections.abc import Sequence

from reports.fonts import Font, font, writable

LINE = 480.0
"""Points between the margins."""
PADDING = 10.0  # points, both sides of a cell together
SIZES = (9.0, 8.0, 7.0, 6.0)
_HYPHENATED = 13  # letters; longer words are broken by their syllables
_PIECES = re.compile(r"[ \n–]+|[-/](?!\d)")


def fitted(heads: Sequence[str], shares: Sequence[float], rows: Sequence[Sequence[str]]) -> tuple[float, list[float]]:
    """The size of the letters in points, and widths that add up to the line.

    The largest size in which every column can hold its longest piece; in the smallest one the widths are cut in proportion."""
    longest = [_longest(texts) for texts in zip(heads, *rows, strict=True)]
    for size in SIZES:
        least = [width * size + PADDING for width in longest]
        if sum(least) <= LINE:
            return size, _shared(shares, least)
    return SIZES[-1], [LINE * width / sum(least) for width in least]


def _shared(shares: Sequence[float], least: Sequence[float]) -> list[float]:
    """The line divided by shares, columns that would get too little set to what they need at least."""
    fixed: dict[int, float] = {}
    while True:
        free = [place for place in range(len(shares)) if place not in fixed]
        room, total = LINE - sum(fixed.values()), sum(shares[place] for place in free)
        given = {place: room * shares[place] / total for place in free} if total else {}
        short = {place: least[place] for place in free if given.get(place, 0.0) < least[place]}
        if not short:
            return [round(fixed.get(place, given.get(place, 0.0)), 2) for place in range(len(shares))]
        fixed |= short


def _longest(texts: Sequence[str]) -> float:
    """Width of the longest piece that cannot be broken, as a share of the size; heads are bold and so are strong cells."""
    bold, other = font("LiberationSans-Bold.ttf"), font("DejaVuSans.ttf")
    return max((_width(_held(piece), bold, other) for text in set(texts) for piece in _pieces(text)), default=0.0)


def _pieces(text: str) -> list[str]:
    """What is kept together on a line; no-break spaces hold a number and its unit."""
    return [piece for piece in _PIECES.split(writable(text)) if piece]


def _held(piece: str) -> str:
    """A long word counts with its first letters only: it is broken by syllables."""
    return piece if len(piece) <= _HYPHENATED or not piece.isalpha() else piece[:_HYPHENATED]


def _width(piece: str, bold: Font, other: Font) -> float:
    return sum(bold.widths.get(ord(letter)) or other.widths.get(ord(letter), 1.0) for letter in piece)
