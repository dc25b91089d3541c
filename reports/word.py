"""A document as Word file: the office's template, real headings, tables with repeated heads, pictures with alternative text.

Blocks become WordprocessingML as text, which is parsed once; nothing here knows what the texts are about."""

from collections.abc import Iterator, Sequence
from functools import singledispatchmethod
from io import BytesIO
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Twips
from lxml import etree

from reports import chart_files, cover_words, word_xml
from reports.document import Block, Bullets, Cell, Chart, Column, Document, Facts, Heading, PageBreak, Paragraph, Statement, Table, Tone
from reports.figure_tables import figures_below
from reports.fixed_bytes import fixed
from reports.word_template import Template, made_for
from reports.word_xml import TableStyles, paragraph, run

_CONTENTS_LEVELS = 2
_FIRST_BOOKMARK = 90_000  # a template's own ones have small numbers
_TONES = {
    Tone.NORMAL: "normal", Tone.LEAD: "lead", Tone.SOURCE: "source", Tone.PROPOSAL: "proposal", Tone.QUOTE: "quote",
    Tone.WARNING: "warning",
}  # fmt: skip


def write_word(document: Document, template: bytes | None = None) -> bytes:
    """The document as .docx in the given template, in the shipped one if None. Same document and template, same bytes.
    Raises WrongUse where the template has no place for the content or is no Word file."""
    body = _Body(Template(template))
    file = body.template.file
    place = body.template.place._element
    marks = cover_words.marks(document)
    body.template.every_page(marks, document.state)
    body.template.fill(_words(document, marks))  # before the content: what data say stays as they say it
    for each in body.elements(document):
        place.addprevious(each)
    place.getparent().remove(place)
    made_for(file, cover_words.title(document), document.made_for)
    if document.contents:
        body.template.update_fields()
    buffer = BytesIO()
    file.save(buffer)
    return fixed(buffer.getvalue(), document.made_for)


def _words(document: Document, marks: str) -> dict[str, str]:
    """What a template may ask for anywhere, in its heads and foots too."""
    cover = document.cover
    return {
        "Titel": cover_words.title(document),
        "Untertitel": document.subtitle,
        "Kommune": document.municipality,
        "Datenstand": document.state,
        "Hinweise": marks,
        "Drucksache": cover.number if cover else "",
        "Amt": cover.department if cover else "",
    }


class _Body:
    """Turns blocks into the elements of one file."""

    def __init__(self, template: Template) -> None:
        self.template = template
        self.bookmarks = 0
        self.bullet = template.bullets()
        self.table_styles = TableStyles(*(template.style(each) for each in ("table", "head", "cell")))

    def elements(self, document: Document) -> Iterator[Any]:
        """All elements of the content in their order."""
        for text in self._texts(document):
            yield from parse_xml(f"<w:body {nsdecls('w', 'r', 'wp', 'a', 'pic')}>{text}</w:body>")

    def _texts(self, document: Document) -> Iterator[str]:
        yield from self._cover(document)
        if document.contents:
            yield self._contents(document.blocks)
        for block in document.blocks:
            yield self._block(block)

    def _styled(self, style: str, inner: str, properties: str = "") -> str:
        return paragraph(self.template.style(style), inner, properties)

    def _cover(self, document: Document) -> Iterator[str]:
        """Title and facts; a page of their own where the document has a cover."""
        if not self.template.has_title:
            yield self._styled("title", run(cover_words.title(document)))
        if document.subtitle:
            yield self._styled("subtitle", run(document.subtitle))
        yield self._block(Facts((("Kommune", document.municipality), *cover_words.facts(document))))
        if document.route:
            columns = tuple(Column(head, width) for head, width in zip(cover_words.ROUTE_HEADS, (2.2, 1.2, 1.2), strict=True))
            yield self._block(Table("Beratungsfolge", columns, tuple(tuple(map(Cell, row)) for row in document.route)))
        cover = document.cover
        for label, text in ((cover_words.MOTION, cover.motion), (cover_words.COSTS, cover.costs)) if cover else ():
            if text:
                yield self._styled("lead", run(label))
                yield from (self._normal(run(part)) for part in text.split("\n\n"))
        if cover is not None:
            yield word_xml.page_break()

    def _contents(self, blocks: Sequence[Block]) -> str:
        headings = [each for each in blocks if isinstance(each, Heading)]
        entries = [(each.level, _numbered(each), _bookmark(place)) for place, each in enumerate(headings) if each.level <= _CONTENTS_LEVELS]
        if not entries:
            return ""
        styles = [self.template.style(f"contents{level}") for level in range(1, _CONTENTS_LEVELS + 1)]
        title = self._styled("contents", run(cover_words.CONTENTS))
        return word_xml.contents(styles, title, entries) + word_xml.page_break()

    def _normal(self, inner: str) -> str:
        """Body text has the style that the template says is the usual one."""
        return f"<w:p>{inner}</w:p>"

    @singledispatchmethod
    def _block(self, block: Block) -> str:
        raise TypeError(f"no way to write {type(block).__name__} as Word")

    @_block.register
    def _(self, block: Heading) -> str:
        name = f"heading{min(block.level, 4)}"
        inner = word_xml.bookmarked(run(_numbered(block)), _bookmark(self.bookmarks), _FIRST_BOOKMARK + self.bookmarks)
        self.bookmarks += 1
        no_number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>' if self.template.numbered(name) else ""
        return self._styled(name, inner, no_number)

    @_block.register
    def _(self, block: Paragraph) -> str:
        label = f"{cover_words.PROPOSAL} {block.label}".strip() if block.tone is Tone.PROPOSAL else block.label
        inner = (run(label, bold=True) + run(" ") if label else "") + run(block.text)
        tone = _TONES[block.tone]
        return self._normal(inner) if tone == "normal" else self._styled(tone, inner)

    @_block.register
    def _(self, block: Statement) -> str:
        term = block.term
        sign = run(f" {term.label}", colour=term.text) if term and term.label not in block.text else ""
        return self._styled("statement", run(block.number, bold=True) + run("\t") + run(block.text) + sign)

    @_block.register
    def _(self, block: Bullets) -> str:
        number = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{self.bullet}"/></w:numPr>' if self.bullet else ""
        return "".join(self._styled("bullet", run(each), number) for each in block.items)

    @_block.register
    def _(self, block: Facts) -> str:
        caption = self._styled("caption", run(block.caption)) if block.caption else ""
        return caption + "".join(self._styled("fact", run(name, bold=True) + run(f"\t{text}")) for name, text in block.rows)

    @_block.register
    def _(self, block: Table) -> str:
        caption = self._styled("caption", run(block.caption)) if block.caption else ""
        return caption + word_xml.table(block, self.table_styles, self.template.width) + self._styled("source", run(block.source))

    @_block.register
    def _(self, block: Chart) -> str:
        """A picture; its figures follow as a table, so that nobody depends on seeing it."""
        spec, about = block.spec, block.about
        inline = self.template.file.part.new_pic_inline(BytesIO(chart_files.drawing_png(spec)), Twips(self.template.width))
        described = inline.find(qn("wp:docPr"))
        described.set("descr", word_xml.clean(spec.alt))
        described.set("title", word_xml.clean(spec.title))
        drawing = str(etree.tostring(inline, encoding="unicode"))
        above = " – ".join(each for each in (spec.title, about.subtitle) if each)
        below = "\n".join(each for each in (" · ".join(spec.notes), about.source, about.state, block.values) if each)
        return (
            self._styled("caption", run(above))
            + self._styled("picture", f"<w:r><w:drawing>{drawing}</w:drawing></w:r>")
            + self._styled("source", run(below))
            + "".join(self._block(table) for table in figures_below(block))
        )

    @_block.register
    def _(self, block: PageBreak) -> str:
        return word_xml.page_break()


def _numbered(heading: Heading) -> str:
    return f"{heading.number} {heading.text}".strip()


def _bookmark(place: int) -> str:
    """Word treats names that begin so as its own and hides them."""
    return f"_Toc{100_000 + place}"
