"""Which blocks of a document go on which slide: pure, so that nothing of it needs PowerPoint.

Sizes are those of the wall, 1920 × 1080 pixels of half a point each; text is never smaller than 24 of them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from reports import cover_words
from reports.document import Block, Bullets, Cell, Chart, Facts, Heading, PageBreak, Paragraph, Statement, Table, Tone
from reports.figure_tables import figures_below
from reports.fonts import font
from reports.pdf.columns import fitted
from views.terms import Term

WIDTH, HEIGHT = 1792, 790
"""Room for the content, in pixels."""
TEXT, SMALL = 30, 24
LINE = 1.25
"""Height of a line as a share of its size."""
_SAFE = 1.04  # texts are taken for a little wider than they are: not every machine has the same font
_GAP = 10  # pixels between paragraphs
_PAD = 20, 12  # pixels inside a cell, across and down
_HANG = 84
_LONGEST_SOURCE = 220


@dataclass(frozen=True)
class Words:
    """A paragraph; ``lead`` is bold, ``mark`` stands before the text: a number, a label, a point; ``hang`` shifts what follows it."""

    text: str
    mark: str = ""
    term: Term | None = None
    lead: bool = False
    small: bool = False
    hang: bool = False
    heading: bool = False

    @property
    def size(self) -> int:
        return SMALL if self.small else TEXT

    @property
    def height(self) -> float:
        before = f"{self.mark} {self.term.label if self.term else ''} "
        return text_height(before + self.text, self.size, WIDTH - (_HANG if self.hang else 0), self.lead) + _GAP


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
    """Slides so far, and what goes on the next one. Headings down to ``titles`` begin a slide, others stand on it."""

    title: str
    titles: int
    parts: list[Part] = field(default_factory=list)
    chapter: str = ""
    below: str = ""  # the last heading that began no slide
    words: list[Words] = field(default_factory=list)

    def close(self) -> None:
        """Ends the slide of words, if there is one."""
        while self.words and self.words[-1].heading:
            self.words.pop()  # its name is in the title of what follows
        self.parts += (Part(self.title, tuple(each)) for each in _pages(self.words))
        self.words = []

    @property
    def title_here(self) -> str:
        return f"{self.title} – {self.below}" if self.below else self.title

    def head(self, heading: Heading) -> None:
        """A heading without a number names its chapter too: „3 Bildung – Maßnahmen“."""
        text = f"{heading.number} {heading.text}".strip()
        if heading.level > self.titles:
            self.below = text
            self.words.append(Words(text, lead=True, heading=True))
            return
        self.close()
        self.below = ""
        if heading.level == 1:
            self.chapter = text
        alone = heading.level == 1 or heading.number or not self.chapter
        self.title = text if alone else f"{self.chapter} – {text}"


def parts_of(blocks: Iterable[Block], title: str) -> tuple[Part, ...]:
    """The slides of a document; ``title`` heads what stands before the first heading. Every title occurs once."""
    blocks = list(_with_sources(blocks))
    deepest = max((each.level for each in blocks if isinstance(each, Heading)), default=1)
    flow = _Flow(title, titles=1 if deepest <= 2 else 2)
    for block in blocks:
        match block:
            case Heading():
                flow.head(block)
            case Table():
                flow.close()
                flow.parts += _tables(flow.title_here, block)
            case Chart():
                flow.close()
                flow.parts.append(Part(flow.title_here, chart=block))
                flow.parts += [part for table in figures_below(block) for part in _tables(flow.title_here, table)]
            case PageBreak():
                flow.close()
            case _:
                flow.words += _words(block)
    flow.close()
    return tuple(_counted(flow.parts))


def _with_sources(blocks: Iterable[Block]) -> Iterator[Block]:
    """A source that stands behind a table becomes the table's own, where there is room for it."""
    table: Table | None = None
    for block in blocks:
        if table is not None and isinstance(block, Paragraph) and block.tone is Tone.SOURCE:
            source = "\n".join(filter(None, (table.source, f"{block.label} {block.text}".strip())))
            if text_height(source, SMALL) <= _LONGEST_SOURCE:
                table = replace(table, source=source)
                continue
        if table is not None:
            yield table
        table = block if isinstance(block, Table) else None
        if table is None:
            yield block
    if table is not None:
        yield table


def text_height(text: str, size: int, width: float = WIDTH, strong: bool = False) -> float:
    """Pixels that a text takes, wrapped between its words."""
    return sum(_lines(line, width / size, strong) for line in text.split("\n")) * size * LINE if text else 0.0


def caption_height(text: str) -> int:
    """Pixels from the top to what the caption belongs to."""
    return round(text_height(text, TEXT, strong=True)) + 18 if text else 0


def _lines(text: str, width: float, strong: bool) -> int:
    """Lines of a text; ``width`` as a share of the size of its letters."""
    count, used, space = 1, 0.0, _wide(" ", strong)
    for word in text.split(" "):
        needed = _wide(word, strong)
        if used and used + space + needed > width:
            count, used = count + 1, 0.0
        used += needed + (space if used else 0)
        if used > width:  # a word longer than its line is broken
            count, used = count + int(used // width), used % width
    return count


@lru_cache(maxsize=20_000)
def _wide(text: str, strong: bool) -> float:
    return font(f"LiberationSans-{'Bold' if strong else 'Regular'}.ttf").width(text) * _SAFE


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
    longest = int(HEIGHT / (words.size * LINE)) * int(WIDTH / words.size) - 200  # more than a letter's width each is on the safe side
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
    room = HEIGHT - caption_height(table.caption) - (text_height(table.source, SMALL) + _GAP * 2 if table.source else 0)
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
    heights = [text_height(cell.text or " ", SMALL, width - _PAD[0], cell.strong) for cell, width in zip(cells, widths, strict=True)]
    return max(heights, default=SMALL * LINE) + _PAD[1]


def _counted(parts: Sequence[Part]) -> Iterator[Part]:
    """Titles that occur on several slides say which of them this is."""
    total: dict[str, int] = {}
    for each in parts:
        total[each.title] = total.get(each.title, 0) + 1
    place: dict[str, int] = {}
    for each in parts:
        place[each.title] = place.get(each.title, 0) + 1
        yield each if total[each.title] == 1 else replace(each, title=f"{each.title} ({place[each.title]} von {total[each.title]})")
