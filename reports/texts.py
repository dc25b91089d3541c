"""The texts of a document without their form: for glossaries, searches and tests."""

from collections.abc import Iterable

from reports.document import Block, Bullets, Chart, Document, Facts, Heading, PageBreak, Paragraph, Statement, Table


def texts_of(blocks: Iterable[Block]) -> Iterable[str]:
    """Every text in reading order; drawings with their alternative text and the figures beside them."""
    for block in blocks:
        yield from _texts(block)


def _texts(block: Block) -> Iterable[str]:
    match block:
        case Heading():
            yield f"{block.number} {block.text}".strip()
        case Paragraph():
            yield f"{block.label} {block.text}".strip()
        case Statement():
            yield f"{block.number} {block.text}" + (f" {block.term.label}" if block.term else "")
        case Bullets():
            yield from block.items
        case Facts():
            yield from (text for row in block.rows for text in row)
        case Table():
            yield block.caption
            yield from (column.head for column in block.columns)
            yield from (cell.text for row in block.rows for cell in row)
            yield block.source
        case Chart():
            cells = (cell for row in (block.spec.columns, *block.spec.rows) for cell in row)
            yield from (block.spec.title, block.about.subtitle, block.spec.alt, *cells, *block.spec.notes, block.about.source)
        case PageBreak():
            return


def document_texts(document: Document) -> tuple[str, ...]:
    """Title, marks, data state and everything in the blocks."""
    cover = document.cover
    first = (cover.number, cover.department, cover.editor, cover.motion, cover.costs) if cover else ()
    route = (part for step in document.route for part in step)
    head = (document.title, document.subtitle, document.municipality, document.state, *document.marks, *first, *route)
    return tuple(text for text in (*head, *texts_of(document.blocks)) if text)
