"""The timeline: bars, milestones and today; the same in words; pages that stay readable with many measures."""

import xml.etree.ElementTree as ET
from collections.abc import Callable
from datetime import date

import pytest
import vl_convert

from domain.access import OFFICE
from domain.concept_toml import concept_toml
from domain.deliveries import DeliveryKind, Reading
from domain.measures import MeasureRow, Milestone
from domain.measures import MeasureState as State
from store import Home, open_snapshot
from tests.store.builders import SOURCE
from tests.views.measure_samples import CONCEPT, TODAY, measure
from views.chart_style import ChartSpec
from views.measure_filter import Filter
from views.measure_timeline import LEGEND, ON_A_PAGE, Timeline, build

STEPS = (
    Milestone("Raum", date(2026, 3, 1), date(2026, 2, 1)),
    Milestone("Gruppe", date(2026, 9, 1)),
    Milestone("Bericht", date(2027, 5, 1)),
)


@pytest.fixture
def timeline(home: Home, deliver: Callable[[Reading], int]) -> Callable[..., Timeline]:
    """``timeline(rows, page)``: a page of the timeline of these measures."""

    def make(rows: list[MeasureRow], page: int = 1) -> Timeline:
        deliver(Reading(DeliveryKind.CONCEPT, "konzept", SOURCE, CONCEPT, content=concept_toml(CONCEPT)))
        deliver(Reading(DeliveryKind.MEASURES, "sachstandsblatt", SOURCE, tuple(rows)))
        with open_snapshot(home) as snapshot:
            return build(snapshot, OFFICE, Filter(), TODAY, True, page)

    return make


def bars(spec: ChartSpec) -> list[tuple[str, float, str, str]]:
    """Kind, row, first and last day of everything drawn but names and ends."""
    assert spec.table is not None
    rows = spec.table.to_pylist()
    return [(row["kind"], row["row"], row["start"][:10], row["end"][:10]) for row in rows if row["kind"] not in ("name", "end")]


def test_a_row_has_plan_work_milestones_and_today(timeline: Callable[..., Timeline]) -> None:
    row = measure("1.1", planned_start=date(2026, 1, 1), planned_end=date(2027, 6, 30), actual_start=date(2026, 2, 1), milestones=STEPS)
    shown = timeline([row])
    ((name, (spec,)),) = shown.fields
    assert name == "Sprache"
    assert bars(spec) == [
        ("planned", 0, "2026-01-01", "2027-06-30"),
        ("actual", 0, "2026-02-01", "2026-11-23"),  # running: up to today
        ("done", 0, "2026-02-01", "2026-02-01"),
        ("late", 0, "2026-09-01", "2026-09-01"),
        ("open", 0, "2027-05-01", "2027-05-01"),
        ("today", 0, "2026-11-23", "2026-11-23"),
    ]
    assert spec.columns[0] == "Maßnahme" and spec.rows == (
        (
            "1.1 Maßnahme 1.1",
            "In Umsetzung",
            "01.01.2026 bis 30.06.2027",
            "01.02.2026 bis offen",
            "◆ Raum (erreicht, 01.02.2026); ▲ Gruppe (über der Frist, 01.09.2026); ◇ Bericht (offen, 01.05.2027)",
            "▲\u00a0gefährdet",
        ),
    )
    assert (shown.first, shown.last) == ("01.01.2026", "31.12.2027")
    for glyph in "◆▲◇":
        assert glyph in LEGEND


def test_what_ended_misses_no_date_and_what_has_no_end_fades(timeline: Callable[..., Timeline]) -> None:
    rows = [
        measure("1.1", State.DROPPED, milestones=STEPS[1:2], planned_start=None, planned_end=date(2026, 5, 1)),
        measure("1.2", planned_end=None),
        measure("1.3", State.COMPLETED, actual_start=date(2026, 1, 1), actual_end=date(2026, 4, 1)),
        measure("1.4", planned_start=None, planned_end=None),
    ]
    shown = timeline(rows)
    ((_, (spec,)),) = shown.fields
    assert ("open", 0, "2026-09-01", "2026-09-01") in bars(spec)
    assert ("actual", 2, "2026-01-01", "2026-04-01") in bars(spec)
    assert spec.table is not None
    faded = [(row["row"], row["end"][:10]) for row in spec.table.to_pylist() if row["open_end"]]
    assert faded == [(0, "2026-05-01"), (1, "2027-12-31")]
    assert shown.undated == ("1.4 Maßnahme 1.4",)


@pytest.mark.parametrize("page", [0, 1, 2, 3, 99])
def test_many_measures_come_in_pages_and_none_is_lost(timeline: Callable[..., Timeline], page: int) -> None:
    """L14: 140 measures: three pages, no drawing higher than a sheet of paper."""
    rows = [measure(f"{1 + number % 2}.{number}", field=("sprache", "arbeit")[number % 2]) for number in range(140)]
    shown = timeline(rows, page)
    assert shown.pages == 3
    drawings = [spec for _, each in shown.fields for spec in each]
    count = sum(len(spec.rows) for spec in drawings)
    assert count == {0: 140, 1: ON_A_PAGE, 2: ON_A_PAGE, 3: 20, 99: 20}[page]
    assert max(len(spec.rows) for spec in drawings) <= 14
    assert all(spec.spec["height"] <= 14 * 38 + 18 for spec in drawings)
    if page == 0:
        numbers = [row[0].split()[0] for spec in drawings for row in spec.rows]
        assert sorted(numbers) == sorted(row.measure for row in rows)


def test_the_drawing_is_drawn(timeline: Callable[..., Timeline]) -> None:
    """Every mark arrives in the picture: names, bars of both kinds, three milestones, the line of today."""
    row = measure("1.10", actual_start=date(2026, 2, 1), milestones=STEPS)
    ((_, (spec,)),) = timeline([row]).fields
    assert spec.table is not None
    svg = vl_convert.vegalite_to_svg({**spec.spec, "width": 900, "data": {"values": spec.table.to_pylist()}})
    texts = [each.text for each in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]
    assert "1.10 Maßnahme 1.10 (In Umsetzung)" in texts and "heute, 23.11.2026" in texts and "2027" in texts
    marks = [each.get("fill") for each in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}path")]
    assert {"#C9D6E3", "#12436D", "#00663A", "#A61B12", "white"} <= set(marks)
