"""Which stored strand serves which input of which indicator: the table that the set-based evaluation joins with."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import product
from typing import Any, NamedTuple, Protocol

import pyarrow as pa

from domain.areas import AreaLevel
from domain.classes import interval
from domain.groups import group_key, parse_group_key
from domain.indicators import Definition, Formula, Input, Missing

PLAN = pa.schema(
    [
        ("cell", pa.int32()),
        ("indicator", pa.string()),
        ("formula", pa.string()),
        ("role_index", pa.int8()),
        ("strand", pa.int32()),
        ("basis", pa.string()),
        ("concept", pa.string()),
        ("gathered", pa.bool_()),
        ("several", pa.bool_()),
        ("open", pa.bool_()),
        ("roles", pa.int8()),
        ("open_roles", pa.int8()),
        ("mixed", pa.bool_()),
        ("clash", pa.string()),
        ("groups", pa.string()),
        ("part", pa.string()),
        ("parts", pa.int16()),
        ("preference", pa.int16()),
        ("lag", pa.int16()),
        ("fixed_year", pa.int16()),
        ("min_denominator", pa.float64()),
        ("over", pa.string()),
        ("unit", pa.string()),
        ("listed", pa.int16()),
        ("low", pa.float64()),
        ("high", pa.float64()),
    ]
)
LEVELS = frozenset({AreaLevel.PART.value, AreaLevel.MUNICIPALITY.value, AreaLevel.DISTRICT.value})
"""Levels of areas that a formula may add up over; any other word of ``Definition.over`` is a dimension."""


class Strand(Protocol):
    """What the plan needs to know of a combination of series, unit, concept, basis and groups that has observations."""

    @property
    def id(self) -> int: ...
    @property
    def series(self) -> str: ...
    @property
    def unit(self) -> str: ...
    @property
    def concept(self) -> str: ...
    @property
    def basis(self) -> str: ...
    @property
    def groups(self) -> str: ...


class _Known(NamedTuple):
    strand: Strand
    groups: Mapping[str, str]


class _Match(NamedTuple):
    strand: Strand
    residual: str
    part: str
    preference: int | None
    unit: str


_Index = Mapping[tuple[str, str], Mapping[frozenset[str], list[_Known]]]
_Rows = list[dict[str, Any]]


def plan(definitions: Iterable[Definition] | Mapping[str, Definition], strands: Iterable[Strand], groups: str | None = None) -> pa.Table:
    """One row per indicator, role and strand that serves it, with the residual groups under which roles meet (``groups`` asks for
    one of them only; empty for the totals).

    ``cell`` numbers the pairs of indicator and groups in their order, from 1. ``gathered`` marks inputs that no strand serves alone:
    labels are to be added up, the figure is that of a fixed year, or ``several`` bases or concepts may serve some role of the cell.
    ``preference`` ranks the bases an input lists, best highest; none where it lists none and takes any.
    Where one source serves each role, ``clash`` says whether they belong together. ``unit`` and ``listed`` (how many are asked for,
    0 for all there are) belong to formulas that add up ``over`` units, ``low`` and ``high`` to the classes of a median.
    """
    index = _index(tuple(strands))
    cells: dict[tuple[str, str], _Rows] = {}
    for definition in definitions.values() if isinstance(definitions, Mapping) else definitions:
        for residual, rows in _cells(definition, index, groups).items():
            cells[definition.id, residual] = rows
    columns: dict[str, list[object]] = {name: [] for name in PLAN.names}
    for number, key in enumerate(sorted(cells), 1):
        for row in cells[key]:
            row["cell"] = number
            for name, column in columns.items():
                column.append(row[name])
    return pa.table(columns, schema=PLAN)


def _cells(definition: Definition, index: _Index, groups: str | None) -> dict[str, _Rows]:
    """Rows of one definition by residual groups."""
    cells: dict[str, _Rows] = defaultdict(list)
    over = definition.over if definition.formula.over_units else ""
    listed = frozenset(label for needed in definition.inputs.values() for label in _labels(needed.groups.get(over, ())))
    breakdowns = frozenset() if groups == "" else frozenset(definition.breakdowns)
    for position, role in enumerate(definition.formula.roles):
        needed = definition.inputs[role]
        shared = {
            "indicator": definition.id,
            "formula": definition.formula.value,
            "role_index": position,
            "open": len(needed.basis) != 1,
            "roles": len(definition.formula.roles),
            "open_roles": sum(len(each.basis) != 1 for each in definition.inputs.values()),
            "mixed": bool(definition.mixed),
            "parts": _part_count(needed, over),
            "lag": needed.lag,
            "fixed_year": needed.fixed_year,
            "min_denominator": definition.min_denominator,
            "over": over,
            "listed": len(listed),
        }
        for match in _matches(needed, breakdowns, over, listed, index):
            if groups is None or match.residual == groups:
                cells[match.residual].append(shared | _of_match(match, definition.formula))
    for rows in cells.values():
        _about_sources(rows)
    return cells


def _of_match(match: _Match, formula: Formula) -> dict[str, Any]:
    low, high = _bounds(match.unit) if formula is Formula.MEDIAN else (None, None)
    return {
        "strand": match.strand.id,
        "basis": match.strand.basis,
        "concept": match.strand.concept,
        "groups": match.residual,
        "part": match.part,
        "preference": match.preference,
        "unit": match.unit,
        "low": low,
        "high": high,
    }


def _bounds(label: str) -> tuple[float | None, float | None]:
    """Limits of a class; none for a label that is no class, so that there is no median."""
    try:
        bounds = interval(label)
    except ValueError:
        return None, None
    return bounds.low, bounds.high


def _about_sources(rows: _Rows) -> None:
    """Adds to the rows of one cell what follows from how many bases and concepts may serve each of its roles."""
    of_role: dict[int, set[tuple[str, str]]] = defaultdict(set)
    for row in rows:
        of_role[row["role_index"]].add((row["basis"], row["concept"]))
    several = any(len(sources) > 1 for sources in of_role.values())
    pairs = set().union(*of_role.values())
    clash = None if several or rows[0]["mixed"] else clash_of({concept for _, concept in pairs}, {basis for basis, _ in pairs})
    for row in rows:
        row["several"] = several
        row["clash"] = clash and clash.value
        row["gathered"] = several or row["parts"] > 1 or row["fixed_year"] is not None


def clash_of(concepts: Iterable[str], bases: Iterable[str]) -> Missing | None:
    """Why inputs of these concepts and bases do not belong together; None if they do. What names none does not contradict others."""
    if len(set(concepts) - {""}) > 1:
        return Missing.OTHER_CONCEPT
    return Missing.OTHER_BASIS if len(set(bases) - {""}) > 1 else None


@lru_cache(maxsize=4)
def _index(strands: tuple[Strand, ...]) -> _Index:
    """Strands by series and unit, then by which dimensions they are broken down by."""
    index: dict[tuple[str, str], dict[frozenset[str], list[_Known]]] = defaultdict(lambda: defaultdict(list))
    for strand in strands:
        groups = parse_group_key(strand.groups)
        index[strand.series, strand.unit][frozenset(groups)].append(_Known(strand, groups))
    return index


def _labels(given: str | tuple[str, ...]) -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else given


def _part_count(needed: Input, over: str) -> int:
    count = 1 + len(needed.also)
    for dimension, given in needed.groups.items():
        count *= 1 if dimension == over else len(_labels(given))
    return count


def _matches(needed: Input, breakdowns: frozenset[str], over: str, listed: frozenset[str], index: _Index) -> Iterator[_Match]:
    """Strands that serve an input; the dimension added up over becomes the unit, neither fixed nor open. What one role lists of it
    holds for all."""
    dimension = "" if over in LEVELS else over
    fixed = frozenset(needed.groups) - {dimension}
    asked = fixed | ({dimension} if dimension else set())
    parts = _parts(needed, dimension)
    in_order = sorted(fixed)
    preference = {basis: place for place, basis in enumerate(needed.basis)}
    for series in (needed.series, *needed.also):
        for dimensions, known in index.get((series, needed.unit), {}).items():
            if not asked <= dimensions or not dimensions - asked <= breakdowns:
                continue
            open_dimensions = dimensions - asked
            for strand, groups in known:
                part = parts.get(tuple(groups[each] for each in in_order))
                if part is None or (needed.concept and strand.concept != needed.concept):
                    continue
                if needed.basis and strand.basis not in preference:
                    continue
                unit = groups[dimension] if dimension else ""
                if listed and unit not in listed:
                    continue
                residual = group_key({each: groups[each] for each in open_dimensions})
                name = f"{series}:{part}" if needed.also else part
                yield _Match(strand, residual, name, preference.get(strand.basis), unit)


def _parts(needed: Input, over: str) -> dict[tuple[str, ...], str]:
    """Accepted labels of the fixed dimensions (in sorted order) with the name of the part they are; empty if there is one part."""
    dimensions = sorted(set(needed.groups) - {over})
    several = [dimension for dimension in dimensions if len(_labels(needed.groups[dimension])) > 1]
    parts = {}
    for labels in product(*(_labels(needed.groups[dimension]) for dimension in dimensions)):
        chosen = dict(zip(dimensions, labels, strict=True))
        parts[labels] = group_key({dimension: chosen[dimension] for dimension in several})
    return parts
