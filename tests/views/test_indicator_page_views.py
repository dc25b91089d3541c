"""The page Indikator as view models, on the demo's real figures; numbers checked by hand in the delivered tables."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from domain.access import OFFICE
from domain.areas import Area
from domain.indicators import Definition, DefinitionChange, Direction, Rule, Target, Weather
from indicators.library import library
from store import Snapshot, open_snapshot
from tests.workflows.homes import make_home
from views import gap_view, goal_view, indicator, indicator_areas, pooled_view
from views.definition_profile import profile
from views.formats import number
from views.indicator import Selection
from views.values import Series, all_series

SALZGITTER = Area("03102", "Salzgitter, Stadt")
GAP = "ohne_abschluss_abstand"


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    with open_snapshot(make_home(tmp_path_factory.mktemp("demo") / "home")) as opened:
        yield opened


def series(snapshot: Snapshot, name: str) -> Series:
    return all_series(snapshot, [name], [SALZGITTER.key])[name, SALZGITTER.key, ""]


def test_the_head_says_value_change_target_and_the_numbers_behind_the_symbol(snapshot: Snapshot) -> None:
    shown = indicator.build(snapshot, OFFICE, Selection("ohne_abschluss_auslaender"))
    assert shown.headline == "Ohne Abschluss, Ausländer in Salzgitter, Stadt: 14,8\u202f% (2024)"
    assert shown.change == "\u22124,2\u202fProzentpunkte gegenüber 2023"
    assert shown.weather is Weather.STORM and shown.verdict is not None and shown.override == ""
    assert shown.sentence.startswith("2024 betrug der Wert 14,8\u202f%")
    assert shown.verdict.sentence.endswith(shown.sentence) and len(shown.verdict.sentence) > len(shown.sentence)


def test_only_areas_that_are_asked_for_stand_in_the_chart(snapshot: Snapshot) -> None:
    shown = indicator.build(snapshot, OFFICE, Selection("ohne_abschluss_auslaender", None, ("03101",)))
    assert shown.chart is not None
    assert shown.chart.columns == ("Jahr", "Salzgitter, Stadt", "Braunschweig, Stadt", "Bewertung")
    assert {each.name for each in shown.chart.figures} == {
        "Salzgitter, Stadt",
        "Braunschweig, Stadt",
        "Salzgitter, Stadt: rechnerische Fortschreibung",
        "Zielwert",
    }


def test_every_judged_year_has_its_symbol_below_the_axis(snapshot: Snapshot) -> None:
    shown = indicator.build(snapshot, OFFICE, Selection("ohne_abschluss_auslaender"))
    assert shown.chart is not None and shown.chart.table is not None
    drawn = {row["year"]: row["text"] for row in shown.chart.table.to_pylist() if row["kind"] == "symbol"}
    listed = {int(row.period): row.weather.value for row in shown.rows}
    assert {year: text.partition("\u00a0")[2].replace("Keine Bewertung", "Keine") for year, text in drawn.items()} == listed


def test_an_indicator_without_figures_still_has_its_sheet_and_no_chart(snapshot: Snapshot) -> None:
    shown = indicator.build(snapshot, OFFICE, Selection("u8_abstand"))
    assert shown.chart is None and shown.goal is None and shown.gap is None and shown.rows == ()
    assert shown.headline.endswith("noch keine Daten")
    assert [section.title for section in shown.profile][:2] == ["Was er sagt", "Wie gerechnet wird"]


def test_gap_parts_add_up_and_one_quadrant_holds(snapshot: Snapshot) -> None:
    found = gap_view.build(library()[GAP], SALZGITTER, series(snapshot, GAP))
    assert found is not None
    fields = [field for row in found.quadrants for field in row]
    assert [field.word for field in fields if field.here] == ["weder noch"]
    assert found.span == "2019 bis 2024"
    # published: foreigners 14.4 and 14.8, Germans 6.6 and 6.0 per cent
    assert [row[1:] for row in found.parts[:2]] == [
        ("14,4\u202f%", "14,8\u202f%", "+0,4\u202fProzentpunkte"),
        ("6,6\u202f%", "6,0\u202f%", "\u22120,6\u202fProzentpunkte"),
    ]
    change, own, reference = (float(row[3].split("\u202f")[0].replace(",", ".").replace("\u2212", "-")) for row in found.parts[2:])
    assert change == pytest.approx(own + reference, abs=0.11)  # each rounded to one decimal


def test_the_gap_chart_shows_both_groups_and_their_distance(snapshot: Snapshot) -> None:
    found = gap_view.build(library()[GAP], SALZGITTER, series(snapshot, GAP))
    assert found is not None and found.chart.table is not None
    assert found.chart.columns == ("Jahr", "Ausländerinnen und Ausländer", "deutsche Schulabgänge")
    apart = {row["year"]: abs(row["value"] - row["until"]) for row in found.chart.table.to_pylist() if row["kind"] == "distance"}
    assert apart[2024] == pytest.approx(8.8, abs=0.05) and apart[2019] == pytest.approx(7.8, abs=0.05)
    assert "Abstand +8,8\u202fProzentpunkte (2024)." in found.chart.alt


def test_indicators_without_comparison_group_have_no_gap(snapshot: Snapshot) -> None:
    assert gap_view.build(library()["ohne_abschluss_auslaender"], SALZGITTER, series(snapshot, "ohne_abschluss_auslaender")) is None


def test_the_way_to_the_target_is_said_and_tabled(snapshot: Snapshot) -> None:
    targets = (Target(Rule.TARGET_YEAR, 10.0, 2030, since="2023-09-28"),)
    goal = goal_view.build(
        library()["ohne_abschluss_auslaender"], series(snapshot, "ohne_abschluss_auslaender"), targets, "10,0 % bis 2030"
    )
    assert goal is not None
    table = dict(goal.table)
    assert table["Noch fehlend"] == "\u22124,8\u202fProzentpunkte"
    assert table["Verbleibende Jahre"] == "6"
    assert table["Nötig"] == "\u22120,80\u202fProzentpunkte je Jahr"  # (10.0 - 14.8) / 6
    assert [each.id for each in goal.opinions] == ["open_sdg", "eurostat", "unescap_status", "unescap_anticipated", "sdsn"]
    assert "keine politische Bewertung" in goal.disclaimer


def test_without_a_target_the_way_says_so_and_nothing_is_drawn_ahead(snapshot: Snapshot) -> None:
    own = series(snapshot, "ohne_abschluss_auslaender")
    goal = goal_view.build(own.definition, own, (), "niedriger ist besser")
    assert goal is not None and goal.table == () and goal.ahead == ()
    assert goal.sentences == ("Für diesen Indikator ist kein Zielwert beschlossen; bewertet wird nur die Richtung der Entwicklung.",)
    assert goal_view.outlook_of(own.definition, own, ()) is None


def test_several_years_are_counted_together_and_never_across_a_break(snapshot: Snapshot) -> None:
    own = series(snapshot, "einbuergerungsquote_lsn")
    assert pooled_view.build(own.definition, SALZGITTER, own, 1).chart is None
    found = pooled_view.build(own.definition, SALZGITTER, own, 3)
    assert found is not None and found.choices == (2, 3, 5) and not found.advised
    period, value, top, bottom = found.rows[0]
    last = [point.row for point in own.points][-3:]
    assert (period, top) == ("2022 bis 2024", number(sum(row["a"] for row in last)))
    assert value == f"{number(100 * sum(row['a'] for row in last) / sum(row['b'] for row in last), 2)}\u202f%"
    assert bottom == number(sum(row["b"] for row in last))
    assert pooled_view.build(library()[GAP], SALZGITTER, series(snapshot, GAP), 3) is None


def turned(direction: Direction, formula: str, value: float, number: float) -> float:
    definition = replace(library()[GAP], direction=direction, formula=type(library()[GAP].formula)(formula))
    return indicator._turned(definition, value)(number)


def test_distances_are_drawn_on_the_side_of_parity_where_the_series_lies() -> None:
    assert turned(Direction.PARITY, "gap", -12.6, 5.0) == -5.0
    assert turned(Direction.PARITY, "gap", 12.6, 5.0) == 5.0
    assert turned(Direction.PARITY, "parity", 0.5, 1.25) == 0.8
    assert turned(Direction.PARITY, "parity", 1.6, 1.25) == 1.25
    assert turned(Direction.DOWN, "share", 1.6, -1.25) == -1.25


def test_areas_are_offered_only_where_they_have_values(snapshot: Snapshot) -> None:
    offered = indicator_areas.areas_with_values(snapshot, "ohne_abschluss_auslaender")
    assert SALZGITTER in offered and len(offered) > 40
    assert indicator_areas.areas_with_values(snapshot, "u8_abstand") == ()


def test_small_charts_and_map_show_all_areas_own_first_and_in_order_of_names(snapshot: Snapshot) -> None:
    found = indicator_areas.build(snapshot, OFFICE, "ohne_abschluss_auslaender", SALZGITTER.key)
    assert found.multiples is not None and found.map is not None and found.why_not == ""
    names = found.multiples.columns[1:]
    assert names[0] == SALZGITTER.name and list(names[1:4]) == ["Ammerland", "Aurich", "Braunschweig, Stadt"]


def facts(definition: Definition) -> dict[str, str]:
    return {name: text for section in profile(definition) for name, text in section.facts}


@pytest.mark.parametrize("name", sorted(library()))
def test_every_definition_has_a_whole_sheet(name: str) -> None:
    definition = library()[name]
    shown = facts(definition)
    assert {
        "Name",
        "Erläuterung",
        "Richtung",
        "Formel",
        "Art der Rechnung",
        "Einheit",
        "Quelle",
        "Erscheint",
        "Kennung",
        "Fassung",
    } <= shown.keys()
    assert sum(key.startswith("Eingangswert") for key in shown) == len(definition.inputs)
    assert sum(key.startswith("Beispiel") for key in shown) == len(definition.examples)
    assert not [text for text in shown.values() if "None" in text or "{" in text]


def test_a_worked_example_is_written_out_with_its_numbers() -> None:
    definition = next(each for each in library().values() if each.formula.value == "share" and each.decimals == 1)
    top, bottom = (int(definition.examples[0].inputs[role]) for role in ("numerator", "denominator"))
    said = next(text for name, text in facts(definition).items() if name.startswith("Beispiel"))
    numbers = [f"{number:,}".replace(",", ".") for number in (top, bottom)]
    assert said.startswith(f"{numbers[0]} ÷ {numbers[1]} × 100 = ")


def test_versions_are_listed_newest_first_with_their_day() -> None:
    changes = (DefinitionChange(2, "2026-11-23", "Nenner ohne Kinder"), DefinitionChange(3, "2027-01-05", "neue Grundlage"))
    shown = list(facts(replace(library()[GAP], version=3, changes=changes)).items())
    assert shown[-2:] == [("Fassung 3 seit 05.01.2027", "neue Grundlage"), ("Fassung 2 seit 23.11.2026", "Nenner ohne Kinder")]
