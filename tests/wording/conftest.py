"""The demo installation, made once: nobody writes here."""

from pathlib import Path

import pytest

from tests.workflows.homes import make_home


@pytest.fixture(scope="session")
def shown_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_home(tmp_path_factory.mktemp("wortlaut") / "home").path
