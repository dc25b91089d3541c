"""Findings as groups of what repairs them: one advice with all its places, errors first."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from domain.cells import cell_place
from domain.deliveries import Finding, Severity
from views.formats import counted

FIRST = 3
"""So many places are named before somebody asks for all of them."""


@dataclass(frozen=True)
class Place:
    """One finding of a group; ``key`` is what a confirmation is kept under."""

    key: str
    where: str
    found: str
    expected: str


@dataclass(frozen=True)
class FindingGroup:
    """Findings that the same advice repairs. ``id`` stays the same while the file and what is found in it do."""

    id: str
    severity: Severity
    code: str
    advice: str
    places: tuple[Place, ...]

    @property
    def count(self) -> str:
        return counted(len(self.places), "Stelle", "Stellen")

    @property
    def expected(self) -> str:
        """What was expected, where it is the same at all places."""
        texts = {place.expected for place in self.places}
        return texts.pop() if len(texts) == 1 else ""

    @property
    def first(self) -> tuple[Place, ...]:
        """The places that are named at once."""
        return self.places[:FIRST]

    def unconfirmed(self, confirmations: Mapping[str, str]) -> int:
        """How many of its places nobody has confirmed yet."""
        return sum(place.key not in confirmations for place in self.places)

    def reason(self, confirmations: Mapping[str, str]) -> str:
        """The reason given for all of its places, empty where they differ."""
        reasons = {confirmations.get(place.key, "") for place in self.places}
        return reasons.pop() if len(reasons) == 1 else ""


def grouped(findings: Iterable[Finding]) -> tuple[FindingGroup, ...]:
    """One group per severity, code and advice; errors first, then in the order of the file."""
    found: dict[tuple[Severity, str, str], dict[str, Place]] = {}
    for each in findings:
        places = found.setdefault((each.severity, each.code, each.advice), {})
        places.setdefault(each.key, Place(each.key, where(each), each.found, each.expected))
    groups = [
        FindingGroup(sha256("|".join(kind).encode()).hexdigest()[:12], *kind, tuple(places.values())) for kind, places in found.items()
    ]
    return tuple(sorted(groups, key=lambda group: group.severity is not Severity.ERROR))


def unconfirmed(groups: Sequence[FindingGroup], confirmations: Mapping[str, str]) -> int:
    """How many hints somebody still has to confirm before the file can be accepted."""
    return sum(group.unconfirmed(confirmations) for group in groups if group.severity is Severity.HINT)


def where(finding: Finding) -> str:
    """``Blatt „1.3 Arbeit“, Zelle F17``; ``Zeile 103, Feld 4 (L103F4)`` in a text file; the whole file where no place is named."""
    cell = finding.cell or ""
    place = cell_place(cell)
    if place is not None and not finding.sheet and "F" in cell[1:]:
        return f"Zeile {place[0]}, Feld {place[1]} ({cell})"
    named = (f"Blatt „{finding.sheet}“" if finding.sheet else "", f"Zelle {cell}" if cell else "")
    return ", ".join(part for part in named if part) or "ganze Datei"
