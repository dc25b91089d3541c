"""Reporting on one measure in the browser: the same sheet, reader, checks and delivery as for a file that was sent."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import store.reading
from domain.access import Permission, Role, Viewer
from domain.concepts import Concept
from domain.deliveries import Difference
from domain.errors import NotAllowed, NotFound, WrongUse
from domain.local_time import local
from domain.measure_reports import known_of
from domain.measures import BASE_ATTRIBUTES, MeasureRow
from domain.organisations import UNNAMED, Register
from domain.periods import Period, half_year_of
from domain.status_values import as_written
from domain.status_words import SheetWords
from settings import Settings
from store import Home, open_snapshot
from workflows.clock import utc_now
from workflows.imports import Accepted, Checked, accepted_file, checked_file
from workflows.readers import Reader, warm_reader
from workflows.round_sheets import reports_for, require_half_year, safe_name, written


def check_entry(home: Home, row: MeasureRow, *, viewer: Viewer, reader: Reader | None = None, now: datetime | None = None) -> Checked:
    """What was found in the report and what it would change; writes nothing. Raises NotAllowed for a measure that the viewer does not
    lead, as known and not as given, and where a department changes what a measure is; WrongUse for a half-year that has not begun."""
    with _as_file(home, row, viewer, now) as file:
        return checked_file(home, file, reader or warm_reader(), name=file.name, layout=None, viewer=viewer)


def report_entry(
    home: Home,
    row: MeasureRow,
    *,
    viewer: Viewer,
    settings: Settings | None = None,
    confirmations: Mapping[str, str] | None = None,
    note: str = "",
    expected: Difference | None = None,
    reader: Reader | None = None,
    now: datetime | None = None,
    say: Callable[[str], None] = lambda _: None,
) -> Accepted:
    """Takes the report over as a delivery, unless errors block. ``expected`` and ``confirmations`` as in ``accept``. The day of the
    report is today where none is given. Raises as :func:`check_entry`."""
    with _as_file(home, row, viewer, now) as file:
        return accepted_file(
            home, file, reader or warm_reader(), name=file.name, note=note or "Im Browser gemeldet", viewer=_named(viewer),
            settings=settings, now=now, say=say, expected=expected, confirmations=confirmations,
        )  # fmt: skip


@contextmanager
def _as_file(home: Home, row: MeasureRow, viewer: Viewer, now: datetime | None) -> Iterator[Path]:
    """The report as a status sheet of one measure, written to a file that lasts for the block."""
    viewer.require(Permission.REPORT)
    require_half_year(row.period)
    if viewer.role is not Role.OFFICE and row.period > half_year_of(local(now or utc_now()).date()).text:
        raise WrongUse(f"Das {Period(row.period).label} hat noch nicht begonnen. Gemeldet werden kann zum laufenden und zu früheren.")
    with open_snapshot(home) as snapshot:
        concept = store.reading.concept(snapshot)
        known = known_of(store.reading.measure_history(snapshot, viewer), row.measure, row.period)
    register = Register(concept.organisations)
    office = register.name(known.lead)
    _stop_if_not_theirs(row, known.base or known.any, office, viewer, concept)
    given = replace(
        row,
        reported_on=row.reported_on or local(now or utc_now()).date(),
        reported_by=row.reported_by or _named(viewer).name,
    )
    own = viewer.role is not Role.OFFICE
    with TemporaryDirectory() as folder:
        file = Path(folder) / f"Sachstand_{row.period}_{safe_name(row.measure)}.xlsx"
        file.write_bytes(written(concept, row.period, [given], office=office if own else "", answered=True))
        yield file


def _stop_if_not_theirs(row: MeasureRow, known: MeasureRow | None, office: str, viewer: Viewer, concept: Concept) -> None:
    if viewer.role is Role.OFFICE:
        return
    if known is None:
        raise NotFound(f"Eine Maßnahme {row.measure} ist nicht bekannt. Neue Maßnahmen legt das Integrationsbüro an.")
    if not reports_for(viewer, office, Register(concept.organisations)):
        raise NotAllowed(
            f"Über die Maßnahme {row.measure} berichtet „{office or UNNAMED}“. Bitte wenden Sie sich dorthin oder an das Integrationsbüro."
        )
    words = SheetWords.of(concept)
    told, before = as_written(row, words), as_written(known, words)
    if any(told[name] != before[name] for name in BASE_ATTRIBUTES):
        raise NotAllowed("Was eine Maßnahme ist (Titel, Feld, Federführung, geplante Termine, Ziel …), ändert nur das Integrationsbüro.")


def _named(viewer: Viewer) -> Viewer:
    """The viewer with a name for the log: a department without one reports as its office."""
    return viewer if viewer.name or not viewer.offices else replace(viewer, name=", ".join(sorted(viewer.offices)))
