"""The demo installation, made once; who writes takes a copy."""

import shutil
from pathlib import Path

import pytest

from store import Home
from tests.workflows.homes import make_home


@pytest.fixture(scope="session")
def texts_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_home(tmp_path_factory.mktemp("texte") / "home").path


@pytest.fixture
def own(texts_home: Path, tmp_path: Path) -> Home:
    return Home(Path(shutil.copytree(texts_home, tmp_path / "home")))
