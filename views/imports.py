"""Daten einspielen: what was recognised, what was found, what would change, as finished German texts."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.concepts import Concept
from domain.deliveries import Delivery, DeliveryKind, Difference, Reading, Severity
from domain.measure_lists import PREFIX
from views.finding_groups import FindingGroup, grouped
from views.formats import counted, day, number
from views.import_changes import ChangeLine, change_line


@dataclass(frozen=True)
class CountTile:
    """How many rows, and what that means."""

    label: str
    count: str
    meaning: str


@dataclass(frozen=True)
class ImportView:
    """The outcome of checking a file; nothing has been written."""

    facts: tuple[tuple[str, str], ...]
    groups: tuple[FindingGroup, ...]
    tiles: tuple[CountTile, ...]
    changes: tuple[ChangeLine, ...]
    more: int
    changes_nothing: bool

    @property
    def errors(self) -> tuple[FindingGroup, ...]:
        """The groups that block."""
        return tuple(group for group in self.groups if group.severity is Severity.ERROR)

    @property
    def hints(self) -> tuple[FindingGroup, ...]:
        """The groups that somebody has to confirm."""
        return tuple(group for group in self.groups if group.severity is Severity.HINT)


def build(reading: Reading, difference: Difference | None, areas: Mapping[str, str], concept: Concept | None = None) -> ImportView:
    """What the person needs to decide; ``areas`` gives the names of known areas by key, ``concept`` the city's words for measures."""
    total = difference.new + difference.revised + difference.gone if difference else 0
    names = delivered_names(reading, areas)
    lines = tuple(change_line(each, names, concept) for each in difference.changes) if difference else ()
    return ImportView(
        facts=_facts(reading),
        groups=grouped(reading.findings),
        tiles=_tiles(difference) if difference else (),
        changes=lines,
        more=total - len(lines),
        changes_nothing=difference is not None and difference.changes_nothing,
    )


def delivered_names(reading: Reading, areas: Mapping[str, str]) -> Mapping[str, str]:
    """Names by area key: the known ones, and those that the file brings."""
    if reading.rows is None or reading.kind is not DeliveryKind.OBSERVATIONS:
        return areas
    pairs = reading.rows.group_by(["area", "area_name"]).aggregate([])
    return {**dict(zip(pairs["area"].to_pylist(), pairs["area_name"].to_pylist(), strict=True)), **areas}


def _facts(reading: Reading) -> tuple[tuple[str, str], ...]:
    """Empty where the file belongs to no known table."""
    if not reading.layout:
        return ()
    source, described = reading.source, reading.kind is DeliveryKind.OBSERVATIONS or reading.layout.startswith(PREFIX)
    facts = (
        ("Quelle" if reading.kind is DeliveryKind.CONCEPT else "Tabelle", source.title),
        ("Herausgeber", source.publisher),
        ("Inhalt", _content(reading)),
        ("Lizenz", source.licence),
        ("Beschreibung", reading.layout if described else ""),  # our own workbooks need none
    )
    return tuple(fact for fact in facts if fact[1])


def _tiles(difference: Difference) -> tuple[CountTile, ...]:
    counts = (
        ("neu", difference.new, "noch nicht bekannt"),
        ("geändert", difference.revised, "bisher ein anderer Wert"),
        ("entfällt", difference.gone, "steht nicht mehr darin" if difference.whole else "nur in der vorigen Lieferung; gilt weiter"),
        ("unverändert", difference.unchanged, "schon bekannt und gleich"),
    )
    return tuple(CountTile(label, number(count), meaning) for label, count, meaning in counts)


def _content(reading: Reading) -> str:
    if reading.rows is None:
        return ""
    match reading.kind:
        case DeliveryKind.OBSERVATIONS:
            return counted(len(reading.rows), "Wert", "Werte")
        case DeliveryKind.MEASURES:
            return counted(len(reading.rows), "Maßnahme", "Maßnahmen")
        case DeliveryKind.CONCEPT:
            return reading.rows.name
        case DeliveryKind.DEFINITIONS:
            return counted(len(reading.rows), "eigener Indikator", "eigene Indikatoren")


def outcome(shown: ImportView, unconfirmed: int) -> str:
    """What was found, in a sentence, and what is to be done about it."""
    errors, hints = (sum(len(group.places) for group in groups) for groups in (shown.errors, shown.hints))
    if errors:
        found = counted(errors, "Fehler verhindert", "Fehler verhindern")
        return f"{found} das Übernehmen. Bitte in der Datei berichtigen oder dort nachfragen, woher sie kommt, und dann neu einspielen."
    if not hints:
        return "Keine Auffälligkeiten."
    if not unconfirmed:
        return f"Kein Fehler. {counted(hints, 'Hinweis ist', 'Hinweise sind')} bestätigt."
    left = f"{number(unconfirmed)} {'ist' if unconfirmed == 1 else 'sind'} noch zu bestätigen"
    return f"Kein Fehler, {counted(hints, 'Hinweis', 'Hinweise')}; {left}: bitte ansehen und ankreuzen."


def known_sentence(delivery: Delivery) -> str:
    """Who brought exactly this file in already, and when."""
    facts = [f"Lieferung {delivery.number}", day(delivery.accepted_at), *filter(None, [delivery.accepted_by.rstrip(".")])]
    return f"Diese Datei ist schon da: {', '.join(facts)}."
