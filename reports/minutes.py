"""The minutes of a meeting as a document: head, who was there, agenda, what was said and decided, and what follows from it by when."""

from collections.abc import Iterable, Sequence

from reports.document import Block, Bullets, Cell, Column, Document, Facts, Heading, Paragraph, Table, Tone
from views.formats import NO_VALUE
from views.minutes import Minutes, MinutesDecision, MinutesItem

_AGENDA = (Column("Nr.", 0.3), Column("Punkt", 3.0), Column("Anlass", 1.4))
_DECISIONS = (
    Column("Beschluss, Auftrag", 0.9),
    Column("Text", 2.6),
    Column("verantwortlich", 1.4),
    Column("fällig", 1.0),
    Column("betrifft", 1.7),
    Column("Drucksache", 1.3),
)


def minutes_document(shown: Minutes) -> Document:
    """The same minutes always give the same document; those of a meeting that is not over say that they are a draft."""
    marks = (shown.invented, "Entwurf des Protokolls" if shown.draft else "", "Nicht öffentlich")
    return Document(
        kind=None,
        title="Protokoll",
        subtitle=shown.title,
        municipality=shown.municipality,
        state=shown.state,
        made_for=shown.made_for,
        blocks=tuple(_blocks(shown)),
        marks=tuple(mark for mark in marks if mark),
        contents=False,
    )


def _blocks(shown: Minutes) -> Iterable[Block]:
    yield Heading(1, "Sitzung")
    yield Facts(shown.facts)
    yield Heading(1, "Anwesend")
    yield Bullets(shown.present) if shown.present else Paragraph("Nicht festgehalten.")
    yield Heading(1, "Tagesordnung")
    yield _agenda(shown.items)
    spoken = [item for item in shown.items if item.said or item.decisions]
    if spoken or shown.further or shown.further_decisions:
        yield Heading(1, "Beratung")
        for item in spoken:
            yield from _item(item)
        yield from _further(shown)
    yield Heading(1, "Beschlüsse und Aufträge")
    yield _decisions(shown.decisions)


def _agenda(items: Sequence[MinutesItem]) -> Block:
    if not items:
        return Paragraph("Eine Tagesordnung ist nicht festgehalten.")
    rows = [(each.number, each.title, each.kind) for each in items]
    return Table("Punkte der Tagesordnung", _AGENDA, tuple(tuple(map(Cell, row)) for row in rows))


def _item(item: MinutesItem) -> Iterable[Block]:
    yield Heading(2, item.title, item.number)
    if item.because:
        yield Paragraph(item.because, Tone.SOURCE)
    yield from (Paragraph(text) for text in item.said)
    yield from map(_short, item.decisions)


def _further(shown: Minutes) -> Iterable[Block]:
    if not shown.further and not shown.further_decisions:
        return
    yield Heading(2, "Weiteres")
    yield from (Paragraph(text) for text in shown.further)
    yield from map(_short, shown.further_decisions)


def _short(each: MinutesDecision) -> Paragraph:
    due = f"Frist: {each.due}" if each.due else "Ohne Frist"
    return Paragraph(f"{each.text} Verantwortlich: {each.responsible}. {due}.", label=f"{each.name}:")


def _decisions(decisions: Sequence[MinutesDecision]) -> Block:
    if not decisions:
        return Paragraph("In dieser Sitzung wurde kein Beschluss und kein Auftrag festgehalten.")
    rows = [
        (each.name, each.text, each.responsible, each.due or NO_VALUE, "; ".join(each.about) or NO_VALUE, each.document or NO_VALUE)
        for each in decisions
    ]
    return Table("Beschlüsse und Aufträge dieser Sitzung", _DECISIONS, tuple(tuple(map(Cell, row)) for row in rows))
