"""What stands beside every measure of unequal distribution: its limits, and the parts it was computed from as table and map."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import store.reading
from domain.areas import Area, AreaLevel, area_level
from domain.indicators import Definition, Formula
from domain.periods import Period
from indicators.comparable import comparable_between_areas
from indicators.plan import plan
from store.evaluation import evaluate
from store.publication import Snapshot
from views import formats
from views.area_maps import MapView
from views.areas import name_order
from views.map import MapChart, MapValue, area_map
from views.outlines import fitting

SMALL_GROUP = 100
"""Below this many people the index comes out too high by chance alone (domain.md 2.8)."""
_LEFT_OUT = 0.005  # so large a share outside the parts is told
_LEVELS = frozenset({AreaLevel.PART.value, AreaLevel.MUNICIPALITY.value, AreaLevel.DISTRICT.value})


@dataclass(frozen=True)
class SegregationView:
    """``caveats`` are shown beside every value; ``rows`` are the parts in the order of their names under ``columns``."""

    units: int
    caveats: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    map: MapView | None


def build(
    snapshot: Snapshot, definition: Definition, area: Area, period: str, groups: str = "", as_of: datetime | None = None
) -> SegregationView | None:
    """Limits and parts of the index of ``area`` in ``period``; None for other formulas, and where the units are no areas the rows are
    empty."""
    if comparable_between_areas(definition):
        return None
    known = store.reading.areas(snapshot, as_of)
    rows = _inputs(snapshot, definition, area, period, groups, as_of) if definition.over in _LEVELS else []
    whole = next((row["a"] for row in rows if row["area"] == area.key), None)
    parts = [row for row in rows if row["area"] != area.key]
    parts.sort(key=lambda row: (name_order(_name(row, known)), row["area"]))
    totals = [sum(row[each] for row in parts if row[each] is not None) for each in "ab"]
    return SegregationView(
        units=len(parts),
        caveats=caveats(definition, len(parts), totals[0] if parts else None, whole),
        columns=_columns(definition),
        rows=tuple((_name(row, known), *_cells(row, totals, definition)) for row in parts),
        map=_map(definition, area, period, parts, known, snapshot.home.maps),
    )


def caveats(definition: Definition, units: int, group: float | None, whole: float | None = None) -> tuple[str, ...]:
    """How far the index can be read; ``units`` 0 and ``group`` None where they are not known. ``whole``: how many the group counts
    in the whole area, where the source says so."""
    parts = f"{units} Teilgebiete" if units else "Teilgebiete"
    sentences = [
        f"Der Index misst, wie ungleich zwei Gruppen auf {parts} verteilt sind: 0 heißt gleich verteilt, 1 heißt völlig getrennt.",
        "Er hängt von Zahl und Zuschnitt der Teilgebiete ab: Kleinere Teilgebiete ergeben höhere Werte. Nur Werte über dieselben "
        "Teilgebiete lassen sich vergleichen, nie verschiedene Städte oder Gebietsstände.",
        "Er kennt keine Lage: Ob Teilgebiete mit hohem Anteil nebeneinander liegen oder verstreut, ändert ihn nicht.",
        "Er sagt nichts darüber, wie Menschen zusammenleben und warum sie wo wohnen.",
    ]
    if group is not None and group < SMALL_GROUP:
        size = formats.number(group)
        sentences.append(
            f"Achtung: Die Gruppe zählt nur {size}. Bei weniger als {SMALL_GROUP} fällt der Index schon durch Zufall zu hoch aus."
        )
    else:
        sentences.append(f"Bei kleinen Gruppen (unter {SMALL_GROUP}) fällt er schon durch Zufall zu hoch aus.")
    if group is not None and whole and abs(group / whole - 1) > _LEFT_OUT:
        share = formats.with_unit(100 * group / whole, "Prozent", 1)
        why = (
            "Sie überschneiden sich, der Index ist so nicht zu lesen."
            if group > whole
            else "Die übrigen sind keinem Teilgebiet zugeordnet."
        )
        sentences.append(f"Die Teilgebiete enthalten zusammen {share} der Gruppe im ganzen Gebiet. {why}")
    if definition.formula is Formula.DISSIMILARITY and definition.comparison_group:
        sentences.append(f"Verglichen wird mit: {definition.comparison_group}.")
    return tuple(sentences)


def lies_in(key: str, over: str, area: str) -> bool:
    """True where the area ``key`` is one of the units of ``area``; the rule of the evaluation (units.sql) for a single key."""
    if area_level(key).value != over:
        return False
    if over == AreaLevel.PART.value:
        town = key[:8]
        whole = {town, town[:5] if town.endswith("000") else town, town[:2] if town in {"02000000", "11000000"} else town}
        return area in whole
    return area == key[:5] if over == AreaLevel.MUNICIPALITY.value else area in {key[:2], key[:3]}


def _inputs(
    snapshot: Snapshot, definition: Definition, area: Area, period: str, groups: str, as_of: datetime | None
) -> list[dict[str, Any]]:
    """Both inputs of every unit, and of the whole area, in the period: the index's own inputs without adding up over units."""
    keys = [key for key in store.reading.areas(snapshot, as_of) if key == area.key or lies_in(key, definition.over, area.key)]
    of_unit = replace(
        definition,
        formula=Formula.RATIO,
        inputs=dict(zip(Formula.RATIO.roles, (definition.inputs[role] for role in definition.formula.roles), strict=True)),
        over="",
        min_denominator=0,
    )
    rows = evaluate(snapshot, plan([of_unit], store.reading.strands(snapshot)), keys, as_of).to_pylist() if keys else []
    return [row for row in rows if row["period"] == period and row["groups"] == groups]


def _name(row: Mapping[str, Any], known: Mapping[str, Area]) -> str:
    return known[row["area"]].name if row["area"] in known else str(row["area"])


def _columns(definition: Definition) -> tuple[str, ...]:
    if definition.formula is Formula.SEGREGATION:
        return ("Teilgebiet", "Gruppe", "alle", "Anteil der Gruppe im Teilgebiet", "Anteil an der ganzen Gruppe")
    return ("Teilgebiet", "Gruppe", "Vergleichsgruppe", "Anteil an der ganzen Gruppe", "Anteil an der ganzen Vergleichsgruppe")


def _cells(row: Mapping[str, Any], totals: list[float], definition: Definition) -> tuple[str, ...]:
    """Counts and shares of one unit; a dash where the source gives no number."""
    group, other = row["a"], row["b"]
    of_group = _percent(group, totals[0])
    shares = (_percent(group, other), of_group) if definition.formula is Formula.SEGREGATION else (of_group, _percent(other, totals[1]))
    return (formats.number(group), formats.number(other), *(formats.with_unit(share, "Prozent", 1) for share in shares))


def _percent(part: float | None, whole: float | None) -> float | None:
    return None if part is None or not whole else 100 * part / whole


def _map(
    definition: Definition, area: Area, period: str, parts: list[dict[str, Any]], known: Mapping[str, Area], folder: Path
) -> MapView | None:
    """The group's share in each unit, where a map outlines the units; of two groups their ratio says little, so only against all."""
    offered = fitting([row["area"] for row in parts], folder)
    if definition.formula is not Formula.SEGREGATION or not offered:
        return None
    values = tuple(MapValue(row["area"], _name(row, known), _percent(row["a"], row["b"]), missing=row["missing"]) for row in parts)
    label = Period(period).label
    subject = f"Anteil der Gruppe in den Teilgebieten, {area.name}, {label}"
    shown = MapChart(subject, "Prozent", 1, "", values, offered[0].attribution, label)
    return MapView(area_map(shown, offered[0].path), offered[0].id, tuple((each.id, each.title) for each in offered))
