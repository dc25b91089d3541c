"""A document as Excel workbook: its tables as numbers, tables of the same columns together so that they can be filtered, its texts, and
a sheet with every number behind it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any

from openpyxl import Workbook

from reports import cover_words
from reports.cells import Shown, add_facts, add_table
from reports.data_rows import DataRow
from reports.document import Block, Bullets, Cell, Chart, Column, Document, Facts, Heading, PageBreak, Paragraph, Statement, Table, Tone
from reports.figure_tables import figures_below
from reports.fixed_bytes import fixed
from reports.number_formats import number_format, number_in

FACTS, TEXTS, DATA = "Angaben", "Texte", "Daten"
_LONGEST_NAME, _SHORTEST_NAME = 31, 4
_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
_WIDEST, _NARROWEST = 60, 11
_DATA_COLUMNS = (
    ("Art", 16), ("Handlungsfeld", 28), ("Kennung", 18), ("Bezeichnung", 44), ("Angabe", 20), ("Gebiet", 24), ("Gruppe", 24),
    ("Zeitraum", 18), ("Wert", 14), ("Einheit", 16), ("Im Dokument", 22), ("Anmerkung", 40), ("Quelle", 44), ("Datenlieferung", 44),
    ("Datenstand", 44),
)  # fmt: skip
_KINDS = {Tone.SOURCE: "Quelle", Tone.PROPOSAL: cover_words.PROPOSAL.rstrip(":"), Tone.QUOTE: "Wortlaut", Tone.LEAD: "Kernaussage"}


@dataclass(frozen=True)
class _Placed:
    """A table and the headings above it."""

    section: str
    table: Table


def write_workbook(document: Document, data: Sequence[DataRow] = ()) -> bytes:
    """The document as .xlsx. Numbers are numbers that look as they are printed. Same document and data, same bytes."""
    workbook = Workbook(write_only=True)
    tables = list(_tables(document.blocks))
    groups = _groups(tables)
    names = _names(groups)
    add_facts(workbook, FACTS, [*_about(document), *_listed(groups, names, bool(data))])
    for name, group in zip(names, groups, strict=True):
        _add_group(workbook, name, group)
    add_table(workbook, TEXTS, (("Abschnitt", 40), ("Art", 18), ("Text", 110)), list(_texts(document.blocks)))
    if data:
        add_table(workbook, DATA, _DATA_COLUMNS, [_data_row(each) for each in data])
    _for_print(workbook, document)
    workbook.properties.title, workbook.properties.creator = cover_words.title(document), "Integrationsmonitor"
    workbook.properties.language = "de-DE"
    buffer = BytesIO()
    workbook.save(buffer)
    return fixed(buffer.getvalue(), document.made_for)


def _about(document: Document) -> list[tuple[str, str]]:
    facts = [("Titel", cover_words.title(document)), ("Dazu", document.subtitle), ("Kommune", document.municipality)]
    facts += [*cover_words.facts(document), *(("Hinweis", mark) for mark in document.marks)]
    facts += [("Beratungsfolge", " · ".join(step)) for step in document.route]
    if document.cover is not None:
        facts += [(cover_words.MOTION, document.cover.motion), (cover_words.COSTS, document.cover.costs)]
    return [(name, text) for name, text in facts if text]


def _listed(groups: Sequence[Sequence[_Placed]], names: Sequence[str], data: bool) -> list[tuple[str, str]]:
    """What is in which sheet."""
    listed = [
        (f"Blatt „{name}“", "; ".join(dict.fromkeys(each.table.caption for each in group)))
        for name, group in zip(names, groups, strict=True)
    ]
    listed.append((f"Blatt „{TEXTS}“", "Alle Texte des Dokuments in ihrer Reihenfolge."))
    if data:
        words = "Jede Zahl mit Einheit, Zeitraum, Quelle und Datenlieferung, ungerundet; „Im Dokument“ zeigt sie gerundet."
        listed.append((f"Blatt „{DATA}“", f"{words} Eine leere Zelle ist keine Null."))
    return listed


def _tables(blocks: Iterable[Block]) -> Iterable[_Placed]:
    for section, block in _with_section(blocks):
        if isinstance(block, Table):
            yield _Placed(section, block)
        elif isinstance(block, Chart):
            for table in figures_below(block):
                yield _Placed(section, replace(table, columns=tuple(replace(each, right=True) for each in table.columns)))


def _with_section(blocks: Iterable[Block]) -> Iterable[tuple[str, Block]]:
    """Each block with the headings it stands under: „3 Bildung – 3.1 Zahlen“."""
    path: list[str] = []
    for block in blocks:
        if isinstance(block, Heading):
            path = [*path[: block.level - 1], f"{block.number} {block.text}".strip()]
        yield " – ".join(path), block


def _groups(tables: Iterable[_Placed]) -> list[list[_Placed]]:
    """Tables with the same columns belong together, in the order in which they first occur."""
    groups: dict[tuple[str, ...], list[_Placed]] = {}
    for each in tables:
        groups.setdefault(tuple(column.head for column in each.table.columns), []).append(each)
    return list(groups.values())


def _names(groups: Iterable[Sequence[_Placed]]) -> list[str]:
    """A name for each sheet: what its captions share, or its section, or its first column; each once."""
    names: list[str] = []
    for group in groups:
        plain = " ".join(_FORBIDDEN.sub(" ", _shared(group)).split())[:_LONGEST_NAME].strip() or "Tabelle"
        name, place = plain, 2
        while name.lower() in {each.lower() for each in (*names, FACTS, TEXTS, DATA)}:
            name, place = f"{plain[: _LONGEST_NAME - 3]} {place}", place + 1
        names.append(name)
    return names


def _shared(group: Sequence[_Placed]) -> str:
    captions = [each.table.caption.split(" ") for each in group]
    count = next((place for place, words in enumerate(zip(*captions, strict=False)) if len(set(words)) > 1), min(map(len, captions)))
    start = " ".join(captions[0][:count]).rstrip(" :–,(")
    ends = count == len(captions[0]) or captions[0][count - 1][-1:] in ",:" if count else False
    if len(start) >= _SHORTEST_NAME and (count > 1 or ends):
        return start
    sections = {each.section.rsplit(" – ", 1)[-1] for each in group}
    return sections.pop() if len(sections) == 1 else group[0].table.columns[0].head


def _add_group(workbook: Workbook, name: str, group: Sequence[_Placed]) -> None:
    """One sheet: where the row is from, its cells, its source."""
    columns = group[0].table.columns
    rows = [
        [
            _long(each.section),
            _long(each.table.caption),
            *(_shown(cell, column) for cell, column in zip(row, columns, strict=True)),
            _long(each.table.source),
        ]
        for each in group
        for row in each.table.rows
    ]
    heads = ["Abschnitt", "Tabelle", *(column.head for column in columns), "Quelle"]
    add_table(workbook, name, [(head, _width(head, [row[place] for row in rows])) for place, head in enumerate(heads)], rows)


def _shown(cell: Cell, column: Column) -> Shown:
    """The cell as a number where it is one: as given, or read from a column of numbers."""
    number = cell.number if cell.number is not None else number_in(cell.text) if column.right else None
    form = number_format(cell.text) if number is not None else None
    colour = cell.term.text.lstrip("#") if cell.term else ""
    if number is None or form is None:
        return Shown(cell.text, "", colour, cell.strong, wrap=len(cell.text) > _WIDEST)
    return Shown(number, form, colour, cell.strong)


def _long(text: str) -> Shown:
    return Shown(text, wrap=len(text) > _WIDEST)


def _width(head: str, values: Sequence[Any]) -> int:
    texts = (str(each.value if isinstance(each, Shown) else each) for each in values)
    return min(max(max(map(len, texts), default=0) + 2, len(head) + 3, _NARROWEST), _WIDEST)


def _texts(blocks: Iterable[Block]) -> Iterable[tuple[str, str, Shown]]:
    for section, block in _with_section(blocks):
        yield from ((section, kind, Shown(text, wrap=True)) for kind, text in _words(block) if text)


def _words(block: Block) -> Iterable[tuple[str, str]]:
    match block:
        case Heading(_, text, number):
            yield "Überschrift", f"{number} {text}".strip()
        case Paragraph(text, tone, label):
            yield _KINDS.get(tone, "Text"), f"{label} {text}".strip()
        case Statement(number, text, term):
            yield "Aussage", f"{number} {text}" + (f" ({term.label})" if term and term.label not in text else "")
        case Bullets(items):
            yield from (("Aufzählung", each) for each in items)
        case Facts(rows, caption):
            yield from ((caption or "Angabe", f"{name}: {text}") for name, text in rows)
        case Table() | PageBreak():
            return
        case Chart(spec, about):
            yield "Diagramm", "\n".join(part for part in (spec.title, about.subtitle, spec.alt, *spec.notes, about.source) if part)


def _data_row(row: DataRow) -> list[Any]:
    value = None if row.value is None else Shown(row.value, number_format(row.text, with_unit=False) or "General")
    return [
        row.topic, row.field, row.key, row.name, row.what, row.area, row.groups, row.period, value, row.unit, row.text, row.note,
        row.source, row.delivery, row.state,
    ]  # fmt: skip


def _for_print(workbook: Workbook, document: Document) -> None:
    """Title, data state, marks and page number on every printed page. An ampersand begins a code there and is doubled."""
    title = " · ".join((document.municipality, cover_words.title(document))).replace("&", "&&")
    marks = cover_words.marks(document).replace("&", "&&")
    for sheet in workbook.worksheets:
        sheet.oddHeader.left.text = title
        sheet.oddHeader.right.text = marks
        sheet.oddFooter.left.text = document.state.replace("&", "&&")
        sheet.oddFooter.right.text = "Seite &P von &N"
        sheet.page_setup.paperSize = 9  # A4
