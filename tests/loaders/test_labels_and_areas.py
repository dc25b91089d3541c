"""Where a row's words and its area come from: sections, indentation, headings, one cell for key and name, names alone."""

from pathlib import Path

import pytest

from loaders.area_keys import FoundArea, How, find_area
from loaders.label_words import understood
from loaders.layouts import AreaRule, FixedArea, LabelRule
from loaders.register import named, official_names
from tests.loaders.tables import cells, found, read_text

HEAD = """
id = "probe"
title = "Probe"
publisher = "Amt"
licence = ""
table = "P"
url = ""
symbols = "destatis"
dash = "zero"
file = { kind = "text" }
recognition = { cells = [] }
period = { fixed = "2020" }
[header]
rows = [1]
[data]
first = 2
[common]
series = "bevoelkerung"
unit = "Anzahl"
"""
SECTIONS = (
    HEAD
    + """
[area]
name = "Gebiet"
by_name = { Musterstadt = "03101000", Nordheim = "03155011" }
[[labels]]
column = "Gebiet"
dimension = "geschlecht"
codes = { "Insgesamt" = "", "davon Frauen" = "weiblich" }
section = true
[[values]]
heading = ["Personen"]
"""
)
INDENTED = (
    HEAD
    + """
[area]
fixed = { key = "03101000", name = "Musterstadt" }
[[labels]]
column = "Gruppe"
dimension = "nationalitaet"
indent = 0
codes = { Insgesamt = "", "Ausländer" = "auslaendisch" }
[[labels]]
column = "Gruppe"
dimension = "geschlecht"
indent = 2
codes = { weiblich = "weiblich" }
[[labels]]
column = "Gruppe"
dimension = "alter"
indent = 4
any = true
[[values]]
heading = ["Personen"]
"""
)


def test_a_row_without_numbers_names_the_section_below_it(tmp_path: Path):
    table = "Gebiet;Personen\nInsgesamt;\nMusterstadt;5\nNordheim;6\ndavon Frauen;\nMusterstadt;2\nNordheim;3\n"
    reading = read_text(tmp_path, table, SECTIONS)
    assert found(reading) == []
    assert cells(reading, "groups", "area", "value", "row") == [
        ("", "03101000", 5.0, 3), ("", "03155011", 6.0, 4),
        ("geschlecht=weiblich", "03101000", 2.0, 6), ("geschlecht=weiblich", "03155011", 3.0, 7),
    ]  # fmt: skip


@pytest.mark.parametrize("table", ["Gebiet;Personen\nMusterstadt;5\n", "Gebiet;Personen\nAndere;\nMusterstadt;5\n"])
def test_rows_below_no_known_section_are_refused(tmp_path: Path, table: str):
    assert [code for code, _ in found(read_text(tmp_path, table, SECTIONS))] == ["E209"]


def test_indentation_says_what_a_row_belongs_to(tmp_path: Path):
    table = "Gruppe;Personen\nInsgesamt;9\n  weiblich;5\n    unter 18;2\nAusländer;4\n  weiblich;3\n    unter 18;1\n"
    reading = read_text(tmp_path, table, INDENTED)
    assert found(reading) == []
    assert cells(reading, "groups", "value") == [
        ("", 9.0), ("geschlecht=weiblich", 5.0), ("alter=unter 18;geschlecht=weiblich", 2.0), ("nationalitaet=auslaendisch", 4.0),
        ("geschlecht=weiblich;nationalitaet=auslaendisch", 3.0), ("alter=unter 18;geschlecht=weiblich;nationalitaet=auslaendisch", 1.0),
    ]  # fmt: skip


def test_a_text_indented_as_no_other_is_refused(tmp_path: Path):
    assert ("E209", "L3F1") in found(read_text(tmp_path, "Gruppe;Personen\nInsgesamt;9\n   weiblich;5\n", INDENTED))


def test_an_empty_cell_may_continue_the_text_above(tmp_path: Path):
    layout = (
        HEAD
        + """
[area]
fixed = { key = "03101000", name = "Musterstadt" }
[[labels]]
column = "Art"
dimension = "nationalitaet"
fill = true
codes = { Deutsche = "deutsch", "Ausländer" = "auslaendisch" }
[[labels]]
column = "Geschlecht"
dimension = "geschlecht"
pattern = '^(\\w+) \\('
codes = { Frauen = "weiblich", "Männer" = "maennlich" }
[[values]]
heading = ["Personen"]
"""
    )
    table = "Art;Geschlecht;Personen\nDeutsche;Frauen (w);1\n;Männer (m);2\nAusländer;Frauen (w);3\n;Kinder (k);4\n"
    reading = read_text(tmp_path, table, layout)
    assert found(reading) == [("E209", "L5F2")]
    assert cells(reading, "groups", "value") == [
        ("geschlecht=weiblich;nationalitaet=deutsch", 1.0), ("geschlecht=maennlich;nationalitaet=deutsch", 2.0),
        ("geschlecht=weiblich;nationalitaet=auslaendisch", 3.0),
    ]  # fmt: skip


def test_a_word_and_a_time_may_stand_in_the_headings(tmp_path: Path):
    layout = (
        HEAD.replace('period = { fixed = "2020" }', 'period = { row = 1, pattern = "am (.*)", kind = "day" }')
        .replace("rows = [1]", "rows = [1, 2]\nmerged = [1]")
        .replace("first = 2", "first = 3")
        + """
[area]
key = "AGS"
[[labels]]
row = 2
dimension = "geschlecht"
codes = { Frauen = "weiblich", "Männer" = "maennlich", zusammen = "" }
[[values]]
heading = ["Personen {period}", "{geschlecht}"]
"""
    )
    table = "AGS;Personen am 31.12.2019;;Personen am 31.12.2020;\n;Frauen;zusammen;Frauen;zusammen\n03101000;1;2;3;4\n"
    reading = read_text(tmp_path, table, layout)
    assert found(reading) == []
    assert cells(reading, "period", "groups", "value", "area_name") == [
        ("2019-12-31", "geschlecht=weiblich", 1.0, "03101000"), ("2019-12-31", "", 2.0, "03101000"),
        ("2020-12-31", "geschlecht=weiblich", 3.0, "03101000"), ("2020-12-31", "", 4.0, "03101000"),
    ]  # fmt: skip
    assert found(read_text(tmp_path, table.replace("zusammen", "Divers", 1), layout)) == [("E202", "L2F3")]


def test_a_time_may_be_put_together_from_heading_and_column(tmp_path: Path):
    layout = (
        HEAD.replace('{ fixed = "2020" }', '{ row = 1, column = "Jahr", compose = "{row} {column}", kind = "month" }')
        + """
[area]
fixed = { key = "03101000", name = "Musterstadt" }
[[values]]
heading = ["{period}"]
"""
    )
    reading = read_text(tmp_path, "Jahr;Januar;Februar\n2019;1;2\n2020;3;4\n", layout)
    assert cells(reading, "period", "value") == [("2019-01", 1.0), ("2020-01", 3.0), ("2019-02", 2.0), ("2020-02", 4.0)]
    assert ("E207", "L2F1") in found(read_text(tmp_path, "Jahr;Januar;Februar\nalle;1;2\n2020;3;4\n", layout))


def test_a_change_between_years_is_never_a_period(tmp_path: Path):
    layout = (
        HEAD.replace('{ fixed = "2020" }', "{ row = 1 }")
        + '[area]\nfixed = { key = "DG", name = "Deutschland" }\n[[values]]\nheading = ["{period}"]\n'
    )
    assert found(read_text(tmp_path, "2005;2024;2024 / 2005\n1;2;3\n", layout)) == [("E202", "L1F3")]


def test_a_column_may_have_its_own_time_and_area(tmp_path: Path):
    layout = (
        HEAD
        + """
[area]
key = "AGS"
[[values]]
heading = ["Land"]
area = { key = "03", name = "Niedersachsen" }
period = "2019-12-31"
groups = { geschlecht = "weiblich" }
[[values]]
heading = ["Ort"]
"""
    )
    reading = read_text(tmp_path, "AGS;Ort;Land\n03101000;1;2\n", layout)
    assert cells(reading, "area", "period", "value") == [("03101000", "2020", 1.0), ("03", "2019-12-31", 2.0)]


ONE_CELL = AreaRule("Gebiet", pattern=r"(?P<key>\d+) (?P<name>.+)", prefix="03", aliases={"0": "03"}, by_name={"Land": "03"})


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("101 Braunschweig,Stadt", FoundArea("03101", "Braunschweig,Stadt")),
        ("0 Niedersachsen", FoundArea("03", "Niedersachsen")),
        ("Land", FoundArea("03", "Land", How.NAME)),
        ("Summe", FoundArea(None, "Summe", How.NAME)),
    ],
)
def test_key_and_name_may_share_a_cell(text: str, area: FoundArea):
    assert find_area(text, "", ONE_CELL) == area


def test_parts_of_a_municipality_have_its_key_in_front():
    rule = AreaRule("Nr", "Name", within="05314000", by_name={"Bonn": "05314000"})
    assert find_area("01", "Altstadt", rule) == FoundArea("05314000-01", "Altstadt")
    assert find_area("", "Altstadt", rule).key == "05314000-Altstadt"
    assert find_area("", "Bonn", rule).key == "05314000"
    assert find_area("", "", rule).key is None


def test_an_area_may_be_fixed_and_noughts_cut_off():
    assert find_area("", "", AreaRule(fixed=FixedArea("DG", "Deutschland"))) == FoundArea("DG", "Deutschland")
    assert find_area("1001000", "Flensburg", AreaRule("Kreis", "Name", trim=3, digits=5)).key == "01001"
    assert find_area("1001", "Flensburg", AreaRule("Kreis", "Name", trim=3, digits=5)).key == "01001"


def test_other_countries_are_areas_where_the_layout_says_so():
    assert find_area("", "", AreaRule(fixed=FixedArea("CH-BS", "Basel"))).key == "CH-BS"
    assert find_area("BS", "Basel", AreaRule("K", "N", aliases={"BS": "CH-BS"})).key == "CH-BS"
    assert find_area("CH-BS", "Basel", AreaRule("K", "N")).key is None


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("Braunschweig, Stadt", ["03101"]), ("Braunschweig  Stadt", ["03101"]), ("Kreisfreie Stadt Braunschweig", ["03101"]),
        ("Köln", ["05315"]), ("Koeln", ["05315"]), ("Landkreis Osnabrück", ["03459"]), ("Osnabrück, Stadt", ["03404"]),
        ("Oldenburg(Oldb)  Stadt", ["03403"]), ("Region Hannover", ["03241"]), ("Hannover, Region", ["03241"]), ("Hannover", []),
        ("Frankfurt a. M.", ["06412"]), ("Mülheim a.d. Ruhr", ["05117"]), ("LK München", ["09184"]),
        ("München, Landeshauptstadt", ["09162"]),
        ("Niedersachsen", ["03"]), ("Freistaat Bayern", ["09"]), ("Brandenburg", ["12"]), ("Deutschland", ["DG"]),
        ("Göttingen, Stadt", []),
        ("Osnabrück", ["03404", "03459"]), ("Oldenburg", ["03403", "03458"]), ("Augsburg", ["09761", "09772"]),
        ("Frankfurt", ["06412", "12053"]),
        ("Hamburg", ["02", "02000"]), ("Rotenburg (Fulda)", []), ("Ausland", []), ("", []),
    ],
)  # fmt: skip
def test_a_name_is_one_area_none_or_not_enough(name: str, keys: list[str]):
    assert sorted(named(name)) == keys


def test_every_official_name_leads_to_its_area_or_to_it_and_others():
    assert len(official_names()) == 417
    assert all(key in named(name) for key, name in official_names().items())


def test_an_ambiguous_name_is_refused_with_both_areas(tmp_path: Path):
    layout = HEAD + '[area]\nname = "Gebiet"\nregister = true\n[[values]]\nheading = ["Personen"]\n'
    reading = read_text(tmp_path, "Gebiet;Personen\nSalzgitter, Stadt;1\nOldenburg;2\nOstfriesland;3\n", layout)
    assert cells(reading, "area", "area_name") == [("03102", "Salzgitter, Stadt")]
    assert found(reading) == [("E208", "L3F1"), ("E208", "L4F1")]
    assert "03403 (Oldenburg (Oldenburg), Stadt) oder 03458 (Oldenburg)" in reading.findings[0].expected


def test_a_word_without_a_meaning_has_none():
    rule = LabelRule("alter", column="Alter", codes={"Insgesamt": ""}, words=("unter 3",))
    assert [understood(rule, text) for text in ("Insgesamt", "unter 3", "unter 6", "")] == ["", "unter 3", None, None]
    anything = LabelRule("alter", column="Alter", any=True)
    assert [understood(anything, text) for text in ("unter 6", "", "a;b")] == ["unter 6", None, None]


def test_rows_are_skipped_and_ended_by_patterns(tmp_path: Path):
    layout = (
        HEAD.replace("first = 2", "first = 2\nend_pattern = 'Quelle'")
        + """
[area]
key = "AGS"
[[skip_rows]]
column = "AGS"
patterns = ['\\d\\d']
[[values]]
heading = ["Personen"]
"""
    )
    reading = read_text(tmp_path, "AGS;Personen\n03;9\n03101000;1\n03155011;2\nQuelle: Amt;\nHinweis;7\n", layout)
    assert (found(reading), cells(reading, "value")) == ([], [(1.0,), (2.0,)])
