"""Berichte on screen: who may order and file, what the archive shows, and a report compared with itself."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import workflows
from domain.access import OFFICE, Role
from domain.reports import ReportForm, ReportKind
from store import Home, open_snapshot
from tests.drawn_page import drawn, sent
from tests.workflows.frozen import frozen_meeting
from tests.workflows.homes import make_home


@pytest.fixture(scope="module")
def filed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A demo with one internal and one public report from a frozen state, and that meeting's id."""
    home: Home = make_home(tmp_path_factory.mktemp("berichte") / "home")
    meeting = frozen_meeting(home)
    for public in (False, True):
        with open_snapshot(home) as snapshot:
            order = workflows.order_report(snapshot, OFFICE, ReportKind.METHODS, meeting=meeting, public=public)
        workflows.issue_report(home, order, [ReportForm.PDF])
    return home.path, meeting


def buttons(app: AppTest) -> list[str]:
    return [button.label for button in app.button]


def test_a_draft_is_made_with_a_click_and_may_be_saved(monkeypatch: pytest.MonkeyPatch, filed: tuple[Path, str]) -> None:
    app = drawn(monkeypatch, filed[0], "berichte", art="field_sheet", stand="entwurf")
    assert "Bericht ausgeben und ablegen" not in buttons(app)  # a draft cannot be filed
    next(button for button in app.button if button.label == "Dateien erstellen").click().run()
    assert not app.exception
    assert not app.error
    assert "PDF speichern" in sent(app)
    assert "noch keiner ausgegeben, fällig bis 31.12." in sent(app)  # R2: one report a year is owed to the council


def test_only_the_office_files_and_a_refusal_is_said_in_german(monkeypatch: pytest.MonkeyPatch, filed: tuple[Path, str]) -> None:
    home, meeting = filed
    app = drawn(monkeypatch, home, "berichte", art="field_sheet", stand=f"{meeting}:0")
    next(box for box in app.text_input if box.label == "Datum (TT.MM.JJJJ)").input("gestern")
    next(button for button in app.button if button.label == "Bericht ausgeben und ablegen").click().run()
    assert [error.value for error in app.error] == ["Bitte das Datum auf dem Deckblatt als TT.MM.JJJJ angeben, zum Beispiel 15.01.2027."]
    department = drawn(monkeypatch, home, "berichte", Role.DEPARTMENT, stand=f"{meeting}:0")
    assert "Dateien erstellen" in buttons(department)
    assert "Bericht ausgeben und ablegen" not in buttons(department)
    assert "Word-Vorlage" in [each.value for each in app.header]
    assert "Word-Vorlage" not in [each.value for each in department.header]


def test_a_filed_report_is_made_again_and_compared(monkeypatch: pytest.MonkeyPatch, filed: tuple[Path, str]) -> None:
    app = drawn(monkeypatch, filed[0], "berichte")
    next(button for button in app.button if button.label == "Neu erzeugen und vergleichen").click().run()
    assert any("Byte für Byte wie ausgegeben" in each.value for each in app.success)


def test_the_public_finds_public_reports_alone(monkeypatch: pytest.MonkeyPatch, filed: tuple[Path, str]) -> None:
    app = drawn(monkeypatch, filed[0], "berichte", Role.PUBLIC)
    assert not app.exception
    assert buttons(app) == []
    text = sent(app)
    assert "nicht öffentlich" not in text
    assert "PDF Nr. 2 speichern" in text
    assert "PDF Nr. 1 speichern" not in text
    assert "Sitzung" not in text.replace("Sitzungen", "")


def test_the_public_edition_needs_a_licence_and_is_the_office_s_to_give(monkeypatch: pytest.MonkeyPatch, filed: tuple[Path, str]) -> None:
    home, _ = filed
    assert "Ausgabe erstellen" not in buttons(drawn(monkeypatch, home, "berichte", Role.CONTROLLING))
    app = drawn(monkeypatch, home, "berichte")
    app.selectbox(key="ausgabe_stand").set_value(("controlling-2026-03-19", 1)).run()
    app.button(key="ausgabe_erstellen").click().run()
    assert app.error[0].value.startswith("Für die Daten ist keine Lizenz gewählt.")
    (home / "settings.toml").write_text('[public_edition]\nlicence = "dl-de/by-2-0"\n', "utf-8")
    app.button(key="ausgabe_erstellen").click().run(timeout=30)
    assert not app.error
    assert "Ausgabe speichern" in sent(app)
