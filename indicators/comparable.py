"""What may be compared: the points of a series since its last break, and the areas of an indicator side by side."""

from collections.abc import Mapping, Sequence
from typing import Any

from domain.indicators import Definition, Formula, Sampling
from indicators.distance import looked_at

Points = Sequence[tuple[int, float]]
"""Years and values, oldest first, all comparable with each other."""
_TIED_TO_ITS_UNITS = (Formula.DISSIMILARITY, Formula.SEGREGATION)


def comparable_points(rows: Sequence[Mapping[str, Any]], definition: Definition) -> tuple[tuple[int, float], ...]:
    """Year and value since the last break, oldest first; where parity is the aim the distance from it.

    ``rows`` are assessed rows of one series (one slot) in the order of their years. Empty for a self-selected survey, whose waves are
    no trend, and where nothing is known.
    """
    judged = [row for row in rows if row["value"] is not None and row["comparable_from"] is not None]
    if not judged or (definition.survey is not None and definition.survey.sampling is Sampling.SELF_SELECTED):
        return ()
    since = judged[-1]["comparable_from"]
    return tuple((row["year"], looked_at(row["value"], definition)) for row in judged if row["year"] >= since)


def comparable_between_areas(definition: Definition) -> bool:
    """False for measures of unequal distribution: they depend on number and cut of the units they are computed over (domain.md 2.8)."""
    return definition.formula not in _TIED_TO_ITS_UNITS


def why_not_comparable(definition: Definition) -> str:
    """Why other areas are not offered, as a German sentence; empty where they are."""
    if comparable_between_areas(definition):
        return ""
    return (
        "Andere Gebiete werden hier nicht danebengestellt: Der Index hängt von Zahl und Zuschnitt der Teilgebiete ab, "
        "und die sind in jedem Gebiet andere."
    )
