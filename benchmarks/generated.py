"""A large invented installation: areas × indicators × years × groups, put into the store like any delivery."""

from collections.abc import Mapping
from datetime import datetime

import numpy as np
import pyarrow as pa

from domain.deliveries import OBSERVATION_COLUMNS, DeliveryKind, Reading, Source, SourceFile
from domain.indicators import Definition, Direction, Formula, IndicatorType, Input, Rule, SeriesBreak, Target
from store import Home
from store.working_file import writing
from store.writing import add_delivery

AREAS, INDICATORS, YEARS, BASES = 400, 60, range(2005, 2025), 10
GROUPS = ("", "geschlecht=maennlich", "geschlecht=weiblich")
_MOMENT = datetime(2026, 1, 1)
_MIX = (
    Formula.SHARE, Formula.VALUE, Formula.SHARE, Formula.PER_THOUSAND, Formula.GAP, Formula.SHARE,
    Formula.VALUE, Formula.RATIO, Formula.DIFFERENCE, Formula.SHARE_GAP, Formula.SHARE, Formula.VALUE,
)  # fmt: skip
_TARGETS = (
    (Target(Rule.TARGET_YEAR, 40.0, 2030),),
    (),
    (Target(Rule.YEARLY_LIMIT, 30.0), Target(Rule.TARGET_YEAR, 60.0, 2022)),
    (Target(Rule.DIRECTION),),
)


def definitions() -> dict[str, Definition]:
    """Indicators of mixed formulas; what they count is their own, what they divide by is shared by several."""
    return {each.id: each for each in map(_definition, range(INDICATORS))}


def targets() -> Mapping[str, tuple[Target, ...]]:
    """Every kind of target, and none."""
    return {f"i{number:02}": _TARGETS[number % len(_TARGETS)] for number in range(INDICATORS)}


def _definition(number: int) -> Definition:
    formula = _MIX[number % len(_MIX)]
    shared = iter((number, number + 1))
    series = {
        role: f"basis{next(shared) % BASES}" if role in ("denominator", "group_base", "reference_base") else f"reihe{number:02}_{role}"
        for role in formula.roles
    }
    gap = formula in (Formula.GAP, Formula.SHARE_GAP)
    return Definition(
        id=f"i{number:02}",
        version=1,
        name=f"Indikator {number}",
        short_name=f"Indikator {number}",
        topic="",
        explanation="",
        formula=formula,
        formula_text="",
        inputs={role: Input(name) for role, name in series.items()},
        unit="Prozent",
        decimals=1,
        direction=Direction.PARITY if gap else (Direction.UP, Direction.DOWN, Direction.NONE)[number % 3],
        group_direction=Direction.UP if gap else Direction.NONE,
        type=IndicatorType.OUTCOME,
        source="",
        cadence_months=12,
        expected_lag_months=0,
        examples=(),
        breakdowns=("geschlecht",),
        min_denominator=100,
        breaks=(SeriesBreak(2011, ""),) if number % 5 == 0 else (),
    )


def fill(home: Home) -> int:
    """Accepts the generated figures as one delivery; returns how many observations that are."""
    names = sorted({each.series for definition in definitions().values() for each in definition.inputs.values()})
    reading = Reading(DeliveryKind.OBSERVATIONS, "erzeugt", Source("erzeugt", "erzeugt"), _rows(names))
    with writing(home, _MOMENT) as connection:
        add_delivery(connection, reading, SourceFile("erzeugt", "0" * 64, 0), now=_MOMENT, by="Messung", note="")
    return len(reading.rows)


def _rows(names: list[str]) -> pa.Table:
    """Random walks; one value in a hundred is kept secret, one denominator in five hundred is zero or too small."""
    shape = (len(names), len(GROUPS), AREAS, len(YEARS))
    chance = np.random.default_rng(20260101)
    walks = np.maximum(chance.uniform(200, 5000, shape[:3])[..., None] + np.cumsum(chance.normal(0, 60, shape), axis=3), 0)
    rare = chance.random(shape)
    values = np.where(rare < 0.001, 0, np.where(rare < 0.002, 50, walks)).round(1).ravel()
    secret = (rare > 0.99).ravel()
    series, group, area, year = (index.ravel().astype(np.int32) for index in np.indices(shape, dtype=np.int32))
    years = [str(each) for each in YEARS]
    keys = [f"{number:05}" for number in range(AREAS)]
    same = np.zeros_like(series)
    text = {
        "series": _words(series, names), "unit": _words(same, ["Anzahl"]), "concept": _words(same, [""]),
        "basis": _words(same, ["Statistik"]),
        "groups": _words(group, GROUPS), "area": _words(area, keys), "area_name": _words(area, keys), "period": _words(year, years),
        "slot": _words(same, [""]), "sign": _words(same, ["secret"], hidden=~secret), "text": _words(same, ["erzeugt"]),
        "sheet": _words(same, [""]),
    }  # fmt: skip
    numbers = {
        "year": pa.array((year + YEARS[0]).astype(np.int16)),
        "value": pa.array(values, mask=secret),
        "row": pa.array(np.arange(1, len(series) + 1, dtype=np.int32)),
        "col": pa.array(same + 1),
    }
    return pa.table({name: (text | numbers)[name] for name in OBSERVATION_COLUMNS})


def _words(codes: np.ndarray, words: list[str] | tuple[str, ...], hidden: np.ndarray | None = None) -> pa.Array:
    return pa.DictionaryArray.from_arrays(pa.array(codes, mask=hidden), pa.array(words, pa.string()))
