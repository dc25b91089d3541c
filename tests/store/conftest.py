"""A real DuckDB in a temporary folder, and a clock that moves on by a day with each delivery."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from domain.deliveries import Reading, SourceFile
from domain.indicators import Definition
from store import Home, open_snapshot
from store.working_file import writing
from store.writing import add_delivery
from tests.store.builders import START
from tests.store.evaluating import evaluated, fill, rounded
from tests.store.plain_evaluation import Delivery, Figure, evaluate


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


@pytest.fixture
def deliver(home: Home) -> Callable[..., int]:
    """Adds one delivery a day and returns its number."""
    clock = iter(START + timedelta(days=day) for day in range(1000))

    def add(reading: Reading, name: str = "datei.csv") -> int:
        now = next(clock)
        with writing(home, now) as connection:
            return add_delivery(connection, reading, SourceFile(name, name, 1), now=now, by="Test", note="")

    return add


@pytest.fixture
def rows(home: Home):
    """What the store makes of an indicator and figures, after plain Python made the same of them."""

    def both(definition: Definition, *figures: Figure) -> list[dict[str, Any]]:
        fill(home, [Delivery(figures, START)])
        with open_snapshot(home) as snapshot:
            found = evaluated(snapshot, {definition.id: definition})
            past = evaluated(snapshot, {definition.id: definition}, as_of=START)
        assert rounded(found) == rounded(past) == rounded(evaluate({definition.id: definition}, [Delivery(figures, START)], START))
        return found

    return both
