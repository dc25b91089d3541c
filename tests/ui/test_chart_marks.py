"""Ranges, symbols, continuation and distances in line charts: what is drawn is what is said and saved."""

import pytest

from domain.indicators import Rule, SeriesBreak, Target, Weather
from views.charts import Ahead, Line, LineChart, Point, line_chart
from views.charts.symbols import SHAPES
from views.terms import WEATHER


def drawn(shown: LineChart, kind: str) -> list[dict]:
    table = line_chart(shown).table
    return [row for row in table.to_pylist() if row["kind"] == kind] if table is not None else []


def chart(*points: Point, **more) -> LineChart:
    return LineChart("Quote", "Prozent", 1, (Line("Stadt", points),), **more)


def test_a_rounded_value_has_a_band_and_a_sample_has_whiskers() -> None:
    rounded = Point(2020, 5.0, low=4.0, high=6.1, range_kind="rounding")
    sample = Point(2021, 5.0, low=3.0, high=7.0, range_kind="sample")
    shown = chart(rounded, sample)
    assert [(row["year"], row["value"], row["until"], row["main"]) for row in drawn(shown, "range")] == [
        (2020, 4.0, 6.1, True),
        (2021, 3.0, 7.0, False),
    ]
    notes = line_chart(shown).notes
    assert "Streifen: Rundungsspanne" in notes and "Balken am Punkt: 95-%-Intervall" in notes
    assert line_chart(shown).rows[1] == ("2020", "5,0\u202f%, 4,0 bis 6,1\u202f%")


def test_ranges_of_comparison_lines_are_not_drawn_but_saved() -> None:
    other = Line("Land", (Point(2020, 5.0, low=4.0, high=6.0, range_kind="rounding"),), comparison=True)
    shown = LineChart("Quote", "Prozent", 1, (Line("Stadt", (Point(2020, 5.0),)), other))
    assert drawn(shown, "range") == []
    assert [(each.low, each.high) for each in line_chart(shown).figures] == [(None, None), (4.0, 6.0)]


def test_symbols_stand_for_years_with_a_value_and_only_where_something_is_judged() -> None:
    judged = chart(Point(2020, 1.0, weather=Weather.NONE), Point(2021, None, weather=Weather.NONE), Point(2022, 2.0, weather=Weather.SUN))
    assert [(row["year"], row["shape"], row["colour"]) for row in drawn(judged, "symbol")] == [
        (2020, SHAPES[Weather.NONE], WEATHER[Weather.NONE].text),
        (2022, SHAPES[Weather.SUN], WEATHER[Weather.SUN].text),
    ]
    assert [row[-1] for row in line_chart(judged).rows] == [WEATHER[Weather.SUN].label, "–", WEATHER[Weather.NONE].label]
    context = chart(Point(2020, 1.0, weather=Weather.CONTEXT), Point(2021, 2.0, weather=Weather.CONTEXT))
    assert drawn(context, "symbol") == [] and line_chart(context).columns == ("Jahr", "Stadt")


@pytest.mark.parametrize("weather", list(Weather))
def test_every_verdict_has_a_shape_of_its_own(weather: Weather) -> None:
    assert SHAPES[weather].startswith("M") and SHAPES[weather].endswith("Z")
    assert len(set(SHAPES.values())) == len(Weather)


def test_the_continuation_is_a_band_with_its_name_and_no_value_of_the_series() -> None:
    ahead = (Ahead(2023, 4.0, 3.0, 5.0), Ahead(2024, 3.5, 2.0, 5.0))
    shown = chart(Point(2021, 5.0), Point(2022, 4.5), ahead=ahead, target=Target(Rule.TARGET_YEAR, 3.0, 2024))
    assert [(row["year"], row["value"], row["until"]) for row in drawn(shown, "ahead")] == [(2023, 3.0, 5.0), (2024, 2.0, 5.0)]
    assert [row["text"] for row in drawn(shown, "band")] == ["rechnerische Fortschreibung"]
    built = line_chart(shown)
    assert [row[0] for row in built.rows] == ["2022", "2021"]
    assert (
        "Rechnerische fortschreibung" not in built.alt and "Rechnerische Fortschreibung 2024: 3,5\u202f%, 2,0 bis 5,0\u202f%." in built.alt
    )
    assert any(note.endswith("keine Vorhersage") for note in built.notes)


def test_the_names_of_band_and_target_keep_out_of_each_others_way() -> None:
    def band(target: float) -> bool:
        shown = chart(
            Point(2021, 5.0), Point(2022, 5.0), ahead=(Ahead(2024, 5.0, 4.0, 6.0),), target=Target(Rule.TARGET_YEAR, target, 2024)
        )
        assert [row["main"] for row in drawn(shown, "target")] == [target > 5.0]
        return drawn(shown, "band")[0]["main"]

    assert band(9.0) is False and band(1.0) is True


def test_the_distance_is_drawn_in_years_that_both_groups_have() -> None:
    group = Line("Gruppe", (Point(2020, 21.1), Point(2021, None, missing="secret"), Point(2022, 15.0)))
    reference = Line("Insgesamt", (Point(2020, 8.5), Point(2021, 6.0), Point(2022, 4.9)))
    shown = LineChart("Quote", "Prozent", 1, (group, reference), distance=True)
    assert [row["year"] for row in drawn(shown, "distance")] == [2020, 2022]
    assert [row["text"] for row in drawn(shown, "between")] == ["12,6", "10,1"]  # domain.md A7
    assert "Abstand +10,1\u202fProzentpunkte (2022)." in line_chart(shown).alt


def test_every_break_is_named_in_the_notes_and_neighbours_stand_on_lines_of_their_own() -> None:
    shown = chart(*(Point(year, 1.0) for year in range(2010, 2025)), breaks=(SeriesBreak(2011, "A."), SeriesBreak(2022, "B.")))
    assert [(row["main"], row["hollow"]) for row in drawn(shown, "break")] == [(True, False), (False, True)]
    assert any("(2011: A; 2022: B)" in note for note in line_chart(shown).notes)
