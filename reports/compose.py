"""From material to a document: one template per kind of report, each a list of sections."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from domain.reports import ReportKind
from reports.document import Block, Document, Heading
from reports.sections import (
    changes,
    data_tables,
    decisions,
    exceptions,
    field_sheet,
    fields,
    glossary,
    handout,
    measure_list,
    methods,
    money,
    opening,
    revision,
)
from views.report_material import Material

Section = Callable[[Material], tuple[Block, ...]]
TEMPLATES: Mapping[ReportKind, tuple[Section, ...]] = {
    ReportKind.PACK: (handout.agenda, exceptions.blocks, handout.slides, money.brief, methods.blocks),
    ReportKind.COUNCIL: (
        opening.occasion,
        opening.at_a_glance,
        opening.context,
        fields.blocks,
        money.blocks,
        changes.blocks,
        opening.needs_attention,
        decisions.blocks,
        revision.blocks,
        methods.blocks,
        data_tables.blocks,
    ),
    ReportKind.FIELD_REPORT: (fields.chapters, money.blocks, changes.blocks, methods.blocks, data_tables.blocks),
    ReportKind.FIELD_SHEET: (field_sheet.blocks,),
    ReportKind.MEASURES: (measure_list.blocks,),
    ReportKind.METHODS: (methods.annex,),
}
PROJECTED: Mapping[ReportKind, tuple[Section, ...]] = {ReportKind.PACK: (handout.agenda, exceptions.blocks)}
"""What a presentation has of a pack beside the slides of the Sitzungsansicht, whose notes have every statement. Other kinds are whole in
every format."""
_NUMBERED = frozenset({ReportKind.COUNCIL, ReportKind.FIELD_REPORT, ReportKind.METHODS})
"""Kinds whose headings are numbered through; those of a pack have the numbers of the slides."""
_SHORT = frozenset({ReportKind.FIELD_SHEET})
"""Kinds without cover, contents and glossary."""


def compose(material: Material) -> Document:
    """The finished document of the order's kind."""
    return _document(material, TEMPLATES[material.order.kind])


def presentation(material: Material, whole: Document) -> Document:
    """The same for a screen: the ``whole`` document where nothing is left out."""
    projected = PROJECTED.get(material.order.kind)
    return _document(material, projected) if projected else whole


def _document(material: Material, sections: Iterable[Section]) -> Document:
    order, concept = material.order, material.concept
    body = tuple(block for section in sections for block in section(material))
    if order.kind not in _SHORT:
        body = (*body, *glossary.blocks(body, concept))
    return Document(
        kind=order.kind,
        title=_title(material),
        subtitle=f"{concept.name}, {material.period}",
        municipality=concept.municipality,
        state=material.state,
        made_for=order.moment.replace(microsecond=0),  # files know seconds at best
        blocks=tuple(_numbered(body)) if order.kind in _NUMBERED else body,
        cover=None if order.kind in _SHORT else order.cover,
        marks=tuple(_marks(material)),
        route=opening.route_words(material),
        contents=order.kind not in _SHORT,
    )


def _title(material: Material) -> str:
    """The cover's own title, or kind and, for a single field, its name."""
    order = material.order
    if order.cover.title:
        return order.cover.title
    single = f" {material.fields[0].field.name}" if order.fields and len(material.fields) == 1 else ""
    return f"{order.kind.label}{single}"


def _marks(material: Material) -> Iterable[str]:
    """What every page says beside title and data state."""
    if material.order.draft:
        yield "Entwurf"
    if not material.order.public:
        yield "Nicht öffentlich"
    if material.concept.invented:
        yield material.concept.invented


def _numbered(blocks: Iterable[Block]) -> Iterable[Block]:
    """Headings of the first two levels get their numbers: 1, 1.1, 1.2, 2 …"""
    first = second = 0
    for block in blocks:
        if isinstance(block, Heading) and block.level == 1:
            first, second = first + 1, 0
            yield replace(block, number=str(first))
        elif isinstance(block, Heading) and block.level == 2:
            second += 1
            yield replace(block, number=f"{first}.{second}")
        else:
            yield block
