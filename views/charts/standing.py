"""Where indicators stand: newest value filled, the one before pale, target outlined; one row each, one scale for each unit."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import altair as alt
import pyarrow as pa

from views.chart_style import INK, MAIN, ChartSpec, Figure, styled
from views.formats import NO_VALUE, number, with_unit

ROW = 62
"""Pixels a row takes: name, figures, and the bars below them."""
PREVIOUS = "#A9B6C4"  # apart from MAIN[0] in print without colour too
LEGEND = "Gefüllter Balken: neuester Wert · heller Balken: Wert davor · Umriss: Zielwert · gleiche Einheit, gleicher Maßstab"
COLUMNS = ("Indikator", "Neuester Wert", "Wert davor", "Zielwert")
_SCHEMA = pa.schema([("kind", pa.string()), ("row", pa.float64()), ("share", pa.float64()), ("name", pa.string()), ("text", pa.string())])


@dataclass(frozen=True)
class Standing:
    """An indicator's newest value, the one before and the target, each with its year or period; None where there is none."""

    name: str
    unit: str
    decimals: int
    actual: float
    period: str
    previous: float | None = None
    before: str = ""
    target: float | None = None
    due: str = ""

    @property
    def words(self) -> tuple[str, str, str]:
        """Newest value, the one before and the target as texts."""
        return tuple(
            f"{with_unit(value, self.unit, self.decimals)} ({when})" if when and value is not None
            else NO_VALUE if value is None else with_unit(value, self.unit, self.decimals)
            for value, when in ((self.actual, self.period), (self.previous, self.before), (self.target, self.due))
        )  # type: ignore[return-value]  # fmt: skip

    @property
    def text(self) -> str:
        """``14,8 % (2024), davor 19,0 % (2023), Zielwert 10,0 % (2030)``."""
        now, before, target = self.words
        said = [now, f"davor {before}" if self.previous is not None else "", f"Zielwert {target}" if self.target is not None else ""]
        return ", ".join(part for part in said if part)


def standing_chart(title: str, standings: Sequence[Standing]) -> ChartSpec:
    """The rows in the order given."""
    widest = {
        unit: max((abs(value) for each in standings if each.unit == unit for value in _values(each)), default=0.0) or 1.0
        for unit in {each.unit for each in standings}
    }
    table = [row for place, each in enumerate(standings) for row in _rows(place, each, widest[each.unit])]
    below = any(value < 0 for each in standings for value in _values(each))
    return ChartSpec(
        spec=_skeleton(len(standings), below),
        table=pa.Table.from_pylist(table, schema=_SCHEMA),
        alt=f"Balkendiagramm {title}. " + " ".join(f"{each.name}: {each.text}." for each in standings),
        columns=COLUMNS,
        rows=tuple((each.name, *each.words) for each in standings),
        notes=(LEGEND,),
        title=title,
        unit="",
        figures=tuple(
            Figure(each.name, when, value, text=f"{word}, {each.unit}")
            for each in standings
            for word, when, value in (
                ("neuester Wert", each.period, each.actual),
                ("Wert davor", each.before, each.previous),
                ("Zielwert", each.due, each.target),
            )
            if value is not None
        ),
    )


def _values(each: Standing) -> list[float]:
    return [value for value in (each.actual, each.previous, each.target) if value is not None]


def _rows(place: int, each: Standing, widest: float) -> list[dict[str, Any]]:
    bars = (("previous", each.previous), ("actual", each.actual), ("target", each.target))
    told = {"row": float(place), "name": each.name, "text": each.text}
    return [
        {"kind": "name", "share": 0.0, **told},
        *({"kind": kind, "share": value / widest, **told} for kind, value in bars if value is not None),
        {"kind": "label", "share": max(each.actual, 0.0) / widest, **told, "text": number(each.actual, each.decimals)},
    ]


@cache
def _skeleton(rows: int, below: bool) -> dict[str, Any]:
    """Everything that varies is a column of the table, but for the number of rows and whether any value is below zero."""
    x = alt.X(field="share", type="quantitative", scale=alt.Scale(domain=[-1 if below else 0, 1.12], nice=False), axis=None)
    zero = alt.X2Datum(0)
    told = [alt.Tooltip(field="name", title="Indikator"), alt.Tooltip(field="text", title="Werte")]
    previous = _layer("previous", 0.7).mark_bar(height=9, color=PREVIOUS, aria=False)
    actual = _layer("actual", 0.82).mark_bar(height=9, color=MAIN[0], aria=False)
    target = _layer("target", 0.76).mark_bar(height=23, fill=None, stroke=INK, strokeWidth=1.6, aria=False)
    label = _layer("label", 0.82).mark_text(align="left", baseline="middle", dx=5, fontWeight="bold", aria=False)
    name = _layer("name", 0.16).mark_text(align="left", baseline="middle", fontWeight="bold", limit=alt.ExprRef("width"), aria=False)
    text = _layer("name", 0.42).mark_text(align="left", baseline="middle", limit=alt.ExprRef("width"), aria=False)
    left = alt.XValue(1)
    layers = [
        previous.encode(x=x, x2=zero, y=_y(rows, 0.7), tooltip=told),
        actual.encode(x=x, x2=zero, y=_y(rows, 0.82), tooltip=told),
        target.encode(x=x, x2=zero, y=_y(rows, 0.76), tooltip=told),
        label.encode(x=x, y=_y(rows, 0.82), text=alt.Text(field="text", type="nominal")),
        name.encode(x=left, y=_y(rows, 0.16), text=alt.Text(field="name", type="nominal")),
        text.encode(x=left, y=_y(rows, 0.42), text=alt.Text(field="text", type="nominal")),
    ]
    return styled(alt.layer(*layers).properties(width="container", height=rows * ROW + 6))


def _layer(kind: str, shift: float) -> alt.Chart:
    chart = alt.Chart().transform_filter(alt.FieldEqualPredicate(field="kind", equal=kind))
    return chart.transform_calculate(**{_place(shift): f"datum.row + {shift}"})


def _y(rows: int, shift: float) -> alt.Y:
    """The middle of a line of text or a bar within its row."""
    return alt.Y(field=_place(shift), type="quantitative", axis=None, scale=alt.Scale(domain=[rows, 0], nice=False))


def _place(shift: float) -> str:
    return f"y{round(shift * 100)}"
