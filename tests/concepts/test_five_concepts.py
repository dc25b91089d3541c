"""The five concepts say what their sources say: fields, order, wording, bodies, versions."""

import re
import tomllib
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from domain.concepts import BodyKind, Concept, FieldKind, OrganisationKind
from domain.deliveries import DeliveryKind
from loaders.concept import read_concept
from views.concept_versions import version_view

ROOT = Path(__file__).resolve().parents[2]
CONCEPTS = ROOT / "data" / "concepts"
SEEDS = ROOT.parent / "shared" / "seeds"
DEFINITIONS = ROOT / "indicators" / "definitions"
IDS = ("landkreis-augsburg", "leverkusen", "offenburg", "regensburg", "rheinfelden")

FIELDS = {
    "leverkusen": [
        "Sprache/ Sprachförderung",
        "Erziehung und (institutionelle) Bildung",
        "Qualifizierung, Ausbildung und Arbeit",
        "Wohnen und Unterbringung",
        "Gesundheit",
        "Zivilgesellschaftliches/ Bürgerschaftliches Engagement und Freizeit, Kultur, Sport",
        "Interkultureller und interreligiöser Dialog",
        "Altern in der Migrationsgesellschaft",
        "Interkulturelle Öffnung der Verwaltung",
    ],
    "regensburg": ["Bildung", "Arbeit", "Partizipation", "Soziales-Gesundheit-Wohnen", "Interkulturelle Öffnung"],
    "offenburg": [
        "Sprache",
        "Bildung und Schule",
        "Kultur und kulturelle Vielfalt",
        "Wohnen, Nachbarschaften, Zusammenleben im Stadtteil",
        "Offene Arbeit mit Kindern und Jugendlichen",
        "Ausbildung, Beschäftigung und Arbeit/Betriebe",
        "Pflege und Altern",
        "Interreligiöser Dialog - Miteinander der Religionen",
        "Zusammenarbeit der Migrantenorganisationen und der Stadt Offenburg",
        "Freizeit und Sport",
        "Interkulturelle Öffnung der Verwaltung",
    ],
    "rheinfelden": [],
    "landkreis-augsburg": [
        "Interkulturelle Öffnung (der Gesellschaft und der Verwaltung, Organisationen, Dienste etc.)",
        "Bildung",
        "Sprache",
        "Beruf & Arbeit",
        "Wohnen & Mobilität",
        "Gesundheit",
        "Abbau von Diskriminierung, Rassismus, Rechtsextremismus, Radikalisierung",
        "Gesellschaftliche und politische Teilhabe",
        "Zusammenarbeit mit den Gemeinden",
    ],
}


@cache
def concept(concept_id: str) -> Concept:
    reading = read_concept((CONCEPTS / concept_id / "concept.toml").read_text("utf-8"), concept_id)
    assert reading.findings == ()
    return reading.rows


@cache
def seed(concept_id: str) -> str:
    path = SEEDS / f"{concept_id}.txt"
    if not path.exists():
        pytest.skip("the sources of the concepts do not lie beside the project")
    return _flat(path.read_text("utf-8"))


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def body(concept_id: str, body_id: str):
    return next(entry for entry in concept(concept_id).bodies if entry.id == body_id)


def version(concept_id: str, label: str):
    return next(entry for entry in concept(concept_id).versions if entry.label == label)


def test_each_of_the_five_concepts_carries_the_id_of_its_folder():
    assert {concept_id: concept(concept_id).id for concept_id in IDS} == {concept_id: concept_id for concept_id in IDS}


@pytest.mark.parametrize("concept_id", IDS)
def test_a_concept_is_read_without_findings_and_keeps_its_text(concept_id: str):
    text = (CONCEPTS / concept_id / "concept.toml").read_text("utf-8")
    reading = read_concept(text, concept_id)
    assert (reading.kind, reading.layout, reading.findings, reading.content) == (DeliveryKind.CONCEPT, "concept", (), text)
    assert reading.source.publisher == concept(concept_id).municipality
    assert reading.source.title == concept(concept_id).source != ""


@pytest.mark.parametrize("concept_id", IDS)
def test_fields_stand_in_the_order_and_wording_of_the_source(concept_id: str):
    assert [field.name for field in concept(concept_id).fields] == FIELDS[concept_id]


@pytest.mark.parametrize(
    ("concept_id", "count"),
    [("leverkusen", (8, 1)), ("regensburg", (5, 0)), ("offenburg", (11, 0)), ("rheinfelden", (0, 0)), ("landkreis-augsburg", (9, 0))],
)
def test_the_count_of_fields_tells_a_cross_cutting_task_apart(concept_id: str, count: tuple[int, int]):
    crossing = sum(field.kind is FieldKind.CROSS_CUTTING for field in concept(concept_id).fields)
    assert (len(concept(concept_id).fields) - crossing, crossing) == count


def test_only_leverkusen_has_a_cross_cutting_task():
    crossing = {(key, field.name) for key in IDS for field in concept(key).fields if field.kind is FieldKind.CROSS_CUTTING}
    assert crossing == {("leverkusen", "Interkulturelle Öffnung der Verwaltung")}


def test_the_numbers_of_the_augsburg_list_are_kept():
    assert [field.number for field in concept("landkreis-augsburg").fields] == [str(number) for number in range(1, 10)]


def test_offenburgs_new_fields_are_told_as_new_and_nothing_is_claimed_of_the_others() -> None:
    """O4: five fields are named as additional; of the other six the paper does not say what they were before."""
    newest, before = concept("offenburg").newest, concept("offenburg").versions[0]
    assert newest is not None
    shown = version_view(newest, before, None, concept("offenburg"), None, None)
    assert shown.counts == (("Handlungsfelder", "–", "0", "0", "0", "0", "5", "11"),)
    assert shown.kinds[0].sentence == "Wie viele es bisher waren, sagt die Quelle nicht. Jetzt 11: 5 neu, 6 ohne Angabe."
    assert {fate.new for fate in newest.fates} == {field.id for field in concept("offenburg").fields if field.since}


def test_only_regensburgs_field_names_may_still_be_put_right():
    open_names = {key for key in IDS for field in concept(key).fields if not field.adopted}
    assert open_names == {"regensburg"}


def test_five_offenburg_fields_are_new_with_the_version_of_2020():
    new = [field.name for field in concept("offenburg").fields if field.since]
    assert new == [
        "Ausbildung, Beschäftigung und Arbeit/Betriebe",
        "Pflege und Altern",
        "Interreligiöser Dialog - Miteinander der Religionen",
        "Zusammenarbeit der Migrantenorganisationen und der Stadt Offenburg",
        "Interkulturelle Öffnung der Verwaltung",
    ]
    assert {field.since for field in concept("offenburg").fields if field.since} == {"Weiterentwicklung 2020"}


def test_leverkusens_bodies_meet_as_often_as_the_text_says():
    controlling, experts = body("leverkusen", "controlling-gruppe"), body("leverkusen", "fachgruppe")
    assert (controlling.kind, controlling.meetings_per_year, controlling.rhythm) == (BodyKind.CONTROLLING, 2, "halbjährlich")
    assert "Leitungsebene" in controlling.membership
    assert controlling.chair.startswith("Beigeordneter")
    assert (experts.kind, experts.meetings_per_year) == (BodyKind.EXPERT_GROUP, 4)
    assert "operativ" in experts.membership


def test_regensburgs_council_is_owed_one_report_a_year_and_no_invented_meetings():
    council = body("regensburg", "stadtrat")
    assert (council.kind, council.reports_per_year, council.meetings_per_year) == (BodyKind.COUNCIL, 1, None)
    assert body("regensburg", "steuerungsgremium").kind is BodyKind.STEERING


def test_offenburgs_decision_route_has_three_public_sittings_in_order():
    route = version("offenburg", "Weiterentwicklung 2020").route
    assert [(step.body, step.date, step.public) for step in route] == [
        ("integrationsbeirat", "2020-11-04", True),
        ("ausschuss-familie-jugend", "2020-11-18", True),
        ("gemeinderat", "2020-12-14", True),
    ]
    assert [body("offenburg", step.body).order for step in route] == [1, 2, 3]


def test_the_accompanying_body_of_augsburg_is_kept():
    assert body("landkreis-augsburg", "begleitgremium").kind is BodyKind.ACCOMPANYING


@pytest.mark.parametrize(
    ("concept_id", "versions"),
    [
        ("leverkusen", [("2009", "Rat der Stadt Leverkusen"), ("2017-12", "Rat der Stadt Leverkusen"), ("2019-06", "")]),
        ("regensburg", [("2023-07-27", "Stadtrat")]),
        ("offenburg", [("2006", "Gemeinderat"), ("2020", "")]),
        ("rheinfelden", [("", "")]),
        ("landkreis-augsburg", [("", "")]),
    ],
)
def test_versions_carry_the_dates_and_decisions_of_the_source(concept_id: str, versions: list[tuple[str, str]]):
    assert [(entry.date, entry.decided_by) for entry in concept(concept_id).versions] == versions


def test_the_offenburg_paper_is_named_with_its_number_and_no_decision_is_claimed():
    entry = version("offenburg", "Weiterentwicklung 2020")
    assert "168/20" in entry.document
    assert entry.decided_by == ""


def test_each_city_is_spoken_of_in_its_own_words():
    terms = {key: (concept(key).terms.concept, concept(key).terms.council, concept(key).terms.municipality) for key in IDS}
    assert terms == {
        "leverkusen": ("Integrationskonzept", "Rat der Stadt", "Stadt"),
        "regensburg": ("Integrationskonzept", "Stadtrat", "Stadt"),
        "offenburg": ("Integrationskonzept", "Gemeinderat", "Stadt"),
        "rheinfelden": ("Integrationskonzept", "Gemeinderat", "Stadt"),
        "landkreis-augsburg": ("Integrationsplan", "Kreistag", "Landkreis"),
    }


def test_figures_of_a_county_say_so():
    areas = {key: (concept(key).area.key, bool(concept(key).area.note)) for key in IDS}
    assert areas == {
        "leverkusen": ("05316", False),
        "regensburg": ("09362", False),
        "offenburg": ("08317", True),
        "rheinfelden": ("08336", True),
        "landkreis-augsburg": ("09772", False),
    }


def test_offenburgs_goals_and_actors_are_complete():
    goals = {goal.id for goal in concept("offenburg").strategic_goals}
    organisations = concept("offenburg").organisations
    assert goals == {"A3", "A4", "E4"}
    assert len(organisations) == 16
    kinds = {entry.kind for entry in organisations}
    assert kinds >= {OrganisationKind.WELFARE, OrganisationKind.AGENCY, OrganisationKind.EDUCATION, OrganisationKind.MIGRANT_ORGANISATION}


def test_the_slip_in_rheinfeldens_third_principle_is_left_and_noted():
    assert concept("rheinfelden").principles[2] == "Wir intergrieren und betreuen alle Bevölkerungsgruppen."
    assert "intergrieren" in concept("rheinfelden").wording_note


@pytest.mark.parametrize("concept_id", IDS)
def test_every_concept_says_what_is_still_to_be_added(concept_id: str):
    assert concept(concept_id).incomplete
    assert concept(concept_id).responsible or concept_id == "rheinfelden"


@pytest.mark.parametrize("concept_id", IDS)
def test_no_field_carries_a_goal_that_its_source_does_not_name(concept_id: str):
    assert [field.name for field in concept(concept_id).fields if field.goals or field.approaches] == []


@pytest.mark.parametrize("concept_id", IDS)
def test_deliveries_exist_beside_the_concepts(concept_id: str):
    folder = CONCEPTS / concept_id
    files = [(folder / name).resolve() for name in concept(concept_id).deliveries]
    assert [path.name for path in files] == ["12411-03-03-4.csv", "12511-01-01-4.csv", "13211-02-05-4.csv", "22543-01-02-4.csv"]
    assert all(path.is_file() for path in files)


@pytest.mark.parametrize("concept_id", IDS)
def test_figures_of_the_area_and_its_comparisons_are_in_every_delivery(concept_id: str):
    area = concept(concept_id).area
    for name in concept(concept_id).deliveries:
        lines = (CONCEPTS / concept_id / name).read_bytes().split(b"\n")
        keys = {parts[1].decode() for line in lines if len(parts := line.split(b";")) > 3}
        assert {area.key, *area.comparison} <= keys


def _library() -> set[str]:
    return {tomllib.loads(path.read_text("utf-8"))["id"] for path in DEFINITIONS.glob("*/*.toml")}


@pytest.mark.parametrize("concept_id", IDS)
def test_every_indicator_named_is_in_the_library(concept_id: str):
    named = {entry.indicator for entry in concept(concept_id).indicators} | set(concept(concept_id).context)
    assert named - _library() == set()


@pytest.mark.parametrize("concept_id", IDS)
def test_every_assignment_is_marked_and_explained_as_our_proposal(concept_id: str):
    assert [entry for entry in concept(concept_id).indicators if not (entry.proposal and entry.note)] == []


@pytest.mark.parametrize("concept_id", IDS)
def test_every_field_has_two_to_six_indicators_and_one_to_three_leading_ones(concept_id: str):
    for field in concept(concept_id).fields:
        assigned = [entry for entry in concept(concept_id).indicators if entry.field == field.id]
        assert 2 <= len(assigned) == len({entry.indicator for entry in assigned}) <= 6, field.name
        assert 1 <= sum(entry.lead for entry in assigned) <= 3, field.name


def test_questions_of_the_augsburg_barometer_are_chosen_only_there_and_never_lead():
    for concept_id in IDS:
        asked = [entry for entry in concept(concept_id).indicators if entry.indicator.startswith("barometer_")]
        assert bool(asked) is (concept_id == "landkreis-augsburg")
        assert not any(entry.lead for entry in asked)


@pytest.mark.parametrize("concept_id", IDS)
def test_versions_and_chronicle_run_forward(concept_id: str):
    for entries in (concept(concept_id).versions, concept(concept_id).process):
        dates = [entry.date for entry in entries if entry.date]
        assert all(earlier <= later for earlier, later in pairwise(dates))


@pytest.mark.real
@pytest.mark.parametrize("concept_id", IDS)
def test_every_quotation_stands_in_the_source(concept_id: str):
    source, known = seed(concept_id), concept(concept_id)
    quoted = [known.mission, *known.principles, *(goal.text for goal in known.strategic_goals)]
    quoted += [field.name for field in known.fields if concept_id != "regensburg"]
    quoted += [text for entry in known.versions for text in (entry.motion, *entry.mandates)]
    quoted += [figure.text for figure in known.stated_figures]
    assert [text for text in quoted if _flat(text) not in source] == []


@pytest.mark.real
def test_regensburgs_fields_are_the_five_working_groups_of_the_source():
    groups = "Bildung, Arbeit, Partizipation, Soziales-Gesundheit-Wohnen sowie Interkulturelle Öffnung"
    assert f"in den fünf Arbeitsgemeinschaften {groups}" in seed("regensburg")


@pytest.mark.real
@pytest.mark.parametrize(
    ("concept_id", "people"),
    [
        ("leverkusen", ["Peters"]),
        ("offenburg", ["Hattenbach", "Regina"]),
        ("rheinfelden", ["Schnober", "Stöcker", "Rösner", "Zeng", "Wessely"]),
        ("landkreis-augsburg", ["Stuhlmiller"]),
    ],
)
def test_people_named_in_the_source_appear_by_function_only(concept_id: str, people: list[str]):
    text = (CONCEPTS / concept_id / "concept.toml").read_text("utf-8")
    assert all(name in seed(concept_id) for name in people)
    assert [name for name in people if name in text] == []
