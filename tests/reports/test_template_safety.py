"""An office's Word template loads nothing, brings no program along, and says nothing of where it comes from."""

import io
import zipfile
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime

import docx
import pytest
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from office_sample import DOCUMENT

from domain.errors import WrongUse
from reports import word_template
from reports.word import write_word
from reports.word_template import template_hints


def with_part(name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The shipped template with one part changed."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word_template.shipped())) as old, zipfile.ZipFile(made, "w") as new:
        for each in old.namelist():
            new.writestr(each, change(old.read(each)) if each == name else old.read(each))
    return made.getvalue()


RELATIONS = "word/_rels/document.xml.rels"
BODY = "word/document.xml"


def related(kind: str, target: str) -> Callable[[bytes], bytes]:
    """Adds a relation to something outside the file."""
    of_kind = f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"
    new = f'<Relationship Id="rIdX" Type="{of_kind}" Target="{target}" TargetMode="External"/></Relationships>'
    return lambda content: content.replace(b"</Relationships>", new.encode())


def paragraph_of(inner: str) -> Callable[[bytes], bytes]:
    """Adds a paragraph at the beginning."""
    return lambda content: content.replace(b"<w:body>", f"<w:body><w:p>{inner}</w:p>".encode(), 1)


@pytest.mark.parametrize(
    ("part", "change", "words"),
    [
        (RELATIONS, related("image", "http://fremd.example/logo.png"), "Verknüpfung zu „http://fremd.example/logo.png“"),
        (RELATIONS, related("oleObject", "file:///c:/x.xls"), "OLE-Objekt"),
        (RELATIONS, related("aFChunk", "seite.html"), "eingebettete Datei"),
        (RELATIONS, related("frame", "file://server/x.docx"), "Verknüpfung zu"),
        (BODY, paragraph_of('<w:r><w:instrText>INCLUDE</w:instrText></w:r><w:r><w:instrText>TEXT "x"</w:instrText></w:r>'), "INCLUDETEXT"),
        (BODY, paragraph_of('<w:fldSimple w:instr=" DDEAUTO cmd "/>'), "DDEAUTO"),
        (BODY, paragraph_of('<w:ins w:id="1" w:author="Erika Muster"><w:r/></w:ins>'), "nachverfolgte Änderungen"),
        (BODY, lambda content: content.decode().replace("UTF-8", "UTF-16").replace("?>", "?><!DOCTYPE x>", 1).encode("utf-16"), "DTD"),
        (BODY, lambda content: content.replace(b"?>", b"?>" + b" " * 9_000 + b"<!DOCTYPE x>", 1), "DTD"),
        (BODY, lambda _: b"<w:document>", "nicht als Word-Dokument"),
        (BODY, lambda _: b"<x/>", "nicht als Word-Dokument"),
        ("word/styles.xml", lambda _: b"", "nicht als Word-Dokument"),
    ],
)  # fmt: skip
def test_a_template_that_would_load_something_or_cannot_be_read_is_refused(part: str, change: Callable[[bytes], bytes], words: str) -> None:
    with pytest.raises(WrongUse, match=words):
        template_hints(with_part(part, change))


def test_bytes_damaged_anywhere_are_refused_in_words() -> None:
    content = word_template.shipped()
    for place in range(0, len(content), len(content) // 60):
        with suppress(WrongUse):
            template_hints(content[:place] + b"\xff\x00\xff" + content[place + 3 :])


def test_nothing_of_a_templates_former_life_goes_out() -> None:
    file = docx.Document(io.BytesIO(word_template.shipped()))
    properties = file.core_properties
    properties.author = properties.category = properties.content_status = properties.keywords = "Geheimrat"
    properties.identifier = properties.version = "Geheimrat"
    properties.last_printed = datetime(2020, 1, 1)
    settings = file.settings.element
    settings.append(parse_xml(f'<w:attachedTemplate {nsdecls("w", "r")} r:id="rId77"/>'))
    settings.append(parse_xml(f'<w:docVars {nsdecls("w")}><w:docVar w:name="x" w:val="Geheimrat"/></w:docVars>'))
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"
    target = "file:///C:/Users/Geheimrat/Vorlagen/Brief.dotm"
    file.part._settings_part.rels.add_relationship(kind, target, "rId77", is_external=True)
    custom = Part(PackURI("/docProps/custom.xml"), CONTENT_TYPE.OFC_CUSTOM_PROPERTIES, b"<x>Geheimrat</x>", file.part.package)
    file.part.package.relate_to(custom, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES)
    buffer = io.BytesIO()
    file.save(buffer)
    assert template_hints(buffer.getvalue()) == ()
    with zipfile.ZipFile(io.BytesIO(write_word(DOCUMENT, buffer.getvalue()))) as made:
        texts = {name: made.read(name) for name in made.namelist()}
    words = (b"Geheimrat", b"attachedTemplate", b"2020-01-01")
    assert [(name, word) for name, content in texts.items() for word in words if word in content] == []
