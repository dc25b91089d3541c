"""A returned status sheet beside what is known: one line per measure with everything that accepting it would change."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.concepts import Concept
from domain.deliveries import Difference, Finding, MeasureChange, Reading, Severity
from domain.measures import MeasureRow
from domain.periods import Period
from domain.status_sheet import LAYOUT
from views import formats
from views.finding_groups import where
from views.measure_changes import differences, output
from views.measure_texts import state_label

_LONGEST_LIST = 5
"""More findings than this are counted in the proposed reason."""


@dataclass(frozen=True)
class SheetLine:
    """One measure of the sheet: what kind of report it is, and name, before and after of what it changes."""

    number: str
    title: str
    what: str
    changes: tuple[tuple[str, str, str], ...]
    counted: tuple[str, ...]
    cell: str


def is_status_sheet(reading: Reading) -> bool:
    """True for a file that departments fill in for a half-year."""
    return reading.layout == LAYOUT and bool(reading.period)


def facts(reading: Reading) -> tuple[tuple[str, str], ...]:
    """What the sheet says about itself."""
    reported = len(reading.rows or ())
    told = [("Halbjahr", Period(reading.period).label), ("Stelle", reading.office or "alle Stellen")]
    if reading.rows is not None:
        told.append(("Gemeldet", formats.counted(reported, "Maßnahme", "Maßnahmen")))
    told.append(("Nicht angefasst", untouched(reading) or "keine"))
    return tuple(told)


def untouched(reading: Reading) -> str:
    """``2 Maßnahmen ohne Meldung: Nr. 1.3, 1.4``; empty where every line was filled in or confirmed."""
    count = formats.counted(len(reading.untouched), "Maßnahme", "Maßnahmen")
    return f"{count} ohne Meldung: Nr. {', '.join(reading.untouched)}" if reading.untouched else ""


def lines(reading: Reading, difference: Difference, concept: Concept) -> tuple[SheetLine, ...]:
    """One per measure of the sheet, in its order and the concept's words; those that accepting would not change come without changes."""
    changed: Mapping[str, MeasureChange] = {
        each.after.measure: each for each in difference.changes if isinstance(each, MeasureChange) and each.after is not None
    }
    return tuple(_line(row, changed.get(row.measure), concept) for row in reading.rows or ())


def _line(row: MeasureRow, change: MeasureChange | None, concept: Concept) -> SheetLine:
    before = change.before if change else None
    pairs = differences(before, row, concept, texts=True) if before else ()
    counted = [f"Teilnehmende: {formats.exact(row.participants)}"] if row.participants is not None else []
    counted += [output(each) for each in row.outputs]
    return SheetLine(row.measure, row.title, _what(row, change, bool(pairs), concept), pairs, tuple(counted) if change else (), row.cell)


def _what(row: MeasureRow, change: MeasureChange | None, changed: bool, concept: Concept) -> str:
    if change is None:
        return "schon bekannt"
    if row.confirmed:
        return "unverändert bestätigt"
    if change.before is None:
        return f"neue Maßnahme: {state_label(concept, row.state)}"
    if change.what == "revised":
        return "Meldung berichtigt"
    return "neu gemeldet" if changed else "gemeldet wie zuletzt"


def proposed_reason(findings: tuple[Finding, ...]) -> str:
    """What the department should put right, from the errors that were found; empty where there are none."""
    errors = [each for each in findings if each.severity is Severity.ERROR]
    told = [f"{where(each)}: {each.found}. {each.advice}" for each in errors[:_LONGEST_LIST]]
    if len(errors) > _LONGEST_LIST:
        told.append(f"und {len(errors) - _LONGEST_LIST} weitere Stellen, in der Datei markiert")
    return "\n".join(["Bitte berichtigen:", *told]) if told else ""
