"""Texts for reports are kept in versions, by the office alone, and never over what somebody else wrote meanwhile."""

from datetime import date, datetime

import pytest

import workflows
from domain.access import OFFICE, Role, Viewer
from domain.errors import NotAllowed, NotFound, WrongUse
from domain.report_texts import ReportText, TextKey, TextPart, TextSubject, cleaned, key_of, key_text, mark
from store import Home, open_snapshot
from store.report_texts import report_texts, text_versions
from views.consequences import NO_INDICATOR, missing_consequences
from workflows.report_texts import TextWish

THEN = datetime(2027, 1, 10, 9)
PERIOD = "2024-H1"  # the demo's own history has no texts for it
KEY = TextKey(TextSubject.FIELD, "bildung", PERIOD, TextPart.CONSEQUENCES)
OTHER = TextKey(TextSubject.INDICATOR, "einbuergerungsquote", PERIOD, TextPart.ASSESSMENT)


def versions(home: Home) -> tuple[ReportText, ...]:
    with open_snapshot(home) as snapshot:
        return tuple(each for each in text_versions(snapshot, OFFICE) if each.key.period == PERIOD)


def test_each_change_is_a_version_and_the_same_text_is_none(own: Home) -> None:
    first = workflows.write_text(own, KEY, "  Der Kurs\tzieht um.\r\n", True, now=THEN)
    again = workflows.write_text(own, KEY, "Der Kurs zieht um.", True, now=THEN)
    second = workflows.write_text(own, KEY, "Der Kurs bleibt.", seen=1, now=THEN)
    gone = workflows.write_text(own, KEY, " ", True, seen=2, now=THEN)
    assert first == again == ReportText(KEY, "Der Kurs zieht um.", True, 1, OFFICE.name, THEN)
    assert [(each.text, each.public, each.version) for each in versions(own)] == [
        ("Der Kurs zieht um.", True, 1),
        ("Der Kurs bleibt.", False, 2),
        ("", False, 3),
    ]
    assert second.version == 2 and gone.version == 3


def test_what_somebody_else_wrote_meanwhile_is_told_and_nothing_of_the_whole_is_written(own: Home) -> None:
    workflows.write_text(own, KEY, "Von der Kollegin.", seen=0, now=THEN)
    with pytest.raises(WrongUse, match="Kita, Schule und Bildungswege, Konsequenzen"):
        workflows.write_texts(own, [TextWish(TextKey(TextSubject.FIELD, "wohnen", PERIOD, TextPart.ASSESSMENT), "Neu.", seen=0),
                                    TextWish(KEY, "Von mir.", seen=0)], now=THEN)  # fmt: skip
    assert [each.text for each in versions(own)] == ["Von der Kollegin."]
    workflows.write_text(own, KEY, "Von der Kollegin.", seen=0, now=THEN)  # says the same: no quarrel
    assert len(versions(own)) == 1


@pytest.mark.parametrize(
    ("key", "text", "told"),
    [
        (TextKey(TextSubject.FIELD, "raumfahrt", PERIOD, TextPart.ASSESSMENT), "Text.", "„raumfahrt“ steht nicht im Konzept"),
        (TextKey(TextSubject.INDICATOR, "raketen", PERIOD, TextPart.ASSESSMENT), "Text.", "„raketen“ steht nicht im Konzept"),
        (TextKey(TextSubject.FIELD, "bildung", "2031-H1", TextPart.ASSESSMENT), "Text.", "hat noch nicht begonnen"),
        (TextKey(TextSubject.FIELD, "bildung", "2024", TextPart.ASSESSMENT), "Text.", "ist kein Halbjahr"),
        (KEY, "x" * 4001, "4001 Zeichen, erlaubt sind 4000"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_its_reason(own: Home, key: TextKey, text: str, told: str) -> None:
    with pytest.raises((WrongUse, NotFound), match=told):
        workflows.write_text(own, key, text, now=THEN)


@pytest.mark.parametrize("role", [Role.CONTROLLING, Role.DEPARTMENT, Role.PUBLIC])
def test_only_the_office_writes(own: Home, role: Role) -> None:
    with pytest.raises(NotAllowed):
        workflows.write_text(own, KEY, "Text.", viewer=Viewer(role), now=THEN)


def test_a_field_with_a_thunderstorm_a_late_measure_or_a_missing_figure_needs_consequences(own: Home) -> None:
    """For the public only public consequences count."""
    day = date(2026, 9, 1)
    with open_snapshot(own) as snapshot:
        before = {each.field_id: each.reasons for each in missing_consequences(snapshot, OFFICE, PERIOD, day)}
    workflows.write_text(own, KEY, "Die Schulen legen im Mai einen Plan vor.", now=THEN)
    with open_snapshot(own) as snapshot:
        after = {each.field_id for each in missing_consequences(snapshot, OFFICE, PERIOD, day)}
        outside = {each.field_id for each in missing_consequences(snapshot, Viewer(Role.PUBLIC), PERIOD, day)}
    assert any(each.startswith("Indikator mit Blitz: ") for each in before["bildung"])
    assert any(each.startswith("Maßnahme verzögert: 4.3") for each in before["wohnen"])
    assert any(each.startswith("Indikator ohne Zahl: ") for each in before["alter"])
    assert NO_INDICATOR not in str(before.values())
    assert set(before) - after == {"bildung"} and "bildung" in outside
    workflows.write_text(own, KEY, "Die Schulen legen im Mai einen Plan vor.", True, now=THEN)
    with open_snapshot(own) as snapshot:
        assert "bildung" not in {each.field_id for each in missing_consequences(snapshot, Viewer(Role.PUBLIC), PERIOD, day)}
        assert report_texts(snapshot, Viewer(Role.PUBLIC))[KEY].by == ""


def test_keys_go_into_texts_and_back_and_marks_know_only_what_is_kept() -> None:
    assert key_of(key_text(KEY)) == KEY and key_of(key_text(OTHER)) == OTHER
    assert all(key_of(each) is None for each in ("", "field:bildung:2026:consequences", "field::2026-H1:consequences", "a:b:c:d"))
    assert mark("A\u0308rger \r\n\r\n\r\n\r\nEnde\x07\u200b") == mark("Ärger\n\nEnde") != mark("Ärger\nEnde")
    assert cleaned("\n a\n") == "a"
