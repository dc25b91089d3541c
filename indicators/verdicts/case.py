"""One series at a time: the same rules for a single series and for the cases of the command line."""

from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa

from domain.errors import WrongUse
from domain.indicators import Definition, Direction, Formula, IndicatorType, Rule, SeriesBreak, Target, Verdict, Weather
from indicators.verdicts.assess import NO_VALUE, TOO_FEW, assess
from indicators.verdicts.sentence import verdict

_ID = "series"


def series_verdicts(
    series: Mapping[int, float | None],
    direction: Direction,
    targets: Sequence[Target] = (),
    breaks: Sequence[int] = (),
    reference: Mapping[int, float | None] | None = None,
    unit: str = "Prozent",
    decimals: int = 1,
) -> dict[int, Verdict]:
    """The verdict for every year of one series. ``reference`` gives each year's target for targets without a value."""
    definition = _definition(direction, breaks, unit, decimals)
    years = sorted(series)
    columns: dict[str, Any] = {
        "indicator": pa.array([_ID] * len(years), pa.string()),
        "year": pa.array(years, pa.int16()),
        "value": pa.array([series[year] for year in years], pa.float64()),
    }
    if reference is not None:
        columns["reference"] = pa.array([reference.get(year) for year in years], pa.float64())
    assessed = assess(pa.table(columns), {_ID: definition}, {_ID: tuple(targets)})
    return {row["year"]: verdict(row, definition) for row in assessed.to_pylist()}


def _definition(direction: Direction, breaks: Sequence[int], unit: str, decimals: int) -> Definition:
    return Definition(
        id=_ID,
        version=1,
        name=_ID,
        short_name=_ID,
        topic="",
        explanation="",
        formula=Formula.VALUE,
        formula_text="",
        inputs={},
        unit=unit,
        decimals=decimals,
        direction=direction,
        type=IndicatorType.OUTCOME,
        source="",
        cadence_months=12,
        expected_lag_months=0,
        examples=(),
        breaks=tuple(SeriesBreak(year, "") for year in breaks),
    )


def assess_case(case: Mapping[str, Any]) -> dict[str, str]:
    """Year → word (Sonne, Leicht bewölkt, Wolke, Blitz, Keine) for every year of a case that can be judged.

    A case has ``series`` (year → value), ``direction`` (1 or -1), ``rule`` (T, Y or D), ``target``, ``target_year`` and, where
    ``target`` is a text, ``reference`` (year → value). Years with fewer than four points are left out; years after the target
    year are „Keine“. Raises WrongUse with a German sentence for anything else.
    """
    if not isinstance(case, Mapping):
        raise WrongUse("Jeder Fall muss ein Objekt mit den Einträgen series, direction, rule, target und target_year sein.")
    series = _years(case, "series")
    direction = {1: Direction.UP, -1: Direction.DOWN}.get(case.get("direction") or 0)
    if direction is None:
        raise WrongUse("Eintrag direction: Erlaubt sind 1 (höher ist besser) und -1 (niedriger ist besser).")
    target = _target(case)
    reference = _years(case, "reference") if case.get("reference") is not None else None
    if target.rule is not Rule.DIRECTION and target.value is None and reference is None:
        raise WrongUse("Eintrag target: Es fehlt ein Zielwert oder unter „reference“ eine Reihe, die als Ziel gilt.")
    found = series_verdicts(series, direction, (target,), reference=reference)
    return {str(year): _word(item) for year, item in found.items() if item.reason not in (TOO_FEW, NO_VALUE)}


def _word(found: Verdict) -> str:
    return found.weather.value if found.weather.judged else Weather.NONE.value


def _target(case: Mapping[str, Any]) -> Target:
    try:
        rule = Rule(str(case.get("rule")))
    except ValueError as error:
        raise WrongUse("Eintrag rule: Erlaubt sind T (Zielwert im Zieljahr), Y (jährlich einzuhalten) und D (nur Richtung).") from error
    value, year = case.get("target"), case.get("target_year")
    if rule is Rule.TARGET_YEAR and year is None:
        raise WrongUse("Eintrag target_year fehlt: Die Regel T braucht ein Zieljahr.")
    try:
        number = float(value) if value is not None and not isinstance(value, str) else None
        return Target(rule, number, None if year is None else _year(year))
    except (TypeError, ValueError) as error:
        raise WrongUse("Einträge target und target_year müssen Zahlen sein.") from error


def _year(given: Any) -> int:
    year = int(given)
    if not 1000 <= year <= 9999:
        raise ValueError(f"no year: {given!r}")
    return year


def _years(case: Mapping[str, Any], name: str) -> dict[int, float | None]:
    try:
        return {_year(year): None if value is None else float(value) for year, value in case[name].items()}
    except (KeyError, AttributeError, TypeError, ValueError) as error:
        raise WrongUse(f'Eintrag {name}: Erwartet wird eine Reihe aus Jahr und Wert, zum Beispiel {{"2019": 8.5}}.') from error
