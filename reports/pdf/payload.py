"""A document as plain data for the template: texts that our fonts can write, widths, and drawings as files beside it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from domain.reports import Cover, ReportKind
from reports.chart_files import drawing_svg
from reports.cover_words import cover_facts
from reports.document import Bullets, Chart, Document, Facts, Heading, PageBreak, Paragraph, Statement, Table
from reports.fonts import writable
from reports.pdf.columns import fitted
from views.terms import Term


@dataclass
class _Pictures:
    """Drawings by the name of their file."""

    files: dict[str, bytes] = field(default_factory=dict)

    def add(self, content: bytes) -> str:
        name = f"bild-{len(self.files) + 1}.svg"
        self.files[name] = writable(content.decode()).encode()
        return name


def payload(document: Document) -> tuple[dict[str, Any], dict[str, bytes]]:
    """What the template reads, and the pictures it names."""
    pictures = _Pictures()
    blocks = [_block(block, pictures) for block in document.blocks]
    made_for = document.made_for
    data = {
        "kind": document.kind.label if document.kind else "",
        "title": document.title,
        "subtitle": document.subtitle,
        "municipality": document.municipality,
        "state": document.state,
        "date": list(made_for.timetuple()[:6]),
        "marks": list(document.marks),
        "cover": _cover(document.cover) if document.cover else None,
        "route": [list(step) for step in document.route],
        "contents": document.contents,
        "one_page": document.kind is ReportKind.FIELD_SHEET,
        "blocks": blocks,
    }
    cleaned: dict[str, Any] = _cleaned(data)
    return cleaned, pictures.files


def _cover(cover: Cover) -> dict[str, Any]:
    return {"title": cover.title, "facts": [list(fact) for fact in cover_facts(cover)], "motion": cover.motion, "costs": cover.costs}


def _block(block: Any, pictures: _Pictures) -> dict[str, Any]:
    match block:
        case Heading(level, text, number):
            return {"is": "heading", "level": level, "text": text, "number": number}
        case Paragraph(text, tone, label):
            return {"is": "paragraph", "text": text, "tone": tone.value, "label": label}
        case Statement(number, text, term):
            return {"is": "statement", "number": number, "text": text, "term": _term(term)}
        case Bullets(items):
            return {"is": "bullets", "items": list(items)}
        case Table():
            return _table(block)
        case Facts(rows, caption):
            return {"is": "facts", "rows": [list(row) for row in rows], "caption": caption}
        case Chart():
            return _chart(block, pictures)
        case PageBreak():
            return {"is": "break"}
    raise TypeError(f"no such block: {block!r}")


def _term(term: Term | None) -> dict[str, str] | None:
    return {"text": term.label, "colour": term.text} if term else None


def _table(table: Table) -> dict[str, Any]:
    return {
        "is": "table",
        "caption": table.caption,
        "source": table.source,
        **_columns([column.head for column in table.columns], [column.width for column in table.columns], _texts(table)),
        "right": [column.right for column in table.columns],
        "rows": [
            [{"text": cell.text, "strong": cell.strong, "colour": cell.term.text if cell.term else None} for cell in row]
            for row in table.rows
        ],
    }


def _texts(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]


def _columns(heads: list[str], shares: list[float], rows: list[list[str]]) -> dict[str, Any]:
    size, widths = fitted(heads, shares, rows)
    return {"heads": heads, "size": size, "widths": widths}


def _chart(chart: Chart, pictures: _Pictures) -> dict[str, Any]:
    spec, about = chart.spec, chart.about
    values = None
    if spec.rows and not chart.values:
        columns = list(spec.columns)
        rows = [list(row) for row in spec.rows]
        values = {
            "caption": f"Werte zum Diagramm: {spec.title or about.subtitle}",
            "source": "",
            "dense": True,
            **_columns(columns, [1.0] * len(columns), rows),
            "right": [False] * len(columns),
            "rows": [[{"text": text, "strong": False, "colour": None} for text in row] for row in rows],
        }
    return {
        "is": "chart",
        "file": pictures.add(drawing_svg(spec)),
        "alt": spec.alt,
        "title": spec.title,
        "subtitle": about.subtitle,
        "notes": list(spec.notes),
        "source": list(_said(about.source, chart.values, about.state)),
        "values": values,
    }


def _said(*texts: str) -> Iterator[str]:
    return (text for text in texts if text)


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return writable(value)
    if isinstance(value, list):
        return [_cleaned(each) for each in value]
    if isinstance(value, dict):
        return {name: _cleaned(each) for name, each in value.items()}
    return value
