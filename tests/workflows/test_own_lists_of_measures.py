"""A city's own list of measures: mapped once, accepted with its cells, read without a question the next time."""

import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import store.reading
import workflows
from domain.access import OFFICE, Role, Viewer
from domain.concepts import ActionField, Concept, Goal, HomeArea, Horizon, Organisation
from domain.deliveries import DeliveryKind, Reading, Severity, Source
from domain.errors import NotAllowed, WrongUse
from domain.measure_lists import SKIP, ListChoices, answered
from domain.measures import MeasureRow, MeasureState
from reports.status_sheet import write_status_sheet
from store import Home, open_snapshot
from tests.measures.lists import ROWS, csv_list
from tests.workflows.homes import cli
from workflows import Checked, Draft
from workflows.readers import complete

HEADS = ("Kennung", "Maßnahme", "Handlungsfeld", "Zuständig", "Beginn", "Ende", "Umsetzungsstand", "Bemerkung")


def started(home: Home, path: Path) -> Draft:
    return workflows.start_draft(home, path.read_bytes(), path.name)


def answers(home: Home, draft: Draft, given: dict[str, str]) -> Draft:
    """The draft with every question answered, as somebody does on screen one after the other."""
    while questions := workflows.propose_list(home, draft).questions:
        choices = answered(workflows.list_choices_of(draft), questions[0], given[questions[0].key])
        draft = replace(draft, choices=workflows.list_choices_as_text(choices))
        workflows.save_draft(home, draft)
    return draft


def check(home: Home, path: Path, layout: str | None = None) -> Checked:
    return workflows.check(home, path, workflows.warm_reader(), layout=layout)


def fields(home: Home) -> list[str]:
    with open_snapshot(home) as snapshot:
        return [field.id for field in store.reading.concept(snapshot).fields]


def taken_over(home: Home, folder: Path, name: str = "Liste_2030-H1.csv") -> tuple[Path, dict[str, str]]:
    """A list mapped and accepted; the file and the answers given."""
    own = fields(home)
    given = {"Wohnen": own[0], "Sprache und Bildung": own[1]}
    path = csv_list(folder / name, [(f"T{row[0]}", *row[1:]) for row in ROWS], HEADS)
    draft = answers(home, started(home, path), given)
    assert workflows.save_list(home, draft) is None
    assert workflows.accept(home, path, workflows.warm_reader()).number is not None
    return path, given


def test_a_list_is_mapped_once_and_accepted_with_its_cells(installation: Home, tmp_path: Path):
    """R7, L5: an inventory in a city's own columns becomes reports on measures, each with the cell it came from."""
    taken_over(installation, tmp_path)
    with open_snapshot(installation) as snapshot:
        delivery = max(store.reading.deliveries(snapshot, OFFICE), key=lambda each: each.number)
        rows = {row.measure: row for row in store.reading.measures(snapshot, OFFICE) if row.measure.startswith("T")}
    assert (delivery.kind, delivery.layout, delivery.source.title) == (
        DeliveryKind.MEASURES,
        "massnahmenliste_liste",
        "Liste, 1. Halbjahr 2030",
    )
    assert {(row.measure, row.state, row.cell) for row in rows.values()} == {
        ("T1.1", MeasureState.RUNNING, "L2F1"), ("T1.10", MeasureState.PLANNING, "L3F1"), ("T2", MeasureState.COMPLETED, "L4F1"),
    }  # fmt: skip
    assert rows["T1.1"].period == "2030-H1" and rows["T1.1"].lead == "Stelle A"


def test_a_list_takes_nothing_from_what_others_reported_and_tells_what_it_lost_itself(installation: Home, tmp_path: Path):
    """L5: departments report for the same half-year in their own sheets."""
    path, _ = taken_over(installation, tmp_path)
    blank = io.BytesIO()
    with open_snapshot(installation) as snapshot:
        concept = store.reading.concept(snapshot)
    row = MeasureRow("S1", "2030-H1", "Aus einem Blatt", concept.fields[0].id, MeasureState.RUNNING, status_text="Läuft.")
    write_status_sheet(blank, concept, "2030-H1", [row], answered=True)
    (tmp_path / "blatt.xlsx").write_bytes(blank.getvalue())
    assert workflows.accept(installation, tmp_path / "blatt.xlsx", workflows.warm_reader()).number is not None
    assert check(installation, path).difference.gone == 0
    (tmp_path / "kurz").mkdir()
    shorter = csv_list(tmp_path / "kurz" / path.name, [(f"T{row[0]}", *row[1:]) for row in ROWS[:-1]], HEADS)
    assert [each.before.measure for each in check(installation, shorter).difference.changes if each.what == "gone"] == [f"T{ROWS[-1][0]}"]


def test_the_same_list_asks_nothing_the_next_time(installation: Home, tmp_path: Path):
    """Idea 3: the next edition shows its difference at once, the same file shows none."""
    path, _ = taken_over(installation, tmp_path)
    again = check(installation, path)
    assert again.difference is not None and again.difference.changes_nothing and again.known is not None
    rows = [(f"T{row[0]}", *row[1:]) for row in ROWS]
    rows[1] = (*rows[1][:6], "läuft", "begonnen")
    newer = check(installation, csv_list(tmp_path / "Liste_2030-H2.csv", rows, HEADS))
    assert (newer.reading.layout, newer.blocked, newer.reading.period) == ("massnahmenliste_liste", False, "2030-H2")
    before = {change.after.measure: (change.before.state, change.after.state) for change in newer.difference.changes if change.after}
    assert before["T1.10"] == (MeasureState.PLANNING, MeasureState.RUNNING) and before["T2"][1] is MeasureState.COMPLETED


def test_what_the_list_has_no_column_for_is_carried_over_or_a_hint(installation: Home, tmp_path: Path):
    """A measure that is completed without date and result: the list has no columns for them, so nobody is stopped."""
    taken_over(installation, tmp_path)
    checked = check(installation, csv_list(tmp_path / "Liste_2030-H2.csv", [(f"T{row[0]}", *row[1:]) for row in ROWS], HEADS))
    about = [finding for finding in checked.reading.findings if "Abgeschlossen" in finding.found and "T2" in finding.found]
    assert about and {finding.severity for finding in about} == {Severity.HINT}


def test_an_unknown_word_in_the_next_edition_asks_about_that_word_alone(installation: Home, tmp_path: Path):
    taken_over(installation, tmp_path)
    rows = [(f"T{row[0]}", *row[1:]) for row in ROWS]
    rows[0] = (*rows[0][:6], "unbekannt", "")
    path = csv_list(tmp_path / "Liste_2030-H2.csv", rows, HEADS)
    assert [finding.cell for finding in check(installation, path).reading.findings if finding.code == "E350"] == ["L2F7"]
    draft = started(installation, path)
    assert [question.key for question in workflows.propose_list(installation, draft).questions] == ["unbekannt"]
    workflows.save_list(installation, answers(installation, draft, {"unbekannt": SKIP}))
    checked = check(installation, path)
    assert not checked.blocked and [row.measure for row in checked.reading.rows] == ["T1.10", "T2"]


def test_a_changed_head_asks_about_the_difference_alone(installation: Home, tmp_path: Path):
    taken_over(installation, tmp_path)
    rows = [(f"T{row[0]}", *row[1:]) for row in ROWS]
    path = csv_list(tmp_path / "Liste_2030-H2.csv", rows, (*HEADS[:3], "Wer macht es", *HEADS[4:]))
    checked = check(installation, path)
    assert checked.reading.layout == "" and any("es fehlen die Spalten „Zuständig“" in each.found for each in checked.reading.findings)
    draft = started(installation, path)
    (question,) = workflows.propose_list(installation, draft).questions
    assert (question.key, [option.label for option in question.options]) == ("lead", ["Wer macht es", "nicht mehr übernehmen"])
    workflows.save_list(installation, answers(installation, draft, {"lead": "4"}))
    assert [row.lead for row in check(installation, path).reading.rows] == ["Stelle A", "Stelle B", "Stelle C"]
    ((_, title, versions),) = workflows.own_layouts(installation)
    assert (title, len(versions)) == ("Liste", 2)


def test_a_column_may_be_given_up(installation: Home, tmp_path: Path):
    taken_over(installation, tmp_path)
    rows = [(f"T{row[0]}", *row[1:3], *row[4:]) for row in ROWS]
    draft = started(installation, csv_list(tmp_path / "Liste_2030-H2.csv", rows, (*HEADS[:3], *HEADS[4:])))
    draft = answers(installation, draft, {"lead": "0"})
    found = workflows.propose_list(installation, draft)
    assert "lead" not in found.mapping.columns and "lead" not in found.rows[0].given


def test_a_list_that_does_not_say_its_half_year_is_asked_for_it_each_time(installation: Home, tmp_path: Path):
    own = fields(installation)
    path = csv_list(tmp_path / "Liste.csv", [(f"T{row[0]}", *row[1:]) for row in ROWS], HEADS)
    draft = answers(installation, started(installation, path), {"Wohnen": own[0], "Sprache und Bildung": own[1], "period": "2026-H2"})
    layout = workflows.save_list(installation, draft)
    assert layout == "massnahmenliste_liste@2026-H2"
    assert {row.period for row in check(installation, path, layout).reading.rows} == {"2026-H2"}
    asked = check(installation, path)
    assert [finding.code for finding in asked.reading.findings if finding.severity is Severity.ERROR] == ["E352"]
    chosen = check(installation, path, workflows.for_period(asked.reading.layout, "2026-H1"))
    assert not chosen.blocked and chosen.reading.layout == "massnahmenliste_liste"


def test_what_is_open_is_not_saved_and_only_the_office_may(installation: Home, tmp_path: Path):
    draft = started(installation, csv_list(tmp_path / "Liste.csv", heads=HEADS))
    with pytest.raises(WrongUse, match="Über welches Halbjahr"):
        workflows.save_list(installation, draft)
    with pytest.raises(NotAllowed):
        workflows.propose_list(installation, draft, viewer=Viewer(Role.CONTROLLING))
    numbers = started(installation, _written(tmp_path / "zahlen.csv", "1;2\n3;4\n"))
    with pytest.raises(WrongUse, match="keine Zeile mit Spaltenköpfen"):
        workflows.save_list(installation, numbers)


def _written(path: Path, text: str) -> Path:
    path.write_text(text, "utf-8")
    return path


def test_a_mapping_can_be_taken_back_and_another_list_gets_its_own_id(installation: Home, tmp_path: Path):
    path, given = taken_over(installation, tmp_path)
    workflows.revoke_layout(installation, "massnahmenliste_liste")
    assert check(installation, path).reading.layout == "" and "massnahmenliste_liste" not in workflows.layout_titles(installation)
    draft = answers(installation, started(installation, path), given)
    workflows.save_list(installation, draft)
    other = workflows.list_choices_as_text(replace(workflows.list_choices_of(draft), of="", title="Liste!"))
    workflows.save_list(installation, replace(draft, choices=other))
    assert {"massnahmenliste_liste", "massnahmenliste_liste_2"} <= set(workflows.layout_titles(installation))


def test_choices_about_a_list_survive_being_kept_in_a_draft(installation: Home, tmp_path: Path):
    draft = started(installation, csv_list(tmp_path / "Liste.csv", heads=HEADS))
    choices = ListChoices(of="", head=3, columns={2: "title"}, states={"": SKIP}, levels=("1",), period="2026-H1", dropped=("lead",))
    draft = replace(draft, choices=workflows.list_choices_as_text(choices))
    workflows.save_draft(installation, draft)
    assert workflows.list_choices_of(workflows.open_draft(installation, draft.id)) == choices


def test_the_command_line_tells_that_a_file_looks_like_a_list(home: Path, tmp_path: Path):
    path = csv_list(tmp_path / "Liste.csv", heads=HEADS)
    said = cli("suggest", path, home=home)
    assert "Das sieht nach einer Liste von Maßnahmen aus" in said.out and "Offen: Über welches Halbjahr" in said.out
    told = cli("suggest", path, "--json", home=home).json["measure_list"]
    assert told["columns"][6] == {"cell": "L1F7", "head": "Umsetzungsstand", "attribute": "state"}
    checked = cli("check", path, "--json", home=home)
    assert checked.code == 1 and any(each["code"] == "H455" for each in checked.json["findings"])


def test_a_number_that_names_another_measure_is_told(installation: Home, tmp_path: Path):
    """O5: attributes the list has no column for are carried over, so the number must mean the same measure."""
    with open_snapshot(installation) as snapshot:
        known = store.reading.measures(snapshot, OFFICE)[0]
    own = fields(installation)
    given = {"Wohnen": own[0], "Sprache und Bildung": own[1]}
    rows = [(known.measure, "Photovoltaik auf Dächern", *ROWS[0][2:]), ROWS[1]]
    path = csv_list(tmp_path / "Liste_2030-H1.csv", rows, HEADS)
    workflows.save_list(installation, answers(installation, started(installation, path), given))
    found = {each.cell: each.found for each in check(installation, path).reading.findings if each.code == "H488"}
    assert f"„Photovoltaik auf Dächern“, bekannt ist unter dieser Nummer „{known.title}“" in found["L2F1"]


def test_a_list_speaks_of_the_concept_in_its_own_words():
    """R4, O7, O1: short names of organisations, goals by their text, and a term that does not fit the planned end."""
    concept = Concept(
        id="probe",
        name="Integrationskonzept Probe",
        municipality="Stadt Probe",
        area=HomeArea(key="03102", name="Probe"),
        fields=(ActionField("sprache", "Sprache", goals=(Goal("S1", "Alle lernen Deutsch."),)),),
        organisations=(Organisation("Amt für Bildung", short="Stelle A"), Organisation("Volkshochschule", short="VHS")),
        horizons=(Horizon("kurzfristig", 2026, 2027),),
    )
    row = MeasureRow("1", "2026-H1", "Sprachcafé", "sprache", MeasureState.RUNNING, lead="stelle a", partners=("VHS", "Verein"), cell="A2")
    row = replace(row, goals=("alle lernen deutsch.", "etwas anderes"), term="kurzfristig", planned_end=date(2030, 12, 31))
    reading = Reading(DeliveryKind.MEASURES, "massnahmenliste_x", Source("", "", table="Maßnahmenliste probe"), (row,))
    completed = complete(reading, concept)
    (known,) = completed.rows
    assert (known.lead, known.partners, known.goals) == ("Amt für Bildung", ("Volkshochschule", "Verein"), ("S1", "etwas anderes"))
    assert [(finding.code, finding.cell) for finding in completed.findings] == [("H481", "A2")]
    other = complete(replace(reading, source=Source("", "", table="Maßnahmenliste anderswo")), concept)
    assert "E253" in [finding.code for finding in other.findings], "a list mapped for another concept means other fields"
