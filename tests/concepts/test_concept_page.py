"""The page about the concept: every text of the concept file is on it, in German and as exact as the source."""

from dataclasses import fields, is_dataclass, replace
from datetime import datetime
from enum import Enum
from pathlib import Path

import pytest

from domain.access import Role
from domain.areas import Area
from domain.concepts import (
    ActionField,
    Body,
    BodyKind,
    Concept,
    FieldKind,
    Goal,
    HomeArea,
    Organisation,
    OrganisationKind,
    ProcessStep,
    RouteStep,
    StatedFigure,
    Version,
)
from domain.errors import NotFound
from loaders.concept import read_concept
from store import open_snapshot
from tests.drawn_page import drawn, sent
from tests.workflows.homes import ROOT, make_home
from views import concept as concept_page
from views.concept import TextTable, concept_view, exact_date

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


def test_organisations_are_sorted_by_kind_and_those_without_come_last() -> None:
    kinds = (OrganisationKind.UNSTATED, OrganisationKind.OTHER, OrganisationKind.ADMINISTRATION, OrganisationKind.OTHER)
    named = tuple(Organisation(f"O{n}", kind) for n, kind in enumerate(kinds))
    shown = concept_view(replace(BARE, organisations=named), {}).organisations
    assert shown.rows == ((("Verwaltung",), ("O2",)), (("Sonstige",), ("O1",)), (("Sonstige",), ("O3",)), (("–",), ("O0",)))


def test_steps_without_a_date_keep_their_place_and_figures_are_quoted_with_their_age() -> None:
    steps = (ProcessStep("Auftakt", "2021-07"), ProcessStep("Interviews"), ProcessStep("Beschluss", "2023-07-27"))
    shown = concept_view(replace(BARE, process=steps, stated_figures=(StatedFigure("Rund 30 Prozent", "2012", "IT.NRW"),)), {})
    assert shown.process == (("Juli 2021", "Auftakt"), ("", "Interviews"), ("27. Juli 2023", "Beschluss"))
    assert shown.figures == TextTable(("Angabe im Wortlaut", "Stand", "Quelle"), ((("„Rund 30 Prozent“",), ("2012",), ("IT.NRW",)),))


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
    shown = "\n".join(texts(concept_view(concept, {})))
    # Shown in the frame and on other pages, or only used when an installation is set up.
    elsewhere = replace(concept, id="", municipality="", invented="", indicators=(), context=(), deliveries=())
    elsewhere = replace(elsewhere, area=replace(concept.area, map=""), terms=type(concept.terms)("", concept.terms.council, ""))
    ids = {each.id for each in (*concept.bodies, *concept.strategic_goals, *(goal for field in concept.fields for goal in field.goals))}
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
    with open_snapshot(home) as snapshot:
        wanted = texts(concept_page.build(snapshot))
    for role in (Role.OFFICE, Role.PUBLIC):
        app = drawn(monkeypatch, home.path, "konzept", role)
        content = sent(app)
        assert not app.exception and [title.value.replace("\\", "") for title in app.title] == [read(name).name]
        assert [text for text in wanted if " ".join(text.split()) not in content] == []
        assert ("concept.toml einspielen" in content) is (role is Role.OFFICE and bool(read(name).incomplete))
        assert {each.value for each in app.header} >= {"Fassungen und Beschlüsse", "Gremien", "Entstehung des Konzepts"}


def test_what_a_concept_does_not_have_gets_no_heading(monkeypatch, tmp_path: Path) -> None:
    app = drawn(monkeypatch, make_home(tmp_path / "home", "rheinfelden").path, "konzept", Role.OFFICE)
    headings = [each.value for each in (*app.header, *app.subheader)]
    assert headings == [
        "Leitbild und Ziele", "Fassungen und Beschlüsse", "Gremien", "Beteiligte Organisationen", "Entstehung des Konzepts",
        "Was die Quelle offen lässt",
    ]  # fmt: skip


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
[[versions]]
label = "{hostile}"
mandates = ["{hostile}"]
'''
    (tmp_path / "concept.toml").write_text(text, "utf-8")
    app = drawn(monkeypatch, make_home(tmp_path / "home", str(tmp_path / "concept.toml")).path, "konzept", Role.OFFICE)
    assert not app.exception
    shown = [each.value for each in (*app.title, *app.subheader, *app.markdown, *app.caption)]
    assert sum("javascript" in each for each in shown) >= 6
    assert [each for each in shown if "![" in each or "<b>" in each or ":red[" in each or "](javascript" in each] == []


def test_before_the_installation_there_was_no_concept(tmp_path: Path) -> None:
    with open_snapshot(make_home(tmp_path / "home", "rheinfelden")) as snapshot, pytest.raises(NotFound):
        concept_page.build(snapshot, datetime(2000, 1, 1))
