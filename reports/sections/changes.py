"""What is otherwise than at the state before; each measure and each indicator once."""

from collections.abc import Iterable

from domain.indicators import Weather
from domain.measures import MeasureState
from reports.document import Block, Cell, Column, Heading, Paragraph, Table
from reports.sections.cells import state_cell, term_cell
from views.difference import Difference, IndicatorDifference, MeasureDifference, Turn
from views.formats import NO_VALUE
from views.measure_texts import state_term
from views.report_material import Material

INDICATORS = (
    Column("Indikator", 1.6),
    Column("vorher", 1.2),
    Column("jetzt", 1.2),
    Column("Bewertung vorher", 1.1),
    Column("Bewertung jetzt", 1.1),
    Column("Was und warum", 2.6),
)
MEASURES = (Column("Maßnahme", 1.8), Column("Stand", 1.15), Column("Richtung", 1.1), Column("Was", 4.6))


def blocks(material: Material) -> tuple[Block, ...]:
    """The difference to the state before; nothing where there is none to compare with."""
    if material.difference is None:
        return ()
    found = material.difference
    return (Heading(1, f"Was sich geändert hat: {found.since} bis {found.until}"), *difference_blocks(material, found))


def difference_blocks(material: Material, found: Difference) -> tuple[Block, ...]:
    """Counts that add up, then what changed; what stayed as it was is counted only."""
    indicators = [each for each in found.indicators if each.turn is not Turn.SAME]
    measures = [each for each in found.measures if each.turn is not Turn.SAME]
    return (
        *count_blocks(found),
        *_table("Geänderte Indikatoren", INDICATORS, map(indicator_change, indicators)),
        *_table("Geänderte Maßnahmen", MEASURES, (measure_change(material, each) for each in measures)),
    )


def count_blocks(found: Difference) -> tuple[Block, ...]:
    """How many changed which way, of all; the counts add up."""
    return (
        Paragraph(_counts(found.indicator_counts, found.indicator_total), label="Indikatoren:"),
        Paragraph(_counts(found.measure_counts, found.measure_total), label="Maßnahmen:"),
    )


def _table(caption: str, columns: tuple[Column, ...], rows: Iterable[tuple[Cell, ...]]) -> tuple[Block, ...]:
    found = tuple(rows)
    return (Table(caption, columns, found),) if found else (Paragraph(f"{caption}: keine."),)


def _counts(counts: tuple[tuple[Turn, int], ...], total: int) -> str:
    """``62, davon 3 verbessert, 59 unverändert``."""
    parts = ", ".join(f"{count} {turn.label}" for turn, count in counts if count)
    return f"{total}, davon {parts}" if parts else str(total)


def indicator_change(each: IndicatorDifference) -> tuple[Cell, ...]:
    """The cells of an indicator below ``INDICATORS``."""
    texts = (Cell(each.name), Cell(each.value_before), Cell(each.value_after))
    return (*texts, _weather(each.before), _weather(each.after), Cell(f"{each.turn.label}: {each.what}" if each.what else each.turn.label))


def _weather(weather: Weather | None) -> Cell:
    return state_cell(weather) if weather is not None else Cell(NO_VALUE)


def measure_change(material: Material, each: MeasureDifference) -> tuple[Cell, ...]:
    """The cells of a measure below ``MEASURES``."""
    return (
        Cell(f"{each.measure} {each.title}"),
        _state(material, each.after or each.before),
        Cell(each.turn.label),
        Cell("; ".join(each.what) or NO_VALUE),
    )


def _state(material: Material, state: MeasureState | None) -> Cell:
    return term_cell(state_term(material.concept, state)) if state is not None else Cell(NO_VALUE)
