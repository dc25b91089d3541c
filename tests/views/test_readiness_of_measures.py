"""Berichtsreife: each rule finds what it is about and nothing else, with small measures that are seen here."""

from collections.abc import Callable, Sequence
from datetime import date

import pytest

from domain.measures import Condition, ConditionKind, ConditionState, MeasureRow, Milestone, Resource, ResourceKind, Schedule
from domain.measures import MeasureState as State
from tests.views.measure_samples import CONCEPT, TODAY, measure
from views.measure_changes import NAMES
from views.readiness import contradictions, measure_rules, references
from views.readiness.model import Check, Known
from views.readiness.page import about_measures


def known(*rows: MeasureRow) -> Known:
    return Known(CONCEPT, sorted(rows, key=lambda row: row.period), TODAY)


def found(rule: Callable[..., Check], rows: Sequence[MeasureRow], *more: int) -> dict[str, str]:
    """Text by number of what a rule found."""
    return {item.measures[0]: item.text.replace("\u202f", " ").replace("\u00a0", " ") for item in rule(known(*rows), *more).items}


def test_nothing_is_wrong_with_a_measure_that_says_everything() -> None:
    checks = about_measures(known(measure("1.1")), 6)
    assert [check.title for check in checks if check.items] == []
    assert {check.id: check.examined for check in checks}["messgroesse"] == 1


def test_every_check_explains_itself_and_says_what_to_do() -> None:
    checks = about_measures(known(), 6)
    assert len({check.id for check in checks}) == len(checks) == 19
    assert all(check.why.endswith(".") and check.repair.endswith(".") for check in checks)


@pytest.mark.parametrize(
    ("months", "numbers"),
    [(3, {"1.1", "1.2"}), (6, {"1.2"}), (12, set())],
)
def test_a_report_is_stale_after_the_chosen_months(months: int, numbers: set[str]) -> None:
    rows = [
        measure("1.1", reported_on=date(2026, 8, 1)),
        measure("1.2", period="2026-H1", reported_on=date(2026, 5, 22)),
        measure("1.3", reported_on=date(2026, 11, 1)),
        measure("1.4", State.COMPLETED, "2024-H1", reported_on=date(2024, 5, 1)),  # nobody is asked any more
    ]
    assert set(found(measure_rules.stale, rows, months)) == numbers


def test_the_last_day_still_counts_and_without_a_day_the_half_year_does() -> None:
    rows = [measure("1.1", reported_on=date(2026, 5, 23)), measure("1.2", period="2026-H1", reported_on=None)]
    assert found(measure_rules.stale, rows, 6) == {}
    assert found(measure_rules.stale, rows, 3)["1.2"] == "gemeldet für das 1. Halbjahr 2026, ohne Tag, In Umsetzung"


@pytest.mark.parametrize(("today", "before"), [(date(2026, 8, 31), date(2026, 2, 28)), (date(2026, 1, 15), date(2025, 7, 15))])
def test_months_before_stay_within_their_month(today: date, before: date) -> None:
    assert measure_rules.months_before(today, 6) == before


def test_a_permanent_measure_is_confirmed_once_a_year() -> None:
    rows = [
        measure("1.1", State.PERMANENT, "2025-H1", reported_on=date(2025, 6, 1)),
        measure("1.2", State.PERMANENT, "2025-H1", reported_on=date(2025, 6, 1)),
        measure("1.2", State.PERMANENT, "2026-H1", reported_on=date(2026, 6, 1), confirmed=True),
    ]
    assert set(found(measure_rules.unconfirmed, rows)) == {"1.1"}
    assert found(measure_rules.stale, rows, 3) == {}  # permanent ones have a rule of their own


def test_a_postponed_measure_is_looked_at_again_on_its_day() -> None:
    rows = [
        measure("1.1", State.POSTPONED, reason="Haushaltssperre", look_again_on=TODAY),
        measure("1.2", State.POSTPONED, reason="Haushaltssperre", look_again_on=date(2026, 11, 24)),
        measure("1.3", State.RUNNING, look_again_on=date(2026, 1, 1)),
    ]
    assert found(measure_rules.look_again, rows) == {"1.1": "Wiedervorlage am 23.11.2026; Grund: Haushaltssperre"}


def test_measures_without_measurable_target_lead_or_date() -> None:
    """F4: „mess- und umsetzbare Maßnahmen“: each has something to count, somebody who answers for it, and a date."""
    rows = [
        measure("1.1", aim="", aim_target=None),
        measure("1.2", aim_target=None),
        measure("1.3", aim="", aim_target=5.0),
        measure("1.4", lead=" "),
        measure("1.5", planned_end=None),
        measure("1.6", kind="laufend", planned_end=None),  # ongoing: its beginning is enough
        measure("1.7", kind="laufend", planned_start=None, planned_end=None),
        measure("1.8", State.PERMANENT, planned_end=None),
        measure("1.9", State.PROPOSED, aim="", aim_target=None, planned_end=None),  # not decided yet
        measure("1.10", State.DROPPED, aim="", aim_target=None, lead="", planned_end=None),
    ]
    assert found(measure_rules.without_target, rows) == {
        "1.1": "weder Messgröße noch Zielwert",
        "1.2": "Messgröße „Plätze“ ohne Zielwert",
        "1.3": "Zielwert ohne Messgröße",
    }
    assert set(found(measure_rules.without_lead, rows)) == {"1.4"}
    assert found(measure_rules.without_date, rows) == {"1.5": "kein geplantes Ende", "1.7": "Daueraufgabe ohne Beginn"}


def test_a_target_of_zero_is_a_target() -> None:
    """F4: no waiting time at all can be aimed at."""
    assert found(measure_rules.without_target, [measure("1.1", aim="Wartetage", aim_target=0.0)]) == {}


def test_what_a_state_demands_is_missed() -> None:
    """R1: an examination names its conditions, and leaves with a result."""
    rows = [
        measure("1.1", State.COMPLETED, actual_end=date(2026, 9, 1)),
        measure("1.2", State.POSTPONED, reason="kein Personal"),
        measure("1.3", State.DROPPED, reason="kein Bedarf", decided_by="Rat"),
        measure("1.4", State.EXAMINATION),
        measure("1.5", State.EXAMINATION, "2026-H1", conditions=(Condition(ConditionKind.LAW, ConditionState.MET),)),
        measure("1.5", State.PLANNING),
        measure("1.6", State.MERGED),
        measure("1.7", State.NOT_STARTED, "2026-H1"),
        measure("1.7", State.PERMANENT),
        measure("1.8", schedule_set=Schedule.LATE),
        measure("1.9", schedule_set=Schedule.LATE, schedule_reason="Bescheid fehlt"),
    ]
    assert found(measure_rules.unmet_demands, rows) == {
        "1.1": "Abgeschlossen, es fehlt: Ergebnis",
        "1.2": "Zurückgestellt, es fehlt: Wiedervorlage",
        "1.4": "In Prüfung, es fehlt: Voraussetzungen",
        "1.5": "In Planung, es fehlt: Ergebnis der Prüfung",
        "1.6": "Zusammengelegt, es fehlt: Zusammengelegt mit",
        "1.7": "Verstetigt, es fehlt: tatsächlicher Beginn",
        "1.8": "In Umsetzung, es fehlt: Grund zum Termin",
    }


def test_every_demand_has_a_german_word() -> None:
    from domain.measure_states import ALLOWED, DEMANDS, transition_demands

    steps = [(before, after) for before, following in ALLOWED.items() for after in following]
    told = {name for before, after in steps for name in transition_demands(measure("1", before), measure("1", after))}
    assert "actual_start" in told
    assert {name for names in DEMANDS.values() for name in names} | told <= NAMES.keys()


def test_completed_with_open_steps() -> None:
    steps = (Milestone("Auftrag", date(2026, 1, 1), date(2026, 1, 5)), Milestone("Übergabe", date(2026, 9, 1)))
    rows = [
        measure("1.1", State.COMPLETED, milestones=steps),
        measure("1.2", State.COMPLETED, milestones=steps[:1]),
        measure("1.3", milestones=steps),
    ]
    assert found(contradictions.open_steps, rows) == {"1.1": "1 Meilenstein offen: Übergabe (fällig 01.09.2026)"}


def test_end_past_but_open() -> None:
    rows = [
        measure("1.1", planned_end=date(2026, 11, 22)),
        measure("1.2", planned_end=TODAY),
        measure("1.3", actual_end=date(2026, 10, 1)),
        measure("1.4", actual_end=date(2027, 1, 31)),  # announced, not past
        measure("1.5", planned_end=date(2026, 6, 30), schedule_set=Schedule.LATE, schedule_reason="Bescheid fehlt"),
        measure("1.6", State.COMPLETED, planned_end=date(2026, 1, 1)),
    ]
    assert found(contradictions.past_end, rows) == {
        "1.1": "geplant bis 22.11.2026, Stand „In Umsetzung“",
        "1.3": "tatsächliches Ende 01.10.2026, Stand „In Umsetzung“",
        "1.5": "geplant bis 30.06.2026, Stand „In Umsetzung“; Termin gesetzt: verzögert, Bescheid fehlt",
    }


def test_progress_and_state_agree() -> None:
    rows = [
        measure("1.1", progress=100.0),
        measure("1.2", progress=99.0),
        measure("1.3", State.COMPLETED, progress=80.0),
        measure("1.4", State.COMPLETED, progress=100.0),
        measure("1.5", State.PERMANENT, progress=100.0),
        measure("1.6", State.COMPLETED),  # nothing said is no contradiction
    ]
    assert found(contradictions.full_but_open, rows) == {"1.1": "100 %, Stand „In Umsetzung“"}
    assert found(contradictions.completed_below_full, rows) == {"1.3": "Umsetzungsgrad 80 %"}


def money(year: int, planned: float | None, actual: float | None, source: str = "Land", until: date | None = None) -> Resource:
    return Resource(ResourceKind.MONEY, year, source, planned, actual, funded_until=until)


def test_costs_over_plan_in_all_and_in_a_year() -> None:
    """A1: planned and actual euro, per year too."""
    rows = [
        measure("1.1", cost_planned=1000.0, cost_actual=1200.5),
        measure("1.2", resources=(money(2025, 500, 700), money(2026, 500, 100))),
        measure("1.3", cost_planned=100.0, resources=(money(2025, 80, None), money(2026, 40, None))),
        measure("1.4", cost_actual=5000.0),  # no plan: nothing to compare with
        measure("1.5", cost_planned=1000.0, cost_actual=1000.0),
        measure("1.6", resources=(money(2026, 100, 90, "Land"), money(2026, 50, 60, "Stadt"))),  # the year as a whole is within plan
        measure("1.7", resources=(money(2025, 500, 700), money(2026, 100, 50))),
    ]
    assert found(contradictions.over_plan, rows) == {
        "1.1": "insgesamt: 1.200,50 € statt 1.000 € (+200,50 €)",
        "1.3": "Summe der geplanten Jahresbeträge über der Gesamtsumme",
        "1.7": "insgesamt: 750 € statt 600 € (+150 €); 2025: 700 € statt 500 € (+200 €)",
    }
    assert found(contradictions.over_plan_in_a_year, rows) == {"1.2": "2025: 700 € statt 500 € (+200 €)"}  # money moved to another year


def test_funding_that_has_ended_while_the_measure_runs() -> None:
    """F6: a grant runs for two years; what goes on after it needs other money."""
    ended, running = money(2025, 10, 10, "Land", date(2026, 6, 30)), money(2026, 10, 5, "Stadt")
    rows = [
        measure("1.1", resources=(ended,)),
        measure("1.2", resources=(ended, running)),
        measure("1.3", resources=(ended, money(2026, 10, 1, "Land", date(2027, 6, 30)))),  # prolonged
        measure("1.4", State.COMPLETED, resources=(ended,)),
        measure("1.5", State.PERMANENT, resources=(ended,)),
        measure("1.6", resources=(money(2026, 10, 1, "Bund", TODAY),)),  # its last day
    ]
    assert found(contradictions.ended_funding, rows) == {
        "1.1": "Land bis 30.06.2026; keine andere Quelle genannt",
        "1.2": "Land bis 30.06.2026; weiter zahlt: Stadt",
        "1.5": "Land bis 30.06.2026; keine andere Quelle genannt",
    }


def test_a_lower_priority_overtakes_a_higher_one() -> None:
    """F3: priorities set the order of action, so what comes first should have begun before what comes later."""
    rows = [
        measure("1.1", State.NOT_STARTED, priority="hoch"),
        measure("1.2", priority="mittel"),
        measure("1.3", State.COMPLETED, priority="niedrig"),
        measure("1.4", priority="hoch"),
        measure("1.5", priority="niedrig", origin="Bestand"),  # was there before the concept
        measure("2.1", priority="niedrig", field="arbeit"),  # another field
    ]
    check = references.overtaken(known(*rows))
    assert [item.text for item in check.items] == [
        "Priorität hoch, Nicht begonnen; vorgezogen: 1.2 (Priorität mittel, In Umsetzung), 1.3 (Priorität niedrig, Abgeschlossen)"
    ]
    assert check.items[0].measures == ("1.1", "1.2", "1.3")


@pytest.mark.parametrize(
    ("first", "second", "before"),
    [
        ({"priority": "hoch"}, {"priority": "niedrig"}, True),
        ({"priority": "niedrig"}, {"priority": "hoch"}, False),
        ({"priority": "hoch", "rank": 9}, {"priority": "mittel", "rank": 1}, True),  # priority first, then the place in it
        ({"priority": "hoch", "rank": 1}, {"priority": "hoch", "rank": 2}, True),
        ({"rank": 2}, {"rank": 2}, False),
        ({"priority": "hoch"}, {"priority": ""}, False),
        ({"priority": "hoch", "rank": 1}, {"rank": 2}, True),
        ({"priority": "dringlich"}, {"priority": "niedrig"}, False),  # a word nobody knows says nothing
        ({"priority": "A"}, {"priority": "C"}, True),
    ],
)
def test_which_measure_comes_before_which(first: dict, second: dict, before: bool) -> None:
    """F3: the order of two measures."""
    assert references.comes_before(measure("1", **first), measure("2", **second)) is before


def test_mergers_lead_somewhere() -> None:
    rows = [
        measure("1.1", State.MERGED, merged_into="1.2"),
        measure("1.2"),
        measure("1.3", State.MERGED, merged_into="9.9"),
        measure("1.4", State.DROPPED, title="Alt"),
        measure("1.5", State.MERGED, merged_into="1.4"),
        measure("1.6", State.MERGED, merged_into="1.7"),
        measure("1.7", State.MERGED, merged_into="1.6"),
        measure("1.8", State.MERGED, merged_into="1.1"),  # by way of 1.1 into 1.2
        measure("1.9", State.MERGED, merged_into="1.9"),
    ]
    assert found(references.lost_mergers, rows) == {
        "1.3": "1.3 → 9.9: Eine Maßnahme 9.9 gibt es nicht",
        "1.5": "1.5 → 1.4: „Alt“ wird nicht weiter verfolgt",
        "1.6": "1.6 → 1.7 → 1.6: führt im Kreis",
        "1.7": "1.7 → 1.6 → 1.7: führt im Kreis",
        "1.9": "1.9 → 1.9: führt im Kreis",
    }


def test_fields_that_the_concept_no_longer_has() -> None:
    rows = [measure("1.1", field="verkehr"), measure("1.2", further_fields=("verkehr",)), measure("1.3", State.DROPPED, field="verkehr")]
    assert found(references.unknown_fields, rows) == {"1.1": "Handlungsfeld „verkehr“", "1.2": "weiteres Handlungsfeld „verkehr“"}


def test_the_horizon_fits_the_dates() -> None:
    """R4: short, middle and long term have years."""
    rows = [
        measure("1.1", term="kurzfristig", planned_end=date(2027, 12, 31)),
        measure("1.2", term="kurzfristig", planned_end=date(2028, 1, 1)),
        measure("1.3", term="Langfristig", planned_end=date(2027, 1, 1)),
        measure("1.4", term="kurzfristig", planned_start=date(2028, 1, 1), planned_end=None),
        measure("1.5", term="irgendwann"),
    ]
    assert found(references.horizons, rows) == {
        "1.2": "„kurzfristig“ heißt 2026 bis 2027, geplantes Ende 01.01.2028",
        "1.3": "„Langfristig“ heißt 2030 bis 2035, geplantes Ende 01.01.2027",
        "1.4": "„kurzfristig“ heißt 2026 bis 2027, geplanter Beginn 01.01.2028",
    }


def test_leads_stand_in_the_register() -> None:
    """O7 L5: the lead is an organisation of the register, in full or for short."""
    rows = [measure("1.1", lead="Amt 51"), measure("1.2", lead="jugendamt"), measure("1.3", lead="Sportamt"), measure("1.4", lead="")]
    assert found(references.unknown_leads, rows) == {"1.3": "„Sportamt“ steht nicht im Verzeichnis"}
