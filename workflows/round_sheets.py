"""The status sheets of a round: one workbook for each department or body, and all of them as a zip."""

import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, dataclass, fields, replace
from datetime import date
from io import BytesIO

import store.reading
import store.rounds
from domain.access import Permission, Role, Viewer
from domain.concepts import Concept
from domain.errors import NotAllowed, NotFound, WrongUse
from domain.measures import OF_ONE_REPORT, MeasureRow
from domain.organisations import UNNAMED, Register
from domain.periods import PeriodKind, is_period
from domain.rounds import asked, newest_reports
from store import Snapshot

_UNSAID = {each.name: each.default for each in fields(MeasureRow) if each.default is not MISSING}
_OF_THE_HALF_YEAR = frozenset({"participants", "outputs"})
"""Counted in a half-year: kept where the report is already about this one."""
_ASCII = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"})


@dataclass(frozen=True)
class SheetsOf:
    """What the sheets of a half-year are written from: ``asked`` are the numbers by office, ``rows`` the prefilled reports by number."""

    concept: Concept
    period: str
    due: date | None
    asked: Mapping[str, Sequence[str]]
    rows: Mapping[str, MeasureRow]

    def workbook(self, office: str, numbers: Sequence[str] | None = None) -> bytes:
        """The workbook for an office, of all its measures or of those named. Measures without a lead go out in an edition for all:
        whoever fills it in may say whose they are."""
        chosen = self.asked[office] if numbers is None else numbers
        rows = [self.rows[number] for number in chosen]
        return written(self.concept, self.period, rows, office="" if office == UNNAMED else office, due=self.due)

    def file_name(self, office: str) -> str:
        """A name for the workbook that every system takes: ``Sachstand_2026-H1_Jugendamt.xlsx``."""
        return sheet_name(self.period, office)


def written(
    concept: Concept, period: str, rows: Sequence[MeasureRow], *, office: str = "", due: date | None = None, answered: bool = False
) -> bytes:
    """A status sheet as a workbook; see ``reports.status_sheet.write_status_sheet``."""
    from reports.status_sheet import write_status_sheet  # loads what writes workbooks

    buffer = BytesIO()
    spare = {"spare": 0} if answered else {}
    write_status_sheet(buffer, concept, period, rows, office=office, due=due, answered=answered, **spare)
    return buffer.getvalue()


def sheets_of(snapshot: Snapshot, viewer: Viewer, period: str) -> SheetsOf:
    """Everything that is needed to write the sheets of a half-year."""
    require_half_year(period)
    concept = store.reading.concept(snapshot)
    history = store.reading.measure_history(snapshot, viewer)
    rows = {number: prefilled(row, period) for number, row in newest_reports(history, period)[1].items()}
    due = store.rounds.opened(snapshot).get(period)
    return SheetsOf(concept, period, due, asked(history, period, Register(concept.organisations)), rows)


def prefilled(row: MeasureRow, period: str) -> MeasureRow:
    """The last report as it is put before whoever reports on the half-year: what belonged to one report only is left out, but for what
    was already counted in this very half-year."""
    kept = _OF_THE_HALF_YEAR if row.period == period else frozenset()
    cleared = {name: _UNSAID[name] for name in OF_ONE_REPORT - kept if name in _UNSAID}
    return replace(row, **{**cleared, "period": period})


def office_sheet(snapshot: Snapshot, viewer: Viewer, period: str, office: str) -> bytes:
    """The status sheet of one department or body; departments may have their own only. Raises NotFound for an office that is not asked
    for anything."""
    viewer.require(Permission.REPORT)
    sheets = sheets_of(snapshot, viewer, period)
    register = Register(sheets.concept.organisations)
    name = office if office == UNNAMED else register.name(office)
    if not reports_for(viewer, name, register):
        raise NotAllowed(f"Das Sachstandsblatt von „{name}“ ist nur für diese Stelle und das Integrationsbüro.")
    if name not in sheets.asked:
        raise NotFound(f"„{name}“ ist im {period} zu keiner Maßnahme gefragt.")
    return sheets.workbook(name)


def all_sheets(snapshot: Snapshot, viewer: Viewer, period: str) -> bytes:
    """The status sheets of every department and body as a zip, each under a name of its own."""
    viewer.require(Permission.IMPORT)
    sheets = sheets_of(snapshot, viewer, period)
    if not sheets.asked:
        raise NotFound("Es gibt keine Maßnahme, nach der gefragt würde. Bitte zuerst Maßnahmen einspielen.")
    buffer, used = BytesIO(), set[str]()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for office in sheets.asked:
            name = unused_name(sheets.file_name(office), used)
            used.add(name.casefold())
            archive.writestr(name, sheets.workbook(office))
    return buffer.getvalue()


def reports_for(viewer: Viewer, office: str, register: Register) -> bool:
    """True if the viewer may report on the measures of this office, whichever of its names the viewer was given. What nobody leads is
    reported on by the office of the concept alone."""
    if viewer.role is not Role.OFFICE and office in ("", UNNAMED):
        return False
    named = replace(viewer, offices=frozenset(register.name(each) for each in viewer.offices))
    return named.may_report(register.name(office))


def sheet_name(period: str, office: str) -> str:
    """The file name of an office's status sheet."""
    return f"Sachstand_{period}_{safe_name(office)}.xlsx"


def safe_name(text: str) -> str:
    """A part of a file name without umlauts, spaces and anything a system might read as something else."""
    return re.sub(r"[^A-Za-z0-9-]+", "_", text.translate(_ASCII)).strip("_-")[:60] or "ohne_Namen"


def unused_name(name: str, used: set[str]) -> str:
    """The name, with a number where another file has it already; names that differ only in capitals are the same."""
    stem, number, found = name.removesuffix(".xlsx"), 1, name
    while found.casefold() in used:
        number += 1
        found = f"{stem}_{number}.xlsx"
    return found


def require_half_year(period: str) -> None:
    """Raises WrongUse for a text that is no half-year."""
    if not is_period(period, PeriodKind.HALF):
        raise WrongUse(f"„{period}“ ist kein Halbjahr. Erwartet wird etwa 2026-H2.")
