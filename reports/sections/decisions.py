"""Decisions of the bodies and corrections of course: who answers for what until when, overdue ones first."""

from collections.abc import Sequence

from domain.decisions import Decision, DecisionState
from reports.document import Block, Cell, Column, Heading, Paragraph, Table
from reports.sections.cells import text_table
from views.formats import NO_VALUE, day
from views.measure_texts import body_name, office_name
from views.report_material import Material

COLUMNS = (
    Column("Nr.", 0.4),
    Column("Beschluss oder Auftrag", 2.8),
    Column("verantwortlich", 1.3),
    Column("fällig", 0.9),
    Column("Stand", 1.5),
    Column("beschlossen", 1.5),
)


def blocks(material: Material) -> tuple[Block, ...]:
    """Open and done decisions, then what was decided to go another way."""
    return (Heading(1, "Beschlüsse, Aufträge und Nachsteuerung"), *decision_blocks(material), *steering_blocks(material))


def decision_blocks(material: Material) -> tuple[Block, ...]:
    """The table, or that there is none."""
    table = decision_table("Beschlüsse und Aufträge", material.decisions, material)
    return table or (Paragraph("Offene Beschlüsse oder Aufträge gibt es nicht."),)


def decision_table(caption: str, decisions: Sequence[Decision], material: Material) -> tuple[Block, ...]:
    """Overdue ones first, then open ones by due date, then what is done."""
    today = material.order.day
    order = list(DecisionState)
    ordered = sorted(decisions, key=lambda each: (order.index(each.state(today)), each.due or today.max, each.number))
    return (Table(caption, COLUMNS, tuple(decision_cells(each, material) for each in ordered)),) if ordered else ()


def decision_cells(each: Decision, material: Material) -> tuple[Cell, ...]:
    """The cells of a decision below ``COLUMNS``."""
    responsible = office_name(material.concept, each.responsible) + (f" ({each.function})" if each.function else "")
    measures = f" Maßnahmen: {', '.join(each.measures)}." if each.measures else ""
    state = each.state(material.order.day)
    done = f"{state.label} am {day(each.done_on)}: {each.result}" if each.done_on else state.label
    decided = f"{body_name(material.concept, each.body)}, {day(each.decided_on)}" + (f", {each.document}" if each.document else "")
    due = day(each.due) if each.due else NO_VALUE
    texts = (str(each.number), f"{each.kind.label}: {each.text}{measures}", responsible, due, done, decided)
    return tuple(Cell(text, strong=state is DecisionState.OVERDUE and place == 4) for place, text in enumerate(texts))


def steering_blocks(material: Material) -> tuple[Block, ...]:
    """Corrections of course within the document's half-years; nothing for the public."""
    if not material.steering:
        return ()
    rows = [
        (
            day(each.decided_on),
            each.trigger.label,
            each.occasion,
            each.decision,
            ", ".join(each.measures) or NO_VALUE,
            body_name(material.concept, each.body) or NO_VALUE,
        )
        for each in material.steering
    ]
    heads = ("am", "Auslöser", "Anlass", "Entscheidung", "Maßnahmen", "Gremium")
    return (Heading(2, "Nachsteuerung"), text_table("Nachsteuerung", heads, rows, wide=3))
