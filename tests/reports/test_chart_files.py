"""Saved charts: what stands in the picture, and that the workbook holds the chart's own numbers."""

import io
import re
import xml.etree.ElementTree as ET

import openpyxl
import pytest
from PIL import Image

from domain.indicators import Rule, SeriesBreak, Target, Weather
from reports import chart_files
from views.chart_style import ChartAbout
from views.charts import Ahead, Line, LineChart, Point, line_chart

ABOUT = ChartAbout(
    "Salzgitter, Stadt, 2019 bis 2022", "Quelle: Landesamt für Statistik Niedersachsen, Tabelle 4-1-4.", "Stand Nr. 20 vom 23.11.2026"
)
GROUP = (
    Point(2019, 12.25, weather=Weather.NONE),
    Point(2020, None, missing="secret"),
    Point(2021, 11.0, low=10.6, high=11.4, range_kind="rounding", weather=Weather.SUN),
    Point(2022, 10.5, ("provisional",), low=10.1, high=10.9, range_kind="rounding", weather=Weather.CLOUD),
)
CHART = line_chart(
    LineChart(
        "Quote in der Stadt",
        "Prozent",
        1,
        (Line("Stadt", GROUP), Line("Land", tuple(Point(year, 8.0 + year % 3) for year in range(2019, 2023)), comparison=True)),
        Target(Rule.TARGET_YEAR, 8.0, 2025, since="2021-05"),
        (SeriesBreak(2021, "Zensus 2022"),),
        ahead=(Ahead(2023, 10.0, 9.0, 11.0), Ahead(2025, 9.0, 7.0, 11.0)),
    )
)


@pytest.fixture(scope="module")
def drawn() -> ET.Element:
    return ET.fromstring(chart_files.svg(CHART, ABOUT))


def texts(drawn: ET.Element) -> str:
    return " ".join("".join(node.itertext()) for node in drawn.iter() if node.tag.endswith("}text"))


def test_title_subtitle_source_and_data_state_stand_in_the_picture(drawn: ET.Element) -> None:
    shown = texts(drawn)
    for text in ("Quote in der Stadt", ABOUT.subtitle, ABOUT.source, ABOUT.state, "in Prozent", "Zensus 2022"):
        assert text in shown
    assert "Streifen: Rundungsspanne" in shown and "rechnerische Fortschreibung, keine Vorhersage" in shown


def test_every_line_and_the_target_are_named_with_their_values_in_german(drawn: ET.Element) -> None:
    shown = texts(drawn)
    for text in ("Stadt 10,5\u202f%", "Land 8,0\u202f%", "Zielwert 8,0\u202f% bis 2025"):
        assert text in shown
    assert not re.search(r"\d\.\d", shown.replace(ABOUT.state, "").replace("4-1-4.", ""))


def test_verdicts_are_drawn_as_shapes_with_their_words_beside(drawn: ET.Element) -> None:
    shown = texts(drawn)
    assert all(word in shown for word in ("Bewertung des Jahres:", "Sonne", "Wolke", "Keine Bewertung"))
    assert "☀" not in shown  # glyphs need fonts that few machines have


def test_nothing_is_fetched_from_anywhere(drawn: ET.Element) -> None:
    assert not [node for node in drawn.iter() if node.tag.endswith("}image")]
    assert "http" not in texts(drawn)


def test_the_png_has_the_size_of_the_drawing_twice_and_shows_text() -> None:
    picture = Image.open(io.BytesIO(chart_files.png(CHART, ABOUT)))
    picture.load()
    assert 1900 <= picture.width <= 2600 and 800 <= picture.height <= 1600
    title = picture.convert("L").crop((0, 0, picture.width // 2, 80))
    assert title.histogram()[:60] != [0] * 60  # dark letters where the title stands


def test_the_workbook_holds_the_numbers_of_the_chart_and_says_where_they_come_from() -> None:
    book = openpyxl.load_workbook(io.BytesIO(chart_files.xlsx(CHART, ABOUT)))
    rows = list(book["Werte"].iter_rows(values_only=True))
    assert rows[0] == ("Reihe", "Zeitraum", "Wert", "von", "bis", "Einheit", "Anmerkung")
    values = {(name, year): value for name, year, value, *_ in rows[1:]}
    assert {("Stadt", str(point.year)): point.value for point in GROUP}.items() <= values.items()
    assert rows[4] == ("Stadt", "2022", 10.5, 10.1, 10.9, "Prozent", "vorläufig; von/bis: Rundungsspanne")
    assert rows[2] == ("Stadt", "2020", None, None, None, "Prozent", "Eingangswert unbekannt oder geheim")
    assert values["Zielwert", "2025"] == 8.0
    facts = dict(book["Angaben"].iter_rows(values_only=True))
    assert facts["Quelle"] == ABOUT.source and facts["Datenstand"] == ABOUT.state and facts["Titel"] == "Quote in der Stadt"


def test_every_number_of_the_table_beside_the_chart_is_in_the_workbook() -> None:
    book = openpyxl.load_workbook(io.BytesIO(chart_files.xlsx(CHART, ABOUT)))
    cells = [cell for row in book["Werte"].iter_rows(values_only=True) for cell in row]
    numbers = {f"{cell:.1f}".replace(".", ",") for cell in cells if isinstance(cell, int | float)}
    shown = {text for row in CHART.rows for cell in row[1:] for text in re.findall(r"\d+,\d", cell)}
    assert shown <= numbers | {"12,3"}  # 12,25 is shown with one decimal


def test_texts_of_the_workbook_never_become_formulas() -> None:
    chart = line_chart(LineChart("=1+1", "Prozent", 1, (Line("=cmd()", (Point(2020, 1.0),)),)))
    book = openpyxl.load_workbook(io.BytesIO(chart_files.xlsx(chart, ABOUT)))
    assert [cell.data_type for row in book["Werte"].iter_rows(min_row=2, max_row=2, max_col=1) for cell in row] == ["s"]
