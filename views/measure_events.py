"""The life of a measure: every report, correction and confirmation, with what it changed and the cell it stands in."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.cells import cell_place
from domain.concepts import Concept
from domain.measures import MeasureRow
from domain.periods import Period
from store.reading import MeasureEvent
from views.formats import exact, moment
from views.measure_changes import differences, output
from views.measure_texts import state_term
from views.terms import Term


@dataclass(frozen=True)
class Event:
    """One report. ``kind`` says what it was; ``changes`` name, before and after of what it says otherwise than the one before it.
    Delivery, file and place are empty for viewers who may not see files; ``row`` and ``column`` are 0 where the cell is not known."""

    kind: str
    period: str
    accepted: str
    by: str
    term: Term
    texts: tuple[tuple[str, str], ...]
    changes: tuple[tuple[str, str, str], ...]
    follows: bool  # there is a report before it
    delivery: int = 0
    file: str = ""
    sha256: str = ""
    sheet: str = ""
    cell: str = ""
    row: int = 0
    column: int = 0

    @property
    def place(self) -> str:
        """``Blatt „Sachstand“, Zelle A7``."""
        return f"Blatt „{self.sheet}“, Zelle {self.cell}" if self.sheet else f"Zelle {self.cell}" if self.cell else ""


def events(reports: Sequence[MeasureEvent], concept: Concept, fewest: int) -> tuple[Event, ...]:
    """All reports of a measure in the order they were accepted, turned round: the newest first."""
    told: list[Event] = []
    for place, each in enumerate(reports):
        before = _before(reports, place)
        told.append(_event(each, before.row if before else None, _kind(each, before), concept, fewest))
    return tuple(reversed(told))


def _before(reports: Sequence[MeasureEvent], place: int) -> MeasureEvent | None:
    """What this report followed: the last one accepted before it for its half-year, else for the newest half-year before."""
    earlier = [each for each in reports[:place] if each.row.period <= reports[place].row.period]
    return max(earlier, key=lambda each: (each.row.period, each.delivery, each.accepted_at), default=None)


def _kind(each: MeasureEvent, before: MeasureEvent | None) -> str:
    corrected = before is not None and before.row.period == each.row.period
    kind = "Unverändert bestätigt" if each.row.confirmed else "Berichtigung" if corrected else "Meldung" if before else "Erste Meldung"
    return f"{kind} (später berichtigt)" if each.replaced else kind


def _event(each: MeasureEvent, before: MeasureRow | None, kind: str, concept: Concept, fewest: int) -> Event:
    row, where = each.row, cell_place(each.row.cell)
    return Event(
        kind=kind,
        period=Period(row.period).label,
        accepted=moment(each.accepted_at),
        by=each.by,
        term=state_term(concept, row.state),
        texts=_texts(row, fewest),
        changes=differences(before, row, concept) if before else (),
        follows=before is not None,
        delivery=each.delivery,
        file=each.file_name,
        sha256=each.sha256,
        sheet=row.sheet,
        cell=row.cell,
        row=where[0] if where else 0,
        column=where[1] if where else 0,
    )


def _texts(row: MeasureRow, fewest: int) -> tuple[tuple[str, str], ...]:
    small = f"unter {fewest}" if "participants" in row.small else ""
    said = (
        ("Sachstand", row.status_text),
        ("Nächste Schritte", row.next_steps),
        ("Hemmnisse", row.obstacles),
        ("Teilnehmende", small or (exact(row.participants) if row.participants is not None else "")),
        ("Leistungen", "; ".join(map(output, row.outputs))),
    )
    return tuple((name, text) for name, text in said if text)
