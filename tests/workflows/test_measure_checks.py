"""Reports beside what is known: completed, compared with the report before their half-year, refused or pointed at."""

import shutil
from dataclasses import fields, replace
from datetime import date, datetime
from pathlib import Path

import pytest

import store.reading
import workflows
from domain.access import OFFICE
from domain.deliveries import DeliveryKind, Reading, Severity, Source
from domain.measure_reports import CARRIED, complete_report, known_of
from domain.measures import (
    BASE_ATTRIBUTES,
    OF_ONE_REPORT,
    Condition,
    ConditionKind,
    ConditionState,
    Feasibility,
    MeasureRow,
    MeasureState,
    Output,
    Schedule,
)  # fmt: skip
from store import Home, open_snapshot
from tests.workflows.small_town import BEFORE, PERIOD, ROWS, accept, check, codes, filled, make_town, office_sheet, sheet
from workflows.measure_checks import compared_measures

CAFE, LOTSEN, LESEN, BETRIEB, MESSE, VEREIN, SCHAU, PATEN = ROWS
TODAY = date(2026, 7, 2)


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_town(tmp_path_factory.mktemp("pruefstadt")).path


@pytest.fixture
def home(town: Path, tmp_path: Path) -> Home:
    return Home(Path(shutil.copytree(town, tmp_path / "home")))


def compared(town: Path, *rows: MeasureRow, office: str = "", period: str = PERIOD) -> Reading:
    """What the checks make of rows as a loader would hand them over."""
    reading = Reading(DeliveryKind.MEASURES, "sachstand", Source("", ""), rows, period=period, office=office)
    with open_snapshot(Home(town)) as snapshot:
        return compared_measures(snapshot, reading, store.reading.NOW)


def found(reading: Reading, code: str) -> list[str]:
    return [each.found for each in reading.findings if each.code == code]


def new(before: MeasureRow, **said) -> MeasureRow:
    """A report for the next half-year whose file speaks of everything."""
    every = frozenset(each.name for each in fields(MeasureRow))
    return replace(before, **{"period": PERIOD, "given": every, "participants": None, "reported_on": None, **said})


STEPS = [
    (CAFE, MeasureState.COMPLETED, {"actual_end": TODAY, "result": "Fertig."}, ()),
    (CAFE, MeasureState.COMPLETED, {"actual_end": TODAY}, ("E394",)),
    (CAFE, MeasureState.COMPLETED, {}, ("E394",)),
    (CAFE, MeasureState.EXAMINATION, {"conditions": (Condition(ConditionKind.LAW, ConditionState.OPEN),)}, ("E392",)),
    (CAFE, MeasureState.NOT_STARTED, {}, ("E392",)),
    (CAFE, MeasureState.POSTPONED, {}, ("E394",)),
    (CAFE, MeasureState.POSTPONED, {"reason": "Stelle fehlt.", "look_again_on": date(2027, 1, 1)}, ()),
    (CAFE, MeasureState.DROPPED, {"reason": "Kein Bedarf.", "decided_by": "Rat"}, ()),
    (CAFE, MeasureState.DROPPED, {"reason": "Kein Bedarf."}, ("E394",)),
    (CAFE, MeasureState.MERGED, {"merged_into": "1.10"}, ()),
    (CAFE, MeasureState.MERGED, {"merged_into": "1.1"}, ("E395",)),  # into itself
    (CAFE, MeasureState.MERGED, {"merged_into": "1.100"}, ("E395",)),
    (CAFE, MeasureState.MERGED, {}, ("E394",)),
    (LOTSEN, MeasureState.COMPLETED, {"actual_end": TODAY, "result": "Fertig."}, ("E393",)),  # it never ran
    (LOTSEN, MeasureState.COMPLETED, {"actual_start": date(2026, 2, 1), "actual_end": TODAY, "result": "Fertig."}, ()),
    (MESSE, MeasureState.RUNNING, {}, ("E393",)),
    (MESSE, MeasureState.RUNNING, {"feasibility": Feasibility.CONDITIONAL}, ()),
    (MESSE, MeasureState.RUNNING, {"feasibility": Feasibility.NOT_FEASIBLE}, ("E393",)),
    (MESSE, MeasureState.EXAMINATION, {"conditions": ()}, ("E394",)),
    (CAFE, MeasureState.RUNNING, {"schedule_set": Schedule.LATE}, ("E394",)),
    (CAFE, MeasureState.RUNNING, {"schedule_set": Schedule.LATE, "schedule_reason": "Der Bescheid fehlt."}, ()),
    (SCHAU, MeasureState.RUNNING, {}, ()),
    (SCHAU, MeasureState.PLANNING, {}, ("E392",)),
]


@pytest.mark.parametrize(("before", "state", "said", "expected"), STEPS)
def test_no_jump_without_what_the_state_demands(
    town: Path, before: MeasureRow, state: MeasureState, said: dict, expected: tuple[str, ...]
) -> None:
    """R1, idea 8: each step beside the report before the half-year."""
    reading = compared(town, new(before, state=state, **said))
    assert tuple(each.code for each in reading.findings if each.severity is Severity.ERROR) == expected


def test_a_refused_step_says_which_are_possible(town: Path) -> None:
    (finding,) = compared(town, new(CAFE, state=MeasureState.NOT_STARTED, sheet="Sachstand", cell="A8")).findings
    assert finding.found == "Maßnahme 1.1: „In Umsetzung“ → „Nicht begonnen“"
    assert finding.expected.startswith("nach „In Umsetzung“: In Umsetzung, In Planung, Abgeschlossen, Verstetigt")
    assert (finding.sheet, finding.cell, "2. Halbjahr 2025" in finding.advice) == ("Sachstand", "A8", True)


def test_what_the_file_has_no_column_for_is_a_hint(town: Path) -> None:
    """A sheet of the first edition knew neither result nor reason."""
    old = new(CAFE, state=MeasureState.POSTPONED, given=frozenset({"title", "field", "state", "status_text"}))
    reading = compared(town, old)
    assert [(each.code, each.severity) for each in reading.findings] == [("H492", Severity.HINT)]
    assert found(reading, "H492") == ["„Zurückgestellt“ ohne Grund und ohne Wiedervorlage: Maßnahme 1.1"]
    both = compared(town, old, replace(old, measure="2.1"))
    assert found(both, "H492") == ["„Zurückgestellt“ ohne Grund und ohne Wiedervorlage: Maßnahmen 1.1, 2.1"]  # to be confirmed once
    stepped = new(MESSE, state=MeasureState.PLANNING, given=frozenset({"title", "field", "state", "status_text"}))
    assert found(compared(town, stepped), "H492") == ["„In Prüfung“ → „In Planung“ ohne Ergebnis der Prüfung: Maßnahme 2.2"]


def test_days_ahead_are_flagged(town: Path) -> None:
    """A mistyped year would make a report look current for decades; what is completed has ended."""
    ahead = new(CAFE, reported_on=date(2062, 7, 12))
    assert found(compared(town, ahead), "H495") == ["Maßnahme 1.1, gemeldet am: 12.07.2062"]
    ended = new(CAFE, state=MeasureState.COMPLETED, actual_end=date(2062, 1, 1), result="Fertig.")
    assert found(compared(town, ended), "H495") == ["Maßnahme 1.1, tatsächliches Ende: 01.01.2062"]
    planned = new(CAFE, actual_end=date(2062, 1, 1), reported_on=TODAY)  # open: announced
    assert found(compared(town, planned), "H495") == []


def test_a_termin_set_by_hand_needs_its_reason(town: Path) -> None:
    """Computed from milestones and dates; who sets it otherwise says why. Confirmed again it is only told."""
    (finding,) = compared(town, new(CAFE, schedule_set=Schedule.AT_RISK)).findings
    assert finding.found == "Maßnahme 1.1: Termin „gefährdet“ ohne Grund" and finding.expected == "Grund zum Termin"
    old = new(CAFE, schedule_set=Schedule.AT_RISK, given=frozenset({"title", "field", "state", "schedule_set"}))
    assert found(compared(town, old), "H492") == ["Termin „gefährdet“ ohne Grund: Maßnahme 1.1"]


def test_the_step_is_seen_from_the_half_year_before_not_from_later_ones(home: Home, tmp_path: Path) -> None:
    """A sheet that comes late is compared with what was before it; what was reported since stays."""
    later = replace(CAFE, period="2026-H2", state=MeasureState.COMPLETED, actual_end=date(2026, 9, 1), result="Fertig.", milestones=())
    accept(home, tmp_path, sheet("2026-H2", [later]), now=datetime(2027, 1, 5))
    workflows.open_round(home, "2026-H2", date(2027, 1, 15), now=datetime(2027, 1, 5))
    checked = check(home, tmp_path, sheet(PERIOD, [replace(CAFE, period=PERIOD, state=MeasureState.PLANNING)]))
    assert not checked.blocked and "H490" in codes(checked)
    (hint,) = [each for each in checked.reading.findings if each.code == "H490"]
    assert hint.found == "Das Blatt ist für das 1. Halbjahr 2026" and "2. Halbjahr 2026" in hint.expected
    accept(home, tmp_path, sheet(PERIOD, [replace(CAFE, period=PERIOD, state=MeasureState.PLANNING)]), now=datetime(2027, 1, 6))
    with open_snapshot(home) as snapshot:
        newest = {row.measure: row for row in store.reading.measures(snapshot, OFFICE)}["1.1"]
    assert (newest.period, newest.state) == ("2026-H2", MeasureState.COMPLETED)


def test_a_correction_of_the_same_half_year_is_compared_with_the_one_before(home: Home, tmp_path: Path) -> None:
    """„Nicht begonnen“ after „In Planung“ stays possible although „Abgeschlossen“ was reported in between by mistake."""
    wrong = {"1.2": {"state": "In Umsetzung"}}
    accept(home, tmp_path, filled(office_sheet(home, "Jugendamt"), wrong))
    checked = check(home, tmp_path, filled(office_sheet(home, "Jugendamt"), {"1.2": {"state": "Nicht begonnen"}}))
    assert not checked.blocked and checked.difference.revised == 1


def test_a_department_reports_on_its_own_measures_only(home: Home, tmp_path: Path, town: Path) -> None:
    """L5: one lead; another department's measure in its sheet is refused, in the edition for all it is not."""
    reading = compared(town, new(CAFE), new(BETRIEB), office="Jugendamt")
    assert found(reading, "E390") == ["Maßnahme 2.1, Federführung: Amt für Soziales"]
    assert compared(town, new(CAFE), new(BETRIEB)).findings == ()
    assert compared(town, new(LESEN), office="Jugendamt").findings == ()  # led by „51“
    foreign = sheet(PERIOD, [replace(CAFE, period=PERIOD), replace(BETRIEB, period=PERIOD, lead="Jugendamt")], office="Jugendamt")
    checked = check(home, tmp_path, foreign)
    assert checked.blocked and "E390" in codes(checked)  # its lead as known, not as given


def test_a_measure_nobody_knows(town: Path) -> None:
    bare = MeasureRow("7.7", PERIOD, "", "", MeasureState.PROPOSED, given=frozenset({"state", "status_text"}))
    reading = compared(town, bare)
    assert found(reading, "E391") == ["Die Maßnahme 7.7 ist nicht bekannt und hat keine Angabe zu: Titel, Handlungsfeld"]
    whole = new(bare, title="Garten", field="sprache", lead="Sportbund")
    assert compared(town, whole).findings == ()
    assert [each.code for each in compared(town, whole, office="Jugendamt").findings] == ["E390"]
    assert compared(town, replace(whole, lead="Jugendamt"), office="Jugendamt").findings == ()
    (hint,) = compared(town, replace(whole, confirmed=True)).findings
    assert hint.code == "H494" and not compared(town, replace(whole, confirmed=True)).rows[0].confirmed


def test_everything_that_blocks_a_sheet_is_said_at_once(home: Home, tmp_path: Path) -> None:
    """A cell that cannot be read hides neither a missing reason nor an unknown measure in other rows; its own row is not judged."""
    said = {
        "1.1": {"state": "Abgeschlossen", "actual_end": "ab 2025"},  # no result either, but the row was not read whole
        "1.2": {"state": "Zurückgestellt"},
        "1.10": {"status_text": "Neu.", "measure": "9.9"},
    }
    checked = check(home, tmp_path, filled(office_sheet(home, "Jugendamt"), said))
    errors = [each for each in checked.reading.findings if each.severity is Severity.ERROR]
    assert sorted(each.code for each in errors) == ["E368", "E391", "E394"]
    assert {each.found.split(":")[0] for each in errors if each.code == "E394"} == {"Maßnahme 1.2"}
    assert [each.found.rpartition(": ")[2] for each in errors if each.code == "E391"] == ["Handlungsfeld, Federführung"]
    assert checked.difference is None


def test_base_data_in_a_departments_sheet_are_for_the_office_to_decide(home: Home, tmp_path: Path) -> None:
    content = filled(office_sheet(home, "Jugendamt"), {"1.1": {"status_text": "Neu.", "title": "Sprachcafé Nord", "lead": "Sportbund"}})
    checked = check(home, tmp_path, content)
    assert found(checked.reading, "H491") == [
        "Maßnahme 1.1, Titel: Sprachcafé → Sprachcafé Nord",
        "Maßnahme 1.1, Federführung: Jugendamt → Sportbund",
    ]
    assert not checked.blocked and checked.hints  # each is confirmed, or the sheet goes back


def test_what_the_office_changed_meanwhile_stays_when_an_older_sheet_comes_back(home: Home, tmp_path: Path) -> None:
    """Only what was changed in the sheet counts; the rest may have become old since it was written."""
    out = office_sheet(home, "Jugendamt")
    with open_snapshot(home) as snapshot:
        everything = workflows.status_sheet(snapshot, OFFICE, PERIOD)
    accept(home, tmp_path, filled(everything, {"1.1": {"title": "Sprachcafé Nord", "planned_end": date(2028, 12, 31)}}))
    back = check(home, tmp_path, filled(out, {"1.1": {"status_text": "Neu."}}))
    (row,) = back.reading.rows
    assert (row.title, row.planned_end, row.status_text) == ("Sprachcafé Nord", date(2028, 12, 31), "Neu.")
    assert found(back.reading, "H491") == []


def test_confirmed_is_what_is_known_also_where_the_sheet_is_older(home: Home, tmp_path: Path) -> None:
    out = office_sheet(home, "Jugendamt")
    with open_snapshot(home) as snapshot:
        everything = workflows.status_sheet(snapshot, OFFICE, PERIOD)
    accept(home, tmp_path, filled(everything, {"1.1": {"title": "Sprachcafé Nord"}}))
    back = check(home, tmp_path, filled(out, {"1.1": {"confirmed": "x"}}))
    (row,) = back.reading.rows
    assert (row.title, row.confirmed) == ("Sprachcafé Nord", True)
    (told,) = found(back.reading, "H496")
    assert "Titel: im Blatt Sprachcafé, bekannt Sprachcafé Nord" in told


def test_ticking_changes_nothing_but_the_date(home: Home, tmp_path: Path) -> None:
    """Idea 10: every attribute stays as it was known, what belongs to one half-year is not carried into the next."""
    checked = check(home, tmp_path, filled(office_sheet(home, "Jugendamt"), {"1.1": {"confirmed": "x"}}))
    (row,) = checked.reading.rows
    for name in CARRIED - {"given", "changed"}:
        assert getattr(row, name) == getattr(known(home, "1.1"), name), name
    assert row.participants is None and row.reported_on is not None and codes(checked) == []


def known(home: Home, number: str) -> MeasureRow:
    with open_snapshot(home) as snapshot:
        return {row.measure: row for row in store.reading.measures(snapshot, OFFICE)}[number]


def test_an_unknown_lead_is_named_once(town: Path) -> None:
    """O7, L5: the register of organisations; names and short names are known, everything else is a hint."""
    reading = compared(town, new(CAFE, lead="Jugendamd"), new(LOTSEN, lead="Jugendamd"), new(BETRIEB, lead="50"))
    (told,) = found(reading, "H493")
    assert "„Jugendamd“" in told and "1.1, 1.2" in told


def test_a_sheet_nobody_touched_says_so(town: Path) -> None:
    assert [each.code for each in compared(town).findings] == ["H497"]


SAME = replace(CAFE, period=PERIOD, status_text="Im Halbjahr", participants=30, outputs=(Output("Kurse", 2),), reported_on=TODAY)


def test_what_a_file_does_not_speak_of_comes_from_the_same_half_year_else_from_the_one_before() -> None:
    given = frozenset({"state", "status_text", "progress"})
    row = MeasureRow("1.1", PERIOD, "", "", MeasureState.RUNNING, status_text="Neu.", given=given)
    first = complete_report(row, known_of([CAFE], "1.1", PERIOD), TODAY)
    assert (first.title, first.planned_end, first.milestones) == (CAFE.title, CAFE.planned_end, CAFE.milestones)
    assert (first.status_text, first.progress) == ("Neu.", None)  # emptied by whoever filled it in
    assert (first.participants, first.reported_on) == (None, None)
    again = complete_report(row, known_of([CAFE, SAME], "1.1", PERIOD), TODAY)
    assert (again.participants, again.outputs) == (30, (Output("Kurse", 2),))  # counted in this half-year, and still so
    later = complete_report(row, known_of([replace(CAFE, period="2026-H2", title="Später")], "1.1", PERIOD), TODAY)
    assert later.title == ""  # later reports never complete an earlier one


def test_a_file_that_speaks_of_everything_is_left_as_it_is() -> None:
    row = MeasureRow("1.1", PERIOD, "Anders", "arbeit", MeasureState.RUNNING)
    assert complete_report(row, known_of([CAFE], "1.1", PERIOD), TODAY) == row


def test_confirming_ones_own_report_of_the_half_year_leaves_it_a_report() -> None:
    row = replace(SAME, confirmed=True, reported_on=None, given=frozenset({"status_text"}))
    kept = complete_report(row, known_of([CAFE, SAME], "1.1", PERIOD), TODAY)
    assert (kept.confirmed, kept.reported_on, kept.participants) == (False, TODAY, 30)
    dated = complete_report(replace(row, reported_on=date(2026, 6, 1)), known_of([CAFE], "1.1", PERIOD), TODAY)
    assert (dated.confirmed, dated.reported_on) == (True, date(2026, 6, 1))


def test_every_attribute_is_base_data_status_or_of_one_report() -> None:
    assert CARRIED | OF_ONE_REPORT | {"measure"} == {each.name for each in fields(MeasureRow)}
    assert BASE_ATTRIBUTES < CARRIED
    assert BEFORE < PERIOD  # periods sort


def test_measures_are_not_merged_in_a_circle(home: Home, tmp_path: Path) -> None:
    """O4: each would be said to live on in the other, and the work would be nowhere; over two files, too."""
    there, back = new(BETRIEB, state=MeasureState.MERGED, merged_into="2.2"), new(MESSE, state=MeasureState.MERGED, merged_into="2.1")
    said = ["Maßnahme 2.1 → 2.2 → 2.1: im Kreis zusammengelegt", "Maßnahme 2.2 → 2.1 → 2.2: im Kreis zusammengelegt"]
    assert found(compared(home.path, there, back), "E395") == said
    assert found(compared(home.path, there), "E395") == []
    accept(home, tmp_path, sheet(PERIOD, [replace(there, small=frozenset())]))
    assert found(compared(home.path, back), "E395") == said[1:]


def test_what_is_handed_in_late_is_told_where_it_contradicts_a_later_report(home: Home, tmp_path: Path) -> None:
    """A hint only: a later report never forbids an earlier one."""
    accept(home, tmp_path, sheet(PERIOD, [new(CAFE, state=MeasureState.COMPLETED, actual_end=date(2026, 6, 1), result="Fertig.")]))
    late = replace(new(CAFE, period=BEFORE), state=MeasureState.DROPPED, reason="Kein Geld.", decided_by="Rat")
    assert found(compared(home.path, late, period=BEFORE), "H499") == [
        "Maßnahme 1.1: hier „Nicht weiter verfolgt“, im 1. Halbjahr 2026 schon „Abgeschlossen“"
    ]
    assert found(compared(home.path, new(CAFE, period=BEFORE), period=BEFORE), "H499") == []
