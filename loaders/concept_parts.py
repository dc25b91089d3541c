"""Checks of a concept's versions with the fates of their parts, and of its registers."""

import re
from collections import Counter
from collections.abc import Iterator

from domain.concepts import FateKind, PartKind
from domain.deliveries import Finding
from loaders.toml_findings import Table, tables, text_of, toml_error

_NEEDS: dict[str, tuple[bool, bool]] = {
    FateKind.KEPT.value: (True, True),
    FateKind.CHANGED.value: (True, True),
    FateKind.MERGED.value: (True, True),
    FateKind.NEW.value: (False, True),
    FateKind.DROPPED.value: (True, False),
}
"""Whether a fate has something before and something now."""
_MAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>.]+")


def version_findings(data: Table) -> Iterator[Finding]:
    """Validity dates that contradict each other, and fates that do not add up in themselves."""
    versions = tables(data, "versions")
    yield from _validity(versions)
    for number, (place, version) in enumerate(versions):
        fates = [(at, fate) for at, fate in tables(version, "fates", place) if text_of(fate, "fate") in _NEEDS]
        if fates and number == 0:
            advice = "Bitte die Fassung davor ergänzen oder den Verbleib streichen."
            yield toml_error("E332", fates[0][0], "ein Verbleib in der ersten Fassung", "eine Fassung davor", advice)
        yield from _sides(fates)
        yield from _twice(fates)
    if versions:
        yield from _unknown_parts(data, *versions[-1])


def _validity(versions: list[tuple[str, Table]]) -> Iterator[Finding]:
    advice = "Bitte „Gilt ab“ und „Gilt bis“ der Fassungen aufeinander abstimmen."
    before = ""
    for place, version in versions:
        start, end = text_of(version, "valid_from") or text_of(version, "date"), text_of(version, "valid_until")
        if earlier(end, start):
            yield toml_error("E333", f"{place}.valid_until", f"gilt bis {end}, aber erst ab {start}", "ein späteres Ende", advice)
        if earlier(start, before) and text_of(version, "valid_from"):
            found = f"gilt ab {start}, die Fassung davor aber bis oder ab {before}"
            yield toml_error("E333", f"{place}.valid_from", found, "Fassungen, die einander ablösen", advice)
        before = end or start or before


def earlier(one: str, other: str) -> bool:
    """True if a date as exact as its source is surely before another; false where one is missing or too vague."""
    exact = min(len(one), len(other))
    return exact >= 4 and one[:exact] < other[:exact]


def _sides(fates: list[tuple[str, Table]]) -> Iterator[Finding]:
    for place, fate in fates:
        kind = FateKind(text_of(fate, "fate"))
        for key, needed in zip(("old", "new"), _NEEDS[kind.value], strict=True):
            if bool(text_of(fate, key)) is not needed:
                word = "bisher" if key == "old" else "jetzt"
                found = f"„{kind.label}“ {'ohne' if needed else 'mit'} Angabe, wie der Teil {word} heißt"
                expected = f"bei „{kind.label}“ {'diese Angabe' if needed else 'keine solche Angabe'}"
                yield toml_error("E330", f"{place}.{key}", found, expected, "Bitte ergänzen oder leeren.")


def _twice(fates: list[tuple[str, Table]]) -> Iterator[Finding]:
    """Each part of before exactly once; each part of now from one source, unless several were merged into it."""
    merged = FateKind.MERGED.value
    seen: dict[tuple[str, str, str], str] = {}
    for place, fate in fates:
        for key in ("old", "new"):
            text = text_of(fate, key)
            if not text or (key == "new" and text_of(fate, "fate") == merged):
                continue
            part = text_of(fate, "kind"), key, text
            if part in seen:
                expected = (
                    "jeder Teil der Fassung davor genau einmal"
                    if key == "old"
                    else "jeder neue Teil aus einem Teil, außer bei „zusammengelegt“"
                )
                advice = "Bitte eine der beiden Zeilen streichen oder berichtigen."
                yield toml_error("E331", f"{place}.{key}", f"„{text}“ schon bei {seen[part]}", expected, advice)
            seen.setdefault(part, f"{place}.{key}")


def _unknown_parts(data: Table, place: str, version: Table) -> Iterator[Finding]:
    """Fates of the newest version must lead to parts of this concept; measures are known elsewhere."""
    known = parts_of(data)
    for at, fate in tables(version, "fates", place):
        kind, new = text_of(fate, "kind"), text_of(fate, "new")
        if new and kind in known and " ".join(new.split()) not in known[kind]:
            found = f"{PartKind(kind).label} „{new}“ gibt es in diesem Konzept nicht"
            what = "der Wortlaut" if kind == PartKind.APPROACH.value else "die Kennung"
            advice = "Bitte die Schreibweise prüfen oder den Teil im Konzept ergänzen."
            yield toml_error("E337", f"{at}.new", found, f"{what} eines Teils dieser Fassung", advice)


def parts_of(data: Table) -> dict[str, set[str]]:
    """Ids of fields, goals and strategic goals, texts of approaches, by kind."""
    fields = tables(data, "fields")
    approaches = [text for _, entry in fields if isinstance(entry.get("approaches"), list) for text in entry["approaches"]]
    return {
        PartKind.FIELD.value: {text_of(entry, "id") for _, entry in fields},
        PartKind.GOAL.value: {text_of(goal, "id") for place, entry in fields for _, goal in tables(entry, "goals", place)},
        PartKind.APPROACH.value: {" ".join(text.split()) for text in approaches if isinstance(text, str)},
        PartKind.STRATEGIC_GOAL.value: {text_of(entry, "id") for _, entry in tables(data, "strategic_goals")},
    }


def register_findings(data: Table) -> Iterator[Finding]:
    """The register of organisations, and years of horizons."""
    organisations = tables(data, "organisations")
    above = {text_of(entry, "name"): text_of(entry, "part_of") for _, entry in organisations}
    names = Counter(word for _, entry in organisations for word in {text_of(entry, "name"), text_of(entry, "short")} if word)
    for place, entry in organisations:
        name, part_of, mail, short = (text_of(entry, key) for key in ("name", "part_of", "mail", "short"))
        if part_of and part_of not in above:
            advice = "Bitte die Schreibweise prüfen oder die übergeordnete Organisation ergänzen."
            yield toml_error("E334", f"{place}.part_of", f"„{part_of}“ steht nicht im Verzeichnis", "eine Organisation daraus", advice)
        elif part_of and _circle(name, above):
            advice = "Bitte „Gehört zu“ berichtigen."
            yield toml_error("E334", f"{place}.part_of", f"„{name}“ gehört über „{part_of}“ zu sich selbst", "ein Baum ohne Kreis", advice)
        if mail and not _MAIL.fullmatch(mail):
            yield toml_error("E335", f"{place}.mail", f"„{mail}“", "eine E-Mail-Adresse", "Bitte berichtigen oder leeren.")
        if short and short != name and names[short] > 1:
            advice = "Bitte einen anderen Kurznamen wählen."
            yield toml_error("E338", f"{place}.short", f"„{short}“ meint mehrere Organisationen", "ein eindeutiger Kurzname", advice)
    for place, entry in tables(data, "horizons"):
        first, last = entry.get("first_year"), entry.get("last_year")
        if isinstance(first, int) and isinstance(last, int) and last < first:
            advice = "Bitte die Jahre berichtigen."
            yield toml_error("E336", f"{place}.last_year", f"bis {last}, aber erst ab {first}", "ein Jahr nicht vor dem ersten", advice)


def _circle(name: str, above: dict[str, str]) -> bool:
    seen = {name}
    while name := above.get(name, ""):
        if name in seen:
            return True
        seen.add(name)
    return False
