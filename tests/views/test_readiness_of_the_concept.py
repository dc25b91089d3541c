"""Berichtsreife: parts of the concept without measures or figures, who has not answered, and the steering figures."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from domain.concepts import FieldIndicator
from domain.indicators import IndicatorType
from domain.measures import MeasureRow, Resource, ResourceKind
from domain.measures import MeasureState as State
from domain.periods import Period
from domain.rounds import RoundEvent, RoundEventKind
from indicators.library import library
from tests.views.measure_samples import CONCEPT, TODAY, measure
from views.readiness import concept_rules
from views.readiness.concept_rules import Standing, standing
from views.readiness.figures import SteeringFigure, steering_figures
from views.readiness.model import Check, Known
from views.readiness.replies import replies


def known(*rows: MeasureRow) -> Known:
    return Known(CONCEPT, sorted(rows, key=lambda row: row.period), TODAY)


def subjects(check: Check) -> list[str]:
    return [item.subject for item in check.items]


def test_goals_and_approaches_without_any_measure() -> None:
    """L2: an approach may have no measure, and this is shown as a gap."""
    rows = [
        measure("1.1", goals=("s1",), approaches=("anerkennung ",)),
        measure("1.2", goals=("Alle finden Arbeit.",)),  # by its words
        measure("1.3", State.DROPPED, goals=("s2",), approaches=("Beratung im Betrieb",)),  # given up: does not count
    ]
    assert subjects(concept_rules.goals_without_measure(known(*rows))) == ["Mehrsprachigkeit gilt."]
    check = concept_rules.approaches_without_measure(known(*rows))
    assert (subjects(check), check.examined) == (["Beratung im Betrieb"], 2)
    assert check.items[0].selection == (("id", "arbeit"),)


def test_strategic_goals_without_measure() -> None:
    """O1: the city's strategic goals are reported by goal, those without a measure too."""
    assert subjects(concept_rules.strategic_goals_without_measure(known(measure("1.1", strategic_goals=("A3",))))) == [
        "E4 Gutes Miteinander"
    ]


def indicator(kind: IndicatorType, newest: str | None, name: str = "x") -> Standing:
    """A yearly indicator whose figures come nine months after the year."""
    some = next(iter(library().values()))
    definition = replace(some, id=name, name=name, short_name=name, type=kind, cadence_months=12, expected_lag_months=9)
    return standing(definition, Period(newest) if newest else None)


@pytest.mark.parametrize(
    ("kind", "newest", "lack"),
    [
        (IndicatorType.OUTCOME, "2025", ""),
        (IndicatorType.OUTCOME, "2024", "x: neuester Wert 2024, neuer war fällig bis 30.09.2026"),
        (IndicatorType.OUTCOME, None, "x: noch kein Wert"),
        (IndicatorType.CONTEXT, "2025", "nur Kontext- oder Leistungsindikatoren zugeordnet"),
    ],
)
def test_goals_need_a_current_indicator_of_results(kind: IndicatorType, newest: str | None, lack: str) -> None:
    linked = Known(replace(CONCEPT, indicators=(FieldIndicator("sprache", "x"),)), (), TODAY)
    standings = {"x": indicator(kind, newest)}
    check = concept_rules.goals_without_indicator(linked, standings)
    expected = {"Alle finden Arbeit.": "Arbeit: kein Indikator zugeordnet"}
    if lack:
        expected |= {"Alle finden einen Kurs.": f"Sprache: {lack}", "Mehrsprachigkeit gilt.": f"Sprache: {lack}"}
    assert {item.subject: item.text for item in check.items} == expected
    covered = next(figure for figure in steering_figures(linked, standings) if figure.id == "M5")
    assert covered.fraction(covered.whole) == ("0 von 3 Leitzielen" if lack else "2 von 3 Leitzielen")


def test_indicators_past_their_due_date_and_without_any_value() -> None:
    standings = {
        name: indicator(IndicatorType.OUTCOME, newest, name) for name, newest in [("a", "2024"), ("b", "2025"), ("c", None), ("d", "2020")]
    }
    late, empty = (rule(known(), standings) for rule in (concept_rules.overdue_indicators, concept_rules.valueless_indicators))
    assert (subjects(late), late.examined) == (["d", "a"], 3)
    assert (subjects(empty), empty.examined) == (["c"], 4)


def test_the_due_day_itself_is_not_late() -> None:
    on_the_day = Known(CONCEPT, (), date(2026, 9, 30))
    assert subjects(concept_rules.overdue_indicators(on_the_day, {"a": indicator(IndicatorType.OUTCOME, "2024", "a")})) == []


OPENED = RoundEvent(RoundEventKind.OPENED, "2026-H2", due=date(2026, 11, 13), at=datetime(2026, 10, 1))


def test_who_has_not_answered() -> None:
    """L5: each office answers for its own measures; who answered in part is told with what is missing."""
    rows = [
        measure("1.1", period="2026-H1"), measure("1.2", period="2026-H1"), measure("1.1", status_text="neu"),
        measure("2.1", lead="Volkshochschule", period="2026-H1"), measure("2.1", lead="Volkshochschule", confirmed=True),
        measure("3.1", lead="", period="2026-H1"),
    ]  # fmt: skip
    returned = RoundEvent(RoundEventKind.RETURNED, "2026-H2", "Jugendamt", note="Zelle F7 ist kein Datum", at=datetime(2026, 11, 1))
    check = replies(known(*rows), [OPENED, returned], ())
    assert {item.subject: item.text for item in check.items} == {
        "Jugendamt": "zurückgegeben; 1 von 2 Maßnahmen gemeldet; es fehlt: 1.2; zurückgegeben: Zelle F7 ist kein Datum",
        "Ohne Federführung": "ausstehend; 0 von 1 Maßnahme gemeldet; es fehlt: 3.1",
    }
    assert (check.fraction, check.looked_at) == ("2 von 3 Stellen", "3 Stellen geprüft")
    assert "Termin: 13.11.2026 (seit 10 Tagen vorbei)" in check.why


def test_without_a_round_the_newest_half_year_counts() -> None:
    rows = [measure("1.1", period="2026-H1"), measure("1.2", period="2025-H2")]
    check = replies(known(*rows), (), ())
    assert check.title == "Rückmeldung fehlt für das 1. Halbjahr 2026"
    assert [item.measures for item in check.items] == [("1.2",)]
    assert "Eine Abfrage ist nicht eröffnet" in check.why


def test_without_measures_nobody_is_asked() -> None:
    check = replies(known(), (), ())
    assert (check.count, check.examined) == (0, 0)


def figure(name: str, *rows: MeasureRow) -> SteeringFigure:
    return next(each for each in steering_figures(known(*rows), {}) if each.id == name)


def shares(shown: SteeringFigure, heading: str) -> dict[str, tuple[float, float]]:
    return {part.name: (part.numerator, part.denominator) for part in dict(shown.parts)[heading]}


def test_share_carried_out() -> None:
    """M1 (domain.md §1.12): dropped and merged measures leave the denominator; R11: each measure counts in its lead field alone."""
    rows = [
        measure("1.1", State.COMPLETED, priority="hoch", further_fields=("arbeit",)), measure("1.2", State.PERMANENT), measure("1.3"),
        measure("1.4", State.DROPPED), measure("1.5", State.MERGED), measure("2.1", State.POSTPONED, field="arbeit"),
    ]  # fmt: skip
    shown = figure("M1", *rows)
    assert (shown.whole.share.replace("\u202f", " "), shown.fraction(shown.whole)) == ("50 %", "2 von 4 Maßnahmen")
    assert shares(shown, "Handlungsfeld") == {"Sprache": (2, 3), "Arbeit": (0, 1)}
    assert shares(shown, "Priorität") == {"hoch": (1, 1), "ohne Priorität": (1, 3)}


def test_share_in_time() -> None:
    """M2: of the open measures with a date."""
    rows = [
        measure("1.1"), measure("1.2", planned_end=date(2026, 10, 1)), measure("1.3", planned_end=None),
        measure("1.4", State.COMPLETED), measure("1.5", State.NOT_STARTED),  # should have begun: at risk
    ]  # fmt: skip
    shown = figure("M2", *rows)
    assert shown.fraction(shown.whole) == "1 von 3 Maßnahmen"


def test_share_spent_looks_only_at_measures_with_both_figures() -> None:
    """M3 A1: what is not known is not taken for zero."""
    rows = [
        measure("1.1", cost_planned=1000.0, cost_actual=400.0),
        measure("1.2", resources=(Resource(ResourceKind.MONEY, 2026, "Land", 1000.0, 200.0),)),
        measure("1.3", cost_planned=9000.0),
        measure("1.4", cost_actual=5.0),
    ]
    shown = figure("M3", *rows)
    assert shown.fraction(shown.whole).replace("\u202f", " ") == "600 € von 2.000 €"
    assert "2 Maßnahmen nennen beides. Nicht gezählt: 1 Maßnahme mit Plan" in shown.note


def test_share_reported_lately() -> None:
    """M4: by office, of the measures that are asked for; 180 days."""
    rows = [
        measure("1.1", reported_on=date(2026, 5, 27)), measure("1.2", reported_on=date(2026, 5, 26)), measure("1.3", State.COMPLETED),
        measure("1.4", lead="Amt 51"), measure("1.5", lead=""),
    ]  # fmt: skip
    shown = figure("M4", *rows)
    assert shares(shown, "Federführung") == {"Jugendamt": (2, 3), "nicht benannt": (1, 1)}


def test_without_anything_to_divide_by_there_is_no_share() -> None:
    assert [each.whole.share for each in steering_figures(known(), {}) if each.id != "M5"] == ["–"] * 4
