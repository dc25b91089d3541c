"""What a slide consists of, and how much of it fits the wall; the same numbers stand on the wall, in the handout and in the file.

The wall is 1920 × 1080 with text of 24 px and more. Lines of text are estimated on the safe side; a browser test measures them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from views.formats import counted
from views.terms import Term


@dataclass(frozen=True)
class Line:
    """One statement. ``number`` 3.2 is the second one of slide 3; ``detail`` is smaller: period, target, reason. ``about`` is the id of the
    field, indicator, measure or decision that it is about: the handout has a line of a table for it."""

    number: str
    text: str
    term: Term | None = None
    detail: str = ""
    about: str = ""


@dataclass(frozen=True)
class SlideColumn:
    """``lines`` stand on the wall, shortened where they are long; ``statements`` are all of them, whole, for the handout. ``more`` says
    what is left out: „3 weitere Angaben: Handout 3.6 bis 3.8“. A ``wide`` column lies across the slide, above the others; those
    divide the width by their ``share``."""

    heading: str
    lines: tuple[Line, ...]
    more: str = ""
    statements: tuple[Line, ...] = ()
    wide: bool = False
    share: int = 1


@dataclass(frozen=True)
class Slide:
    """One message. ``key`` is ``overview``, ``field:<id>``, ``changes`` or ``decisions``; ``note`` stands below the columns."""

    number: int
    key: str
    title: str
    message: str
    columns: tuple[SlideColumn, ...]
    note: str = ""

    @property
    def all_lines(self) -> tuple[Line, ...]:
        """Every statement of the slide in order of its number, also what the wall leaves out."""
        return tuple(line for column in self.columns for line in column.statements)


@dataclass(frozen=True)
class Briefing:
    """What is on the wall. ``body``, ``day`` and ``state`` are words; ``invented`` the sentence that marks an invented city."""

    body: str
    day: str
    state: str
    municipality: str
    slides: tuple[Slide, ...]
    invented: str


@dataclass(frozen=True)
class Said:
    """A statement before it has its number."""

    text: str
    term: Term | None = None
    detail: str = ""
    about: str = ""


@dataclass(frozen=True)
class Heap:
    """The statements of a column before they are numbered and put on the wall."""

    heading: str
    said: tuple[Said, ...]
    wide: bool = False
    share: int = 1


_HEIGHT = 735.0
"""Pixels for the columns below title, message and headings; the rest of 1080 is taken."""
_WIDTH, _BETWEEN, _NUMBER = 1792, 48, 72
"""Pixels across, between two columns, and for the number before a statement."""
_TEXT, _DETAIL = (12.9, 34), (11.4, 31)
"""Width of a character on the safe side, and height of a line: of text (27 px) and of what is smaller (24 px)."""
_TITLE, _MESSAGE, _TITLE_WIDTH = (17.5, 41), (24.0, 51), 1180
_GAP, _HEADING, _SHORT = 12, 54, 24
_LONGEST = 4
"""Lines a single text may take on the wall."""


def slide(number: int, key: str, title: str, message: str, heaps: Sequence[Heap], note: str = "") -> Slide:
    """The slide with its statements numbered through and cut to what the wall has room for."""
    shares = max(sum(heap.share for heap in heaps if not heap.wide), 1)
    beside = sum(not heap.wide for heap in heaps)
    left = _HEIGHT - (_rows(message, _WIDTH, _MESSAGE[0]) - 1) * _MESSAGE[1]
    left -= (_rows(f"{number} {title}", _TITLE_WIDTH, _TITLE[0]) - 1) * _TITLE[1]
    columns, last = [], 0
    for heap in heaps:
        statements = tuple(_numbered(each, number, last + place) for place, each in enumerate(heap.said, 1))
        last += len(statements)
        width = _WIDTH if heap.wide else (_WIDTH - _BETWEEN * (beside - 1)) * heap.share / shares
        column = _column(heap, statements, left / 4 if heap.wide else left, width - _NUMBER)
        if heap.wide:
            left -= sum(_height(line, width - _NUMBER) for line in column.lines) + _HEADING + bool(column.more) * _DETAIL[1]
        columns.append(column)
    return Slide(number, key, title, message, tuple(columns), note)


def _numbered(said: Said, slide_number: int, place: int) -> Line:
    return Line(f"{slide_number}.{place}", said.text, said.term, said.detail, said.about)


def _column(heap: Heap, statements: tuple[Line, ...], height: float, width: float) -> SlideColumn:
    """As many statements as there is room for, in their order, and a line that says how many follow."""
    whole = _fitting(statements, height, width) == len(statements)
    cut = list(statements) if whole else [_cut(line, width) for line in statements]
    count = _fitting(cut, height, width)
    if count < len(cut):
        count = max(_fitting(cut, height - 2 * _DETAIL[1], width), 1)  # the line that names the rest needs room too
    return SlideColumn(heap.heading, tuple(cut[:count]), _more(statements[count:]), statements, heap.wide, heap.share)


def _fitting(lines: Iterable[Line], height: float, width: float) -> int:
    """How many lines from the first one on fit."""
    used, count = 0.0, 0
    for line in lines:
        used += _height(line, width)
        if used > height:
            break
        count += 1
    return count


def compact(line: Line) -> bool:
    """True where sign and statement are short enough to stand beside each other."""
    return line.term is not None and not line.detail and len(line.text) < _SHORT


def _height(line: Line, width: float) -> float:
    if compact(line):
        return _rows(f"{line.text} {below(line)}", width, _TEXT[0]) * _TEXT[1] + _GAP
    return _rows(line.text, width, _TEXT[0]) * _TEXT[1] + _rows(below(line), width, _DETAIL[0]) * _DETAIL[1] + _GAP


def below(line: Line) -> str:
    """What stands smaller under a statement: its sign with the word, and the detail."""
    return " · ".join(part for part in (line.term.label if line.term else "", line.detail) if part)


def _rows(text: str, width: float, character: float) -> int:
    """Lines that words of this text take, wrapped as a browser does it."""
    rows, used = (1 if text else 0), 0.0
    for word in text.split(" "):
        needed = len(word) * character
        if used and used + character + needed > width:
            rows, used = rows + 1, 0.0
        used += needed + (character if used else 0)
        while used > width:  # a word longer than the line is broken
            rows, used = rows + 1, used - width
    return rows


def _cut(line: Line, width: float) -> Line:
    text = _shortened(line.text, int(width / _TEXT[0] * _LONGEST * 0.85))
    return replace(line, text=text, detail=_shortened(line.detail, int(width / _DETAIL[0] * _LONGEST * 0.7)))


def _shortened(text: str, longest: int) -> str:
    """The text up to the last whole word, with an ellipsis where something is left out."""
    return text if len(text) <= longest else text[:longest].rsplit(" ", 1)[0].rstrip(" ,;:–") + " …"


def _more(rest: Sequence[Line]) -> str:
    if not rest:
        return ""
    numbers = rest[0].number if len(rest) == 1 else f"{rest[0].number} bis {rest[-1].number}"
    return f"{counted(len(rest), 'weitere Angabe', 'weitere Angaben')}: Handout {numbers}"
