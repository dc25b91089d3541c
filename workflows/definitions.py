"""Own indicators: what only who knows the library and the indicators in force can say about a delivered one; the workbook of all."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from io import BytesIO

from domain.definition_sheet import FORMULAS, words_of
from domain.definition_texts import fingerprint, normalised, unwritable
from domain.deliveries import DeliveredDefinition, Finding, Reading, Severity
from domain.indicators import Definition, Direction, Sampling
from domain.vocabulary import TOPICS
from store import Snapshot
from views.values import definitions_of

_KEY = re.compile(r"Eintrag ([\w.]+)(?:, Beispiel (\d+))?:? ")
_CODES: Mapping[str, str] = {
    **FORMULAS,
    **{each.value: each.label for each in Direction},
    **{each.value: each.label for each in Sampling},
    **TOPICS,
}
_GERMAN_TOO = frozenset({"also", "lag", "links", "total"})
"""Keys that are German words as well, and stay as they are in a sentence."""


def checked_definitions(reading: Reading) -> Reading:
    """The reading without rows that only repeat the library, and with what is wrong in the others."""
    from indicators.definition_checks import problems  # only own indicators need the checks
    from indicators.library import library

    shipped = library()
    rows: list[DeliveredDefinition] = []
    found: list[Finding] = []
    for each in reading.rows:
        same_id = shipped.get(each.definition.id)
        if same_id is not None and fingerprint(same_id) == fingerprint(each.definition):
            continue
        rows.append(each)
        if same_id is not None:
            found.append(_supplied(each, same_id))
        complaints = [f"Eintrag {key}: {text}" for key, text in unwritable(each.definition)]
        found += [_complaint(each, text) for text in (*problems(each.definition), *complaints)]
    if not rows and not reading.findings:
        advice = "Einen eigenen Indikator als neue Zeile mit eigener Kennung eintragen."
        found.append(Finding(Severity.ERROR, "E296", "nur mitgelieferte Indikatoren", "mindestens ein eigener Indikator", advice))
    return replace(reading, rows=tuple(rows), findings=_errors_first(*reading.findings, *found))


def _errors_first(*findings: Finding) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda finding: finding.severity is not Severity.ERROR))


def _at(each: DeliveredDefinition, key: str) -> tuple[str | None, str | None]:
    """Sheet and cell of a key; in a TOML file the key itself is the place."""
    return each.place(key) if each.places else (None, key)


def _supplied(each: DeliveredDefinition, shipped: Definition) -> Finding:
    found = f"Die Kennung „{shipped.id}“ gehört zum mitgelieferten Indikator „{shipped.name}“ und sagt hier etwas anderes"
    advice = "Bitte eine eigene Kennung vergeben; gleicher Name mit anderer Formel ist ein anderer Indikator."
    return Finding(Severity.ERROR, "E294", found, "eine Kennung, die noch frei ist", advice, *_at(each, "id"))


def _complaint(each: DeliveredDefinition, text: str) -> Finding:
    """A complaint about a definition as a finding at its cell, in the words of the workbook where it came from one."""
    key = _KEY.match(text)
    path = f"{key[1]}.{int(key[2]) - 1}" if key and key[2] else key[1] if key else ""
    said = text[key.end() :] if key else text
    if each.places:
        said = re.sub(r"„(\w+)“", lambda found: f"„{_CODES.get(found[1], found[1])}“", said)
        said = re.sub(r"\b[a-z_]+\b", lambda word: word[0] if word[0] in _GERMAN_TOO else words_of(word[0]), said)
    name = words_of(key[1]) if key and each.places else key[1] if key else "Indikator"
    sentences = re.split(r"(?<=\.) (?=Bitte |Erlaubt |Erwartet )", said.rstrip())
    found = (
        f"{each.definition.id[:80]}: {name}{'' if said.startswith('fehlt') or said.startswith('ist ') else ':'} {sentences[0].rstrip('.')}"
    )
    expected = next((part.rstrip(".") for part in sentences[1:] if not part.startswith("Bitte")), "ein stimmiger Indikator")
    advice = next(
        (part for part in sentences if part.startswith("Bitte")), "Bitte berichtigen; die Ausfüllhilfe im Katalog erklärt die Angaben."
    )
    return Finding(Severity.ERROR, "E293", found, expected, advice, *_at(each, path))


def compared_definitions(reading: Reading, known: Mapping[str, Definition]) -> Reading:
    """The reading beside the own indicators in force: a changed one needs a higher version that says what has changed; a row nobody
    touched since the workbook was written does not take back what others changed meanwhile."""
    rows: list[DeliveredDefinition] = []
    found: list[Finding] = []
    for each in reading.rows:
        before = known.get(each.definition.id)
        changed = before is not None and normalised(replace(before, own=False)) != each.definition
        if before is not None and changed and each.as_written:
            found.append(_outdated(each, before))
            continue
        rows.append(each)
        if before is not None and changed:
            found += _version_findings(each, before)
    return replace(reading, rows=tuple(rows), findings=_errors_first(*reading.findings, *found))


def _outdated(each: DeliveredDefinition, before: Definition) -> Finding:
    found = f"{before.id}: unverändert seit dem Herunterladen, inzwischen gilt Fassung {before.version}"
    advice = f"Die Zeile wird übergangen, Fassung {before.version} bleibt. Zum Ändern den Katalog neu herunterladen."
    return Finding(Severity.HINT, "H479", found, f"Fassung {before.version}", advice, *_at(each, "version"))


def _version_findings(each: DeliveredDefinition, before: Definition) -> Iterator[Finding]:
    after = each.definition
    if after.version <= before.version:
        found = f"{after.id}: geändert, aber weiterhin Fassung {after.version}"
        advice = "Bitte die Fassung um 1 erhöhen und unter „Fassungen“ sagen, seit wann sie gilt und was sich geändert hat."
        yield Finding(Severity.ERROR, "E295", found, f"Fassung {before.version + 1}", advice, *_at(each, "version"))
        return
    lost = [change for change in before.changes if change not in after.changes]
    if lost:
        found = f"{after.id}: Die Erläuterung zur Fassung {lost[0].version} fehlt oder lautet anders"
        advice = "Bitte frühere Zeilen im Blatt „Fassungen“ stehen lassen und nur die neue ergänzen."
        yield Finding(Severity.ERROR, "E295", found, f"„{lost[0].text}“", advice, *_at(each, "changes"))


def catalogue_sheet(snapshot: Snapshot) -> bytes:
    """The workbook „Indikatorenkatalog“ with the library and the indicators added so far; definitions are for everybody."""
    from reports.definition_sheet import write_definition_sheet  # only who takes the workbook away needs its writer

    order = list(TOPICS)
    definitions = definitions_of(snapshot).values()
    buffer = BytesIO()
    write_definition_sheet(
        buffer, sorted(definitions, key=lambda each: (each.own, order.index(each.topic) if each.topic in order else 99, each.name))
    )
    return buffer.getvalue()
