import streamlit as st

from domain.indicators import Rule, SeriesBreak, Target, Weather
from ui.components import chart, chip, empty_state, image_md, link_md, table, tile
from ui.page import Page
from views.charts import Line, LineChart, Point, line_chart
from views.sparkline import sparkline

PAGE = Page("Bausteine", "bausteine")
HOSTILE = "<b>fett</b> ![](http://example.org/bild.png) :red[rot] [a](javascript:alert(1)) :smile: :material/home: $x$ www.example.org"
POINTS = tuple(
    Point(year, None if year == 2013 else 1000.5 + year, missing="secret" if year == 2013 else None) for year in range(2010, 2020)
)
SERIES = LineChart(
    "Versuch", "Anzahl", 1, (Line("Stadt", POINTS),), Target(Rule.TARGET_YEAR, 4000, 2025), (SeriesBreak(2016, "Zensus 2011"),)
)


def render(ctx) -> None:
    st.title("Bausteine", anchor=False)
    tile("Wert", "1.234,5", HOSTILE)
    chart(line_chart(SERIES), "versuch")
    rows = [
        ["Quote", image_md(sparkline((1.0, 2.0, 3.0), "steigt"), "steigt"), "3,1", chip(Weather.SUN)],
        [HOSTILE, "", "1.284", link_md(ctx, "Öffnen", "ziel", id="a b&c")],
    ]
    table(["Name", "Verlauf", "Wert", "Bewertung"], rows, alt="Versuchstabelle", key="versuch", numbers=(2,), markdown=(1, 3))
    empty_state("Leer", HOSTILE, ctx, "ziel", "Zum Ziel")
    st.file_uploader("Tabelle", type=["xlsx", "csv"])
    st.selectbox("Gebiet", ["A", "B"], index=None, placeholder="Bitte auswählen", help="Hilfe")
    st.multiselect("Felder", ["A", "B"])
    if st.button("Fehler auslösen"):
        raise ValueError("innere Einzelheit")
