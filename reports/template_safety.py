"""An office's Word template is somebody else's file: opened only if it can be read, fetches nothing from elsewhere, brings no program
along, and says nothing about the people and folders it comes from."""

import re
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

import docx
from docx.document import Document as WordFile
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import OpcError
from docx.opc.part import XmlPart
from docx.oxml.ns import qn
from lxml import etree

from domain.errors import WrongUse

_LARGEST, _UNPACKED, _TEXTS, _MEMBERS = 20 << 20, 100 << 20, 20 << 20, 2_000  # _TEXTS: what is parsed
_DTD = re.compile(rb"\0?".join(re.escape(bytes([each])) for each in b"<!DOCTYPE"), re.IGNORECASE)  # in UTF-16 too
_PROGRAMS = {
    "vbaProject": "Makros", "keyMapCustomizations": "Makros", "attachedToolbars": "Makros", "oleObject": "ein OLE-Objekt",
    "control": "ein Steuerelement (ActiveX)", "aFChunk": "eine eingebettete Datei", "subDocument": "ein Unterdokument",
    "comments": "Kommentare",
}  # fmt: skip
"""Relations that have no business in a letterhead, by the last word of their type."""
_PRIVATE = ("people", "customXml", "customXmlProps", "attachedTemplate", "commentsExtended", "commentsIds", "commentsExtensible")
_FETCHING = re.compile(r"\b(INCLUDETEXT|INCLUDEPICTURE|DDEAUTO|DDE|LINK|IMPORT|DATABASE|RD)\s", re.IGNORECASE)
_TRACKED = tuple(qn(f"w:{name}") for name in ("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "sectPrChange", "tblPrChange"))
_UNREADABLE = (BadZipFile, KeyError, ValueError, EOFError, OSError, zlib.error, NotImplementedError, RuntimeError, AttributeError,
               TypeError, OpcError, etree.LxmlError)  # fmt: skip


def opened(content: bytes) -> WordFile:
    """The template, without what names persons and folders; raises WrongUse where it is no Word file, too large, or would load something
    when a report made with it is opened."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            _stop_if_odd(content, archive)
        file = docx.Document(BytesIO(content))
        _stop_if_dangerous(file)
        _make_anonymous(file)
        _ = (file.paragraphs, file.styles.element.style_lst, [each.header.paragraphs for each in file.sections])
    except _UNREADABLE as error:
        raise WrongUse(
            "Word-Vorlage: Die Datei lässt sich nicht als Word-Dokument öffnen. Erwartet wird eine Datei vom Typ .docx ohne Kennwort. "
            "Bitte in Word öffnen und als „Word-Dokument (.docx)“ neu speichern."
        ) from error
    return file


def _stop_if_odd(content: bytes, archive: ZipFile) -> None:
    """What is looked at before any of it is parsed."""
    entries = archive.infolist()
    texts = sum(each.file_size for each in entries if each.filename.endswith((".xml", ".rels")))
    whole = sum(each.file_size for each in entries)
    if len(content) > _LARGEST or len(entries) > _MEMBERS or whole > _UNPACKED or texts > _TEXTS:
        raise WrongUse(f"Word-Vorlage: Die Datei ist zu groß; erlaubt sind {_LARGEST >> 20} MB. Bitte Bilder darin verkleinern.")
    if any(each.filename.lower().endswith("vbaproject.bin") for each in entries):
        raise WrongUse("Word-Vorlage: Die Datei enthält Makros. Bitte als „Word-Dokument (.docx)“ ohne Makros speichern.")
    for each in entries:
        if not each.filename.endswith(".svg") and _DTD.search(archive.read(each)):
            raise WrongUse("Word-Vorlage: Die Datei enthält eine DTD, wie Word sie nie schreibt. Bitte in Word öffnen und neu speichern.")


def _stop_if_dangerous(file: WordFile) -> None:
    """Word would load links, fields and objects of the template with every report; names of those who changed it would go out."""
    for part in file.part.package.iter_parts():
        for relation in part.rels.values():
            kind = relation.reltype.rsplit("/", 1)[-1]
            if kind in _PROGRAMS:
                _refuse(_PROGRAMS[kind], "Bitte entfernen und neu speichern.")
            if relation.is_external and kind not in ("hyperlink", "attachedTemplate"):
                _refuse(f"eine Verknüpfung zu „{relation._target}“", "Bitte das Bild oder die Datei einfügen statt verknüpfen.")
        for code in _field_codes(part):
            if found := _FETCHING.search(code):
                _refuse(f"das Feld {found[1].upper()}, das Inhalte nachlädt", "Bitte durch seinen Inhalt ersetzen (Strg+Umschalt+F9).")
        if isinstance(part, XmlPart) and next(part.element.iter(*_TRACKED), None) is not None:
            _refuse("nachverfolgte Änderungen mit Namen", "Bitte in Word alle Änderungen annehmen und neu speichern.")


def _refuse(what: str, advice: str) -> None:
    raise WrongUse(f"Word-Vorlage: Die Datei enthält {what}. Damit lassen sich keine Berichte weitergeben. {advice}")


def _field_codes(part: Any) -> Iterator[str]:
    """Word splits the code of a field into runs as it likes."""
    if isinstance(part, XmlPart):
        for paragraph in part.element.iter(qn("w:p")):
            yield "".join(each.text or "" for each in paragraph.iter(qn("w:instrText"))) + " "
        yield from (f"{each.get(qn('w:instr')) or ''} " for each in part.element.iter(qn("w:fldSimple")))


def _make_anonymous(file: WordFile) -> None:
    """Without properties of its former life: company, author, printer, variables, and the path of the template it was made from."""
    package, settings = file.part.package, file.settings.element
    for name, relation in list(package.rels.items()):
        if relation.reltype not in (RELATIONSHIP_TYPE.OFFICE_DOCUMENT, RELATIONSHIP_TYPE.CORE_PROPERTIES):
            del package.rels[name]
    for part in list(package.iter_parts()):
        for name, relation in list(part.rels.items()):
            if relation.reltype.rsplit("/", 1)[-1] in _PRIVATE:
                del part.rels[name]
    for tag in ("w:attachedTemplate", "w:docVars", "w:mailMerge"):
        for each in settings.findall(qn(tag)):
            settings.remove(each)
    properties = file.core_properties._element
    for each in list(properties):
        properties.remove(each)
