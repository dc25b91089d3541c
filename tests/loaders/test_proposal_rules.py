"""Proposals for tables nobody has seen before: what each rule makes of the kind of table it is for."""

from pathlib import Path
from typing import Any

import pytest

from domain.areas import Area
from domain.errors import Unreadable
from domain.proposals import AreaSource, Choices, Proposal
from loaders.proposal import propose, read_with
from tests.loaders.test_proposal import book, proposed, rows, sentence

STATES = ("Baden-Württemberg", "Bayern", "Berlin", "Bremen")


def first(folder: Path, proposal: Proposal, *columns: str) -> tuple[Any, ...]:
    return rows(folder, proposal, *columns)[0]


@pytest.mark.parametrize(
    ("title", "keys"),
    [
        ("Schulen in Bremen", {"04", "04011"}),
        ("Schulen in Osnabrück", {"03404", "03459"}),
        ("Schulen in Augsburg", {"09761", "09772"}),
    ],
)
def test_a_name_that_several_areas_have_is_asked_and_nothing_is_read_before(tmp_path: Path, title: str, keys: set[str]):
    proposal = proposed(tmp_path, f"{title}\n\nJahr;Schulen\n2021;10\n2022;11\n2023;12\n")
    (question,) = proposal.questions
    assert {answer.choices.area.key for answer in question.answers} == keys
    with pytest.raises(Unreadable, match="das Gebiet ist noch offen"):
        read_with(proposal.toml, tmp_path / proposal.name, proposal.name)
    answered = proposed(tmp_path, f"{title}\n\nJahr;Schulen\n2021;10\n2022;11\n2023;12\n", question.answers[0].choices)
    assert first(tmp_path, answered, "area") == (question.answers[0].choices.area.key,)


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("Schulen in der Stadt Augsburg", "09761"),
        ("Schulen im Landkreis Augsburg", "09772"),
        ("Schulen im Land Bremen", "04"),
        ("Schulen in Köln", "05315"),
        ("Schulen in Berlin", "11"),
    ],
)
def test_a_name_that_says_what_it_is_needs_no_question(tmp_path: Path, title: str, key: str):
    proposal = proposed(tmp_path, f"{title}\n\nJahr;Schulen\n2021;10\n2022;11\n2023;12\n")
    assert not proposal.questions
    assert first(tmp_path, proposal, "area") == (key,)


def test_parts_of_a_city_nobody_named_cannot_be_read_before_it_is(tmp_path: Path):
    table = "Jahr;Ortsteil;Einwohner\n2022;Nordhof;10\n2022;Südhang;20\n2022;Mitte;30\n2022;Insgesamt;60\n"
    proposal = proposed(tmp_path, table)
    with pytest.raises(Unreadable, match="das Gebiet ist noch offen"):
        read_with(proposal.toml, tmp_path / proposal.name, proposal.name)
    answered = proposed(tmp_path, table, Choices(area_from=AreaSource.PARTS, area=Area("05314000", "Bonn")))
    assert rows(tmp_path, answered, "area")[-1] == ("05314000",)


def test_a_time_nobody_named_cannot_be_read_before_it_is(tmp_path: Path):
    proposal = proposed(tmp_path, "Land;Schulen\nHessen;10\nSaarland;11\nThüringen;12\n")
    assert [question.field for question in proposal.questions] == ["period"]
    with pytest.raises(Unreadable, match="die Zeit ist noch offen"):
        read_with(proposal.toml, tmp_path / proposal.name, proposal.name)


def test_numbers_before_the_names_of_districts_are_no_states(tmp_path: Path):
    table = "Ausländer in Regensburg\n\nStadtbezirk;2021;2022\n01 Innenstadt;10;11\n02 Stadtamhof;20;21\nStadt insgesamt;30;32\n"
    proposal = proposed(tmp_path, table)
    assert not proposal.questions
    assert {area for (area,) in rows(tmp_path, proposal, "area")} == {"09362000-01", "09362000-02", "09362000"}


@pytest.mark.parametrize(
    "line", ["Statistik der Bundesagentur für Arbeit", "Statistisches Bundesamt", "© Stadt Köln", "Stadt Köln, Statistikstelle"]
)
def test_the_publisher_is_never_the_title(tmp_path: Path, line: str):
    proposal = proposed(
        tmp_path, f"{line}\nArbeitslose nach Ländern\n\nJahr;Land;Insgesamt;Ausländer\n2021;Hessen;10;1\n2022;Hessen;11;2\n"
    )
    assert proposal.decided.title == "Arbeitslose nach Ländern"
    assert {series for (series,) in rows(tmp_path, proposal, "series")} == {"arbeitslose"}


@pytest.mark.parametrize(
    ("line", "unit"),
    [("in 1 000", "Tausend"), ("in Tsd.", "Tausend"), ("Angaben in Mio. Euro", "Mill. EUR"), ("je 1 000 Einwohner", "je 1 000")],
)
def test_a_unit_above_the_table_is_that_of_its_numbers(tmp_path: Path, line: str, unit: str):
    table = f"Ausgaben nach Ländern\n{line}\n\nLand;2021;2022\nHessen;10,5;11,5\nSaarland;1,5;2,5\nThüringen;3,5;4,5\n"
    assert first(tmp_path, proposed(tmp_path, table), "unit") == (unit,)


def test_blocks_below_each_other_share_title_and_key_date_and_have_their_own_unit(tmp_path: Path):
    head, lands = ["Land", "2021", "2022"], ("Hessen", "Saarland", "Thüringen")
    sheet = [["Tabelle 5: Kinder in Tageseinrichtungen am 1. März"], [], head, [None, "Anzahl"], *([land, 10, 11] for land in lands), []]
    sheet += [head, [None, "Prozent"], *([land, 1.5, 2.5] for land in lands)]
    path = book(tmp_path, {"5": sheet}, {"5": ["B4:C4"]})
    found = set(rows(tmp_path, propose(path, path.name), "series", "unit", "period"))
    assert found == {("Kinder", unit, f"{year}-03-01") for unit in ("Anzahl", "Prozent") for year in (2021, 2022)}


def test_a_total_of_all_states_is_germany_and_what_is_left_out_is_said(tmp_path: Path):
    table = "Asylanträge nach Bundesländern\n\nLand;2021;2022\n" + "".join(
        f"{land};10;11\n" for land in (*STATES, "Unbekannt", "Insgesamt")
    )
    proposal = proposed(tmp_path, table)
    assert {area for (area,) in rows(tmp_path, proposal, "area")} == {"08", "09", "11", "04", "DG"}
    assert "„Unbekannt“" in sentence(proposal, "Nicht geladene Zeilen")


def test_labels_that_stand_once_hold_for_the_empty_cells_below(tmp_path: Path):
    table = "Kreis;Geschlecht;2021\nStadt Köln;männlich;1\n;weiblich;2\nStadt Bonn;männlich;3\n;weiblich;4\n"
    proposal = proposed(tmp_path, "Einbürgerungen\n\n" + table)
    assert [area for (area,) in rows(tmp_path, proposal, "area")] == ["05315", "05315", "05314", "05314"]
    years = proposed(
        tmp_path,
        "Jahr;Geschlecht;Land;Einbürgerungen\n2021;männlich;Hessen;1\n;weiblich;Hessen;2\n2022;männlich;Hessen;3\n;weiblich;Hessen;4\n",
    )
    assert [period for (period,) in rows(tmp_path, years, "period")] == ["2021", "2021", "2022", "2022"]


def test_sections_between_the_rows_are_labels_from_the_first_one_on(tmp_path: Path):
    table = [["Bevölkerung in Hessen"], [], ["Jahr", "Personen"], ["Deutsche"], [2021, 10], [2022, 11], ["Ausländer"], [2021, 1], [2022, 2]]
    path = book(tmp_path, {"1": table})
    assert rows(tmp_path, propose(path, path.name), "groups", "period") == [
        ("nationalitaet=deutsch", "2021"), ("nationalitaet=deutsch", "2022"),
        ("nationalitaet=auslaendisch", "2021"), ("nationalitaet=auslaendisch", "2022"),
    ]  # fmt: skip


def test_a_unit_in_a_column_of_its_own(tmp_path: Path):
    table = [["Ausländer am 31. Dezember 2022"], [], ["Land", "Anteil", None], *([land, 10.5, "%"] for land in STATES)]
    path = book(tmp_path, {"1": table}, {"1": ["A1:C1", "B3:C3"]})
    assert first(tmp_path, propose(path, path.name), "unit", "period", "value") == ("Prozent", "2022-12-31", 10.5)


def test_sheets_called_like_areas_are_these_areas(tmp_path: Path):
    sheets = {
        name: [["Leistungen"], [], ["Jahr", "Personen"], [2021, n], [2022, n + 1]] for n, name in enumerate(("Köln", "Bonn", "Stand"))
    }
    path = book(tmp_path, sheets)
    proposal = propose(path, path.name)
    assert set(rows(tmp_path, proposal, "area", "value")) == {("05315", 0.0), ("05315", 1.0), ("05314", 1.0), ("05314", 2.0)}
    assert "„Stand“" in sentence(proposal, "Nicht gelesen")


def test_of_two_tables_side_by_side_one_is_read_and_the_other_is_named(tmp_path: Path):
    table = [["Arbeitslose in Köln"], [], ["Jahr", "Deutsche", None, "Jahr", "Männer"]]
    path = book(tmp_path, {"1": table + [[year, 10, None, year - 10, 5] for year in (2021, 2022, 2023)]})
    proposal = propose(path, path.name)
    assert {groups for (groups,) in rows(tmp_path, proposal, "groups")} == {"nationalitaet=deutsch"}
    assert "„Männer“" in sentence(proposal, "Tabelle daneben")


def test_addresses_are_no_table(tmp_path: Path):
    assert not proposed(tmp_path, "Name;Straße;Nr;PLZ;Ort\nA;Domstr.;12;50668;Köln\nB;Ring;5;53111;Bonn\nC;Weg;7;90403;Nürnberg\n").found


def test_words_parted_by_a_line_break_are_one_word(tmp_path: Path):
    head = ["Schlüs-\nsel-Nr.", "Kreis", "Arbeits-\nlose", "dar. Aus-\nländer", "Zu- und\nFortzüge"]
    path = book(tmp_path, {"1": [["Juni 2023"], head, ["06411", "Darmstadt, St.", 9, 1, 3], ["06431", "Bergstraße", 8, 2, 4]]})
    found = set(rows(tmp_path, propose(path, path.name), "area", "series", "groups", "period"))
    assert {("06411", "arbeitslose", "", "2023-06"), ("06431", "Zu- und Fortzüge", "", "2023-06")} <= found
    assert {groups for _, _, groups, _ in found} == {"", "nationalitaet=auslaendisch"}


def test_short_names_of_months_are_periods(tmp_path: Path):
    table = "Arbeitslose nach Ländern\n\nLand;Jan 2023;Feb. 2023;Mrz 2023\nHessen;1;2;3\nSaarland;4;5;6\nThüringen;7;8;9\n"
    assert {period for (period,) in rows(tmp_path, proposed(tmp_path, table), "period")} == {"2023-01", "2023-02", "2023-03"}


def test_notes_above_a_table_say_nothing_about_its_time(tmp_path: Path):
    notes = "".join(f"{number}. Siehe Methodenheft {2000 + number}.\n" for number in range(1, 9))
    table = f"{notes}\nTabelle 2: Kinder nach Ländern am 1. März 2023\n\nLand;Kinder\nHessen;10\nSaarland;11\nThüringen;12\n"
    assert first(tmp_path, proposed(tmp_path, table), "period", "series") == ("2023-03-01", "Kinder")


@pytest.mark.parametrize(
    ("names", "keys"),
    [(("Zürich", "Bern / Berne", "Total"), {"CH-ZH", "CH-BE", "CH"}), (("Burgenland <AT11>", "Wien <AT13>"), {"AT-1", "AT-9"})],
)
def test_cantons_and_austrian_states_are_known_by_name(tmp_path: Path, names: tuple[str, ...], keys: set[str]):
    table = "Jahr,Kanton oder Bundesland,Einwohner\n" + "".join(f"{year},{name},{year}00\n" for year in (2021, 2022) for name in names)
    assert {area for (area,) in rows(tmp_path, proposed(tmp_path, table), "area")} == keys


def test_regional_keys_of_twelve_digits_are_municipalities(tmp_path: Path):
    table = "Jahr;ARS;Gemeinde;Personen\n2022;053150000000;Köln;10\n2022;093620000000;Regensburg;11\n2022;073175001001;Althornbach;12\n"
    assert {area for (area,) in rows(tmp_path, proposed(tmp_path, table), "area")} == {"05315000", "09362000", "07317001"}


def test_age_groups_are_no_numbered_areas(tmp_path: Path):
    table = "Bevölkerung in Hessen am 31.12.2022\n\nAlter;Personen\n6 bis unter 18;10\n18 bis unter 65;20\n65 und mehr;30\nInsgesamt;60\n"
    proposal = proposed(tmp_path, table)
    assert rows(tmp_path, proposal, "area", "groups")[0] == ("06", "alter=6 bis unter 18")


def test_a_group_may_be_part_of_a_technical_name(tmp_path: Path):
    table = "Jahr;Land;Einwohner_gesamt;Einwohner_auslaendisch\n2021;Hessen;10;1\n2022;Hessen;11;2\n"
    found = set(rows(tmp_path, proposed(tmp_path, table), "series", "groups"))
    assert found == {("bevoelkerung", ""), ("bevoelkerung", "nationalitaet=auslaendisch")}


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("im Wintersemester 2022/23", "2022-WS"),
        ("im Schuljahr 2022/23", "2022/2023"),
        ("1. Halbjahr 2023", "2023-H1"),
        ("am 1. März 2023", "2023-03-01"),
    ],
)
def test_the_time_of_a_title_is_read_as_what_it_is(tmp_path: Path, text: str, period: str):
    table = f"Lernende nach Ländern {text}\n\nLand;Personen;Frauen\nHessen;10;5\nSaarland;20;6\nThüringen;30;7\n"
    assert first(tmp_path, proposed(tmp_path, table), "period") == (period,)


def test_marks_behind_years_are_no_part_of_them(tmp_path: Path):
    table = "Einbürgerungen in Hessen\n\nJahr;Personen\n2020;10\n2021 1);11\n2022p;12\n"
    assert [period for (period,) in rows(tmp_path, proposed(tmp_path, table), "period")] == ["2020", "2021", "2022"]


def test_rates_in_rows_are_per_cent_and_footnotes_are_no_part_of_a_name(tmp_path: Path):
    table = "Year;Gebietseinheit;GeoCode;Kategorie;Value\n" + "".join(
        f"{year};Braunschweig;K03101;{name};12,5\n" for year in (2021, 2022) for name in ("Quote der Frauen", "Quote der Männer")
    )
    assert {unit for (unit,) in rows(tmp_path, proposed(tmp_path, table), "unit")} == {"Prozent"}
    table = "Jahr;Land;Bildungsquote1) der Jugendlichen\n2021;Hessen;1,5\n2022;Hessen;2,5\n"
    assert first(tmp_path, proposed(tmp_path, table), "series") == ("Bildungsquote der Jugendlichen",)


def test_classes_of_income_are_no_ages(tmp_path: Path):
    table = "Jahr;Land;Einkommen;Haushalte\n2021;Hessen;unter 500;10\n2021;Hessen;500 und mehr;20\n2022;Hessen;unter 500;11\n"
    assert first(tmp_path, proposed(tmp_path, table), "groups") == ("einkommen=unter 500",)
