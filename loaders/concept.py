"""Reads concept.toml; everything wrong with it is found at once and named by its place in the file, e.g. ``fields[2].goals[1].id``."""

import re
from collections.abc import Iterator
from typing import Any

from domain.concepts import Concept
from domain.deliveries import DeliveryKind, Finding, Reading, Source
from domain.indicators import Rule
from domain.toml_files import Complaint, parse_toml, try_build
from loaders.concept_parts import register_findings, version_findings
from loaders.toml_findings import Table, place_of, shape_finding, tables, text_of, toml_error

LAYOUT = "concept"
_NEVER_EMPTY = frozenset({"id", "name", "text", "label", "municipality", "key", "field", "indicator", "body", "concept", "council"})
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
_FILE_NAME = re.compile(r"\w[\w .-]*")
_COUNTS = {"meetings_per_year": 1, "reports_per_year": 1, "figures_days": 0, "sheets_days": 0, "pack_days": 0}
"""Numbers of a body, each with the least that makes sense."""
_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


def read_concept(text: str, name: str, data: Table | None = None) -> Reading:
    """The concept with its text as content, or no rows and all findings; raises Unreadable if ``text`` is no TOML. ``data`` is the
    text parsed, where somebody has it. Positions in ``cell`` count from 1. Whether an indicator exists is not known here."""
    data = parse_toml(text, name) if data is None else data
    concept, complaints = try_build(Concept, data)
    findings = (*_shape_findings(complaints, data), *content_findings(data))
    if findings or concept is None:
        return Reading(DeliveryKind.CONCEPT, LAYOUT, Source("", name), None, findings, text)
    source = Source(publisher=concept.municipality, title=concept.source or concept.name)
    return Reading(DeliveryKind.CONCEPT, LAYOUT, source, concept, (), text)


def _shape_findings(complaints: tuple[Complaint, ...], data: Table) -> Iterator[Finding]:
    told_elsewhere = {("goals",)} | ({("fields",)} if isinstance(data.get("fields"), dict) else set())
    for complaint in complaints:
        if complaint.path not in told_elsewhere:
            yield shape_finding(complaint, "eines Konzepts")


def content_findings(data: Table) -> Iterator[Finding]:
    """Checks of what is said, whatever file says it; they skip what has the wrong shape, so that they run on a broken file too."""
    yield from _goals_in_the_air(data)
    yield from _empty_texts(data, ())
    yield from _ids(data)
    yield from _references(data)
    yield from _targets(data)
    yield from _dates(data)
    yield from _counts(data)
    yield from _paths(data)
    yield from version_findings(data)
    yield from register_findings(data)


def _goals_in_the_air(data: Table) -> Iterator[Finding]:
    advice = "Bitte jedes Leitziel als [[fields.goals]] unter das [[fields]] seines Handlungsfelds setzen."
    if "goals" in data:
        yield toml_error("E288", "goals", "Leitziele ohne Handlungsfeld", "jedes Leitziel gehört zu einem Handlungsfeld", advice)
    if isinstance(data.get("fields"), dict):
        yield toml_error("E288", "fields", "Angaben vor dem ersten [[fields]]", "jedes Leitziel gehört zu einem Handlungsfeld", advice)


def _empty_texts(value: Any, path: tuple[str | int, ...]) -> Iterator[Finding]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _empty_texts(inner, (*path, key))
    elif isinstance(value, list):
        for position, inner in enumerate(value):
            yield from _empty_texts(inner, (*path, position))
    elif isinstance(value, str) and not value.strip() and (isinstance(path[-1], int) or path[-1] in _NEVER_EMPTY):
        yield toml_error("E287", place_of(path), "leerer Text", "ein Text", "Bitte den Text ergänzen oder den ganzen Eintrag entfernen.")


def _ids(data: Table) -> Iterator[Finding]:
    fields = tables(data, "fields")
    goals = [entry for place, field in fields for entry in tables(field, "goals", place)]
    named = {
        "Kennung eines Handlungsfelds": (fields, "id"),
        "Kennung eines Ziels": ([*tables(data, "strategic_goals"), *goals], "id"),
        "Kennung eines Gremiums": (tables(data, "bodies"), "id"),
        "Bezeichnung einer Fassung": (tables(data, "versions"), "label"),
        "Kennung einer Maßnahmenklasse": (tables(data, "classes"), "id"),
        "Organisation": (tables(data, "organisations"), "name"),
        "Bedeutung einer Farbe": (tables(data, "legend"), "colour"),
        "Frist": (tables(data, "horizons"), "term"),
        "Angabe zu einem Umsetzungsstand": (tables(data, "states"), "state"),
    }
    for what, (entries, key) in named.items():
        texts = [(f"{place}.{key}", text) for place, entry in entries if (text := text_of(entry, key))]
        yield from _duplicates(what, texts)
        if key == "id":
            yield from _malformed(what, texts)
    yield from _malformed("Kennung des Konzepts", [("id", text_of(data, "id"))] if text_of(data, "id") else [])
    yield from _repeated_indicators(data)


def _duplicates(what: str, texts: list[tuple[str, str]]) -> Iterator[Finding]:
    first: dict[str, str] = {}
    for place, text in texts:
        if text in first:
            found = f"„{text}“ schon bei {first[text]}"
            yield toml_error("E284", place, found, f"jede {what} nur einmal", "Bitte einen der beiden umbenennen.")
        first.setdefault(text, place)


def _malformed(what: str, texts: list[tuple[str, str]]) -> Iterator[Finding]:
    for place, text in texts:
        if not _ID.fullmatch(text):
            expected = f"{what} aus Buchstaben ohne Umlaute, Ziffern, - und _"
            yield toml_error("E283", place, f"„{text}“", expected, "Bitte die Kennung ändern; der Name daneben darf alles enthalten.")


def _repeated_indicators(data: Table) -> Iterator[Finding]:
    pairs = [
        (f"{place}.indicator", f"{text_of(entry, 'indicator')} im Handlungsfeld {text_of(entry, 'field')}")
        for place, entry in tables(data, "indicators")
        if text_of(entry, "indicator") and text_of(entry, "field")
    ]
    yield from _duplicates("Zuordnung eines Indikators", pairs)
    context = data.get("context")
    if isinstance(context, list):
        texts = [(place_of(("context", position)), text) for position, text in enumerate(context) if isinstance(text, str) and text.strip()]
        yield from _duplicates("Angabe eines Rahmenindikators", texts)


def _references(data: Table) -> Iterator[Finding]:
    fields, versions = tables(data, "fields"), tables(data, "versions")
    known_fields = [text_of(entry, "id") for _, entry in fields]
    labels = [text_of(entry, "label") for _, entry in versions]
    bodies = [text_of(entry, "id") for _, entry in tables(data, "bodies")]
    steps = [step for place, version in versions for step in tables(version, "route", place)]
    if not isinstance(data.get("fields"), dict):  # already told as goals in the air
        yield from _unknown(tables(data, "indicators"), "field", "Handlungsfeld", known_fields)
    yield from _unknown(fields, "since", "Fassung", labels)
    yield from _unknown(steps, "body", "Gremium", bodies)


def _unknown(entries: list[tuple[str, Table]], key: str, what: str, known: list[str]) -> Iterator[Finding]:
    choice = ", ".join(word for word in known if word)
    expected = f"eines von: {choice}" if choice else "ein Eintrag, der in diesem Konzept steht; bisher gibt es keinen"
    for place, entry in entries:
        text = text_of(entry, key)
        if text and text not in known:
            advice = "Bitte die Schreibweise prüfen oder den fehlenden Eintrag ergänzen."
            yield toml_error("E285", f"{place}.{key}", f"{what} „{text}“ gibt es in diesem Konzept nicht", expected, advice)


def _targets(data: Table) -> Iterator[Finding]:
    needed = {Rule.TARGET_YEAR.value: ("value", "year"), Rule.YEARLY_LIMIT.value: ("value",)}
    words = {"value": "Zielwert", "year": "Zieljahr"}
    for place, entry in tables(data, "indicators"):
        for target_place, target in tables(entry, "targets", place):
            rule = text_of(target, "rule")
            for key in needed.get(rule, ()):
                if key not in target:
                    expected = f"Zielart {rule} braucht {' und '.join(words[word] for word in needed[rule])}"
                    yield toml_error(
                        "E286", f"{target_place}.{key}", f"{words[key]} fehlt", expected, "Bitte ergänzen oder Zielart D wählen."
                    )


def _dates(data: Table) -> Iterator[Finding]:
    versions = tables(data, "versions")
    steps = [step for place, version in versions for step in tables(version, "route", place)]
    for place, entry in [*versions, *steps, *tables(data, "process")]:
        for key in ("date", "valid_from", "valid_until", "until"):
            text = text_of(entry, key)
            if text and not _DATE.fullmatch(text):
                expected = "JJJJ, JJJJ-MM oder JJJJ-MM-TT, oder leer"
                yield toml_error("E283", f"{place}.{key}", f"„{text}“", expected, "Bitte das Datum so genau angeben wie die Quelle.")


def _counts(data: Table) -> Iterator[Finding]:
    """Days before a meeting and how often a body meets are no negative numbers."""
    for place, body in tables(data, "bodies"):
        for key, least in _COUNTS.items():
            number = body.get(key)
            if isinstance(number, int) and number < least:
                advice = "Bitte die Zahl berichtigen oder den Eintrag entfernen."
                yield toml_error("E283", f"{place}.{key}", str(number), f"eine ganze Zahl ab {least}", advice)


def _paths(data: Table) -> Iterator[Finding]:
    area, deliveries = data.get("area"), data.get("deliveries")
    file = text_of(area, "map") if isinstance(area, dict) else ""
    if file and not _FILE_NAME.fullmatch(file):
        yield toml_error(
            "E283", "area.map", f"„{file}“", "der Name einer Datei neben concept.toml, ohne Ordner", "Bitte die Karte daneben legen."
        )
    for position, name in enumerate(deliveries if isinstance(deliveries, list) else []):
        if isinstance(name, str) and (name.startswith("/") or "\\" in name or ":" in name):
            expected = "ein Pfad von concept.toml aus, mit / getrennt"
            yield toml_error(
                "E283", place_of(("deliveries", position)), f"„{name}“", expected, "Bitte den Pfad kürzen, damit er überall gilt."
            )
