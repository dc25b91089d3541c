"""What the demo had gone through before it began: states, meetings and decisions, known from their day on and never before."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

import store.decisions
import store.meetings
import store.reading
import store.report_texts
from domain.access import OFFICE, Role, Viewer
from domain.decisions import DecisionState
from domain.deliveries import Because
from domain.local_time import end_of
from domain.meetings import DataState, MeetingState
from domain.report_texts import TextPart
from domain.turns import Turn
from store import Snapshot, open_snapshot
from tests.demo.made import PERIODS, make_demo
from tests.workflows.homes import DEMO, make_home
from views.consequences import missing_consequences
from views.difference import DifferenceFilter, build

TODAY = date(2026, 11, 23)
NOTHING = DifferenceFilter()


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    with open_snapshot(make_home(tmp_path_factory.mktemp("vorgeschichte") / "home")) as opened:
        yield opened


def states(snapshot: Snapshot) -> dict[str, DataState]:
    return {state.name: state for meeting in store.meetings.meetings(snapshot, OFFICE) for state in meeting.states}


def test_earlier_editions_are_the_published_tables_with_rows_left_out() -> None:
    demo = make_demo()
    for name, (table, last, without) in demo.EDITIONS.items():
        kept = (DEMO / "frueher" / name).read_bytes()
        assert kept == demo.earlier_edition(table, last, without)
        head, *lines = kept.splitlines()
        published = (DEMO / f"lsn_{table}.csv").read_bytes().splitlines()
        assert head == published[0] and set(lines) < set(published)
        years = {int(line[:4]) for line in lines}
        assert max(years) == last and not years & set(without)
    assert {path.name for path in (DEMO / "frueher").iterdir()} == set(demo.EDITIONS)


def test_past_meetings_have_their_states_agenda_minutes_and_consequences(snapshot: Snapshot) -> None:
    meetings = store.meetings.meetings(snapshot, OFFICE)
    assert {each.state for each in meetings} == {MeetingState.HELD}
    assert all(each.agenda and each.present and each.minutes for each in meetings)
    assert list(states(snapshot)) == ["2025-2", "2025-2, Korrektur 1", "2025-1", "2024-2"]
    assert [each.body for each in meetings].count("fachgruppe") == 4
    for meeting in meetings:
        for state in meeting.states:
            assert missing_consequences(snapshot, OFFICE, meeting.period, state.day, state.moment) == (), state.name
    assert missing_consequences(snapshot, OFFICE, PERIODS[-1], TODAY, None) == ()  # the next one could be frozen


def test_nothing_is_known_before_its_day(snapshot: Snapshot) -> None:
    accepted = [each.accepted_at for each in store.reading.deliveries(snapshot, OFFICE)]
    assert len(set(accepted)) == len(accepted) and accepted == sorted(accepted, reverse=True)
    before = states(snapshot)["2025-1"].moment
    assert {row.period for row in store.reading.measure_history(snapshot, OFFICE, before)} == {"2024-H1", "2024-H2", "2025-H1"}
    for meeting in store.meetings.meetings(snapshot, OFFICE):
        held = next(each for each in store.meetings.meetings(snapshot, OFFICE, end_of(meeting.held_on)) if each.id == meeting.id)
        earlier = store.meetings.meetings(snapshot, OFFICE, end_of(meeting.held_on - timedelta(days=1)))
        assert held.minutes and not next((each.minutes for each in earlier if each.id == meeting.id), ())


def test_decisions_are_done_open_and_overdue_and_some_are_for_the_next_version(snapshot: Snapshot) -> None:
    decisions = store.decisions.decisions(snapshot, OFFICE)
    assert {each.state(TODAY) for each in decisions} == {DecisionState.DONE, DecisionState.OPEN, DecisionState.OVERDUE}
    assert any(each.revision for each in decisions)
    public = store.decisions.decisions(snapshot, Viewer(Role.PUBLIC))
    assert 0 < len(public) < len(decisions) and not any(each.function for each in public)
    first_day = [each.state(date(2025, 9, 10)) for each in store.decisions.decisions(snapshot, OFFICE, end_of(date(2025, 9, 9)))]
    assert first_day == [DecisionState.DONE, DecisionState.OPEN, DecisionState.OPEN]  # its due day was moved a day later


def test_texts_have_versions_and_internal_ones_stay_inside(snapshot: Snapshot) -> None:
    versions = store.report_texts.text_versions(snapshot, OFFICE)
    assert {each.version for each in versions} == {1, 2}
    inside = store.report_texts.report_texts(snapshot, OFFICE)
    outside = store.report_texts.report_texts(snapshot, Viewer(Role.PUBLIC))
    assert inside.keys() > outside.keys()
    obstacles = {key for key in inside if key.part is TextPart.OBSTACLES}
    assert obstacles and not obstacles & outside.keys()  # they quote internal obstacles of measures


def test_between_the_meetings_verdicts_turn_by_revision_and_by_reality(snapshot: Snapshot) -> None:
    """A status flip says whether reality changed or a figure was revised."""
    found = states(snapshot)
    first, second, third = found["2024-2"], found["2025-1"], found["2025-2, Korrektur 1"]
    revised = build(snapshot, OFFICE, first.moment, NOTHING, second.day, second.moment)
    turned = {each.indicator: each for each in revised.indicators if each.before is not each.after}
    assert {key: each.because for key, each in turned.items()} == {"ohne_abschluss_auslaender": (Because.REVISION,)}
    assert turned["ohne_abschluss_auslaender"].value_before == turned["ohne_abschluss_auslaender"].value_after
    real = build(snapshot, OFFICE, second.moment, NOTHING, third.day, third.moment)
    turns = {each.indicator: (each.turn, each.because) for each in real.indicators if each.before is not each.after}
    assert turns["ohne_abschluss_auslaender"] == (Turn.WORSE, (Because.REALITY,))
    assert turns["ohne_abschluss_deutsche"] == (Turn.BETTER, (Because.REALITY,))
    now = build(snapshot, OFFICE, third.moment, NOTHING, TODAY)
    assert [(each.indicator, each.because) for each in now.indicators if each.before is not each.after] == [
        ("einbuergerungsquote_lsn", (Because.REALITY,))
    ]


def test_everything_invented_says_so() -> None:
    head = (Path(DEMO) / "history.toml").read_text("utf-8").splitlines()[:2]
    assert "erfunden" in head[1] and "Zahlen" in head[1]
    assert "Vorgeschichte" in (DEMO / "SOURCES.md").read_text("utf-8")
