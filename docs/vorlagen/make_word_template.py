"""Writes the Word template that comes with the monitor, reports/templates/bericht.docx: python docs/vorlagen/make_word_template.py.

The file is written part by part: nothing of another program's defaults gets in, and two runs give the same bytes."""

import sys
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from lxml import etree

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from reports.fixed_bytes import fixed  # noqa: E402 - the project is not installed, its folder must be found first

TARGET = ROOT / "reports" / "templates" / "bericht.docx"
MADE = datetime(2026, 11, 1)
FONT = "Arial"
BLUE, INK, MUTED, RED, LINE, LIGHT = "12436D", "111111", "4F5660", "A61B12", "BFC6CF", "E9EDF2"
_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_NAMESPACES = f'xmlns:w="{_MAIN}" xmlns:r="{_OFFICE}/relationships"'


@dataclass(frozen=True)
class Style:
    """A paragraph style: ``size`` in half points, ``space`` before and after in twentieths of a point, ``more`` further properties."""

    id: str
    name: str
    size: int = 21
    bold: bool = False
    italic: bool = False
    colour: str = INK
    space: tuple[int, int] = (0, 120)
    outline: int | None = None
    based: str = "Standard"
    follows: str = ""
    more: str = ""


STYLES = (
    Style("berschrift1", "heading 1", 34, True, colour=BLUE, space=(480, 200), outline=0, follows="Standard"),
    Style("berschrift2", "heading 2", 27, True, colour=BLUE, space=(360, 140), outline=1, follows="Standard"),
    Style("berschrift3", "heading 3", 23, True, colour=BLUE, space=(280, 100), outline=2, follows="Standard"),
    Style("berschrift4", "heading 4", 21, True, colour=INK, space=(220, 80), outline=3, follows="Standard"),
    Style("Titel", "Title", 52, True, colour=BLUE, space=(2400, 160), follows="Untertitel", more="<w:suppressAutoHyphens/>"),
    Style("Untertitel", "Subtitle", 28, colour=MUTED, space=(0, 480), follows="Standard"),
    Style("Beschriftung", "caption", 19, True, space=(200, 80), follows="Standard", more="<w:keepNext/>"),
    Style("Zitat", "Quote", 21, italic=True, space=(60, 160), more='<w:ind w:left="425" w:right="425"/>'),
    Style("Listenabsatz", "List Bullet", space=(0, 60), more='<w:numPr><w:numId w:val="1"/></w:numPr>'),
    Style("Inhaltsverzeichnisberschrift", "TOC Heading", 34, True, colour=BLUE, space=(0, 200), follows="Standard", more="<w:keepNext/>"),
    Style("Verzeichnis1", "toc 1", bold=True, space=(120, 40), more='<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9354"/></w:tabs>'),
    Style(
        "Verzeichnis2",
        "toc 2",
        space=(0, 20),
        more='<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9354"/></w:tabs><w:ind w:left="284"/>',
    ),
    Style("Kopfzeile", "header", 17, colour=MUTED, space=(0, 0), more='<w:tabs><w:tab w:val="right" w:pos="9354"/></w:tabs>'),
    Style("Fuzeile", "footer", 17, colour=MUTED, space=(0, 0), more='<w:tabs><w:tab w:val="right" w:pos="9354"/></w:tabs>'),
    Style("MonitorHinweis", "Monitor Seitenhinweis", 17, True, colour=RED, space=(0, 0)),
    Style("MonitorKernaussage", "Monitor Kernaussage", 23, True, space=(0, 160)),
    Style("MonitorQuelle", "Monitor Quelle", 17, colour=MUTED, space=(60, 200)),
    Style(
        "MonitorVorschlag",
        "Monitor Vorschlag",
        italic=True,
        colour=MUTED,
        more=f'<w:pBdr><w:left w:val="single" w:sz="12" w:space="8" w:color="{LINE}"/></w:pBdr>',
    ),
    Style(
        "MonitorWarnung",
        "Monitor Warnung",
        more=f'<w:pBdr><w:left w:val="single" w:sz="24" w:space="8" w:color="{RED}"/></w:pBdr>',
    ),
    Style(
        "MonitorAussage",
        "Monitor Aussage",
        space=(0, 80),
        more='<w:tabs><w:tab w:val="left" w:pos="709"/></w:tabs><w:ind w:left="709" w:hanging="709"/>',
    ),
    Style(
        "MonitorAngabe",
        "Monitor Angabe",
        space=(0, 60),
        more='<w:tabs><w:tab w:val="left" w:pos="2835"/></w:tabs><w:ind w:left="2835" w:hanging="2835"/>',
    ),
    Style("MonitorTabellenkopf", "Monitor Tabellenkopf", 17, True, space=(40, 40), more='<w:keepNext/><w:suppressAutoHyphens w:val="0"/>'),
    Style("MonitorTabellentext", "Monitor Tabellentext", 17, space=(40, 40)),
    Style("MonitorBild", "Monitor Bild", space=(120, 60), more="<w:keepNext/>"),
)
_ORDER = ("keepNext", "keepLines", "pageBreakBefore", "numPr", "pBdr", "tabs", "suppressAutoHyphens", "spacing", "ind", "outlineLvl")


def write(target: Path = TARGET) -> None:
    """Writes the template."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(template())


def template() -> bytes:
    """The template's bytes."""
    buffer = BytesIO()
    with ZipFile(buffer, "w") as file:
        for name, text in _parts().items():
            file.writestr(name, _HEAD + text)
    return fixed(buffer.getvalue(), MADE)


def _parts() -> dict[str, str]:
    return {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations(
            (f"{_OFFICE}/relationships/officeDocument", "word/document.xml"),
            (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "docProps/core.xml": _properties(),
        "word/_rels/document.xml.rels": _relations(
            *((f"{_OFFICE}/relationships/{kind}", f"{kind}.xml") for kind in ("styles", "numbering", "settings", "header", "footer"))
        ),
        "word/document.xml": _document(),
        "word/styles.xml": f"<w:styles {_NAMESPACES}>{_defaults()}{''.join(map(_style, STYLES))}{_table_styles()}</w:styles>",
        "word/numbering.xml": _numbering(),
        "word/settings.xml": _settings(),
        "word/header.xml": _header(),
        "word/footer.xml": _footer(),
    }


def _content_types() -> str:
    kinds = {"document": "document.main", "styles": "styles", "numbering": "numbering", "settings": "settings"}
    kinds |= {"header": "header", "footer": "footer"}
    overrides = "".join(f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE}.{kind}+xml"/>' for name, kind in kinds.items())
    core = '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{overrides}{core}</Types>'
    )


def _relations(*relations: tuple[str, str]) -> str:
    lines = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>' for number, (kind, target) in enumerate(relations, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{lines}</Relationships>'


def _properties() -> str:
    stamp = '<dcterms:{0} xsi:type="dcterms:W3CDTF">2026-11-01T00:00:00Z</dcterms:{0}>'
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        "<dc:title>Berichtsvorlage</dc:title><dc:creator>Integrationsmonitor</dc:creator>"
        f"{stamp.format('created')}{stamp.format('modified')}<dc:language>de-DE</dc:language></cp:coreProperties>"
    )


def _document() -> str:
    """A4 upright: 25 mm left and 20 mm right, so that the page can be filed."""
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId4"/><w:footerReference w:type="default" r:id="rId5"/>'
        '<w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1701" w:right="1134" w:bottom="1418" w:left="1418" w:header="709" w:footer="567" w:gutter="0"/></w:sectPr>'
    )
    return f"<w:document {_NAMESPACES}><w:body><w:p><w:r><w:t>{{{{Inhalt}}}}</w:t></w:r></w:p>{section}</w:body></w:document>"


def _defaults() -> str:
    fonts = f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:cs="{FONT}" w:eastAsia="{FONT}"/>'
    run = f'{fonts}<w:color w:val="{INK}"/><w:sz w:val="21"/><w:szCs w:val="21"/><w:lang w:val="de-DE" w:eastAsia="de-DE" w:bidi="ar-SA"/>'
    paragraph = '<w:widowControl/><w:spacing w:after="120" w:line="269" w:lineRule="auto"/>'
    return (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{run}</w:rPr></w:rPrDefault>"
        f"<w:pPrDefault><w:pPr>{paragraph}</w:pPr></w:pPrDefault></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Standard"><w:name w:val="Normal"/><w:qFormat/></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="Absatz-Standardschriftart"><w:name w:val="Default Paragraph Font"/>'
        '<w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/>'
        f'<w:rPr><w:color w:val="{BLUE}"/></w:rPr></w:style>'
    )


def _style(style: Style) -> str:
    own = "<w:keepNext/><w:keepLines/>" if style.outline is not None else ""
    spacing = f'<w:spacing w:before="{style.space[0]}" w:after="{style.space[1]}"/>'
    level = f'<w:outlineLvl w:val="{style.outline}"/>' if style.outline is not None else ""
    weight = ("<w:b/>" if style.bold else "") + ("<w:i/>" if style.italic else "")
    follows = f'<w:next w:val="{style.follows}"/>' if style.follows else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{style.id}"><w:name w:val="{style.name}"/><w:basedOn w:val="{style.based}"/>{follows}'
        f"<w:qFormat/><w:pPr>{_ordered(own + style.more + spacing + level)}</w:pPr>"
        f'<w:rPr>{weight}<w:color w:val="{style.colour}"/><w:sz w:val="{style.size}"/><w:szCs w:val="{style.size}"/></w:rPr></w:style>'
    )


def _ordered(properties: str) -> str:
    """Word insists on the order of the schema."""
    root = etree.fromstring(f"<x {_NAMESPACES}>{properties}</x>")
    parts = sorted(root, key=lambda each: _ORDER.index(etree.QName(each).localname))
    texts = [etree.tostring(each, encoding="unicode") for each in parts]
    return "".join(text.replace(f" {_NAMESPACES}", "") for text in texts)


def _table_styles() -> str:
    margins = "".join(f'<w:{side} w:w="{size}" w:type="dxa"/>' for side, size in _sides(15, 85, 15, 85))
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="{colour}"/>'
        for side, size, colour in (("top", 8, BLUE), ("bottom", 8, BLUE), ("insideH", 4, LINE))
    )
    head = f'<w:tcPr><w:tcBorders><w:bottom w:val="single" w:sz="8" w:space="0" w:color="{BLUE}"/></w:tcBorders>'
    head += f'<w:shd w:val="clear" w:color="auto" w:fill="{LIGHT}"/></w:tcPr>'
    return (
        '<w:style w:type="table" w:default="1" w:styleId="NormaleTabelle"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/>'
        '<w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>'
        '<w:style w:type="table" w:styleId="MonitorTabelle"><w:name w:val="Monitor Tabelle"/>'
        '<w:basedOn w:val="NormaleTabelle"/><w:qFormat/>'
        f"<w:tblPr><w:tblBorders>{borders}</w:tblBorders><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>"
        f'<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr>{head}</w:tblStylePr></w:style>'
    )


def _sides(*sizes: int) -> list[tuple[str, int]]:
    return list(zip(("top", "left", "bottom", "right"), sizes, strict=True))


def _numbering() -> str:
    level = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:pStyle w:val="Listenabsatz"/><w:lvlText w:val="•"/>'
        '<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="425" w:hanging="283"/></w:pPr></w:lvl>'
    )
    return (
        f'<w:numbering {_NAMESPACES}><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="singleLevel"/>{level}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )


def _settings() -> str:
    mode = '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    return (
        f'<w:settings {_NAMESPACES}><w:zoom w:percent="100"/><w:defaultTabStop w:val="709"/><w:autoHyphenation/>'
        f'<w:hyphenationZone w:val="357"/><w:compat>{mode}</w:compat><w:themeFontLang w:val="de-DE"/>'
        '<w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>'
    )


def _header() -> str:
    line = f'<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="4" w:color="{LINE}"/></w:pBdr>'
    return (
        f'<w:hdr {_NAMESPACES}><w:p><w:pPr><w:pStyle w:val="MonitorHinweis"/></w:pPr><w:r><w:t>{{{{Hinweise}}}}</w:t></w:r></w:p>'
        f'<w:p><w:pPr><w:pStyle w:val="Kopfzeile"/>{line}</w:pPr><w:r><w:t>{{{{Kommune}}}}</w:t></w:r>'
        "<w:r><w:tab/><w:t>{{Titel}}</w:t></w:r></w:p></w:hdr>"
    )


def _footer() -> str:
    def field(code: str) -> str:
        return f'<w:fldSimple w:instr=" {code} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'

    space = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'
    return (
        f'<w:ftr {_NAMESPACES}><w:p><w:pPr><w:pStyle w:val="Fuzeile"/></w:pPr><w:r><w:t>{{{{Datenstand}}}}</w:t></w:r><w:r><w:tab/></w:r>'
        f"{space.format('Seite ')}{field('PAGE')}{space.format(' von ')}{field('NUMPAGES')}</w:p></w:ftr>"
    )


if __name__ == "__main__":
    write()
