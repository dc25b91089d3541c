"""Checking a file and accepting it as a delivery."""

import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import store.reading
import store.writing
from domain import input_sheet
from domain.access import OFFICE, Permission, Viewer
from domain.deliveries import Delivery, DeliveryKind, Difference, Finding, Moved, Reading, Severity, SourceFile
from domain.errors import WrongUse
from domain.vocabulary import series_name
from loaders.precheck import stop_if_too_large
from settings import Settings
from store import Home, open_snapshot
from store.home import source_file
from store.working_file import writing
from workflows.clock import utc_now
from workflows.parts import parts
from workflows.readers import Reader, read

BY_COMMAND = "mit dem Befehl bestätigt"
"""Reason recorded for hints where nobody was asked about each."""


@dataclass(frozen=True)
class Checked:
    """A file read and compared, nothing written. ``difference`` is None where errors block; ``known`` is the delivery in which exactly
    this file is in already, ``previous`` the newest one of the same table."""

    name: str
    reading: Reading
    difference: Difference | None
    known: Delivery | None = None
    previous: Delivery | None = None

    @property
    def blocked(self) -> bool:
        return self.reading.blocked

    @property
    def hints(self) -> tuple[Finding, ...]:
        """What has to be confirmed before the file can be accepted."""
        return hints_of(self.reading)


@dataclass(frozen=True)
class Accepted:
    """Outcome of accepting. ``number`` is None where errors blocked or nobody reported anything; ``repeated`` means the file was in
    already. ``moved`` is None where nothing was added or nobody asked for it."""

    number: int | None
    repeated: bool
    reading: Reading
    difference: Difference | None
    moved: Moved | None = None


def hints_of(reading: Reading) -> tuple[Finding, ...]:
    """The findings that somebody has to confirm."""
    return tuple(finding for finding in reading.findings if finding.severity is Severity.HINT)


def check(
    home: Home, file: Path, reader: Reader, *, name: str | None = None, layout: str | None = None, viewer: Viewer = OFFICE
) -> Checked:
    """What the file holds, what was found in it and what accepting it would change; writes nothing."""
    viewer.require(Permission.IMPORT)
    return checked_file(home, file, reader, name=name, layout=layout, viewer=viewer)


def checked_file(home: Home, file: Path, reader: Reader, *, name: str | None, layout: str | None, viewer: Viewer) -> Checked:
    """As :func:`check`, for callers that have looked at permissions themselves."""
    reading = read(home, file, reader, name or file.name, layout)
    with open_snapshot(home) as snapshot:
        judged, difference = judge(snapshot, reading, store.reading.NOW)
        valid = [each for each in store.reading.deliveries(snapshot, viewer) if each.layout == reading.layout and not each.withdrawn_at]
    sha256 = source_file(file, "").sha256
    known = next((each for each in valid if each.file.sha256 == sha256), None)
    return Checked(name or file.name, judged, difference, known, next(iter(valid), None))


def judge(where: Any, reading: Reading, now: datetime) -> tuple[Reading, Difference | None]:
    """The reading with what shows only beside the known figures, and what accepting it would change; ``where`` is a snapshot or the
    working connection. A blocked reading gains only what else blocks it."""
    if reading.kind is DeliveryKind.MEASURES:
        from workflows.measure_checks import compared_measures, further_errors  # not every verb checks measures

        if reading.blocked:
            return further_errors(where, reading, now), None
        reading = compared_measures(where, reading, now)
    if reading.blocked:
        return reading, None
    if reading.kind is DeliveryKind.DEFINITIONS:
        from workflows.definitions import compared_definitions  # not every verb checks indicators

        reading = compared_definitions(reading, store.writing.known_definitions(where, now))
        if reading.blocked:
            return reading, None
    if reading.kind is DeliveryKind.CONCEPT:
        from store.concepts import versions_kept
        from workflows.concepts import compared_concept  # not every verb checks a concept

        kept = {label: each.concept for label, each in versions_kept(where, now).items()}
        known = store.writing.known_concept(where, now)
        reading = compared_concept(reading, known, store.writing.measure_titles(where, now), kept)
        if reading.blocked:
            return reading, None
    difference = store.writing.difference(where, reading, now)
    if reading.kind is not DeliveryKind.OBSERVATIONS:
        return reading, difference
    from loaders.series_checks import check_series  # not every verb checks figures

    known = store.writing.history(where, reading.rows, now)
    previous = store.writing.previous_lines(where, reading.layout, now)
    if reading.layout.startswith(input_sheet.LAYOUT):
        previous = previous.slice(0, 0)  # an input sheet brings what is new, never the whole table again
    lost = store.writing.lost_periods(where, reading.rows, reading.layout, now) if len(previous) else None
    found = (*_less_protected(where, reading, now), *check_series(reading.rows, known, previous, lost))
    return replace(reading, findings=reading.findings + found), difference


def _less_protected(where: Any, reading: Reading, now: datetime) -> Iterator[Finding]:
    """A hint for each series whose small counts nobody saw so far and this file would show."""
    for series, min_cases in store.writing.protected_series(where, reading, now).items():
        found = (
            f"„{series_name(series)}“ war bisher mit der Mindestfallzahl {min_cases} geschützt, hier mit {reading.min_cases or 'keiner'}"
        )
        advice = "Kleine Zahlen, die bisher niemand sah, würden sichtbar. Bitte nur bestätigen, wenn die Quelle sie selbst geschützt hat."
        yield Finding(Severity.HINT, "H431", found, f"die Mindestfallzahl {min_cases}", advice)


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
    confirmations: Mapping[str, str] | None = None,
    tell_moved: bool = False,
) -> Accepted:
    """Adds the file as a delivery, unless errors block or exactly this file is in already and would change nothing.

    ``expected`` is the difference somebody saw and agreed to: if it is no longer so, nothing is added and WrongUse is raised.
    ``confirmations`` gives the reason, which may be empty, for the key of every hint; if one is missing, WrongUse is raised. None
    confirms them all. ``tell_moved`` asks for what the delivery moved.
    """
    viewer.require(Permission.IMPORT)
    accepted = accepted_file(
        home, file, reader, name=name, layout=layout, note=note, viewer=viewer, settings=settings, now=now, say=say,
        expected=expected, confirmations=confirmations,
    )  # fmt: skip
    if not tell_moved or accepted.repeated or accepted.number is None or accepted.difference is None:
        return accepted
    from workflows.moved import moved  # the evaluation is loaded only where somebody asks

    with open_snapshot(home) as snapshot:
        delivery = next(each for each in store.reading.deliveries(snapshot, viewer) if each.number == accepted.number)
        return replace(accepted, moved=moved(snapshot, delivery, accepted.difference))


def accepted_file(
    home: Home,
    file: Path,
    reader: Reader,
    *,
    name: str | None = None,
    layout: str | None = None,
    note: str = "",
    viewer: Viewer,
    settings: Settings | None = None,
    now: datetime | None = None,
    say: Callable[[str], None] = lambda _: None,
    expected: Difference | None = None,
    confirmations: Mapping[str, str] | None = None,
) -> Accepted:
    """As :func:`accept`, for callers that have looked at permissions themselves."""
    chosen, called = settings or Settings(), name or file.name
    stop_if_too_large(file, called)
    with TemporaryDirectory() as folder:
        copy = Path(folder) / "file"  # of our own: what is kept must be what was read
        shutil.copyfile(file, copy)
        reading = read(home, copy, reader, called, layout)
        if reading.blocked:
            return Accepted(None, False, reading, None)
        identity = source_file(copy, called)
        with writing(home, now or utc_now(), patience=chosen.patience_seconds, say=say) as connection:
            moment = now or store.writing.moment(connection, utc_now())
            accepted = add(connection, reading, identity, moment, viewer.name or chosen.operator, note, expected, confirmations)
            if accepted.number is not None and not accepted.repeated:
                home.keep(copy, called)  # before the commit: a delivery always has its file
    return accepted


def add(
    connection: Any,
    reading: Reading,
    file: SourceFile,
    now: datetime,
    by: str,
    note: str,
    expected: Difference | None = None,
    confirmations: Mapping[str, str] | None = None,
) -> Accepted:
    """Adds the reading as a delivery inside the caller's transaction, unless it is in already and would change nothing, or errors show
    only beside what is known."""
    reading, difference = judge(connection, reading, now)
    if difference is None and expected is None:
        return Accepted(None, False, reading, None)
    if difference is None or (expected is not None and (difference, difference.changes) != (expected, expected.changes)):
        raise WrongUse("Der Datenstand hat sich seit der Prüfung geändert. Es wurde nichts übernommen. Bitte die neue Prüfung ansehen.")
    if reading.kind is DeliveryKind.MEASURES and not reading.rows:
        return Accepted(None, False, reading, difference)  # a status sheet nobody touched is no delivery
    known = store.writing.active_delivery_of(connection, file.sha256, reading.layout, now, reading.min_cases)
    if known is not None and difference.changes_nothing:
        return Accepted(known, True, reading, difference)
    confirmed = _confirmed(reading, confirmations)
    number = store.writing.add_delivery(
        connection, reading, file, now=now, by=by, note=note, confirmations=confirmed, links=parts(connection, now)
    )
    return Accepted(number, False, reading, difference)


def _confirmed(reading: Reading, confirmations: Mapping[str, str] | None) -> list[tuple[Finding, str]]:
    """Each hint with its reason; raises WrongUse if somebody was asked and did not confirm all of them."""
    hints = hints_of(reading)
    if confirmations is None:
        return [(hint, BY_COMMAND) for hint in hints]
    missing = sum(hint.key not in confirmations for hint in hints)
    if missing:
        what = "Ein Hinweis ist" if missing == 1 else f"{missing} Hinweise sind"
        raise WrongUse(f"{what} noch nicht bestätigt. Es wurde nichts übernommen. Bitte alle Hinweise ansehen und bestätigen.")
    return [(hint, confirmations[hint.key].strip()) for hint in hints]
