"""An action field: goal, figures, measures, what the office says about them, consequences."""

from domain.concepts import FieldKind
from domain.report_texts import TextPart
from domain.reports import ReportKind
from reports.document import Block, Bullets, Chart, Heading, PageBreak, Paragraph, Tone
from reports.sections.cells import counted_terms, sources, weathers
from reports.sections.decisions import decision_table
from reports.sections.indicators import indicator_table, lead_charts, lead_notes, row_notes
from reports.sections.measures import detail_blocks, measure_tables, work_table
from views.chart_style import ChartAbout
from views.field import FieldView
from views.report_material import CHARTED, FieldMaterial, Material

NO_CONSEQUENCE = "Für diesen Berichtszeitraum sind keine Konsequenzen festgehalten."


def blocks(material: Material) -> tuple[Block, ...]:
    """All fields under one heading, as chapters of a longer report."""
    return (Heading(1, "Handlungsfelder"), *(block for each in material.fields for block in field_blocks(material, each, 2)))


def chapters(material: Material) -> tuple[Block, ...]:
    """Each field as a chapter of its own, the second and later ones on new pages."""
    found: list[Block] = []
    for each in material.fields:
        found += [*((PageBreak(),) if found else ()), *field_blocks(material, each, 1)]
    return tuple(found)


def field_title(field: FieldMaterial) -> str:
    """``Handlungsfeld 3: Bildung``; the name alone where the concept has no numbers."""
    of = field.field
    kind = "Querschnittsaufgabe" if of.kind is FieldKind.CROSS_CUTTING else "Handlungsfeld"
    return f"{kind} {of.number}: {of.name}" if of.number else of.name


def field_blocks(material: Material, field: FieldMaterial, level: int) -> tuple[Block, ...]:
    """The whole field, every text of its page among them."""
    return (
        Heading(level, field_title(field)),
        *goal_blocks(field.shown),
        Heading(level + 1, "Lage: was die Zahlen zeigen"),
        *figure_blocks(material, field),
        Heading(level + 1, "Arbeit: was die Maßnahmen tun"),
        *_measures(material, field, level + 1),
        *office_blocks(field, level + 1),
        *_decisions(material, field, level + 1),
    )


def goal_blocks(shown: FieldView) -> tuple[Block, ...]:
    """Goals and approaches as adopted."""
    said: list[Block] = [Paragraph(goal.text, Tone.QUOTE, "Leitziel:") for goal in shown.field.goals]
    if not said:
        said.append(Paragraph("Für dieses Handlungsfeld ist noch kein Leitziel erfasst."))
    if shown.field.approaches:
        said += [Paragraph("", label="Handlungsansätze:"), Bullets(shown.field.approaches)]
    if shown.field.note:
        said.append(Paragraph(shown.field.note, Tone.SOURCE))
    return tuple(said)


def figure_blocks(material: Material, field: FieldMaterial) -> tuple[Block, ...]:
    """Verdicts, tables of indicators, their notes and drawings, and the line that belongs under every figure."""
    shown, figures = field.shown, material.figures
    summary = shown.summary
    counted = f"{summary.coverage}: " if summary.total else ""
    head = f"{counted}{weathers(summary.distribution)}" if summary.distribution else ""
    leads = [card.row for card in shown.leads]
    name = field.field.name
    return (
        *((Paragraph(head, Tone.LEAD, "Indikatoren:"),) if head else ()),
        *((Paragraph(shown.gap, Tone.WARNING),) if shown.gap else ()),
        *indicator_table(f"Leitindikatoren, {name}", leads, figures),
        *lead_notes(shown.leads, figures),
        *_standing(material, shown),
        *lead_charts(material, shown.leads),
        *indicator_table(f"Weitere Indikatoren, {name}", shown.others, figures),
        *row_notes(shown.others, figures),
        *indicator_table(f"Rahmen, nur Lage, ohne Bewertung, {name}", shown.context, figures),
        *row_notes(shown.context, figures),
        *(sources(shown.caption, f"{material.state}.") if summary.distribution else ()),
    )


def _standing(material: Material, shown: FieldView) -> tuple[Block, ...]:
    """Where the lead indicators stand, in documents with drawings."""
    if shown.chart is None or material.order.kind not in CHARTED:
        return ()
    return (Chart(shown.chart, ChartAbout(f"{material.concept.area.name}, {shown.period}", shown.sources, material.state)),)


def _measures(material: Material, field: FieldMaterial, level: int) -> tuple[Block, ...]:
    shown, name = field.shown, field.field.name
    if not shown.measures:
        return (Paragraph("Zu diesem Handlungsfeld sind keine Maßnahmen gemeldet."),)
    detailed = material.order.kind is ReportKind.FIELD_REPORT
    return (
        Paragraph(f"{len(shown.measures)}; {counted_terms(shown.by_state)}", Tone.LEAD, "Maßnahmen:"),
        *(Paragraph(f"Zu diesem Leitziel ist keine Maßnahme gemeldet: {goal}", Tone.WARNING) for goal in shown.goals_without_measure),
        *measure_tables(name, shown.measures),
        *measure_tables(f"Maßnahmen anderer Felder, auch für {name}", shown.also),
        *work_table(f"Teilnehmende, Leistungen und Mittel, {name}", field.work, money=material.resources is not None),
        *(detail_blocks(field.details, level + 1) if detailed else ()),
        *sources(f"Quelle: Sachstandsmeldungen der Federführungen. {material.state}."),
    )


def office_blocks(field: FieldMaterial, level: int) -> tuple[Block, ...]:
    """What the office wrote for the half-year: per part, then per indicator; consequences always, so that nobody overlooks them."""
    before = [part for part in TextPart if part is not TextPart.CONSEQUENCES]
    return (
        *(block for part in before for block in _part(field, part, level)),
        *_indicator_texts(field, level),
        Heading(level, TextPart.CONSEQUENCES.label),
        *consequences(field),
    )


def office_paragraphs(field: FieldMaterial) -> tuple[Block, ...]:
    """The same without consequences and without headings: each text behind its label."""
    said: list[Block] = []
    for part in (part for part in TextPart if part is not TextPart.CONSEQUENCES):
        written = dict(field.texts).get(part, "")
        proposed = () if written else field.proposals.get(part, ())
        said += [Paragraph(text, label=f"{part.label}:" if not place else "") for place, text in enumerate(_lines(written))]
        said += [Paragraph(text, Tone.PROPOSAL, f"{part.label}:") for text in proposed]
    for name, parts in field.indicator_texts:
        said += [Paragraph(text, label=f"{name}, {part.label}:") for part, text in parts if part is not TextPart.CONSEQUENCES]
    return tuple(said)


def _part(field: FieldMaterial, part: TextPart, level: int) -> tuple[Block, ...]:
    """What the office wrote; in drafts what the numbers alone would say, marked as proposed; nothing where there is neither."""
    written = dict(field.texts).get(part, "")
    proposed = () if written else tuple(Paragraph(text, Tone.PROPOSAL) for text in field.proposals.get(part, ()))
    said = paragraphs(written) or proposed
    return (Heading(level, part.label), *said) if said else ()


def consequences(field: FieldMaterial) -> tuple[Block, ...]:
    """What the office wrote; where it has to and did not, why it has to. Only drafts can be without."""
    written = dict(field.texts).get(TextPart.CONSEQUENCES, "")
    if written:
        return paragraphs(written)
    if not field.demanded:
        return (Paragraph(NO_CONSEQUENCE),)
    return (Paragraph("Noch nicht eingetragen; nötig wegen:", Tone.WARNING), Bullets(field.demanded))


def _indicator_texts(field: FieldMaterial, level: int) -> tuple[Block, ...]:
    if not field.indicator_texts:
        return ()
    said = (Paragraph(text, label=f"{name}, {part.label}:") for name, parts in field.indicator_texts for part, text in parts)
    return (Heading(level, "Zu einzelnen Indikatoren"), *said)


def paragraphs(text: str) -> tuple[Block, ...]:
    """A text of the office, its paragraphs apart."""
    return tuple(map(Paragraph, _lines(text)))


def _lines(text: str) -> list[str]:
    return [part.strip() for part in text.split("\n") if part.strip()]


def _decisions(material: Material, field: FieldMaterial, level: int) -> tuple[Block, ...]:
    if not field.decisions:
        return ()
    table = decision_table(f"Beschlüsse und Aufträge, {field.field.name}", field.decisions, material)
    return (Heading(level, "Beschlüsse und Aufträge"), *table)
