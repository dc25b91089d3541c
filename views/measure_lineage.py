"""Where a measure comes from and where it went: fates told by the versions of the concept, and what was merged with what."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from domain.concepts import Concept, Fate, FateKind, PartKind
from domain.measures import MeasureRow


@dataclass(frozen=True)
class Link:
    """A sentence about another measure; ``measure`` is its number where it is one of today's, else empty."""

    text: str
    measure: str = ""


@dataclass(frozen=True)
class Lineage:
    """``before``: what it comes from; ``after``: what became of it. The nearest first."""

    before: tuple[Link, ...]
    after: tuple[Link, ...]


def lineage(concept: Concept, rows: Sequence[MeasureRow], row: MeasureRow) -> Lineage:
    """Both ways of a measure: numbers of the newest version that tells fates of measures are those of today's reports."""
    titles = {each.measure: each.title for each in rows}
    merged = [Link(f"{each.measure} {each.title} ist hierin aufgegangen", each.measure) for each in rows if each.merged_into == row.measure]
    after = list(_after(concept, row.measure, titles))
    if row.merged_into and row.merged_into not in [each.measure for each in after]:
        after.insert(0, _to(f"aufgegangen in {row.merged_into}", row.merged_into, titles))
    return Lineage(before=(*merged, *_before(concept, row.measure)), after=tuple(after))


def _to(text: str, number: str, titles: Mapping[str, str]) -> Link:
    return Link(f"{text} {titles.get(number, '')}".strip(), number if number in titles else "")


def _after(concept: Concept, number: str, titles: Mapping[str, str]) -> Iterable[Link]:
    """What the newest fates say of a measure that is still called as in the version before. One whose number is in use again is the
    newer of the two."""
    for version in reversed(concept.versions):
        told = [each for each in version.fates if each.kind is PartKind.MEASURE]
        if not told:
            continue
        if number in [each.new for each in told]:
            return
        for each in told:
            if each.old == number:
                into = f" in {each.new}" if each.new else ""
                yield _to(f"mit „{version.label}“ {each.fate.label}{into}", each.new, titles)
        return


def _before(concept: Concept, number: str) -> Iterable[Link]:
    """Back through the versions, the newest first."""
    numbers = [number]
    for version in reversed(concept.versions):
        told = [each for each in version.fates if each.kind is PartKind.MEASURE]
        if not told:
            continue
        found = [each for each in told if each.new in numbers]
        for each in found:
            yield Link(_sentence(each, version.label))
        numbers = [each.old for each in found if each.old]


def _sentence(fate: Fate, version: str) -> str:
    note = f" ({fate.note})" if fate.note else ""
    if fate.fate is FateKind.NEW:
        return f"neu mit „{version}“{note}"
    named = " ".join(filter(None, (fate.old, fate.title)))
    return f"Vorgänger {named}: mit „{version}“ {fate.fate.label}{note}"
