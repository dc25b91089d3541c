"""The page „Berichtstexte“: writing in versions, proposals that are only taken over by hand, and text that no error loses."""

import pytest

import workflows
from domain.access import OFFICE, Role
from domain.report_texts import TextKey, TextPart, TextSubject
from store import Home, open_snapshot
from store.report_texts import report_texts
from tests.drawn_page import drawn, sent
from views.proposals import MARK

PERIOD = "2024-H1"
KEY = TextKey(TextSubject.FIELD, "bildung", PERIOD, TextPart.CONSEQUENCES)
ASKED = {"zeitraum": PERIOD, "feld": "bildung"}


def press(app, label: str):
    return next(each for each in app.button if each.label == label).click().run()


def area(app, part: TextPart):
    return next(each for each in app.text_area if each.label.startswith(part.label))


def newest(home: Home, key: TextKey = KEY):
    with open_snapshot(home) as snapshot:
        return report_texts(snapshot, OFFICE).get(key)


def test_the_office_writes_and_the_page_says_what_is_still_asked_for(monkeypatch: pytest.MonkeyPatch, own: Home) -> None:
    app = drawn(monkeypatch, own.path, "berichtstexte", **ASKED)
    assert not app.exception and "Wird verlangt: Indikator mit Blitz" in sent(app) and "fehlen, verlangt wegen" in sent(app)
    area(app, TextPart.CONSEQUENCES).input("Die Schulen legen im Mai einen Plan vor.")
    press(app, "Texte speichern")
    assert not app.exception and "Gespeichert zu 2 Kita, Schule und Bildungswege: Konsequenzen." in sent(app)
    kept = newest(own)
    assert (kept.text, kept.version, kept.public) == ("Die Schulen legen im Mai einen Plan vor.", 1, False)
    assert "Wird verlangt" not in sent(app) and "Fassungen (1)" in sent(app)


def test_an_error_and_another_page_lose_no_text(monkeypatch: pytest.MonkeyPatch, own: Home) -> None:
    app = drawn(monkeypatch, own.path, "berichtstexte", **ASKED)
    area(app, TextPart.CONSEQUENCES).input("Zu lang. " * 500).run()
    press(app, "Texte speichern")
    assert "erlaubt sind 4000. Bitte kürzen." in app.error[0].value.replace("\\", "") and newest(own) is None
    app.query_params["feld"] = "wohnen"
    app.run()
    assert area(app, TextPart.CONSEQUENCES).value == ""
    app.query_params["feld"] = "bildung"
    app.run()
    assert area(app, TextPart.CONSEQUENCES).value == "Zu lang. " * 500 and "Nicht gespeichert: Konsequenzen." in sent(app)


def test_a_version_written_meanwhile_stands_beside_ones_own_text(monkeypatch: pytest.MonkeyPatch, own: Home) -> None:
    app = drawn(monkeypatch, own.path, "berichtstexte", **ASKED)
    area(app, TextPart.CONSEQUENCES).input("Von mir.").run()
    workflows.write_text(own, KEY, "Von der Kollegin.")
    press(app, "Texte speichern")
    assert newest(own).text == "Von der Kollegin."
    app.run()
    assert area(app, TextPart.CONSEQUENCES).value == "Von mir." and "Von der Kollegin" in sent(app)
    press(app, "Gelesen: mein Text soll folgen")
    press(app, "Texte speichern")
    assert not app.exception and (newest(own).text, newest(own).version) == ("Von mir.", 2)


def test_a_proposal_is_marked_and_only_stands_in_the_field_when_somebody_takes_it_over(monkeypatch: pytest.MonkeyPatch, own: Home) -> None:
    app = drawn(monkeypatch, own.path, "berichtstexte", **ASKED)
    assert MARK in sent(app) and area(app, TextPart.ASSESSMENT).value == ""
    press(app, "In das Textfeld übernehmen")
    proposed = area(app, TextPart.ASSESSMENT).value
    assert "bewertbar" in proposed and newest(own) is None
    press(app, "Texte speichern")
    assert newest(own, TextKey(TextSubject.FIELD, "bildung", PERIOD, TextPart.ASSESSMENT)).text == proposed


def test_names_and_causes_are_hinted_at_and_never_block(monkeypatch: pytest.MonkeyPatch, own: Home) -> None:
    app = drawn(monkeypatch, own.path, "berichtstexte", **ASKED)
    area(app, TextPart.ASSESSMENT).input("Frau Yilmaz sagt, durch die Maßnahme sank die Quote.").run()
    assert "den Namen einer Person: „Frau Yilmaz“" in sent(app) and "Ursache und Wirkung" in sent(app)
    press(app, "Texte speichern")
    assert newest(own, TextKey(TextSubject.FIELD, "bildung", PERIOD, TextPart.ASSESSMENT)) is not None


def test_others_in_the_house_read_and_the_public_is_refused(monkeypatch: pytest.MonkeyPatch, own: Home) -> None:
    workflows.write_text(own, KEY, "Die *Schulen* legen einen Plan vor.")
    app = drawn(monkeypatch, own.path, "berichtstexte", Role.CONTROLLING, **ASKED)
    assert "Die *Schulen* legen einen Plan vor." in sent(app) and not app.text_area
    assert "Texte speichern" not in [each.label for each in app.button] and "zurückspielen" not in sent(app)
    refused = drawn(monkeypatch, own.path, "berichtstexte", Role.PUBLIC, **ASKED)
    assert "legen einen Plan vor" not in sent(refused)


def test_texts_about_an_indicator_stand_apart(monkeypatch: pytest.MonkeyPatch, own: Home) -> None:
    app = drawn(monkeypatch, own.path, "berichtstexte", **ASKED)
    about = next(each for each in app.selectbox if each.label == "Text zu")
    indicator = about.options[1]
    about.select(indicator).run()
    assert app.header[0].value.replace("\\", "") == indicator
    area(app, TextPart.ASSESSMENT).input("Die Zahl ist neu.")
    press(app, "Texte speichern")
    with open_snapshot(own) as snapshot:
        kept = [key for key in report_texts(snapshot, OFFICE) if key.period == PERIOD]
    assert [key.subject for key in kept] == [TextSubject.INDICATOR]
