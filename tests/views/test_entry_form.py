"""Which fields a state asks for, and the report that is made of what was typed."""

from dataclasses import replace
from datetime import date

import pytest

from domain.concepts import ActionField, Concept, HomeArea, StateTerm
from domain.deliveries import Finding, Severity
from domain.measure_states import ALLOWED, DEMANDS, transition_demands
from domain.measures import (
    Condition,
    ConditionKind,
    ConditionState,
    Feasibility,
    MeasureRow,
    MeasureState,
    Milestone,
    Resource,
    ResourceKind,
    Schedule,
)
from domain.status_sheet import COLUMNS, ITEM_SHEETS
from views.entry import Known, asked_keys, confirmed, entered, sections, states_to_choose
from views.entry_findings import placed

CONCEPT = Concept(
    "probe",
    "Konzept",
    "Stadt",
    HomeArea("03102", "Stadt"),
    (ActionField("sprache", "Sprache"),),
    states=(StateTerm(MeasureState.RUNNING, "läuft"),),
)
TODAY = date(2026, 11, 20)
BEFORE = MeasureRow("1.10", "2026-H1", "Sprachcafé", "sprache", MeasureState.RUNNING, lead="Amt", progress=40, status_text="Läuft.")
BASE = replace(BEFORE, period="2026-H2")
OTHERS = {"1.1": "1.1 Kursfinder"}


def keys(state: MeasureState, base: MeasureRow = BASE, before: MeasureRow | None = BEFORE) -> set[str]:
    return set(asked_keys(sections(CONCEPT, base, before, state, OTHERS)))


def typed(state: MeasureState, base: MeasureRow = BASE, **changed: str) -> dict[str, str]:
    """The form as it is put before somebody, with single fields typed over; ``__`` stands for a point."""
    asks = (ask for section in sections(CONCEPT, base, BEFORE, state, OTHERS) for row in section.rows for ask in row)
    return {ask.key: ask.value for ask in asks} | {key.replace("__", "."): text for key, text in changed.items()}


@pytest.mark.parametrize("state", list(MeasureState))
def test_a_form_asks_for_everything_its_state_demands_and_marks_it(state: MeasureState) -> None:
    """Idea 8, R1: each state with the fields that it requires."""
    shown = sections(CONCEPT, BASE, BEFORE, state, OTHERS)
    required = {ask.key for section in shown for row in section.rows for ask in row if ask.required}
    assert required == set(DEMANDS[state]) - {"conditions"}
    asked = set(asked_keys(shown))
    assert ("conditions.0.state" in asked) is ("conditions" in DEMANDS[state])


@pytest.mark.parametrize("state", list(MeasureState))
def test_what_only_another_state_demands_is_not_asked(state: MeasureState) -> None:
    demanded_elsewhere = {"result", "reason", "look_again_on", "decided_by", "merged_into"} - set(DEMANDS[state])
    assert not keys(state) & demanded_elsewhere


def test_a_dropped_measure_is_asked_for_little() -> None:
    assert keys(MeasureState.DROPPED) == {"reason", "decided_by", "status_text", "reported_by"}


@pytest.mark.parametrize("state", [MeasureState.NOT_STARTED, MeasureState.PLANNING, MeasureState.RUNNING])
def test_after_an_examination_its_result_is_asked(state: MeasureState) -> None:
    """R1: whoever goes on after an examination says what came out of it."""
    examined = replace(BEFORE, state=MeasureState.EXAMINATION)
    assert "feasibility" in keys(state, before=examined) and "feasibility" not in keys(state)
    assert "feasibility" not in keys(MeasureState.DROPPED, before=examined)


@pytest.mark.parametrize(("before", "after"), [(before, after) for before in MeasureState for after in sorted(ALLOWED[before])])
def test_no_step_is_refused_for_want_of_a_field(before: MeasureState, after: MeasureState) -> None:
    """Idea 8: whatever the check of a step demands can be typed, once, and is marked."""
    known = replace(BEFORE, state=before)
    asks = [ask for section in sections(CONCEPT, BASE, known, after, OTHERS) for row in section.rows for ask in row]
    assert len({ask.key for ask in asks}) == len(asks)
    missing = transition_demands(known, replace(BASE, state=after, feasibility=Feasibility.UNSTATED, actual_start=None))
    assert set(missing) <= {ask.key for ask in asks if ask.required}
    assert all(row for section in sections(CONCEPT, BASE, known, after, OTHERS) for row in section.rows)


def test_a_form_calls_the_state_as_this_city_does() -> None:
    concept = replace(CONCEPT, states=(StateTerm(MeasureState.POSTPONED, "Auf Eis"),))
    assert sections(concept, BASE, BEFORE, MeasureState.POSTPONED, OTHERS)[0].title == "Zum Stand „Auf Eis“ gehört"


@pytest.mark.parametrize("before", list(MeasureState))
def test_only_states_that_may_follow_can_be_chosen(before: MeasureState) -> None:
    offered = states_to_choose(CONCEPT, replace(BEFORE, state=before), replace(BASE, state=before))
    assert set(offered) == {before, *ALLOWED[before]}
    assert offered.get(MeasureState.RUNNING, "läuft") == "läuft", "states are called as this city calls them"


def test_a_correction_within_the_half_year_is_judged_by_the_report_before_it() -> None:
    offered = states_to_choose(CONCEPT, BEFORE, replace(BASE, state=MeasureState.COMPLETED))
    assert set(offered) == {MeasureState.RUNNING, *ALLOWED[MeasureState.RUNNING]}


def test_an_untouched_form_says_what_was_known() -> None:
    base = replace(
        BASE,
        milestones=(Milestone("Auftrag", date(2026, 3, 1)),),
        cost_actual=1500.5,
        staff=0.25,
        schedule_set=Schedule.LATE,
        schedule_reason="Bescheid fehlt",
        resources=(Resource(ResourceKind.MONEY, 2026, "Land", 12000, None, date(2025, 1, 1), date(2026, 12, 31)),),
        conditions=(Condition(ConditionKind.SPACE, ConditionState.OPEN, "Raum fehlt"),),
    )
    row, problems = entered(base, base.state, typed(base.state, base), TODAY)
    assert not problems and row == replace(base, reported_on=TODAY)


def test_everything_typed_arrives_in_the_report() -> None:
    """L15, O11, A8: people, money by year and source, and the evaluation."""
    said = typed(
        MeasureState.RUNNING,
        progress="62,5 %",
        participants="1.240",
        outputs="Kurse: 3",
        actual_start="01.09.2026",
        cost_actual="15.000 €",
        milestones__0__text="Raum gefunden",
        milestones__0__done="02.10.2026",
        resources__0__kind="staff",
        resources__0__year="2026",
        resources__0__actual="0,5",
        evaluated_on="10.11.2026",
        evaluation="Gut angenommen",
        schedule_set="at_risk",
        schedule_reason="Raum fehlt",
    )
    row, problems = entered(BASE, MeasureState.RUNNING, said, TODAY)
    assert not problems
    assert (row.progress, row.participants, row.cost_actual, row.actual_start) == (62.5, 1240, 15000, date(2026, 9, 1))
    assert row.milestones == (Milestone("Raum gefunden", None, date(2026, 10, 2)),)
    assert row.resources == (Resource(ResourceKind.STAFF, 2026, actual=0.5),)
    assert (row.schedule_set, row.schedule_reason, row.evaluation) == (Schedule.AT_RISK, "Raum fehlt", "Gut angenommen")


def test_conditions_of_an_examination_are_entered_by_kind() -> None:
    """R1: law, money, staff, partner, space – each open, met or unmeetable."""
    said = typed(MeasureState.EXAMINATION, conditions__0__state="met", conditions__4__state="unmeetable", conditions__4__note="kein Raum")
    row, _ = entered(BASE, MeasureState.EXAMINATION, said, TODAY)
    assert row.conditions == (
        Condition(ConditionKind.LAW, ConditionState.MET),
        Condition(ConditionKind.SPACE, ConditionState.UNMEETABLE, "kein Raum"),
    )


def test_what_cannot_be_read_is_named_field_by_field_and_changes_nothing() -> None:
    said = typed(
        MeasureState.RUNNING,
        progress="halb",
        cost_actual="15 T€",
        actual_start="ab 2025",
        milestones__0__due="01.12.2026",
        resources__0__source="Land",
    )
    row, problems = entered(BASE, MeasureState.RUNNING, said, TODAY)
    assert set(problems) == {
        "progress",
        "cost_actual",
        "actual_start",
        "milestones.0.text",
        "resources.0.kind",
        "resources.0.year",
    }
    assert (row.progress, row.milestones, row.resources) == (40, (), ())


def test_leaving_a_state_leaves_what_belonged_to_it() -> None:
    put_off = replace(BASE, state=MeasureState.POSTPONED, reason="Kein Raum", look_again_on=date(2026, 10, 1))
    row, _ = entered(put_off, MeasureState.RUNNING, typed(MeasureState.RUNNING, put_off), TODAY)
    assert (row.reason, row.look_again_on) == ("", None)
    planned = replace(BASE, schedule_set=Schedule.LATE, schedule_reason="Bescheid fehlt")
    done, _ = entered(
        planned, MeasureState.COMPLETED, typed(MeasureState.COMPLETED, planned, result="Fertig", actual_end="01.11.2026"), TODAY
    )
    assert (done.schedule_set, done.schedule_reason, done.result) == (None, "", "Fertig")


def test_unchanged_is_the_known_report_with_todays_date() -> None:
    """Idea 10: the tick renews the date and nothing else."""
    assert confirmed(BASE, TODAY, " Frau M. ") == replace(BASE, confirmed=True, reported_on=TODAY, reported_by="Frau M.")


def test_the_result_of_an_examination_is_read() -> None:
    examined = replace(BEFORE, state=MeasureState.EXAMINATION)
    assert Known(BASE, examined, "Amt").reported and not Known(examined, examined, "Amt").reported
    row, problems = entered(BASE, MeasureState.PLANNING, {"feasibility": "conditional"}, TODAY)
    assert row.feasibility is Feasibility.CONDITIONAL and not problems


def finding(code: str, found: str, cell: str | None = None, sheet: str | None = "Sachstand", expected: str = "") -> Finding:
    return Finding(Severity.ERROR, code, found, expected, "Bitte berichtigen.", sheet, cell)


def letter(columns: tuple, key: str) -> str:
    number = [column.key for column in columns].index(key)
    return chr(65 + number) if number < 26 else "A" + chr(65 + number - 26)


def test_a_finding_stands_at_the_field_of_its_column() -> None:
    asked = keys(MeasureState.RUNNING)
    (milestones,) = [each for each in ITEM_SHEETS if each.key == "milestones"]
    at = placed(
        [
            finding("E370", "„140“", f"{letter(COLUMNS, 'progress')}8"),
            finding("E371", "„x“", f"{letter(milestones.columns, 'due')}4", milestones.title),
            finding("E999", "etwas anderes", "A8"),
        ],
        asked,
    )
    assert set(at.fields) == {"progress", "milestones.0.due"}
    assert at.whole == ("etwas anderes. Bitte berichtigen.",)


def test_a_finding_about_the_measure_stands_at_the_fields_it_names() -> None:
    asked = {*keys(MeasureState.COMPLETED), "state"}
    missing = finding("E394", "Maßnahme 1.10: „Abgeschlossen“ ohne Ergebnis", "A8", expected="zu „Abgeschlossen“: Ergebnis")
    step = finding("E392", "Maßnahme 1.10: „Vorgeschlagen“ → „Abgeschlossen“", "A8")
    assert set(placed([missing], asked).fields) == {"result"}
    assert set(placed([step], asked).fields) == {"state"}
