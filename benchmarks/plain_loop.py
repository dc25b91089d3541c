"""The yardstick of the set-based evaluation: the same rows in a plain Python loop over dicts, one value after the other."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from benchmarks.plain_rules import judge_series
from domain.indicators import Definition, Missing, Target
from indicators.formulas import compute

Key = tuple[str, str, str, int]
Known = Mapping[Key, Mapping[str, Any]]


def evaluate(
    known: Known, definitions: Mapping[str, Definition], groups: Sequence[str], areas: Sequence[str], years: Sequence[int]
) -> list:
    """One dict per indicator, group, area and year with the columns of evaluate.sql."""
    return [
        row
        for definition in definitions.values()
        for group in groups
        for area in areas
        for row in _series(known, definition, group, area, years)
    ]


def _series(known: Known, definition: Definition, group: str, area: str, years: Sequence[int]) -> Iterator[dict[str, Any]]:
    names = [definition.inputs[role].series for role in definition.formula.roles]
    for year in years:
        found = [known.get((name, group, area, year)) for name in names]
        first = found[0]
        if first is None:
            continue
        inputs = [None if each is None else each["value"] for each in found]
        signs = sorted({each["sign"] for each in found if each is not None and each["sign"] is not None})
        value, missing = compute(definition.formula, inputs, definition.min_denominator)
        if missing is Missing.INPUT_MISSING and "secret" in signs:
            missing = Missing.SECRET
        a, b, c, d = [*inputs, None, None, None][:4]
        yield {
            "indicator": definition.id,
            "area": area,
            "year": year,
            "slot": first["slot"],
            "period": first["period"],
            "groups": group,
            "value": value,
            "missing": missing and missing.value,
            "a": a,
            "b": b,
            "c": c,
            "d": d,
            "signs": signs,
            "basis": " / ".join(each["basis"] for each in found if each is not None),
            "observations": [each["id"] for each in found if each is not None],
        }


def assess(rows: list[dict[str, Any]], definitions: Mapping[str, Definition], targets: Mapping[str, tuple[Target, ...]]) -> None:
    """Adds the verdict columns to the rows, which lie series by series."""
    start = 0
    for end in range(1, len(rows) + 1):
        if end == len(rows) or _name(rows[end]) != _name(rows[start]):
            name = rows[start]["indicator"]
            judge_series(rows[start:end], definitions[name], targets.get(name, ()))
            start = end


def _name(row: Mapping[str, Any]) -> tuple[str, str, str]:
    return row["indicator"], row["area"], row["groups"]
