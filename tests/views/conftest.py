"""A small installation: a real DuckDB in a temporary folder, one delivery a day."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from domain.deliveries import Reading, SourceFile
from store import Home
from store.working_file import writing
from store.writing import add_delivery
from tests.store.builders import START


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


@pytest.fixture
def deliver(home: Home) -> Callable[[Reading], int]:
    """Adds one delivery a day and returns its number."""
    clock = iter(START + timedelta(days=day) for day in range(1000))

    def add(reading: Reading) -> int:
        now = next(clock)
        with writing(home, now) as connection:
            return add_delivery(connection, reading, SourceFile("datei.csv", "datei.csv", 1), now=now, by="Test", note="")

    return add
