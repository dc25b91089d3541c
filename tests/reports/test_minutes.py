"""The minutes say what was there, said and decided on the day; what becomes of it later does not change them."""

import shutil
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document as open_docx

import workflows
from domain.access import Role, Viewer
from domain.decisions import DecisionKind
from domain.errors import NotAllowed, NotFound
from domain.meetings import Minute
from reports.document import Bullets, Document, Facts, Heading, Paragraph, Table
from store import Home
from tests.workflows.meeting_town import make_town

ID = "controlling-2026-09-17"
HELD = datetime(2026, 9, 17, 16)


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A meeting that was held with one decision to an item and one to none; nobody writes here."""
    home = make_town(tmp_path_factory.mktemp("protokoll") / "home")
    workflows.plan_meeting(home, "controlling", date(2026, 9, 17), place="Rathaus", now=datetime(2026, 7, 2))
    items = [workflows.own_item("Begrüßung"), workflows.own_item("Kurse", "Zwei Kurse fallen aus."), workflows.own_item("Ausblick")]
    workflows.save_agenda(home, ID, items, now=datetime(2026, 9, 1))
    order = {"responsible": "Jugendamt", "meeting": ID, "now": HELD}
    workflows.record_decision(
        home, DecisionKind.ORDER, text="Das Amt legt einen Zeitplan vor.", item="own:2", due=date(2026, 12, 1), measures=["1.2"],
        function="Amtsleitung", document="168/26", **order,
    )  # fmt: skip
    workflows.record_decision(home, DecisionKind.RESOLUTION, text="Der Bericht wird gebilligt.", **order)
    workflows.record_decision(home, DecisionKind.ORDER, text="Kanarienauftrag, ein Versehen.", **order)
    workflows.withdraw_decision(home, 3, reason="war nur ein Versehen", now=HELD + timedelta(minutes=1))
    return home


@pytest.fixture
def home(town: Home, tmp_path: Path) -> Home:
    copy = Home(Path(shutil.copytree(town.path, tmp_path / "home")))
    minutes = [Minute("own:2", "Das Amt berichtet.\nDie Gruppe berät."), Minute("", "Ende 18 Uhr.")]
    workflows.hold_meeting(copy, ID, present=["Leitung, Jugendamt", "Caritas"], minutes=minutes, now=HELD + timedelta(hours=2))
    return copy


def texts(document: Document) -> list[str]:
    found = []
    for block in document.blocks:
        match block:
            case Heading(level, text, number):
                found.append(f"{'#' * level} {number} {text}")
            case Paragraph(text, _, label):
                found.append(f"{label} {text}".strip())
            case Bullets(items):
                found += items
            case Facts(rows):
                found += [f"{name}: {value}" for name, value in rows]
            case Table():
                found += [" | ".join(cell.text for cell in row) for row in block.rows]
    return found


def test_the_minutes_have_head_attendance_items_and_decisions(home: Home) -> None:
    """§4.12: resolution or order with text, responsible, due date and affected measures."""
    document = workflows.minutes_document(home, ID)
    assert (document.title, document.subtitle) == ("Protokoll", "Controlling-Gruppe, Sitzung vom 17. September 2026")
    assert (document.marks, document.state) == (("Nicht öffentlich",), "kein Stand festgeschrieben")
    assert texts(document) == [
        "#  Sitzung", "Gremium: Controlling-Gruppe", "Tag: 17. September 2026", "Ort: Rathaus", "Leitung: Beigeordnete",
        "Berichtszeitraum: 1. Halbjahr 2026",
        "#  Anwesend", "Leitung, Jugendamt", "Caritas",
        "#  Tagesordnung", "1 | Begrüßung | Weiterer Punkt", "2 | Kurse | Weiterer Punkt", "3 | Ausblick | Weiterer Punkt",
        "#  Beratung", "## 2 Kurse", "Zwei Kurse fallen aus.", "Das Amt berichtet.", "Die Gruppe berät.",
        "Auftrag Nr. 1: Das Amt legt einen Zeitplan vor. Verantwortlich: Jugendamt, Amtsleitung. Frist: 01.12.2026.",
        "##  Weiteres", "Ende 18 Uhr.",
        "Beschluss Nr. 2: Der Bericht wird gebilligt. Verantwortlich: Jugendamt. Ohne Frist.",
        "#  Beschlüsse und Aufträge",
        "Auftrag Nr. 1 | Das Amt legt einen Zeitplan vor. | Jugendamt, Amtsleitung | 01.12.2026 | Maßnahme 1.2 Maßnahme 1.2 | 168/26",
        "Beschluss Nr. 2 | Der Bericht wird gebilligt. | Jugendamt | – | – | –",
    ]  # fmt: skip


def test_what_happens_later_does_not_change_the_minutes(home: Home) -> None:
    """§4.4: the same minutes give the same bytes."""
    before = workflows.minutes_word(home, ID)
    workflows.move_decision(home, 1, due=date(2027, 3, 1), reason="Die Abfrage läuft noch", now=HELD + timedelta(days=30))
    workflows.finish_decision(home, 1, result="Der Zeitplan liegt vor", now=HELD + timedelta(days=31))
    assert workflows.minutes_word(home, ID) == before
    workflows.withdraw_decision(home, 2, reason="war nie beschlossen", now=HELD + timedelta(days=32))
    assert workflows.minutes_word(home, ID) != before


def test_the_word_file_has_real_headings_and_tables(home: Home) -> None:
    word = open_docx(BytesIO(workflows.minutes_word(home, ID)))
    headings = [
        each.text for each in word.paragraphs if each.style.style_id in ("Heading1", "berschrift1") or each.style.name == "Heading 1"
    ]
    assert [each for each in headings if each in ("Anwesend", "Tagesordnung", "Beratung")] == ["Anwesend", "Tagesordnung", "Beratung"]
    assert any("Das Amt legt einen Zeitplan vor." in cell.text for table in word.tables for row in table.rows for cell in row.cells)


def test_minutes_of_a_meeting_to_come_are_a_draft(town: Home) -> None:
    document = workflows.minutes_document(town, ID)
    assert "Entwurf des Protokolls" in document.marks
    assert "Nicht festgehalten." in texts(document)


def test_the_public_and_unknown_meetings_get_no_minutes(town: Home) -> None:
    with pytest.raises(NotAllowed):
        workflows.minutes_document(town, ID, viewer=Viewer(Role.PUBLIC))
    with pytest.raises(NotFound, match="gibt es nicht"):
        workflows.minutes_document(town, "gibt-es-nicht")
