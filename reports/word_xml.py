"""The WordprocessingML of paragraphs, runs, tables and fields, as text: putting it together object by object takes many times as long."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from reports.document import Cell, Column, Table
from reports.pdf.columns import fitted

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_SYMBOLS = re.compile("([\u2190-\u21ff\u2300-\u23ff\u2460-\u24ff\u25a0-\u27bf\u2b00-\u2bff]+\ufe0e?|\ufe0e)")
_SYMBOL_FONT = '<w:rFonts w:ascii="Segoe UI Symbol" w:hAnsi="Segoe UI Symbol" w:eastAsia="Segoe UI Symbol" w:cs="Segoe UI Symbol"/>'
_USUAL_SIZE = 8.5  # points, as in the shipped template
_TOGETHER = 7  # tables up to so many rows stay on one page


@dataclass(frozen=True)
class TableStyles:
    """The ids of the styles of a table, of its heads, and of its cells' texts."""

    table: str
    head: str
    body: str


def clean(text: str) -> str:
    """Without the characters that no XML file may hold."""
    return _CONTROL.sub("", text)


def run(text: str, bold: bool = False, colour: str = "", more: str = "") -> str:
    """Text with its line breaks and tabs; signs of states get a font that has them. ``colour`` is a hex value, ``more`` stands behind
    it among the properties."""
    return "".join(_piece(piece, bold, colour, more) for piece in _SYMBOLS.split(clean(text)) if piece)


def _piece(text: str, bold: bool, colour: str, more: str) -> str:
    symbol = _SYMBOLS.fullmatch(text) is not None
    inner = (_SYMBOL_FONT if symbol else "") + ("<w:b/>" if bold else "") + (f'<w:color w:val="{colour.lstrip("#")}"/>' if colour else "")
    properties = f"<w:rPr>{inner}{more}</w:rPr>" if inner or more else ""
    return f"<w:r>{properties}{_breaks(text.replace(chr(0xFE0E), ''))}</w:r>"


def _breaks(text: str) -> str:
    lines = ("<w:tab/>".join(f'<w:t xml:space="preserve">{escape(part)}</w:t>' for part in line.split("\t")) for line in text.split("\n"))
    return "<w:br/>".join(lines)


def paragraph(style: str, inner: str, properties: str = "") -> str:
    """A paragraph of a style (by its id) around finished runs; ``properties`` stand behind the style, in the order of the schema."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{inner}</w:p>'


def bookmarked(inner: str, name: str, number: int) -> str:
    """Runs that a link can lead to."""
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{inner}<w:bookmarkEnd w:id="{number}"/>'


def field(code: str, shown: str = "") -> str:
    """A field that the program fills in; ``shown`` stands there until it does."""
    start, middle, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    return f'{start}<w:r><w:instrText xml:space="preserve"> {escape(code)} </w:instrText></w:r>{middle}{run(shown)}{end}'


def link(inner: str, name: str) -> str:
    """Runs that lead to a bookmark."""
    return f'<w:hyperlink w:anchor="{name}" w:history="1">{inner}</w:hyperlink>'


def page_break() -> str:
    return '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'


def contents(styles: Sequence[str], title: str, entries: Sequence[tuple[int, str, str]]) -> str:
    """A table of contents as a field that already holds its entries (level, text, bookmark), each with a link and its page.

    ``title`` is a finished paragraph before it, ``styles`` the ids for each level."""
    code = f'<w:instrText xml:space="preserve"> TOC \\o "1-{len(styles)}" \\h \\z \\u </w:instrText>'
    start = f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r>{code}</w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    lines = [
        paragraph(styles[level - 1], (start if not place else "") + link(run(f"{text}\t") + field(f"PAGEREF {name} \\h"), name))
        for place, (level, text, name) in enumerate(entries)
    ]
    end = '<w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    return title + "".join(lines) + end if lines else ""


def table(shown: Table, styles: TableStyles, width: int) -> str:
    """A table whose head is repeated on every page; ``width`` of the line in twentieths of a point. Columns get what their longest
    word needs; where that is not enough, letters become smaller than the style's."""
    heads = [each.head for each in shown.columns]
    size, shares = fitted(heads, [each.width for each in shown.columns], [[cell.text for cell in row] for row in shown.rows])
    grid = [round(width * each / sum(shares)) for each in shares]
    small = f'<w:sz w:val="{round(size * 2)}"/>' if size < _USUAL_SIZE else ""
    tie = len(shown.rows) <= _TOGETHER
    last = len(shown.rows) - 1
    rows = [_row(map(Cell, heads), shown.columns, grid, styles.head, small, header=True, tie=True)]
    rows += [_row(cells, shown.columns, grid, styles.body, small, tie=tie and place < last) for place, cells in enumerate(shown.rows)]
    columns = "".join(f'<w:gridCol w:w="{each}"/>' for each in grid)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{styles.table}"/><w:tblW w:w="{sum(grid)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        f"<w:tblCaption w:val={quoteattr(clean(shown.caption))}/><w:tblDescription w:val={quoteattr(clean(described(shown)))}/></w:tblPr>"
        f"<w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def described(shown: Table) -> str:
    """What a table holds, for those who hear it."""
    heads = ", ".join(each.head for each in shown.columns if each.head)
    return f"Tabelle mit {len(shown.rows)} {'Zeile' if len(shown.rows) == 1 else 'Zeilen'}; Spalten: {heads}."


def _row(
    cells: Iterable[Cell],
    columns: Sequence[Column],
    grid: Sequence[int],
    style: str,
    small: str,
    *,
    header: bool = False,
    tie: bool = False,
) -> str:
    properties = "<w:trPr><w:cantSplit/>" + ("<w:tblHeader/>" if header else "") + "</w:trPr>"
    inner = "".join(_cell(cell, column, size, style, small, tie) for cell, column, size in zip(cells, columns, grid, strict=True))
    return f"<w:tr>{properties}{inner}</w:tr>"


def _cell(cell: Cell, column: Column, width: int, style: str, small: str, tie: bool) -> str:
    properties = ("<w:keepNext/>" if tie else "") + ('<w:jc w:val="right"/>' if column.right else "")
    inner = run(cell.text, cell.strong, cell.term.text if cell.term else "", small)
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{paragraph(style, inner, properties)}</w:tc>'
