"""Small deliveries, visible in the test."""

from datetime import datetime

import pyarrow as pa

from domain.deliveries import DeliveryKind, Reading, Source
from domain.groups import group_key
from domain.periods import Period

SOURCE = Source("Amt", "Tabelle", "frei", "1-1")
START = datetime(2026, 1, 1)


def make_rows(*values: tuple, series: str = "einbuergerungen", unit: str = "Anzahl", basis: str = "Register") -> pa.Table:
    """Rows from (area, period, value) or (area, period, value, groups) or (area, period, value, groups, sign)."""
    columns: dict[str, list] = {}
    for number, (area, period, value, *rest) in enumerate(values, 1):
        groups = rest[0] if rest else {}
        sign = rest[1] if len(rest) > 1 else None
        row = {
            "series": series, "unit": unit, "concept": "Staatsangehörigkeit", "basis": basis, "groups": group_key(groups), "area": area,
            "area_name": f"Gebiet {area}", "period": period, "year": Period(period).year, "slot": Period(period).slot, "value": value,
            "sign": sign, "text": str(value), "sheet": None, "row": number, "col": 4,
        }  # fmt: skip
        for name, each in row.items():
            columns.setdefault(name, []).append(each)
    types = {"year": pa.int16(), "value": pa.float64(), "row": pa.int32(), "col": pa.int32()}
    return pa.table({name: pa.array(each, types.get(name, pa.string())) for name, each in columns.items()})


def make_reading(*values: tuple, layout: str = "tabelle", **names: str) -> Reading:
    return Reading(DeliveryKind.OBSERVATIONS, layout, SOURCE, make_rows(*values, **names))
