"""The DrawingML of texts and tables on slides, as text. Every run says that it is German."""

import re
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

from reports.document import Cell, Column, Table
from reports.word_xml import clean

NAMESPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
INK, MUTED, BLUE, RED, LIGHT, LINE = "111111", "4F5660", "12436D", "A61B12", "E9EDF2", "BFC6CF"
PIXEL = 6350
"""English metric units in one of 1920 pixels across."""
_SYMBOLS = re.compile("([\u2190-\u21ff\u2300-\u23ff\u2460-\u24ff\u25a0-\u27bf\u2b00-\u2bff]+\ufe0e?|\ufe0e)")
_SYMBOL_FONT = '<a:latin typeface="Segoe UI Symbol"/><a:ea typeface="Segoe UI Symbol"/><a:cs typeface="Segoe UI Symbol"/>'


PLAIN = '<a:bodyPr wrap="square" lIns="0" tIns="0" rIns="0" bIns="0"><a:noAutofit/></a:bodyPr>'
"""Text begins where its place does, and nothing shrinks by itself: what fits was reckoned before."""


def run(text: str, size: int = 0, bold: bool = False, colour: str = "") -> str:
    """Text in a size of pixels (0: that of its place); signs of states get a font that has them."""
    pieces = (piece for piece in _SYMBOLS.split(clean(text)) if piece and piece != "\ufe0e")
    return "".join(_run(piece, size, bold, colour) for piece in pieces)


def _run(text: str, size: int, bold: bool, colour: str) -> str:
    attributes = (f' sz="{size * 50}"' if size else "") + (' b="1"' if bold else "")
    fill = f'<a:solidFill><a:srgbClr val="{colour.lstrip("#")}"/></a:solidFill>' if colour else ""
    font = _SYMBOL_FONT if _SYMBOLS.fullmatch(text) else ""
    lines = text.replace("\ufe0e", "").split("\n")
    properties = f'<a:rPr lang="de-DE"{attributes} dirty="0">{fill}{font}</a:rPr>'
    return "<a:br/>".join(f"<a:r>{properties}<a:t>{escape(line)}</a:t></a:r>" for line in lines)


def paragraph(inner: str, *, hang: int = 0, after: int = 10, right: bool = False) -> str:
    """A paragraph without a point; ``hang`` and ``after`` in pixels."""
    indent = f' marL="{hang * PIXEL}" indent="{-hang * PIXEL}"' if hang else ' marL="0" indent="0"'
    tabs = f'<a:tabLst><a:tab pos="{hang * PIXEL}" algn="l"/></a:tabLst>' if hang else ""
    spacing = f'<a:spcBef><a:spcPts val="0"/></a:spcBef><a:spcAft><a:spcPts val="{after * 50}"/></a:spcAft>'
    align = ' algn="r"' if right else ' algn="l"'
    return f"<a:p><a:pPr{indent}{align}>{spacing}<a:buNone/>{tabs}</a:pPr>{inner}</a:p>"


def body(paragraphs: Iterable[str], name: str = "p:txBody", properties: str = PLAIN) -> str:
    """The text of a shape."""
    inner = "".join(paragraphs) or '<a:p><a:endParaRPr lang="de-DE"/></a:p>'
    return f"<{name} {NAMESPACES}>{properties}<a:lstStyle/>{inner}</{name}>"


def table(shown: Table, widths: Sequence[int], heights: Sequence[float], size: int) -> str:
    """A table whose first row is marked as its head; sizes in pixels."""
    grid = "".join(f'<a:gridCol w="{each * PIXEL}"/>' for each in widths)
    head = _row([Cell(each.head, strong=True) for each in shown.columns], shown.columns, heights[0], size, head=True)
    rows = "".join(_row(cells, shown.columns, height, size) for cells, height in zip(shown.rows, heights[1:], strict=True))
    return f'<a:tbl {NAMESPACES}><a:tblPr firstRow="1"/><a:tblGrid>{grid}</a:tblGrid>{head}{rows}</a:tbl>'


def _row(cells: Sequence[Cell], columns: Sequence[Column], height: float, size: int, *, head: bool = False) -> str:
    inner = "".join(_cell(cell, column, size, head) for cell, column in zip(cells, columns, strict=True))
    return f'<a:tr h="{round(height * PIXEL)}">{inner}</a:tr>'


def _cell(cell: Cell, column: Column, size: int, head: bool) -> str:
    colour = cell.term.text if cell.term else INK
    text = body([paragraph(run(cell.text, size, cell.strong, colour), after=0, right=column.right)], "a:txBody", "<a:bodyPr/>")
    none = "".join(f'<a:{side} w="0"><a:noFill/></a:{side}>' for side in ("lnL", "lnR", "lnT"))
    line = f'<a:lnB w="9525"><a:solidFill><a:srgbClr val="{BLUE if head else LINE}"/></a:solidFill></a:lnB>'
    fill = f'<a:solidFill><a:srgbClr val="{LIGHT}"/></a:solidFill>' if head else "<a:noFill/>"
    margins = f'marL="{10 * PIXEL}" marR="{10 * PIXEL}" marT="{5 * PIXEL}" marB="{5 * PIXEL}"'
    return f"<a:tc>{text}<a:tcPr {margins}>{none}{line}{fill}</a:tcPr></a:tc>"
