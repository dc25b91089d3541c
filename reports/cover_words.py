"""What the first page of a document says, in words: the same in every format."""

from domain.reports import Cover
from reports.document import Document
from views.formats import day

ROUTE_HEADS = ("Beratungsfolge", "Sitzungstermin", "Behandlung")
MOTION, COSTS = "Beschlussvorschlag", "Finanzielle Auswirkungen"
CONTENTS = "Inhalt"
PROPOSAL = "Vorschlag aus den Zahlen, nicht übernommen:"


def title(document: Document) -> str:
    """The title, as the order's cover words it where it does."""
    return (document.cover and document.cover.title) or document.title


def facts(document: Document) -> tuple[tuple[str, str], ...]:
    """Number, department, day and data state; what is not known is left out."""
    ordered = cover_facts(document.cover) if document.cover is not None else ()
    return (*ordered, ("Datenstand", document.state)) if document.state else ordered


def cover_facts(cover: Cover) -> tuple[tuple[str, str], ...]:
    """Number, department, editor and day as ordered; what is not known is left out."""
    dated = day(cover.dated) if cover.dated else ""
    known = (("Drucksache", cover.number), ("Federführung", cover.department), ("Bearbeitung", cover.editor), ("Datum", dated))
    return tuple((name, text) for name, text in known if text)


def marks(document: Document) -> str:
    """What every page has to say, in one line."""
    return " · ".join(document.marks)
