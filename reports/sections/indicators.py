"""Tables of indicators: newest value, the one before, change, target, verdict; below them what has to be known beside the numbers."""

from collections.abc import Iterable, Sequence

from reports.document import Block, Cell, Chart, Column, Paragraph, Table
from reports.sections.cells import state_cell
from views.indicator_rows import IndicatorRow
from views.lead_cards import LeadCard
from views.report_figures import Figure, Figures
from views.report_material import Material

_ANNEX = "Alle Werte: Anhang, Datentabellen."
COLUMNS = (
    Column("Indikator", 2.0),
    Column("Neuester Wert", 1.25),
    Column("Vorwert", 1.1),
    Column("Veränderung", 1.4),
    Column("Ziel", 1.2),
    Column("Bewertung", 1.2),
)


def indicator_table(caption: str, rows: Sequence[IndicatorRow], figures: Figures, source: str = "") -> tuple[Block, ...]:
    """One line per indicator; nothing where there are none."""
    if not rows:
        return ()
    return (Table(caption, COLUMNS, tuple(indicator_cells(row, figures[row.id]) for row in rows), source),)


def indicator_cells(row: IndicatorRow, figure: Figure) -> tuple[Cell, ...]:
    """The cells of an indicator below ``COLUMNS``."""
    latest = figure.series.latest if figure.series else None
    previous = figure.series.previous if figure.series else None
    return (
        Cell(row.name + (" (Leitindikator)" if row.lead else "")),
        Cell(f"{row.value} ({row.period})", strong=True, number=latest.value if latest else None),
        Cell(figure.previous, number=previous.value if previous else None),
        Cell(row.change),
        Cell(row.target),
        state_cell(row.weather),
    )


def lead_notes(cards: Iterable[LeadCard], figures: Figures) -> tuple[Block, ...]:
    """Per lead indicator one sentence, what the symbol rests on, and what to bear in mind."""
    return tuple(
        Paragraph(_joined(card.sentence, card.pair, card.row.override, card.why, figures[card.row.id].note), label=f"{card.row.name}:")
        for card in cards
    )


def row_notes(rows: Iterable[IndicatorRow], figures: Figures) -> tuple[Block, ...]:
    """Per indicator what its verdict rests on, its two groups, its distance to the target and what to bear in mind; indicators of which
    the same is to be said stand together."""
    together: dict[str, list[str]] = {}
    for row in rows:
        text = _joined(row.sentence, row.pair, _capital(figures[row.id].distance), figures[row.id].note)
        if text:
            together.setdefault(text, []).append(row.name)
    return tuple(Paragraph(text, label=f"{'; '.join(names)}:") for text, names in together.items())


def _joined(*texts: str) -> str:
    return " ".join(text if text.endswith((".", "!", "?")) else f"{text}." for text in texts if text)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def lead_charts(material: Material, cards: Iterable[LeadCard]) -> tuple[Block, ...]:
    """The course of each lead indicator that has values, where the document has drawings; all its years stand in the annex."""
    found = (material.figures[card.row.id] for card in cards)
    return tuple(Chart(figure.chart, figure.about, _ANNEX) for figure in found if figure.chart is not None)
