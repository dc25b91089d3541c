"""Recomputation: what the monitor computes against what the source has published of the same quantity.

A deviation is told, never smoothed: published quotas are rounded, revised later, or use another denominator, and the reader decides.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import pyarrow as pa
import pyarrow.compute as pc

from domain.indicators import Definition, Formula

LISTED = 50
"""So many deviations are listed, the largest first; the number of all is always told."""
_PUBLISHED = "\u241fpublished"
_KEYS = ["indicator", "area", "groups", "year", "slot"]
_LEAST = 1e-9  # what floating point leaves of a difference that is exactly the tolerance


@dataclass(frozen=True)
class Deviation:
    """One published figure that the computation does not reach, in the indicator's unit."""

    area: str
    groups: str
    period: str
    computed: float
    published: float

    @property
    def difference(self) -> float:
        """Computed minus published."""
        return self.computed - self.published


@dataclass(frozen=True)
class YearCount:
    """How many figures of a year were compared and how many of them are equal within the tolerance."""

    year: int
    compared: int
    equal: int


@dataclass(frozen=True)
class Recomputation:
    """The comparison for one indicator over all areas, periods and groups; ``uncomputed`` published figures lack an input."""

    definition: Definition
    compared: int
    equal: int
    uncomputed: int
    years: tuple[YearCount, ...]
    deviations: tuple[Deviation, ...]

    @property
    def deviating(self) -> int:
        """All deviations, listed or not."""
        return self.compared - self.equal


def both_sides(definitions: Iterable[Definition]) -> list[Definition]:
    """For each definition with a published counterpart two to be evaluated together: the computation without its minimum
    denominator (the source published it anyway), and the published figure as a plain value."""
    sides: list[Definition] = []
    for definition in definitions:
        if definition.published is None:
            continue
        sides.append(replace(definition, min_denominator=0))
        sides.append(
            replace(
                definition,
                id=definition.id + _PUBLISHED,
                formula=Formula.VALUE,
                inputs={"value": definition.published.input},
                min_denominator=0,
                over="",
                survey=None,
            )
        )
    return sides


def recomputations(values: pa.Table, definitions: Mapping[str, Definition]) -> tuple[Recomputation, ...]:
    """The comparison per definition with a published counterpart, in the order of ``definitions``.

    ``values``: the evaluation of :func:`both_sides`, with the columns indicator, area, groups, year, slot, period, value."""
    flat = pa.table({name: _plain(values[name]) for name in (*_KEYS, "period", "value")})
    is_published = pc.ends_with(flat["indicator"], _PUBLISHED)
    published = flat.filter(pc.and_(is_published, pc.is_valid(flat["value"])))
    names = pc.replace_substring(published["indicator"], _PUBLISHED, "")
    published = published.set_column(0, "indicator", names).rename_columns([*_KEYS, "period", "published"])
    computed = flat.filter(pc.and_(pc.invert(is_published), pc.is_valid(flat["value"]))).drop_columns(["period"])
    joined = published.join(computed, keys=_KEYS, join_type="left outer")
    return tuple(_one(definition, joined) for definition in definitions.values() if definition.published is not None)


def _plain(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """The column without a dictionary: only plain texts can be joined."""
    return column.cast(column.type.value_type) if pa.types.is_dictionary(column.type) else column


def _one(definition: Definition, joined: pa.Table) -> Recomputation:
    own = joined.filter(pc.equal(joined["indicator"], definition.id))
    both = own.filter(pc.is_valid(own["value"]))
    tolerance = definition.published.tolerance if definition.published else 0.0
    size = pc.abs(pc.subtract(both["value"], both["published"]))
    equal = pc.less_equal(size, tolerance + _LEAST)
    years = (
        pa.table({"year": both["year"], "equal": pc.cast(equal, pa.int64())})
        .group_by("year")
        .aggregate([("equal", "count"), ("equal", "sum")])
    )
    off = both.append_column("size", size).filter(pc.invert(equal))
    largest = off.sort_by([("size", "descending"), ("area", "ascending"), ("period", "ascending"), ("groups", "ascending")]).slice(
        0, LISTED
    )
    return Recomputation(
        definition=definition,
        compared=both.num_rows,
        equal=pc.sum(equal).as_py() or 0,
        uncomputed=own.num_rows - both.num_rows,
        years=tuple(YearCount(row["year"], row["equal_count"], row["equal_sum"]) for row in years.sort_by("year").to_pylist()),
        deviations=tuple(
            Deviation(row["area"], row["groups"], row["period"], row["value"], row["published"]) for row in largest.to_pylist()
        ),
    )
