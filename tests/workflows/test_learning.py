"""Teaching the installation a table: proposed, answered, saved, recognised next year, taken back."""

from dataclasses import replace
from pathlib import Path

import pytest

import workflows
from domain.access import Role, Viewer
from domain.areas import Area
from domain.errors import NotAllowed, WrongUse
from domain.proposals import AreaSource, Choices, ColumnRole
from store import Home
from workflows import Draft

TABLE = "Jahr;Zuzüge;Fortzüge\n2021;10;7\n2022;11;8\n2023;12;9\n"
NEXT_YEAR = TABLE + "2024;13;10\n"
RENAMED = NEXT_YEAR.replace("Fortzüge", "Fortzüge insgesamt")


def started(home: Home, content: str, name: str = "wanderung.csv") -> Draft:
    return workflows.start_draft(home, content.encode(), name)


def test_a_table_is_proposed_answered_saved_and_recognised_next_year(installation: Home):
    draft = started(installation, TABLE)
    proposal = workflows.propose_table(installation, draft)
    (question,) = proposal.questions
    assert question.answers[0].choices.area.key == "03102"  # the demo's own area

    draft = replace(draft, choices=workflows.choices_as_text(question.answers[0].choices))
    workflows.save_draft(installation, draft)
    answered = workflows.propose_table(installation, workflows.open_draft(installation, draft.id))
    assert not answered.questions
    reading = workflows.read_with(installation, draft, answered)
    assert (reading.blocked, reading.rows.num_rows) == (False, 6)

    layout = workflows.save_table(installation, draft, workflows.choices_of(draft))
    newer = started(installation, NEXT_YEAR)
    checked = workflows.check(installation, workflows.draft_file(installation, newer), workflows.warm_reader(), name="wanderung 2024.csv")
    assert (checked.reading.layout, checked.blocked) == (layout, False)
    assert set(checked.reading.rows["area"].to_pylist()) == {"03102"}


def test_choices_survive_being_kept_in_a_draft(installation: Home):
    choices = Choices(
        header=(1,),
        columns={3: ColumnRole.SKIP},
        units={2: "Anzahl"},
        area_from=AreaSource.FIXED,
        area=Area("03", "Niedersachsen"),
        decimal=".",
    )
    draft = replace(started(installation, TABLE), choices=workflows.choices_as_text(choices))
    workflows.save_draft(installation, draft)
    assert workflows.choices_of(workflows.open_draft(installation, draft.id)) == choices


def test_saved_descriptions_have_versions_and_can_be_taken_back(installation: Home):
    draft = started(installation, TABLE)
    choices = Choices(area_from=AreaSource.FIXED, area=Area("03", "Niedersachsen"))
    layout = workflows.save_table(installation, draft, choices, viewer=Viewer(Role.OFFICE, name="Frau A."))
    again = workflows.save_table(installation, draft, replace(choices, units={2: "Personen"}), viewer=Viewer(Role.OFFICE, name="Herr B."))
    assert again == layout
    ((key, title, versions),) = workflows.own_layouts(installation)
    assert (key, title) == (layout, "wanderung")
    assert [version.saved_by for version in versions] == ["Frau A.", "Herr B."]
    workflows.revoke_layout(installation, layout)
    assert "Personen" not in (installation.layouts / layout / "layout.toml").read_text("utf-8")
    workflows.revoke_layout(installation, layout)
    assert layout not in workflows.layout_titles(installation)


def test_an_own_description_never_takes_the_id_of_one_of_the_product(installation: Home):
    toml = workflows.propose_table(installation, started(installation, TABLE)).assumed.replace('id = "wanderung"', 'id = "lsn-2-3-1"')
    assert workflows.save_layout(installation, toml) == "lsn-2-3-1-2"


def test_headings_that_changed_are_shown_beside_the_old_ones(installation: Home):
    choices = Choices(area_from=AreaSource.FIXED, area=Area("03", "Niedersachsen"))
    layout = workflows.save_table(installation, started(installation, TABLE), choices)
    proposal = workflows.propose_table(installation, started(installation, RENAMED, "wanderung_neu.csv"))
    comparison = workflows.compare_heads(installation, proposal)
    assert comparison is not None and comparison.layout == layout
    assert [(line.old, line.new) for line in comparison.lines if not line.same] == [("Fortzüge", "Fortzüge insgesamt")]
    assert [line.cell for line in comparison.lines if not line.same] == ["L1F3"]
    assert workflows.save_layout(installation, comparison.toml) == layout
    newer = started(installation, RENAMED)
    checked = workflows.check(installation, workflows.draft_file(installation, newer), workflows.warm_reader(), name="wanderung_neu.csv")
    assert (checked.reading.layout, checked.blocked) == (layout, False)
    assert set(checked.reading.rows["series"].to_pylist()) == {"zuzuege", "Fortzüge"}


def test_a_table_like_no_known_one_has_no_old_headings(installation: Home):
    proposal = workflows.propose_table(installation, started(installation, "Jahr;Land;Sonnentage\n2021;Hessen;5\n2022;Hessen;6\n"))
    assert workflows.compare_heads(installation, proposal) is None


def test_what_is_only_assumed_is_not_saved(installation: Home):
    draft = started(installation, TABLE)
    assert "# Offen: Für welches Gebiet gelten die Werte?" in workflows.propose_table(installation, draft).toml
    with pytest.raises(WrongUse, match="Für welches Gebiet"):
        workflows.save_table(installation, draft, Choices())


def test_a_list_is_not_saved(installation: Home):
    with pytest.raises(WrongUse):
        workflows.save_table(installation, started(installation, "Nr.;Text\n1;a\n2;b\n"), Choices())


def test_only_the_office_teaches_tables(installation: Home, tmp_path: Path):
    file = tmp_path / "t.csv"
    file.write_text(TABLE, "utf-8")
    with pytest.raises(NotAllowed):
        workflows.propose(installation, file, file.name, viewer=Viewer(Role.CONTROLLING))
