"""Earlier states of the concept: a Fortschreibung is compared with what the version before said when it was last in force."""

from dataclasses import dataclass
from datetime import datetime

from domain.concepts import Concept
from store.known import Where, rows_of
from store.publication import NOW


@dataclass(frozen=True)
class KeptConcept:
    """A concept as it was delivered; ``since`` is when a version of this label was first accepted (UTC, naive)."""

    concept: Concept
    since: datetime


def versions_kept(where: Where, as_of: datetime | None = None) -> dict[str, KeptConcept]:
    """By the label of its newest version, the last valid concept that had it; ``where`` is a snapshot or the working connection."""
    from domain.toml_files import build, parse_toml  # only who compares versions reads them all

    found: dict[str, KeptConcept] = {}
    for row in rows_of(where, "known_concepts", {"moment": as_of or NOW}):  # newest first
        concept = build(Concept, parse_toml(row["content"], row["name"]), row["name"])
        label = concept.newest.label if concept.newest else ""
        last = found.get(label)
        found[label] = KeptConcept(last.concept if last else concept, row["accepted_at"])
    return found
