"""A whole meeting as people do it: prepare, freeze, present, decide, minutes; then the next one, where what is open comes back, the
differences are right, and the pack of the earlier one can still be made byte for byte."""

import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Page

import store.meetings
import store.reading
import workflows
from domain.access import OFFICE
from domain.local_time import today
from domain.measures import MeasureRow, MeasureState
from domain.meetings import Meeting
from domain.periods import half_year_of
from domain.report_texts import TextKey, TextPart, TextSubject
from settings import Settings
from store import Home, open_snapshot
from tests.e2e.screen import choose, settle
from tests.e2e.test_main_job import pick
from tests.workflows.homes import SALZGITTER_2024, edited
from views.consequences import missing_consequences
from workflows.round_sheets import prefilled

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
BODY = "controlling"
FIRST, NEXT = today() - timedelta(days=1), today()
LATE, OPEN = "Die Vergabe der beiden Umbauten wird gebündelt.", "Das Jugendamt berichtet über die Elternkurse."
RESULT = "Die Vergabe ist beschlossen und veröffentlicht."
SAID = "Die Gruppe spricht über die Zahlen zur Einbürgerung."
CONSEQUENCE = "Das Feld wird in der nächsten Sitzung noch einmal beraten."


@pytest.fixture
def town(pristine: Path, tmp_path: Path) -> Home:
    """The demo, whose controlling group may have met before."""
    return Home(Path(shutil.copytree(pristine, tmp_path / "home")))


@pytest.mark.timeout(600)
def test_a_whole_meeting(page: Page, server: Callable[..., str], town: Home, tmp_path: Path) -> None:
    """A5, A7, L4: from the agenda to the minutes, and what the next meeting finds."""
    address = server(town.path)
    first = plan(page, address, town, FIRST)
    asked = prepare(page)
    freeze(page, town, first)
    report = file_the_pack(page)
    present(page, address, first)
    decide(page, address, first, asked)
    minutes(page, address, first, tmp_path)

    wall = page.request.get(f"{address}/sitzung/{first}/wand?stand=0").text()
    measure = half_a_year_later(town, tmp_path)
    assert page.request.get(f"{address}/sitzung/{first}/wand?stand=0").text() == wall
    second = plan(page, address, town, NEXT)
    what_is_open(page, address, second)
    write_consequences(town, second)
    compare(page, address, first, second, measure)
    made_again(page, address, report)


def plan(page: Page, address: str, town: Home, day: date) -> str:
    """Plans a meeting on the page of all meetings and opens it there."""
    page.goto(f"{address}/sitzungen")
    settle(page)
    page.get_by_text("Sitzung planen", exact=True).first.click()
    page.get_by_label("Tag der Sitzung (TT.MM.JJJJ)").fill(f"{day:%d.%m.%Y}")
    pick(page, "Berichtszeitraum", half_year_of(day).label)
    page.get_by_role("button", name="Sitzung planen").click()
    page.get_by_text(f"am {day:%d.%m.%Y} ist geplant.").wait_for()
    settle(page)
    page.get_by_role("table").get_by_role("link", name=f"{day:%d.%m.%Y}", exact=True).first.click()
    page.get_by_role("heading", level=1, name=f"{day:%d.%m.%Y}").wait_for()
    settle(page)
    return planned(town, day).id


def planned(town: Home, day: date) -> Meeting:
    with open_snapshot(town) as snapshot:
        return next(each for each in store.meetings.meetings(snapshot, OFFICE) if (each.body, each.held_on) == (BODY, day))


def lines(page: Page, name: str) -> list[list[str]]:
    """Cells of a table, without its head."""
    rows = page.get_by_role("table", name=name).get_by_role("row").all()[1:]
    return [row.get_by_role("cell").all_inner_texts() for row in rows]


def prepare(page: Page) -> str:
    """The proposed agenda is put in another order, gets a note and an item of its own; returns the title of the item that leads now."""
    before = [row[1].splitlines()[0] for row in lines(page, "Tagesordnung")]
    assert len(before) > 2
    choose(page, "Punkt bearbeiten", lambda: page.get_by_role("option").nth(1))
    page.get_by_role("button", name="Nach oben").click()
    settle(page)
    note = page.get_by_label("Notiz für die Sitzung")
    note.fill("Zuerst beraten, Amtsleitung ist da")
    note.press("Tab")
    settle(page)
    page.get_by_label("Eigener Punkt").fill("Termine des nächsten Jahres")
    page.get_by_role("button", name="Aufnehmen", exact=True).click()
    settle(page)
    page.get_by_text("noch nicht gespeichert").wait_for()
    page.get_by_role("button", name="Tagesordnung speichern").click()
    page.get_by_text("Die Tagesordnung ist gespeichert.").wait_for()
    settle(page)
    page.reload()
    settle(page)
    after = lines(page, "Tagesordnung")
    assert [row[1].splitlines()[0] for row in after] == [before[1], before[0], *before[2:], "Termine des nächsten Jahres"]
    assert after[0][3] == "Zuerst beraten, Amtsleitung ist da"
    return before[1]


def freeze(page: Page, town: Home, meeting: str) -> None:
    """Fields lack consequences: freezing waits until the last one, written on the page of texts, is there."""
    with open_snapshot(town) as snapshot:
        missing = missing_consequences(snapshot, OFFICE, planned(town, FIRST).period, today())
    assert missing
    write_consequences(town, meeting, but=missing[0].field_id)
    page.get_by_text("Stand und Unterlagen", exact=True).first.click()
    page.get_by_text("Bis sie eingetragen sind, lässt sich der Stand nicht festschreiben.").wait_for()
    settle(page)
    assert page.get_by_role("button", name="Stand jetzt festschreiben").is_disabled()
    here = page.url
    page.get_by_role("table", name="Fehlende Konsequenzen").get_by_role("link", name=missing[0].field).click()
    page.get_by_role("heading", level=1, name="Berichtstexte").wait_for()
    settle(page)
    text = page.get_by_label(re.compile("^Konsequenzen"))
    text.fill(CONSEQUENCE)
    text.press("Tab")
    settle(page)
    page.get_by_role("button", name="Texte speichern").click()
    page.get_by_text("gespeichert").first.wait_for()
    settle(page)
    page.goto(here)
    settle(page)
    page.get_by_role("button", name="Stand jetzt festschreiben").click()
    page.get_by_text(re.compile("^Der Berichtsstand .* ist festgeschrieben")).wait_for()
    settle(page)


def write_consequences(town: Home, meeting: str, but: str = "") -> None:
    """Writes what is missing for the meeting's half-year."""
    with open_snapshot(town) as snapshot:
        period = store.meetings.meeting(snapshot, OFFICE, meeting).period
        missing = missing_consequences(snapshot, OFFICE, period, today())
    for each in missing:
        if each.field_id != but:
            workflows.write_text(town, TextKey(TextSubject.FIELD, each.field_id, period, TextPart.CONSEQUENCES), CONSEQUENCE)


def file_the_pack(page: Page) -> int:
    """The pack of this state is filed as PDF and Excel; returns its number."""
    page.get_by_role("table", name="Datenstände der Sitzung").get_by_role("link", name="Unterlagen").first.click()
    page.get_by_role("heading", level=1, name="Berichte").wait_for()
    settle(page)
    pick(page, "Formate", "Excel")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Bericht ausgeben und ablegen").click()
    told = page.get_by_text(re.compile(r"^Bericht Nr\. \d+ ist ausgegeben und abgelegt"))
    told.wait_for(timeout=60_000)
    return int(re.findall(r"\d+", told.inner_text())[0])


def present(page: Page, address: str, meeting: str) -> None:
    """The link leads to the wall, which goes on by key."""
    page.goto(f"{address}/sitzung?id={meeting}&ansicht=stand")
    settle(page)
    with page.expect_popup() as opened:
        page.get_by_role("link", name="Sitzungsansicht für die Wand").first.click()
    wall = opened.value
    wall.wait_for_load_state()
    titles = []
    for _ in range(3):
        titles.append(wall.locator(".folie.vorn").inner_text())
        wall.keyboard.press("ArrowRight")
    assert len(set(titles)) == 3
    wall.close()


def decide(page: Page, address: str, meeting: str, asked: str) -> None:
    """Two orders: one to the leading item, due at once, and one with time; what is wrong is told and nothing typed is lost."""
    page.goto(f"{address}/sitzung?id={meeting}&ansicht=beschluesse")
    settle(page)
    choose(page, "Gehört zu", lambda: page.get_by_role("option").filter(has_text=asked))
    enter(page, LATE, "Amt für Stadtentwicklung", "31.02.2027")
    page.get_by_text("Bitte die Frist als TT.MM.JJJJ angeben").wait_for()
    settle(page)
    assert page.get_by_label(re.compile("^Text: Was ist zu tun")).input_value() == LATE
    page.get_by_label(re.compile("^Frist")).fill(f"{FIRST:%d.%m.%Y}")
    page.get_by_role("button", name="Festhalten").click()
    page.get_by_text(re.compile(r"^Auftrag Nr\. \d+ ist festgehalten: Amt für Stadtentwicklung")).wait_for()
    settle(page)
    enter(page, OPEN, "Jugendamt", f"{today() + timedelta(days=90):%d.%m.%Y}")
    page.get_by_text(re.compile(r"^Auftrag Nr\. \d+ ist festgehalten: Jugendamt")).wait_for()
    settle(page)
    decided = lines(page, "In dieser Sitzung beschlossen")
    assert len(decided) == 2 and LATE in decided[0][2] and "überfällig" in decided[0][1] and asked in decided[0][6]
    assert OPEN in decided[1][2] and "offen" in decided[1][1]


def enter(page: Page, text: str, office: str, due: str) -> None:
    page.get_by_label(re.compile("^Text: Was ist zu tun")).fill(text)
    pick(page, "Verantwortliche Stelle", office)
    page.get_by_label(re.compile("^Frist")).fill(due)
    page.get_by_role("button", name="Festhalten").click()


def minutes(page: Page, address: str, meeting: str, folder: Path) -> None:
    """The minutes are written and taken away as Word."""
    page.goto(f"{address}/sitzung?id={meeting}&ansicht=protokoll")
    settle(page)
    box = page.get_by_role("combobox", name="Anwesend (Funktionen und Stellen, keine Namen)")
    box.fill("Leitung des Jugendamts")
    box.press("Enter")
    settle(page)
    page.get_by_label("Allgemeines").fill(SAID)
    page.get_by_role("button", name="Protokoll speichern").click()
    page.get_by_text("Das Protokoll ist gespeichert.").wait_for()
    settle(page)
    with page.expect_download() as started:
        page.get_by_role("button", name="Protokoll herunterladen (Word)").click()
    started.value.save_as(folder / "protokoll.docx")
    written = Document(BytesIO((folder / "protokoll.docx").read_bytes()))
    texts = [each.text for each in written.paragraphs]
    texts += [cell.text for each in written.tables for row in each.rows for cell in row.cells]
    for wanted in (SAID, "Leitung des Jugendamts", LATE, OPEN):
        assert any(wanted in text for text in texts), wanted


def half_a_year_later(town: Home, folder: Path) -> str:
    """New data come in: a measure is finished, and the statistical office revises a figure. Returns the measure's number."""
    with open_snapshot(town) as snapshot:
        row = next(each for each in store.reading.measures(snapshot, OFFICE) if each.state is MeasureState.RUNNING)
    workflows.report_entry(town, finished(row), viewer=OFFICE)
    workflows.accept(town, edited(folder, SALZGITTER_2024, "K03102,3650"), workflows.warm_reader(), settings=Settings())
    with open_snapshot(town) as snapshot:
        assert (
            next(each for each in store.reading.measures(snapshot, OFFICE) if each.measure == row.measure).state is MeasureState.COMPLETED
        )
    return row.measure


def finished(row: MeasureRow) -> MeasureRow:
    fresh = prefilled(row, half_year_of(today()).text)
    return replace(fresh, state=MeasureState.COMPLETED, actual_end=today(), result="Das Angebot besteht auf Dauer.", status_text="Fertig.")


def what_is_open(page: Page, address: str, meeting: str) -> None:
    """What was ordered leads the next agenda and is there to be marked as done, with its result."""
    kinds = [row[2] for row in lines(page, "Tagesordnung")]
    first = lines(page, "Tagesordnung")[0]
    assert kinds[0] == "Beschluss oder Auftrag überfällig"
    assert any(LATE[:40] in row[1] for row in lines(page, "Tagesordnung")), first
    page.goto(f"{address}/sitzung?id={meeting}&ansicht=beschluesse")
    settle(page)
    earlier = "Offene Beschlüsse und Aufträge, überfällige zuerst"
    before = [row[2] for row in lines(page, earlier)]
    assert any(LATE in text for text in before) and any(OPEN in text for text in before)
    page.get_by_text("Erledigt, andere Frist, zurücknehmen").click()
    choose(page, "Beschluss oder Auftrag", lambda: page.get_by_role("option").filter(has_text=LATE))
    page.get_by_label(re.compile("^Ergebnis")).fill(RESULT)
    page.get_by_role("button", name="Eintragen").click()
    page.get_by_text("als erledigt vermerkt").wait_for()
    settle(page)
    after = [row[2] for row in lines(page, earlier)]
    assert len(after) == len(before) - 1 and not any(LATE in text for text in after) and any(OPEN in text for text in after)
    page.goto(f"{address}/beschluesse?stand=done&suche=Umbauten")
    settle(page)
    assert RESULT in lines(page, "Beschlüsse und Aufträge, überfällige zuerst")[0][7]


def compare(page: Page, address: str, first: str, second: str, measure: str) -> None:
    """Both states beside each other: the finished measure, the revised figure, and counts that add up."""
    page.goto(f"{address}/sitzung?id={second}&ansicht=stand")
    settle(page)
    page.get_by_role("button", name="Stand jetzt festschreiben").click()
    page.get_by_text(re.compile("^Der Berichtsstand .* ist festgeschrieben")).wait_for()
    settle(page)
    page.get_by_role("link", name=re.compile("^Vergleich mit ")).click()
    page.get_by_role("heading", level=1, name="Vergleich").wait_for()
    settle(page)
    assert f"seit={first}.0" in page.url and f"bis={second}.0" in page.url
    changed = {row[0].split()[0]: row for row in lines(page, "Geänderte Maßnahmen")}
    assert list(changed) == [measure]
    assert "In Umsetzung" in changed[measure][3] and "Abgeschlossen" in changed[measure][4] and "verbessert" in changed[measure][5]
    rate, count = lines(page, "Geänderte Indikatoren")
    assert rate[0].startswith("Einbürgerungsquote") and "Wolke" in rate[2] and "Sonne" in rate[3] and "Werte berichtigt" in rate[5]
    assert count[0] == "Einbürgerungen" and "355" in count[2] and "3.650" in count[3]
    *turns, total = [row[1:] for row in lines(page, "Änderungen nach Richtung")]
    assert [sum(int(row[column]) for row in turns) for column in (0, 1)] == [int(each) for each in total]
    folded = page.locator("summary").filter(has_text="Unveränderte Maßnahmen").inner_text()
    assert f"({int(total[1]) - 1})" in folded


def made_again(page: Page, address: str, number: int) -> None:
    """The pack of the first meeting is made again from its state."""
    page.goto(f"{address}/berichte")
    settle(page)
    page.get_by_role("button", name="Neu erzeugen und vergleichen").click()
    page.get_by_text("Byte für Byte wie ausgegeben").nth(1).wait_for(timeout=60_000)
    told = page.get_by_test_id("stAlert").filter(has_text="Byte für Byte").all_inner_texts()
    assert len(told) == 2 and any("PDF" in each for each in told) and any("Excel" in each for each in told), number
