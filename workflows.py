"""The verbs: what can be done with an installation, one function each. Permissions are enforced here."""

import shutil
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, Protocol

import store.reading
import store.writing
from domain.access import OFFICE, Permission, Viewer
from domain.concepts import Concept
from domain.deliveries import Delivery, DeliveryKind, Difference, Finding, Reading, Severity, SourceFile
from domain.errors import MonitorError, StoreBusy, WrongUse
from loaders.excerpt import Excerpt
from loaders.precheck import stop_if_too_large
from loaders.worker import Worker
from settings import PROJECT, TEMPLATE, Settings
from store import Home, Snapshot, open_snapshot
from store.publication import current_version
from store.working_file import ensure_published, writing

START_PATIENCE_SECONDS = 2.0
CONCEPTS = PROJECT / "data" / "concepts"
DEMO = PROJECT / "data" / "demo"


class Reader(Protocol):
    """Whoever parses files within limits (loaders.worker.Worker)."""

    def read(self, path: Path, name: str, layout: str | None, folders: Sequence[Path]) -> Reading: ...


@dataclass(frozen=True)
class Checked:
    """A file read and compared, nothing written. ``difference`` is None where errors block."""

    name: str
    reading: Reading
    difference: Difference | None

    @property
    def blocked(self) -> bool:
        return self.reading.blocked


@dataclass(frozen=True)
class Accepted:
    """Outcome of accepting. ``number`` is None where errors blocked; ``repeated`` means the file was in already."""

    number: int | None
    repeated: bool
    reading: Reading
    difference: Difference | None


@dataclass(frozen=True)
class Place:
    """A cell of a kept file; ``sheet`` is None for text files, row and column count from 1."""

    sha256: str
    name: str
    sheet: str | None
    row: int
    column: int


def utc_now() -> datetime:
    """The clock of all verbs: UTC without zone."""
    return datetime.now(UTC).replace(tzinfo=None)


def concept_file(concept: str) -> Path:
    """The concept.toml to start from, by its id or as a path to one's own; raises WrongUse naming the known ids."""
    shipped = {"demo": DEMO / "concept.toml", **{path.parent.name: path for path in sorted(CONCEPTS.glob("*/concept.toml"))}}
    own = Path(concept)
    if concept not in shipped and not (own.suffix == ".toml" and own.is_file()):
        known = ", ".join(shipped)
        raise WrongUse(f"Das Konzept „{concept}“ gibt es nicht. Bekannt sind: {known}; oder bitte den Pfad einer concept.toml angeben.")
    return shipped.get(concept, own)


def init(home: Home, concept: str, reader: Reader, *, settings: Settings, now: datetime | None = None) -> tuple[Accepted, ...]:
    """Starts an installation from a concept and its files: complete, or not at all."""
    if home.exists:
        raise WrongUse(f"Unter {home.path} liegt bereits eine Installation. Bitte einen anderen Ordner wählen (--home oder MONITOR_HOME).")
    path = concept_file(concept)
    files = [(path, _complete(reader.read(path, path.name, None, ()), None))]
    _stop_if_blocked(*files[0])
    adopted: Concept = files[0][1].rows
    for name in (*adopted.deliveries, *([adopted.area.map] if adopted.area.map else [])):
        if not (path.parent / name).is_file():
            raise WrongUse(f"{path}: Dort steht {name}; diese Datei gibt es nicht. Bitte den Eintrag berichtigen.")
    for name in adopted.deliveries:
        file = (path.parent / name).resolve()
        files.append((file, _complete(reader.read(file, file.name, None, ()), adopted)))
        _stop_if_blocked(*files[-1])
    with writing(home, now or utc_now(), patience=settings.patience_seconds) as connection:
        if store.writing.last_event(connection) is not None:
            raise WrongUse(f"Unter {home.path} wird gerade eine Installation angelegt. Bitte einen anderen Ordner wählen.")
        moment = now or utc_now()
        accepted = tuple(
            _add(connection, each, home.keep(file, file.name)[0], moment, settings.operator, "Grundbestand") for file, each in files
        )
        (home.path / "settings.toml").write_text(TEMPLATE, "utf-8")
        if adopted.area.map:
            home.maps.mkdir(exist_ok=True)
            shutil.copyfile(path.parent / adopted.area.map, home.maps / Path(adopted.area.map).name)
    return accepted


def _stop_if_blocked(path: Path, reading: Reading) -> None:
    errors = [finding for finding in reading.findings if finding.severity is Severity.ERROR]
    if errors:
        raise MonitorError(f"{path.name}: {errors[0].found}. {errors[0].advice}")


def check(
    home: Home, file: Path, reader: Reader, *, name: str | None = None, layout: str | None = None, viewer: Viewer = OFFICE
) -> Checked:
    """What the file holds, what was found in it and what accepting it would change; writes nothing."""
    viewer.require(Permission.IMPORT)
    reading = _read(home, file, reader, name or file.name, layout)
    with open_snapshot(home) as snapshot:
        difference = None if reading.blocked else store.writing.difference(snapshot, reading, store.reading.NOW)
    return Checked(name or file.name, reading, difference)


def accept(
    home: Home,
    file: Path,
    reader: Reader,
    *,
    name: str | None = None,
    layout: str | None = None,
    note: str = "",
    viewer: Viewer = OFFICE,
    settings: Settings | None = None,
    now: datetime | None = None,
    say: Callable[[str], None] = lambda _: None,
    expected: Difference | None = None,
) -> Accepted:
    """Adds the file as a delivery, unless errors block or exactly this file is in already and would change nothing.

    ``expected`` is the difference somebody saw and agreed to: if it is no longer so, nothing is added and WrongUse is raised.
    """
    viewer.require(Permission.IMPORT)
    chosen, called = settings or Settings(), name or file.name
    stop_if_too_large(file, called)
    kept, fresh = home.keep(file, called)
    original = home.original(kept.sha256)  # read from here, so that what is kept is what was read
    number = None
    try:
        reading = _read(home, original, reader, called, layout)
        if reading.blocked:
            return Accepted(None, False, reading, None)
        with writing(home, now or utc_now(), patience=chosen.patience_seconds, say=say) as connection:
            moment = now or store.writing.moment(connection, utc_now())
            accepted = _add(connection, reading, kept, moment, viewer.name or chosen.operator, note, expected)
        number = accepted.number
        return accepted
    finally:
        if fresh and number is None:
            original.unlink()


def _add(
    connection: Any, reading: Reading, file: SourceFile, now: datetime, by: str, note: str, expected: Difference | None = None
) -> Accepted:
    difference = store.writing.difference(connection, reading, now)
    if expected is not None and (difference, difference.changes) != (expected, expected.changes):
        raise WrongUse("Der Datenstand hat sich seit der Prüfung geändert. Es wurde nichts übernommen. Bitte die neue Prüfung ansehen.")
    known = store.writing.active_delivery_of(connection, file.sha256, reading.layout, now)
    if known is not None and difference.changes_nothing:
        return Accepted(known, True, reading, difference)
    number = store.writing.add_delivery(connection, reading, file, now=now, by=by, note=note)
    return Accepted(number, False, reading, difference)


def _read(home: Home, file: Path, reader: Reader, name: str, layout: str | None) -> Reading:
    current_version(home)  # says so where there is no installation
    reading = reader.read(file, name, layout, (home.layouts,))
    if reading.kind is DeliveryKind.OBSERVATIONS:
        return reading
    with open_snapshot(home) as snapshot:
        completed = _complete(reading, store.reading.concept(snapshot))
        if reading.kind is DeliveryKind.CONCEPT and reading.rows is not None:
            completed = replace(completed, findings=completed.findings + _homeless_measures(snapshot, reading.rows))
    return completed


def _complete(reading: Reading, concept: Concept | None) -> Reading:
    """The reading with the findings that only who knows the library and the concept can make."""
    if reading.rows is None:
        return reading
    more: tuple[Finding, ...] = ()
    if reading.kind is DeliveryKind.CONCEPT:
        more = _unknown_indicators(reading.rows)
    if reading.kind is DeliveryKind.MEASURES and concept is not None:
        more = _foreign_sheet(reading, concept) or _unknown_fields(reading, concept)
    return replace(reading, findings=reading.findings + more)


def _unknown_indicators(concept: Concept) -> tuple[Finding, ...]:
    from indicators.library import library  # only a concept needs the whole library

    places = {f"indicators[{number}].indicator": each.indicator for number, each in enumerate(concept.indicators, 1)}
    places |= {f"context[{number}]": each for number, each in enumerate(concept.context, 1)}
    known = library()
    return tuple(
        Finding(
            Severity.ERROR,
            "E251",
            f"Der Indikator „{indicator}“ steht nicht in der Bibliothek",
            "eine Kennung aus „python cli.py indicators“",
            "Kennung berichtigen oder die Zuordnung streichen.",
            cell=place,
        )
        for place, indicator in places.items()
        if indicator not in known
    )


def _homeless_measures(snapshot: Snapshot, concept: Concept) -> tuple[Finding, ...]:
    """Measures whose action field the new version of the concept no longer has."""
    fields = {field.id for field in concept.fields}
    homeless: dict[str, list[str]] = {}
    for row in store.reading.measures(snapshot, OFFICE):
        if row.field not in fields:
            homeless.setdefault(row.field, []).append(row.measure)
    return tuple(
        Finding(
            Severity.HINT,
            "H451",
            f"Das Handlungsfeld „{field}“ fehlt; dazu gehören die Maßnahmen {', '.join(measures)}",
            "ein Handlungsfeld für jede Maßnahme",
            "Bitte das Feld behalten oder die Maßnahmen im nächsten Sachstandsblatt einem anderen Feld zuordnen.",
        )
        for field, measures in homeless.items()
    )


def _foreign_sheet(reading: Reading, concept: Concept) -> tuple[Finding, ...]:
    """A status sheet made for another concept: its numbers and fields would mean something else here."""
    if reading.source.table.endswith(f" {concept.id}"):
        return ()
    found = f"Das Sachstandsblatt gehört zu „{reading.source.publisher}“ ({reading.source.table})"
    advice = "Bitte die Vorlage dieser Installation verwenden; sie liegt unter „Daten einspielen“."
    return (Finding(Severity.ERROR, "E253", found, f"ein Sachstandsblatt von „{concept.municipality}“", advice),)


def _unknown_fields(reading: Reading, concept: Concept) -> tuple[Finding, ...]:
    fields = {field.id for field in concept.fields}
    return tuple(
        Finding(
            Severity.ERROR,
            "E252",
            f"Das Handlungsfeld „{row.field}“ der Maßnahme {row.measure} gibt es im Konzept nicht",
            "eines der Felder: " + ", ".join(field.name for field in concept.fields),
            "Handlungsfeld in der Zeile berichtigen.",
            row.sheet,
            row.cell,
        )
        for row in reading.rows
        if row.field not in fields
    )


def undo(
    home: Home,
    number: int,
    *,
    reason: str,
    viewer: Viewer = OFFICE,
    settings: Settings | None = None,
    now: datetime | None = None,
    say: Callable[[str], None] = lambda _: None,
) -> None:
    """Withdraws a delivery as of now; what was known before stays readable with an earlier ``as_of``."""
    viewer.require(Permission.IMPORT)
    if not reason.strip():
        raise WrongUse("Zum Zurücknehmen gehört ein Grund. Bitte kurz angeben, warum die Lieferung nicht gelten soll.")
    chosen = settings or Settings()
    with open_snapshot(home) as snapshot:
        if number == _founding_concept(snapshot):
            raise WrongUse(f"Lieferung Nr. {number} ist das Konzept selbst. Bitte zuerst eine neue Fassung einspielen.")
    with writing(home, now or utc_now(), patience=chosen.patience_seconds, say=say) as connection:
        moment = now or store.writing.moment(connection, utc_now())
        store.writing.withdraw(connection, number, now=moment, by=viewer.name or chosen.operator, reason=reason.strip())


def _founding_concept(snapshot: Snapshot) -> int | None:
    """Number of the concept delivery if it is the only valid one: without a concept nothing can be shown."""
    valid = [
        each.number
        for each in store.reading.deliveries(snapshot, OFFICE)
        if each.kind is DeliveryKind.CONCEPT and each.withdrawn_at is None
    ]
    return valid[0] if len(valid) == 1 else None


def open_installation(home: Home) -> None:
    """Makes sure the newest committed state is published; called when the app starts."""
    current_version(home)
    with suppress(StoreBusy):  # the published state can be read meanwhile, and that writer publishes its own
        ensure_published(home, utc_now(), patience=START_PATIENCE_SECONDS)


def excerpt(snapshot: Snapshot, viewer: Viewer, place: Place, *, as_of: datetime | None = None) -> Excerpt:
    """The kept file around a cell, as its reader would see it; ``as_of`` makes no difference, kept files never change."""
    viewer.require(Permission.SEE_FILES)
    return warm_reader().excerpt(snapshot.home.original(place.sha256), place.name, place.sheet, place.row, place.column)


@cache
def warm_reader() -> Worker:
    """The parsing process of this server, started once and kept warm."""
    return Worker()


def status_sheet(snapshot: Snapshot, viewer: Viewer, period: str) -> bytes:
    """The status sheet for a half-year as a workbook, filled with what was reported last."""
    from reports.status_sheet import write_status_sheet  # loads what writes workbooks

    viewer.require(Permission.IMPORT)
    # participants and who reported when belong to one half-year only
    last = store.reading.measures(snapshot, viewer)
    rows = [replace(row, period=period, participants=None, reported_on=None, reported_by="") for row in last]
    buffer = BytesIO()
    write_status_sheet(buffer, store.reading.concept(snapshot), period, rows)
    return buffer.getvalue()


def deliveries(snapshot: Snapshot, viewer: Viewer) -> tuple[Delivery, ...]:
    """All deliveries, newest first."""
    return store.reading.deliveries(snapshot, viewer)


def layout_titles(home: Home) -> dict[str, str]:
    """Titles of all known tables by layout id, by title."""
    from loaders.layouts import known_layouts

    titles = {key: layout.title for key, layout in known_layouts((home.layouts,)).items()}
    return dict(sorted(titles.items(), key=lambda pair: pair[1]))
