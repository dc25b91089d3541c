"""Abbreviations that the document uses, in words: those of administration and statistics, and short names of the concept's own
organisations."""

from collections.abc import Iterable

from domain.concepts import Concept
from reports.document import Block, Facts, Heading
from reports.texts import texts_of
from views.abbreviations import used


def blocks(written: Iterable[Block], concept: Concept) -> tuple[Block, ...]:
    """The glossary of these blocks; nothing where they use no abbreviation."""
    found = used(texts_of(written), concept)
    return (Heading(1, "Abkürzungen"), Facts(found)) if found else ()
