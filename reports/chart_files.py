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

from reports import fonts
from reports.cells import add_facts, add_table
from views.chart_style import INK, MUTED, ChartAbout, ChartSpec
from views.charts.words import SYMBOL_NOTE

WIDTH = 900
"""Width of the drawing in pixels; axis titles and margins come on top."""
SCALE = 2
PAPER_WIDTH = 620
"""Width of a drawing on an upright A4 page, so that its letters come out at about nine points."""
SHEET, FACTS_SHEET = "Werte", "Angaben"
_LETTERS = 140  # to a line below the drawing
_LINE = 17  # pixels
_LETTER = 6.3  # pixels, on average
_FONTS = f"{fonts.FAMILY}, {fonts.FALLBACK}"
_COLUMNS = (("Reihe", 44), ("Zeitraum", 14), ("Wert", 14), ("von", 14), ("bis", 14), ("Einheit", 16), ("Anmerkung", 50))


def svg(chart: ChartSpec, about: ChartAbout) -> bytes:
    """The chart as SVG with its texts as texts."""
    _use_our_fonts()
    return str(vl_convert.vegalite_to_svg(picture(chart, about), allowed_base_urls=[])).encode()


def png(chart: ChartSpec, about: ChartAbout) -> bytes:
    """The chart as PNG, two pixels to each of the drawing's."""
    _use_our_fonts()
    drawn: bytes = vl_convert.vegalite_to_png(picture(chart, about), scale=SCALE, allowed_base_urls=[])
    return drawn


def drawing_svg(chart: ChartSpec, width: int = PAPER_WIDTH) -> bytes:
    """The drawing alone, for documents that print title, notes and source as text of their own."""
    _use_our_fonts()
    return str(vl_convert.vegalite_to_svg(drawing(chart, width), allowed_base_urls=[])).encode()


def drawing_png(chart: ChartSpec, width: int = PAPER_WIDTH) -> bytes:
    """As ``drawing_svg``, as PNG with two pixels to each of the drawing's."""
    _use_our_fonts()
    drawn: bytes = vl_convert.vegalite_to_png(drawing(chart, width), scale=SCALE, allowed_base_urls=[])
    return drawn


@cache
def _use_our_fonts() -> None:
    """Pictures look the same on every machine, also on one without any fonts, where texts would be missing without a word."""
    vl_convert.register_font_directory(str(fonts.FOLDER))


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
    return _whole(chart, WIDTH, [_below(_lines(chart, about))]) | {"title": _title(chart, about), "padding": 16}


def drawing(chart: ChartSpec, width: int) -> dict[str, Any]:
    """The page's drawing with its data and a fixed width, and the words of its verdict symbols."""
    return _whole(chart, width, []) | {"padding": 4}


def _whole(chart: ChartSpec, width: int, below: Sequence[dict[str, Any]]) -> dict[str, Any]:
    spec = dict(chart.spec)
    rows = chart.table.to_pylist() if chart.table is not None else []
    config = {name: value for name, value in spec.pop("config", {}).items() if name != "background"}
    for name in ("autosize", "$schema", "background", "padding"):
        spec.pop(name, None)
    if rows:
        spec["data"] = {"values": rows}
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "vconcat": [_wide(spec, width), *_symbols(rows, width), *below],
        "spacing": 14,
        "background": "#FFFFFF",
        "config": config | {"font": _FONTS},
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


def _symbols(rows: Sequence[Mapping[str, Any]], width: int) -> list[dict[str, Any]]:
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
    return [{"data": {"values": legend}, "width": width, "height": 16, "view": {"stroke": None}, "layer": [word, symbol]}]


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


def _wide(spec: Mapping[str, Any], width: int) -> dict[str, Any]:
    """The drawing with a width of its own: on a page it takes the room there is."""
    return {**spec, "width": width} if spec.get("width") == "container" else dict(spec)
