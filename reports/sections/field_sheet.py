"""One action field on one page: goal, figures, measures, consequences, in tables alone."""

from domain.report_texts import TextPart
from reports.document import Block, Heading, PageBreak, Paragraph, Tone
from reports.sections.cells import sources, weathers
from reports.sections.fields import consequences, field_title
from reports.sections.indicators import indicator_table
from reports.sections.measures import state_table
from views.report_material import FieldMaterial, Material


def blocks(material: Material) -> tuple[Block, ...]:
    """A sheet per field."""
    found: list[Block] = []
    for each in material.fields:
        found += [*((PageBreak(),) if found else ()), *_sheet(material, each)]
    return tuple(found)


def _sheet(material: Material, field: FieldMaterial) -> tuple[Block, ...]:
    shown, name = field.shown, field.field.name
    rows = (*(card.row for card in shown.leads), *shown.others)
    head = f"{shown.summary.coverage}: {weathers(shown.summary.distribution)}" if shown.summary.total else shown.gap
    return (
        Heading(1, field_title(field)),
        *(Paragraph(goal.text, Tone.QUOTE, "Leitziel:") for goal in shown.field.goals),
        Paragraph(head, Tone.LEAD, "Indikatoren:"),
        *indicator_table(f"Indikatoren, {name}", rows, material.figures),
        *(
            (state_table(f"Maßnahmen, {name}", shown.measures, short=True),)
            if shown.measures
            else (Paragraph("Maßnahmen sind nicht gemeldet."),)
        ),
        Paragraph("", label=f"{TextPart.CONSEQUENCES.label}:"),
        *consequences(field),
        *sources(shown.caption, f"{material.state}."),
    )
