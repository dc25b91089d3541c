"""The list of measures by action field, each with the sentences of its newest report."""

from reports.document import Block, Heading, Paragraph, Tone
from reports.sections.cells import counted_terms, sources
from reports.sections.fields import field_title
from reports.sections.measures import detail_blocks, measure_tables, work_table
from views.report_material import FieldMaterial, Material


def blocks(material: Material) -> tuple[Block, ...]:
    """All fields of the document; each measure in its lead field only."""
    return tuple(block for each in material.fields for block in _field(material, each))


def _field(material: Material, field: FieldMaterial) -> tuple[Block, ...]:
    shown, name = field.shown, field.field.name
    if not shown.measures:
        return (Heading(1, field_title(field)), Paragraph("Zu diesem Handlungsfeld sind keine Maßnahmen gemeldet."))
    return (
        Heading(1, field_title(field)),
        Paragraph(f"{len(shown.measures)}; {counted_terms(shown.by_state)}", Tone.LEAD, "Maßnahmen:"),
        *measure_tables(name, shown.measures),
        *work_table(f"Teilnehmende, Leistungen und Mittel, {name}", field.work, money=material.resources is not None),
        *detail_blocks(field.details, 2),
        *sources(f"Quelle: Sachstandsmeldungen der Federführungen. {material.state}."),
    )
