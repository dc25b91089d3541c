"""A whole half-year as people do it: sheets out, four organisations answer – completely, partly, wrongly, not at all – findings,
correction, acceptance, an answer in the browser, and what the pages say afterwards."""

import re
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page

import store.reading
import workflows
from domain.access import OFFICE
from domain.local_time import today
from domain.measures import MeasureState
from domain.periods import half_year_of
from store import Home, open_snapshot
from tests.e2e.half_year import bring_in, differences, filled, replies, unpacked
from tests.e2e.screen import settle
from tests.e2e.test_main_job import accept, cells, pick

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
COMPLETE, PARTIAL, WRONG, SILENT = "Jugendamt", "Amt für Kultur und Sport", "Amt für Soziales", "Gesundheitsamt"
PERIOD = half_year_of(today())
DUE = f"{today() + timedelta(days=40):%d.%m.%Y}"
TODAY = f"{today():%d.%m.%Y}"
UNREADABLE = "etwa 30 bis 40"


@dataclass(frozen=True)
class Town:
    """What is asked in the demo: numbers by organisation, those that run first, and how many organisations and measures there are."""

    asked: dict[str, list[str]]
    offices: int
    measures: int


@pytest.fixture
def town(home: Home) -> Town:
    with open_snapshot(home) as snapshot:
        found = workflows.round_for(snapshot, OFFICE, PERIOD.text).replies
        states = {row.measure: row.state for row in store.reading.measures(snapshot, OFFICE)}
    asked = {each.office: sorted(each.asked, key=lambda number: states[number] is not MeasureState.RUNNING) for each in found}
    assert all(states[asked[office][0]] is MeasureState.RUNNING for office in (COMPLETE, PARTIAL, WRONG))
    assert len(asked[COMPLETE]) >= 3 and len(asked[PARTIAL]) >= 3 and len(asked[WRONG]) >= 2 and asked[SILENT]
    return Town(asked, len(asked), sum(map(len, asked.values())))


@pytest.mark.timeout(600)
def test_a_whole_half_year(page: Page, address: str, town: Town, tmp_path: Path) -> None:
    """Ideas 8, 10 and 11: from the sheets to the status pages; no answer is lost, and nobody who is silent is overlooked."""
    sheets = sheets_out(page, address, town, tmp_path)
    completely(page, address, sheets["Jugendamt"], town.asked[COMPLETE])
    partly(page, address, sheets["Amt_fuer_Kultur_und_Sport"], town.asked[PARTIAL])
    wrongly(page, address, sheets["Amt_fuer_Soziales"], town.asked[WRONG])
    in_the_browser(page, address, town.asked[PARTIAL][2])
    now, count = replies(page, address), {office: len(numbers) for office, numbers in town.asked.items()}
    assert now[COMPLETE] == ("freigegeben", f"{count[COMPLETE]} von {count[COMPLETE]}")
    assert now[PARTIAL] == (("ausstehend" if count[PARTIAL] > 3 else "freigegeben"), f"3 von {count[PARTIAL]}")
    assert now[WRONG] == ("freigegeben", f"{count[WRONG]} von {count[WRONG]}")
    assert now[SILENT] == ("ausstehend", f"0 von {count[SILENT]}")
    afterwards(page, address, town)


def sheets_out(page: Page, address: str, town: Town, folder: Path) -> dict[str, Path]:
    """The office opens the round and takes the sheets of all organisations."""
    page.goto(f"{address}/ruecklauf")
    page.get_by_text(f"0 von {town.measures} Maßnahmen gemeldet.").wait_for()
    settle(page)
    page.get_by_label("Rückmeldung bis (TT.MM.JJJJ)").fill(DUE)
    page.get_by_role("button", name="Abfrage eröffnen").click()
    page.get_by_text(f"Die Abfrage zum {PERIOD.label} ist eröffnet. Termin ist der {DUE}.").wait_for()
    settle(page)
    with page.expect_download() as started:
        page.get_by_role("button", name=f"Alle Blätter, {town.offices} Mappen (ZIP)").click()
    path = folder / started.value.suggested_filename
    started.value.save_as(path)
    sheets = unpacked(path.read_bytes(), folder)
    assert len(sheets) == town.offices
    return sheets


def completely(page: Page, address: str, sheet: Path, asked: list[str]) -> None:
    """Every measure is answered, one of them by the tick alone; the file comes back under another name."""
    running, *others, ticked = asked
    answers: dict[str, dict[str, object]] = {number: {"status_text": f"Neues zu {number}."} for number in others}
    answers |= {running: {"status_text": "Die Nachfrage steigt.", "participants": 96}, ticked: {"confirmed": "x"}}
    bring_in(page, address, filled(sheet, answers, "Antwort Frau Müller.xlsx"))
    facts = page.get_by_role("table", name="Angaben des Sachstandsblatts").inner_text()
    assert COMPLETE in facts and PERIOD.label in facts
    lines = differences(page)
    assert set(lines) == set(asked)
    assert lines[ticked][1:3] == ["unverändert bestätigt", "–"]
    assert "→ Die Nachfrage steigt." in lines[running][2] and "Teilnehmende: 96" in lines[running][2]
    assert replies(page, address)[COMPLETE] == ("eingegangen", f"0 von {len(asked)}")
    page.goto(f"{address}/einspielen")
    settle(page)
    page.get_by_role("button", name="Fortsetzen").first.click()
    page.get_by_role("heading", name="5. Übernehmen").wait_for()
    settle(page)
    accept(page)
    assert replies(page, address)[COMPLETE] == ("freigegeben", f"{len(asked)} von {len(asked)}")


def partly(page: Page, address: str, sheet: Path, asked: list[str]) -> None:
    """Two measures are answered; the others are named before anything is accepted, and stay owed."""
    answers: dict[str, dict[str, object]] = {asked[0]: {"confirmed": "x"}, asked[1]: {"status_text": "Zwei Vereine sind dazugekommen."}}
    bring_in(page, address, filled(sheet, answers, "kultur.xlsx"))
    facts = page.get_by_role("table", name="Angaben des Sachstandsblatts").inner_text()
    assert "ohne Meldung" in facts and all(number in facts for number in asked[2:])
    assert set(differences(page)) == set(asked[:2])
    accept(page)
    assert replies(page, address)[PARTIAL] == ("ausstehend", f"2 von {len(asked)}")


def wrongly(page: Page, address: str, sheet: Path, asked: list[str]) -> None:
    """Errors are named by cell; the sheet goes back with them as the reason, and comes back corrected."""
    others: dict[str, dict[str, object]] = {number: {"confirmed": "x"} for number in asked[1:]}
    wrong = {asked[0]: {"state": "Abgeschlossen", "participants": UNREADABLE}, **others}
    bring_in(page, address, filled(sheet, wrong, "soziales.xlsx"))
    boxes = page.locator("[class*=st-key-befund_]").filter(has_text="Fehler").all_inner_texts()
    assert any(UNREADABLE in text and "Blatt „Sachstand“, Zelle" in text for text in boxes)
    assert page.get_by_role("button", name="Übernehmen", exact=True).count() == 0
    assert UNREADABLE in page.get_by_label("Grund: Was soll die Stelle berichtigen? (Pflichtangabe)").input_value()
    page.get_by_role("button", name="Zurückgeben", exact=True).click()
    page.get_by_text(f"ist an „{WRONG}“ zurückgegeben.").wait_for()
    assert replies(page, address)[WRONG] == ("zurückgegeben", f"0 von {len(asked)}")

    page.goto(f"{address}/sachstand-melden?rolle=department&stelle={WRONG}")  # what the department sees of it
    page.get_by_text("Ihr Sachstandsblatt kam zurück").wait_for()
    settle(page)
    assert UNREADABLE in page.get_by_role("alert").inner_text()

    result = {"state": "Abgeschlossen", "actual_end": TODAY, "result": "Alle Beratungen sind eingerichtet.", "participants": 35}
    bring_in(page, address, filled(sheet, {asked[0]: result, **others}, "soziales_neu.xlsx"))
    assert "Abgeschlossen" in differences(page)[asked[0]][2]
    accept(page)
    page.goto(f"{address}/massnahmen?id={asked[0]}")
    page.get_by_text("Alle Beratungen sind eingerichtet.").first.wait_for()


def in_the_browser(page: Page, address: str, number: str) -> None:
    """A head of department answers without a sheet: what the state demands is asked when it is chosen, and nothing typed is lost."""
    page.goto(f"{address}/sachstand-melden?rolle=department&stelle={PARTIAL}")
    page.get_by_text(f"Bitte melden Sie bis {DUE}").wait_for()
    settle(page)
    table = page.get_by_role("table", name=f"Maßnahmen: {PARTIAL}")
    answers = [cells(row)[2].split("\u00a0")[-1] for row in table.get_by_role("row").all()[1:]]
    assert answers[0] == "fehlt" and sorted(answers[-2:]) == ["gemeldet", "unverändert bestätigt"]
    table.get_by_role("row").filter(has_text=re.compile(rf"^{re.escape(number)} ")).get_by_role("link", name="Melden").click()
    page.get_by_role("heading", name=re.compile(rf"^{re.escape(number)} "), level=1).wait_for()
    settle(page)
    page.get_by_text("Ja, ich melde den neuen Stand").click()
    page.get_by_role("combobox", name="Stand").wait_for()
    settle(page)
    text, reason = page.get_by_label("Sachstand (höchstens drei Sätze)"), page.get_by_label("Grund (Pflichtangabe)")
    text.fill("Das Angebot ruht, bis ein Raum gefunden ist.")
    pick(page, "Stand", "Zurückgestellt")
    reason.fill("Kein Raum")
    save(page)
    page.get_by_text("bitte oben berichtigen. Es ist nichts gespeichert.").wait_for()
    settle(page)
    assert text.input_value() == "Das Angebot ruht, bis ein Raum gefunden ist." and reason.input_value() == "Kein Raum"
    (beside,) = page.locator("[class*=st-key-feld_look_again_on]").all_inner_texts()
    assert "Fehler" in beside and "ohne Wiedervorlage" in beside
    page.get_by_label("Wiedervorlage (Pflichtangabe)").fill(f"{today() + timedelta(days=120):%d.%m.%Y}")
    save(page)
    page.get_by_text(re.compile("Die Meldung ist gespeichert|Bitte die Hinweise ansehen")).wait_for()
    if page.get_by_text("Bitte die Hinweise ansehen").count():  # some depend on the day of the test
        settle(page)
        page.get_by_role("checkbox", name="Ich habe die Hinweise angesehen; die Angaben stimmen.").press("Space")
        save(page)
        page.get_by_text("Die Meldung ist gespeichert").wait_for()
    page.goto(f"{address}/massnahmen?id={number}")
    page.get_by_text("Das Angebot ruht, bis ein Raum gefunden ist.").first.wait_for()


def save(page: Page) -> None:
    """Leaves the last field, as everybody does on the way to the button, and presses it."""
    button = page.get_by_role("button", name="Prüfen und speichern")
    button.scroll_into_view_if_needed()
    button.focus()
    settle(page)
    button.press("Enter")


def afterwards(page: Page, address: str, town: Town) -> None:
    """Who still owes an answer is on the page that the office opens before the meeting."""
    page.goto(f"{address}/berichtsreife")
    page.get_by_role("heading", name="Berichtsreife", level=1).wait_for()
    settle(page)
    check = page.locator("[class*=st-key-werte_pruefung_]").filter(has_text="Rückmeldung fehlt")
    answered = 2 if len(town.asked[PARTIAL]) > 3 else 3
    check.get_by_text(f"{town.offices - answered} von {town.offices} Stellen").click()
    check.get_by_role("table").wait_for()
    told = check.inner_text()
    assert SILENT in told and COMPLETE not in told and WRONG not in told
