"""The demo behind a running server."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from store import Home
from tests.workflows.homes import make_home


@pytest.fixture(scope="session")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo as delivered; nobody writes here."""
    return make_home(tmp_path_factory.mktemp("e2e") / "home").path


@pytest.fixture(scope="module")
def home(pristine: Path, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The demo of one module."""
    return Home(Path(shutil.copytree(pristine, tmp_path_factory.mktemp("stadt") / "home")))


@pytest.fixture(scope="module")
def address(server: Callable[..., str], home: Home) -> str:
    return server(home.path)
