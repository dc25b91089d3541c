"""What a workbook's number format makes of a number. Statistics hide meaning there: ``[<5000]"/"`` shows ``/`` over 3326.62."""

import re
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache

from loaders.grid import Cell, Formatted
from loaders.numbers import is_credible

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_(?P<space>.)|\*(?P<fill>.)'
    r"|\[(?P<bracket>[^\]]*)\]|(?P<general>General|Standard)|(?P<other>.)",
    re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)")
_TEXT_FORMAT = "@"  # Excel shows a number in a cell marked as text as it is
_PLAIN_LITERAL = re.compile(r"[\s\u00a0\u2009\u202f+\-\u2212]*")


class Shows(Enum):
    """What stands in the cell for a reader."""

    NUMBER = auto()
    BRACKETED = auto()  # the number in round brackets
    TEXT = auto()  # a text instead of the number
    CHANGED = auto()  # the number times something, or with a unit: 12 %, 3 Tsd.


@dataclass(frozen=True)
class Shown:
    """``percent`` is the number before a percent sign, where the format shows nothing else beside it."""

    shows: Shows
    text: str
    percent: float | None = None


@dataclass(frozen=True)
class _Section:
    """One part of a format. ``digits`` are its placeholders, the literals what stands around them; ``factor`` is 100 where a
    percent sign is not quoted, for a quoted one is only a text beside the number."""

    condition: tuple[str, float] | None
    before: str
    digits: str
    after: str
    factor: int = 1

    def holds(self, number: float) -> bool:
        operator, limit = self.condition or ("", 0.0)
        match operator:
            case "<":
                return number < limit
            case "<=":
                return number <= limit
            case ">":
                return number > limit
            case ">=":
                return number >= limit
            case "=":
                return number == limit
            case "<>":
                return number != limit
        return True

    @property
    def shows(self) -> Shows:
        if not self.digits:
            return Shows.TEXT
        if self.before.strip().endswith("(") and self.after.strip().startswith(")"):
            return Shows.BRACKETED
        plain = _PLAIN_LITERAL.fullmatch(self.before) and _PLAIN_LITERAL.fullmatch(self.after)
        return Shows.NUMBER if plain and not self.digits.endswith(",") else Shows.CHANGED


_ELSE = _Section(None, "", "General", "")
"""For a number that meets no condition of its format: it is shown as it is."""


@lru_cache(maxsize=512)
def _sections(number_format: str) -> tuple[_Section, ...]:
    sections: list[_Section] = []
    condition: tuple[str, float] | None = None
    before, digits, after, factor = "", "", "", 1
    for token in (*_TOKEN.finditer("General" if number_format == _TEXT_FORMAT else number_format), None):
        if token is None or token["other"] == ";":
            sections.append(_Section(condition, before, digits, after, factor))
            condition, before, digits, after, factor = None, "", "", "", 1
        elif token["bracket"] is not None:
            found = _CONDITION.fullmatch(token["bracket"])
            condition = (found[1], float(found[2])) if found else condition
        elif token["general"] or (token["other"] and token["other"] in "0#?.,"):
            digits += after + (token["general"] or token["other"])  # what looked like an ending stood between digits
            after = ""
        elif token["fill"] is None:
            factor = 100 if token["other"] == "%" else factor
            literal = token["quoted"] or token["escaped"] or token["other"] or (" " if token["space"] else "")
            before, after = (before, after + literal) if digits else (before + literal, after)
    return tuple(sections[:3])  # a fourth section is for texts


def _section(number: float, number_format: str) -> _Section:
    sections = _sections(number_format)
    if any(section.condition for section in sections):
        return next((section for section in sections if section.holds(number)), _ELSE)
    if number < 0 and len(sections) > 1:
        return sections[1]
    return sections[2] if number == 0 and len(sections) > 2 else sections[0]


@lru_cache(maxsize=512)
def is_plain(number_format: str) -> bool:
    """True if the format shows every number as that number."""
    return all(section.shows is Shows.NUMBER for section in _sections(number_format))


def shown(number: float, number_format: str) -> Shown:
    """What a reader sees, in German writing; a bracketed negative of a two-part format is the number itself."""
    if not is_credible(number):
        return Shown(Shows.NUMBER, repr(number))  # its place among the conditions would say nothing about it
    section = _section(number, number_format)
    parts = _sections(number_format)
    negative = number < 0 and len(parts) > 1 and section is parts[1]
    shows = Shows.NUMBER if section.shows is Shows.BRACKETED and negative else section.shows
    if shows is Shows.TEXT:
        return Shown(shows, section.before.strip())
    magnitude = abs(number) * section.factor
    minus = "-" if number < 0 and not negative else ""
    text = (section.before + minus + _written(magnitude, section.digits) + section.after).strip()
    only_percent = section.after.strip() == "%" and not section.before.strip(" +-") and not section.digits.endswith(",")
    return Shown(shows, text, float(f"{number * section.factor:.14g}") if only_percent else None)


def displayed(cell: Cell) -> str:
    """The cell as its users see it."""
    if isinstance(cell, str):
        return cell
    return shown(cell.number, cell.format).text if isinstance(cell, Formatted) else shown(cell, "General").text


def _written(magnitude: float, digits: str) -> str:
    if digits in ("General", "Standard"):
        return (str(int(magnitude)) if float(magnitude).is_integer() else repr(magnitude)).replace(".", ",")
    whole, _, decimals = digits.partition(".")
    places = sum(mark in "0#?" for mark in decimals)
    text = f"{magnitude:,.{places}f}"
    if not re.search(r"[,\s\u00a0.]", whole.strip()):
        return text.replace(",", "").replace(".", ",")
    return text.replace(",", "\u202f").replace(".", ",")


_NUMBER_TEXT = re.compile(r"[+\-\u2212]?\d[\d.,'\s\u00a0\u2009\u202f]*(?:E[+-]?\d+)?", re.IGNORECASE)
_NARROW = re.compile("#+")


def implied_format(number: float, text: str) -> str:
    """The format that shows ``number`` as ``text``, for files that say what is shown but not by which format: General where the
    text is the number, rounded or grouped."""
    bare = text.strip()
    if not bare or _NARROW.fullmatch(bare) or _says(bare, number):
        return "General"
    for piece in _NUMBER_TEXT.finditer(bare):
        before, written, after = bare[: piece.start()], piece[0].strip(), bare[piece.end() - len(piece[0]) + len(piece[0].rstrip()) :]
        digits = "0" + ("." + "0" * places if (places := _places(written)) else "")
        if before == "(" and after == ")" and _says(written, abs(number)):
            return f"{digits};({digits})" if number < 0 else f"\\({digits}\\)"
        if after.strip() == "%" and not before and _says(written, number * 100):
            return f"{digits}%"
        if _says(written, number):
            return _literal(before) + digits + _literal(after)
    return _literal(bare)


def _literal(text: str) -> str:
    return '"' + text.replace('"', "'") + '"' if text else ""


def _places(written: str) -> int:
    """Decimals of a written number, by its last separator."""
    found = re.search(r"[.,](\d+)$", written)
    return len(found[1]) if found else 0


def _says(written: str, number: float) -> bool:
    """True if the text, in German or English writing, is the number as far as its decimals go."""
    if not _NUMBER_TEXT.fullmatch(written):
        return False
    bare = re.sub(r"['\s\u00a0\u2009\u202f]", "", written).replace("\u2212", "-")
    for decimal, thousands in ((",", "."), (".", ",")):
        try:
            said = float(bare.replace(thousands, "").replace(decimal, "."))
        except ValueError:
            continue
        places = _places(bare) if decimal in bare else 0
        exponent = int(bare.upper().partition("E")[2] or 0)
        if abs(said - number) <= 0.5 * 10 ** (exponent - places) * (1 + 1e-9) + abs(number) * 1e-12:
            return True
    return False
