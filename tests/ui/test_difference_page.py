"""L6: what is otherwise than at the last meeting, on the page „Vergleich“."""

from datetime import timedelta
from pathlib import Path

import pytest

import workflows
from domain.access import Role
from domain.local_time import today
from tests.drawn_page import drawn, sent
from tests.workflows.homes import make_home


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_home(tmp_path_factory.mktemp("vergleich") / "home").path


def test_the_last_meeting_is_compared_with_today(monkeypatch: pytest.MonkeyPatch, demo: Path) -> None:
    page = sent(drawn(monkeypatch, demo, "vergleich", Role.CONTROLLING))
    for text in ("Berichtsstand 2025-2, Korrektur 1 (17.03.2026)", "Einbürgerungsquote", "neuer Wert", "Unveränderte Maßnahmen ("):
        assert text in page


def test_two_states_field_and_direction_live_in_the_address(monkeypatch: pytest.MonkeyPatch, demo: Path) -> None:
    asked = {"seit": "controlling-2025-03-20.0", "bis": "controlling-2025-09-18.0", "feld": "bildung"}
    page = sent(drawn(monkeypatch, demo, "vergleich", **asked))
    assert "Berichtsstand 2024-2 (13.03.2025) → Berichtsstand 2025-1 (11.09.2025)" in page
    assert "Werte berichtigt" in page and "2.7 Schulplatz" in page and "4.3 Nachbarschaftstreff" not in page
    gone = sent(drawn(monkeypatch, demo, "vergleich", richtung="gone", **asked))
    assert "2.7 Schulplatz" not in gone and "Keine Maßnahme passt zu dieser Auswahl." in gone
    led = sent(drawn(monkeypatch, demo, "vergleich", federfuehrung="Bürgeramt"))
    assert "Indikatoren haben keine Federführung" in led and "6.2 Einbürgerung" in led and "4.3 Nachbarschaftstreff" not in led


def test_any_day_may_be_compared_and_wrong_ones_are_told(monkeypatch: pytest.MonkeyPatch, demo: Path) -> None:
    page = sent(drawn(monkeypatch, demo, "vergleich", seit="tag", seittag="01.02.2026"))
    assert "01.02.2026 → " in page and "Was sich geändert hat" in page
    assert "TT.MM.JJJJ angeben" in sent(drawn(monkeypatch, demo, "vergleich", seit="tag", seittag="31.02.2026"))
    assert "muss nach dem liegen" in sent(drawn(monkeypatch, demo, "vergleich", seit="tag", seittag="01.01.2190"))
    swapped = drawn(monkeypatch, demo, "vergleich", seit="controlling-2026-03-19.1", bis="controlling-2025-09-18.0")
    assert "muss nach dem liegen" in sent(swapped)


def test_before_the_first_data_everything_is_new(monkeypatch: pytest.MonkeyPatch, demo: Path) -> None:
    page = sent(drawn(monkeypatch, demo, "vergleich", seit="tag", seittag="01.01.2020"))
    assert "neu im Konzept" in page and "Unveränderte" not in page


def test_the_public_does_not_see_it(monkeypatch: pytest.MonkeyPatch, demo: Path) -> None:
    assert "Berichtsstand" not in sent(drawn(monkeypatch, demo, "vergleich", Role.PUBLIC))


def test_a_state_for_a_meeting_still_to_come_is_not_what_today_is_compared_with(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Otherwise nothing seems to have changed on the very days when the pack is read."""
    home = make_home(tmp_path / "home")
    planned = workflows.plan_meeting(home, "controlling", today() + timedelta(days=7))
    workflows.freeze_meeting(home, planned.id)
    page = sent(drawn(monkeypatch, home.path, "vergleich", Role.CONTROLLING))
    assert "Berichtsstand 2025-2, Korrektur 1 (17.03.2026) → " in page and "Einbürgerungsquote" in page
