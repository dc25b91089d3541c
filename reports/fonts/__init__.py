"""The fonts of all documents, shipped so that a document looks and reads the same on every machine, and what they can write."""

import struct
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent
FAMILY = "Liberation Sans"
FALLBACK = "DejaVu Sans"  # status glyphs and further scripts
UNKNOWN = "□"
_DROPPED = {0xFE0E, 0xFE0F, 0xFEFF, 0x200D}  # they choose between glyphs or join them and have none themselves
_PRIVATE = range(0xE000, 0xF900)


@dataclass(frozen=True)
class Font:
    """Which letters a font has, and how wide they are as a share of the size."""

    widths: dict[int, float]

    def width(self, text: str) -> float:
        """Width of a line; letters the font lacks count as one square."""
        return sum(self.widths.get(ord(letter), 1.0) for letter in text)


@cache
def font(name: str) -> Font:
    """One of the shipped files, read from its own tables."""
    content = (FOLDER / name).read_bytes()
    tables = {
        content[at : at + 4].decode(): struct.unpack_from(">II", content, at + 8)
        for at in range(12, 12 + 16 * struct.unpack_from(">H", content, 4)[0], 16)
    }
    (units,) = struct.unpack_from(">H", content, tables["head"][0] + 18)
    (measured,) = struct.unpack_from(">H", content, tables["hhea"][0] + 34)
    places = tables["hmtx"][0]

    def width(glyph: int) -> float:
        return float(struct.unpack_from(">H", content, places + 4 * min(glyph, measured - 1))[0]) / units

    return Font({letter: width(glyph) for letter, glyph in _glyphs(content, tables["cmap"][0]).items()})


def _glyphs(content: bytes, start: int) -> dict[int, int]:
    """Letters and their glyphs, from the table for Windows (format 4) that every font of this folder has."""
    for number in range(struct.unpack_from(">H", content, start + 2)[0]):
        platform, encoding, offset = struct.unpack_from(">HHI", content, start + 4 + 8 * number)
        if (platform, encoding) == (3, 1):
            return _segments(content, start + offset)
    raise ValueError("a font without a table of letters")


def _segments(content: bytes, at: int) -> dict[int, int]:
    count = struct.unpack_from(">H", content, at + 6)[0] // 2
    ends, starts, shifts, places = (at + 14 + extra for extra in (0, 2 * count + 2, 4 * count + 2, 6 * count + 2))
    found: dict[int, int] = {}
    for segment in range(count):
        end, first, shift, place = (struct.unpack_from(">H", content, each + 2 * segment)[0] for each in (ends, starts, shifts, places))
        for letter in range(first, min(end, 0xFFFE) + 1):
            if place:
                (glyph,) = struct.unpack_from(">H", content, places + 2 * segment + place + 2 * (letter - first))
                glyph = (glyph + shift) & 0xFFFF if glyph else 0
            else:
                glyph = (letter + shift) & 0xFFFF
            if glyph:
                found[letter] = glyph
    return found


@cache
def _known() -> frozenset[int]:
    every = (font("LiberationSans-Regular.ttf"), font("DejaVuSans.ttf"))
    return frozenset(letter for each in every for letter in each.widths if letter not in _PRIVATE)


def writable(text: str) -> str:
    """The text as our fonts can write it: selectors of glyphs are left out, other letters that no font has become ``□``.

    A missing letter would be refused in an accessible document, for nobody could read it, aloud or with their eyes."""
    return "".join(
        letter if ord(letter) in _known() or letter == "\n" else (" " if letter.isspace() else UNKNOWN)
        for letter in text
        if ord(letter) not in _DROPPED
    )
