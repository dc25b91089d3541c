"""The demo behind a running server."""

import shutil
from collections.abc import Callable
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from domain.access import OFFICE
from domain.decisions import DecisionKind
from domain.report_texts import TextKey, TextPart, TextSubject
from store import Home, open_snapshot
from tests.e2e.screen import CHECKED, LISTED, MEETING, UNKNOWN
from tests.e2e.tables import courses
from tests.measures.lists import ROWS, csv_list
from tests.workflows.homes import SALZGITTER_2024, edited, make_home
from views.agenda import proposed
from views.consequences import missing_consequences
from workflows import (
    Draft,
    draft_file,
    finish_decision,
    freeze_meeting,
    own_item,
    plan_meeting,
    record_decision,
    save_agenda,
    save_draft,
    utc_now,
)  # fmt: skip
from workflows.report_texts import TextWish, write_texts


@pytest.fixture(scope="session")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo as delivered; nobody writes here."""
    return make_home(tmp_path_factory.mktemp("e2e") / "home").path


@pytest.fixture(scope="module")
def home(pristine: Path, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The demo of one module, with three started imports and a meeting."""
    folder = tmp_path_factory.mktemp("stadt")
    home = Home(Path(shutil.copytree(pristine, folder / "home")))
    start_import(home, CHECKED, edited(folder, SALZGITTER_2024, "K03102,3650"))
    start_import(home, UNKNOWN, courses(folder / "lsn_9-1-1_sprachkurse_2023.xlsx", 2023))
    start_import(home, LISTED, csv_list(folder / "Liste_2026-H1.csv", [(f"4.1.{place}", *row[1:]) for place, row in enumerate(ROWS, 1)]))
    meet(home)
    return home


def meet(home: Home) -> None:
    """A meeting with its agenda, frozen, with an order that is overdue and one that is done."""
    planned = plan_meeting(home, "controlling", date(2026, 9, 17), period="2026-H1")
    assert planned.id == MEETING
    with open_snapshot(home) as snapshot:
        missing = missing_consequences(snapshot, OFFICE, planned.period, date(2026, 9, 17))
        items = proposed(snapshot, OFFICE, MEETING, date(2026, 9, 17))[:4]
    keys = [TextKey(TextSubject.FIELD, each.field_id, planned.period, TextPart.CONSEQUENCES) for each in missing]
    write_texts(home, [TextWish(key, "Wird beraten.") for key in keys])
    save_agenda(home, MEETING, (*items, own_item("Verschiedenes")))
    freeze_meeting(home, MEETING)
    given = {"responsible": "Jugendamt", "meeting": MEETING, "measures": ["4.3"], "due": date(2026, 10, 1)}
    record_decision(home, DecisionKind.ORDER, text="Die Vergabe der Umbauten wird gebündelt.", **given)
    done = record_decision(home, DecisionKind.RESOLUTION, text="Der Bericht geht an den Rat.", **given)
    finish_decision(home, done.number, result="Der Bericht ist vorgelegt.", done_on=date(2026, 9, 30))


def start_import(home: Home, key: str, file: Path) -> None:
    """A draft under a name that addresses can be written with."""
    draft = Draft(key, file.name, sha256(file.read_bytes()).hexdigest(), "Integrationsbüro", utc_now())
    kept = draft_file(home, draft)
    kept.parent.mkdir(parents=True)
    kept.write_bytes(file.read_bytes())
    save_draft(home, draft)


@pytest.fixture(scope="module")
def address(server: Callable[..., str], home: Home) -> str:
    return server(home.path)
