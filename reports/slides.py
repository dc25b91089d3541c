"""A document as PowerPoint file: the slides of the meeting as they are on the wall, then the document's figures and tables."""

from collections.abc import Sequence
from copy import deepcopy
from io import BytesIO
from pathlib import Path
from typing import Any

from pptx import Presentation
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.util import Emu

from reports import chart_files, cover_words
from reports.document import Block, Cell, Document, Heading, Paragraph, Statement
from reports.fixed_bytes import fixed
from reports.slide_flow import HEIGHT, SMALL, TEXT, WIDTH, Part, Words, caption_height, parts_of, row_height, text_height
from reports.slide_xml import BLUE, INK, MUTED, PIXEL, RED, body, paragraph, run, table
from reports.word_xml import clean, described
from views.briefing import Briefing, Line, Slide, SlideColumn
from views.briefing_lines import compact

TEMPLATE = Path(__file__).parent / "templates" / "sitzung.pptx"
_TITLE, _TEXTS, _BARE = range(3)  # layouts of the template
_LEFT, _TOP = 64, 190
_NUMBER = 84  # pixels for a statement's number
_BETWEEN = 48
_WALL_TEXT, _MESSAGE, _HEADING = 27, 36, 30
_LONG_TITLE, _LONGER_TITLE = 70, 130  # letters


def write_slides(document: Document, briefing: Briefing | None = None) -> bytes:
    """The document as .pptx, 16:9. With a briefing its slides come first, under the same numbers, with all statements in their notes;
    what they say is not said again. Same document, same bytes."""
    deck = _Deck(document)
    deck.opening(briefing)
    for part in parts_of(_proposed(document), ""):
        deck.part(part)
    for slide in briefing.slides if briefing else ():
        deck.wall(slide)
    for part in parts_of(_further(document, briefing), cover_words.title(document)):
        deck.part(part)
    properties = deck.file.core_properties
    properties.title, properties.author, properties.last_modified_by = cover_words.title(document), "Integrationsmonitor", ""
    properties.language, properties.subject, properties.revision = "de-DE", "", 1
    buffer = BytesIO()
    deck.file.save(buffer)
    return fixed(buffer.getvalue(), document.made_for)


def _further(document: Document, briefing: Briefing | None) -> Sequence[Block]:
    if briefing is None:
        return document.blocks
    said = {text for slide in briefing.slides for text in (slide.message, slide.note)} | {""}
    return [each for each in document.blocks if not isinstance(each, Statement) and not (isinstance(each, Paragraph) and each.text in said)]


def _proposed(document: Document) -> Sequence[Block]:
    """What is to be decided, and what it costs."""
    cover = document.cover
    said = ((cover_words.MOTION, cover.motion), (cover_words.COSTS, cover.costs)) if cover else ()
    return [block for label, text in said if text for block in (Heading(1, label), Paragraph(text))]


class _Deck:
    """A file that slides are added to."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.file = Presentation(str(TEMPLATE))
        self.titles: set[str] = set()

    def opening(self, briefing: Briefing | None) -> None:
        """Title, city, data state and what every slide has to say too."""
        document = self.document
        slide = self._new(_TITLE, cover_words.title(document))
        lines = [document.subtitle, document.municipality, *(f"{name}: {text}" for name, text in cover_words.facts(document))]
        if briefing is not None:
            lines.insert(1, f"{briefing.body}, {briefing.day}")
        lines += [" · ".join(step) for step in document.route]
        texts = [paragraph(run(each, _MESSAGE if not place else TEXT, colour=MUTED)) for place, each in enumerate(filter(None, lines))]
        texts += [paragraph(run(each, TEXT, bold=True, colour=RED)) for each in document.marks]
        _set_text(slide.placeholders[1], texts)

    def wall(self, shown: Slide) -> None:
        """A slide of the meeting. What the wall leaves out stands in the notes, with everything else."""
        slide = self._new(_BARE, shown.title)
        message = self._box(slide, (_LEFT, _TOP - 10, WIDTH, 100), [paragraph(run(shown.message, _MESSAGE, bold=True))], "Aussage")
        top = _TOP + 10 + round(text_height(shown.message, _MESSAGE))
        message.height = Emu((top - _TOP + 10) * PIXEL)
        for column in (each for each in shown.columns if each.wide):
            height = _column_height(column)
            self._box(slide, (_LEFT, top, WIDTH, height), _column(column), column.heading)
            top += height
        beside = [each for each in shown.columns if not each.wide]
        room = WIDTH - _BETWEEN * (len(beside) - 1)
        left, shares = _LEFT, sum(each.share for each in beside) or 1
        for column in beside:
            width = room * column.share // shares
            self._box(slide, (left, top, width, _TOP + HEIGHT - top), _column(column), column.heading)
            left += width + _BETWEEN
        self._notes(slide, _noted(shown))

    def part(self, part: Part) -> None:
        """A slide of the document."""
        slide = self._new(_TEXTS if part.words else _BARE, part.title)
        if part.words:
            _set_text(slide.placeholders[1], [_written(each) for each in part.words])
        elif part.table is not None:
            self._table(slide, part)
        elif part.chart is not None:
            self._chart(slide, part)

    def _table(self, slide: Any, part: Part) -> None:
        shown, top = part.table, _TOP
        assert shown is not None
        if shown.caption:
            top += self._caption(slide, shown.caption)
        head = tuple(Cell(each.head, strong=True) for each in shown.columns)
        frame = slide.shapes.add_table(1, len(head), Emu(_LEFT * PIXEL), Emu(top * PIXEL), Emu(WIDTH * PIXEL), Emu(40 * PIXEL))
        heights = [row_height(row, part.widths) for row in (head, *shown.rows)]
        old = frame._element.find(f".//{qn('a:tbl')}")
        old.getparent().replace(old, parse_xml(table(shown, part.widths, heights, SMALL)))
        frame.height = Emu(round(sum(heights)) * PIXEL)
        _describe(frame, shown.caption or "Tabelle", described(shown))
        if shown.source:
            size = round(text_height(shown.source, SMALL))
            below = min(top + sum(heights) + 8, _TOP + HEIGHT - size)
            self._box(slide, (_LEFT, round(below), WIDTH, size), [paragraph(run(shown.source, SMALL, colour=MUTED))], "Quelle")

    def _chart(self, slide: Any, part: Part) -> None:
        assert part.chart is not None
        spec, about = part.chart.spec, part.chart.about
        top = self._caption(slide, " – ".join(each for each in (spec.title, about.subtitle) if each))
        below = "\n".join(each for each in (" · ".join(spec.notes), about.source) if each)
        size = round(text_height(below, SMALL))
        room = HEIGHT - top - size - 10
        picture = slide.shapes.add_picture(BytesIO(chart_files.drawing_png(spec)), Emu(_LEFT * PIXEL), Emu((_TOP + top) * PIXEL))
        scale = min(WIDTH * PIXEL / picture.width, room * PIXEL / picture.height)
        picture.width, picture.height = Emu(round(picture.width * scale)), Emu(round(picture.height * scale))
        _describe(picture, spec.title or "Diagramm", spec.alt)
        self._box(slide, (_LEFT, _TOP + HEIGHT - size, WIDTH, size), [paragraph(run(below, SMALL, colour=MUTED))], "Quelle")
        self._notes(slide, [spec.alt])

    def _caption(self, slide: Any, text: str) -> int:
        """Writes what follows is; returns the pixels it takes."""
        height = caption_height(text)
        self._box(slide, (_LEFT, _TOP, WIDTH, height), [paragraph(run(text, TEXT, bold=True))], "Beschriftung")
        return height

    def _new(self, layout: int, title: str) -> Any:
        """A slide with its title, the data state at its foot and its number."""
        slide = self.file.slides.add_slide(self.file.slide_layouts[layout])
        shown = self._once(title)
        size = 0 if layout == _TITLE or len(shown) <= _LONG_TITLE else 44 if len(shown) <= _LONGER_TITLE else 36
        _set_text(slide.shapes.title, [f"<a:p>{run(shown, size)}</a:p>"])
        for place in slide.slide_layout.placeholders:
            kind = place._element.xpath(".//p:nvPr/p:ph")[0].get("type")
            if kind in ("ftr", "sldNum"):
                self._foot(slide, place, kind)
        return slide

    def _once(self, title: str) -> str:
        """Slides of one title cannot be told apart by those who hear them."""
        shown, place = title, 2
        while shown in self.titles:
            shown, place = f"{title} ({place})", place + 1
        self.titles.add(shown)
        return shown

    def _foot(self, slide: Any, place: Any, kind: str) -> None:
        element = deepcopy(place._element)
        element.find(f".//{qn('p:cNvPr')}").set("id", str(max(shape.shape_id for shape in slide.shapes) + 1))
        element.find(f".//{qn('p:cNvPr')}").set("name", {"ftr": "Fußzeile", "sldNum": "Foliennummer"}[kind])
        old = element.find(qn("p:txBody"))
        if kind == "ftr":
            marks = cover_words.marks(self.document)
            inner = (run(f"{marks} · ", bold=True, colour=RED) if marks else "") + run(self.document.state, colour=MUTED)
            new = body([f'<a:p><a:pPr algn="l"/>{inner}</a:p>'])
        else:
            number = '<a:fld id="{86CB4B4D-7CA3-9044-876B-883B54F8677D}" type="slidenum"><a:rPr lang="de-DE"/><a:t>‹Nr.›</a:t></a:fld>'
            new = body([f'<a:p><a:pPr algn="r"/>{number}</a:p>'])
        element.replace(old, parse_xml(new))
        slide.shapes._spTree.append(element)

    def _box(self, slide: Any, place: tuple[int, int, int, int], texts: Sequence[str], name: str) -> Any:
        box = slide.shapes.add_textbox(*(Emu(each * PIXEL) for each in place))
        box.name = clean(name)
        _set_text(box, texts)
        return box

    def _notes(self, slide: Any, lines: Sequence[str]) -> None:
        frame = slide.notes_slide.notes_text_frame
        frame._element.getparent().replace(frame._element, parse_xml(body([f"<a:p>{run(each)}</a:p>" for each in lines])))


def _set_text(shape: Any, texts: Sequence[str]) -> None:
    shape._element.replace(shape._element.find(qn("p:txBody")), parse_xml(body(texts)))


def _describe(shape: Any, title: str, text: str) -> None:
    properties = shape._element.find(f".//{qn('p:cNvPr')}")
    properties.set("name", clean(title))
    properties.set("title", clean(title))
    properties.set("descr", clean(text))


def _written(words: Words) -> str:
    mark = run(words.mark + ("\t" if words.hang else " "), words.size, bold=words.mark != "•") if words.mark else ""
    sign = run(f" {words.term.label}", words.size, colour=words.term.text) if words.term else ""
    text = run(words.text, words.size, words.lead, MUTED if words.small else INK)
    return paragraph(mark + text + sign, hang=_NUMBER if words.hang and words.mark != "•" else 36 if words.hang else 0)


def _column(column: SlideColumn) -> list[str]:
    """Heading, statements with their numbers, and how many more there are."""
    texts = [paragraph(run(column.heading, _HEADING, bold=True, colour=BLUE))]
    for line in column.lines:
        texts += _statement(line)
    if column.more:
        texts.append(paragraph(run(column.more, SMALL, colour=MUTED)))
    return texts


def _statement(line: Line) -> list[str]:
    """The number, the text, and its verdict and detail smaller below it; a short one has its verdict before it, as on the wall."""
    number = run(f"{line.number}\t", _WALL_TEXT, bold=True)
    if line.term is not None and compact(line):
        sign = run(f"{line.term.label}  ", _WALL_TEXT, colour=line.term.text)
        return [paragraph(number + sign + run(line.text, _WALL_TEXT), hang=_NUMBER)]
    text = number + run(line.text, _WALL_TEXT)
    if not (line.term or line.detail):
        return [paragraph(text, hang=_NUMBER)]
    sign = run("\t" + line.term.label, SMALL, bold=True, colour=line.term.text) if line.term else run("\t", SMALL)
    detail = run((" · " if line.term else "") + line.detail, SMALL, colour=MUTED) if line.detail else ""
    return [paragraph(text, hang=_NUMBER, after=2), paragraph(sign + detail, hang=_NUMBER)]


def _column_height(column: SlideColumn) -> int:
    lines = sum(text_height(line.text, _WALL_TEXT) + (36 if line.term or line.detail else 0) + 12 for line in column.lines)
    return round(54 + lines + (40 if column.more else 0))


def _noted(shown: Slide) -> list[str]:
    """All statements, also those the wall has no room for."""
    lines = [shown.message]
    for column in shown.columns:
        lines.append(column.heading)
        for line in column.statements:
            more = " · ".join(each for each in (line.term.label if line.term else "", line.detail) if each)
            lines.append(f"{line.number} {line.text}" + (f" ({more})" if more else ""))
    return [*lines, shown.note] if shown.note else lines
