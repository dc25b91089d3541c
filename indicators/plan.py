"""Which stored strand serves which input of which indicator: the table that the set-based evaluation joins with."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, product
from typing import NamedTuple, Protocol

import pyarrow as pa

from domain.groups import group_key, parse_group_key
from domain.indicators import Definition, Input

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
        ("groups", pa.string()),
        ("part", pa.string()),
        ("parts", pa.int16()),
        ("preference", pa.int16()),
        ("lag", pa.int16()),
        ("min_denominator", pa.float64()),
    ]
)


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
    preference: int


_Index = Mapping[tuple[str, str], Mapping[frozenset[str], list[_Known]]]


def plan(definitions: Iterable[Definition] | Mapping[str, Definition], strands: Iterable[Strand]) -> pa.Table:
    """One row per indicator, role and strand that serves it, with the residual groups under which roles meet.

    ``cell`` numbers the pairs of indicator and groups in their order, from 1; ``gathered`` marks inputs that no strand serves
    alone, because several bases are accepted or labels are to be added up.
    """
    index = _index(strands)
    columns: dict[str, list[object]] = {name: [] for name in PLAN.names}
    for definition in definitions.values() if isinstance(definitions, Mapping) else definitions:
        for position, role in enumerate(definition.formula.roles):
            needed = definition.inputs[role]
            matches = list(_matches(needed, frozenset(definition.breakdowns), index))
            count = len(matches)
            parts = _part_count(needed)
            serving = Counter(match.residual for match in matches)
            columns["strand"] += [match.strand.id for match in matches]
            columns["basis"] += [match.strand.basis for match in matches]
            columns["concept"] += [match.strand.concept for match in matches]
            columns["gathered"] += [parts > 1 or serving[match.residual] > 1 for match in matches]
            columns["groups"] += [match.residual for match in matches]
            columns["part"] += [match.part for match in matches]
            columns["preference"] += [match.preference for match in matches]
            columns["indicator"] += [definition.id] * count
            columns["formula"] += [definition.formula.value] * count
            columns["role_index"] += [position] * count
            columns["parts"] += [parts] * count
            columns["lag"] += [needed.lag] * count
            columns["min_denominator"] += [definition.min_denominator] * count
    pairs = list(zip(columns["indicator"], columns["groups"], strict=True))
    number = {pair: place for place, pair in enumerate(sorted(set(pairs)), 1)}
    columns["cell"] = [number[pair] for pair in pairs]
    return pa.table(columns, schema=PLAN)


def _index(strands: Iterable[Strand]) -> _Index:
    """Strands by series and unit, then by which dimensions they are broken down by."""
    index: dict[tuple[str, str], dict[frozenset[str], list[_Known]]] = defaultdict(lambda: defaultdict(list))
    for strand in strands:
        groups = parse_group_key(strand.groups)
        index[strand.series, strand.unit][frozenset(groups)].append(_Known(strand, groups))
    return index


def _labels(given: str | tuple[str, ...]) -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else given


def _part_count(needed: Input) -> int:
    count = 1 + len(needed.also)
    for given in needed.groups.values():
        count *= len(_labels(given))
    return count


def _matches(needed: Input, breakdowns: frozenset[str], index: _Index) -> Iterator[_Match]:
    fixed = frozenset(needed.groups)
    parts = _parts(needed)
    dimensions_in_order = sorted(fixed)
    preference = {basis: place for place, basis in enumerate(needed.basis)}
    served = chain.from_iterable(index.get((series, needed.unit), {}).items() for series in (needed.series, *needed.also))
    for dimensions, known in served:
        if not fixed <= dimensions or not dimensions - fixed <= breakdowns:
            continue
        open_dimensions = dimensions - fixed
        for strand, groups in known:
            part = parts.get(tuple(groups[dimension] for dimension in dimensions_in_order))
            if part is None or (needed.concept and strand.concept != needed.concept):
                continue
            if needed.basis and strand.basis not in preference:
                continue
            residual = group_key({dimension: groups[dimension] for dimension in open_dimensions})
            name = f"{strand.series};{part}" if needed.also else part
            yield _Match(strand, residual, name, preference.get(strand.basis, 0))


def _parts(needed: Input) -> dict[tuple[str, ...], str]:
    """Accepted labels of the fixed dimensions (in sorted order) with the name of the part they are; empty if there is one part."""
    dimensions = sorted(needed.groups)
    several = [dimension for dimension in dimensions if len(_labels(needed.groups[dimension])) > 1]
    parts = {}
    for labels in product(*(_labels(needed.groups[dimension]) for dimension in dimensions)):
        chosen = dict(zip(dimensions, labels, strict=True))
        parts[labels] = group_key({dimension: chosen[dimension] for dimension in several})
    return parts
