"""Texts the office writes for a report: per field or indicator, per half-year, with every version kept."""

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.periods import PeriodKind, is_period


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


def key_text(key: TextKey) -> str:
    """``field:arbeit:2026-H1:consequences``, readable by :func:`key_of`."""
    return f"{key.subject}:{key.id}:{key.period}:{key.part}"


def key_of(text: str) -> TextKey | None:
    """The key that :func:`key_text` wrote; None for anything else."""
    subject, _, rest = text.partition(":")
    id_and_period, _, part = rest.rpartition(":")
    subject_id, _, period = id_and_period.rpartition(":")
    if subject not in {*TextSubject} or part not in {*TextPart} or not subject_id or not is_period(period, PeriodKind.HALF):
        return None
    return TextKey(TextSubject(subject), subject_id, period, TextPart(part))


def printable(text: str) -> str:
    """What people typed, as every format can hold it: composed letters, plain line ends, no control characters, nothing around it."""
    plain = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "".join(each for each in plain if each == "\n" or unicodedata.category(each) not in _NOT_KEPT).strip()


def cleaned(text: str) -> str:
    """A text for reports as it is kept: printable, single spaces, at most one empty line in a row."""
    lines = "\n".join(" ".join(line.split()) for line in printable(text).replace("\xa0", " ").split("\n"))
    return re.sub(r"\n{3,}", "\n\n", lines).strip()


def mark(text: str) -> str:
    """A short mark of a cleaned text: two texts with the same mark are the same."""
    return hashlib.sha256(cleaned(text).encode()).hexdigest()[:16]


_NOT_KEPT = {"Cc", "Cf", "Cs", "Co", "Cn"}
