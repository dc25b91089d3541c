"""Charts as files: SVG and PNG with title, source and data state printed inside, and their figures as a workbook.

vl-convert draws the same Vega-Lite that pages show. It reads no address of the network: pictures are drawn from the table alone."""

import textwrap
from collections.abc import Mapping, Sequence
from functools import cache
from io import BytesIO
from itertools import accumulate
from typing import Any

import vl_convert
from openpyxl import Workbook

from domain.errors import WrongUse
from reports.cells import add_facts, add_table
from views.chart_style import FONT, INK, MUTED, ChartAbout, ChartSpec
from views.charts.words import SYMBOL_NOTE

WIDTH = 900
"""Width of the drawing in pixels; axis titles and margins come on top."""
SCALE = 2
SHEET, FACTS_SHEET = "Werte", "Angaben"
_LETTERS = 140  # to a line below the drawing
_LINE = 17  # pixels
_LETTER = 6.3  # pixels, on average
_COLUMNS = (("Reihe", 44), ("Zeitraum", 14), ("Wert", 14), ("von", 14), ("bis", 14), ("Einheit", 16), ("Anmerkung", 50))


def svg(chart: ChartSpec, about: ChartAbout) -> bytes:
    """The chart as SVG with its texts as texts."""
    return str(vl_convert.vegalite_to_svg(picture(chart, about), allowed_base_urls=[])).encode()


def png(chart: ChartSpec, about: ChartAbout) -> bytes:
    """The chart as PNG, two pixels to each of the drawing's; raises WrongUse where there are no fonts and texts would be missing."""
    if not _has_fonts():
        raise WrongUse(
            "Auf diesem Rechner ist keine Schrift installiert, Bilder hätten keine Texte. Abhilfe unter Debian: fonts-liberation"
        )
    drawn: bytes = vl_convert.vegalite_to_png(picture(chart, about), scale=SCALE, allowed_base_urls=[])
    return drawn


@cache
def _has_fonts() -> bool:
    """True where a letter leaves traces in a picture."""
    letter = f'<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"><text y="15" font-family="{FONT}">M</text></svg>'
    empty = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"></svg>'
    return bool(vl_convert.svg_to_png(letter) != vl_convert.svg_to_png(empty))


def xlsx(chart: ChartSpec, about: ChartAbout) -> bytes:
    """The chart's figures as numbers, and a sheet with title, source and data state."""
    workbook = Workbook(write_only=True)
    if chart.figures:
        rows = [[each.name, each.period, each.value, each.low, each.high, chart.unit, each.text] for each in chart.figures]
        add_table(workbook, SHEET, _COLUMNS, rows)
    else:
        add_table(workbook, SHEET, [(name, 30) for name in chart.columns], chart.rows)
    facts = [
        ("Titel", chart.title), ("Gebiet und Zeitraum", about.subtitle), ("Einheit", chart.unit), ("Beschreibung", chart.alt),
        *(("Zeichenerklärung", note) for note in chart.notes), ("Quelle", about.source), ("Datenstand", about.state),
    ]  # fmt: skip
    add_facts(workbook, FACTS_SHEET, [(name, text) for name, text in facts if text])
    workbook.properties.creator, workbook.properties.title = "Integrationsmonitor", chart.title
    buffer = BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def picture(chart: ChartSpec, about: ChartAbout) -> dict[str, Any]:
    """The page's drawing with its data, a fixed width, a title above and notes, source and data state below."""
    spec = dict(chart.spec)
    rows = chart.table.to_pylist() if chart.table is not None else []
    config = {name: value for name, value in spec.pop("config", {}).items() if name != "background"}
    for name in ("autosize", "$schema", "background", "padding"):
        spec.pop(name, None)
    if rows:
        spec["data"] = {"values": rows}
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "title": _title(chart, about),
        "vconcat": [_wide(spec), *_symbols(rows), _below(_lines(chart, about))],
        "spacing": 14,
        "background": "#FFFFFF",
        "padding": 16,
        "config": config | {"font": FONT},
    }


def _title(chart: ChartSpec, about: ChartAbout) -> dict[str, Any]:
    return {
        "text": textwrap.wrap(chart.title, 90) or [""],
        "subtitle": textwrap.wrap(about.subtitle, _LETTERS),
        "anchor": "start",
        "fontSize": 18,
        "subtitleFontSize": 13,
        "color": INK,
        "subtitleColor": MUTED,
        "offset": 18,
    }


def _lines(chart: ChartSpec, about: ChartAbout) -> list[str]:
    notes = " · ".join(note for note in chart.notes if not note.startswith(SYMBOL_NOTE))
    return [line for text in (notes, about.source, about.state) if text for line in textwrap.wrap(text, _LETTERS)]


def _symbols(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The verdict symbols that occur, drawn with their words: few fonts have their glyphs."""
    used = {row["text"]: row for row in rows if row.get("kind") == "symbol"}
    if not used:
        return []
    words = ["Bewertung des Jahres:", *(text.partition("\u00a0")[2] or text for text in used)]
    places = list(accumulate((len(word) * _LETTER + 34 for word in words), initial=0))
    legend = [{"word": word, "place": place} for word, place in zip(words, places, strict=False)]
    for entry, row in zip(legend[1:], used.values(), strict=True):
        entry |= {"shape": row["shape"], "colour": row["colour"], "symbol": entry["place"] - 13}
    place = {"field": "place", "type": "quantitative", "scale": None}
    word = {
        "mark": {"type": "text", "align": "left", "baseline": "middle", "color": MUTED, "fontSize": 12},
        "encoding": {"x": place, "y": {"value": 8}, "text": {"field": "word", "type": "nominal"}},
    }
    symbol = {
        "transform": [{"filter": "isValid(datum.shape)"}],
        "mark": {"type": "point", "filled": True, "size": 150, "opacity": 1, "strokeWidth": 0},
        "encoding": {
            "x": place | {"field": "symbol"},
            "y": {"value": 8},
            "shape": {"field": "shape", "type": "nominal", "scale": None, "legend": None},
            "color": {"field": "colour", "type": "nominal", "scale": None, "legend": None},
        },
    }
    return [{"data": {"values": legend}, "width": WIDTH, "height": 16, "view": {"stroke": None}, "layer": [word, symbol]}]


def _below(lines: Sequence[str]) -> dict[str, Any]:
    """A drawing of words alone."""
    return {
        "data": {"values": [{}]},
        "width": WIDTH,
        "height": max(len(lines), 1) * _LINE,
        "view": {"stroke": None},
        "mark": {"type": "text", "align": "left", "baseline": "top", "color": MUTED, "fontSize": 12, "lineHeight": _LINE},
        "encoding": {"x": {"value": 0}, "y": {"value": 0}, "text": {"value": list(lines)}},
    }


def _wide(spec: Mapping[str, Any]) -> dict[str, Any]:
    """The drawing with a width of its own: on a page it takes the room there is."""
    return {**spec, "width": WIDTH} if spec.get("width") == "container" else dict(spec)
