"""The points of a series that may be put into one line: those of its newest stretch without a break."""

from collections.abc import Mapping, Sequence
from typing import Any

from domain.indicators import Definition, Sampling
from indicators.distance import looked_at

Points = Sequence[tuple[int, float]]
"""Years and values, oldest first, all comparable with each other."""


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
