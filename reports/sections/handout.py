"""The controlling pack: agenda, and the slides of the meeting with all their statements under the same numbers, each with what stands
behind it."""

from collections.abc import Iterable
from dataclasses import replace

from domain.meetings import Meeting
from reports.document import Block, Column, Facts, Heading, Paragraph, Table, Tone
from reports.sections.cells import cells, sources
from reports.sections.changes import INDICATORS, MEASURES, count_blocks, indicator_change, measure_change
from reports.sections.decisions import COLUMNS as DECISIONS
from reports.sections.decisions import decision_cells, decision_table, steering_blocks
from reports.sections.fields import office_paragraphs
from reports.sections.indicators import COLUMNS as INDICATOR_COLUMNS
from reports.sections.indicators import indicator_cells, row_notes
from reports.sections.measures import STATE_COLUMNS, state_cells
from reports.sections.opening import field_cells, field_table
from reports.sections.statements import numbered, statement_table
from views.briefing import Slide
from views.formats import NO_VALUE, long_day
from views.measure_texts import body_name
from views.report_material import FieldMaterial, Material


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
    """The items; no column of dashes where there is nothing to say beside them."""
    if not meeting.agenda:
        return (Paragraph("Eine Tagesordnung ist nicht festgehalten."),)
    beside = [" ".join(part for part in (each.text, each.note) if part) for each in meeting.agenda]
    columns = (Column("Nr.", 0.3), Column("Punkt", 2.4), Column("Anlass", 1.0), *((Column("Dazu", 2.0),) if any(beside) else ()))
    rows = [
        cells((str(place), each.title, each.kind.label, said or NO_VALUE)[: len(columns)])
        for place, (each, said) in enumerate(zip(meeting.agenda, beside, strict=True), start=1)
    ]
    return (Table("Tagesordnung", columns, tuple(rows)),)


def slides(material: Material) -> tuple[Block, ...]:
    """Every slide as a chapter under its number; sources stand once, at the end."""
    if material.briefing is None:
        return ()
    chapters = tuple(block for each in material.briefing.slides for block in _chapter(material, each))
    said = dict.fromkeys(each.shown.sources for each in material.fields if each.shown.sources)
    return (*chapters, *sources(material.overview.area_note, *said, f"{material.state}."))


def _chapter(material: Material, slide: Slide) -> Iterable[Block]:
    yield Heading(1, slide.title, str(slide.number))
    yield Paragraph(slide.message, Tone.LEAD)
    kind, _, field_id = slide.key.partition(":")
    if kind == "overview":
        yield from _overview(material, slide)
    elif kind == "changes":
        yield from _changes(material, slide)
    elif kind == "decisions":
        yield from _decisions(material, slide)
    else:
        yield from _field(material, slide, next((each for each in material.fields if each.field.id == field_id), None))


def _overview(material: Material, slide: Slide) -> Iterable[Block]:
    cards = material.overview.fields
    rows = {card.id: field_cells(card) for card in cards}
    for column in slide.columns:
        yield from numbered(column.heading, field_table(cards).columns, column.statements, rows)


def _changes(material: Material, slide: Slide) -> Iterable[Block]:
    found = material.difference
    if found is not None:
        yield from count_blocks(found)
    indicators = {each.indicator: indicator_change(each) for each in found.indicators} if found else {}
    measures = {each.measure: measure_change(material, each) for each in found.measures} if found else {}
    for column in slide.columns:
        of_indicators = any(line.about in indicators for line in column.statements)
        columns, rows = (INDICATORS, indicators) if of_indicators else (MEASURES, measures)
        yield from numbered(f"{column.heading}, Änderungen", columns, column.statements, rows)


def _decisions(material: Material, slide: Slide) -> Iterable[Block]:
    said = {line.about for line in slide.all_lines}
    columns = tuple(replace(each, head="Vorgang") if each.head == "Nr." else each for each in DECISIONS)
    rows = {str(each.number): decision_cells(each, material) for each in material.decisions}
    for column in slide.columns:
        yield from numbered(column.heading, columns, column.statements, rows)
    rest = [each for each in material.decisions if str(each.number) not in said]
    yield from decision_table("Weitere Beschlüsse und Aufträge im Berichtszeitraum", rest, material)
    yield from steering_blocks(material)


def _field(material: Material, slide: Slide, field: FieldMaterial | None) -> Iterable[Block]:
    """Statements with what stands behind them in the same line, then what the office says beside the consequences."""
    shown = field.shown if field else None
    found = (*(card.row for card in shown.leads), *shown.others, *shown.context) if shown else ()
    indicators = {row.id: indicator_cells(row, material.figures[row.id]) for row in found}
    measures = {line.id: state_cells(line, short=True) for line in shown.measures} if shown else {}
    for column in slide.columns:
        if any(line.about in indicators for line in column.statements):
            yield from numbered(column.heading, INDICATOR_COLUMNS, column.statements, indicators)
            yield from row_notes((row for row in found if row.weather.judged and not row.weather.on_course), material.figures)
        elif any(line.about in measures for line in column.statements):
            yield from numbered(column.heading, STATE_COLUMNS, column.statements, measures)
            yield from office_paragraphs(field) if field else ()
        else:
            yield from statement_table(column.heading, column.statements)
