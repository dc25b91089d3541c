import ast
import json
import re
import xml.etree.ElementTree as ET
from itertools import pairwise
from pathlib import Path

import pytest

from domain.indicators import Rule, SeriesBreak, Target
from views.charts import MAX_LINES, Line, LineChart, Point, line_chart
from views.sparkline import sparkline

ROOT = Path(__file__).resolve().parents[2]
TARGET = Target(Rule.TARGET_YEAR, 8.0, 2030, since="2021-05")
POINTS = (
    Point(2018, 12.25),
    Point(2019, 12.0),
    Point(2020, None, missing="secret"),
    Point(2021, 11.0),
    Point(2022, 10.5, ("provisional",)),
)


def shown(
    lines: tuple[Line, ...] = (Line("Stadt", POINTS),), target: Target | None = TARGET, breaks: tuple[SeriesBreak, ...] = ()
) -> LineChart:
    return LineChart("Quote in der Stadt", "Prozent", 1, lines, target, breaks)


def marks(chart, kind: str) -> list[dict]:
    return [row for row in chart.table.to_pylist() if row["kind"] == kind]


def test_a_missing_year_interrupts_the_line_and_keeps_its_reason():
    chart = line_chart(shown())
    segments = {row["year"]: row["segment"] for row in marks(chart, "value")}
    assert segments[2018] == segments[2019] != segments[2021] == segments[2022]
    assert [(row["year"], row["text"]) for row in marks(chart, "missing")] == [(2020, "Eingangswert unbekannt oder geheim")]


def test_a_year_that_is_not_in_the_data_interrupts_the_line_too():
    chart = line_chart(shown((Line("Stadt", (Point(2018, 1.0), Point(2020, 2.0))),), None))
    assert len({row["segment"] for row in marks(chart, "value")}) == 2


def test_a_break_cuts_every_line_and_is_named():
    other = Line("Land", tuple(Point(year, 9.0) for year in range(2018, 2023)), comparison=True)
    chart = line_chart(shown((Line("Stadt", POINTS), other), breaks=(SeriesBreak(2022, "Zensus 2022"),)))
    land = {row["year"]: row["segment"] for row in marks(chart, "value") if row["line"] == "Land"}
    assert land[2021] != land[2022] and land[2018] == land[2021]
    assert [(row["year"], row["text"]) for row in marks(chart, "break")] == [(2022, "Zensus 2022")]
    assert "Bruch 2022: Zensus 2022." in chart.alt


def test_provisional_values_are_hollow_and_explained():
    chart = line_chart(shown())
    assert [row["year"] for row in marks(chart, "value") if row["hollow"]] == [2022]
    assert any("vorläufig" in note for note in chart.notes)


def test_the_target_path_starts_when_the_target_was_set():
    chart = line_chart(shown())
    assert [(row["year"], row["value"]) for row in marks(chart, "path")] == [(2021, 11.0), (2030, 8.0)]
    assert [(row["year"], row["value"]) for row in marks(chart, "target")] == [(2030, 8.0)]


def test_a_yearly_limit_is_a_level_line():
    chart = line_chart(shown(target=Target(Rule.YEARLY_LIMIT, 10.0)))
    assert [(row["year"], row["value"]) for row in marks(chart, "path")] == [(2018, 10.0), (2022, 10.0)]


def test_a_direction_alone_draws_no_target():
    chart = line_chart(shown(target=Target(Rule.DIRECTION)))
    assert not marks(chart, "path") and not marks(chart, "target")


def test_alternative_text_and_table_say_what_the_chart_shows():
    chart = line_chart(shown())
    assert chart.alt == ("Liniendiagramm Quote in der Stadt. Stadt: 2018 12,3\u202f%, 2022 10,5\u202f%. Zielwert 8,0\u202f% bis 2030.")
    assert chart.columns == ("Jahr", "Stadt")
    assert chart.rows[0] == ("2022", "10,5\u202f% (vorläufig)")
    assert chart.rows[2] == ("2020", "– (Eingangswert unbekannt oder geheim)")


def test_at_most_five_lines_and_their_labels_do_not_overlap():
    lines = tuple(Line(f"Gebiet {index}", (Point(2018, 5.0), Point(2019, 10.0 + index / 100)), comparison=index > 0) for index in range(8))
    chart = line_chart(shown(lines, None))
    labels = sorted(row["value"] for row in marks(chart, "label"))
    assert len(labels) == MAX_LINES
    assert len(chart.columns) - 1 == len(lines)
    assert "gezeichnet sind 5 von 8 Linien, die Tabelle zeigt alle" in chart.notes
    edges = [row["value"] for row in marks(chart, "edge")]
    gap = (max(edges) - min(edges)) * 15 / 340
    assert all(later - earlier >= gap for earlier, later in pairwise(labels))


def test_no_values_at_all_still_gives_a_chart_with_words():
    chart = line_chart(shown((Line("Stadt", ()),), None))
    assert chart.alt.endswith("Stadt: keine Werte.")
    assert chart.rows == ()


@pytest.mark.parametrize("build", [lambda: line_chart(shown())])
def test_charts_speak_german_and_bring_no_data_in_the_spec(build):
    spec = json.loads(json.dumps(build().spec))
    assert spec["config"]["locale"]["number"]["decimal"] == ","
    assert spec["config"]["locale"]["time"]["months"][2] == "März"
    assert "datasets" not in spec and all("data" not in layer for layer in spec["layer"])


def test_no_shorthand_texts_in_chart_code():
    shorthand = re.compile(r"""["'][\wäöüß ]+:[QONT]["']""")
    encoded = re.compile(r"""alt\.(X|Y|Color|Text|Tooltip|Detail)\(["']""")
    for path in (ROOT / "views").rglob("*.py"):
        assert not shorthand.search(path.read_text("utf-8")), path.name
        assert not encoded.search(path.read_text("utf-8")), path.name


def test_a_sparkline_is_interrupted_where_a_value_is_missing():
    svg = ET.fromstring(sparkline((1.0, 2.0, None, 4.0, 3.0), "steigt & fällt", 5.0))
    paths = [node.attrib["d"] for node in svg.iter() if node.tag.endswith("path")]
    assert svg.attrib["aria-label"] == "steigt & fällt"
    assert len(paths) == 2 and paths[1].count("M") == 2
    assert ET.fromstring(sparkline((None, None), "keine Werte")).attrib["aria-label"] == "keine Werte"


def test_every_chart_has_an_alternative_text_and_a_source() -> None:
    """Drawings reach the screen with a text for those who do not see them, and most with source and data state for saving."""
    root = Path(__file__).resolve().parents[2]
    calls = [
        (path.name, node)
        for room in ("ui", "pages")
        for path in sorted((root / room).glob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
    ]
    drawn = [(name, call) for name, call in calls if isinstance(call.func, ast.Attribute) and call.func.attr == "vega_lite_chart"]
    assert len(drawn) >= 4
    assert [name for name, call in drawn if "alt" not in {keyword.arg for keyword in call.keywords}] == []
    shown = [(name, call) for name, call in calls if isinstance(call.func, ast.Name) and call.func.id == "chart"]
    assert len(shown) >= 7
    assert [name for name, call in shown if len(call.args) < 3] == []
