"""What in a status sheet can be read but hardly be true, within a measure and between measures."""

from collections.abc import Iterator, Mapping
from datetime import date

from domain.measures import MeasureRow, MeasureState
from domain.status_words import SheetWords
from loaders.status_cells import Remark, error, hint

_HALF_ENDS = {"H1": (6, 30), "H2": (12, 31)}


def within_row(row: MeasureRow, words: SheetWords) -> Iterator[tuple[str, Remark, str]]:
    """Hints on one measure as (attribute, remark, what was found)."""
    done = row.state in (MeasureState.COMPLETED, MeasureState.PERMANENT)
    if row.state is MeasureState.COMPLETED and row.progress is not None and row.progress < 100:
        remark = hint("H470", "100 % bei „Abgeschlossen“", "Bitte Status oder Umsetzungsgrad prüfen.")
        yield "progress", remark, f"{row.progress:g} %".replace(".", ",")
    if row.progress == 100 and not done:
        remark = hint("H471", "„Abgeschlossen“ oder „Verstetigt“ bei 100 %", "Bitte Status oder Umsetzungsgrad prüfen.")
        yield "state", remark, row.state.label
    for start, end in (("planned_start", "planned_end"), ("actual_start", "actual_end")):
        first, last = getattr(row, start), getattr(row, end)
        if first and last and last < first:
            yield end, hint("H472", f"ein Ende nach dem Start am {first:%d.%m.%Y}", "Bitte beide Daten prüfen."), f"{last:%d.%m.%Y}"
    if row.state.open and row.planned_end and row.planned_end < (stand := _stand(row)):
        advice = "Bitte das geplante Ende anpassen oder begründen; der Monitor zeigt die Maßnahme als verzögert."
        yield "planned_end", hint("H473", f"ein Ende nach dem {stand:%d.%m.%Y}", advice), f"{row.planned_end:%d.%m.%Y}, {row.state.label}"
    if not row.lead:
        yield "lead", hint("H474", "eine federführende Stelle", "Bitte ergänzen."), "leer"


def _stand(row: MeasureRow) -> date:
    """The day the report speaks of: when it was made, at the latest the end of its half-year."""
    if row.reported_on:
        return row.reported_on
    year, half = row.period[:4] or "1990", row.period[5:] or "H1"
    return date(int(year), *_HALF_ENDS[half])


def between_rows(rows: Mapping[int, MeasureRow]) -> Iterator[tuple[str, int, Remark, str]]:
    """Doubled numbers as (attribute, row, remark, what was found). 1.1 beside 1.10 is no doubling: both are text."""
    first_row: dict[str, int] = {}
    for number, row in rows.items():
        if row.measure in first_row:
            advice = f"Die Nummer steht schon in {rows[first_row[row.measure]].cell}. Bitte eine der Zeilen berichtigen oder löschen."
            yield "measure", number, error("E363", "jede Nummer nur einmal", advice), row.measure
        first_row.setdefault(row.measure, number)
