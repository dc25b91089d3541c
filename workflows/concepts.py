"""A delivered concept beside the one in force: what may not change, what a new version has to say; the workbook of the concept."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from io import BytesIO

import store.reading
from domain.access import Permission, Viewer
from domain.concept_toml import concept_toml
from domain.concept_versions import Broken, Comparison, Part, broken_text, compare, is_update, measure_parts, named, parts
from domain.concepts import Concept, FateKind, FieldIndicator, PartKind, Version
from domain.deliveries import Finding, Reading, Severity, nearest_place
from domain.indicators import Target
from domain.local_time import today
from domain.when_texts import parse_when, when_text
from store import Snapshot
from views.formats import counted
from views.values import definitions_of

_UNDO = "War schon der frühere Text falsch abgeschrieben, bitte die Lieferung zurücknehmen, die ihn brachte (Datenstand)"
_VERSION = "Bitte den beschlossenen Text wiederherstellen oder eine neue Fassung mit „Gilt ab“ und Verbleib anlegen."
_FATES = "Bitte unter „Verbleib“ je Teil eine Zeile ergänzen."


def compared_concept(
    reading: Reading, before: Concept | None, measures: Mapping[str, str], kept: Mapping[str, Concept] | None = None
) -> Reading:
    """The reading with what is wrong beside the concept in force; ``measures`` are the titles of known measures by number, ``kept`` what
    earlier versions said when they were last in force, by label."""
    if before is None or reading.rows is None:
        return reading
    found = [
        *_other_city(reading, before, reading.rows),
        *_version_findings(reading, before, reading.rows, measures, kept or {}),
        *_target_findings(reading, before, reading.rows),
    ]
    ordered = sorted((*reading.findings, *found), key=lambda finding: finding.severity is not Severity.ERROR)
    return replace(reading, findings=tuple(ordered))


def _error(reading: Reading, code: str, path: str, found: str, expected: str, advice: str) -> Finding:
    """An error at a place of the concept: the cell where it came in a workbook, the key in a concept.toml."""
    sheet, cell = nearest_place(reading.places, path) if reading.places else (None, _toml_place(path) or None)
    return Finding(Severity.ERROR, code, found, expected, advice, sheet, cell)


def _toml_place(path: str) -> str:
    """``fields.0.goals.1.text`` → ``fields[1].goals[2].text``."""
    return "".join(f"[{int(part) + 1}]" if part.isdigit() else f".{part}" for part in path.split(".")).lstrip(".")


def _other_city(reading: Reading, before: Concept, after: Concept) -> Iterator[Finding]:
    """A hint where the file is that of another concept or another place: everything would be replaced by it."""
    places = (("id", "Kennung", before.id, after.id), ("area.key", "Gebietsschlüssel", before.area.key, after.area.key))
    for path, name, old, new in places:
        if old != new:
            advice = "Es würde das ganze Konzept ersetzt. Bitte nur bestätigen, wenn es wirklich das Konzept dieser Installation ist."
            finding = _error(reading, "H442", path, f"{name} „{new}“, bisher „{old}“", f"„{old}“", advice)
            yield replace(finding, severity=Severity.HINT)


def _version_findings(
    reading: Reading, before: Concept, after: Concept, measures: Mapping[str, str], kept: Mapping[str, Concept]
) -> Iterator[Finding]:
    wrong = [*_list_findings(reading, before, after)]
    yield from wrong
    if before.newest is None or after.newest is None or wrong:
        return
    path = f"versions.{len(after.versions) - 1}"
    if not is_update(before, after):
        if before.newest.adopted:
            yield from (_broken(reading, each, before.newest) for each in broken_text(before, after))
        else:
            yield from _draft_findings(reading, after, path, kept)
        return
    labels = [each.label for each in after.versions]
    if labels.index(before.newest.label) != len(labels) - 2:
        found = f"Zwischen „{before.newest.label}“ und „{after.newest.label}“ steht noch eine Fassung"
        advice = "Bitte Fortschreibungen nacheinander einspielen, damit der Verbleib zu jeder passt."
        yield _error(reading, "E341", path, found, "genau eine neue Fassung am Ende der Liste", advice)
        return
    yield from _start(reading, after.newest, path)
    if any(each.adopted for each in before.versions):
        yield from _fate_findings(reading, before, after, path)
        yield from _measure_findings(reading, after.newest, path, measures)


def _list_findings(reading: Reading, before: Concept, after: Concept) -> Iterator[Finding]:
    """Versions that are gone, changed places or are said to be adopted no longer: each would set adopted text free."""
    labels = [each.label for each in after.versions]
    known = [each.label for each in before.versions]
    for label in known:
        if label not in labels:
            advice = "Bitte die Fassung mit ihrer bisherigen Bezeichnung stehen lassen; eine neue kommt als weitere Zeile dahinter."
            yield _error(reading, "E341", "versions", f"Die Fassung „{label}“ fehlt oder heißt anders", f"die Fassung „{label}“", advice)
    there = [label for label in labels if label in known]
    if there != [label for label in known if label in there]:
        found = f"Die Fassungen stehen in anderer Reihenfolge: „{'“, „'.join(there)}“"
        advice = "Bitte die bisherige Reihenfolge stehen lassen; die letzte Fassung ist die, deren Wortlaut das Konzept wiedergibt."
        yield _error(reading, "E341", "versions", found, f"„{'“, „'.join(known)}“", advice)
    adopted = {each.label for each in before.versions if each.adopted}
    for place, version in enumerate(after.versions):
        if version.label in adopted and not version.adopted:
            found, expected = (
                f"„{version.label}“ ist nicht mehr als beschlossen angegeben",
                "Datum des Beschlusses oder Gremium, wie bisher",
            )
            yield _error(reading, "E341", f"versions.{place}.date", found, expected, f"Bitte wieder eintragen. {_UNDO}.")
    named_as_adopted = {each.id for each in before.fields if each.adopted}
    for place, each in enumerate(after.fields):
        if each.id in named_as_adopted and not each.adopted:
            found = f"Handlungsfeld „{each.id}“: der Name gilt nicht mehr als beschlossen"
            advice = f"Bitte „nein“ wieder entfernen. {_UNDO}."
            yield _error(reading, "E340", f"fields.{place}.adopted", found, "ein Name wie beschlossen, wie bisher", advice)


def _draft_findings(reading: Reading, after: Concept, path: str, kept: Mapping[str, Concept]) -> Iterator[Finding]:
    """A Fortschreibung that is still a draft may be rewritten, but goes on telling what becomes of each part of the version before."""
    if after.newest is None or len(after.versions) < 2:
        return
    before = kept.get(after.versions[-2].label)
    if before is None or not any(each.adopted for each in after.versions[:-1]):
        return
    if not after.newest.starts:
        yield from _start(reading, after.newest, path)
    yield from _fate_findings(reading, before, after, path)


def _broken(reading: Reading, each: Broken, version: Version) -> Finding:
    found = f"{each.what}: bisher „{each.old}“, " + (f"hier „{each.new}“" if each.new else "hier nicht mehr da")
    expected = f"der Wortlaut der Fassung „{version.label}“, unverändert"
    return _error(reading, "E340", each.path, found, expected, f"{_VERSION} {_UNDO}.")


def _start(reading: Reading, version: Version, path: str) -> Iterator[Finding]:
    if not version.starts:
        advice = "Bitte „Gilt ab“ oder das Datum des Beschlusses eintragen."
        yield _error(reading, "E342", f"{path}.valid_from", f"„{version.label}“ ohne Beginn", "ab wann die Fassung gilt", advice)
    elif version.starts > today().isoformat()[: len(version.starts)]:
        found = f"„{version.label}“ gilt erst ab {when_text(version.starts)}"
        advice = "Mit dem Übernehmen zeigt der Monitor sofort die neue Fassung. Bitte nur bestätigen, wenn das so sein soll."
        finding = _error(reading, "H441", f"{path}.valid_from", found, "eine Fassung, die schon gilt", advice)
        yield replace(finding, severity=Severity.HINT)


def _fate_findings(reading: Reading, before: Concept, after: Concept, path: str) -> Iterator[Finding]:
    """What became of each part, kind by kind; kept ones with the same id and text need no line."""
    version = after.newest
    if version is None:
        return
    old, new = parts(before), parts(after)
    for kind in old:
        yield from _contradictions(reading, compare(version, old, new, kind), old[kind], new[kind], version, path)


def _contradictions(
    reading: Reading, found: Comparison, old: Mapping[str, Part], new: Mapping[str, Part], version: Version, path: str
) -> Iterator[Finding]:
    label = found.kind.label
    for place, fate in enumerate(version.fates):
        if fate.kind is not found.kind:
            continue
        said = _contradiction(fate.fate, old.get(" ".join(fate.old.split())), new.get(" ".join(fate.new.split())), old, new)
        if fate.old and " ".join(fate.old.split()) not in old:
            said = (
                f"„{fate.old}“ gibt es in der Fassung davor nicht",
                "ein Teil der Fassung davor: " + (named(list(old.values())) or "keiner"),
            )
        if said:
            advice = "Bitte die Zeile im Verbleib oder den Text im Konzept berichtigen."
            yield _error(reading, "E344", f"{path}.fates.{place}", f"{label}: {said[0]}", said[1], advice)
    if found.unstated_old:
        expected = "für jeden Teil der Fassung davor: geändert, zusammengelegt oder entfallen; unverändert übernommene brauchen keine Zeile"
        yield _error(reading, "E343", f"{path}.label", f"{label}: ohne Verbleib {named(found.unstated_old)}", expected, _FATES)
    if found.unstated_new:
        expected = "für jeden Teil, den die Fassung davor so nicht hat: „neu“, oder aus welchem er hervorging"
        yield _error(reading, "E343", f"{path}.label", f"{label}: ohne Herkunft {named(found.unstated_new)}", expected, _FATES)


def _contradiction(
    fate: FateKind, before: Part | None, now: Part | None, old: Mapping[str, Part], new: Mapping[str, Part]
) -> tuple[str, str] | None:
    """What a line says that both versions contradict, and what was expected."""
    if fate is FateKind.KEPT and before and now and before.text != now.text:
        return (
            f"„{before.id}“ soll übernommen sein, heißt aber jetzt „{now.text}“ statt „{before.text}“",
            "derselbe Wortlaut, sonst „geändert“",
        )
    if fate is FateKind.DROPPED and before and (same := new.get(before.id)) and same.text == before.text:
        return f"„{before.id}“ soll entfallen sein, steht aber unverändert im Konzept", "ein Teil, den es nicht mehr gibt"
    if fate is FateKind.NEW and now and (same := old.get(now.id)) and same.text == now.text:
        return f"„{now.id}“ soll neu sein, stand aber schon in der Fassung davor", "ein Teil, den es davor nicht gab"
    return None


def _measure_findings(reading: Reading, version: Version, path: str, measures: Mapping[str, str]) -> Iterator[Finding]:
    """Measures stand in no concept: those known so far and not named go on under their numbers, and somebody confirms that."""
    told = {fate.old for fate in version.fates if fate.kind is PartKind.MEASURE}
    for place, fate in enumerate(version.fates):
        if fate.kind is PartKind.MEASURE and fate.old and measures and fate.old not in measures:
            found = f"Die Maßnahme „{fate.old}“ ist nicht bekannt"
            advice = "Bitte die Nummer prüfen; bekannt sind die Maßnahmen, über die berichtet wurde."
            yield _error(reading, "E344", f"{path}.fates.{place}.old", found, "eine Nummer aus den Sachstandsblättern", advice)
    rest = [part for number, part in measure_parts(measures)[PartKind.MEASURE].items() if number not in told]
    taken = {fate.new for fate in version.fates if fate.kind is PartKind.MEASURE and fate.fate is not FateKind.MERGED}
    clash = [part for part in rest if part.id in taken]
    if clash:
        advice = "Bitte auch für die bisherige Maßnahme dieser Nummer eine Zeile im Verbleib ergänzen."
        found = f"Die Nummer wird neu vergeben, ohne dass gesagt ist, was aus der bisherigen Maßnahme wurde: {named(clash)}"
        yield _error(reading, "E343", f"{path}.label", found, "jede Maßnahme der Fassung davor genau einmal", advice)
    kept = [part for part in rest if part.id not in taken]
    if kept:
        count = counted(len(kept), "Maßnahme ohne Verbleib gilt", "Maßnahmen ohne Verbleib gelten")
        found = f"{count} als übernommen mit gleicher Nummer: {named(kept, 5)}"
        advice = "Bitte bestätigen, oder für geänderte, zusammengelegte und entfallene Maßnahmen Zeilen im Verbleib ergänzen."
        finding = _error(reading, "H440", f"{path}.label", found, "der Verbleib jeder Maßnahme", advice)
        yield replace(finding, severity=Severity.HINT)


def _target_findings(reading: Reading, before: Concept, after: Concept) -> Iterator[Finding]:
    """Targets only grow: earlier lines stay as they are, and what is added beside them says since when and why."""
    places = {(each.field, each.indicator): place for place, each in enumerate(after.indicators)}
    now = {(each.field, each.indicator): each for each in after.indicators}
    for use in before.indicators:
        key = use.field, use.indicator
        there, path = now.get(key), f"indicators.{places[key]}" if key in places else ""
        lost = list(_lost_targets(reading, use, there, path))
        yield from lost
        if use.targets and there is not None and not lost:
            yield from _bare_targets(reading, use.targets, there, path)


def _lost_targets(reading: Reading, use: FieldIndicator, there: FieldIndicator | None, path: str) -> Iterator[Finding]:
    left = [] if there is None else list(map(_same_since, there.targets))
    for place, target in enumerate(map(_same_since, use.targets)):
        if target in left:
            left.remove(target)
            continue
        found = f"{use.indicator} im Handlungsfeld „{use.field}“: Das Ziel {_words(target)} fehlt oder lautet anders"
        advice = (
            "Bitte die frühere Zeile unverändert stehen lassen und darunter eine neue mit „Seit“ und „Grund“ ergänzen; "
            "mit „Löst frühere ab“ zählt nur noch die neue."
        )
        at = f"{path}.targets.{place}" if there is not None and place < len(there.targets) else path
        yield _error(reading, "E345", at, found, "jedes frühere Ziel, unverändert", advice)


def _same_since(target: Target) -> Target:
    return replace(target, since=parse_when(target.since))


def _words(target: Target) -> str:
    value = "" if target.value is None else f"{target.value:.15g}".replace(".", ",")
    parts_of = (value, f"bis {target.year}" if target.year else "", f"seit {when_text(target.since)}" if target.since else "")
    return f"„{' '.join(part for part in parts_of if part) or 'nur Richtung'}“"


def _bare_targets(reading: Reading, known: Sequence[Target], there: FieldIndicator, path: str) -> Iterator[Finding]:
    before = set(map(_same_since, known))
    for place, target in enumerate(there.targets):
        if _same_since(target) in before:
            continue
        for key, head in (("since", "Seit"), ("reason", "Grund")):
            if not getattr(target, key):
                found = f"Das neue Ziel {_words(target)} für {there.indicator} ohne „{head}“"
                advice = "Bitte ergänzen: Wer das frühere Ziel kennt, soll sehen, wann und warum es abgelöst wurde."
                yield _error(reading, "E345", f"{path}.targets.{place}.{key}", found, f"eine Angabe bei „{head}“", advice)


def concept_sheet(snapshot: Snapshot, viewer: Viewer) -> bytes:
    """The concept in force as a workbook, to read and to edit. It holds mail addresses: for those who may import."""
    from reports.concept_sheet import write_concept_sheet  # only who takes the workbook away needs its writer

    viewer.require(Permission.IMPORT)
    buffer = BytesIO()
    names = {key: each.name for key, each in definitions_of(snapshot).items()}
    write_concept_sheet(buffer, store.reading.concept(snapshot), names)
    return buffer.getvalue()


def concept_text(snapshot: Snapshot, viewer: Viewer) -> bytes:
    """The concept in force as a concept.toml in its canonical form."""
    viewer.require(Permission.IMPORT)
    return concept_toml(store.reading.concept(snapshot)).encode()
