"""Which blocks of a document go on which slide: pure, so that nothing of it needs PowerPoint.

Sizes are those of the wall, 1920 × 1080 pixels of half a point each; text is never smaller than 24 of them."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from reports import cover_words
from reports.document import Block, Bullets, Cell, Chart, Facts, Heading, PageBreak, Paragraph, Statement, Table, Tone
from reports.figure_tables import figures_of
from reports.pdf.columns import fitted
from views.terms import Term

WIDTH, HEIGHT = 1792, 790
"""Room for the content, in pixels."""
TEXT, SMALL = 30, 24
LINE = 1.25
"""Height of a line as a share of its size."""
_LETTER = 0.54  # average width of a letter as a share of its size, on the safe side
_GAP = 10  # pixels between paragraphs
_PAD = 20, 12  # pixels inside a cell, across and down
_CAPTION = 56
_SOURCE = 70


@dataclass(frozen=True)
class Words:
    """A paragraph; ``lead`` is bold, ``mark`` stands before the text: a number, a label, a point; ``hang`` shifts what follows it."""

    text: str
    mark: str = ""
    term: Term | None = None
    lead: bool = False
    small: bool = False
    hang: bool = False

    @property
    def size(self) -> int:
        return SMALL if self.small else TEXT

    @property
    def height(self) -> float:
        whole = len(self.mark) + 1 + len(self.text) + (len(self.term.label) + 2 if self.term else 0)
        lines = sum(max(1, math.ceil(len(part) * self.size * _LETTER / WIDTH)) for part in ("x" * whole).split("\n"))
        return (lines + self.text.count("\n")) * self.size * LINE + _GAP


@dataclass(frozen=True)
class Part:
    """One slide: a title, and either words, or a table with the widths of its columns in pixels, or a drawing."""

    title: str
    words: tuple[Words, ...] = ()
    table: Table | None = None
    widths: tuple[int, ...] = ()
    chart: Chart | None = None


@dataclass
class _Flow:
    parts: list[Part] = field(default_factory=list)
    chapter: str = ""
    title: str = ""
    words: list[Words] = field(default_factory=list)

    def close(self) -> None:
        """Ends the slide of words, if there is one."""
        if self.words:
            self.parts += (Part(self.title, tuple(each)) for each in _pages(self.words))
            self.words = []


def parts_of(blocks: Iterable[Block], title: str) -> tuple[Part, ...]:
    """The slides of a document; ``title`` heads what stands before the first heading. Every title occurs once."""
    flow = _Flow(title=title)
    for block in blocks:
        match block:
            case Heading():
                flow.close()
                _head(flow, block)
            case Table():
                flow.close()
                flow.parts += _tables(flow.title, block)
            case Chart():
                flow.close()
                flow.parts.append(Part(flow.title, chart=block))
                flow.parts += _tables(flow.title, figures_of(block)) if block.spec.rows else ()
            case PageBreak():
                flow.close()
            case _:
                flow.words += _words(block)
    flow.close()
    return tuple(_counted(flow.parts))


def _head(flow: _Flow, heading: Heading) -> None:
    """Headings further down name their chapter too: „3 Bildung – Maßnahmen“."""
    text = f"{heading.number} {heading.text}".strip()
    if heading.level == 1:
        flow.chapter = text
    flow.title = text if heading.level == 1 or not flow.chapter else f"{flow.chapter} – {heading.text}"


def _words(block: Block) -> Iterator[Words]:
    match block:
        case Paragraph(text, tone, label):
            mark = f"{cover_words.PROPOSAL} {label}".strip() if tone is Tone.PROPOSAL else label
            yield Words(text, mark, lead=tone is Tone.LEAD, small=tone is Tone.SOURCE)
        case Statement(number, text, term):
            yield Words(text, number, None if term and term.label in text else term, hang=True)
        case Bullets(items):
            yield from (Words(each, "•", hang=True) for each in items)
        case Facts(rows, caption):
            if caption:
                yield Words(caption, lead=True)
            yield from (Words(text, f"{name}:") for name, text in rows)
        case _:
            raise TypeError(f"no way to put {type(block).__name__} on a slide")


def _pages(words: Sequence[Words]) -> Iterator[list[Words]]:
    """As many paragraphs as a slide holds; a bold one never stands alone at its end."""
    page: list[Words] = []
    used = 0.0
    for each in (part for word in words for part in _split(word)):
        if page and used + each.height > HEIGHT:
            kept = [page.pop()] if len(page) > 1 and (page[-1].lead or not page[-1].text) else []
            yield page
            page, used = kept, sum(part.height for part in kept)
        page.append(each)
        used += each.height
    if page:
        yield page


def _split(words: Words) -> Iterator[Words]:
    """A paragraph too long for one slide goes on in another one, at the end of a sentence where there is one."""
    longest = int(HEIGHT / (words.size * LINE)) * int(WIDTH / (words.size * _LETTER)) - 200
    rest = words
    while len(rest.text) > longest:
        cut = max(rest.text.rfind(". ", 0, longest) + 1, 0) or rest.text.rfind(" ", 0, longest)
        cut = cut if cut > 0 else longest
        yield replace(rest, text=rest.text[:cut])
        rest = replace(rest, text=rest.text[cut:].lstrip(), mark="", term=None)
    yield rest


def _tables(title: str, table: Table) -> Iterator[Part]:
    """The table in stacks of rows that a slide holds, each under its head."""
    _, shares = fitted(
        [each.head for each in table.columns],
        [each.width for each in table.columns],
        [[cell.text for cell in row] for row in table.rows],
    )
    widths = tuple(int(WIDTH * each / sum(shares)) for each in shares)
    room = HEIGHT - (_CAPTION if table.caption else 0) - (_SOURCE if table.source else 0)
    head = row_height([Cell(each.head, strong=True) for each in table.columns], widths)
    rows: list[tuple[Cell, ...]] = []
    used = head
    for row in table.rows:
        height = row_height(row, widths)
        if rows and used + height > room:
            yield Part(title, table=replace(table, rows=tuple(rows)), widths=widths)
            rows, used = [], head
        rows.append(row)
        used += height
    yield Part(title, table=replace(table, rows=tuple(rows)), widths=widths)


def row_height(cells: Sequence[Cell], widths: Sequence[int]) -> float:
    """Pixels that a row of a table takes."""
    return (
        max((_lines(cell.text, width - _PAD[0], cell.strong) for cell, width in zip(cells, widths, strict=True)), default=1)
        * (SMALL * LINE)
        + (_PAD[1])
    )


def _lines(text: str, width: float, strong: bool) -> int:
    """Lines of a text that is wrapped between its words."""
    letter = SMALL * (_LETTER + 0.05 * strong)
    count = 0
    for line in text.split("\n"):
        count, used = count + 1, 0.0
        for word in line.split(" "):
            needed = len(word) * letter
            if used and used + letter + needed > width:
                count, used = count + 1, 0.0
            used += needed + (letter if used else 0)
            extra = int(used // width) if used > width else 0
            count, used = count + extra, used - extra * width
    return count


def _counted(parts: Sequence[Part]) -> Iterator[Part]:
    """Titles that occur on several slides say which of them this is."""
    total: dict[str, int] = {}
    for each in parts:
        total[each.title] = total.get(each.title, 0) + 1
    place: dict[str, int] = {}
    for each in parts:
        place[each.title] = place.get(each.title, 0) + 1
        yield each if total[each.title] == 1 else replace(each, title=f"{each.title} ({place[each.title]} von {total[each.title]})")
