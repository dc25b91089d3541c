"""The page of one measure: three lights with reasons, assumption, resources, half-years, lineage, and every report with its cell."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain.access import OFFICE, Role, Viewer
from domain.concept_toml import concept_toml
from domain.concepts import ActionField, BodyKind, Concept, Fate, FateKind, Organisation, OrganisationKind, PartKind, Version
from domain.concepts import Body as ConceptBody
from domain.deliveries import DeliveryKind, Reading
from domain.measures import (
    Condition,
    ConditionKind,
    ConditionState,
    Confidence,
    Feasibility,
    MeasureRow,
    Milestone,
    Output,
    Resource,
    ResourceKind,
    Schedule,
)
from domain.measures import MeasureState as State
from store import Home, open_snapshot
from tests.store.builders import SOURCE
from tests.views.measure_samples import CONCEPT, TODAY, measure
from views import field, measures, overview
from views.measure_lights import lights
from views.measure_lineage import lineage
from views.measure_page import MeasurePage, one

PUBLIC = Viewer(Role.PUBLIC)
JUNE = date(2026, 6, 20)
FATES = Version(
    "Fortschreibung 2024",
    date="2024-05",
    fates=(
        Fate(PartKind.MEASURE, FateKind.CHANGED, "M3", "1.1", "Sprachtreff", "nun auch abends"),
        Fate(PartKind.MEASURE, FateKind.MERGED, "M7", "1.2", "Lesepaten"),
        Fate(PartKind.MEASURE, FateKind.DROPPED, "M9", "", "Faltblatt"),
        Fate(PartKind.MEASURE, FateKind.NEW, "", "1.3"),
    ),
)
FIRST = Version("Fortschreibung 2019", fates=(Fate(PartKind.MEASURE, FateKind.KEPT, "A1", "M3", "Treff"),))
CITY = replace(
    CONCEPT,
    versions=(Version("Konzept 2012"), FIRST, FATES),
    bodies=(ConceptBody("rat", "Rat der Stadt", BodyKind.COUNCIL),),
    organisations=(Organisation("Jugendamt", OrganisationKind.ADMINISTRATION, short="Amt 51", part_of="Dezernat III"),),
)


@pytest.fixture
def shown(home: Home, deliver: Callable[[Reading], int]) -> Callable[..., MeasurePage]:
    """``shown(*deliveries, viewer=…)``: the page of 1.1 after these deliveries."""

    def build(*deliveries: tuple[MeasureRow, ...], viewer: Viewer = OFFICE, concept: Concept = CITY) -> MeasurePage:
        deliver(Reading(DeliveryKind.CONCEPT, "konzept", SOURCE, concept, content=concept_toml(concept)))
        for rows in deliveries:
            deliver(Reading(DeliveryKind.MEASURES, "sachstandsblatt", SOURCE, rows))
        with open_snapshot(home) as snapshot:
            found = one(snapshot, viewer, "1.1", TODAY)
            assert one(snapshot, viewer, "9.9", TODAY) is None
        assert found is not None
        return found

    return build


RICH: dict[str, Any] = {
    "lead": "Amt 51",
    "further_fields": ("arbeit",),
    "goals": ("s1",),
    "strategic_goals": ("A3",),
    "approaches": ("Treffs",),
    "indicators": ("einbuergerungsquote_lsn", "eigener Zähler"),
    "assumption": "Wer übt, traut sich eher in den Kurs.",
    "confidence": Confidence.LOW,
    "aim_start": 10.0,
    "aim_actual": 16.0,
    "aim_unit": "Plätze",
    "milestones": (
        Milestone("Raum", date(2026, 3, 1), date(2026, 2, 1)),
        Milestone("Zweite Gruppe", date(2026, 9, 1)),
        Milestone("Bericht"),
    ),
    "resources": (
        Resource(ResourceKind.MONEY, 2026, "Land", 1000.0, None, date(2025, 1, 1), date(2026, 12, 31)),
        Resource(ResourceKind.MONEY, 2025, "Land", 1000.0, 800.0),
        Resource(ResourceKind.STAFF, 2026, "", 0.5),
        Resource(ResourceKind.VOLUNTEERS, 2026, "Patinnen und Paten", 12.0, 14.0),
    ),
    "conditions": (Condition(ConditionKind.SPACE, ConditionState.MET, "Pfarrsaal"),),
    "feasibility": Feasibility.CONDITIONAL,
    "participants": 3.0,
    "outputs": (Output("Termine", 12),),
    "decision": "Rat, 12.03.2024",
    "document": "2024/117",
    "origin": "neu",
    "need": "Zukunftskonferenz 2023",
    "evaluated_on": date(2026, 5, 1),
    "evaluation": "Soll bleiben.",
    "schedule_set": Schedule.AT_RISK,
    "schedule_reason": "Krankheit",
    "obstacles": "Kein Schlüssel",
    "sheet": "Sachstand",
    "cell": "A7",
}


def test_everything_reported_is_on_the_page(shown: Callable[..., MeasurePage]) -> None:
    """A1 A8 A9 L15 O1 O7 O11 R1 R7 R9 R11: resources, evaluation, trace of origin, outputs, goals, register, conditions."""
    page = shown((measure("1.1", **RICH),))
    facts = dict(page.facts)
    assert facts["Federführung"] == "Jugendamt (Verwaltung)" and facts["gehört zu"] == "Dezernat III"
    assert (page.line.field, page.line.also) == ("Sprache", ("Arbeit",))
    told = page.contribution
    assert (told.goals, told.strategic_goals) == (("Alle finden einen Kurs.",), ("A3 Chancen für alle",))
    assert [key for key, _ in told.indicators] == ["einbuergerungsquote_lsn", ""] and told.indicators[1][1] == "eigener Zähler"
    assert (told.assumption, told.confidence) == ("Wer übt, traut sich eher in den Kurs.", "unsicher")
    assert [(text, term.word) for text, _, _, term in page.milestones] == [
        ("Raum", "erreicht"),
        ("Zweite Gruppe", "über der Frist"),
        ("Bericht", "offen"),
    ]
    assert [row[:4] for row in page.resources] == [
        ("Geld 2025", "Land", "1.000 €", "800 €"),
        ("Geld 2026", "Land", "1.000 €", "–"),
        ("Personal 2026", "", "0,5 VZÄ", "–"),
        ("Ehrenamt 2026", "Patinnen und Paten", "12 Personen", "14 Personen"),
        ("Geld, Summe der Zeilen", "", "2.000 €", "800 €"),
    ]
    assert page.resources[1][4] == "01.01.2025 bis 31.12.2026"
    assert "nichts gemeldet" in page.resources[4][4]  # what is missing in a sum is said
    assert page.conditions == (("Raum", "erfüllt", "Pfarrsaal"),) and page.feasibility == "bedingt umsetzbar"
    assert [(each.period, each.participants, each.outputs) for each in page.half_years] == [("2. Halbjahr 2026", "3", "Termine: 12")]
    assert dict(page.decisions) == {"Beschluss": "Rat, 12.03.2024", "Vorlage": "2024/117"}
    assert dict(page.origin) == {"Herkunft": "neu", "Bedarf, Arbeitsgruppe oder Konferenz": "Zukunftskonferenz 2023"}
    assert page.evaluation == "Evaluiert am 01.05.2026. Soll bleiben."
    assert page.may_report


def test_why_it_was_once_put_off_does_not_stand_beside_a_running_measure(shown: Callable[..., MeasurePage]) -> None:
    """Sheets carry reason and day on, and nobody is to look again at what goes on."""
    put_off = measure("1.1", State.POSTPONED, period="2025-H2", reason="Halle gesperrt.", look_again_on=date(2026, 1, 1))
    page = shown((put_off,))
    assert (dict(page.facts)["Wiedervorlage"], dict(page.texts)["Grund"]) == ("01.01.2026", "Halle gesperrt.")
    page = shown((put_off, replace(put_off, period="2026-H1", state=State.RUNNING)))
    assert "Wiedervorlage" not in dict(page.facts) and "Grund" not in dict(page.texts)


def test_the_public_page_has_no_internal_word_and_no_small_count(shown: Callable[..., MeasurePage]) -> None:
    page = shown((measure("1.1", **RICH, reported_by="Frau X", cost_planned=4711.0),), viewer=PUBLIC)
    text = repr(page)
    assert not [word for word in ("Krankheit", "Schlüssel", "Pfarrsaal", "Frau X", "4.711", "1.000", "A7", "datei.csv") if word in text]
    assert (page.resources, page.conditions, page.may_report) == ((), (), False)
    assert [each.participants for each in page.half_years] == ["unter 5"]
    assert dict(page.events[0].texts)["Teilnehmende"] == "unter 5"
    assert "Von der Federführung gesetzt." in page.lights[1].detail


def test_who_may_report_is_the_lead_by_any_of_its_names(shown: Callable[..., MeasurePage]) -> None:
    department = Viewer(Role.DEPARTMENT, offices=frozenset({"Jugendamt"}))
    assert shown((measure("1.1", lead="Amt 51"),), viewer=department).may_report


@pytest.mark.parametrize("lead", ["Volkshochschule", ""])
def test_others_may_not_report(shown: Callable[..., MeasurePage], lead: str) -> None:
    department = Viewer(Role.DEPARTMENT, offices=frozenset({"Jugendamt"}))
    assert not shown((measure("1.1", lead=lead),), viewer=department).may_report


def test_history_tells_each_report_what_it_changed_and_where_it_stands(shown: Callable[..., MeasurePage]) -> None:
    place = {"sheet": "Sachstand", "cell": "A7"}
    steps = (Milestone("Raum", date(2026, 3, 1)), Milestone("Gruppe", date(2026, 9, 1)))
    reached = (replace(steps[0], done=date(2026, 2, 1)), steps[1])
    page = shown(
        (measure("1.1", State.PLANNING, "2025-H2", milestones=steps, progress=None, **place),),
        (measure("1.1", period="2026-H1", milestones=reached, progress=20.0, field="arbeit", **place),),
        (measure("1.1", period="2026-H1", milestones=reached, progress=30.0, field="arbeit", **place),),
        (measure("1.1", period="2026-H2", milestones=reached, progress=30.0, field="arbeit", confirmed=True, sheet="", cell="L7F1"),),
    )
    assert [(each.kind, each.period, each.delivery, each.place) for each in page.events] == [
        ("Unverändert bestätigt", "2. Halbjahr 2026", 5, "Zelle L7F1"),
        ("Berichtigung", "1. Halbjahr 2026", 4, "Blatt „Sachstand“, Zelle A7"),
        ("Meldung (später berichtigt)", "1. Halbjahr 2026", 3, "Blatt „Sachstand“, Zelle A7"),
        ("Erste Meldung", "2. Halbjahr 2025", 2, "Blatt „Sachstand“, Zelle A7"),
    ]
    assert page.events[0].changes == ()
    assert page.events[1].changes == (("Umsetzungsgrad", "20\u202f%", "30\u202f%"),)
    changed = {name: (before, after) for name, before, after in page.events[2].changes}
    assert changed == {
        "Handlungsfeld": ("Sprache", "Arbeit"),
        "Stand": ("In Planung", "In Umsetzung"),
        "Umsetzungsgrad": ("–", "20\u202f%"),
        "Meilensteine": ("Raum (fällig 01.03.2026)", "Raum (fällig 01.03.2026, erreicht 01.02.2026)"),
    }
    assert [(each.row, each.column) for each in page.events] == [(7, 1)] * 4
    assert not page.events[-1].follows


@pytest.mark.parametrize(
    ("said", "word", "detail"),
    [
        ({}, "im Plan", "Errechnet: Geplantes Ende 31.12.2027, kein Meilenstein über der Frist."),
        ({"planned_end": None}, "ohne Termin", "Errechnet: Ein geplantes Ende ist nicht genannt."),
        (
            {"planned_end": date(2026, 6, 19), "period": "2026-H1", "reported_on": JUNE},
            "verzögert",
            "Errechnet: Das geplante Ende 19.06.2026 war vorbei",
        ),
        (
            {"planned_end": date(2026, 9, 30), "period": "2026-H1", "reported_on": JUNE},
            "Ende vorbei",
            "Errechnet: Das geplante Ende 30.09.2026 ist seit der",
        ),
        (
            {"milestones": (Milestone("Raum", date(2026, 3, 1)),)},
            "gefährdet",
            "Errechnet: 1 Meilenstein ist über der Frist, zuerst „Raum“ (01.03.2026).",
        ),
        (
            {"state": State.PLANNING, "planned_start": date(2026, 3, 1)},
            "gefährdet",
            "Errechnet: Der Beginn war für den 01.03.2026 geplant",
        ),
        (
            {"schedule_set": Schedule.LATE, "schedule_reason": "Streik"},
            "verzögert",
            "Von der Federführung gesetzt. Grund: Streik. Nach den Daten wäre es „im Plan“: Geplantes Ende",
        ),
        ({"state": State.PERMANENT}, "entfällt", "Errechnet: In diesem Stand läuft kein Termin."),
    ],
)
def test_the_light_of_the_schedule_says_what_was_computed_and_what_was_set(said: dict[str, Any], word: str, detail: str) -> None:
    _, schedule, _ = lights(CITY, measure("1.1", **said), TODAY, 5)
    assert schedule.term.word.startswith(word) and schedule.detail.startswith(detail)


@pytest.mark.parametrize(
    ("said", "word", "detail"),
    [
        (
            {"aim_start": 10.0, "aim_actual": 16.0},
            "überwiegend erreicht",
            "16, Ziel 20, Ausgang 10: 60\u202f% des Wegs vom Ausgangswert zum Ziel.",
        ),
        ({"aim_actual": 25.0, "aim_unit": "Plätze"}, "übererfüllt", "25, Ziel 20 Plätze: 125\u202f% des Wegs vom Nullpunkt zum Ziel."),
        ({"aim_start": 20.0, "aim_actual": 20.0}, "erreicht", "20: Der Ausgangswert 20 soll gehalten werden und ist gehalten."),
        ({"aim_start": 20.0, "aim_actual": 18.0}, "keine Bewertung", "18: Der Ausgangswert 20 soll gehalten werden und ist nicht"),
        ({}, "keine Bewertung", "Ziel: 20. Der erreichte Wert ist nicht gemeldet."),
        ({"aim_target": None}, "keine Bewertung", "Es gibt weder ein messbares Ziel noch Meilensteine."),
        (
            {"aim_target": None, "milestones": (Milestone("A", date(2026, 1, 1), date(2026, 1, 1)), Milestone("B", date(2026, 2, 1)))},
            "überwiegend erreicht",
            "Aus Meilensteinen: 1 ist erreicht, 1 offen.",
        ),
        ({"small": frozenset({"aim_actual"})}, "keine Bewertung", "Erreicht sind unter 5; so kleine Zahlen werden nicht gezeigt."),
    ],
)
def test_the_light_of_the_aim_gives_its_numbers(said: dict[str, Any], word: str, detail: str) -> None:
    _, _, aim = lights(CITY, measure("1.1", **said), TODAY, 5)
    assert aim.term.word == word and aim.detail.startswith(detail)


def test_a_measure_knows_where_it_comes_from_and_what_became_of_it() -> None:
    """O4 O5 L9: fates through all versions, and mergers in both directions."""
    rows = (measure("1.1"), measure("1.2"), measure("1.3", State.MERGED, merged_into="1.1"))
    first = lineage(CITY, rows, rows[0])
    assert [(each.text, each.measure) for each in first.before] == [
        ("1.3 Maßnahme 1.3 ist hierin aufgegangen", "1.3"),
        ("Vorgänger M3 Sprachtreff: mit „Fortschreibung 2024“ geändert (nun auch abends)", ""),
        ("Vorgänger A1 Treff: mit „Fortschreibung 2019“ übernommen", ""),
    ]
    assert first.after == ()
    assert [each.text for each in lineage(CITY, rows, rows[1]).before] == [
        "Vorgänger M7 Lesepaten: mit „Fortschreibung 2024“ zusammengelegt"
    ]
    merged = lineage(CITY, rows, rows[2])
    assert [each.text for each in merged.before] == ["neu mit „Fortschreibung 2024“"]
    assert [(each.text, each.measure) for each in merged.after] == [("aufgegangen in 1.1 Maßnahme 1.1", "1.1")]
    old = (*rows, measure("M7"), measure("M9"))
    assert [(each.text, each.measure) for each in lineage(CITY, old, old[3]).after] == [
        ("mit „Fortschreibung 2024“ zusammengelegt in 1.2 Maßnahme 1.2", "1.2")
    ]
    assert [each.text for each in lineage(CITY, old, old[4]).after] == ["mit „Fortschreibung 2024“ entfallen"]


@pytest.fixture
def twelve(home: Home, deliver: Callable[[Reading], int]) -> Home:
    """Seven measures of the one field, five of the other; two of the first serve the other too."""
    rows = [measure(f"1.{n}", further_fields=("arbeit",) if n > 5 else (), priority="mittel") for n in range(1, 8)]
    rows += [measure(f"2.{n}", State.POSTPONED, field="arbeit", look_again_on=date(2026, 1, n)) for n in range(1, 6)]
    concept = replace(CITY, fields=(*CITY.fields, ActionField("leer", "Leer")))
    deliver(Reading(DeliveryKind.CONCEPT, "konzept", SOURCE, concept, content=concept_toml(concept)))
    deliver(Reading(DeliveryKind.MEASURES, "sachstandsblatt", SOURCE, tuple(rows)))
    return home


def test_each_measure_counts_once_and_is_told_beside_elsewhere(twelve: Home) -> None:
    """R11: totals of the list, the overview and the fields agree; a further field shows the measure without counting it."""
    with open_snapshot(twelve) as snapshot:
        everything = measures.build(snapshot, OFFICE, measures.Filter(), TODAY)
        work = measures.build(snapshot, OFFICE, measures.Filter(field="arbeit"), TODAY)
        cards = overview.build(snapshot, OFFICE, TODAY)
        page = field.build(snapshot, OFFICE, "arbeit", TODAY)
    assert (len(everything.lines), everything.also, everything.total) == (12, (), 12)
    assert ([line.id for line in work.lines], [line.id for line in work.also]) == (["2.1", "2.2", "2.3", "2.4", "2.5"], ["1.6", "1.7"])
    assert sum(count for _, count in work.by_state) == 5
    assert [card.measure_count for card in cards.fields] == [7, 5, 0] and cards.measure_count == 12
    assert ([line.id for line in page.measures], [line.id for line in page.also]) == (["2.1", "2.2", "2.3", "2.4", "2.5"], ["1.6", "1.7"])


def test_the_board_holds_every_measure_once(twelve: Home) -> None:
    with open_snapshot(twelve) as snapshot:
        board = measures.build(snapshot, OFFICE, measures.Filter(), TODAY).board
    assert [(state, len(lines)) for state, lines in board] == [(State.RUNNING, 7), (State.POSTPONED, 5)]


def test_what_is_put_off_comes_back_on_its_day(twelve: Home) -> None:
    """Zurückgestellt: the day to look again is told on the overview and is a selection."""
    with open_snapshot(twelve) as snapshot:
        told = dict(overview.build(snapshot, OFFICE, TODAY).attention)
        before = dict(overview.build(snapshot, OFFICE, date(2025, 12, 31)).attention)
        views = {each.name: each for each in measures.remembered(snapshot, OFFICE, TODAY)}
        public = {each.name for each in measures.remembered(snapshot, PUBLIC, TODAY)}
    assert told["Wiedervorlage fällig"][0].text == "2.1 Maßnahme 2.1: Wiedervorlage am 01.01.2026"
    assert "Wiedervorlage fällig" not in before
    assert views["Wiedervorlage fällig"].count == 5 and dict(views["Wiedervorlage fällig"].selection) == {"wiedervorlage": "faellig"}
    assert "Wiedervorlage fällig" not in public


def test_departments_find_their_own_measures_first(twelve: Home) -> None:
    viewer = Viewer(Role.DEPARTMENT, frozenset({"arbeit"}))
    with open_snapshot(twelve) as snapshot:
        lines = measures.build(snapshot, viewer, measures.Filter(), TODAY).lines
        by_number = measures.build(snapshot, OFFICE, measures.Filter(), TODAY, True).lines
        by_priority = measures.build(snapshot, OFFICE, measures.Filter(), TODAY).lines
    assert [line.id for line in lines] == ["1.6", "1.7", "2.1", "2.2", "2.3", "2.4", "2.5", "1.1", "1.2", "1.3", "1.4", "1.5"]
    assert [line.id for line in by_number][:3] == [line.id for line in by_priority][:3] == ["1.1", "1.2", "1.3"]
