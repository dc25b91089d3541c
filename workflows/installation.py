"""Starting an installation from a concept, and opening it."""

import shutil
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import store.steering
import store.writing
from domain.concepts import Concept
from domain.deliveries import DeliveryKind, Reading, Severity
from domain.errors import MonitorError, StoreBusy, WrongUse
from domain.local_time import local
from settings import PROJECT, TEMPLATE, Settings
from store import Home
from store.publication import current_version
from store.working_file import ensure_published, writing
from workflows.clock import utc_now
from workflows.history import began_at, dated_files, keep, past_events
from workflows.history_entries import read_entries
from workflows.imports import Accepted, add
from workflows.readers import Reader, complete
from workflows.steering import begun

START_PATIENCE_SECONDS = 2.0
CONCEPTS = PROJECT / "data" / "concepts"
DEMO = PROJECT / "data" / "demo"


def concept_file(concept: str) -> Path:
    """The concept.toml to start from, by its id or as a path to one's own, which may be a workbook too; raises WrongUse naming the
    known ids."""
    shipped = {"demo": DEMO / "concept.toml", **{path.parent.name: path for path in sorted(CONCEPTS.glob("*/concept.toml"))}}
    own = Path(concept)
    if concept not in shipped and not (own.suffix in (".toml", ".xlsx") and own.is_file()):
        known = ", ".join(shipped)
        own_file = "den Pfad einer concept.toml oder einer Konzeptmappe"
        raise WrongUse(f"Das Konzept „{concept}“ gibt es nicht. Bekannt sind: {known}; oder bitte {own_file} angeben.")
    return shipped.get(concept, own)


def init(home: Home, concept: str, reader: Reader, *, settings: Settings, now: datetime | None = None) -> tuple[Accepted, ...]:
    """Starts an installation from a concept and its files: complete, or not at all."""
    if home.exists:
        raise WrongUse(f"Unter {home.path} liegt bereits eine Installation. Bitte einen anderen Ordner wählen (--home oder MONITOR_HOME).")
    path = concept_file(concept)
    files = [(path, complete(reader.read(path, path.name, None, ()), None))]
    if files[0][1].kind is not DeliveryKind.CONCEPT:
        raise WrongUse(f"{path.name} ist kein Konzept. Bitte eine concept.toml oder die Mappe der Seite „Konzept“ angeben.")
    _stop_if_blocked(*files[0])
    adopted: Concept = files[0][1].rows
    entries, moment = read_entries(path.parent), now or utc_now()
    dated = dated_files(entries, moment) if entries else ()
    names = {name: at for at, name in dated} | {name: moment for name in adopted.deliveries if name not in {each for _, each in dated}}
    for name in (*names, *([adopted.area.map] if adopted.area.map else [])):
        if not (path.parent / name).is_file():
            raise WrongUse(f"{path}: Dort steht {name}; diese Datei gibt es nicht. Bitte den Eintrag berichtigen.")
    for name in names:
        file = (path.parent / name).resolve()
        files.append((file, complete(reader.read(file, file.name, None, ()), adopted)))
        _stop_if_blocked(*files[-1])
    measures = {row.measure for _, each in files if each.kind is DeliveryKind.MEASURES for row in each.rows}
    decided = begun(path.parent, adopted, measures)
    past = past_events(entries, adopted, measures, settings.operator, moment) if entries else ()
    with writing(home, moment, patience=settings.patience_seconds) as connection:
        if store.writing.last_event(connection) is not None:
            raise WrongUse(f"Unter {home.path} wird gerade eine Installation angelegt. Bitte einen anderen Ordner wählen.")
        moments = (began_at(entries, moment), *names.values())
        accepted = tuple(
            add(connection, each, home.keep(file, file.name), at, settings.operator, _note(at, moment))
            for at, (file, each) in zip(moments, files, strict=True)
        )
        for each in accepted:
            _stop_if_blocked(path, each.reading)
        keep(connection, past)
        for record in decided:
            store.steering.add_record(connection, replace(record, by=settings.operator, at=moment))
        (home.path / "settings.toml").write_text(TEMPLATE, "utf-8")
        if adopted.area.map:
            home.maps.mkdir(exist_ok=True)
            shutil.copyfile(path.parent / adopted.area.map, home.maps / Path(adopted.area.map).name)
    return accepted


def _note(known: datetime, now: datetime) -> str:
    """What the list of deliveries says about a file an installation began with."""
    return "Grundbestand" if known == now else f"Grundbestand, bekannt seit {local(known):%d.%m.%Y}"


def _stop_if_blocked(path: Path, reading: Reading) -> None:
    errors = [finding for finding in reading.findings if finding.severity is Severity.ERROR]
    if errors:
        raise MonitorError(f"{path.name}: {errors[0].found}. {errors[0].advice}")


def open_installation(home: Home) -> None:
    """Makes sure the newest committed state is published; called when the app starts."""
    current_version(home)
    with suppress(StoreBusy):  # the published state can be read meanwhile, and that writer publishes its own
        ensure_published(home, utc_now(), patience=START_PATIENCE_SECONDS)
