"""Berichtsreife and resources as pages: counts with their lists and links, nothing to do said as such, each role its part."""

import re
from datetime import date, datetime
from pathlib import Path

import pytest

from domain.access import Role
from domain.deliveries import DeliveryKind, Reading, SourceFile
from domain.measures import MeasureState, Resource, ResourceKind
from domain.rounds import RoundEvent, RoundEventKind
from store import Home
from store.rounds import add_event
from store.working_file import writing
from store.writing import add_delivery
from tests.drawn_page import drawn, sent
from tests.store.builders import SOURCE
from tests.views.measure_samples import TODAY, measure

CONCEPT = """
id = "klein"
name = "Kleines Konzept"
municipality = "Kleinstadt"
area = { key = "99", name = "Kleinstadt" }

[[fields]]
id = "sprache"
name = "Sprache"
goals = [{ id = "s1", text = "Alle finden einen Kurs." }]

[[organisations]]
name = "Jugendamt"

[[organisations]]
name = "Volkshochschule"
"""
LAND = Resource(ResourceKind.MONEY, 2026, "Land", 1000.0, 1250.0, funded_until=date(2027, 3, 31))
ROWS = (
    measure("1.1", period="2026-H1", aim_target=None, goals=("s1",), resources=(LAND,), participants=12.0),
    measure("1.2", MeasureState.COMPLETED, "2026-H1", lead="Volkshochschule", progress=90.0, actual_end=date(2026, 5, 1), result="fertig"),
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("reife") / "home"
    now = datetime(2026, 10, 1, 9)
    readings = (
        Reading(DeliveryKind.CONCEPT, "konzept", SOURCE, content=CONCEPT),
        Reading(DeliveryKind.MEASURES, "sachstand", SOURCE, rows=ROWS),
    )
    with writing(Home(path), now) as connection:
        for reading in readings:
            add_delivery(connection, reading, SourceFile("datei", "datei", 1), now=now, by="Test", note="")
        add_event(connection, RoundEvent(RoundEventKind.OPENED, "2026-H2", due=date(2026, 11, 13), at=now))
    return path


@pytest.fixture(autouse=True)
def on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pages.readiness.today", lambda: TODAY)
    monkeypatch.setattr("ui.resources_parts.today", lambda: TODAY)


def shown(monkeypatch: pytest.MonkeyPatch, home: Path, role: Role = Role.OFFICE, **selection: str) -> str:
    app = drawn(monkeypatch, home, "berichtsreife", role, **selection)
    assert not app.exception
    return sent(app).replace("\u00a0", " ").replace("\u202f", " ")


def test_each_rule_has_its_count_and_the_others_say_that_there_is_nothing_to_do(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    """F4 F3 L2: counts of lists, and never one figure for all."""
    content = shown(monkeypatch, home)
    assert "Ohne messbares Ziel: **:orange[▲ 1 von 1 Maßnahme]**" in content
    assert "Abgeschlossen unter 100 %: **:orange[▲ 1 von 1 Maßnahme]**" in content
    assert "Kosten über dem Plan: **:orange[▲ 1 von 1 Maßnahme]**" in content
    assert "Leitziel ohne Maßnahme: :green[✓ nichts zu tun] :gray[(1 Leitziel geprüft)]" in content
    assert "Strategisches Ziel ohne Maßnahme: :gray[– nichts zu prüfen]" in content
    assert "Eine Gesamtnote gibt es nicht" in content


def test_each_item_leads_to_where_it_is_put_right(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    content = shown(monkeypatch, home)
    assert "[1.1 Maßnahme 1.1](./massnahmen?id=1.1)" in content
    assert "[Melden](./sachstand-melden?halbjahr=2026-H2&massnahme=1.1)" in content
    assert "[Stammdaten](./einspielen)" in content  # what a measure is, only the office changes
    assert "[Jugendamt](./ruecklauf?halbjahr=2026-H2&fuer=Jugendamt)" in content
    assert "[Alle finden einen Kurs.](./handlungsfeld?id=sprache)" in content


def test_the_controlling_group_sees_all_and_reports_nothing(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    content = shown(monkeypatch, home, Role.CONTROLLING)
    assert "[1.1 Maßnahme 1.1](./massnahmen?id=1.1&rolle=controlling)" in content
    assert "sachstand-melden" not in content and "(./einspielen" not in content


def test_one_rule_alone(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    content = shown(monkeypatch, home, pruefung="kosten")
    assert "insgesamt: 1.250 € statt 1.000 € (+250 €)" in content
    assert "Ohne messbares Ziel" not in content


def test_a_department_sees_its_own_measures_and_is_asked_for_its_office(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    """L5: „Mein Bereich“."""
    own = shown(monkeypatch, home, Role.DEPARTMENT, stelle="Volkshochschule")
    assert "1.2 Maßnahme 1.2" in own
    assert "1.1 Maßnahme 1.1" not in own
    assert "Steuerungskennzahlen" not in own
    assert "Noch keine Stelle gewählt" in shown(monkeypatch, home, Role.DEPARTMENT)


def test_the_office_looks_at_what_concerns_one_organisation(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    """L5: the same list that the organisation itself would see, with the office's own links."""
    content = shown(monkeypatch, home, federfuehrung="Jugendamt")
    assert "1.1 Maßnahme 1.1" in content and "1.2 Maßnahme 1.2" not in content
    assert "20 Prüfungen und 1 Maßnahme." in content
    assert "[Jugendamt](./ruecklauf?halbjahr=2026-H2&fuer=Jugendamt)" in content


def test_the_public_is_refused(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    app = drawn(monkeypatch, home, "berichtsreife", Role.PUBLIC)
    assert len(app.exception) == 1  # NotAllowed, whose sentence the shell shows
    assert "Maßnahme 1.1" not in sent(app)


def test_resources_of_a_selection(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    """A1 F6 L15: plan against actual, funding that ends, and participants beside it; nothing of it for the public."""
    content = sent(drawn(monkeypatch, home, "massnahmen", Role.OFFICE, ansicht="mittel"))
    content = re.sub("[\u00a0\u202f]", " ", content)
    assert "1 Maßnahme verliert 2027 die Förderung; eine andere Quelle ist nicht genannt." in content
    assert "12 (1. Halbjahr 2026)" in content
    public = sent(drawn(monkeypatch, home, "massnahmen", Role.PUBLIC, ansicht="mittel"))
    assert "1.1 Maßnahme 1.1" in public
    assert "1.250" not in public and "Förderung, die endet" not in public
