"""The demo installation, made once per session and copied for each test that changes it."""

import shutil
from pathlib import Path

import pytest

from store import Home
from tests.workflows.homes import make_home


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo for tests that only read; nobody writes here."""
    return make_home(tmp_path_factory.mktemp("demo") / "home").path


@pytest.fixture
def home(demo: Path, tmp_path: Path) -> Path:
    """The demo for one test alone."""
    return Path(shutil.copytree(demo, tmp_path / "home"))


@pytest.fixture
def installation(home: Path) -> Home:
    return Home(home)
