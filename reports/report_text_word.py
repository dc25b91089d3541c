"""Writes report texts as a Word file to write in: one locked content control a text, whose tag says which text it is."""

import zlib
from io import BytesIO
from itertools import groupby
from xml.sax.saxutils import quoteattr

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from domain.periods import Period
from domain.report_text_sheet import PLACEHOLDER, TextEntry, TextsBook
from domain.report_texts import LONGEST_TEXT
from reports.word_xml import clean, run

_NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_STEPS = (
    "Geschrieben wird in die Textfelder; jedes Feld lässt sich füllen, aber nicht löschen. Ein geleertes Feld nimmt den Text zurück.",
    f"Höchstens {LONGEST_TEXT} Zeichen je Feld. Absätze bleiben erhalten; Fett, Farben, Tabellen und Bilder nicht.",
    "Ob ein Text öffentlich ist, wird auf der Seite „Berichtstexte“ angehakt und bleibt hier, wie es ist.",
    "Zurückspielen: auf der Seite „Berichtstexte“ hochladen. Gezeigt wird erst, was sich ändert; dann wird gefragt.",
)


def write_report_text_word(book: TextsBook) -> bytes:
    """The file's bytes."""
    document = docx.Document()
    _set_up(document, book)
    document.add_heading(f"Berichtstexte {Period(book.period).label}", 1)
    document.add_paragraph(book.municipality)
    for step in _STEPS:
        document.add_paragraph(step, style="List Bullet")
    for (_, subject, about), entries in groupby(book.entries, key=lambda each: (each.key.id, each.key.subject.label, each.about)):
        document.add_heading(clean(f"{subject}: {about}"), 2)
        for entry in entries:
            _add(document, entry)
    outside = " ".join(each.text for each in document.element.body.iterchildren(qn("w:p")) if each.text)
    told = run(f"Ausgegeben für das {Period(book.period).label}")
    document.element.body.insert(1, _control(book.tag(outside), "Kennung der Datei", told, "sdtContentLocked"))
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _add(document: "docx.document.Document", entry: TextEntry) -> None:
    document.add_heading(entry.key.part.label, 3)
    if entry.reasons:
        document.add_paragraph(clean(f"Verlangt wegen: {'; '.join(entry.reasons)}"))
    if entry.before:
        document.add_paragraph(clean(f"Im Halbjahr davor: {entry.before}"), style="Intense Quote")
    title = f"{entry.key.part.label}: {entry.about}"[:60]
    made = _control(entry.tag, title, run(entry.text or PLACEHOLDER), "sdtLocked", empty=not entry.text)
    document.element.body.insert(len(document.element.body) - 1, made)  # the last element holds the page's set-up


def _control(tag: str, title: str, inner: str, lock: str, *, empty: bool = False) -> "docx.oxml.xmlchemy.BaseOxmlElement":
    """A paragraph with a control in it. The tag is the name of a bookmark too: LibreOffice before 7.5 forgets the tags of controls, but no
    bookmark; and it moves line breaks out of controls for plain text, so this one takes any."""
    properties = f'<w:alias w:val={quoteattr(clean(title))}/><w:tag w:val={quoteattr(tag)}/><w:lock w:val="{lock}"/>'
    kind = "<w:showingPlcHdr/>" if empty else ""
    start = f'<w:bookmarkStart w:id="{_numbers(tag)}" w:name="{tag}"/>'
    control = f"<w:sdt><w:sdtPr>{properties}{kind}</w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>"
    control = f'{start}{control}<w:bookmarkEnd w:id="{_numbers(tag)}"/>'
    return parse_xml(f'<w:p {_NAMESPACE}><w:pPr><w:pStyle w:val="Normal"/></w:pPr>{control}</w:p>')


def _numbers(tag: str) -> int:
    """A bookmark's number, the same whenever the file is made."""
    return zlib.crc32(tag.encode()) & 0x7FFFFFFF


def _set_up(document: "docx.document.Document", book: TextsBook) -> None:
    """A4 upright, German, plain black type."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2.2)
    for name in ("Normal", "Heading 1", "Heading 2", "Heading 3", "List Bullet", "Intense Quote"):
        style = document.styles[name]
        style.font.name, style.font.color.rgb = "Calibri", RGBColor(0, 0, 0)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for kind in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{kind}"), None)
    document.styles["Normal"].font.size = Pt(11)
    for each in document.styles.element.iter(qn("w:lang")):
        each.set(qn("w:val"), "de-DE")
    properties = document.core_properties
    properties.title, properties.author, properties.language = f"Berichtstexte {Period(book.period).label}", "Integrationsmonitor", "de-DE"
    properties.comments = ""
