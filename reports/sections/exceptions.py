"""What a meeting has to speak about, on the first pages of its pack: each exception once, with how many there are of its kind."""

from collections.abc import Iterable, Sequence

from domain.decisions import DecisionState
from reports.document import Block, Column, Heading, Paragraph, Table
from reports.sections.cells import cells
from views.difference import Turn
from views.formats import day
from views.measure_texts import office_name
from views.report_material import Material
from views.terms import term

_TITLE = "Ausnahmen auf einen Blick"


def blocks(material: Material) -> tuple[Block, ...]:
    """How many of each kind, then each in one line."""
    groups = [(kind, items) for kind, items in _groups(material) if items]
    if not groups:
        return (Heading(1, _TITLE), Paragraph("Zum Datenstand gibt es keine Ausnahmen."))
    rows = [cells((f"{kind} ({len(items)})", item)) for kind, items in groups for item in items]
    counted = " · ".join(f"{kind}: {len(items)}" for kind, items in groups)
    return (Heading(1, _TITLE), Paragraph(counted), Table(_TITLE, (Column("Anlass", 1.2), Column("Worum es geht", 4.0)), tuple(rows)))


def _groups(material: Material) -> Iterable[tuple[str, Sequence[str]]]:
    yield from _decisions(material)
    yield "Bewertung geändert", tuple(_verdicts(material))
    yield from ((kind, tuple(item.text for item in items)) for kind, items in material.overview.attention)
    if material.resources is not None:
        ends = material.resources.ending
        yield "Förderung endet", tuple(f"{each.measure} {each.title}: {each.source}, {each.until}" for each in ends.lines)


def _decisions(material: Material) -> Iterable[tuple[str, Sequence[str]]]:
    """Overdue ones, and those due by the day of the meeting."""
    today = material.order.day
    until = max(today, material.meeting.held_on) if material.meeting else today
    dated = sorted(((each.due, each.number, each) for each in material.decisions if each.open and each.due), key=lambda found: found[:2])
    texts = [
        (
            each.state(today),
            due,
            f"{each.kind.label} {each.number}: {each.text} ({office_name(material.concept, each.responsible)}, {day(due)})",
        )
        for due, _, each in dated
    ]
    yield "Beschluss überfällig", tuple(text for state, _, text in texts if state is DecisionState.OVERDUE)
    yield "Beschluss fällig", tuple(text for state, due, text in texts if state is not DecisionState.OVERDUE and due <= until)


def _verdicts(material: Material) -> Iterable[str]:
    for each in material.difference.indicators if material.difference else ():
        if each.turn is not Turn.SAME and each.before and each.after and each.before is not each.after:
            why = f"; {each.what}" if each.what else ""
            yield f"{each.name}: {term(each.before).label} → {term(each.after).label} ({each.value_before} → {each.value_after}){why}"
