"""What the first page of a document says, in words: the same in every format."""

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
    cover = document.cover
    found = []
    if cover is not None:
        dated = day(cover.dated) if cover.dated else ""
        found = [("Drucksache", cover.number), ("Federführung", cover.department), ("Bearbeitung", cover.editor), ("Datum", dated)]
    return tuple((name, text) for name, text in (*found, ("Datenstand", document.state)) if text)


def marks(document: Document) -> str:
    """What every page has to say, in one line."""
    return " · ".join(document.marks)
