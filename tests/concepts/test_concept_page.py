"""The page about the concept: every text of the concept file is on it, in German and as exact as the source."""

from dataclasses import fields, is_dataclass, replace
from datetime import datetime
from enum import Enum
from itertools import pairwise
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from domain.access import Role, Viewer
from domain.areas import Area
from domain.concepts import (
    ActionField,
    Baseline,
    Body,
    BodyKind,
    ColourMeaning,
    Concept,
    FateKind,
    FieldIndicator,
    FieldKind,
    Goal,
    HomeArea,
    Horizon,
    MeasureClass,
    Member,
    Organisation,
    OrganisationKind,
    ProcessStep,
    RouteStep,
    StatedFigure,
    StateTerm,
    Version,
)
from domain.errors import NotFound
from domain.indicators import Rule, Target
from domain.measures import MeasureState
from indicators.library import library
from loaders.concept import read_concept
from pages.concept import VIEWS
from store import open_snapshot
from tests.drawn_page import drawn, sent
from tests.workflows.homes import ROOT, make_home
from views import concept as concept_page
from views import concept_indicators, concept_register, concept_versions
from views.concept import TextTable, concept_view, exact_date
from views.concept_indicators import field_view, terms
from views.concept_register import belonging, register_view
from views.concept_versions import process, version_view
from views.indicator_rows import target_text

FILES = {path.parent.name: path for path in sorted((ROOT / "data" / "concepts").glob("*/concept.toml"))} | {
    "demo": ROOT / "data" / "demo" / "concept.toml"
}
BARE = Concept("x", "Plan", "Ort", HomeArea("05316", "Leverkusen"), ())


def read(name: str) -> Concept:
    return read_concept(FILES[name].read_text("utf-8"), name).rows


def column(shown: TextTable, name: str) -> list[tuple[str, ...]]:
    """The cells of one column; fails where the table has no such column."""
    return [row[shown.columns.index(name)] for row in shown.rows]


def texts(value: object) -> list[str]:
    """All texts in a view model or a concept, however deep, without words of closed lists."""
    if is_dataclass(value):
        return [text for each in fields(value) for text in texts(getattr(value, each.name))]
    if isinstance(value, tuple):
        return [text for each in value for text in texts(each)]
    return [value] if isinstance(value, str) and value and not isinstance(value, Enum) else []


@pytest.mark.parametrize(
    ("date", "shown"),
    [
        ("2017-12", "Dezember 2017"),
        ("2006", "2006"),
        ("2023-07-27", "27. Juli 2023"),
        ("2020-11-04", "4. November 2020"),
        ("", ""),
        ("2023-02-30", "2023-02-30"),
        ("Herbst 2012", "Herbst 2012"),
    ],
)
def test_a_date_is_as_exact_as_the_source(date: str, shown: str) -> None:
    assert exact_date(date) == shown


def test_a_concept_that_says_nothing_has_only_its_area_and_council() -> None:
    shown = concept_view(BARE, {})
    assert shown.facts == (("Beschließende Vertretung", "Stadtrat"), ("Gebiet der Zahlen", "Leverkusen (Schlüssel 05316)"))
    empty = {each.name for each in fields(shown) if getattr(shown, each.name) in ("", (), TextTable())}
    assert empty == {each.name for each in fields(shown)} - {"name", "facts"}


def test_columns_in_which_nothing_is_said_are_left_out() -> None:
    shown = concept_view(replace(BARE, versions=(Version("2017", date="2017-12"), Version("2019"))), {})
    assert shown.versions == TextTable(("Fassung", "Datum"), ((("2017",), ("Dezember 2017",)), (("2019",), ("–",))))
    assert shown.decisions == ()


def test_a_field_has_number_kind_goals_approaches_and_version() -> None:
    goals = (Goal("a", "Erstens"), Goal("b", "Zweitens"))
    one = ActionField("oeffnung", "Öffnung", FieldKind.CROSS_CUTTING, "9", goals, ("Beraten",), "2019", "Neu.")
    shown = concept_view(replace(BARE, fields=(one, ActionField("sport", "Sport"))), {})
    assert shown.fields.columns == ("Handlungsfeld", "Leitziele", "Handlungsansätze", "seit Fassung", "Anmerkung")
    assert shown.fields.rows[0] == (
        ("9 Öffnung", "Querschnittsaufgabe"), ("• Erstens", "• Zweitens"), ("Beraten",), ("2019",), ("Neu.",),
    )  # fmt: skip
    assert shown.fields.rows[1] == (("Sport",), ("–",), ("–",), ("–",), ("–",))
    assert shown.field_ids == ("oeffnung", "sport")


@pytest.mark.parametrize(
    ("notes", "below", "cells"),
    [
        (("a", "a"), "Zu allen Handlungsfeldern: a", None),
        (("a", "a", "b"), "Zu den Handlungsfeldern ohne eigene Anmerkung: a", [("–",), ("–",), ("b",)]),
        (("a", "a", ""), "", [("a",), ("a",), ("–",)]),
        (("a", "b"), "", [("a",), ("b",)]),
    ],
)
def test_a_note_shared_by_fields_is_said_once_and_only_of_those_it_holds_for(notes, below: str, cells) -> None:
    shown = concept_view(replace(BARE, fields=tuple(ActionField(f"f{n}", "Feld", note=note) for n, note in enumerate(notes))), {})
    assert shown.field_note == below
    assert (column(shown.fields, "Anmerkung") if cells else None) == cells


def test_a_decision_keeps_the_wording_and_says_only_of_known_sittings_whether_they_were_public() -> None:
    route = (RouteStep("beirat", "2020-11-04", True), RouteStep("rat", "2020-12", False), RouteStep("rat"))
    version = Version("2020", motion="Wir bitten.", mandates=("Prüfen.",), route=route)
    bodies = (Body("beirat", "Beirat", BodyKind.ADVISORY), Body("rat", "Rat der Stadt", BodyKind.COUNCIL))
    (shown,) = concept_view(replace(BARE, versions=(version,), bodies=bodies), {}).decisions
    assert (shown.version, shown.motion, shown.mandates) == ("2020", "Wir bitten.", ("Prüfen.",))
    assert column(shown.route, "Sitzung") == [("4. November 2020",), ("Dezember 2020",), ("–",)]
    assert column(shown.route, "Gremium") == [("Beirat",), ("Rat der Stadt",), ("Rat der Stadt",)]
    assert column(shown.route, "Öffentlichkeit") == [("öffentlich",), ("nichtöffentlich",), ("–",)]


def test_a_body_has_kind_place_rhythm_and_counts() -> None:
    body = Body("b", "Runde", BodyKind.CONTROLLING, 1, "jährlich", "Ämter", "Dezernat", "Steuern", 2, 3)
    named_as_kind = Body("s", "Steuerungsgruppe", BodyKind.STEERING)
    shown = concept_view(replace(BARE, bodies=(body, named_as_kind)), {}).bodies
    assert shown.rows[0] == (
        ("Runde", "Controlling-Gruppe", "Station 2 der Beratungsfolge"), ("jährlich", "1 Sitzung im Jahr", "3 Berichte im Jahr"),
        ("Ämter",), ("Dezernat",), ("Steuern",),
    )  # fmt: skip
    assert shown.rows[1][0] == ("Steuerungsgruppe",)


def test_a_body_names_its_seats_and_other_days_than_usual() -> None:
    """L4: members are roles and organisations, from inside and outside."""
    seats = (Member("Vorsitz"), Member("Amtsleitung", "Amt 50"), Member("Geschäftsführung", "Caritas", True))
    shown = concept_view(replace(BARE, bodies=(Body("b", "Runde", BodyKind.ADVISORY, members=seats, pack_days=1),)), {}).bodies
    assert column(shown, "Mitglieder") == [("Vorsitz", "Amtsleitung (Amt 50)", "Geschäftsführung (Caritas, von außen)")]
    assert column(shown, "Rhythmus") == [("vor der Sitzung: Zahlen 42 Tage, Sachstände 28 Tage, Unterlage 1 Tag",)]


def test_organisations_are_sorted_by_kind_and_those_without_come_last() -> None:
    """O7: the register with types."""
    kinds = (OrganisationKind.UNSTATED, OrganisationKind.OTHER, OrganisationKind.ADMINISTRATION, OrganisationKind.OTHER)
    named = tuple(Organisation(f"O{n}", kind) for n, kind in enumerate(kinds))
    shown = register_view(replace(BARE, organisations=named), [])
    assert shown.table == TextTable(
        ("Organisation", "Art"),
        ((("O2",), ("Verwaltung",)), (("O1",), ("Sonstige",)), (("O3",), ("Sonstige",)), (("O0",), ("–",))),
    )
    assert list(shown.kinds.values()) == ["alle", "Verwaltung", "Sonstige", "ohne Angabe"]


OFFICES = (
    Organisation("Dezernat", OrganisationKind.ADMINISTRATION, mail="dezernat@example.org"),
    Organisation("Verein", OrganisationKind.ASSOCIATION),
    Organisation("Abteilung", OrganisationKind.ADMINISTRATION, part_of="Amt"),
    Organisation("Amt", OrganisationKind.ADMINISTRATION, "Leitet", "Amt 50", "Dezernat", "amt@example.org"),
)


def test_an_office_stands_below_the_one_it_belongs_to_and_measures_add_up_upwards() -> None:
    """R8: Referat, Amt, Abteilung, rolled up."""
    concept = replace(BARE, organisations=OFFICES)
    shown = register_view(concept, ["Amt 50", "Amt", "Abteilung", "Dezernat", "anderswo"])
    assert [cell[0] for cell in column(shown.table, "Organisation")] == ["Dezernat", "– Amt", "– – Abteilung", "Verein"]
    assert column(shown.table, "Federführung") == [
        ("1 Maßnahme", "4 Maßnahmen mit zugehörigen Stellen"), ("2 Maßnahmen", "3 Maßnahmen mit zugehörigen Stellen"),
        ("1 Maßnahme",), ("–",),
    ]  # fmt: skip
    assert belonging(concept, "Dezernat") == ("Amt", "Abteilung")
    only = register_view(concept, [], "association")
    assert ([row[0][0] for row in only.table.rows], only.summary) == (["Verein"], "1 von 4 Organisationen")


def test_mail_addresses_are_internal() -> None:
    concept = replace(BARE, organisations=OFFICES)
    assert "E-Mail" not in register_view(concept, []).table.columns
    assert column(register_view(concept, [], mail=True).table, "E-Mail")[0] == ("dezernat@example.org",)


def test_steps_keep_their_place_and_those_with_a_time_are_drawn() -> None:
    """R10 F9: the chronicle of the concept's own making, with results."""
    steps = (
        ProcessStep("Auftakt", "2021-07"),
        ProcessStep("Interviews"),
        ProcessStep("Foren", "2022-04-01", "2022-06", "100 Ideen"),
        ProcessStep("Beschluss", "2023-07-27"),
    )
    shown = process(replace(BARE, process=steps))
    assert shown.steps.columns == ("Zeit", "Schritt", "Ergebnis")
    assert column(shown.steps, "Zeit") == [("Juli 2021",), ("–",), ("1. April 2022 bis Juni 2022",), ("27. Juli 2023",)]
    assert column(shown.steps, "Ergebnis") == [("–",), ("–",), ("100 Ideen",), ("–",)]
    assert shown.chart is not None and shown.chart.alt.startswith("Zeitleiste: 3 Schritte von Juli 2021 bis 27. Juli 2023.")
    drawn = [row for row in shown.chart.table.to_pylist() if row["kind"] in ("actual", "done")]
    assert [(row["kind"], row["start"][:10], row["end"][:10]) for row in drawn] == [
        ("actual", "2021-07-01", "2021-07-31"), ("actual", "2022-04-01", "2022-06-30"), ("done", "2023-07-27", "2023-07-27"),
    ]  # fmt: skip
    assert process(replace(BARE, process=steps[:2])).chart is None


def test_figures_are_quoted_with_their_age() -> None:
    shown = concept_view(replace(BARE, stated_figures=(StatedFigure("Rund 30 Prozent", "2012", "IT.NRW"),)), {})
    assert shown.figures == TextTable(("Angabe im Wortlaut", "Stand", "Quelle"), ((("„Rund 30 Prozent“",), ("2012",), ("IT.NRW",)),))


def test_every_target_ever_set_stays_visible_with_when_and_why() -> None:
    """requirements.md §2 no. 3: old targets are kept with when, how and why; the baseline is shown as the concept states it."""
    known = library()
    targets = (
        Target(Rule.TARGET_YEAR, 10.0, 2030, "2020-12"),
        Target(Rule.TARGET_YEAR, 12.0, 2035, "2024-05-02", "Beschluss", "mehr Zeit", replaces=True),
    )
    use = FieldIndicator("f", "ohne_abschluss_auslaender", True, False, "Anm.", targets, Baseline(27.8, 2019, "Konzept, S. 3"))
    shown = field_view("Bildung", [use], known)
    assert shown.table.columns == ("Indikator", "Ausgangswert", "Ziele", "Anmerkung")
    (row,) = shown.table.rows
    assert row[0][1:] == ("Leitindikator",)
    assert row[1] == ("27,8\u202f% (2019)", "Konzept, S. 3")
    assert row[2] == (
        "12,0\u202f% bis 2035, seit 2. Mai 2024 (mehr Zeit; Beschluss)", "abgelöst ab 2024: 10,0\u202f% bis 2030, seit Dezember 2020",
    )  # fmt: skip
    assert target_text(targets, known[use.indicator]) == "12,0\u202f% bis 2035"


def test_words_of_the_city_are_shown_and_nothing_where_it_has_none() -> None:
    assert terms(BARE).empty
    shown = terms(
        replace(
            BARE, states=(StateTerm(MeasureState.RUNNING, "läuft", ("in Arbeit", "begonnen")),),
            classes=(MeasureClass("A", "ohne Mittel"),),
            legend=(ColourMeaning("gelb", MeasureState.RUNNING),), horizons=(Horizon("kurzfristig", 2024, 2025),),
        )
    )  # fmt: skip
    assert shown.states.rows == ((("In Umsetzung",), ("läuft",), ("in Arbeit, begonnen",)),)
    assert (shown.classes.rows, shown.legend.rows) == (((("A",), ("ohne Mittel",)),), ((("gelb",), ("läuft",)),))
    assert shown.horizons.rows == ((("kurzfristig",), ("2024 bis 2025",)),)


def test_goals_show_the_numbers_of_the_source_but_not_ids_for_the_machine() -> None:
    goals = (Goal("A3", "Offen"), Goal("gemeinsames-ziel", "Teilhabe"))
    assert concept_view(replace(BARE, strategic_goals=goals), {}).goals == ("A3: Offen", "Teilhabe")


def test_areas_compared_with_are_named_where_a_name_is_known() -> None:
    area = HomeArea("08336", "Landkreis Lörrach", "Ganzer Kreis.", ("08", "08337"))
    facts = dict(concept_view(replace(BARE, area=area), {"08": Area("08", "Baden-Württemberg, Land")}).facts)
    assert facts["Vergleichsgebiete"] == "Baden-Württemberg, Land; 08337"
    assert facts["Gebiet der Zahlen"] == "Landkreis Lörrach (Schlüssel 08336). Ganzer Kreis."


@pytest.mark.parametrize("name", FILES)
def test_no_text_of_a_concept_is_missing_on_its_page(name: str) -> None:
    concept = read(name)
    known = library()
    fields_shown = [field_view("", [use for use in concept.indicators if use.field == each.id], known) for each in concept.fields]
    fates = [
        version_view(version, before, None, concept if version is concept.newest else None, None, None)
        for before, version in pairwise(concept.versions)
    ]
    everything = (
        concept_view(concept, {}),
        register_view(concept, [], mail=True),
        process(concept).steps,
        terms(concept),
        *fields_shown,
        *fates,
    )
    shown = "\n".join(texts(everything))
    # Shown in the frame and on other pages, or only used when an installation is set up.
    elsewhere = replace(concept, id="", municipality="", invented="", context=(), deliveries=())
    elsewhere = replace(elsewhere, area=replace(concept.area, map=""), terms=type(concept.terms)("", concept.terms.council, ""))
    ids = {
        each.id
        for each in (*concept.bodies, *concept.fields, *concept.strategic_goals, *(g for field in concept.fields for g in field.goals))
    }
    ids |= {each.indicator for each in concept.indicators} | {f.old for v in concept.versions for f in v.fates if f.title}
    ids |= {fate.title for version in concept.versions for fate in version.fates if fate.fate is FateKind.NEW}
    missing = [text for text in texts(elsewhere) if text not in ids and text not in shown and exact_date(text) not in shown]
    assert missing == []


# The page itself, with the real frame.


@pytest.mark.parametrize("role", Role)
def test_before_an_installation_the_page_says_how_to_make_one(monkeypatch, tmp_path: Path, role: Role) -> None:
    app = drawn(monkeypatch, tmp_path / "leer", "konzept", role)
    assert not app.exception and "cli.py init" in sent(app)


@pytest.mark.parametrize("name", FILES)
def test_the_page_of_every_concept_shows_all_texts_to_office_and_public(monkeypatch, tmp_path: Path, name: str) -> None:
    home = make_home(tmp_path / "home", name)
    for role in (Role.OFFICE, Role.PUBLIC):
        viewer = Viewer(role)
        with open_snapshot(home) as snapshot:
            wanted = {
                "inhalt": texts(replace(concept_page.build(snapshot), versions=TextTable(), bodies=TextTable(), decisions=())),
                "fassungen": [*texts(concept_versions.build(snapshot, viewer)), *texts(process(read(name)).steps)],
                "indikatoren": texts(tuple(each.table for each in concept_indicators.build(snapshot))),
                "beteiligte": texts(concept_register.build(snapshot, viewer, "").table),
            }
        for part, those in wanted.items():
            app = drawn(monkeypatch, home.path, "konzept", role, ansicht=part)
            content = sent(app)
            assert not app.exception and [title.value.replace("\\", "") for title in app.title] == [read(name).name]
            assert [text for text in those if " ".join(text.split()) not in content] == [], part
            assert ("Konzept als Excel-Mappe" in content) is (role is Role.OFFICE)
            assert ("@example.org" in content) is (role is Role.OFFICE and name == "demo" and part == "beteiligte")


def headings(app: AppTest) -> list[str]:
    return [each.value for each in (*app.header, *app.subheader)]


def test_what_a_concept_does_not_have_gets_no_heading(monkeypatch, tmp_path: Path) -> None:
    home = make_home(tmp_path / "home", "rheinfelden").path
    found = {part: headings(drawn(monkeypatch, home, "konzept", Role.OFFICE, ansicht=part)) for part in VIEWS}
    assert found == {
        "inhalt": ["Leitbild und Ziele", "Was die Quelle offen lässt"],
        "fassungen": ["Fassungen und Beschlüsse", "Entstehung des Konzepts"],
        "indikatoren": ["Rahmen: zum Gebiet als Ganzem"],
        "beteiligte": ["Gremien", "Beteiligte Organisationen"],
    }


def test_the_filter_of_organisations_lives_in_the_address(monkeypatch, tmp_path: Path) -> None:
    """O7 R8: by type."""
    home = make_home(tmp_path / "home", "offenburg").path
    content = sent(drawn(monkeypatch, home, "konzept", Role.PUBLIC, ansicht="beteiligte", art="agency"))
    assert "Agentur für Arbeit" in content and "Seniorenbüro" not in content


def test_a_concept_full_of_markup_is_shown_as_it_is(monkeypatch, tmp_path: Path) -> None:
    hostile = "<b>x</b> ![](http://example.org/b.png) :red[rot] [a](javascript:alert(1)) # Kopf"
    text = f'''
id = "probe"
name = "{hostile}"
municipality = "Probe"
mission = "{hostile}"
principles = ["{hostile}"]
[area]
key = "05316"
name = "Leverkusen"
[[fields]]
id = "arbeit"
name = "{hostile}"
note = "{hostile}"
[[process]]
text = "{hostile}"
[[organisations]]
name = "{hostile}"
[[versions]]
label = "alt"
[[versions]]
label = "{hostile}"
mandates = ["{hostile}"]
fates = [{{ kind = "goal", fate = "dropped", old = "z", title = "{hostile}", note = "{hostile}" }}]
[[horizons]]
term = "{hostile}"
first_year = 2024
last_year = 2025
'''
    (tmp_path / "concept.toml").write_text(text, "utf-8")
    home = make_home(tmp_path / "home", str(tmp_path / "concept.toml")).path
    seen = 0
    for part in (*VIEWS, "begriffe"):
        app = drawn(monkeypatch, home, "konzept", Role.OFFICE, ansicht=part)
        assert not app.exception
        shown = [each.value for each in (*app.title, *app.header, *app.subheader, *app.markdown, *app.caption)]
        tables = [str(cell) for each in app.table for cell in each.value.to_numpy().ravel()]
        seen += sum("javascript" in each for each in (*shown, *tables))
        assert [each for each in (*shown, *tables) if "![" in each or "<b>" in each or ":red[" in each or "](javascript" in each] == []
    assert seen >= 15


def test_before_the_installation_there_was_no_concept(tmp_path: Path) -> None:
    with open_snapshot(make_home(tmp_path / "home", "rheinfelden")) as snapshot, pytest.raises(NotFound):
        concept_page.build(snapshot, datetime(2000, 1, 1))
