"""Texts the office writes for a report: per field or indicator, per half-year, with every version kept."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class TextPart(StrEnum):
    """What a text says; the order here is the order in reports."""

    ASSESSMENT = "assessment"
    OBSTACLES = "obstacles"
    NEXT_STEPS = "next_steps"
    CONSEQUENCES = "consequences"

    @property
    def label(self) -> str:
        return {
            "assessment": "Bewertung",
            "obstacles": "Hemmnisse",
            "next_steps": "Nächste Schritte",
            "consequences": "Konsequenzen",
        }[self.value]


class TextSubject(StrEnum):
    FIELD = "field"
    INDICATOR = "indicator"

    @property
    def label(self) -> str:
        return {"field": "Handlungsfeld", "indicator": "Indikator"}[self.value]


LONGEST_TEXT = 4000
"""Characters of one text."""


@dataclass(frozen=True)
class TextKey:
    """What a text belongs to: ``id`` is that of a field or an indicator, ``period`` a half-year (``2026-H1``)."""

    subject: TextSubject
    id: str
    period: str
    part: TextPart


@dataclass(frozen=True)
class ReportText:
    """One version of a text; ``version`` counts from 1 per key. An empty ``text`` takes it back. Only ``public`` ones may enter a public
    document."""

    key: TextKey
    text: str
    public: bool = False
    version: int = 0
    by: str = ""
    at: datetime = datetime.min  # UTC, naive
