"""Where a field's lead indicators stand: filled, pale, outlined; told apart without colour; the same numbers in words."""

import io
import re
import xml.etree.ElementTree as ET
from itertools import pairwise

from PIL import Image

from reports import chart_files
from views.chart_style import INK, MAIN
from views.charts.standing import LEGEND, PREVIOUS, Standing, standing_chart

CHART = standing_chart(
    "Leitindikatoren: Bildung",
    [
        Standing("Ohne Abschluss", "Prozent", 1, 14.8, "2024", 19.0, "2023", 10.0, "2030"),
        Standing("Erwerbstätig", "Prozent", 1, 38.0, "2024", 36.0, "2023"),
        Standing("Einbürgerungen", "Anzahl", 0, 1408, "2024"),
    ],
)


def bars(kind: str) -> dict[str, float]:
    return {row["name"]: row["share"] for row in CHART.table.to_pylist() if row["kind"] == kind}


def grey(colour: str) -> float:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue


def test_the_same_unit_has_the_same_scale_and_bars_begin_at_zero() -> None:
    assert bars("actual") == {"Ohne Abschluss": 14.8 / 38, "Erwerbstätig": 1.0, "Einbürgerungen": 1.0}
    assert bars("target") == {"Ohne Abschluss": 10 / 38}
    domains = {str(layer["encoding"]["x"]["scale"]["domain"]) for layer in CHART.spec["layer"] if "x2" in layer["encoding"]}
    assert domains == {"[0, 1.12]"}


def test_numbers_in_words_table_and_workbook_are_the_same() -> None:
    assert CHART.rows[0] == ("Ohne Abschluss", "14,8\u202f% (2024)", "19,0\u202f% (2023)", "10,0\u202f% (2030)")
    assert CHART.rows[2] == ("Einbürgerungen", "1.408 (2024)", "–", "–")
    assert "Ohne Abschluss: 14,8\u202f% (2024), davor 19,0\u202f% (2023), Zielwert 10,0\u202f% (2030)." in CHART.alt
    assert [each.value for each in CHART.figures] == [14.8, 19.0, 10.0, 38.0, 36.0, 1408]
    assert not re.search(r"\d\.\d{1,2}\b", CHART.alt)


def test_newest_value_earlier_value_and_target_differ_without_colour() -> None:
    shades = sorted((grey(MAIN[0]), grey(PREVIOUS), 255.0))
    assert all(later - earlier >= 60 for earlier, later in pairwise(shades))
    assert grey(INK) < 40  # the outline
    assert all(word in LEGEND for word in ("Gefüllter Balken", "heller Balken", "Umriss"))
    picture = Image.open(io.BytesIO(chart_files.drawing_png(CHART))).convert("L")
    used = {shade for count, shade in picture.getcolors(100_000) if count > 2000}
    assert all(any(abs(shade - wanted) < 4 for shade in used) for wanted in shades)


def test_the_drawing_names_every_row_beside_its_bars() -> None:
    drawn = ET.fromstring(chart_files.drawing_svg(CHART))
    texts = [" ".join("".join(node.itertext()).split()) for node in drawn.iter() if node.tag.endswith("}text")]
    assert {"Ohne Abschluss", "Erwerbstätig", "Einbürgerungen", "14,8", "1.408"} <= set(texts)
    assert CHART.title not in texts  # documents print it as text of their own
