"""House style of all charts: German locale, calm axes, colours with enough contrast, and the frozen result type."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import altair as alt
import pyarrow as pa

from domain.periods import MONTHS

INK = "#111111"
MUTED = "#4F5660"
FAINT = "#E3E7EC"
MAIN = ("#12436D", "#A63D00", "#801650", "#1B776F", "#3D3D3D")  # each at least 4.5:1 on white, so labels may take them
COMPARISON = "#666C75"
TARGET = "#00663A"
BREAK = "#A61B12"
FONT = "Source Sans, Liberation Sans, Arial, sans-serif"
_WEEKDAYS = ("Sonntag", "Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag")
LOCALE = {
    "number": {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["", "\u00a0€"], "minus": "\u2212"},
    "time": {
        "dateTime": "%A, %e. %B %Y, %X",
        "date": "%d.%m.%Y",
        "time": "%H:%M:%S",
        "periods": ["", ""],
        "days": list(_WEEKDAYS),
        "shortDays": [day[:2] for day in _WEEKDAYS],
        "months": list(MONTHS),
        "shortMonths": [month[:3] for month in MONTHS],
    },
}


@dataclass(frozen=True)
class Figure:
    """One value of a chart as a number, for workbooks. ``text`` says what its signs mean, or why there is no value."""

    name: str
    period: str
    value: float | None
    low: float | None = None
    high: float | None = None
    text: str = ""


@dataclass(frozen=True)
class ChartSpec:
    """A finished chart: Vega-Lite ``spec`` without data, and the Arrow ``table`` it draws, and what replaces or completes it:
    ``alt`` says what is to be seen, ``columns`` and ``rows`` are the same figures as German texts, ``notes`` explain marks.
    ``title``, ``unit`` and ``figures`` go into saved pictures and workbooks.

    May be shared between sessions; nobody changes ``spec``."""

    spec: Mapping[str, Any]
    table: pa.Table | None
    alt: str
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    notes: tuple[str, ...] = ()
    title: str = ""
    unit: str = ""
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True)
class ChartAbout:
    """What a saved chart says about itself: area and period, where the figures come from, as of when they are known."""

    subtitle: str
    source: str
    state: str


def styled(chart: alt.LayerChart | alt.Chart | alt.FacetChart) -> dict[str, Any]:
    """The chart as a Vega-Lite dict in house style, without its data: the drawing side brings them as an Arrow table."""
    chart = chart.properties(autosize=alt.AutoSizeParams(type="fit-x", contains="padding"))
    spec = chart.configure(
        locale=LOCALE,
        font=FONT,
        background="transparent",
        view=alt.ViewConfig(stroke=None),
        axis=alt.AxisConfig(
            labelColor=INK, titleColor=INK, labelFontSize=13, titleFontSize=13, titleFontWeight="normal", gridColor=FAINT,
            domainColor=COMPARISON, tickColor=COMPARISON, labelPadding=6,
        ),
        legend=alt.LegendConfig(labelColor=INK, titleColor=INK, labelFontSize=13, titleFontSize=13, titleFontWeight="normal"),
        text=alt.MarkConfig(fontSize=13, color=INK),
    ).to_dict(validate=False)  # fmt: skip
    spec.pop("datasets", None)
    for part in (spec, *spec.get("layer", ())):
        part.pop("data", None)
    return spec
