"""The controlling pack: agenda, and the slides of the meeting with all their statements under the same numbers, each with what stands
behind it."""

from collections.abc import Iterable

from domain.measures import Schedule
from domain.meetings import Meeting
from reports.document import Block, Bullets, Column, Facts, Heading, Paragraph, Statement, Table, Tone
from reports.sections.cells import cells, sources
from reports.sections.changes import difference_blocks
from reports.sections.decisions import decision_table, steering_blocks
from reports.sections.fields import office_blocks
from reports.sections.indicators import indicator_table, row_notes
from reports.sections.measures import state_table
from reports.sections.opening import field_table
from views.briefing import Line, Slide
from views.formats import NO_VALUE, long_day
from views.measure_texts import body_name
from views.report_material import FieldMaterial, Material

_EXCEPTIONS = (Schedule.LATE, Schedule.AT_RISK, Schedule.UNREPORTED)


def agenda(material: Material) -> tuple[Block, ...]:
    """Body, day, place and data state of the meeting, and its agenda; nothing without a meeting."""
    meeting = material.meeting
    if meeting is None:
        return ()
    return (Heading(1, "Tagesordnung"), Facts(tuple(_meeting_facts(material, meeting)), "Sitzung"), *_items(meeting))


def _meeting_facts(material: Material, meeting: Meeting) -> Iterable[tuple[str, str]]:
    yield "Gremium", body_name(material.concept, meeting.body)
    yield "Tag", long_day(meeting.held_on)
    if meeting.place:
        yield "Ort", meeting.place
    yield "Berichtszeitraum", material.period
    yield "Datenstand", material.state


def _items(meeting: Meeting) -> tuple[Block, ...]:
    if not meeting.agenda:
        return (Paragraph("Eine Tagesordnung ist nicht festgehalten."),)
    rows = [
        (str(place), each.title, each.kind.label, " ".join(part for part in (each.text, each.note) if part) or NO_VALUE)
        for place, each in enumerate(meeting.agenda, start=1)
    ]
    columns = (Column("Nr.", 0.3), Column("Punkt", 1.8), Column("Anlass", 1.1), Column("Dazu", 1.8))
    return (Table("Tagesordnung", columns, tuple(map(cells, rows))),)


def slides(material: Material) -> tuple[Block, ...]:
    """Every slide as a chapter under its number."""
    if material.briefing is None:
        return ()
    return tuple(block for each in material.briefing.slides for block in _chapter(material, each))


def _chapter(material: Material, slide: Slide) -> Iterable[Block]:
    yield Heading(1, slide.title, str(slide.number))
    yield Paragraph(slide.message, Tone.LEAD)
    for column in slide.columns:
        if column.statements:
            yield Paragraph("", label=f"{column.heading}:")
            yield from map(_statement, column.statements)
    yield from sources(slide.note)
    yield from _behind(material, slide.key)


def _statement(line: Line) -> Statement:
    return Statement(line.number, f"{line.text} ({line.detail})" if line.detail else line.text, line.term)


def _behind(material: Material, key: str) -> Iterable[Block]:
    """The tables behind a slide."""
    kind, _, field_id = key.partition(":")
    if kind == "overview":
        yield field_table(material.overview.fields)
        yield from _exceptions(material)
    elif kind == "changes" and material.difference is not None:
        yield from difference_blocks(material, material.difference)
    elif kind == "decisions":
        yield from decision_table("Beschlüsse und Aufträge", material.decisions, material)
        yield from steering_blocks(material)
    elif kind == "field":
        yield from (block for each in material.fields if each.field.id == field_id for block in _field(material, each))


def _exceptions(material: Material) -> Iterable[Block]:
    """What the start page lists under attention, whole."""
    for kind, items in material.overview.attention:
        yield Paragraph("", label=f"{kind}:")
        yield Bullets(tuple(item.text for item in items))


def _field(material: Material, field: FieldMaterial) -> Iterable[Block]:
    """Figures, measures that are no longer on time, and what the office says; what runs as planned stands in the longer reports."""
    shown, name = field.shown, field.field.name
    rows = (*(card.row for card in shown.leads), *shown.others)
    yield from indicator_table(f"Indikatoren, {name}", rows, material.figures)
    yield from row_notes((row for row in rows if row.weather.judged and not row.weather.on_course), material.figures)
    exceptional = [line for line in shown.measures if line.schedule in _EXCEPTIONS]
    if exceptional:
        yield state_table(f"Maßnahmen mit Abweichung vom Termin, {name}", exceptional)
    yield from office_blocks(field, 2)
    yield from sources(shown.caption, f"{material.state}.")
