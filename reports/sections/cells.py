"""Cells and sentences that several sections write."""

from collections.abc import Iterable, Sequence

from domain.indicators import Weather
from domain.measures import Attainment, MeasureState, Schedule
from reports.document import Block, Cell, Column, Paragraph, Table, Tone
from views.terms import Term, term


def term_cell(shown: Term, text: str = "") -> Cell:
    """Glyph and word, coloured."""
    return Cell(text or shown.label, shown)


def state_cell(state: Weather | Schedule | Attainment | MeasureState) -> Cell:
    """Glyph and word of a verdict, date or attainment."""
    return term_cell(term(state))


def cells(texts: Iterable[str]) -> tuple[Cell, ...]:
    """Finished texts as cells."""
    return tuple(map(Cell, texts))


def text_table(
    caption: str, heads: Sequence[str], rows: Iterable[Sequence[str]], source: str = "", *, right: Sequence[int] = (), wide: int = 0
) -> Table:
    """A table of finished texts; the column ``wide`` takes twice the room of the others, those in ``right`` are numbers."""
    columns = tuple(Column(head, 2.0 if place == wide else 1.0, place in right) for place, head in enumerate(heads))
    return Table(caption, columns, tuple(cells(row) for row in rows), source)


def counted_terms(counts: Iterable[tuple[Term, int]]) -> str:
    """``☀ Sonne: 3 · ☁ Wolke: 1``."""
    return " · ".join(f"{shown.label}: {count}" for shown, count in counts)


def weathers(counts: Iterable[tuple[Weather, int]]) -> str:
    """As :func:`counted_terms`, for verdicts."""
    return counted_terms((term(weather), count) for weather, count in counts)


def sources(*texts: str) -> tuple[Block, ...]:
    """What belongs under figures; nothing for empty texts."""
    said = " ".join(dict.fromkeys(text for text in texts if text))
    return (Paragraph(said, Tone.SOURCE),) if said else ()


def nothing(text: str) -> tuple[Block, ...]:
    """Says that there is nothing, where a reader would look for something."""
    return (Paragraph(text),)
