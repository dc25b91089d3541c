"""The demo behind a running server."""

import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from store import Home
from tests.e2e.screen import CHECKED, LISTED, UNKNOWN
from tests.e2e.tables import courses
from tests.measures.lists import ROWS, csv_list
from tests.workflows.homes import SALZGITTER_2024, edited, make_home
from workflows import Draft, draft_file, save_draft, utc_now


@pytest.fixture(scope="session")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo as delivered; nobody writes here."""
    return make_home(tmp_path_factory.mktemp("e2e") / "home").path


@pytest.fixture(scope="module")
def home(pristine: Path, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The demo of one module, with three started imports."""
    folder = tmp_path_factory.mktemp("stadt")
    home = Home(Path(shutil.copytree(pristine, folder / "home")))
    start_import(home, CHECKED, edited(folder, SALZGITTER_2024, "K03102,3650"))
    start_import(home, UNKNOWN, courses(folder / "lsn_9-1-1_sprachkurse_2023.xlsx", 2023))
    start_import(home, LISTED, csv_list(folder / "Liste_2026-H1.csv", [(f"4.1.{place}", *row[1:]) for place, row in enumerate(ROWS, 1)]))
    return home


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
