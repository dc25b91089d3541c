"""Who parses files for the verbs, and what only the installation can say about what was parsed."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Protocol

import store.reading
from domain.access import OFFICE
from domain.concepts import Concept
from domain.deliveries import DeliveryKind, Finding, Reading, Severity, nearest_place
from domain.measure_lists import PREFIX
from loaders.worker import Worker
from store import Home, Snapshot, open_snapshot
from store.working_file import ensure_published, is_outdated
from workflows.clock import utc_now


class Reader(Protocol):
    """Whoever parses files within limits (loaders.worker.Worker)."""

    def read(self, path: Path, name: str, layout: str | None, folders: Sequence[Path]) -> Reading: ...


@cache
def warm_reader() -> Worker:
    """The parsing process of this server, started once and kept warm."""
    return Worker()


def read(home: Home, file: Path, reader: Reader, name: str, layout: str | None) -> Reading:
    """The file as read, with what only this installation can find in it; raises WrongUse where there is no installation."""
    _bring_up_to_date(home)
    reading = reader.read(file, name, layout, (home.layouts,))
    if reading.kind is DeliveryKind.OBSERVATIONS:
        return reading
    with open_snapshot(home) as snapshot:
        own = store.reading.own_definitions(snapshot)
        completed = complete(reading, store.reading.concept(snapshot), own)
        if reading.kind is DeliveryKind.CONCEPT and reading.rows is not None:
            completed = replace(completed, findings=completed.findings + _homeless_measures(snapshot, reading.rows))
    return completed


def _bring_up_to_date(home: Home) -> None:
    """What an older version of the monitor published lacks tables that are read here."""
    with open_snapshot(home) as snapshot:
        outdated = is_outdated(snapshot)
    if outdated:
        ensure_published(home, utc_now())


def complete(reading: Reading, concept: Concept | None, own: Collection[str] = ()) -> Reading:
    """The reading with the findings that only who knows the library, its ``own`` additions and the concept can make."""
    if reading.rows is None:
        return reading
    more: tuple[Finding, ...] = ()
    if reading.kind is DeliveryKind.DEFINITIONS:
        from workflows.definitions import checked_definitions  # only own indicators need the checks

        publisher = concept.municipality if concept is not None else ""
        return checked_definitions(replace(reading, source=replace(reading.source, publisher=publisher)))
    if reading.kind is DeliveryKind.CONCEPT:
        more = _unknown_indicators(reading, own)
    if reading.kind is DeliveryKind.MEASURES and concept is not None:
        if reading.layout.startswith(PREFIX):
            from workflows.list_words import in_concept_words  # only taken-over lists speak of the concept in words of their own

            reading = in_concept_words(reading, concept)
        more = _foreign_sheet(reading, concept) or _unknown_fields(reading, concept)
    return replace(reading, findings=reading.findings + more)


def _unknown_indicators(reading: Reading, own: Collection[str]) -> tuple[Finding, ...]:
    from indicators.library import library  # only a concept needs the whole library

    concept: Concept = reading.rows
    places = {f"indicators[{number}].indicator": each.indicator for number, each in enumerate(concept.indicators, 1)}
    places |= {f"context[{number}]": each for number, each in enumerate(concept.context, 1)}
    known = library().keys() | set(own)
    return tuple(
        Finding(
            Severity.ERROR,
            "E251",
            f"Der Indikator „{indicator}“ steht nicht in der Bibliothek",
            "eine Kennung aus „python cli.py indicators“",
            "Kennung berichtigen oder die Zuordnung streichen.",
            *place_in(reading, place),
        )
        for place, indicator in places.items()
        if indicator not in known
    )


def place_in(reading: Reading, place: str) -> tuple[str | None, str | None]:
    """Sheet and cell of a place such as ``fields[2].name`` in a concept workbook; in a concept.toml the place itself."""
    path = re.sub(r"\[(\d+)\]", lambda number: f".{int(number[1]) - 1}", place)
    return nearest_place(reading.places, path) if reading.places else (None, place or None)


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
        if row.field not in fields and (row.field or not row.given or "field" in row.given)  # what a sheet leaves out is carried over
    )
