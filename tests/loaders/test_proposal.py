"""Proposals for small tables: what they read, and what they ask."""

from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from domain.areas import Area
from domain.deliveries import Severity
from domain.periods import PeriodKind
from domain.proposals import AreaSource, CellRole, Choices, ColumnRole, PeriodSource, Proposal
from domain.toml_files import parse_toml
from loaders.layouts import build_layout
from loaders.proposal import propose, read_with

COLUMNS = ("area", "period", "value")


def proposed(folder: Path, content: str, choices: Choices | None = None, name: str = "tabelle.csv", encoding: str = "utf-8") -> Proposal:
    (folder / name).write_bytes(content.encode(encoding))
    return propose(folder / name, name, choices)


def book(
    folder: Path, sheets: dict[str, list[list[Any]]], merged: dict[str, list[str]] | None = None, hidden: tuple[str, ...] = ()
) -> Path:
    path = folder / "mappe.xlsx"
    workbook = Workbook()
    workbook.remove(workbook.active)
    for title, rows in sheets.items():
        sheet = workbook.create_sheet(title)
        for row in rows:
            sheet.append(row)
        for cells in (merged or {}).get(title, []):
            sheet.merge_cells(cells)
        sheet.sheet_state = "hidden" if title in hidden else "visible"
    workbook.save(path)
    return path


def rows(folder: Path, proposal: Proposal, *columns: str) -> list[tuple[Any, ...]]:
    """The chosen columns of everything the proposed layout reads, without errors."""
    errors = [finding for finding in proposal.findings if finding.severity is Severity.ERROR]
    assert not errors, errors
    reading = read_with(proposal.toml, folder / proposal.name, proposal.name)
    return [tuple(row[column] for column in columns or COLUMNS) for row in reading.rows.to_pylist()]


def role(proposal: Proposal, heading: str) -> ColumnRole:
    return next(column.role for column in proposal.columns if column.heading == heading)


def sentence(proposal: Proposal, start: str) -> str:
    return next(f"{each.value}: {each.because}" for each in proposal.evidence if each.what.startswith(start))


TIDY = """Jahr;AGS;Gebiet;Geschlecht;Arbeitslose
2022;5315;Köln, Stadt;Insgesamt;1.234
2022;5315;Köln, Stadt;Frauen;600
2022;5314;Bonn, Stadt;Insgesamt;1.034
2022;5314;Bonn, Stadt;Frauen;-
2023;5315;Köln, Stadt;Insgesamt;12.345
2023;5315;Köln, Stadt;Frauen;700
"""


def test_a_tidy_table_needs_no_question_but_what_its_dots_mean(tmp_path: Path):
    proposal = proposed(tmp_path, TIDY)
    assert [question.field for question in proposal.questions] == ["decimal"]
    assert [answer.choices.thousands for answer in proposal.questions[0].answers] == [".", ""]
    assert rows(tmp_path, proposal, "area", "period", "groups", "value")[:2] == [
        ("05315", "2022", "", 1234.0),
        ("05315", "2022", "geschlecht=weiblich", 600.0),
    ]
    other = proposed(tmp_path, TIDY, proposal.questions[0].answers[1].choices)
    assert rows(tmp_path, other, "value")[0] == (1.234,)
    assert not other.questions


def test_keys_without_their_zero_are_recognised_by_the_names_beside_them(tmp_path: Path):
    proposal = proposed(tmp_path, TIDY)
    assert "führende Null" in sentence(proposal, "Gebiet")
    assert {area for (area,) in rows(tmp_path, proposal, "area")} == {"05314", "05315"}


@pytest.mark.parametrize("delimiter", [",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
def test_delimiter_and_encoding_do_not_matter(tmp_path: Path, delimiter: str, encoding: str):
    table = f"Jahr{delimiter}Bundesland{delimiter}Einbürgerungen\n" + "".join(
        f"{year}{delimiter}{land}{delimiter}{year - 1000}\n" for year in (2021, 2022) for land in ("Thüringen", "Saarland", "Hessen")
    )
    proposal = proposed(tmp_path, table, encoding=encoding)
    assert rows(tmp_path, proposal, "area", "period", "series", "value")[0] == ("16", "2021", "einbuergerungen", 1021.0)


def test_years_across_the_columns_are_periods_and_changes_are_left_out(tmp_path: Path):
    table = "Land;2020;2021;2022;Veränderung 2022/2020\nHessen;10;20;30;200,0\nSaarland;5;6;7;40,0\nBayern;1;2;3;200,0\n"
    proposal = proposed(tmp_path, table)
    assert rows(tmp_path, proposal)[:3] == [("06", "2020", 10.0), ("10", "2020", 5.0), ("09", "2020", 1.0)]
    assert role(proposal, "Veränderung 2022/2020") is ColumnRole.SKIP
    assert proposal.decided.period_from is PeriodSource.HEADING


def test_years_inside_headings_are_periods_too(tmp_path: Path):
    table = (
        "AGS;Kreis;Bevölkerung 2021;Bevölkerung 2022\n09162;München, Landeshauptstadt;10;11\n09362;Regensburg;20;21\n09563;Fürth;30;31\n"
    )
    proposal = proposed(tmp_path, table)
    assert 'heading = ["Bevölkerung {period}"]' in proposal.toml
    assert rows(tmp_path, proposal)[:2] == [("09162", "2021", 10.0), ("09362", "2021", 20.0)]


def test_a_year_that_is_a_key_date_becomes_one(tmp_path: Path):
    table = "Einwohnerinnen und Einwohner am 31.12.\n\nJahr;Land;Bevölkerung\n2021;Hessen;10\n2022;Hessen;11\n2021;Bayern;12\n"
    assert {period for _, period, _ in rows(tmp_path, proposed(tmp_path, table))} == {"2021-12-31", "2022-12-31"}


@pytest.mark.parametrize(
    ("texts", "kind", "period"),
    [
        (("31.12.2021", "31.12.2022"), PeriodKind.DAY, "2021-12-31"),
        (("Juni 2021", "Juli 2021"), PeriodKind.MONTH, "2021-06"),
        (("2020/21", "2021/22"), PeriodKind.SCHOOL_YEAR, "2020/2021"),
        (("WS 2020/21", "WS 2021/22"), PeriodKind.SEMESTER, "2020-WS"),
        (("1. Quartal 2021", "2. Quartal 2021"), PeriodKind.QUARTER, "2021-Q1"),
        (("1. Halbjahr 2021", "2. Halbjahr 2021"), PeriodKind.HALF, "2021-H1"),
        (("202112", "202212"), PeriodKind.MONTH, "2021-12"),
    ],
)
def test_times_of_every_kind(tmp_path: Path, texts: tuple[str, str], kind: PeriodKind, period: str):
    proposal = proposed(
        tmp_path, "Zeit;Land;Wert\n" + "".join(f"{text};{land};12\n" for text in texts for land in ("Hessen", "Bayern", "Saarland"))
    )
    assert proposal.decided.period_kind is kind
    assert rows(tmp_path, proposal)[0][1] == period


def test_without_headings_columns_go_by_number(tmp_path: Path):
    table = "2021;Hessen;10;20\n2021;Bayern;30;40\n2022;Hessen;50;60\n2022;Bayern;70;80\n"
    proposal = proposed(tmp_path, table)
    assert proposal.decided.header == ()
    assert rows(tmp_path, proposal)[0] == ("06", "2021", 10.0)
    assert {series for (series,) in rows(tmp_path, proposal, "series")} == {series for (series,) in rows(tmp_path, proposal, "series")}


def test_a_table_that_names_no_area_asks_for_one_and_offers_the_own(tmp_path: Path):
    home = Area("09162", "München")
    proposal = proposed(tmp_path, "Jahr;Zuzüge\n2021;10\n2022;11\n2023;12\n", Choices(home=home))
    (question,) = proposal.questions
    assert question.field == "area"
    assert [answer.label for answer in question.answers] == ["München", "Deutschland"]
    answered = proposed(tmp_path, "Jahr;Zuzüge\n2021;10\n2022;11\n2023;12\n", question.answers[0].choices)
    assert rows(tmp_path, answered)[0] == ("09162", "2021", 10.0)
    assert not answered.questions


def test_a_table_that_names_no_time_asks_for_it(tmp_path: Path):
    table = "AGS;Kreis;Ausländer\n09162;München, Landeshauptstadt;10\n09362;Regensburg;20\n09563;Fürth;30\n"
    assert [question.field for question in proposed(tmp_path, table).questions] == ["period"]
    answered = proposed(tmp_path, table, Choices(period="2023"))
    assert rows(tmp_path, answered)[0] == ("09162", "2023", 10.0)
    assert build_layout(parse_toml(answered.toml, ""), "").recognition.name == r"tabelle\.csv"  # the next edition has another time


def test_the_time_in_the_name_of_the_file_is_only_suggested(tmp_path: Path):
    table = "AGS;Kreis;Ausländer\n09162;München, Landeshauptstadt;10\n09362;Regensburg;20\n09563;Fürth;30\n"
    proposal = proposed(tmp_path, table, name="auslaender_2023.csv")
    assert rows(tmp_path, proposal)[0] == ("09162", "2023", 10.0)
    assert [answer.label for question in proposal.questions for answer in question.answers] == ["Ja, 2023"]


def test_parts_of_a_city_and_their_sum(tmp_path: Path):
    table = "Stadtteile in Frankfurt am Main\n\nJahr;Stadtteil;Einwohner\n" + "".join(
        f"2022;{part};{number}\n"
        for part, number in (("01 - Altstadt", 10), ("02 - Innenstadt", 20), ("03 - Gallus", 30), ("99 - insgesamt", 60))
    )
    proposal = proposed(tmp_path, table)
    assert proposal.decided.area_from is AreaSource.PARTS
    assert rows(tmp_path, proposal) == [
        ("06412000-01", "2022", 10.0),
        ("06412000-02", "2022", 20.0),
        ("06412000-03", "2022", 30.0),
        ("06412000", "2022", 60.0),
    ]


def test_parts_of_an_unnamed_city_are_asked(tmp_path: Path):
    table = "Jahr;Ortsteil;Einwohner\n2022;Nordhof;10\n2022;Südhang;20\n2022;Mitte;30\n"
    (question,) = proposed(tmp_path, table, Choices(home=Area("09362", "Regensburg, Stadt"))).questions
    assert question.answers[0].choices.area == Area("09362000", "Regensburg, Stadt")


def test_numbers_of_districts_in_a_city_are_never_taken_for_states(tmp_path: Path):
    table = "Jahr;BEZIRK_ID;BEZIRK_NAME;Anzahl\n2022;01;Innenstadt;12\n2022;02;Rodenkirchen;15\n2022;03;Lindenthal;17\n"
    proposal = proposed(tmp_path, table)
    assert [question.field for question in proposal.questions] == ["area"]
    answered = proposed(tmp_path, table, Choices(area_from=AreaSource.PARTS, area=Area("05315000", "Köln")))
    assert rows(tmp_path, answered)[0] == ("05315000-01", "2022", 12.0)


def test_units_in_rows_become_conditions(tmp_path: Path):
    table = "Jahr;Land;Einheit;Wert\n2022;Hessen;Anzahl;10\n2022;Hessen;Prozent;2,5\n2022;Bayern;Anzahl;20\n2022;Bayern;Prozent;3,5\n"
    assert rows(tmp_path, proposed(tmp_path, table), "area", "unit", "value")[:2] == [("06", "Anzahl", 10.0), ("09", "Anzahl", 20.0)]


def test_units_are_taken_from_headings(tmp_path: Path):
    head = "Jahr;Land;Arbeitslose (Anzahl);Quote in %;Anteil;Fläche in km²;je 1000 Einwohner\n"
    table = head + "2022;Hessen;10;2,5;3,1;7,5;1,5\n2022;Bayern;20;3,5;4,1;8,5;2,5\n"
    units = {column.heading: column.unit for column in proposed(tmp_path, table).columns if column.unit}
    assert list(units.values()) == ["Anzahl", "Prozent", "Prozent", "km²", "je 1000"]


FLAT = """statistics_code;statistics_label;time_code;time_label;time;1_variable_code;1_variable_label;1_variable_attribute_code;\
1_variable_attribute_label;2_variable_code;2_variable_label;2_variable_attribute_code;2_variable_attribute_label;value;value_unit;\
value_variable_code;value_variable_label;value_q
12411;Bestand;STAG;Stichtag;2023-12-31;KREISE;Kreise;05315;Köln, Stadt;GES;Geschlecht;GESM;männlich;500000;Anzahl;BEVSTD;Bevölkerung;e
12411;Bestand;STAG;Stichtag;2023-12-31;KREISE;Kreise;05315;Köln, Stadt;GES;Geschlecht;;Insgesamt;1000000;Anzahl;BEVSTD;Bevölkerung;e
12411;Bestand;STAG;Stichtag;2023-12-31;KREISE;Kreise;05314;Bonn, Stadt;GES;Geschlecht;GESM;männlich;150000;Anzahl;BEVSTD;Bevölkerung;e
12411;Bestand;STAG;Stichtag;2023-12-31;KREISE;Kreise;05314;Bonn, Stadt;GES;Geschlecht;;Insgesamt;...;Anzahl;BEVSTD;Bevölkerung;e
"""


def test_a_flat_file_of_genesis_in_its_new_form(tmp_path: Path):
    proposal = proposed(tmp_path, FLAT)
    assert not proposal.questions
    assert rows(tmp_path, proposal, "series", "unit", "groups", "area", "period", "value", "sign") == [
        ("bevoelkerung", "Anzahl", "geschlecht=maennlich", "05315", "2023-12-31", 500000.0, None),
        ("bevoelkerung", "Anzahl", "", "05315", "2023-12-31", 1000000.0, None),
        ("bevoelkerung", "Anzahl", "geschlecht=maennlich", "05314", "2023-12-31", 150000.0, None),
        ("bevoelkerung", "Anzahl", "", "05314", "2023-12-31", None, "pending"),
    ]


HEADS: list[list[Any]] = [
    ["Tabelle 7: Arbeitslose in Niedersachsen nach Kreisen"],
    [],
    ["AGS", "Kreis", "Arbeitslose", None, None, None],
    [None, None, 2021, None, 2022, None],
    [None, None, "insgesamt", "Frauen", "insgesamt", "Frauen"],
    [None, None, "Anzahl", None, None, None],
    [1, 2, 3, 4, 5, 6],
    [101, "Braunschweig, Stadt", 10, 4, 12, 5],
    [102, "Salzgitter, Stadt", 20, 8, 22, 9],
    [0, "Niedersachsen", 30, 12, 34, 14],
    [],
    ["1) Jahresdurchschnitt"],
    ["Quelle: © Landesamt für Statistik Niedersachsen. Vervielfältigung und Verbreitung, auch auszugsweise, mit Quellenangabe gestattet."],
]
HEADS_MERGED = ["C3:F3", "C4:D4", "E4:F4", "C6:F6", "A3:A6", "B3:B6"]


def test_headings_on_several_rows(tmp_path: Path):
    path = book(tmp_path, {"Tab7_2022": HEADS}, {"Tab7_2022": HEADS_MERGED})
    proposal = propose(path, path.name)
    assert (proposal.decided.header, proposal.decided.first, proposal.decided.last) == ((3, 4, 5, 6), 8, 10)
    assert rows(tmp_path, proposal, "area", "period", "groups", "unit", "value")[:4] == [
        ("03101", "2021", "", "Anzahl", 10.0),
        ("03102", "2021", "", "Anzahl", 20.0),
        ("03", "2021", "", "Anzahl", 30.0),
        ("03101", "2021", "geschlecht=weiblich", "Anzahl", 4.0),
    ]
    layout = build_layout(parse_toml(proposal.toml, ""), "")
    assert (layout.title, layout.publisher) == ("Arbeitslose in Niedersachsen nach Kreisen", "Landesamt für Statistik Niedersachsen")
    assert layout.licence.startswith("Vervielfältigung")
    assert layout.blocks[0].values[0].series == "arbeitslose"


def test_next_years_edition_is_read_by_the_same_layout(tmp_path: Path):
    path = book(tmp_path, {"Tab7_2022": HEADS}, {"Tab7_2022": HEADS_MERGED})
    toml = propose(path, path.name).toml
    newer = [[cell + 1 if cell in (2021, 2022) else cell for cell in row] for row in HEADS]
    path = book(tmp_path, {"Tab7_2023": newer}, {"Tab7_2023": HEADS_MERGED})
    reading = read_with(toml, path, path.name)
    assert not reading.blocked
    assert set(reading.rows["year"].to_pylist()) == {2022, 2023}


def test_the_view_shows_what_each_cell_is(tmp_path: Path):
    path = book(tmp_path, {"Tab7": HEADS}, {"Tab7": HEADS_MERGED})
    view = propose(path, path.name).view
    seen = {row.number: row.roles for row in view.rows}
    assert seen[1][0] is CellRole.TITLE
    assert seen[4][2] is CellRole.PERIOD
    assert seen[6][2] is CellRole.UNIT
    assert seen[7][0] is CellRole.SKIPPED
    assert seen[8] == (CellRole.AREA, CellRole.AREA, *[CellRole.VALUE] * 4)
    assert seen[12][0] is CellRole.NOTE


def sheet_of(year: int) -> list[list[Any]]:
    return [["Nummer", "Bezirk", "Einwohner", "Ausländer"], [1, "Mitte", 100, year % 100], [2, "Nord", 200, 20], [3, "Süd", 300, 30]]


def test_a_sheet_for_each_year(tmp_path: Path):
    path = book(tmp_path, {str(year): sheet_of(year) for year in (2020, 2021, 2022)})
    proposal = propose(path, path.name, Choices(area_from=AreaSource.PARTS, area=Area("05314000", "Bonn")))
    assert proposal.decided.sheets == ("2020", "2021", "2022")
    assert ("05314000-1", "2021", 21.0) in rows(tmp_path, proposal)


def test_a_sheet_with_other_headings_gets_a_block_of_its_own(tmp_path: Path):
    odd = sheet_of(2019)
    odd[0][3] = "Ausländer 2)"
    path = book(tmp_path, {"2021": sheet_of(2021), "2020": sheet_of(2020), "2019": odd})
    proposal = propose(path, path.name, Choices(area_from=AreaSource.PARTS, area=Area("05314000", "Bonn")))
    assert ("05314000-1", "2019", 19.0) in rows(tmp_path, proposal)
    assert proposal.toml.count("[[blocks]]") == 2


def test_the_year_in_a_cell_of_each_sheet(tmp_path: Path):
    def sheet(year: int) -> list[list[Any]]:
        return [["Stand der Dinge"], [f"Jahr = {year}"], [], ["AGS", "Kreis", "Wert"], ["05314", "Bonn", year - 2000], ["05315", "Köln", 7]]

    path = book(tmp_path, {"Tabelle1": sheet(2016), "Tabelle2": sheet(2017)})
    assert rows(tmp_path, propose(path, path.name)) == [
        ("05314", "2016", 16.0), ("05315", "2016", 7.0), ("05314", "2017", 17.0), ("05315", "2017", 7.0),
    ]  # fmt: skip


def test_tables_below_each_other_are_blocks(tmp_path: Path):
    second = [
        [cell if cell not in ("Anzahl", "Arbeitslose") else {"Anzahl": "Prozent", "Arbeitslose": "Quote"}[cell] for cell in row]
        for row in HEADS[2:10]
    ]
    path = book(tmp_path, {"Tab": [*HEADS, [], *second]})
    proposal = propose(path, path.name)
    assert {(series, unit) for series, unit in rows(tmp_path, proposal, "series", "unit")} == {
        ("arbeitslose", "Anzahl"),
        ("Quote", "Prozent"),
    }


def test_the_published_sheet_goes_before_working_sheets_and_hidden_ones(tmp_path: Path):
    path = book(tmp_path, {"A1_Rohdaten": HEADS, "alt": HEADS, "1_Download": HEADS, "2_Download": HEADS}, hidden=("2_Download",))
    assert propose(path, path.name).decided.sheets == ("1_Download",)


def test_a_matrix_of_moves_has_its_columns_as_a_dimension(tmp_path: Path):
    numbers = list(range(1, 14))
    head = [["Die Münchner Umzüge 2021"], ["von Stadtbezirk"], [None, *numbers, "München zusammen"]]
    body = [[number, *[number * 100 + other for other in numbers], 5000 + number] for number in numbers]
    path = book(tmp_path, {"jt": [*head, *body, ["München zusammen", *numbers, 9999]]})
    found = rows(tmp_path, propose(path, path.name), "area", "groups", "period", "value")
    assert ("09162000-02", "spalte=3", "2021", 203.0) in found
    assert ("09162000", "", "2021", 9999.0) in found


def test_symbols_nobody_knows_are_asked(tmp_path: Path):
    table = "Jahr;Land;Wert\n2022;Hessen;10\n2022;Bayern;geheim\n2022;Saarland;7\n2022;Berlin;8\n2022;Bremen;9\n" + "".join(
        f"2022;{land};5\n" for land in ("Sachsen", "Hamburg", "Thüringen", "Sachsen-Anhalt", "Brandenburg")
    )
    proposal = proposed(tmp_path, table)
    assert [question.field for question in proposal.questions] == ["symbols"]
    assert "„geheim“" in proposal.questions[0].text


def test_a_dash_over_a_whole_year_means_that_there_was_no_figure(tmp_path: Path):
    lands = ("Hessen", "Bayern", "Saarland", "Berlin", "Bremen")
    table = "Jahr;Land;Arbeitslose;Quote in %\n" + "".join(
        f"{year};{land};10;{'-' if year == 2006 else '7,5'}\n" for year in (2006, 2007) for land in lands
    )
    proposal = proposed(tmp_path, table)
    assert proposal.decided.dash == "absent"
    assert "2006" in sentence(proposal, "Strich")


def test_columns_are_corrected_by_choosing(tmp_path: Path):
    table = "Jahr;Land;Gruppe;Wert;Vergleich\n2022;Hessen;a;10;1\n2022;Hessen;b;20;2\n2022;Bayern;a;30;3\n2022;Bayern;b;40;4\n"
    choices = Choices(columns={5: ColumnRole.SKIP}, dimensions={3: "herkunft"}, series={4: "Kita-Kinder"}, units={4: "Prozent"})
    assert rows(tmp_path, proposed(tmp_path, table, choices), "series", "unit", "groups", "value")[0] == (
        "kita_kinder",
        "Prozent",
        "herkunft=a",
        10.0,
    )


def test_rows_are_corrected_by_choosing(tmp_path: Path):
    table = 'Titel\n"eine Anmerkung\nauf zwei Zeilen"\nJahr;Land;Wert\n2022;Hessen;10\n2022;Bayern;20\n2022;Saarland;30\nSumme;;60\n'
    proposal = proposed(tmp_path, table, Choices(header=(4,), first=5, last=7))
    assert (proposal.decided.header, proposal.decided.first, proposal.decided.last) == ((4,), 5, 7)
    assert rows(tmp_path, proposal) == [("06", "2022", 10.0), ("09", "2022", 20.0), ("10", "2022", 30.0)]


def test_an_impossible_choice_is_a_finding_and_no_crash(tmp_path: Path):
    proposal = proposed(tmp_path, TIDY, Choices(period="kein Jahr"))
    assert any(finding.severity is Severity.ERROR for finding in proposal.findings)


@pytest.mark.parametrize("content", ["Nr.;Maßnahme;Stand\n1;Beratung;in Arbeit\n2;Kurse;fertig\n", "nur ein Satz\n", "\n\n"])
def test_lists_and_texts_hold_no_table(tmp_path: Path, content: str):
    proposal = proposed(tmp_path, content)
    assert not proposal.found
    assert not proposal.evidence[0].sure


def test_texts_of_a_file_stay_texts_in_the_layout(tmp_path: Path):
    table = 'Jahr;Land;"Wert ""\\"" {period} \'x\' [b]"\n2022;Hessen;10\n2022;Bayern;20\n'
    proposal = proposed(tmp_path, table)
    assert parse_toml(proposal.toml, "")["values"][0]["heading"] == ["Wert \"\\\" {period} 'x' [b]"]
    assert [finding.code for finding in proposal.findings] == ["E104"]
