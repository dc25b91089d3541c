"""The Word template: where the content goes, which styles it has, and what must stand on every page.

An office may use its own letterhead. What it lacks in styles is taken from the template that comes with the monitor; what nobody can
guess – where the content goes – is told."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from datetime import datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
from docx.document import Document as WordFile
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.parts.numbering import NumberingPart
from docx.text.paragraph import Paragraph

from domain.errors import WrongUse
from reports import word_xml
from reports.template_safety import opened

PLACE = "{{Inhalt}}"
SHIPPED = Path(__file__).parent / "templates" / "bericht.docx"
STYLES = {
    "heading1": "heading 1", "heading2": "heading 2", "heading3": "heading 3", "heading4": "heading 4", "title": "title",
    "subtitle": "subtitle", "caption": "caption", "quote": "quote", "bullet": "list bullet", "contents": "toc heading",
    "contents1": "toc 1", "contents2": "toc 2", "mark": "monitor seitenhinweis", "lead": "monitor kernaussage",
    "source": "monitor quelle", "proposal": "monitor vorschlag", "warning": "monitor warnung", "statement": "monitor aussage",
    "fact": "monitor angabe", "head": "monitor tabellenkopf", "cell": "monitor tabellentext", "picture": "monitor bild",
    "footer": "footer", "table": "monitor tabelle",
}  # fmt: skip
"""The styles a document is made of, by the names that Word gives them in every language."""
_SETTINGS_BEHIND = (
    "hdrShapeDefaults",
    "footnotePr",
    "endnotePr",
    "compat",
    "docVars",
    "rsids",
    "attachedSchema",
    "themeFontLang",
    "clrSchemeMapping",
    "shapeDefaults",
    "decimalSymbol",
    "listSeparator",
)


class Template:
    """An opened template; ``style`` gives the id of a style by its name in ``STYLES``. ``has_title``: its own pages show the title."""

    def __init__(self, content: bytes | None) -> None:
        self.file = opened(shipped() if content is None else content)
        places = [each for each in self.file.paragraphs if each.text.strip() == PLACE]
        if len(places) != 1:
            raise WrongUse(
                f"Word-Vorlage: Der Absatz „{PLACE}“ kommt {len(places)}-mal vor, erwartet wird er genau einmal. "
                f"Bitte dort, wo der Bericht stehen soll, einen Absatz anlegen, der nur aus {PLACE} besteht (nicht in einer Tabelle)."
            )
        self.place = places[0]
        self.has_title = any("{{Titel}}" in each.text for each in self.file.paragraphs)
        self.added: tuple[str, ...] = ()
        self._ids = self._all_styles()

    def style(self, name: str) -> str:
        """The id of a style."""
        return self._ids[name]

    @property
    def width(self) -> int:
        """Room between the margins in twentieths of a point."""
        section = self.file.sections[-1]
        if not (section.page_width and section.left_margin is not None and section.right_margin is not None):
            return 9354
        return (section.page_width - section.left_margin - section.right_margin) // 635

    def numbered(self, name: str) -> bool:
        """True where the template counts paragraphs of this style itself."""
        return any(True for _ in self._by_id(self._ids[name]).iter(qn("w:numId")))

    def _by_id(self, style: str) -> Any:
        return next(each for each in self.file.styles.element.style_lst if each.styleId == style)

    def _all_styles(self) -> Mapping[str, str]:
        """Ids of all styles; those the template lacks are taken over from the shipped one."""
        known = _styles_of(self.file)
        ours = _styles_of(docx.Document(BytesIO(shipped())))
        missing = [name for name in STYLES.values() if name not in known]
        for name in missing:
            style = deepcopy(ours[name])
            _make_fit(style, known, {each.styleId for each in known.values()})
            self.file.styles.element.append(style)
            known[name] = style
        self.added = tuple(ours[name].name_val for name in missing)
        return {key: known[name].styleId for key, name in STYLES.items()}

    def bullets(self) -> str:
        """The number of a list of points, added to the template where its bullet style has none; empty where it has."""
        if self.numbered("bullet") and self._has_numbering():
            return ""
        numbering = self._numbering()
        number = 1 + max((int(each.get(qn("w:numId"))) for each in numbering.iter(qn("w:num"))), default=900)
        abstract = 1 + max((int(each.get(qn("w:abstractNumId"))) for each in numbering.iter(qn("w:abstractNum"))), default=900)
        level = parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{abstract}"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0">'
            '<w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/><w:lvlJc w:val="left"/>'
            '<w:pPr><w:ind w:left="425" w:hanging="283"/></w:pPr></w:lvl></w:abstractNum>'
        )
        numbering.insert(len(list(numbering.iter(qn("w:abstractNum")))), level)
        numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{abstract}"/></w:num>'))
        return str(number)

    def _has_numbering(self) -> bool:
        return any(each.reltype == RELATIONSHIP_TYPE.NUMBERING for each in self.file.part.rels.values())

    def _numbering(self) -> Any:
        if not self._has_numbering():
            empty = f"<w:numbering {nsdecls('w')}/>".encode()
            part = NumberingPart.load(PackURI("/word/numbering.xml"), CONTENT_TYPE.WML_NUMBERING, empty, self.file.part.package)
            self.file.part.relate_to(part, RELATIONSHIP_TYPE.NUMBERING)
        return self.file.part.numbering_part.element

    def fill(self, words: Mapping[str, str]) -> None:
        """Puts words in place of ``{{Titel}}`` and the like, wherever they stand; paragraphs that become empty by that go."""
        for each in self._paragraphs():
            if "{{" in each.text:
                _fill(each, words)

    def every_page(self, marks: str, state: str) -> None:
        """Sees to it that every page carries the marks, the data state and a page number, where the template has no place for them."""
        for header, footer in self._page_parts():
            if marks and not any("{{Hinweise}}" in each.text for each in (*header.paragraphs, *footer.paragraphs)):
                line = header.paragraphs[0].insert_paragraph_before("{{Hinweise}}")
                line.style = self.file.styles.get_by_id(self.style("mark"), 1)
            if not any("{{Datenstand}}" in each.text for each in (*header.paragraphs, *footer.paragraphs)):
                footer.add_paragraph("{{Datenstand}}").style = self.file.styles.get_by_id(self.style("footer"), 1)
            if not any("PAGE" in code for part in (header, footer) for code in _field_codes(part)):
                _add_page_number(footer.add_paragraph(), self.style("footer"))

    def update_fields(self) -> None:
        """Word asks when opening whether it may fill in the page numbers of the table of contents."""
        settings = self.file.settings.element
        behind = {qn(f"w:{name}") for name in _SETTINGS_BEHIND}
        place = next((number for number, each in enumerate(settings) if each.tag in behind), len(settings))
        if settings.find(qn("w:updateFields")) is None:
            settings.insert(place, parse_xml(f'<w:updateFields {nsdecls("w")} w:val="true"/>'))

    def _page_parts(self) -> Iterator[tuple[Any, Any]]:
        for number, section in enumerate(self.file.sections):
            pairs = [(section.header, section.footer)]
            if section.different_first_page_header_footer:
                pairs.append((section.first_page_header, section.first_page_footer))
            if self.file.settings.odd_and_even_pages_header_footer:
                pairs.append((section.even_page_header, section.even_page_footer))
            yield from (pair for pair in pairs if not number or not all(part.is_linked_to_previous for part in pair))

    def _paragraphs(self) -> Iterator[Paragraph]:
        roots = [self.file.element.body, *(part._element for pair in self._page_parts() for part in pair)]
        for root in roots:
            yield from (Paragraph(each, self.file._body) for each in list(root.iter(qn("w:p"))))


@cache
def shipped() -> bytes:
    """The template that comes with the monitor."""
    return SHIPPED.read_bytes()


def template_hints(content: bytes) -> tuple[str, ...]:
    """What an office should know about its template; raises WrongUse where no report can be made with it."""
    template = Template(content)
    hints = []
    if template.added:
        names = ", ".join(f"„{each}“" for each in template.added)
        hints.append(f"Diese Formatvorlagen fehlen und werden ergänzt: {names}. Wer sie gestalten will, legt sie unter diesem Namen an.")
    if template.width < 7_000:
        hints.append("Zwischen den Seitenrändern sind weniger als 12 cm Platz; Tabellen werden eng. Empfohlen sind mindestens 16 cm.")
    return tuple(hints)


def _styles_of(file: WordFile) -> dict[str, Any]:
    return {each.name_val.lower(): each for each in file.styles.element.style_lst if each.name_val}


def _make_fit(style: Any, known: Mapping[str, Any], taken: set[str]) -> None:
    """A style from elsewhere: no second of the same id, built upon what the template's body text is, no foreign list."""
    kind = style.get(qn("w:type"))
    default = next((each.styleId for each in known.values() if each.get(qn("w:type")) == kind and each.get(qn("w:default")) == "1"), None)
    for tag in ("w:basedOn", "w:next"):
        for each in style.findall(qn(tag)):
            if default is None:
                style.remove(each)
            else:
                each.set(qn("w:val"), default)
    for each in list(style.iter(qn("w:numPr"))):
        each.getparent().remove(each)
    while style.styleId in taken:
        style.set(qn("w:styleId"), f"{style.styleId}M")


def _fill(paragraph: Paragraph, words: Mapping[str, str]) -> None:
    """Word splits texts into runs as it likes: a placeholder that spans some goes into the first of them."""
    pieces = list(paragraph._element.iter(qn("w:t")))
    for name, text in words.items():
        mark = f"{{{{{name}}}}}"
        while mark in (whole := "".join(each.text or "" for each in pieces)):
            start = whole.index(mark)
            _replace(pieces, start, start + len(mark), text)
    if not "".join(each.text or "" for each in pieces).strip() and len(paragraph._element.getparent()) > 1:
        paragraph._element.getparent().remove(paragraph._element)


def _replace(pieces: list[Any], start: int, end: int, text: str) -> None:
    place = 0
    for each in pieces:
        length = len(each.text or "")
        left, right = max(start - place, 0), min(end - place, length)
        if left < right:
            put = text if place + left == start else ""
            each.text = (each.text or "")[:left] + put + (each.text or "")[right:]
            each.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        place += length


def _field_codes(part: Any) -> Iterator[str]:
    for each in part._element.iter(qn("w:instrText"), qn("w:fldSimple")):
        yield each.text or each.get(qn("w:instr")) or ""


def _add_page_number(paragraph: Paragraph, style: str) -> None:

    inner = word_xml.run("Seite ") + word_xml.field("PAGE", "1") + word_xml.run(" von ") + word_xml.field("NUMPAGES", "1")
    new = parse_xml(word_xml.paragraph(style, inner).replace("<w:p>", f"<w:p {nsdecls('w')}>", 1))
    paragraph._element.getparent().replace(paragraph._element, new)


def made_for(file: WordFile, title: str, moment: datetime) -> None:
    """The document's properties; times are those of the data state."""
    properties = file.core_properties
    properties.title, properties.author, properties.last_modified_by = title, "Integrationsmonitor", "Integrationsmonitor"
    properties.language, properties.created, properties.modified, properties.revision = "de-DE", moment, moment, 1
    properties.subject = properties.comments = properties.keywords = ""
