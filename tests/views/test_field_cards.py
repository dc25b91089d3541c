"""The page Handlungsfeld: lead indicators as cards, the others apart from those that are never judged."""

from collections.abc import Iterator

import pytest

from domain.access import OFFICE
from domain.indicators import Rule, Target, Weather
from domain.local_time import today
from store import Snapshot, open_snapshot
from tests.workflows.homes import make_home
from views import field
from views.gap_view import pair_text
from views.lead_cards import distance_text
from views.values import all_series


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    with open_snapshot(make_home(tmp_path_factory.mktemp("demo") / "home")) as opened:
        yield opened


def test_every_indicator_of_the_field_is_shown_once(snapshot: Snapshot) -> None:
    shown = field.build(snapshot, OFFICE, "bildung", today())
    ids = [card.row.id for card in shown.leads] + [row.id for row in (*shown.others, *shown.context)]
    assert len(ids) == len(set(ids)) == shown.summary.total + shown.summary.context
    assert all(card.row.lead for card in shown.leads) and not any(row.lead for row in shown.others)
    assert {row.weather for row in shown.context} <= {Weather.CONTEXT}


def test_a_card_says_value_value_before_and_distance_in_one_neutral_sentence(snapshot: Snapshot) -> None:
    shown = field.build(snapshot, OFFICE, "bildung", today())
    card = next(card for card in shown.leads if card.row.id == "ohne_abschluss_auslaender")
    assert card.sentence == (
        "14,8\u202f% (2024) nach 19,0\u202f% (2023); bis zum Zielwert 10,0\u202f% (2030) fehlen 4,8\u202fProzentpunkte."
    )


def test_gaps_show_group_and_comparison_group(snapshot: Snapshot) -> None:
    found = all_series(snapshot, ["ohne_abschluss_abstand", "ohne_abschluss_auslaender"], ["03102"])
    gap = found["ohne_abschluss_abstand", "03102", ""]
    assert pair_text(gap) == "Ausländerinnen und Ausländer 14,8\u202f%, deutsche Schulabgänge 6,0\u202f%"
    assert pair_text(found["ohne_abschluss_auslaender", "03102", ""]) == ""


@pytest.mark.parametrize(
    ("target", "said"),
    [
        (Target(Rule.TARGET_YEAR, 20.0, 2030), "Zielwert 20,0\u202f% (2030) eingehalten"),
        (Target(Rule.YEARLY_LIMIT, 14.0), "bis zum Zielwert 14,0\u202f% fehlen 0,8\u202fProzentpunkte"),
        (Target(Rule.DIRECTION), ""),
    ],
)
def test_the_distance_follows_the_direction_of_the_indicator(snapshot: Snapshot, target: Target, said: str) -> None:
    found = all_series(snapshot, ["ohne_abschluss_auslaender"], ["03102"])["ohne_abschluss_auslaender", "03102", ""]
    assert distance_text(found, [target]) == said
