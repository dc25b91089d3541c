"""Writes the PowerPoint template, reports/templates/sitzung.pptx, from python-pptx's own: 16:9, three layouts with German names, one font.

python docs/vorlagen/make_slides_template.py"""

import re
import sys
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from pptx import Presentation
from pptx.oxml.ns import qn
from pptx.util import Emu, Pt

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from reports.fixed_bytes import fixed  # noqa: E402 - the project is not installed, its folder must be found first

TARGET = ROOT / "reports" / "templates" / "sitzung.pptx"
MADE = datetime(2026, 11, 1)
FONT = "Arial"
COLOURS = {"dk2": "12436D", "lt2": "E9EDF2", "accent1": "12436D", "accent2": "A63D00", "accent3": "801650", "accent4": "1B776F"}
COLOURS |= {"accent5": "3D3D3D", "accent6": "4F5660", "hlink": "12436D", "folHlink": "12436D"}
KEPT = {0: "Titelfolie", 1: "Titel und Text", 5: "Nur Titel"}
PIXEL = 6350
"""English metric units in one of 1920 pixels across: places are those of the wall."""
PLACES = {
    "title": (64, 40, 1792, 130),
    "body": (64, 190, 1792, 790),
    "ftr": (64, 1010, 1560, 44),
    "sldNum": (1660, 1010, 196, 44),
    "ctrTitle": (64, 110, 1792, 200),
    "subTitle": (64, 350, 1792, 640),
}
SIZES = {"title": 26, "ctrTitle": 40, "subTitle": 20, "body": 16, "ftr": 12, "sldNum": 12}


def write(target: Path = TARGET) -> None:
    """Writes the template."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(template())


def template() -> bytes:
    """The template's bytes."""
    file = Presentation()
    file.slide_width, file.slide_height = Emu(1920 * PIXEL), Emu(1080 * PIXEL)
    master = file.slide_master
    for number, layout in reversed(list(enumerate(file.slide_layouts))):
        if number in KEPT:
            layout.name = KEPT[number]
            _arrange(layout)
        else:
            file.slide_layouts.remove(layout)
    _arrange(master)
    _colour(master)
    _drop_leftovers(file)
    file.core_properties.title, file.core_properties.author = "Folienvorlage", "Integrationsmonitor"
    file.core_properties.language = "de-DE"
    buffer = BytesIO()
    file.save(buffer)
    return fixed(buffer.getvalue(), MADE)


def _arrange(part: Any) -> None:
    """Placeholders where the wall has them; the day of today has no place."""
    for shape in list(part.placeholders):
        kind = shape._element.xpath(".//p:nvPr/p:ph")[0].get("type", "body")
        if kind == "dt":
            shape._element.getparent().remove(shape._element)
            continue
        shape.left, shape.top, shape.width, shape.height = (Emu(each * PIXEL) for each in PLACES[kind])
        for properties in shape._element.iter(qn("a:defRPr")):
            properties.set("sz", str(Pt(SIZES[kind]).centipoints))
        body = shape._element.find(f".//{qn('a:bodyPr')}")
        for each in list(body):
            body.remove(each)  # nothing shrinks by itself
        body.set("anchor", "b" if kind in ("title", "ctrTitle") else "t")
        for side in ("lIns", "rIns"):
            body.set(side, "0")


def _colour(master: Any) -> None:
    theme = next(each.target_part for each in master.part.rels.values() if each.reltype.endswith("/theme"))
    text = theme.blob.decode()
    text = re.sub(r'(<a:(?:major|minor)Font>\s*<a:latin typeface=")[^"]*', rf"\g<1>{FONT}", text)
    for name, colour in COLOURS.items():
        text = re.sub(rf"<a:{name}>.*?</a:{name}>", f'<a:{name}><a:srgbClr val="{colour}"/></a:{name}>', text, flags=re.DOTALL)
    theme._blob = text.encode()
    for style in master._element.iter(qn("p:titleStyle")):
        for level in style.iter(qn("a:lvl1pPr")):
            level.set("algn", "l")
            properties = level.find(qn("a:defRPr"))
            properties.set("sz", str(SIZES["title"] * 100))
            properties.set("b", "1")
            for colour in properties.iter(qn("a:schemeClr")):
                colour.set("val", "tx2")
    for style in master._element.iter(qn("p:bodyStyle")):
        for level in style:
            properties = level.find(qn("a:defRPr"))
            if properties is not None:
                properties.set("sz", str(SIZES["body"] * 100))
    for properties in master._element.iter(qn("a:defRPr")):
        properties.set("lang", "de-DE")


def _drop_leftovers(file: Any) -> None:
    """Printer settings and a preview picture of somebody else."""
    for part in (file.part, file.part.package):
        rels = part.rels if hasattr(part, "rels") else part._rels
        for name, relation in list(rels.items()):
            if relation.reltype.endswith(("/printerSettings", "/thumbnail")):
                rels.pop(name)


if __name__ == "__main__":
    write()
