"""The Erfassungsblatt end to end: an indicator without data gets figures through its sheet; everything wrong is said at its cell."""

import io
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

import workflows
from domain.deliveries import DeliveryKind, Severity
from domain.input_sheet import COLUMNS, MARKER_SHEET, SHEET, Asked, Line, asked
from domain.vocabulary import TOPICS
from indicators.library import library
from loaders.input_sheet import read_input_sheet
from loaders.own_sheets import own_sheet
from store import Home, open_snapshot
from views.values import all_series

ESU = "esu_sprachfoerderbedarf"
PLACE = {column.key: number for number, column in enumerate(COLUMNS, start=1)}
HEAD_ROW = 4


def downloaded(home: Home, indicator: str = ESU) -> Workbook:
    with open_snapshot(home) as snapshot:
        return load_workbook(io.BytesIO(workflows.input_sheet(snapshot, indicator)))


def filled(home: Home, folder: Path, fill: Callable[[Any], object], indicator: str = ESU, name: str = "blatt.xlsx") -> Path:
    workbook = downloaded(home, indicator)
    fill(workbook[SHEET])
    workbook.save(folder / name)
    return folder / name


def rows(sheet: Any) -> list[dict[str, Any]]:
    """The prefilled rows by column key, each with its number."""
    return [
        {"row": number, **{key: sheet.cell(number, place).value for key, place in PLACE.items()}}
        for number in range(HEAD_ROW + 1, sheet.max_row + 1)
        if sheet.cell(number, PLACE["line"]).value is not None
    ]


def put(sheet: Any, row: int, **values: Any) -> None:
    for key, value in values.items():
        sheet.cell(row, PLACE[key]).value = value


def enter(sheet: Any, figures: Mapping[tuple[int, str], Any]) -> None:
    """Puts values at (number of the line, period)."""
    for row in rows(sheet):
        if (row["line"], row["period"]) in figures:
            put(sheet, row["row"], value=figures[row["line"], row["period"]])


def test_an_indicator_without_data_shows_its_value_after_its_sheet_came_back(installation: Home, tmp_path: Path) -> None:
    last = str(date.today().year - 1)
    with open_snapshot(installation) as snapshot:
        home = "03102"
        assert (ESU, home, "") not in all_series(snapshot, [ESU], [home])
    path = filled(installation, tmp_path, lambda sheet: enter(sheet, {(1, last): 156, (2, last): 500}))
    assert own_sheet(path) == "erfassungsblatt"
    accepted = workflows.accept(installation, path, workflows.warm_reader())
    assert (accepted.reading.kind, accepted.reading.layout) == (DeliveryKind.OBSERVATIONS, f"erfassungsblatt_{ESU}")
    assert accepted.reading.findings == () and accepted.difference.new == 2
    assert accepted.reading.min_cases == 5
    with open_snapshot(installation) as snapshot:
        (point,) = all_series(snapshot, [ESU], [home])[ESU, home, ""].points
        assert (point.period, round(point.value, 6)) == (last, 31.2)  # 100 · 156 / 500, domain.md S2: 31,2
    again = filled(
        installation, tmp_path, lambda sheet: enter(sheet, {(1, str(int(last) - 1)): 150, (2, str(int(last) - 1)): 480}), name="b.xlsx"
    )
    checked = workflows.check(installation, again, workflows.warm_reader())
    assert [each.code for each in checked.reading.findings] == []  # the years of the first sheet are not told as lost
    assert (checked.difference.new, checked.difference.gone) == (2, 0)


def test_filled_sheets_serve_every_indicator_of_the_library(installation: Home, tmp_path: Path) -> None:
    """All topics filled in with 1000; formulas over units need rows of their own, which nobody can foresee."""
    for number, topic in enumerate(TOPICS):
        with open_snapshot(installation) as snapshot:
            workbook = load_workbook(io.BytesIO(workflows.topic_sheet(snapshot, topic)))
        workbook[SHEET]["B2"] = 0
        for row in rows(workbook[SHEET]):
            put(workbook[SHEET], row["row"], value=50 if row["unit"] in ("Prozent", "Promille", "Anteil") else 20_000)
        workbook.save(tmp_path / f"{number}.xlsx")
        accepted = workflows.accept(installation, tmp_path / f"{number}.xlsx", workflows.warm_reader())
        assert [each for each in accepted.reading.findings if each.severity is Severity.ERROR] == []
    with open_snapshot(installation) as snapshot:
        series = all_series(snapshot, areas=["03102"])
    served = {key for (key, _, groups), each in series.items() if not groups and each.latest is not None}
    assert {key for key in library() if key not in served} == {key for key, each in library().items() if each.over and key not in served}


def test_lines_are_asked_once_and_earlier_years_where_the_formula_needs_them() -> None:
    rate = library()["einbuergerungsquote_vorjahr"]
    lines = asked([rate, library()["einbuergerungen"]], date(2026, 11, 23))
    by_series = {each.line.series: each for each in lines if each.line.series != "x"}
    assert by_series["einbuergerungen"].periods == ("2022", "2023", "2024", "2025")
    assert by_series["bevoelkerung"].periods == ("2021", "2022", "2023", "2024")
    assert len({each.line for each in lines}) == len(lines)
    assert isinstance(lines[0], Asked) and isinstance(lines[0].line, Line)


def test_a_sheet_sorted_copied_and_with_renamed_tabs_is_read(installation: Home, tmp_path: Path) -> None:
    def change(sheet: Any) -> None:
        given = rows(sheet)
        for row in given:
            for place in PLACE.values():
                sheet.cell(row["row"], place).value = None
        for number, row in enumerate(reversed(given), start=HEAD_ROW + 1):
            put(sheet, number, **{key: value for key, value in row.items() if key != "row"})
        put(sheet, 200, line=1, area="03102000-12", area_name="Nord", period="2025", breakdown="geschlecht = weiblich", value="1.234,5")
        put(sheet, 201, line=1, area=3101, area_name="Braunschweig", period=datetime(2025, 12, 31), value=7)
        put(sheet, 202, line=2, area="03101", area_name="Braunschweig", period="1. Halbjahr 2025", sign="unbekannt oder geheim")
        sheet.title = "Tabelle1"

    reading = read_input_sheet(filled(installation, tmp_path, change), "blatt.xlsx")
    assert reading.findings == ()
    found = {
        (row["series"], row["area"], row["period"], row["groups"]): (row["value"], row["sign"], row["sheet"], row["row"], row["col"])
        for row in reading.rows.to_pylist()
    }
    first, second = (each.line.series for each in asked([library()[ESU]], date.today()))
    assert found == {
        (first, "03102000-12", "2025", "geschlecht=weiblich"): (1234.5, None, "Tabelle1", 200, PLACE["value"]),
        (first, "03101", "2025-12-31", ""): (7, None, "Tabelle1", 201, PLACE["value"]),
        (second, "03101", "2025-H1", ""): (None, "secret", "Tabelle1", 202, PLACE["sign"]),
    }


def test_everything_wrong_is_said_at_once_at_its_cell(installation: Home, tmp_path: Path) -> None:
    good = {"line": 1, "area": "03102", "area_name": "Salzgitter", "period": "2024", "value": 5}
    wrong: list[tuple[str, Any]] = [
        ("value", "zwölf"), ("value", "-"), ("value", "=1+1"), ("value", -3), ("line", 99), ("area", "Salzgitter"), ("period", "neulich"),
        ("period", "I/2024"), ("period", None), ("breakdown", "weiblich"), ("sign", "ungefähr"), ("sign", "unbekannt oder geheim"),
        ("period", "2031"), ("breakdown", "alter = 18 | 19"),
    ]  # fmt: skip

    def spoil(sheet: Any) -> None:
        sheet.delete_rows(HEAD_ROW + 1, 100)
        for number, (key, value) in enumerate(wrong):
            put(sheet, 10 + number, **{**good, "area": f"031{number + 10}", key: value})
        put(sheet, 60, **good)
        put(sheet, 61, **good)
        sheet["B2"] = 2

    path = filled(installation, tmp_path, spoil)
    reading = read_input_sheet(path, path.name)
    sheet = load_workbook(path)[SHEET]
    expected = {sheet.cell(10 + number, PLACE[key]).coordinate for number, (key, _) in enumerate(wrong)}
    # a sign that stands for a number, beside a number, is told at the number
    expected = expected - {sheet.cell(21, PLACE["sign"]).coordinate} | {sheet.cell(21, PLACE["value"]).coordinate}
    expected |= {sheet.cell(61, PLACE["value"]).coordinate, "B2"}
    assert {finding.cell for finding in reading.findings} == expected
    assert reading.blocked and len(reading.findings) == len(wrong) + 2
    assert all(each.sheet == SHEET and each.found and each.expected and each.advice for each in reading.findings)


def test_an_empty_sheet_and_one_without_its_hidden_part_say_what_to_do(installation: Home, tmp_path: Path) -> None:
    empty = filled(installation, tmp_path, lambda sheet: None)
    assert [each.code for each in read_input_sheet(empty, "leer").findings] == ["E297"]
    workbook = downloaded(installation)
    del workbook[MARKER_SHEET]
    workbook.save(tmp_path / "ohne.xlsx")
    assert own_sheet(tmp_path / "ohne.xlsx") == "erfassungsblatt"
    assert [each.code for each in read_input_sheet(tmp_path / "ohne.xlsx", "ohne").findings] == ["E264"]


@pytest.mark.parametrize(("typed", "least"), [(0, 0), (10, 10), ("5", 5), (7.0, 7)])
def test_the_least_number_of_cases_comes_from_the_sheet(installation: Home, tmp_path: Path, typed: int, least: int) -> None:
    def fill(sheet: Any) -> None:
        sheet["B2"] = typed
        put(sheet, HEAD_ROW + 1, value=50)

    assert read_input_sheet(filled(installation, tmp_path, fill), "blatt").min_cases == least


def test_names_from_the_hidden_sheet_and_keys_of_parts_have_a_shape(installation: Home, tmp_path: Path) -> None:
    def fill(sheet: Any) -> None:
        put(sheet, HEAD_ROW + 1, value=50)
        sheet.parent[MARKER_SHEET].cell(1, 11).value = "../../etc/" + "x" * 300

    path = filled(installation, tmp_path, fill)
    assert re.fullmatch(r"erfassungsblatt_etcx{97}", read_input_sheet(path, "blatt").layout)
    for key in ("03102000-<b>", "03102000-" + "1" * 41):
        path = filled(installation, tmp_path, lambda sheet, key=key: put(sheet, HEAD_ROW + 1, value=50, area=key))
        assert [each.code for each in read_input_sheet(path, "blatt").findings if each.severity is Severity.ERROR] == ["E376"]


def test_a_sheet_that_asks_for_things_alone_hides_nothing(installation: Home) -> None:
    assert downloaded(installation)[SHEET]["B2"].value == 5
    assert downloaded(installation, "gemeinden_ansprechperson")[SHEET]["B2"].value == 0


def test_percent_cells_are_percent(installation: Home, tmp_path: Path) -> None:
    indicator = "arbeitslosenquote"

    def fill(sheet: Any) -> None:
        put(sheet, HEAD_ROW + 1, value=0.085)
        sheet.cell(HEAD_ROW + 1, PLACE["value"]).number_format = "0.0%"
        put(sheet, HEAD_ROW + 2, value="8,6 %")

    values = read_input_sheet(filled(installation, tmp_path, fill, indicator), "blatt").rows["value"].to_pylist()
    assert values == [8.5, 8.6]


def test_a_whole_topic_fits_into_one_sheet(installation: Home, tmp_path: Path) -> None:
    with open_snapshot(installation) as snapshot:
        workbook = load_workbook(io.BytesIO(workflows.topic_sheet(snapshot, "sprache")))
    numbers = {row["line"] for row in rows(workbook[SHEET])}
    assert len(numbers) == workbook[MARKER_SHEET].max_row - 1 or len(numbers) >= 5
    assert workbook[MARKER_SHEET].sheet_state == "hidden"
