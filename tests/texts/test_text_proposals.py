"""Proposals come from the numbers, are neutral and never about consequences; hints find persons and causes."""

from datetime import date, datetime

import pytest

import workflows
from domain.access import OFFICE
from domain.report_texts import TextPart
from store import Home, open_snapshot
from tests.wording.rules import offences
from views import field
from views.proposals import field_proposals
from views.report_texts import build, stand, usual_period
from views.text_hints import text_hints

DAY, PERIOD = date(2026, 9, 1), "2024-H1"


def test_no_proposal_for_any_field_or_indicator_of_the_demo_names_a_cause(texts_home) -> None:
    with open_snapshot(Home(texts_home)) as snapshot:
        fields = [each.id for each in stand(snapshot, OFFICE, PERIOD, DAY)]
        slots = [slot for each in fields for section in build(snapshot, OFFICE, PERIOD, each, DAY) for slot in section.slots]
    proposed = [sentence for slot in slots for sentence in slot.proposals]
    assert len(proposed) > 30
    assert [each for sentence in proposed for each in offences(sentence)] == []
    assert [each for sentence in proposed for each in text_hints(sentence)] == []
    assert not any(slot.proposals for slot in slots if slot.key.part is TextPart.CONSEQUENCES)


def test_proposals_say_the_numbers_the_field_page_says(texts_home) -> None:
    with open_snapshot(Home(texts_home)) as snapshot:
        shown = field.build(snapshot, OFFICE, "wohnen", DAY)
    proposed = field_proposals(shown, {"4.1": date(2026, 12, 31)}, DAY)
    assessment = " ".join(proposed[TextPart.ASSESSMENT])
    assert f"sind {shown.summary.judged} bewertbar" in assessment
    assert all(card.sentence in assessment for card in shown.leads if card.row.value != "–")
    assert "4.3 Nachbarschaftstreff Weststadt" in " ".join(proposed[TextPart.OBSTACLES])
    steps = " ".join(proposed.get(TextPart.NEXT_STEPS, ()))
    assert "4.1 " in steps or not next(line for line in shown.measures if line.id == "4.1").state.open


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ansprechpartnerin ist Frau Dr. Öztürk.", "Frau"),
        ("Rückfragen an amt50@musterstadt.de.", "amt50@musterstadt.de"),
        ("Tel. 05341 / 839-0 12 34", "05341"),
        ("Die Quote stieg dank der neuen Sprachkurse.", "dank der neuen"),
        ("Das Projekt hat dazu beigetragen.", "beigetragen"),
        ("Die Verbesserung ist auf das Programm zurückzuführen.", "zurückzuführen"),
    ],
)
def test_a_hint_names_the_words_it_was_found_in(text: str, found: str) -> None:
    assert any(found in each for each in text_hints(text))


@pytest.mark.parametrize(
    "text",
    [
        "Von 2019 bis 2024 stieg der Anteil von 12,5 auf 14,8 %.",
        "0,5 Stellen fehlen; 1.200.000 Euro sind 2025/2026 vorgesehen.",
        "Frauen und Herren der Ausschüsse; die Leitung des Amts 50 berichtet.",
        "Das Amt legt bis 30.06.2026 einen Plan vor.",
    ],
)
def test_plain_sentences_get_no_hint(text: str) -> None:
    assert text_hints(text) == ()


def test_the_page_begins_with_the_half_year_of_the_next_meeting(own: Home) -> None:
    with open_snapshot(own) as snapshot:
        assert usual_period(snapshot, OFFICE, date(2030, 2, 1)) == "2029-H2"
    workflows.plan_meeting(own, "controlling", date(2026, 9, 17), now=datetime(2026, 8, 1, 9))
    with open_snapshot(own) as snapshot:
        assert usual_period(snapshot, OFFICE, date(2026, 9, 17)) == "2026-H1"
