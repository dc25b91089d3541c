"""A broken concept tells everything that is wrong with it at once, each with its place."""

import pytest

from domain.deliveries import Severity
from domain.errors import Unreadable
from loaders.concept import read_concept

HEAD = """
id = "probe"
name = "Probekonzept"
municipality = "Probestadt"
"""
AREA = """
[area]
key = "05316"
name = "Leverkusen"
"""
FIELD = """
[[fields]]
id = "arbeit"
name = "Arbeit"
"""
INDICATOR = """
[[indicators]]
field = "arbeit"
indicator = "quote"
"""
SOUND = HEAD + AREA + FIELD + INDICATOR


def places(text: str) -> list[tuple[str, str | None]]:
    """Codes and places of all findings."""
    return [(finding.code, finding.cell) for finding in read_concept(text, "probe.toml").findings]


def test_a_sound_concept_has_rows_and_no_findings():
    reading = read_concept(SOUND, "probe.toml")
    assert reading.findings == ()
    assert reading.rows.field("arbeit").name == "Arbeit"
    assert reading.source.title == "Probekonzept"


def test_text_that_is_no_toml_cannot_be_read_and_the_line_is_named():
    with pytest.raises(Unreadable, match=r"probe\.toml.*Zeile 3"):
        read_concept('id = "x"\nname = "y"\nmunicipality = \n', "probe.toml")


def test_a_misspelt_key_is_told_with_its_path():
    assert places(SOUND.replace('name = "Arbeit"', 'name = "Arbeit"\nnotes = "?"')) == [("E281", "fields[1].notes")]


def test_a_missing_key_is_told():
    assert places(SOUND.replace('name = "Leverkusen"\n', "")) == [("E282", "area.name")]


def test_a_wrong_word_of_a_closed_list_names_the_words_allowed():
    (finding,) = read_concept(SOUND.replace('name = "Arbeit"', 'name = "Arbeit"\nkind = "feld"'), "probe.toml").findings
    assert (finding.code, finding.cell, finding.found) == ("E283", "fields[1].kind", "„feld“")
    assert finding.expected == "eines der Wörter field oder cross_cutting"


def test_a_number_where_a_text_belongs_is_told_in_german():
    (finding,) = read_concept(SOUND.replace('"Arbeit"', "7"), "probe.toml").findings
    assert (finding.cell, finding.expected) == ("fields[1].name", "ein Text in Anführungszeichen")


def test_two_fields_of_one_id_are_told_with_the_first_place():
    (finding,) = read_concept(SOUND + FIELD, "probe.toml").findings
    assert (finding.code, finding.cell, finding.found) == ("E284", "fields[2].id", "„arbeit“ schon bei fields[1].id")


def test_goal_ids_are_one_set_across_fields_and_strategic_goals():
    goal = '[[fields.goals]]\nid = "z1"\ntext = "Ziel"\n'
    strategic = '[[strategic_goals]]\nid = "z1"\ntext = "Ziel"\n'
    text = HEAD + AREA + FIELD + goal + FIELD.replace("arbeit", "wohnen") + goal + strategic
    assert places(text) == [("E284", "fields[1].goals[1].id"), ("E284", "fields[2].goals[1].id")]


@pytest.mark.parametrize(
    ("extra", "place"),
    [
        ('[[bodies]]\nid = "g"\nname = "G"\nkind = "council"\n' * 2, "bodies[2].id"),
        ('[[versions]]\nlabel = "2017"\n' * 2, "versions[2].label"),
        (INDICATOR, "indicators[2].indicator"),
    ],
)
def test_bodies_versions_and_assignments_are_named_once(extra: str, place: str):
    assert places(SOUND + extra) == [("E284", place)]


def test_an_id_that_cannot_stand_in_a_link_is_told():
    assert places(SOUND.replace('"arbeit"', '"Büro & Arbeit"')) == [("E283", "fields[1].id")]


def test_an_indicator_of_an_unknown_field_is_told_with_the_fields_there_are():
    (finding,) = read_concept(SOUND.replace('field = "arbeit"', 'field = "arbiet"'), "probe.toml").findings
    assert (finding.code, finding.cell, finding.expected) == ("E285", "indicators[1].field", "eines von: arbeit")


def test_a_field_since_an_unknown_version_and_a_route_through_an_unknown_body_are_told():
    text = SOUND.replace('name = "Arbeit"', 'name = "Arbeit"\nsince = "2020"') + '[[versions]]\nlabel = "2017"\nroute = [{body = "rat"}]\n'
    assert places(text) == [("E285", "fields[1].since"), ("E285", "versions[1].route[1].body")]


def test_days_before_a_meeting_and_meetings_a_year_are_not_negative():
    body = '[[bodies]]\nid = "g"\nname = "G"\nkind = "council"\n'
    assert places(SOUND + body + "meetings_per_year = 1\nfigures_days = 0\n") == []
    text = SOUND + body + "meetings_per_year = 0\nsheets_days = -28\npack_days = -1\n"
    assert places(text) == [("E283", f"bodies[1].{key}") for key in ("meetings_per_year", "sheets_days", "pack_days")]
    assert "ab 1" in read_concept(text, "probe.toml").findings[0].expected


@pytest.mark.parametrize(
    ("target", "missing"),
    [
        ('{rule = "T"}', ["value", "year"]),
        ('{rule = "T", value = 5.0}', ["year"]),
        ('{rule = "T", value = 5, year = 2030}', []),
        ('{rule = "Y", year = 2030}', ["value"]),
        ('{rule = "Y", value = 0}', []),
        ('{rule = "D"}', []),
    ],
)
def test_a_target_needs_the_value_and_year_of_its_rule(target: str, missing: list[str]):
    assert places(SOUND + f"targets = [{target}]\n") == [("E286", f"indicators[1].targets[1].{key}") for key in missing]


def test_empty_texts_are_told_wherever_they_stand():
    text = SOUND.replace('"Probestadt"', '" "\nprinciples = ["Satz", ""]').replace('"Arbeit"', '""')
    assert places(text) == [("E287", "municipality"), ("E287", "principles[2]"), ("E287", "fields[1].name")]


def test_an_empty_remark_is_no_error():
    assert places(SOUND.replace('name = "Arbeit"', 'name = "Arbeit"\nnote = ""')) == []


def test_goals_outside_a_field_hang_in_the_air():
    assert places(SOUND + '[[goals]]\nid = "z1"\ntext = "Ziel"\n') == [("E288", "goals")]
    assert places(HEAD + AREA + '[[fields.goals]]\nid = "z1"\ntext = "Ziel"\n') == [("E288", "fields")]


@pytest.mark.parametrize("date", ["2017", "2017-12", "2023-07-27", ""])
def test_dates_may_be_as_exact_as_the_source(date: str):
    assert places(SOUND + f'[[versions]]\nlabel = "a"\ndate = "{date}"\n') == []


@pytest.mark.parametrize("date", ["Dezember 2017", "12.2017", "2017-13", "27.07.2023"])
def test_other_dates_are_told(date: str):
    assert places(SOUND + f'[[versions]]\nlabel = "a"\ndate = "{date}"\n') == [("E283", "versions[1].date")]


@pytest.mark.parametrize(("file", "told"), [("kreise.geojson", False), ("../kreise.geojson", True), ("/tmp/kreise.geojson", True)])
def test_a_map_lies_beside_the_concept_and_nowhere_else(file: str, told: bool):
    text = SOUND.replace('name = "Leverkusen"', f'name = "Leverkusen"\nmap = "{file}"')
    assert places(text) == ([("E283", "area.map")] if told else [])


@pytest.mark.parametrize(
    ("name", "told"), [("../../tabellen/a.csv", False), ("a.csv", False), ("/srv/a.csv", True), ("C:/a.csv", True), ("t\\\\a.csv", True)]
)
def test_deliveries_are_named_by_a_path_that_holds_on_every_machine(name: str, told: bool):
    assert places(HEAD + f'deliveries = ["{name}"]\n' + AREA + FIELD) == ([("E283", "deliveries[1]")] if told else [])


def test_everything_wrong_is_told_at_once_and_nothing_is_handed_over():
    text = """
id = "probe"
name = ""
kontakt = "x"
[area]
key = "05316"
name = "Leverkusen"
[[fields]]
id = "arbeit"
name = "Arbeit"
[[fields]]
id = "arbeit"
name = "Wohnen"
[[indicators]]
field = "schule"
indicator = "quote"
targets = [{rule = "T", value = 3}]
[[goals]]
id = "z1"
text = "Ziel"
"""
    reading = read_concept(text, "probe.toml")
    assert {(finding.code, finding.cell) for finding in reading.findings} == {
        ("E281", "kontakt"),
        ("E282", "municipality"),
        ("E284", "fields[2].id"),
        ("E285", "indicators[1].field"),
        ("E286", "indicators[1].targets[1].year"),
        ("E287", "name"),
        ("E288", "goals"),
    }
    assert reading.rows is None
    assert reading.blocked
    assert all(finding.severity is Severity.ERROR and finding.expected and finding.advice for finding in reading.findings)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "fields = 3\nindicators = 'x'\nversions = [1]\nbodies = {}\n",
        "[[indicators]]\ntargets = [{rule = ['T']}, 4]\n[[fields]]\nid = 3\ngoals = 'x'\n[[versions]]\nroute = 1\ndate = 2017-12-01\n",
    ],
)
def test_any_shape_of_file_gives_findings_and_no_crash(text: str):
    assert read_concept(text, "probe.toml").blocked
