"""Planned against actual amounts: an outlined bar for the plan, a filled one inside it for what was used, the name above both."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import altair as alt
import pyarrow as pa

from views.chart_style import MAIN, MUTED, ChartSpec, Figure, styled
from views.formats import euro

ROW = 44
"""Pixels a group takes: its name, and the bars below it."""
_NARROW = 480  # pixels: there the amounts stand in the table alone
LEGEND = "Umrandeter Balken: geplant · gefüllter Balken: verwendet"
_SCHEMA = pa.schema([("kind", pa.string()), ("row", pa.float64()), ("value", pa.float64()), ("name", pa.string()), ("text", pa.string())])


@dataclass(frozen=True)
class Pair:
    """Euro planned and used of one group; None where nobody said."""

    name: str
    planned: float | None
    actual: float | None

    @property
    def text(self) -> str:
        """``Sprache: 36.500 € verwendet, 96.000 € geplant``."""
        used = "verwendet nicht gemeldet" if self.actual is None else f"{euro(self.actual)} verwendet"
        return f"{self.name}: {used}, {'ohne Plan' if self.planned is None else f'{euro(self.planned)} geplant'}"


def plan_actual(title: str, pairs: Sequence[Pair], columns: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> ChartSpec:
    """The drawing of the groups in the order given; ``columns`` and ``rows`` say the same in words."""
    return ChartSpec(
        spec=_skeleton(len(pairs)),
        table=pa.Table.from_pylist([row for place, pair in enumerate(pairs) for row in _rows(place, pair)], schema=_SCHEMA),
        alt=f"Balkendiagramm {title}. " + " ".join(f"{pair.text}." for pair in pairs),
        columns=columns,
        rows=rows,
        notes=(LEGEND,),
        title=title,
        unit="€",
        figures=tuple(
            Figure(f"{pair.name}: {word}", "", value)
            for pair in pairs
            for word, value in (("geplant", pair.planned), ("verwendet", pair.actual))
        ),
    )


def _rows(place: int, pair: Pair) -> list[dict[str, Any]]:
    bars = [("planned", pair.planned), ("actual", pair.actual)]
    return [
        {"kind": "name", "row": place, "value": 0.0, "name": pair.name, "text": pair.text},
        *({"kind": kind, "row": place, "value": value, "name": pair.name, "text": pair.text} for kind, value in bars if value is not None),
    ]


@cache
def _skeleton(rows: int) -> dict[str, Any]:
    """Everything that varies is a column of the table, but for the number of groups."""
    words = (
        "datum.value >= 1000000 ? format(datum.value / 1000000, ',~f') + ' Mio. €' : "
        "datum.value >= 10000 ? format(datum.value / 1000, ',~f') + ' Tsd. €' : format(datum.value, ',~f') + ' €'"
    )
    x = alt.X(
        field="value",
        type="quantitative",
        title=None,
        scale=alt.Scale(zero=True, nice=True),
        axis=alt.Axis(labelExpr=words, tickCount=4, labelOverlap=True, labelFlush=True, orient="top", domain=False, description="Euro"),
    )
    told = [alt.Tooltip(field="text", title="Mittel")]
    planned = _layer("planned", 0.7).mark_bar(height=17, color="#FFFFFF", stroke=MUTED, strokeWidth=1.5, aria=False)
    actual = _layer("actual", 0.7).mark_bar(height=9, color=MAIN[0], aria=False)
    short = f"containerSize()[0] < {_NARROW} ? datum.name : datum.text"  # in saved pictures there is no page to be narrow
    names = _layer("name", 0.3).transform_calculate(label=short)
    names = names.mark_text(align="left", baseline="middle", dx=1, limit=alt.ExprRef("width"), aria=False)
    layers = [
        planned.encode(x=x, x2=alt.X2Datum(0), y=_y(rows, 0.7), tooltip=told),
        actual.encode(x=x, x2=alt.X2Datum(0), y=_y(rows, 0.7), tooltip=told),
        names.encode(x=alt.XValue(0), y=_y(rows, 0.3), text=alt.Text(field="label", type="nominal")),
    ]
    return styled(alt.layer(*layers).properties(width="container", height=rows * ROW + 6))


def _layer(kind: str, shift: float) -> alt.Chart:
    chart = alt.Chart().transform_filter(alt.FieldEqualPredicate(field="kind", equal=kind))
    return chart.transform_calculate(**{_place(shift): f"datum.row + {shift}"})


def _y(rows: int, shift: float) -> alt.Y:
    """The middle of a name or a bar within its group."""
    scale = alt.Scale(domain=[rows, 0], nice=False)
    return alt.Y(field=_place(shift), type="quantitative", axis=None, scale=scale)


def _place(shift: float) -> str:
    return f"y{round(shift * 100)}"
