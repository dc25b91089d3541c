"""Who takes part: bodies and the register of organisations, filtered by kind, each below the one it belongs to."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

import store.reading
from domain.access import Permission, Viewer
from domain.concepts import Concept, Organisation, OrganisationKind
from domain.organisations import Register
from store.publication import Snapshot
from views.concept import TextTable, text_table_of
from views.formats import counted

ALL, UNSTATED = "", "ohne"


@dataclass(frozen=True)
class RegisterView:
    """``kinds``: what there is to choose from, by id; ``summary`` says how many of how many are shown."""

    kinds: Mapping[str, str]
    table: TextTable
    summary: str


def build(snapshot: Snapshot, viewer: Viewer, kind: str, as_of: datetime | None = None) -> RegisterView:
    """The register as this viewer may see it; mail addresses are internal."""
    concept = store.reading.concept(snapshot, as_of)
    leads = [row.lead for row in store.reading.measures(snapshot, viewer, as_of)]
    return register_view(concept, leads, kind, mail=viewer.may(Permission.SEE_INTERNAL))


def register_view(concept: Concept, leads: list[str], kind: str = ALL, *, mail: bool = False) -> RegisterView:
    """The register of a concept; ``leads`` are the organisations named as lead, once for each measure."""
    known = Register(concept.organisations)
    led = Counter(known.name(lead) for lead in leads if lead)
    kinds = {ALL: "alle"} | {each.value or UNSTATED: each.label or "ohne Angabe" for each in _kinds(concept)}
    rows = [
        _row(each, depth if kind == ALL else 0, concept, led, mail=mail)
        for each, depth in _ordered(concept.organisations)
        if kind in (ALL, each.kind.value or UNSTATED)
    ]
    columns = ("Organisation", "Art", "Gehört zu", "Federführung", "Rolle", "E-Mail")
    total = counted(len(concept.organisations), "Organisation", "Organisationen")
    summary = total if len(rows) == len(concept.organisations) else f"{len(rows)} von {total}"
    return RegisterView(kinds, text_table_of(columns, rows), summary)


def _kinds(concept: Concept) -> list[OrganisationKind]:
    """Kinds in use, in the order of the list; those without come last."""
    used = {each.kind for each in concept.organisations}
    return sorted(used, key=lambda kind: (kind is OrganisationKind.UNSTATED, list(OrganisationKind).index(kind)))


def _ordered(organisations: tuple[Organisation, ...]) -> Iterator[tuple[Organisation, int]]:
    """By kind, in the order of the source within a kind; what belongs to another follows it, one step deeper."""
    kinds = list(OrganisationKind)
    ranked = sorted(organisations, key=lambda each: (each.kind is OrganisationKind.UNSTATED, kinds.index(each.kind)))
    names = {each.name for each in organisations}

    def below(name: str, depth: int) -> Iterator[tuple[Organisation, int]]:
        for each in ranked:
            if each.part_of == name and each.name != name:
                yield each, depth
                yield from below(each.name, depth + 1)

    for each in ranked:
        if each.part_of not in names:
            yield each, 0
            yield from below(each.name, 1)


def _row(each: Organisation, depth: int, concept: Concept, led: Counter[str], *, mail: bool) -> tuple[tuple[str, ...], ...]:
    short = f"kurz: {each.short}" if each.short and each.short != each.name else ""
    name = f"{'– ' * depth}{each.name}"
    return (name, short), (each.kind.label,), (each.part_of,), _led(each.name, concept, led), (each.role,), (each.mail if mail else "",)


def _led(name: str, concept: Concept, led: Counter[str]) -> tuple[str, ...]:
    """Measures led by the organisation itself, and with all that belong to it."""
    below = sum(led[each] for each in belonging(concept, name))
    own = counted(led[name], "Maßnahme", "Maßnahmen") if led[name] else ""
    return own, f"{counted(led[name] + below, 'Maßnahme', 'Maßnahmen')} mit zugehörigen Stellen" if below else ""


def belonging(concept: Concept, name: str) -> tuple[str, ...]:
    """Names of all organisations that belong to this one, directly or through others."""
    found: list[str] = []
    waiting = [name]
    while waiting:
        above = waiting.pop()
        fresh = [each.name for each in concept.organisations if each.part_of == above and each.name not in (*found, name)]
        found += fresh
        waiting += fresh
    return tuple(found)
